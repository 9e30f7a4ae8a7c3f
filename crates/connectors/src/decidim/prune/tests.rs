use std::collections::BTreeSet;

use graphql_parser::query::Field;
use proptest::prelude::*;

use super::*;
use crate::decidim::schema::{RELEASED, VERSIONS};

/// Every document of `queries/decidim/`.
const DOCUMENTS: [&str; 22] = [
    include_str!("../../../../../queries/decidim/assemblies.graphql"),
    include_str!("../../../../../queries/decidim/assemblies_links.graphql"),
    include_str!("../../../../../queries/decidim/assembly_links.graphql"),
    include_str!("../../../../../queries/decidim/conferences.graphql"),
    include_str!("../../../../../queries/decidim/consultations.graphql"),
    include_str!("../../../../../queries/decidim/core.graphql"),
    include_str!("../../../../../queries/decidim/deployment.graphql"),
    include_str!("../../../../../queries/decidim/greeting.graphql"),
    include_str!("../../../../../queries/decidim/groups.graphql"),
    include_str!("../../../../../queries/decidim/initiative_dates.graphql"),
    include_str!("../../../../../queries/decidim/initiatives.graphql"),
    include_str!("../../../../../queries/decidim/initiatives_dates.graphql"),
    include_str!("../../../../../queries/decidim/meetings.graphql"),
    include_str!("../../../../../queries/decidim/assemblies_meetings.graphql"),
    include_str!("../../../../../queries/decidim/conferences_meetings.graphql"),
    include_str!("../../../../../queries/decidim/initiatives_meetings.graphql"),
    include_str!("../../../../../queries/decidim/processes_meetings.graphql"),
    include_str!("../../../../../queries/decidim/probe.graphql"),
    include_str!("../../../../../queries/decidim/relay.graphql"),
    include_str!("../../../../../queries/decidim/results.graphql"),
    include_str!("../../../../../queries/decidim/stats.graphql"),
    include_str!("../../../../../queries/decidim/territory.graphql"),
];

/// Lists the faults of a document for a host with these capabilities: unknown fields and types, objects without selections, and fragments and
/// variables that are not used or not defined.
fn faults(text: &str, capabilities: &Capabilities) -> Vec<String> {
    let document = parse_query::<String>(text).expect("the text is a document");
    let mut faults = Vec::new();
    let mut defined = BTreeSet::new();
    let mut spread_names = Vec::new();
    let mut declared = BTreeSet::new();
    for definition in &document.definitions {
        match definition {
            Definition::Operation(OperationDefinition::Query(query)) => {
                declared.extend(
                    query
                        .variable_definitions
                        .iter()
                        .map(|variable| variable.name.clone()),
                );
                check(&query.selection_set, "Query", capabilities, &mut faults);
                collect_spreads(&query.selection_set, &mut spread_names);
            }
            Definition::Fragment(fragment) => {
                let TypeCondition::On(on) = &fragment.type_condition;
                defined.insert(fragment.name.clone());
                check(&fragment.selection_set, on, capabilities, &mut faults);
                collect_spreads(&fragment.selection_set, &mut spread_names);
            }
            Definition::Operation(_) => faults.push("not a query".to_owned()),
        }
    }
    let spread_names: BTreeSet<String> = spread_names.into_iter().collect();
    if spread_names != defined {
        faults.push(format!("fragments {defined:?}, spread {spread_names:?}"));
    }
    let used = used_variables(&document.definitions);
    if used != declared {
        faults.push(format!("variables {declared:?}, used {used:?}"));
    }
    faults
}

fn check(
    set: &SelectionSet<'_, String>,
    type_name: &str,
    capabilities: &Capabilities,
    faults: &mut Vec<String>,
) {
    if UNION.declared(type_name).is_none() || capabilities.lacks_type(type_name) {
        faults.push(format!("type {type_name}"));
    }
    if set.items.is_empty() {
        faults.push(format!("nothing of {type_name}"));
    }
    for selection in &set.items {
        match selection {
            Selection::Field(field) if field.name == "__typename" => {}
            Selection::Field(field) => check_field(field, type_name, capabilities, faults),
            Selection::InlineFragment(fragment) => {
                let Some(TypeCondition::On(on)) = &fragment.type_condition else {
                    faults.push("a fragment without a type".to_owned());
                    continue;
                };
                check(&fragment.selection_set, on, capabilities, faults);
            }
            Selection::FragmentSpread(_) => {}
        }
    }
}

