//! Recognition of a list kept by hand: what an operator is told of a file before it is a source. It knows neither sources nor what was read before.

use chrono::{DateTime, Utc};
use chrono_tz::Europe::Paris;
use url::Url;

use super::local::{self, Reading};
use super::records::Frame;
use super::text::Format;
use super::{Document, Error, list, remote};
use crate::fault::{ListFault, ListPlace};
use passerelle_fetch::Answer;
use passerelle_model::{Language, ListColumns, Reason};

/// The ends of names that nothing but a list, or what should be saved as one, has.
const NAMES: [&str; 8] = ["csv", "tsv", "tab", "toml", "xlsx", "xls", "ods", "numbers"];

/// A list kept by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognition {
    /// The place where it is: a web address, or `file:` and a path of this machine.
    pub url: Url,
    /// The format: CSV, TOML or JSON.
    pub format: &'static str,
    /// The number of consultations that it holds.
    pub entries: usize,
    /// The problems that its author should correct.
    pub problems: Vec<Reason>,
}

/// The list that an answer is; `None` if it is something else. An error says what is wrong with what is a list by its name or type.
pub(crate) fn recognize(answer: &Answer) -> Option<Result<Recognition, Error>> {
    if !(200..300).contains(&answer.status) {
        return None;
    }
    let content_type = answer.header("content-type").unwrap_or_default();
    let document = Document {
        bytes: answer.body.to_vec(),
        content_type: content_type.to_owned(),
        seen: None,
        validators: None,
    };
    match examined(&document, &answer.url) {
        Ok(found) if found.entries > 0 || is_meant(&answer.url, content_type) => Some(Ok(found)),
        Err(why) if is_meant(&answer.url, content_type) => {
            Some(Err(remote::no_list(&answer.url, why)))
        }
        _ => None,
    }
}

/// The list in a file of this machine; `None` if the address is none of a file. An error says what is wrong with it.
pub(crate) async fn recognize_local(
    url: &Url,
    now: DateTime<Utc>,
) -> Option<Result<Recognition, Error>> {
    let path = local::path_of(url)?;
    let no_list = |why: ListFault| Error::List {
        list: ListPlace::File(path.display().to_string()),
        why,
    };
    let bytes = match local::read(&path, None, now).await {
        Ok(Reading::Whole(bytes, _)) => bytes,
        Ok(Reading::Same | Reading::Unsettled) => {
            return Some(Err(no_list(ListFault::BeingWritten)));
        }
        Err(why) => return Some(Err(no_list(why))),
    };
    let document = Document {
        bytes,
        content_type: String::new(),
        seen: None,
        validators: None,
    };
    Some(examined(&document, url).map_err(no_list))
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

fn examined(document: &Document, url: &Url) -> Result<Recognition, ListFault> {
    let frame = Frame {
        zone: Paris,
        language: Language::french(),
        home: url.clone(),
        columns: ListColumns::default(),
    };
    let (
        format,
        list::List {
            records, notices, ..
        },
    ) = super::read(document, url.path(), &frame)?;
    Ok(Recognition {
        url: url.clone(),
        format: match format {
            Format::Toml => "TOML",
            Format::Json => "JSON",
            Format::Sheet => "CSV",
        },
        entries: records.len(),
        problems: notices,
    })
}
