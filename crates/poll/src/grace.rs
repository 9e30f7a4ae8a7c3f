//! The grace: the time for which something must be missing before it is taken for gone. Pure.
//!
//! It is counted in polls and in hours. One list may be wrong, so two in a row must lack it. Two lists that are read within a minute may be wrong in
//! the same way, so an hour must lie between them.

use chrono::{DateTime, TimeDelta, Utc};

/// The number of complete lists in a row from which something is missing before it is gone.
pub(super) const POLLS: u32 = 2;

/// The least time between the first list that lacks it and the one by which it is gone.
const TIME: TimeDelta = TimeDelta::hours(1);

/// The fewest that must be missing at once to be held.
const FEWEST_TO_BE_HELD: usize = 3;

/// The verdict on what is missing from a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LossVerdict {
    /// Gone once its grace is over.
    Grace,
    /// Too much is missing at once: it stays until the operator has confirmed it or it is back.
    Held,
    /// Too much is missing at once, and the operator has confirmed it: what an earlier poll found missing is gone.
    Confirmed,
}

impl LossVerdict {
    /// Returns the verdict if `missing` of `all` are missing at once. A loss of more than a third, and of at least three, is not believed until the
    /// operator confirms it.
    pub(super) fn on(missing: usize, all: usize, confirmed: bool) -> Self {
        let is_much = missing >= FEWEST_TO_BE_HELD && missing.saturating_mul(3) > all;
        match (is_much, confirmed) {
            (false, _) => Self::Grace,
            (true, false) => Self::Held,
            (true, true) => Self::Confirmed,
        }
    }

    /// Returns whether something is gone that `polls` complete lists in a row lacked, the first of them at `since` and the last at `now`.
    pub(super) fn is_gone(self, polls: u32, since: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        let enough = polls >= POLLS;
        match self {
            Self::Grace => enough && now.signed_duration_since(since) >= TIME,
            Self::Held => false,
            Self::Confirmed => enough,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_takes_two_polls_and_an_hour() {
        let since: DateTime<Utc> = "2026-03-05T12:00:00Z".parse().unwrap();
        let after = |polls, seconds| {
            LossVerdict::Grace.is_gone(polls, since, since + TimeDelta::seconds(seconds))
        };
        assert!(!after(1, 90_000), "one list may be wrong");
        assert!(!after(2, 5), "two by hand are as good as one");
        assert!(!after(700, 3599));
        assert!(after(2, 3600));
        assert!(!after(2, -3600), "a clock that was set back");
    }

    #[test]
    fn more_than_a_third_and_at_least_three_wait_for_the_operator() {
        for (missing, all, held) in [(2, 2, false), (3, 9, false), (3, 8, true), (100, 100, true)] {
            let expected = if held {
                LossVerdict::Held
            } else {
                LossVerdict::Grace
            };
            assert_eq!(
                LossVerdict::on(missing, all, false),
                expected,
                "{missing}/{all}"
            );
        }
        assert_eq!(LossVerdict::on(3, 3, true), LossVerdict::Confirmed);
        assert_eq!(LossVerdict::on(1, 3, true), LossVerdict::Grace);
    }
}