fn check_field(
    field: &Field<'_, String>,
    type_name: &str,
    capabilities: &Capabilities,
    faults: &mut Vec<String>,
) {
    let Some(inner) = UNION.leads_to(type_name, &field.name) else {
        faults.push(format!("{type_name}.{}", field.name));
        return;
    };
    if capabilities.lacks_field(type_name, &field.name) {
        faults.push(format!("{type_name}.{} is lacking", field.name));
    }
    if UNION.declared(inner).is_some() {
        check(&field.selection_set, inner, capabilities, faults);
    } else if !field.selection_set.items.is_empty() {
        faults.push(format!("selections in {type_name}.{}", field.name));
    }
}

#[test]
fn every_document_is_valid_on_the_union_schema() {
    for text in DOCUMENTS {
        assert_eq!(faults(text, &Capabilities::default()), [""; 0], "{text}");
    }
}

#[test]
fn a_pruned_document_is_valid_on_every_version_and_build() {
    for minor in VERSIONS.chain([34]) {
        for build in [None, Some("osp"), Some("passerelle")] {
            let capabilities = Capabilities::of_version(minor, build);
            for text in DOCUMENTS {
                if let Some(pruned) = prune(text, &capabilities) {
                    assert_eq!(
                        faults(&pruned.text, &capabilities),
                        [""; 0],
                        "0.{minor} {build:?}\n{}",
                        pruned.text
                    );
                }
            }
        }
    }
}

#[test]
fn a_document_pruned_for_an_unknown_host_is_valid_on_every_version() {
    let unknown = Capabilities::conservative();
    for text in DOCUMENTS {
        let Some(pruned) = prune(text, &unknown) else {
            continue;
        };
        for minor in RELEASED {
            assert_eq!(
                faults(&pruned.text, &Capabilities::of_version(minor, None)),
                [""; 0],
                "0.{minor}\n{}",
                pruned.text
            );
        }
    }
}

#[test]
fn the_probe_asks_for_every_field_that_some_version_lacks() {
    fn walk(
        set: &SelectionSet<'_, String>,
        type_name: &str,
        asked: &mut BTreeSet<(String, String)>,
    ) {
        for selection in &set.items {
            match selection {
                Selection::Field(field) => {
                    asked.insert((type_name.to_owned(), field.name.clone()));
                    walk(
                        &field.selection_set,
                        UNION.leads_to(type_name, &field.name).unwrap_or_default(),
                        asked,
                    );
                }
                Selection::InlineFragment(fragment) => {
                    if let Some(TypeCondition::On(on)) = &fragment.type_condition {
                        walk(&fragment.selection_set, on, asked);
                    }
                }
                Selection::FragmentSpread(_) => {}
            }
        }
    }
    let probe = parse_query::<String>(include_str!("../../../../../queries/decidim/probe.graphql"))
        .unwrap();
    let mut asked = BTreeSet::new();
    for definition in &probe.definitions {
        if let Definition::Operation(OperationDefinition::Query(query)) = definition {
            walk(&query.selection_set, "Query", &mut asked);
        }
    }
    let unknown = Capabilities::conservative();
    let used = DOCUMENTS
        .iter()
        .filter_map(|text| prune(text, &unknown))
        .flat_map(|pruned| pruned.dropped);
    // `Statistic.name` follows from `key`. Fields of a type that a host lacks are pruned with the field that leads to the type.
    let missed: BTreeSet<_> = used
        .filter(|pair| pair != &("Statistic".into(), "name".into()) && !asked.contains(pair))
        .collect();
    assert_eq!(missed, BTreeSet::new());
}

