//! A Cap Collectif over a real socket: what it lists is read whole and once, what it hides stays hidden, what it says wrongly is understood, and
//! each way of not answering is told in words that its administrator can act on.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use passerelle::clock::SystemClock;
use passerelle::connector::cap_collectif::{Access, CapCollectif, recognize};
use passerelle::connector::{Connector, Context, Error, Harvest};
use passerelle::fetch::{Fetcher, Settings};
use passerelle::model::{
    AffiliationKind, Modality, Moment, Origin, Platform as Software, Record, Source, SpaceKind,
};
use serde_json::{Value, json};
use url::Url;

use crate::cap_collectif_platform::{Content, Platform, event, project, step};

fn fetcher() -> Fetcher {
    let gateway = Url::parse("https://agenda.example.fr").unwrap();
    let settings = Settings {
        allow_private_addresses: true,
        min_gap: Duration::ZERO,
        ..Settings::new(&gateway, "essai@example.fr")
    };
    Fetcher::new(settings, Arc::new(SystemClock)).unwrap()
}

pub(crate) fn source(address: &str) -> Source {
    let url = Url::parse(address).unwrap();
    Source {
        id: "dialogue".parse().unwrap(),
        name: "Dialogue".into(),
        platform: Software::CapCollectif,
        origin: Origin::of_url(&url).unwrap(),
        naming: passerelle::model::Naming::default(),
        url,
        territory: None,
        every: Duration::from_hours(1),
        languages: Vec::new(),
        timezone: chrono_tz::Europe::Paris,
        level: None,
        modalities: Vec::new(),
        licence: None,
        kinds: vec![SpaceKind::Process, SpaceKind::Event],
        attach: Vec::new(),
        dataset: None,
        columns: passerelle::model::ListColumns::default(),
        include: Vec::new(),
        exclude: Vec::new(),
        join: Vec::new(),
    }
}

pub(crate) async fn polled(
    source: &Source,
    memory: Option<&Value>,
    now: &str,
) -> Result<Harvest, Error> {
    CapCollectif
        .poll(&Context {
            source,
            memory,
            fetch: &fetcher(),
            now: now.parse().unwrap(),
            gateway: &Url::parse("https://agenda.example.fr").unwrap(),
        })
        .await
}

pub(crate) const NOON: &str = "2026-03-20T12:00:00Z";

pub(crate) async fn read(platform: &Platform) -> Harvest {
    polled(&source(&platform.address), None, NOON)
        .await
        .expect("a harvest")
}

async fn refused(content: Content) -> String {
    let platform = Platform::start(content).await;
    let said = polled(&source(&platform.address), None, NOON).await;
    said.expect_err("an error").to_string()
}

fn open_steps() -> Vec<Value> {
    vec![step(
        "QuestionnaireStep",
        "q",
        "OPENED",
        Some("2026-03-01 00:00:00"),
        Some("2026-04-01 23:59:59"),
    )]
}

pub(crate) fn many(count: usize) -> Vec<Value> {
    (1..=count)
        .map(|number| project(number, &open_steps()))
        .collect()
}

fn ids(harvest: &Harvest) -> BTreeSet<&str> {
    harvest
        .records
        .iter()
        .map(|record| record.native_id.as_str())
        .collect()
}

pub(crate) fn is_complete(harvest: &Harvest) -> bool {
    harvest.listing.is_complete(SpaceKind::Process)
}

pub(crate) fn the_record<'h>(harvest: &'h Harvest, id: &str) -> &'h Record {
    harvest
        .records
        .iter()
        .find(|record| record.native_id.ends_with(id))
        .expect("the record")
}

