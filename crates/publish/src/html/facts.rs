//! The panels of the page of a consultation: its figures, and its origin.

use chrono::NaiveDate;

use passerelle_index::Entry;
use passerelle_model::{Access, Consultation, Status, Territory, TerritoryHow};

use super::frame::{Frame, Reader};
use super::link;
use super::meetings::MeetingLine;

/// A row of a panel: a label, and a value that may be a link.
pub(super) struct Fact {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) lang: Option<String>,
    pub(super) href: Option<String>,
}

impl Fact {
    fn plain(frame: &Frame<'_>, name: &str, value: String) -> Self {
        Self::linked(frame, name, value, None)
    }

    fn linked(frame: &Frame<'_>, name: &str, value: String, href: Option<String>) -> Self {
        Self {
            name: frame.t.say(name),
            value,
            lang: None,
            href,
        }
    }
}

/// Returns the figures of a consultation; `to_come` are its meetings that are not over.
pub(super) fn figures(
    frame: &Frame<'_>,
    reader: &Reader<'_>,
    entry: &Entry,
    to_come: &[MeetingLine],
) -> Vec<Fact> {
    let consultation = &entry.stored.consultation;
    let counts = &consultation.counts;
    let fact = |name: &str, value: String| Fact::plain(frame, name, value);
    let number = |count: u64| frame.t.number(usize::try_from(count).unwrap_or(usize::MAX));
    // Nothing was counted yet, or the platform does not count it.
    let counted = |name: &'static str, count: Option<u64>| {
        let count = count.filter(|count| *count > 0)?;
        Some(fact(name, number(count)))
    };
    let count = consultation.meetings_taking_place().count();
    let meetings = (count > 0).then(|| {
        let all = frame.t.number(count);
        let upcoming = to_come
            .iter()
            .filter(|meeting| meeting.called_off.is_none())
            .count();
        let text = if upcoming == count {
            frame.t.count("count-meetings-to-come", upcoming)
        } else {
            let all = [("all", &*all)];
            frame.t.count_with("count-meetings-value", upcoming, &all)
        };
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

/// Returns the length of the participation so far, in all, or to come.
fn lasting(frame: &Frame<'_>, entry: &Entry, today: NaiveDate) -> Option<(&'static str, String)> {
    let consultation = &entry.stored.consultation;
    let zone = consultation.timezone;
    let stretches = consultation.participations();
    let opens = stretches.iter().filter_map(|it| it.period.opens);
    let opens = opens.map(|moment| moment.day(zone)).min()?;
    let days = |until: NaiveDate| {
        let days = usize::try_from((until - opens).num_days()).ok()?;
        Some(frame.t.count("days", days))
    };
    let last = match entry.status {
        Status::Open if opens < today => return Some(("open-since", days(today)?)),
        Status::Closed | Status::Results => entry.course.ended?.last_day(zone),
        Status::Upcoming => {
            let closes: Option<Vec<NaiveDate>> = stretches
                .iter()
                .map(|it| Some(it.period.closes?.last_day(zone)))
                .collect();
            closes?.into_iter().max()?
        }
        Status::Open | Status::Paused | Status::Unknown => return None,
    };
    Some(("open-for", days(last.succ_opt()?)?))
}

/// Returns the facts about its origin: the organiser, the territory, and the gateways through which it came.
pub(super) fn origin(frame: &Frame<'_>, reader: &Reader<'_>, entry: &Entry) -> Vec<Fact> {
    let consultation = &entry.stored.consultation;
    let mut facts = subject(frame, reader, consultation);
    facts.extend(way(frame, reader, consultation));
    let updated = entry.stored.history.updated;
    let day = updated.with_timezone(&reader.site.zone()).date_naive();
    let day = frame.t.near_day(day, reader.today);
    facts.push(Fact::plain(frame, "origin-read", day));
    let licence = consultation.licence.clone();
    facts.extend(licence.map(|licence| Fact::plain(frame, "origin-licence", licence)));
    facts
}

/// Returns the organiser, the territory, the level and the themes.
fn subject(frame: &Frame<'_>, reader: &Reader<'_>, consultation: &Consultation) -> Vec<Fact> {
    let organiser = consultation.organiser.clone();
    let level = consultation.level;
    let facts = [
        organiser.map(|name| Fact::plain(frame, "origin-organiser", name)),
        consultation
            .territory
            .as_ref()
            .map(|place| territory(frame, place)),
        level.map(|level| Fact::plain(frame, "origin-level", frame.t.level(level))),
        access(frame, consultation.access),
        themes(frame, reader, consultation),
    ];
    facts.into_iter().flatten().collect()
}

/// Returns the people who can take part, if not everybody can.
fn access(frame: &Frame<'_>, access: Access) -> Option<Fact> {
    match access {
        Access::Everybody => None,
        Access::Members => {
            let value = frame.t.say("origin-access-members");
            Some(Fact::plain(frame, "origin-access", value))
        }
    }
}

fn territory(frame: &Frame<'_>, territory: &Territory) -> Fact {
    let value = match territory.how {
        TerritoryHow::Inferred => frame
            .t
            .with("origin-territory-inferred", &[("name", &territory.name)]),
        TerritoryHow::Declared | TerritoryHow::Rule => territory.name.clone(),
    };
    let href = frame.href_with("", &format!("territory={}", territory.code));
    Fact::linked(frame, "origin-territory", value, href)
}

fn themes(frame: &Frame<'_>, reader: &Reader<'_>, consultation: &Consultation) -> Option<Fact> {
    let first = consultation.themes.first()?;
    let themes = consultation.themes.iter();
    let names: Vec<&str> = themes
        .map(|theme| theme.best_text(reader.languages))
        .collect();
    let language = first.best(reader.languages);
    let language = language.map(|(language, _)| language.primary().to_owned());
    Some(Fact {
        lang: language.filter(|language| *language != frame.t.tag()),
        ..Fact::plain(frame, "origin-themes", names.join(", "))
    })
}

/// Returns the facts about its source: the platform, the gateways that it came through, and its other instances.
fn way(frame: &Frame<'_>, reader: &Reader<'_>, consultation: &Consultation) -> Vec<Fact> {
    let source = reader.site.source_of(consultation);
    let url = source.url.and_then(link);
    let named = Fact::linked(frame, "origin-source", source.name.to_owned(), url);
    let platform = source.platform;
    let platform = platform.map(|it| Fact::plain(frame, "origin-platform", frame.t.platform(it)));
    let via = consultation.via.iter();
    let via = via.map(|via| Fact::linked(frame, "origin-via", via.name.clone(), link(&via.url)));
    let also = consultation.also_at.iter();
    let also = also.map(|at| Fact::linked(frame, "origin-also", at.name.clone(), link(&at.url)));
    [named]
        .into_iter()
        .chain(platform)
        .chain(via)
        .chain(also)
        .collect()
}
