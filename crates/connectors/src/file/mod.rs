//! A list last by hand, for a collectivity without any software: TOML, JSON, or CSV from a spreadsheet, in a local file or at a web address.
//!
//! `config/examples/nimes.csv` names every column. An entry that cannot be read is reported with its line, and its consultation stays as it was: as
//! long as there is one, the list counts as incomplete, and nothing that is missing from it is withdrawn. A file that is being written is not read.
//!
//! There is no column for a person, an e-mail address or a phone number, so none is read.

mod column_meaning;
mod columns;
mod entry;
mod fault;
mod list;
mod local;
mod quotable;
mod recognition;
mod records;
mod remote;
mod sheet;
mod tables;
#[cfg(test)]
mod tests;
mod text;
mod values;

use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use url::Url;

use self::list::List;
use self::local::{FileStamp, LocalRead};
use self::records::ListSettings;
use self::remote::RemoteRead;
use self::text::{Format, Labels};
use super::recognition::Found;
use super::revalidation::{self, Validators};
use super::{Connector, Context, Error, Harvest, Listing};
pub use fault::UnreadableList;
use fault::{ListFault, ListPlace};
use passerelle_fetch::Answer;
use passerelle_model::reason::Code;
use passerelle_model::{Language, Reason, Source, SpaceKind};

/// The largest list that is read, in bytes.
const LARGEST: u64 = 10 * 1024 * 1024;

/// The most entries that are read.
const MOST_ENTRIES: usize = 20_000;

/// The connector of lists last by hand.
pub struct File;

/// The memory of the last time that the list was read.
#[derive(Debug, Serialize, Deserialize)]
struct Memory {
    /// The stamp of a local file.
    #[serde(rename = "seen")]
    stamp: Option<FileStamp>,
    /// The validators of a document at a web address.
    validators: Option<Validators>,
    /// The digest of the bytes.
    digest: String,
    /// `true` where entries could not be read.
    partial: bool,
    /// The notices about the list.
    notices: Vec<Reason>,
}

/// A document that should be a list, as it was read or received.
struct ListDocument {
    bytes: Vec<u8>,
    content_type: String,
    stamp: Option<FileStamp>,
    validators: Option<Validators>,
}

#[async_trait]
impl Connector for File {
    fn meant_by(&self, answer: &Answer) -> Option<Result<Found, Error>> {
        recognition::meant_by(answer)
    }

    async fn found_on_disk(&self, url: &Url, now: DateTime<Utc>) -> Option<Result<Found, Error>> {
        recognition::found_on_disk(url, now).await
    }

    async fn poll(&self, context: &Context<'_>) -> Result<Harvest, Error> {
        let previous: Option<Memory> = revalidation::recall(context);
        let source = context.source;
        let Some(path) = local::path_of(&source.url) else {
            return poll_address(context, previous).await;
        };
        let no_list = |why: ListFault| {
            let list = ListPlace::File(path.display().to_string());
            Error::from(UnreadableList { list, why })
        };
        let before = previous.as_ref().and_then(|previous| previous.stamp);
        let file = local::read(&path, before, context.now).await;
        match (file.map_err(no_list)?, previous) {
            (LocalRead::Whole(bytes, stamp), previous) => {
                let document = ListDocument {
                    bytes,
                    content_type: String::new(),
                    stamp: Some(stamp),
                    validators: None,
                };
                harvest(source, document, previous).await.map_err(no_list)
            }
            (LocalRead::Unchanged, Some(previous)) => Ok(unchanged(source, previous)),
            (LocalRead::BeingWritten, Some(previous)) => {
                let mut harvest = unchanged(source, previous);
                harvest.notices.push(Reason::new(Code::BeingWritten));
                Ok(harvest)
            }
            (LocalRead::Unchanged | LocalRead::BeingWritten, None) => {
                Err(no_list(ListFault::BeingWritten))
            }
        }
    }
}

