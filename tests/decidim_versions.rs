//! One connector for every version of Decidim: against a server that declares what version V declares, and refuses the rest as V does, a
//! poll brings everything, and no query but the probe is refused.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails where something is missing"
)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Europe::Paris;
use chrono_tz::Tz;
use passerelle::clock::SystemClock;
use passerelle::connector::decidim::{Decidim, recognize};
use passerelle::connector::{Connector, Context, Harvest, Listing};
use passerelle::fetch::{Fetch, Fetcher, Request, Settings};
use passerelle::model::reason::Audience;
use passerelle::model::{
    AffiliationKind, AttachRule, Attribute, Language, Modality, Moment, Origin, Platform, Record,
    Source, SpaceKind,
};
use passerelle::publish::phrases::Phrases;
use serde_json::Value;
use url::Url;

const VERSIONS: [&str; 12] = [
    "0.22", "0.23", "0.24", "0.25", "0.26", "0.27", "0.28", "0.29", "0.30", "0.31", "0.32", "0.33",
];

/// A server of `tests/support/decidim.mjs`, stopped when dropped.
struct Server {
    process: Child,
    url: Url,
}

impl Server {
    fn start(arguments: &[&str]) -> Self {
        let support = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support");
        assert!(
            support.join("node_modules/graphql").is_dir(),
            "the reference engine of GraphQL is not installed: run `bash tests/run`, or `npm ci` in tests/support"
        );
        let mut process = Command::new("node")
            .arg("decidim.mjs")
            .args(arguments)
            .current_dir(support)
            .stdout(Stdio::piped())
            .spawn()
            .expect("node runs");
        let mut port = String::new();
        let stdout = process.stdout.take().expect("stdout is piped");
        BufReader::new(stdout)
            .read_line(&mut port)
            .expect("the server prints its port");
        let url = Url::parse(&format!("http://127.0.0.1:{}", port.trim())).expect("an address");
        Self { process, url }
    }

    async fn log(&self, fetch: &dyn Fetch) -> Value {
        let url = self.url.join("/log").expect("an address");
        let answer = fetch
            .send(Request {
                url,
                headers: Vec::new(),
                body: None,
            })
            .await
            .expect("an answer");
        serde_json::from_slice(&answer.body).expect("JSON")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn fetcher() -> Fetcher {
    let gateway = Url::parse("https://agenda.example.fr").expect("an address");
    let settings = Settings {
        min_gap: Duration::ZERO,
        allow_private_addresses: true,
        ..Settings::new(&gateway, "test@example.fr")
    };
    Fetcher::new(settings, std::sync::Arc::new(SystemClock)).expect("a fetcher")
}

fn source(url: &Url, attach: Vec<AttachRule>) -> Source {
    Source {
        id: "sauvelle".parse().expect("an id"),
        name: "Sauvelle participe".into(),
        platform: Platform::Decidim,
        url: url.clone(),
        origin: Origin::of_url(url).expect("a host"),
        naming: passerelle::model::Naming::default(),
        territory: None,
        every: Duration::from_hours(1),
        languages: Vec::new(),
        timezone: Tz::Europe__Paris,
        level: None,
        modalities: Vec::new(),
        licence: None,
        kinds: vec![
            SpaceKind::Process,
            SpaceKind::Initiative,
            SpaceKind::Conference,
            SpaceKind::Consultation,
        ],
        attach,
        dataset: None,
        columns: passerelle::model::ListColumns::default(),
        include: Vec::new(),
        exclude: Vec::new(),
        join: Vec::new(),
    }
}

fn by_assembly() -> Vec<AttachRule> {
    vec![AttachRule {
        attribute: Attribute::Assembly,
        pattern: "Ville de *".into(),
        territory: "54498".parse().expect("a code"),
        level: None,
    }]
}

async fn poll(
    server: &Server,
    fetch: &Fetcher,
    memory: Option<&Value>,
    now: DateTime<Utc>,
) -> Harvest {
    let gateway = Url::parse("https://agenda.example.fr").expect("an address");
    let source = source(&server.url, by_assembly());
    let context = Context {
        source: &source,
        memory,
        fetch,
        now,
        gateway: &gateway,
    };
    Decidim.poll(&context).await.expect("a harvest")
}

fn now() -> DateTime<Utc> {
    "2026-03-20T12:00:00Z".parse().expect("an instant")
}

fn of_kind(harvest: &Harvest, kind: SpaceKind) -> Vec<&Record> {
    harvest
        .records
        .iter()
        .filter(|record| record.kind == kind)
        .collect()
}

fn process<'h>(harvest: &'h Harvest, id: &str) -> &'h Record {
    of_kind(harvest, SpaceKind::Process)
        .into_iter()
        .find(|record| record.native_id == id)
        .expect("the process is there")
}

