//! Reading a link: which address of the gateway it means, as pages write it (relative to themselves) and as feeds do (behind the public address, by
//! the name of the file).

use url::Url;

use super::address::Address;
use super::naming::address_of;

/// The place where pages stand while they are read. No page links there, and nobody else can be.
const HERE: &str = "http://gateway.invalid";

/// The meaning of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Something that is not of this gateway.
    Elsewhere,
    /// An address of it.
    Address {
        address: Address,
        /// `true` where the link already says the name of its file, in whole: somebody may copy it.
        is_whole: bool,
        /// The part behind `#`.
        fragment: Option<String>,
    },
    /// Something of this gateway that is no address with a name; a file, if there is one of this name.
    Name(String),
}

/// Reads the links of one page.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    page: Option<Url>,
    /// The public address without its scheme.
    public: &'a str,
}

impl<'a> Reading<'a> {
    /// The links of what the gateway answers for `target`, which is public at `public_url`.
    pub(super) fn new(target: &str, public_url: &'a str) -> Self {
        Self {
            page: Url::parse(HERE).and_then(|here| here.join(target)).ok(),
            public: without_scheme(public_url),
        }
    }

    /// Returns what a link of the page means.
    pub(super) fn meaning(&self, href: &str) -> Meaning {
        let joined = self.page.as_ref().and_then(|page| page.join(href).ok());
        let Some(url) = joined.filter(|_| !href.starts_with('#') && !href.is_empty()) else {
            return Meaning::Elsewhere;
        };
        let query = url.query().unwrap_or_default();
        let found = |address: Option<Address>, name: &str, is_whole: bool| match address {
            Some(address) => Meaning::Address {
                address,
                is_whole,
                fragment: url.fragment().map(str::to_owned),
            },
            None => Meaning::Name(name.to_owned()),
        };
        if url.as_str().starts_with(HERE) {
            let name = url.path().trim_start_matches('/');
            return found(Address::parse(url.path(), query), name, false);
        }
        let is_ours = matches!(url.scheme(), "http" | "https" | "webcal");
        let rest = without_scheme(url.as_str()).split(['?', '#']).next();
        let name = rest.and_then(|rest| rest.strip_prefix(self.public));
        let name = name.and_then(|name| name.strip_prefix('/'));
        match name.filter(|_| is_ours) {
            None => Meaning::Elsewhere,
            Some(name) => match address_of(name).filter(|_| query.is_empty()) {
                Some(address) => found(Some(address), name, true),
                None => found(Address::parse(&format!("/{name}"), query), name, false),
            },
        }
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
        match reading.meaning(href) {
            Meaning::Elsewhere => "elsewhere".to_owned(),
            Meaning::Name(name) => format!("name {name}"),
            Meaning::Address {
                address,
                is_whole,
                fragment,
            } => format!(
                "{}{}{}",
                address.target(),
                if is_whole { " whole" } else { "" },
                fragment.map(|it| format!(" #{it}")).unwrap_or_default()
            ),
        }
    }

    #[test]
    fn links_mean_addresses_wherever_they_stand() {
        let page = "/consultations/0195f3a0-0000-4000-8000-000000000001";
        for (href, expected) in [
            ("../", "/"),
            ("../?territory=54395", "/?territory=54395"),
            ("../agenda?lang=en#jour", "/agenda?lang=en #jour"),
            ("../assets/style.css?v=0a", "/assets/style.css"),
            ("#contenu", "elsewhere"),
            (
                "https://jeparticipe.example.fr/processes/a?b=c",
                "elsewhere",
            ),
            ("mailto:a@example.fr", "elsewhere"),
            (
                "https://group.pages.example/agenda/rss/concerns-54498.xml",
                "/rss.xml?concerns=54498 whole",
            ),
            (
                "webcal://group.pages.example/agenda/agenda.ics",
                "/agenda.ics whole",
            ),
            ("https://group.pages.example/agenda/", "/ whole"),
            (
                "https://group.pages.example/agenda/rss.xml?lang=en",
                "/rss.xml?lang=en",
            ),
            ("https://group.pages.example/other/", "elsewhere"),
            ("https://group.pages.example/agenda-old/", "elsewhere"),
            ("../oembed?url=x", "name oembed"),
            ("//[", "elsewhere"),
        ] {
            assert_eq!(meant(page, href), expected, "{href}");
        }
        assert_eq!(meant("/", "./?lang=en"), "/?lang=en");
        assert_eq!(
            meant("/api/docs", "../api/v1/consultations.json"),
            "name api/v1/consultations.json"
        );
    }
}
