//! Faults of lists kept by hand: the reasons for which one cannot be read, and the place of the list.

use url::Url;

use crate::error::PlatformFault;
use passerelle_model::Reason;
use passerelle_model::reason::Code;

/// A document that is no list kept by hand, or one that cannot be read.
#[derive(Debug, Clone)]
pub struct UnreadableList {
    /// The place of the list.
    pub list: ListPlace,
    /// The reason.
    pub why: ListFault,
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
    /// Reading the file fails.
    Unread {
        /// The message of the operating system.
        cause: String,
    },
    /// The file is being written.
    BeingWritten,
    /// The server says that it did not change, though it was never read.
    NeverRead,
    /// The list is empty.
    Empty,
    /// The list is larger than any list kept by hand.
    TooLarge {
        /// The size of the largest list that is read, in bytes.
        limit: u64,
    },
    /// The list has more entries than any list kept by hand.
    TooLong {
        /// The most entries that are read.
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
        /// The names of the missing columns.
        columns: Vec<String>,
        /// The line of the header, from 1; `None` where each entry names its own columns.
        line: Option<usize>,
        /// The names of the columns that the list has; empty where they may be content.
        there: Vec<String>,
    },
    /// No column is recognised as that of the title.
    NoTitleColumn {
        /// The line of the header, from 1.
        line: usize,
        /// The names of the columns that the list has; empty where they may be content.
        there: Vec<String>,
    },
    /// The gateway itself failed while it read the list.
    OwnError,
}

/// The place of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListPlace {
    /// A local file: its path.
    File(String),
    /// A web address.
    Web(Url),
}

impl ListFault {
    /// The word of the parameter `why` of `list_unreadable`.
    const fn word(&self) -> &'static str {
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

impl PlatformFault for UnreadableList {
    fn reason(&self) -> Reason {
        let reason = Reason::new(Code::ListUnreadable).with("why", self.why.word());
        let reason = match &self.list {
            ListPlace::File(path) => reason.with("file", path.as_str()),
            ListPlace::Web(url) => reason.with("address", url),
        };
        match &self.why {
            ListFault::Unread { cause } => reason.with("cause", cause.as_str()),
            ListFault::TooLarge { limit } => reason.with("bytes", *limit),
            ListFault::TooLong { limit } => reason.with("limit", *limit),
            ListFault::NotToml { line } | ListFault::NotJson { line } => reason.with("line", *line),
            ListFault::ColumnsMissing {
                columns,
                line,
                there,
            } => reason
                .with("columns", columns.clone())
                .with_known("line", *line)
                .with_known("there", unless_empty(there)),
            ListFault::NoTitleColumn { line, there } => reason
                .with("line", *line)
                .with_known("there", unless_empty(there)),
            _ => reason,
        }
    }
}

fn unless_empty(names: &[String]) -> Option<Vec<String>> {
    (!names.is_empty()).then(|| names.to_vec())
}
