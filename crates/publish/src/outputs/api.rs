//! The JSON portal.

use passerelle_query::{Allowed, Parameter};

use super::{Answered, Exported, Kind, Operation, Output, Own, PathPart, Values, Writer};
use crate::json::MEDIA_TYPE;

/// Declares an answer of the JSON portal.
const fn answer(
    name: &'static str,
    path: &'static str,
    takes: Allowed,
    exported: Exported,
    operation: Option<Operation>,
) -> Output {
    Output {
        name,
        path,
        media_type: MEDIA_TYPE,
        takes,
        operation,
        exported,
        kind: Kind::Json,
        offered: &[],
        writer: Writer::Handler,
    }
}

/// Declares an operation that answers with the schema of this name.
const fn operation(id: &'static str, summary: &'static str, schema: &'static str) -> Operation {
    Operation {
        id,
        summary,
        of_file: None,
        own: &[],
        path_part: None,
        answer: Answered::Named(schema),
        others: &[],
    }
}

const LANGUAGE: Allowed = Allowed::only(&[Parameter::Language]);

/// The list of consultations.
pub static CONSULTATIONS: Output = answer(
    "consultations",
    "/api/v1/consultations",
    Allowed::CONSULTATIONS,
    Exported::List,
    Some(Operation {
        of_file: Some("Every consultation, in one list; `next_cursor` is always null"),
        ..operation(
            "listConsultations",
            "The consultations that match every filter",
            "ConsultationList",
        )
    }),
);
/// One consultation.
pub static CONSULTATION: Output = answer(
    "consultation",
    "/api/v1/consultations/{id}",
    LANGUAGE,
    Exported::List,
    Some(Operation {
        path_part: Some(PathPart {
            name: "id",
            meaning: "The id of a consultation (UUID)",
            values: None,
        }),
        others: &[
            (
                "308",
                "It is shown as a part of the consultation that `Location` names",
            ),
            ("404", "No consultation ever had this id"),
            ("410", "The consultation was withdrawn"),
        ],
        ..operation("getConsultation", "One consultation, whole", "Consultation")
    }),
);
/// The list of meetings.
pub static MEETINGS: Output = answer(
    "meetings",
    "/api/v1/meetings",
    Allowed::MEETINGS,
    Exported::List,
    Some(Operation {
        of_file: Some(
            "Every meeting, and the appointments that belong to no consultation, by start, in one list; `next_cursor` is always null",
        ),
        ..operation(
            "listMeetings",
            "The meetings of the consultations that match, and the appointments that belong to none, by start",
            "MeetingList",
        )
    }),
);
/// The territories that consultations concern.
pub static TERRITORIES: Output = answer(
    "territories",
    "/api/v1/territories",
    Allowed::COUNTS,
    Exported::Once,
    Some(operation(
        "listTerritories",
        "The territories that consultations concern",
        "TerritoryList",
    )),
);
/// The counts that each further filter would leave.
pub static FACETS: Output = answer(
    "facets",
    "/api/v1/facets",
    Allowed::COUNTS,
    Exported::Once,
    Some(Operation {
        of_file: Some("How many consultations there are of each kind"),
        ..operation(
            "getFacets",
            "How many consultations each further filter would leave",
            "FacetsBody",
        )
    }),
);
/// The states of the sources.
pub static SOURCES: Output = answer(
    "sources",
    "/api/v1/sources",
    LANGUAGE,
    Exported::Once,
    Some(operation(
        "listSources",
        "The sources of this gateway and how they are",
        "SourceList",
    )),
);
/// The gateway in figures.
pub static STATS: Output = answer(
    "stats",
    "/api/v1/stats",
    Allowed::COUNTS,
    Exported::Once,
    Some(Operation {
        of_file: Some("The gateway in figures"),
        ..operation(
            "getStats",
            "The gateway in figures: how many consultations match every filter, of which kinds, when they open and close, how long they last and how many publish results. Only what matches is counted",
            "StatsBody",
        )
    }),
);
/// The log of changes.
pub static CHANGES: Output = answer(
    "changes",
    "/api/v1/changes",
    Allowed::only(&[Parameter::Limit]).and(&["since"]),
    Exported::List,
    Some(Operation {
        of_file: Some(
            "What changed, in order, withdrawals included, from the beginning. The next page is the file changes/since-N.json, where N is the `next_since` of this one. Each consultation as its own source says it, also where the portal shows several as one",
        ),
        own: &[Own::new(
            "since",
            Values::From(0),
            "The `next_since` of the last answer; 0 or nothing for everything. A place beyond the end is one of another log and answers 400: begin again at 0",
        )],
        ..operation(
            "listChanges",
            "What changed, in order, withdrawals included: for mirrors and other gateways. Each consultation as its own source says it, also where the portal shows several as one",
            "ChangesBody",
        )
    }),
);
/// The description of the API.
pub static DESCRIPTION: Output = answer(
    "openapi",
    "/api/openapi.json",
    Allowed::only(&[]),
    Exported::Once,
    None,
);
