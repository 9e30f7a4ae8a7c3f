//! The vocabularies of feeds, by their XML namespaces. Usual misspellings of a namespace are recognised too.

/// The vocabularies that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vocabulary {
    /// RSS of any version.
    Rss,
    /// RFC 4287.
    Atom,
    /// `content:`, RSS 1.0's module of content.
    Content,
    /// `dc:`, Dublin Core's fifteen elements.
    DublinCore,
    /// `dcterms:`, the terms of the Dublin Core initiative.
    DublinCoreTerms,
    /// `ev:`, RSS 1.0's module of events.
    Event,
    /// `geo:`, the W3C's vocabulary of points.
    Geo,
    /// `georss:`, and `gml:` in it.
    Georss,
    /// `media:`, Media RSS.
    Media,
    /// Anything else, which is not read.
    Other,
}

/// The vocabularies, with the namespace and the usual prefix of each.
const VOCABULARIES: [(Vocabulary, &str, &str); 11] = [
    (Vocabulary::Rss, "http://purl.org/rss/1.0/", "rss"),
    (Vocabulary::Atom, "http://www.w3.org/2005/Atom", "atom"),
    (
        Vocabulary::Content,
        "http://purl.org/rss/1.0/modules/content/",
        "content",
    ),
    (
        Vocabulary::DublinCore,
        "http://purl.org/dc/elements/1.1/",
        "dc",
    ),
    (
        Vocabulary::DublinCoreTerms,
        "http://purl.org/dc/terms/",
        "dcterms",
    ),
    (
        Vocabulary::Event,
        "http://purl.org/rss/1.0/modules/event/",
        "ev",
    ),
    (
        Vocabulary::Geo,
        "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "geo",
    ),
    (Vocabulary::Georss, "http://www.georss.org/georss", "georss"),
    (Vocabulary::Georss, "http://www.opengis.net/gml", "gml"),
    (Vocabulary::Media, "http://search.yahoo.com/mrss/", "media"),
    // Not read, but declared: the parser fails on the prefix where a feed uses it without declaring it.
    (
        Vocabulary::Other,
        "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "itunes",
    ),
];

impl Vocabulary {
    /// Returns the vocabulary of a namespace, in any spelling of it.
    pub(super) fn of(namespace: &str) -> Self {
        row(namespace).map_or(Self::Other, |(vocabulary, ..)| *vocabulary)
    }
}

/// Returns the official spelling of a namespace, or the namespace itself if it is not known. `https` for `http`, an additional `www.`, a slash or a
/// hash at the end and the case of letters make no difference.
pub(super) fn canonical(namespace: &str) -> &str {
    row(namespace).map_or(namespace, |(_, canonical, _)| canonical)
}

/// Returns the prefixes that feeds use without declaring them, with the namespace of each.
pub(super) fn usual_prefixes() -> impl Iterator<Item = (&'static str, &'static str)> {
    VOCABULARIES
        .iter()
        .skip(1)
        .map(|(_, namespace, prefix)| (*prefix, *namespace))
}

fn row(namespace: &str) -> Option<&'static (Vocabulary, &'static str, &'static str)> {
    let written = bare(namespace);
    VOCABULARIES
        .iter()
        .find(|(_, known, _)| bare(known) == written)
}

/// Returns the part of a namespace that its spellings have in common.
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
    fn a_misspelt_namespace_is_recognised() {
        for (written, vocabulary) in [
            (
                "http://purl.org/rss/1.0/modules/content/",
                Vocabulary::Content,
            ),
            (
                "https://purl.org/rss/1.0/modules/content",
                Vocabulary::Content,
            ),
            ("HTTP://PURL.ORG/RSS/1.0/MODULES/EVENT", Vocabulary::Event),
            ("https://www.w3.org/2005/atom", Vocabulary::Atom),
            ("http://w3.org/2005/Atom/", Vocabulary::Atom),
            (" http://purl.org/dc/elements/1.1 ", Vocabulary::DublinCore),
            ("https://search.yahoo.com/mrss", Vocabulary::Media),
            ("http://www.w3.org/2003/01/geo/wgs84_pos", Vocabulary::Geo),
            ("http://purl.org/rss/1.0", Vocabulary::Rss),
            ("http://www.w3.org/1999/xhtml", Vocabulary::Other),
            ("", Vocabulary::Other),
        ] {
            assert_eq!(Vocabulary::of(written), vocabulary, "{written}");
        }
        assert_eq!(
            canonical("https://search.yahoo.com/mrss"),
            "http://search.yahoo.com/mrss/"
        );
        assert_eq!(canonical("urn:x"), "urn:x");
    }
}
