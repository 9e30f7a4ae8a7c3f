//! Refusals: why a GraphQL server does not execute a document, as far as it says.

/// The reason for which a server refuses a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The document is too costly to execute.
    TooCostly,
    /// The document exceeds another limit.
    OverLimit,
    /// The platform is closed to the public.
    NotPublic,
    /// The server does not know these parts of the schema.
    Unknown(Vec<String>),
    /// The document did not arrive as it was sent.
    Mangled,
    /// The platform does not say why.
    Unexplained,
}

impl Refusal {
    /// The word of the parameter `why` of `document_refused`; `None` for [`Unknown`](Self::Unknown), which is reported as `schema_changed`.
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
