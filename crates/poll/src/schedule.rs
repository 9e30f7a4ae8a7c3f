//! The schedule: when a source is due. Randomness is passed in as a number from 0 to 1, so that tests are deterministic.

use std::time::Duration;

use chrono::{DateTime, Utc};

use passerelle_model::SourceState;

/// The longest time for which a failing source is left alone. Polling never stops.
const LONGEST_BACK_OFF: Duration = Duration::from_hours(24);

/// The longest time over which overdue sources are spread after a restart.
const LONGEST_SPREAD: Duration = Duration::from_mins(1);

/// The share by which an interval is lengthened or shortened, so that sources do not stay in step.
const JITTER: f64 = 0.1;

/// Returns the moment of the next poll after a successful one that began at `last`: after `every`, ± 10 %.
pub(super) fn after_success(last: DateTime<Utc>, every: Duration, random: f64) -> DateTime<Utc> {
    later(last, jittered(every, random))
}

/// Returns the moment of the next poll after the `failures`th failure in a row, which began at `last`: after `every`, doubled with each further
/// failure, but at most a day (or `every`, if that is longer). Never before `asked_until`, the moment that the source asked for, unless that is
/// further off than this.
pub(super) fn after_failure(
    last: DateTime<Utc>,
    every: Duration,
    failures: u32,
    asked_until: Option<DateTime<Utc>>,
    random: f64,
) -> DateTime<Utc> {
    let longest = LONGEST_BACK_OFF.max(every);
    let doublings = failures.saturating_sub(1).min(20);
    let backed_off = every.saturating_mul(1 << doublings).min(longest);
    let due = later(last, jittered(backed_off, random));
    asked_until.map_or(due, |until| due.max(until.min(later(last, longest))))
}

/// Returns the moment of the first poll after a start: as planned before; at once if the source was never polled; within the next minute if it is
/// overdue, so that a restart does not poll all sources at the same moment. An interval that was shortened in the configuration counts at once.
pub(super) fn after_start(
    state: &SourceState,
    every: Duration,
    now: DateTime<Utc>,
    random: f64,
) -> DateTime<Utc> {
    match state.next_due {
        None => now,
        Some(due) if due > now => {
            let longest = if state.failures > 0 {
                LONGEST_BACK_OFF.max(every)
            } else {
                every
            };
            due.min(later(now, longest))
        }
        Some(_) => later(
            now,
            (every / 10)
                .min(LONGEST_SPREAD)
                .mul_f64(random.clamp(0.0, 1.0)),
        ),
    }
}

fn jittered(interval: Duration, random: f64) -> Duration {
    interval.mul_f64(1.0 - JITTER + 2.0 * JITTER * random.clamp(0.0, 1.0))
}

fn later(moment: DateTime<Utc>, by: Duration) -> DateTime<Utc> {
    chrono::Duration::from_std(by)
        .ok()
        .and_then(|by| moment.checked_add_signed(by))
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_hours(1);

    fn at(text: &str) -> DateTime<Utc> {
        format!("2026-03-01T{text}Z").parse().unwrap()
    }

    #[test]
    fn a_source_is_due_after_its_interval_give_or_take_a_tenth() {
        assert_eq!(after_success(at("10:00:00"), HOUR, 0.5), at("11:00:00"));
        assert_eq!(after_success(at("10:00:00"), HOUR, 0.0), at("10:54:00"));
        assert_eq!(after_success(at("10:00:00"), HOUR, 1.0), at("11:06:00"));
    }

    #[test]
    fn failures_back_off_to_a_day_and_polling_never_stops() {
        let due = |failures| after_failure(at("00:00:00"), HOUR, failures, None, 0.5);
        assert_eq!(
            [due(1), due(2), due(4)],
            [at("01:00:00"), at("02:00:00"), at("08:00:00")]
        );
        for failures in [6, 30, u32::MAX] {
            assert_eq!(
                due(failures),
                "2026-03-02T00:00:00Z".parse::<DateTime<Utc>>().unwrap()
            );
        }
        let weekly = after_failure(at("00:00:00"), 168 * HOUR, 9, None, 0.5);
        assert_eq!(
            weekly,
            "2026-03-08T00:00:00Z".parse::<DateTime<Utc>>().unwrap()
        );
    }

    #[test]
    fn a_source_that_asks_to_wait_is_left_alone_for_a_day_at_most() {
        let due =
            |until: &str| after_failure(at("00:00:00"), HOUR, 1, Some(until.parse().unwrap()), 0.5);
        assert_eq!(due("2026-03-01T05:00:00Z"), at("05:00:00"));
        assert_eq!(due("2026-03-01T00:10:00Z"), at("01:00:00"));
        assert_eq!(
            due("2036-03-01T00:10:00Z"),
            "2026-03-02T00:00:00Z".parse::<DateTime<Utc>>().unwrap()
        );
    }

    #[test]
    fn a_restart_keeps_the_plan_and_does_not_ask_everyone_at_once() {
        let mut state = SourceState::new("a".parse().unwrap());
        assert_eq!(
            after_start(&state, HOUR, at("10:00:00"), 0.9),
            at("10:00:00")
        );
        state.next_due = Some(at("10:30:00"));
        assert_eq!(
            after_start(&state, HOUR, at("10:00:00"), 0.9),
            at("10:30:00")
        );
        assert_eq!(
            after_start(&state, HOUR / 6, at("10:00:00"), 0.9),
            at("10:10:00"),
            "polled more often from now on"
        );
        assert_eq!(
            after_start(&state, HOUR, at("12:00:00"), 0.5),
            at("12:00:30")
        );
        state.failures = 5;
        state.next_due = Some(at("20:00:00"));
        assert_eq!(
            after_start(&state, HOUR, at("10:00:00"), 0.9),
            at("20:00:00"),
            "a failing source is not hammered"
        );
    }
}
