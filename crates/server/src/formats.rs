//! The formats for other programs than feed readers: calendars, spreadsheets, maps, directories.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{self, RawQuery};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{Days, NaiveDate};

use passerelle_geography::Geography;
use passerelle_index::{Appointment, Entry};

use passerelle_model::{ConsultationId, MeetingId, TerritoryKind};
use passerelle_phrases::Phrases;
use passerelle_publish::calendar::Deadlines;
use passerelle_publish::directory::{self, FeedOf};
use passerelle_publish::outputs::{CALENDAR, DIRECTORY, Output, ROBOTS, SHEET, SITEMAP};
use passerelle_publish::sheet::{self, Separator};
use passerelle_publish::{Representation, Selection, calendar};
use passerelle_query::{Filter, ParameterError};

use super::api::served;
use super::conditional::CachePolicy;
use super::feeds::title;
use super::problem::Problem;
use super::question::{Material, Question, answer, filter, own, term, unordered};
use super::state::State;

type Shared = extract::State<Arc<State>>;
type Handled = Result<Response, Problem>;

/// The number of days before today with which a calendar without `from` begins, so that subscribers keep the latest meetings.
const BEHIND: Days = Days::new(30);
/// The most meetings of a calendar.
const MOST_MEETINGS: usize = 5000;

