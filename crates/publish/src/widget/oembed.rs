//! oEmbed (<https://oembed.com>): a program that gets an address of the portal, such as an editor of articles, gets the frame that shows it.

use serde::Serialize;
use url::Url;
use utoipa::ToSchema;

use crate::Site;
use crate::words::html_text;
use passerelle_model::{ConsultationId, as_uri, asks_nothing, without_parameters};

use super::view::View;

/// The media type of the link by which a page says that it can be embedded.
pub const LINK_MEDIA_TYPE: &str = "application/json+oembed";

/// The default width of a frame, in pixels.
const WIDTH: u32 = 600;
/// The time for which the answer may be cached, in seconds: the frame always shows the present content.
const CACHE_AGE: u32 = 86_400;

/// A frame, as oEmbed 1.0 says it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OembedBody {
    /// Always `rich`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Always `1.0`.
    pub version: &'static str,
    /// The title of the frame.
    pub title: String,
    /// The name of the gateway.
    pub provider_name: String,
    /// The address of the gateway.
    pub provider_url: String,
    /// The time for which the answer may be kept (seconds).
    pub cache_age: u32,
    /// The frame.
    pub html: String,
    /// The width of the frame (pixels).
    pub width: u32,
    /// The height of the frame (pixels).
    pub height: u32,
}

/// The content of an address of the portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// The selection of a query, in a view.
    Selection(View, String),
    /// One consultation, in the language that the query asks for.
    Consultation(ConsultationId, String),
}

/// Returns the content of an address of `site`; `None` for other addresses. http and https count as the same.
pub fn shown(site: &Site, address: &Url) -> Option<Shown> {
    let home = Url::parse(site.public_url()).ok()?;
    // People paste the address that their browser shows.
    let address = as_uri(address)?;
    let is_here = matches!(address.scheme(), "http" | "https")
        && address.host_str() == home.host_str()
        && (address.port() == home.port() || address.scheme() != home.scheme());
    let path = address
        .path()
        .strip_prefix(home.path().trim_end_matches('/'))
        .filter(|_| is_here)?;
    let query = address.query().unwrap_or_default();
    let query = without_parameters(query, asks_nothing).into_owned();
    match path {
        "" | "/" | "/subscribe" | "/embed" => Some(Shown::Selection(View::List, query)),
        "/agenda" => Some(Shown::Selection(View::Calendar, query)),
        _ => {
            let id = path.strip_prefix("/consultations/")?.parse().ok()?;
            Some(Shown::Consultation(id, query))
        }
    }
}

/// Returns the frame for the page at `address`, no larger than asked (in pixels).
pub fn oembed(
    site: &Site,
    address: &str,
    title: &str,
    (usual_height, most): (u32, (Option<u32>, Option<u32>)),
) -> OembedBody {
    let (width, height) = (
        most.0.map_or(WIDTH, |most| most.min(WIDTH)),
        most.1.map_or(usual_height, |most| most.min(usual_height)),
    );
    OembedBody {
        kind: "rich",
        version: "1.0",
        title: title.to_owned(),
        provider_name: site.name().to_owned(),
        provider_url: site.address("/", ""),
        cache_age: CACHE_AGE,
        html: frame(address, title, &width.to_string(), height),
        width,
        height,
    }
}

/// Writes the snippet of a frame around `address`. It needs no script.
pub fn frame(address: &str, title: &str, width: &str, height: u32) -> String {
    format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"{width}\" height=\"{height}\" frameborder=\"0\" loading=\"lazy\"></iframe>",
        html_text(address),
        html_text(title)
    )
}
