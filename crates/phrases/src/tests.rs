use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono_tz::Europe::Paris;
use regex::Regex;

use super::*;
use passerelle_model::reason::{ANYTHING, Audience, Code, Item, Kind, Parameter, Place};
use passerelle_model::{Moment, Reason};

fn in_language(tag: &str) -> Phrases {
    Phrases::of(&[tag.parse().unwrap()])
}

fn every_language() -> Vec<String> {
    TEXTS.locales().map(ToString::to_string).collect()
}

/// The text of every file of a language, in the order of their names.
fn written(language: &str) -> String {
    let folder = format!("{}/texts/{language}", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    let texts = files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap());
    texts.collect()
}

/// The messages of a language, with the parts that each fills in.
fn messages(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let text = written(language);
    let part = Regex::new(r"\$([a-z]+)").unwrap();
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut last = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line
            .split_once(" =")
            .filter(|(name, _)| !name.starts_with([' ', '}']))
        {
            last = name.to_owned();
            assert!(
                messages.insert(last.clone(), BTreeSet::new()).is_none(),
                "{language}: {last} twice"
            );
        }
        if let Some(parts) = messages.get_mut(&last) {
            parts.extend(part.captures_iter(line).map(|found| found[1].to_owned()));
        }
    }
    messages
}

#[test]
fn every_language_has_every_message_and_fills_in_the_same_parts() {
    assert!(every_language().len() >= 2);
    let french = messages("fr");
    for language in every_language() {
        let other = messages(&language);
        let labels = labels();
        let names = |messages: &BTreeMap<String, _>| -> Vec<String> {
            let names = messages.keys().filter(|name| !labels.contains(*name));
            names.cloned().collect()
        };
        assert_eq!(names(&other), names(&french), "{language}");
        for (name, parts) in other.iter().filter(|(name, _)| !labels.contains(*name)) {
            // `$count` chooses a form, which a language may not need; hours come in two ways.
            let known: BTreeSet<&str> = french[name]
                .iter()
                .map(String::as_str)
                .chain(["count", "shown", "hours"])
                .collect();
            assert!(
                parts.iter().all(|part| known.contains(part.as_str())),
                "{language}: {name}: {parts:?}"
            );
        }
    }
}

/// The languages in which the model has the labels of the closed lists.
const LANGUAGES_OF_MODEL: [&str; 2] = ["en", "fr"];

/// The names of the labels of all terms of the closed lists.
fn labels() -> BTreeSet<String> {
    let tokens = |list: &str, tokens: Vec<&str>| -> Vec<String> {
        let names = tokens.into_iter().map(|token| format!("{list}-{token}"));
        names.collect()
    };
    let lists = [
        tokens(
            "status",
            Status::ALL.iter().map(|term| term.token()).collect(),
        ),
        tokens(
            "level",
            Level::ALL.iter().map(|term| term.token()).collect(),
        ),
        tokens(
            "modality",
            Modality::ALL.iter().map(|term| term.token()).collect(),
        ),
        tokens(
            "platform",
            Platform::ALL.iter().map(|term| term.token()).collect(),
        ),
    ];
    lists.into_iter().flatten().collect()
}

/// The labels that a language lacks, which the model does not have either.
fn missing_labels(language: &str, messages: &BTreeSet<String>) -> Vec<String> {
    if LANGUAGES_OF_MODEL.contains(&language) {
        return Vec::new();
    }
    labels().difference(messages).cloned().collect()
}

#[test]
fn a_language_that_the_model_does_not_know_has_the_labels_of_the_closed_lists() {
    for language in every_language() {
        let names: BTreeSet<String> = messages(&language).into_keys().collect();
        assert_eq!(missing_labels(&language, &names), [""; 0], "{language}");
    }
    let some = BTreeSet::from(["status-open".to_owned(), "portal-title".to_owned()]);
    let missing = missing_labels("de", &some);
    assert_eq!(missing.len(), labels().len() - 1);
    assert!(missing.contains(&"modality-survey".to_owned()));
}

