//! A consultation in a list: how long it is still open, where it is, what it is about, and where it stands.

use chrono::NaiveDate;

use crate::index::Entry;
use crate::model::Status;
use crate::publish::dates::last_day;
use crate::publish::phrases::Phrases;

use super::Reader;
use super::bridge::bridge;
use super::frame::Frame;

/// What closes within this many days is marked.
pub(in crate::publish) const SOON: i64 = 7;
/// How many of its modalities a card names.
const MODALITIES: usize = 2;

/// How long it is still open, as one reads it at a glance.
pub(super) struct When {
    pub(super) class: &'static str,
    pub(super) big: String,
    pub(super) small: String,
}

/// Where a consultation stands, with the class that gives it its colour.
pub(in crate::publish) struct State {
    pub(in crate::publish) class: &'static str,
    pub(in crate::publish) text: String,
}

pub(super) struct Card {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) lang: Option<String>,
    pub(super) place: String,
    pub(super) also: Option<String>,
    pub(super) summary: String,
    pub(super) summary_lang: Option<String>,
    pub(super) when: When,
    pub(super) state: State,
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
        href: frame.href(&format!("consultations/{}", consultation.id)),
        title,
        lang,
        place: place.to_owned(),
        also: (!others.is_empty()).then_some(also),
        summary,
        summary_lang,
        when: when(frame, entry, reader.today),
        state: state(&frame.t, entry, reader.today),
        tags: tags(frame, entry),
        bridge: bridge(consultation, reader.today, &frame.t),
    }
}

/// Days from `today` to the last day on which it is open.
pub(in crate::publish) fn days_left(entry: &Entry, today: NaiveDate) -> Option<i64> {
    let zone = entry.stored.consultation.timezone;
    let last = last_day(entry.closes()?, zone);
    Some((last - today).num_days().max(0))
}

/// Days from `today` to its opening.
pub(in crate::publish) fn days_until(entry: &Entry, today: NaiveDate) -> Option<i64> {
    let zone = entry.stored.consultation.timezone;
    Some((entry.opens()?.day(zone) - today).num_days().max(0))
}

/// « Encore 2 jours », « ouvre demain »: how long until it closes or opens, where that is what matters.
pub(in crate::publish) fn remaining(
    t: &Phrases,
    entry: &Entry,
    today: NaiveDate,
) -> Option<String> {
    let (name, days) = match entry.status {
        Status::Open => ("remaining", days_left(entry, today)?),
        Status::Upcoming => ("opens-in", days_until(entry, today)?),
        _ => return None,
    };
    let days = usize::try_from(days).unwrap_or_default();
    Some(t.count(name, days))
}

fn when(frame: &Frame<'_>, entry: &Entry, today: NaiveDate) -> When {
    let t = &frame.t;
    let counted = |big: &str, small: &str, days: i64| {
        let days = usize::try_from(days).unwrap_or_default();
        (t.count(big, days), t.count(small, days))
    };
    let said = |big: &str, small: &str| {
        let small = if small.is_empty() {
            String::new()
        } else {
            t.say(small)
        };
        (t.say(big), small)
    };
    let (class, (big, small)) = match entry.status {
        Status::Open => match days_left(entry, today) {
            Some(days) if days <= SOON => ("closing", counted("left-days", "left-hint", days)),
            Some(days) => ("", counted("left-days", "left-hint", days)),
            None => ("none", said("left-open", "left-open-hint")),
        },
        Status::Upcoming => match days_until(entry, today) {
            Some(days) => ("none", counted("left-opens-in", "left-opens-hint", days)),
            None => ("none", said("status-upcoming", "")),
        },
        Status::Paused => match entry.resumes() {
            Some(moment) => {
                let day = moment.day(entry.stored.consultation.timezone);
                let days = (day - today).num_days().max(0);
                ("none", counted("left-opens-in", "left-resumes-hint", days))
            }
            None => ("none", said("left-paused", "left-paused-hint")),
        },
        Status::Closed => ("none", said("left-closed", "")),
        Status::Results => ("none", said("left-results", "left-results-hint")),
        Status::Unknown => ("none", said("left-unknown", "")),
    };
    When { class, big, small }
}

/// Where it stands, with its day.
pub(in crate::publish) fn state(t: &Phrases, entry: &Entry, today: NaiveDate) -> State {
    let zone = entry.stored.consultation.timezone;
    let closes = entry.closes().map(|moment| last_day(moment, zone));
    let opens = entry.opens().map(|moment| moment.day(zone));
    let dated = |name: &str, day: String| t.with(name, &[("day", &day)]);
    let (class, text) = match (entry.status, opens, closes) {
        (Status::Open, _, Some(day)) if (day - today).num_days() <= SOON => {
            ("closing", dated("tag-closing", t.near_weekday(day, today)))
        }
        (Status::Open, _, Some(day)) => ("open", dated("tag-open-until", t.near_day(day, today))),
        (Status::Open, _, None) => ("open", t.say("tag-open")),
        (Status::Upcoming, Some(day), _) => {
            ("upcoming", dated("tag-opens", t.near_weekday(day, today)))
        }
        (Status::Upcoming, None, _) => ("upcoming", t.say("tag-upcoming")),
        (Status::Paused, ..) => match entry.resumes() {
            Some(moment) => {
                let day = t.near_day(moment.day(zone), today);
                ("paused", dated("tag-resumes", day))
            }
            None => ("paused", t.say("tag-paused")),
        },
        (Status::Closed, _, Some(day)) => ("closed", dated("tag-closed", t.near_day(day, today))),
        (Status::Closed, _, None) => ("closed", t.say("tag-closed-undated")),
        (Status::Results, ..) => ("results", t.say("tag-results")),
        (Status::Unknown, ..) => ("closed", t.say("tag-unknown")),
    };
    State { class, text }
}

fn tags(frame: &Frame<'_>, entry: &Entry) -> Vec<String> {
    let consultation = &entry.stored.consultation;
    let modalities = consultation.modalities.iter().take(MODALITIES);
    let counted = |name: &str, count: usize| (count > 0).then(|| frame.t.count(name, count));
    let meetings = consultation.meetings.iter();
    let meetings = meetings.filter(|meeting| meeting.announced);
    let contributions = consultation.counts.contributions.unwrap_or_default();
    let contributions = usize::try_from(contributions).unwrap_or(usize::MAX);
    modalities
        .map(|modality| frame.t.modality(*modality))
        .chain(counted("meetings-count", meetings.count()))
        .chain(counted("contributions-count", contributions))
        .collect()
}