#[tokio::test]
async fn two_hundred_and_fifty_projects_come_over_three_pages_each_once() {
    let platform = Platform::start(Content {
        projects: many(250),
        ..Content::default()
    })
    .await;
    let harvest = read(&platform).await;
    assert_eq!((harvest.records.len(), ids(&harvest).len()), (250, 250));
    assert!(
        is_complete(&harvest) && !harvest.partial,
        "{:?}",
        harvest.notices
    );
    assert_eq!(
        platform.asked(),
        [
            "/sitemap.xml",
            "/",
            "Projects",
            "Projects",
            "Projects",
            "Events",
            "ProjectCounts",
            "ProjectCounts",
            "ProjectCounts"
        ]
    );
    assert_eq!(harvest.requests, 9);
    let record = the_record(&harvest, "Do7");
    assert_eq!(record.counts.participants, Some(12));
    assert_eq!(record.counts.contributions, Some(34));
    assert_eq!(
        record.modalities,
        [Modality::Survey, Modality::PublicInquiry]
    );
    assert_eq!(record.affiliations[0].kind, AffiliationKind::Scope);
    let summary = record.short_description.best_text(&[]);
    assert!(summary.ends_with("&lt;sans balise&gt;"), "{summary}");
}

#[tokio::test]
async fn pages_that_are_smaller_than_asked_for_are_followed_to_the_end() {
    let platform = Platform::start(Content {
        projects: many(23),
        page: 5,
        ..Content::default()
    })
    .await;
    let harvest = read(&platform).await;
    assert_eq!(harvest.records.len(), 23);
    assert!(is_complete(&harvest));
}

#[tokio::test]
async fn a_list_that_moves_between_two_pages_is_read_again_and_nothing_comes_twice() {
    let platform = Platform::start(Content {
        projects: many(12),
        page: 5,
        drifts: true,
        ..Content::default()
    })
    .await;
    let harvest = read(&platform).await;
    assert_eq!((harvest.records.len(), ids(&harvest).len()), (12, 12));
    assert!(is_complete(&harvest), "{:?}", harvest.notices);
}

#[tokio::test]
async fn null_edges_lose_nothing_else_and_hide_nothing() {
    let mut projects = many(4);
    projects[1] = Value::Null;
    let platform = Platform::start(Content {
        projects,
        ..Content::default()
    })
    .await;
    let harvest = read(&platform).await;
    assert_eq!(harvest.records.len(), 3);
    assert!(is_complete(&harvest));
}

#[tokio::test]
async fn a_host_that_stops_answering_withdraws_nothing() {
    let platform = Platform::start(Content {
        projects: many(12),
        page: 5,
        second_page: Some((502, "")),
        ..Content::default()
    })
    .await;
    let harvest = polled(&source(&platform.address), None, NOON)
        .await
        .expect("the first page");
    assert_eq!(harvest.records.len(), 5);
    assert!(harvest.partial && !is_complete(&harvest));

    platform.change(|content| content.second_page = Some((429, "")));
    let busy = polled(&source(&platform.address), None, NOON).await;
    assert!(matches!(busy, Err(Error::Busy { .. } | Error::Fetch(_))));
}

#[tokio::test]
async fn steps_of_any_type_with_ids_of_any_form_are_phases() {
    let steps = vec![
        step("PresentationStep", "pstep1", "CLOSED", None, None),
        step(
            "SomethingNewStep",
            "U29tZXRoaW5nTmV3",
            "OPENED",
            Some("2026-03-29 02:30:00"),
            Some("2026-10-25 02:30:00"),
        ),
    ];
    let platform = Platform::start(Content {
        projects: vec![project(1, &steps)],
        ..Content::default()
    })
    .await;
    let harvest = read(&platform).await;
    let phases = &harvest.records[0].phases;
    assert_eq!((phases[0].opens, phases[0].closes), (None, None));
    let instant = |text: &str| Some(Moment::Instant(text.parse().unwrap()));
    assert_eq!(
        phases[1].opens,
        instant("2026-03-29T03:30:00+02:00"),
        "an hour that does not exist"
    );
    assert_eq!(
        phases[1].closes,
        instant("2026-10-25T02:30:00+02:00"),
        "the first of an hour that comes twice"
    );
}

