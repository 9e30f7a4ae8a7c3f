use super::*;
use passerelle_model::{
    ConsultationId, Language, LocalizedText, Moment, Origin, Territory, TerritoryHow,
};
use passerelle_normalize::samples::{record, source};

/// The labelled pairs: see the head of the file.
const PAIRS: &str = include_str!("../../../../tests/fixtures/duplicates/pairs.txt");

/// A consultation of one of two sources, as a line of the file tells it.
fn consultation(by: &str, columns: &[&str]) -> Consultation {
    let [title, territory, opens, closes] = columns else {
        panic!("four columns: {columns:?}");
    };
    let context = passerelle_normalize::Context {
        source: &source(),
        geography: Geography::official(),
        now: "2026-11-22T12:00:00Z".parse().unwrap(),
    };
    let mut one = passerelle_normalize::consultation(record(), &context).unwrap();
    let code: TerritoryCode = territory.parse().unwrap();
    let day = |text: &str| (!text.is_empty()).then(|| Moment::Day(text.parse().unwrap()));
    one.origin = Origin::new(by);
    one.source = by.parse().unwrap();
    one.id = ConsultationId::new(&one.origin, one.kind, title);
    one.title = LocalizedText::of(Language::french(), *title);
    one.period = Period {
        opens: day(opens),
        closes: day(closes),
    };
    one.territory = Some(Territory {
        code,
        name: Geography::official().get(code).unwrap().name.to_owned(),
        how: TerritoryHow::Declared,
    });
    one
}

fn found(one: &Consultation, other: &Consultation) -> Vec<Suggestion> {
    suggestions([one, other], Geography::official())
}

/// Suggested and rightly, suggested and wrongly, missed; with a line for each mistake.
fn measured() -> (usize, usize, usize, Vec<String>) {
    let (mut right, mut wrong, mut missed) = (0, 0, 0);
    let mut mistakes = Vec::new();
    for line in PAIRS.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('|').collect();
        assert_eq!(columns.len(), 9, "{line}");
        let one = consultation("commune", &columns[1..5]);
        let other = consultation("metropole", &columns[5..9]);
        let suggested = !found(&one, &other).is_empty();
        match (columns[0], suggested) {
            ("same", true) => right += 1,
            ("different", true) => {
                wrong += 1;
                mistakes.push(format!("wrongly suggested: {line}"));
            }
            ("same", false) => {
                missed += 1;
                mistakes.push(format!("missed: {line}"));
            }
            ("different", false) => {}
            (label, _) => panic!("no label: {label}"),
        }
    }
    (right, wrong, missed, mistakes)
}

#[test]
fn suggestions_are_right_before_they_are_complete() {
    let (right, wrong, missed, mistakes) = measured();
    let pairs = PAIRS.lines().filter(|line| !line.starts_with('#')).count();
    assert!(pairs >= 200, "{pairs}");
    let figures = format!(
        "{pairs} pairs: {right} found, {wrong} wrong, {missed} missed\n{}",
        mistakes.join("\n")
    );
    // Precision 0.97 and recall 0.75, in whole numbers.
    assert!(right * 100 >= (right + wrong) * 97, "{figures}");
    assert!(right * 100 >= (right + missed) * 75, "{figures}");
}

#[test]
fn a_suggestion_says_how_alike_and_why() {
    let columns = ["Place des Vosges", "54395", "2026-03-01", "2026-04-15"];
    let one = consultation("commune", &columns);
    let other = consultation("metropole", &columns);
    let found = found(&one, &other);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].score, 100);
    assert_eq!(
        found[0].why,
        [
            Likeness::SameTitle,
            Likeness::SameTerritory,
            Likeness::SameDates
        ]
    );
}

#[test]
fn records_of_one_source_are_never_suggested() {
    let columns = ["Place des Vosges", "54395", "2026-03-01", "2026-04-15"];
    let one = consultation("commune", &columns);
    let mut other = one.clone();
    other.id = ConsultationId::new(&other.origin, other.kind, "other");
    assert!(found(&one, &other).is_empty());
}

#[test]
fn very_many_alike_titles_cost_little() {
    let all: Vec<Consultation> = (0..1500)
        .map(|number| {
            let mut one = consultation(
                &format!("source-{}", number % 7),
                &["Place des Vosges", "54395", "2026-03-01", "2026-04-15"],
            );
            one.id = ConsultationId::new(&one.origin, one.kind, &number.to_string());
            one
        })
        .collect();
    let found = suggestions(&all, Geography::official());
    assert!(found.is_empty(), "a word of every title tells nothing");
}

proptest::proptest! {
    #[test]
    fn no_title_panics(one in "\\PC{0,60}", other in "\\PC{0,60}") {
        let columns = |title| ["x", "54395", "", ""].map(|text| if text == "x" { title } else { text });
        let one = consultation("commune", &columns(one.as_str()));
        let other = consultation("metropole", &columns(other.as_str()));
        assert!(found(&one, &other).len() <= 1);
    }
}
