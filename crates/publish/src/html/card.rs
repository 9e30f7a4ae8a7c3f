//! The card of a consultation in a list: the time left, the territory, the themes, and the status.

use chrono::NaiveDate;

use crate::phrases::Phrases;
use crate::timing::{Step, next_step, pause, results};
use passerelle_index::Entry;
use passerelle_model::Status;

use super::Reader;
use super::bridge::bridge;
use super::frame::Frame;

/// The most modalities on a card.
const MODALITIES: usize = 2;

/// The time left, in large letters with small ones around them.
pub(super) struct When {
    pub(super) class: &'static str,
    pub(super) before: String,
    pub(super) big: String,
    pub(super) after: String,
}

/// The status of a consultation, with the class that gives it its colour.
pub(crate) struct State {
    pub(crate) class: &'static str,
    pub(crate) text: String,
}

pub(super) struct Card {
    pub(super) href: Option<String>,
    pub(super) title: String,
    pub(super) lang: Option<String>,
    pub(super) place: String,
    pub(super) also: Option<String>,
    pub(super) summary: String,
    pub(super) summary_lang: Option<String>,
    pub(super) when: When,
    pub(super) state: State,
    /// The next phase, if there is one.
    pub(super) next: Option<Step>,
    pub(super) tags: Vec<String>,
    pub(super) bridge: Option<String>,
}

pub(super) fn card(reader: &Reader<'_>, frame: &Frame<'_>, entry: &Entry) -> Card {
    let consultation = &entry.stored.consultation;
    let (title, lang) = frame.shown(&consultation.title, reader.languages);
    let (summary, summary_lang) = frame.shown(&consultation.summary, reader.languages);
    let source = reader.site.source_of(consultation).name;
    let place = consultation
        .territory
        .as_ref()
        .map_or(source, |place| &place.name);
    let others: Vec<&str> = consultation
        .also_at
        .iter()
        .map(|at| at.name.as_str())
        .collect();
    let also = frame
        .t
        .with("also-published", &[("names", &others.join(", "))]);
    Card {
        href: frame.page_of(consultation.id),
        title,
        lang,
        place: place.to_owned(),
        also: (!others.is_empty()).then_some(also),
        summary,
        summary_lang,
        when: when(frame, entry, reader.today),
        state: state_on_card(&frame.t, entry, reader.today),
        next: next_step(entry, Some(reader.today), &frame.t),
        tags: tags(frame, entry),
        bridge: bridge(reader, entry, &frame.t),
    }
}

/// Returns the status, without the part that the card shows in large letters.
fn state_on_card(t: &Phrases, entry: &Entry, today: NaiveDate) -> State {
    let state = state(t, entry, today);
    match (entry.status, entry.deadline()) {
        (Status::Open, None) => State {
            text: t.status(Status::Open),
            ..state
        },
        _ => state,
    }
}

/// Returns the time until one can no longer take part, or can again: « Encore 2 jours », « ouvre demain », « reprise dans 16 jours ». `None` if it does not matter.
pub(crate) fn remaining(t: &Phrases, entry: &Entry, today: NaiveDate) -> Option<String> {
    let (name, days) = match entry.status {
        Status::Open => ("remaining", days_left(entry, today)?),
        Status::Upcoming => ("opens-in", days_until(entry, today)?),
        Status::Paused => ("resumes-in", days_until(entry, today)?),
        Status::Closed | Status::Results | Status::Unknown => return None,
    };
    Some(t.count(name, days))
}

/// Returns the same behind a status that says what will happen.
pub(super) fn until_then(t: &Phrases, entry: &Entry, today: NaiveDate) -> Option<String> {
    match entry.status {
        Status::Paused => Some(t.count("left-opens-in", days_until(entry, today)?)),
        _ => remaining(t, entry, today),
    }
}

/// Returns the whole days from `today` until the last one on which one can take part.
fn days_left(entry: &Entry, today: NaiveDate) -> Option<usize> {
    let zone = entry.stored.consultation.timezone;
    usize::try_from(entry.course.days_left_on(zone, today)?).ok()
}

/// Returns the whole days from `today` until one can take part.
fn days_until(entry: &Entry, today: NaiveDate) -> Option<usize> {
    let zone = entry.stored.consultation.timezone;
    let days = (entry.course.opening?.day(zone) - today).num_days();
    usize::try_from(days.max(0)).ok()
}

