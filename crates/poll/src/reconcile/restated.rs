//! Consultations that an earlier release wrote, restated by the present rules. Pure.
//!
//! If a new release compares consultations differently than the one before, everything that it reads differs from what is stored, and none of it is
//! news. So a stored consultation is restated before its first comparison; what is then written is compared as it is.

use passerelle_model::{Consultation, Period};
use passerelle_normalize::fingerprint;

/// Returns whether the consultation that was `read` is equivalent to the one that is `kept` with the fingerprint `written`, if that was written by
/// other rules than the present ones: instants at midnight count as days, and properties of phases that were not read before are no change.
pub(super) fn is_equivalent(kept: &Consultation, written: &str, read: &Consultation) -> bool {
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
    for (phase, current) in kept.phases.iter_mut().zip(&read.phases) {
        phase.period = days(&phase.period);
        // Releases that did not read these properties took every phase for participatory and none for the current one.
        if same_phases && phase.participatory && !phase.active {
            (phase.participatory, phase.active) = (current.participatory, current.active);
        }
        // Earlier releases kept no dates of phases in which one only reads, or beside a phase that never ends.
        if same_phases && phase.period.is_unknown() {
            phase.period = current.period;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use crate::reconcile::tests::Story;
    use crate::reconcile::{Fresh, NormalizedHarvest, Reconciliation};
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

    fn polled(story: &mut Story, consultation: Consultation) -> Reconciliation {
        let harvest = NormalizedHarvest {
            fresh: vec![Fresh {
                consultation,
                meetings_complete: true,
                unread: std::collections::BTreeSet::new(),
            }],
            listing: Listing::Full {
                complete: [SpaceKind::Process].into(),
            },
            ..NormalizedHarvest::default()
        };
        story.polled(harvest, false)
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
