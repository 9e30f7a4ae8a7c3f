//! The record of an entry in another gateway's log. Its content is taken over unchanged; only whether it may be relayed further is decided here.

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

/// The content of an entry, for this gateway.
#[derive(Debug)]
pub(super) enum Entry {
    /// The consultation is relayed.
    Relayed(Box<Record>),
    /// The consultation is not relayed, or no longer: it was withdrawn there, came from this gateway, or is of a kind that the operator does not
    /// want.
    Gone,
}

/// An entry that cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unreadable;

/// Reads the entries of one gateway.
pub(super) struct EntryReader<'a> {
    /// The gateway that is polled.
    pub(super) polled: &'a Via,
    /// The public address of this gateway.
    pub(super) here: &'a Url,
    /// The kinds that are relayed.
    pub(super) kinds: &'a [SpaceKind],
}

impl EntryReader<'_> {
    /// Reads an entry, and returns it with the id of its consultation.
    pub(super) fn read(&self, item: Value) -> Result<(Uuid, Entry), Unreadable> {
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
        let mut via = earlier_gateways(&consultation.via)?;
        via.push(self.polled.clone());
        let provenance = provenance(&consultation.source, &relay)?;
        let is_wanted = self.kinds.contains(&kind);
        if !is_wanted || !may_be_relayed(&via, Some(&provenance.url), self.here) {
            return Ok(Entry::Gone);
        }
        let record = record(kind, via, provenance, consultation, relay)?;
        Ok(Entry::Relayed(Box::new(record)))
    }
}

/// The paths of the texts that were translated by a machine.
struct MachineTranslated(BTreeSet<String>);

