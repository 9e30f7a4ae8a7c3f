//! The record of an item. Categories in the vocabularies of gateways, which write them in their own feeds, are read back.

use chrono::{DateTime, Utc};

use passerelle_model::{
    Affiliation, AffiliationKind, DeclaredState, EntryView, Language, Level, LocalizedText,
    Modality, Record, RecordImage, Source, SpaceKind, TerritoryCode,
};

use super::item::{Category, Item};
use super::plain_text;

/// The beginnings of the vocabularies in which a gateway states what no format of feeds has an element for: `urn:passerelle:status`, or an address
/// that ends with `/ns/status`.
const GATEWAY_VOCABULARIES: [&str; 2] = ["urn:passerelle:", "/ns/"];

/// The kind of everything that a feed lists.
pub(super) const KIND: SpaceKind = SpaceKind::Process;

/// The terms that the categories of an item name.
#[derive(Debug, Default, PartialEq)]
struct Terms {
    themes: Vec<String>,
    declared_state: Option<DeclaredState>,
    level: Option<Level>,
    modalities: Vec<Modality>,
    territory: Option<TerritoryCode>,
}

/// Returns whether the operator wants an item relayed.
pub(super) fn is_wanted(item: &Item, source: &Source) -> bool {
    let names: Vec<String> = item
        .categories
        .iter()
        .flat_map(|category| category.label.iter().chain([&category.term]))
        .map(|name| plain_text::of(name))
        .collect();
    source.relays(&EntryView {
        title: &plain_text::of(&item.title),
        categories: &names,
        page: item.page.as_ref(),
    })
}

/// Returns the language of an item's texts: the one of the source if it has only one, since the templates of many French sites declare "en-US"; else
/// the one that the item declares, then that of the feed, then the first of the source.
fn language(item: &Item, feed_language: Option<&str>, source: &Source) -> Language {
    if let [only] = &source.languages[..] {
        return only.clone();
    }
    [item.language.as_deref(), feed_language]
        .into_iter()
        .flatten()
        .find_map(|tag| tag.trim().parse().ok())
        .or_else(|| source.languages.first().cloned())
        .unwrap_or_else(Language::french)
}

/// Makes the record of an item; `None` if it has no page. `feed_language` is the language that the feed declares.
pub(super) fn of_item(
    item: Item,
    key: String,
    published: Option<DateTime<Utc>>,
    feed_language: Option<&str>,
    source: &Source,
) -> Option<Record> {
    let language = language(&item, feed_language, source);
    let text = |text: &str| LocalizedText::of(language.clone(), text);
    let terms = terms(&item.categories);
    let place = item.place.as_deref().unwrap_or_default();
    let code = terms.territory.map(|code| code.to_string());
    let is_placed = code.is_some() || !place.is_empty();
    let affiliation = is_placed.then(|| Affiliation {
        kind: AffiliationKind::PlaceName,
        native_id: code,
        names: text(place),
        ancestors: Vec::new(),
    });
    let page = item.page?;
    Some(Record {
        links: item
            .canonical
            .into_iter()
            .filter(|canonical| *canonical != page)
            .collect(),
        title: text(&item.title),
        short_description: text(&item.summary),
        description: text(&item.content),
        opens: item.opens,
        closes: item.closes,
        declared_state: terms.declared_state,
        level: terms.level,
        modalities: terms.modalities,
        themes: terms.themes.iter().map(|theme| text(theme)).collect(),
        affiliations: affiliation.into_iter().collect(),
        image: item.image.map(|url| RecordImage {
            url,
            alt: LocalizedText::default(),
            volatile: false,
        }),
        location: item.point,
        published_at: published.map(|at| at.fixed_offset()),
        ..Record::new(KIND, key, page)
    })
}

/// Sorts categories: those in a vocabulary of gateways are the terms that they name, and all others are themes.
fn terms(categories: &[Category]) -> Terms {
    let mut terms = Terms::default();
    for category in categories {
        let list = category.scheme.as_deref().and_then(|scheme| {
            GATEWAY_VOCABULARIES
                .iter()
                .find_map(|beginning| scheme.rsplit_once(beginning).map(|(_, list)| list))
        });
        let token = category.term.trim();
        match list {
            Some("status") => terms.declared_state = declared_state(token),
            Some("level") => terms.level = token.parse().ok(),
            Some("modality") => terms.modalities.extend(token.parse::<Modality>()),
            Some("territory") => terms.territory = token.parse().ok(),
            _ => {
                let name = category.label.as_deref().unwrap_or(token);
                terms.themes.push(name.to_owned());
            }
        }
    }
    terms
}

/// Returns the state that a status of a gateway declares; `None` for a paused or an unknown one, and for other words.
fn declared_state(token: &str) -> Option<DeclaredState> {
    match token {
        "upcoming" => Some(DeclaredState::Upcoming),
        "open" => Some(DeclaredState::Open),
        "closed" | "results" => Some(DeclaredState::Closed),
        _ => None,
    }
}
