//! Consultations that an earlier release wrote, restated by today's rules. Pure.
//!
//! When a new release compares more, less or otherwise than the one before, everything that it reads differs from what is kept, and none of it
//! is news. So what is kept is restated before it is compared, once: what is then written is compared as it is.

use passerelle_model::{Consultation, Period};
use passerelle_normalize::fingerprint;

/// Returns whether what was `read` says the same as what is `kept` with the fingerprint `written`, if that was written by other rules than today's: days
/// that were kept as instants at midnight are days, and what nobody had asked of a phase is no change of it.
pub(super) fn says_the_same(kept: &Consultation, written: &str, read: &Consultation) -> bool {
    let is_of_today = fingerprint(kept) == written;
    !is_of_today && !written.is_empty() && fingerprint(&restated(kept, read)) == fingerprint(read)
}

fn restated(kept: &Consultation, read: &Consultation) -> Consultation {
    let mut kept = kept.clone();
    let zone = kept.timezone;
    let days = |period: &Period| Period {
        opens: period.opens.map(|moment| moment.as_day_if_midnight(zone)),
        closes: period.closes.map(|moment| moment.as_day_if_midnight(zone)),
    };
    kept.period = days(&kept.period);
    let same_phases = kept.phases.len() == read.phases.len();
    for (phase, told) in kept.phases.iter_mut().zip(&read.phases) {
        phase.period = days(&phase.period);
        // Before they were asked for, people took part in every phase, and none was said to be the current one.
        if same_phases && phase.participatory && !phase.active {
            (phase.participatory, phase.active) = (told.participatory, told.active);
        }
        // Of steps in which one only reads, and beside one that never ends, no dates were kept.
        if same_phases && phase.period.is_unknown() {
            phase.period = told.period;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use crate::reconcile::tests::Story;
    use crate::reconcile::{Decision, Fresh, Reading};
    use crate::tests::consultation;
    use passerelle_connectors::Listing;
    use passerelle_model::{LocalizedText, Moment, Phase, SpaceKind};
    use passerelle_store::Write;

    use super::*;

    fn moment(text: &str) -> Option<Moment> {
        serde_json::from_value(text.into()).ok()
    }

    /// A consultation of two phases that end then, the second of them said to be the current one or not.
    fn phased(ends: [&str; 2], active: bool) -> Consultation {
        let mut plan = consultation(1);
        plan.period.closes = moment(ends[1]);
        plan.phases = ends
            .map(|end| Phase {
                title: LocalizedText::default(),
                period: Period {
                    opens: moment("2026-10-01"),
                    closes: moment(end),
                },
                ..Phase::default()
            })
            .into();
        plan.phases[1].active = active;
        plan
    }

    fn polled(story: &mut Story, consultation: Consultation) -> Decision {
        let reading = Reading {
            fresh: vec![Fresh {
                consultation,
                meetings_complete: true,
                unread: std::collections::BTreeSet::new(),
            }],
            listing: Listing::Full {
                complete: [SpaceKind::Process].into(),
            },
            ..Reading::default()
        };
        story.polled(reading, false)
    }

    /// A story that an earlier release began.
    fn begun_by_an_earlier_release(plan: Consultation) -> Story {
        let mut story = Story::of(&[]);
        polled(&mut story, plan);
        story.known[0].fingerprint = "of other rules".to_owned();
        story
    }

    const INSTANTS: [&str; 2] = ["2026-10-31T01:00:00+01:00", "2026-11-30T00:00:00+01:00"];
    const DAYS: [&str; 2] = ["2026-10-31", "2026-11-30"];

    #[test]
    fn a_release_that_writes_days_for_midnights_announces_nothing() {
        let mut story = begun_by_an_earlier_release(phased(INSTANTS, false));
        let decision = polled(&mut story, phased(DAYS, true));
        assert!(
            matches!(decision.writes[..], [Write::Refresh { .. }]),
            "{decision:?}"
        );
        assert_eq!(decision.outcome.changed, 0);
        assert_eq!(polled(&mut story, phased(DAYS, true)).writes, []);
    }

    #[test]
    fn a_release_that_reads_the_dates_of_more_phases_announces_nothing() {
        let mut kept = phased(DAYS, false);
        kept.phases[1].period = Period::default();
        let mut story = begun_by_an_earlier_release(kept.clone());
        let mut read = phased(DAYS, false);
        read.phases[1].participatory = false;
        assert_eq!(polled(&mut story, read.clone()).outcome.changed, 0);
        kept.phases[0].period.closes = moment("2026-11-15");
        let mut story = begun_by_an_earlier_release(kept);
        assert_eq!(polled(&mut story, read).outcome.changed, 1);
    }

    #[test]
    fn what_changes_after_it_or_with_it_is_announced() {
        let mut story = begun_by_an_earlier_release(phased(INSTANTS, false));
        let later = ["2026-10-31", "2026-12-15"];
        assert_eq!(polled(&mut story, phased(later, true)).outcome.changed, 1);
        assert_eq!(
            polled(&mut story, phased(later, false)).outcome.changed,
            1,
            "the platform's current phase has moved"
        );
        let mut unread = begun_by_an_earlier_release(phased(DAYS, false));
        unread.known[0].fingerprint.clear();
        assert_eq!(
            polled(&mut unread, phased(DAYS, false)).outcome.changed,
            1,
            "of what cannot be read nobody knows whether it changed"
        );
    }

    #[test]
    fn counts_that_rise_are_shown_and_announce_nothing() {
        let mut story = Story::of(&[1]);
        let mut counted = consultation(1);
        counted.counts.contributions = Some(12);
        let decision = polled(&mut story, counted.clone());
        assert!(matches!(decision.writes[..], [Write::Refresh { .. }]));
        assert_eq!(decision.outcome.changed, 0);
        let known = &story.known[0];
        assert_eq!(known.history.revision, 1);
        assert_eq!(known.consultation.as_ref(), Some(&counted));
    }
}
