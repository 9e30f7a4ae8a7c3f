//! Narrowing a list that fails: documents for the keys of its elements and for one element, derived from the document of the list, so that an
//! element that is asked alone has exactly the fields that it has in the list.

use graphql_parser::Style;
use graphql_parser::query::{
    Definition, Document, Field, OperationDefinition, Query, Selection, SelectionSet, Type, Value,
    VariableDefinition, parse_query,
};
use serde_json::{Map, Value as Json};

use super::client::OnNull;
use super::lists::{ElementKey, ListQuery};
use super::missing_parts::MissingParts;
use super::session::Session;
use super::spaces;
use crate::Error;

/// The outcome of asking for one space.
pub(super) enum SingleOutcome {
    /// The space came, except for the missing parts.
    Answered(Json, MissingParts),
    /// The space does not exist any more.
    Gone,
    /// The host fails over the space.
    Failed,
}

/// Asks for the key of every element of the list; `None` if the host does not give them.
pub(super) async fn ask_keys(
    session: &mut Session<'_>,
    query: &ListQuery,
) -> Result<Option<Vec<ElementKey>>, Error> {
    let Some(text) = keys_document(query) else {
        return Ok(None);
    };
    let answer = session
        .exchange(query.keys_operation, &text, &Map::new(), OnNull::Accept)
        .await?;
    let list = answer
        .and_then(|answer| answer.data)
        .and_then(|mut data| data.remove(query.list_field));
    let Some(Json::Array(list)) = list else {
        return Ok(None);
    };
    Ok(Some(list.iter().filter_map(ElementKey::of).collect()))
}

/// Asks for one space, with the selections of the list.
pub(super) async fn ask_single(
    session: &mut Session<'_>,
    query: &ListQuery,
    id: &str,
) -> Result<SingleOutcome, Error> {
    let Some(text) = single_document(query) else {
        return Ok(SingleOutcome::Failed);
    };
    let variables = Map::from_iter([("id".to_owned(), Json::String(id.to_owned()))]);
    let answer = session
        .exchange(query.single_operation, &text, &variables, OnNull::Shrink)
        .await;
    let answer = match answer {
        Err(Error::Failing { .. } | Error::OutOfOrder { status: 500, .. }) => {
            return Ok(SingleOutcome::Failed);
        }
        answer => spaces::optional_answer(answer, &mut session.findings)?.flatten(),
    };
    let Some(mut answer) = answer else {
        return Ok(SingleOutcome::Failed);
    };
    let field = query.single_field;
    let raw = answer.data.as_mut().and_then(|data| data.remove(field));
    match raw {
        Some(raw) if raw.is_object() => {
            let missing = MissingParts::of(field, &answer);
            Ok(SingleOutcome::Answered(raw, missing))
        }
        _ if answer.errors.is_empty() => Ok(SingleOutcome::Gone),
        _ => Ok(SingleOutcome::Failed),
    }
}

/// Returns the document of a list reduced to the ids, and to the slugs if the list asks for them.
fn keys_document(query: &ListQuery) -> Option<String> {
    let mut document = parse_query::<String>(query.text).ok()?;
    rename_operation(&mut document, query.keys_operation);
    let mut field = take_field(&mut document, query.list_field)?;
    let mut keys = vec![leaf_field("id")];
    if fragments_select_slug(&document) {
        keys.push(leaf_field("slug"));
    }
    field.selection_set.items = keys;
    put_field(&mut document, field, Vec::new());
    document
        .definitions
        .retain(|definition| matches!(definition, Definition::Operation(_)));
    Some(document.format(Style::default().indent(0)))
}

/// Returns the document of a list turned into one that asks for a single element by its id.
fn single_document(query: &ListQuery) -> Option<String> {
    let mut document = parse_query::<String>(query.text).ok()?;
    rename_operation(&mut document, query.single_operation);
    let mut field = take_field(&mut document, query.list_field)?;
    query.single_field.clone_into(&mut field.name);
    field.arguments = vec![("id".to_owned(), Value::Variable("id".to_owned()))];
    let id = VariableDefinition {
        position: field.position,
        name: "id".to_owned(),
        var_type: Type::NonNullType(Box::new(Type::NamedType("ID".to_owned()))),
        default_value: None,
    };
    put_field(&mut document, field, vec![id]);
    Some(document.format(Style::default().indent(0)))
}

