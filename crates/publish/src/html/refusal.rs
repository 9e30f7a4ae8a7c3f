//! Refusals in words, for readers who followed a link that is not understood, with links to what was probably meant.

use std::borrow::Cow;

use url::form_urlencoded;

use crate::phrases::Phrases;
use passerelle_geography::Geography;
use passerelle_query::{Parameter, ParameterError};

use super::place_field::with_departement;

/// The query of an address that is not understood.
#[derive(Debug, Clone, Copy)]
pub struct Refusal<'a> {
    /// The error.
    pub error: &'a ParameterError,
    /// The query of the address.
    pub query: &'a str,
    /// The official territories.
    pub geography: &'a Geography,
}

/// A link that leads on from a page without content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) label: String,
    /// The address, relative to the page itself.
    pub(crate) href: String,
}

/// A parameter of a query.
type Pair<'q> = (Cow<'q, str>, Cow<'q, str>);

/// The number of characters of a name in an error.
const LONGEST_TOLD: usize = 80;

impl Refusal<'_> {
    /// Returns the part that is not understood.
    pub(crate) fn text(&self, t: &Phrases) -> String {
        let error = self.error;
        let name = named(t, &error.name);
        match error.value.as_deref() {
            None => t.with("refused-name", &[("name", &error.name)]),
            Some("") => t.with("refused-missing", &[("name", &name)]),
            Some(value) => {
                let refused = t.with("refused-value", &[("name", &name), ("value", value)]);
                if error.places.is_empty() {
                    refused
                } else {
                    format!("{refused} {}", t.say("refused-places"))
                }
            }
        }
    }

    /// Returns the links that lead on: the same page with the nearest value, if there is one, and without the wrong parameter.
    pub(crate) fn ways(&self, t: &Phrases) -> Vec<Way> {
        let error = self.error;
        let written = error.value.as_deref().unwrap_or(&error.name);
        let pairs = || form_urlencoded::parse(self.query.as_bytes());
        let with = |meant: &str| {
            // The later pages of a list belong to its own query.
            let kept = pairs().filter(|(name, _)| name != Parameter::Cursor.name());
            href(kept.map(|pair| self.mended(pair, meant)))
        };
        let places = error.places.iter().map(|place| {
            let known = self.geography.get(place.code);
            let label = known.map(|known| with_departement(known, self.geography));
            Way {
                label: label.unwrap_or_else(|| place.name.clone()),
                href: with(&place.code.to_string()),
            }
        });
        let nearest = error.nearest.as_deref().filter(|_| error.places.is_empty());
        let meant = nearest.map(|nearest| Way {
            label: t.with("refused-meant", &[("meant", nearest), ("written", written)]),
            href: with(nearest),
        });
        let without = Way {
            label: t.say("refused-without"),
            href: href(pairs().filter(|(name, _)| !self.is_wrong(name))),
        };
        places.chain(meant).chain([without]).collect()
    }

    /// Returns whether the parameter of this name is the wrong one. Errors hold only the beginning of a long name.
    fn is_wrong(&self, name: &str) -> bool {
        let told = &self.error.name;
        name == told || (told.chars().count() >= LONGEST_TOLD && name.starts_with(told.as_str()))
    }

    /// Returns a parameter with `nearest` in place of the wrong part.
    fn mended<'q>(&self, (name, value): Pair<'q>, nearest: &'q str) -> Pair<'q> {
        if !self.is_wrong(&name) {
            return (name, value);
        }
        let Some(wrong) = self.error.value.as_deref() else {
            return (nearest.into(), value);
        };
        let words = value.split(',').map(|word| {
            let is_wrong = word.trim() == wrong;
            if is_wrong { nearest } else { word }
        });
        let words: Vec<&str> = words.collect();
        (name, words.join(",").into())
    }
}

/// Returns a link to the page itself with this query. A reference that begins with its query keeps the path of the page, whatever that is.
fn href<'q>(pairs: impl Iterator<Item = Pair<'q>>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs);
    format!("?{}", query.finish().replace("%2C", ","))
}

