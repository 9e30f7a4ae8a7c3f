//! An entry of another gateway's log, as a record. What it says is taken over as it is; only whether it may be relayed further is decided here.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, FixedOffset};
use serde::Deserialize;
use serde_json::Value;
use url::Url;
use uuid::Uuid;

use super::wire::{self, Item, Texts};
use crate::federation::{may_be_relayed, public};
use passerelle_model::{
    Access, AlsoAt, DeclaredState, Document, Language, LocalizedText, MeetingRecord, MeetingTime,
    Moment, Origin, PhaseRecord, Point, Provenance, Record, RecordImage, RelayedAs, Results,
    SpaceKind, TerritoryCode, TerritoryHow, Via,
};

/// The outcome of an entry.
#[derive(Debug)]
pub(super) enum Entry {
    /// The entry is relayed.
    Relayed(Box<Record>),
    /// The entry is not relayed, or no longer: withdrawn there, told by this gateway itself, or of a kind that the operator does not want.
    Gone,
}

/// An entry that cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unreadable;

/// The settings with which entries are read.
pub(super) struct EntryReader<'a> {
    /// The gateway that is polled.
    pub(super) polled: &'a Via,
    /// The address of this gateway.
    pub(super) here: &'a Url,
    /// The kinds that are relayed.
    pub(super) kinds: &'a [SpaceKind],
}

impl EntryReader<'_> {
    /// Reads an entry of the log: the id of its consultation, and its content or that it is gone.
    pub(super) fn entry(&self, item: Value) -> Result<(Uuid, Entry), Unreadable> {
        match Item::deserialize(item).or(Err(Unreadable))? {
            Item::Withdraw { id } => Ok((id, Entry::Gone)),
            Item::Upsert {
                consultation,
                relay,
            } => Ok((consultation.id, self.upsert(*consultation, *relay)?)),
        }
    }

    fn upsert(
        &self,
        consultation: wire::Consultation,
        relay: wire::Relay,
    ) -> Result<Entry, Unreadable> {
        let kind = SpaceKind::from_token(&relay.kind).ok_or(Unreadable)?;
        let mut via = way(&consultation.via)?;
        via.push(self.polled.clone());
        let provenance = provenance(&consultation.source, &relay)?;
        let wanted = self.kinds.contains(&kind);
        if !wanted || !may_be_relayed(&via, Some(&provenance.url), self.here) {
            return Ok(Entry::Gone);
        }
        let record = record(kind, via, provenance, consultation, relay)?;
        Ok(Entry::Relayed(Box::new(record)))
    }
}

/// The texts that a machine translated.
struct Machine(BTreeSet<String>);

impl Machine {
    /// A text that stands at `path` of the entry, a JSON Pointer (RFC 6901). What is no language tag is left out.
    fn text(&self, told: Option<Texts>, path: &str) -> LocalizedText {
        let mut text = LocalizedText::default();
        for (tag, words) in told.unwrap_or_default() {
            let machine = self.0.contains(&format!("{path}/{tag}"));
            if let Ok(language) = tag.parse::<Language>() {
                text.insert(language, words, machine);
            }
        }
        text
    }
}

fn record(
    kind: SpaceKind,
    via: Vec<Via>,
    provenance: Provenance,
    told: wire::Consultation,
    relay: wire::Relay,
) -> Result<Record, Unreadable> {
    let machine = Machine(relay.machine_translated.into_iter().collect());
    let themes = told.themes.into_iter().enumerate();
    Ok(Record {
        links: relay.links.iter().filter_map(|link| public(link)).collect(),
        title: machine.text(Some(told.title), "/consultation/title"),
        subtitle: machine.text(told.summary, "/consultation/summary"),
        // There is no short description: the summary is told, and none is to be made of it.
        description: machine.text(told.description_html, "/consultation/description_html"),
        opens: plausible(relay.opens)?,
        closes: plausible(relay.closes)?,
        phases: phases(told.phases, &relay.phases, &machine)?,
        declared_state: relay.declared_state.as_deref().and_then(declared_state),
        modalities: told
            .modalities
            .iter()
            .filter_map(|word| word.parse().ok())
            .collect(),
        themes: themes
            .map(|(at, theme)| machine.text(Some(theme), &format!("/consultation/themes/{at}")))
            .collect(),
        image: told.image.and_then(|image| {
            Some(RecordImage {
                url: public(&image.url)?,
                alt: machine.text(image.alt, "/consultation/image/alt"),
                volatile: relay.image_volatile,
            })
        }),
        location: told.location.and_then(point),
        meetings: meetings(told.meetings, relay.meetings, &machine)?,
        counts: told.counts,
        results: told.results.map(|results| published(results, &machine)),
        promoted: relay.promoted,
        access: Access::from_token(told.access.as_deref()),
        published_at: relay.published_at.map(possible).transpose()?,
        relayed: Some(RelayedAs {
            id: told.id,
            origin: origin(&relay.origin)?,
            via,
            provenance: Some(provenance),
            territory: told.territory.as_ref().and_then(territory),
            organiser: told.organiser,
            level: told.level.and_then(|word| word.parse().ok()),
            also_at: told.also_at.iter().filter_map(twin).collect(),
            licence: told.licence,
            timezone: relay.timezone,
        }),
        ..Record::new(kind, relay.native_id, public(&told.url).ok_or(Unreadable)?)
    })
}

fn origin(told: &str) -> Result<Origin, Unreadable> {
    if told.trim().is_empty() {
        return Err(Unreadable);
    }
    Ok(Origin::new(told))
}