/// Polls a list at a web address.
async fn poll_address(context: &Context<'_>, previous: Option<Memory>) -> Result<Harvest, Error> {
    let source = context.source;
    let before = previous
        .as_ref()
        .and_then(|previous| previous.validators.as_ref());
    let read = remote::read(&source.url, before, context.fetch).await?;
    let mut harvest = match (read, previous) {
        (RemoteRead::Unchanged, Some(previous)) => unchanged(source, previous),
        (RemoteRead::Unchanged, None) => {
            return Err(remote::no_list(&source.url, ListFault::NeverRead));
        }
        (RemoteRead::Document { answer, validators }, previous) => {
            let document = ListDocument {
                bytes: answer.body.to_vec(),
                content_type: answer.header("content-type").unwrap_or_default().to_owned(),
                stamp: None,
                validators: Some(validators),
            };
            harvest(source, document, previous)
                .await
                .map_err(|why| remote::no_list_in(&source.url, &answer, why))?
        }
    };
    harvest.requests = 1;
    Ok(harvest)
}

/// The harvest of a list that did not change: its notices are given again.
fn unchanged(source: &Source, previous: Memory) -> Harvest {
    Harvest {
        listing: Listing::Unchanged,
        memory: revalidation::keep(source, &previous),
        notices: previous.notices,
        partial: previous.partial,
        ..Harvest::default()
    }
}

/// Makes the harvest of a document; a fault says why it is no list.
async fn harvest(
    source: &Source,
    document: ListDocument,
    previous: Option<Memory>,
) -> Result<Harvest, ListFault> {
    let digest = revalidation::digest(&document.bytes);
    let (stamp, validators) = (document.stamp, document.validators.clone());
    if let Some(previous) = previous.filter(|previous| previous.digest == digest) {
        return Ok(unchanged(
            source,
            Memory {
                stamp,
                validators,
                ..previous
            },
        ));
    }
    let (path, settings) = (source.url.path().to_owned(), settings(source));
    // A list of megabytes would hold up the runtime.
    let (_format, list) = tokio::task::spawn_blocking(move || read(&document, &path, &settings))
        .await
        .map_err(|_panic| ListFault::OwnError)??;
    let complete = list.is_whole.then_some(SpaceKind::Process);
    let memory = Memory {
        stamp,
        validators,
        digest,
        partial: !list.is_whole,
        notices: list.notices,
    };
    Ok(Harvest {
        records: list.records,
        listing: Listing::Full {
            complete: complete.into_iter().collect::<BTreeSet<_>>(),
        },
        memory: revalidation::keep(source, &memory),
        partial: memory.partial,
        notices: memory.notices,
        requests: 0,
        places: list.places,
    })
}

/// Reads the list in a document, and returns it with its format; a fault says why it is no list.
fn read(
    document: &ListDocument,
    path: &str,
    settings: &ListSettings,
) -> Result<(Format, List), ListFault> {
    let labels = Labels {
        path,
        content_type: &document.content_type,
    };
    if let Some(fault) = text::fault_of_non_text(&document.bytes) {
        return Err(fault);
    }
    let decoded = text::decoded(&document.bytes, labels)?;
    let without_messages = text::without_messages(&decoded);
    let has_messages = without_messages.is_some();
    let text = without_messages.unwrap_or(decoded);
    let format = Format::of(labels, &text);
    let entries = match format {
        Format::Toml => tables::toml(&text, MOST_ENTRIES, &settings.columns),
        Format::Json => tables::json(&text, MOST_ENTRIES, &settings.columns),
        Format::Sheet => sheet::read(&text, MOST_ENTRIES, &settings.columns),
    }?;
    let mut list = list::of_entries(entries, settings);
    if has_messages {
        list.notices.push(Reason::new(Code::StrayText));
    }
    Ok((format, list))
}

/// Returns the settings of the list of a source. Its language is the first that the operator names, else French.
fn settings(source: &Source) -> ListSettings {
    ListSettings {
        zone: source.timezone,
        language: source
            .languages
            .first()
            .cloned()
            .unwrap_or_else(Language::french),
        home: home(source),
        columns: source.columns.clone(),
    }
}

/// Returns the website that a list stands for: that of the origin, whose name is a part of the ids.
fn home(source: &Source) -> Url {
    Url::parse(&format!("https://{}/", source.origin.authority()))
        .unwrap_or_else(|_no_host| source.url.clone())
}
