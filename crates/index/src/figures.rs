//! Figures of the consultations that a filter selects, beside the counts by value (`facets`): openings and closings in each month, durations,
//! published results, meetings and sources. It makes no texts of them.

use std::collections::BTreeSet;

use chrono::{Datelike as _, Months, NaiveDate, TimeDelta};

use super::entry::Entry;
use super::snapshot::Snapshot;
use passerelle_model::Status;
use passerelle_query::Filter;

/// The number of months that are counted: two years, the present month last.
pub const MONTHS: usize = 24;

/// The upper bounds of the bands of durations, in days: a fortnight, one month, two, three and six. One more band holds the longer ones.
pub const DURATIONS_UP_TO: [u32; 5] = [15, 30, 60, 90, 180];

/// The consultations that opened and closed in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// The first day. Each consultation counts by the days of its own time zone.
    pub first_day: NaiveDate,
    /// The number that opened in it.
    pub opened: usize,
    /// The number that closed in it.
    pub closed: usize,
}

/// The durations of consultations, in days, the first and the last included.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Durations {
    /// The number of consultations of which both days are known.
    pub known: usize,
    /// The quartiles: a quarter, half and three quarters of them last no longer than these. `None` if none is known.
    pub quartiles: Option<[u32; 3]>,
    /// The number of consultations in each band: up to each of [`DURATIONS_UP_TO`], and longer.
    pub bands: [usize; DURATIONS_UP_TO.len() + 1],
}

/// The consultations that are over, and those of them that published results.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// The number that are over.
    pub over: usize,
    /// The number of these that published results.
    pub published: usize,
}

/// The figures of a selection of consultations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// The last [`MONTHS`] months, oldest first.
    pub months: Vec<Month>,
    /// The durations.
    pub durations: Durations,
    /// The number of them that are over, and that published results.
    pub outcomes: Outcomes,
    /// The number of their meetings that are announced and not cancelled, with the appointments that belong to no consultation.
    pub meetings: usize,
    /// The number of sources of this gateway that brought these consultations and meetings.
    pub sources: usize,
}

impl Snapshot {
    /// Returns the figures of the consultations that `filter` selects, with the months up to that of `today`. The order and the page of the filter do
    /// not apply.
    pub fn figures(&self, filter: &Filter, today: NaiveDate) -> Figures {
        let mut months = months_until(today);
        let (mut lengths, mut outcomes) = (Vec::new(), Outcomes::default());
        for entry in self.select(filter) {
            let (first, last) = days(&entry);
            // An opening later in the present month has not happened yet, and a consultation that closes today is still open.
            let opened = first.filter(|day| *day <= today && entry.status != Status::Upcoming);
            let closed = closing(&entry, last).filter(|day| *day < today);
            count(&mut months, opened, |month| &mut month.opened);
            count(&mut months, closed, |month| &mut month.closed);
            lengths.extend(first.zip(last).and_then(|(first, last)| {
                u32::try_from(last.signed_duration_since(first).num_days() + 1).ok()
            }));
            outcomes.over += usize::from(matches!(entry.status, Status::Closed | Status::Results));
            outcomes.published += usize::from(entry.status == Status::Results);
        }
        let (meetings, sources) = self.meetings_and_sources(filter);
        Figures {
            months,
            durations: Durations::of(lengths),
            outcomes,
            meetings,
            sources,
        }
    }

    fn meetings_and_sources(&self, filter: &Filter) -> (usize, usize) {
        let mut meetings = 0;
        let mut sources: BTreeSet<u32> = BTreeSet::new();
        for row in self.rows_of_meetings(filter) {
            meetings += 1;
            sources.extend(row.sources());
        }
        for row in self.matching(filter) {
            sources.extend(row.sources());
        }
        (meetings, sources.len())
    }
}

impl Durations {
    fn of(mut lengths: Vec<u32>) -> Self {
        lengths.sort_unstable();
        let mut bands = [0; DURATIONS_UP_TO.len() + 1];
        for length in &lengths {
            let at = DURATIONS_UP_TO.partition_point(|up_to| up_to < length);
            if let Some(band) = bands.get_mut(at) {
                *band += 1;
            }
        }
        // The nearest rank: the least length that so many do not exceed.
        let quartile = |quarters: usize| {
            let rank = (lengths.len() * quarters).div_ceil(4).checked_sub(1)?;
            lengths.get(rank).copied()
        };
        Self {
            known: lengths.len(),
            quartiles: quartile(1)
                .zip(quartile(2))
                .zip(quartile(3))
                .map(|((first, second), third)| [first, second, third]),
            bands,
        }
    }
}

/// Returns the last day on which one could take part in a consultation that is over, which may be earlier than `last`, the last day of the whole;
/// else `last`.
fn closing(entry: &Entry, last: Option<NaiveDate>) -> Option<NaiveDate> {
    let zone = entry.stored.consultation.timezone;
    let ended = entry.course.ended.map(|moment| moment.last_day(zone));
    match entry.status {
        Status::Closed | Status::Results => ended,
        _ => last,
    }
}

/// Returns the first and the last day of the whole, in the time zone of the consultation.
fn days(entry: &Entry) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let zone = entry.stored.consultation.timezone;
    let first = entry.opens().map(|moment| moment.day(zone));
    // A consultation that ends at midnight was last open on the day before.
    let last = entry.closes().map(|moment| {
        let over = moment.over(zone);
        let within = over
            .checked_sub_signed(TimeDelta::seconds(1))
            .unwrap_or(over);
        within.with_timezone(&zone).date_naive()
    });
    (first, last)
}

/// Returns the months up to that of `day`, oldest first, with counts of 0.
fn months_until(day: NaiveDate) -> Vec<Month> {
    let present = day.with_day(1).unwrap_or(day);
    let back = (0..u32::try_from(MONTHS).unwrap_or_default()).rev();
    back.filter_map(|months| present.checked_sub_months(Months::new(months)))
        .map(|first_day| Month {
            first_day,
            opened: 0,
            closed: 0,
        })
        .collect()
}

/// Adds one to a count of the month in which a day lies.
fn count(months: &mut [Month], day: Option<NaiveDate>, of: impl Fn(&mut Month) -> &mut usize) {
    let first_day = day.and_then(|day| day.with_day(1));
    let month = months
        .iter_mut()
        .find(|month| Some(month.first_day) == first_day);
    if let Some(month) = month {
        *of(month) += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_ranked_and_banded_by_whole_days() {
        assert_eq!(Durations::of(Vec::new()), Durations::default());
        let durations = Durations::of(vec![400, 1, 15, 16, 30, 90, 31, 181]);
        assert_eq!(durations.known, 8);
        assert_eq!(durations.quartiles, Some([15, 30, 90]));
        assert_eq!(durations.bands, [2, 2, 1, 1, 0, 2]);
        assert_eq!(Durations::of(vec![7]).quartiles, Some([7, 7, 7]));
    }

    #[test]
    fn the_months_are_two_years_and_the_present_one_is_the_last() {
        let months = months_until("2026-03-31".parse().unwrap());
        assert_eq!(months.len(), MONTHS);
        assert_eq!(months[0].first_day, "2024-04-01".parse().unwrap());
        assert_eq!(months[23].first_day, "2026-03-01".parse().unwrap());
    }
}
