//! What a version refuses to run although it is valid: too deep, too complex, too many aliases, the same field nested too often,
//! introspection.

use std::collections::{BTreeMap, BTreeSet};

use graphql_parser::query::{
    Field, FragmentDefinition, Selection, SelectionSet, TypeCondition, Value as Literal,
};
use serde_json::{Map, Value};

use super::refusal::{bare, coded};
use crate::schema::Release;

/// The deepest that a document may go, in every version.
const MAX_DEPTH: usize = 15;
/// The most selections that are looked at, those of a fragment as often as it is spread: fragments that spread fragments twice over would
/// else double the work at each level.
const MAX_SELECTIONS: usize = 20_000;
/// The longest page that is given, and what a connection without `first` counts as.
pub(super) const MAX_PAGE: usize = 50;

/// The limits of one version.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    max_complexity: usize,
    multiplies: bool,
    strict: bool,
}

impl Limits {
    /// No limit but those of the engine itself.
    pub(super) const fn none() -> Self {
        Self {
            max_complexity: usize::MAX,
            multiplies: false,
            strict: false,
        }
    }

    /// The limits of `release` (its last patch release).
    pub(super) fn of(release: Release) -> Self {
        Self {
            max_complexity: if release <= Release::zero(26) {
                300
            } else {
                5000
            },
            multiplies: release >= Release::zero(28),
            strict: release >= Release::zero(31),
        }
    }
}

/// The fragments of a document by name.
pub(super) type Fragments<'d> = BTreeMap<&'d str, &'d FragmentDefinition<'static, String>>;

/// Every limit that the selections of an operation go over.
pub(super) fn excesses(
    limits: Limits,
    set: &SelectionSet<'static, String>,
    fragments: &Fragments<'_>,
    given: &Map<String, Value>,
) -> Vec<Value> {
    let mut survey = Survey {
        limits,
        fragments,
        given,
        aliases: BTreeSet::new(),
        recursion: None,
        introspection: false,
        seen: 0,
    };
    let depth = survey.depth(set, &mut Vec::new(), &mut Vec::new());
    if survey.seen > MAX_SELECTIONS {
        return vec![bare("Query is too large")];
    }
    let complexity = survey.complexity(set, &mut Vec::new());
    let mut excesses = Vec::new();
    if depth > MAX_DEPTH {
        excesses.push(bare(&format!(
            "Query has depth of {depth}, which exceeds max depth of {MAX_DEPTH}"
        )));
    }
    if complexity > limits.max_complexity {
        excesses.push(bare(&format!(
            "Query has complexity of {complexity}, which exceeds max complexity of {}",
            limits.max_complexity
        )));
    }
    if limits.strict {
        excesses.extend(survey.strict());
    }
    excesses
}

struct Survey<'a, 'd> {
    limits: Limits,
    fragments: &'a Fragments<'d>,
    given: &'a Map<String, Value>,
    aliases: BTreeSet<String>,
    recursion: Option<String>,
    introspection: bool,
    seen: usize,
}

impl Survey<'_, '_> {
    fn strict(&self) -> Vec<Value> {
        let mut excesses = Vec::new();
        if self.introspection {
            excesses.push(coded(
                "Introspection is disabled for this request",
                "INTROSPECTION_DISABLED_ERROR",
            ));
        }
        if self.aliases.len() > 5 {
            let names: Vec<&str> = self.aliases.iter().map(String::as_str).collect();
            excesses.push(coded(
                &format!("Too many aliases used: {}", names.join(", ")),
                "TOO_MANY_ALIASES_ERROR",
            ));
        }
        if let Some(name) = &self.recursion {
            excesses.push(coded(
                &format!("Recursive query - too many of fields '{name}' detected in single branch of the query"),
                "RECURSION_LIMIT_EXCEEDED_ERROR",
            ));
        }
        excesses
    }

    /// How deep the selections go; notes aliases, repetition and introspection on the way.
    fn depth(
        &mut self,
        set: &SelectionSet<'static, String>,
        names: &mut Vec<String>,
        open: &mut Vec<String>,
    ) -> usize {
        let mut deepest = 0;
        for selection in &set.items {
            self.seen += 1;
            if self.seen > MAX_SELECTIONS {
                break;
            }
            deepest = deepest.max(match selection {
                Selection::Field(field) => self.field_depth(field, names, open),
                Selection::InlineFragment(inline) => self.depth(&inline.selection_set, names, open),
                Selection::FragmentSpread(spread) => {
                    let name = &spread.fragment_name;
                    match self.fragments.get(name.as_str()).copied() {
                        Some(fragment) if !open.contains(name) => {
                            open.push(name.clone());
                            let depth = self.depth(&fragment.selection_set, names, open);
                            open.pop();
                            depth
                        }
                        _ => 0,
                    }
                }
            });
        }
        deepest
    }

