//! Refusals: why a GraphQL server does not answer a document, as far as it says.

/// Why a server refuses a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is too costly.
    TooCostly,
    /// It exceeds another limit.
    OverLimit,
    /// It is closed to the public.
    NotPublic,
    /// The server does not know these parts of the schema.
    Unknown(Vec<String>),
    /// It did not arrive as it was sent.
    Mangled,
    /// It does not say.
    Unexplained,
}

impl Refusal {
    /// The word of the parameter `why` of `document_refused`; `None` where the platform no longer knows what is asked for.
    pub(super) const fn word(&self) -> Option<&'static str> {
        Some(match self {
            Self::TooCostly => "too_costly",
            Self::OverLimit => "over_limit",
            Self::NotPublic => "not_public",
            Self::Mangled => "mangled",
            Self::Unexplained => "unexplained",
            Self::Unknown(_) => return None,
        })
    }
}
