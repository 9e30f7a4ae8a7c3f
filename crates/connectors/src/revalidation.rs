//! Revalidation: how a connector asks for a document only if it changed, and how it keeps data until its next poll.
//!
//! Kept data are bound to the configuration of the source and to this release: when either changes, everything is read again, since the same answer may
//! then mean something else. This module knows no platform.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Context;
use super::letters::in_letters;
use passerelle_fetch::Answer;
use passerelle_model::Source;

/// The validators of a document (RFC 9110, 8.8), as its server gave them. They are kept as bytes, since a run of digits in a text would be taken for a
/// phone number and masked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Validators {
    /// The `ETag`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    etag: Option<Vec<u8>>,
    /// The `Last-Modified`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_modified: Option<Vec<u8>>,
}

impl Validators {
    /// Takes the validators of an answer.
    pub(super) fn of(answer: &Answer) -> Self {
        let value = |name| answer.header(name).map(|value| value.as_bytes().to_vec());
        Self {
            etag: value("etag"),
            last_modified: value("last-modified"),
        }
    }

    /// The headers of a conditional request, to which a server answers 304 if the document has not changed.
    pub(super) fn headers(&self) -> Vec<(&'static str, String)> {
        let header = |name, value: &Option<Vec<u8>>| {
            let value = String::from_utf8(value.clone()?).ok()?;
            Some((name, value))
        };
        let etag = header("if-none-match", &self.etag);
        let date = header("if-modified-since", &self.last_modified);
        etag.into_iter().chain(date).collect()
    }
}

/// Returns the data that [`keep`] kept at the last poll; `None` at the first poll, and after a change of the source's configuration or of the release.
pub(super) fn recall<T: DeserializeOwned>(context: &Context<'_>) -> Option<T> {
    let memory = context.memory?;
    if memory.get("configured")?.as_str()? != configuration_digest(context.source) {
        return None;
    }
    T::deserialize(memory.get("kept")?).ok()
}

/// Makes the memory of a connector until its next poll from the data that it wants to keep.
pub(super) fn keep<T: Serialize>(source: &Source, data: &T) -> Option<Value> {
    let kept = serde_json::to_value(data).ok()?;
    Some(json!({ "configured": configuration_digest(source), "kept": kept }))
}

/// A digest of the configuration of a source and of the version of this release.
fn configuration_digest(source: &Source) -> String {
    digest(format!("{} {source:?}", env!("CARGO_PKG_VERSION")).as_bytes())
}

/// A digest of some bytes, in letters only, so that no part of it is taken for a phone number.
pub(super) fn digest(bytes: &[u8]) -> String {
    in_letters(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn validators_are_sent_back_as_they_came_and_are_not_kept_as_text() {
        let headers = [
            ("etag", "\"0612345678ab\""),
            ("last-modified", "Sun, 22 Nov 2026 10:00:00 GMT"),
        ];
        let url = "https://ville.example.fr/feed".parse().unwrap();
        let answer = Answer::given(200, &url, &headers, b"");
        let kept = serde_json::to_value(Validators::of(&answer)).unwrap();
        assert!(!kept.to_string().contains("0612345678"), "{kept}");
        let read = Validators::deserialize(kept).unwrap();
        let sent = read.headers();
        let values: Vec<&str> = sent.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(values, headers.map(|(_, value)| value));
    }
}
