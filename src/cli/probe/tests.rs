//! Prints of `probe`.

use serde_json::json;

use super::block::source_block;
use super::json::as_json;
use super::words::in_words;
use crate::config;
use crate::connector::cap_collectif::{self, Access};
use crate::connector::decidim;
use crate::connector::recognition::{Fact, Found, Recognized, ToComplete};
use crate::model::{Platform, Reason};
use crate::publish::phrases::Phrases;
use url::Url;

fn english() -> Phrases {
    Phrases::of(&["en".parse().unwrap()])
}

fn found(platform: Platform, path: &str) -> Found {
    let url = format!("https://www.participez.nancy.fr/{path}");
    Found::new(platform, url.parse().unwrap())
}

fn decidim(name: &str, url: &str) -> Found {
    let recognition = decidim::Recognition {
        url: url.parse().unwrap(),
        name: Some(name.to_owned()),
        version: None,
        like_versions: vec!["0.30".to_owned(), "0.31".to_owned()],
        nearest: Some("0.31".to_owned()),
        missing: vec!["ParticipatoryProcess.scope".to_owned()],
        gateway: false,
        requests: 3,
    };
    recognition.into()
}

fn list(url: Url) -> Found {
    let problem = Reason::told("entries_unreadable", "line 3: `ferme`\nis no date");
    Found::new(Platform::File, url)
        .with("format", "CSV")
        .with("entries", 2_u64)
        .with("problems", Fact::Problems(vec![problem]))
}

/// A feed of a host that calls itself `name`.
fn feed(name: &str) -> Found {
    Found {
        to_complete: ToComplete::EntryRules,
        ..found(Platform::Feed, "feed/?cat=3")
            .with_name(Some(name.to_owned()))
            .with("format", "RSS")
            .with("entries", 12_u64)
    }
}

fn calendar(name: &str) -> Found {
    Found {
        to_complete: ToComplete::EntryRules,
        ..found(Platform::Calendar, "agenda.ics")
            .with_name(Some(name.to_owned()))
            .with("events", Fact::Unknown)
    }
}

fn portal(name: &str) -> Found {
    let titles = vec![("concertations".to_owned(), Some(name.to_owned()))];
    Found {
        to_complete: ToComplete::DatasetFields { dataset: None },
        ..found(Platform::Opendatasoft, "")
            .with("datasets", Fact::Titles(titles))
            .with("total", 1_u64)
    }
}

fn cap_collectif() -> Found {
    let recognition = cap_collectif::Recognition {
        url: found(Platform::CapCollectif, "").url,
        access: Access::Off,
        requests: 3,
    };
    recognition.into()
}

/// One of each platform, all of the same host.
fn each(name: &str) -> Vec<Found> {
    vec![
        decidim(name, found(Platform::Decidim, "").url.as_str()),
        feed(name),
        calendar(name),
        found(Platform::Passerelle, "agenda")
            .with_name(Some(name.to_owned()))
            .with("version", "0.1.0"),
        portal(name),
        cap_collectif(),
        list(found(Platform::File, "listes/concertations.csv").url),
    ]
}

#[test]
fn the_block_is_a_valid_source_whatever_the_host_calls_itself() {
    for name in ["Participez !", "\"quoted\"\nid = \"x\"", "C:\\temp", ""] {
        for found in each(name) {
            let text = format!(
                "[gateway]\ncontact = \"a@example.fr\"\n{}",
                source_block(&found, None, &english())
            );
            let config = config::parse(&text, "pasted.toml", Vec::new())
                .unwrap_or_else(|problems| panic!("{name}: {problems}"));
            let [source] = &config.sources[..] else {
                panic!("one source")
            };
            assert_eq!(source.platform, found.platform);
            assert!(source.id.as_str().starts_with("participez-nancy-fr"));
            let is_document = source.platform.address_form().is_document();
            assert!(!is_document || source.url == found.url);
        }
    }
}

#[test]
fn all_blocks_of_one_host_can_be_pasted_together_where_it_has_a_feed_and_a_calendar() {
    let blocks: String = each("Ville")[1..3]
        .iter()
        .map(|found| source_block(found, None, &english()))
        .collect();
    let text = format!("[gateway]\ncontact = \"a@example.fr\"\n{blocks}");
    assert_eq!(
        config::parse(&text, "pasted.toml", Vec::new())
            .unwrap()
            .sources
            .len(),
        2
    );
}

#[test]
fn a_list_of_this_machine_is_pasted_with_its_path_and_check_asks_for_its_origin() {
    let found = list("file:///srv/listes/n%C3%AEmes.csv".parse().unwrap());
    let block = source_block(&found, None, &english());
    assert!(block.contains("\"/srv/listes/nîmes.csv\""), "{block}");
    let pasted = format!("[gateway]\ncontact = \"a@example.fr\"\n{block}");
    let problems = config::parse(&pasted, "pasted.toml", Vec::new()).unwrap_err();
    assert!(problems.to_string().contains("origin"), "{problems}");
    let filled = pasted.replace("# origin", "origin");
    let config = config::parse(&filled, "pasted.toml", Vec::new()).unwrap();
    assert_eq!(config.sources[0].id.as_str(), "nimes");
    let words = in_words(&found, &english());
    assert!(
        words.contains("2 consultations") && words.contains("line 3: `ferme` is no date"),
        "{words}"
    );
}

#[test]
fn what_a_host_hides_is_said_in_words() {
    let words = in_words(&decidim("Nancy", "https://participez.nancy.fr"), &english());
    assert!(
        words.contains("answers as Decidim 0.30 to 0.31, without saying which")
            && words.contains("ParticipatoryProcess.scope"),
        "{words}"
    );
    let off = in_words(&each("Nantes")[5], &english());
    assert!(
        off.contains("a Cap Collectif") && off.contains("public_api"),
        "{off}"
    );
}

#[test]
fn programs_find_the_best_in_the_keys_that_they_know_and_the_others_beside_it() {
    let recognized = Recognized {
        found: each("Ville")[1..3].to_vec(),
        requests: 3,
    };
    let said = as_json(&recognized, &english());
    assert_eq!(
        (&said["platform"], &said["entries"], &said["requests"]),
        (&json!("feed"), &json!(12), &json!(3))
    );
    assert_eq!(said["found"][1]["platform"], "calendar");
    assert!(
        said["found"][0]["block"]
            .as_str()
            .unwrap()
            .contains("[[sources]]")
    );
}
