//! A plain entry for the tests of the formats.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::index::Entry;
use crate::model::{
    Access, Consultation, ConsultationId, Counts, History, Language, LocalizedText, Moment, Origin,
    Period, SpaceKind, Stored,
};

pub(super) fn now() -> DateTime<Utc> {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

/// A day; none for an empty text.
pub(super) fn day(text: &str) -> Option<Moment> {
    text.parse().ok().map(Moment::Day)
}

/// An entry that says as little as one can, changed by `change`.
pub(super) fn entry(change: impl FnOnce(&mut Consultation)) -> Arc<Entry> {
    entry_at(now(), change)
}

/// The same at another moment.
pub(super) fn entry_at(
    moment: DateTime<Utc>,
    change: impl FnOnce(&mut Consultation),
) -> Arc<Entry> {
    let origin = Origin::new("participez.example.fr");
    let mut consultation = Consultation {
        id: ConsultationId::new(&origin, SpaceKind::Process, "1"),
        source: "nancy".parse().unwrap(),
        kind: SpaceKind::Process,
        native_id: "1".to_owned(),
        url: "https://participez.example.fr/processes/p1"
            .parse()
            .unwrap(),
        title: LocalizedText::of(Language::french(), "Nos parcs"),
        summary: LocalizedText::default(),
        description_html: LocalizedText::default(),
        period: Period::default(),
        phases: Vec::new(),
        timezone: chrono_tz::Europe::Paris,
        declared_state: None,
        level: None,
        modalities: Vec::new(),
        themes: Vec::new(),
        territory: None,
        organiser: None,
        image: None,
        location: None,
        meetings: Vec::new(),
        counts: Counts::default(),
        results: None,
        promoted: false,
        access: Access::default(),
        published_at: None,
        provenance: None,
        via: Vec::new(),
        also_at: Vec::new(),
        links: Vec::new(),
        licence: None,
        origin,
    };
    change(&mut consultation);
    let history = History {
        first_seen: "2026-10-20T08:00:00Z".parse().unwrap(),
        updated: "2026-10-21T08:00:00Z".parse().unwrap(),
        revision: 2,
        change: 2,
    };
    Arc::new(Entry::new(
        Arc::new(Stored {
            consultation,
            history,
        }),
        moment,
    ))
}