    fn field_depth(
        &mut self,
        field: &Field<'static, String>,
        names: &mut Vec<String>,
        open: &mut Vec<String>,
    ) -> usize {
        if let Some(alias) = &field.alias {
            self.aliases.insert(alias.clone());
        }
        self.introspection |= matches!(field.name.as_str(), "__schema" | "__type");
        if field.selection_set.items.is_empty() {
            return 1;
        }
        let exempt = matches!(field.name.as_str(), "node" | "edges" | "nodes" | "ofType");
        if !exempt && names.iter().filter(|name| **name == field.name).count() >= 2 {
            self.recursion = Some(field.name.clone());
        }
        names.push(field.name.clone());
        let below = self.depth(&field.selection_set, names, open);
        names.pop();
        1 + below
    }

    /// One for each field; what a connection holds counts once for each element that it may give, from 0.28. Of fragments on different
    /// types only the costliest counts, since one object is of one type.
    fn complexity(&self, set: &SelectionSet<'static, String>, open: &mut Vec<String>) -> usize {
        let mut plain = 0_usize;
        let mut by_type: BTreeMap<String, usize> = BTreeMap::new();
        for selection in &set.items {
            match selection {
                Selection::Field(field) => {
                    plain = plain.saturating_add(self.field_complexity(field, open));
                }
                Selection::InlineFragment(inline) => {
                    let inner = self.complexity(&inline.selection_set, open);
                    match &inline.type_condition {
                        Some(TypeCondition::On(name)) => {
                            let sum = by_type.entry(name.clone()).or_default();
                            *sum = sum.saturating_add(inner);
                        }
                        None => plain = plain.saturating_add(inner),
                    }
                }
                Selection::FragmentSpread(spread) => {
                    let name = &spread.fragment_name;
                    if let Some(fragment) = self.fragments.get(name.as_str())
                        && !open.contains(name)
                    {
                        open.push(name.clone());
                        let inner = self.complexity(&fragment.selection_set, open);
                        open.pop();
                        let TypeCondition::On(condition) = &fragment.type_condition;
                        let sum = by_type.entry(condition.clone()).or_default();
                        *sum = sum.saturating_add(inner);
                    }
                }
            }
        }
        plain.saturating_add(by_type.values().copied().max().unwrap_or(0))
    }

    fn field_complexity(&self, field: &Field<'static, String>, open: &mut Vec<String>) -> usize {
        let children = self.complexity(&field.selection_set, open);
        let selected = |wanted: &str| {
            field
                .selection_set
                .items
                .iter()
                .find_map(|selection| match selection {
                    Selection::Field(inner) if inner.name == wanted => Some(inner),
                    _ => None,
                })
        };
        let connection = selected("edges").is_some() || selected("nodes").is_some();
        if !self.limits.multiplies || !connection {
            return children.saturating_add(1);
        }
        let page =
            selected("pageInfo").map_or(0, |info| info.selection_set.items.len().saturating_add(1));
        let lists = ["edges", "nodes"]
            .iter()
            .filter(|name| selected(name).is_some())
            .count();
        let fixed = page.saturating_add(lists);
        let items = children.saturating_sub(fixed);
        self.page_size(field)
            .saturating_mul(items)
            .saturating_add(fixed)
            .saturating_add(1)
    }

    fn page_size(&self, field: &Field<'static, String>) -> usize {
        let wanted = field.arguments.iter().find(|(name, _)| name == "first");
        let size = match wanted.map(|(_, value)| value) {
            Some(Literal::Int(number)) => number.as_i64(),
            Some(Literal::Variable(name)) => self.given.get(name).and_then(Value::as_i64),
            _ => None,
        };
        size.map_or(MAX_PAGE, |size| usize::try_from(size).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use graphql_parser::query::{Definition, Document, OperationDefinition};

    fn parsed(text: &str) -> Document<'static, String> {
        graphql_parser::parse_query::<String>(text)
            .unwrap()
            .into_static()
    }

    fn messages(minor: u16, text: &str) -> Vec<String> {
        let document = parsed(text);
        let set = match document.definitions.first() {
            Some(Definition::Operation(OperationDefinition::SelectionSet(set))) => set,
            Some(Definition::Operation(OperationDefinition::Query(query))) => &query.selection_set,
            other => panic!("{other:?}"),
        };
        excesses(
            Limits::of(Release::zero(minor)),
            set,
            &Fragments::new(),
            &Map::new(),
        )
        .iter()
        .map(|excess| excess["message"].as_str().unwrap().to_owned())
        .collect()
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
    fn a_page_of_meetings_costs_what_was_measured_on_real_servers() {
        let text = "{component(id:1){id __typename ... on Meetings{meetings(first:50){pageInfo{hasNextPage endCursor} edges{node{
            id reference startTime endTime closed address createdAt updatedAt coordinates{latitude longitude}
            title{translations{locale text}} description{translations{locale text}} location{translations{locale text}}}}}}}}";
        let document = parsed(text);
        let Some(Definition::Operation(OperationDefinition::SelectionSet(set))) =
            document.definitions.first()
        else {
            panic!("{document:?}");
        };
        for (minor, measured) in [(27, 32), (28, 1208)] {
            let survey = Survey {
                limits: Limits::of(Release::zero(minor)),
                fragments: &Fragments::new(),
                given: &Map::new(),
                aliases: BTreeSet::new(),
                recursion: None,
                introspection: false,
                seen: 0,
            };
            assert_eq!(
                survey.complexity(set, &mut Vec::new()),
                measured,
                "0.{minor}"
            );
        }
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