/// The gateways that it came through before the polled one. A way with a gap is none: a shorter one wins over a longer.
fn way(told: &[wire::Via]) -> Result<Vec<Via>, Unreadable> {
    told.iter()
        .map(|via| {
            Ok(Via {
                url: public(&via.url).ok_or(Unreadable)?,
                name: via.name.clone(),
            })
        })
        .collect()
}

/// The instance that first published it. One without an address of the web (a file of the first gateway's) stands under its origin.
fn provenance(source: &wire::Source, relay: &wire::Relay) -> Result<Provenance, Unreadable> {
    let url = source.url.as_deref().and_then(public);
    let home = || {
        public(&format!(
            "https://{}",
            Origin::new(&relay.origin).authority()
        ))
    };
    let url = url.or_else(home);
    let platform = source
        .platform
        .as_deref()
        .and_then(|word| word.parse().ok());
    Ok(Provenance {
        source_id: relay.source_id.clone(),
        name: source.name.clone(),
        platform: platform.ok_or(Unreadable)?,
        url: url.ok_or(Unreadable)?,
    })
}

/// The phases. What an older gateway does not say of them follows from their titles and dates.
fn phases(
    told: Vec<wire::Phase>,
    beside: &[wire::RelayedPhase],
    machine: &Machine,
) -> Result<Vec<PhaseRecord>, Unreadable> {
    let beside = beside
        .iter()
        .copied()
        .chain(std::iter::repeat_with(Default::default));
    let read = told.into_iter().zip(beside).enumerate();
    read.map(|(at, (told, beside))| {
        Ok(PhaseRecord {
            title: machine.text(told.title, &format!("/consultation/phases/{at}/title")),
            opens: plausible(told.starts_on)?,
            closes: plausible(told.ends_on)?,
            participatory: beside.participatory,
            active: beside.active,
        })
    })
    .collect()
}

fn meetings(
    told: Vec<wire::Meeting>,
    beside: Vec<wire::RelayedMeeting>,
    machine: &Machine,
) -> Result<Vec<MeetingRecord>, Unreadable> {
    let beside = beside
        .into_iter()
        .chain(std::iter::repeat_with(Default::default));
    let read = told.into_iter().zip(beside).enumerate();
    read.map(|(at, (told, beside))| meeting(at, told, beside, machine))
        .collect()
}

fn meeting(
    at: usize,
    told: wire::Meeting,
    beside: wire::RelayedMeeting,
    machine: &Machine,
) -> Result<MeetingRecord, Unreadable> {
    let text = |told, field| machine.text(told, &format!("/consultation/meetings/{at}/{field}"));
    let description = format!("/relay/meetings/{at}/description_html");
    Ok(MeetingRecord {
        native_id: told.id.to_string(),
        relayed_id: Some(told.id),
        url: public(&told.url).ok_or(Unreadable)?,
        title: text(Some(told.title), "title"),
        description: machine.text(beside.description_html, &description),
        time: MeetingTime::of(
            plausible(Some(told.starts_at))?.ok_or(Unreadable)?,
            plausible(told.ends_at)?,
        ),
        place: text(told.place, "place"),
        address: told.address,
        point: told.location.and_then(point),
        online: beside.online,
        cancelled: told.cancelled,
        announced: told.announced,
    })
}

fn published(told: wire::Results, machine: &Machine) -> Results {
    let documents = told.documents.into_iter().enumerate();
    let documents = documents.filter_map(|(at, document)| {
        let path = format!("/consultation/results/documents/{at}/title");
        Some(Document {
            title: machine.text(Some(document.title), &path),
            url: public(&document.url)?,
        })
    });
    Results {
        documents: documents.collect(),
        published_on: told.published_on,
    }
}

fn point(told: wire::Location) -> Option<Point> {
    Point::new(told.latitude, told.longitude)
}

fn territory(told: &wire::Territory) -> Option<(TerritoryCode, TerritoryHow)> {
    let how = match told.how.as_str() {
        "rule" => TerritoryHow::Rule,
        "inferred" => TerritoryHow::Inferred,
        _ => TerritoryHow::Declared,
    };
    Some((told.code.parse().ok()?, how))
}

fn twin(told: &wire::Twin) -> Option<AlsoAt> {
    Some(AlsoAt {
        url: public(&told.url)?,
        name: told.name.clone(),
        platform: told.platform.parse().ok()?,
    })
}

fn declared_state(word: &str) -> Option<DeclaredState> {
    match word {
        "upcoming" => Some(DeclaredState::Upcoming),
        "open" => Some(DeclaredState::Open),
        "closed" => Some(DeclaredState::Closed),
        _ => None,
    }
}

/// A day or an instant of the years that are written with four digits.
fn plausible(told: Option<Moment>) -> Result<Option<Moment>, Unreadable> {
    match told {
        Some(Moment::Instant(instant)) => Ok(Some(Moment::Instant(possible(instant)?))),
        Some(Moment::Day(day)) if !has_four_digits(day.year()) => Err(Unreadable),
        other => Ok(other),
    }
}

fn possible(instant: DateTime<FixedOffset>) -> Result<DateTime<FixedOffset>, Unreadable> {
    if has_four_digits(instant.year()) {
        Ok(instant)
    } else {
        Err(Unreadable)
    }
}

fn has_four_digits(year: i32) -> bool {
    (1..=9999).contains(&year)
}