/// Returns the label of a parameter, else its name in addresses.
pub(super) fn named(t: &Phrases, name: &str) -> String {
    let phrase = t.with_if_any(&format!("filter-{name}"), &[]);
    phrase.unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use passerelle_model::TerritoryCode;

    const NAMED: &[&str] = &[
        "territory",
        "concerns",
        "near",
        "radius",
        "status",
        "level",
        "modality",
        "theme",
        "source",
        "platform",
        "q",
        "opens_after",
        "closes_before",
        "from",
        "to",
        "lang",
        "sort",
        "limit",
        "cursor",
        "place",
        "scope",
        "view",
        "widget",
        "month",
        "scheme",
        "consultation",
    ];

    fn error(name: &str, value: Option<&str>, nearest: Option<&str>) -> ParameterError {
        ParameterError {
            name: name.to_owned(),
            value: value.map(str::to_owned),
            expected: "one of a, b".to_owned(),
            nearest: nearest.map(str::to_owned),
            places: Vec::new(),
        }
    }

    fn refusal<'a>(error: &'a ParameterError, query: &'a str) -> Refusal<'a> {
        Refusal {
            error,
            query,
            geography: Geography::official(),
        }
    }

    #[test]
    fn each_place_that_may_be_meant_is_a_way_on_by_its_name() {
        let wrong = ParameterError::value("concerns", "saint-denys", "a code")
            .naming(Geography::official(), TerritoryCode::country());
        let refusal = refusal(&wrong, "concerns=54395,saint-denys&q=eau&cursor=AAAA");
        let t = Phrases::default();
        assert!(refusal.text(&t).ends_with("Vouliez-vous dire\u{a0}:"));
        let ways = refusal.ways(&t);
        assert_eq!(ways[0].label, "Saint-Denis (La Réunion)");
        assert_eq!(ways[1].label, "Saint-Denis (Seine-Saint-Denis)");
        assert_eq!(ways[1].href, "?concerns=54395,93066&q=eau");
        assert_eq!(ways.last().unwrap().href, "?q=eau&cursor=AAAA");
    }

    #[test]
    fn the_ways_on_are_what_was_meant_and_the_rest() {
        let name = error("statut", None, Some("status"));
        let value = error("status", Some("opne"), Some("open"));
        let far = error("zzz", None, None);
        for (error, query, expected) in [
            (
                &name,
                "q=v%C3%A9lo&statut=open",
                &["?q=v%C3%A9lo&status=open", "?q=v%C3%A9lo"][..],
            ),
            (&value, "status=closed,opne", &["?status=closed,open", "?"]),
            (&far, "zzz=1&lang=en", &["?lang=en"]),
        ] {
            let ways = refusal(error, query).ways(&Phrases::default());
            let hrefs: Vec<&str> = ways.iter().map(|way| way.href.as_str()).collect();
            assert_eq!(hrefs, expected, "{query}");
        }
    }

    #[test]
    fn a_name_that_was_too_long_to_be_told_is_taken_off_all_the_same() {
        let long = "x".repeat(120);
        let told = error(&"x".repeat(80), None, None);
        let query = format!("{long}=1&q=a");
        assert_eq!(
            refusal(&told, &query).ways(&Phrases::default())[0].href,
            "?q=a"
        );
    }

    #[test]
    fn every_filter_that_pages_offer_has_a_name_in_every_language() {
        let spoken = ["fr", "en"].map(|tag| Phrases::of(&[tag.parse().unwrap()]));
        for t in &spoken {
            for name in NAMED {
                assert!(
                    t.with_if_any(&format!("filter-{name}"), &[]).is_some(),
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn a_parameter_without_a_name_is_called_as_in_addresses() {
        assert_eq!(named(&Phrases::default(), "has_meeting"), "has_meeting");
    }

    #[test]
    fn what_is_wrong_is_said_without_the_words_of_programs() {
        let t = Phrases::default();
        let wrong = error("status", Some("opne"), Some("open"));
        let said = refusal(&wrong, "").text(&t);
        assert!(said.contains("étape") && said.contains("opne"), "{said}");
        assert!(!said.contains("one of"), "{said}");
    }
}
