//! One request to the log of another gateway, and its answer: a page, nothing new, an unknown position, or an error that says what came instead.

use serde_json::Value;
use url::Url;

use super::fault::Fault;
use super::wire::Page;
use crate::fault::{Expected, Flaw};
use crate::revalidation::Validators;
use crate::wrong_answer::wrong_answer;
use crate::{Error, typed_json};
use passerelle_fetch::{Answer, Fetch, Request};
use passerelle_model::Platform;

/// The name of the document, in messages and at the end of its address.
pub(super) const DOCUMENT: &str = "changes";

/// The kind of answer that is expected.
const PLATFORM: Expected = Expected::Of(Platform::Passerelle);

/// The answer of a gateway.
pub(super) enum Reply {
    /// A page.
    Page(Box<LogPage>),
    /// The page is the one whose validators were sent.
    Unchanged,
    /// The log has no such position.
    NoSuchPosition,
}

/// A page of the log, as it was received.
pub(super) struct LogPage {
    /// The content.
    pub(super) page: Page,
    /// The validators of the answer.
    pub(super) validators: Validators,
    /// The address that gave the answer, after redirects.
    pub(super) url: Url,
}

/// Returns the address of the log of the gateway at `base`.
pub(super) fn address(base: &Url) -> Url {
    let mut url = base.clone();
    url.set_query(None);
    url.set_fragment(None);
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(["api", "v1", DOCUMENT]);
    }
    url
}

/// Requests the page of at most `limit` entries after `since`, and returns the answer with its size in bytes.
pub(super) async fn ask(
    fetch: &dyn Fetch,
    log: &Url,
    since: u64,
    limit: usize,
    validators: &Validators,
) -> Result<(Reply, usize), Error> {
    let mut url = log.clone();
    url.set_query(Some(&format!("since={since}&limit={limit}")));
    let mut headers = validators.headers();
    let is_conditional = !headers.is_empty();
    headers.push(("accept", "application/json".to_owned()));
    let request = Request {
        url,
        headers,
        body: None,
    };
    let answer = fetch.send(request).await?;
    let reply = match answer.status {
        200 => Reply::Page(Box::new(LogPage {
            page: page(&answer, log)?,
            validators: Validators::of(&answer),
            url: answer.url.clone(),
        })),
        304 if is_conditional => Reply::Unchanged,
        400 if since > 0 => Reply::NoSuchPosition,
        _ => return Err(wrong_answer(log, PLATFORM, &answer)),
    };
    Ok((reply, answer.body.len()))
}

/// Parses the page in an answer.
fn page(answer: &Answer, log: &Url) -> Result<Page, Error> {
    let broken = |flaw: Flaw| Error::NotUnderstood {
        url: log.clone(),
        document: DOCUMENT,
        flaw,
    };
    let is_json = content_type(answer).contains("json");
    let value: Value = match serde_json::from_slice(&answer.body) {
        Ok(value) => value,
        Err(_) if !is_json => return Err(wrong_answer(log, PLATFORM, answer)),
        Err(error) if error.is_eof() => return Err(broken(Flaw::BrokenOff)),
        Err(_) => return Err(broken(Flaw::NotJson)),
    };
    let has = |field: &str| value.get(field).is_some();
    if !has("items") || !has("next_since") {
        return Err(wrong_answer(log, PLATFORM, answer));
    }
    if !has("log") || !has("gateway") {
        return Err(Fault::TooOld { url: log.clone() }.into());
    }
    typed_json::read(value).map_err(|otherwise| Error::ShapeChanged {
        url: log.clone(),
        document: DOCUMENT,
        otherwise,
    })
}

fn content_type(answer: &Answer) -> &str {
    answer.header("content-type").unwrap_or_default()
}
