//! Query strings that are read, those that are refused, and the canonical form.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use passerelle_geography::Geography;

fn filter(query: &str) -> Filter {
    let allowed = Allowed::only(Parameter::ALL);
    Filter::parse_query(query, &allowed, Geography::official()).unwrap()
}

fn refused(query: &str) -> ParameterError {
    Filter::parse_query(query, &Allowed::CONSULTATIONS, Geography::official()).unwrap_err()
}

#[test]
fn every_name_means_one_parameter() {
    let mut names = BTreeSet::new();
    for row in Parameter::ALL.iter().map(|parameter| parameter.row()) {
        for name in row.also.iter().chain([&row.name]) {
            assert!(names.insert(*name), "{name} means two parameters");
        }
    }
}

#[test]
fn every_parameter_is_written_as_it_is_read_and_can_be_taken_out() {
    let whole = "territory=54395&concerns=54498&near=54395&radius=3&status=open&level=consult&modality=survey&theme=eau&source=nancy\
        &platform=decidim&q=parc&opens_after=2026-01-01&closes_before=2026-02-01&from=2026-01-02&to=2026-01-03&lang=fr&sort=closing&limit=20";
    let read = filter(whole);
    assert_eq!(read.to_string(), whole);
    let mut rest = read.clone();
    for parameter in Parameter::ALL.iter().copied() {
        let is_read = read.value_of(parameter).is_some();
        assert_eq!(is_read, parameter != Parameter::Cursor, "{parameter:?}");
        rest.clear(parameter);
        assert_eq!(rest.value_of(parameter), None, "{parameter:?}");
    }
    assert_eq!(rest, Filter::default());
}

proptest! {
    #[test]
    fn no_query_string_panics_and_what_is_read_reads_back(query in "\\PC{0,80}", name in prop::sample::select(Parameter::ALL)) {
        let text = format!("{}={query}", name.name());
        let allowed = Allowed::only(Parameter::ALL);
        if let Ok(read) = Filter::parse_query(&text, &allowed, Geography::official()) {
            prop_assert_eq!(filter(&read.to_string()), read);
        }
    }
}

#[test]
fn an_unknown_parameter_is_named_with_the_nearest_known_one() {
    let error = refused("teritory=54395");
    assert_eq!(error.name, "teritory");
    assert_eq!(error.nearest.as_deref(), Some("territory"));
    assert_eq!(error.value, None);
    assert!(refused("view=updates").nearest.is_none());
    let own = Allowed::CONSULTATIONS.and(&["view"]);
    assert!(Filter::parse_query("view=updates", &own, Geography::official()).is_ok());
}