/// Returns whether it is marked as closing soon.
pub(crate) fn closes_soon(entry: &Entry, today: NaiveDate) -> bool {
    let zone = entry.stored.consultation.timezone;
    entry.course.closes_soon_on(zone, today)
}

fn when(frame: &Frame<'_>, entry: &Entry, today: NaiveDate) -> When {
    let t = &frame.t;
    let said = |class, before: &str, big: String, after: &str| {
        let small = |name: &str| match name {
            "" => String::new(),
            name => t.say(name),
        };
        When {
            class,
            before: small(before),
            big,
            after: small(after),
        }
    };
    let word = |name: &str| said("none", "", t.say(name), "");
    match entry.status {
        Status::Open => match days_left(entry, today) {
            Some(days) => {
                let class = if closes_soon(entry, today) {
                    "closing"
                } else {
                    ""
                };
                said(class, "", t.count("left-days", days), "left-hint")
            }
            None => said("none", "", t.say("left-open"), "left-open-hint"),
        },
        Status::Upcoming => match days_until(entry, today) {
            Some(days) => {
                let big = t.count("left-opens-in", days);
                said("none", "left-opens-hint", big, "")
            }
            None => said("none", "", t.status(Status::Upcoming), ""),
        },
        Status::Paused => match days_until(entry, today) {
            Some(days) => {
                let big = t.count("left-opens-in", days);
                said("none", "left-resumes-hint", big, "")
            }
            None => said("none", "", t.say("left-paused"), "left-paused-hint"),
        },
        Status::Closed | Status::Results => word("left-closed"),
        Status::Unknown => word("left-unknown"),
    }
}

/// Returns the status, with its day.
pub(crate) fn state(t: &Phrases, entry: &Entry, today: NaiveDate) -> State {
    let zone = entry.stored.consultation.timezone;
    let dated = |name: &str, day: String| t.with(name, &[("day", &day)]);
    let (class, text) = match entry.status {
        Status::Open => match entry.deadline() {
            Some(day) if closes_soon(entry, today) => {
                ("closing", dated("tag-closing", t.near_weekday(day, today)))
            }
            Some(day) => ("open", dated("tag-open-until", t.near_day(day, today))),
            None => ("open", t.say("tag-open")),
        },
        Status::Upcoming => {
            let day = entry.course.opening.map(|moment| moment.day(zone));
            let opens = |day| dated("tag-opens", t.near_weekday(day, today));
            let text = day.map_or_else(|| t.say("tag-upcoming"), opens);
            ("upcoming", text)
        }
        Status::Paused => ("paused", paused(t, entry, today)),
        Status::Closed => match entry.course.ended {
            Some(moment) => {
                let day = t.near_day(moment.last_day(zone), today);
                ("closed", dated("tag-closed", day))
            }
            None => ("closed", t.say("tag-closed-undated")),
        },
        Status::Results => {
            let text = results(entry, |day| t.near_day(day, today), t);
            ("results", text)
        }
        Status::Unknown => ("closed", t.say("tag-unknown")),
    };
    State { class, text }
}

/// Returns the status of a paused consultation: « Entre deux étapes, reprise le 14 décembre ».
fn paused(t: &Phrases, entry: &Entry, today: NaiveDate) -> String {
    let zone = entry.stored.consultation.timezone;
    let paused = t.say(pause(entry));
    let Some(moment) = entry.course.opening else {
        return paused;
    };
    let day = t.near_day(moment.day(zone), today);
    t.with("timing-resumes", &[("paused", &paused), ("day", &day)])
}

fn tags(frame: &Frame<'_>, entry: &Entry) -> Vec<String> {
    let consultation = &entry.stored.consultation;
    let modalities = consultation.modalities.iter().take(MODALITIES);
    let counted = |name: &str, count: usize| (count > 0).then(|| frame.t.count(name, count));
    let meetings = consultation.meetings_taking_place().count();
    let contributions = consultation.counts.contributions.unwrap_or_default();
    let contributions = usize::try_from(contributions).unwrap_or(usize::MAX);
    modalities
        .map(|modality| frame.t.modality(*modality))
        .chain(frame.t.access(consultation.access))
        .chain(counted("meetings-count", meetings))
        .chain(counted("contributions-count", contributions))
        .collect()
}