/// A harvest with the meetings that it did not read again, since nothing changed in them, as they were read before.
fn with_what_stands(mut whole: Harvest, before: &Harvest) -> Harvest {
    for record in &mut whole.records {
        if !record.meetings_complete && record.meetings.is_empty() {
            let mut known = before.records.iter();
            let known = known
                .find(|known| (known.kind, &known.native_id) == (record.kind, &record.native_id))
                .expect("it was there before");
            record.meetings.clone_from(&known.meetings);
            record.meetings_complete = known.meetings_complete;
        }
    }
    whole
}

/// Asserts what every version must bring.
fn assert_everything(harvest: &Harvest, minor: u32) {
    let processes = of_kind(harvest, SpaceKind::Process);
    // The last of the fourteen is closed to the public.
    assert_eq!(processes.len(), 13, "processes");
    assert!(
        processes.iter().all(|record| record.phases.len() == 3),
        "phases"
    );
    for record in &processes {
        assert!(
            record.meetings_complete,
            "{}: {:?}",
            record.native_id, harvest.notices
        );
    }
    assert_eq!(of_kind(harvest, SpaceKind::Initiative).len(), 3);
    assert_eq!(of_kind(harvest, SpaceKind::Conference).len(), 1);
    assert_eq!(
        of_kind(harvest, SpaceKind::Consultation).len(),
        usize::from(minor <= 27)
    );
    assert!(!harvest.partial, "{:?}", harvest.notices);
    let all = [
        SpaceKind::Process,
        SpaceKind::Initiative,
        SpaceKind::Conference,
        SpaceKind::Consultation,
        SpaceKind::Assembly,
    ];
    let complete = all.into_iter().collect();
    assert_eq!(harvest.listing, Listing::Full { complete });

    assert_meetings(process(harvest, "1"), minor);
    assert_texts(process(harvest, "1"), minor);
    assert_offer(process(harvest, "1"), minor);
    assert_affiliations(process(harvest, "1"), minor);
    let second = process(harvest, "2");
    assert!(
        second
            .results
            .as_ref()
            .is_some_and(|results| results.documents.len() == 1),
        "over, and it holds a result"
    );
    let petition = of_kind(harvest, SpaceKind::Initiative)[0];
    assert!(petition.opens.is_some() && petition.closes.is_some());
    assert_eq!(petition.modalities, [Modality::Petition, Modality::Meeting]);
    assert_eq!(
        petition.counts.votes,
        Some(if minor >= 24 { 13 } else { 3 })
    );
}

fn assert_meetings(first: &Record, minor: u32) {
    // One of the 118 is private; withdrawn ones can be told from 0.26.
    assert_eq!(first.meetings.len(), if minor >= 26 { 116 } else { 117 });
    assert!(
        first
            .meetings
            .iter()
            .all(|meeting| meeting.native_id != "7")
    );
    assert_eq!(
        first.meetings.iter().any(|meeting| meeting.online),
        minor >= 24
    );
    assert!(first.meetings.iter().any(|meeting| meeting.point.is_none()));
    assert!(first.meetings.iter().any(|meeting| meeting.point.is_some()));
    let page = |id: &str| format!("/processes/demarche-1/f/11/meetings/{id}");
    assert!(
        first
            .meetings
            .iter()
            .all(|meeting| meeting.url.path() == page(&meeting.native_id))
    );
}