/// Handles `/agenda.ics`.
pub(super) async fn ics(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Handled {
    let query = query.as_deref();
    let filter = unordered(filter(&state, query, &CALENDAR.takes)?);
    let deadlines = deadlines(own(query, "include")?.as_deref())?;
    let only = only(query)?;
    let key = format!("{filter}&{deadlines}&{only:?}");
    let mut question = Question::of_the_day(CALENDAR.name, key, &state);
    let since = question.day(&state).checked_sub_days(BEHIND);
    let today = question.day(&state);
    if !deadlines && (filter.from.is_some() || !matches!(only, CalendarPart::Everything)) {
        question = Question::new(CALENDAR.name, question.query);
    }
    let render = move |material: &Material| {
        let snapshot = &material.snapshot;
        let within = Filter {
            from: filter.from.or(since),
            cursor: None,
            ..filter.clone()
        };
        let most = filter.limit.unwrap_or(MOST_MEETINGS);
        let all = || snapshot.appointments(&Filter::default(), usize::MAX);
        let mut days = today..=NaiveDate::MAX;
        let (meetings, entries) = match &only {
            CalendarPart::Everything => {
                let entries = if deadlines {
                    snapshot.select(&within)
                } else {
                    Vec::new()
                };
                let (from, to) = (within.from, within.to);
                let from = from.map_or(today, |from| from.max(today));
                days = from..=to.unwrap_or(NaiveDate::MAX);
                (snapshot.appointments(&within, most), entries)
            }
            CalendarPart::Consultation(id) => {
                let entry = served(snapshot, &id.to_string())?;
                (of_consultation(&all(), entry.id()), vec![entry])
            }
            CalendarPart::Meeting(id) => (vec![of_meeting(&all(), *id)?], Vec::new()),
        };
        let deadlines = deadlines.then_some(Deadlines { within: days, most });
        let made = with_selection(material, &filter, &entries, |selection| {
            calendar::calendar(selection, &meetings, deadlines.as_ref())
        });
        Ok(material.represent(CALENDAR.media_type, made))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

/// The part to which a calendar is reduced.
#[derive(Debug)]
enum CalendarPart {
    Everything,
    Consultation(ConsultationId),
    Meeting(MeetingId),
}

/// Parses the id of the one consultation or meeting that the address asks for.
fn only(query: Option<&str>) -> Result<CalendarPart, Problem> {
    let unknown = |what: &str, text: &str| {
        let text: String = text.chars().take(60).collect();
        Problem::NotFound(format!("there is no {what} `{text}`"))
    };
    if let Some(text) = own(query, "consultation")? {
        let id = text
            .parse()
            .map_err(|_malformed| unknown("consultation", &text))?;
        return Ok(CalendarPart::Consultation(id));
    }
    if let Some(text) = own(query, "meeting")? {
        let id = text
            .parse()
            .map_err(|_malformed| unknown("meeting", &text))?;
        return Ok(CalendarPart::Meeting(id));
    }
    Ok(CalendarPart::Everything)
}

fn of_meeting(all: &[Appointment], id: MeetingId) -> Result<Appointment, Problem> {
    let is = |appointment: &&Appointment| {
        let meeting = appointment.meeting();
        meeting.is_some_and(|meeting| meeting.id == id)
    };
    let found = all.iter().find(is).cloned();
    found.ok_or_else(|| Problem::NotFound(format!("there is no meeting `{id}`")))
}

fn of_consultation(all: &[Appointment], id: ConsultationId) -> Vec<Appointment> {
    let own = all
        .iter()
        .filter(|appointment| appointment.entry.id() == id);
    own.cloned().collect()
}

fn deadlines(include: Option<&str>) -> Result<bool, ParameterError> {
    match include {
        None => Ok(false),
        Some("deadlines") => Ok(true),
        Some(other) => Err(ParameterError::value("include", other, "deadlines")),
    }
}

/// Handles `/consultations.csv`.
pub(super) async fn csv(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Handled {
    let filter = filter(&state, query.as_deref(), &SHEET.takes)?;
    let separator = separator(query.as_deref())?;
    let question = Question::new(SHEET.name, format!("{filter}&{}", separator.token()));
    let render = move |material: &Material| {
        let entries = everything(material, &filter);
        let made = with_selection(material, &filter, &entries, |selection| {
            sheet::sheet(selection, separator)
        });
        Ok(material.represent(SHEET.media_type, made))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

/// Parses the separator between the cells of a sheet.
pub(super) fn separator(query: Option<&str>) -> Result<Separator, ParameterError> {
    let token = term(query, "separator", &Separator::ALL, Separator::token)?;
    Ok(token.unwrap_or(Separator::Comma))
}

/// Answers with the consultations that a filter selects, as `writer` writes them.
pub(super) async fn selected(
    output: &'static Output,
    writer: fn(&Selection<'_>, &Geography) -> Vec<u8>,
    state: Arc<State>,
    query: Option<String>,
    headers: HeaderMap,
) -> Handled {
    let filter = filter(&state, query.as_deref(), &output.takes)?;
    let question = Question::new(output.name, filter.to_string());
    let render = move |material: &Material| {
        let entries = everything(material, &filter);
        let geography = material.snapshot.geography();
        let made = with_selection(material, &filter, &entries, |selection| {
            writer(selection, geography)
        });
        Ok(material.represent(output.media_type, made))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

/// Handles `/feeds.opml`: the feed of a selection, and that of each territory in it.
pub(super) async fn opml(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Handled {
    let filter = unordered(filter(&state, query.as_deref(), &DIRECTORY.takes)?);
    let question = Question::new(DIRECTORY.name, filter.to_string());
    let render = move |material: &Material| {
        let territories = feeds_of(material, &filter);
        let made = with_selection(material, &filter, &[], |selection| {
            directory::opml(selection, &territories)
        });
        Ok(material.represent(DIRECTORY.media_type, made))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

fn feeds_of(material: &Material, filter: &Filter) -> Vec<FeedOf> {
    let geography = material.snapshot.geography();
    let counts = material.snapshot.territories(filter);
    let feeds = counts.into_iter().filter_map(|count| {
        let place = geography.get(count.value)?;
        let of_it = Filter {
            territory: BTreeSet::from([count.value]),
            ..filter.clone()
        };
        (count.value.kind() != TerritoryKind::Country).then(|| FeedOf {
            code: count.value,
            name: place.name.to_owned(),
            query: of_it.to_string(),
        })
    });
    let mut feeds: Vec<FeedOf> = feeds.collect();
    feeds.sort_by(|one, other| one.name.cmp(&other.name).then(one.code.cmp(&other.code)));
    feeds
}

/// Handles `/sitemap.xml`.
pub(super) async fn sitemap(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Handled {
    let filter = unordered(filter(&state, query.as_deref(), &SITEMAP.takes)?);
    let question = Question::new(SITEMAP.name, filter.to_string());
    let render = move |material: &Material| {
        let entries = material.snapshot.select(&filter);
        let made = with_selection(material, &filter, &entries, directory::sitemap);
        Ok(material.represent(SITEMAP.media_type, made))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

/// Handles `/robots.txt`.
pub(super) async fn robots(extract::State(state): Shared, headers: HeaderMap) -> Handled {
    let render = |material: &Material| {
        let made = directory::robots(&material.site).into_bytes();
        Ok(Representation::new(ROBOTS.media_type, made, None))
    };
    let question = Question::new(ROBOTS.name, String::new());
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

/// Returns everything that a filter selects, or one page of it where the filter has a limit.
fn everything(material: &Material, filter: &Filter) -> Vec<Arc<Entry>> {
    if filter.limit.is_some() || filter.cursor.is_some() {
        return material.snapshot.search(filter).items;
    }
    material.snapshot.select(filter)
}

fn with_selection(
    material: &Material,
    filter: &Filter,
    entries: &[Arc<Entry>],
    make: impl FnOnce(&Selection<'_>) -> Vec<u8>,
) -> Vec<u8> {
    let languages = material.site.reading(filter.language.as_ref());
    make(&Selection {
        site: &material.site,
        entries,
        gone: &[],
        languages: &languages,
        caption: &title(filter, material, &Phrases::of(&languages)),
        query: &filter.to_string(),
        moment: material.snapshot.built_at(),
    })
}
