//! Naming: the parts of which the ids of a source are made, so that no two sources make the same id of two consultations, and no existing id changes.
//!
//! - An instance of a platform: its authority. Its native ids are numbers of its own.
//! - A list (`file`): authority and path, since several lists may lie at one host and all begin with number 1. Lists that have the path in common too, such as
//!   the sheets of a workbook, are told apart by a digest of their queries. A dataset: authority and dataset.
//! - A feed or a calendar: the authority. An identifier that means the same everywhere (a URI, a UUID, a tag) stands as it is, any other one
//!   behind the path of the feed.
//!
//! The `origin` in the configuration overrides all this. A source of which ids are kept goes on with the parts of which these were made.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::identity::named;
use super::{Marks, NativeIds, Origin, Platform, Source, SourceId, SpaceKind};

/// The separator between the path of a feed and a native id: no path and no native id of a feed holds one.
const SEPARATOR: char = ' ';

/// The longest path that stands as it is, in bytes; a longer one is replaced by a digest.
const LONGEST_PREFIX: usize = 200;

/// The parts of the ids of a source besides its origin, and whether the origin was configured.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Naming {
    /// `true` where the operator wrote the origin.
    pub given: bool,
    /// The text in front of native ids that mean nothing outside their document.
    pub prefix: Option<String>,
}

/// The parts of the id of a consultation that came straight from its source, as they were stored.
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
    /// `true` where it is withdrawn.
    pub is_withdrawn: bool,
    /// The marks of the content, if they are known of a withdrawn consultation.
    pub marks: Option<Marks>,
}

impl Naming {
    /// Returns the origin and the naming of a source of which nothing is stored. `given` is the configured origin; `None` if there is neither that nor a host.
    pub fn of_new(
        platform: Platform,
        url: &url::Url,
        dataset: Option<&str>,
        given: Option<Origin>,
    ) -> Option<(Origin, Self)> {
        let naming = Self {
            given: given.is_some(),
            prefix: (platform.native_ids() == NativeIds::OfDocument).then(|| prefix(url)),
        };
        let own = || match (platform.native_ids(), dataset) {
            (NativeIds::OfList, _) => Origin::of_part(url, url.path()),
            (NativeIds::OfDataset, Some(dataset)) => Origin::of_part(url, dataset),
            _ => Origin::of_url(url),
        };
        Some((given.or_else(own)?, naming))
    }
}

/// Returns the path of a feed, with a digest of its query.
fn prefix(url: &url::Url) -> String {
    let path = Some(url.path())
        .filter(|path| path.len() <= LONGEST_PREFIX)
        .unwrap_or("/");
    if url.query().is_none() && path == url.path() {
        return path.to_owned();
    }
    format!("{path}?{}", digest("feed", url))
}

/// Tells lists apart whose addresses differ in the query only, and whose origins are not configured: the origin of each but the one without a query gets a digest
/// of the query. The result does not depend on their order.
pub fn tell_lists_apart(sources: &mut [Source]) {
    let mut lists: BTreeMap<Origin, usize> = BTreeMap::new();
    let is_list =
        |source: &Source| source.native_ids() == NativeIds::OfList && !source.naming.given;
    for source in sources.iter().filter(|source| is_list(source)) {
        *lists.entry(source.origin.clone()).or_default() += 1;
    }
    for source in sources.iter_mut().filter(|source| is_list(source)) {
        let shares = lists.get(&source.origin).is_some_and(|times| *times > 1);
        if shares && let Some(origin) = of_query(&source.url) {
            source.origin = origin;
        }
    }
}

/// Returns the origin of a list that has the path in common with others; `None` if it has no query.
fn of_query(url: &url::Url) -> Option<Origin> {
    url.query().filter(|query| !query.is_empty())?;
    let path = url.path().trim_end_matches('/');
    Origin::of_part(url, &format!("{path}/{}", digest("list", url)))
}

/// Returns a digest of the path and the query of an address: a query may hold a key (`…?token=…`), which must not be shown.
fn digest(what: &str, url: &url::Url) -> String {
    let query = url.query().unwrap_or_default();
    named(&[what, url.path(), query]).simple().to_string()
}

impl Source {
    /// Returns the meaning of this source's native ids.
    const fn native_ids(&self) -> NativeIds {
        self.platform.native_ids()
    }

