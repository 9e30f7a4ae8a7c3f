//! The files that pages need.

use passerelle_query::Allowed;

use super::{Exported, Kind, Output, Writer};

/// Declares a file.
const fn asset(path: &'static str, media_type: &'static str) -> Output {
    Output {
        name: "asset",
        path,
        media_type,
        takes: Allowed::only(&[]),
        operation: None,
        exported: Exported::Once,
        kind: Kind::Asset,
        offered: &[],
        writer: Writer::Handler,
    }
}

const CSS: &str = "text/css; charset=utf-8";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// The style sheet of every page.
pub static STYLE: Output = asset("/assets/style.css", CSS);
/// The script of every page.
pub static SCRIPT: Output = asset("/assets/portal.js", JAVASCRIPT);
/// The mark of the product.
pub static ICON: Output = asset("/assets/icon.svg", "image/svg+xml");
/// Leaflet, for the map.
pub static MAP_SCRIPT: Output = asset("/assets/leaflet.js", JAVASCRIPT);
/// The style sheet of Leaflet.
pub static MAP_STYLE: Output = asset("/assets/leaflet.css", CSS);
/// The script of the frame.
pub static FRAME_SCRIPT: Output = asset("/assets/embed.js", JAVASCRIPT);
/// The operator's logo, whose media type is that of its file.
pub static LOGO: Output = asset("/assets/{file}", "image/*");
