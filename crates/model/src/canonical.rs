//! Canonical addresses: one form for the many ways in which people write the address of one page, so that two sources that name a page can be found to name the
//! same one.

use std::fmt;
use std::sync::Arc;

use url::Url;

use super::{tracker, uri};

/// Parameters that choose the language of the same page.
const OF_LANGUAGE: &[&str] = &["locale", "lang"];

/// Segments under which platforms keep the pages of their spaces: a language in front of one of them only selects the language of the page.
const SECTIONS: &[&str] = &[
    "processes",
    "assemblies",
    "initiatives",
    "conferences",
    "consultations",
    "project",
    "projects",
    "projet",
    "projets",
];

/// Segments under which a Decidim keeps its spaces, each at a segment of its own.
const SPACES: &[&str] = &[
    "processes",
    "assemblies",
    "initiatives",
    "conferences",
    "consultations",
];

/// The segment that a Decidim writes in front of the number of a component.
const COMPONENT: &str = "f";

/// The languages that stand in front of a section.
const LANGUAGES: &[&str] = &[
    "fr", "en", "de", "es", "it", "nl", "pt", "ca", "eu", "br", "sv", "da", "fi", "pl",
];

/// Pages of one segment that list others, as platforms and town halls name them.
const LISTINGS: &[&str] = &[
    "accueil",
    "actualites",
    "agenda",
    "assemblies",
    "blog",
    "calendar",
    "concertations",
    "conferences",
    "consultations",
    "evenements",
    "events",
    "feed",
    "initiatives",
    "meetings",
    "news",
    "processes",
    "projects",
    "projets",
    "rss",
    "search",
    "votings",
];

/// The longest address that has a canonical form, in bytes.
const LONGEST: usize = 2048;
/// The most segments of the page of a consultation: of longer paths, only so many are considered.
const DEEPEST: usize = 6;

/// The address of a page in the form in which addresses are compared: `host[:port]/path[?query]`.
///
/// The scheme, `www.`, default ports, the fragment, trailing slashes and parameters that only track the reader or choose the language do not
/// count; the parameters that are left do not count by their order. A fragment that is the route of an application in one page (`#/projets/12`,
/// `#!/projets/12`) tells which page is meant, and counts. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CanonicalUrl(Arc<str>);

impl CanonicalUrl {
    /// Returns the canonical form of `url`; `None` if it is no web page.
    pub fn of(url: &Url) -> Option<Self> {
        if !matches!(url.scheme(), "http" | "https") || url.as_str().len() > LONGEST {
            return None;
        }
        let host = url.host_str()?.trim_end_matches('.');
        let host = host.strip_prefix("www.").unwrap_or(host);
        let mut text = host.to_owned();
        if let Some(port) = url.port() {
            text.push(':');
            text.push_str(&port.to_string());
        }
        let path = plain_escapes(&uri::encoded(url.path(), uri::OF_PATHS));
        text.push_str(without_language(path.trim_end_matches('/')));
        let query = url.query().map(meaningful).unwrap_or_default();
        if !query.is_empty() {
            text.push('?');
            text.push_str(&query);
        }
        if let Some(route) = url.fragment().and_then(route) {
            text.push('#');
            text.push_str(&route);
        }
        Some(Self(text.into()))
    }

    /// Returns the canonical text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether the address can be that of one thing: neither the root of a site nor a page that is known to list others.
    pub fn identifies(&self) -> bool {
        let (path, query) = self.parts();
        let mut segments = path.split('/').skip(1);
        match (segments.next(), segments.next()) {
            (None | Some(""), _) => false,
            (Some(only), None) => !query.is_empty() || !LISTINGS.contains(&only),
            (Some(_), Some(_)) => true,
        }
    }

    /// Returns the addresses of which this one may be a part: itself first, then its path with one segment less each time; without those that identify nothing, and
    /// those that are deeper than pages of consultations are.
    pub fn outwards(&self) -> impl Iterator<Item = Self> {
        let (path, query) = self.parts();
        let mut all = vec![self.clone()];
        if !query.is_empty() {
            all.push(Self(path.into()));
        }
        let mut depth = path.matches('/').count();
        let mut rest = path;
        while let Some((shorter, _)) = rest.rsplit_once('/') {
            let shorter = shorter.trim_end_matches(['#', '!']);
            (rest, depth) = (shorter, depth.saturating_sub(1));
            if depth <= DEEPEST {
                all.push(Self(shorter.into()));
            }
        }
        all.into_iter().filter(Self::identifies)
    }

