//! Refusals: why a GraphQL server does not answer a document, as far as it says.

use std::fmt;

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

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::TooCostly => {
                "it is too costly for the limit that its administrator set (API_SCHEMA_MAX_COMPLEXITY); Decidim's own default is 5000"
            }
            Self::OverLimit => {
                "it exceeds a limit that its administrator set (depth, aliases or recursion of the API)"
            }
            Self::NotPublic => {
                "it is not open to the public: ask its administrator, “please let anonymous visitors read the API”"
            }
            Self::Unknown(names) => {
                return write!(
                    out,
                    "it no longer knows {}: the platform has changed; update the gateway, and if it is up to date, report this line",
                    names.join(", ")
                );
            }
            Self::Mangled => {
                "the request did not arrive as it was sent (400): ask its administrator to look at what stands between the site and the Internet"
            }
            Self::Unexplained => {
                "it does not say why; if every poll ends so, ask its administrator, who finds the cause in the logs of the API"
            }
        })
    }
}
