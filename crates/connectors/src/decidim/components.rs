//! The components of a space, and the modality that each kind of component offers.

use url::Url;

use super::urls::SpacePage;
use passerelle_model::{LocalizedText, Modality};

/// The kinds of components that have a type of their own in the API of some version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ComponentKind {
    /// Results and their progress.
    Accountability,
    /// Posts.
    Blogs,
    /// Participatory budgets.
    Budgets,
    /// Texts to annotate (from 0.31).
    CollaborativeTexts,
    /// Debates.
    Debates,
    /// Elections (0.23 to 0.28).
    Elections,
    /// Meetings.
    Meetings,
    /// A static page.
    Pages,
    /// Proposals.
    Proposals,
    /// Surveys.
    Surveys,
    /// Sortitions, and every module without a type of its own.
    Other,
}

impl ComponentKind {
    /// The modality that the component offers, if one can take part in it.
    const fn modality(self) -> Option<Modality> {
        match self {
            Self::Budgets => Some(Modality::ParticipatoryBudget),
            Self::Surveys => Some(Modality::Survey),
            Self::Proposals => Some(Modality::IdeaBox),
            Self::Debates => Some(Modality::Debate),
            Self::Meetings => Some(Modality::Meeting),
            Self::Elections => Some(Modality::Vote),
            Self::CollaborativeTexts => Some(Modality::TextConsultation),
            Self::Accountability | Self::Blogs | Self::Pages | Self::Other => None,
        }
    }
}

/// A component as the host gives it.
#[derive(Debug, Clone)]
pub(super) struct WireComponent {
    /// The native id. A component without it is dropped.
    pub(super) id: Option<String>,
    /// The address of the page, where the host gives one.
    pub(super) url: Option<String>,
    /// The name.
    pub(super) name: LocalizedText,
    /// The kind.
    pub(super) kind: ComponentKind,
}

/// A component that can be asked for more, since its id is known.
#[derive(Debug, Clone)]
pub(super) struct Component {
    /// The native id.
    pub(super) id: String,
    /// The address of the page.
    pub(super) url: Url,
    /// The name.
    pub(super) name: LocalizedText,
    /// The kind.
    pub(super) kind: ComponentKind,
}

/// The components of a space.
#[derive(Debug, Clone, Default)]
pub(super) struct Components {
    /// The components that are public.
    pub(super) list: Vec<Component>,
    /// `true` where the host gave the list.
    pub(super) known: bool,
}

/// Converts the components of the space with the page `page`. From 0.30 hidden components come as nulls, which are skipped.
pub(super) fn of_space<C: Into<WireComponent>>(
    components: Option<Vec<Option<C>>>,
    page: &SpacePage,
) -> Components {
    let known = components.is_some();
    let present = components.into_iter().flatten().flatten().map(Into::into);
    let list = present
        .filter_map(|component: WireComponent| {
            let id = component.id?;
            Some(Component {
                url: page.component(&id, component.url.as_deref()),
                id,
                name: component.name,
                kind: component.kind,
            })
        })
        .collect();
    Components { list, known }
}

/// Returns the modality of the space itself and those that its components offer, sorted and without repetition. If there are none, pages and posts
/// count as the modality of information.
pub(super) fn modalities(own: Option<Modality>, components: &[Component]) -> Vec<Modality> {
    let mut modalities: Vec<Modality> = own.into_iter().collect();
    for modality in components
        .iter()
        .filter_map(|component| component.kind.modality())
    {
        if !modalities.contains(&modality) {
            modalities.push(modality);
        }
    }
    let informs = |component: &Component| {
        matches!(component.kind, ComponentKind::Blogs | ComponentKind::Pages)
    };
    if modalities.is_empty() && components.iter().any(informs) {
        modalities.push(Modality::Information);
    }
    modalities.sort_unstable();
    modalities
}
