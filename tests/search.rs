//! The quality of the search: the real gateway over the demo's platforms and a list of a thousand texts, asked every query of
//! the labelled set in `search/` over HTTP. The table of what was measured is printed; the floors stand a little under it.

#![expect(
    clippy::cast_precision_loss,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::string_slice,
    reason = "a test fails where something is missing, and its figures are small numbers that are printed"
)]

#[path = "support/gateways.rs"]
#[expect(dead_code, reason = "the support of all black-box tests")]
mod gateways;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use gateways::{Running, moment};
use serde_json::Value;
use url::{Url, form_urlencoded};

/// The number of results that are looked at in each answer.
const FIRST: usize = 10;

/// The floors of the means over all queries: precision and recall at ten, and the mean reciprocal rank.
const FLOORS: [f64; 3] = [0.84, 0.76, 0.96];
/// The same of some kinds, which one rule each stands behind.
const FLOORS_OF_KINDS: [(&str, [f64; 3]); 6] = [
    ("acronym, spelled out elsewhere", [0.93, 0.82, 0.95]),
    ("spelled out, acronym elsewhere", [0.93, 0.80, 0.97]),
    ("variant of an acronym", [0.78, 0.80, 0.98]),
    ("one typo", [0.76, 0.69, 0.92]),
    ("most words", [0.70, 0.70, 0.88]),
    ("nothing", [1.0, 1.0, 1.0]),
];

/// One query of the labelled set.
struct Labelled {
    query: String,
    kind: String,
    relevant: BTreeSet<String>,
}

fn labelled() -> Vec<Labelled> {
    let text = include_str!("search/queries.tsv");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .skip(1)
        .map(|line| {
            let mut columns = line.split('\t');
            let mut column = || columns.next().unwrap_or_default().to_owned();
            let (query, kind, relevant) = (column(), column(), column());
            let keys = relevant.split(' ').filter(|key| *key != "-");
            Labelled {
                query,
                kind,
                relevant: keys.map(str::to_owned).collect(),
            }
        })
        .collect()
}

/// The key of a consultation in the labelled set, as the head of its queries says.
fn key(item: &Value) -> String {
    let url: Url = item["url"]
        .as_str()
        .expect("an address")
        .parse()
        .expect("a URL");
    let segments: Vec<&str> = url.path_segments().expect("a path").collect();
    if url.host_str() == Some("textes.example.org") {
        return segments.concat();
    }
    let listed = ["processes", "initiatives", "project"];
    let after = segments.iter().position(|segment| listed.contains(segment));
    let slug = after
        .and_then(|at| segments.get(at + 1))
        .or(segments.last());
    let slug = slug.expect("a slug").trim_end_matches(".html");
    format!(
        "{}/{slug}",
        item["source"]["id"].as_str().expect("a source")
    )
}

/// The measures of some queries.
#[derive(Debug, Default, Clone, Copy)]
struct Measure {
    queries: usize,
    precision: f64,
    recall: f64,
    rank: f64,
}

impl Measure {
    /// Measures one answer: the share of what is shown that is relevant, the share of what is relevant that is shown, and one by the place of the first
    /// that is relevant. Where nothing is relevant, finding nothing is right.
    fn of(found: &[String], relevant: &BTreeSet<String>) -> Self {
        let hits = found.iter().filter(|key| relevant.contains(*key)).count();
        let share = |of: usize| {
            if of == 0 {
                0.0
            } else {
                hits as f64 / of as f64
            }
        };
        let first = found.iter().position(|key| relevant.contains(key));
        let right = f64::from(u8::from(found.is_empty()));
        let none = relevant.is_empty();
        Self {
            queries: 1,
            precision: if none { right } else { share(found.len()) },
            recall: if none {
                right
            } else {
                share(relevant.len().min(FIRST))
            },
            rank: match first {
                _ if none => right,
                Some(at) => 1.0 / (at + 1) as f64,
                None => 0.0,
            },
        }
    }

    fn add(&mut self, other: Self) {
        self.queries += other.queries;
        self.precision += other.precision;
        self.recall += other.recall;
        self.rank += other.rank;
    }

    fn means(self) -> [f64; 3] {
        let queries = self.queries.max(1) as f64;
        [self.precision, self.recall, self.rank].map(|sum| sum / queries)
    }
}

async fn gateway() -> (passerelle::demo::Running, Running) {
    let platforms = passerelle::demo::start(moment()).await.expect("the demo");
    let texts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search/texts.csv");
    let sources = format!(
        "{}\n[[sources]]\nid = \"textes\"\nplatform = \"file\"\nurl = \"{}\"\norigin = \"textes.example.org\"\n",
        gateways::platforms_of_the_demo(&platforms),
        texts.display()
    );
    let (listener, address) = gateways::reserve().await;
    let gateway = Running::start(listener, address, &sources).await;
    gateway.poll().await;
    (platforms, gateway)
}

async fn found(gateway: &Running, query: &str) -> (Vec<String>, String) {
    let query: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
    let path = format!("/api/v1/consultations?q={query}&sort=relevance&limit={FIRST}");
    let answer = gateway.json(&path).await;
    let items = answer["items"].as_array().expect("items");
    let matched = answer["match"].as_str().unwrap_or("-").to_owned();
    (items.iter().map(key).collect(), matched)
}

fn holds(kind: &str, measure: Measure, floors: [f64; 3]) {
    for (mean, floor) in measure.means().into_iter().zip(floors) {
        assert!(
            mean >= floor,
            "{kind}: {:?} under {floors:?}",
            measure.means()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_find_what_they_type() {
    let (_platforms, gateway) = gateway().await;
    let known: BTreeSet<String> = gateway.consultations().await.values().map(key).collect();
    let mut kinds: BTreeMap<String, Measure> = BTreeMap::new();
    let mut all = Measure::default();
    let mut misses = String::new();
    for labelled in labelled() {
        let unknown: Vec<&String> = labelled.relevant.difference(&known).collect();
        assert!(
            unknown.is_empty(),
            "{}: there is no {unknown:?}",
            labelled.query
        );
        let (found, matched) = found(&gateway, &labelled.query).await;
        let measure = Measure::of(&found, &labelled.relevant);
        all.add(measure);
        kinds.entry(labelled.kind.clone()).or_default().add(measure);
        if measure.precision + measure.recall < 2.0 {
            let missing = labelled.relevant.iter().filter(|key| !found.contains(key));
            let wrong = found.iter().filter(|key| !labelled.relevant.contains(*key));
            let _ = writeln!(
                misses,
                "{:.2} {:.2} {:.2} {matched:4} {}\n     missing {:?}\n     wrong {:?}",
                measure.precision,
                measure.recall,
                measure.rank,
                labelled.query,
                missing.collect::<Vec<_>>(),
                wrong.collect::<Vec<_>>()
            );
        }
    }
    println!("{misses}");
    println!(
        "{:44} {:>7} {:>6} {:>6} {:>6}",
        "kind", "queries", "P@10", "R@10", "MRR"
    );
    for (kind, measure) in kinds.iter().chain([(&"all".to_owned(), &all)]) {
        let [precision, recall, rank] = measure.means();
        println!(
            "{kind:44} {:7} {precision:6.3} {recall:6.3} {rank:6.3}",
            measure.queries
        );
    }
    holds("all", all, FLOORS);
    for (kind, floors) in FLOORS_OF_KINDS {
        holds(kind, kinds[kind], floors);
    }
}
