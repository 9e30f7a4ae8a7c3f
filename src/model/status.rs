//! The status of a consultation: it follows from its phases and the moment, so that it is right between two polls.

use chrono::{DateTime, Utc};

use super::{Consultation, DeclaredState, Moment, Period, Status};

impl Consultation {
    /// Its status at `now`.
    ///
    /// It follows from the dated phases: open while one runs, paused between two, closed after the last. Without dated phases the whole
    /// period counts; without any date, the state that the source declares. Published results turn `closed` into `results`.
    pub fn status_at(&self, now: DateTime<Utc>) -> Status {
        match self.dated_status(now) {
            Status::Closed if self.results.is_some() => Status::Results,
            status => status,
        }
    }

    fn dated_status(&self, now: DateTime<Utc>) -> Status {
        let periods = self.running_periods();
        if periods.is_empty() {
            return self
                .declared_state
                .map_or(Status::Unknown, DeclaredState::status);
        }
        if periods
            .iter()
            .any(|period| period.contains(self.timezone, now))
        {
            Status::Open
        } else if periods
            .iter()
            .all(|period| period.is_over(self.timezone, now))
        {
            Status::Closed
        } else if periods
            .iter()
            .any(|period| period.is_over(self.timezone, now))
        {
            Status::Paused
        } else {
            Status::Upcoming
        }
    }

    /// The first instant after `now` at which the status may change; `None` when it never will by the clock alone.
    pub fn next_transition(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.running_periods()
            .iter()
            .flat_map(|period| period.edges(self.timezone))
            .filter(|edge| *edge > now)
            .min()
    }

    /// The last instant up to `now` at which the status may have changed; `None` when it never has by the clock alone.
    pub fn last_transition(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.running_periods()
            .iter()
            .flat_map(|period| period.edges(self.timezone))
            .filter(|edge| *edge <= now)
            .max()
    }

    /// The index in [`phases`](Self::phases) of the phase that runs at `now`; the last one where several do.
    pub fn current_phase(&self, now: DateTime<Utc>) -> Option<usize> {
        (0..self.phases.len()).rev().find(|at| {
            self.phase_period(*at)
                .is_some_and(|period| period.contains(self.timezone, now))
        })
    }

    /// The periods that make the status: those of the dated phases, else the whole.
    fn running_periods(&self) -> Vec<Period> {
        let phases: Vec<Period> = (0..self.phases.len())
            .filter_map(|at| self.phase_period(at))
            .collect();
        if !phases.is_empty() {
            return phases;
        }
        if self.period.is_unknown() {
            Vec::new()
        } else {
            vec![self.period]
        }
    }

