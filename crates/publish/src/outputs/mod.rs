//! The table of outputs: everything that anyone may read, each declared once. The router, the description of the API, the export, the subscription page and the
//! widget use it.
//!
//! A new format is a file of this crate with its writer and its [`Output`], and its line in [`ALL`].

mod api;
mod assets;
mod formats;
mod pages;
mod widget;

use passerelle_geography::Geography;
use passerelle_query::Allowed;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

use super::{FeedFormat, Selection, atom, json_feed, points, rss};

pub use api::{
    CHANGES, CONSULTATION, CONSULTATIONS, DESCRIPTION, FACETS, MEETINGS, SOURCES, STATS,
    TERRITORIES,
};
pub use assets::{FRAME_SCRIPT, ICON, LOGO, MAP_SCRIPT, MAP_STYLE, SCRIPT, STYLE};
pub use formats::{CALENDAR, CHART, DIRECTORY, ROBOTS, SHEET, SITEMAP};
pub use pages::{ABOUT, AGENDA, CONSULTATION_PAGE, NUMBERS, PORTAL, REFERENCE, STATUS, SUBSCRIBE};
pub use widget::{FRAME, OEMBED, WIDGET_DATA, WIDGET_SCRIPT, WIDGET_STYLE};

/// An output: something that anyone may read under one path.
#[derive(Debug)]
pub struct Output {
    /// The name in metrics and in the cache.
    pub name: &'static str,
    /// The path; a variable part is in braces.
    pub path: &'static str,
    /// The media type, with its charset where it has one.
    pub media_type: &'static str,
    /// The parameters, its own ones by their names.
    pub takes: Allowed,
    /// The entry in the description of the API; `None` for pages and their files.
    pub operation: Option<Operation>,
    /// The files of an exported site.
    pub exported: Exported,
    /// The kind of these files.
    pub kind: Kind,
    /// The addresses that the subscription page offers among its files: a label (plain text, or the name of a phrase), and the query.
    pub offered: &'static [(&'static str, &'static str)],
    /// The writer of its bytes.
    pub writer: Writer,
}

/// The writer of an output's bytes.
#[derive(Debug, Clone, Copy)]
pub enum Writer {
    /// Writes the consultations that a filter selects.
    Selected(fn(&Selection<'_>, &Geography) -> Vec<u8>),
    /// Writes a feed.
    Feed(&'static FeedFormat),
    /// A handler of the server.
    Handler,
}

/// An operation of the API, as OpenAPI describes it.
#[derive(Debug)]
pub struct Operation {
    /// The name of the operation.
    pub id: &'static str,
    /// The summary, without a full stop.
    pub summary: &'static str,
    /// The summary of the file in an exported site, if that differs.
    pub of_file: Option<&'static str>,
    /// The output's own parameters.
    pub own: &'static [Own],
    /// The variable part of the path.
    pub path_part: Option<PathPart>,
    /// The shape of the answer.
    pub answer: Answered,
    /// The further answers, besides 200, 304 and 400: a status, and its meaning.
    pub others: &'static [(&'static str, &'static str)],
}

/// The shape of an answer.
#[derive(Debug, Clone, Copy)]
pub enum Answered {
    /// The schema of this name.
    Named(&'static str),
    /// A text, or a format that OpenAPI does not describe.
    Text,
    /// A schema of its own.
    Shaped(fn() -> RefOr<Schema>),
}

/// A parameter of one output.
#[derive(Debug)]
pub struct Own {
    /// The name.
    pub name: &'static str,
    /// The values.
    pub values: Values,
    /// The description.
    pub meaning: &'static str,
    /// `true` if it is required.
    pub is_required: bool,
}

impl Own {
    /// Declares a parameter that may be absent.
    const fn new(name: &'static str, values: Values, meaning: &'static str) -> Self {
        Self {
            name,
            values,
            meaning,
            is_required: false,
        }
    }
}

/// The values of a parameter of one output.
#[derive(Debug, Clone, Copy)]
pub enum Values {
    /// Any text.
    Text,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// A whole number, at least this.
    From(u32),
    /// The address of a page of the web.
    Address,
}

/// A variable part of a path.
#[derive(Debug)]
pub struct PathPart {
    /// The name in braces.
    pub name: &'static str,
    /// The description.
    pub meaning: &'static str,
    /// The values, if they are a closed list.
    pub values: Option<fn() -> Vec<&'static str>>,
}

/// The files of an output in an exported site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exported {
    /// None.
    Never,
    /// One file, without parameters.
    Once,
    /// One file for each language, and for each value of these parameters.
    Asking(&'static [&'static str]),
    /// One file for each view (one filter with one value), each language, and each value of these parameters.
    Views(&'static [&'static str]),
    /// The files of a list, all pages of which become one.
    List,
    /// The files of the front page: views of open consultations and of all, and one for each status.
    Portal,
    /// The files of the agenda: views, and the days, weeks and months that are near.
    Agenda,
    /// The files of the subscription page: views, and one for each status.
    Subscription,
    /// The files of the calendar: views, and one for each consultation and meeting.
    Calendar,
    /// The files of the widget's data: views, one for each status, and one for each consultation.
    WidgetData,
    /// The files of the frame: views, one for each status, and the months that are near.
    Frame,
}

/// A kind of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Pages for people.
    Page,
    /// Feeds and their directory.
    Feed,
    /// Calendars.
    Calendar,
    /// Tables and maps.
    Sheet,
    /// The JSON portal and its description.
    Json,
    /// Style, scripts, pictures, and the files that search engines and forges read.
    Asset,
}

