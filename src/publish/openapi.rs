//! The description of the JSON portal and of the feeds in OpenAPI 3.1, made from the same shapes and parameters as the answers.

use utoipa::OpenApi;
use utoipa::openapi::path::{
    HttpMethod, Operation, OperationBuilder, Parameter as Described, ParameterBuilder, ParameterIn,
    ParameterStyle, PathItem,
};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, Type};
use utoipa::openapi::{
    ContentBuilder, Ref, RefOr, Required, Response, ResponseBuilder, ServerBuilder,
};

use crate::index::{MAX_LIMIT, Parameter, Sort};
use crate::model::{Level, Modality, Platform, Status};

use super::{FEEDS, View, json, widget};

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
        widget::WidgetBody,
        widget::oembed::OembedBody,
        json::ProblemBody
    ))
)]
struct Shapes;

const TERRITORY: &str = r"^(fr|reg-\d{2}|dep-(2A|2B|\d{2,3})|\d{5}|2[AB]\d{3}|\d{9})$";
const NEAR: &str =
    r"^(-?\d+(\.\d+)?, ?-?\d+(\.\d+)?|fr|reg-\d{2}|dep-(2A|2B|\d{2,3})|\d{5}|2[AB]\d{3}|\d{9})$";
const SOURCE: &str = "^[a-z0-9][a-z0-9_-]{0,63}$";
const LANGUAGE: &str = "^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,2}$";

/// One address.
struct Route {
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    parameters: &'static [Parameter],
    /// The schema of the answer.
    answer: &'static str,
}

const ROUTES: [Route; 10] = [
    Route {
        path: "/api/v1/consultations",
        id: "listConsultations",
        summary: "The consultations that match every filter",
        parameters: Parameter::CONSULTATIONS,
        answer: "ConsultationList",
    },
    Route {
        path: "/api/v1/consultations/{id}",
        id: "getConsultation",
        summary: "One consultation, whole",
        parameters: &[Parameter::Language],
        answer: "Consultation",
    },
    Route {
        path: "/api/v1/meetings",
        id: "listMeetings",
        summary: "The meetings of the consultations that match, and the appointments that belong to none, by start",
        parameters: Parameter::MEETINGS,
        answer: "MeetingList",
    },
    Route {
        path: "/api/v1/territories",
        id: "listTerritories",
        summary: "The territories that consultations concern",
        parameters: Parameter::COUNTS,
        answer: "TerritoryList",
    },
    Route {
        path: "/api/v1/facets",
        id: "getFacets",
        summary: "How many consultations each further filter would leave",
        parameters: Parameter::COUNTS,
        answer: "FacetsBody",
    },
    Route {
        path: "/api/v1/sources",
        id: "listSources",
        summary: "The sources of this gateway and how they are",
        parameters: &[Parameter::Language],
        answer: "SourceList",
    },
    Route {
        path: "/api/v1/stats",
        id: "getStats",
        summary: "The gateway in figures: how many consultations match every filter, of which kinds, when they open and close, how long they last and how many publish results. Only what matches is counted",
        parameters: Parameter::COUNTS,
        answer: "StatsBody",
    },
    Route {
        path: "/api/v1/changes",
        id: "listChanges",
        summary: "What changed, in order, withdrawals included: for mirrors and other gateways. Each consultation as its own source says it, also where the portal shows several as one",
        parameters: &[Parameter::Limit],
        answer: "ChangesBody",
    },
    Route {
        path: "/widget.json",
        id: "getWidget",
        summary: "What the widget shows, in words, on the day of the gateway: what is open, unless `status` says otherwise, what closes soonest first; the next meetings; the calendar of a year",
        parameters: Parameter::CONSULTATIONS,
        answer: "WidgetBody",
    },
    Route {
        path: "/oembed",
        id: "getOembed",
        summary: "The frame that shows a page of the portal (oEmbed 1.0, type `rich`)",
        parameters: &[],
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
                Parameter::CONSULTATIONS.iter().copied().map(described),
            ))
            .parameter(view())
            .response("200", answered(feed.media_type, text()))
            .response("304", unchanged())
            .response("400", problem("A parameter is not understood"));
        let item = PathItem::new(HttpMethod::Get, operation);
        document.paths.paths.insert(feed.path.to_owned(), item);
    }
    for document_format in &FORMATS {
        let item = PathItem::new(HttpMethod::Get, format_operation(document_format));
        let path = document_format.path.to_owned();
        document.paths.paths.insert(path, item);
    }
    document.to_pretty_json().unwrap_or_default()
}

