//! One document over HTTP: asked for, only if it changed where its validators are known, and what its status means. It knows no format.

use std::time::Duration;

use url::Url;

use super::Error;
use super::revalidation::Validators;
use super::unexpected::unexpected;
use crate::fetch::{Answer, Fetch, Request};

/// The longest pause that a server can ask for.
const LONGEST_PAUSE: Duration = Duration::from_hours(24);

/// Asks for the document at `url`; `None` if it is the one that `validators` stand for. `accept` is what is wanted, `expected` its name in
/// messages.
pub(super) async fn get(
    fetch: &dyn Fetch,
    url: &Url,
    accept: &str,
    validators: Option<&Validators>,
    expected: &'static str,
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
        _ => Err(unexpected(url, expected, &answer)),
    }
}

/// What came, by its kind only: never a part of it.
pub(super) fn came(answer: &Answer) -> &'static str {
    let kind = answer.header("content-type").unwrap_or_default();
    let kind = kind.to_ascii_lowercase();
    if answer.body.is_empty() {
        "an empty answer"
    } else if kind.contains("html") {
        "a web page"
    } else if kind.contains("json") {
        "JSON of another kind"
    } else if kind.contains("xml") {
        "XML"
    } else if kind.starts_with("text/") {
        "text"
    } else {
        "something else"
    }
}

/// `Retry-After` in seconds, at most a day, for every connector; the form with a date is left to the network's door, which waits for short ones itself.
pub(super) fn retry_after(answer: &Answer) -> Option<Duration> {
    let seconds: u64 = answer.header("retry-after")?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_PAUSE))
}
