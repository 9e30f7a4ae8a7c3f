//! Recognition: whether there is an Opendatasoft portal at an address, and which of its datasets speak of consultations.

use serde::Deserialize;
use url::Url;

use super::portal::{asking, datasets};
use crate::Error;
use passerelle_fetch::Fetch;

/// The number of datasets that are named.
const MOST_NAMED: usize = 5;

/// The words of those that are named.
const ABOUT: &str =
    "search(\"concertation\") OR search(\"consultation publique\") OR search(\"enquête publique\")";

/// A portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognition {
    /// The root.
    pub url: Url,
    /// The dataset that the address itself names (`…/explore/dataset/ID/…`).
    pub dataset: Option<String>,
    /// Datasets that speak of consultations, at most five.
    pub candidates: Vec<Candidate>,
    /// The number in all.
    pub total: u64,
    /// The number of requests that it took.
    pub requests: u32,
}

/// A dataset that may list consultations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The identifier.
    pub id: String,
    /// The title, raw text.
    pub title: Option<String>,
}

#[derive(Deserialize)]
struct Catalog {
    total_count: u64,
    results: Vec<Described>,
}

#[derive(Deserialize)]
struct Described {
    dataset_id: String,
    #[serde(default)]
    metas: Metas,
}

#[derive(Default, Deserialize)]
struct Metas {
    #[serde(default)]
    default: DefaultMetas,
}

#[derive(Default, Deserialize)]
struct DefaultMetas {
    title: Option<String>,
}

/// Returns whether the site of `url` is a portal, in one request; `None` if it is not. An error says why it did not answer at all.
pub async fn recognize(url: &Url, fetch: &dyn Fetch) -> Result<Option<Recognition>, Error> {
    let root = root(url);
    let mut question = datasets(&root);
    question
        .query_pairs_mut()
        .append_pair("where", ABOUT)
        .append_pair("limit", &MOST_NAMED.to_string());
    let answer = fetch.send(asking(question)).await?;
    let catalog = (answer.status == 200)
        .then(|| serde_json::from_slice::<Catalog>(&answer.body).ok())
        .flatten();
    Ok(catalog.map(|catalog| Recognition {
        dataset: dataset_of(url),
        candidates: catalog
            .results
            .into_iter()
            .take(MOST_NAMED)
            .map(|described| Candidate {
                id: described.dataset_id,
                title: described.metas.default.title,
            })
            .collect(),
        total: catalog.total_count,
        url: root,
        requests: 1,
    }))
}

fn root(url: &Url) -> Url {
    let mut root = url.clone();
    root.set_path("");
    root.set_query(None);
    root.set_fragment(None);
    root
}

fn dataset_of(url: &Url) -> Option<String> {
    let mut segments = url.path_segments()?;
    segments.find(|segment| matches!(*segment, "dataset" | "datasets"))?;
    segments
        .next()
        .filter(|id| !id.is_empty())
        .map(str::to_owned)
}
