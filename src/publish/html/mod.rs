//! Plain pages for people: the list of consultations, one consultation, the figures, and a message where there is nothing. They work without
//! JavaScript, ask no third party and set no cookie. The whole portal is to come; what stands here keeps links working.
//!
//! Links are relative, so that a page works behind any address.

mod consultation;
mod list;
mod numbers;
mod status;

use askama::Template;
use sha2::{Digest as _, Sha256};
use url::Url;

use crate::model::{Language, LocalizedText};

use super::Site;
use super::words::xml_text;

pub use consultation::consultation;
pub use list::{ListPage, list};
pub use numbers::numbers;
pub use status::{SourceLine, TwinLine, status};

/// The media type of every page.
pub const MEDIA_TYPE: &str = "text/html; charset=utf-8";

/// The style sheet of every page.
pub const STYLE: &str = include_str!("style.css");

/// What surrounds every page.
struct Frame<'a> {
    site_name: &'a str,
    /// The way from the page to the root: empty or `../`.
    root: &'static str,
    /// Changes with the style sheet, so that browsers may keep it for ever.
    style: String,
}

impl<'a> Frame<'a> {
    fn new(site: &'a Site, root: &'static str) -> Self {
        let digest = Sha256::digest(STYLE.as_bytes());
        let style = digest.iter().take(4).map(|byte| format!("{byte:02x}"));
        Self {
            site_name: site.name(),
            root,
            style: style.collect(),
        }
    }

    fn home(&self) -> &'static str {
        if self.root.is_empty() {
            "./"
        } else {
            self.root
        }
    }
}

/// The best text without what no page can hold, and its language where that is not the page's.
fn shown(text: &LocalizedText, languages: &[Language]) -> (String, Option<String>) {
    text.best(languages)
        .map_or_else(Default::default, |(language, text)| {
            let foreign = (language.primary() != "fr").then(|| language.to_string());
            (xml_text(text), foreign)
        })
}

/// Only what a browser opens as a page is written as a link.
fn link(url: &Url) -> Option<String> {
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

#[derive(Template)]
#[template(path = "message.html")]
struct Message<'a> {
    frame: Frame<'a>,
    heading: &'a str,
    text: &'a str,
}

/// A page that says why there is nothing else. Its links begin at the root of the host, since its own address may have any depth.
///
/// # Errors
/// Where the template fails, which only a broken build does.
pub fn message(site: &Site, heading: &str, text: &str) -> Result<Vec<u8>, askama::Error> {
    Message {
        frame: Frame::new(site, "/"),
        heading,
        text,
    }
    .render()
    .map(String::into_bytes)
}
