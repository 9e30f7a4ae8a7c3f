//! GraphQL over HTTP, as far as it is the same on every platform: the form of an answer, and where a host that moved is now.
//! It knows no document, no schema and no platform.

use serde_json::{Map, Value};
use url::Url;

use passerelle_fetch::Answer;
use passerelle_model::Reason;
use passerelle_model::reason::Code;

/// An answer in the form that GraphQL prescribes: data, errors, or both.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Envelope {
    /// The data that came; `None` if the document was refused or failed as a whole.
    pub(super) data: Option<Map<String, Value>>,
    /// The parts that are missing in it, as the host says it.
    pub(super) errors: Vec<Value>,
}

impl Envelope {
    /// Reads the form; `None` if `value` is no answer of a GraphQL server.
    pub(super) fn read(value: Value) -> Option<Self> {
        let Value::Object(mut object) = value else {
            return None;
        };
        let data = match object.remove("data") {
            Some(Value::Object(data)) => Some(data),
            Some(Value::Null) | None => None,
            Some(_) => return None,
        };
        let errors = match object.remove("errors") {
            Some(Value::Array(errors)) => errors,
            Some(Value::Null) | None => Vec::new(),
            Some(_) => return None,
        };
        (data.is_some() || !errors.is_empty()).then_some(Self { data, errors })
    }

    /// The same of the body of an answer.
    pub(super) fn of(answer: &Answer) -> Option<Self> {
        Self::read(serde_json::from_slice(&answer.body).ok()?)
    }
}

/// The address of what is called `name` at the root of the instance at `base`.
pub(super) fn beside(base: &Url, name: &str) -> Url {
    let mut url = base.clone();
    url.set_query(None);
    url.set_fragment(None);
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().push(name);
    }
    url
}

/// The new place of a host that answered elsewhere.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Moved {
    /// The address now: asking the old one again would double every request.
    pub(super) base: Url,
    /// `true` where that is another host; else it is another path of the same.
    pub(super) is_other_host: bool,
}

impl Moved {
    /// Returns where the instance at `base` is, if what it calls `name` was answered by `answered_by`; `None` if that tells nothing.
    pub(super) fn told_by(answered_by: &Url, base: &Url, name: &str) -> Option<Self> {
        let path = answered_by.path().trim_end_matches('/');
        let path = path.strip_suffix(name)?.strip_suffix('/')?;
        let mut now = answered_by.clone();
        now.set_path(path);
        now.set_query(None);
        now.set_fragment(None);
        Some(Self {
            is_other_host: now.host_str() != base.host_str(),
            base: now,
        })
    }

    /// Returns what the operator is told of it, who knows the instance at `former`.
    pub(super) fn notice(&self, former: &Url) -> Reason {
        let moved = Reason::new(Code::HostMoved)
            .with("by", if self.is_other_host { "host" } else { "path" })
            .with("to", self.base.as_str().trim_end_matches('/'));
        let host = former.host_str().filter(|_| self.is_other_host);
        moved.with_known("former", host)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_no_answer_of_graphql_is_none() {
        for value in [
            json!([]),
            json!({}),
            json!({"data": 1}),
            json!({"data": null}),
            json!({"errors": []}),
            json!({"errors": "x"}),
        ] {
            assert_eq!(Envelope::read(value.clone()), None, "{value}");
        }
        assert!(Envelope::read(json!({"data": {}})).is_some());
        assert!(Envelope::read(json!({"data": null, "errors": [1]})).is_some());
    }

    #[test]
    fn a_host_that_moved_is_known_by_where_it_answered() {
        let base = url("https://ville.example.fr");
        let told = |answered_by| Moved::told_by(&url(answered_by), &base, "api");
        let elsewhere = told("https://www.ville.example.fr/participer/api/?x=1").unwrap();
        assert_eq!(
            elsewhere.base.as_str(),
            "https://www.ville.example.fr/participer"
        );
        assert_eq!(
            elsewhere.notice(&base),
            Reason::new(Code::HostMoved)
                .with("by", "host")
                .with("to", "https://www.ville.example.fr/participer")
                .with("former", "ville.example.fr")
        );
        let here = told("https://ville.example.fr/fr/api").unwrap();
        assert!(!here.is_other_host, "{here:?}");
        assert_eq!(told("https://ville.example.fr/accueil"), None);
        assert_eq!(told("https://ville.example.fr/openapi"), None);
    }
}
