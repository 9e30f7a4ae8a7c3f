//! Cursors: the places at which next pages begin. A cursor names the last item of a page by its place in the order and its id, not by its number, so
//! that pages neither repeat nor skip anything while the index changes between them.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use uuid::Uuid;

const VERSION: u8 = 1;
/// The bytes by which names are compared; longer ones that begin alike are told apart by their ids.
pub const MOST_NAME_BYTES: usize = 96;

/// A place in an order: items come by rank, then key, then name, then id. Total, since ids are unique.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The group: open before paused, and so on.
    pub rank: u8,
    /// A moment, a distance or a score; negated where greater comes first.
    pub key: i64,
    /// The folded name, in the order by name only.
    pub name: String,
    /// The id, which decides between equals.
    pub id: Uuid,
}

/// The place after which a page begins, in the results of one filter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cursor {
    /// The last item of the page before.
    pub after: Position,
    fingerprint: [u8; 8],
}

impl Cursor {
    /// Makes the cursor after `after` in the results of the filter that `selection` writes.
    pub fn new(after: Position, selection: &str) -> Self {
        Self {
            after,
            fingerprint: fingerprint(selection),
        }
    }

    /// Returns whether the cursor was made for the filter that `selection` writes.
    pub fn belongs_to(&self, selection: &str) -> bool {
        self.fingerprint == fingerprint(selection)
    }

    /// Reads what [`encode`](Self::encode) wrote; `None` for any other text.
    pub fn decode(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (version, rest) = bytes.split_first()?;
        let (fingerprint, rest) = rest.split_first_chunk::<8>()?;
        let (rank, rest) = rest.split_first()?;
        let (key, rest) = rest.split_first_chunk::<8>()?;
        let (id, name) = rest.split_first_chunk::<16>()?;
        (*version == VERSION && name.len() <= MOST_NAME_BYTES).then_some(())?;
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

    /// Writes the cursor as it stands in an address: opaque, of `A-Z a-z 0-9 - _` only.
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
