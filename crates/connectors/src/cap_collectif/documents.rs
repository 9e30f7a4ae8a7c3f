//! The documents of `queries/cap_collectif/`, typed by a schema that is reduced to what they ask.

use graphql_client::GraphQLQuery;

/// The custom scalars of the schema. They are read as any JSON value, so that one bad date does not fail a whole page.
pub(super) mod scalars {
    /// An instant without its zone.
    pub(in crate::cap_collectif) type DateTime = serde_json::Value;
}

macro_rules! document {
    ($name:ident, $path:tt) => {
        #[derive(Debug, Clone, Copy, GraphQLQuery)]
        #[graphql(
                            schema_path = "../../queries/cap_collectif/schema.graphql",
                            query_path = $path,
                            response_derives = "Debug, Clone",
                            variables_derives = "Debug, Clone",
                            custom_scalars_module = "crate::cap_collectif::documents::scalars",
                            fragments_other_variant = "true",
                            skip_serializing_none
                        )]
        pub(super) struct $name;
    };
}

document!(Greeting, "../../queries/cap_collectif/greeting.graphql");
document!(Projects, "../../queries/cap_collectif/projects.graphql");
document!(ProjectCounts, "../../queries/cap_collectif/counts.graphql");
document!(Events, "../../queries/cap_collectif/events.graphql");
document!(
    EventLinks,
    "../../queries/cap_collectif/event_links.graphql"
);
document!(
    ProjectEvents,
    "../../queries/cap_collectif/project_events.graphql"
);