#[tokio::test]
async fn a_project_without_a_page_of_its_own_is_not_relayed() {
    let mut elsewhere = project(2, &[]);
    elsewhere["url"] = json!("/projects");
    let platform = Platform::start(Content {
        projects: vec![project(1, &open_steps()), elsewhere],
        ..Content::default()
    })
    .await;
    let harvest = read(&platform).await;
    assert_eq!(harvest.records.len(), 1);
    assert!(
        harvest
            .notices
            .iter()
            .any(|notice| notice.code() == "projects_without_page")
    );
}

#[tokio::test]
async fn a_step_that_the_site_does_not_show_is_neither_relayed_nor_linked_to() {
    let mut steps = vec![step("CollectStep", "brouillon", "OPENED", None, None)];
    steps.extend(open_steps());
    let mut hidden = project(1, &steps);
    hidden["url"] = json!("/project/p/collect/brouillon");
    let platform = Platform::start(Content {
        projects: vec![hidden],
        sitemap: Some(
            "<urlset><url><loc>https://x.example/project/p/questionnaire/q</loc></url></urlset>"
                .into(),
        ),
        ..Content::default()
    })
    .await;
    let harvest = read(&platform).await;
    let record = &harvest.records[0];
    assert_eq!(record.phases.len(), 1);
    assert_eq!(record.url.path(), "/project/p/questionnaire/q");
    assert_eq!(platform.asked()[..2], ["/sitemap.xml", "Projects"]);
}

#[tokio::test]
async fn behind_the_shield_nothing_is_relayed_and_nothing_withdrawn() {
    let said = refused(Content {
        projects: many(3),
        shield: true,
        ..Content::default()
    })
    .await;
    assert!(said.starts_with("site_closed "), "{said}");
}

