//! Proposals where a word or a key is wrong, and the language in which to say so.

use super::*;

#[test]
fn words_of_participation_are_recognised_by_their_french_and_english_names() {
    for (given, near) in [
        ("information", "inform"),
        ("Consultation", "consult"),
        ("concertation", "involve"),
        ("concertatoin", "involve"),
        ("co construction", "collaborate"),
        ("empowr", "empower"),
    ] {
        let shown = problems(&source(&format!("level = '{given}'\n")));
        let expected =
            format!("unknown_word (given {given}, near {near}, words inform consult involve");
        assert!(shown.contains(&expected), "{expected}: {shown}");
    }
    for (given, near) in [
        ("Réunion publique", "near meeting, words"),
        ("budget_participatif", "near participatory_budget, words"),
        ("Public inquiry", "near public_inquiry, words"),
        ("sondage", "given sondage, words"),
    ] {
        let shown = problems(&source(&format!("modalities = ['{given}']\n")));
        assert!(shown.contains(near), "{near}: {shown}");
    }
}

#[test]
fn a_key_below_a_table_inside_its_own_is_told_where_it_belongs() {
    let shown = problems(&source(
        "[[sources.attach]]\ntitle = 'x'\nterritory = '54498'\nevery = '1h'\n",
    ));
    assert_eq!(
        shown,
        "f.toml:11: sources[0].attach[0].every: key_below_subtable (table [[sources]], below [[sources.attach]])"
    );
    let shown = problems(&format!(
        "{CONTACT}[[sources]]\nid = 'a'\nplatform = 'opendatasoft'\ndataset = 'd'\n\
         [sources.fields]\nid = 'i'\ntitle = 't'\nurl = 'u'\nlicence = 'lov2'\n\
         [sources.fields.statuses]\nevery = '1h'\nstatus = 's'\n"
    ));
    for expected in [
        "sources[0].fields.licence: key_below_subtable (table [[sources]], below [sources.fields])",
        "sources[0].fields.statuses.every: key_below_subtable (table [[sources]], below [sources.fields.statuses])",
        "sources[0].fields.statuses.status: key_below_subtable (table [sources.fields], below [sources.fields.statuses])",
        "f.toml:4: sources[0].url: missing (what sources-url, below [sources.fields])",
    ] {
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
}

#[test]
fn a_key_of_another_table_is_told_which() {
    for (text, expected) in [
        (
            "[server]\npublic_url = 'x'\n",
            "server.public_url: unknown_key (tables [gateway], known",
        ),
        (
            "[gateway]\nmin_gap = '1s'\n",
            "gateway.min_gap: unknown_key (tables [polling], known",
        ),
        (
            "languages = ['fr']\n",
            "languages: unknown_key (tables [gateway] [[sources]], known",
        ),
        ("[gateway]\nnam = 'x'\n", "unknown_key (near name, known"),
        (
            "[attach]\n",
            "attach: unknown_key (tables [[sources]], known gateway",
        ),
    ] {
        let shown = problems(text);
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
}

#[test]
fn the_languages_of_the_gateway_are_read_whatever_is_wrong() {
    let languages = |text: &str| {
        let problems = read(text).unwrap_err();
        let languages = problems.languages().iter().map(ToString::to_string);
        languages.collect::<Vec<_>>().join(" ")
    };
    for (text, expected) in [
        ("[gateway]\nlanguages = ['en', 'fr']\nnam = 'x'\n", "en fr"),
        ("[gateway]\nlanguages = 'en'\n", "en"),
        ("[gateway]\nlanguages = ['é', 'en', 3]\n", "en"),
        ("[gateway]\nlanguages = ['en']\nname = x\n", "en"),
        ("[gateway]\nlanguages = 3\n", ""),
        ("gateway = 3\n", ""),
        ("zzzz = 1", ""),
    ] {
        assert_eq!(languages(text), expected, "{text}");
    }
    let variables = [
        ("PASSERELLE__GATEWAY__LANGUAGES", "['en']"),
        ("PASSERELLE__ZZZZ", "x"),
    ];
    let problems = with("", &variables).unwrap_err();
    assert_eq!(problems.languages(), ["en".parse().unwrap()]);
}

#[test]
fn every_key_that_must_be_there_has_words_of_its_own() {
    fn required(schema: &serde_json::Value, path: &str, found: &mut Vec<String>) {
        let names = schema["required"].as_array().into_iter().flatten();
        found.extend(names.map(|name| format!("{path}-{}", name.as_str().unwrap())));
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let path = if path.is_empty() {
                name.clone()
            } else {
                format!("{path}-{name}")
            };
            required(property.get("items").unwrap_or(property), &path, found);
        }
    }
    let mut found = Vec::new();
    required(&schema(), "", &mut found);
    found.sort();
    assert_eq!(found, super::fault::samples::REQUIRED);
}

#[test]
fn a_word_far_too_long_resembles_none() {
    let long = "gateway".repeat(10_000);
    let shown = problems(&format!("{long} = 1\n"));
    assert!(shown.contains("unknown_key (known gateway"), "{shown}");
    assert!(shown.len() < 400, "{} bytes", shown.len());
}