/// A format for programs of other kinds.
struct Format {
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    parameters: &'static [Parameter],
    /// Its own parameters: name, values, meaning.
    own: &'static [(&'static str, &'static [&'static str], &'static str)],
    media_type: &'static str,
}

const FORMATS: [Format; 6] = [
    Format {
        path: "/agenda.ics",
        id: "calendar",
        summary: "The meetings of the consultations that match, from 30 days ago on unless `from` says otherwise, as a calendar to subscribe to. Cancelled ones stay in it; a UID never changes, and SEQUENCE rises with each change",
        parameters: Parameter::MEETINGS,
        own: &[
            (
                "include",
                &["deadlines"],
                "`deadlines` adds openings and last days as whole days",
            ),
            (
                "consultation",
                &[],
                "The id of a consultation: only its meetings",
            ),
            ("meeting", &[], "The id of a meeting: only that"),
        ],
        media_type: super::calendar::MEDIA_TYPE,
    },
    Format {
        path: "/consultations.csv",
        id: "sheet",
        summary: "Every consultation that matches, as a sheet in UTF-8 with a byte order mark, headings in the language of the reader",
        parameters: Parameter::CONSULTATIONS,
        own: &[(
            "separator",
            &["comma", "semicolon"],
            "`semicolon` for spreadsheets in languages with decimal commas",
        )],
        media_type: super::sheet::MEDIA_TYPE,
    },
    Format {
        path: "/consultations.geojson",
        id: "points",
        summary: "Every consultation that matches and has a place, as points (RFC 7946); `place_is` says whether the point is its own (`exact`), that of a meeting or the centre of its commune",
        parameters: Parameter::CONSULTATIONS,
        own: &[],
        media_type: super::points::MEDIA_TYPE,
    },
    Format {
        path: "/feeds.opml",
        id: "directory",
        summary: "The feed of what matches, and that of each territory in it, for feed readers",
        parameters: Parameter::COUNTS,
        own: &[],
        media_type: super::directory::OPML_MEDIA_TYPE,
    },
    Format {
        path: "/sitemap.xml",
        id: "sitemap",
        summary: "The pages of the portal, for search engines",
        parameters: &[Parameter::Language],
        own: &[],
        media_type: super::directory::SITEMAP_MEDIA_TYPE,
    },
    Format {
        path: "/embed",
        id: "frame",
        summary: "The widget as a page for frames. It tells the page around it its height: `{type: \"passerelle:height\", height}`, by postMessage, in pixels",
        parameters: Parameter::CONSULTATIONS,
        own: &[
            ("view", &["list", "compact", "calendar"], "What it shows"),
            (
                "scheme",
                &["auto", "light", "dark"],
                "Light or dark; `auto` as the reader's device wishes",
            ),
            ("month", &[], "A month of the calendar: 2026-11"),
            ("consultation", &[], "The id of a consultation: only that"),
        ],
        media_type: super::html::MEDIA_TYPE,
    },
];

fn format_operation(format: &Format) -> Operation {
    let mut operation = OperationBuilder::new()
        .operation_id(Some(format.id))
        .summary(Some(format.summary))
        .parameters(Some(format.parameters.iter().copied().map(described)))
        .response("200", answered(format.media_type, text()))
        .response("304", unchanged())
        .response("400", problem("A parameter is not understood"));
    for (name, values, meaning) in format.own {
        let schema = if values.is_empty() {
            text()
        } else {
            one_of(values.iter().copied())
        };
        let own = ParameterBuilder::new()
            .name(*name)
            .parameter_in(ParameterIn::Query)
            .description(Some(*meaning))
            .schema(Some(schema));
        operation = operation.parameter(own);
    }
    operation.build()
}

