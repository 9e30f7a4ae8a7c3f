//! Addresses as visitors bring them: with what newsletters and networks hang on links, with a slash too many, or guessed as browsers guess. Each leads to the
//! address that is meant, which is written relative to the one that was asked for, so that a gateway under a path of its host needs to know nothing of it.

use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use url::form_urlencoded;

use super::respond::public_headers;

/// What is hung on links to count who came from where: the beginnings of names.
const MARKS: [&str; 10] = [
    "utm_", "mtm_", "pk_", "mc_", "fbclid", "gclid", "dclid", "msclkid", "twclid", "igshid",
];

/// Leads to the same address without the marks of campaigns; `None` where there are none.
pub(super) fn unmarked(uri: &Uri) -> Option<Response> {
    let asked = form_urlencoded::parse(uri.query()?.as_bytes());
    let mut kept = form_urlencoded::Serializer::new(String::new());
    let mut marked = false;
    for (name, value) in asked {
        if MARKS.iter().any(|mark| name.starts_with(mark)) {
            marked = true;
        } else {
            kept.append_pair(&name, &value);
        }
    }
    let kept = kept.finish();
    let last = uri.path().rsplit('/').next().unwrap_or_default();
    let page = if last.is_empty() { "./" } else { last };
    let separator = if kept.is_empty() { "" } else { "?" };
    marked
        .then(|| lead(StatusCode::SEE_OTHER, &format!("{page}{separator}{kept}")))
        .flatten()
}

/// Leads from `/agenda/` to `/agenda`; `None` where no slash is too many.
pub(super) fn without_slash(uri: &Uri) -> Option<Response> {
    let last = uri.path().strip_suffix('/')?.rsplit('/').next()?;
    let query = uri.query().map(|query| format!("?{query}"));
    let is_segment = !last.is_empty();
    is_segment
        .then(|| {
            let way = format!("../{last}{}", query.unwrap_or_default());
            lead(StatusCode::PERMANENT_REDIRECT, &way)
        })
        .flatten()
}

/// `/favicon.ico`, which readers of feeds ask for.
pub(super) async fn favicon() -> Response {
    let icon = HeaderValue::from_static("assets/icon.svg");
    with_location(StatusCode::PERMANENT_REDIRECT, icon)
}

fn lead(status: StatusCode, way: &str) -> Option<Response> {
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
    fn marks_are_taken_off_and_filters_stay() {
        for (asked, expected) in [
            ("/?utm_source=lettre&fbclid=IwAR0", Some("./")),
            (
                "/agenda?concerns=54395&utm_medium=email&q=v%C3%A9lo",
                Some("agenda?concerns=54395&q=v%C3%A9lo"),
            ),
            ("/consultations/0195?gclid=1", Some("0195")),
            ("/?statut=open", None),
            ("/", None),
        ] {
            let uri: Uri = asked.parse().unwrap();
            assert_eq!(location(unmarked(&uri)).as_deref(), expected, "{asked}");
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
