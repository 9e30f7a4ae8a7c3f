//! The formats that other programs than feed readers take, as OpenAPI describes them.

use utoipa::openapi::path::{Operation, OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, Type};
use utoipa::openapi::{RefOr, Required};

use crate::{calendar, directory, html, numbers, points, sheet};
use passerelle_query::Allowed;

use super::parameters::{described, one_of, text};
use super::{answered, problem, unchanged};

/// A parameter of one output: its name, its values where they are a closed list, its meaning.
type Own = (&'static str, &'static [&'static str], &'static str);

/// A format for programs of other kinds.
pub(super) struct Format {
    pub(super) path: &'static str,
    id: &'static str,
    summary: &'static str,
    parameters: Allowed,
    /// Its own parameters.
    own: &'static [Own],
    media_type: &'static str,
}

/// The sheets of charts, by the name of the chart.
const CHARTS: &str = "/numbers/{chart}.csv";
const SEPARATOR: Own = (
    "separator",
    &["comma", "semicolon"],
    "`semicolon` for spreadsheets in languages with decimal commas",
);

/// Every one of them.
pub(super) const FORMATS: [Format; 7] = [
    Format {
        path: "/agenda.ics",
        id: "calendar",
        summary: "The meetings of the consultations that match, from 30 days ago on unless `from` says otherwise, as a calendar to subscribe to. Cancelled ones stay in it; a UID never changes, and SEQUENCE rises with each change",
        parameters: Allowed::AGENDA,
        own: &[
            (
                "include",
                &["deadlines"],
                "`deadlines` adds, as whole days from today on, the days from which one can take part and the last ones on which one can, of every phase to come",
            ),
            (
                "consultation",
                &[],
                "The id of a consultation: only its meetings",
            ),
            ("meeting", &[], "The id of a meeting: only that"),
        ],
        media_type: calendar::MEDIA_TYPE,
    },
    Format {
        path: "/consultations.csv",
        id: "sheet",
        summary: "Every consultation that matches, as a sheet in UTF-8 with a byte order mark, headings in the language of the reader. The last day on which one can take part now and the phase that runs stand in its last columns",
        parameters: Allowed::CONSULTATIONS,
        own: &[SEPARATOR],
        media_type: sheet::MEDIA_TYPE,
    },
    Format {
        path: "/consultations.geojson",
        id: "points",
        summary: "Every consultation that matches and has a place, as points (RFC 7946); `place_is` says whether the point is its own (`exact`), that of a meeting or the centre of its commune, `deadline` the last day on which one can take part now, `current_phase` the phase that runs, `access` who can take part (`members`, or null where everybody can)",
        parameters: Allowed::CONSULTATIONS,
        own: &[],
        media_type: points::MEDIA_TYPE,
    },
    Format {
        path: "/feeds.opml",
        id: "directory",
        summary: "The feed of what matches, and that of each territory in it, for feed readers",
        parameters: Allowed::COUNTS,
        own: &[],
        media_type: directory::OPML_MEDIA_TYPE,
    },
    Format {
        path: "/sitemap.xml",
        id: "sitemap",
        summary: "The pages of the portal and those of the consultations that match, in the language of the reader, for search engines",
        parameters: Allowed::COUNTS,
        own: &[],
        media_type: directory::SITEMAP_MEDIA_TYPE,
    },
    Format {
        path: CHARTS,
        id: "chart",
        summary: "The figures of one chart of what matches, as a sheet in UTF-8 with a byte order mark, headings in the language of the reader",
        parameters: Allowed::COUNTS,
        own: &[SEPARATOR],
        media_type: sheet::MEDIA_TYPE,
    },
    Format {
        path: "/embed",
        id: "frame",
        summary: "The widget as a page for frames. It tells the page around it its height: `{type: \"passerelle:height\", height}`, by postMessage, in pixels",
        parameters: Allowed::CONSULTATIONS,
        own: &[
            ("view", &["list", "compact", "calendar"], "What it shows"),
            (
                "scheme",
                &["auto", "light", "dark"],
                "Light or dark; `auto` as the reader's device wishes",
            ),
            ("month", &[], "A month of the calendar: 2026-11"),
            ("consultation", &[], "The id of a consultation: only that"),
        ],
        media_type: html::MEDIA_TYPE,
    },
];

/// What one is for a program: points are JSON, everything else is text here.
fn shape_of(format: &Format) -> RefOr<Schema> {
    if format.media_type != points::MEDIA_TYPE {
        return text();
    }
    let feature = ObjectBuilder::new()
        .property("type", one_of(["Feature"]))
        .property("id", text())
        .property("geometry", ObjectBuilder::new().schema_type(Type::Object))
        .property("properties", ObjectBuilder::new().schema_type(Type::Object))
        .required("type")
        .required("geometry")
        .required("properties");
    ObjectBuilder::new()
        .description(Some("GeoJSON (RFC 7946)"))
        .property("type", one_of(["FeatureCollection"]))
        .property("features", ArrayBuilder::new().items(feature))
        .required("type")
        .required("features")
        .into()
}

/// What one of them takes and answers.
pub(super) fn operation(format: &Format) -> Operation {
    let mut operation = OperationBuilder::new()
        .operation_id(Some(format.id))
        .summary(Some(format.summary))
        .parameters(Some(
            format.parameters.parameters().into_iter().map(described),
        ))
        .response("200", answered(format.media_type, shape_of(format)))
        .response("304", unchanged())
        .response("400", problem("A parameter is not understood"));
    for (name, values, meaning) in format.own {
        let schema = if values.is_empty() {
            text()
        } else {
            one_of(values.iter().copied())
        };
        let own = ParameterBuilder::new()
            .name(*name)
            .parameter_in(ParameterIn::Query)
            .description(Some(*meaning))
            .schema(Some(schema));
        operation = operation.parameter(own);
    }
    if format.path == CHARTS {
        let charts = numbers::Topic::ALL.map(numbers::Topic::token);
        let chart = ParameterBuilder::new()
            .name("chart")
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .description(Some("The name of the chart"))
            .schema(Some(one_of(charts)));
        operation = operation
            .parameter(chart)
            .response("404", problem("There is no such chart"));
    }
    if format.path == "/embed" {
        operation = operation
            .response(
                "404",
                problem("No consultation has the id that `consultation` names"),
            )
            .response("410", problem("The consultation was withdrawn"));
    }
    if format.id == "calendar" {
        operation = operation
            .response(
                "404",
                problem(
                    "No consultation or meeting has the id that `consultation` or `meeting` names",
                ),
            )
            .response("410", problem("The consultation was withdrawn"));
    }
    operation.build()
}
