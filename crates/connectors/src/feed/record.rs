//! An item as a record. It reads back the vocabularies in which gateways write their own feeds, and decides nothing.

use chrono::{DateTime, Utc};

use passerelle_model::{
    Affiliation, AffiliationKind, DeclaredState, EntryView, Language, Level, LocalizedText,
    Modality, Record, RecordImage, Source, SpaceKind, TerritoryCode,
};

use super::item::{Category, Item};
use super::plain_text;

/// The vocabularies in which a gateway says what no format of feeds has a place for: `urn:passerelle:status`, or an address that ends with
/// `/ns/status`.
const OURS: [&str; 2] = ["urn:passerelle:", "/ns/"];

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

/// The language of an item's texts: the only one that the operator relays; else its own word, then that of the feed. The templates of many a French
/// site say "en-US".
fn language(item: &Item, feed: Option<&str>, source: &Source) -> Language {
    if let [only] = &source.languages[..] {
        return only.clone();
    }
    [item.language.as_deref(), feed]
        .into_iter()
        .flatten()
        .find_map(|tag| tag.trim().parse().ok())
        .or_else(|| source.languages.first().cloned())
        .unwrap_or_else(Language::french)
}

/// The record of an item that has a page. `feed` is the language of the feed, as it names it.
pub(super) fn of_item(
    item: Item,
    key: String,
    published: Option<DateTime<Utc>>,
    feed: Option<&str>,
    source: &Source,
) -> Option<Record> {
    let language = language(&item, feed, source);
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
            .filter(|elsewhere| *elsewhere != page)
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

/// Reads categories: those of our vocabularies as their terms, the others as themes.
fn terms(categories: &[Category]) -> Terms {
    let mut terms = Terms::default();
    for category in categories {
        let list = category.scheme.as_deref().and_then(|scheme| {
            OURS.iter()
                .find_map(|ours| scheme.rsplit_once(ours).map(|(_, list)| list))
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

/// Returns the state that a status declares where there are no dates; a pause and the unknown declare none.
fn declared_state(token: &str) -> Option<DeclaredState> {
    match token {
        "upcoming" => Some(DeclaredState::Upcoming),
        "open" => Some(DeclaredState::Open),
        "closed" | "results" => Some(DeclaredState::Closed),
        _ => None,
    }
}
