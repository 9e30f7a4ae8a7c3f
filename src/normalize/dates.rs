//! Dates: what a source says of phases and of the whole, made coherent without making anything up.
//!
//! What platforms keep as an instant at midnight is a day, at either end of a period: so nothing changes where one day is written as a
//! day by one release of a platform and as an instant by the next.

use chrono::Datelike;
use chrono_tz::Tz;

use crate::model::{Moment, Period, Phase};

/// Years outside are slips of the keyboard (`0026`) or a way to say "without end" (`9999`).
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// A period as the source gives it, without impossible years; an end before the beginning is dropped, for nobody knows which of the two is
/// wrong and the beginning alone is no promise.
pub(super) fn coherent(opens: Option<Moment>, closes: Option<Moment>, zone: Tz) -> Period {
    let possible = |moment: &Moment| YEARS.contains(&moment.day(zone).year());
    let day = |moment: Moment| moment.as_day_if_midnight(zone);
    let opens = opens.map(day).filter(possible);
    let closes = closes
        .map(day)
        .filter(possible)
        .filter(|end| opens.is_none_or(|begin| end.over(zone) > begin.begins(zone)));
    Period { opens, closes }
}

/// The whole: each side from the source's own dates, else from its phases. Its end is that of the last phase in which one can take part, where
/// there is one with an end. A phase without an end that begins after all other ends leaves the whole open, and so does the platform's own
/// current phase where it has no dates.
pub(super) fn whole(declared: Period, phases: &[Phase], zone: Tz) -> Period {
    let first = phases
        .iter()
        .filter_map(|phase| phase.period.opens)
        .min_by_key(|moment| moment.begins(zone));
    let last_end = |of: &dyn Fn(&&Phase) -> bool| {
        phases
            .iter()
            .filter(of)
            .filter_map(|phase| phase.period.closes)
            .max_by_key(|moment| moment.over(zone))
    };
    let last = last_end(&|phase| phase.participatory).or_else(|| last_end(&|_| true));
    let stays_open = last.is_some_and(|end| {
        phases.iter().any(|phase| {
            let begins_later = phase.period.closes.is_none()
                && phase
                    .period
                    .opens
                    .is_some_and(|begin| begin.begins(zone) >= end.over(zone));
            let runs_undated = phase.active && phase.period.is_unknown();
            phase.participatory && (begins_later || runs_undated)
        })
    });
    let by_the_source = coherent(declared.opens.or(first), declared.closes, zone);
    let closes = by_the_source.closes.or(last.filter(|_| !stays_open));
    coherent(by_the_source.opens, closes, zone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;

    fn day(text: &str) -> Option<Moment> {
        text.parse().ok().map(Moment::Day)
    }

    fn period(opens: &str, closes: &str) -> Period {
        coherent(day(opens), day(closes), Paris)
    }

    fn phase(opens: &str, closes: &str) -> Phase {
        Phase {
            period: period(opens, closes),
            ..Phase::default()
        }
    }

    #[test]
    fn an_instant_at_midnight_is_a_day_by_the_clock_of_whoever_wrote_it() {
        let rows = crate::model::documented::rows("Midnight");
        assert!(rows.len() > 10, "the table was found");
        for row in rows {
            let [written, zone, last_day, over] = row.try_into().unwrap();
            let zone: Tz = zone.parse().unwrap();
            let as_instant = || written.parse().ok().map(Moment::Instant);
            let end = day(&written).or_else(as_instant);
            let end = coherent(None, end, zone).closes.unwrap();
            assert_eq!(end.last_day(zone).to_string(), last_day, "{written}");
            let expected: chrono::DateTime<chrono::Utc> = over.parse().unwrap();
            assert_eq!(end.over(zone), expected, "{written}");
        }
    }

    #[test]
    fn the_end_of_the_whole_is_that_of_taking_part_not_of_reading_what_came_out() {
        let results = Phase {
            participatory: false,
            ..phase("2026-03-01", "2026-06-30")
        };
        assert_eq!(
            whole(
                Period::default(),
                &[phase("2026-01-01", "2026-01-31"), results.clone()],
                Paris
            ),
            period("2026-01-01", "2026-01-31")
        );
        assert_eq!(
            whole(Period::default(), &[results], Paris),
            period("2026-03-01", "2026-06-30")
        );
    }

    #[test]
    fn the_current_phase_of_the_platform_leaves_the_whole_open_where_it_has_no_dates() {
        let current = Phase {
            active: true,
            ..phase("", "")
        };
        let phases = [phase("2026-01-01", "2026-01-31"), current];
        assert_eq!(
            whole(Period::default(), &phases, Paris),
            period("2026-01-01", "")
        );
        assert_eq!(
            whole(period("", "2026-02-13"), &phases, Paris),
            period("2026-01-01", "2026-02-13")
        );
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
            phase("2026-02-01", "2026-02-28"),
            phase("2026-01-01", "2026-01-31"),
        ];
        assert_eq!(
            whole(Period::default(), &phases, Paris),
            period("2026-01-01", "2026-02-28")
        );
        assert_eq!(
            whole(period("2025-12-01", ""), &phases, Paris),
            period("2025-12-01", "2026-02-28")
        );
        assert_eq!(
            whole(period("", "2025-12-31"), &phases, Paris),
            period("2026-01-01", "2026-02-28"),
            "an end before the first phase is none"
        );
        let unending = [phase("2026-01-01", "2026-01-31"), phase("2026-03-01", "")];
        assert_eq!(
            whole(Period::default(), &unending, Paris),
            period("2026-01-01", "")
        );
        assert!(whole(Period::default(), &[], Paris).is_unknown());
    }
}
