use std::collections::HashMap;

use proptest::prelude::*;

use super::*;

fn code(text: &str) -> TerritoryCode {
    text.parse().unwrap()
}

fn official() -> &'static Geography {
    Geography::official()
}

fn count(kind: TerritoryKind) -> usize {
    official()
        .places()
        .iter()
        .filter(|place| place.code.kind() == kind)
        .count()
}

fn names_of(places: &[&Place]) -> Vec<&'static str> {
    places.iter().map(|place| place.name).collect()
}

#[test]
fn every_official_territory_is_there() {
    assert_eq!(count(TerritoryKind::Commune), 34_969);
    assert_eq!(count(TerritoryKind::Epci), 1_255);
    assert_eq!(
        count(TerritoryKind::Departement),
        109,
        "101 départements and 8 overseas collectivities"
    );
    assert_eq!(count(TerritoryKind::Region), 18);
    assert_eq!(count(TerritoryKind::Country), 1);
}

#[test]
fn places_are_in_the_order_of_their_codes_so_that_each_is_found() {
    assert!(
        official()
            .places()
            .is_sorted_by(|one, next| one.code < next.code)
    );
    for place in official().places() {
        assert_eq!(official().get(place.code).unwrap().name, place.name);
    }
    assert!(official().get(code("54999")).is_none());
}

#[test]
fn what_is_not_known_of_a_commune_stays_unknown() {
    let without = |missing: fn(&Place) -> bool| {
        official()
            .places()
            .iter()
            .filter(|place| place.code.kind() == TerritoryKind::Commune && missing(place))
            .count()
    };
    assert_eq!(without(|place| place.centre.is_none()), 101);
    assert_eq!(without(|place| place.population.is_none()), 6);
    assert_eq!(
        without(|place| place.population == Some(0)),
        6,
        "villages destroyed in 1916 are communes without a soul"
    );
}

#[test]
fn names_shared_by_several_communes_are_1_441() {
    let mut bearers: HashMap<&str, usize> = HashMap::new();
    for place in official().places() {
        if place.code.kind() == TerritoryKind::Commune {
            *bearers.entry(place.name).or_default() += 1;
        }
    }
    assert_eq!(bearers.values().filter(|count| **count > 1).count(), 1_441);
}

