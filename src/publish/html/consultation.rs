//! The page of one consultation: where it stands, how to take part, its phases, meetings and results, and where it comes from.

use askama::Template;
use chrono::NaiveDate;

use crate::index::Entry;
use crate::model::{Consultation, Meeting, Phase, Status, TerritoryHow};
use crate::publish::dates::last_day;
use crate::publish::words::{during, in_one_line};

use super::bridge::{Standing, bridge, standings};
use super::card::{State, days_left, days_until, state};
use super::frame::{Frame, Part, Place, Reader};
use super::link;
use super::meetings::{MeetingLine, meeting_line};
use super::structured::structured;

struct PhaseLine {
    class: &'static str,
    title: String,
    lang: Option<String>,
    dates: String,
    current: bool,
}

struct DocumentLine {
    title: String,
    lang: Option<String>,
    url: String,
}

/// A row of a panel: a name, and a value that may be a link.
struct Fact {
    name: String,
    value: String,
    lang: Option<String>,
    href: Option<String>,
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
    portal_url: String,
    title: String,
    lang: Option<String>,
    line: String,
    crumb: Option<Crumb>,
    state: State,
    remaining: Option<String>,
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
    follow: String,
    calendar: String,
    structured: String,
}

/// The page of one consultation.
///
/// # Errors
/// Where the template fails, which only a broken build does.
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
    let line = |meeting: &Meeting| {
        let zone = consultation.timezone;
        meeting_line(&frame, meeting, zone, reader.today, reader.languages)
    };
    let mut meetings: Vec<&Meeting> = consultation.meetings.iter().collect();
    meetings.sort_by_key(|meeting| meeting.starts_at);
    let (past, meetings): (Vec<MeetingLine>, Vec<MeetingLine>) =
        meetings.into_iter().map(line).partition(|line| line.past);
    let territory = consultation.territory.as_ref();
    let page = Page {
        canonical: consultation.url.to_string(),
        portal_url: reader.site.portal_url(consultation.id),
        line: in_one_line(entry, &frame.t),
        crumb: territory.map(|territory| Crumb {
            label: territory.name.clone(),
            href: frame.href_with("", &format!("territory={}", territory.code)),
        }),
        state: state(&frame, entry, reader.today),
        remaining: remaining(&frame, entry, reader.today),
        tags: consultation
            .modalities
            .iter()
            .map(|modality| frame.t.modality(*modality))
            .collect(),
        take_part: take_part(&frame, entry, reader.site.source_of(consultation).name),
        bridge: bridge(consultation, reader.today, &frame.t),
        phases: phases(&frame, reader, consultation),
        past_title: frame.t.count("meetings-past", past.len()),
        has_results: consultation.results.is_some(),
        results_on: consultation
            .results
            .as_ref()
            .and_then(|results| results.published_on)
            .map(|day| frame.t.with("results-on", &[("day", &frame.t.day(day))])),
        documents: documents(&frame, reader, consultation),
        figures: figures(&frame, reader, entry, &meetings),
        origin: origin(&frame, reader, entry),
        follow: follow(&frame, consultation),
        calendar: frame.href_with("agenda.ics", &format!("consultation={}", consultation.id)),
        structured: structured(reader, entry),
        meetings,
        past,
        title,
        lang,
        // A summary that only repeats the beginning of the description is not read twice.
        summary: if begins_with(&body, &summary) {
            String::new()
        } else {
            summary
        },
        body,
        body_lang,
        summary_lang,
        frame,
    };
    page.render().map(String::into_bytes)
}

fn remaining(frame: &Frame<'_>, entry: &Entry, today: NaiveDate) -> Option<String> {
    let (name, days) = match entry.status {
        Status::Open => ("remaining", days_left(entry, today)?),
        Status::Upcoming => ("opens-in", days_until(entry, today)?),
        _ => return None,
    };
    let days = usize::try_from(days).unwrap_or_default();
    Some(frame.t.count(name, days))
}

/// The one strong link: where one takes part, or where the source tells of it once it is over.
fn take_part(frame: &Frame<'_>, entry: &Entry, source: &str) -> Option<(String, String)> {
    let url = &entry.stored.consultation.url;
    let href = link(url)?;
    let name = match entry.status {
        Status::Open => "take-part",
        _ => "see-at-source",
    };
    // A number says nothing to people.
    let site = match url.domain() {
        Some(host) => host.strip_prefix("www.").unwrap_or(host),
        None => source,
    };
    Some((href, frame.t.with(name, &[("site", site)])))
}

/// Whether the text of `html` begins with `text`, whatever stands between the letters of both.
fn begins_with(html: &str, text: &str) -> bool {
    let mut inside = false;
    let shown = html.chars().filter(|c| {
        let is_tag = inside || *c == '<';
        inside = *c == '<' || (inside && *c != '>');
        !is_tag
    });
    let mut letters = shown.filter(|c| c.is_alphanumeric());
    let mut wanted = text.chars().filter(|c| c.is_alphanumeric());
    wanted.all(|letter| letters.next() == Some(letter))
}

