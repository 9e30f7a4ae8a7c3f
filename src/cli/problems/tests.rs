use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::*;
use crate::config::{self, Fault, Place};

const LANGUAGES: [&str; 2] = ["fr", "en"];

fn in_language(tag: &str) -> Phrases {
    Phrases::of(&[tag.parse().unwrap()])
}

fn of(fault: Fault) -> Problem {
    Problem {
        place: Place::File {
            file: "f.toml".to_owned(),
            line: Some(3),
        },
        key: "a.b".to_owned(),
        fault,
    }
}

/// The sentence and the advice of a fault.
fn said(fault: &Fault, phrases: &Phrases) -> String {
    let told = Told::new(&of(fault.clone()), phrases);
    let advice = told
        .advice
        .map_or_else(String::new, |advice| format!("\n    {advice}"));
    format!("{}{advice}", told.problem)
}

fn every_fault(language: &str) -> String {
    let phrases = in_language(language);
    let mut lines: Vec<String> = Fault::samples()
        .iter()
        .map(|fault| format!("{}: {}", fault.code(), said(fault, &phrases)))
        .collect();
    lines.dedup();
    lines.join("\n").replace('\u{a0}', " ")
}

#[test]
fn every_fault_in_french() {
    insta::assert_snapshot!(every_fault("fr"));
}

#[test]
fn every_fault_in_english() {
    insta::assert_snapshot!(every_fault("en"));
}

#[test]
fn every_fault_is_told_in_every_language_without_a_hole() {
    let codes: BTreeSet<&str> = Fault::samples().iter().map(Fault::code).collect();
    assert_eq!(codes.len(), Fault::CODES.len(), "codes are told apart");
    for language in LANGUAGES {
        let phrases = in_language(language);
        for fault in Fault::samples() {
            let text = said(&fault, &phrases);
            let code = fault.code();
            assert!(
                !text.starts_with('\n') && !text.is_empty(),
                "{language}: {code}"
            );
            // What stands in braces in a sentence is what an operator writes in braces.
            let mut plain = text.clone();
            for written in [
                "{z}",
                "{x}",
                "{y}",
                "{id}",
                "{ key = \"…\" }",
                "{ clé = \"…\" }",
            ] {
                plain = plain.replace(written, "");
            }
            let plain = plain.replace("{ open = [\"ouvert\"], closed = [\"clos\"] }", "");
            assert!(
                !plain.contains(['{', '}', '$']),
                "{language}: {code}: {text}"
            );
            let words = || text.split(|letter: char| !letter.is_alphanumeric());
            assert!(
                words().all(|word| word != NONE),
                "{language}: {code}: {text}"
            );
            let plain = text.replace("\n    ", "\n");
            assert!(!plain.contains("  "), "{language}: {code}: {text}");
        }
    }
}

#[test]
fn no_parameter_of_a_fault_is_left_out_of_its_sentences() {
    for language in LANGUAGES {
        let phrases = in_language(language);
        // By code and parameter: what it was, and what was said.
        let mut seen: BTreeMap<(&str, &str), BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
        for fault in Fault::samples() {
            let text = said(&fault, &phrases);
            for (name, param) in fault.params() {
                let value = shown(param.as_ref(), &phrases);
                let texts = seen.entry((fault.code(), name)).or_default();
                texts.entry(value).or_default().insert(text.clone());
            }
        }
        for ((code, name), texts) in seen {
            let is_shown = texts
                .iter()
                .any(|(value, said)| said.iter().any(|text| text.contains(value)));
            let all: BTreeSet<&BTreeSet<String>> = texts.values().collect();
            let makes_a_difference = all.len() > 1;
            assert!(
                is_shown || makes_a_difference,
                "{language}: `{name}` of {code} changes nothing"
            );
        }
    }
}