/// Returns the first query of the document.
fn operation<'d, 't>(document: &'d mut Document<'t, String>) -> Option<&'d mut Query<'t, String>> {
    document
        .definitions
        .iter_mut()
        .find_map(|definition| match definition {
            Definition::Operation(OperationDefinition::Query(query)) => Some(query),
            _ => None,
        })
}

fn rename_operation(document: &mut Document<'_, String>, name: &str) {
    if let Some(operation) = operation(document) {
        operation.name = Some(name.to_owned());
    }
}

/// Removes all fields from the operation, and returns the one of this name.
fn take_field<'t>(document: &mut Document<'t, String>, name: &str) -> Option<Field<'t, String>> {
    operation(document)?
        .selection_set
        .items
        .drain(..)
        .find_map(|selection| match selection {
            Selection::Field(field) if field.name == name => Some(field),
            _ => None,
        })
}

/// Makes `field` the only field of the operation, and `variables` its only variables.
fn put_field<'t>(
    document: &mut Document<'t, String>,
    field: Field<'t, String>,
    variables: Vec<VariableDefinition<'t, String>>,
) {
    if let Some(operation) = operation(document) {
        operation.variable_definitions = variables;
        operation.selection_set.items = vec![Selection::Field(field)];
    }
}

/// Returns whether a fragment of the document selects the field `slug`.
fn fragments_select_slug(document: &Document<'_, String>) -> bool {
    let is_slug = |selection: &Selection<'_, String>| matches!(selection, Selection::Field(field) if field.name == "slug");
    document
        .definitions
        .iter()
        .any(|definition| match definition {
            Definition::Fragment(fragment) => fragment.selection_set.items.iter().any(is_slug),
            Definition::Operation(_) => false,
        })
}

/// Returns a field without arguments and selections.
fn leaf_field<'t>(name: &str) -> Selection<'t, String> {
    Selection::Field(Field {
        position: graphql_parser::Pos::default(),
        alias: None,
        name: name.to_owned(),
        arguments: Vec::new(),
        directives: Vec::new(),
        selection_set: SelectionSet {
            span: (
                graphql_parser::Pos::default(),
                graphql_parser::Pos::default(),
            ),
            items: Vec::new(),
        },
    })
}

#[cfg(test)]
mod tests {
    use passerelle_model::SpaceKind;

    use super::*;

    const LIST_WITHOUT_SLUGS: &str = "query Spaces { decidim { version } spaces { ...Space } } fragment Space on Space { id title { ...Texts } } fragment Texts on TranslatedField { translations { text } }";

    const LIST: &str = "query Spaces { decidim { version } spaces { ...Space } } fragment Space on Space { id slug title { ...Texts } } fragment Texts on TranslatedField { translations { text } }";

    fn query(text: &'static str) -> ListQuery {
        ListQuery {
            kind: SpaceKind::Process,
            operation: "Spaces",
            text,
            list_field: "spaces",
            single_field: "space",
            keys_operation: "SpaceIds",
            single_operation: "SingleSpace",
        }
    }

    fn flat(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn keys_are_asked_without_anything_else() {
        let text = keys_document(&query(LIST)).unwrap();
        assert_eq!(flat(&text), "query SpaceIds { spaces { id slug } }");
        let text = keys_document(&query(LIST_WITHOUT_SLUGS)).unwrap();
        assert_eq!(flat(&text), "query SpaceIds { spaces { id } }");
    }

    #[test]
    fn a_single_space_is_asked_for_the_fields_of_the_list() {
        let text = flat(&single_document(&query(LIST)).unwrap());
        assert!(
            text.starts_with("query SingleSpace($id: ID!) { space(id: $id) { ...Space } }"),
            "{text}"
        );
        assert!(text.contains("fragment Texts on TranslatedField"), "{text}");
        assert!(!text.contains("version"), "{text}");
    }
}
