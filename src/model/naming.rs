//! Naming: what a source's ids are made of, so that no two sources make the same id of two things, and no id that exists changes.
//!
//! - An instance of a platform: its authority. Its native ids are numbers of its own.
//! - A list (`file`): authority and path, for several lists lie on one host and all begin with number 1. A dataset: authority and dataset.
//! - A feed or a calendar: the authority; an identifier that means something everywhere (a URI, a UUID, a tag) stands as it is, any other one
//!   behind the path of the feed.
//!
//! What the operator writes as `origin` goes before all this. A source of which ids are kept goes on as these were made.

use uuid::Uuid;

use super::identity::named;
use super::{Marks, Origin, Platform, Source, SourceId, SpaceKind};

/// What stands between the path of a feed and a native id: no path and no native id of a feed holds one.
const SEPARATOR: char = ' ';

/// A longer path stands as a digest.
const LONGEST_PREFIX: usize = 200;

/// What goes into the ids of a source beside its origin, and where the origin comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Naming {
    /// Whether the operator wrote the origin.
    pub given: bool,
    /// What native ids stand behind that mean nothing outside their document.
    pub prefix: Option<String>,
}

/// What was kept of a consultation that came straight from its source: what its id is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// The source that brought it last.
    pub source: SourceId,
    /// The origin in its id.
    pub origin: Origin,
    /// The kind in its id.
    pub kind: SpaceKind,
    /// The native id in its id.
    pub native_id: String,
    /// Whether it is withdrawn.
    pub is_withdrawn: bool,
    /// What it was like, where that is known of one that is withdrawn.
    pub marks: Option<Marks>,
}

impl Naming {
    /// The origin and the naming of a source of which nothing is kept. `given` is the origin that the operator wrote; `None` where there is
    /// neither that nor a host.
    pub fn of_new(
        platform: Platform,
        url: &url::Url,
        dataset: Option<&str>,
        given: Option<Origin>,
    ) -> Option<(Origin, Self)> {
        let naming = Self {
            given: given.is_some(),
            prefix: matches!(platform, Platform::Feed | Platform::Calendar).then(|| prefix(url)),
        };
        let own = || match (platform, dataset) {
            (Platform::File, _) => Origin::of_part(url, url.path()),
            (Platform::Opendatasoft, Some(dataset)) => Origin::of_part(url, dataset),
            _ => Origin::of_url(url),
        };
        Some((given.or_else(own)?, naming))
    }
}

/// The path of a feed, and what stands for its query.
fn prefix(url: &url::Url) -> String {
    let path = Some(url.path())
        .filter(|path| path.len() <= LONGEST_PREFIX)
        .unwrap_or("/");
    if url.query().is_none() && path == url.path() {
        return path.to_owned();
    }
    // A key in a query (`…?token=…`) is nobody's business.
    let rest = named(&["feed", url.path(), url.query().unwrap_or_default()]);
    format!("{path}?{}", rest.simple())
}

impl Source {
    /// What a native id of this source is in its ids.
    pub fn qualified(&self, native_id: &str) -> String {
        match &self.naming.prefix {
            Some(prefix) if !is_global(native_id) => format!("{prefix}{SEPARATOR}{native_id}"),
            _ => native_id.to_owned(),
        }
    }

    /// This source, named as what is `kept` of it, so that the ids that exist stay. An origin that the operator wrote stays in any case.
    #[must_use]
    pub fn settled(mut self, kept: &[Name]) -> Self {
        let own: Vec<&Name> = kept.iter().filter(|name| name.source == self.id).collect();
        if !self.naming.given
            && let Some(former) = Origin::of_url(&self.url)
        {
            let under = |origin: &Origin| {
                let names = own.iter().filter(|name| name.origin == *origin);
                (
                    names.clone().filter(|name| !name.is_withdrawn).count(),
                    names.count(),
                )
            };
            if under(&former) > under(&self.origin) {
                self.origin = former;
            }
        }
        if self.naming.prefix.is_some() {
            let mut bare_or_not: Vec<(bool, Option<&str>)> = own
                .iter()
                .filter(|name| name.origin == self.origin && !is_global(&name.native_id))
                .map(|name| (name.is_withdrawn, prefix_of(&name.native_id)))
                .collect();
            // Of what is shown first.
            bare_or_not.sort_unstable();
            if let Some((_, prefix)) = bare_or_not.first() {
                self.naming.prefix = prefix.map(str::to_owned);
            }
        }
        self
    }

    /// Whether this source and another make the same id of two things that have the same number, as far as their configuration tells.
    pub fn may_clash_with(&self, other: &Self) -> bool {
        let numbers = |source: &Self| {
            matches!(
                source.platform,
                Platform::Decidim | Platform::Opendatasoft | Platform::File
            )
        };
        let parts_of_one = self.platform == Platform::Opendatasoft
            && self.platform == other.platform
            && self.url == other.url
            && self.dataset.as_ref().map(|it| (&it.id, &it.fields.id))
                == other.dataset.as_ref().map(|it| (&it.id, &it.fields.id));
        let of_one_kind = match self.platform {
            Platform::Passerelle => false,
            _ if numbers(self) => numbers(other),
            platform => platform == other.platform,
        };
        self.origin == other.origin
            && self.naming.prefix == other.naming.prefix
            && of_one_kind
            && !parts_of_one
    }

    /// An origin that would tell this source from others of its host.
    pub fn distinct_origin(&self) -> Origin {
        let new = Naming::of_new(
            self.platform,
            &self.url,
            self.dataset.as_ref().map(|it| it.id.as_str()),
            None,
        );
        new.map(|(origin, _)| origin)
            .filter(|origin| *origin != self.origin && origin.authority() != origin.as_str())
            .unwrap_or_else(|| Origin::new(&format!("{}/{}", self.origin, self.id)))
    }
}