fn assert_texts(first: &Record, minor: u32) {
    let french = Language::french();
    assert_eq!(first.title.get(&french), Some("Démarche 1"));
    let titles: Vec<_> = first
        .phases
        .iter()
        .map(|phase| phase.title.get(&french).unwrap_or_default())
        .collect();
    assert_eq!(titles, ["Étape 1", "Étape 2", "Étape 3"], "in order");
    let current: Vec<bool> = first.phases.iter().map(|phase| phase.active).collect();
    assert_eq!(
        current,
        [false, true, false],
        "the platform's own current one"
    );
    let days = first
        .phases
        .iter()
        .all(|phase| matches!(phase.opens, Some(Moment::Day(_))));
    assert_eq!(days, minor <= 27, "days until 0.27, instants from 0.28");
    let english = first
        .title
        .iter()
        .find(|(language, _)| language.as_str() == "en");
    assert_eq!(
        english.map(|(_, translation)| translation.machine),
        (minor >= 26).then_some(true)
    );
    assert!(
        first
            .title
            .iter()
            .all(|(language, _)| ["en", "fr"].contains(&language.as_str())),
        "{:?}",
        first.title
    );
    assert_eq!(first.url.path(), "/processes/demarche-1");
    assert!(first.promoted && first.published_at.is_some());
    assert_eq!(
        first.image.as_ref().map(|image| image.volatile),
        Some(minor >= 28)
    );
}

fn assert_offer(first: &Record, minor: u32) {
    assert_eq!(
        (first.counts.participants, first.counts.contributions),
        (Some(41), Some(12))
    );
    for modality in [Modality::IdeaBox, Modality::Survey, Modality::Meeting] {
        assert!(first.modalities.contains(&modality), "{modality}");
    }
    assert_eq!(
        first.modalities.contains(&Modality::TextConsultation),
        minor >= 31
    );
    assert_eq!(
        first.modalities.contains(&Modality::Vote),
        (23..=28).contains(&minor)
    );
    assert!(first.results.is_none());
}

fn assert_affiliations(first: &Record, minor: u32) {
    let names = |kind| -> Vec<String> {
        let of_kind = first
            .affiliations
            .iter()
            .filter(move |affiliation| affiliation.kind == kind);
        of_kind
            .map(|affiliation| {
                affiliation
                    .names
                    .best_text(&[Language::french()])
                    .to_owned()
            })
            .collect()
    };
    assert_eq!(names(AffiliationKind::Group), ["Commune 1"]);
    assert_eq!(names(AffiliationKind::Assembly), ["Ville de Sauvelle"]);
    assert_eq!(
        names(AffiliationKind::PlaceName),
        ["Les Forges", "Toute la ville"]
    );
    let (scopes, taxonomies) = (
        names(AffiliationKind::Scope),
        names(AffiliationKind::Taxonomy),
    );
    if minor <= 29 {
        assert_eq!(
            (scopes, taxonomies),
            (vec!["Quartier des Forges".to_owned()], vec![])
        );
    } else {
        assert_eq!(
            (scopes, taxonomies),
            (vec![], vec!["Quartier des Forges".to_owned()])
        );
        assert_eq!(first.themes.len(), 1);
    }
    assert_eq!(names(AffiliationKind::Area).len(), usize::from(minor <= 30));
    let chain = first.affiliations.iter().find(|affiliation| {
        matches!(
            affiliation.kind,
            AffiliationKind::Scope | AffiliationKind::Taxonomy
        )
    });
    assert_eq!(
        chain.map(|affiliation| affiliation.ancestors.len()),
        Some(1)
    );
}