/// The names that the program asks for, written out in its sources.
fn asked_for() -> BTreeSet<String> {
    let call = Regex::new(
        r#"\b(?:say|with|count|count_with|filled|numbered|fill)\(\s*"([a-z][a-z0-9_-]+)""#,
    )
    .unwrap();
    let mut names = BTreeSet::new();
    let repository = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let mut folders = vec![repository.join("src"), repository.join("crates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|kind| kind == "rs" || kind == "html")
            {
                let text = std::fs::read_to_string(&path).unwrap();
                let found = call.captures_iter(&text).map(|found| found[1].to_owned());
                names
                    .extend(found.filter(|name| name.contains('-') || !path.ends_with("tests.rs")));
            }
        }
    }
    names
}

#[test]
fn every_name_that_is_asked_for_exists() {
    let french = messages("fr");
    let missing: Vec<String> = asked_for()
        .into_iter()
        .filter(|name| name.contains('-') && !french.contains_key(name))
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_term_of_the_vocabulary_has_a_label() {
    for language in every_language() {
        let phrases = in_language(&language);
        let labels = Status::ALL
            .iter()
            .map(|term| phrases.status(*term))
            .chain(Level::ALL.iter().map(|term| phrases.level(*term)))
            .chain(Modality::ALL.iter().map(|term| phrases.modality(*term)))
            .chain(Platform::ALL.iter().map(|term| phrases.platform(*term)));
        for label in labels {
            assert!(!label.is_empty(), "{language}");
        }
    }
}

#[test]
fn french_is_written_with_its_spaces_and_apostrophes() {
    let text = written("fr");
    let placeable = Regex::new(r"\{[^{}]*\}").unwrap();
    let glued = Regex::new(r"[\p{L}»][?!;:](?:\s|$)").unwrap();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let value = line.split_once(" = ").map_or(line, |(_, value)| value);
        let plain = placeable.replace_all(value, "x");
        for wrong in [" :", " ;", " ?", " !", " %", "« ", " »", "'", "..."] {
            assert!(!plain.contains(wrong), "`{wrong}` in {line}");
        }
        assert!(!glued.is_match(&plain), "{line}");
    }
}

#[test]
fn a_count_takes_the_form_of_its_language() {
    let forms = |tag, count| in_language(tag).count("days", count).replace('\u{a0}', " ");
    assert_eq!(forms("fr", 0), "0 jour");
    assert_eq!(forms("fr", 1), "1 jour");
    assert_eq!(forms("fr", 12_345), "12\u{202f}345 jours");
    assert_eq!(forms("en", 0), "0 days");
    assert_eq!(forms("en", 1), "1 day");
    assert_eq!(in_language("en").number(1_234_567), "1,234,567");
    assert_eq!(in_language("fr").number(2026), "2026");
}

#[test]
fn a_language_that_there_is_no_file_of_is_passed_over() {
    let wanted = ["br".parse().unwrap(), "en-GB".parse().unwrap()];
    assert_eq!(Phrases::of(&wanted).tag(), "en");
    assert_eq!(Phrases::of(&[]).tag(), "fr");
    assert!(!Phrases::speaks(&wanted[0]) && Phrases::speaks(&wanted[1]));
}

#[test]
fn people_read_days_as_they_say_them() {
    let (french, english) = (in_language("fr"), in_language("en"));
    let day = "2026-08-01".parse().unwrap();
    assert_eq!(french.day(day), "1er\u{a0}août\u{a0}2026");
    assert_eq!(english.day(day), "1\u{a0}August\u{a0}2026");
    let today = "2026-11-22".parse().unwrap();
    assert_eq!(french.near_weekday(day, today), "samedi 1er\u{a0}août");
    assert_eq!(
        french.near_day("2027-08-02".parse().unwrap(), today),
        "2\u{a0}août\u{a0}2027"
    );
    assert_eq!(french.month_of_year(day), "août\u{a0}2026");
}

#[test]
fn instants_are_told_in_the_time_of_their_source() {
    let evening = Moment::Instant("2026-11-12T17:30:00Z".parse().unwrap());
    let (french, english) = (in_language("fr"), in_language("en"));
    assert_eq!(
        french.moment(evening, Paris),
        "12\u{a0}novembre\u{a0}2026 à 18\u{202f}h\u{202f}30"
    );
    assert_eq!(
        english.moment(evening, Paris),
        "12\u{a0}November\u{a0}2026, 18:30"
    );
    let sharp = "08:00:00".parse().unwrap();
    assert_eq!(french.time(sharp), "8\u{202f}h");
    assert_eq!(english.time(sharp), "08:00");
}

