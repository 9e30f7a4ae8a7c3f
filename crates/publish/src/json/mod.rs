//! The JSON portal: the shapes that programs read, with the fields that the contract fixes. A field that the source does not give is `null`, never made up; no field
//! holds a person.

mod consultation;
mod duplicates;
mod feed;
mod lists;
mod meeting;
mod relay;
mod sources;
mod stats;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use utoipa::ToSchema;

use passerelle_model::LocalizedText;

pub use consultation::{
    Consultation, ConsultationHead, ConsultationSummary, CountsBody, CurrentPhaseBody,
    DocumentBody, ImageBody, PhaseBody, ResultsBody, SourceBody, TerritoryBody, TwinBody, ViaBody,
};
pub use duplicates::{DecidedBody, DuplicatesBody, SuggestionBody, TwinSummary};
pub use feed::FeedExtension;
pub use lists::{
    ChangeBody, ChangesBody, ConsultationList, CorrectionBody, FacetBody, FacetsBody, GatewayBody,
    MeetingList, TerritoryCountBody, TerritoryList,
};
pub use meeting::{MeetingBody, MeetingConsultation, MeetingOfList, PointBody};
pub use relay::{RelayBody, RelayedMeetingBody, RelayedPhaseBody};
pub use sources::{HeldBody, ReasonBody, SourceList, SourceStateBody};
pub use stats::{BandBody, DurationsBody, MonthBody, OutcomesBody, StatsBody};

/// The media type of every answer of the portal.
pub const MEDIA_TYPE: &str = "application/json";

/// A text by language: `{"fr": "…"}`.
pub type Texts = BTreeMap<String, String>;

/// `value` as JSON. The shapes here always serialise: their keys are strings.
pub fn to_bytes(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

fn texts(text: &LocalizedText) -> Texts {
    text.iter()
        .map(|(language, translation)| (language.to_string(), translation.text.clone()))
        .collect()
}

fn texts_if_any(text: &LocalizedText) -> Option<Texts> {
    (!text.is_empty()).then(|| texts(text))
}

/// The languages in which any of `all` was translated by a machine.
fn machine_translated<'a>(all: impl IntoIterator<Item = &'a LocalizedText>) -> Vec<String> {
    let languages: BTreeSet<&str> = all
        .into_iter()
        .flat_map(LocalizedText::iter)
        .filter(|(_, translation)| translation.machine)
        .map(|(language, _)| language.as_str())
        .collect();
    languages.into_iter().map(str::to_owned).collect()
}

/// An RFC 9457 problem, as every error answers.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProblemBody {
    /// The kind of the problem; the same for every occurrence.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// An explanation of this occurrence, and what to do.
    pub detail: String,
    /// The parameter that was wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// The nearest thing that would have been right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<String>,
    /// The moment when what was asked for was withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn_at: Option<String>,
}
