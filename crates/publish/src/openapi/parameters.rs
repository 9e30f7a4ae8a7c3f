//! The parameters of the filter language as OpenAPI describes them, and the schemas of simple values.

use utoipa::openapi::path::{
    Parameter as Described, ParameterBuilder, ParameterIn, ParameterStyle,
};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, Type};
use utoipa::openapi::{RefOr, Required};

use passerelle_index::{MAX_LIMIT, Parameter, Sort};
use passerelle_model::{Level, Modality, Platform, Status};

const TERRITORY: &str = r"^(fr|reg-\d{2}|dep-(2A|2B|\d{2,3})|\d{5}|2[AB]\d{3}|\d{9})$";
const NEAR: &str = r"^(-?([0-8]?\d(\.\d{1,6})?|90), ?-?((1[0-7]|\d)?\d(\.\d{1,6})?|180)|reg-\d{2}|dep-(2A|2B|\d{2,3})|\d{5}|2[AB]\d{3}|\d{9})$";
const SOURCE: &str = "^[a-z0-9][a-z0-9_-]{0,63}$";
const LANGUAGE: &str = "^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,2}$";

/// A parameter of the filter language.
pub(super) fn described(parameter: Parameter) -> Described {
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
            "Words that must all be found, in any number and gender, as an acronym or as what it stands for, or by their beginning; accents and case do not count. Lists of the API, their counts and pages also find misspelt words, and where nothing has every word what has most of them: `match` says so. With words and no `sort`, the lists of consultations come by relevance",
            text(),
        ),
        Parameter::OpensAfter => ("The whole opens on this day or later", day()),
        Parameter::ClosesBefore => (
            "One can take part now until this day or before (`deadline`); where there is no such day, the whole closes on it or before (`closes_on`)",
            day(),
        ),
        Parameter::From => ("Meetings on this day or later", day()),
        Parameter::To => ("Meetings on this day or before", day()),
        Parameter::Language => (
            "The language of the reader, else the first of the gateway; it selects nothing",
            like(LANGUAGE),
        ),
        Parameter::Sort => (
            "The order; `relevance` needs `q`, `distance` needs `near`. `closing` has what one can take part in by its `deadline`, without one last, then what is paused or upcoming by its next opening, then what is over. Meetings, calendars, directories and figures have an order of their own: there it is taken, so that one query string works everywhere, and has no effect",
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

/// Any text.
pub(super) fn text() -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).into()
}

fn like(pattern: &str) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some(pattern))
        .into()
}

/// The address of a page of the web.
pub(super) fn address() -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(
            utoipa::openapi::KnownFormat::Uri,
        )))
        .pattern(Some("^https?://[A-Za-z0-9]"))
        .into()
}

fn kilometres() -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::Number)
        .minimum(Some(0.1))
        .maximum(Some(1000.0))
        .into()
}

/// A whole number within bounds.
pub(super) fn whole_number(least: f64, most: Option<f64>) -> RefOr<Schema> {
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

/// One of a closed list.
pub(super) fn one_of(tokens: impl IntoIterator<Item = &'static str>) -> RefOr<Schema> {
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