/// A native id without what stands before it in ids.
pub fn unqualified(native_id: &str) -> &str {
    prefix_of(native_id)
        .and_then(|prefix| native_id.get(prefix.len() + SEPARATOR.len_utf8()..))
        .unwrap_or(native_id)
}

fn prefix_of(native_id: &str) -> Option<&str> {
    let (prefix, _) = native_id.split_once(SEPARATOR)?;
    prefix.starts_with('/').then_some(prefix)
}

/// Whether an identifier means the same thing wherever it stands: a URI with an authority, a URN, a tag (RFC 4151), a UUID.
fn is_global(native_id: &str) -> bool {
    let scheme = native_id.split_once(':').map(|(scheme, rest)| {
        let is_scheme = scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
            && scheme.starts_with(|first: char| first.is_ascii_alphabetic());
        is_scheme
            && (rest.starts_with("//")
                || scheme.eq_ignore_ascii_case("urn")
                || scheme.eq_ignore_ascii_case("tag"))
    });
    scheme == Some(true) || Uuid::try_parse(native_id).is_ok()
}

/// Whether an identifier of a source means the same thing in every source.
pub fn is_the_same_everywhere(source: &Source, native_id: &str) -> bool {
    matches!(source.platform, Platform::Feed | Platform::Calendar) && is_global(native_id)
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;

    fn source(platform: Platform, url: &str, given: Option<&str>) -> Source {
        let url: Url = url.parse().unwrap();
        let given = given.map(Origin::new);
        let (origin, naming) = Naming::of_new(platform, &url, None, given).unwrap();
        Source {
            platform,
            url,
            origin,
            naming,
            ..crate::normalize::tests::source()
        }
    }

    fn name(source: &Source, origin: &str, native_id: &str, is_withdrawn: bool) -> Name {
        Name {
            source: source.id.clone(),
            origin: Origin::new(origin),
            kind: SpaceKind::Process,
            native_id: native_id.to_owned(),
            is_withdrawn,
            marks: None,
        }
    }

    #[test]
    fn what_means_nothing_outside_a_feed_stands_behind_its_path() {
        let feed = source(Platform::Feed, "https://ville.fr/Agenda/rss.xml", None);
        for global in [
            "https://ville.fr/?p=12",
            "tag:ville.fr,2026:12",
            "urn:uuid:3b237780-3aad-50ff-8a30-2d51e219dabb",
            "3b237780-3aad-50ff-8a30-2d51e219dabb",
        ] {
            assert_eq!(feed.qualified(global), global);
        }
        for local in ["1", "post:12", "12 at ville", "/actualites/12", "a://"] {
            let is_uri = local == "a://";
            assert_eq!(feed.qualified(local) == local, is_uri, "{local}");
        }
        assert_eq!(feed.qualified("1"), "/Agenda/rss.xml 1");
        assert_eq!(unqualified("/Agenda/rss.xml 1"), "1");
        assert_eq!(unqualified("Un titre"), "Un titre");
        let by_query = |query: &str| {
            source(Platform::Feed, &format!("https://ville.fr/?{query}"), None).qualified("1")
        };
        assert_ne!(by_query("feed=rss2&cat=3"), by_query("feed=rss2&cat=4"));
        assert!(!by_query("token=0612345678").contains("0612345678"));
        assert_eq!(unqualified(&by_query("feed=rss2")), "1");
        let decidim = source(Platform::Decidim, "https://ville.fr/decidim", None);
        assert_eq!(decidim.qualified("1"), "1");
    }

    #[test]
    fn a_source_of_which_ids_are_kept_goes_on_as_they_were_made() {
        let url = "https://static.fr/nancy.csv";
        let list = source(Platform::File, url, None);
        let origin = |kept: &[Name]| list.clone().settled(kept).origin.to_string();
        assert_eq!(origin(&[]), "static.fr/nancy.csv");
        let former = name(&list, "static.fr", "1", false);
        assert_eq!(origin(&[former.clone()]), "static.fr");
        assert_eq!(
            origin(&[name(&list, "static.fr", "1", true)]),
            "static.fr",
            "withdrawn or not"
        );
        let of_another = Name {
            source: "autre".parse().unwrap(),
            ..former.clone()
        };
        assert_eq!(origin(&[of_another]), "static.fr/nancy.csv");
        let new = name(&list, "static.fr/nancy.csv", "1", false);
        assert_eq!(
            origin(&[name(&list, "static.fr", "1", true), new]),
            "static.fr/nancy.csv"
        );
        let given = source(Platform::File, url, Some("listes.fr/nancy"));
        assert_eq!(given.settled(&[former]).origin.as_str(), "listes.fr/nancy");
    }

    #[test]
    fn a_feed_goes_on_as_its_ids_were_made_where_its_address_changes_too() {
        let feed = source(Platform::Feed, "https://ville.fr/rss", None);
        let qualified = |feed: &Source, kept: &[Name]| feed.clone().settled(kept).qualified("1");
        let global = name(&feed, "ville.fr", "https://ville.fr/?p=1", false);
        assert_eq!(
            qualified(&feed, &[global.clone()]),
            "/rss 1",
            "which tells nothing"
        );
        assert_eq!(
            qualified(&feed, &[global, name(&feed, "ville.fr", "7", false)]),
            "1"
        );
        let moved = name(&feed, "ville.fr", "/feed 7", false);
        assert_eq!(qualified(&feed, &[moved.clone()]), "/feed 1");
        let host = source(
            Platform::Feed,
            "https://www.ville-neuve.fr/rss",
            Some("ville.fr"),
        );
        assert_eq!(qualified(&host, &[moved]), "/feed 1");
    }
}
