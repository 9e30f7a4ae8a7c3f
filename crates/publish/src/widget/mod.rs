//! The widget: what a commune shows of the gateway on its own website. A custom element (`widget.js`) reads [`WidgetBody`], which has everything in words, so that
//! the script has no texts and counts no days; the same view is a plain page for frames ([`embed()`]), which `/oembed` offers to programs that embed by address
//! ([`oembed`]).
//!
//! This module knows the content and the looks of the widget, not who may embed it.

mod address;
mod body;
mod calendar;
mod content;
mod embed;
pub mod oembed;
mod view;

use std::sync::LazyLock;

pub use address::{Embedded, selection};
pub use body::{
    BridgeBody, HeadingBody, LinkBody, SpanBody, WidgetBody, WidgetDayBody, WidgetEntryBody,
    WidgetItemBody, WidgetMeetingBody, WidgetMonthBody, WidgetWordsBody,
};
pub use calendar::MOST;
pub use content::{Calendar, Showing, content};
pub use embed::{EMBED_SCRIPT, embed, message};
pub use view::{Months, Scheme, View};

use passerelle_model::Language;
use passerelle_query::{Family, Parameter};

/// The style sheet.
pub const STYLE: &str = include_str!("widget.css");
/// The script as it is written; its first constant is replaced by the style sheet.
const SCRIPT: &str = include_str!("widget.js");
/// The text of the script that is replaced by the style sheet.
const STYLE_GOES_HERE: &str = "\"STYLE\"";
/// The text of the script that is replaced by the names of the filters.
const FILTERS_GO_HERE: &str = "\"FILTERS\"";
/// The text of the script that is replaced by the languages of an exported gateway.
const FILES_GO_HERE: &str = "\"FILES\"";

/// Returns the script of a running gateway, with the style sheet in it.
pub fn script() -> &'static str {
    static WHOLE: LazyLock<String> = LazyLock::new(|| whole(""));
    &WHOLE
}

/// Returns the script of an exported gateway in `languages`, its own first: it requests the files of each language by name.
pub fn script_of_files(languages: &[Language]) -> String {
    let tags: Vec<&str> = languages.iter().map(Language::as_str).collect();
    whole(&tags.join(","))
}

fn whole(languages: &str) -> String {
    // JSON is valid JavaScript.
    let literal = |text: &str| serde_json::Value::from(text).to_string();
    let filters = Parameter::taken_by(Family::Consultations);
    let filters = filters.filter(|it| !matches!(it, Parameter::Limit | Parameter::Cursor));
    let filters: Vec<&str> = filters.map(Parameter::name).collect();
    SCRIPT
        .replacen(FILTERS_GO_HERE, &literal(&filters.join(" ")), 1)
        .replacen(FILES_GO_HERE, &literal(languages), 1)
        .replacen(STYLE_GOES_HERE, &literal(STYLE), 1)
}

#[cfg(test)]
mod tests;
