//! Territory: the one that a consultation concerns, and how that is known. The operator's attach rules decide first, then the record's affiliations,
//! then the source's own territory. A name that several places bear decides nothing.

use std::collections::BTreeSet;

use passerelle_geography::{Geography, fold_name};
use passerelle_model::reason::Code;
use passerelle_model::{
    Affiliation, AffiliationKind, AttachRule, Attribute, Glob, Level, LocalizedText, Record,
    Source, Territory, TerritoryCode, TerritoryHow, TerritoryKind, fold,
};

/// The territory of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attachment {
    /// The territory that the consultation concerns.
    pub(super) territory: Option<Territory>,
    /// The level that the attach rule declares.
    pub(super) level: Option<Level>,
}

/// A territory that a source declares and that does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnknownTerritory {
    pub(super) why: Code,
    /// The name that the source gives, if it gives no code.
    pub(super) name: Option<String>,
}

/// The most similar names that are returned.
const MOST_SIMILAR: usize = 3;

/// Returns the names of territories that are similar to a given one, the most similar first: those in `own`, else those in the nearest territory
/// around it that has any.
pub(super) fn similar_names(
    name: &str,
    own: Option<TerritoryCode>,
    geography: &Geography,
) -> Vec<&'static str> {
    let wanted = fold_name(name);
    let longest = wanted.chars().count();
    if !(3..=60).contains(&longest) {
        return Vec::new();
    }
    let around = own
        .into_iter()
        .flat_map(|own| std::iter::once(own).chain(geography.ancestors(own).iter().copied()))
        .chain(std::iter::once(TerritoryCode::country()));
    around
        .map(|outer| similar_names_within(&wanted, outer, geography))
        .find(|names| !names.is_empty())
        .unwrap_or_default()
}

fn similar_names_within(
    wanted: &str,
    outer: TerritoryCode,
    geography: &Geography,
) -> Vec<&'static str> {
    let most_edits = 1 + wanted.chars().count() / 6;
    let mut found: Vec<(usize, &'static str)> = geography
        .places()
        .iter()
        .filter(|place| geography.is_inside(place.code, outer))
        .map(|place| {
            (
                strsim::damerau_levenshtein(wanted, &fold_name(place.name)),
                place.name,
            )
        })
        .filter(|(distance, _)| *distance <= most_edits)
        .collect();
    found.sort_unstable();
    found.dedup_by_key(|(_, name)| *name);
    found.truncate(MOST_SIMILAR);
    found.into_iter().map(|(_, name)| name).collect()
}

/// Finds the territory of a record.
///
/// # Errors
///
/// The source declares a territory that does not exist.
pub(super) fn attachment(
    record: &Record,
    source: &Source,
    geography: &Geography,
) -> Result<Attachment, UnknownTerritory> {
    let named = |code: TerritoryCode, how| Territory {
        code,
        name: geography
            .get(code)
            .map_or_else(|| code.to_string(), |place| place.name.to_owned()),
        how,
    };
    if let Some((code, how)) = record
        .relayed
        .as_ref()
        .and_then(|relayed| relayed.territory)
    {
        return Ok(Attachment {
            territory: Some(named(code, how)),
            level: None,
        });
    }
    if let Some(rule) = source.attach.iter().find(|rule| applies(rule, record)) {
        return Ok(Attachment {
            territory: Some(named(rule.territory, TerritoryHow::Rule)),
            level: rule.level,
        });
    }
    if let Some(code) = declared(&record.affiliations, source.territory, geography)? {
        return Ok(Attachment {
            territory: Some(named(code, TerritoryHow::Declared)),
            level: None,
        });
    }
    let territory =
        source
            .territory
            .map(|own| match inferred(&record.affiliations, own, geography) {
                Some(code) if code != own => named(code, TerritoryHow::Inferred),
                _ => named(own, TerritoryHow::Declared),
            });
    Ok(Attachment {
        territory,
        level: None,
    })
}

/// Returns the territory that the record declares, by code or by name. A name is looked for in the source's own territory, then in the territories
/// around it, and counts where only one place bears it.
fn declared(
    affiliations: &[Affiliation],
    own: Option<TerritoryCode>,
    geography: &Geography,
) -> Result<Option<TerritoryCode>, UnknownTerritory> {
    let Some(declared) = affiliations
        .iter()
        .find(|affiliation| affiliation.kind == AffiliationKind::Territory)
    else {
        return Ok(None);
    };
    if let Some(code) = &declared.native_id {
        return code_of(code, geography).map(Some).ok_or(UnknownTerritory {
            why: Code::TerritoryCodeUnknown,
            name: None,
        });
    }
    let around = own
        .into_iter()
        .flat_map(|own| std::iter::once(own).chain(geography.ancestors(own).iter().copied()));
    let mut around = around.chain(std::iter::once(TerritoryCode::country()));
    around
        .find_map(|parent| {
            let mut names = declared.names.iter();
            names.find_map(|(_, name)| geography.find(&name.text, parent))
        })
        .map(|place| Some(place.code))
        .ok_or_else(|| UnknownTerritory {
            why: Code::TerritoryNameUnknown,
            name: declared
                .names
                .iter()
                .next()
                .map(|(_, name)| name.text.clone()),
        })
}

/// Returns the territory of a code, if it exists.
fn code_of(code: &str, geography: &Geography) -> Option<TerritoryCode> {
    let code = code.parse().ok()?;
    geography.get(code).map(|place| place.code)
}