    /// The period of a phase with its open sides closed by its neighbours, then by the whole; `None` for a phase without dates.
    fn phase_period(&self, at: usize) -> Option<Period> {
        let own = self
            .phases
            .get(at)
            .map(|phase| phase.period)
            .filter(|period| !period.is_unknown())?;
        let next_opens = || {
            self.phases
                .iter()
                .skip(at + 1)
                .find_map(|phase| phase.period.opens)
                .map(|moment| Moment::Instant(moment.begins(self.timezone).into()))
        };
        let previous_closes = || {
            self.phases
                .iter()
                .take(at)
                .rev()
                .find_map(|phase| phase.period.closes)
                .map(|moment| Moment::Instant(moment.over(self.timezone).into()))
        };
        Some(Period {
            opens: own.opens.or_else(previous_closes).or(self.period.opens),
            closes: own.closes.or_else(next_opens).or(self.period.closes),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{
        ConsultationId, Counts, Language, LocalizedText, Origin, Phase, Results, SpaceKind,
    };

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn day(text: &str) -> Option<Moment> {
        (!text.is_empty()).then(|| Moment::Day(text.parse().unwrap()))
    }

    /// A consultation with these phases, each from a day until a day; an empty text is no date.
    fn consultation(phases: &[(&str, &str)]) -> Consultation {
        let origin = Origin::new("participez.example.fr");
        Consultation {
            id: ConsultationId::new(&origin, SpaceKind::Process, "1"),
            source: "example".parse().unwrap(),
            origin,
            kind: SpaceKind::Process,
            native_id: "1".to_owned(),
            url: "https://participez.example.fr/processes/plui"
                .parse()
                .unwrap(),
            title: LocalizedText::of(Language::french(), "Révision du PLUi"),
            summary: LocalizedText::default(),
            description_html: LocalizedText::default(),
            period: Period::default(),
            phases: phases
                .iter()
                .map(|(opens, closes)| Phase {
                    title: LocalizedText::default(),
                    period: Period {
                        opens: day(opens),
                        closes: day(closes),
                    },
                })
                .collect(),
            timezone: chrono_tz::Europe::Paris,
            declared_state: None,
            level: None,
            modalities: Vec::new(),
            themes: Vec::new(),
            territory: None,
            organiser: None,
            image: None,
            location: None,
            meetings: Vec::new(),
            counts: Counts::default(),
            results: None,
            promoted: false,
            published_at: None,
            provenance: None,
            via: Vec::new(),
            also_at: Vec::new(),
            links: Vec::new(),
            licence: None,
        }
    }

    #[test]
    fn it_opens_pauses_and_closes_with_its_phases() {
        let plan = consultation(&[("2026-03-01", "2026-03-31"), ("2026-05-01", "2026-05-31")]);
        let expected = [
            ("2026-02-28T22:59:59Z", Status::Upcoming),
            ("2026-02-28T23:00:00Z", Status::Open),
            ("2026-03-31T21:59:59Z", Status::Open),
            ("2026-03-31T22:00:00Z", Status::Paused),
            ("2026-04-30T22:00:00Z", Status::Open),
            ("2026-05-31T22:00:00Z", Status::Closed),
        ];
        for (moment, status) in expected {
            assert_eq!(plan.status_at(utc(moment)), status, "{moment}");
        }
    }

    #[test]
    fn phases_that_follow_each_other_day_by_day_leave_no_pause() {
        let plan = consultation(&[("2026-03-01", "2026-03-31"), ("2026-04-01", "2026-04-30")]);
        assert_eq!(plan.status_at(utc("2026-03-31T22:00:00Z")), Status::Open);
    }

    #[test]
    fn a_phase_without_an_end_lasts_until_the_next_begins() {
        let plan = consultation(&[("2026-03-01", ""), ("2026-04-01", "2026-04-30"), ("", "")]);
        assert_eq!(plan.status_at(utc("2026-03-20T12:00:00Z")), Status::Open);
        assert_eq!(plan.current_phase(utc("2026-03-20T12:00:00Z")), Some(0));
        assert_eq!(plan.current_phase(utc("2026-04-02T12:00:00Z")), Some(1));
        assert_eq!(plan.status_at(utc("2026-05-02T12:00:00Z")), Status::Closed);
    }

    #[test]
    fn without_dated_phases_the_whole_period_counts_and_without_dates_the_declared_state() {
        let mut plan = consultation(&[("", "")]);
        let now = utc("2026-03-20T12:00:00Z");
        assert_eq!(plan.status_at(now), Status::Unknown);
        plan.declared_state = Some(DeclaredState::Closed);
        assert_eq!(plan.status_at(now), Status::Closed);
        plan.period.opens = day("2026-03-01");
        assert_eq!(plan.status_at(now), Status::Open);
    }

    #[test]
    fn published_results_show_only_once_it_is_over() {
        let mut plan = consultation(&[("2026-03-01", "2026-03-31")]);
        plan.results = Some(Results::default());
        assert_eq!(plan.status_at(utc("2026-03-20T12:00:00Z")), Status::Open);
        assert_eq!(plan.status_at(utc("2026-04-20T12:00:00Z")), Status::Results);
    }

    proptest! {
        #[test]
        fn the_status_changes_at_no_other_moment_than_the_announced_one(
            days in proptest::collection::vec((-200i64..200, -200i64..200, any::<bool>(), any::<bool>()), 0..5),
            at in -250i64..250,
            seconds in 0i64..400 * 86_400,
        ) {
            let base = utc("2026-03-20T12:00:00Z");
            let moment = |days: i64| Some(Moment::Day((base + chrono::Duration::days(days)).date_naive()));
            let mut plan = consultation(&[]);
            plan.phases = days
                .into_iter()
                .map(|(opens, closes, has_open, has_close)| Phase {
                    title: LocalizedText::default(),
                    period: Period {
                        opens: moment(opens).filter(|_| has_open),
                        closes: moment(closes).filter(|_| has_close),
                    },
                })
                .collect();
            let now = base + chrono::Duration::days(at);
            let later = now + chrono::Duration::seconds(seconds);
            let changes_before = plan.next_transition(now).is_some_and(|transition| transition <= later);
            if !changes_before {
                prop_assert_eq!(plan.status_at(now), plan.status_at(later));
                prop_assert_eq!(plan.current_phase(now), plan.current_phase(later));
            }
        }
    }
}
