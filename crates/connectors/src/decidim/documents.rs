//! The documents of `queries/decidim/`, with types that are generated from the union schema, and conversions of the fragments that several documents
//! share.
//!
//! A field that the host lacks is pruned from the document before it is sent, and is `None` in the answer.

use graphql_client::GraphQLQuery;

use super::components::{ComponentKind, WireComponent};
use super::translations;
use passerelle_model::LocalizedText;

/// The custom scalars of the union schema. They accept any value, so that one bad date does not fail a whole page.
pub(super) mod scalars {
    /// A calendar day.
    pub(in crate::decidim) type Date = serde_json::Value;
    /// An instant, or a day where older versions give one.
    pub(in crate::decidim) type DateTime = serde_json::Value;
}

/// Defines the type and the module of the document at `$path`.
macro_rules! document {
    ($name:ident, $path:tt) => {
        #[derive(Debug, Clone, Copy, GraphQLQuery)]
        #[graphql(
                                    schema_path = "../../queries/decidim/schema.graphql",
                                    query_path = $path,
                                    response_derives = "Debug, Clone",
                                    variables_derives = "Debug, Clone",
                                    custom_scalars_module = "crate::decidim::documents::scalars",
                                    fragments_other_variant = "true",
                                    skip_serializing_none
                                )]
        pub(super) struct $name;
    };
}

document!(Probe, "../../queries/decidim/probe.graphql");
document!(Greeting, "../../queries/decidim/greeting.graphql");
document!(HostDeployment, "../../queries/decidim/deployment.graphql");
document!(Processes, "../../queries/decidim/core.graphql");
document!(Groups, "../../queries/decidim/groups.graphql");
document!(Territory, "../../queries/decidim/territory.graphql");
document!(Initiatives, "../../queries/decidim/initiatives.graphql");
document!(
    InitiativesDates,
    "../../queries/decidim/initiatives_dates.graphql"
);
document!(
    InitiativeDates,
    "../../queries/decidim/initiative_dates.graphql"
);
document!(Conferences, "../../queries/decidim/conferences.graphql");
document!(Consultations, "../../queries/decidim/consultations.graphql");
document!(Assemblies, "../../queries/decidim/assemblies.graphql");
document!(
    AssembliesLinks,
    "../../queries/decidim/assemblies_links.graphql"
);
document!(
    AssemblyLinks,
    "../../queries/decidim/assembly_links.graphql"
);
document!(
    ProcessesMeetings,
    "../../queries/decidim/processes_meetings.graphql"
);
document!(
    AssembliesMeetings,
    "../../queries/decidim/assemblies_meetings.graphql"
);
document!(
    ConferencesMeetings,
    "../../queries/decidim/conferences_meetings.graphql"
);
document!(
    InitiativesMeetings,
    "../../queries/decidim/initiatives_meetings.graphql"
);
document!(ComponentMeetings, "../../queries/decidim/meetings.graphql");
document!(ComponentResults, "../../queries/decidim/results.graphql");
document!(ProcessStats, "../../queries/decidim/stats.graphql");
document!(Relay, "../../queries/decidim/relay.graphql");

/// Converts the fragment `Texts` of each document.
macro_rules! texts_of {
    ($($document:ident),+) => {$(
        impl From<$document::Texts> for LocalizedText {
            fn from(texts: $document::Texts) -> Self {
                let translations = texts.translations.into_iter().flatten().flatten();
                translations::localized(translations.map(|translation| {
                    (translation.locale, translation.text, translation.machine_translated)
                }))
            }
        }
    )+};
}

texts_of!(
    processes,
    groups,
    territory,
    initiatives,
    conferences,
    consultations,
    assemblies,
    component_meetings
);

/// Converts the fragment `OfSpace`, a component of a space, of each document.
macro_rules! components_of {
    ($($document:ident),+) => {$(
        impl From<$document::OfSpace> for WireComponent {
            fn from(component: $document::OfSpace) -> Self {
                use $document::OfSpaceOn as On;
                Self {
                    id: component.id,
                    url: component.url,
                    name: component.name.map(Into::into).unwrap_or_default(),
                    kind: match component.on {
                        On::Accountability => ComponentKind::Accountability,
                        On::Blogs => ComponentKind::Blogs,
                        On::Budgets => ComponentKind::Budgets,
                        On::CollaborativeTexts => ComponentKind::CollaborativeTexts,
                        On::Debates => ComponentKind::Debates,
                        On::Elections => ComponentKind::Elections,
                        On::Meetings => ComponentKind::Meetings,
                        On::Pages => ComponentKind::Pages,
                        On::Proposals => ComponentKind::Proposals,
                        On::Surveys => ComponentKind::Surveys,
                        On::Sortitions | On::Component | On::Unknown => ComponentKind::Other,
                    },
                }
            }
        }
    )+};
}

components_of!(
    processes,
    initiatives,
    conferences,
    consultations,
    assemblies
);

/// A scope or taxonomy with its ancestors.
#[derive(Debug)]
pub(super) struct Lineage {
    /// The native id.
    pub(super) id: Option<String>,
    /// The name.
    pub(super) name: LocalizedText,
    /// `true` where it is a root; `None` where the host does not say, as for every scope.
    pub(super) is_root: Option<bool>,
    /// The names of the ancestors, nearest first, without empty ones.
    pub(super) ancestors: Vec<LocalizedText>,
}

/// Converts the fragments with the names of a scope or taxonomy and of its ancestors.
macro_rules! lineages_of {
    ($($fragment:ident of $document:ident, $is_root:expr;)+) => {$(
        impl From<$document::$fragment> for Lineage {
            fn from(wire: $document::$fragment) -> Self {
                let is_root: fn(&$document::$fragment) -> Option<bool> = $is_root;
                let is_root = is_root(&wire);
                let mut ancestors = Vec::new();
                if let Some(parent) = wire.parent {
                    ancestors.extend(parent.name.map(LocalizedText::from));
                    ancestors.extend(parent.parent.and_then(|above| above.name).map(LocalizedText::from));
                }
                ancestors.retain(|name| !name.is_empty());
                Self { id: wire.id, name: wire.name.map(Into::into).unwrap_or_default(), is_root, ancestors }
            }
        }
    )+};
}

lineages_of! {
    ScopeChain of territory, |_| None;
    ScopeChain of initiatives, |_| None;
    ScopeChain of conferences, |_| None;
    ScopeChain of consultations, |_| None;
    TaxonomyChain of territory, |taxonomy| taxonomy.is_root;
    TaxonomyChain of conferences, |taxonomy| taxonomy.is_root;
    TaxonomyChain of assemblies, |taxonomy| taxonomy.is_root;
}
