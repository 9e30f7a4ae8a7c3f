//! Web pages, as far as a connector needs them: the feeds and calendars that a page links to, and the software that made it. Nothing else is kept.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, states,
};
use url::Url;

/// The part of a page that is read, in bytes. Feeds and calendars are named in its head.
const MOST_READ: usize = 512 * 1024;

/// The most alternates of a page that are read. More are taken for a mistake.
const MOST_ALTERNATES: usize = 40;

/// Another form of a page, as `<link rel="alternate">` names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternate {
    /// The media type, in lower case, without parameters.
    pub media_type: String,
    /// The address, absolute.
    pub url: Url,
    /// The title; may be empty.
    pub title: String,
}

/// The links and the generator that a page names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WebPage {
    /// The alternates in the order of the page, each address once.
    pub alternates: Vec<Alternate>,
    /// The content of `<meta name="generator">`; empty where there is none.
    pub generator: String,
}

/// Returns whether a text is a web page, by its beginning.
pub(super) fn is_page(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(1000).collect();
    let start = start.to_ascii_lowercase();
    start.starts_with("<!doctype html")
        || ["<html", "<head", "<body"]
            .iter()
            .any(|tag| start.contains(tag))
}

/// Reads the page at `url`.
pub(super) fn read(text: &str, url: &Url) -> WebPage {
    let reader = Reader {
        state: RefCell::new(State {
            base: url.clone(),
            page: WebPage::default(),
        }),
    };
    let tokenizer = Tokenizer::new(reader, html5ever::tokenizer::TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(read_part(text)));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.state.into_inner().page
}

fn read_part(text: &str) -> &str {
    let mut end = MOST_READ.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

struct State {
    base: Url,
    page: WebPage,
}

struct Reader {
    state: RefCell<State>,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(tag) = token else {
            return TokenSinkResult::Continue;
        };
        if tag.kind == TagKind::EndTag {
            return TokenSinkResult::Continue;
        }
        match &*tag.name {
            "base" => self.state.borrow_mut().on_base(&tag),
            "link" => self.state.borrow_mut().on_link(&tag),
            "meta" => self.state.borrow_mut().on_meta(&tag),
            // The content of these elements is text, not markup.
            "script" => return TokenSinkResult::RawData(states::RawKind::ScriptData),
            "style" | "noframes" | "iframe" => {
                return TokenSinkResult::RawData(states::RawKind::Rawtext);
            }
            "title" | "textarea" => return TokenSinkResult::RawData(states::RawKind::Rcdata),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn on_base(&mut self, tag: &Tag) {
        if let Some(base) = attribute(tag, "href").and_then(|href| self.base.join(href.trim()).ok())
        {
            self.base = base;
        }
    }

    fn on_link(&mut self, tag: &Tag) {
        let is_alternate = attribute(tag, "rel").is_some_and(|rel| {
            rel.split_ascii_whitespace().any(|word| {
                word.eq_ignore_ascii_case("alternate") || word.eq_ignore_ascii_case("feed")
            })
        });
        let (Some(media_type), Some(href)) = (attribute(tag, "type"), attribute(tag, "href"))
        else {
            return;
        };
        let Some(url) = self.base.join(href.trim()).ok() else {
            return;
        };
        let known = self.page.alternates.iter().any(|known| known.url == url);
        if !is_alternate
            || known
            || !matches!(url.scheme(), "http" | "https")
            || self.page.alternates.len() >= MOST_ALTERNATES
        {
            return;
        }
        let media_type = media_type.split(';').next().unwrap_or_default();
        self.page.alternates.push(Alternate {
            media_type: media_type.trim().to_ascii_lowercase(),
            url,
            title: attribute(tag, "title")
                .unwrap_or_default()
                .trim()
                .chars()
                .take(200)
                .collect(),
        });
    }

    fn on_meta(&mut self, tag: &Tag) {
        let names_generator =
            attribute(tag, "name").is_some_and(|name| name.eq_ignore_ascii_case("generator"));
        if names_generator && self.page.generator.is_empty() {
            let content = attribute(tag, "content").unwrap_or_default();
            self.page.generator = content.chars().take(200).collect();
        }
    }
}

fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name)
        .map(|attribute| &*attribute.value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read_at(text: &str) -> WebPage {
        read(
            text,
            &Url::parse("https://ville.example.fr/actus/").unwrap(),
        )
    }

    #[test]
    fn alternates_are_found_as_browsers_find_them() {
        let page = read_at(
            r#"<!doctype html><head><meta name=Generator content="WordPress 6.8">
            <script>"<link rel=alternate type=application/rss+xml href=/script>"</script>
            <!-- <link rel=alternate type=application/rss+xml href=/comment> -->
            <LINK REL="Alternate feed" TYPE="application/RSS+xml; charset=utf-8" title="Actualit&eacute;s" href="/feed/?a=1&amp;b=2">
            <link rel=stylesheet type=text/css href=a.css><link rel=alternate hreflang=en href=/en>
            <base href="https://cdn.example.fr/x/"><link rel=alternate type=text/calendar href=agenda.ics>
            <link rel=alternate type=application/atom+xml href="javascript:alert(1)">"#,
        );
        let found: Vec<(&str, &str, &str)> = page
            .alternates
            .iter()
            .map(|found| {
                (
                    found.media_type.as_str(),
                    found.url.as_str(),
                    found.title.as_str(),
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                (
                    "application/rss+xml",
                    "https://ville.example.fr/feed/?a=1&b=2",
                    "Actualités"
                ),
                ("text/calendar", "https://cdn.example.fr/x/agenda.ics", "")
            ]
        );
        assert_eq!(page.generator, "WordPress 6.8");
    }

    #[test]
    fn a_page_is_known_by_how_it_begins() {
        assert!(
            is_page(" <!DOCTYPE HTML><title>x</title>")
                && is_page("<?xml version='1.0'?><html xmlns='x'>")
        );
        assert!(!is_page("<rss><channel/></rss>") && !is_page("{}") && !is_page(""));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "(<link|<base|<script|rel=alternate| type=a/b| href=|>|\"|'|é|/x|<!--|\\PC){0,60}") {
            let _ = read_at(&text);
        }
    }
}
