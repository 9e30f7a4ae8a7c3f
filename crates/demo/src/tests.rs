use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::calendar::Today;
use super::content::{Process, Site};
use super::engine::Request;
use super::instance::Instance;
use super::*;

const DAYS: [&str; 3] = [
    "2026-11-22T12:00:00Z",
    "2028-02-29T08:00:00Z",
    "2027-12-31T21:00:00Z",
];

/// Waits for an answer: nothing in it waits for anything else.
pub(super) fn block_on<T>(answer: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(answer)
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn sites() -> Vec<Site> {
    content::sites().unwrap()
}

fn public(site: &Site) -> impl Iterator<Item = &Process> {
    site.processes.iter().filter(|process| !process.private)
}

/// The state of a process from its relative days, as a reader of the phases sees it.
fn state(process: &Process) -> &'static str {
    let phases = &process.phases;
    let (Some(first), Some(last)) = (phases.first(), phases.last()) else {
        return "unknown";
    };
    let runs = |phase: &super::content::Phase| phase.from <= Some(0) && phase.to >= Some(0);
    if first.from > Some(0) {
        "upcoming"
    } else if let Some(running) = phases.iter().find(|phase| runs(phase)) {
        if running.to <= Some(6) {
            "closing this week"
        } else {
            "open"
        }
    } else if last.to < Some(0) {
        if process.results > 0 {
            "results"
        } else {
            "closed"
        }
    } else {
        "paused"
    }
}

#[test]
fn there_are_sixty_consultations_and_eighty_meetings_in_every_state() {
    let sites = sites();
    let processes: Vec<&Process> = sites.iter().flat_map(public).collect();
    let initiatives: usize = sites.iter().map(|site| site.initiatives.len()).sum();
    let meetings: usize = processes.iter().map(|process| process.meetings.len()).sum();
    assert!(
        processes.len() + initiatives >= 60 && meetings >= 80,
        "{} {meetings}",
        processes.len()
    );
    let mut states: BTreeMap<&str, usize> = BTreeMap::new();
    for process in &processes {
        *states.entry(state(process)).or_default() += 1;
    }
    for (wanted, least) in [
        ("open", 15),
        ("closing this week", 8),
        ("upcoming", 6),
        ("paused", 4),
        ("closed", 5),
        ("results", 6),
        ("unknown", 2),
    ] {
        assert!(
            states.get(wanted).is_some_and(|count| *count >= least),
            "{wanted}: {states:?}"
        );
    }
}

#[test]
fn every_text_is_its_own_and_none_is_filler() {
    let mut seen = BTreeMap::new();
    for site in sites() {
        for process in public(&site) {
            for text in [&process.title, &process.short, &process.text] {
                let french = text.french().to_owned();
                assert!(
                    !french.is_empty() && !french.to_lowercase().contains("lorem"),
                    "{}",
                    process.slug
                );
                assert_eq!(
                    seen.insert(french, process.slug.clone()),
                    None,
                    "{}",
                    process.slug
                );
            }
            assert!(
                process.text.french().matches("<p>").count() >= 2,
                "{}",
                process.slug
            );
            assert!(
                process.phases.is_sorted_by_key(|phase| phase.from),
                "{}",
                process.slug
            );
        }
    }
}

#[test]
fn french_punctuation_has_its_no_break_spaces_and_apostrophes() {
    for site in sites() {
        for process in &site.processes {
            let meetings = process
                .meetings
                .iter()
                .flat_map(|meeting| [&meeting.title, &meeting.text]);
            for text in [
                &process.title,
                &process.subtitle,
                &process.short,
                &process.text,
            ]
            .into_iter()
            .chain(meetings)
            {
                let french = text.french();
                for bad in [" ;", " ?", " !", " :", "« ", " »", "'"] {
                    assert!(
                        !french.contains(bad),
                        "{}: `{bad}` in {french}",
                        process.slug
                    );
                }
            }
        }
    }
}

#[test]
fn every_reference_inside_the_content_leads_somewhere() {
    for site in sites() {
        let places = if site.scopes.is_empty() {
            &site.taxonomies
        } else {
            &site.scopes
        };
        for process in &site.processes {
            assert!(
                process
                    .group
                    .is_none_or(|id| site.groups.iter().any(|it| it.id == id)),
                "{}",
                process.slug
            );
            let known = |id: &u32| places.iter().any(|it| it.id == *id);
            assert!(
                process.taxonomies.iter().chain(&process.scope).all(known),
                "{}",
                process.slug
            );
        }
        for rule in &site.attach {
            if let Some(group) = rule.get("group") {
                assert!(
                    site.groups.iter().any(|it| it.name.french() == group),
                    "{group}"
                );
            }
        }
        let ids: BTreeMap<_, _> = site.processes.iter().map(|it| (it.id, &it.slug)).collect();
        assert_eq!(ids.len(), site.processes.len(), "{}", site.key);
    }
}