async fn assert_version(fetch: &Fetcher, version: &str, build: Option<&str>) {
    let mut arguments = vec!["--version", version];
    arguments.extend(build.into_iter().flat_map(|build| ["--build", build]));
    let server = Server::start(&arguments);
    let found = recognize(&server.url, fetch).await.expect("a Decidim");
    assert!(
        found.like_versions.iter().any(|like| like == version),
        "{version}: {:?}",
        found.like_versions
    );
    assert!(found.requests <= 6 && !found.gateway);
    let minor = version
        .trim_start_matches("0.")
        .parse()
        .expect("a minor number");

    let first = poll(&server, fetch, None, now()).await;
    assert_everything(&first, minor);
    let log = server.log(fetch).await;
    let refused: Vec<_> = log["refused"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|entry| entry["operationName"].clone())
        .collect();
    assert_eq!(
        refused,
        ["Probe", "Probe"],
        "{version}: no query but the probes is refused"
    );

    // The next poll knows the host: it brings the same with fewer requests, and nothing is refused.
    let second = poll(
        &server,
        fetch,
        first.memory.as_ref(),
        now() + chrono::Duration::minutes(30),
    )
    .await;
    let second = with_what_stands(second, &first);
    assert_everything(&second, minor);
    assert!(
        second.requests < first.requests,
        "{} then {}",
        first.requests,
        second.requests
    );
    let log = server.log(fetch).await;
    assert_eq!(
        log["refused"].as_array().map(Vec::len),
        Some(2),
        "{version}"
    );
}

#[tokio::test]
async fn every_version_brings_everything_and_refuses_nothing_but_the_probe() {
    let fetch = fetcher();
    for version in VERSIONS {
        assert_version(&fetch, version, None).await;
    }
}

#[tokio::test]
async fn the_build_of_the_french_hosts_brings_everything_too() {
    assert_version(&fetcher(), "0.29", Some("osp")).await;
}

#[tokio::test]
async fn the_build_of_the_french_hosts_tells_a_version_that_decidim_hides() {
    let fetch = fetcher();
    let server = Server::start(&["--version", "0.31", "--build", "osp"]);
    let found = recognize(&server.url, &fetch).await.expect("a Decidim");
    assert_eq!(found.version.as_deref(), Some("0.31.5"));
    assert_eq!(found.name.as_deref(), Some("Sauvelle participe"));
}

#[tokio::test]
async fn one_initiative_without_dates_costs_no_other_its_dates() {
    let fetch = fetcher();
    let server = Server::start(&["--version", "0.27", "--undated-initiative"]);
    let harvest = poll(&server, &fetch, None, now()).await;
    let dated: Vec<_> = of_kind(&harvest, SpaceKind::Initiative)
        .iter()
        .map(|record| (record.native_id.clone(), record.opens.is_some()))
        .collect();
    assert_eq!(
        dated,
        [("1".into(), true), ("2".into(), false), ("3".into(), true)]
    );
    assert!(harvest.listing.is_complete(SpaceKind::Initiative));
    // Asked one by one only once a day.
    let again = poll(
        &server,
        &fetch,
        harvest.memory.as_ref(),
        now() + chrono::Duration::hours(1),
    )
    .await;
    let days = |harvest: &Harvest| -> Vec<_> {
        let initiatives = of_kind(harvest, SpaceKind::Initiative);
        let days = initiatives.iter().map(|one| (one.opens, one.closes));
        days.collect()
    };
    assert_eq!(days(&again), days(&harvest));
    let log = server.log(&fetch).await;
    assert_eq!(log["operations"]["InitiativeDates"], 3);
}

