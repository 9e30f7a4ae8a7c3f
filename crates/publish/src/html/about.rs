//! The page about the gateway: its operator, its sources, and its use of data.

use askama::Template;

use super::frame::{Frame, Part, Place, Reader};

/// The content of the page about the gateway, besides the site.
#[derive(Debug, Clone, Copy)]
pub struct AboutView<'a> {
    /// The collectivity that runs the gateway, by its official name.
    pub operator: Option<&'a str>,
    /// The contact: an e-mail or web address of the institution.
    pub contact: Option<&'a str>,
    /// The number of consultations that are served.
    pub consultations: usize,
    /// The number of meetings that are served.
    pub meetings: usize,
}

struct Named {
    name: String,
    platform: String,
    href: Option<String>,
    licence: Option<String>,
}

#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage<'a> {
    frame: Frame<'a>,
    run_by: Option<String>,
    contact: Option<(String, &'a str)>,
    numbers: String,
    sources: Vec<Named>,
}

/// Writes the page.
///
/// # Errors
/// Returns an error if the template fails, which only a broken build does.
pub fn about(reader: &Reader<'_>, view: &AboutView<'_>) -> Result<Vec<u8>, askama::Error> {
    let frame = Frame::new(reader, &Place::plain(Part::Elsewhere, "about"));
    let t = &frame.t;
    let sources = reader.site.sources().map(|source| Named {
        name: source.name.clone(),
        platform: t.platform(source.platform),
        href: super::link(&source.url),
        licence: source.licence.clone(),
    });
    let sources: Vec<Named> = sources.collect();
    let parts = [
        (
            "consultations",
            t.count("consultations-count", view.consultations),
        ),
        ("meetings", t.count("rendezvous-count", view.meetings)),
        ("sources", t.count("sources-count", sources.len())),
    ];
    let parts = parts.each_ref().map(|(name, text)| (*name, text.as_str()));
    let page = AboutPage {
        run_by: view
            .operator
            .map(|name| t.with("about-run-by", &[("name", name)])),
        contact: view.contact.map(|contact| {
            let is_page = contact.starts_with("https://") || contact.starts_with("http://");
            let scheme = if is_page || contact.starts_with("mailto:") {
                ""
            } else {
                "mailto:"
            };
            (format!("{scheme}{contact}"), contact)
        }),
        numbers: t.with("about-numbers-text", &parts),
        sources,
        frame,
    };
    page.render().map(String::into_bytes)
}