#[tokio::test]
async fn an_api_that_is_off_or_half_open_says_what_to_ask_for() {
    let off = refused(Content {
        api: false,
        ..Content::default()
    })
    .await;
    assert!(off.starts_with("api_switched_off "), "{off}");
    let half = refused(Content {
        preview: false,
        ..Content::default()
    })
    .await;
    assert!(half.starts_with("api_half_open "), "{half}");
    let failing = refused(Content {
        failing: vec!["Projects"],
        ..Content::default()
    })
    .await;
    assert!(failing.contains(r#""document":"Projects""#), "{failing}");
}

#[tokio::test]
async fn several_languages_are_read_one_by_one_and_told_together() {
    let mut translated = project(1, &open_steps());
    translated["title"] = json!({"$fr": "La gare", "$en": "The station"});
    let platform = Platform::start(Content {
        projects: vec![translated],
        languages: vec!["fr", "en"],
        ..Content::default()
    })
    .await;
    let mut source = source(&platform.address);
    source.languages = ["fr", "en", "de"].map(|tag| tag.parse().unwrap()).to_vec();
    let harvest = polled(&source, None, NOON).await.unwrap();
    let title = &harvest.records[0].title;
    let tags: Vec<&str> = title.iter().map(|(tag, _)| tag.as_str()).collect();
    assert_eq!(
        tags,
        ["en", "fr"],
        "French words in answer to German are no German"
    );
    assert_eq!(harvest.records[0].themes[0].iter().count(), 1);

    platform.change(|content| content.refuses = true);
    let harvest = polled(&source, harvest.memory.as_ref(), NOON)
        .await
        .unwrap();
    assert!(harvest.partial && !is_complete(&harvest));
    assert!(
        harvest
            .notices
            .iter()
            .any(|notice| notice.code() == "language_refused")
    );
    let harvest = polled(&source, harvest.memory.as_ref(), NOON)
        .await
        .unwrap();
    assert!(
        !harvest.partial && is_complete(&harvest),
        "told, and lived with"
    );
}

#[tokio::test]
async fn what_is_at_an_address_is_recognised_in_three_requests() {
    let table = [
        (Content::default(), Some("open")),
        (
            Content {
                api: false,
                ..Content::default()
            },
            Some("api_switched_off"),
        ),
        (
            Content {
                preview: false,
                ..Content::default()
            },
            Some("api_half_open"),
        ),
        (
            Content {
                shield: true,
                ..Content::default()
            },
            Some("site_closed"),
        ),
    ];
    for (content, expected) in table {
        let platform = Platform::start(content).await;
        let url = Url::parse(&platform.address).unwrap();
        let found = recognize(&url, &fetcher()).await.unwrap();
        assert!(platform.asked().len() <= 3);
        let said = found.map(|found| {
            assert!(found.requests <= 3);
            match found.access {
                Access::Open { .. } => "open".to_owned(),
                other => other
                    .obstacle(&url)
                    .map_or_else(String::new, |it| it.to_string()),
            }
        });
        assert!(
            said.as_deref()
                .is_some_and(|said| expected.is_some_and(|words| said.contains(words))),
            "{said:?} {expected:?}"
        );
    }
}

#[tokio::test]
async fn another_site_is_not_taken_for_one() {
    let router = axum::Router::new().fallback(|| async {
        (
            axum::http::StatusCode::NOT_FOUND,
            axum::response::Html("<html>Mairie"),
        )
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = Url::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    assert_eq!(recognize(&url, &fetcher()).await.unwrap(), None);
}

/// A text with e-mail addresses and phone numbers, as a careless administrator writes it, put wherever there is a text.
const TALK: &str = "Écrire à camille.canari@example.org ou à camille.canari (at) example (point) org, appeler le 06 12 34 56 78, le 06.12.34.56.78 ou le +33 6 12 34 56 78";

#[tokio::test]
async fn what_the_platform_says_of_people_is_in_no_consultation() {
    let person = json!({"username": "Camille Canari", "email": "camille.canari@example.org"});
    let mut talkative = project(1, &open_steps());
    for field in ["title", "metaDescription"] {
        talkative[field] = json!(TALK);
    }
    talkative["themes"] = json!([{"id": "t", "title": TALK}]);
    talkative["districts"] = json!({"edges": [{"node": {"id": "d", "name": TALK, "followers": {"edges": [{"node": person}]}}}]});
    talkative["steps"][0]["title"] = json!(TALK);
    talkative["authors"] = json!([person]);
    talkative["contributors"] = json!({"totalCount": 1, "edges": [{"node": person}]});
    let mut of_project = event(1, "2026-04-02 18:30:00", &[1]);
    let mut alone = event(2, "2026-04-03 18:30:00", &[]);
    for event in [&mut of_project, &mut alone] {
        event["author"] = person.clone();
        event["title"] = json!(TALK);
        event["body"] = json!(format!(
            "<p>{TALK} <a href=\"mailto:camille.canari@example.org\">ici</a></p>"
        ));
        event["googleMapsAddress"]["formatted"] = json!(TALK);
        event["googleMapsAddress"]["json"] = json!(TALK);
    }
    let platform = Platform::start(Content {
        projects: vec![talkative],
        events: vec![of_project, alone],
        ..Content::default()
    })
    .await;
    let source = source(&platform.address);
    let harvest = polled(&source, None, NOON).await.unwrap();
    assert_eq!(harvest.records.len(), 2);
    let context = passerelle::normalize::Context {
        source: &source,
        geography: passerelle::geography::Geography::official(),
        now: NOON.parse().unwrap(),
    };
    let mut said = format!("{:?}", harvest.notices);
    for record in harvest.records {
        let consultation = passerelle::normalize::consultation(record, &context).unwrap();
        said.push_str(&serde_json::to_string(&consultation).unwrap());
    }
    let memory = harvest.memory.map(passerelle::normalize::remembered);
    said.push_str(&memory.unwrap_or_default().to_string());
    assert!(said.contains("masqué"), "the texts were relayed, masked");
    for canary in crate::talkative::CANARIES {
        assert!(!said.to_lowercase().contains(canary), "{canary} in {said}");
    }
}
