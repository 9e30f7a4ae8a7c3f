//! Faults that every platform can have: what was expected at an address, what came in its place, and what is wrong with an answer. They hold names
//! and numbers and no sentence: a reason is made of them, and put into words where people read it. What is wrong in the way of one platform only
//! stands in the folder of that platform (its `fault`).

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

/// The kind of what came in place of what was expected: never a part of it.
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
    /// The text with which a Decidim answers where it has no API.
    NoApi,
    /// The API of another software.
    OtherSoftware,
    /// Something else.
    Other,
    /// A redirect that was not followed.
    Redirect {
        /// The place where it leads, without its query; `None` where that is no address.
        to: Option<Url>,
    },
}

/// The reason for which an answer in the right form cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// The document ends before its end.
    BrokenOff,
    /// The document is no JSON.
    NotJson,
    /// The list that was asked for is null.
    NoList,
    /// The gateway failed over it.
    OwnError,
}

/// Data of another shape than is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Otherwise {
    /// The part, by the names of the platform; empty for the whole.
    pub part: String,
    /// `true` where it is not there at all; else it has another form.
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
