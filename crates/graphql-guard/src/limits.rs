//! Measures a document that names only what is declared: how deep it goes, how much it asks for, which names it repeats.

use std::collections::{BTreeMap, BTreeSet};

use async_graphql_parser::Positioned;
use async_graphql_parser::types::{ExecutableDocument, Field, Selection, SelectionSet};
use async_graphql_value::Value as Literal;
use serde_json::{Map, Value};

/// The deepest that selections are followed, those of fragments included: the walk calls itself for each level.
const MAX_LEVELS: usize = 200;
/// The most fields of one name on one way from the root before the next is reported.
const MAX_SAME_NAME: usize = 2;
/// The fields of connections and of introspection that nest by nature.
const NESTS_BY_NATURE: [&str; 4] = ["node", "edges", "nodes", "ofType"];

/// The extent of a document with every fragment written out.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Extent {
    /// The number of fields on the longest way from the root.
    pub depth: usize,
    /// Every alias once.
    pub aliases: BTreeSet<String>,
    /// The fields that stand in more than two fields of their own name, in the order in which they are met.
    pub recursive_fields: Vec<String>,
    /// The first fragment that spreads itself.
    pub endless_fragment: Option<String>,
    /// Says that the schema itself is asked for.
    pub introspects: bool,
}

/// Measures `sets`, selections at the root of `document`. Returns nothing for more than `max_selections`, those of a fragment counted as
/// often as it is spread, or for more than 200 levels.
pub fn extent<'d>(
    document: &'d ExecutableDocument,
    sets: impl IntoIterator<Item = &'d SelectionSet>,
    max_selections: usize,
) -> Option<Extent> {
    let mut survey = Survey {
        document,
        extent: Extent::default(),
        left: max_selections,
        levels: MAX_LEVELS,
        names: Vec::new(),
        open: Vec::new(),
    };
    for set in sets {
        let depth = survey.depth(set)?;
        survey.extent.depth = survey.extent.depth.max(depth);
    }
    Some(survey.extent)
}

struct Survey<'d> {
    document: &'d ExecutableDocument,
    extent: Extent,
    /// The selections that may still be counted.
    left: usize,
    /// The levels that may still be followed.
    levels: usize,
    /// The names of the fields from the root to here.
    names: Vec<&'d str>,
    /// The fragments that are being written out.
    open: Vec<&'d str>,
}

impl<'d> Survey<'d> {
    /// Measures the depth of `set`; `None` when a bound is reached.
    fn depth(&mut self, set: &'d SelectionSet) -> Option<usize> {
        self.levels = self.levels.checked_sub(1)?;
        let mut deepest = 0;
        for selection in &set.items {
            self.left = self.left.checked_sub(1)?;
            let depth = match &selection.node {
                Selection::Field(field) => self.field_depth(&field.node)?,
                Selection::InlineFragment(inline) => self.depth(&inline.node.selection_set.node)?,
                Selection::FragmentSpread(spread) => {
                    self.spread_depth(&spread.node.fragment_name.node)?
                }
            };
            deepest = deepest.max(depth);
        }
        self.levels += 1;
        Some(deepest)
    }

    fn spread_depth(&mut self, name: &'d str) -> Option<usize> {
        let Some(fragment) = self.document.fragments.get(name) else {
            return Some(0);
        };
        if self.open.contains(&name) {
            let endless = &mut self.extent.endless_fragment;
            endless.get_or_insert_with(|| name.to_owned());
            return Some(0);
        }
        self.open.push(name);
        let depth = self.depth(&fragment.node.selection_set.node)?;
        self.open.pop();
        Some(depth)
    }

    fn field_depth(&mut self, field: &'d Field) -> Option<usize> {
        if let Some(alias) = &field.alias {
            self.extent.aliases.insert(alias.node.to_string());
        }
        let name = field.name.node.as_str();
        self.extent.introspects |= matches!(name, "__schema" | "__type");
        if field.selection_set.node.items.is_empty() {
            return Some(1);
        }
        let same = self.names.iter().filter(|above| **above == name).count();
        if same >= MAX_SAME_NAME && !NESTS_BY_NATURE.contains(&name) {
            self.extent.recursive_fields.push(name.to_owned());
        }
        self.names.push(name);
        let below = self.depth(&field.selection_set.node)?;
        self.names.pop();
        Some(below + 1)
    }
}

/// Returns the cost of `set` as graphql-ruby counts it: one for each field. Where `default_page` says how long a page is unless the
/// document says it, what a connection holds counts once for each element of the page. Of fragments on different types only the
/// costliest counts, since one object is of one type.
///
/// The work grows with the selections, those of a fragment as often as it is spread: [`extent`] bounds them first.
pub fn complexity(
    document: &ExecutableDocument,
    set: &SelectionSet,
    variables: &Map<String, Value>,
    default_page: Option<usize>,
) -> usize {
    let costs = Costs {
        document,
        variables,
        default_page,
    };
    costs.set(set, &mut Vec::new())
}

struct Costs<'d> {
    document: &'d ExecutableDocument,
    variables: &'d Map<String, Value>,
    default_page: Option<usize>,
}

