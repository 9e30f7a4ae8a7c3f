//! Identity: a consultation has the same id in every gateway and for ever, since the id is made of parts that never change: the origin (the authority of the
//! instance that published it, with a part that tells several lists of one host apart), the kind of space and the native id there. Slug, page address and locale
//! are no parts of it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::SpaceKind;

/// The namespace of every id made here (UUIDv5 of `https://passerelle.example/ns/identity` in the URL namespace), fixed for ever.
const NAMESPACE: Uuid = Uuid::from_u128(0x4f3c_7a8e_52d1_5b0e_9c64_1d7f_a2b8_e390);

/// The instance that first published a consultation: its authority (host, and port if any, in lower case); for one of several lists or datasets at one host,
/// followed by a slash and the part that tells it from the others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Origin(String);

impl Origin {
    /// Creates the origin named by `text`, an authority or an authority and a path; case does not count in the authority.
    pub fn new(text: &str) -> Self {
        let text = text.trim().trim_end_matches('/');
        match text.split_once('/') {
            Some((authority, path)) => Self(format!("{}/{path}", authority.to_ascii_lowercase())),
            None => Self(text.to_ascii_lowercase()),
        }
    }

    /// Returns the origin that is the authority of `url`; `None` if `url` has no host.
    pub fn of_url(url: &url::Url) -> Option<Self> {
        let host = url.host_str()?;
        Some(Self::new(&url.port().map_or_else(
            || host.to_owned(),
            |port| format!("{host}:{port}"),
        )))
    }

    /// Returns the origin of one of several lists or datasets at the authority of `url`, told from the others by `which`; `None` if `url` has no host.
    pub fn of_part(url: &url::Url, which: &str) -> Option<Self> {
        let authority = Self::of_url(url)?;
        Some(Self::new(&format!(
            "{authority}/{}",
            which.trim_start_matches('/')
        )))
    }

    /// Returns the origin as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the authority alone.
    pub fn authority(&self) -> &str {
        self.0
            .split_once('/')
            .map_or(&*self.0, |(authority, _)| authority)
    }
}

impl From<String> for Origin {
    fn from(authority: String) -> Self {
        Self::new(&authority)
    }
}

impl From<Origin> for String {
    fn from(origin: Origin) -> Self {
        origin.0
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! uuid_identity {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Takes an id that another gateway made, unchanged.
            pub const fn relayed(id: Uuid) -> Self {
                Self(id)
            }

            /// The UUID.
            pub const fn as_uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

uuid_identity! {
    /// The id of a consultation: UUIDv5 (RFC 9562) of origin, kind and native id.
    ConsultationId
}

uuid_identity! {
    /// The id of a meeting: UUIDv5 (RFC 9562) of origin and native id.
    MeetingId
}

impl ConsultationId {
    /// Returns the id of the space `native_id` of `kind` published by `origin`.
    pub fn new(origin: &Origin, kind: SpaceKind, native_id: &str) -> Self {
        Self(named(&[origin.as_str(), kind.token(), native_id]))
    }
}

impl MeetingId {
    /// Returns the id of the meeting `native_id` published by `origin`.
    pub fn new(origin: &Origin, native_id: &str) -> Self {
        Self(named(&[origin.as_str(), "meeting", native_id]))
    }

    /// Returns the id of a meeting with the same key as this one, of the `nth` consultation that uses the key.
    #[must_use]
    pub fn used_again(self, nth: u32) -> Self {
        Self(named(&[&self.0.to_string(), "meeting", &format!("#{nth}")]))
    }
}

/// Returns the UUIDv5 of some parts, each preceded by its length so that no two lists of parts give one name.
pub(super) fn named(parts: &[&str]) -> Uuid {
    let name = parts
        .iter()
        .map(|part| format!("{}:{part}", part.len()))
        .collect::<Vec<_>>()
        .join("/");
    Uuid::new_v5(&NAMESPACE, name.as_bytes())
}

/// The stable name that the operator gave a source: 1 to 64 of `a-z`, `0-9`, `-`, `_`, beginning with a letter or digit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SourceId(String);

/// The error for a text that cannot be the id of a source.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not an id: use 1 to 64 lower-case letters, digits, `-` or `_`, beginning with a letter or digit"
)]
pub struct InvalidSourceId(pub String);

impl SourceId {
    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SourceId {
    type Err = InvalidSourceId;

    fn from_str(text: &str) -> Result<Self, InvalidSourceId> {
        let allowed =
            |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
        let begins_well = text
            .bytes()
            .next()
            .is_some_and(|b| b.is_ascii_alphanumeric());
        if begins_well && text.len() <= 64 && text.bytes().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidSourceId(text.chars().take(80).collect()))
        }
    }
}

impl TryFrom<String> for SourceId {
    type Error = InvalidSourceId;

    fn try_from(text: String) -> Result<Self, InvalidSourceId> {
        text.parse()
    }
}

impl From<SourceId> for String {
    fn from(id: SourceId) -> Self {
        id.0
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identity_is_fixed_for_ever() {
        let id = ConsultationId::new(
            &Origin::new("Participez.Nancy.fr"),
            SpaceKind::Process,
            "12",
        );
        assert_eq!(id.to_string(), "3b237780-3aad-50ff-8a30-2d51e219dabb");
        assert_eq!(
            id,
            ConsultationId::new(
                &Origin::new("participez.nancy.fr"),
                SpaceKind::Process,
                "12"
            )
        );
        assert_eq!(id.as_uuid().get_version_num(), 5);
    }

    #[test]
    fn parts_cannot_be_shifted_into_one_another() {
        let origin = Origin::new("a.fr");
        assert_ne!(
            ConsultationId::new(&origin, SpaceKind::Process, "1"),
            ConsultationId::new(&origin, SpaceKind::Initiative, "1")
        );
        assert_ne!(
            MeetingId::new(&Origin::new("a"), "b/c"),
            MeetingId::new(&Origin::new("a/b"), "c")
        );
    }

    #[test]
    fn an_origin_keeps_its_port() {
        let url = url::Url::parse("http://127.0.0.1:4100/api").unwrap();
        assert_eq!(Origin::of_url(&url).unwrap().as_str(), "127.0.0.1:4100");
    }

    #[test]
    fn lists_of_one_host_have_origins_of_their_own_and_the_case_of_paths_counts() {
        let url = url::Url::parse("https://Static.example.fr/Listes/nancy.csv?x=1").unwrap();
        let list = Origin::of_part(&url, url.path()).unwrap();
        assert_eq!(list.as_str(), "static.example.fr/Listes/nancy.csv");
        assert_eq!(list.authority(), "static.example.fr");
        assert_eq!(
            Origin::of_url(&url).unwrap().authority(),
            "static.example.fr"
        );
        let other = Origin::new("STATIC.example.fr/listes/nancy.csv/");
        assert_eq!(other.as_str(), "static.example.fr/listes/nancy.csv");
        assert_ne!(list, other);
        let read: Origin = serde_json::from_str("\"A.fr/Liste\"").unwrap();
        assert_eq!(read.as_str(), "a.fr/Liste");
    }

    #[test]
    fn source_ids_are_plain() {
        assert!("grand-nancy".parse::<SourceId>().is_ok());
        for bad in ["", "-a", "Nancy", "a b", &"a".repeat(65)] {
            assert!(bad.parse::<SourceId>().is_err(), "{bad}");
        }
    }
}
