//! Parsing of the values of cells, except dates: yes and no, words of the closed lists, addresses, points. Nothing is guessed: a value that cannot be
//! read, or could be read in two ways, is refused with the kind of value that is expected.

use url::Url;

use super::columns::comparable;
use crate::value_kind::ValueKind;
use passerelle_model::{DeclaredState, Level, Modality, Point, TerritoryCode};

/// Parses `oui` or `non`, and other words for them.
pub(super) fn yes_or_no(text: &str) -> Result<bool, ValueKind> {
    match comparable(text).as_str() {
        "oui" | "yes" | "vrai" | "true" | "x" | "1" | "o" | "y" => Ok(true),
        "non" | "no" | "faux" | "false" | "0" | "n" => Ok(false),
        _ => Err(ValueKind::YesOrNo),
    }
}

/// Parses a count; blanks between its digits are skipped.
pub(super) fn count(text: &str) -> Result<u64, ValueKind> {
    let digits: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    digits.parse().map_err(|_no_number| ValueKind::Count)
}

/// Parses a state: by the words that the operator explains, else by the usual ones.
pub(super) fn state(
    text: &str,
    own: &[(String, DeclaredState)],
) -> Result<DeclaredState, ValueKind> {
    let given = comparable(text);
    if let Some((_, state)) = own.iter().find(|(word, _)| comparable(word) == given) {
        return Ok(*state);
    }
    match given.as_str() {
        "a venir" | "upcoming" | "prochainement" | "bientot" | "annoncee" => {
            Ok(DeclaredState::Upcoming)
        }
        "ouvert" | "ouverte" | "open" | "en cours" => Ok(DeclaredState::Open),
        "ferme" | "fermee" | "clos" | "close" | "cloture" | "cloturee" | "closed" | "termine"
        | "terminee" | "passe" | "passee" => Ok(DeclaredState::Closed),
        _ => Err(ValueKind::State),
    }
}

/// Parses a level of participation, by its token or by its name in French or English.
pub(super) fn level(text: &str) -> Result<Level, ValueKind> {
    let given = without_separators(text);
    let is_it = |level: &&Level| {
        [level.token(), level.label("fr"), level.label("en")]
            .iter()
            .any(|name| without_separators(name) == given)
    };
    Level::ALL
        .iter()
        .find(is_it)
        .copied()
        .ok_or(ValueKind::Level)
}

/// Parses a modality, by its token or by its name in French or English.
pub(super) fn modality(text: &str) -> Result<Modality, ValueKind> {
    let given = without_separators(text);
    let is_it = |modality: &&Modality| {
        [modality.token(), modality.label("fr"), modality.label("en")]
            .iter()
            .any(|name| without_separators(name) == given)
    };
    let found = Modality::ALL.iter().find(is_it).copied();
    match given.as_str() {
        "sondage" | "enquete" => Ok(Modality::Survey),
        "reunion" | "reunionpublique" | "atelier" => Ok(Modality::Meeting),
        "concertation" => Ok(Modality::PriorConcertation),
        _ => found.ok_or(ValueKind::Modality),
    }
}

/// Returns only the letters and digits of a text, so that spaces, hyphens and underscores make no difference.
fn without_separators(text: &str) -> String {
    comparable(text).replace(' ', "")
}

/// Parses a web address; one without a scheme gets `https://`.
pub(super) fn address(text: &str) -> Result<Url, ValueKind> {
    let text = text.trim();
    let whole = if text.contains("://") {
        text.to_owned()
    } else {
        format!("https://{text}")
    };
    Url::parse(&whole)
        .ok()
        .filter(|url| {
            matches!(url.scheme(), "http" | "https")
                && url.host_str().is_some_and(|host| host.contains(['.', ':']))
                && !text.contains(char::is_whitespace)
        })
        .ok_or(ValueKind::Address)
}

/// Parses a number of degrees, with a point or a comma.
pub(super) fn degrees(text: &str) -> Result<f64, ValueKind> {
    text.trim()
        .replace(',', ".")
        .parse::<f64>()
        .ok()
        .filter(|degrees| degrees.is_finite())
        .ok_or(ValueKind::Degrees)
}

