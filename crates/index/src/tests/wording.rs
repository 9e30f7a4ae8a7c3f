//! Words that people type, and what they find.

use super::*;

fn with_summary(stored: Stored, summary: &str) -> Stored {
    let mut stored = stored;
    stored.consultation.summary = french(summary);
    stored
}

/// The consultations of a small town.
fn town() -> Arc<Snapshot> {
    holding(vec![
        with_summary(
            sample(1, "Plan vélo 2030"),
            "Où tracer les prochaines pistes cyclables ?",
        ),
        with_summary(
            sample(2, "Stationner son vélo"),
            "Des arceaux pour les vélos des habitants.",
        ),
        with_summary(
            sample(3, "Révision du plan local d’urbanisme"),
            "Donnez votre avis sur le projet.",
        ),
        with_summary(
            sample(4, "La ligne 1 du tramway"),
            "Le tracé, les stations et le parcours.",
        ),
        with_summary(
            lying_in(sample(5, "Plan Canopée"), "54395"),
            "Planter plus d’arbres : la canopée doit doubler.",
        ),
        with_summary(
            sample(6, "Budget participatif"),
            "Proposez vos idées pour le parc.",
        ),
        with_summary(
            lying_in(sample(7, "Réaménagement de la place"), "54482"),
            "Une place plus verte.",
        ),
    ])
}

fn found(snapshot: &Snapshot, query: &str) -> (Vec<String>, WordMatch) {
    let page = snapshot.lenient().search(&filter(query));
    let title = |entry: &Arc<Entry>| entry.stored.consultation.title.best_text(&[]).to_owned();
    (page.items.iter().map(title).collect(), page.matched)
}

#[test]
fn a_form_of_an_acronym_comes_before_wider_and_narrower_ones() {
    let variants = holding(vec![
        with_summary(sample(1, "Révision du PLU"), "Le plan local d’urbanisme."),
        with_summary(sample(2, "Un PLUi"), "Le PLUi des vingt communes."),
        with_summary(sample(3, "Modification du PLUi-HD"), "PLUi-HD"),
        with_summary(
            sample(4, "Enquête publique de l’automne"),
            "Après deux ans de travail, le PLUi-H est arrêté et soumis à l’avis de tous les habitants.",
        ),
        with_summary(sample(5, "La ZFE"), "La ZFE de la métropole."),
        with_summary(
            sample(6, "Mieux respirer"),
            "Quelles exceptions dans la ZFE-m ?",
        ),
    ]);
    for (query, first, others) in [
        ("PLUi-H", "Enquête publique de l’automne", 3),
        ("pluih", "Enquête publique de l’automne", 3),
        ("PLUi", "Un PLUi", 3),
        ("plan local d’urbanisme intercommunal", "Un PLUi", 3),
        ("plan local d’urbanisme", "Révision du PLU", 3),
        ("zfe m", "Mieux respirer", 1),
        ("ZFE", "La ZFE", 1),
    ] {
        let (titles, matched) = found(&variants, &format!("q={query}&sort=relevance"));
        assert_eq!(titles[0], first, "{query}: {titles:?}");
        assert_eq!(
            (titles.len(), matched),
            (others + 1, WordMatch::All),
            "{query}"
        );
    }
}

#[test]
fn a_plural_finds_what_its_singular_finds() {
    let town = town();
    for (one, other) in [
        ("vélo", "vélos"),
        ("piste cyclable", "pistes cyclables"),
        ("arbre", "ARBRES"),
        ("place", "places"),
        ("tramway", "tramways"),
    ] {
        let found = titles(&town, &format!("q={one}&sort=name"));
        assert!(!found.is_empty(), "{one}");
        assert_eq!(found, titles(&town, &format!("q={other}&sort=name")));
    }
}

#[test]
fn an_acronym_finds_what_it_stands_for_and_a_short_form_the_long_one() {
    let town = town();
    for (query, title) in [
        ("q=PLU", "Révision du plan local d’urbanisme"),
        ("q=plui-h", "Révision du plan local d’urbanisme"),
        (
            "q=plan local d'urbanisme",
            "Révision du plan local d’urbanisme",
        ),
        ("q=tram", "La ligne 1 du tramway"),
        ("q=st max", "Réaménagement de la place"),
        ("q=place saint-max", "Réaménagement de la place"),
    ] {
        assert_eq!(titles(&town, query), [title], "{query}");
    }
}

#[test]
fn an_acronym_is_no_beginning_and_no_stem() {
    let snapshot = holding(vec![
        sample(1, "Plusieurs pluies, et plus encore"),
        sample(2, "Le PLU de la commune"),
        sample(3, "Une formation va ouvrir"),
        sample(4, "La trame verte"),
    ]);
    assert_eq!(titles(&snapshot, "q=plu"), ["Le PLU de la commune"]);
    assert_eq!(titles(&snapshot, "q=plui"), ["Le PLU de la commune"]);
    assert!(titles(&snapshot, "q=VAE").is_empty());
    let without = holding(vec![sample(1, "Plusieurs pluies, et plus encore")]);
    assert!(titles(&without, "q=PLU").is_empty());
}

#[test]
fn a_word_that_only_has_the_stem_comes_after_the_word_itself() {
    let snapshot = holding(vec![
        with_summary(sample(1, "La porte de l’Est"), "Une porte, deux portes."),
        with_summary(sample(2, "Sur les quais"), "Le port de plaisance."),
        with_summary(sample(3, "Le port"), "Une capitainerie."),
    ]);
    assert_eq!(titles(&snapshot, "q=port&sort=relevance")[0], "Le port");
    assert_eq!(titles(&snapshot, "q=ports&sort=relevance")[0], "Le port");
}

