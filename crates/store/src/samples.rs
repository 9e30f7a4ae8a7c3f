//! Consultations to try a store with.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Commit, Write};
use passerelle_model::{
    Consultation, ConsultationId, History, Language, LocalizedText, Meeting, MeetingHistory,
    MeetingId, MeetingTime, Origin, Place, Point, SourceId, SourceState, SpaceKind, Via, samples,
};

/// The moment `minutes` after a fixed one.
pub(super) fn moment(minutes: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::minutes(minutes)
        - TimeDelta::nanoseconds(1)
}

pub(super) fn source(name: &str) -> SourceId {
    name.parse().unwrap()
}

pub(super) fn id(number: u32) -> ConsultationId {
    ConsultationId::new(&origin(), SpaceKind::Process, &number.to_string())
}

fn origin() -> Origin {
    Origin::new("participez.example.fr")
}

fn text(text: &str) -> LocalizedText {
    LocalizedText::of(Language::french(), text)
}

/// A consultation with one meeting for each number in `meetings`, that came through `hops` gateways.
pub(super) fn consultation(
    number: u32,
    title: &str,
    meetings: &[u32],
    hops: usize,
) -> Consultation {
    let url = |path: &str| {
        format!("https://participez.example.fr/{path}")
            .parse()
            .unwrap()
    };
    Consultation {
        source: source("whoever"),
        summary: text("Un résumé, avec « des guillemets » et l’apostrophe."),
        description_html: text("<p>Le texte\u{a0}: 100\u{202f}% utile.</p>"),
        location: Point::new(48.6921, 6.1844),
        meetings: meetings.iter().copied().map(meeting).collect(),
        via: (0..hops)
            .map(|hop| Via {
                url: url(&format!("gateways/{hop}")),
                name: format!("Passerelle {hop}"),
            })
            .collect(),
        ..samples::consultation("participez.example.fr", number.into(), title)
    }
}

fn meeting(number: u32) -> Meeting {
    Meeting {
        id: MeetingId::new(&origin(), &number.to_string()),
        url: format!("https://participez.example.fr/meetings/{number}")
            .parse()
            .unwrap(),
        title: text("Réunion publique"),
        description_html: LocalizedText::default(),
        time: MeetingTime::instants(moment(1000).fixed_offset(), None),
        place: Place::default(),
        cancelled: false,
        announced: true,
        history: MeetingHistory::new(moment(0)),
    }
}

/// The write that brings `consultation` for the `revision`th time.
pub(super) fn upsert(consultation: Consultation, revision: u32) -> Write {
    Write::Upsert {
        fingerprint: format!("{:?}", consultation.title),
        consultation: Box::new(consultation),
        history: History {
            first_seen: moment(0),
            updated: moment(i64::from(revision)),
            revision,
            change: 0,
        },
    }
}

/// The commit of the source `name` at `minutes`.
pub(super) fn commit(name: &str, minutes: i64, writes: Vec<Write>) -> Commit {
    let mut state = SourceState::new(source(name));
    state.last_attempt = Some(moment(minutes));
    Commit {
        source: source(name),
        at: moment(minutes),
        writes,
        state,
    }
}