#[test]
fn every_link_inside_a_text_and_every_public_address_answers() {
    let today = Today::at(moment(DAYS[0]));
    let mut links = 0;
    for site in sites() {
        let mut paths = vec!["/".to_owned(), "/api/docs".to_owned()];
        for process in public(&site) {
            paths.push(format!("/processes/{}", process.slug));
            for text in process.text.entries() {
                let hrefs = text
                    .1
                    .split("href=\"/")
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next());
                paths.extend(hrefs.map(|href| format!("/{href}")));
            }
            let page = html::page(&site, today, &format!("/processes/{}", process.slug)).unwrap();
            let hrefs = page
                .split("href=\"/")
                .skip(1)
                .filter_map(|rest| rest.split('"').next());
            paths.extend(hrefs.map(|href| format!("/{href}")));
        }
        for path in paths {
            links += 1;
            assert!(
                html::page(&site, today, &path).is_some(),
                "{}: {path}",
                site.key
            );
        }
        assert_eq!(
            html::page(&site, today, "/processes/comite-de-pilotage-interne"),
            None
        );
        assert_eq!(html::page(&site, today, "/processes/rien"), None);
    }
    assert!(links > 150, "{links}");
}

fn answered(site: Site, day: &str, query: &str) -> Value {
    let instance = Instance::new(
        site,
        "http://127.0.0.1:1".to_owned(),
        Today::at(moment(day)),
    )
    .unwrap();
    let request = Request {
        query: Some(query.to_owned()),
        ..Request::default()
    };
    block_on(instance.answer(&request))
}

#[test]
fn on_any_day_every_instance_answers_with_the_same_shape_and_no_mark_left() {
    let query = "{participatoryProcesses{id slug startDate endDate publishedAt title{translations{locale text}} description{translations{locale text}} steps{id startDate endDate}}}";
    for day in DAYS {
        for site in sites() {
            let expected = public(&site).count();
            let answer = answered(site, day, query);
            let list = answer["data"]["participatoryProcesses"].as_array().unwrap();
            assert_eq!((list.len(), answer.get("errors")), (expected, None));
            let text = answer.to_string();
            assert!(!text.contains("{date") && !text.contains("{year"), "{day}");
            for process in list {
                let published = process["publishedAt"].as_str().unwrap();
                assert!(
                    DateTime::parse_from_rfc3339(published).unwrap() < moment(day),
                    "{process}"
                );
            }
        }
    }
}

#[test]
fn the_same_day_gives_the_same_bytes_but_for_signed_images() {
    let query = "{participatoryProcesses{slug title{translations{text}}}}";
    for (first, second) in sites().into_iter().zip(sites()) {
        assert_eq!(
            answered(first, DAYS[0], query),
            answered(second, "2026-11-22T20:00:00Z", query)
        );
    }
}

#[test]
fn images_are_relative_until_0_27_and_signed_anew_from_0_28() {
    let today = Today::at(moment(DAYS[0]));
    let query = || Request {
        query: Some("{participatoryProcess(id:1){heroImage}}".to_owned()),
        ..Request::default()
    };
    for site in sites() {
        let old = site.version.starts_with("0.27");
        let instance = Instance::new(site, "http://127.0.0.1:1".to_owned(), today).unwrap();
        let (first, second) = (
            block_on(instance.answer(&query())),
            block_on(instance.answer(&query())),
        );
        let address = first["data"]["participatoryProcess"]["heroImage"]
            .as_str()
            .unwrap();
        assert_eq!(
            address.starts_with("/rails/active_storage/blobs/redirect/"),
            old,
            "{address}"
        );
        assert_eq!(
            address.starts_with("http://127.0.0.1:1/rails/"),
            !old,
            "{address}"
        );
        assert_eq!(first == second, old);
    }
}

#[test]
fn a_module_that_is_not_installed_is_refused_and_initiatives_are_on_one_host() {
    let hosts = sites().into_iter().filter(|site| {
        let key = site.key.clone();
        let site = sites().into_iter().find(|it| it.key == key).unwrap();
        answered(site, DAYS[0], "{initiatives{id}}")
            .get("data")
            .is_some()
    });
    assert_eq!(
        hosts.map(|site| site.key).collect::<Vec<_>>(),
        ["grand-nancy"]
    );
}

#[test]
fn one_text_holds_an_address_and_a_number_to_be_masked() {
    let answer = answered(
        sites().remove(0),
        DAYS[0],
        "{participatoryProcess(id:3){description{translations{text}}}}",
    );
    let text = answer.to_string();
    assert!(
        text.contains("eau-concertation@grand-nancy.example") && text.contains("03 83 00 00 00"),
        "{text}"
    );
}

#[tokio::test]
async fn the_configuration_names_every_instance_with_a_lasting_origin() {
    let running = start(moment(DAYS[0])).await.unwrap();
    let text = running.configuration("127.0.0.1:8080".parse().unwrap());
    let read: toml::Table = text.parse().unwrap();
    let sources = read["sources"].as_array().unwrap();
    let urls: Vec<&str> = running.instances().map(|instance| instance.url).collect();
    assert_eq!(
        sources
            .iter()
            .map(|source| source["url"].as_str().unwrap())
            .collect::<Vec<_>>(),
        urls
    );
    assert_eq!(
        sources[0]["origin"].as_str(),
        Some("jeparticipe.grand-nancy.example")
    );
    assert_eq!(sources[0]["attach"].as_array().unwrap().len(), 12);
    assert_eq!(
        read["polling"]["allow_private_addresses"].as_bool(),
        Some(true)
    );
    let folder = running.directory().to_owned();
    assert!(folder.is_dir());
    running.shutdown().await;
    assert!(!folder.exists());
}

#[test]
fn what_is_not_declared_as_json_has_no_query() {
    let site = sites().remove(0);
    let instance = Instance::new(site, String::new(), Today::at(moment(DAYS[0]))).unwrap();
    assert_eq!(
        block_on(instance.answer(&Request::default())),
        json!({"errors": [{"message": "No query string was present"}]})
    );
}
