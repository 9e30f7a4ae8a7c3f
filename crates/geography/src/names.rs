//! Names of territories, and how they are compared.

use passerelle_model::fold;

/// A territory's name as compared: accents and case folded, hyphens, apostrophes and other punctuation as spaces, `St`/`Ste` as
/// `saint`/`sainte`, and the kinds of EPCI in the short form that the official names use (`CC`, `CA`, `CU`).
///
/// `Saint-Étienne-de-Crossey`, `St Etienne de Crossey` and `SAINT ETIENNE DE CROSSEY` are one name.
pub fn fold_name(name: &str) -> String {
    let folded = fold(name);
    let mut plain = String::with_capacity(folded.len() + 8);
    for word in folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(match word {
            "st" => "saint",
            "ste" => "sainte",
            word => word,
        });
    }
    let long_forms = [
        ("communaute de communes ", "cc "),
        ("communaute d agglomeration ", "ca "),
        ("communaute urbaine ", "cu "),
    ];
    long_forms
        .into_iter()
        .find_map(|(long, short)| Some(format!("{short}{}", plain.strip_prefix(long)?)))
        .unwrap_or(plain)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_the_same_however_it_is_typed() {
        for same in [
            "Saint-Étienne-de-Crossey",
            "St Etienne de Crossey",
            "SAINT ETIENNE DE CROSSEY",
        ] {
            assert_eq!(fold_name(same), "saint etienne de crossey");
        }
        assert_eq!(fold_name("L’Haÿ-les-Roses"), fold_name("L'Hay les Roses"));
        assert_eq!(fold_name("Vandœuvre-lès-Nancy"), "vandoeuvre les nancy");
        assert_eq!(
            fold_name("Communauté d’agglomération de Nîmes Métropole"),
            fold_name("CA de Nîmes Métropole")
        );
        assert_eq!(fold_name("(Ste) "), "sainte");
    }

    proptest! {
        #[test]
        fn folding_a_name_twice_changes_nothing(name in "\\PC{0,40}") {
            let once = fold_name(&name);
            prop_assert_eq!(fold_name(&once), once);
        }
    }
}