fn operation(route: &Route) -> Operation {
    let schema = Ref::from_schema_name(route.answer);
    let mut operation = OperationBuilder::new()
        .operation_id(Some(route.id))
        .summary(Some(route.summary))
        .parameters(Some(route.parameters.iter().copied().map(described)))
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
            own("url", "The address of a page of this gateway", text()).required(Required::True),
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

fn described(parameter: Parameter) -> Described {
    let (description, schema) = meaning(parameter);
    let is_list = matches!(&schema, RefOr::T(Schema::Array(_)));
    let described = ParameterBuilder::new()
        .name(parameter.name())
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(schema));
    if is_list {
        // Both `a=1&a=2` and `a=1,2` are read; this is the canonical one.
        described
            .style(Some(ParameterStyle::Form))
            .explode(Some(false))
            .build()
    } else {
        described.build()
    }
}

fn meaning(parameter: Parameter) -> (&'static str, RefOr<Schema>) {
    match parameter {
        Parameter::Territory => (
            "Territory codes: in one of them, or inside",
            list_of(like(TERRITORY)),
        ),
        Parameter::Concerns => (
            "Territory codes: in one of them, inside, or in a collectivity that it lies in",
            list_of(like(TERRITORY)),
        ),
        Parameter::Near => ("`LAT,LON` or a territory code", like(NEAR)),
        Parameter::Radius => ("Kilometres around `near`", kilometres()),
        Parameter::Status => ("By status", list_of(tokens(Status::ALL, Status::token))),
        Parameter::Level => (
            "By level of participation (IAP2)",
            list_of(tokens(Level::ALL, Level::token)),
        ),
        Parameter::Modality => (
            "By what one can do",
            list_of(tokens(Modality::ALL, Modality::token)),
        ),
        Parameter::Theme => ("By theme", list_of(like(r"[^\s,]"))),
        Parameter::Source => ("By source of this gateway", list_of(like(SOURCE))),
        Parameter::Platform => (
            "By software",
            list_of(tokens(Platform::ALL, Platform::token)),
        ),
        Parameter::Query => (
            "Words that must all be found; accents and case do not count",
            text(),
        ),
        Parameter::OpensAfter => ("Opening on this day or later", day()),
        Parameter::ClosesBefore => ("Closing on this day or before", day()),
        Parameter::From => ("Meetings on this day or later", day()),
        Parameter::To => ("Meetings on this day or before", day()),
        Parameter::Language => (
            "The language of the reader, else the first of the gateway; it selects nothing",
            like(LANGUAGE),
        ),
        Parameter::Sort => (
            "The order; `relevance` needs `q`, `distance` needs `near`. Meetings, calendars, directories and figures have an order of their own: there it is taken, so that one query string works everywhere, and has no effect",
            tokens(Sort::ALL, Sort::token),
        ),
        Parameter::Limit => {
            let most = u32::try_from(MAX_LIMIT).unwrap_or(u32::MAX);
            (
                "How many on a page",
                whole_number(1.0, Some(f64::from(most))),
            )
        }
        Parameter::Cursor => ("The `next_cursor` of the page before", text()),
    }
}

fn text() -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).into()
}

fn like(pattern: &str) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some(pattern))
        .into()
}

fn kilometres() -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::Number)
        .minimum(Some(0.1))
        .maximum(Some(1000.0))
        .into()
}

fn whole_number(least: f64, most: Option<f64>) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(least))
        .maximum(most)
        .into()
}

fn day() -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(
            utoipa::openapi::KnownFormat::Date,
        )))
        .into()
}

fn one_of(tokens: impl IntoIterator<Item = &'static str>) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(tokens))
        .into()
}

fn tokens<T: Copy>(all: &[T], token: impl Fn(T) -> &'static str) -> RefOr<Schema> {
    one_of(all.iter().map(|term| token(*term)).collect::<Vec<_>>())
}

fn list_of(item: RefOr<Schema>) -> RefOr<Schema> {
    ArrayBuilder::new().items(item).into()
}
