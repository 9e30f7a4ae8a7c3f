//! The survey of a territory: its known platforms are probed one after the other, as far as time and politeness allow.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::block::source_block;
use super::instances::Instance;
use super::json::{one_as_json, reason_as_json};
use super::words::{self, in_words};
use crate::connector::recognition::{Recognized, recognize};
use crate::fetch::Fetch;
use crate::geography::Place;
use crate::model::Reason;
use crate::model::reason::Code;
use crate::publish::phrases::Phrases;

/// The most instances that are probed in one survey.
const MOST: usize = 8;

/// The longest time for all of them.
const PATIENCE: Duration = Duration::from_mins(2);

/// The result of probing one instance.
#[derive(Debug)]
pub(super) struct Tried<'i> {
    pub(super) instance: &'i Instance,
    /// The finding there, or the reason why there is none.
    pub(super) outcome: Result<Recognized, Reason>,
}

/// The findings about the instances of a territory.
#[derive(Debug)]
pub(super) struct Survey<'i> {
    pub(super) tried: Vec<Tried<'i>>,
    /// The instances for which no time was left.
    pub(super) left_out: Vec<&'i Instance>,
}

/// Probes these instances in their order, [`MOST`] at most and for [`PATIENCE`] at most; each result is passed to `tell` as soon as it is known.
pub(super) async fn survey<'i>(
    instances: &[&'i Instance],
    fetch: &dyn Fetch,
    now: DateTime<Utc>,
    mut tell: impl FnMut(&Tried<'i>),
) -> Survey<'i> {
    let deadline = Instant::now() + PATIENCE;
    let mut survey = Survey {
        tried: Vec::new(),
        left_out: Vec::new(),
    };
    for instance in instances {
        if survey.tried.len() >= MOST || Instant::now() >= deadline {
            survey.left_out.push(instance);
            continue;
        }
        let outcome = match timeout_at(deadline, recognize(&instance.url, fetch, now)).await {
            Ok(Ok(recognized)) => Ok(recognized),
            Ok(Err(trouble)) => Err(words::trouble(&trouble, &instance.url)),
            Err(_elapsed) => Err(late(&instance.url)),
        };
        let tried = Tried { instance, outcome };
        tell(&tried);
        survey.tried.push(tried);
    }
    survey
}

/// Returns the reason for an instance that did not answer in the time of the survey.
fn late(url: &Url) -> Reason {
    Reason::new(Code::AnswerTimeout)
        .with_known("host", url.host_str())
        .with("address", url)
        .with("seconds", PATIENCE.as_secs())
}

impl Tried<'_> {
    /// Returns the findings in words.
    pub(super) fn in_words(&self, phrases: &Phrases) -> String {
        match &self.outcome {
            Ok(recognized) => {
                let found = recognized.found.iter();
                let found: Vec<String> = found.map(|found| in_words(found, phrases)).collect();
                found.join("\n")
            }
            Err(why) => {
                let why = words::reason(why, phrases);
                let parts = [("address", self.instance.url.as_str()), ("reason", &why)];
                phrases.with("probe-failed", &parts)
            }
        }
    }
}

impl Survey<'_> {
    /// Returns the blocks of all findings, each for the territory of its instance.
    pub(super) fn blocks(&self, phrases: &Phrases) -> Vec<String> {
        let found = self.tried.iter().flat_map(|tried| {
            let recognized = tried.outcome.as_ref().ok();
            let found = recognized.into_iter().flat_map(|it| &it.found);
            found.map(|found| source_block(found, tried.instance.territory(), phrases))
        });
        found.collect()
    }

    /// Returns the territory, the finding about each instance, and everything that was found under `found`.
    pub(super) fn as_json(&self, place: &Place, phrases: &Phrases) -> Value {
        let tried = self.tried.iter().map(|tried| {
            let instance = tried.instance;
            let codes: Vec<String> = instance
                .territories
                .iter()
                .map(ToString::to_string)
                .collect();
            let outcome = tried.outcome.as_ref();
            json!({
                "url": instance.url,
                "name": instance.name,
                "territories": codes,
                "found": outcome.map_or(0, |it| it.found.len()),
                "requests": outcome.map(|it| it.requests).ok(),
                "error": outcome.err().map(|why| reason_as_json(why, phrases)),
            })
        });
        let found = self.tried.iter().flat_map(|tried| {
            let recognized = tried.outcome.as_ref().ok();
            let found = recognized.into_iter().flat_map(|it| &it.found);
            found
                .map(|found| Value::Object(one_as_json(found, tried.instance.territory(), phrases)))
        });
        let left_out = self.left_out.iter().map(|instance| instance.url.as_str());
        json!({
            "territory": { "code": place.code.to_string(), "name": place.name },
            "tried": tried.collect::<Vec<_>>(),
            "left_out": left_out.collect::<Vec<_>>(),
            "found": found.collect::<Vec<_>>(),
        })
    }
}
