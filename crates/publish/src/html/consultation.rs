//! The page of one consultation: its status, how to take part, its phases, meetings and results, and its origin.

use askama::Template;

use crate::item::image;
use crate::timing::{Step, during, next_step};
use crate::words::in_one_line;
use passerelle_index::Entry;
use passerelle_model::{Access, Consultation, Meeting, Phase, Status};

use super::bridge::{Standing, bridge, standings};
use super::card::{State, state, until_then};
use super::facts::{Fact, figures, origin};
use super::frame::{Frame, Part, Place, Reader};
use super::link;
use super::meetings::{MeetingLine, meeting_line};
use super::structured::structured;

struct PhaseLine {
    class: &'static str,
    title: String,
    lang: Option<String>,
    dates: String,
    /// « vous êtes ici », or that it runs too.
    mark: Option<String>,
    current: bool,
}

struct DocumentLine {
    title: String,
    lang: Option<String>,
    url: String,
}

struct Crumb {
    label: String,
    href: String,
}

#[derive(Template)]
#[template(path = "consultation.html")]
struct Page<'a> {
    frame: Frame<'a>,
    canonical: String,
    /// The address of this page, in its language.
    portal_url: String,
    image: Option<String>,
    title: String,
    lang: Option<String>,
    line: String,
    crumb: Option<Crumb>,
    state: State,
    remaining: Option<String>,
    next: Option<Step>,
    tags: Vec<String>,
    summary: String,
    summary_lang: Option<String>,
    take_part: Option<(String, String)>,
    bridge: Option<String>,
    body: String,
    body_lang: Option<String>,
    phases: Vec<PhaseLine>,
    meetings: Vec<MeetingLine>,
    past: Vec<MeetingLine>,
    past_title: String,
    has_results: bool,
    results_on: Option<String>,
    documents: Vec<DocumentLine>,
    figures: Vec<Fact>,
    origin: Vec<Fact>,
    follow: Option<String>,
    /// The address of its coming meetings as a calendar, if there are any.
    calendar: Option<String>,
    structured: String,
}

/// Writes the page of one consultation.
///
/// # Errors
/// Returns an error if the template fails, which only a broken build does.
pub fn consultation(reader: &Reader<'_>, entry: &Entry) -> Result<Vec<u8>, askama::Error> {
    let consultation = &entry.stored.consultation;
    let path = format!("consultations/{}", consultation.id);
    let place = Place {
        part: Part::Consultations,
        root: "../",
        path: &path,
        query: "",
        feeds: "",
        caption: "",
    };
    let frame = Frame::new(reader, &place);
    let (title, lang) = frame.shown(&consultation.title, reader.languages);
    let (summary, summary_lang) = frame.shown(&consultation.summary, reader.languages);
    let (body, body_lang) = frame.shown(&consultation.description_html, reader.languages);
    // No text is shown twice.
    let (summary, body) = match overlap(&body, &summary) {
        Overlap::Same => (summary, String::new()),
        Overlap::Beginning => (String::new(), body),
        Overlap::None => (summary, body),
    };
    let (past, meetings): (Vec<MeetingLine>, Vec<MeetingLine>) =
        meetings(&frame, reader, consultation).partition(|line| line.past);
    let page = Page {
        canonical: consultation.url.to_string(),
        portal_url: frame.address(),
        image: image(consultation).map(str::to_owned),
        line: in_one_line(entry, &frame.t),
        crumb: crumb(&frame, consultation),
        state: state(&frame.t, entry, reader.today),
        remaining: until_then(&frame.t, entry, reader.today),
        next: next_step(entry, Some(reader.today), &frame.t),
        tags: consultation
            .modalities
            .iter()
            .map(|modality| frame.t.modality(*modality))
            .chain(frame.t.access(consultation.access))
            .collect(),
        take_part: take_part(&frame, entry, reader.site.source_of(consultation).name),
        bridge: bridge(reader, entry, &frame.t),
        phases: phases(&frame, reader, entry),
        past_title: frame.t.count("meetings-past", past.len()),
        has_results: consultation.results.is_some(),
        results_on: results_on(&frame, reader, entry),
        documents: documents(&frame, reader, consultation),
        figures: figures(&frame, reader, entry, &meetings),
        origin: origin(&frame, reader, entry),
        follow: follow(&frame, consultation),
        calendar: calendar(&frame, consultation, &meetings),
        structured: structured(reader, entry),
        meetings,
        past,
        title,
        lang,
        summary,
        body,
        body_lang,
        summary_lang,
        frame,
    };
    page.render().map(String::into_bytes)
}

/// Returns the meetings, in their order.
fn meetings<'a>(
    frame: &'a Frame<'_>,
    reader: &'a Reader<'_>,
    consultation: &'a Consultation,
) -> impl Iterator<Item = MeetingLine> + 'a {
    let mut meetings: Vec<&Meeting> = consultation.meetings.iter().collect();
    meetings.sort_by_key(|meeting| meeting.time.begins(consultation.timezone));
    meetings.into_iter().map(|meeting| {
        let zone = consultation.timezone;
        meeting_line(frame, meeting, zone, reader.today, reader.languages)
    })
}

/// Returns the link to the other consultations of the territory.
fn crumb(frame: &Frame<'_>, consultation: &Consultation) -> Option<Crumb> {
    let territory = consultation.territory.as_ref()?;
    Some(Crumb {
        label: territory.name.clone(),
        href: frame.href_with("", &format!("territory={}", territory.code))?,
    })
}

