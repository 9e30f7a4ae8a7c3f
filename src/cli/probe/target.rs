//! The target of a probe: an address, a file of this machine, or the known platforms of a territory.

use url::Url;

use crate::geography::{Geography, Place, fold_name};
use crate::model::{TerritoryCode, TerritoryKind};

/// The most territories that are named if several have one name.
const MOST_TOLD: usize = 12;

/// The least similarity at which a name is proposed, from 0 to 1.
const ALIKE: f64 = 0.92;

/// The target of a probe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum Target {
    /// An address.
    Address(Url),
    /// The known platforms of a territory.
    Territory(TerritoryCode),
}

/// The reason why a text is no target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum TargetFault {
    /// A path or the name of a host, which is neither a file nor an address.
    NoAddress {
        /// The text.
        text: String,
        /// The address that is probably meant.
        near: Option<String>,
    },
    /// No territory has this code.
    NoSuchCode {
        /// The text.
        text: String,
    },
    /// Several territories have this name.
    Several {
        /// The text.
        text: String,
        /// The largest of them.
        places: Vec<TerritoryCode>,
        /// The number of the others.
        more: usize,
    },
    /// No territory has this name.
    Unknown {
        /// The text.
        text: String,
        /// The territories with similar names.
        like: Vec<TerritoryCode>,
    },
}

/// Parses an address, the path of a list on this machine, or the name or the code of a territory.
pub(in crate::cli) fn target(text: &str) -> Result<Target, TargetFault> {
    let text = text.trim();
    if let Ok(url) = Url::parse(text)
        && matches!(url.scheme(), "http" | "https" | "webcal" | "file")
    {
        return Ok(Target::Address(url));
    }
    if let Some(url) = file_of(text) {
        return Ok(Target::Address(url));
    }
    if is_no_name(text) {
        let is_path = text.starts_with(['/', '.']);
        return Err(TargetFault::NoAddress {
            text: text.to_owned(),
            near: (!is_path).then(|| format!("https://{text}")),
        });
    }
    territory(text, Geography::official()).map(Target::Territory)
}

fn file_of(path: &str) -> Option<Url> {
    let path = std::path::absolute(path).ok()?;
    path.is_file()
        .then(|| Url::from_file_path(path).ok())
        .flatten()
}

/// Returns whether a text is certainly a path or the name of a host.
fn is_no_name(text: &str) -> bool {
    let has_dot_inside = || {
        let mut parts = text.split('.');
        text.contains('.') && parts.all(|part| !part.is_empty() && !part.contains(' '))
    };
    text.contains(['/', '\\', ':']) || text.starts_with('.') || has_dot_inside()
}

/// Returns the territory of a code or a name. An error names the territories, if several have the name or the name is only a part of theirs.
fn territory(text: &str, geography: &Geography) -> Result<TerritoryCode, TargetFault> {
    if let Ok(code) = text.parse::<TerritoryCode>() {
        let known = geography.get(code).map(|place| place.code);
        return known.ok_or_else(|| TargetFault::NoSuchCode {
            text: text.to_owned(),
        });
    }
    let country = TerritoryCode::country();
    if let Some(place) = geography.find(text, country) {
        return Ok(place.code);
    }
    let mut same = geography.named(text, country);
    if same.is_empty() {
        let partly = named_in_part(text, geography);
        let is_larger = |place: &&&Place| place.code.kind() != TerritoryKind::Commune;
        let mut larger = partly.iter().filter(is_larger);
        match (partly.as_slice(), larger.next(), larger.next()) {
            // A métropole may be named without its kind.
            ([only], ..) | (_, Some(only), None) => return Ok(only.code),
            _ => same = partly,
        }
    }
    if same.is_empty() {
        return Err(unknown(text, geography));
    }
    same.sort_by_key(|place| std::cmp::Reverse(place.population));
    let largest = same.iter().take(MOST_TOLD);
    Err(TargetFault::Several {
        text: text.to_owned(),
        places: largest.map(|place| place.code).collect(),
        more: same.len().saturating_sub(MOST_TOLD),
    })
}

