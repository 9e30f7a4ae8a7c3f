//! The lists of the JSON portal as files: all pages of a list become one, since a file has no cursor.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// A page of a list, as the JSON portal gives it.
#[derive(Deserialize)]
struct ListPage<'a> {
    #[serde(borrow)]
    items: Vec<&'a RawValue>,
    next_cursor: Option<String>,
}

/// The whole list.
#[derive(Serialize)]
struct Whole<'a> {
    items: &'a [Box<RawValue>],
    total: usize,
    next_cursor: Option<String>,
}

/// A list that is being read.
#[derive(Debug, Default)]
pub(super) struct Listing {
    items: Vec<Box<RawValue>>,
}

impl Listing {
    /// Adds the next page; returns the cursor of the one behind it.
    pub(super) fn add(&mut self, page: &[u8]) -> serde_json::Result<Option<String>> {
        let page: ListPage<'_> = serde_json::from_slice(page)?;
        self.items
            .extend(page.items.into_iter().map(ToOwned::to_owned));
        Ok(page.next_cursor)
    }

    /// Returns the ids of the items.
    pub(super) fn ids(&self) -> serde_json::Result<BTreeSet<String>> {
        let ids = self.items.iter().map(|item| {
            let named: Named = serde_json::from_str(item.get())?;
            Ok(named.id)
        });
        ids.collect()
    }

    /// Returns the list as one page without a next one.
    pub(super) fn into_bytes(self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(&Whole {
            total: self.items.len(),
            items: &self.items,
            next_cursor: None,
        })
    }
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

/// A page of the log of changes, as far as the export reads it.
#[derive(Debug, Deserialize)]
pub(super) struct Changes {
    items: Vec<Change>,
    /// The position at which the next page begins.
    pub(super) next_since: u64,
    /// `true` where there is a next page.
    pub(super) more: bool,
}

#[derive(Debug, Deserialize)]
struct Change {
    consultation: Option<Named>,
}

impl std::fmt::Debug for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.id)
    }
}

impl Changes {
    pub(super) fn read(page: &[u8]) -> serde_json::Result<Self> {
        serde_json::from_slice(page)
    }

    /// Returns the ids of the consultations that were not withdrawn.
    pub(super) fn ids(self) -> impl Iterator<Item = String> {
        let kept = self.items.into_iter();
        kept.filter_map(|change| change.consultation.map(|named| named.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_of_a_list_become_one_with_the_very_texts_of_its_items() {
        let mut listing = Listing::default();
        let first = br#"{"items":[{"id":"a","at":[48.690000000000001,6.18]}],"total":2,"next_cursor":"xyz"}"#;
        assert_eq!(listing.add(first).unwrap().as_deref(), Some("xyz"));
        let last = br#"{"items":[{"id":"b"}],"total":2,"next_cursor":null}"#;
        assert_eq!(listing.add(last).unwrap(), None);
        assert_eq!(
            listing.ids().unwrap(),
            BTreeSet::from(["a".to_owned(), "b".to_owned()])
        );
        let whole = String::from_utf8(listing.into_bytes().unwrap()).unwrap();
        let expected = r#"{"items":[{"id":"a","at":[48.690000000000001,6.18]},{"id":"b"}],"total":2,"next_cursor":null}"#;
        assert_eq!(whole, expected);
    }

    #[test]
    fn the_log_names_what_was_not_withdrawn() {
        let page = br#"{"log":"l","items":[{"type":"upsert","change":1,"consultation":{"id":"a","x":1}},{"type":"withdraw","change":2,"id":"b"}],"next_since":2,"more":false}"#;
        let changes = Changes::read(page).unwrap();
        assert_eq!((changes.next_since, changes.more), (2, false));
        assert_eq!(changes.ids().collect::<Vec<_>>(), ["a"]);
    }
}
