//! The vocabularies of feeds, by their namespaces: also where a letter of one is off, for what is meant is plain.

/// The vocabularies that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// RSS of any version.
    Rss,
    /// RFC 4287.
    Atom,
    /// `content:`, RSS 1.0's module.
    Content,
    /// `dc:`, Dublin Core's fifteen elements.
    Dublin,
    /// `dcterms:`.
    Terms,
    /// `ev:`, RSS 1.0's module of events.
    Event,
    /// `geo:`, the W3C's points.
    Geo,
    /// `georss:`, and `gml:` in it.
    Georss,
    /// `media:`.
    Media,
    /// Anything else: never looked at.
    Other,
}

/// The vocabularies, with the namespace and the usual prefix of each.
const SPACES: [(Space, &str, &str); 11] = [
    (Space::Rss, "http://purl.org/rss/1.0/", "rss"),
    (Space::Atom, "http://www.w3.org/2005/Atom", "atom"),
    (
        Space::Content,
        "http://purl.org/rss/1.0/modules/content/",
        "content",
    ),
    (Space::Dublin, "http://purl.org/dc/elements/1.1/", "dc"),
    (Space::Terms, "http://purl.org/dc/terms/", "dcterms"),
    (Space::Event, "http://purl.org/rss/1.0/modules/event/", "ev"),
    (
        Space::Geo,
        "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "geo",
    ),
    (Space::Georss, "http://www.georss.org/georss", "georss"),
    (Space::Georss, "http://www.opengis.net/gml", "gml"),
    (Space::Media, "http://search.yahoo.com/mrss/", "media"),
    // Read by nobody here: the parser stumbles over its prefix where nobody declares it.
    (
        Space::Other,
        "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "itunes",
    ),
];

impl Space {
    /// The vocabulary of a namespace, as it is written.
    pub(super) fn of(namespace: &str) -> Self {
        found(namespace).map_or(Self::Other, |(space, ..)| *space)
    }
}

/// A namespace as its vocabulary spells it: `https` for `http`, `www.`, a slash or a hash at the end and the case of letters are the usual slips. One that
/// is not known is given back as it is.
pub(super) fn canonical(namespace: &str) -> &str {
    found(namespace).map_or(namespace, |(_, canonical, _)| canonical)
}

/// The prefixes that feeds use without declaring them, and what they stand for.
pub(super) fn usual_prefixes() -> impl Iterator<Item = (&'static str, &'static str)> {
    SPACES
        .iter()
        .skip(1)
        .map(|(_, namespace, prefix)| (*prefix, *namespace))
}

fn found(namespace: &str) -> Option<&'static (Space, &'static str, &'static str)> {
    let written = bare(namespace);
    SPACES.iter().find(|(_, known, _)| bare(known) == written)
}

/// Reduces the address of a namespace to the part that its spellings have in common.
fn bare(namespace: &str) -> String {
    let lower = namespace.trim().to_ascii_lowercase();
    let rest = lower
        .split_once("://")
        .map_or(lower.as_str(), |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    rest.trim_end_matches(['/', '#']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_namespace_is_known_by_what_is_meant() {
        for (written, space) in [
            ("http://purl.org/rss/1.0/modules/content/", Space::Content),
            ("https://purl.org/rss/1.0/modules/content", Space::Content),
            ("HTTP://PURL.ORG/RSS/1.0/MODULES/EVENT", Space::Event),
            ("https://www.w3.org/2005/atom", Space::Atom),
            ("http://w3.org/2005/Atom/", Space::Atom),
            (" http://purl.org/dc/elements/1.1 ", Space::Dublin),
            ("https://search.yahoo.com/mrss", Space::Media),
            ("http://www.w3.org/2003/01/geo/wgs84_pos", Space::Geo),
            ("http://purl.org/rss/1.0", Space::Rss),
            ("http://www.w3.org/1999/xhtml", Space::Other),
            ("", Space::Other),
        ] {
            assert_eq!(Space::of(written), space, "{written}");
        }
        assert_eq!(
            canonical("https://search.yahoo.com/mrss"),
            "http://search.yahoo.com/mrss/"
        );
        assert_eq!(canonical("urn:x"), "urn:x");
    }
}
