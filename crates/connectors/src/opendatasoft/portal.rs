//! The client of the Explore API (v2.1) of a portal: its requests, and the errors that its answers stand for.
//!
//! Limits of the API: 100 records a page, the first 10 000 of a dataset in pages, more in an export; and a daily quota, which the API reports by the
//! headers `X-RateLimit-Remaining` and `X-RateLimit-Reset`, and by the status 429 when it is used up.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use url::Url;

use super::fault::{DatasetFault, UnreadableDataset};
use crate::fault::Expected;
use crate::wrong_answer::wrong_answer;
use crate::{Error, typed_json};
use passerelle_fetch::{Answer, Fetch, Request};
use passerelle_model::{Dataset, Platform};

/// The kind of answer that is expected.
const PLATFORM: Expected = Expected::Of(Platform::Opendatasoft);

/// The longest time to wait for the quota of a portal, in seconds.
const LONGEST_WAIT: u64 = 86_400;

/// The values of one record, by the names of its fields.
pub(super) type Fields = Map<String, Value>;

/// One page of records.
#[derive(Debug, Deserialize)]
pub(super) struct Page {
    /// The number of records that the query finds in all.
    pub(super) total_count: u64,
    pub(super) results: Vec<Fields>,
}

/// The description of a dataset by the portal, as far as it is needed.
#[derive(Debug, Deserialize)]
pub(super) struct Description {
    /// The fields of the dataset; empty where the portal does not list them.
    #[serde(default)]
    pub(super) fields: Vec<Field>,
    #[serde(default)]
    metas: Metas,
}

/// A field of a dataset.
#[derive(Debug, Deserialize)]
pub(super) struct Field {
    pub(super) name: String,
}

#[derive(Debug, Default, Deserialize)]
struct Metas {
    #[serde(default)]
    default: DefaultMetas,
}

#[derive(Debug, Default, Deserialize)]
struct DefaultMetas {
    data_processed: Option<String>,
}

impl Description {
    /// Returns the moment when the portal last processed the records, as it writes it.
    pub(super) fn processed(&self) -> Option<&str> {
        self.metas.default.data_processed.as_deref()
    }
}

/// The API of one dataset.
pub(super) struct Portal<'a> {
    pub(super) fetch: &'a dyn Fetch,
    pub(super) root: &'a Url,
    pub(super) dataset: &'a Dataset,
    /// The moment at which the poll began.
    pub(super) now: DateTime<Utc>,
    /// The number of requests that were sent.
    pub(super) requests: u32,
    /// The quota, once it is used up: no further request is sent then.
    pub(super) used_up: Option<UsedUpQuota>,
}

/// The body of an answer with the status 429.
#[derive(Deserialize)]
struct Reset {
    reset_time: Option<String>,
}

/// A quota that is used up.
#[derive(Debug, Clone, Copy)]
pub(super) struct UsedUpQuota {
    /// The time until it is renewed, where the portal states it.
    renewed_after: Option<Duration>,
}