#[test]
fn a_pruned_document_keeps_the_fields_that_the_host_has() {
    let capabilities = Capabilities::of_version(27, None);
    let pruned = prune(
        include_str!("../../../../../queries/decidim/core.graphql"),
        &capabilities,
    )
    .unwrap();
    for kept in ["machineTranslated", "steps", "components", "heroImage"] {
        assert!(pruned.text.contains(kept), "{kept}");
    }
    for left_out in ["accessMode", "url", "phases"] {
        assert!(!pruned.text.contains(left_out), "{left_out}");
    }
    assert_eq!(
        prune(
            include_str!("../../../../../queries/decidim/relay.graphql"),
            &Capabilities::of_version(27, None)
        )
        .map(|pruned| pruned.text.contains("passerelle")),
        Some(false)
    );
    assert!(
        prune(
            include_str!("../../../../../queries/decidim/deployment.graphql"),
            &capabilities
        )
        .is_none()
    );
}

#[test]
fn no_document_has_an_alias_and_every_document_costs_little() {
    for text in DOCUMENTS {
        let document = parse_query::<String>(text).unwrap();
        for definition in &document.definitions {
            let set = match definition {
                Definition::Operation(OperationDefinition::Query(query)) => &query.selection_set,
                Definition::Fragment(fragment) => &fragment.selection_set,
                Definition::Operation(_) => continue,
            };
            assert_no_alias(set);
        }
        let cost = cost(text);
        assert!(
            cost <= 300,
            "{cost} points, of 300 that versions up to 0.26 allow: {text}"
        );
    }
}

fn assert_no_alias(set: &SelectionSet<'_, String>) {
    for selection in &set.items {
        match selection {
            Selection::Field(field) => {
                assert_eq!(field.alias, None);
                assert_no_alias(&field.selection_set);
            }
            Selection::InlineFragment(fragment) => assert_no_alias(&fragment.selection_set),
            Selection::FragmentSpread(_) => {}
        }
    }
}

/// Returns the cost of a document by the rule of graphql-ruby: one point for each field, with the fields of a fragment wherever it is spread.
fn cost(text: &str) -> usize {
    fn of(set: &SelectionSet<'_, String>, document: &Document<'_, String>) -> usize {
        let of_selection = |selection: &Selection<'_, String>| match selection {
            Selection::Field(field) => 1 + of(&field.selection_set, document),
            Selection::InlineFragment(fragment) => of(&fragment.selection_set, document),
            Selection::FragmentSpread(spread) => document
                .definitions
                .iter()
                .filter_map(|definition| match definition {
                    Definition::Fragment(fragment) if fragment.name == spread.fragment_name => {
                        Some(of(&fragment.selection_set, document))
                    }
                    _ => None,
                })
                .sum(),
        };
        set.items.iter().map(of_selection).sum()
    }
    let document = parse_query::<String>(text).unwrap();
    let query = document
        .definitions
        .iter()
        .find_map(|definition| match definition {
            Definition::Operation(OperationDefinition::Query(query)) => Some(&query.selection_set),
            _ => None,
        });
    query.map_or(0, |set| of(set, &document))
}

/// Returns every type (without a field) and every field of the union schema.
fn types_and_fields() -> Vec<(String, Option<String>)> {
    // Every server has a root.
    let types = UNION.types().filter(|(name, _)| *name != "Query");
    types
        .flat_map(|(name, declared)| {
            let fields = declared
                .fields
                .keys()
                .map(move |field| (name.to_owned(), Some(field.clone())));
            fields.chain([(name.to_owned(), None)])
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_document_pruned_for_any_fork_is_valid_there(lacking in prop::sample::subsequence(types_and_fields(), 0..60)) {
        let capabilities = Capabilities::without(lacking);
        for text in DOCUMENTS {
            if let Some(pruned) = prune(text, &capabilities) {
                prop_assert_eq!(faults(&pruned.text, &capabilities), Vec::<String>::new(), "{}", pruned.text);
                prop_assert_eq!(prune(&pruned.text, &capabilities).map(|again| again.text), Some(pruned.text), "pruning twice changes nothing");
            }
        }
    }
}
