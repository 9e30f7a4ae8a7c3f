//! The course of a consultation: whether one can take part at a moment, until when, in which phase, and what comes next. It follows from
//! dates and the moment, so that it is right between two polls.
//!
//! This is the one rule that every output goes by; `docs/deadlines.md` has it as a table of cases. In short: the dates of the whole come
//! first, phases refine them, the platform's own current phase decides where phases have no dates, and a source's explicit word that
//! something is over outweighs all of them.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::{Consultation, DeclaredState, Moment, Period, Status};

/// How many days before its last day, that day included, a consultation is said to close soon.
pub const CLOSES_SOON_DAYS: i64 = 7;

/// Where a consultation stands in time at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    /// Its status.
    pub status: Status,
    /// Until when one can take part now; a day is inclusive. Known only of what is open, and only where a date says so.
    pub deadline: Option<Moment>,
    /// The phase that runs, as an index in [`Consultation::phases`]. Of several that run, the one that gives the deadline.
    pub current_phase: Option<usize>,
    /// The phase that begins next, as an index in [`Consultation::phases`].
    pub next_phase: Option<usize>,
    /// When one can take part next. Known only of what is upcoming or paused, and never past.
    pub opening: Option<Moment>,
    /// When one could last take part. Known only of what is over, and never to come.
    pub ended: Option<Moment>,
}

impl Course {
    /// The last day on which one can take part now, in `zone`.
    pub fn last_day(&self, zone: Tz) -> Option<NaiveDate> {
        self.deadline.map(|moment| moment.last_day(zone))
    }

    /// How many days are left at `now` after today until the last day on which one can take part; 0 on that day.
    pub fn days_left(&self, zone: Tz, now: DateTime<Utc>) -> Option<i64> {
        self.days_left_on(zone, now.with_timezone(&zone).date_naive())
    }

    /// The same for a reader whose day is `today`; 0 where the reader's day is further than that of `zone`.
    pub fn days_left_on(&self, zone: Tz, today: NaiveDate) -> Option<i64> {
        let last = self.last_day(zone)?;
        Some((last - today).num_days().max(0))
    }

    /// Whether it closes within [`CLOSES_SOON_DAYS`] days, today and the last day included.
    pub fn closes_soon(&self, zone: Tz, now: DateTime<Utc>) -> bool {
        self.closes_soon_on(zone, now.with_timezone(&zone).date_naive())
    }

    /// The same for a reader whose day is `today`.
    pub fn closes_soon_on(&self, zone: Tz, today: NaiveDate) -> bool {
        self.days_left_on(zone, today)
            .is_some_and(|days| days < CLOSES_SOON_DAYS)
    }

    /// A course of which nothing but the status is known.
    const fn of(status: Status) -> Self {
        Self {
            status,
            deadline: None,
            current_phase: None,
            next_phase: None,
            opening: None,
            ended: None,
        }
    }
}

/// A stretch of time in which one can take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Participation {
    /// The phase, as an index in [`Consultation::phases`]; `None` for the whole of a consultation whose phases have no dates, and for what
    /// of the whole goes on after its phases.
    pub phase: Option<usize>,
    /// From when until when, inside the whole.
    pub period: Period,
}

/// A phase with the period in which it counts.
#[derive(Debug, Clone, Copy)]
struct Timed {
    at: usize,
    period: Period,
    participatory: bool,
    active: bool,
}

impl Consultation {
    /// Where it stands at `now`.
    ///
    /// - What its source says is over is over. Before the beginning and past the end of the whole nothing is open, whatever a phase says.
    /// - While a phase runs in which one can take part it is open, until the end of that phase: of several, of the one that ends first.
    /// - Before the first such phase it is upcoming, between two it is paused, after the last one it is closed if another phase runs or the
    ///   whole has no end, and else goes on until the end of the whole.
    /// - Without dates the state counts that the source declares.
    ///
    /// Published results turn `closed` into `results`; those announced for a day to come do so on that day.
    pub fn course_at(&self, now: DateTime<Utc>) -> Course {
        let timed = self.timed_phases();
        let course = self.by_dates(&timed, now);
        match course.status {
            Status::Closed if self.has_results(now) => Course {
                status: Status::Results,
                ..course
            },
            _ => course,
        }
    }