/// Returns the day of publication of the results, unless the head of the page shows it.
fn results_on(frame: &Frame<'_>, reader: &Reader<'_>, entry: &Entry) -> Option<String> {
    let results = entry.stored.consultation.results.as_ref()?;
    let day = results.published_on?;
    let is_said = entry.status == Status::Results;
    let name = if day > reader.today {
        "results-due"
    } else {
        "results-on"
    };
    (!is_said).then(|| frame.t.with(name, &[("day", &frame.t.day(day))]))
}

/// Returns the most prominent link: to the page where one takes part, or, once it is over or where only members take part, to the page of the source.
fn take_part(frame: &Frame<'_>, entry: &Entry, source: &str) -> Option<(String, String)> {
    let consultation = &entry.stored.consultation;
    let url = &consultation.url;
    let href = link(url)?;
    let name = match (entry.status, consultation.access) {
        (Status::Open, Access::Everybody) => "take-part",
        _ => "see-at-source",
    };
    // A number means nothing to people.
    let site = match url.domain() {
        Some(host) => host.strip_prefix("www.").unwrap_or(host),
        None => source,
    };
    Some((href, frame.t.with(name, &[("site", site)])))
}

/// The relation of a summary to a description.
#[derive(Debug, PartialEq, Eq)]
enum Overlap {
    /// Both have the same text.
    Same,
    /// The description begins with the summary.
    Beginning,
    /// The texts differ.
    None,
}

/// Compares letters and digits only, whatever markup stands between them.
fn overlap(html: &str, text: &str) -> Overlap {
    let mut until = None;
    let shown = html.chars().filter(|c| {
        let is_markup = match (until, *c) {
            (Some(end), c) => {
                if c == end {
                    until = None;
                }
                true
            }
            (None, '<') => {
                until = Some('>');
                true
            }
            // Sanitised HTML escapes characters of markup and no-break spaces, and neither are letters.
            (None, '&') => {
                until = Some(';');
                true
            }
            (None, _) => false,
        };
        !is_markup
    });
    let mut letters = shown.filter(|c| c.is_alphanumeric());
    let mut wanted = text.chars().filter(|c| c.is_alphanumeric());
    if !wanted.all(|letter| letters.next() == Some(letter)) {
        return Overlap::None;
    }
    match letters.next() {
        Some(_) => Overlap::Beginning,
        None => Overlap::Same,
    }
}

fn phases(frame: &Frame<'_>, reader: &Reader<'_>, entry: &Entry) -> Vec<PhaseLine> {
    let consultation = &entry.stored.consultation;
    let standings = standings(entry, reader.moment);
    let zone = consultation.timezone;
    let phases = consultation.phases.iter().zip(standings).enumerate();
    let line = |(at, (phase, standing)): (usize, (&Phase, Standing))| {
        let (title, lang) = frame.shown(&phase.title, reader.languages);
        let number = (at + 1).to_string();
        let from = phase.period.opens.map(|day| day.day(zone));
        let to = phase.period.closes.map(|day| day.last_day(zone));
        let current = entry.course.current_phase == Some(at);
        let mark = match standing {
            _ if current => Some("phase-here"),
            Standing::Now => Some("phase-running"),
            Standing::Done | Standing::Next => None,
        };
        PhaseLine {
            class: match standing {
                Standing::Done => "done",
                Standing::Now => "now",
                Standing::Next => "",
            },
            title: if title.is_empty() {
                frame.t.with("phase-untitled", &[("number", &number)])
            } else {
                title
            },
            lang,
            dates: during(from, to, Some(reader.today), &frame.t),
            mark: mark.map(|name| frame.t.say(name)),
            current,
        }
    };
    phases.map(line).collect()
}

fn documents(
    frame: &Frame<'_>,
    reader: &Reader<'_>,
    consultation: &Consultation,
) -> Vec<DocumentLine> {
    let documents = consultation
        .results
        .iter()
        .flat_map(|results| &results.documents);
    documents
        .filter_map(|document| {
            let (title, lang) = frame.shown(&document.title, reader.languages);
            let url = link(&document.url)?;
            Some(DocumentLine {
                title: if title.is_empty() { url.clone() } else { title },
                lang,
                url,
            })
        })
        .collect()
}

/// Returns the link to the coming meetings as a calendar; `None` if there are none, or no file answers.
fn calendar(
    frame: &Frame<'_>,
    consultation: &Consultation,
    to_come: &[MeetingLine],
) -> Option<String> {
    to_come.first()?;
    frame.href_with("agenda.ics", &format!("consultation={}", consultation.id))
}

/// Returns the link to the page of subscriptions for its territory; `None` where no file answers.
fn follow(frame: &Frame<'_>, consultation: &Consultation) -> Option<String> {
    let territory = consultation.territory.as_ref();
    let query = territory.map(|territory| format!("territory={}", territory.code));
    frame.href_with("subscribe", &query.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{Overlap, overlap};

    #[test]
    fn a_summary_that_repeats_the_description_is_noticed() {
        let html = "<p>Trois <b>zones</b> sont proposées&nbsp;: venez.</p><p>Suite</p>";
        assert_eq!(overlap("<p>Trois zones</p>", "Trois zones"), Overlap::Same);
        assert_eq!(
            overlap(
                "<p>Zones&nbsp;: deux &amp; trois</p>",
                "Zones : deux & trois"
            ),
            Overlap::Same
        );
        assert_eq!(
            overlap(html, "Trois zones sont proposées…"),
            Overlap::Beginning
        );
        assert_eq!(overlap(html, "Trois zones sont retirées"), Overlap::None);
        assert_eq!(overlap("", "Trois zones"), Overlap::None);
        assert_eq!(overlap("", ""), Overlap::Same);
    }
}
