use super::*;

fn english() -> Phrases {
    Phrases::of(&["en".parse().unwrap()])
}
use crate::json::FacetsBody;
use passerelle_index::{Durations, Figures, Month, Outcomes};

fn facet(values: &[(&str, &str, usize)]) -> Vec<FacetBody> {
    let facet = values.iter().map(|(value, label, count)| FacetBody {
        value: (*value).to_owned(),
        label: (*label).to_owned(),
        count: *count,
    });
    facet.collect()
}

fn stats() -> StatsBody {
    let territories: Vec<(String, String, usize)> = (0..40)
        .map(|n| (format!("54{n:03}"), format!("Commune <{n}>"), 40 - n))
        .collect();
    let territories: Vec<(&str, &str, usize)> = territories
        .iter()
        .map(|(code, name, count)| (code.as_str(), name.as_str(), *count))
        .collect();
    let counts = FacetsBody {
        matched: "all",
        total: 12,
        territory: facet(&territories),
        status: facet(&[("open", "En cours", 7), ("closed", "Terminée", 5)]),
        level: facet(&[("consult", "Consultation", 11)]),
        modality: facet(&[("survey", "Questionnaire", 2), ("debate", "=Débat", 9)]),
        theme: Vec::new(),
        source: Vec::new(),
        platform: Vec::new(),
    };
    let month = |first_day: &str, opened, closed| Month {
        first_day: first_day.parse().unwrap(),
        opened,
        closed,
    };
    let figures = Figures {
        months: vec![month("2025-12-01", 3, 0), month("2026-01-01", 6, 2)],
        durations: Durations {
            known: 8,
            quartiles: Some([10, 31, 60]),
            bands: [1, 2, 3, 1, 1, 0],
        },
        outcomes: Outcomes {
            over: 5,
            published: 2,
        },
        meetings: 3,
        sources: 2,
    };
    StatsBody::new(counts, &figures, None)
}

#[test]
fn every_chart_has_a_name_that_leads_back_to_it_and_words_in_both_languages() {
    let stats = stats();
    for topic in Topic::ALL {
        assert_eq!(Topic::from_token(topic.token()), Some(topic));
        let (french, english) = (
            chart(topic, &stats, &Phrases::default()),
            chart(topic, &stats, &english()),
        );
        assert_ne!(french.title, english.title);
        assert_ne!(french.sentence, english.sentence);
        assert_eq!(french.rows.len(), english.rows.len());
        assert!(
            french
                .rows
                .iter()
                .all(|row| row.values.len() == french.series.len())
        );
    }
    assert_eq!(Topic::from_token("people"), None);
}

#[test]
fn the_sentences_say_what_the_figures_say() {
    let said = |topic| {
        chart(topic, &stats(), &Phrases::default())
            .sentence
            .replace('\u{a0}', " ")
    };
    assert_eq!(
        said(Topic::Status),
        "12 consultations, dont 7 ouvertes en ce moment."
    );
    assert_eq!(
        said(Topic::Months),
        "En deux ans, 9 ouvertures et 2 clôtures."
    );
    assert_eq!(
        said(Topic::Durations),
        "La moitié durent 31 jours au plus, sur 8 dont on connaît l’ouverture et la clôture."
    );
    assert_eq!(
        said(Topic::Results),
        "40 % des consultations terminées ont publié leurs résultats (2 sur 5)."
    );
    assert!(said(Topic::Level).ends_with("1 consultation n’en déclare aucun."));
}

#[test]
fn a_picture_is_well_formed_and_shows_the_greatest_of_a_long_list() {
    for topic in Topic::ALL {
        let svg = chart(topic, &stats(), &Phrases::default()).svg();
        let mut reader = quick_xml::Reader::from_str(&svg);
        while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
        assert!(
            svg.contains("role=\"img\"") && svg.contains("<title "),
            "{svg}"
        );
    }
    let svg = chart(Topic::Territory, &stats(), &Phrases::default()).svg();
    assert_eq!(svg.matches("<rect").count(), MOST_BARS);
    assert!(svg.contains("Commune &lt;0&gt;") && !svg.contains("Commune <"));
}

#[test]
fn a_sheet_has_every_row_and_no_formula_and_speaks_to_spreadsheets() {
    let sheet = |topic, separator, phrases: &Phrases| {
        let sheet = chart(topic, &stats(), phrases).sheet(separator, phrases);
        let sheet = String::from_utf8(sheet).unwrap();
        sheet.strip_prefix('\u{feff}').unwrap().to_owned()
    };
    assert_eq!(
        sheet(Topic::Modality, Separator::Comma, &Phrases::default()),
        "Code,Modalité,Consultations\r\ndebate,'=Débat,9\r\nsurvey,Questionnaire,2\r\n"
    );
    let territories = sheet(Topic::Territory, Separator::Comma, &Phrases::default());
    assert_eq!(territories.lines().count(), 41);
    let months = sheet(Topic::Months, Separator::Semicolon, &english());
    assert!(
        months.starts_with("Code;Month;Opened;Closed\r\n"),
        "{months}"
    );
    assert!(months.contains("2026-01;January\u{a0}2026;6;2"), "{months}");
}

#[test]
fn what_declares_no_level_has_a_row_so_that_the_rows_are_the_total() {
    let chart = chart(Topic::Level, &stats(), &Phrases::default());
    let last = chart.rows.last().unwrap();
    assert_eq!((last.key.as_str(), &last.values[..]), ("none", &[1][..]));
    assert_eq!(
        chart.rows.iter().map(|row| row.values[0]).sum::<usize>(),
        12
    );
}

#[test]
fn it_is_no_news_that_most_happens_in_what_contains_the_rest() {
    let said = |territories: &[(&str, &str, usize)]| {
        let mut stats = stats();
        stats.territory = facet(territories);
        chart(Topic::Territory, &stats, &Phrases::default())
            .sentence
            .replace('\u{a0}', " ")
    };
    let around = [
        ("fr", "France", 12),
        ("dep-54", "Meurthe-et-Moselle", 12),
        ("245400676", "Métropole du Grand Nancy", 11),
    ];
    let most = "Le plus souvent : ";
    let both = [("54395", "Nancy", 7), ("54547", "Vandœuvre-lès-Nancy", 4)];
    assert!(said(&[&around[..], &both].concat()).starts_with(&format!("{most}Nancy (7).")));
    let all = [("54395", "Nancy", 12)];
    assert!(!said(&[&around[..2], &all].concat()).contains(most));
    assert!(!said(&around[..2]).contains(most));
}

#[test]
fn nothing_is_drawn_of_nothing() {
    let mut stats = stats();
    stats.status = facet(&[("open", "En cours", 0)]);
    assert!(chart(Topic::Status, &stats, &Phrases::default()).is_empty());
    stats.results.over = 0;
    stats.results.published = 0;
    assert_eq!(
        chart(Topic::Results, &stats, &english()).sentence,
        "No consultation is over."
    );
}
