//! GeoJSON (RFC 7946): consultations with a place, as points for maps.

use serde::Serialize;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, Type};

use passerelle_geography::Geography;
use passerelle_index::Entry;
use passerelle_model::{Point, TerritoryKind};
use passerelle_query::Allowed;

use super::Selection;
use super::json::to_bytes;
use super::openapi::parameters::{one_of, text};
use super::outputs::{Answered, Exported, Kind, Operation, Output, Writer};

/// The media type (RFC 7946, section 12).
const MEDIA_TYPE: &str = "application/geo+json";

/// Declares the output.
pub(super) static OUTPUT: Output = Output {
    name: "geojson",
    path: "/consultations.geojson",
    media_type: MEDIA_TYPE,
    takes: Allowed::CONSULTATIONS,
    operation: Some(Operation {
        id: "points",
        summary: "Every consultation that matches and has a place, as points (RFC 7946); `place_is` says whether the point is its own (`exact`), that of a meeting or the centre of its commune, `deadline` the last day on which one can take part now, `current_phase` the phase that runs, `access` who can take part (`members`, or null where everybody can)",
        of_file: Some(
            "Every consultation that has a place, as points (RFC 7946); `place_is` says whether the point is its own (`exact`), that of a meeting or the centre of its commune",
        ),
        own: &[],
        path_part: None,
        answer: Answered::Shaped(shape),
        others: &[],
    }),
    exported: Exported::Views(&["status"]),
    kind: Kind::Sheet,
    offered: &[("address-geojson", "")],
    writer: Writer::Selected(points),
};

/// Describes the collection for programs.
fn shape() -> RefOr<Schema> {
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

#[derive(Serialize)]
struct Collection<'a> {
    r#type: &'static str,
    features: Vec<Feature<'a>>,
}

#[derive(Serialize)]
struct Feature<'a> {
    r#type: &'static str,
    id: String,
    geometry: Geometry,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Geometry {
    r#type: &'static str,
    /// Longitude before latitude (RFC 7946, section 3.1.1).
    coordinates: [f64; 2],
}

/// The phase that runs now, its title in the language of the reader.
#[derive(Serialize)]
struct CurrentPhase<'a> {
    title: Option<&'a str>,
    starts_on: Option<String>,
    ends_on: Option<String>,
}

#[derive(Serialize)]
struct Properties<'a> {
    id: String,
    title: &'a str,
    status: &'static str,
    opens_on: Option<String>,
    closes_on: Option<String>,
    /// The last day on which one can take part now.
    deadline: Option<String>,
    current_phase: Option<CurrentPhase<'a>>,
    territory: Option<&'a str>,
    territory_code: Option<&'a str>,
    modalities: Vec<&'static str>,
    /// The people who can take part: `members`; null where everybody can.
    access: Option<&'static str>,
    source: &'a str,
    url: &'a str,
    portal_url: String,
    /// The kind of the point: `exact`, `meeting` or `commune`.
    place_is: &'static str,
}

/// Writes the consultations of a selection that have a place.
pub fn points(selection: &Selection<'_>, geography: &Geography) -> Vec<u8> {
    let features = selection.entries.iter().filter_map(|entry| {
        let (point, place_is) = place(entry, geography)?;
        Some(feature(selection, entry, point, place_is))
    });
    to_bytes(&Collection {
        r#type: "FeatureCollection",
        features: features.collect(),
    })
}

/// Returns the entry's own point, else that of its first meeting with one, else the centre of its commune.
fn place(entry: &Entry, geography: &Geography) -> Option<(Point, &'static str)> {
    let consultation = &entry.stored.consultation;
    let mut meetings = consultation.meetings.iter();
    let of_meeting = meetings.find_map(|meeting| meeting.place.point);
    let of_commune = || {
        let code = consultation.territory.as_ref()?.code;
        let is_commune = code.kind() == TerritoryKind::Commune;
        is_commune.then(|| geography.get(code)?.centre).flatten()
    };
    consultation
        .location
        .map(|point| (point, "exact"))
        .or_else(|| Some((of_meeting?, "meeting")))
        .or_else(|| Some((of_commune()?, "commune")))
}

fn feature<'a>(
    selection: &Selection<'a>,
    entry: &'a Entry,
    point: Point,
    place_is: &'static str,
) -> Feature<'a> {
    let consultation = &entry.stored.consultation;
    let zone = consultation.timezone;
    let territory = consultation.territory.as_ref();
    Feature {
        r#type: "Feature",
        id: consultation.id.to_string(),
        geometry: Geometry {
            r#type: "Point",
            coordinates: [point.longitude, point.latitude],
        },
        properties: Properties {
            id: consultation.id.to_string(),
            title: consultation.title.best_text(selection.languages),
            status: entry.status.token(),
            opens_on: entry.opens().map(|moment| moment.to_iso(zone)),
            closes_on: entry.closes().map(|moment| moment.to_iso(zone)),
            deadline: entry.deadline().map(|day| day.to_string()),
            current_phase: entry.current_phase().map(|phase| CurrentPhase {
                title: Some(phase.title.best_text(selection.languages))
                    .filter(|title| !title.is_empty()),
                starts_on: phase.period.opens.map(|moment| moment.to_iso(zone)),
                ends_on: phase.period.closes.map(|moment| moment.to_iso(zone)),
            }),
            territory: territory.map(|territory| territory.name.as_str()),
            territory_code: territory.map(|territory| territory.code.as_str()),
            modalities: consultation
                .modalities
                .iter()
                .map(|modality| modality.token())
                .collect(),
            access: consultation.access.token(),
            source: selection.site.source_of(consultation).name,
            url: consultation.url.as_str(),
            portal_url: selection.page_of(consultation.id),
            place_is,
        },
    }
}
