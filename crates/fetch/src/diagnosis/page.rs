//! The beginning of an answer as its reader would see it: its title, its words, how many links it has. It knows no kind of page.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::Answer;

/// The part of a body that is looked at, in bytes.
const LOOKED_AT: usize = 64 * 1024;

/// The furthest place in a text at which a page may begin, in bytes.
const FURTHEST_BEGINNING: usize = 4 * 1024;

/// The most visible letters of a page that says one thing only.
const MOST_LETTERS: usize = 1_500;

/// The most links of such a page.
const MOST_LINKS: usize = 10;

/// The limits of a notice: a page with fewer letters and links says only a few sentences.
const MOST_LETTERS_OF_A_NOTICE: usize = 700;
const MOST_LINKS_OF_A_NOTICE: usize = 4;

/// Elements whose content nobody reads.
const UNREAD: [&str; 4] = ["script", "style", "svg", "template"];

/// The characters that pages write as references where they are looked for, already without accents.
const REFERENCES: [(&str, &str); 14] = [
    ("&eacute;", "e"),
    ("&egrave;", "e"),
    ("&ecirc;", "e"),
    ("&agrave;", "a"),
    ("&ccedil;", "c"),
    ("&#233;", "e"),
    ("&#232;", "e"),
    ("&#xe9;", "e"),
    ("&rsquo;", "'"),
    ("&#39;", "'"),
    ("&#x27;", "'"),
    ("&nbsp;", " "),
    ("&quot;", "\""),
    ("&amp;", "&"),
];

/// The first 64 KiB of an answer, in lower case and without accents.
#[derive(Debug)]
pub(super) struct Page {
    /// The markup, or the text of what is no page.
    pub(super) source: String,
    /// The text of `<title>`; empty where there is none.
    pub(super) title: String,
    /// The words that a visitor can read.
    pub(super) words: String,
    links: usize,
    /// `true` where it is a web page and not data.
    pub(super) html: bool,
}

impl Page {
    /// Reads the beginning of an answer.
    pub(super) fn of(answer: &Answer) -> Self {
        let body = answer.body.get(..LOOKED_AT).unwrap_or(&answer.body);
        let source = folded(&String::from_utf8_lossy(body));
        let html = is_page(&source, answer.header("content-type").unwrap_or_default());
        let title = source
            .split_once("<title")
            .and_then(|(_, rest)| rest.split_once('>'))
            .and_then(|(_, rest)| rest.split_once("</title"))
            .map(|(title, _)| spaced(title))
            .unwrap_or_default();
        Self {
            words: if html {
                visible(&source)
            } else {
                String::new()
            },
            links: source.matches("<a ").count(),
            title,
            html,
            source,
        }
    }

    /// Returns whether it is a page that says one thing only, as challenges and notices do, and no site with menus and articles.
    pub(super) fn is_bare(&self) -> bool {
        self.html && self.links <= MOST_LINKS && self.words.chars().nth(MOST_LETTERS).is_none()
    }

    /// Returns whether it is bare and says no more than a few sentences.
    pub(super) fn is_a_notice(&self) -> bool {
        self.is_bare()
            && self.links <= MOST_LINKS_OF_A_NOTICE
            && self.words.chars().nth(MOST_LETTERS_OF_A_NOTICE).is_none()
    }

    /// Returns whether its markup has one of these marks.
    pub(super) fn has(&self, marks: &[&str]) -> bool {
        marks.iter().any(|mark| self.source.contains(mark))
    }

    /// Returns whether its title or its words have one of these phrases.
    pub(super) fn says(&self, phrases: &[&str]) -> bool {
        phrases
            .iter()
            .any(|phrase| self.title.contains(phrase) || self.words.contains(phrase))
    }
}

/// Lower case, without accents, with one kind of apostrophe and the usual references resolved.
fn folded(text: &str) -> String {
    let mut folded: String = text
        .nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            '’' => '\'',
            '\u{a0}' | '\u{202f}' => ' ',
            other => other,
        })
        .collect();
    for (reference, letter) in REFERENCES {
        if folded.contains(reference) {
            folded = folded.replace(reference, letter);
        }
    }
    folded
}