#[test]
fn a_wrong_value_is_named_with_what_was_expected() {
    insta::assert_snapshot!(
        [
            "status=ouvert",
            "status=opne",
            "territory=Nancy",
            "territory=nancyy",
            "concerns=54498,Seichamp",
            "concerns=dep-54,Meurthe et Moselle",
            "territory=Grand Nancy",
            "territory=Nulle-Part",
            "territory=99999",
            "near=48.69",
            "near=Seichamp",
            "near=fr",
            "radius=3",
            "near=54395&radius=0",
            "source=Nancy%20!",
            "theme=!!",
            "opens_after=demain",
            "lang=fran%C3%A7ais",
            "sort=distance",
            "sort=relevance",
            "sort=closin",
            "limit=0",
            "limit=201",
            "limit=1&limit=2",
            "cursor=AAAA",
            "from=2026-01-01",
        ]
        .map(|query| refused(query).to_string())
        .join("\n"),
        @r"
    parameter `status` cannot be `ouvert`: expected one of upcoming, open, paused, closed, results, unknown
    parameter `status` cannot be `opne`: expected one of upcoming, open, paused, closed, results, unknown; did you mean `open`?
    parameter `territory` cannot be `Nancy`: expected the code of a territory: a commune (54395), an EPCI (245400676), dep-54, reg-44 or fr; did you mean `54395` (Nancy)?
    parameter `territory` cannot be `nancyy`: expected the code of a territory: a commune (54395), an EPCI (245400676), dep-54, reg-44 or fr; did you mean `54395` (Nancy)?
    parameter `concerns` cannot be `Seichamp`: expected the code of a territory: a commune (54395), an EPCI (245400676), dep-54, reg-44 or fr; did you mean `54498` (Seichamps)?
    parameter `concerns` cannot be `Meurthe et Moselle`: expected the code of a territory: a commune (54395), an EPCI (245400676), dep-54, reg-44 or fr; did you mean `dep-54` (Meurthe-et-Moselle)?
    parameter `territory` cannot be `Grand Nancy`: expected the code of a territory: a commune (54395), an EPCI (245400676), dep-54, reg-44 or fr; did you mean `245400676` (Métropole du Grand Nancy)?
    parameter `territory` cannot be `Nulle-Part`: expected the code of a territory: a commune (54395), an EPCI (245400676), dep-54, reg-44 or fr
    parameter `territory` cannot be `99999`: expected the code of a territory: a commune (54395), an EPCI (245400676), dep-54, reg-44 or fr
    parameter `near` cannot be `48.69`: expected LAT,LON in degrees (48.692,6.184) or the code of a territory (54395)
    parameter `near` cannot be `Seichamp`: expected LAT,LON in degrees (48.692,6.184) or the code of a territory (54395); did you mean `54498` (Seichamps)?
    parameter `near` cannot be `fr`: expected a territory whose centre is known; this one’s is not: give LAT,LON instead
    parameter `radius` cannot be `3`: expected `near` beside it, to say around what
    parameter `radius` cannot be `0`: expected a number of kilometres between 0.1 and 1000
    parameter `source` cannot be `Nancy !`: expected the id of a source: lower-case letters, digits, `-` and `_`
    parameter `theme` cannot be `!!`: expected a theme, with at least one letter or digit
    parameter `opens_after` cannot be `demain`: expected a day (2026-11-30)
    parameter `lang` cannot be `français`: expected a language tag (fr, pt-BR)
    parameter `sort` cannot be `distance`: expected another order, or beside it `near`, to say from where
    parameter `sort` cannot be `relevance`: expected another order, or beside it `q`, to say relevant to what
    parameter `sort` cannot be `closin`: expected one of recent, closing, opening, name, relevance, distance; did you mean `closing`?
    parameter `limit` cannot be `0`: expected a whole number between 1 and 200
    parameter `limit` cannot be `201`: expected a whole number between 1 and 200
    parameter `limit` cannot be `2`: expected one value only: this parameter is no list
    parameter `cursor` cannot be `AAAA`: expected the `next_cursor` of an answer to the same filters
    unknown parameter `from`: expected one of territory, concerns, near, radius, status, level, modality, theme, source, platform, q, opens_after, closes_before, lang, sort, limit, cursor
    "
    );
}

#[test]
fn of_several_places_of_one_name_those_at_home_are_meant_first() {
    let meant = |query: &str, home: &str| -> Vec<String> {
        let home = home.parse().unwrap();
        let error = refused(query).naming(Geography::official(), home);
        let codes: Vec<String> = error.places.iter().map(|it| it.code.to_string()).collect();
        assert_eq!(error.nearest.as_ref(), codes.first(), "{query}");
        codes
    };
    assert_eq!(meant("territory=Saint-Denis", "fr")[0], "97411");
    assert_eq!(meant("territory=Saint-Denis", "dep-93")[0], "93066");
    assert_eq!(meant("concerns=Paris", "fr"), ["75056"]);
    assert_eq!(meant("concerns=Vienne", "fr"), ["dep-86", "38544"]);
    assert_eq!(meant("near=Vandoeuvre", "245400676")[0], "54547");
    for other in [
        "status=Nancyy",
        "q=a&q=Nancyy",
        "radius=Nancy",
        "territory=99999",
    ] {
        assert!(refused(other).places.is_empty(), "{other}");
    }
}

#[test]
fn lists_are_repeatable_and_comma_separated_and_empty_values_are_absent() {
    let list = filter("status=open,paused&status=closed&q=&territory=&limit=");
    assert_eq!(list, filter("status=closed&status=paused&status=open"));
    assert_eq!(list.to_string(), "status=open,paused,closed");
}

#[test]
fn equal_questions_have_one_canonical_form() {
    let canonical = |query: &str| filter(query).to_string();
    assert_eq!(
        canonical("limit=20&q=  Écoles%20 VERTES&near=48.6920,6.18&radius=10.0&sort=recent"),
        canonical("near=48.692,6.180&q=ecoles+vertes&limit=20")
    );
    assert_eq!(
        canonical("theme=Mobilité&theme=eau"),
        canonical("theme=eau,mobilite")
    );
}

#[test]
fn too_much_is_refused() {
    assert_eq!(refused(&format!("q={}", "a".repeat(201))).name, "q");
    let list: Vec<String> = (0..101).map(|number| format!("t{number}")).collect();
    assert_eq!(refused(&format!("theme={}", list.join(","))).name, "theme");
}