    /// Returns the form that a native id of this source has in its ids.
    pub fn qualified(&self, native_id: &str) -> String {
        match &self.naming.prefix {
            Some(prefix) if !is_global(native_id) => format!("{prefix}{SEPARATOR}{native_id}"),
            _ => native_id.to_owned(),
        }
    }

    /// Returns this source with the naming of the consultations in `kept`, so that existing ids stay. A configured origin stays in any case.
    #[must_use]
    pub fn settled(mut self, kept: &[Name]) -> Self {
        let own: Vec<&Name> = kept.iter().filter(|name| name.source == self.id).collect();
        if !self.naming.given {
            let under = |origin: &Origin| {
                let names = own.iter().filter(|name| name.origin == *origin);
                (
                    names.clone().filter(|name| !name.is_withdrawn).count(),
                    names.count(),
                )
            };
            let formerly: BTreeSet<&Origin> = own
                .iter()
                .map(|name| &name.origin)
                .filter(|origin| self.may_have_been(origin))
                .collect();
            let most = formerly.into_iter().max_by_key(|origin| under(origin));
            if let Some(former) = most.filter(|former| under(former) > under(&self.origin)) {
                self.origin = former.clone();
            }
        }
        if self.naming.prefix.is_some() {
            let mut bare_or_not: Vec<(bool, Option<&str>)> = own
                .iter()
                .filter(|name| name.origin == self.origin && !is_global(&name.native_id))
                .map(|name| (name.is_withdrawn, prefix_of(&name.native_id)))
                .collect();
            // Shown consultations come first.
            bare_or_not.sort_unstable();
            if let Some((_, prefix)) = bare_or_not.first() {
                self.naming.prefix = prefix.map(str::to_owned);
            }
        }
        self
    }

    /// Returns whether an origin is what the address of this source has been, or would have been, made into: by an earlier release, alone, or with another query.
    fn may_have_been(&self, origin: &Origin) -> bool {
        let is_list = self.native_ids() == NativeIds::OfList;
        let path = || Origin::of_part(&self.url, self.url.path()).filter(|_| is_list);
        let is_of_path = |path: Origin| {
            let rest = origin.as_str().strip_prefix(path.as_str());
            rest.is_some_and(|rest| {
                let digest = rest.strip_prefix('/');
                rest.is_empty() || digest.is_some_and(|digest| Uuid::try_parse(digest).is_ok())
            })
        };
        Origin::of_url(&self.url).as_ref() == Some(origin) || path().is_some_and(is_of_path)
    }

    /// Returns whether this source and another make the same id of two things that have the same number, as far as their configuration tells.
    pub fn may_clash_with(&self, other: &Self) -> bool {
        let numbers = |source: &Self| {
            matches!(
                source.native_ids(),
                NativeIds::OfInstance | NativeIds::OfDataset | NativeIds::OfList
            )
        };
        let parts_of_one = self.native_ids() == NativeIds::OfDataset
            && self.platform == other.platform
            && self.url == other.url
            && self.dataset.as_ref().map(|it| (&it.id, &it.fields.id))
                == other.dataset.as_ref().map(|it| (&it.id, &it.fields.id));
        let of_one_kind = match self.native_ids() {
            NativeIds::OfGateways => false,
            _ if numbers(self) => numbers(other),
            _ => self.platform == other.platform,
        };
        self.origin == other.origin
            && self.naming.prefix == other.naming.prefix
            && of_one_kind
            && !parts_of_one
    }

    /// Returns an origin that would tell this source from others of its host.
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

/// Returns a native id without the text in front of it in ids.
pub fn unqualified(native_id: &str) -> &str {
    prefix_of(native_id)
        .and_then(|prefix| native_id.get(prefix.len() + SEPARATOR.len_utf8()..))
        .unwrap_or(native_id)
}

fn prefix_of(native_id: &str) -> Option<&str> {
    let (prefix, _) = native_id.split_once(SEPARATOR)?;
    prefix.starts_with('/').then_some(prefix)
}

/// Returns whether an identifier means the same thing wherever it stands: a URI with an authority, a URN, a tag (RFC 4151), a UUID.
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

/// Returns whether an identifier of a source means the same thing in every source.
pub fn is_the_same_everywhere(source: &Source, native_id: &str) -> bool {
    source.native_ids() == NativeIds::OfDocument && is_global(native_id)
}

#[cfg(test)]
mod tests;
