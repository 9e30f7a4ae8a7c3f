//! A question: the parameters of a request to an output, read and checked once, and how its answer is rendered or found in memory.

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

/// The identity of an answer, beside the snapshot.
#[derive(Debug)]
pub(super) struct Question {
    /// The name of the output.
    pub(super) output: &'static str,
    /// The question in canonical form.
    pub(super) query: String,
    /// A number for all else that the answer depends on; 0 for nothing.
    pub(super) epoch: u64,
    /// The day that the answer counts from, in the time zone of the gateway, if it counts days.
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

    /// A question whose answer counts days: another one on each day, and kept by nobody beyond midnight.
    pub(super) fn of_the_day(output: &'static str, query: String, state: &State) -> Self {
        let today = today(state);
        Self {
            output,
            query,
            epoch: u64::try_from(today.num_days_from_ce()).unwrap_or_default(),
            today: Some(today),
        }
    }

    /// The day that it is asked on.
    pub(super) fn day(&self, state: &State) -> NaiveDate {
        self.today.unwrap_or_else(|| today(state))
    }
}

fn today(state: &State) -> NaiveDate {
    let now = state.clock.now().with_timezone(&state.site.zone());
    now.date_naive()
}

/// The parts that an answer is made from, off the threads that serve.
pub(super) struct Material {
    pub(super) site: Arc<Site>,
    pub(super) snapshot: Arc<Snapshot>,
}

impl Material {
    /// `body` as a representation of this snapshot.
    pub(super) fn represent(&self, media_type: &'static str, body: Vec<u8>) -> Representation {
        Representation::new(media_type, body, self.snapshot.last_modified())
    }

    /// Makes `body` a representation that counts days: it changes at midnight too.
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

/// The filter of a raw query string.
pub(super) fn filter(
    state: &State,
    query: Option<&str>,
    allowed: &Allowed,
) -> Result<Filter, Problem> {
    let query = query.unwrap_or_default();
    read(state, form_urlencoded::parse(query.as_bytes()), allowed)
}

/// The filter of decoded pairs. Where one names a place instead of giving its code, the error tells those that may be meant, those of the
/// gateway's own territory first.
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

/// The filter of a list that people search: with words and no order said, the best match comes first.
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

/// The filter without its order, for outputs that have one of their own or none: equal answers have equal keys.
pub(super) fn unordered(filter: Filter) -> Filter {
    Filter {
        sort: Sort::default(),
        ..filter
    }
}

/// The value of a parameter that the filter language does not know; given twice it is an error, empty it is absent.
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

/// The term of a closed list that a parameter names.
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
        // A file is asked for once and has links of its own; it is compressed by whoever hands it out.
        let make = move || Ok(Prepared::as_it_is(render(&material)?, policy));
        state.renderings.make(key.output, make).await?
    } else {
        let make = move || Ok(Prepared::new(render(&material)?, policy));
        state.renderings.get(key, make).await?
    };
    let mut response = prepared.answer(headers);
    if let Some(today) = question.today {
        // It is right until the day is over or, at a time of the day, a consultation opens or closes.
        let midnight = Moment::Day(today).over(state.site.zone());
        let over = transition.map_or(midnight, |transition| transition.min(midnight));
        let left = (over - state.clock.now()).num_seconds();
        let until = policy.until(u64::try_from(left).unwrap_or_default());
        response.headers_mut().insert(header::CACHE_CONTROL, until);
    }
    Ok(response)
}
