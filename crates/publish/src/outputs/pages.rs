//! The pages for people.

use passerelle_query::{Allowed, Parameter};

use super::{Exported, Kind, Output, Writer};
use crate::html::MEDIA_TYPE;

/// Declares a page.
const fn page(
    name: &'static str,
    path: &'static str,
    takes: Allowed,
    exported: Exported,
) -> Output {
    Output {
        name,
        path,
        media_type: MEDIA_TYPE,
        takes,
        operation: None,
        exported,
        kind: Kind::Page,
        offered: &[],
        writer: Writer::Handler,
    }
}

const LANGUAGE: Allowed = Allowed::only(&[Parameter::Language]);

/// The front page: every filter, and the name of a place.
pub static PORTAL: Output = page(
    "page_portal",
    "/",
    Allowed::CONSULTATIONS.and(&["place"]),
    Exported::Portal,
);
/// The page of a consultation.
pub static CONSULTATION_PAGE: Output = page(
    "page_consultation",
    "/consultations/{id}",
    LANGUAGE,
    Exported::Asking(&[]),
);
/// The agenda: the filters of meetings, and the period.
pub static AGENDA: Output = page(
    "page_agenda",
    "/agenda",
    Allowed::AGENDA.and(&["view"]),
    Exported::Agenda,
);
/// The subscription page: every filter, the name of a place and its scope, and the view of the widget.
pub static SUBSCRIBE: Output = page(
    "page_subscribe",
    "/subscribe",
    Allowed::CONSULTATIONS.and(&["place", "scope", "widget"]),
    Exported::Subscription,
);
/// The page about the gateway.
pub static ABOUT: Output = page("page_about", "/about", LANGUAGE, Exported::Asking(&[]));
/// The page about the sources.
pub static STATUS: Output = page("page_status", "/status", LANGUAGE, Exported::Asking(&[]));
/// The page of figures.
pub static NUMBERS: Output = page(
    "page_numbers",
    "/numbers",
    Allowed::COUNTS,
    Exported::Asking(&[]),
);
/// The reference of the API for people.
pub static REFERENCE: Output = page(
    "page_reference",
    "/api/docs",
    LANGUAGE,
    Exported::Asking(&[]),
);