/// Every output, in the order of the API's description.
pub static ALL: &[&Output] = &[
    &CONSULTATIONS,
    &CONSULTATION,
    &MEETINGS,
    &TERRITORIES,
    &FACETS,
    &SOURCES,
    &STATS,
    &CHANGES,
    &WIDGET_DATA,
    &OEMBED,
    &rss::OUTPUT,
    &atom::OUTPUT,
    &json_feed::OUTPUT,
    &CALENDAR,
    &SHEET,
    &points::OUTPUT,
    &DIRECTORY,
    &SITEMAP,
    &CHART,
    &FRAME,
    &PORTAL,
    &CONSULTATION_PAGE,
    &AGENDA,
    &SUBSCRIBE,
    &NUMBERS,
    &ABOUT,
    &STATUS,
    &REFERENCE,
    &ROBOTS,
    &DESCRIPTION,
    &STYLE,
    &SCRIPT,
    &ICON,
    &MAP_SCRIPT,
    &MAP_STYLE,
    &FRAME_SCRIPT,
    &LOGO,
    &WIDGET_SCRIPT,
    &WIDGET_STYLE,
];

/// Returns every feed format.
pub fn feeds() -> impl Iterator<Item = &'static FeedFormat> {
    ALL.iter().filter_map(|output| match output.writer {
        Writer::Feed(format) => Some(format),
        _ => None,
    })
}

impl Output {
    /// Returns the output with the path `path`.
    pub fn at(path: &str) -> Option<&'static Self> {
        let exact = ALL.iter().find(|output| output.path == path);
        let found = exact.or_else(|| ALL.iter().find(|output| output.varies_to(path)));
        found.copied()
    }

    /// Returns whether the path has a variable part.
    pub fn varies(&self) -> bool {
        self.path.contains('{')
    }

    /// Returns whether `path` is one of the values of a variable path.
    fn varies_to(&self, path: &str) -> bool {
        let parts = self.path.split_once('{');
        let parts = parts.and_then(|(before, rest)| Some((before, rest.split_once('}')?.1)));
        parts.is_some_and(|(before, after)| {
            let part = path.strip_prefix(before);
            let part = part.and_then(|rest| rest.strip_suffix(after));
            part.is_some_and(|part| !part.is_empty() && !part.contains('/'))
        })
    }
}

#[cfg(test)]
mod tests;
