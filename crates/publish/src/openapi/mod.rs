//! The description of the JSON portal and of the feeds in OpenAPI 3.1, made from the same shapes and parameters as the answers.

mod formats;
mod parameters;

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

use passerelle_query::{Allowed, Parameter};

use super::{FEEDS, FeedFormat, View, json, widget};
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

/// One address.
struct Route {
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    parameters: Allowed,
    /// The schema of the answer.
    answer: &'static str,
}

const ROUTES: [Route; 10] = [
    Route {
        path: "/api/v1/consultations",
        id: "listConsultations",
        summary: "The consultations that match every filter",
        parameters: Allowed::CONSULTATIONS,
        answer: "ConsultationList",
    },
    Route {
        path: "/api/v1/consultations/{id}",
        id: "getConsultation",
        summary: "One consultation, whole",
        parameters: Allowed::only(&[Parameter::Language]),
        answer: "Consultation",
    },
    Route {
        path: "/api/v1/meetings",
        id: "listMeetings",
        summary: "The meetings of the consultations that match, and the appointments that belong to none, by start",
        parameters: Allowed::MEETINGS,
        answer: "MeetingList",
    },
    Route {
        path: "/api/v1/territories",
        id: "listTerritories",
        summary: "The territories that consultations concern",
        parameters: Allowed::COUNTS,
        answer: "TerritoryList",
    },
    Route {
        path: "/api/v1/facets",
        id: "getFacets",
        summary: "How many consultations each further filter would leave",
        parameters: Allowed::COUNTS,
        answer: "FacetsBody",
    },
    Route {
        path: "/api/v1/sources",
        id: "listSources",
        summary: "The sources of this gateway and how they are",
        parameters: Allowed::only(&[Parameter::Language]),
        answer: "SourceList",
    },
    Route {
        path: "/api/v1/stats",
        id: "getStats",
        summary: "The gateway in figures: how many consultations match every filter, of which kinds, when they open and close, how long they last and how many publish results. Only what matches is counted",
        parameters: Allowed::COUNTS,
        answer: "StatsBody",
    },
    Route {
        path: "/api/v1/changes",
        id: "listChanges",
        summary: "What changed, in order, withdrawals included: for mirrors and other gateways. Each consultation as its own source says it, also where the portal shows several as one",
        parameters: Allowed::only(&[Parameter::Limit]),
        answer: "ChangesBody",
    },
    Route {
        path: "/widget.json",
        id: "getWidget",
        summary: "What the widget shows, in words, on the day of the gateway: what is open, unless `status` says otherwise, what closes soonest first; the next meetings; the calendar of a year",
        parameters: Allowed::CONSULTATIONS,
        answer: "WidgetBody",
    },
    Route {
        path: "/oembed",
        id: "getOembed",
        summary: "The frame that shows a page of the portal (oEmbed 1.0, type `rich`)",
        parameters: Allowed::only(&[]),
        answer: "OembedBody",
    },
];

