//! One document over HTTP: it is requested, with its validators where they are known, and the status of the answer is judged. This module knows no
//! format.

use std::time::Duration;

use url::Url;

use super::Error;
use super::fault::{Came, Expected};
use super::revalidation::Validators;
use super::wrong_answer::wrong_answer;
use passerelle_fetch::{Answer, Fetch, Request};

/// The longest `Retry-After` that is respected.
const LONGEST_PAUSE: Duration = Duration::from_hours(24);

/// Requests the document at `url`; `None` if it has not changed since it had these `validators`. `accept` is the `Accept` header, and `expected` the kind
/// of answer that an error names.
pub(super) async fn get(
    fetch: &dyn Fetch,
    url: &Url,
    accept: &str,
    validators: Option<&Validators>,
    expected: Expected,
) -> Result<Option<Answer>, Error> {
    let mut headers = vec![("accept", accept.to_owned())];
    headers.extend(validators.map(Validators::headers).unwrap_or_default());
    let answer = fetch
        .send(Request {
            url: url.clone(),
            headers,
            body: None,
        })
        .await?;
    match answer.status {
        200..=299 => Ok(Some(answer)),
        304 if validators.is_some() => Ok(None),
        _ => Err(wrong_answer(url, expected, &answer)),
    }
}

/// The part of an answer that [`came`] looks at, in bytes.
const LOOKED_AT: usize = 1024;

/// Classifies the content of an answer. A calendar or a feed is known by its beginning, since servers declare their media types in many ways.
pub(super) fn came(answer: &Answer) -> Came {
    let kind = answer.header("content-type").unwrap_or_default();
    let kind = kind.to_ascii_lowercase();
    let beginning = answer.body.get(..LOOKED_AT).unwrap_or(&answer.body);
    let beginning = String::from_utf8_lossy(beginning).to_ascii_lowercase();
    let beginning = beginning.trim_start_matches('\u{feff}').trim_start();
    let is_feed = || {
        ["<rss", "<feed", "<rdf:rdf"]
            .iter()
            .any(|root| beginning.contains(root))
    };
    if answer.body.is_empty() {
        Came::Nothing
    } else if beginning.starts_with("begin:vcalendar") {
        Came::Calendar
    } else if beginning.starts_with('<') && is_feed() {
        Came::Feed
    } else if kind.contains("json") || beginning.starts_with(['{', '[']) {
        Came::Json
    } else if kind.contains("html") {
        Came::Page
    } else if kind.contains("xml") {
        Came::Xml
    } else if kind.starts_with("text/") {
        Came::Text
    } else {
        Came::Other
    }
}

/// Returns the `Retry-After` of an answer, at most a day. Only the form in seconds is read; the fetcher reads the form with a date too, and waits by itself if
/// the wait is short.
pub(super) fn retry_after(answer: &Answer) -> Option<Duration> {
    let seconds: u64 = answer.header("retry-after")?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_PAUSE))
}
