use crate::samples::{record, source};
use passerelle_model::Language;

use super::*;

fn affiliation(kind: AffiliationKind, name: &str, ancestors: &[&str]) -> Affiliation {
    let text = |name: &str| LocalizedText::of(Language::french(), name);
    Affiliation {
        kind,
        native_id: None,
        names: text(name),
        ancestors: ancestors.iter().map(|name| text(name)).collect(),
    }
}

fn found(source: &Source, affiliations: Vec<Affiliation>) -> Option<(String, TerritoryHow)> {
    let record = Record {
        affiliations,
        ..record()
    };
    attachment(&record, source, Geography::official())
        .unwrap()
        .territory
        .map(|territory| (territory.code.to_string(), territory.how))
}

fn rule(attribute: Attribute, pattern: &str, code: &str) -> AttachRule {
    AttachRule {
        attribute,
        pattern: pattern.to_owned(),
        territory: code.parse().unwrap(),
        level: Some(Level::Involve),
    }
}

fn declared(
    source: &Source,
    code: Option<&str>,
    name: &str,
) -> Result<(String, TerritoryHow), UnknownTerritory> {
    let mut territory = affiliation(AffiliationKind::Territory, name, &[]);
    territory.native_id = code.map(str::to_owned);
    let record = Record {
        affiliations: vec![territory],
        ..record()
    };
    let territory = attachment(&record, source, Geography::official())?
        .territory
        .unwrap();
    Ok((territory.code.to_string(), territory.how))
}

#[test]
fn what_a_list_declares_counts_anywhere_in_the_country_by_code_or_by_a_name_that_one_place_bears() {
    let source = source();
    let is = |code: &str| Ok((code.to_owned(), TerritoryHow::Declared));
    assert_eq!(declared(&source, Some("54498"), ""), is("54498"));
    assert_eq!(declared(&source, Some("30189"), "x"), is("30189"));
    assert_eq!(declared(&source, None, "Seichamps"), is("54498"));
    assert_eq!(declared(&source, None, "Meurthe-et-Moselle"), is("dep-54"));
    assert_eq!(declared(&source, None, "Grand Est"), is("reg-44"));
    assert_eq!(
        declared(&source, None, "Saint-Max"),
        is("54482"),
        "the one of the métropole is meant"
    );
    let mut alone = source.clone();
    alone.territory = None;
    assert_eq!(declared(&alone, None, "Seichamps"), is("54498"));
}

#[test]
fn similar_names_come_from_around_the_source() {
    let geography = Geography::official();
    let own = "245400676".parse().ok();
    let similar = |name: &str| similar_names(name, own, geography);
    assert_eq!(similar("Seichamp"), ["Seichamps"]);
    assert_eq!(similar("vandeuvre-les-nancy"), ["Vandœuvre-lès-Nancy"]);
    assert_eq!(
        similar("Lunevile"),
        ["Lunéville"],
        "outside too, where nothing nearer is similar"
    );
    assert_eq!(similar("Camille Canari"), [""; 0]);
    assert_eq!(similar("x"), [""; 0]);
    assert_eq!(similar_names("Seichamp", None, geography)[0], "Seichamps");
}

#[test]
fn a_territory_that_is_declared_and_unknown_is_no_other_one() {
    for (code, name) in [
        (Some("54999"), "Seichamps"),
        (None, "Sainte-Colombe"),
        (None, "Nancy Sud"),
    ] {
        let why = declared(&source(), code, name).unwrap_err();
        assert!(
            matches!(
                why.why,
                Code::TerritoryCodeUnknown | Code::TerritoryNameUnknown
            ),
            "{why:?}"
        );
    }
    let mut ruled = source();
    ruled.attach = vec![rule(Attribute::Title, "*", "54395")];
    let by_rule = declared(&ruled, None, "Nancy Sud");
    assert_eq!(
        by_rule,
        Ok(("54395".to_owned(), TerritoryHow::Rule)),
        "the operator decides first"
    );
}

#[test]
fn a_place_known_by_its_code_counts_inside_the_sources_own_territory() {
    let place = |code: &str| {
        let mut place = affiliation(AffiliationKind::PlaceName, "ici", &[]);
        place.native_id = Some(code.to_owned());
        found(&source(), vec![place])
    };
    assert_eq!(
        place("54498"),
        Some(("54498".to_owned(), TerritoryHow::Inferred))
    );
    assert_eq!(
        place("30189"),
        Some(("245400676".to_owned(), TerritoryHow::Declared))
    );
}

