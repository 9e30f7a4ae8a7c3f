//! An entry: one consultation as a snapshot holds it, with what is derived from it once instead of at each question.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use crate::geography::Geography;
use crate::model::{
    ConsultationId, Level, Modality, Moment, Platform, Point, Status, Stored, TerritoryKind, fold,
};

/// One consultation in a snapshot.
#[derive(Debug)]
pub struct Entry {
    /// The consultation and its past.
    pub stored: Arc<Stored>,
    /// Its status at the snapshot's moment.
    pub status: Status,
    opens: Option<Moment>,
    closes: Option<Moment>,
    name: String,
}

impl Entry {
    /// The entry of `stored` at `now`.
    pub fn new(stored: Arc<Stored>, now: DateTime<Utc>) -> Self {
        let consultation = &stored.consultation;
        let phases = || consultation.phases.iter().map(|phase| phase.period);
        let zone = consultation.timezone;
        let opens = consultation.period.opens.or_else(|| {
            phases()
                .filter_map(|period| period.opens)
                .min_by_key(|moment| moment.begins(zone))
        });
        let closes = consultation.period.closes.or_else(|| {
            phases()
                .filter_map(|period| period.closes)
                .max_by_key(|moment| moment.over(zone))
        });
        let mut name = fold(consultation.title.best_text(&[]));
        name.truncate(name.floor_char_boundary(super::cursor::NAME_BYTES));
        Self {
            status: consultation.status_at(now),
            opens,
            closes,
            name,
            stored,
        }
    }

    /// Its id.
    pub fn id(&self) -> ConsultationId {
        self.stored.consultation.id
    }

    /// When it opens: the opening of the whole, else of its first phase.
    pub fn opens(&self) -> Option<Moment> {
        self.opens
    }

    /// When it closes: the closing of the whole, else of its last phase. A day is inclusive.
    pub fn closes(&self) -> Option<Moment> {
        self.closes
    }

    /// When it was published: by the source's word, but never later than this gateway first saw it, so never in the future; else when this gateway
    /// first saw it. It does not move when the consultation is edited.
    pub fn published(&self) -> DateTime<Utc> {
        let first_seen = self.stored.history.first_seen;
        self.stored
            .consultation
            .published_at
            .map_or(first_seen, |at| at.min(first_seen))
    }

    /// The title as names are compared, clipped to what cursors hold.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The instant from which it is open, in seconds of Unix time.
    pub(super) fn opening(&self) -> Option<i64> {
        let zone = self.stored.consultation.timezone;
        self.opens.map(|moment| moment.begins(zone).timestamp())
    }

    /// The instant at which it is over, in seconds of Unix time.
    pub(super) fn closing(&self) -> Option<i64> {
        let zone = self.stored.consultation.timezone;
        self.closes.map(|moment| moment.over(zone).timestamp())
    }
}

/// Stands for "none" where a number of a dictionary is meant.
pub(super) const NONE: u32 = u32::MAX;

/// What filters look at, side by side in memory: a question reads rows, and follows the pointer to an entry only for what it gives back.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) entry: Arc<Entry>,
    pub(super) id: ConsultationId,
    /// Its number in the full-text index.
    pub(super) document: u32,
    /// The number of its territory's code, or [`NONE`].
    pub(super) territory: u32,
    /// The number of its source.
    pub(super) source: u32,
    /// The numbers of its themes.
    pub(super) themes: Arc<[u32]>,
    pub(super) status: u32,
    pub(super) level: u32,
    pub(super) modalities: u32,
    pub(super) platforms: u32,
    pub(super) opens: Option<NaiveDate>,
    pub(super) closes: Option<NaiveDate>,
    pub(super) published: i64,
    pub(super) change: u64,
    pub(super) next_transition: Option<DateTime<Utc>>,
}

/// The numbers that stand for values in a row.
pub(super) struct Numbers {
    pub(super) document: u32,
    pub(super) territory: u32,
    pub(super) source: u32,
    pub(super) themes: Arc<[u32]>,
    /// The software of the configured source.
    pub(super) platform: Option<Platform>,
}

impl Row {
    pub(super) fn new(entry: Arc<Entry>, numbers: Numbers, now: DateTime<Utc>) -> Self {
        let consultation = &entry.stored.consultation;
        let zone = consultation.timezone;
        let origin = consultation.provenance.as_ref().map(|from| from.platform);
        Self {
            id: consultation.id,
            document: numbers.document,
            territory: numbers.territory,
            source: numbers.source,
            themes: numbers.themes,
            status: bit(Status::ALL, entry.status),
            level: bits(Level::ALL, consultation.level),
            modalities: bits(Modality::ALL, consultation.modalities.iter().copied()),
            platforms: bits(Platform::ALL, origin.into_iter().chain(numbers.platform)),
            opens: entry.opens.map(|moment| moment.day(zone)),
            closes: entry.closes.map(|moment| moment.day(zone)),
            published: entry.published().timestamp_millis(),
            change: entry.stored.history.change,
            next_transition: consultation.next_transition(now),
            entry,
        }
    }

    /// The same at another moment.
    pub(super) fn at(&self, now: DateTime<Utc>) -> Self {
        let entry = Arc::new(Entry::new(Arc::clone(&self.entry.stored), now));
        Self {
            status: bit(Status::ALL, entry.status),
            next_transition: entry.stored.consultation.next_transition(now),
            entry,
            ..self.clone()
        }
    }

    /// How far it is from `center`, in kilometres: its own place, else the nearest of its meetings', else the centre of its commune. `None` when it has
    /// no place at all.
    pub(super) fn distance_km(&self, center: Point, geography: &Geography) -> Option<f64> {
        let consultation = &self.entry.stored.consultation;
        let of_commune = || {
            let code = consultation.territory.as_ref()?.code;
            (code.kind() == TerritoryKind::Commune)
                .then(|| geography.get(code)?.centre)
                .flatten()
        };
        let of_meetings = || {
            consultation
                .meetings
                .iter()
                .filter_map(|meeting| meeting.place.point)
                .map(|point| point.distance_km(center))
                .min_by(f64::total_cmp)
        };
        consultation
            .location
            .map(|point| point.distance_km(center))
            .or_else(of_meetings)
            .or_else(|| of_commune().map(|point| point.distance_km(center)))
    }
}

/// The bit of a term: its place in the list of all.
pub(super) fn bit<T: Copy + PartialEq>(all: &[T], term: T) -> u32 {
    all.iter()
        .position(|known| *known == term)
        .and_then(|at| u32::try_from(at).ok())
        .and_then(|at| 1_u32.checked_shl(at))
        .unwrap_or_default()
}

/// The bits of several terms.
pub(super) fn bits<T: Copy + PartialEq>(all: &[T], terms: impl IntoIterator<Item = T>) -> u32 {
    terms
        .into_iter()
        .fold(0, |bits, term| bits | bit(all, term))
}
