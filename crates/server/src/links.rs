//! Links of pages that are requested as files: the export passes them with its request, and the page is written with them.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use passerelle_publish::html::FileLinks;

/// The links of the page that a request asks for; `None` for the request of a browser, whose page leads to the gateway's own addresses.
#[derive(Debug, Clone, Default)]
pub(super) struct PageFiles(pub(super) Option<Arc<dyn FileLinks>>);

impl<S: Sync> FromRequestParts<S> for PageFiles {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().cloned().unwrap_or_default())
    }
}
