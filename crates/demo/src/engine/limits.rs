//! The limits of each release of Decidim: the depth of a document, the number of its elements, the names that it may repeat.

use async_graphql::parser::types::{ExecutableDocument, OperationDefinition};
use passerelle_graphql_guard::{Extent, Wording, complexity, extent};
use serde_json::{Map, Value, json};

use super::message;
use super::page::MAX_PAGE;
use crate::schema::Release;

/// The deepest that a document may go, in every version.
const MAX_DEPTH: usize = 15;
/// The most selections that are counted, those of a fragment as often as it is spread.
const MAX_SELECTIONS: usize = 20_000;
/// The most aliases from 0.31.
const MAX_ALIASES: usize = 5;

/// The limits of one release.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    max_complexity: usize,
    /// The number of elements that a connection counts as unless the document gives one; `None` if a connection counts as one.
    page: Option<usize>,
    /// `true` if too many aliases, recursion and introspection are refused.
    strict: bool,
    wording: Wording,
}

impl Limits {
    /// Returns the limits of a server that restricts nothing but the depth.
    pub(super) const fn none() -> Self {
        Self {
            max_complexity: usize::MAX,
            page: None,
            strict: false,
            wording: Wording::Newer,
        }
    }

    /// Returns the limits of `release`, in its last patch.
    pub(super) fn of(release: Release) -> Self {
        Self {
            max_complexity: if release <= Release::zero(26) {
                300
            } else {
                5000
            },
            page: (release >= Release::zero(28)).then_some(MAX_PAGE),
            strict: release >= Release::zero(31),
            wording: if release >= Release::zero(29) {
                Wording::Newer
            } else {
                Wording::Older
            },
        }
    }

    /// Returns the wording of the graphql-ruby of the release.
    pub(super) const fn wording(self) -> Wording {
        self.wording
    }

    /// Returns an error for every limit that `operation` exceeds.
    pub(super) fn excesses(
        self,
        document: &ExecutableDocument,
        operation: &OperationDefinition,
        variables: &Map<String, Value>,
    ) -> Vec<Value> {
        let set = &operation.selection_set.node;
        let Some(extent) = extent(document, [set], MAX_SELECTIONS) else {
            return vec![message("Query is too large")];
        };
        let mut excesses = Vec::new();
        if extent.depth > MAX_DEPTH {
            let depth = extent.depth;
            excesses.push(message(&format!(
                "Query has depth of {depth}, which exceeds max depth of {MAX_DEPTH}"
            )));
        }
        let cost = complexity(document, set, variables, self.page);
        if cost > self.max_complexity {
            excesses.push(message(&format!(
                "Query has complexity of {cost}, which exceeds max complexity of {}",
                self.max_complexity
            )));
        }
        if self.strict {
            excesses.extend(strict_excesses(&extent));
        }
        excesses
    }
}

fn strict_excesses(extent: &Extent) -> Vec<Value> {
    let coded =
        |message: String, code: &str| json!({"message": message, "extensions": {"code": code}});
    let mut excesses = Vec::new();
    if extent.introspects {
        let message = "Introspection is disabled for this request".to_owned();
        excesses.push(coded(message, "INTROSPECTION_DISABLED_ERROR"));
    }
    if extent.aliases.len() > MAX_ALIASES {
        let names: Vec<&str> = extent.aliases.iter().map(String::as_str).collect();
        let message = format!("Too many aliases used: {}", names.join(", "));
        excesses.push(coded(message, "TOO_MANY_ALIASES_ERROR"));
    }
    if let Some(name) = extent.recursive_fields.last() {
        let message = format!(
            "Recursive query - too many of fields '{name}' detected in single branch of the query"
        );
        excesses.push(coded(message, "RECURSION_LIMIT_EXCEEDED_ERROR"));
    }
    excesses
}

#[cfg(test)]
mod tests {
    use super::*;
    use passerelle_graphql_guard::{operations, read};

    fn messages(minor: u16, text: &str) -> Vec<String> {
        let document = read(text).unwrap();
        let operation = &operations(&document)[0].definition.node;
        let limits = Limits::of(Release::zero(minor));
        let excesses = limits.excesses(&document, operation, &Map::new());
        let messages = excesses.iter();
        let messages = messages.map(|excess| excess["message"].as_str().unwrap().to_owned());
        messages.collect()
    }

    fn nested(levels: usize) -> String {
        format!("{}id{}", "{a".repeat(levels - 1), "}".repeat(levels - 1)).replacen("id", "{id}", 1)
    }

    /// A page of meetings with `fields` plain fields for each.
    fn meetings(fields: usize) -> String {
        let list: Vec<String> = (0..fields).map(|number| format!("f{number}")).collect();
        format!(
            "{{component(id:\"1\"){{id ... on Meetings{{meetings(first:50){{pageInfo{{hasNextPage endCursor}} edges{{node{{{}}}}}}}}}}}}}",
            list.join(" ")
        )
    }

    #[test]
    fn fifteen_levels_pass_and_sixteen_do_not() {
        assert_eq!(messages(27, &nested(15)), Vec::<String>::new());
        assert_eq!(
            messages(27, &nested(18)),
            ["Query has depth of 18, which exceeds max depth of 15"]
        );
    }

    #[test]
    fn a_connection_counts_its_elements_from_0_28() {
        // component, id, meetings, pageInfo and its two, edges: 7 once; node and its fields: 120, fifty times from 0.28.
        let document = meetings(119);
        assert_eq!(messages(27, &document), Vec::<String>::new());
        assert_eq!(
            messages(28, &document),
            ["Query has complexity of 6007, which exceeds max complexity of 5000"]
        );
    }

    #[test]
    fn old_versions_stop_at_three_hundred() {
        assert_eq!(messages(26, &meetings(292)), Vec::<String>::new());
        assert_eq!(
            messages(26, &meetings(293)),
            ["Query has complexity of 301, which exceeds max complexity of 300"]
        );
    }

    #[test]
    fn new_versions_refuse_aliases_recursion_and_introspection_by_code() {
        let aliases = "{a1:a a2:a a3:a a4:a a5:a a6:a}";
        let recursion = "{a{parent{parent{parent{id}}}}}";
        for (document, code) in [
            (aliases, "Too many aliases"),
            (recursion, "Recursive query"),
            ("{__schema{types{name}}}", "Introspection"),
        ] {
            assert_eq!(messages(29, document), Vec::<String>::new());
            assert!(messages(31, document)[0].starts_with(code), "{document}");
        }
        assert_eq!(
            messages(31, "{a{parent{parent{id}}}}"),
            Vec::<String>::new()
        );
    }
}
