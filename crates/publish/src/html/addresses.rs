//! The addresses of a selection in every format, grouped by their use.

use super::frame::{Frame, Reader};
use crate::outputs;

/// One address that can be copied.
pub(super) struct Address {
    /// The id of the element that holds it.
    pub(super) id: String,
    pub(super) label: String,
    pub(super) href: String,
}

/// Addresses for one purpose.
pub(super) struct Section {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) addresses: Vec<Address>,
    /// The address that opens a calendar program.
    pub(super) webcal: Option<String>,
}

/// Returns the feeds, calendars and files of the selection with the query `query`.
pub(super) fn sections(frame: &Frame<'_>, reader: &Reader<'_>, query: &str) -> Vec<Section> {
    let writer = Writer {
        frame,
        reader,
        query,
    };
    let sections = [
        writer.feeds("news", "subscribe-news", "view=updates"),
        writer.feeds("reader", "subscribe-reader", ""),
        writer.calendar("calendar", "subscribe-calendar", ""),
        writer.calendar(
            "deadlines",
            "subscribe-calendar-deadlines",
            "include=deadlines",
        ),
        writer.files(),
    ];
    let offers = |section: &Section| !section.addresses.is_empty();
    sections.into_iter().filter(offers).collect()
}

struct Writer<'a> {
    frame: &'a Frame<'a>,
    reader: &'a Reader<'a>,
    query: &'a str,
}

impl Writer<'_> {
    /// Returns the address of `path`, with `more` in its query, in the language of the page; `None` where no file answers.
    fn address(&self, label: &str, path: &str, more: &str) -> Option<Address> {
        let language = self.reader.language;
        let language = language.map(|language| format!("lang={language}"));
        let parts = [self.query, more, language.as_deref().unwrap_or_default()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let named = self.frame.t.with_if_any(label, &[]);
        Some(Address {
            id: format!("{label}{}", more.replace(['=', '_'], "-")),
            label: named.unwrap_or_else(|| label.to_owned()),
            href: self.frame.links.whole(path, &parts.join("&"))?,
        })
    }

    fn feeds(&self, id: &'static str, title: &str, more: &str) -> Section {
        Section {
            id,
            title: self.frame.t.say(title),
            text: self.frame.t.say(&format!("{title}-text")),
            addresses: outputs::feeds()
                .filter_map(|format| self.address(format.label, format.path, more))
                .collect(),
            webcal: None,
        }
    }

    fn calendar(&self, id: &'static str, title: &str, more: &str) -> Section {
        let address = self.address("address-ics", outputs::CALENDAR.path, more);
        let rest = address
            .as_ref()
            .and_then(|address| address.href.split_once("://"));
        Section {
            id,
            title: self.frame.t.say(title),
            text: self.frame.t.say(&format!("{title}-text")),
            webcal: rest.map(|(_, rest)| format!("webcal://{rest}")),
            addresses: address.into_iter().collect(),
        }
    }

    fn files(&self) -> Section {
        Section {
            id: "data",
            title: self.frame.t.say("subscribe-data"),
            text: String::new(),
            addresses: outputs::ALL
                .iter()
                .flat_map(|output| output.offered.iter().map(|offer| (output.path, offer)))
                .filter_map(|(path, (label, more))| self.address(label, path, more))
                .collect(),
            webcal: None,
        }
    }
}
