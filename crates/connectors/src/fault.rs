//! Faults: what was expected at an address, what came in its place, and what is wrong with a document. They hold names and numbers and no sentence:
//! a reason is made of them, and put into words where people read it.

use url::Url;

/// The kind of answer that is expected at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A Decidim.
    Decidim,
    /// A Cap Collectif.
    CapCollectif,
    /// A portal of open data.
    Opendatasoft,
    /// Another gateway.
    Passerelle,
    /// A feed.
    Feed,
    /// A calendar.
    Calendar,
    /// A list kept by hand.
    List,
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
    /// A gateway does not say what it relays.
    NoRelay,
    /// A log does not begin at its beginning.
    LogWithoutBeginning,
    /// A log was replaced while it was read.
    LogReplaced,
    /// A log gives the same place again.
    LogStandsStill,
    /// A log does not end.
    LogWithoutEnd,
    /// A log is longer than is read.
    LogTooLong,
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

/// The reason for which a feed cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentFault {
    /// The document is larger than is read.
    TooLarge {
        /// The part that is read, in bytes.
        limit: u64,
    },
    /// The document is empty.
    Empty,
    /// The document is no feed.
    NoFeed,
    /// A page names it as its feed, and it is none.
    NamedAndNone,
    /// The gateway failed over it.
    OwnError,
}

/// The reason for which a dataset cannot be read as it is configured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatasetFault {
    /// The configuration names none.
    NotNamed,
    /// The portal has none of this name, or not for everyone.
    NotThere,
    /// The portal refuses the query.
    QueryRefused {
        /// The code that it gives.
        code: String,
        /// `true` where the configuration chooses records with `where`.
        has_filter: bool,
    },
    /// The dataset lacks fields that the configuration names.
    FieldsMissing {
        /// Each with the name that is nearest to it, if one is near.
        fields: Vec<(String, Option<String>)>,
    },
}

/// The reason for which a list kept by hand cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListFault {
    /// The file does not exist.
    Missing,
    /// The gateway may not read the file.
    Forbidden,
    /// The path is a folder or a device.
    NotAFile,
    /// The disk does not answer.
    DiskSilent,
    /// Reading it fails, for a cause that the system tells.
    Unread {
        /// The words of the system.
        cause: String,
    },
    /// Somebody is writing it.
    BeingWritten,
    /// The server says that it did not change, though it was never read.
    NeverRead,
    /// The list is empty.
    Empty,
    /// The list is larger than any list kept by hand.
    TooLarge {
        /// The part that is read, in bytes.
        limit: u64,
    },
    /// The list has more entries than any list kept by hand.
    TooLong {
        /// The number that are read.
        limit: usize,
    },
    /// The file is a workbook of a spreadsheet.
    Workbook,
    /// The file is a PDF.
    Pdf,
    /// The file is a web page.
    Page,
    /// The text ends in the middle of a letter.
    CutShort,
    /// A line is not TOML.
    NotToml {
        /// The line, from 1.
        line: usize,
    },
    /// A line is not JSON.
    NotJson {
        /// The line, from 1.
        line: usize,
    },
    /// The document holds no list of consultations.
    NoList,
    /// The list lacks columns that the configuration names.
    ColumnsMissing {
        /// The one that is meant.
        columns: Vec<String>,
        /// The line that names columns, from 1; `None` where entries have names of their own.
        line: Option<usize>,
        /// The names that are there; empty where they may be anything.
        there: Vec<String>,
    },
    /// No column is known to be that of the title.
    NoTitleColumn {
        /// The line that names columns, from 1.
        line: usize,
        /// The names that are there; empty where they may be anything.
        there: Vec<String>,
    },
    /// The gateway failed over it.
    OwnError,
}

/// The place of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListPlace {
    /// A file of this machine: its path.
    File(String),
    /// A web address.
    Web(Url),
}

impl Expected {
    /// The word of the parameter `platform`.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Decidim => "decidim",
            Self::CapCollectif => "cap-collectif",
            Self::Opendatasoft => "opendatasoft",
            Self::Passerelle => "passerelle",
            Self::Feed => "feed",
            Self::Calendar => "calendar",
            Self::List => "file",
            Self::Any => "any",
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
            Self::NoRelay => "no_relay",
            Self::LogWithoutBeginning => "log_without_beginning",
            Self::LogReplaced => "log_replaced",
            Self::LogStandsStill => "log_stands_still",
            Self::LogWithoutEnd => "log_without_end",
            Self::LogTooLong => "log_too_long",
            Self::OwnError => "own_error",
        }
    }
}

impl DocumentFault {
    /// The word of the parameter `why` of `document_unreadable`.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too_large",
            Self::Empty => "empty",
            Self::NoFeed => "no_feed",
            Self::NamedAndNone => "named_and_none",
            Self::OwnError => "own_error",
        }
    }
}

impl DatasetFault {
    /// The word of the parameter `why` of `dataset_unreadable`.
    pub(super) const fn word(&self) -> &'static str {
        match self {
            Self::NotNamed => "not_named",
            Self::NotThere => "not_there",
            Self::QueryRefused { .. } => "query_refused",
            Self::FieldsMissing { .. } => "fields_missing",
        }
    }
}

impl ListFault {
    /// The word of the parameter `why` of `list_unreadable`.
    pub(super) const fn word(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Forbidden => "forbidden",
            Self::NotAFile => "not_a_file",
            Self::DiskSilent => "disk_silent",
            Self::Unread { .. } => "unread",
            Self::BeingWritten => "being_written",
            Self::NeverRead => "never_read",
            Self::Empty => "empty",
            Self::TooLarge { .. } => "too_large",
            Self::TooLong { .. } => "too_long",
            Self::Workbook => "workbook",
            Self::Pdf => "pdf",
            Self::Page => "page",
            Self::CutShort => "cut_short",
            Self::NotToml { .. } => "not_toml",
            Self::NotJson { .. } => "not_json",
            Self::NoList => "no_list",
            Self::ColumnsMissing { .. } => "columns_missing",
            Self::NoTitleColumn { .. } => "no_title_column",
            Self::OwnError => "own_error",
        }
    }
}
