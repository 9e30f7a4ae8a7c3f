//! Further tries: which failures are tried again, and after how long. It knows statuses and times, and sends nothing.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};
use chrono::{DateTime, Utc};

use super::Answer;
use super::error::Error;

/// The longest pause between two tries.
const LONGEST_DELAY: Duration = Duration::from_secs(15);

/// The longest pause that a server can ask for: it is asked again after a day whatever it said.
const LONGEST_PAUSE: Duration = Duration::from_hours(24);

/// The longest pause assumed when a server throttles without saying for how long: Decidim counts by the minute.
const ASSUMED_PAUSE: Duration = Duration::from_mins(1);

/// The pauses between at most so many tries of one request: from the usual gap, doubling, and up to twice as long by chance, so that sources that
/// failed together do not come back together.
pub(super) fn delays(gap: Duration, tries: usize) -> impl Iterator<Item = Duration> + Send {
    ExponentialBuilder::new()
        .with_min_delay(gap)
        .with_max_delay(LONGEST_DELAY)
        .with_factor(2.0)
        .with_jitter()
        .with_max_times(tries.saturating_sub(1))
        .build()
}

/// Returns whether this outcome is worth another try: failures that pass by themselves, never a refusal.
pub(super) fn is_worth_another_try(outcome: Result<&Answer, &Error>) -> bool {
    match outcome {
        Ok(answer) => matches!(answer.status, 408 | 425 | 429 | 502 | 503 | 504),
        Err(error) => error.is_worth_another_try(),
    }
}

/// Returns how long this answer asks to be left alone: by `Retry-After` (429 and 503), else for a 429 sixty usual gaps, a minute at most.
pub(super) fn pause_asked(
    status: u16,
    retry_after: Option<&str>,
    gap: Duration,
    now: DateTime<Utc>,
) -> Option<Duration> {
    if !matches!(status, 429 | 503) {
        return None;
    }
    let said = retry_after.and_then(|value| parse_retry_after(value, now));
    let assumed = || (status == 429).then(|| gap.saturating_mul(60).min(ASSUMED_PAUSE));
    said.or_else(assumed)
}

/// Seconds, or an HTTP date; `0` and a date gone by mean "now". `None` for anything else.
fn parse_retry_after(value: &str, now: DateTime<Utc>) -> Option<Duration> {
    let value = value.trim();
    let pause = if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit mean "very long".
        Duration::from_secs(value.parse().unwrap_or(u64::MAX))
    } else {
        let date: DateTime<Utc> = httpdate::parse_http_date(value).ok()?.into();
        (date - now).to_std().unwrap_or(Duration::ZERO)
    };
    Some(pause.min(LONGEST_PAUSE))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const GAP: Duration = Duration::from_secs(1);

    fn now() -> DateTime<Utc> {
        "2026-11-22T12:00:00Z".parse().expect("a moment")
    }

    #[test]
    fn retry_after_is_read_as_seconds_or_as_a_date_and_clamped_to_a_day() {
        for (value, seconds) in [
            ("0", 0),
            (" 120 ", 120),
            ("86401", 86400),
            ("99999999999999999999999999", 86400),
            ("Sun, 22 Nov 2026 12:01:30 GMT", 90),
            ("Sunday, 22-Nov-26 12:01:30 GMT", 90),
            ("Sun Nov 22 12:01:30 2026", 90),
            ("Sat, 21 Nov 2026 12:00:00 GMT", 0),
            ("Mon, 22 Nov 2027 12:00:00 GMT", 86400),
        ] {
            let pause = pause_asked(503, Some(value), GAP, now());
            assert_eq!(pause, Some(Duration::from_secs(seconds)), "{value}");
        }
    }

    #[test]
    fn only_a_429_without_a_readable_retry_after_has_an_assumed_pause() {
        for value in [None, Some(""), Some("-1"), Some("1.5"), Some("soon")] {
            assert_eq!(pause_asked(503, value, GAP, now()), None, "{value:?}");
            assert_eq!(pause_asked(429, value, GAP, now()), Some(ASSUMED_PAUSE));
        }
        assert_eq!(pause_asked(200, Some("5"), GAP, now()), None);
        let quick = pause_asked(429, None, Duration::from_millis(5), now());
        assert_eq!(quick, Some(Duration::from_millis(300)));
    }

    #[test]
    fn two_more_tries_wait_longer_each_and_no_longer_than_twice_their_delay() {
        for _ in 0..50 {
            let waits: Vec<_> = delays(GAP, 3).collect();
            assert_eq!(waits.len(), 2);
            for (wait, least) in waits.iter().zip([1_u64, 2]) {
                let least = Duration::from_secs(least);
                assert!(*wait >= least && *wait <= least * 2, "{wait:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_retry_after_is_within_a_day(value in "\\PC{0,40}", status in 400_u16..600) {
            let pause = pause_asked(status, Some(&value), GAP, now());
            prop_assert!(pause.is_none_or(|pause| pause <= LONGEST_PAUSE));
        }
    }
}
