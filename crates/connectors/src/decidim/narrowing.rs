//! Narrowing: the documents that a list is asked by one by one, made of the document of the list itself, so that they ask for exactly the same
//! of each element.

use graphql_parser::Style;
use graphql_parser::query::{
    Definition, Document, Field, OperationDefinition, Selection, SelectionSet, Type, Value,
    VariableDefinition, parse_query,
};
use serde_json::{Map, Value as Json};

use super::client::OnNull;
use super::lists::{self, ListQuery};
use super::missing_parts::MissingParts;
use super::session::Session;
use super::spaces;
use crate::Error;

/// The outcome of one space that was asked alone.
pub(super) enum Narrowed {
    /// The space came, perhaps not whole.
    Answered(Json, MissingParts),
    /// The space is not there any more.
    Gone,
    /// The host fails over it.
    Failed,
}

/// The key and the slug of every element of the list; `None` if the host does not tell.
pub(super) async fn keys(
    session: &mut Session<'_>,
    asked: &ListQuery,
) -> Result<Option<Vec<(String, Option<String>)>>, Error> {
    let name = asked.narrower.0;
    let Some(text) = of_keys(asked.document.1, name, asked.fields.0) else {
        return Ok(None);
    };
    let answer = session
        .exchange(name, &text, &Map::new(), OnNull::Accept)
        .await?;
    let list = answer
        .and_then(|answer| answer.data)
        .and_then(|mut data| data.remove(asked.fields.0));
    let Some(Json::Array(list)) = list else {
        return Ok(None);
    };
    let keys = list
        .iter()
        .filter_map(|raw| Some((lists::key(raw)?, lists::slug(raw))));
    Ok(Some(keys.collect()))
}

/// One space, with the selections of the list.
pub(super) async fn single(
    session: &mut Session<'_>,
    asked: &ListQuery,
    id: &str,
) -> Result<Narrowed, Error> {
    let (name, (list, one)) = (asked.narrower.1, asked.fields);
    let Some(text) = of_one(asked.document.1, name, list, one) else {
        return Ok(Narrowed::Failed);
    };
    let variables = Map::from_iter([("id".to_owned(), Json::String(id.to_owned()))]);
    let answer = session
        .exchange(name, &text, &variables, OnNull::Shrink)
        .await;
    let answer = match answer {
        Err(Error::Failing { .. } | Error::OutOfOrder { status: 500, .. }) => {
            return Ok(Narrowed::Failed);
        }
        answer => spaces::or_without(answer, &mut session.findings)?.flatten(),
    };
    let Some(mut answer) = answer else {
        return Ok(Narrowed::Failed);
    };
    let raw = answer.data.as_mut().and_then(|data| data.remove(one));
    match raw {
        Some(raw) if raw.is_object() => Ok(Narrowed::Answered(raw, MissingParts::of(one, &answer))),
        _ if answer.errors.is_empty() => Ok(Narrowed::Gone),
        _ => Ok(Narrowed::Failed),
    }
}

/// The document of a list, cut down to the keys and slugs.
fn of_keys(text: &str, name: &str, list: &str) -> Option<String> {
    let mut document = parse_query::<String>(text).ok()?;
    let field = only(&mut document, name, list)?;
    let is_key = |selection: &Selection<'_, String>| matches!(selection, Selection::Field(field) if field.name == "slug");
    let has_slug = selects_slug(&document, is_key);
    let mut keys = vec![plain("id")];
    keys.extend(has_slug.then(|| plain("slug")));
    let mut field = field;
    field.selection_set.items = keys;
    put(&mut document, field, Vec::new());
    document
        .definitions
        .retain(|definition| matches!(definition, Definition::Operation(_)));
    Some(document.format(Style::default().indent(0)))
}

/// The document of a list, turned into one that asks one of its elements by its key.
fn of_one(text: &str, name: &str, list: &str, one: &str) -> Option<String> {
    let mut document = parse_query::<String>(text).ok()?;
    let mut field = only(&mut document, name, list)?;
    one.clone_into(&mut field.name);
    field.arguments = vec![("id".to_owned(), Value::Variable("id".to_owned()))];
    let id = VariableDefinition {
        position: field.position,
        name: "id".to_owned(),
        var_type: Type::NonNullType(Box::new(Type::NamedType("ID".to_owned()))),
        default_value: None,
    };
    put(&mut document, field, vec![id]);
    Some(document.format(Style::default().indent(0)))
}

/// The field of the list, taken out of the operation, which is given its new name.
fn only<'t>(
    document: &mut Document<'t, String>,
    name: &str,
    list: &str,
) -> Option<Field<'t, String>> {
    let query = document
        .definitions
        .iter_mut()
        .find_map(|definition| match definition {
            Definition::Operation(OperationDefinition::Query(query)) => Some(query),
            _ => None,
        })?;
    query.name = Some(name.to_owned());
    query
        .selection_set
        .items
        .drain(..)
        .find_map(|selection| match selection {
            Selection::Field(field) if field.name == list => Some(field),
            _ => None,
        })
}

/// Puts the only field of the operation back, with the variables that it uses.
fn put<'t>(
    document: &mut Document<'t, String>,
    field: Field<'t, String>,
    variables: Vec<VariableDefinition<'t, String>>,
) {
    for definition in &mut document.definitions {
        if let Definition::Operation(OperationDefinition::Query(query)) = definition {
            query.variable_definitions = variables;
            query.selection_set.items = vec![Selection::Field(field)];
            return;
        }
    }
}

fn selects_slug(
    document: &Document<'_, String>,
    is_slug: impl Fn(&Selection<'_, String>) -> bool,
) -> bool {
    document
        .definitions
        .iter()
        .any(|definition| match definition {
            Definition::Fragment(fragment) => fragment.selection_set.items.iter().any(&is_slug),
            Definition::Operation(_) => false,
        })
}

fn plain<'t>(name: &str) -> Selection<'t, String> {
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
    use super::*;

    const LIST: &str = "query Spaces { decidim { version } spaces { ...Space } } fragment Space on Space { id slug title { ...Texts } } fragment Texts on TranslatedField { translations { text } }";

    fn flat(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn keys_are_asked_without_anything_else() {
        let text = of_keys(LIST, "SpaceIds", "spaces").unwrap();
        assert_eq!(flat(&text), "query SpaceIds { spaces { id slug } }");
        let without = LIST.replace(" slug", "");
        let text = of_keys(&without, "SpaceIds", "spaces").unwrap();
        assert_eq!(flat(&text), "query SpaceIds { spaces { id } }");
    }

    #[test]
    fn one_is_asked_for_what_the_list_is_asked_for() {
        let text = of_one(LIST, "SingleSpace", "spaces", "space").unwrap();
        let text = flat(&text);
        assert!(
            text.starts_with("query SingleSpace($id: ID!) { space(id: $id) { ...Space } }"),
            "{text}"
        );
        assert!(text.contains("fragment Texts on TranslatedField"), "{text}");
        assert!(!text.contains("version"), "{text}");
    }
}