#[tokio::test]
async fn one_stale_link_costs_no_other_assembly_its_links() {
    let fetch = fetcher();
    let server = Server::start(&["--version", "0.29", "--stale-link"]);
    let harvest = poll(&server, &fetch, None, now()).await;
    let attached = |id: &str| {
        process(&harvest, id)
            .affiliations
            .iter()
            .any(|affiliation| affiliation.kind == AffiliationKind::Assembly)
    };
    assert!(attached("1") && attached("3") && !attached("2"));
    assert!(
        harvest
            .notices
            .iter()
            .any(|notice| notice.code() == "stale_link"),
        "{:?}",
        harvest.notices
    );
    assert!(!harvest.partial);
}

#[tokio::test]
async fn meetings_that_move_between_pages_are_read_again() {
    let fetch = fetcher();
    let server = Server::start(&["--version", "0.28", "--unstable", "1"]);
    let harvest = poll(&server, &fetch, None, now()).await;
    assert_eq!(process(&harvest, "1").meetings.len(), 116);
    assert!(process(&harvest, "1").meetings_complete);
}

#[tokio::test]
async fn meetings_that_never_hold_still_are_never_said_to_be_complete() {
    let fetch = fetcher();
    let server = Server::start(&["--version", "0.28", "--unstable", "99"]);
    let harvest = poll(&server, &fetch, None, now()).await;
    assert!(!process(&harvest, "1").meetings_complete);
    assert!(
        harvest.listing.is_complete(SpaceKind::Process),
        "the processes are"
    );
}

#[tokio::test]
async fn meetings_of_what_is_over_are_read_once_a_day_and_stand_meanwhile() {
    let fetch = fetcher();
    let server = Server::start(&["--version", "0.31"]);
    let later = now() + chrono::Duration::days(200);
    let first = poll(&server, &fetch, None, later).await;
    assert!(process(&first, "1").meetings_complete && process(&first, "1").meetings.len() == 116);
    let second = poll(
        &server,
        &fetch,
        first.memory.as_ref(),
        later + chrono::Duration::hours(1),
    )
    .await;
    assert!(
        !process(&second, "1").meetings_complete,
        "what is known of them is kept"
    );
    assert_eq!(process(&second, "2").results, process(&first, "2").results);
    let log = server.log(&fetch).await;
    assert_eq!(
        log["operations"]["ComponentMeetings"],
        3 + 1 + 3,
        "three pages, one page, three petitions"
    );
    let next_day = poll(
        &server,
        &fetch,
        second.memory.as_ref(),
        later + chrono::Duration::hours(25),
    )
    .await;
    assert!(process(&next_day, "1").meetings_complete);
}

#[tokio::test]
async fn a_version_to_come_and_a_build_of_its_own_are_named_and_are_no_alarm() {
    let (fetch, english) = (fetcher(), Phrases::of(&["en".parse().unwrap()]));
    for (arguments, named) in [
        (&["--version", "0.33"][..], "Decidim 0.33 (in development);"),
        (&["--version", "0.34", "--tells", "0.34.0"], "0.34.0;"),
        (&["--version", "1.40", "--tells", "1.0"], "Decidim 1.0;"),
        (
            &["--version", "0.31", "--tells", "0.31.0.rc1"],
            "0.31.0.rc1;",
        ),
        (
            &["--version", "0.29", "--tells", "0.29.5+osp"],
            "0.29.5+osp;",
        ),
        (
            &[
                "--version",
                "0.34",
                "--lacks",
                "ParticipatoryProcessGroup.title",
            ],
            "nearest to version 0.33 (in development)",
        ),
    ] {
        let server = Server::start(arguments);
        let harvest = poll(&server, &fetch, None, now()).await;
        let notices: Vec<_> = harvest.notices.iter().collect();
        assert!(!harvest.partial && notices.len() == 1, "{notices:?}");
        assert_eq!(notices[0].code(), "capabilities");
        let told = english.reason(notices[0], Audience::Operator, Paris);
        assert!(told.sentence.contains(named), "{named}: {told}");
        assert!(harvest.listing.is_complete(SpaceKind::Process), "{named}");
        assert_eq!(of_kind(&harvest, SpaceKind::Process).len(), 13, "{named}");
    }
}
