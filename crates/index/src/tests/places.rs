//! Communes that a question names.

use super::*;

fn around() -> Arc<Snapshot> {
    holding(vec![
        lying_in(sample(1, "Une zone humide"), "54498"),
        lying_in(sample(2, "Le schéma cyclable"), "245400676"),
        lying_in(sample(3, "La région des trains"), "reg-44"),
    ])
}

fn named(snapshot: &Snapshot, question: &str) -> Option<(Vec<String>, String)> {
    let place = snapshot.named_place(question)?;
    let codes = place.communes.iter().map(ToString::to_string);
    Some((codes.collect(), place.rest))
}

fn one(code: &str, rest: &str) -> (Vec<String>, String) {
    (vec![code.to_owned()], rest.to_owned())
}

#[test]
fn a_commune_is_named_in_any_spelling_with_or_without_other_words() {
    let snapshot = around();
    for (question, code, rest) in [
        ("Seichamps", "54498", ""),
        ("vélo à SEICHAMPS", "54498", "velo a"),
        ("st max", "54482", ""),
        ("pistes cyclables Saint-Max", "54482", "pistes cyclables"),
        ("vandœuvre les nancy école", "54547", "ecole"),
        ("Vandoeuvre", "54547", ""),
        ("Nancy", "54395", ""),
    ] {
        assert_eq!(
            named(&snapshot, question),
            Some(one(code, rest)),
            "{question}"
        );
    }
}

#[test]
fn one_letter_may_be_wrong_where_no_text_holds_the_word() {
    let snapshot = around();
    for (question, code) in [
        ("seichamp", "54498"),
        ("Sechamps", "54498"),
        ("tombliane", "54526"),
        ("St Maxx", "54482"),
    ] {
        assert_eq!(
            named(&snapshot, question),
            Some(one(code, "")),
            "{question}"
        );
    }
    let held = holding(vec![lying_in(sample(1, "La seichamp, une danse"), "54498")]);
    assert_eq!(named(&held, "seichamp"), None);
}

#[test]
fn what_nothing_concerns_is_not_named_nor_is_a_plain_word() {
    let snapshot = around();
    for question in ["Metz", "vélo", "art", "zone humide", "", "?!", "a"] {
        assert_eq!(named(&snapshot, question), None, "{question}");
    }
    let departement = holding(vec![lying_in(sample(1, "Un collège"), "dep-54")]);
    assert_eq!(named(&departement, "Lunéville"), Some(one("54329", "")));
    assert_eq!(named(&holding(Vec::new()), "Nancy"), None);
}

#[test]
fn of_one_name_every_commune_is_meant() {
    let snapshot = holding(vec![
        lying_in(sample(1, "Un parc"), "93066"),
        lying_in(sample(2, "Une plage"), "97411"),
    ]);
    let (codes, _) = named(&snapshot, "saint-denis").expect("two communes");
    assert_eq!(codes, ["93066", "97411"]);
}

#[test]
fn fields_propose_what_something_is_told_of_and_no_more_than_fits() {
    let snapshot = around();
    let suggestions = snapshot.suggestions();
    assert_eq!(
        suggestions.places()[..2],
        ["Métropole du Grand Nancy", "Seichamps"]
    );
    assert!(suggestions.places().len() <= 200);
    let french: Language = "fr".parse().unwrap();
    let words = suggestions.words(&[french]);
    assert!(words.iter().any(|word| word == "Seichamps"), "{words:?}");
    let many = (0..900).map(|number| {
        let title = format!("Concertation {}", letters(number / 3));
        sample(number, &title)
    });
    let many = holding(many.collect());
    let words = many.suggestions().words(&["fr".parse().unwrap()]);
    assert_eq!(words.len(), 200);
    assert_eq!(words[0], "concertation");
}

/// A word of its own for each number.
fn letters(number: u64) -> String {
    let digits = number.to_string();
    let letters = digits
        .bytes()
        .map(|digit| char::from(b'a' + (digit - b'0')));
    format!("mot{}", letters.collect::<String>())
}
