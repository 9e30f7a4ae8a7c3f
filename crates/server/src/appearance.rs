//! The appearance of the pages, prepared once: the style sheet and the logo as they are sent, and the Content-Security-Policy of the page with the map.

use axum::http::HeaderValue;

use passerelle_publish::html::style_of;
use passerelle_publish::{Representation, Site};

use super::conditional::CachePolicy;
use super::respond::{Prepared, mapping};

/// The files and headers that every page of a site is shown with.
pub(super) struct PageAppearance {
    /// `/assets/style.css`
    pub(super) style: Prepared,
    /// `/assets/logo.…`, where the operator gave one.
    pub(super) logo: Option<Prepared>,
    /// The Content-Security-Policy of the page with the map.
    pub(super) mapping: HeaderValue,
}

impl PageAppearance {
    /// Prepares the appearance of `site`.
    pub(super) fn of(site: &Site) -> Self {
        let asset = |media_type, bytes| {
            // The address that pages link to changes with the content.
            Prepared::new(
                Representation::new(media_type, bytes, None),
                CachePolicy::Forever,
            )
        };
        let appearance = site.appearance();
        let logo = appearance.logo.as_ref();
        Self {
            style: asset("text/css; charset=utf-8", style_of(site).into_bytes()),
            logo: logo.map(|logo| asset(logo.media_type, logo.bytes.to_vec())),
            mapping: mapping(appearance.tiles.as_ref()),
        }
    }
}
