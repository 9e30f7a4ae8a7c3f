//! Reads the compiled-in texts of the demo's Cap Collectifs: the projects and events of each, with days counted from today.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The platforms, in the order in which they are shown.
const SITES: [&str; 2] = [
    include_str!("../content/nantes.toml"),
    include_str!("../content/grenoble.toml"),
];

/// Reads every Cap Collectif of the demo.
pub(crate) fn sites() -> Result<Vec<Site>, toml::de::Error> {
    SITES.iter().map(|text| toml::from_str(text)).collect()
}

/// One platform.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Site {
    /// The id of the source in the gateway's configuration.
    pub(crate) key: String,
    /// The name of the platform.
    pub(crate) name: String,
    /// The host of which ids are made. The ports change at each start, this does not.
    pub(crate) origin: String,
    /// The collectivity whose platform it is.
    pub(crate) territory: String,
    /// The licence of what it publishes.
    pub(crate) licence: Option<String>,
    /// Rules that attach projects to member communes, in the form of the configuration.
    #[serde(default)]
    pub(crate) attach: Vec<BTreeMap<String, String>>,
    /// The districts, communes most often.
    pub(super) districts: Vec<Named>,
    /// The themes.
    pub(super) themes: Vec<Named>,
    /// The projects, the newest first.
    pub(super) projects: Vec<Project>,
    /// Events that belong to no project.
    #[serde(default)]
    pub(super) events: Vec<Event>,
}

/// An object with nothing but a name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Named {
    pub(super) id: u32,
    pub(super) name: String,
}

/// A project.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Project {
    pub(super) id: u32,
    pub(super) slug: String,
    pub(super) title: String,
    /// The description for search engines, the only text that the platform gives.
    pub(super) meta: String,
    /// The end of the key `project.types.…`, if the administrators chose a type.
    pub(super) kind: Option<String>,
    #[serde(default)]
    pub(super) themes: Vec<u32>,
    #[serde(default)]
    pub(super) districts: Vec<u32>,
    /// The name of which its image is made.
    pub(super) image: String,
    /// The day of publication, from today.
    pub(super) published: i64,
    #[serde(default)]
    pub(super) participants: u32,
    #[serde(default)]
    pub(super) contributions: u32,
    #[serde(default)]
    pub(super) votes: u32,
    #[serde(default)]
    pub(super) steps: Vec<Step>,
    #[serde(default)]
    pub(super) events: Vec<Event>,
}

/// A step.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    pub(super) kind: StepKind,
    pub(super) slug: String,
    pub(super) title: String,
    /// Days from today.
    pub(super) from: Option<i64>,
    /// Days from today.
    pub(super) to: Option<i64>,
    /// `true` if the step never ends.
    #[serde(default)]
    pub(super) timeless: bool,
    /// `true` if the administrators switched it off. The API lists it all the same.
    #[serde(default)]
    pub(super) hidden: bool,
}

/// The kinds of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum StepKind {
    Presentation,
    Collect,
    Consultation,
    Questionnaire,
    Selection,
    Debate,
    Other,
    Ranking,
}

/// An event.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Event {
    pub(super) slug: String,
    pub(super) title: String,
    pub(super) text: String,
    /// Days from today.
    pub(super) day: i64,
    /// The local time, `18:30`.
    pub(super) time: String,
    /// The duration in hours, if the platform gives an end.
    pub(super) hours: Option<i64>,
    pub(super) address: Option<String>,
    /// Latitude and longitude.
    pub(super) at: Option<[f64; 2]>,
}

impl StepKind {
    /// Returns the type that the API names. The last three are in no schema of the platform, and it answers with them all the same.
    pub(super) const fn type_name(self) -> &'static str {
        match self {
            Self::Collect => "CollectStep",
            Self::Consultation => "ConsultationStep",
            Self::Questionnaire => "QuestionnaireStep",
            Self::Selection => "SelectionStep",
            Self::Debate => "DebateStep",
            Self::Presentation => "PresentationStep",
            Self::Other => "OtherStep",
            Self::Ranking => "RankingStep",
        }
    }

    /// Returns the segment of its address.
    pub(super) const fn segment(self) -> &'static str {
        match self {
            Self::Collect => "collect",
            Self::Consultation => "consultation",
            Self::Questionnaire => "questionnaire",
            Self::Selection => "selection",
            Self::Debate => "debate",
            Self::Presentation => "presentation",
            Self::Other => "step",
            Self::Ranking => "ranking",
        }
    }

    /// Returns whether the API gives its key as it is in the database, not encoded.
    pub(super) const fn has_raw_id(self) -> bool {
        matches!(self, Self::Presentation | Self::Other | Self::Ranking)
    }
}

impl Project {
    /// Returns the path of one of its steps.
    pub(super) fn path(&self, step: &Step) -> String {
        format!(
            "/project/{}/{}/{}",
            self.slug,
            step.kind.segment(),
            step.slug
        )
    }

    /// Returns the path of its page: that of its first step, or that of the list if it has none.
    pub(super) fn page(&self) -> String {
        self.steps
            .first()
            .map_or_else(|| "/projects".to_owned(), |step| self.path(step))
    }
}

impl Site {
    /// Returns every event, with its project, if any.
    pub(super) fn all_events(&self) -> impl Iterator<Item = (&Event, Option<&Project>)> {
        let of_projects = self.projects.iter().flat_map(|project| {
            project
                .events
                .iter()
                .map(move |event| (event, Some(project)))
        });
        of_projects.chain(self.events.iter().map(|event| (event, None)))
    }
}
