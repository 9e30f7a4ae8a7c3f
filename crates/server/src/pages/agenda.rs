//! The agenda: the meetings and deadlines of every commune.

use std::sync::Arc;

use axum::extract::{self, RawQuery};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{Days, NaiveDate};

use super::{Handled, ReaderContext, Shared, broken, refused};
use crate::conditional::CachePolicy;
use crate::feeds::caption;
use crate::links::PageFiles;
use crate::problem::Problem;
use crate::question::{Material, Question, answer, filter, own, unordered};
use crate::state::State;
use passerelle_index::{Appointment, Entry};
use passerelle_publish::html::{self, AgendaView, Period};
use passerelle_publish::key_dates::key_dates;
use passerelle_publish::outputs;
use passerelle_query::{Filter, ParameterError};

/// The number of appointments after which the list ends with the current day, where the address gives no number.
const LIST: usize = 60;
/// The most meetings of a page.
const MOST: usize = 1000;

/// Handles `/agenda`.
pub(crate) async fn agenda(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    files: PageFiles,
    headers: HeaderMap,
) -> Handled {
    match shown(&state, query.as_deref(), files, &headers).await {
        Err(problem) => refused(&state, query.as_deref(), &headers, problem),
        answered => answered,
    }
}

async fn shown(
    state: &State,
    query: Option<&str>,
    files: PageFiles,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let filter = unordered(filter(state, query, &outputs::AGENDA.takes)?);
    let period = period(own(query, "view")?)?;
    if period != Period::List {
        refuse_an_end(&filter)?;
    }
    let key = format!("{}?{filter}", period.token());
    let question = Question::of_the_day("page_agenda", key, state);
    let today = question.day(state);
    let reading =
        ReaderContext::new(&state.site, filter.language.as_ref(), today).with_links(files);
    let render = move |material: &Material| {
        let snapshot = &material.snapshot;
        let day = filter.from.unwrap_or(today);
        let (first, last) = period.around(day);
        let within = Filter {
            from: Some(first),
            to: last.or(filter.to),
            ..filter.clone()
        };
        let mut meetings = snapshot.appointments(&within, MOST);
        let consultations = snapshot.select(&within);
        let most = filter.limit.unwrap_or(LIST);
        let until = match last {
            Some(_) => None,
            None => whole_days(&meetings, &consultations, (first, filter.to), most),
        };
        if let Some(until) = until {
            meetings.retain(|appointment| starts(appointment).is_some_and(|day| day <= until));
        }
        let view = AgendaView {
            filter: &within,
            period,
            day,
            meetings: &meetings,
            consultations: &consultations,
            until,
            facets: &snapshot.facets(&within),
            geography: snapshot.geography(),
            caption: &caption(&filter, material),
        };
        let body =
            html::agenda(&reading.reader(material), &view).map_err(|error| broken(&error))?;
        Ok(material.of_the_day(html::MEDIA_TYPE, body, reading.today))
    };
    answer(state, headers, CachePolicy::Content, question, render).await
}

/// Refuses `to` for a period of one day, week or month, which has an end of its own.
fn refuse_an_end(filter: &Filter) -> Result<(), ParameterError> {
    let last = filter.to.map(|day| ("to", day.to_string()));
    let most = filter.limit.map(|most| ("limit", most.to_string()));
    match last.or(most) {
        None => Ok(()),
        Some((name, value)) => {
            let expected =
                "it to be left out beside `view`: a day, a week or a month is shown in whole";
            Err(ParameterError::value(name, &value, expected.to_owned()))
        }
    }
}

fn period(token: Option<String>) -> Result<Period, ParameterError> {
    let Some(token) = token else {
        return Ok(Period::List);
    };
    let tokens = || Period::ALL.iter().map(|period| period.token());
    Period::from_token(&token).ok_or_else(|| {
        let expected = format!("one of {}", tokens().collect::<Vec<_>>().join(", "));
        ParameterError::value("view", &token, expected).near(tokens())
    })
}

fn starts(appointment: &Appointment) -> Option<NaiveDate> {
    let zone = appointment.entry.stored.consultation.timezone;
    Some(appointment.meeting()?.time.first_day(zone))
}

/// Returns the last day of a list that begins with `first` and shows whole days, so that it has about as many appointments as fit; `None` if all fit.
fn whole_days(
    meetings: &[Appointment],
    consultations: &[Arc<Entry>],
    (first, last): (NaiveDate, Option<NaiveDate>),
    most: usize,
) -> Option<NaiveDate> {
    let deadlines = consultations
        .iter()
        .flat_map(|entry| key_dates(entry))
        .map(|date| date.day);
    let starts = meetings.iter().filter_map(starts).map(|day| day.max(first));
    let mut days: Vec<NaiveDate> = starts
        .chain(deadlines.filter(|day| *day >= first && last.is_none_or(|last| *day <= last)))
        .collect();
    days.sort_unstable();
    let over = days.get(most)?;
    let before = over.checked_sub_days(Days::new(1))?;
    // A single day with more appointments than fit is shown whole.
    Some(before.max(*days.first()?))
}
