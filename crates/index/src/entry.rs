//! An entry: one consultation as a snapshot holds it, with what is derived from it once instead of at each question.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use passerelle_dedupe::Role;
use passerelle_geography::Geography;
use passerelle_model::{
    Consultation, ConsultationId, Course, Level, Modality, Moment, Period, Phase, Platform, Point,
    Status, Stored, TerritoryKind, fold,
};

/// One consultation in a snapshot.
#[derive(Debug)]
pub struct Entry {
    /// The status at the snapshot's moment.
    pub status: Status,
    opens: Option<Moment>,
    closes: Option<Moment>,
    /// The course at the snapshot's moment.
    pub course: Course,
    name: String,
    /// The consultation and its history.
    pub stored: Arc<Stored>,
}

impl Entry {
    /// Makes the entry of a stored consultation as it is at `now`.
    pub fn new(stored: Arc<Stored>, now: DateTime<Utc>) -> Self {
        let consultation = &stored.consultation;
        let zone = consultation.timezone;
        let opens = consultation.period.opens.or_else(|| {
            let phases = consultation.phases.iter();
            phases
                .filter_map(|phase| phase.period.opens)
                .min_by_key(|moment| moment.begins(zone))
        });
        let course = consultation.course_at(now);
        // A consultation without an end whose phases end goes on without a known end: that of the last phase would be wrong.
        let closes = consultation.period.closes.or(course.ended);
        let mut name = fold(consultation.title.best_text(&[]));
        name.truncate(name.floor_char_boundary(passerelle_query::MOST_NAME_BYTES));
        Self {
            status: course.status,
            opens,
            closes,
            course,
            name,
            stored,
        }
    }

    /// Returns the id of the consultation.
    pub fn id(&self) -> ConsultationId {
        self.stored.consultation.id
    }

    /// Returns the opening of the whole, else that of the first phase.
    pub fn opens(&self) -> Option<Moment> {
        self.opens
    }

    /// Returns the closing of the whole, else that of the last phase once it is over. A day is inclusive.
    pub fn closes(&self) -> Option<Moment> {
        self.closes
    }

    /// Returns the last day on which one can take part now; `None` unless the consultation is open and that day is known.
    pub fn deadline(&self) -> Option<NaiveDate> {
        self.course.last_day(self.stored.consultation.timezone)
    }

    /// Returns the phase that is under way, if there is one.
    pub fn current_phase(&self) -> Option<&Phase> {
        let phases = &self.stored.consultation.phases;
        phases.get(self.course.current_phase?)
    }

    /// Returns the period in which one can take part: while it is open, from the opening of the whole to the deadline; before it opens, or opens
    /// again, the next such period; once it is over, the whole. A reader who compares both ends with today arrives at the status that is served.
    pub fn participation_period(&self) -> Period {
        let consultation = &self.stored.consultation;
        match self.status {
            Status::Open => Period {
                opens: self.opens,
                closes: self.course.deadline,
            },
            Status::Upcoming | Status::Paused => {
                let opens = self.course.opening;
                let mut stretches = consultation.participations().into_iter();
                let next = stretches.find(|stretch| stretch.period.opens == opens);
                Period {
                    opens,
                    closes: next.and_then(|next| next.period.closes),
                }
            }
            Status::Closed | Status::Results => Period {
                opens: self.opens,
                closes: self.course.ended,
            },
            Status::Unknown => Period::default(),
        }
    }

    /// Returns the moment of publication that the source declares, if it declares one, but never one after this gateway first saw the consultation.
    /// Edits do not change it.
    pub fn published(&self) -> Option<DateTime<Utc>> {
        let first_seen = self.stored.history.first_seen;
        let published = self.stored.consultation.published_at;
        published.map(|at| at.min(first_seen))
    }

    /// Returns the moment of publication, else the moment at which this gateway first saw the consultation. It is meant for orders and for formats
    /// that require a date, never for a text that says "published".
    pub fn known_since(&self) -> DateTime<Utc> {
        self.published().unwrap_or(self.stored.history.first_seen)
    }

    /// Returns the title in the form in which titles are sorted, cut to the length that a cursor holds.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Returns the day that `closes_before` compares: the last one on which one can take part now, else that of the closing.
    fn last_day(&self) -> Option<NaiveDate> {
        let zone = self.stored.consultation.timezone;
        let closing = || self.closes.map(|moment| moment.last_day(zone));
        self.deadline().or_else(closing)
    }

    /// Returns the opening in seconds of Unix time: the next one of an upcoming consultation, else that of the whole.
    pub(super) fn opening(&self) -> Option<i64> {
        let zone = self.stored.consultation.timezone;
        let opening = match self.status {
            Status::Upcoming => self.course.opening,
            _ => self.opens,
        };
        opening.map(|moment| moment.begins(zone).timestamp())
    }

    /// Returns the next opening, in seconds of Unix time.
    pub(super) fn next_opening(&self) -> Option<i64> {
        let zone = self.stored.consultation.timezone;
        let opening = self.course.opening;
        opening.map(|moment| moment.begins(zone).timestamp())
    }

    /// Returns the deadline, in seconds of Unix time.
    pub(super) fn closing(&self) -> Option<i64> {
        let zone = self.stored.consultation.timezone;
        let deadline = self.course.deadline;
        deadline.map(|moment| moment.over(zone).timestamp())
    }