/// Parses a latitude and a longitude: `43.8367, 4.3601`, `43,8367 ; 4,3601`.
pub(super) fn point(text: &str) -> Result<Point, ValueKind> {
    let halves = [";", ", ", ",", " "]
        .iter()
        .map(|separator| text.trim().split(separator).collect::<Vec<_>>())
        .find_map(|parts| match parts.as_slice() {
            [latitude, longitude] => Some([latitude.to_owned(), longitude.to_owned()]),
            _ => None,
        });
    let [latitude, longitude] = halves.ok_or(ValueKind::Point)?;
    let degrees = (degrees(latitude), degrees(longitude));
    let (Ok(latitude), Ok(longitude)) = degrees else {
        return Err(ValueKind::Point);
    };
    Point::new(latitude, longitude).ok_or(ValueKind::Point)
}

/// Parses the code of a territory, also in the form that a spreadsheet gives to numbers (`243 000 643`, `1004` for `01004`); `None` for a name.
pub(super) fn territory(text: &str) -> Result<Option<TerritoryCode>, ValueKind> {
    let without_blanks: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let padded = if without_blanks.len() == 4 {
        format!("0{without_blanks}")
    } else {
        without_blanks.clone()
    };
    let code = padded.parse::<TerritoryCode>().ok();
    let is_number = without_blanks.chars().all(|letter| letter.is_ascii_digit());
    if code.is_none() && is_number {
        return Err(ValueKind::Territory);
    }
    Ok(code)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_of_the_closed_lists_are_known_by_token_and_by_name() {
        assert_eq!(level("Co-construction"), Ok(Level::Collaborate));
        assert_eq!(level("coconstruction"), Ok(Level::Collaborate));
        assert_eq!(level("involve"), Ok(Level::Involve));
        assert_eq!(modality("ENQUETE PUBLIQUE"), Ok(Modality::PublicInquiry));
        assert_eq!(modality("idea_box"), Ok(Modality::IdeaBox));
        for term in Modality::ALL {
            assert_eq!(modality(term.label("fr")), Ok(*term));
        }
        assert_eq!(level("participation"), Err(ValueKind::Level));
        assert_eq!((yes_or_no("Oui"), yes_or_no("NON")), (Ok(true), Ok(false)));
        assert!(yes_or_no("peut-être").is_err());
        assert_eq!(state("Clôturée", &[]), Ok(DeclaredState::Closed));
        let own = [("Instruite".to_owned(), DeclaredState::Closed)];
        assert_eq!(state("INSTRUITE", &own), Ok(DeclaredState::Closed));
        assert_eq!(state("instruite", &[]), Err(ValueKind::State));
    }

    #[test]
    fn codes_that_a_spreadsheet_took_for_numbers_are_understood() {
        let code = |text: &str| territory(text).unwrap().map(|code| code.to_string());
        assert_eq!(code("1004").as_deref(), Some("01004"));
        assert_eq!(code("243 000 643").as_deref(), Some("243000643"));
        assert_eq!(code("dep-30").as_deref(), Some("dep-30"));
        assert_eq!(code("Saint-Gilles"), None);
        assert!(territory("30").is_err());
    }

    #[test]
    fn points_and_addresses_are_read_with_their_french_habits() {
        let nimes = Point::new(43.8367, 4.3601);
        for text in [
            "43.8367, 4.3601",
            "43,8367 ; 4,3601",
            "43.8367,4.3601",
            "43,8367 4,3601",
        ] {
            assert_eq!(point(text).ok(), nimes, "{text}");
        }
        assert!(point("43.8").is_err() && point("143.8, 4.3").is_err());
        assert_eq!(
            address("www.nimes.fr/plu").unwrap().as_str(),
            "https://www.nimes.fr/plu"
        );
        for bad in [
            "voir le site",
            "mairie",
            "javascript://x",
            "ftp://a.fr/",
            "https://a.fr https://b.fr",
        ] {
            assert!(address(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = (point(&text), address(&text), territory(&text), level(&text));
        }
    }
}
