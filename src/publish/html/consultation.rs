//! The page of one consultation.

use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::index::Entry;
use crate::model::{Language, Meeting, Moment, Phase};
use crate::publish::Site;
use crate::publish::dates::last_day;
use crate::publish::phrases::Phrases;
use crate::publish::words::{during, in_one_line};

use super::{Frame, link, shown};

struct PhaseLine {
    title: String,
    dates: String,
    current: bool,
}

struct MeetingLine {
    title: String,
    url: Option<String>,
    dates: String,
    place: String,
    cancelled: bool,
}

struct DocumentLine {
    title: String,
    url: String,
}

struct PlaceLine<'a> {
    name: &'a str,
    url: String,
}

#[derive(Template)]
#[template(path = "consultation.html")]
struct Page<'a> {
    frame: Frame<'a>,
    canonical: String,
    title: String,
    lang: Option<String>,
    line: String,
    organiser: Option<&'a str>,
    url: Option<String>,
    source: &'a str,
    body: String,
    body_lang: Option<String>,
    phases: Vec<PhaseLine>,
    meetings: Vec<MeetingLine>,
    documents: Vec<DocumentLine>,
    licence: Option<&'a str>,
    via: Vec<&'a str>,
    also_at: Vec<PlaceLine<'a>>,
}

/// The page of one consultation at `moment`.
///
/// # Errors
/// Where the template fails, which only a broken build does.
pub fn consultation(
    site: &Site,
    entry: &Entry,
    languages: &[Language],
    moment: DateTime<Utc>,
) -> Result<Vec<u8>, askama::Error> {
    let consultation = &entry.stored.consultation;
    let zone = consultation.timezone;
    let (title, lang) = shown(&consultation.title, languages);
    let (body, body_lang) = shown(&consultation.description_html, languages);
    let current = consultation.current_phase(moment);
    let phase_line = |(at, phase): (usize, &Phase)| PhaseLine {
        title: shown(&phase.title, languages).0,
        dates: phase_dates(phase, zone),
        current: current == Some(at),
    };
    let documents = consultation.results.iter().flat_map(|r| &r.documents);
    let page = Page {
        frame: Frame::new(site, "../"),
        canonical: site.portal_url(consultation.id),
        title,
        lang,
        line: in_one_line(entry, &Phrases::default()),
        organiser: consultation.organiser.as_deref(),
        url: link(&consultation.url),
        source: site.source_of(consultation).name,
        body,
        body_lang,
        phases: consultation
            .phases
            .iter()
            .enumerate()
            .map(phase_line)
            .collect(),
        meetings: consultation
            .meetings
            .iter()
            .map(|meeting| meeting_line(meeting, zone, languages))
            .collect(),
        documents: documents
            .filter_map(|document| {
                Some(DocumentLine {
                    title: shown(&document.title, languages).0,
                    url: link(&document.url)?,
                })
            })
            .collect(),
        licence: consultation.licence.as_deref(),
        via: consultation
            .via
            .iter()
            .map(|via| via.name.as_str())
            .collect(),
        also_at: consultation
            .also_at
            .iter()
            .filter_map(|at| {
                Some(PlaceLine {
                    name: &at.name,
                    url: link(&at.url)?,
                })
            })
            .collect(),
    };
    page.render().map(String::into_bytes)
}

fn phase_dates(phase: &Phase, zone: Tz) -> String {
    let phrases = Phrases::default();
    let from = phase.period.opens.map(|day| phrases.day(day.day(zone)));
    let to = phase
        .period
        .closes
        .map(|day| phrases.day(last_day(day, zone)));
    during(from, to, &phrases)
}

fn meeting_line(meeting: &Meeting, zone: Tz, languages: &[Language]) -> MeetingLine {
    let place = [
        Some(meeting.place.name.best_text(languages)),
        meeting.place.address.as_deref(),
        meeting.place.online.then_some("en ligne"),
    ];
    MeetingLine {
        title: shown(&meeting.title, languages).0,
        url: link(&meeting.url),
        dates: Phrases::default().moment(Moment::Instant(meeting.starts_at), zone),
        place: place
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        cancelled: meeting.cancelled,
    }
}
