//! Recognition of lists kept by hand, and what an operator is told of one before it is a source.

use chrono::{DateTime, Utc};
use chrono_tz::Europe::Paris;
use url::Url;

use super::fault::{ListFault, ListPlace, UnreadableList};
use super::local::{self, LocalRead};
use super::records::ListSettings;
use super::text::Format;
use super::{Error, ListDocument, remote};
use crate::recognition::{Fact, Found};
use passerelle_fetch::Answer;
use passerelle_model::{Language, ListColumns, Platform, Reason, Record};

/// The extensions of lists, and of workbooks that should be saved as one.
const EXTENSIONS: [&str; 8] = ["csv", "tsv", "tab", "toml", "xlsx", "xls", "ods", "numbers"];

/// Returns the list in an answer; `None` if it is something else. An error says what is wrong with a document that is a list by its name or type.
pub(super) fn meant_by(answer: &Answer) -> Option<Result<Found, Error>> {
    if !(200..300).contains(&answer.status) {
        return None;
    }
    let content_type = answer.header("content-type").unwrap_or_default();
    let document = ListDocument {
        bytes: answer.body.to_vec(),
        content_type: content_type.to_owned(),
        stamp: None,
        validators: None,
    };
    match examine(&document, &answer.url) {
        Ok(list) if !list.records.is_empty() || is_meant(&answer.url, content_type) => {
            Some(Ok(list.found(&answer.url)))
        }
        Err(why) if is_meant(&answer.url, content_type) => {
            Some(Err(remote::no_list(&answer.url, why)))
        }
        _ => None,
    }
}

/// Returns the list in a local file; `None` if the address is not that of one. An error says what is wrong with the file.
pub(super) async fn found_on_disk(url: &Url, now: DateTime<Utc>) -> Option<Result<Found, Error>> {
    let path = local::path_of(url)?;
    let no_list = |why: ListFault| {
        let list = ListPlace::File(path.display().to_string());
        Error::from(UnreadableList { list, why })
    };
    let bytes = match local::read(&path, None, now).await {
        Ok(LocalRead::Whole(bytes, _)) => bytes,
        Ok(LocalRead::Unchanged | LocalRead::BeingWritten) => {
            return Some(Err(no_list(ListFault::BeingWritten)));
        }
        Err(why) => return Some(Err(no_list(why))),
    };
    let document = ListDocument {
        bytes,
        content_type: String::new(),
        stamp: None,
        validators: None,
    };
    let list = examine(&document, url);
    Some(list.map(|list| list.found(url)).map_err(no_list))
}

/// Returns whether the name or the type of a document promise a list: then its faults are reported, rather than that it is something else.
fn is_meant(url: &Url, content_type: &str) -> bool {
    let name = url.path().rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map(|(_, end)| end);
    let kind = content_type.to_ascii_lowercase();
    extension.is_some_and(|end| {
        EXTENSIONS
            .iter()
            .any(|known| known.eq_ignore_ascii_case(end))
    }) || kind.starts_with("text/csv")
        || kind.starts_with("text/tab-separated-values")
}

/// The format, the records and the problems of a list.
struct ExaminedList {
    format: Format,
    records: Vec<Record>,
    problems: Vec<Reason>,
}

impl ExaminedList {
    /// Makes the finding: the format, the number of consultations, and the problems that the author should correct.
    fn found(self, url: &Url) -> Found {
        let format = match self.format {
            Format::Toml => "TOML",
            Format::Json => "JSON",
            Format::Sheet => "CSV",
        };
        Found::new(Platform::File, url.clone())
            .with("format", format)
            .with("entries", self.records.len())
            .with("problems", Fact::Problems(self.problems))
    }
}

/// Reads the list in a document as a source without settings of its own would.
fn examine(document: &ListDocument, url: &Url) -> Result<ExaminedList, ListFault> {
    let settings = ListSettings {
        zone: Paris,
        language: Language::french(),
        home: url.clone(),
        columns: ListColumns::default(),
    };
    let (format, list) = super::read(document, url.path(), &settings)?;
    Ok(ExaminedList {
        format,
        records: list.records,
        problems: list.notices,
    })
}