/// Returns whether a rule matches a record: its title, or the name of one of its affiliations or of their ancestors.
fn applies(rule: &AttachRule, record: &Record) -> bool {
    let pattern = Glob::new(&rule.pattern);
    let matches = |text: &LocalizedText| {
        text.iter()
            .any(|(_, translation)| pattern.matches(&translation.text))
    };
    let kind = match rule.attribute {
        Attribute::Title => return matches(&record.title),
        Attribute::Group => AffiliationKind::Group,
        Attribute::Assembly => AffiliationKind::Assembly,
        Attribute::Scope => AffiliationKind::Scope,
        Attribute::Area => AffiliationKind::Area,
        Attribute::Taxonomy => AffiliationKind::Taxonomy,
    };
    record
        .affiliations
        .iter()
        .filter(|affiliation| affiliation.kind == kind)
        .any(|affiliation| matches(&affiliation.names) || affiliation.ancestors.iter().any(matches))
}

/// Returns the one territory inside `own` that the affiliations name; `None` if they name none or several.
fn inferred(
    affiliations: &[Affiliation],
    own: TerritoryCode,
    geography: &Geography,
) -> Option<TerritoryCode> {
    if own.kind() == TerritoryKind::Commune {
        return None;
    }
    let found: BTreeSet<TerritoryCode> = affiliations
        .iter()
        .filter_map(|affiliation| named_by(affiliation, own, geography))
        .collect();
    let mut found = found.into_iter();
    found.next().filter(|_| found.next().is_none())
}

/// Returns the territory that an affiliation names: by its own name, else by that of its nearest ancestor that names one.
fn named_by(
    affiliation: &Affiliation,
    own: TerritoryCode,
    geography: &Geography,
) -> Option<TerritoryCode> {
    let bare_names_count = match affiliation.kind {
        AffiliationKind::Group | AffiliationKind::Assembly | AffiliationKind::Territory => {
            return None;
        }
        AffiliationKind::PlaceName => {
            let by_code = affiliation.native_id.as_deref();
            let by_code = by_code.and_then(|code| code_of(code, geography));
            if let Some(code) = by_code.filter(|code| geography.is_inside(*code, own)) {
                return Some(code);
            }
            true
        }
        AffiliationKind::Scope | AffiliationKind::Area => true,
        // Themes are taxonomies as well, and "Sport" or "Plan" may be the name of a village of a whole région.
        AffiliationKind::Taxonomy => {
            own.kind() == TerritoryKind::Epci || is_list_of_places(&affiliation.ancestors)
        }
    };
    std::iter::once(&affiliation.names)
        .chain(&affiliation.ancestors)
        .find_map(|names| {
            names
                .iter()
                .find_map(|(_, name)| place_of(&name.text, own, geography, bare_names_count))
        })
}

/// Returns whether the root of a taxonomy says that its items are places.
fn is_list_of_places(ancestors: &[LocalizedText]) -> bool {
    const WORDS: &[&str] = &[
        "territoire",
        "commune",
        "ville",
        "perimetre",
        "secteur",
        "quartier",
        "zone",
        "lieu",
        "localisation",
        "geograph",
        "scope",
        "area",
        "territor",
    ];
    ancestors
        .iter()
        .flat_map(LocalizedText::iter)
        .any(|(_, name)| {
            let name = fold(&name.text);
            WORDS.iter().any(|word| name.contains(word))
        })
}

/// Returns the territory of a name such as `Seichamps`, `Ville de Seichamps` or `Métropole du Grand Nancy`, unique inside `own`.
fn place_of(
    name: &str,
    own: TerritoryCode,
    geography: &Geography,
    bare_names_count: bool,
) -> Option<TerritoryCode> {
    if bare_names_count && let Some(place) = geography.find(name, own) {
        return Some(place.code);
    }
    let folded = fold_name(name);
    let communes = after_form(
        &folded,
        &[
            "ville",
            "commune nouvelle",
            "commune",
            "mairie",
            "municipalite",
        ],
    );
    if !communes.is_empty() {
        let found: BTreeSet<TerritoryCode> = communes
            .iter()
            .flat_map(|name| geography.named(name, own))
            .map(|place| place.code)
            .filter(|code| code.kind() == TerritoryKind::Commune)
            .collect();
        return found.first().copied().filter(|_| found.len() == 1);
    }
    // The name is often that of the source's own territory in other words than the official ones.
    let own_name = fold_name(geography.get(own)?.name);
    let is_own = names_without_form(&own_name)
        .iter()
        .any(|name| names_without_form(&folded).contains(name));
    (is_own && own.kind() == TerritoryKind::Epci).then_some(own)
}

/// Returns a folded name, and the same name without the words for the form of an EPCI.
fn names_without_form(folded: &str) -> Vec<String> {
    let mut names = after_form(folded, &["metropole", "cc", "ca", "cu", "agglomeration"]);
    names.push(folded.to_owned());
    names
}

/// Returns the names that may stand in a folded name after one of `forms`, such as `ville de` or `métropole du`: without an article and with the one
/// that the preposition contains, as `ville du mans` is `le mans`. Empty if `folded` begins with none of the forms.
fn after_form(folded: &str, forms: &[&str]) -> Vec<String> {
    const LINKS: &[(&str, &str)] = &[
        ("de la ", "la "),
        ("de l ", "l "),
        ("des ", "les "),
        ("du ", "le "),
        ("de ", ""),
        ("d ", ""),
        ("", ""),
    ];
    let rest = forms
        .iter()
        .find_map(|form| folded.strip_prefix(form)?.strip_prefix(' '));
    let named = |rest: &str| {
        LINKS
            .iter()
            .find_map(|(link, article)| Some((rest.strip_prefix(link)?, article)))
            .map(|(name, article)| vec![name.to_owned(), format!("{article}{name}")])
    };
    rest.and_then(named).unwrap_or_default()
}

#[cfg(test)]
mod tests;