/// Returns all phrase files of a language as one text.
fn phrases_of(language: &str) -> String {
    let folder = format!(
        "{}/crates/phrases/texts/{language}",
        env!("CARGO_MANIFEST_DIR")
    );
    let files = std::fs::read_dir(folder).unwrap();
    files
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap() + "\n")
        .collect()
}

#[test]
fn every_phrase_of_a_problem_is_of_a_fault() {
    for language in LANGUAGES {
        let text = phrases_of(language);
        let phrases = text
            .lines()
            .filter_map(|line| line.split_once(" =")?.0.strip_prefix("problem-"));
        let told: BTreeSet<&str> = phrases
            .map(|name| name.strip_suffix("-advice").unwrap_or(name))
            .filter(|name| *name != "quoted")
            .collect();
        let codes: BTreeSet<&str> = Fault::CODES.iter().copied().collect();
        assert_eq!(told, codes, "{language}");
    }
}

fn told_of(text: &str, language: &str) -> Vec<Told> {
    let problems = config::parse(text, "f.toml", []).unwrap_err();
    told(&problems, &in_language(language))
}

#[test]
fn problems_are_also_data_in_the_language_asked_for() {
    let told =
        |language| serde_json::to_value(told_of("[polling]\nconcurrency = 0\n", language)).unwrap();
    let params = json!({ "given": 0, "least": 1, "most": 64 });
    assert_eq!(
        told("en"),
        json!([{ "file": "f.toml", "line": 2, "key": "polling.concurrency", "code": "out_of_bounds", "params": params,
            "problem": "0 is out of bounds: 1 to 64", "advice": null }])
    );
    assert_eq!(
        told("fr")[0]["problem"],
        "0 est hors limites\u{a0}: de 1 à 64"
    );
    assert_eq!(told("fr")[0]["params"], params);
    let known = "gateway server portal storage polling admin sources same different";
    let unknown = serde_json::to_value(told_of("zzzz = 1", "en")).unwrap();
    assert_eq!(
        unknown,
        json!([{ "file": "f.toml", "line": 1, "key": "zzzz", "code": "unknown_key",
            "params": { "known": known.split(' ').collect::<Vec<_>>() }, "problem": "unknown key",
            "advice": "Known here: gateway, server, portal, storage, polling, admin, sources, same, different." }])
    );
}

/// A configuration with much that is wrong.
const WRONG: &str = include_str!("../../../crates/config/src/tests/wrong.toml");

#[test]
fn a_wrong_file_is_told_in_french() {
    insta::assert_snapshot!(text(&told_of(WRONG, "fr")).replace('\u{a0}', " "));
}

#[test]
fn a_wrong_file_is_told_in_english() {
    insta::assert_snapshot!(text(&told_of(WRONG, "en")));
}

#[test]
fn what_an_operator_wrote_is_never_taken_for_what_is_not_known() {
    let text = "[gateway]\ncontact = 'none'\n";
    let told = &told_of(text, "en")[0];
    assert_eq!(
        told.problem,
        "“none” is neither an e-mail address nor a web address"
    );
}

#[test]
fn no_password_is_repeated_in_any_language() {
    let text = "[gateway]\ncontact = 'https://user:hush@a.fr'\npublic_url = 'https://user:hush@a.fr'\n\
        [storage]\nurl = 'postgres://user:hush@db'\n[admin]\ntoken = 'hush'\n\
        [server]\nlisten = 'x'\nframe_ancestors = ['https://user:hush@a.fr']\n\
        [portal]\ntiles = 'https://user:hush@a.fr/{z}/{x}/{y}'\n\
        [[sources]]\nid = 'a'\nplatform = 'feed'\nurl = 'user:hush@a.fr'\norigin = 'user:hush@a.fr'\n";
    for language in LANGUAGES {
        let told = told_of(text, language);
        assert!(told.len() >= 8, "{told:?}");
        let data = serde_json::to_string(&told).unwrap();
        assert!(!data.contains("hush"), "{data}");
    }
}
