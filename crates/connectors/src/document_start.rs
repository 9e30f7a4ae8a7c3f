//! The beginning of a document within the body of an answer. Messages of a script (`<b>Warning</b>: …`), blank lines or the comment of a cache stand
//! before many feeds and calendars. Of each format, this module knows only how it begins.

use serde_json::Value;

use super::web_page;

/// The part of a body in which the beginning of a document is looked for, in bytes.
const FURTHEST: usize = 64 * 1024;

/// The most places at which JSON is parsed to find out whether a document begins there.
const MOST_TRIED: usize = 8;

/// The local names of the root elements of feeds in XML.
const ROOTS: [&str; 3] = ["rss", "RDF", "feed"];

/// The beginning of a document within a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Start {
    /// The offset of the document, in bytes.
    pub(super) at: usize,
    /// `true` where something stands before the document that is no part of it. Blanks before an XML declaration count, since strict parsers refuse them.
    pub(super) strays: bool,
}

/// Finds the root element of a feed in XML; `None` if there is none, or only inside a web page.
pub(super) fn of_xml(text: &str) -> Option<Start> {
    let marked = text.len() - text.trim_start_matches('\u{feff}').len();
    let root = marked + blank(text.get(marked..)?);
    let before = text.get(marked..root)?;
    if is_root(text.get(root..)?, "entry") {
        let strays = before.find("<?xml ").is_some_and(|at| at > 0);
        return Some(Start { at: root, strays });
    }
    let at = searched_part(text)
        .match_indices('<')
        .map(|(at, _)| at)
        .find(|at| *at > root && is_root(text.get(*at..).unwrap_or_default(), "rss"))?;
    let is_inside_page = web_page::is_page(text.get(..at)?);
    (!is_inside_page).then_some(Start { at, strays: true })
}

/// Finds the first JSON object in a text that `wanted` accepts: its value, its beginning, and the text behind it. `None` if there is none, or only inside
/// a web page.
pub(super) fn json(text: &str, wanted: impl Fn(&Value) -> bool) -> Option<(Value, Start, &str)> {
    let marked = text.len()
        - text
            .trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
            .len();
    let begins = |at: &usize| {
        let rest = text.get(at + 1..).unwrap_or_default();
        rest.trim_ascii_start().starts_with('"')
    };
    let places = searched_part(text).match_indices('{').map(|(at, _)| at);
    places.filter(begins).take(MOST_TRIED).find_map(|at| {
        let before = text.get(marked..at).unwrap_or_default();
        if web_page::is_page(before) {
            return None;
        }
        let rest = text.get(at..)?;
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        let value = values.next()?.ok().filter(&wanted)?;
        let behind = rest.get(values.byte_offset()..)?.trim();
        let strays = at > marked;
        Some((value, Start { at, strays }, behind))
    })
}

/// Finds a `BEGIN:VCALENDAR` that stands at the beginning of a line or behind a tag; `None` if there is none, or only inside a web page.
pub(super) fn of_calendar(body: &[u8]) -> Option<Start> {
    const BEGIN: &[u8] = b"BEGIN:VCALENDAR";
    let body = body.get(..FURTHEST).unwrap_or(body);
    let at = body
        .windows(BEGIN.len())
        .enumerate()
        .find_map(|(at, window)| {
            let before = at.checked_sub(1).and_then(|before| body.get(before));
            let is_apart = before
                .is_none_or(|before| matches!(before, b'\n' | b'\r' | b'>' | b' ' | b'\t' | 0xbf));
            (is_apart && window.eq_ignore_ascii_case(BEGIN)).then_some(at)
        })?;
    let before = String::from_utf8_lossy(body.get(..at)?);
    let strays = !before.trim_matches('\u{feff}').trim().is_empty();
    (!strays || !web_page::is_page(&before)).then_some(Start { at, strays })
}

