//! Dates of phases and of the whole consultation, made coherent without making anything up.
//!
//! An instant at midnight is taken for a day, at either end of a period. So nothing changes where one release of a platform writes a day and the next
//! one an instant.

use chrono::{DateTime, Datelike, Utc};
use chrono_tz::Tz;

use passerelle_model::{Moment, Period, Phase, next_beginning};

/// The years that are possible. Others are slips of the keyboard (`0026`) or a way to say "without end" (`9999`).
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// Returns a period as the source gives it, without impossible years. An end before the beginning is dropped: nobody knows which of the two is wrong,
/// and the beginning alone promises no deadline.
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

/// Returns the period of the whole consultation at `now`.
///
/// Each side is the one that the source declares, else that of the phases in which one can take part, or of all phases if one can take part in none.
/// The whole has no end if such a phase has a beginning, no end, and no other phase that begins after it, or if the platform's current phase has no
/// dates. In the latter case phases that are still to come do not count for the beginning.
pub(super) fn overall(declared: Period, phases: &[Phase], zone: Tz, now: DateTime<Utc>) -> Period {
    let participates = phases.iter().any(|phase| phase.participatory);
    let counts = |phase: &Phase| phase.participatory || !participates;
    let counted = || phases.iter().filter(|phase| counts(phase));
    let runs_undated = counted().any(|phase| phase.active && phase.period.is_unknown());
    let first = counted()
        .filter_map(|phase| phase.period.opens)
        .filter(|moment| !runs_undated || moment.begins(zone) <= now)
        .min_by_key(|moment| moment.begins(zone));
    let last = counted()
        .filter_map(|phase| phase.period.closes)
        .max_by_key(|moment| moment.over(zone));
    let runs_on = phases.iter().enumerate().any(|(at, phase)| {
        let Period { opens, closes } = phase.period;
        let has_no_end = opens.is_some() && closes.is_none();
        counts(phase) && has_no_end && next_beginning(phases, at, zone).is_none()
    });
    let period = coherent(declared.opens.or(first), declared.closes, zone);
    let closes = period.closes.or(last.filter(|_| !runs_undated && !runs_on));
    coherent(period.opens, closes, zone)
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

    fn now() -> DateTime<Utc> {
        "2026-06-01T12:00:00Z".parse().unwrap()
    }

    fn phase(opens: &str, closes: &str) -> Phase {
        Phase {
            period: period(opens, closes),
            ..Phase::default()
        }
    }

    #[test]
    fn an_instant_at_midnight_is_a_day_by_the_clock_of_whoever_wrote_it() {
        let rows = passerelle_model::documented::rows("Midnight");
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
            overall(
                Period::default(),
                &[phase("2026-01-01", "2026-01-31"), results.clone()],
                Paris,
                now()
            ),
            period("2026-01-01", "2026-01-31")
        );
        assert_eq!(
            overall(Period::default(), &[results], Paris, now()),
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
            overall(Period::default(), &phases, Paris, now()),
            period("2026-01-01", "")
        );
        assert_eq!(
            overall(period("", "2026-02-13"), &phases, Paris, now()),
            period("2026-01-01", "2026-02-13")
        );
    }

    #[test]
    fn what_runs_without_dates_does_not_begin_with_what_is_to_come() {
        let current = Phase {
            active: true,
            ..phase("", "")
        };
        let to_come = phase("2026-09-01", "2026-10-01");
        let begun = phase("2026-02-01", "2026-03-01");
        for (phases, opens) in [
            (vec![current.clone(), to_come.clone()], ""),
            (vec![to_come.clone(), current.clone()], ""),
            (vec![begun, to_come.clone(), current], "2026-02-01"),
        ] {
            assert_eq!(
                overall(Period::default(), &phases, Paris, now()),
                period(opens, "")
            );
        }
        assert_eq!(
            overall(Period::default(), &[to_come], Paris, now()),
            period("2026-09-01", "2026-10-01")
        );
    }

    #[test]
    fn the_whole_begins_when_one_can_take_part_not_with_a_presentation() {
        let presentation = Phase {
            participatory: false,
            ..phase("2026-01-01", "2026-12-31")
        };
        let phases = [presentation.clone(), phase("2026-03-01", "2026-03-31")];
        assert_eq!(
            overall(Period::default(), &phases, Paris, now()),
            period("2026-03-01", "2026-03-31")
        );
        let undated = [presentation, phase("", "")];
        assert!(overall(Period::default(), &undated, Paris, now()).is_unknown());
    }

    #[test]
    fn a_phase_without_an_end_that_no_later_one_closes_leaves_the_whole_open() {
        let ended = phase("2026-02-01", "2026-02-28");
        let endless = phase("2026-01-01", "");
        let open = period("2026-01-01", "");
        let bounded = period("2026-01-01", "2026-02-28");
        for (phases, expected) in [
            ([ended.clone(), endless.clone()], open),
            ([endless, ended], bounded),
        ] {
            let found = overall(Period::default(), &phases, Paris, now());
            assert_eq!(found, expected);
        }
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
            overall(Period::default(), &phases, Paris, now()),
            period("2026-01-01", "2026-02-28")
        );
        assert_eq!(
            overall(period("2025-12-01", ""), &phases, Paris, now()),
            period("2025-12-01", "2026-02-28")
        );
        assert_eq!(
            overall(period("", "2025-12-31"), &phases, Paris, now()),
            period("2026-01-01", "2026-02-28"),
            "an end before the first phase is none"
        );
        let unending = [phase("2026-01-01", "2026-01-31"), phase("2026-03-01", "")];
        assert_eq!(
            overall(Period::default(), &unending, Paris, now()),
            period("2026-01-01", "")
        );
        assert!(overall(Period::default(), &[], Paris, now()).is_unknown());
    }
}