/// Returns whether a text is a web page: by how it begins, whatever is declared, for a feed may quote a page and an error of a server may be called anything.
fn is_page(source: &str, content_type: &str) -> bool {
    let begins = source.trim_start_matches('\u{feff}').trim_start();
    if begins.starts_with(['{', '[']) || begins.starts_with("begin:") {
        return false;
    }
    let page = ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .filter_map(|mark| begins.find(mark))
        .min()
        .filter(|at| *at <= FURTHEST_BEGINNING);
    let data = ["<rss", "<feed", "<rdf:rdf", "<urlset"]
        .iter()
        .filter_map(|mark| begins.find(mark))
        .min();
    match (page, data) {
        (Some(page), Some(data)) => page < data,
        (Some(_), None) => true,
        (None, Some(_)) => false,
        (None, None) => content_type.to_ascii_lowercase().contains("html") && begins.contains('<'),
    }
}

/// Extracts the text of some markup that a visitor can read.
fn visible(markup: &str) -> String {
    let mut words = String::new();
    let mut rest = markup;
    while let Some((before, tag)) = rest.split_once('<') {
        words.push_str(before);
        words.push(' ');
        rest = behind(tag);
    }
    words.push_str(rest);
    spaced(&words)
}

/// Skips a tag, a comment, or an element that nobody reads, and returns the rest.
fn behind(tag: &str) -> &str {
    let after = |end: &str| tag.split_once(end).map_or("", |(_, rest)| rest);
    if tag.starts_with("!--") {
        return after("-->");
    }
    let unread = UNREAD.iter().find(|name| {
        tag.strip_prefix(**name)
            .is_some_and(|rest| rest.starts_with(['>', ' ', '\n', '\t', '\r']))
    });
    match unread {
        Some(name) => after(&format!("</{name}"))
            .split_once('>')
            .map_or("", |(_, rest)| rest),
        None => after(">"),
    }
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use proptest::prelude::*;

    use super::*;

    fn page(kind: &str, body: &[u8]) -> Page {
        Page::of(&Answer {
            status: 200,
            url: "https://ville.example/".parse().unwrap(),
            headers: vec![("content-type".to_owned(), kind.to_owned())],
            body: Bytes::copy_from_slice(body),
        })
    }

    #[test]
    fn a_page_is_read_as_a_visitor_sees_it() {
        let page = page(
            "text/html",
            "<!DOCTYPE html><title lang=fr>\n Été&nbsp;: l&rsquo;agenda </title><style>b{}</style>\
             <script>if (1<2) hidden()</script><!-- unseen --><h1>Bonjour</h1><p>à\ntous"
                .as_bytes(),
        );
        assert_eq!(page.title, "ete : l'agenda");
        assert_eq!(page.words, "ete : l'agenda bonjour a tous");
        assert!(page.is_bare());
    }

    #[test]
    fn a_site_with_menus_or_articles_is_not_bare() {
        let menu = format!("<html>{}", "<a href=/>Page</a>".repeat(11));
        assert!(!page("text/html", menu.as_bytes()).is_bare());
        let article = format!("<html><p>{}", "mot ".repeat(500));
        assert!(!page("text/html", article.as_bytes()).is_bare());
    }

    #[test]
    fn data_is_no_page_even_where_it_quotes_one() {
        for body in [
            "<?xml version='1.0'?><rss><channel><description>&lt;html> <html>",
            "{\"html\": \"<html>\"}",
            "BEGIN:VCALENDAR\nDESCRIPTION:<html>",
            "<feed xmlns='http://www.w3.org/2005/Atom'><content><html>",
        ] {
            assert!(!page("text/html", body.as_bytes()).html, "{body}");
        }
        for body in ["<?xml version='1.0'?><!DOCTYPE html PUBLIC>", "\n\n<HTML>"] {
            assert!(page("application/xml", body.as_bytes()).html, "{body}");
        }
        assert!(page("text/html", b"<center>403</center>").html);
        assert!(!page("text/plain", b"Retry later").html);
    }

    proptest! {
        #[test]
        fn any_bytes_are_looked_at_without_panic(body in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = page("text/html", &body);
            let _ = visible(&String::from_utf8_lossy(&body));
        }
    }
}
