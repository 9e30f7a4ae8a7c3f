//! Parsing of links: finds the address of the gateway that a link leads to, in the form in which redirects write it (relative to the request) or feeds do (the
//! public address with the name of a file).

use url::Url;

use super::address::Address;
use super::naming::address_of;

/// The address of pages while their links are parsed. No page links there, and no site can have it.
const HERE: &str = "http://gateway.invalid";

/// Parses the links of one answer.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    page: Option<Url>,
    /// The public address without its scheme.
    public: &'a str,
}

impl<'a> Reading<'a> {
    /// Creates it for the answer to `target` of the gateway whose public address is `public_url`.
    pub(super) fn new(target: &str, public_url: &'a str) -> Self {
        Self {
            page: Url::parse(HERE).and_then(|here| here.join(target)).ok(),
            public: without_scheme(public_url),
        }
    }

    /// Returns the address that a link of the page leads to; `None` if it is not one of this gateway.
    pub(super) fn address(&self, href: &str) -> Option<Address> {
        let url = self.page.as_ref()?.join(href).ok()?;
        let query = url.query().unwrap_or_default();
        if url.as_str().starts_with(HERE) {
            return Address::parse(url.path(), query);
        }
        let is_ours = matches!(url.scheme(), "http" | "https" | "webcal");
        let rest = without_scheme(url.as_str()).split(['?', '#']).next()?;
        let name = rest.strip_prefix(self.public)?.strip_prefix('/')?;
        let named = address_of(name).filter(|_| query.is_empty());
        let address = named.or_else(|| Address::parse(&format!("/{name}"), query));
        address.filter(|_| is_ours)
    }
}

fn without_scheme(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(target: &str, href: &str) -> String {
        let reading = Reading::new(target, "https://group.pages.example/agenda");
        let address = reading.address(href);
        address.map_or_else(|| "elsewhere".to_owned(), |address| address.target())
    }

    #[test]
    fn links_lead_to_addresses_wherever_they_stand() {
        let page = "/consultations/0195f3a0-0000-4000-8000-000000000001";
        for (href, expected) in [
            ("../", "/"),
            ("../?territory=54395", "/?territory=54395"),
            ("../agenda?lang=en#jour", "/agenda?lang=en"),
            ("../assets/style.css?v=0a", "/assets/style.css"),
            ("#contenu", page),
            (
                "https://jeparticipe.example.fr/processes/a?b=c",
                "elsewhere",
            ),
            ("mailto:a@example.fr", "elsewhere"),
            (
                "https://group.pages.example/agenda/rss/concerns-54498.xml",
                "/rss.xml?concerns=54498",
            ),
            (
                "webcal://group.pages.example/agenda/agenda.ics",
                "/agenda.ics",
            ),
            ("https://group.pages.example/agenda/", "/"),
            (
                "https://group.pages.example/agenda/rss.xml?lang=en",
                "/rss.xml?lang=en",
            ),
            ("https://group.pages.example/other/", "elsewhere"),
            ("https://group.pages.example/agenda-old/", "elsewhere"),
            ("../oembed?url=x", "elsewhere"),
            ("//[", "elsewhere"),
        ] {
            assert_eq!(meant(page, href), expected, "{href}");
        }
        assert_eq!(meant("/", "./?lang=en"), "/?lang=en");
        assert_eq!(
            meant("/api/docs", "../api/v1/consultations.json"),
            "elsewhere"
        );
    }
}
