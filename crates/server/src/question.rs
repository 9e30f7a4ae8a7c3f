//! Questions: the parameters of a request to an output, parsed and checked once, and how the answer is rendered, or taken from the cache.

use std::borrow::Cow;
use std::sync::Arc;

use axum::http::{HeaderMap, header};
use axum::response::Response;
use chrono::{Datelike as _, NaiveDate};
use url::form_urlencoded;

use passerelle_index::Snapshot;

use passerelle_model::{Moment, TerritoryCode};
use passerelle_publish::{Representation, Site};
use passerelle_query::{Allowed, Filter, Parameter, ParameterError, Sort};

use super::cache::Key;
use super::conditional::CachePolicy;
use super::problem::Problem;
use super::respond::Prepared;
use super::state::State;

/// A request to an output, as far as the answer depends on it.
#[derive(Debug)]
pub(super) struct Question {
    /// The name of the output.
    pub(super) output: &'static str,
    /// The parameters in canonical form.
    pub(super) query: String,
    /// A number that stands for everything else that the answer depends on; 0 for nothing.
    pub(super) epoch: u64,
    /// The day that the answer counts from, in the time zone of the gateway; `None` if it counts no days.
    today: Option<NaiveDate>,
}

impl Question {
    pub(super) const fn new(output: &'static str, query: String) -> Self {
        Self {
            output,
            query,
            epoch: 0,
            today: None,
        }
    }

    /// Creates a question whose answer counts days: it is another one on each day, and is kept by nobody beyond midnight.
    pub(super) fn of_the_day(output: &'static str, query: String, state: &State) -> Self {
        let today = today(state);
        Self {
            output,
            query,
            epoch: u64::try_from(today.num_days_from_ce()).unwrap_or_default(),
            today: Some(today),
        }
    }

    /// Returns the day of the question.
    pub(super) fn day(&self, state: &State) -> NaiveDate {
        self.today.unwrap_or_else(|| today(state))
    }
}

fn today(state: &State) -> NaiveDate {
    let now = state.clock.now().with_timezone(&state.site.zone());
    now.date_naive()
}

/// The input of rendering, which runs off the threads that serve.
pub(super) struct Material {
    pub(super) site: Arc<Site>,
    pub(super) snapshot: Arc<Snapshot>,
}

impl Material {
    /// Makes a representation of this snapshot with a body.
    pub(super) fn represent(&self, media_type: &'static str, body: Vec<u8>) -> Representation {
        Representation::new(media_type, body, self.snapshot.last_modified())
    }

    /// Makes a representation with a body that counts days: it changes at midnight too.
    pub(super) fn of_the_day(
        &self,
        media_type: &'static str,
        body: Vec<u8>,
        today: NaiveDate,
    ) -> Representation {
        let midnight = Moment::Day(today).begins(self.site.zone());
        let changed = self.snapshot.last_modified().max(Some(midnight));
        Representation::new(media_type, body, changed)
    }
}

/// Parses the filter in a raw query.
pub(super) fn filter(
    state: &State,
    query: Option<&str>,
    allowed: &Allowed,
) -> Result<Filter, Problem> {
    let query = query.unwrap_or_default();
    read(state, form_urlencoded::parse(query.as_bytes()), allowed)
}

/// Parses the filter in decoded pairs. Where one names a place instead of giving its code, the error names the places that may be meant, those of the gateway's
/// own territory first.
pub(super) fn read<N: AsRef<str>, V: AsRef<str>>(
    state: &State,
    pairs: impl IntoIterator<Item = (N, V)>,
    allowed: &Allowed,
) -> Result<Filter, Problem> {
    let geography = state.index.current().geography();
    Filter::parse(pairs, allowed, geography).map_err(|error| {
        let home = state.site.territory();
        let home = home.unwrap_or_else(TerritoryCode::country);
        Problem::Parameter(error.naming(geography, home))
    })
}

/// Parses the filter of a list that people search: with words and without an order, the best match comes first.
pub(super) fn ranked(
    state: &State,
    query: Option<&str>,
    allowed: &Allowed,
) -> Result<Filter, Problem> {
    let query = query.unwrap_or_default();
    let pairs = form_urlencoded::parse(query.as_bytes());
    let mut pairs: Vec<(Cow<'_, str>, Cow<'_, str>)> = pairs.collect();
    let is_said = |parameter: Parameter| {
        let mut pairs = pairs.iter();
        pairs.any(|(name, value)| name == parameter.name() && !value.trim().is_empty())
    };
    if is_said(Parameter::Query) && !is_said(Parameter::Sort) {
        let order = Sort::Relevance.token();
        pairs.push((Parameter::Sort.name().into(), order.into()));
    }
    read(state, pairs, allowed)
}

/// Removes the order from a filter, for outputs whose order does not depend on it, so that equal answers have equal keys.
pub(super) fn unordered(filter: Filter) -> Filter {
    Filter {
        sort: Sort::default(),
        ..filter
    }
}

/// Returns the value of a parameter that is not one of the filter; `None` if it is absent or empty, an error if it is given twice.
pub(super) fn own(query: Option<&str>, name: &str) -> Result<Option<String>, ParameterError> {
    let mut found = None;
    for (key, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
        let value = value.trim();
        if key != name || value.is_empty() {
            continue;
        }
        if found.is_some() {
            let expected = "one value only: this parameter is no list";
            return Err(ParameterError::value(name, value, expected));
        }
        found = Some(value.to_owned());
    }
    Ok(found)
}

/// Parses the value of a parameter that names a term of a closed list.
pub(super) fn term<T: Copy>(
    query: Option<&str>,
    name: &str,
    all: &[T],
    token: impl Fn(T) -> &'static str,
) -> Result<Option<T>, ParameterError> {
    let Some(given) = own(query, name)? else {
        return Ok(None);
    };
    let tokens = || all.iter().map(|term| token(*term));
    let known = all.iter().find(|term| token(**term) == given);
    known.copied().map(Some).ok_or_else(|| {
        let expected = format!("one of {}", tokens().collect::<Vec<_>>().join(", "));
        ParameterError::value(name, &given, expected).near(tokens())
    })
}

/// Answers `question`: `render` is called once for each snapshot, and its result is sent from memory from then on.
pub(super) async fn answer(
    state: &State,
    headers: &HeaderMap,
    policy: CachePolicy,
    question: Question,
    render: impl FnOnce(&Material) -> Result<Representation, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let snapshot = state.index.current();
    let key = Key {
        output: question.output,
        query: question.query,
        snapshot: snapshot.version(),
        epoch: question.epoch,
    };
    let transition = snapshot.next_transition();
    let material = Material {
        site: Arc::clone(&state.site),
        snapshot,
    };
    let prepared = if state.site.files().is_some() {
        // A file is requested once and has links of its own; whoever serves the file compresses it.
        let make = move || Ok(Prepared::as_it_is(render(&material)?, policy));
        state.renderings.make(key.output, make).await?
    } else {
        let make = move || Ok(Prepared::new(render(&material)?, policy));
        state.renderings.get(key, make).await?
    };
    let mut response = prepared.answer(headers);
    if let Some(today) = question.today {
        // The answer holds until the day is over, or, where it depends on the time of day, until a consultation opens or closes.
        let midnight = Moment::Day(today).over(state.site.zone());
        let over = transition.map_or(midnight, |transition| transition.min(midnight));
        let left = (over - state.clock.now()).num_seconds();
        let until = policy.until(u64::try_from(left).unwrap_or_default());
        response.headers_mut().insert(header::CACHE_CONTROL, until);
    }
    Ok(response)
}