impl Portal<'_> {
    /// Requests the description of the dataset.
    pub(super) async fn description(&mut self) -> Result<Description, Error> {
        let url = self.address(&[]);
        self.get(url).await
    }

    /// Requests a page of the records that the filter selects, in the order of their keys.
    pub(super) async fn page(&mut self, offset: usize, limit: usize) -> Result<Page, Error> {
        let url = self.query(&["records"], &[("offset", offset), ("limit", limit)]);
        self.get(url).await
    }

    /// Requests the first `limit` records that the filter selects, in one answer.
    pub(super) async fn export(&mut self, limit: usize) -> Result<Vec<Fields>, Error> {
        let url = self.query(&["exports", "json"], &[("limit", limit)]);
        self.get(url).await
    }

    /// Makes the error of a dataset that cannot be read as it is configured.
    pub(super) fn unreadable(&self, why: DatasetFault) -> Error {
        let fault = UnreadableDataset {
            url: self.root.clone(),
            dataset: self.dataset.id.clone(),
            why,
        };
        fault.into()
    }

    fn address(&self, path: &[&str]) -> Url {
        let mut url = datasets_address(self.root);
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.push(&self.dataset.id).extend(path);
        }
        url
    }

    fn query(&self, path: &[&str], numbers: &[(&str, usize)]) -> Url {
        let mut url = self.address(path);
        let fields: Vec<&str> = self.dataset.fields.names().into_iter().collect();
        let mut pairs = url.query_pairs_mut();
        pairs
            .append_pair("select", &fields.join(","))
            .append_pair("order_by", &self.dataset.fields.id);
        if let Some(filter) = &self.dataset.filter {
            pairs.append_pair("where", filter);
        }
        for (name, number) in numbers {
            pairs.append_pair(name, &number.to_string());
        }
        drop(pairs);
        url
    }

    /// Sends a request and parses its answer. Errors hold the address without the query.
    async fn get<T: DeserializeOwned>(&mut self, url: Url) -> Result<T, Error> {
        let mut without_query = url.clone();
        without_query.set_query(None);
        if let Some(UsedUpQuota { renewed_after }) = self.used_up {
            return Err(Error::Busy {
                url: without_query,
                retry_after: renewed_after,
            });
        }
        self.requests = self.requests.saturating_add(1);
        let answer = self.fetch.send(json_request(url)).await?;
        if answer.header("x-ratelimit-remaining").map(str::trim) == Some("0") {
            self.used_up = Some(UsedUpQuota {
                renewed_after: self.quota_renewed_after(&answer),
            });
        }
        match answer.status {
            200 => match typed_json::read_bytes(&answer.body) {
                Some(parsed) => parsed.map_err(|otherwise| Error::ShapeChanged {
                    url: without_query,
                    document: "records",
                    otherwise,
                }),
                None => Err(wrong_answer(&without_query, PLATFORM, &answer)),
            },
            400 | 404 if error_code(&answer).is_some() => {
                Err(self.unreadable(self.fault_of(&answer)))
            }
            _ => Err(match wrong_answer(&without_query, PLATFORM, &answer) {
                Error::Busy { url, .. } => Error::Busy {
                    url,
                    retry_after: self.quota_renewed_after(&answer),
                },
                other => other,
            }),
        }
    }

    /// Returns the fault that an error of the API stands for: by its code, never by its message, which may hold anything.
    fn fault_of(&self, answer: &Answer) -> DatasetFault {
        if answer.status == 404 {
            return DatasetFault::NotThere;
        }
        DatasetFault::QueryRefused {
            code: error_code(answer).unwrap_or_default(),
            has_filter: self.dataset.filter.is_some(),
        }
    }

    /// Returns the time until the quota is renewed: by `Retry-After`, `X-RateLimit-Reset` (seconds since 1970, or a date), or `reset_time` in the
    /// body.
    fn quota_renewed_after(&self, answer: &Answer) -> Option<Duration> {
        if let Some(seconds) = answer
            .header("retry-after")
            .and_then(|text| text.trim().parse().ok())
        {
            return Some(Duration::from_secs(LONGEST_WAIT.min(seconds)));
        }
        let in_body = || {
            serde_json::from_slice::<Reset>(&answer.body)
                .ok()?
                .reset_time
        };
        let reset = answer
            .header("x-ratelimit-reset")
            .map(str::to_owned)
            .or_else(in_body)?;
        let reset = moment(reset.trim())?;
        let wait = reset.signed_duration_since(self.now).to_std().ok()?;
        Some(wait.min(Duration::from_secs(LONGEST_WAIT)))
    }
}

/// Returns the address of the list of a portal's datasets.
pub(super) fn datasets_address(root: &Url) -> Url {
    let mut url = root.clone();
    url.set_query(None);
    url.set_fragment(None);
    if let Ok(mut segments) = url.path_segments_mut() {
        segments
            .pop_if_empty()
            .extend(["api", "explore", "v2.1", "catalog", "datasets"]);
    }
    url
}

/// Makes a GET request for JSON.
pub(super) fn json_request(url: Url) -> Request {
    Request {
        url,
        headers: vec![("accept", "application/json".to_owned())],
        body: None,
    }
}

/// Returns the `error_code` in an answer, if it is one short word.
fn error_code(answer: &Answer) -> Option<String> {
    #[derive(Deserialize)]
    struct ErrorBody {
        error_code: String,
    }
    let body: ErrorBody = serde_json::from_slice(&answer.body).ok()?;
    let is_word = !body.error_code.is_empty()
        && body.error_code.len() <= 60
        && body
            .error_code
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric());
    Some(body.error_code).filter(|_| is_word)
}

/// Parses a moment: seconds since 1970, or a date with a time.
fn moment(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(seconds) = text.parse::<i64>() {
        return DateTime::from_timestamp(seconds, 0);
    }
    let iso = text.replacen(' ', "T", 1);
    DateTime::parse_from_rfc3339(&iso)
        .ok()
        .map(|moment| moment.to_utc())
}
