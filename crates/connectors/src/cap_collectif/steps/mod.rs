//! The steps of a project as phases, and the state that they declare where there are no dates.
//!
//! Every step keeps its dates, but only steps in which one can take part open a project. Presentations, follow-ups and selections without an end are only
//! read: else a project would stay open as long as its follow-up. The platform gives the state `CLOSED` also to every step without dates, so it declares
//! nothing. A step that is `OPENED` without dates never ends.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};

use passerelle_model::{DeclaredState, LocalizedText, Modality, Moment, PhaseRecord};

/// The kind of a step, by the activity of those who take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StepKind {
    /// Proposing ideas.
    Collect,
    /// Giving an opinion on a text.
    Consultation,
    /// Answering questions.
    Questionnaire,
    /// Voting, or reading what was selected: the platform does not tell which.
    Selection,
    /// Debating.
    Debate,
    /// Reading only.
    Information,
    /// An activity that this release does not know.
    Unknown,
}

/// The state of a step at the moment of the poll, as the platform declares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// A step that has not begun.
    Future,
    /// Running.
    Opened,
    /// A step that is over, or without dates.
    Closed,
}

/// A step of a project.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    /// The key.
    pub(super) id: String,
    /// The kind, by which it is participatory or not.
    pub(super) kind: StepKind,
    /// The title, raw text.
    pub(super) title: LocalizedText,
    /// The declared state; `None` where it is missing or unknown.
    pub(super) state: Option<State>,
    /// The beginning.
    pub(super) opens: Option<DateTime<FixedOffset>>,
    /// The end.
    pub(super) closes: Option<DateTime<FixedOffset>>,
}

/// The phases and the state of a project, which follow from its steps.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Timeline {
    /// The phases, in the order of the platform, except that endless ones come last where another phase would seem to close them.
    pub(super) phases: Vec<PhaseRecord>,
    /// The state that the steps declare where there are no dates.
    pub(super) declared: Option<DeclaredState>,
}

impl Step {
    /// Returns whether one can take part in the step. A selection without an end is a follow-up, in which one cannot.
    fn is_participatory(&self) -> bool {
        match self.kind {
            StepKind::Information => false,
            StepKind::Selection => self.closes.is_some(),
            _ => true,
        }
    }

    /// Returns its beginning and end. A future step without a beginning has neither: with its end alone it would count as running.
    fn dates(&self) -> (Option<DateTime<FixedOffset>>, Option<DateTime<FixedOffset>>) {
        if self.opens.is_none() && self.state == Some(State::Future) {
            (None, None)
        } else {
            (self.opens, self.closes)
        }
    }

    /// Returns whether it is open without dates: the platform declares that only of a step that never ends.
    fn runs_undated(&self) -> bool {
        self.dates() == (None, None) && self.state == Some(State::Opened)
    }

    /// Returns whether it runs, or will run, without end.
    fn is_endless(&self) -> bool {
        let (opens, closes) = self.dates();
        closes.is_none() && (opens.is_some() || self.state == Some(State::Opened))
    }

    /// Returns whether it begins before `other`. A step without a beginning begins before every step that has one.
    fn begins_before(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.dates().0, other.dates().0);
        theirs.is_some() && ours < theirs
    }
}

/// Makes the timeline of a project of its steps.
pub(super) fn timeline(steps: &[Step]) -> Timeline {
    let is_participatory = steps.iter().any(Step::is_participatory);
    // A project that can only be read is open as long as its information steps.
    let counts = |step: &Step| {
        if is_participatory {
            step.is_participatory()
        } else {
            step.kind == StepKind::Information
        }
    };
    let counted: Vec<&Step> = steps.iter().filter(|step| counts(step)).collect();
    let phases = in_order(steps, counts).into_iter().map(|step| {
        // A project that has only follow-ups is not open.
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
    Timeline {
        phases: phases.collect(),
        declared: declared(&counted),
    }
}

/// Sorts the steps into the order of the phases: that of the platform, except that endless steps that count come last if a later one begins after them.
/// Each phase is closed by the beginning of the next one, which would close an endless one too early. Of several endless steps, the one that began last
/// comes first, for the same reason.
fn in_order(steps: &[Step], counts: impl Fn(&Step) -> bool) -> Vec<&Step> {
    let is_endless = |step: &Step| counts(step) && step.is_endless();
    let is_outlasted = steps.iter().enumerate().any(|(at, step)| {
        let mut behind = steps.iter().skip(at + 1);
        is_endless(step) && behind.any(|other| step.begins_before(other))
    });
    let mut ordered: Vec<&Step> = steps.iter().collect();
    if is_outlasted {
        ordered.sort_by_key(|step| is_endless(step).then(|| Reverse(step.dates().0)));
    }
    ordered
}

/// Returns the state that the counted steps declare. `CLOSED` declares none.
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

/// Returns the modalities that follow from the steps and from the type of the project. The platform names its own types by the key of a translation
/// (`project.types.petition`); a type that an administrator added has no modality.
pub(super) fn modalities(steps: &[Step], project_type: Option<&str>) -> Vec<Modality> {
    let by_type = project_type
        .and_then(|key| key.trim().strip_prefix("project.types."))
        .and_then(of_type);
    let by_step = steps
        .iter()
        .filter(|step| step.is_participatory())
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

/// Returns the modality of a type that the platform ships, by its key without the prefix.
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
