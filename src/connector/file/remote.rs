//! Remote: a list at a web address, asked for only if it changed. It knows nothing of what a list says.

use bytes::Bytes;
use url::Url;

use super::LARGEST;
use crate::connector::Error;
use crate::connector::document::retry_after;
use crate::connector::revalidation::Validators;
use crate::fetch::{Answer, Fetch, Request};

/// What came of asking.
#[derive(Debug)]
pub(super) enum Asked {
    /// The server says that it did not change (304).
    Same,
    /// What it is now.
    Document {
        bytes: Bytes,
        content_type: String,
        validators: Validators,
    },
}

/// Asks for the list, unless it is as `before` says.
pub(super) async fn ask(
    url: &Url,
    before: Option<&Validators>,
    fetch: &dyn Fetch,
) -> Result<Asked, Error> {
    let accept = "text/csv, application/json, application/toml, text/plain;q=0.8, */*;q=0.5";
    let mut headers = vec![("accept", accept.to_owned())];
    headers.extend(before.map(Validators::headers).unwrap_or_default());
    let request = Request {
        url: url.clone(),
        headers,
        body: None,
    };
    let answer = fetch.send(request).await?;
    if answer.status == 304 && before.is_some() {
        return Ok(Asked::Same);
    }
    if let Some(error) = refusal(&answer, url) {
        return Err(error);
    }
    let too_large = u64::try_from(answer.body.len()).is_ok_and(|size| size > LARGEST);
    if too_large {
        return Err(no_list(
            url,
            format!(
                "it is larger than {LARGEST} bytes, which no list kept by hand is: check that it is the right file"
            ),
        ));
    }
    Ok(Asked::Document {
        content_type: answer.header("content-type").unwrap_or_default().to_owned(),
        validators: Validators::of(&answer),
        bytes: answer.body,
    })
}

/// The error of a list that cannot be read.
pub(super) fn no_list(url: &Url, why: String) -> Error {
    let mut shown = url.clone();
    shown.set_query(None);
    Error::List {
        list: shown.to_string(),
        why,
    }
}

fn refusal(answer: &Answer, url: &Url) -> Option<Error> {
    let (url, status) = (url.clone(), answer.status);
    Some(match status {
        200 if !answer.body.is_empty() => return None,
        200..=299 => no_list(&url, "the answer is empty".to_owned()),
        401 | 403 | 407 | 451 => Error::Refused { url, status },
        404 | 410 => no_list(
            &url,
            format!(
                "there is nothing at this address ({status}): the list was moved or removed, correct `url`"
            ),
        ),
        429 => Error::Busy {
            url,
            retry_after: retry_after(answer),
        },
        500..=599 => Error::OutOfOrder { url, status },
        _ => no_list(
            &url,
            format!(
                "the server answers with status {status}: open the address in a browser and see what comes"
            ),
        ),
    })
}