    /// Returns the page of the space in which a page of a Decidim lies: `…/processes/SLUG` for `…/processes/SLUG/f/12`, and likewise for the other kinds of spaces.
    /// `None` for the page of a space itself, for a list of spaces, and for any other page.
    pub fn space(&self) -> Option<Self> {
        let (path, _) = self.parts();
        let mut segments = path.split('/');
        let (host, section) = (segments.next()?, segments.next()?);
        let (slug, below) = (segments.next()?, segments.next()?);
        // Processes have more pages of their own than the others; elsewhere a site may well have folders of these names.
        let lies_within = section == "processes"
            || SPACES.contains(&section) && COMPONENT == below && segments.next().is_some();
        (lies_within && !slug.is_empty()).then(|| Self(format!("{host}/{section}/{slug}").into()))
    }

    /// Returns the authority and path, and the query.
    fn parts(&self) -> (&str, &str) {
        self.0.split_once('?').unwrap_or((&self.0, ""))
    }
}

impl fmt::Display for CanonicalUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns a path without a language that stands in front of a section of a platform.
fn without_language(path: &str) -> &str {
    let inner = path.strip_prefix('/').and_then(|rest| rest.split_once('/'));
    let Some((language, rest)) = inner else {
        return path;
    };
    let section = rest.split('/').next().unwrap_or_default();
    if LANGUAGES.contains(&language) && SECTIONS.contains(&section) {
        path.get(language.len() + 1..).unwrap_or(path)
    } else {
        path
    }
}

/// Returns the route in a fragment, if it holds one.
fn route(fragment: &str) -> Option<String> {
    let route = plain_escapes(&uri::encoded(fragment, uri::OF_QUERIES));
    let route = route.trim_end_matches('/');
    let is_route = route.starts_with('/') || route.starts_with("!/");
    is_route.then(|| route.to_owned())
}

/// Returns the parameters that select the page, sorted.
fn meaningful(query: &str) -> String {
    let query = plain_escapes(&uri::encoded(query, uri::OF_QUERIES));
    let meaningless = |pair: &str| {
        let name = pair
            .split('=')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        OF_LANGUAGE.contains(&name.as_str()) || tracker::is_tracker(&name)
    };
    let mut pairs: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !meaningless(pair))
        .collect();
    pairs.sort_unstable();
    pairs.join("&")
}

