//! The gateway's answers to its own process, without a network: the export asks for them.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, HeaderName, Request, header};
use passerelle_publish::html::FileLinks;
use tower::ServiceExt as _;

use super::links::PageFiles;
use super::router::router;
use super::state::State;

/// An answer to a public address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status of HTTP.
    pub status: u16,
    /// The media type, without its parameters; empty where there is none.
    pub media_type: String,
    /// The address of a redirect.
    pub location: Option<String>,
    /// The bytes, in identity encoding.
    pub body: Bytes,
}

/// Sends requests to the gateway's own routes.
#[derive(Debug, Clone)]
pub struct Answers {
    router: Router,
}

impl Answers {
    /// Creates it for a server of `state`.
    pub fn new(state: Arc<State>) -> Self {
        Self {
            router: router(state),
        }
    }

    /// Returns the answer to `target`, a path with or without a query, as a browser gets it; 404 if `target` is no address.
    pub async fn get(&self, target: &str) -> Answer {
        self.ask(target, PageFiles::default()).await
    }

    /// Returns the answer to `target` as the content of a file, whose links are written by `links`.
    pub async fn file(&self, target: &str, links: Arc<dyn FileLinks>) -> Answer {
        self.ask(target, PageFiles(Some(links))).await
    }

    async fn ask(&self, target: &str, links: PageFiles) -> Answer {
        let request = Request::get(target)
            .header(header::ACCEPT, "text/html, */*")
            .extension(links);
        let Ok(request) = request.body(Body::empty()) else {
            return Answer::nothing();
        };
        let answered: Result<_, Infallible> = self.router.clone().oneshot(request).await;
        let Ok(response) = answered;
        let (parts, body) = response.into_parts();
        // The body is in memory already; reading it fails only where a body breaks off, which none of these does.
        let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
        let media_type = text(&parts.headers, &header::CONTENT_TYPE).unwrap_or_default();
        let media_type = media_type.split(';').next().unwrap_or_default().trim();
        Answer {
            status: parts.status.as_u16(),
            media_type: media_type.to_owned(),
            location: text(&parts.headers, &header::LOCATION),
            body,
        }
    }
}

impl Answer {
    fn nothing() -> Self {
        Self {
            status: 404,
            media_type: String::new(),
            location: None,
            body: Bytes::new(),
        }
    }
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?;
    value.to_str().ok().map(str::to_owned)
}