#[test]
fn the_first_attach_rule_that_matches_decides() {
    let mut source = source();
    source.attach = vec![
        rule(Attribute::Group, "ville de vandoeuvre*", "54547"),
        rule(Attribute::Scope, "seichamp?", "54498"),
        rule(Attribute::Title, "*", "54395"),
    ];
    let group = affiliation(AffiliationKind::Group, "Ville de Vandœuvre-lès-Nancy", &[]);
    assert_eq!(
        found(&source, vec![group]),
        Some(("54547".to_owned(), TerritoryHow::Rule))
    );
    let quarter = affiliation(AffiliationKind::Scope, "Centre", &["SEICHAMPS"]);
    assert_eq!(
        found(&source, vec![quarter]),
        Some(("54498".to_owned(), TerritoryHow::Rule)),
        "what lies in a match matches"
    );
    let scope_named_like_a_group = affiliation(AffiliationKind::Scope, "Ville de Vandœuvre", &[]);
    assert_eq!(
        found(&source, vec![scope_named_like_a_group]),
        Some(("54395".to_owned(), TerritoryHow::Rule))
    );
    assert_eq!(
        attachment(&record(), &source, Geography::official())
            .unwrap()
            .level,
        Some(Level::Involve)
    );
}

#[test]
fn a_declared_place_inside_the_sources_territory_is_inferred() {
    for (kind, name, ancestors) in [
        (AffiliationKind::Scope, "Seichamps", vec![]),
        (
            AffiliationKind::Scope,
            "Quartier du Mai",
            vec!["Commune de Seichamps", "Grand Nancy"],
        ),
        (AffiliationKind::Area, "VILLE DE SEICHAMPS", vec![]),
        (AffiliationKind::Taxonomy, "Seichamps", vec!["Territoires"]),
        (AffiliationKind::PlaceName, "mairie de Seichamps", vec![]),
    ] {
        let found = found(&source(), vec![affiliation(kind, name, &ancestors)]);
        assert_eq!(
            found,
            Some(("54498".to_owned(), TerritoryHow::Inferred)),
            "{name}"
        );
    }
    let essey = affiliation(AffiliationKind::Scope, "Ville d’Essey-lès-Nancy", &[]);
    assert_eq!(found(&source(), vec![essey]).unwrap().0, "54184");
}

#[test]
fn what_names_no_place_or_several_belongs_to_the_source() {
    let declared = Some(("245400676".to_owned(), TerritoryHow::Declared));
    let several = vec![
        affiliation(AffiliationKind::Scope, "Nancy", &[]),
        affiliation(AffiliationKind::Scope, "Laxou", &[]),
    ];
    assert_eq!(found(&source(), several), declared);
    for name in [
        "Métropole du Grand Nancy",
        "Grand Nancy",
        "Paris",
        "Culture",
        "",
        "Ville de Metz",
    ] {
        assert_eq!(
            found(
                &source(),
                vec![affiliation(AffiliationKind::Scope, name, &[])]
            ),
            declared,
            "{name}"
        );
    }
    assert_eq!(
        found(
            &source(),
            vec![affiliation(AffiliationKind::Group, "Seichamps", &[])]
        ),
        declared,
        "groups are for attach rules"
    );
}

#[test]
fn a_name_that_several_places_bear_decides_nothing() {
    let mut country = source();
    country.territory = Some(TerritoryCode::country());
    assert_eq!(
        found(
            &country,
            vec![affiliation(AffiliationKind::Scope, "Saint-Denis", &[])]
        )
        .unwrap()
        .1,
        TerritoryHow::Declared
    );
    assert_eq!(
        found(
            &country,
            vec![affiliation(
                AffiliationKind::Taxonomy,
                "Seichamps",
                &["Thèmes"]
            )]
        )
        .unwrap()
        .1,
        TerritoryHow::Declared
    );
    assert_eq!(
        found(
            &country,
            vec![affiliation(
                AffiliationKind::Taxonomy,
                "Ville du Ban-Saint-Martin",
                &["Thèmes"]
            )]
        )
        .unwrap()
        .0,
        "57049"
    );
}

#[test]
fn a_relayed_territory_is_kept_and_no_territory_is_made_up() {
    let mut bare = source();
    bare.territory = None;
    assert_eq!(
        found(
            &bare,
            vec![affiliation(AffiliationKind::Scope, "Seichamps", &[])]
        ),
        None
    );
    let mut relayed = record();
    relayed.relayed = Some(crate::samples::relayed());
    let attachment = attachment(&relayed, &source(), Geography::official()).unwrap();
    assert_eq!(attachment.territory.unwrap().code.as_str(), "54547");
}