/// The text with the same characters always escaped in the same way (RFC 3986, 6.2.2): letters, digits and `-._~` never, hexadecimal digits in
/// upper case.
fn plain_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        plain.push_str(before);
        let byte = after
            .get(..2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let signed = after.starts_with('+');
        match byte.filter(|_| !signed) {
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => {
                plain.push(char::from(byte));
            }
            Some(byte) => {
                let digits = [byte >> 4, byte & 0xf].map(|four| char::from_digit(four.into(), 16));
                plain.push('%');
                plain.extend(digits.iter().flatten().map(char::to_ascii_uppercase));
            }
            None => {
                plain.push('%');
                rest = after;
                continue;
            }
        }
        rest = after.get(2..).unwrap_or_default();
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn canonical(address: &str) -> CanonicalUrl {
        CanonicalUrl::of(&address.parse().unwrap()).unwrap()
    }

    #[test]
    fn the_ways_to_write_one_address_are_one() {
        for same in [
            "https://je.participe.fr/processes/plui",
            "http://www.je.participe.fr/processes/plui/",
            "https://JE.participe.fr:443/processes/plui?locale=en&utm_source=lettre#etape",
            "http://je.participe.fr:80/processes/plui?pk_campaign=x&mtm_kwd=y&lang=fr",
            "https://je.participe.fr/fr/processes/plui//",
            "https://je.participe.fr/process%65s/plui",
        ] {
            assert_eq!(
                canonical(same).as_str(),
                "je.participe.fr/processes/plui",
                "{same}"
            );
        }
        assert_eq!(
            canonical("https://a.fr/p?b=2&a=1&gclid=3").as_str(),
            canonical("https://a.fr/p?a=1&b=2").as_str()
        );
        assert_eq!(
            canonical("https://a.fr/%c3%a9"),
            canonical("https://a.fr/é")
        );
        assert_eq!(
            canonical("https://a.fr/a|b?t[id]=1&p=%#/c[1]/"),
            canonical("https://a.fr/a%7cb/?p=%25&t%5Bid%5D=1#/c%5b1%5D")
        );
        assert_eq!(canonical("https://a.fr/p#/"), canonical("https://a.fr/p"));
    }

    #[test]
    fn what_says_which_page_is_meant_counts() {
        for (one, other) in [
            ("https://a.fr/p?id=1", "https://a.fr/p?id=2"),
            ("https://a.fr/p", "https://b.fr/p"),
            ("https://a.fr:8080/p", "https://a.fr/p"),
            ("https://a.fr/fr/p", "https://a.fr/p"),
            ("https://a.fr/P", "https://a.fr/p"),
            ("https://a.fr/a%2Fb", "https://a.fr/a/b"),
            ("https://a.fr/p#/projets/1", "https://a.fr/p#/projets/2"),
            ("https://a.fr/p#!/projets/1", "https://a.fr/p#!/projets/2"),
        ] {
            assert_ne!(canonical(one), canonical(other), "{one} {other}");
        }
    }

    #[test]
    fn roots_and_listings_identify_nothing() {
        for nothing in [
            "https://a.fr",
            "https://a.fr/?p=12",
            "https://a.fr/#x",
            "https://a.fr/agenda/",
            "https://a.fr/processes?locale=fr",
        ] {
            assert!(!canonical(nothing).identifies(), "{nothing}");
        }
        assert!(canonical("https://a.fr/plui").identifies());
        assert!(canonical("https://a.fr/agenda/12").identifies());
        assert!(canonical("https://a.fr/agenda?id=12").identifies());
        assert!(CanonicalUrl::of(&"mailto:a@b.fr".parse().unwrap()).is_none());
    }

    #[test]
    fn a_page_may_be_part_of_those_that_its_path_lies_under() {
        let outwards: Vec<String> = canonical("https://a.fr/processes/plui/f/12?x=1")
            .outwards()
            .map(|url| url.to_string())
            .collect();
        assert_eq!(
            outwards,
            [
                "a.fr/processes/plui/f/12?x=1",
                "a.fr/processes/plui/f/12",
                "a.fr/processes/plui/f",
                "a.fr/processes/plui",
            ]
        );
        let outwards: Vec<String> = canonical("https://a.fr/portail#!/projets/12")
            .outwards()
            .map(|url| url.to_string())
            .collect();
        assert_eq!(
            outwards,
            [
                "a.fr/portail#!/projets/12",
                "a.fr/portail#!/projets",
                "a.fr/portail"
            ]
        );
        assert_eq!(canonical("https://a.fr/").outwards().count(), 0);
    }

    #[test]
    fn a_page_within_a_space_of_a_decidim_names_the_space() {
        let space = |address: &str| {
            let space = canonical(address).space();
            space.map(|space| space.to_string())
        };
        for within in [
            "https://a.fr/processes/plui/f/12",
            "https://a.fr/en/processes/plui/f/12/?locale=fr",
            "https://www.a.fr/processes/plui/f/12/proposals/34?page=2",
            "https://a.fr/processes/plui/steps",
        ] {
            assert_eq!(
                space(within).as_deref(),
                Some("a.fr/processes/plui"),
                "{within}"
            );
        }
        assert_eq!(
            space("https://a.fr/assemblies/quartier/f/3/meetings/9").as_deref(),
            Some("a.fr/assemblies/quartier")
        );
        for none in [
            "https://a.fr/processes/plui",
            "https://a.fr/fr/processes/plui/",
            "https://a.fr/processes",
            "https://a.fr/processes//f/12",
            "https://a.fr/processes_groups/3/f/12",
            "https://a.fr/consultations/2026/plui",
            "https://a.fr/consultations/2026/f",
            "https://a.fr/mairie/processes/plui/f/12",
        ] {
            assert_eq!(space(none), None, "{none}");
        }
    }

    proptest! {
        #[test]
        fn canonical_forms_are_their_own(path in "(/[a-zA-Z0-9%./_~é-]{0,8}){0,5}", query in "([a-z_]{1,6}=[a-z0-9%]{0,4}&){0,4}") {
            if let Ok(url) = format!("https://www.a.fr{path}?{query}").parse() {
                let once = CanonicalUrl::of(&url).unwrap();
                prop_assert_eq!(&canonical(&format!("http://{once}")), &once);
                prop_assert!(once.outwards().count() <= DEEPEST + 2);
                prop_assert!(once.outwards().all(|url| once.as_str().starts_with(url.as_str())));
            }
        }
    }
}
