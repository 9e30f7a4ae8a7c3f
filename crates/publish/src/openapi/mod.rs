//! The description of the API in OpenAPI 3.1, made from the table of outputs, the table of parameters, and the shapes of the answers.

pub(crate) mod parameters;

use serde_json::Value;
use utoipa::OpenApi;
use utoipa::openapi::path::{
    HttpMethod, Operation, OperationBuilder, Parameter as Described, ParameterBuilder, ParameterIn,
    PathItem,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{
    ContentBuilder, Ref, RefOr, Required, Response, ResponseBuilder, ServerBuilder,
};

use super::outputs::{self, Answered, Output, Own, PathPart, Values};
use super::{json, widget};
use parameters::{address, described, one_of, text, whole_number};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Passerelle",
        description = "The participation procedures of a territory, whatever platform they are on. Every answer is public; no field holds a person.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2")
    ),
    components(schemas(
        json::ConsultationList,
        json::Consultation,
        json::MeetingList,
        json::TerritoryList,
        json::FacetsBody,
        json::SourceList,
        json::StatsBody,
        json::MonthBody,
        json::DurationsBody,
        json::BandBody,
        json::OutcomesBody,
        json::ChangesBody,
        json::FeedExtension,
        widget::WidgetBody,
        widget::oembed::OembedBody,
        json::ProblemBody
    ))
)]
struct Shapes;

/// Returns the document as JSON. Addresses are relative to the gateway.
pub fn document() -> String {
    let mut document = Shapes::openapi();
    env!("CARGO_PKG_VERSION").clone_into(&mut document.info.version);
    document.servers = Some(vec![ServerBuilder::new().url("/").build()]);
    for output in outputs::ALL {
        if let Some(operation) = &output.operation {
            let item = PathItem::new(HttpMethod::Get, described_operation(output, operation));
            document.paths.paths.insert(output.path.to_owned(), item);
        }
    }
    document.paths.paths.insert(
        GRAPHQL.to_owned(),
        PathItem::new(HttpMethod::Post, graphql()),
    );
    document
        .to_json()
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok())
        .map(with_empty_values)
        .and_then(|document| serde_json::to_string_pretty(&document).ok())
        .unwrap_or_default()
}

/// Allows every optional parameter of a query to be empty: forms send it so, and it counts as absent.
fn with_empty_values(mut document: Value) -> Value {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    let items = paths.into_iter().flat_map(|paths| paths.values_mut());
    let operations = items.filter_map(|item| item.get_mut("get")?.get_mut("parameters"));
    let parameters = operations.filter_map(Value::as_array_mut).flatten();
    for parameter in parameters.filter_map(Value::as_object_mut) {
        let is_required = parameter.get("required") == Some(&Value::Bool(true));
        if parameter.get("in").and_then(Value::as_str) == Some("query") && !is_required {
            parameter.insert("allowEmptyValue".to_owned(), Value::Bool(true));
        }
    }
    document
}

/// The path of the GraphQL endpoint.
const GRAPHQL: &str = "/api";

/// Describes the refusal of a GraphQL request, in the form of its answers.
fn refused(what: &str) -> Response {
    let error = ObjectBuilder::new()
        .property("message", text())
        .required("message");
    let errors = ObjectBuilder::new()
        .property("errors", ArrayBuilder::new().items(error))
        .required("errors");
    let content = ContentBuilder::new()
        .schema(Some(Schema::from(errors)))
        .build();
    ResponseBuilder::new()
        .description(what)
        .content(json::MEDIA_TYPE, content)
        .build()
}

/// Describes the GraphQL endpoint, which programs for Decidim can use too.
fn graphql() -> Operation {
    let question = ObjectBuilder::new()
        .property("query", text())
        .required("query")
        .property(
            "operationName",
            ObjectBuilder::new().schema_type(SchemaType::from_iter([Type::String, Type::Null])),
        )
        // An object, or one written as JSON in a string, as Decidim accepts it.
        .property(
            "variables",
            ObjectBuilder::new().schema_type(SchemaType::AnyValue),
        );
    let answer = ObjectBuilder::new()
        .property("data", ObjectBuilder::new().schema_type(Type::Object))
        .property(
            "errors",
            ArrayBuilder::new().items(ObjectBuilder::new().schema_type(Type::Object)),
        );
    let asked = ContentBuilder::new()
        .schema(Some(Schema::from(question)))
        .build();
    OperationBuilder::new()
        .operation_id(Some("graphql"))
        .summary(Some("Read-only GraphQL with the names of Decidim's own API. What is wrong with a question stands in `errors`"))
        .request_body(Some(
            RequestBodyBuilder::new()
                .content(json::MEDIA_TYPE, asked)
                .required(Some(Required::True))
                .build(),
        ))
        .response("200", answered(json::MEDIA_TYPE, Schema::from(answer)))
        .response("400", refused("The body is no question: no JSON, several questions at once, or none"))
        .response("413", problem("The body is longer than 100 kB"))
        .response("503", problem("The answer takes too long to make"))
        .build()
}

/// Describes the operation of an output.
fn described_operation(output: &Output, operation: &outputs::Operation) -> Operation {
    let filters = output.takes.parameters().into_iter().map(described);
    let own = operation.own.iter().map(own_parameter);
    let part = operation.path_part.iter().map(path_parameter);
    let mut builder = OperationBuilder::new()
        .operation_id(Some(operation.id))
        .summary(Some(operation.summary))
        .parameters(Some(filters.chain(own).chain(part)))
        .response(
            "200",
            answered(output.media_type, schema_of(operation.answer)),
        )
        .response("304", unchanged())
        .response("400", problem("A parameter is not understood"));
    for (status, meaning) in operation.others {
        builder = builder.response(*status, problem(meaning));
    }
    builder.build()
}

fn schema_of(answer: Answered) -> RefOr<Schema> {
    match answer {
        Answered::Named(name) => Ref::from_schema_name(name).into(),
        Answered::Text => text(),
        Answered::Shaped(shape) => shape(),
    }
}

fn own_parameter(own: &Own) -> Described {
    let schema = match own.values {
        Values::Text => text(),
        Values::OneOf(tokens) => one_of(tokens.iter().copied()),
        Values::From(least) => whole_number(f64::from(least), None),
        Values::Address => address(),
    };
    let parameter = ParameterBuilder::new()
        .name(own.name)
        .parameter_in(ParameterIn::Query)
        .description(Some(own.meaning))
        .schema(Some(schema));
    if own.is_required {
        return parameter.required(Required::True).build();
    }
    parameter.build()
}

fn path_parameter(part: &PathPart) -> Described {
    let schema = part.values.map_or_else(text, |values| one_of(values()));
    ParameterBuilder::new()
        .name(part.name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some(part.meaning))
        .schema(Some(schema))
        .build()
}

fn answered(media_type: &str, schema: impl Into<RefOr<Schema>>) -> Response {
    let media_type = media_type.split(';').next().unwrap_or(media_type);
    let content = ContentBuilder::new().schema(Some(schema)).build();
    ResponseBuilder::new()
        .description("What was asked for")
        .content(media_type, content)
        .build()
}

fn unchanged() -> Response {
    Response::new("The client has it already")
}

fn problem(what: &str) -> Response {
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("ProblemBody")))
        .build();
    ResponseBuilder::new()
        .description(what)
        .content("application/problem+json", content)
        .build()
}
