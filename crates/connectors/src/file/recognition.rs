//! Recognition of a list kept by hand: what an operator is told of a file before it is a source. It knows neither sources nor what was read before.

use chrono::{DateTime, Utc};
use chrono_tz::Europe::Paris;
use url::Url;

use super::fault::{ListFault, ListPlace, UnreadableList};
use super::local::{self, LocalRead};
use super::records::Frame;
use super::text::Format;
use super::{Error, ListDocument, remote};
use crate::recognition::{Fact, Found};
use passerelle_fetch::Answer;
use passerelle_model::{Language, ListColumns, Platform, Reason, Record};

/// The ends of names that nothing but a list, or what should be saved as one, has.
const NAMES: [&str; 8] = ["csv", "tsv", "tab", "toml", "xlsx", "xls", "ods", "numbers"];

/// Returns the list that an answer is; `None` if it is something else. An error says what is wrong with what is a list by its name or type.
pub(super) fn meant_by(answer: &Answer) -> Option<Result<Found, Error>> {
    if !(200..300).contains(&answer.status) {
        return None;
    }
    let content_type = answer.header("content-type").unwrap_or_default();
    let document = ListDocument {
        bytes: answer.body.to_vec(),
        content_type: content_type.to_owned(),
        seen: None,
        validators: None,
    };
    match examined(&document, &answer.url) {
        Ok(list) if !list.records.is_empty() || is_meant(&answer.url, content_type) => {
            Some(Ok(list.found(&answer.url)))
        }
        Err(why) if is_meant(&answer.url, content_type) => {
            Some(Err(remote::no_list(&answer.url, why)))
        }
        _ => None,
    }
}

/// Returns the list in a file of this machine; `None` if the address is none of a file. An error says what is wrong with it.
pub(super) async fn found_on_disk(url: &Url, now: DateTime<Utc>) -> Option<Result<Found, Error>> {
    let path = local::path_of(url)?;
    let no_list = |why: ListFault| {
        let list = ListPlace::File(path.display().to_string());
        Error::from(UnreadableList { list, why })
    };
    let bytes = match local::read(&path, None, now).await {
        Ok(LocalRead::Whole(bytes, _)) => bytes,
        Ok(LocalRead::Same | LocalRead::Unsettled) => {
            return Some(Err(no_list(ListFault::BeingWritten)));
        }
        Err(why) => return Some(Err(no_list(why))),
    };
    let document = ListDocument {
        bytes,
        content_type: String::new(),
        seen: None,
        validators: None,
    };
    let read = examined(&document, url);
    Some(read.map(|list| list.found(url)).map_err(no_list))
}

/// Returns whether name or type promise a list: then its faults are told, instead of that there is something else.
fn is_meant(url: &Url, content_type: &str) -> bool {
    let name = url.path().rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map(|(_, end)| end);
    let kind = content_type.to_ascii_lowercase();
    extension.is_some_and(|end| NAMES.iter().any(|known| known.eq_ignore_ascii_case(end)))
        || kind.starts_with("text/csv")
        || kind.starts_with("text/tab-separated-values")
}

/// A list that was read, and its format.
struct Examined {
    format: Format,
    records: Vec<Record>,
    problems: Vec<Reason>,
}

impl Examined {
    /// The finding: its format, the number of consultations that it holds, and what its author should correct.
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

fn examined(document: &ListDocument, url: &Url) -> Result<Examined, ListFault> {
    let frame = Frame {
        zone: Paris,
        language: Language::french(),
        home: url.clone(),
        columns: ListColumns::default(),
    };
    let (format, list) = super::read(document, url.path(), &frame)?;
    Ok(Examined {
        format,
        records: list.records,
        problems: list.notices,
    })
}
