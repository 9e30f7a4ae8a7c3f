//! The cost of a poll beside waiting for the source: a Decidim's answer of a thousand processes read into records, and the records made
//! consultations.

#![expect(
    clippy::expect_used,
    reason = "a measurement fails where something is missing"
)]

use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use divan::Bencher;
use passerelle::connector::decidim::Decidim;
use passerelle::connector::{self, Connector as _, Harvest};
use passerelle::fetch::{Answer, Error, Fetch, Request};
use passerelle::geography::Geography;
use passerelle::model::{Language, Origin, Platform, Source, SpaceKind};
use passerelle::normalize;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

const PROCESSES: usize = 1_000;

fn main() {
    divan::main();
}

fn now() -> DateTime<Utc> {
    "2026-03-20T12:00:00Z".parse().expect("a moment")
}

fn source() -> Source {
    let url: url::Url = "https://participez.example.fr".parse().expect("an address");
    Source {
        id: "example".parse().expect("an id"),
        name: "Participez".to_owned(),
        platform: Platform::Decidim,
        origin: Origin::of_url(&url).expect("an origin"),
        naming: passerelle::model::Naming::default(),
        url,
        territory: Some("245400676".parse().expect("a code")),
        every: std::time::Duration::from_hours(1),
        languages: vec![Language::french()],
        timezone: chrono_tz::Europe::Paris,
        level: None,
        modalities: Vec::new(),
        licence: None,
        kinds: vec![SpaceKind::Process],
        attach: Vec::new(),
        dataset: None,
        columns: passerelle::model::ListColumns::default(),
        include: Vec::new(),
        exclude: Vec::new(),
        join: Vec::new(),
    }
}

fn texts(text: &str) -> Value {
    json!({ "translations": [{ "locale": "fr", "text": text, "machineTranslated": false }] })
}

fn process(number: usize) -> Value {
    let paragraph = "<p>Habitants, associations et commerçants imaginent ensemble la place du marché&nbsp;: circulation, \
        stationnement, plantations. <a href=\"/pages/aide\">Comment participer</a>, ou écrire à projet@example.fr.</p>";
    json!({
        "id": number.to_string(),
        "slug": format!("demarche-{number}"),
        "title": texts(&format!("Démarche n° {number} de Vandœuvre-lès-Nancy")),
        "subtitle": texts("La place de demain"),
        "shortDescription": texts(paragraph),
        "description": texts(&paragraph.repeat(6)),
        "startDate": "2026-03-01",
        "endDate": "2026-06-30",
        "publishedAt": "2026-02-20T10:00:00+01:00",
        "promoted": false,
        "steps": [
            { "position": 0, "title": texts("Diagnostic"), "startDate": "2026-03-01T00:00:00+01:00", "endDate": "2026-04-01T00:00:00+02:00" },
            { "position": 1, "title": texts("Propositions"), "startDate": "2026-04-02T00:00:00+02:00", "endDate": "2026-06-30T00:00:00+02:00" },
        ],
        "components": [{ "__typename": "Proposals", "id": number.to_string(), "name": texts("Propositions") }],
    })
}

/// A host that answers from memory.
struct Host {
    processes: Bytes,
}

impl Host {
    fn new() -> Self {
        let processes: Vec<Value> = (0..PROCESSES).map(process).collect();
        let answer = json!({ "data": { "decidim": { "version": "0.29.5" }, "participatoryProcesses": processes } });
        Self {
            processes: Bytes::from(answer.to_string()),
        }
    }
}

#[async_trait]
impl Fetch for Host {
    async fn send(&self, request: Request) -> Result<Answer, Error> {
        let body: Value = serde_json::from_slice(request.body.as_deref().unwrap_or_default())
            .expect("a question");
        let body = match body.get("operationName").and_then(Value::as_str) {
            Some("Processes") => self.processes.clone(),
            Some("Probe") => Bytes::from_static(
                br#"{"errors":[{"message":"?","extensions":{"code":"undefinedField","typeName":"Query","fieldName":"passerelle"}}]}"#,
            ),
            Some("ProcessStats") => Bytes::from_static(br#"{"data":{"participatoryProcess":{"stats":[]}}}"#),
            _ => Bytes::from_static(br#"{"data":{}}"#),
        };
        Ok(Answer {
            status: 200,
            url: request.url,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body,
        })
    }
}

async fn harvest(source: &Source, host: &Host) -> Harvest {
    let gateway = "https://agenda.example.fr".parse().expect("an address");
    let context = connector::Context {
        source,
        memory: None,
        fetch: host,
        now: now(),
        gateway: &gateway,
    };
    let harvest = Decidim.poll(&context).await.expect("a harvest");
    assert_eq!(harvest.records.len(), PROCESSES);
    harvest
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn read_a_thousand_processes(bencher: Bencher) {
    let (runtime, source, host) = (Runtime::new().expect("a runtime"), source(), Host::new());
    bencher.bench_local(|| runtime.block_on(harvest(&source, &host)));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn normalize_a_thousand_processes(bencher: Bencher) {
    let (runtime, source, host) = (Runtime::new().expect("a runtime"), source(), Host::new());
    let context = normalize::Context {
        source: &source,
        geography: Geography::official(),
        now: now(),
    };
    bencher
        .with_inputs(|| runtime.block_on(harvest(&source, &host)).records)
        .bench_local_values(|records| {
            let made = records
                .into_iter()
                .map(|record| normalize::consultation(record, &context));
            made.collect::<Result<Vec<_>, _>>().expect("consultations")
        });
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn fingerprint_a_thousand_consultations(bencher: Bencher) {
    let (runtime, source, host) = (Runtime::new().expect("a runtime"), source(), Host::new());
    let context = normalize::Context {
        source: &source,
        geography: Geography::official(),
        now: now(),
    };
    let records = runtime.block_on(harvest(&source, &host)).records;
    let made = records
        .into_iter()
        .map(|record| normalize::consultation(record, &context));
    let consultations: Vec<_> = made.collect::<Result<_, _>>().expect("consultations");
    bencher.bench_local(|| {
        consultations
            .iter()
            .map(normalize::fingerprint)
            .collect::<Vec<_>>()
    });
}
