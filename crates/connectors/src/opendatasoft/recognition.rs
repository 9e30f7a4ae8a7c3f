//! Recognition of Opendatasoft portals, and of their datasets about consultations.

use serde::Deserialize;
use url::Url;

use super::portal::{datasets_address, json_request};
use crate::Error;
use crate::recognition::{Fact, Found, ToComplete};
use passerelle_fetch::Fetch;
use passerelle_model::Platform;

/// The most datasets that are named.
const MOST_NAMED: usize = 5;

/// The filter that selects datasets about consultations.
const FILTER: &str =
    "search(\"concertation\") OR search(\"consultation publique\") OR search(\"enquête publique\")";

#[derive(Deserialize)]
struct Catalog {
    total_count: u64,
    results: Vec<CatalogEntry>,
}

#[derive(Deserialize)]
struct CatalogEntry {
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

/// Asks in one request whether the website of `url` is a portal; `None` if it is not. An error says why it did not answer.
pub(super) async fn found_at(url: &Url, fetch: &dyn Fetch) -> Result<Option<Found>, Error> {
    let root = root(url);
    let mut search = datasets_address(&root);
    search
        .query_pairs_mut()
        .append_pair("where", FILTER)
        .append_pair("limit", &MOST_NAMED.to_string());
    let answer = fetch.send(json_request(search)).await?;
    let catalog = (answer.status == 200)
        .then(|| serde_json::from_slice::<Catalog>(&answer.body).ok())
        .flatten();
    Ok(catalog.map(|catalog| catalog.found(root, dataset_of(url))))
}

impl Catalog {
    /// Makes the finding: the datasets about consultations, and their number. `named` is the dataset that the address itself names
    /// (`…/explore/dataset/ID/…`).
    fn found(self, root: Url, named: Option<String>) -> Found {
        let results = self.results.into_iter().take(MOST_NAMED);
        let titles: Vec<(String, Option<String>)> = results
            .map(|dataset| (dataset.dataset_id, dataset.metas.default.title))
            .collect();
        let likely = titles.first().map(|(id, _)| id.clone());
        Found {
            to_complete: ToComplete::DatasetFields {
                dataset: named.or(likely),
            },
            ..Found::new(Platform::Opendatasoft, root)
                .with("datasets", Fact::Titles(titles))
                .with("total", self.total_count)
        }
    }
}

/// Returns the address of a website, by that of any of its pages.
fn root(url: &Url) -> Url {
    let mut root = url.clone();
    root.set_path("");
    root.set_query(None);
    root.set_fragment(None);
    root
}

/// Returns the identifier of the dataset whose page is at an address.
fn dataset_of(url: &Url) -> Option<String> {
    let mut segments = url.path_segments()?;
    segments.find(|segment| matches!(*segment, "dataset" | "datasets"))?;
    segments
        .next()
        .filter(|id| !id.is_empty())
        .map(str::to_owned)
}
