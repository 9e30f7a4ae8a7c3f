//! A plain entry for the tests of the formats.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use passerelle_index::Entry;
use passerelle_model::{Consultation, History, Moment, Stored, samples};

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
    let mut consultation = samples::consultation("participez.example.fr", 1, "Nos parcs");
    consultation.url = "https://participez.example.fr/processes/p1"
        .parse()
        .unwrap();
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