    /// Returns the end of a consultation that is over, in seconds of Unix time.
    pub(super) fn ending(&self) -> Option<i64> {
        let zone = self.stored.consultation.timezone;
        let ended = self.course.ended;
        ended.map(|moment| moment.over(zone).timestamp())
    }
}

/// The number that stands for "no value" in the place of a number of a dictionary.
pub(super) const NONE: u32 = u32::MAX;

/// A row: the fields that filters compare, side by side in memory. A search reads rows, and follows the pointers only to the entries that it returns.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// The entry as it is served: merged with the other members of its cluster.
    pub(super) entry: Arc<Entry>,
    /// The entry as its own source publishes it.
    pub(super) unmerged: Arc<Entry>,
    /// The role of the consultation in its cluster.
    pub(super) role: Role,
    /// The values of the other members of its cluster, by which filters find it as well.
    pub(super) others: Option<Arc<Others>>,
    pub(super) id: ConsultationId,
    /// The number in the full-text index.
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
    /// The last day on which one can take part now, else the day on which the whole closes.
    pub(super) last_day: Option<NaiveDate>,
    /// `true` if its source says when it was published.
    pub(super) is_dated: bool,
    /// [`Entry::known_since`], in milliseconds of Unix time.
    pub(super) known_since: i64,
    pub(super) change: u64,
    pub(super) next_transition: Option<DateTime<Utc>>,
}

/// The values of the other members of a cluster: each number once, and none that the row itself has.
#[derive(Debug)]
pub(super) struct Others {
    /// The numbers of their territories.
    pub(super) territories: Vec<u32>,
    /// The numbers of their sources.
    pub(super) sources: Vec<u32>,
    /// The bits of their platforms.
    pub(super) platforms: u32,
}

/// The numbers that stand for values in a row.
pub(super) struct Numbers {
    pub(super) document: u32,
    pub(super) territory: u32,
    pub(super) source: u32,
    pub(super) themes: Arc<[u32]>,
    /// The platform of the configured source.
    pub(super) platform: Option<Platform>,
    pub(super) others: Option<Arc<Others>>,
}

/// Returns the bits of the platforms that a consultation is found by: that of the instance that published it, and that of the source that brought it.
pub(super) fn platforms(consultation: &Consultation, source: Option<Platform>) -> u32 {
    let origin = consultation.provenance.as_ref().map(|from| from.platform);
    bits(Platform::ALL, origin.into_iter().chain(source))
}

impl Row {
    pub(super) fn new(
        unmerged: Arc<Entry>,
        entry: Arc<Entry>,
        role: Role,
        numbers: Numbers,
        now: DateTime<Utc>,
    ) -> Self {
        let consultation = &entry.stored.consultation;
        let zone = consultation.timezone;
        let own = platforms(consultation, numbers.platform);
        let others = numbers.others;
        Self {
            unmerged,
            role,
            id: consultation.id,
            document: numbers.document,
            territory: numbers.territory,
            source: numbers.source,
            themes: numbers.themes,
            status: bit(Status::ALL, entry.status),
            level: bits(Level::ALL, consultation.level),
            modalities: bits(Modality::ALL, consultation.modalities.iter().copied()),
            platforms: own | others.as_ref().map_or(0, |others| others.platforms),
            others,
            opens: entry.opens.map(|moment| moment.day(zone)),
            last_day: entry.last_day(),
            is_dated: entry.published().is_some(),
            known_since: entry.known_since().timestamp_millis(),
            change: entry.stored.history.change,
            next_transition: consultation.next_transition(now),
            entry,
        }
    }

    /// Returns the row as it is at another moment.
    pub(super) fn at(&self, now: DateTime<Utc>) -> Self {
        let renewed = |entry: &Arc<Entry>| Arc::new(Entry::new(Arc::clone(&entry.stored), now));
        let unmerged = renewed(&self.unmerged);
        let entry = if Arc::ptr_eq(&self.entry, &self.unmerged) {
            Arc::clone(&unmerged)
        } else {
            renewed(&self.entry)
        };
        Self {
            unmerged,
            status: bit(Status::ALL, entry.status),
            last_day: entry.last_day(),
            next_transition: entry.stored.consultation.next_transition(now),
            entry,
            ..self.clone()
        }
    }

    /// Returns the numbers of all territories that it is found by.
    pub(super) fn territories(&self) -> impl Iterator<Item = u32> {
        let others = self.others.iter().flat_map(|others| &others.territories);
        std::iter::once(self.territory).chain(others.copied())
    }

    /// Returns the numbers of all sources that it is found by.
    pub(super) fn sources(&self) -> impl Iterator<Item = u32> {
        let others = self.others.iter().flat_map(|others| &others.sources);
        std::iter::once(self.source).chain(others.copied())
    }

    /// Returns the distance from `center` in kilometres: that of the consultation's own location, else of the nearest meeting, else of the centre of
    /// its commune. `None` if it has none of them.
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

/// Returns the bit of a term, by its position in the list of all terms.
pub(super) fn bit<T: Copy + PartialEq>(all: &[T], term: T) -> u32 {
    all.iter()
        .position(|known| *known == term)
        .and_then(|at| u32::try_from(at).ok())
        .and_then(|at| 1_u32.checked_shl(at))
        .unwrap_or_default()
}

/// Returns the bits of several terms.
pub(super) fn bits<T: Copy + PartialEq>(all: &[T], terms: impl IntoIterator<Item = T>) -> u32 {
    terms
        .into_iter()
        .fold(0, |bits, term| bits | bit(all, term))
}
