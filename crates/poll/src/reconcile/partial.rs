//! Consultations of which some parts could not be read, or that lack meetings that are not gone yet: what is known of these parts stays. Pure.

use std::collections::BTreeSet;

use passerelle_model::{Consultation, Modality, Part, Period};

/// Completes a consultation that was read with the `unread` parts of the `known` one, if there is one.
pub(super) fn completed(
    mut read: Consultation,
    known: Option<&Consultation>,
    unread: &BTreeSet<Part>,
) -> Consultation {
    let Some(known) = known.filter(|_| !unread.is_empty()) else {
        return read;
    };
    for part in unread {
        match part {
            // Such a record does not become a consultation.
            Part::Everything => {}
            Part::Texts => {
                read.summary.clone_from(&known.summary);
                read.description_html.clone_from(&known.description_html);
            }
            Part::Dates => {
                read.period = known.period;
                read.published_at = read.published_at.or(known.published_at);
            }
            Part::Phases => {
                read.phases.clone_from(&known.phases);
                // The period of the whole may have come from the phases.
                read.period = Period {
                    opens: read.period.opens.or(known.period.opens),
                    closes: read.period.closes.or(known.period.closes),
                };
            }
            Part::Modalities => read.modalities.clone_from(&known.modalities),
            Part::Image => read.image.clone_from(&known.image),
            Part::State => read.declared_state = known.declared_state,
            Part::Counts => read.counts = known.counts,
            Part::Results => read.results.clone_from(&known.results),
        }
    }
    read
}

/// Keeps the modality "meeting" of the `known` consultation while meetings are still shown that the source no longer lists. The component that
/// contains them has vanished with them, and is no more certain to be gone than they are.
pub(super) fn keep_meeting_modality(read: &mut Consultation, known: &Consultation) {
    let stays = read
        .meetings
        .iter()
        .any(|meeting| meeting.takes_place() && meeting.history.missing_polls > 0);
    let had = |modality| known.modalities.contains(&modality);
    if !stays || !had(Modality::Meeting) || read.modalities.contains(&Modality::Meeting) {
        return;
    }
    // A space has the modality "information" only if it offers nothing else.
    read.modalities
        .retain(|modality| *modality != Modality::Information || had(Modality::Information));
    read.modalities.push(Modality::Meeting);
    read.modalities.sort_unstable();
}

#[cfg(test)]
mod tests {
    use crate::tests::consultation;
    use passerelle_model::{
        DeclaredState, Image, Language, LocalizedText, Modality, Moment, Phase,
    };

    use super::*;

    fn known() -> Consultation {
        let mut known = consultation(1);
        known.modalities = vec![Modality::Meeting];
        known.summary = LocalizedText::of(Language::french(), "En bref");
        known.phases = vec![Phase::default()];
        known.declared_state = Some(DeclaredState::Open);
        known.image = Some(Image {
            url: "https://participez.example.fr/berges.jpg".parse().unwrap(),
            alt: LocalizedText::default(),
            volatile: false,
        });
        known.period.closes = Some(Moment::Day("2027-01-29".parse().unwrap()));
        known
    }

    /// The same consultation, of which only the title was read.
    fn bare() -> Consultation {
        let mut bare = consultation(1);
        bare.title = LocalizedText::of(Language::french(), "Berges rendues");
        bare.modalities = Vec::new();
        bare.summary = LocalizedText::default();
        bare.period = Period::default();
        bare
    }

    #[test]
    fn what_could_not_be_read_stays_as_it_was_and_the_rest_is_new() {
        let known = known();
        let completed =
            |parts: &[Part]| completed(bare(), Some(&known), &parts.iter().copied().collect());
        let with = completed(&[Part::Modalities, Part::Image]);
        assert_eq!(with.modalities, known.modalities);
        assert_eq!(with.image, known.image);
        assert_eq!(with.title, bare().title);
        assert!(with.summary.is_empty() && with.phases.is_empty());
        let with = completed(&[Part::Phases, Part::Texts, Part::State]);
        assert_eq!(
            (with.phases, with.period),
            (known.phases.clone(), known.period)
        );
        assert_eq!(
            (with.summary, with.declared_state),
            (known.summary.clone(), known.declared_state)
        );
        assert!(with.modalities.is_empty());
    }

    #[test]
    fn a_whole_answer_is_taken_as_it_is_and_of_what_is_new_nothing_is_made_up() {
        assert_eq!(completed(bare(), Some(&known()), &BTreeSet::new()), bare());
        assert_eq!(completed(bare(), None, &[Part::Modalities].into()), bare());
    }
}
