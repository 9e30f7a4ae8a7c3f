//! Dates: what a source says of phases and of the whole, made coherent without making anything up.

use chrono::Datelike;
use chrono_tz::Tz;

use crate::model::{Moment, Period};

/// Years outside are slips of the keyboard (`0026`) or a way to say "without end" (`9999`).
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// A period as the source gives it, without impossible years; an end before the beginning is dropped, for nobody knows which of the two is
/// wrong and the beginning alone is no promise.
pub(super) fn coherent(opens: Option<Moment>, closes: Option<Moment>, zone: Tz) -> Period {
    let possible = |moment: &Moment| YEARS.contains(&moment.day(zone).year());
    let opens = opens.filter(possible);
    let closes = closes
        .filter(possible)
        .filter(|end| opens.is_none_or(|begin| end.over(zone) > begin.begins(zone)));
    Period { opens, closes }
}

/// The whole: each side from the source's own dates, else from its phases. A phase without an end that begins after all other ends leaves the
/// whole open.
pub(super) fn whole(declared: Period, phases: &[Period], zone: Tz) -> Period {
    let first = phases
        .iter()
        .filter_map(|phase| phase.opens)
        .min_by_key(|moment| moment.begins(zone));
    let last = phases
        .iter()
        .filter_map(|phase| phase.closes)
        .max_by_key(|moment| moment.over(zone));
    let stays_open = last.is_some_and(|end| {
        phases.iter().any(|phase| {
            phase.closes.is_none()
                && phase
                    .opens
                    .is_some_and(|begin| begin.begins(zone) >= end.over(zone))
        })
    });
    coherent(
        declared.opens.or(first),
        declared.closes.or(last.filter(|_| !stays_open)),
        zone,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;

    fn day(text: &str) -> Option<Moment> {
        (!text.is_empty()).then(|| Moment::Day(text.parse().unwrap()))
    }

    fn period(opens: &str, closes: &str) -> Period {
        coherent(day(opens), day(closes), Paris)
    }

    #[test]
    fn an_end_before_the_beginning_is_dropped() {
        assert_eq!(period("2026-03-02", "2026-03-01"), period("2026-03-02", ""));
        assert_eq!(
            period("2026-03-02", "2026-03-02").closes,
            day("2026-03-02"),
            "one day is a period"
        );
        let instant = Some(Moment::Instant(
            "2026-03-02T18:00:00+01:00".parse().unwrap(),
        ));
        assert_eq!(coherent(instant, instant, Paris).closes, None);
    }

    #[test]
    fn impossible_years_are_no_dates() {
        assert!(period("0026-03-02", "9999-12-31").is_unknown());
    }

    #[test]
    fn the_whole_follows_from_the_phases_where_the_source_is_silent() {
        let phases = [
            period("2026-02-01", "2026-02-28"),
            period("2026-01-01", "2026-01-31"),
        ];
        assert_eq!(
            whole(Period::default(), &phases, Paris),
            period("2026-01-01", "2026-02-28")
        );
        assert_eq!(
            whole(period("2025-12-01", ""), &phases, Paris),
            period("2025-12-01", "2026-02-28")
        );
        let unending = [period("2026-01-01", "2026-01-31"), period("2026-03-01", "")];
        assert_eq!(
            whole(Period::default(), &unending, Paris),
            period("2026-01-01", "")
        );
        assert!(whole(Period::default(), &[], Paris).is_unknown());
    }
}
