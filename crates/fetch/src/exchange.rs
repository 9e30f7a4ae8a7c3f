//! One exchange: a request, its status, and its body read within bounds of time and size. It knows nothing of redirects, turns or tries.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::header::{CONTENT_ENCODING, HeaderMap, SET_COOKIE};
use reqwest::{Client, Response};
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::certificates::TlsFault;
use super::connection::{BreakOff, ConnectFault, causes};
use super::error::{Error, shown};
use super::guard::NameError;
use super::inflate::{self, Inflated};

/// The bounds of one answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// The longest time for connecting, for messages.
    pub(super) connect_timeout: Duration,
    /// The longest time for the whole answer, for messages.
    pub(super) total_timeout: Duration,
    /// The moment when that is over.
    pub(super) deadline: Instant,
    /// The largest body, in bytes, after decompression.
    pub(super) max_body: usize,
}

/// Sends, and waits for the status and headers.
pub(super) async fn head(
    client: &Client,
    request: reqwest::Request,
    bounds: &Bounds,
) -> Result<Response, Error> {
    let url = request.url().clone();
    match timeout_at(bounds.deadline, client.execute(request)).await {
        Ok(Ok(response)) => Ok(response),
        Ok(Err(error)) => Err(why_no_answer(&error, &url, bounds)),
        Err(_elapsed) => Err(Error::Timeout {
            url: shown(&url),
            after: bounds.total_timeout,
        }),
    }
}

/// Reads the body piece by piece; it never grows past the cap, whatever it was compressed to.
pub(super) async fn body(
    response: &mut Response,
    url: &Url,
    bounds: &Bounds,
) -> Result<Bytes, Error> {
    if matches!(response.status().as_u16(), 204 | 304) {
        return Ok(Bytes::new());
    }
    let too_large = || Error::TooLarge {
        url: shown(url),
        limit: bounds.max_body,
    };
    let limit = u64::try_from(bounds.max_body).unwrap_or(u64::MAX);
    if response
        .content_length()
        .is_some_and(|length| length > limit)
    {
        return Err(too_large());
    }
    let mut body = BytesMut::new();
    loop {
        match timeout_at(bounds.deadline, response.chunk()).await {
            Ok(Ok(Some(piece))) if piece.len() > bounds.max_body.saturating_sub(body.len()) => {
                return Err(too_large());
            }
            Ok(Ok(Some(piece))) => body.extend_from_slice(&piece),
            Ok(Ok(None)) => break,
            Ok(Err(error)) => {
                return Err(Error::Interrupted {
                    url: shown(url),
                    received: body.len(),
                    reason: BreakOff::of(&error),
                });
            }
            Err(_elapsed) => {
                return Err(Error::Unfinished {
                    url: shown(url),
                    after: bounds.total_timeout,
                    received: body.len(),
                });
            }
        }
    }
    match unread_encoding(response.headers()) {
        Some(encoding) if !body.is_empty() => Err(Error::Encoding {
            url: shown(url),
            encoding,
        }),
        _ => undeclared(body.freeze(), url, bounds),
    }
}

/// The body, decompressed where it is compressed and nobody said so.
fn undeclared(body: Bytes, url: &Url, bounds: &Bounds) -> Result<Bytes, Error> {
    match inflate::inflated(&body, bounds.max_body) {
        Inflated::AsItIs => Ok(body),
        Inflated::Body(body) => Ok(body.into()),
        Inflated::TooLarge => Err(Error::TooLarge {
            url: shown(url),
            limit: bounds.max_body,
        }),
        Inflated::Damaged => Err(Error::Interrupted {
            url: shown(url),
            received: body.len(),
            reason: BreakOff::Damaged,
        }),
    }
}

/// The headers whose values are text, without cookies.
pub(super) fn text_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .filter(|(name, _)| *name != SET_COOKIE)
        .filter_map(|(name, value)| {
            let value = std::str::from_utf8(value.as_bytes()).ok()?;
            Some((name.as_str().to_owned(), value.to_owned()))
        })
        .collect()
}

/// The encoding that still stands in the headers: the client removes those that it has undone.
fn unread_encoding(headers: &HeaderMap) -> Option<String> {
    let encoding = String::from_utf8_lossy(headers.get(CONTENT_ENCODING)?.as_bytes()).into_owned();
    let named = !encoding.is_empty() && !encoding.eq_ignore_ascii_case("identity");
    named.then_some(encoding)
}

/// Puts a failure before the status into our words.
fn why_no_answer(error: &reqwest::Error, url: &Url, bounds: &Bounds) -> Error {
    if let Some(name) = causes(error).find_map(|cause| cause.downcast_ref::<NameError>()) {
        return name.into();
    }
    let url = shown(url);
    if let Some(tls) = causes(error).find_map(|cause| cause.downcast_ref::<rustls::Error>()) {
        let fault = TlsFault::of(tls);
        return Error::Tls { url, fault };
    }
    if error.is_connect() && error.is_timeout() {
        let after = bounds.connect_timeout;
        return Error::ConnectTimeout { url, after };
    }
    if error.is_connect() {
        let fault = ConnectFault::of(error);
        Error::Connect { url, fault }
    } else {
        let reason = BreakOff::of(error);
        Error::NoAnswer { url, reason }
    }
}
