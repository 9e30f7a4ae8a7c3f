//! Recognition: whether there is an Opendatasoft portal at an address, and which of its datasets speak of consultations.

use serde::Deserialize;
use url::Url;

use super::portal::{asking, datasets};
use crate::Error;
use crate::recognition::{Fact, Found, ToComplete};
use passerelle_fetch::Fetch;
use passerelle_model::Platform;

/// The number of datasets that are named.
const MOST_NAMED: usize = 5;

/// The words of those that are named.
const ABOUT: &str =
    "search(\"concertation\") OR search(\"consultation publique\") OR search(\"enquête publique\")";

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

/// Asks in one request whether the site of `url` is a portal; `None` if it is not. An error says why it did not answer at all.
pub(super) async fn found_at(url: &Url, fetch: &dyn Fetch) -> Result<Option<Found>, Error> {
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
    Ok(catalog.map(|catalog| catalog.found(root, dataset_of(url))))
}

impl Catalog {
    /// The finding: the datasets that speak of consultations, and how many there are. `named` is the one that the address itself names
    /// (`…/explore/dataset/ID/…`).
    fn found(self, root: Url, named: Option<String>) -> Found {
        let about = self.results.into_iter().take(MOST_NAMED);
        let about = about.map(|described| (described.dataset_id, described.metas.default.title));
        let about: Vec<(String, Option<String>)> = about.collect();
        let likely = about.first().map(|(id, _)| id.clone());
        Found {
            to_complete: ToComplete::DatasetFields {
                dataset: named.or(likely),
            },
            ..Found::new(Platform::Opendatasoft, root)
                .with("datasets", Fact::Titles(about))
                .with("total", self.total_count)
        }
    }
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