    /// Its status at `now`.
    pub fn status_at(&self, now: DateTime<Utc>) -> Status {
        self.course_at(now).status
    }

    /// The first instant after `now` at which the course may change; `None` when it never will by the clock alone.
    pub fn next_transition(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.edges().into_iter().filter(|edge| *edge > now).min()
    }

    /// The last instant up to `now` at which the course may have changed; `None` when it never has by the clock alone.
    pub fn last_transition(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.edges().into_iter().filter(|edge| *edge <= now).max()
    }

    /// The stretches of time in which one can take part, in the order of the phases: the dated phases in which one can, else the whole,
    /// and at the end what of the whole goes on after them. None where nothing is dated, or where the source says that it is over.
    pub fn participations(&self) -> Vec<Participation> {
        if self.is_declared_over() {
            return Vec::new();
        }
        let timed = self.timed_phases();
        if timed.is_empty() {
            let whole = (!self.period.is_unknown()).then_some(Participation {
                phase: None,
                period: self.period,
            });
            return whole.into_iter().collect();
        }
        let of_phase = |phase: &Timed| Participation {
            phase: Some(phase.at),
            period: phase.period,
        };
        let open = timed.iter().filter(|phase| phase.participatory);
        open.map(of_phase).chain(self.after(&timed)).collect()
    }

    /// What of the whole goes on after all of its phases; `None` where it has no end, or a phase lasts until then.
    fn after(&self, timed: &[Timed]) -> Option<Participation> {
        let zone = self.timezone;
        let ends: Option<Vec<Moment>> = timed.iter().map(|phase| phase.period.closes).collect();
        let last = ends?.into_iter().max_by_key(|moment| moment.over(zone))?;
        let whole = self.period.closes?;
        let opens = Some(last.just_after(zone));
        (last.over(zone) < whole.over(zone)).then_some(Participation {
            phase: None,
            period: Period {
                opens,
                closes: Some(whole),
            },
        })
    }

    fn has_results(&self, now: DateTime<Utc>) -> bool {
        let begins = |day| Moment::Day(day).begins(self.timezone);
        self.results
            .as_ref()
            .is_some_and(|results| results.published_on.is_none_or(|day| begins(day) <= now))
    }

    fn is_declared_over(&self) -> bool {
        self.declared_state == Some(DeclaredState::Closed)
    }

    fn by_dates(&self, timed: &[Timed], now: DateTime<Utc>) -> Course {
        let zone = self.timezone;
        let whole = self.period;
        if self.is_declared_over() || whole.is_over(zone, now) {
            return Course {
                ended: self.ended(timed, now),
                ..Course::of(Status::Closed)
            };
        }
        if !whole.has_begun(zone, now) {
            return Course {
                opening: self.first_opening(timed, now).or(whole.opens),
                next_phase: self.next_phase(timed, now),
                ..Course::of(Status::Upcoming)
            };
        }
        if timed.is_empty() {
            return self.without_dated_phases();
        }
        self.by_phases(timed, now)
    }

    /// The course inside the whole, of which no phase has dates.
    fn without_dated_phases(&self) -> Course {
        let status = if self.period.is_unknown() {
            self.declared_state
                .map_or(Status::Unknown, DeclaredState::status)
        } else {
            Status::Open
        };
        Course {
            deadline: self.period.closes.filter(|_| status == Status::Open),
            ..Course::of(status)
        }
    }

