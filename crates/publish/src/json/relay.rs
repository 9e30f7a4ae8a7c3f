//! The fields that a mirror needs beside those of a consultation, to publish it as its source did.

use serde::Serialize;
use utoipa::ToSchema;

use crate::dates::iso;
use passerelle_index::Entry;
use passerelle_model::{self as model, DeclaredState, LocalizedText, Moment};

use super::{Texts, texts_if_any};

/// The fields that a mirror needs beside a consultation itself.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RelayBody {
    /// The authority that first published it. Its id is made of this, of `kind` and of `native_id`.
    pub origin: String,
    /// The kind of space at its source: `process`, `initiative`, `conference`, `consultation`, `assembly` or `event`.
    pub kind: &'static str,
    /// The key at its source.
    pub native_id: String,
    /// The id of its source in the gateway that first relayed it.
    pub source_id: String,
    /// The time zone in which its days are meant (IANA name).
    pub timezone: &'static str,
    /// The opening of the whole, by its source's word: an ISO 8601 day or instant.
    pub opens: Option<String>,
    /// The closing of the whole, by its source's word: an ISO 8601 day (inclusive) or instant.
    pub closes: Option<String>,
    /// The fields that the phases lack above, in the same order.
    pub phases: Vec<RelayedPhaseBody>,
    /// The state that its source tells beside its dates: `upcoming`, `open` or `closed`. `closed` is an explicit word of the source and
    /// outweighs dates.
    pub declared_state: Option<&'static str>,
    /// The moment when its source published it.
    pub published_at: Option<String>,
    /// `true` where its source puts it forward.
    pub promoted: bool,
    /// `true` where the address of its image changes at each request: a new address is no change.
    pub image_volatile: bool,
    /// The pages of what its source declares to be the same thing elsewhere; of an event: of what it may belong to.
    pub links: Vec<String>,
    /// The fields that the meetings lack above, in the same order.
    pub meetings: Vec<RelayedMeetingBody>,
    /// The texts that a machine translated, by its source's word: JSON Pointers (RFC 6901) into this change.
    pub machine_translated: Vec<String>,
}

/// The fields that a mirror needs beside a phase itself.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct RelayedPhaseBody {
    /// `true` for a phase in which one can take part, and not only read.
    pub participatory: bool,
    /// `true` where its source says that it is the current one, whatever its dates.
    pub active: bool,
}

/// The fields that a mirror needs beside a meeting itself.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RelayedMeetingBody {
    /// Sanitised HTML by language.
    pub description_html: Option<Texts>,
    /// `true` where one can (also) take part online.
    pub online: bool,
}

impl RelayBody {
    /// Makes the fields of `entry` that `Consultation::new` leaves out.
    pub fn new(entry: &Entry) -> Self {
        let consultation = &entry.stored.consultation;
        let written =
            |moment: Option<Moment>| moment.map(|moment| moment.to_iso(consultation.timezone));
        let first = consultation.provenance.as_ref();
        Self {
            origin: consultation.origin.to_string(),
            kind: consultation.kind.token(),
            native_id: consultation.native_id.clone(),
            source_id: first.map_or_else(
                || consultation.source.to_string(),
                |first| first.source_id.clone(),
            ),
            timezone: consultation.timezone.name(),
            opens: written(consultation.period.opens),
            closes: written(consultation.period.closes),
            phases: consultation
                .phases
                .iter()
                .map(|phase| RelayedPhaseBody {
                    participatory: phase.participatory,
                    active: phase.active,
                })
                .collect(),
            declared_state: consultation.declared_state.map(|state| match state {
                DeclaredState::Upcoming => "upcoming",
                DeclaredState::Open => "open",
                DeclaredState::Closed => "closed",
            }),
            published_at: consultation.published_at.map(iso),
            promoted: consultation.promoted,
            image_volatile: false,
            links: consultation.links.iter().map(ToString::to_string).collect(),
            meetings: consultation
                .meetings
                .iter()
                .map(|meeting| RelayedMeetingBody {
                    description_html: texts_if_any(&meeting.description_html),
                    online: meeting.place.online,
                })
                .collect(),
            machine_translated: machine_translated(consultation),
        }
    }
}

/// Returns the names of the fields whose texts a machine translated.
fn machine_translated(consultation: &model::Consultation) -> Vec<String> {
    let mut marks = Marks(Vec::new());
    marks.add(&consultation.title, "/consultation/title");
    marks.add(&consultation.summary, "/consultation/summary");
    marks.add(
        &consultation.description_html,
        "/consultation/description_html",
    );
    for (at, theme) in consultation.themes.iter().enumerate() {
        marks.add(theme, &format!("/consultation/themes/{at}"));
    }
    if let Some(image) = consultation.lasting_image() {
        marks.add(&image.alt, "/consultation/image/alt");
    }
    for (at, phase) in consultation.phases.iter().enumerate() {
        marks.add(&phase.title, &format!("/consultation/phases/{at}/title"));
    }
    let results = consultation.results.iter();
    for (at, document) in results.flat_map(|results| &results.documents).enumerate() {
        let path = format!("/consultation/results/documents/{at}/title");
        marks.add(&document.title, &path);
    }
    for (at, meeting) in consultation.meetings.iter().enumerate() {
        let path = format!("/consultation/meetings/{at}");
        marks.add(&meeting.title, &format!("{path}/title"));
        marks.add(&meeting.place.name, &format!("{path}/place"));
        let path = format!("/relay/meetings/{at}/description_html");
        marks.add(&meeting.description_html, &path);
    }
    marks.0
}

struct Marks(Vec<String>);

impl Marks {
    /// Marks the texts of a machine in `text`, which stands at `path`. A language tag needs no escape in a pointer.
    fn add(&mut self, text: &LocalizedText, path: &str) {
        let by_machine = text.iter().filter(|(_, translation)| translation.machine);
        self.0
            .extend(by_machine.map(|(language, _)| format!("{path}/{language}")));
    }
}
