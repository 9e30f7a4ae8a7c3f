//! The documents of `queries/decidim/`, typed against the union schema, and the few fragments that they share read into the vocabulary.
//!
//! A field of these types that a host lacks was pruned from what is sent, and reads as `None`.

use graphql_client::GraphQLQuery;

use super::components::{ComponentKind, WireComponent};
use super::translations;
use passerelle_model::LocalizedText;

/// The custom scalars of the union schema: taken as whatever comes, so that one bad date does not fail a whole page.
pub(super) mod scalars {
    /// A calendar day.
    pub(in crate::decidim) type Date = serde_json::Value;
    /// An instant, or a day where older versions give one.
    pub(in crate::decidim) type DateTime = serde_json::Value;
}

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

/// The names along a scope or taxonomy: its own, then what it lies in, nearest first.
#[derive(Debug)]
pub(super) struct Chain {
    /// The key at the source.
    pub(super) id: Option<String>,
    /// The own name.
    pub(super) name: LocalizedText,
    /// `true` where it is a root; `None` where the format has no such thing.
    pub(super) is_root: Option<bool>,
    /// The scopes that it lies in, nearest first, without blanks.
    pub(super) ancestors: Vec<LocalizedText>,
}

macro_rules! chains_of {
    ($($fragment:ident of $document:ident, $is_root:expr;)+) => {$(
        impl From<$document::$fragment> for Chain {
            fn from(chain: $document::$fragment) -> Self {
                let is_root: fn(&$document::$fragment) -> Option<bool> = $is_root;
                let is_root = is_root(&chain);
                let mut ancestors = Vec::new();
                if let Some(parent) = chain.parent {
                    ancestors.extend(parent.name.map(LocalizedText::from));
                    ancestors.extend(parent.parent.and_then(|above| above.name).map(LocalizedText::from));
                }
                ancestors.retain(|name| !name.is_empty());
                Self { id: chain.id, name: chain.name.map(Into::into).unwrap_or_default(), is_root, ancestors }
            }
        }
    )+};
}

chains_of! {
    ScopeChain of territory, |_| None;
    ScopeChain of initiatives, |_| None;
    ScopeChain of conferences, |_| None;
    ScopeChain of consultations, |_| None;
    TaxonomyChain of territory, |taxonomy| taxonomy.is_root;
    TaxonomyChain of conferences, |taxonomy| taxonomy.is_root;
    TaxonomyChain of assemblies, |taxonomy| taxonomy.is_root;
}