#[test]
fn a_span_says_each_part_of_its_days_once() {
    let day = |text: &str| text.parse().unwrap();
    let french = in_language("fr");
    let span = |from, to, today: Option<&str>| {
        let days = french.span(day(from), day(to), today.map(day));
        days.join(" – ").replace('\u{a0}', " ")
    };
    assert_eq!(span("2026-03-01", "2026-03-30", None), "1er – 30 mars 2026");
    let today = Some("2026-11-28");
    assert_eq!(
        span("2027-01-27", "2027-04-27", today),
        "27 janvier – 27 avril 2027"
    );
    assert_eq!(span("2026-11-23", "2026-11-29", today), "23 – 29 novembre");
    assert_eq!(
        span("2025-12-30", "2026-01-02", today),
        "30 décembre 2025 – 2 janvier 2026"
    );
    assert_eq!(
        span("2025-03-01", "2026-03-30", None),
        "1er mars 2025 – 30 mars 2026"
    );
}

/// A reason of the code with every parameter that everybody, or the operator only, may see; each word in turn.
fn samples(code: Code) -> Vec<Reason> {
    let since = "2026-11-28T09:00:00Z"
        .parse::<chrono::DateTime<chrono::Utc>>()
        .unwrap();
    let platforms: Vec<&str> = Platform::ALL.iter().map(|it| it.token()).collect();
    let platforms = [platforms, vec![ANYTHING]].concat();
    let words = code
        .parameters()
        .iter()
        .find_map(|parameter| match parameter.kind {
            Kind::Word(words) => Some(words.len()),
            Kind::Platform => Some(platforms.len()),
            _ => None,
        });
    let each = words.unwrap_or(1);
    let sample = |nth: usize| {
        let with = |reason: Reason, parameter: &Parameter| {
            let name = parameter.name;
            match parameter.kind {
                Kind::Text | Kind::Internal => reason.with(name, format!("<{name}>")),
                Kind::Word(words) => reason.with(name, words[nth % words.len()]),
                Kind::Platform => reason.with(name, platforms[nth % platforms.len()]),
                Kind::Words(words) => reason.with(
                    name,
                    words.iter().map(ToString::to_string).collect::<Vec<_>>(),
                ),
                Kind::Count => reason.with(name, 12_345_u32),
                Kind::Bytes => reason.with(name, 8_400_000_u32),
                Kind::Day => {
                    let day: chrono::NaiveDate = "2026-11-30".parse().unwrap();
                    reason.with(name, day)
                }
                Kind::Moment => reason.with(name, since),
                Kind::List | Kind::Internals => reason.with(name, vec![format!("<{name}>")]),
                Kind::Places => reason.with(name, vec![Place::Line(3), Place::Change(9)]),
                Kind::Items => {
                    let cause = Reason::new(Code::KeyUnusable).with("key", "<key>");
                    let item = Item {
                        place: Some(Place::Event("2026-12-01".parse().unwrap())),
                        reasons: vec![cause],
                    };
                    reason.with(name, vec![item])
                }
            }
        };
        code.parameters().iter().fold(Reason::new(code), with)
    };
    (0..each).map(sample).collect()
}