/// Returns the part of a text in which the beginning of a document is looked for.
fn searched_part(text: &str) -> &str {
    let mut end = text.len().min(FURTHEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// The length of the XML prolog (or epilog) that a text begins with: blanks, comments, processing instructions and a document type declaration.
pub(super) fn blank(text: &str) -> usize {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let next = if rest.starts_with("<?") {
            rest.split_once("?>")
        } else if rest.starts_with("<!--") {
            rest.split_once("-->")
        } else if let Some(declared) = rest.strip_prefix("<!DOCTYPE") {
            match (declared.find('['), declared.find('>')) {
                (Some(subset), Some(end)) if subset < end => declared
                    .split_once(']')
                    .and_then(|(_, rest)| rest.split_once('>')),
                _ => declared.split_once('>'),
            }
        } else {
            None
        };
        match next {
            Some((_, behind)) => rest = behind,
            None => return text.len() - rest.len(),
        }
    }
}

/// Returns whether a text begins with the root element of a feed, or with an element of the name `alternative`.
fn is_root(text: &str, alternative: &str) -> bool {
    let Some(tag) = text.strip_prefix('<') else {
        return false;
    };
    let Some(end) = tag.find(|letter: char| letter.is_whitespace() || matches!(letter, '>' | '/'))
    else {
        return false;
    };
    let name = tag.get(..end).unwrap_or_default();
    let local = name.rsplit(':').next().unwrap_or(name);
    ROOTS.contains(&local) || local == alternative
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTICE: &str = "<br />\n<b>Notice</b>:  Undefined index: {ville} in <b>/srv/www/flux.php</b> on line <b>4</b><br />\n";

    #[test]
    fn a_feed_begins_at_its_root_whatever_stands_before_it() {
        for (before, strays) in [
            ("", false),
            ("\u{feff}", false),
            (
                "<?xml version='1.0'?>\n<?xml-stylesheet href='a.xsl'?>\n<!-- <rss> -->",
                false,
            ),
            (
                "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a '<rss>'>]>",
                false,
            ),
            ("<!-- cached -->", false),
            ("\n\n", false),
            ("\n\n<?xml version='1.0'?>", true),
            ("<!-- cached --><?xml version='1.0'?>", true),
            (
                "Warning: a < b in /srv/flux.php on line 3\n<?xml version='1.0'?>",
                true,
            ),
            (NOTICE, true),
            (&format!("<?xml version='1.0'?>{NOTICE}"), true),
        ] {
            for root in ["<rss version='2.0'>", "<rdf:RDF\n>", "<a:feed>"] {
                let text = format!("{before}{root}");
                let start = Start {
                    at: before.len(),
                    strays,
                };
                assert_eq!(of_xml(&text), Some(start), "{text}");
            }
        }
    }

    #[test]
    fn a_page_is_no_feed_even_where_one_is_quoted_in_it() {
        for text in [
            "<!DOCTYPE html><html><body><rss>",
            "<html><pre><feed></pre></html>",
            &format!("{NOTICE}<head></head><rss>"),
            "<opml/>",
            "<feedback>",
            "",
            &format!("{}<rss>", " <br>".repeat(FURTHEST)),
        ] {
            assert_eq!(of_xml(text), None, "{}", text.get(..40).unwrap_or(text));
        }
        assert!(json("<html>{\"version\": 1}", |_| true).is_none());
        assert!(of_calendar(b"<html><pre>\nBEGIN:VCALENDAR").is_none());
    }

    #[test]
    fn an_object_begins_where_one_can_be_read() {
        let (value, start, behind) = json("\u{feff} {\"a\": 1} \n", |_| true).unwrap();
        assert_eq!(
            (value["a"].as_i64(), start.strays, behind),
            (Some(1), false, "")
        );
        let text = format!("{NOTICE}{{\"a\": 1}}{{\"a\": {{\"b\": 2}}}}<!-- 0.1 s -->");
        let (value, start, behind) = json(&text, |value| value["a"].is_object()).unwrap();
        assert_eq!(value["a"]["b"].as_i64(), Some(2));
        assert!(start.strays && behind == "<!-- 0.1 s -->");
        for none in ["{\"a\": ", "[1]", ""] {
            assert!(json(none, |_| true).is_none(), "{none}");
        }
    }

    #[test]
    fn a_calendar_begins_on_a_line_of_its_own_or_behind_a_tag() {
        let calendar = "begin:vcalendar\r\n";
        for (before, strays) in [
            ("", false),
            ("\u{feff}", false),
            ("\r\n ", false),
            (NOTICE, true),
            ("Notice: a\n", true),
            ("<br />", true),
        ] {
            let text = format!("{before}{calendar}");
            let start = Start {
                at: before.len(),
                strays,
            };
            assert_eq!(of_calendar(text.as_bytes()), Some(start), "{text}");
        }
        assert_eq!(of_calendar(b"X-BEGIN:VCALENDAR"), None);
    }
}
