//! Sends a representation: status, validators, encoding, and the headers of every answer. Functions do it, not layers: a dozen layers cost more than the
//! answer itself (four times the instructions, measured).

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;

use passerelle_model::{Audience, TileServer};
use passerelle_publish::{Encoding, Representation};

use super::conditional::{CachePolicy, http_date, is_fresh};
use super::negotiation;

/// The Content-Security-Policy of a page: it shows itself, its own style sheet and script, and frames of the gateway. It asks no other host.
pub(super) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Returns the Content-Security-Policy of the page with the map: the usual one, which may also ask the operator's tile server where there is one.
pub(super) fn mapping(tiles: Option<&TileServer>) -> HeaderValue {
    const IMAGES: &str = "img-src 'self' data:";
    let images = tiles.map(|tiles| format!("{IMAGES} {}", tiles.origin()));
    let policy = images.map(|images| CONTENT_SECURITY_POLICY.replace(IMAGES, &images));
    // An origin consists of characters that headers allow.
    policy
        .and_then(|policy| HeaderValue::from_str(&policy).ok())
        .unwrap_or(HeaderValue::from_static(CONTENT_SECURITY_POLICY))
}

/// A representation with its headers, made once.
#[derive(Debug)]
pub(super) struct Prepared {
    representation: Representation,
    policy: CachePolicy,
    content_type: HeaderValue,
    last_modified: Option<HeaderValue>,
    /// The entity tags, in the order of `Encoding::ALL`.
    etags: [Option<HeaderValue>; 4],
}

impl Prepared {
    /// Prepares a representation in every encoding that a client may prefer.
    pub(super) fn new(representation: Representation, policy: CachePolicy) -> Self {
        Self::as_it_is(representation.compressed(), policy)
    }

    /// Prepares a representation in the encodings that it has.
    pub(super) fn as_it_is(representation: Representation, policy: CachePolicy) -> Self {
        let etag = |encoding| HeaderValue::from_str(&representation.etag(encoding)).ok();
        Self {
            policy,
            content_type: HeaderValue::from_static(representation.media_type()),
            last_modified: representation.last_modified().and_then(http_date),
            etags: Encoding::ALL.map(etag),
            representation,
        }
    }

    /// Returns the number of bytes that it holds in memory.
    pub(super) fn size(&self) -> usize {
        self.representation.size()
    }

    fn etag(&self, encoding: Encoding) -> Option<&HeaderValue> {
        let [identity, gzip, brotli, zstd] = &self.etags;
        match encoding {
            Encoding::Identity => identity,
            Encoding::Gzip => gzip,
            Encoding::Brotli => brotli,
            Encoding::Zstd => zstd,
        }
        .as_ref()
    }

    /// Returns the answer to a request with `headers`: 304 if the client has the representation already, else the body in the encoding that it prefers.
    pub(super) fn answer(&self, headers: &HeaderMap) -> Response {
        let encoding = negotiation::encoding(headers, &self.representation);
        let etag = self.etag(encoding);
        let known = etag.and_then(|etag| etag.to_str().ok()).unwrap_or_default();
        let fresh = is_fresh(headers, known, self.representation.last_modified());
        let body = self.representation.body(encoding);
        let mut response = Response::new(Body::empty());
        if let Some(body) = body.filter(|_| !fresh) {
            *response.body_mut() = Body::from(body.clone());
        } else {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        }
        let out = response.headers_mut();
        out.reserve(16);
        if !fresh {
            out.insert(header::CONTENT_TYPE, self.content_type.clone());
            if let Some(name) = content_encoding(encoding) {
                out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
            }
        }
        if let Some(etag) = etag {
            out.insert(header::ETAG, etag.clone());
        }
        if let Some(last_modified) = &self.last_modified {
            out.insert(header::LAST_MODIFIED, last_modified.clone());
        }
        out.insert(header::CACHE_CONTROL, self.policy.header());
        out.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        public_headers(out);
        response
    }
}

const fn content_encoding(encoding: Encoding) -> Option<&'static str> {
    match encoding {
        Encoding::Identity => None,
        Encoding::Gzip => Some("gzip"),
        Encoding::Brotli => Some("br"),
        Encoding::Zstd => Some("zstd"),
    }
}

/// Adds the headers of answers that everyone may read from anywhere.
pub(super) fn public_headers(headers: &mut HeaderMap) {
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    headers.insert(
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("ETag, Last-Modified, Link, Date"),
    );
    plain_headers(headers);
}

/// Returns the Content-Security-Policy of the widget's page, which says whose pages may show it in a frame besides the gateway's own.
pub(super) fn framing(frames: &Audience) -> HeaderValue {
    const PAGE: &str = "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'";
    let policy = format!("{PAGE}; frame-ancestors 'self' {frames}");
    // An audience consists of characters that headers allow.
    HeaderValue::from_str(policy.trim_end())
        .unwrap_or_else(|_impossible| HeaderValue::from_static(CONTENT_SECURITY_POLICY))
}

/// Restricts reading by script to `readers`, if that is not everyone.
pub(super) fn shared_with(
    readers: &Audience,
    origin: Option<&HeaderValue>,
    headers: &mut HeaderMap,
) {
    const ALLOWED: HeaderName = header::ACCESS_CONTROL_ALLOW_ORIGIN;
    if *readers == Audience::Everyone || headers.remove(ALLOWED).is_none() {
        return;
    }
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    let admitted = origin.filter(|origin| {
        let origin = origin.to_str().unwrap_or_default();
        readers.admits(origin)
    });
    if let Some(origin) = admitted {
        headers.insert(ALLOWED, origin.clone());
    }
}

/// Adds the headers of every answer.
pub(super) fn plain_headers(headers: &mut HeaderMap) {
    const FIXED: [(HeaderName, HeaderValue); 4] = [
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
        (
            header::REFERRER_POLICY,
            HeaderValue::from_static("no-referrer"),
        ),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(CONTENT_SECURITY_POLICY),
        ),
        (
            HeaderName::from_static("permissions-policy"),
            HeaderValue::from_static("geolocation=(self), camera=(), microphone=()"),
        ),
    ];
    for (name, value) in FIXED {
        headers.insert(name, value);
    }
}