impl MachineTranslated {
    /// Reads a text. `path` is its JSON Pointer (RFC 6901) in the entry. Languages whose tag is invalid are left out.
    fn text(&self, texts: Option<Texts>, path: &str) -> LocalizedText {
        let mut text = LocalizedText::default();
        for (tag, words) in texts.unwrap_or_default() {
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
    consultation: wire::Consultation,
    relay: wire::Relay,
) -> Result<Record, Unreadable> {
    let machine = MachineTranslated(relay.machine_translated.into_iter().collect());
    let themes = consultation.themes.into_iter().enumerate();
    Ok(Record {
        links: relay.links.iter().filter_map(|link| public(link)).collect(),
        title: machine.text(Some(consultation.title), "/consultation/title"),
        subtitle: machine.text(consultation.summary, "/consultation/summary"),
        // The short description stays empty: the summary of the other gateway is taken over instead of one made here.
        description: machine.text(
            consultation.description_html,
            "/consultation/description_html",
        ),
        opens: plausible(relay.opens)?,
        closes: plausible(relay.closes)?,
        phases: phases(consultation.phases, &relay.phases, &machine)?,
        declared_state: relay.declared_state.as_deref().and_then(declared_state),
        modalities: consultation
            .modalities
            .iter()
            .filter_map(|word| word.parse().ok())
            .collect(),
        themes: themes
            .map(|(at, theme)| machine.text(Some(theme), &format!("/consultation/themes/{at}")))
            .collect(),
        image: consultation.image.and_then(|image| {
            Some(RecordImage {
                url: public(&image.url)?,
                alt: machine.text(image.alt, "/consultation/image/alt"),
                volatile: relay.image_volatile,
            })
        }),
        location: consultation.location.and_then(point),
        meetings: meetings(consultation.meetings, relay.meetings, &machine)?,
        counts: consultation.counts,
        results: consultation.results.map(|shown| results(shown, &machine)),
        promoted: relay.promoted,
        access: Access::from_token(consultation.access.as_deref()),
        published_at: relay.published_at.map(plausible_instant).transpose()?,
        relayed: Some(RelayedAs {
            id: consultation.id,
            origin: origin(&relay.origin)?,
            via,
            provenance: Some(provenance),
            territory: consultation.territory.as_ref().and_then(territory),
            organiser: consultation.organiser,
            level: consultation.level.and_then(|word| word.parse().ok()),
            also_at: consultation.also_at.iter().filter_map(twin).collect(),
            licence: consultation.licence,
            timezone: relay.timezone,
        }),
        ..Record::new(
            kind,
            relay.native_id,
            public(&consultation.url).ok_or(Unreadable)?,
        )
    })
}

fn origin(origin: &str) -> Result<Origin, Unreadable> {
    if origin.trim().is_empty() {
        return Err(Unreadable);
    }
    Ok(Origin::new(origin))
}

/// Returns the gateways that an entry came through before the polled one. One with an unreadable address makes the whole entry unreadable: without
/// it, the path would be too short, and shorter paths are preferred.
fn earlier_gateways(gateways: &[wire::Via]) -> Result<Vec<Via>, Unreadable> {
    gateways
        .iter()
        .map(|via| {
            Ok(Via {
                url: public(&via.url).ok_or(Unreadable)?,
                name: via.name.clone(),
            })
        })
        .collect()
}

/// Returns the instance that first published a consultation. One without a web address (a local file of the first gateway) gets that of its origin.
fn provenance(source: &wire::Source, relay: &wire::Relay) -> Result<Provenance, Unreadable> {
    let url = source.url.as_deref().and_then(public);
    let of_origin = || {
        public(&format!(
            "https://{}",
            Origin::new(&relay.origin).authority()
        ))
    };
    let url = url.or_else(of_origin);
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

/// Reads the phases. `relayed` are the fields for gateways; an older gateway has none, and then they follow from the titles and dates of the phases.
fn phases(
    phases: Vec<wire::Phase>,
    relayed: &[wire::RelayedPhase],
    machine: &MachineTranslated,
) -> Result<Vec<PhaseRecord>, Unreadable> {
    let relayed = relayed
        .iter()
        .copied()
        .chain(std::iter::repeat_with(Default::default));
    let phases = phases.into_iter().zip(relayed).enumerate();
    phases
        .map(|(at, (phase, relayed))| {
            Ok(PhaseRecord {
                title: machine.text(phase.title, &format!("/consultation/phases/{at}/title")),
                opens: plausible(phase.starts_on)?,
                closes: plausible(phase.ends_on)?,
                participatory: relayed.participatory,
                active: relayed.active,
            })
        })
        .collect()
}

/// Reads the meetings. `relayed` are the fields for gateways.
fn meetings(
    meetings: Vec<wire::Meeting>,
    relayed: Vec<wire::RelayedMeeting>,
    machine: &MachineTranslated,
) -> Result<Vec<MeetingRecord>, Unreadable> {
    let relayed = relayed
        .into_iter()
        .chain(std::iter::repeat_with(Default::default));
    let meetings = meetings.into_iter().zip(relayed).enumerate();
    meetings
        .map(|(at, (shown, relayed))| meeting(at, shown, relayed, machine))
        .collect()
}

fn meeting(
    at: usize,
    meeting: wire::Meeting,
    relayed: wire::RelayedMeeting,
    machine: &MachineTranslated,
) -> Result<MeetingRecord, Unreadable> {
    let text = |texts, field| machine.text(texts, &format!("/consultation/meetings/{at}/{field}"));
    let description = format!("/relay/meetings/{at}/description_html");
    Ok(MeetingRecord {
        native_id: meeting.id.to_string(),
        relayed_id: Some(meeting.id),
        url: public(&meeting.url).ok_or(Unreadable)?,
        title: text(Some(meeting.title), "title"),
        description: machine.text(relayed.description_html, &description),
        time: MeetingTime::of(
            plausible(Some(meeting.starts_at))?.ok_or(Unreadable)?,
            plausible(meeting.ends_at)?,
        ),
        place: text(meeting.place, "place"),
        address: meeting.address,
        point: meeting.location.and_then(point),
        online: relayed.online,
        cancelled: meeting.cancelled,
        announced: meeting.announced,
    })
}

fn results(results: wire::Results, machine: &MachineTranslated) -> Results {
    let documents = results.documents.into_iter().enumerate();
    let documents = documents.filter_map(|(at, document)| {
        let path = format!("/consultation/results/documents/{at}/title");
        Some(Document {
            title: machine.text(Some(document.title), &path),
            url: public(&document.url)?,
        })
    });
    Results {
        documents: documents.collect(),
        published_on: results.published_on,
    }
}

fn point(location: wire::Location) -> Option<Point> {
    Point::new(location.latitude, location.longitude)
}

fn territory(territory: &wire::Territory) -> Option<(TerritoryCode, TerritoryHow)> {
    let how = match territory.how.as_str() {
        "rule" => TerritoryHow::Rule,
        "inferred" => TerritoryHow::Inferred,
        _ => TerritoryHow::Declared,
    };
    Some((territory.code.parse().ok()?, how))
}

fn twin(twin: &wire::Twin) -> Option<AlsoAt> {
    Some(AlsoAt {
        url: public(&twin.url)?,
        name: twin.name.clone(),
        platform: twin.platform.parse().ok()?,
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

/// Refuses a moment whose year is not written with four digits.
fn plausible(moment: Option<Moment>) -> Result<Option<Moment>, Unreadable> {
    match moment {
        Some(Moment::Instant(instant)) => Ok(Some(Moment::Instant(plausible_instant(instant)?))),
        Some(Moment::Day(day)) if !has_four_digits(day.year()) => Err(Unreadable),
        other => Ok(other),
    }
}

fn plausible_instant(instant: DateTime<FixedOffset>) -> Result<DateTime<FixedOffset>, Unreadable> {
    if has_four_digits(instant.year()) {
        Ok(instant)
    } else {
        Err(Unreadable)
    }
}

fn has_four_digits(year: i32) -> bool {
    (1..=9999).contains(&year)
}