impl<'d> Costs<'d> {
    fn set(&self, set: &'d SelectionSet, open: &mut Vec<&'d str>) -> usize {
        let mut plain = 0_usize;
        let mut by_type: BTreeMap<&str, usize> = BTreeMap::new();
        for selection in &set.items {
            let (condition, cost) = match &selection.node {
                Selection::Field(field) => (None, self.field(&field.node, open)),
                Selection::InlineFragment(inline) => {
                    let condition = inline.node.type_condition.as_ref();
                    let cost = self.set(&inline.node.selection_set.node, open);
                    (condition, cost)
                }
                Selection::FragmentSpread(spread) => {
                    let name = spread.node.fragment_name.node.as_str();
                    let Some(fragment) = self.document.fragments.get(name) else {
                        continue;
                    };
                    if open.contains(&name) {
                        continue;
                    }
                    open.push(name);
                    let cost = self.set(&fragment.node.selection_set.node, open);
                    open.pop();
                    (Some(&fragment.node.type_condition), cost)
                }
            };
            let sum = match condition {
                Some(condition) => by_type.entry(&condition.node.on.node).or_default(),
                None => &mut plain,
            };
            *sum = sum.saturating_add(cost);
        }
        plain.saturating_add(by_type.values().copied().max().unwrap_or(0))
    }

    fn field(&self, field: &'d Field, open: &mut Vec<&'d str>) -> usize {
        let children = self.set(&field.selection_set.node, open);
        let lists = ["edges", "nodes"].map(|name| selected(field, name));
        let lists = lists.iter().flatten().count();
        let Some(default_page) = self.default_page.filter(|_| lists > 0) else {
            return children.saturating_add(1);
        };
        let page = selected(field, "pageInfo").map_or(0, |info| {
            let asked = &info.node.selection_set.node.items;
            asked.len().saturating_add(1)
        });
        let fixed = page.saturating_add(lists);
        let items = children.saturating_sub(fixed);
        self.page_size(field, default_page)
            .saturating_mul(items)
            .saturating_add(fixed)
            .saturating_add(1)
    }

    fn page_size(&self, field: &Field, default_page: usize) -> usize {
        let size = match field.get_argument("first").map(|value| &value.node) {
            Some(Literal::Number(number)) => number.as_i64(),
            Some(Literal::Variable(name)) => {
                self.variables.get(name.as_str()).and_then(Value::as_i64)
            }
            _ => None,
        };
        size.map_or(default_page, |size| usize::try_from(size).unwrap_or(0))
    }
}

/// The field `wanted` directly inside `field`.
fn selected<'d>(field: &'d Field, wanted: &str) -> Option<&'d Positioned<Field>> {
    let items = &field.selection_set.node.items;
    items.iter().find_map(|selection| match &selection.node {
        Selection::Field(inner) if inner.node.name.node == wanted => Some(inner),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{operations, read};

    fn measured(text: &str) -> Option<Extent> {
        let document = read(text).unwrap();
        let operations = operations(&document);
        let sets = operations.iter();
        let sets = sets.map(|operation| &operation.definition.node.selection_set.node);
        extent(&document, sets, 5000)
    }

    fn cost(text: &str, default_page: Option<usize>) -> usize {
        let document = read(text).unwrap();
        let set = &operations(&document)[0].definition.node.selection_set.node;
        complexity(&document, set, &Map::new(), default_page)
    }

    fn nested(levels: usize) -> String {
        format!(
            "{}{{id}}{}",
            "{a".repeat(levels - 1),
            "}".repeat(levels - 1)
        )
    }

    #[test]
    fn depth_counts_the_fields_on_the_longest_way() {
        for levels in [2, 15, 18] {
            assert_eq!(measured(&nested(levels)).unwrap().depth, levels);
        }
    }

    #[test]
    fn aliases_recursion_introspection_and_endless_fragments_are_noted() {
        let extent = measured("{x:a y:a{x:b} __schema{types{name}}}").unwrap();
        assert_eq!(extent.aliases.len(), 2);
        assert!(extent.introspects);
        let recursive = |text| measured(text).unwrap().recursive_fields;
        assert_eq!(recursive("{a{parent{parent{parent{id}}}}}"), ["parent"]);
        assert!(recursive("{a{parent{parent{id}}}}").is_empty());
        assert!(recursive("{node{node{node{node{id}}}}}").is_empty());
        let endless = "{...A} fragment A on Q{...B} fragment B on Q{...A}";
        let endless = measured(endless).unwrap().endless_fragment;
        assert_eq!(endless.as_deref(), Some("A"));
    }

    #[test]
    fn fragments_that_explode_are_not_followed_to_their_end() {
        let doubled = (0..40).map(|level| {
            let next = level + 1;
            format!("fragment F{level} on Q{{...F{next} ...F{next}}} ")
        });
        let text = format!(
            "{{...F0}} fragment F40 on Q{{id}} {}",
            doubled.collect::<String>()
        );
        assert_eq!(measured(&text), None);
        let deep = (0..90).map(|level| {
            let (open, close) = ("...{".repeat(60), "}".repeat(60));
            format!("fragment F{level} on Q{{{open}...F{}{close}}} ", level + 1)
        });
        let text = format!(
            "{{...F0}} fragment F90 on Q{{id}} {}",
            deep.collect::<String>()
        );
        assert_eq!(measured(&text), None);
    }

    #[test]
    fn a_page_of_meetings_costs_what_was_measured_on_real_servers() {
        let text = "{component(id:1){id __typename ... on Meetings{meetings(first:50){pageInfo{hasNextPage endCursor} edges{node{
            id reference startTime endTime closed address createdAt updatedAt coordinates{latitude longitude}
            title{translations{locale text}} description{translations{locale text}} location{translations{locale text}}}}}}}}";
        assert_eq!((cost(text, None), cost(text, Some(50))), (32, 1208));
    }

    #[test]
    fn of_fragments_on_different_types_only_the_costliest_counts() {
        assert_eq!(cost("{a ...on B{b c} ...on C{d} ...on B{e}}", None), 4);
    }
}
