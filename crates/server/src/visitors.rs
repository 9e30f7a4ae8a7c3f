//! Addresses as visitors bring them: with parameters that newsletters and networks add, with a slash too many, or guessed by browsers. Parameters that only track
//! are removed before anything reads the address; other addresses are redirected to the one that is meant. The target is written relative to the requested
//! address, so that a gateway under a path of its host needs to know nothing of it.

use std::borrow::Cow;

use axum::http::uri::PathAndQuery;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};

use super::respond::public_headers;
use passerelle_model::{asks_nothing, without_parameters};

/// Removes the parameters of trackers and cache-busters from an address, so that whatever answers, caches or logs the address knows it without them.
pub(super) fn remove_tracking(uri: &mut Uri) {
    if let Some(plain) = without_tracking(uri) {
        *uri = plain;
    }
}

/// Returns an address without such parameters; `None` if it has none.
fn without_tracking(uri: &Uri) -> Option<Uri> {
    let Cow::Owned(kept) = without_parameters(uri.query()?, asks_nothing) else {
        return None;
    };
    let separator = if kept.is_empty() { "" } else { "?" };
    let way: PathAndQuery = format!("{}{separator}{kept}", uri.path()).parse().ok()?;
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(way);
    Uri::from_parts(parts).ok()
}

/// Redirects `/agenda/` to `/agenda`; `None` for an address without a slash too many.
pub(super) fn without_slash(uri: &Uri) -> Option<Response> {
    let last = uri.path().strip_suffix('/')?.rsplit('/').next()?;
    let query = uri.query().map(|query| format!("?{query}"));
    let is_segment = !last.is_empty();
    is_segment
        .then(|| {
            let way = format!("../{last}{}", query.unwrap_or_default());
            redirect(StatusCode::PERMANENT_REDIRECT, &way)
        })
        .flatten()
}

/// Handles `/favicon.ico`, which feed readers ask for.
pub(super) async fn favicon() -> Response {
    let icon = HeaderValue::from_static("assets/icon.svg");
    with_location(StatusCode::PERMANENT_REDIRECT, icon)
}

fn redirect(status: StatusCode, way: &str) -> Option<Response> {
    let way = HeaderValue::from_str(way).ok()?;
    Some(with_location(status, way))
}

fn with_location(status: StatusCode, way: HeaderValue) -> Response {
    let mut response = status.into_response();
    public_headers(response.headers_mut());
    response.headers_mut().insert(header::LOCATION, way);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn location(response: Option<Response>) -> Option<String> {
        let response = response?;
        let location = response.headers().get(header::LOCATION)?;
        Some(location.to_str().ok()?.to_owned())
    }

    #[test]
    fn marks_are_taken_off_and_filters_stay_as_they_are_written() {
        for (asked, expected) in [
            ("/?utm_source=lettre&fbclid=IwAR0", "/"),
            (
                "/agenda?concerns=54395&utm_medium=email&q=v%C3%A9lo&_=1764500000",
                "/agenda?concerns=54395&q=v%C3%A9lo",
            ),
            ("/consultations/0195?gclid=1", "/consultations/0195"),
            (
                "http://agenda.example.fr/?ref=x",
                "http://agenda.example.fr/",
            ),
            ("/assets/style.css?1764500000", "/assets/style.css"),
            ("/?statut=open", "/?statut=open"),
            ("/", "/"),
        ] {
            let mut uri: Uri = asked.parse().unwrap();
            remove_tracking(&mut uri);
            assert_eq!(uri.to_string(), expected, "{asked}");
        }
    }

    #[test]
    fn a_slash_too_many_is_taken_off_without_leaving_the_host() {
        for (asked, expected) in [
            ("/agenda/", Some("../agenda")),
            ("/api/v1/changes/?since=0", Some("../changes?since=0")),
            ("/", None),
            ("//", None),
            ("//evil.example//", None),
            ("/agenda", None),
        ] {
            let uri: Uri = asked.parse().unwrap();
            assert_eq!(
                location(without_slash(&uri)).as_deref(),
                expected,
                "{asked}"
            );
        }
    }
}
