//! A list at a web address, which is requested only if it changed.

use url::Url;

use super::LARGEST;
use super::fault::{ListFault, ListPlace, UnreadableList};
use crate::Error;
use crate::fault::Expected;
use crate::revalidation::Validators;
use crate::wrong_answer::wrong_answer;
use passerelle_fetch::{Answer, Fetch, Request};
use passerelle_model::Platform;
use passerelle_model::reason::bare;

/// The kind of answer that is expected.
const PLATFORM: Expected = Expected::Of(Platform::File);

/// The outcome of the request.
#[derive(Debug)]
pub(super) enum RemoteRead {
    /// The server says that the document did not change (304).
    Unchanged,
    /// The current document.
    Document {
        answer: Answer,
        validators: Validators,
    },
}

/// Requests the list, unless it is unchanged since the server gave the validators `before`.
pub(super) async fn read(
    url: &Url,
    before: Option<&Validators>,
    fetch: &dyn Fetch,
) -> Result<RemoteRead, Error> {
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
        return Ok(RemoteRead::Unchanged);
    }
    if answer.status != 200 || answer.body.is_empty() {
        return Err(wrong_answer(url, PLATFORM, &answer));
    }
    let too_large = u64::try_from(answer.body.len()).is_ok_and(|size| size > LARGEST);
    if too_large {
        return Err(no_list(url, ListFault::TooLarge { limit: LARGEST }));
    }
    Ok(RemoteRead::Document {
        validators: Validators::of(&answer),
        answer,
    })
}

/// The error of an answer that is no list: it names what came instead where that is recognised, and otherwise gives `why`.
pub(super) fn no_list_in(url: &Url, answer: &Answer, why: ListFault) -> Error {
    match wrong_answer(url, PLATFORM, answer) {
        Error::NotThere { .. } | Error::WrongEncoding { .. } => no_list(url, why),
        error => error,
    }
}

/// The error of a list that cannot be read.
pub(super) fn no_list(url: &Url, why: ListFault) -> Error {
    let list = ListPlace::Web(bare(url));
    UnreadableList { list, why }.into()
}
