//! The directory of feeds (OPML), as far as it names feeds that must be exported.

use quick_xml::escape::unescape;
use quick_xml::events::Event;
use quick_xml::reader::Reader;

/// Returns the addresses of the feeds that a directory names.
pub(super) fn feeds(opml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(opml);
    let mut feeds = Vec::new();
    // The gateway itself has written it: it does not break off.
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Empty(outline) | Event::Start(outline) => {
                let address = outline
                    .attributes()
                    .flatten()
                    .find(|it| it.key.as_ref() == "xmlUrl");
                let address = address.and_then(|it| Some(unescape(&it.value).ok()?.into_owned()));
                feeds.extend(address);
            }
            _ => {}
        }
    }
    feeds
}

#[cfg(test)]
mod tests {
    #[test]
    fn feeds_are_found() {
        let opml = "<opml><body><outline xmlUrl=\"https://a.fr/rss.xml?a=1&amp;b=2\"/><outline text=\"x\"><outline xmlUrl=\"y\"/></outline></body></opml>";
        assert_eq!(super::feeds(opml), ["https://a.fr/rss.xml?a=1&b=2", "y"]);
    }
}