fn phases(frame: &Frame<'_>, reader: &Reader<'_>, consultation: &Consultation) -> Vec<PhaseLine> {
    let standings = standings(consultation, reader.today);
    let zone = consultation.timezone;
    let phases = consultation.phases.iter().zip(standings).enumerate();
    let line = |(at, (phase, standing)): (usize, (&Phase, Standing))| {
        let (title, lang) = frame.shown(&phase.title, reader.languages);
        let number = (at + 1).to_string();
        let near = |day: NaiveDate| frame.t.near_day(day, reader.today);
        let from = phase.period.opens.map(|day| near(day.day(zone)));
        let to = phase.period.closes.map(|day| near(last_day(day, zone)));
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
            dates: during(from, to, &frame.t),
            current: standing == Standing::Now,
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

fn figures(
    frame: &Frame<'_>,
    reader: &Reader<'_>,
    entry: &Entry,
    to_come: &[MeetingLine],
) -> Vec<Fact> {
    let consultation = &entry.stored.consultation;
    let counts = &consultation.counts;
    let fact = |name: &str, value: String| Fact {
        name: frame.t.say(name),
        value,
        lang: None,
        href: None,
    };
    let number = |count: u64| frame.t.number(usize::try_from(count).unwrap_or(usize::MAX));
    let counted = |name: &'static str, count: Option<u64>| Some(fact(name, number(count?)));
    let meetings = (!consultation.meetings.is_empty()).then(|| {
        let all = frame.t.number(consultation.meetings.len());
        let upcoming = to_come.iter().filter(|meeting| !meeting.cancelled).count();
        let text = frame
            .t
            .count_with("count-meetings-value", upcoming, &[("all", &all)]);
        fact("count-meetings", text)
    });
    let all = [
        counted("count-contributions", counts.contributions),
        counted("count-participants", counts.participants),
        counted("count-votes", counts.votes),
        meetings,
        lasting(frame, entry, reader.today).map(|(name, text)| fact(name, text)),
    ];
    all.into_iter().flatten().collect()
}

/// How long it has been open, or was.
fn lasting(frame: &Frame<'_>, entry: &Entry, today: NaiveDate) -> Option<(&'static str, String)> {
    let zone = entry.stored.consultation.timezone;
    let opens = entry.opens()?.day(zone);
    let days = |until: NaiveDate| {
        let days = usize::try_from((until - opens).num_days()).ok()?;
        Some(frame.t.count("days", days))
    };
    match entry.status {
        Status::Open if opens < today => Some(("open-since", days(today)?)),
        Status::Closed | Status::Results | Status::Upcoming => {
            let last = last_day(entry.closes()?, zone);
            Some(("open-for", days(last.succ_opt()?)?))
        }
        _ => None,
    }
}

fn origin(frame: &Frame<'_>, reader: &Reader<'_>, entry: &Entry) -> Vec<Fact> {
    let consultation = &entry.stored.consultation;
    let t = &frame.t;
    let source = reader.site.source_of(consultation);
    let fact = |name: &str, value: String, href: Option<String>| Fact {
        name: t.say(name),
        value,
        lang: None,
        href,
    };
    let mut facts = Vec::new();
    if let Some(organiser) = &consultation.organiser {
        facts.push(fact("origin-organiser", organiser.clone(), None));
    }
    if let Some(territory) = &consultation.territory {
        let value = match territory.how {
            TerritoryHow::Inferred => {
                t.with("origin-territory-inferred", &[("name", &territory.name)])
            }
            TerritoryHow::Declared | TerritoryHow::Rule => territory.name.clone(),
        };
        let href = frame.href_with("", &format!("territory={}", territory.code));
        facts.push(fact("origin-territory", value, Some(href)));
    }
    if let Some(level) = consultation.level {
        facts.push(fact("origin-level", t.level(level), None));
    }
    if !consultation.themes.is_empty() {
        let themes = consultation.themes.iter();
        let names: Vec<&str> = themes
            .map(|theme| theme.best_text(reader.languages))
            .collect();
        let languages = consultation
            .themes
            .first()
            .and_then(|theme| theme.best(reader.languages));
        let foreign = languages.map(|(language, _)| language.primary().to_owned());
        facts.push(Fact {
            lang: foreign.filter(|language| *language != t.tag()),
            ..fact("origin-themes", names.join(", "), None)
        });
    }
    facts.push(fact(
        "origin-source",
        source.name.to_owned(),
        source.url.and_then(link),
    ));
    if let Some(platform) = source.platform {
        facts.push(fact("origin-platform", t.platform(platform), None));
    }
    for via in &consultation.via {
        facts.push(fact("origin-via", via.name.clone(), link(&via.url)));
    }
    for at in &consultation.also_at {
        facts.push(fact("origin-also", at.name.clone(), link(&at.url)));
    }
    let updated = entry
        .stored
        .history
        .updated
        .with_timezone(&reader.site.zone());
    facts.push(fact(
        "origin-read",
        t.near_day(updated.date_naive(), reader.today),
        None,
    ));
    if let Some(licence) = &consultation.licence {
        facts.push(fact("origin-licence", licence.clone(), None));
    }
    facts
}

/// Where one subscribes to what happens in its territory.
fn follow(frame: &Frame<'_>, consultation: &Consultation) -> String {
    let territory = consultation.territory.as_ref();
    let query = territory.map(|territory| format!("territory={}", territory.code));
    frame.href_with("subscribe", &query.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::begins_with;

    #[test]
    fn a_summary_that_repeats_the_description_is_noticed() {
        let html = "<p>Trois <b>zones</b> sont proposées&nbsp;: venez.</p><p>Suite</p>";
        assert!(begins_with("<p>Trois zones</p>", "Trois zones"));
        assert!(begins_with(html, "Trois zones sont proposées…"));
        assert!(!begins_with(html, "Trois zones sont retirées"));
        assert!(!begins_with("", "Trois zones"));
        assert!(begins_with("", ""));
    }
}
