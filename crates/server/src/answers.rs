//! The gateway's answers to public addresses for the same process, without a network.

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

/// The answer of a public address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status of HTTP.
    pub status: u16,
    /// The media type, without its parameters; empty where there is none.
    pub media_type: String,
    /// The address at which the answer is to be found; with a status that redirects.
    pub location: Option<String>,
    /// The bytes, in no encoding.
    pub body: Bytes,
}

/// Asks the gateway's own routes.
#[derive(Debug, Clone)]
pub struct Answers {
    router: Router,
}

impl Answers {
    /// The answers of a server of `state`.
    pub fn new(state: Arc<State>) -> Self {
        Self {
            router: router(state),
        }
    }

    /// Answers `target`, a path with or without a query, as a browser gets it. A target that is none is answered as one that does not exist.
    pub async fn get(&self, target: &str) -> Answer {
        self.ask(target, PageFiles::default()).await
    }

    /// Answers `target` as a file, which leads to other files by `links`.
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
        // It is in memory already; reading it fails only where a body breaks off, which none of these does.
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
