//! The parts of errors that are the same on every platform: what was expected at an address, what came in its place, and what is wrong with an answer.
//! They hold names and numbers but no sentences, since they become parameters of a reason. Faults that only one platform can have are defined in the
//! `fault` module of that platform.

use url::Url;

use passerelle_model::Platform;
use passerelle_model::reason::ANYTHING;

/// The kind of answer that is expected at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// An answer of a platform.
    Of(Platform),
    /// Anything that can be read.
    Any,
}

/// The kind of answer that came in place of the expected one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    /// An empty answer.
    Nothing,
    /// A calendar.
    Calendar,
    /// A feed.
    Feed,
    /// JSON of another kind.
    Json,
    /// A web page.
    Page,
    /// XML of another kind.
    Xml,
    /// Text.
    Text,
    /// The text with which a Decidim answers at a path where it has no API.
    NoApi,
    /// The API of another software.
    OtherSoftware,
    /// Something else.
    Other,
    /// A redirect that was not followed.
    Redirect {
        /// The address to which it leads, without its query; `None` where that is no valid address.
        to: Option<Url>,
    },
}

/// The reason why an answer cannot be used although it has the expected media type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// The document is cut off before its end.
    BrokenOff,
    /// The document is no JSON.
    NotJson,
    /// The list that was asked for is null.
    NoList,
    /// The connector itself failed while it read the answer.
    OwnError,
}

/// A part of an answer that has another shape than the connector knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShapeMismatch {
    /// The path of the part, in the names of the platform; empty for the whole answer.
    pub part: String,
    /// `true` where the part is missing; otherwise it has another form.
    pub is_missing: bool,
}

impl Expected {
    /// The word of the parameter `platform`.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Of(platform) => platform.token(),
            Self::Any => ANYTHING,
        }
    }
}

impl Came {
    /// The word of the parameter `came`.
    pub(super) const fn word(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Calendar => "calendar",
            Self::Feed => "feed",
            Self::Json => "json",
            Self::Page => "page",
            Self::Xml => "xml",
            Self::Text => "text",
            Self::NoApi => "no_api",
            Self::OtherSoftware => "other_software",
            Self::Other => "other",
            Self::Redirect { to: Some(_) } => "redirect",
            Self::Redirect { to: None } => "redirect_nowhere",
        }
    }
}

impl Flaw {
    /// The word of the parameter `why` of `answer_not_understood`.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::BrokenOff => "broken_off",
            Self::NotJson => "not_json",
            Self::NoList => "no_list",
            Self::OwnError => "own_error",
        }
    }
}
