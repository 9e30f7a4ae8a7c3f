//! Taxonomies, in which Decidim keeps what the gateway calls territory, themes, modalities and level.

use std::sync::Arc;

use async_graphql::{ID, Object};

use super::Served;
use super::text::TranslatedField;
use passerelle_index::Entry;
use passerelle_model::{Language, Level, LocalizedText, Modality, Territory, TerritoryCode};
use passerelle_query::{Filter, theme_key};

/// The roots, each with its key and its French and English names.
const ROOTS: &[(&str, &str, &str)] = &[
    ("territory", "Territoire", "Territory"),
    ("theme", "Thèmes", "Themes"),
    (
        "modality",
        "Modalités de participation",
        "Ways to take part",
    ),
    ("level", "Niveau de participation", "Level of participation"),
];

/// A root, or a value under a root.
pub(super) struct Taxonomy {
    root: (&'static str, &'static str, &'static str),
    value: Option<(String, LocalizedText)>,
    served: Arc<Served>,
}

/// A territory, theme, modality or level, or the root of all of one sort.
#[Object]
impl Taxonomy {
    /// The key: that of the root, then `:` and the value for the filter of that name.
    async fn id(&self) -> ID {
        match &self.value {
            Some((key, _)) => ID(format!("{}:{key}", self.root.0)),
            None => ID(self.root.0.to_owned()),
        }
    }

    /// The name.
    async fn name(&self) -> TranslatedField {
        match &self.value {
            Some((_, name)) => TranslatedField(name.clone()),
            None => TranslatedField::fixed(self.root.1, self.root.2),
        }
    }

    /// Says whether it is a root.
    async fn is_root(&self) -> bool {
        self.value.is_none()
    }

    /// The root that it belongs to.
    async fn parent(&self) -> Option<Self> {
        self.value.is_some().then(|| Self {
            root: self.root,
            value: None,
            served: Arc::clone(&self.served),
        })
    }

    /// The values of a root that any consultation has.
    #[graphql(complexity = "20 * child_complexity")]
    async fn children(&self) -> Vec<Self> {
        if self.value.is_some() {
            return Vec::new();
        }
        let (facets, geography) = (
            self.served.snapshot.facets(&Filter::default()),
            self.served.snapshot.geography(),
        );
        let named = |code: TerritoryCode| {
            let place = geography.get(code)?;
            Some(of_territory(code, place.name))
        };
        let values: Vec<_> = match self.root.0 {
            "territory" => (facets.territory.iter())
                .filter_map(|count| named(count.value))
                .collect(),
            "theme" => (facets.theme.iter())
                .map(|count| (count.value.key.clone(), count.value.name.clone()))
                .collect(),
            "modality" => (facets.modality.iter())
                .filter(|count| count.count > 0)
                .map(|count| of_modality(count.value))
                .collect(),
            _ => (facets.level.iter())
                .filter(|count| count.count > 0)
                .map(|count| of_level(count.value))
                .collect(),
        };
        let under = |value| Self {
            root: self.root,
            value: Some(value),
            served: Arc::clone(&self.served),
        };
        values.into_iter().map(under).collect()
    }
}

/// Makes the roots.
pub(super) fn roots(served: &Arc<Served>) -> Vec<Taxonomy> {
    let root = |root: &(&'static str, &'static str, &'static str)| Taxonomy {
        root: *root,
        value: None,
        served: Arc::clone(served),
    };
    ROOTS.iter().map(root).collect()
}

/// Makes the taxonomies of a consultation, root by root.
pub(super) fn of_entry(entry: &Entry, served: &Arc<Served>) -> Vec<Taxonomy> {
    let consultation = &entry.stored.consultation;
    let values = |root: &str| -> Vec<(String, LocalizedText)> {
        let territory = |territory: &Territory| of_territory(territory.code, &territory.name);
        match root {
            "territory" => consultation.territory.iter().map(territory).collect(),
            "theme" => (consultation.themes.iter())
                .filter_map(|name| Some((theme_key(name.best_text(&[]))?, name.clone())))
                .collect(),
            "modality" => (consultation.modalities.iter())
                .map(|modality| of_modality(*modality))
                .collect(),
            _ => (consultation.level.iter())
                .map(|level| of_level(*level))
                .collect(),
        }
    };
    let under = |root: &(&'static str, &'static str, &'static str)| {
        let filed = values(root.0).into_iter();
        let (root, served) = (*root, Arc::clone(served));
        filed.map(move |value| Taxonomy {
            root,
            value: Some(value),
            served: Arc::clone(&served),
        })
    };
    ROOTS.iter().flat_map(under).collect()
}

fn of_territory(code: TerritoryCode, name: &str) -> (String, LocalizedText) {
    (
        code.to_string(),
        LocalizedText::of(Language::french(), name),
    )
}

fn of_modality(modality: Modality) -> (String, LocalizedText) {
    let name = TranslatedField::fixed(modality.label("fr"), modality.label("en"));
    (modality.token().to_owned(), name.0)
}

fn of_level(level: Level) -> (String, LocalizedText) {
    let name = TranslatedField::fixed(level.label("fr"), level.label("en"));
    (level.token().to_owned(), name.0)
}
