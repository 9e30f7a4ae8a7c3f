//! Cursors: where the next page begins. A cursor names the last item of a page by its place in the order and its id, not by its number, so
//! that pages neither repeat nor skip anything while the index changes between them.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use uuid::Uuid;

const VERSION: u8 = 1;
/// Longer names are compared by this many bytes, then by id.
pub(crate) const NAME_BYTES: usize = 96;

/// A place in an order: items come by rank, then key, then name, then id. Total, since ids are unique.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Position {
    /// The group: open before paused, and so on.
    pub(crate) rank: u8,
    /// A moment, a distance or a score; negated where greater comes first.
    pub(crate) key: i64,
    /// The folded name, in the order by name only.
    pub(crate) name: String,
    /// Decides between equals.
    pub(crate) id: Uuid,
}

/// The place after which a page begins, in the results of one filter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cursor {
    pub(crate) after: Position,
    fingerprint: [u8; 8],
}

impl Cursor {
    /// The cursor after `after` in the results of the filter that `selection` writes.
    pub(crate) fn new(after: Position, selection: &str) -> Self {
        Self {
            after,
            fingerprint: fingerprint(selection),
        }
    }

    /// Whether the cursor was made for this filter.
    pub(crate) fn belongs_to(&self, selection: &str) -> bool {
        self.fingerprint == fingerprint(selection)
    }

    /// Reads what [`encode`](Self::encode) wrote.
    pub(crate) fn decode(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (version, rest) = bytes.split_first()?;
        let (fingerprint, rest) = rest.split_first_chunk::<8>()?;
        let (rank, rest) = rest.split_first()?;
        let (key, rest) = rest.split_first_chunk::<8>()?;
        let (id, name) = rest.split_first_chunk::<16>()?;
        (*version == VERSION && name.len() <= NAME_BYTES).then_some(())?;
        Some(Self {
            after: Position {
                rank: *rank,
                key: i64::from_be_bytes(*key),
                name: String::from_utf8(name.to_vec()).ok()?,
                id: Uuid::from_bytes(*id),
            },
            fingerprint: *fingerprint,
        })
    }

    /// The cursor as it stands in an address: opaque, of `A-Z a-z 0-9 - _` only.
    pub fn encode(&self) -> String {
        let mut bytes = vec![VERSION];
        bytes.extend(self.fingerprint);
        bytes.push(self.after.rank);
        bytes.extend(self.after.key.to_be_bytes());
        bytes.extend(self.after.id.as_bytes());
        bytes.extend(self.after.name.as_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }
}

fn fingerprint(selection: &str) -> [u8; 8] {
    let digest = Sha256::digest(selection.as_bytes());
    digest.first_chunk::<8>().copied().unwrap_or_default()
}