    /// The course inside the whole, by its phases.
    fn by_phases(&self, timed: &[Timed], now: DateTime<Utc>) -> Course {
        let zone = self.timezone;
        let runs = |phase: &&Timed| phase.period.contains(zone, now);
        let is_over = |phase: &Timed| phase.period.is_over(zone, now);
        let open = || timed.iter().filter(|phase| phase.participatory);
        let next_phase = self.next_phase(timed, now);
        if let Some(phase) = open()
            .filter(runs)
            .min_by_key(|phase| ends_first(phase, zone))
        {
            return Course {
                deadline: phase.period.closes,
                current_phase: Some(phase.at),
                next_phase,
                ..Course::of(Status::Open)
            };
        }
        let running = timed.iter().rev().find(runs).map(|phase| phase.at);
        let course = Course {
            current_phase: running,
            next_phase,
            ..Course::of(Status::Unknown)
        };
        if let Some(opening) = self.first_opening(timed, now) {
            let status = if open().any(is_over) {
                Status::Paused
            } else {
                Status::Upcoming
            };
            return Course {
                status,
                opening: Some(opening),
                ..course
            };
        }
        if running.is_some() || self.period.closes.is_none() {
            return Course {
                status: Status::Closed,
                ended: self.ended(timed, now),
                ..course
            };
        }
        let active = timed.iter().find(|phase| phase.active);
        Course {
            status: Status::Open,
            deadline: self.period.closes,
            current_phase: active.map(|phase| phase.at),
            ..course
        }
    }

    /// When one can take part next, by the phases.
    fn first_opening(&self, timed: &[Timed], now: DateTime<Utc>) -> Option<Moment> {
        let zone = self.timezone;
        timed
            .iter()
            .filter(|phase| phase.participatory)
            .filter_map(|phase| phase.period.opens)
            .filter(|moment| moment.begins(zone) > now)
            .min_by_key(|moment| moment.begins(zone))
    }

    /// When one could last take part, if that is past.
    fn ended(&self, timed: &[Timed], now: DateTime<Utc>) -> Option<Moment> {
        let zone = self.timezone;
        let last_of_phases = timed
            .iter()
            .filter(|phase| phase.participatory)
            .filter_map(|phase| phase.period.closes)
            .max_by_key(|moment| moment.over(zone));
        let is_past = |moment: &Moment| moment.over(zone) <= now;
        let whole = self.period.closes.filter(is_past);
        whole.or_else(|| last_of_phases.filter(is_past))
    }

    fn next_phase(&self, timed: &[Timed], now: DateTime<Utc>) -> Option<usize> {
        let zone = self.timezone;
        let begins = |phase: &Timed| phase.period.opens.map(|moment| moment.begins(zone));
        timed
            .iter()
            .filter(|phase| begins(phase).is_some_and(|begins| begins > now))
            .min_by_key(|phase| begins(phase))
            .map(|phase| phase.at)
    }

    /// The instants at which the course may change.
    fn edges(&self) -> Vec<DateTime<Utc>> {
        let phases = self.timed_phases();
        let periods = phases.iter().map(|phase| phase.period);
        let results = self.results.iter().filter_map(|it| it.published_on);
        periods
            .chain(std::iter::once(self.period))
            .flat_map(|period| period.edges(self.timezone).collect::<Vec<_>>())
            .chain(results.map(|day| Moment::Day(day).begins(self.timezone)))
            .collect()
    }

    /// The phases that count in time: those with dates, and the platform's own current phase. Where one can take part in none of them,
    /// reading is what there is to do, and all of them count as if one could.
    fn timed_phases(&self) -> Vec<Timed> {
        let mut timed: Vec<Timed> = self
            .phases
            .iter()
            .enumerate()
            .filter_map(|(at, phase)| {
                Some(Timed {
                    at,
                    period: self.phase_period(at)?,
                    participatory: phase.participatory,
                    active: phase.active,
                })
            })
            .collect();
        if timed.iter().all(|phase| !phase.participatory) {
            for phase in &mut timed {
                phase.participatory = true;
            }
        }
        timed
    }

