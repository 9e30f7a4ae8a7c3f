//! The widget: what a commune shows of the gateway on its own website. A custom element (`widget.js`) reads [`WidgetBody`], which says everything in words,
//! so that the script knows no text and counts no day; the same view is a plain page for frames ([`embed()`]), which `/oembed` offers to whoever
//! embeds by address ([`oembed`]).
//!
//! It knows how the widget looks and what it says, not who may embed it.

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
/// The script, as it is written; the style sheet replaces its first constant.
const SCRIPT: &str = include_str!("widget.js");
/// The text of the script that the style sheet takes the place of.
const STYLE_GOES_HERE: &str = "\"STYLE\"";
/// The text of the script that the names of the filters take the place of.
const FILTERS_GO_HERE: &str = "\"FILTERS\"";
/// The text of the script that is replaced by the languages of an exported gateway.
const FILES_GO_HERE: &str = "\"FILES\"";

/// The script as a running gateway serves it, with the style sheet in it.
pub fn script() -> &'static str {
    static WHOLE: LazyLock<String> = LazyLock::new(|| whole(""));
    &WHOLE
}

/// The script for an exported gateway in `languages`, its own first: it asks for the files of each language by name.
pub fn script_of_files(languages: &[Language]) -> String {
    let tags: Vec<&str> = languages.iter().map(Language::as_str).collect();
    whole(&tags.join(","))
}

fn whole(languages: &str) -> String {
    // JSON writes a text as JavaScript reads it.
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
