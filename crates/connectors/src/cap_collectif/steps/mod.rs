//! The steps of a project as phases, and what its states say where there are no dates.
//!
//! Every step keeps its dates; only those in which one can take part open a project. In presentations, follow-ups and selections without an
//! end one only reads, or a project whose follow-up lasts a year would stay open for it. `CLOSED` says little: the platform says it also of
//! every step that has no dates. `OPENED` without dates is a step that never ends.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};

use passerelle_model::{DeclaredState, LocalizedText, Modality, Moment, PhaseRecord};

/// The kind of a step: what one does in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StepKind {
    /// Propose.
    Collect,
    /// Give an opinion on a text.
    Consultation,
    /// Answer questions.
    Questionnaire,
    /// Vote, or only read what was selected: the platform does not tell which.
    Selection,
    /// Debate.
    Debate,
    /// Read.
    Information,
    /// Something that this release does not know.
    Unknown,
}

/// The state of a step at the moment of the poll, as the platform says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// A step that has not begun.
    Future,
    /// Running.
    Opened,
    /// A step that is over, or without dates.
    Closed,
}

/// A step.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    /// The key, whatever its form.
    pub(super) id: String,
    /// The kind.
    pub(super) kind: StepKind,
    /// Raw text.
    pub(super) title: LocalizedText,
    /// The state, as the platform says it.
    pub(super) state: Option<State>,
    /// The beginning.
    pub(super) opens: Option<DateTime<FixedOffset>>,
    /// The end.
    pub(super) closes: Option<DateTime<FixedOffset>>,
}

/// The course of a project, which follows from its steps.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Course {
    /// All of them, in order, those that never end behind the others where one would seem to close them.
    pub(super) phases: Vec<PhaseRecord>,
    /// The state that they declare where there are no dates.
    pub(super) declared: Option<DeclaredState>,
}

impl Step {
    /// Returns whether one can take part in it. A selection without an end is a follow-up.
    fn takes_part(&self) -> bool {
        match self.kind {
            StepKind::Information => false,
            StepKind::Selection => self.closes.is_some(),
            _ => true,
        }
    }

    /// Returns its dates. One that is to come without a known beginning has none: its end alone would say that it runs.
    fn dates(&self) -> (Option<DateTime<FixedOffset>>, Option<DateTime<FixedOffset>>) {
        if self.opens.is_none() && self.state == Some(State::Future) {
            (None, None)
        } else {
            (self.opens, self.closes)
        }
    }

    /// Returns whether it runs without dates: the platform says so of nothing else than a step that never ends.
    fn runs_undated(&self) -> bool {
        self.dates() == (None, None) && self.state == Some(State::Opened)
    }

    /// Returns whether it runs, or will run, without end.
    fn is_endless(&self) -> bool {
        let (opens, closes) = self.dates();
        closes.is_none() && (opens.is_some() || self.state == Some(State::Opened))
    }

    /// Returns whether it begins before `other` does; of what is open without dates nobody knows since when.
    fn begins_before(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.dates().0, other.dates().0);
        theirs.is_some() && ours < theirs
    }
}

/// The course of a project with these steps.
pub(super) fn course(steps: &[Step]) -> Course {
    let participates = steps.iter().any(Step::takes_part);
    // Where one can only read, reading is what there is to do.
    let counts = |step: &Step| {
        if participates {
            step.takes_part()
        } else {
            step.kind == StepKind::Information
        }
    };
    let counted: Vec<&Step> = steps.iter().filter(|step| counts(step)).collect();
    let phases = in_order(steps, counts).into_iter().map(|step| {
        // Where there are follow-ups only, nothing is open.
        let (opens, closes) = if counted.is_empty() {
            (None, None)
        } else {
            step.dates()
        };
        PhaseRecord {
            title: step.title.clone(),
            opens: opens.map(Moment::Instant),
            closes: closes.map(Moment::Instant),
            participatory: Some(counts(step)),
            active: counts(step) && step.runs_undated(),
        }
    });
    Course {
        phases: phases.collect(),
        declared: declared(&counted),
    }
}

/// The steps in the order of the platform. One that counts and never ends goes behind the others where one of those begins later: phases
/// follow each other, so that the next one would close it. Of several, what began last comes first, for the same reason.
fn in_order(steps: &[Step], counts: impl Fn(&Step) -> bool) -> Vec<&Step> {
    let lasts = |step: &Step| counts(step) && step.is_endless();
    let is_outlasted = steps.iter().enumerate().any(|(at, step)| {
        let mut behind = steps.iter().skip(at + 1);
        lasts(step) && behind.any(|other| step.begins_before(other))
    });
    let mut ordered: Vec<&Step> = steps.iter().collect();
    if is_outlasted {
        ordered.sort_by_key(|step| lasts(step).then(|| Reverse(step.dates().0)));
    }
    ordered
}

/// Returns the state that the steps declare where there are no dates. `CLOSED` declares none.
fn declared(counted: &[&Step]) -> Option<DeclaredState> {
    let any = |state| counted.iter().any(|step| step.state == Some(state));
    if any(State::Opened) {
        Some(DeclaredState::Open)
    } else if any(State::Future) {
        Some(DeclaredState::Upcoming)
    } else {
        None
    }
}

/// Returns the modalities of the steps and of the type of the project, of which the platform tells the key of a translation
/// (`project.types.petition`); a type that an administrator named says nothing.
pub(super) fn modalities(steps: &[Step], project_type: Option<&str>) -> Vec<Modality> {
    let by_type = project_type
        .and_then(|key| key.trim().strip_prefix("project.types."))
        .and_then(of_type);
    let by_step = steps
        .iter()
        .filter(|step| step.takes_part())
        .filter_map(|step| match step.kind {
            StepKind::Collect => Some(Modality::IdeaBox),
            StepKind::Consultation => Some(Modality::TextConsultation),
            StepKind::Questionnaire => Some(Modality::Survey),
            StepKind::Selection => Some(Modality::Vote),
            StepKind::Debate => Some(Modality::Debate),
            StepKind::Information | StepKind::Unknown => None,
        });
    let mut found: BTreeSet<Modality> = by_type.into_iter().chain(by_step).collect();
    let only_information =
        !steps.is_empty() && steps.iter().all(|step| step.kind == StepKind::Information);
    if found.is_empty() && only_information {
        found.insert(Modality::Information);
    }
    found.into_iter().collect()
}

fn of_type(key: &str) -> Option<Modality> {
    Some(match key {
        "callForProject" | "callForApplications" => Modality::CallForProjects,
        "concertation" => Modality::PriorConcertation,
        "inquiry" | "quizz" => Modality::Survey,
        "interpellation" | "petition" => Modality::Petition,
        "mutualHelp" => Modality::Volunteering,
        "participatoryBudgeting" => Modality::ParticipatoryBudget,
        "participatoryFunding" | "questionAnswer" | "testimony" => Modality::Other,
        "publicInquiry" => Modality::PublicInquiry,
        "suggestionBox" => Modality::IdeaBox,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
