//! Pages for people. They work without JavaScript, ask no third party and set no cookie; a script only adds what a page can do without (a map, the position of the
//! reader).
//!
//! Links are relative, so that a page works behind any address; in a page that is a file they lead to files (`links`), and links without a file are left out. The
//! texts are those of `phrases`, the looks those of `style.css`.

mod about;
mod addresses;
mod agenda;
pub(crate) mod bridge;
pub(crate) mod card;
mod consultation;
mod facts;
mod filters;
mod found;
mod frame;
mod links;
pub(crate) mod meetings;
mod numbers;
mod place_field;
mod portal;
mod reference;
mod refusal;
mod snippet;
mod status;
mod structured;
mod subscribe;
mod territory_tree;

use std::fmt::Write as _;

use askama::Template;
use url::Url;

use super::Site;
use super::phrases::Phrases;

pub use about::{AboutView, about};
pub use agenda::{AgendaView, Period, agenda};
pub use consultation::consultation;
pub use found::{Concerned, words_shown};
pub use frame::Reader;
use frame::{Frame, Part, Place};
pub(crate) use links::PageLinks;
pub use links::{FileLinks, Role};
pub use numbers::numbers;
pub use place_field::PlaceSought;
pub use portal::{PortalView, portal, portal_order, portal_query};
pub use reference::reference;
pub use refusal::Refusal;
use refusal::Way;
pub use status::{SourceLine, TwinLine, status};
pub use subscribe::{SubscribeView, subscribe};

/// The media type of every page.
pub const MEDIA_TYPE: &str = "text/html; charset=utf-8";

/// The style sheet of every page.
pub const STYLE: &str = include_str!("style.css");

/// Returns the style sheet of a site, with the operator's colour in place of the gateway's.
pub fn style_of(site: &Site) -> String {
    let mut style = STYLE.to_owned();
    if let Some(brand) = &site.appearance().brand {
        let (light, wash) = (brand.light, brand.light_wash);
        let (dark, dark_wash) = (brand.dark, brand.dark_wash);
        // Writing to a string cannot fail.
        let _ = write!(
            style,
            ":root{{--brand:{light};--brand-wash:{wash}}}@media (prefers-color-scheme:dark){{:root{{--brand:{dark};--brand-wash:{dark_wash}}}}}"
        );
    }
    style
}

/// Returns the name under `assets/` of the operator's logo, if there is one.
pub fn logo_name(site: &Site) -> Option<String> {
    let logo = site.appearance().logo.as_ref()?;
    Some(format!("logo.{}", logo.extension()))
}

/// The script of every page.
pub const SCRIPT: &str = include_str!("portal.js");

/// The mark of the product, for tabs.
pub const ICON: &str = include_str!("icon.svg");

/// Leaflet, for the map.
pub const MAP_SCRIPT: &str = include_str!("../leaflet/leaflet.js");

/// The style sheet of Leaflet.
pub const MAP_STYLE: &str = include_str!("../leaflet/leaflet.css");

/// Returns an address as a link, if a browser opens it as a page.
pub(crate) fn link(url: &Url) -> Option<String> {
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

#[derive(Template)]
#[template(path = "message.html")]
struct Message<'a> {
    frame: Frame<'a>,
    said: Said,
}

/// The reason why there is nothing to show.
#[derive(Debug, Clone, Copy)]
pub enum Absence<'a> {
    /// The address does not exist.
    NotFound,
    /// The consultation was withdrawn.
    Gone,
    /// The query of the address is not understood.
    Refused(Refusal<'a>),
}

/// The text of a page without content.
pub(crate) struct Said {
    pub(crate) heading: String,
    pub(crate) text: String,
    /// The links, besides the one to the front page.
    pub(crate) ways: Vec<Way>,
}

impl Absence<'_> {
    /// Returns the text about it.
    pub(crate) fn said(self, t: &Phrases) -> Said {
        let (heading, text, ways) = match self {
            Self::NotFound => ("not-found-title", t.say("not-found-text"), Vec::new()),
            Self::Gone => ("gone-title", t.say("gone-text"), Vec::new()),
            Self::Refused(refusal) => ("refused-title", refusal.text(t), refusal.ways(t)),
        };
        Said {
            heading: t.say(heading),
            text,
            ways,
        }
    }
}

/// Writes a page that says why there is nothing else. Its links begin at the root of the host, since its own address may have any depth.
///
/// # Errors
/// Returns an error if the template fails, which only a broken build does.
pub fn message(reader: &Reader<'_>, absence: Absence<'_>) -> Result<Vec<u8>, askama::Error> {
    let place = Place {
        root: "/",
        ..Place::plain(Part::Elsewhere, "")
    };
    let frame = Frame::new(reader, &place);
    Message {
        said: absence.said(&frame.t),
        frame,
    }
    .render()
    .map(String::into_bytes)
}

#[derive(Template)]
#[template(path = "moved.html")]
struct Moved<'a> {
    language: String,
    name: &'a str,
    way: &'a str,
}

/// Writes a page that leads on to the address `way` at once, where no server can redirect, with a link for browsers that do not follow.
///
/// # Errors
/// Returns an error if the template fails, which only a broken build does.
pub fn moved(site: &Site, way: &str) -> Result<Vec<u8>, askama::Error> {
    let page = Moved {
        language: Phrases::of(site.languages()).tag(),
        name: site.name(),
        way,
    };
    page.render().map(String::into_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Encoding, Representation};

    #[test]
    fn the_style_sheet_is_light_on_the_wire() {
        let style = Representation::new("text/css", STYLE.into(), None).compressed();
        let sent = style
            .body(Encoding::Gzip)
            .map_or(usize::MAX, bytes::Bytes::len);
        assert!(sent < 4_500, "{sent} bytes");
    }
}
