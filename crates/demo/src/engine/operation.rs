//! What an operation is made of, whatever way it is written.

use graphql_parser::Pos;
use graphql_parser::query::{OperationDefinition, SelectionSet, VariableDefinition};

/// The first element of every path inside an operation.
pub(super) fn title(operation: &OperationDefinition<'static, String>) -> String {
    match operation {
        OperationDefinition::Query(query) => query
            .name
            .as_ref()
            .map_or_else(|| "query".to_owned(), |name| format!("query {name}")),
        _ => "query".to_owned(),
    }
}

/// Where it begins.
pub(super) fn start(operation: &OperationDefinition<'static, String>) -> Pos {
    match operation {
        OperationDefinition::Query(query) => query.position,
        OperationDefinition::SelectionSet(set) => set.span.0,
        OperationDefinition::Mutation(mutation) => mutation.position,
        OperationDefinition::Subscription(subscription) => subscription.position,
    }
}

/// The variables that an operation declares.
pub(super) fn variables<'d>(
    operation: &'d OperationDefinition<'static, String>,
) -> &'d [VariableDefinition<'static, String>] {
    match operation {
        OperationDefinition::Query(query) => &query.variable_definitions,
        _ => &[],
    }
}

/// What an operation selects; `None` for what a read-only server does not run.
pub(super) fn selections<'o>(
    operation: &'o OperationDefinition<'static, String>,
) -> Option<&'o SelectionSet<'static, String>> {
    match operation {
        OperationDefinition::Query(query) => Some(&query.selection_set),
        OperationDefinition::SelectionSet(set) => Some(set),
        OperationDefinition::Mutation(_) | OperationDefinition::Subscription(_) => None,
    }
}