#[test]
fn communes_know_what_they_lie_in_nearest_first() {
    let chain = |of: &str| {
        official()
            .ancestors(code(of))
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(chain("54395"), "245400676 dep-54 reg-44 fr");
    assert_eq!(chain("54498"), "245400676 dep-54 reg-44 fr");
    assert_eq!(chain("75056"), "200054781 dep-75 reg-11 fr");
    assert_eq!(chain("69123"), "200046977 dep-69 reg-84 fr");
    assert_eq!(chain("13055"), "200054807 dep-13 reg-93 fr");
    assert_eq!(chain("2A004"), "242010056 dep-2A reg-94 fr");
    assert_eq!(chain("2B033"), "242000354 dep-2B reg-94 fr");
    assert_eq!(chain("97411"), "249740119 dep-974 reg-04 fr");
    assert_eq!(
        chain("97502"),
        "dep-975 fr",
        "an overseas collectivity has no région"
    );
    assert_eq!(chain("85113"), "dep-85 reg-52 fr", "an island without EPCI");
    assert_eq!(chain("245400676"), "dep-54 reg-44 fr");
    assert_eq!(chain("reg-44"), "fr");
    assert_eq!(chain("fr"), "");
    assert_eq!(chain("54999"), "");
}

#[test]
fn every_ancestor_is_a_territory() {
    for place in official().places() {
        assert!(
            place
                .ancestors
                .iter()
                .all(|outer| official().get(*outer).is_some())
        );
    }
}

#[test]
fn an_epci_lies_in_a_departement_only_with_all_its_communes() {
    let (aire_sur_l_adour, landes) = (code("200030435"), code("dep-40"));
    assert!(!official().is_inside(aire_sur_l_adour, landes));
    assert!(official().is_inside(aire_sur_l_adour, code("fr")));
    let over_a_border = official()
        .places()
        .iter()
        .filter(|place| {
            place.code.kind() == TerritoryKind::Epci
                && place
                    .ancestors
                    .iter()
                    .all(|outer| outer.kind() != TerritoryKind::Departement)
        })
        .count();
    assert_eq!(over_a_border, 89);
    assert!(
        official()
            .inside(landes, TerritoryKind::Epci)
            .iter()
            .all(|place| place.code != aire_sur_l_adour)
    );
}

#[test]
fn the_communes_of_the_grand_nancy_are_twenty_by_name() {
    let communes = official().inside(code("245400676"), TerritoryKind::Commune);
    assert_eq!(communes.len(), 20);
    assert_eq!(
        names_of(&communes)[..4],
        [
            "Art-sur-Meurthe",
            "Dommartemont",
            "Essey-lès-Nancy",
            "Fléville-devant-Nancy"
        ]
    );
    let itself = official().inside(code("54498"), TerritoryKind::Commune);
    assert_eq!(names_of(&itself), ["Seichamps"]);
}

#[test]
fn the_communes_of_a_territory_come_with_their_folded_names() {
    let communes = |of: &str| -> Vec<(&str, &str)> {
        let communes = official().communes(code(of));
        communes
            .map(|(folded, place)| (folded, place.name))
            .collect()
    };
    assert_eq!(communes("54498"), [("seichamps", "Seichamps")]);
    assert_eq!(communes("245400676").len(), 20);
    assert!(communes("245400676").contains(&("saint max", "Saint-Max")));
    let inside = official().inside(code("dep-54"), TerritoryKind::Commune);
    assert_eq!(communes("dep-54").len(), inside.len());
    for none in ["reg-44", "fr", "54999"] {
        assert!(communes(none).is_empty(), "{none}");
    }
    for (folded, place) in official().communes(code("dep-54")) {
        assert_eq!(folded, fold_name(place.name));
    }
}

#[test]
fn a_name_may_mean_those_that_have_it_else_those_that_nearly_do() {
    let meant = |name: &str, home: &str| -> Vec<&str> {
        let places = official().meant(name, code(home), 3);
        names_of(&places)
    };
    for (name, first) in [
        ("Seichamps", "Seichamps"),
        ("seichamp", "Seichamps"),
        ("Nacny", "Nancy"),
        ("vandoeuvre", "Vandœuvre-lès-Nancy"),
        ("Grand Nancy", "Métropole du Grand Nancy"),
        ("meurthe et mosele", "Meurthe-et-Moselle"),
    ] {
        assert_eq!(meant(name, "245400676").first(), Some(&first), "{name}");
    }
    assert!(meant("Nulle-Part-Ailleurs", "fr").is_empty());
    assert!(meant("", "fr").is_empty() && meant("zz", "fr").is_empty());
    assert!(meant("saint", "fr").len() <= 3);
}

#[test]
fn a_bare_name_alone_never_decides() {
    let find = |name: &str, parent: &str| {
        official()
            .find(name, code(parent))
            .map(|place| place.code.to_string())
    };
    assert_eq!(find("Saint-Denis", "fr"), None);
    assert_eq!(find("st denis", "dep-93").as_deref(), Some("93066"));
    assert_eq!(find("SAINT DENIS", "dep-974").as_deref(), Some("97411"));
    assert_eq!(find("Seichamps", "245400676").as_deref(), Some("54498"));
    assert_eq!(find("Seichamps", "244400404"), None);
    assert_eq!(
        find("vandoeuvre les nancy", "245400676").as_deref(),
        Some("54547")
    );
    assert_eq!(
        find("Métropole du Grand Nancy", "245400676").as_deref(),
        Some("245400676")
    );
    assert_eq!(find("", "fr"), None);
    assert!(official().named("saint-denis", code("fr")).len() > 3);
}

#[test]
fn a_misspelt_name_is_found_among_those_of_its_first_letter() {
    let near = |name: &str| names_of(&official().nearly_named(name, code("245400676"), 5));
    assert_eq!(near("seichamp"), ["Seichamps"]);
    assert_eq!(near("Sechamps")[0], "Seichamps");
    assert_eq!(near("vandeuvre les nancy"), ["Vandœuvre-lès-Nancy"]);
    assert_eq!(near("vandœuvre")[0], "Vandœuvre-lès-Nancy");
    assert_eq!(near("Tomblaien"), ["Tomblaine"]);
    assert!(near("st m").len() <= 5);
    assert!(near("zzzzzzz").is_empty() && near("").is_empty() && near("é").is_empty());
}

#[test]
fn one_ground_with_two_names_of_collectivities_is_the_smaller_kind() {
    let find = |name: &str| official().find(name, code("fr")).unwrap().code.to_string();
    assert_eq!(find("Paris"), "75056");
    assert_eq!(find("Martinique"), "dep-972");
    assert_eq!(find("Meurthe-et-Moselle"), "dep-54");
}

#[test]
fn larger_territories_add_up() {
    let grand_nancy = official().get(code("245400676")).unwrap();
    let sum: u32 = official()
        .inside(grand_nancy.code, TerritoryKind::Commune)
        .iter()
        .filter_map(|place| place.population)
        .sum();
    assert_eq!(grand_nancy.population, Some(sum));
    let nancy = official().get(code("54395")).unwrap();
    assert!(
        nancy
            .centre
            .unwrap()
            .distance_km(grand_nancy.centre.unwrap())
            < 3.0
    );
    assert!(official().get(code("fr")).unwrap().centre.is_none());
}

#[test]
fn distances_are_between_centres() {
    let nancy_metz = official().distance_km(code("54395"), code("57463"));
    assert!((45.0..50.0).contains(&nancy_metz.unwrap()));
    assert_eq!(official().distance_km(code("54395"), code("97501")), None);
}

#[test]
fn a_place_stays_small() {
    assert!(size_of::<Place>() <= 80, "{}", size_of::<Place>());
}

fn any_code() -> impl Strategy<Value = TerritoryCode> {
    (0..official().places().len()).prop_map(|at| official().places()[at].code)
}

proptest! {
    #[test]
    fn being_inside_is_reflexive_and_transitive(inner in any_code(), other in any_code()) {
        let inside = |inner, outer| official().is_inside(inner, outer);
        prop_assert!(inside(inner, inner));
        prop_assert_eq!(inside(inner, other) && inside(other, inner), inner == other);
        for outer in official().ancestors(inner) {
            prop_assert!(inside(inner, *outer));
            for outermost in official().ancestors(*outer) {
                prop_assert!(inside(inner, *outermost), "{inner} in {outer} in {outermost}");
            }
        }
    }

    #[test]
    fn a_name_is_found_however_it_is_typed(at in any_code()) {
        let place = official().get(at).unwrap();
        for typed in [place.name.to_uppercase(), place.name.replace(['-', '\''], " "), fold_name(place.name)] {
            prop_assert!(official().named(&typed, code("fr")).iter().any(|found| found.code == at), "{typed}");
        }
    }
}