#[test]
fn a_word_is_found_by_its_beginning_unless_it_stands_for_itself() {
    let town = town();
    assert_eq!(titles(&town, "q=partici"), ["Budget participatif"]);
    assert_eq!(
        titles(&town, "q=urb"),
        ["Révision du plan local d’urbanisme"]
    );
    assert_eq!(titles(&town, "q=parc"), ["Budget participatif"]);
    assert!(
        titles(&town, "q=pa").is_empty(),
        "two letters say too little"
    );
    assert_eq!(titles(&town, "q=203").len(), 0, "a number is no beginning");
}

#[test]
fn a_misspelt_word_is_found_by_people_and_by_no_feed() {
    let town = town();
    for (query, title, typed, meant) in [
        ("q=canoppe", "Plan Canopée", "canoppe", "canopée"),
        (
            "q=budjet participatif",
            "Budget participatif",
            "budjet",
            "budget",
        ),
        (
            "q=urbansime",
            "Révision du plan local d’urbanisme",
            "urbansime",
            "urbanisme",
        ),
        ("q=tramwy", "La ligne 1 du tramway", "tramwy", "tramway"),
        ("q=rtamway", "La ligne 1 du tramway", "rtamway", "tramway"),
    ] {
        assert_eq!(
            found(&town, query),
            (vec![title.to_owned()], WordMatch::Typo),
            "{query}"
        );
        let corrections = town.lenient().search(&filter(query)).corrections;
        let [correction] = corrections.as_slice() else {
            panic!("{query}: {corrections:?}");
        };
        assert_eq!(
            (correction.typed.as_str(), correction.meant.as_str()),
            (typed, meant)
        );
        assert!(titles(&town, query).is_empty(), "{query}");
    }
}

#[test]
fn only_what_nothing_has_may_be_misspelt() {
    let town = town();
    for query in ["q=vero", "q=piscine", "q=203O", "q=xanopee", "q=zzzzzz"] {
        assert_eq!(found(&town, query), (Vec::new(), WordMatch::All), "{query}");
    }
}

#[test]
fn where_nothing_has_all_words_what_has_most_is_found_by_people_and_by_no_feed() {
    let town = town();
    let query = "q=arceaux vélos tramway";
    assert_eq!(
        found(&town, query),
        (vec!["Stationner son vélo".to_owned()], WordMatch::Some)
    );
    assert!(titles(&town, query).is_empty());
    assert_eq!(found(&town, "q=vélo zzzzz").1, WordMatch::Some);
    assert_eq!(
        found(&town, "q=arceaux tramway").0.len(),
        2,
        "each has one of two"
    );
    assert!(
        found(&town, "q=arceaux tramway canopée urbanisme budget")
            .0
            .is_empty(),
        "one of five is too little"
    );
}

#[test]
fn how_it_is_found_depends_on_no_other_filter() {
    let town = town();
    let query = "q=place vélo&territory=54482";
    assert_eq!(found(&town, query).1, WordMatch::Some);
    let facets = town.lenient().facets(&filter(query));
    assert_eq!((facets.total, facets.matched), (1, WordMatch::Some));
    let all = found(&town, "q=vélo&territory=54482");
    assert_eq!(all, (Vec::new(), WordMatch::All), "it is there, elsewhere");
}

#[test]
fn what_has_the_word_itself_comes_before_what_begins_so_and_the_title_before_the_rest() {
    let snapshot = holding(vec![
        with_summary(sample(1, "Les mobilités"), "Un plan."),
        with_summary(sample(2, "Un plan"), "Les mobilités, les mobilités."),
        with_summary(sample(3, "Un autre plan"), "Les mobilités d’hier."),
    ]);
    let found = titles(&snapshot, "q=mobilité&sort=relevance");
    assert_eq!(found.first().map(String::as_str), Some("Les mobilités"));
    assert_eq!(found.len(), 3);
}

#[test]
fn pages_of_what_has_most_words_hold_everything_once() {
    let many = (0..23).map(|number| {
        let stored = sample(number, &format!("Atelier {number}"));
        with_summary(
            stored,
            if number % 2 == 0 {
                "Un verger."
            } else {
                "Un rucher."
            },
        )
    });
    let snapshot = holding(many.collect());
    let mut query = "q=atelier verger rucher&sort=relevance&limit=5".to_owned();
    let mut seen = Vec::new();
    loop {
        let page = snapshot.lenient().search(&filter(&query));
        assert_eq!((page.total, page.matched), (23, WordMatch::Some));
        seen.extend(page.items.iter().map(|entry| entry.id()));
        let Some(cursor) = page.next_cursor else {
            break;
        };
        query = format!("q=atelier verger rucher&sort=relevance&limit=5&cursor={cursor}");
    }
    assert_eq!(seen.len(), 23);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 23);
}

#[test]
fn a_word_that_was_withdrawn_is_neither_held_nor_meant() {
    let index = empty_index();
    let delta = Delta {
        upserts: vec![sample(1, "Un belvédère"), sample(2, "Un verger")],
        gone: Vec::new(),
    };
    index.apply(delta, now());
    let gone = Gone {
        id: sample(1, "").consultation.id,
        at: now(),
        change: 3,
    };
    let snapshot = index.apply(
        Delta {
            upserts: Vec::new(),
            gone: vec![gone],
        },
        now(),
    );
    assert_eq!(found(&snapshot, "q=belvedre"), (Vec::new(), WordMatch::All));
    assert_eq!(found(&snapshot, "q=belvedere verger").1, WordMatch::Some);
    assert_eq!(found(&snapshot, "q=belv"), (Vec::new(), WordMatch::All));
}