    /// The period of a phase with its open sides closed by its neighbours, inside the whole. The platform's own current phase needs no
    /// dates: it runs until the next phase that has some. `None` for any other phase without dates, and for one outside the whole.
    pub fn phase_period(&self, at: usize) -> Option<Period> {
        let zone = self.timezone;
        let phase = self.phases.get(at)?;
        let own = phase.period;
        let next_opens = || {
            self.phases
                .iter()
                .skip(at + 1)
                .find_map(|phase| phase.period.opens)
                .map(|moment| moment.just_before(zone))
        };
        let previous_closes = || {
            self.phases
                .iter()
                .take(at)
                .rev()
                .find_map(|phase| phase.period.closes)
                .map(|moment| moment.just_after(zone))
        };
        let period = match (own.is_unknown(), phase.active) {
            (true, false) => return None,
            (true, true) => Period {
                opens: None,
                closes: next_opens(),
            },
            (false, _) => Period {
                opens: own.opens.or_else(previous_closes),
                closes: own.closes.or_else(next_opens),
            },
        };
        period.within(self.period, zone)
    }
}

/// What ends first comes first, and what has no end last; of two that end at once the platform's own current phase, then the later one.
fn ends_first(phase: &Timed, zone: Tz) -> (DateTime<Utc>, bool, std::cmp::Reverse<usize>) {
    let ends = phase
        .period
        .closes
        .map_or(DateTime::<Utc>::MAX_UTC, |moment| moment.over(zone));
    (ends, !phase.active, std::cmp::Reverse(phase.at))
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
                    ..Phase::default()
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
        assert_eq!(
            plan.course_at(utc("2026-03-20T12:00:00Z")).current_phase,
            Some(0)
        );
        assert_eq!(
            plan.course_at(utc("2026-04-02T12:00:00Z")).current_phase,
            Some(1)
        );
        assert_eq!(plan.status_at(utc("2026-05-02T12:00:00Z")), Status::Closed);
    }

    #[test]
    fn without_dated_phases_the_whole_period_counts_and_without_dates_the_declared_state() {
        let mut plan = consultation(&[("", "")]);
        let now = utc("2026-03-20T12:00:00Z");
        assert_eq!(plan.status_at(now), Status::Unknown);
        plan.declared_state = Some(DeclaredState::Upcoming);
        assert_eq!(plan.status_at(now), Status::Upcoming);
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

    /// One case of the table in `docs/deadlines.md`: the whole, its phases, and what must hold on 30 November 2026 at noon.
    struct Case {
        what: &'static str,
        whole: (&'static str, &'static str),
        /// Beginning, end and marks of each phase: `a` for the platform's current one, `r` for one in which one only reads.
        phases: &'static [(&'static str, &'static str, &'static str)],
        status: Status,
        /// The last day on which one can take part now.
        deadline: &'static str,
        current: Option<usize>,
        next: Option<usize>,
    }

    fn check(case: &Case) {
        let days: Vec<(&str, &str)> = case
            .phases
            .iter()
            .map(|(opens, closes, _)| (*opens, *closes))
            .collect();
        let mut plan = consultation(&days);
        for (phase, (.., marks)) in plan.phases.iter_mut().zip(case.phases) {
            phase.active = marks.contains('a');
            phase.participatory = !marks.contains('r');
        }
        plan.period = Period {
            opens: day(case.whole.0),
            closes: day(case.whole.1),
        };
        let course = plan.course_at(utc("2026-11-30T11:00:00Z"));
        let deadline = course.last_day(plan.timezone).map(|day| day.to_string());
        assert_eq!(
            (
                course.status,
                deadline.as_deref().unwrap_or_default(),
                course.current_phase,
                course.next_phase
            ),
            (case.status, case.deadline, case.current, case.next),
            "{}",
            case.what
        );
    }

    #[test]
    fn the_table_of_cases_holds() {
        use Status::{Closed, Open, Paused, Upcoming};
        let none = None;
        #[rustfmt::skip]
        let table = [
            Case { what: "the whole alone", whole: ("2026-10-01", "2026-12-30"), phases: &[], status: Open, deadline: "2026-12-30", current: none, next: none },
            Case { what: "the whole without an end", whole: ("2026-10-01", ""), phases: &[], status: Open, deadline: "", current: none, next: none },
            Case { what: "the last day of the whole", whole: ("2026-10-01", "2026-11-30"), phases: &[], status: Open, deadline: "2026-11-30", current: none, next: none },
            Case { what: "the whole is over", whole: ("2026-10-01", "2026-11-29"), phases: &[], status: Closed, deadline: "", current: none, next: none },
            Case { what: "the whole is to come", whole: ("2026-12-01", "2026-12-30"), phases: &[], status: Upcoming, deadline: "", current: none, next: none },
            Case { what: "phases that cover it: the running one gives the deadline", whole: ("2026-10-01", "2027-01-29"), phases: &[("2026-10-01", "2026-12-03", ""), ("2027-01-09", "2027-01-29", "")], status: Open, deadline: "2026-12-03", current: Some(0), next: Some(1) },
            Case { what: "consecutive phases leave no pause", whole: ("2026-10-01", "2027-01-29"), phases: &[("2026-10-01", "2026-11-29", ""), ("2026-11-30", "2027-01-29", "")], status: Open, deadline: "2027-01-29", current: Some(1), next: none },
            Case { what: "between two phases", whole: ("2026-10-01", "2027-01-29"), phases: &[("2026-10-01", "2026-11-20", ""), ("2027-01-09", "2027-01-29", "")], status: Paused, deadline: "", current: none, next: Some(1) },
            Case { what: "between two phases, the first still the current one", whole: ("2026-10-01", "2027-01-29"), phases: &[("2026-10-01", "2026-11-20", "a"), ("2027-01-09", "2027-01-29", "")], status: Paused, deadline: "", current: none, next: Some(1) },
            Case { what: "before the first phase of a whole that has begun", whole: ("2026-10-01", "2027-01-29"), phases: &[("2027-01-09", "2027-01-29", "")], status: Upcoming, deadline: "", current: none, next: Some(0) },
            Case { what: "phases that miss the end: the whole goes on", whole: ("2026-10-01", "2027-09-26"), phases: &[("2026-10-01", "2026-10-20", "a")], status: Open, deadline: "2027-09-26", current: Some(0), next: none },
            Case { what: "the same where no phase is said to be current", whole: ("2026-10-01", "2027-09-26"), phases: &[("2026-10-01", "2026-10-20", "")], status: Open, deadline: "2027-09-26", current: none, next: none },
            Case { what: "the same without an end of its own", whole: ("2026-10-01", ""), phases: &[("2026-10-01", "2026-10-20", "a")], status: Closed, deadline: "", current: none, next: none },
            Case { what: "phases that outlast the whole", whole: ("2026-10-01", "2026-10-31"), phases: &[("2026-10-01", "2026-11-29", ""), ("2026-11-30", "2026-12-19", "a")], status: Closed, deadline: "", current: none, next: none },
            Case { what: "a running phase that outlasts the whole", whole: ("2026-10-01", "2026-12-05"), phases: &[("2026-10-01", "2026-12-19", "")], status: Open, deadline: "2026-12-05", current: Some(0), next: none },
            Case { what: "phases that overlap: what ends first", whole: ("2026-10-01", "2027-01-29"), phases: &[("2026-10-01", "2027-01-29", "a"), ("2026-11-20", "2026-12-10", "")], status: Open, deadline: "2026-12-10", current: Some(1), next: none },
            Case { what: "the current phase without dates, until the end of the whole", whole: ("2026-10-01", "2026-12-30"), phases: &[("2026-10-01", "2026-10-20", ""), ("", "", "a")], status: Open, deadline: "2026-12-30", current: Some(1), next: none },
            Case { what: "the current phase without dates, until the next dated one", whole: ("2026-10-01", "2027-02-28"), phases: &[("2026-10-01", "2026-10-20", ""), ("", "", "a"), ("2027-01-09", "2027-01-29", "")], status: Open, deadline: "2027-01-08", current: Some(1), next: Some(2) },
            Case { what: "the current phase without dates in a whole without an end", whole: ("2026-10-01", ""), phases: &[("2026-10-01", "2026-10-20", ""), ("", "", "a")], status: Open, deadline: "", current: Some(1), next: none },
            Case { what: "another phase without dates says nothing", whole: ("2026-10-01", "2026-12-30"), phases: &[("", "", ""), ("2026-11-01", "2026-12-03", "")], status: Open, deadline: "2026-12-03", current: Some(1), next: none },
            Case { what: "a phase without an end lasts until the next", whole: ("2026-10-01", "2027-02-28"), phases: &[("2026-10-01", "", ""), ("2026-12-10", "2027-01-29", "")], status: Open, deadline: "2026-12-09", current: Some(0), next: Some(1) },
            Case { what: "results are read while the whole goes on", whole: ("2026-10-01", "2027-02-28"), phases: &[("2026-10-01", "2026-10-31", ""), ("2026-11-01", "2027-02-28", "r")], status: Closed, deadline: "", current: Some(1), next: none },
            Case { what: "a presentation comes before one can take part", whole: ("2026-10-01", "2027-02-28"), phases: &[("2026-11-01", "2026-12-31", "r"), ("2027-01-09", "2027-01-29", "")], status: Upcoming, deadline: "", current: Some(0), next: Some(1) },
            Case { what: "an analysis stands between two phases", whole: ("2026-10-01", "2027-02-28"), phases: &[("2026-10-01", "2026-10-31", ""), ("2026-11-01", "2026-12-31", "r"), ("2027-01-09", "2027-01-29", "")], status: Paused, deadline: "", current: Some(1), next: Some(2) },
            Case { what: "a presentation beside a phase gives no deadline", whole: ("2026-10-01", "2027-02-28"), phases: &[("2026-11-01", "2026-12-02", "r"), ("2026-11-01", "2026-12-15", "")], status: Open, deadline: "2026-12-15", current: Some(1), next: none },
            Case { what: "where one can only read, reading is what there is to do", whole: ("2026-10-01", "2027-02-28"), phases: &[("2026-11-01", "2026-12-02", "r")], status: Open, deadline: "2026-12-02", current: Some(0), next: none },
            Case { what: "phases without a whole", whole: ("", ""), phases: &[("2026-11-01", "2026-12-02", "")], status: Open, deadline: "2026-12-02", current: Some(0), next: none },
            Case { what: "a phase before the whole begins", whole: ("2026-12-10", "2027-02-28"), phases: &[("2026-11-01", "2026-12-20", "a")], status: Upcoming, deadline: "", current: none, next: Some(0) },
        ];
        for case in &table {
            check(case);
        }
    }

    #[test]
    fn what_its_source_says_is_over_is_over_whatever_the_dates_say() {
        let mut petition = consultation(&[("2026-03-01", "2026-05-31")]);
        petition.declared_state = Some(DeclaredState::Closed);
        let now = utc("2026-04-20T12:00:00Z");
        let course = petition.course_at(now);
        assert_eq!((course.status, course.ended), (Status::Closed, None));
        assert_eq!(petition.participations(), []);
        let ended = petition.course_at(utc("2026-06-20T12:00:00Z")).ended;
        assert_eq!(ended, day("2026-05-31"), "what is past is told");
        petition.results = Some(Results::default());
        assert_eq!(petition.status_at(now), Status::Results);
    }

    #[test]
    fn results_announced_for_a_day_to_come_are_not_published_yet() {
        let mut plan = consultation(&[("2026-03-01", "2026-03-31")]);
        plan.results = Some(Results {
            published_on: "2026-04-10".parse().ok(),
            documents: Vec::new(),
        });
        let before = utc("2026-04-05T12:00:00Z");
        let day = utc("2026-04-09T22:00:00Z");
        assert_eq!(plan.status_at(before), Status::Closed);
        assert_eq!(plan.next_transition(before), Some(day));
        assert_eq!(plan.status_at(day), Status::Results);
    }

    #[test]
    fn what_goes_on_after_its_phases_is_a_stretch_of_its_own() {
        let stretches = |closes: &str| -> Vec<_> {
            let mut plan = consultation(&[("2026-03-01", "2026-03-31")]);
            plan.period.closes = day(closes);
            let all = plan.participations().into_iter();
            all.map(|it| (it.phase, it.period.opens, it.period.closes))
                .collect()
        };
        let phase = (Some(0), day("2026-03-01"), day("2026-03-31"));
        let rest = (None, day("2026-04-01"), day("2026-06-30"));
        assert_eq!(stretches("2026-06-30"), [phase, rest]);
        assert_eq!(stretches("2026-03-31"), [phase]);
        assert_eq!(stretches(""), [phase]);
    }

    #[test]
    fn closes_soon_is_seven_days_the_last_included() {
        let plan = consultation(&[("2026-03-01", "2026-03-31")]);
        let on = |text: &str| {
            let now = utc(text);
            let course = plan.course_at(now);
            (
                course.days_left(plan.timezone, now),
                course.closes_soon(plan.timezone, now),
            )
        };
        assert_eq!(on("2026-03-24T12:00:00Z"), (Some(7), false));
        assert_eq!(on("2026-03-25T12:00:00Z"), (Some(6), true));
        assert_eq!(on("2026-03-31T12:00:00Z"), (Some(0), true));
        assert_eq!(on("2026-04-01T12:00:00Z"), (None, false));
    }

    proptest! {
        #[test]
        fn no_tense_contradicts_the_day(
            whole in (-200i64..200, -200i64..200, any::<bool>(), any::<bool>()),
            days in proptest::collection::vec((-200i64..200, 0i64..100, any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()), 0..5),
        ) {
            let now = utc("2026-03-20T12:00:00Z");
            let moment = |days: i64| Some(Moment::Day((now + chrono::Duration::days(days)).date_naive()));
            let mut plan = consultation(&[]);
            plan.period = Period { opens: moment(whole.0).filter(|_| whole.2), closes: moment(whole.1).filter(|_| whole.3) };
            plan.phases = days
                .into_iter()
                .map(|(opens, length, has_open, has_close, participatory, active)| Phase {
                    title: LocalizedText::default(),
                    period: Period { opens: moment(opens).filter(|_| has_open), closes: moment(opens + length).filter(|_| has_close) },
                    participatory,
                    active,
                })
                .collect();
            let course = plan.course_at(now);
            let today = now.date_naive();
            let zone = plan.timezone;
            prop_assert_eq!(course.deadline.is_some() && course.status != Status::Open, false);
            if let Some(last) = course.last_day(zone) {
                prop_assert!(last >= today);
                prop_assert!(plan.period.closes.is_none_or(|end| last <= end.day(zone)));
            }
            prop_assert!(course.opening.is_none_or(|opening| opening.begins(zone) > now));
            prop_assert!(course.ended.is_none_or(|ended| ended.over(zone) <= now));
        }

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
                    ..Phase::default()
                })
                .collect();
            let now = base + chrono::Duration::days(at);
            let later = now + chrono::Duration::seconds(seconds);
            let changes_before = plan.next_transition(now).is_some_and(|transition| transition <= later);
            if !changes_before {
                prop_assert_eq!(plan.status_at(now), plan.status_at(later));
                prop_assert_eq!(plan.course_at(now), plan.course_at(later));
            }
        }
    }
}