/// The document as JSON. Addresses are relative to the gateway.
pub fn document() -> String {
    let mut document = Shapes::openapi();
    env!("CARGO_PKG_VERSION").clone_into(&mut document.info.version);
    document.servers = Some(vec![ServerBuilder::new().url("/").build()]);
    for route in &ROUTES {
        let item = PathItem::new(HttpMethod::Get, operation(route));
        document.paths.paths.insert(route.path.to_owned(), item);
    }
    for feed in FEEDS {
        let summary = "The consultations that match every filter, or their news, as a feed";
        let operation = OperationBuilder::new()
            .operation_id(Some(format!("feed_{}", feed.name)))
            .summary(Some(summary))
            .parameters(Some(
                Allowed::CONSULTATIONS
                    .parameters()
                    .into_iter()
                    .map(described),
            ))
            .parameter(view())
            .response("200", answered(feed.media_type, shape_of(feed)))
            .response("304", unchanged())
            .response("400", problem("A parameter is not understood"));
        let item = PathItem::new(HttpMethod::Get, operation);
        document.paths.paths.insert(feed.path.to_owned(), item);
    }
    for document_format in &formats::FORMATS {
        let item = PathItem::new(HttpMethod::Get, formats::operation(document_format));
        let path = document_format.path.to_owned();
        document.paths.paths.insert(path, item);
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

/// The same saying of every parameter of a query that may be absent that it may be empty: forms send it so, and it is as if it were absent.
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

/// Where questions in GraphQL are answered.
const GRAPHQL: &str = "/api";

/// Why a question in GraphQL is not read, in the form of its answers.
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

/// What reads Decidim reads the gateway.
fn graphql() -> Operation {
    let question = ObjectBuilder::new()
        .property("query", text())
        .required("query")
        .property(
            "operationName",
            ObjectBuilder::new().schema_type(SchemaType::from_iter([Type::String, Type::Null])),
        )
        // An object, or one written as JSON in a string, as Decidim takes it.
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

/// What a feed is for a program: XML is text here, and of the JSON Feed only the extension is ours to describe.
fn shape_of(feed: &FeedFormat) -> RefOr<Schema> {
    if !feed.media_type.contains("json") {
        return text();
    }
    let item = ObjectBuilder::new()
        .property("id", text())
        .property("_passerelle", Ref::from_schema_name("FeedExtension"))
        .required("id")
        .required("_passerelle");
    ObjectBuilder::new()
        .description(Some(
            "JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/); its extension is described here",
        ))
        .property("version", text())
        .property("items", ArrayBuilder::new().items(item))
        .required("version")
        .required("items")
        .into()
}

fn operation(route: &Route) -> Operation {
    let schema = Ref::from_schema_name(route.answer);
    let mut operation = OperationBuilder::new()
        .operation_id(Some(route.id))
        .summary(Some(route.summary))
        .parameters(Some(
            route.parameters.parameters().into_iter().map(described),
        ))
        .response("200", answered(json::MEDIA_TYPE, schema))
        .response("304", unchanged())
        .response("400", problem("A parameter is not understood"));
    if route.path.ends_with("{id}") {
        let id = ParameterBuilder::new()
            .name("id")
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .description(Some("The id of a consultation (UUID)"))
            .schema(Some(text()));
        operation = operation
            .parameter(id)
            .response(
                "308",
                problem("It is shown as a part of the consultation that `Location` names"),
            )
            .response("404", problem("No consultation ever had this id"))
            .response("410", problem("The consultation was withdrawn"));
    }
    for own in own_parameters(route) {
        operation = operation.parameter(own);
    }
    if route.answer == "WidgetBody" {
        operation = operation
            .response(
                "404",
                problem("No consultation has the id that `consultation` names"),
            )
            .response("410", problem("The consultation was withdrawn"));
    }
    if route.answer == "OembedBody" {
        operation = operation
            .response(
                "404",
                problem("The address is no page that can be embedded"),
            )
            .response("501", problem("A form other than JSON is asked for"));
    }
    operation.build()
}

/// What a route takes beside filters.
fn own_parameters(route: &Route) -> Vec<Described> {
    let own = |name: &str, meaning: &str, schema| {
        ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Query)
            .description(Some(meaning))
            .schema(Some(schema))
    };
    let pixels = || whole_number(1.0, None);
    let parameters = match route.answer {
        "ChangesBody" => vec![own(
            "since",
            "The `next_since` of the last answer; 0 or nothing for everything. A place beyond the end is one of another log and answers 400: begin again at 0",
            whole_number(0.0, None),
        )],
        "WidgetBody" => vec![
            own(
                "view",
                "Only what one view shows; without, what every view shows",
                one_of(widget::View::ALL.map(widget::View::token)),
            ),
            own(
                "consultation",
                "The id of a consultation: only that",
                text(),
            ),
        ],
        "OembedBody" => vec![
            own("url", "The address of a page of this gateway", address()).required(Required::True),
            own("maxwidth", "How wide the frame may be, in pixels", pixels()),
            own(
                "maxheight",
                "How high the frame may be, in pixels",
                pixels(),
            ),
            own("format", "The only one there is", one_of(["json"])),
        ],
        _ => Vec::new(),
    };
    parameters
        .into_iter()
        .map(ParameterBuilder::build)
        .collect()
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

fn view() -> ParameterBuilder {
    let views = View::ALL.iter().map(|view| view.token());
    ParameterBuilder::new()
        .name("view")
        .parameter_in(ParameterIn::Query)
        .description(Some(
            "`updates` turns items into news: opened, closing soon, results published",
        ))
        .schema(Some(one_of(views)))
}
