//! The parameters of the filter in OpenAPI, and the schemas of simple values.

use utoipa::openapi::path::{
    Parameter as Described, ParameterBuilder, ParameterIn, ParameterStyle,
};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, Type};
use utoipa::openapi::{RefOr, Required};

use passerelle_query::{Parameter, Shape};

const TERRITORY: &str = r"^(fr|reg-\d{2}|dep-(2A|2B|\d{2,3})|\d{5}|2[AB]\d{3}|\d{9})$";
const NEAR: &str = r"^(-?([0-8]?\d(\.\d{1,6})?|90), ?-?((1[0-7]|\d)?\d(\.\d{1,6})?|180)|reg-\d{2}|dep-(2A|2B|\d{2,3})|\d{5}|2[AB]\d{3}|\d{9})$";

/// Describes a parameter of the filter by its row.
pub(crate) fn described(parameter: Parameter) -> Described {
    let row = parameter.row();
    let described = ParameterBuilder::new()
        .name(row.name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(row.description));
    if row.is_list {
        // Both `a=1&a=2` and `a=1,2` are read; this is the canonical one.
        described
            .schema(Some(list_of(schema(row.shape))))
            .style(Some(ParameterStyle::Form))
            .explode(Some(false))
            .build()
    } else {
        described.schema(Some(schema(row.shape))).build()
    }
}

/// Returns the schema of one value.
fn schema(shape: Shape) -> RefOr<Schema> {
    match shape {
        Shape::Text => text(),
        Shape::Like(pattern) => like(pattern),
        Shape::Territory => like(TERRITORY),
        Shape::PointOrTerritory => like(NEAR),
        Shape::Token(tokens) => one_of(tokens()),
        Shape::Day => day(),
        Shape::Kilometres(least, most) => kilometres(least, most),
        Shape::UpTo(most) => {
            let most = u32::try_from(most).unwrap_or(u32::MAX);
            whole_number(1.0, Some(f64::from(most)))
        }
    }
}

/// Returns the schema of any text.
pub(crate) fn text() -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).into()
}

fn like(pattern: &str) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some(pattern))
        .into()
}

/// Returns the schema of the address of a web page.
pub(crate) fn address() -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(
            utoipa::openapi::KnownFormat::Uri,
        )))
        .pattern(Some("^https?://[A-Za-z0-9]"))
        .into()
}

fn kilometres(least: f64, most: f64) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::Number)
        .minimum(Some(least))
        .maximum(Some(most))
        .into()
}

/// Returns the schema of a whole number within bounds.
pub(crate) fn whole_number(least: f64, most: Option<f64>) -> RefOr<Schema> {
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

/// Returns the schema of a closed list.
pub(crate) fn one_of(tokens: impl IntoIterator<Item = &'static str>) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(tokens))
        .into()
}

fn list_of(item: RefOr<Schema>) -> RefOr<Schema> {
    ArrayBuilder::new().items(item).into()
}