/// Returns the territories whose names contain all these words, in their order.
fn named_in_part<'g>(text: &str, geography: &'g Geography) -> Vec<&'g Place> {
    let wanted = fold_name(text);
    if wanted.chars().nth(2).is_none() {
        return Vec::new();
    }
    let wanted = format!(" {wanted} ");
    let places = geography.places().iter();
    places
        .filter(|place| format!(" {} ", fold_name(place.name)).contains(&wanted))
        .collect()
}

fn unknown(text: &str, geography: &Geography) -> TargetFault {
    let wanted = fold_name(text);
    let likeness = |place: &Place| strsim::jaro_winkler(&wanted, &fold_name(place.name));
    let mut like: Vec<(f64, &Place)> = geography
        .places()
        .iter()
        .map(|place| (likeness(place), place))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    like.sort_by(|one, other| other.0.total_cmp(&one.0));
    TargetFault::Unknown {
        text: text.to_owned(),
        like: like.iter().take(3).map(|(_, place)| place.code).collect(),
    }
}

/// Returns the name of a territory with what tells it from others of that name.
pub(super) fn told(place: &Place, geography: &Geography) -> String {
    let words = format!("{} {}", place.code, place.name);
    let department = place
        .ancestors
        .iter()
        .filter(|code| code.kind() == TerritoryKind::Departement)
        .find_map(|code| geography.get(*code));
    match department {
        Some(department) => format!("{words} ({})", department.name),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::target_fault;
    use super::*;
    use crate::publish::phrases::Phrases;

    fn code(text: &str) -> Result<String, String> {
        match target(text) {
            Ok(Target::Territory(code)) => Ok(code.to_string()),
            Ok(Target::Address(url)) => Ok(url.to_string()),
            Err(fault) => Err(target_fault(&fault, &english())),
        }
    }

    fn english() -> Phrases {
        Phrases::of(&["en".parse().unwrap()])
    }

    #[test]
    fn a_territory_is_known_by_its_name_or_its_code() {
        for (text, expected) in [
            ("Seichamps", "54498"),
            ("seichamps", "54498"),
            ("54498", "54498"),
            ("Grand Nancy", "245400676"),
            ("Métropole du Grand Nancy", "245400676"),
            ("245400676", "245400676"),
            ("dep-54", "dep-54"),
            ("Paris", "75056"),
            ("Nîmes Métropole", "243000643"),
            (
                "https://participez.nancy.fr",
                "https://participez.nancy.fr/",
            ),
        ] {
            assert_eq!(code(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn territories_of_one_name_are_told_apart() {
        let said = code("Saint-Denis").unwrap_err();
        for words in [
            "the code of one of them",
            "93066 Saint-Denis (Seine-Saint-Denis)",
            "97411 Saint-Denis (La Réunion)",
        ] {
            assert!(said.contains(words), "{words}: {said}");
        }
        let many = code("Sainte-Colombe").unwrap_err();
        assert!(many.lines().count() <= MOST_TOLD + 2, "{many}");
    }

    #[test]
    fn what_is_none_is_said_to_be_none_and_what_it_may_have_been() {
        assert!(code("Seichamp").unwrap_err().contains("54498 Seichamps"));
        assert!(
            code("99999")
                .unwrap_err()
                .contains("no territory has this code")
        );
        assert!(
            code("Nulle-Part-les-Bains")
                .unwrap_err()
                .contains("no territory")
        );
        for address in ["participez.nancy.fr", "./absente.csv", "/absente.csv"] {
            assert!(
                code(address).unwrap_err().contains("no address"),
                "{address}"
            );
        }
        assert!(
            code("participez.nancy.fr")
                .unwrap_err()
                .contains("https://participez.nancy.fr")
        );
    }
}