/// Every reason in one language, as the operator is told of it.
fn every_reason(language: &str) -> String {
    let phrases = in_language(language);
    let mut all = String::new();
    for code in Code::ALL {
        let mut bare = vec![Reason::new(*code)];
        if code.parameters().is_empty() {
            bare.clear();
        }
        for reason in samples(*code).iter().chain(&bare) {
            let said = phrases.reason(reason, Audience::Operator, Paris);
            all.extend([code.token(), ": ", &said.whole(&phrases), "\n"]);
        }
    }
    all.replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn every_reason_in_french() {
    insta::assert_snapshot!(every_reason("fr"));
}

#[test]
fn every_reason_in_english() {
    insta::assert_snapshot!(every_reason("en"));
}

/// The text of every message of a language, by its name.
fn texts(language: &str) -> BTreeMap<String, String> {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let mut current = String::new();
    for line in written(language).lines() {
        let head = line.split_once(" =").map(|(head, _)| head);
        if let Some(head) = head.filter(|_| !line.starts_with([' ', '#', '}'])) {
            head.clone_into(&mut current);
        }
        let text = texts.entry(current.clone()).or_default();
        text.push_str(line);
        text.push('\n');
    }
    texts
}

/// Returns what a message fills in, with what those that stand in it do.
fn fills_in(texts: &BTreeMap<String, String>, name: &str) -> BTreeSet<String> {
    let part = Regex::new(r"\$([a-z]+)|\{ (reason-[a-z-]+) \}").unwrap();
    let found = part.captures_iter(&texts[name]);
    let each = found.flat_map(|found| match (found.get(1), found.get(2)) {
        (Some(part), _) => BTreeSet::from([part.as_str().to_owned()]),
        (None, message) => fills_in(texts, message.unwrap().as_str()),
    });
    each.collect()
}

/// Returns what the messages of a code fill in, by the part that they are of: nothing, `ask` or `detail`.
fn filled_in(language: &str, code: Code) -> BTreeMap<String, BTreeSet<String>> {
    let texts = texts(language);
    let name = format!("reason-{}", code.token());
    let parts = ["", "-ask", "-detail"].into_iter().filter_map(|part| {
        let message = format!("{name}{part}");
        let filled = texts
            .contains_key(&message)
            .then(|| fills_in(&texts, &message));
        Some((part.trim_start_matches('-').to_owned(), filled?))
    });
    parts.collect()
}

#[test]
fn every_reason_has_its_sentence_and_uses_its_parameters_and_no_others() {
    for language in every_language() {
        for code in Code::ALL {
            let parts = filled_in(&language, *code);
            assert!(
                parts.contains_key(""),
                "{language}: no sentence of {code:?}"
            );
            let all: BTreeSet<&str> = parts.values().flatten().map(String::as_str).collect();
            let known: BTreeSet<&str> = code.parameters().iter().map(|it| it.name).collect();
            assert_eq!(all, known, "{language}: {code:?}");
            for name in parts
                .iter()
                .filter(|(of, _)| *of != "detail")
                .flat_map(|(_, all)| all)
            {
                assert!(
                    code.kind(name).unwrap().is_for_everyone(),
                    "{language}: `{name}` of {code:?} is for the operator only"
                );
            }
        }
    }
}

#[test]
fn no_reason_is_told_with_a_hole_or_with_what_is_not_for_its_reader() {
    for language in every_language() {
        let phrases = in_language(&language);
        for code in Code::ALL {
            for reason in samples(*code) {
                let said = phrases.reason(&reason, Audience::Everyone, Paris);
                for text in [&said.sentence, &said.ask, &said.detail] {
                    assert!(!text.contains(['{', '$', '}']), "{language}: {text}");
                    assert!(
                        !text.contains("  ") && !text.contains("<cause>"),
                        "{language}: {text}"
                    );
                    for parameter in code.parameters() {
                        let is_shown = text.contains(&format!("<{}>", parameter.name));
                        assert!(
                            !is_shown || parameter.kind.is_for_everyone(),
                            "{language}: {text}"
                        );
                    }
                }
                assert!(
                    !said.sentence.is_empty() && said.detail.is_empty(),
                    "{code:?}"
                );
                let bare = phrases.reason(&Reason::new(*code), Audience::Operator, Paris);
                let whole = bare.whole(&phrases);
                assert!(
                    !whole.is_empty() && !whole.contains(['{', '}', '$']),
                    "{language}: {whole}"
                );
            }
        }
    }
}

#[test]
fn a_sentence_of_an_earlier_release_is_told_as_it_was() {
    let told = Reason::told("host_moved", "the host answers elsewhere");
    let said = in_language("fr").reason(&told, Audience::Everyone, Paris);
    assert_eq!(said.sentence, "the host answers elsewhere");
    assert_eq!(said.language, "en".parse().ok());
}

#[test]
fn a_list_that_names_fewer_than_there_are_says_so() {
    let some = Reason::new(Code::DatesUnreadable)
        .with("count", 7_u32)
        .with("dates", vec!["bientôt".to_owned(), "hier".to_owned()]);
    let said = in_language("en").reason(&some, Audience::Everyone, Paris);
    assert!(said.ask.ends_with("“bientôt”, “hier”, …."), "{}", said.ask);
}
