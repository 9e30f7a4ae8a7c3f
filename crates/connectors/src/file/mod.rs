//! A list kept by hand, for a collectivity without any software: TOML, JSON, or CSV from a spreadsheet, in a file of this machine or at a web
//! address. It knows nothing of what was relayed before.
//!
//! `config/examples/nimes.csv` names every column. An entry that cannot be read is told with its line and stays as it was: as long as there is
//! one, the list counts as incomplete and nothing is withdrawn for missing from it. A file that somebody is writing is left alone.
//!
//! No column for a person, an e-mail address or a phone number is known, so none is read.

mod columns;
mod entry;
mod fault;
mod list;
mod local;
mod naming;
mod recognition;
mod records;
mod remote;
mod sheet;
mod shown;
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
use self::records::Frame;
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

/// Reads lists kept by hand.
pub struct File;

/// The memory of the list as it was read last.
#[derive(Debug, Serialize, Deserialize)]
struct Memory {
    /// The marks of a file of this machine.
    seen: Option<FileStamp>,
    /// The validators of a web address.
    validators: Option<Validators>,
    /// Stands for its bytes.
    digest: String,
    /// `true` where some of it could not be read.
    partial: bool,
    /// The notices about it.
    notices: Vec<Reason>,
}

/// The list as it came.
struct ListDocument {
    bytes: Vec<u8>,
    content_type: String,
    seen: Option<FileStamp>,
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
        let kept: Option<Memory> = revalidation::recall(context);
        let source = context.source;
        let Some(path) = local::path_of(&source.url) else {
            return from_the_web(context, kept).await;
        };
        let no_list = |why: ListFault| {
            let list = ListPlace::File(path.display().to_string());
            Error::from(UnreadableList { list, why })
        };
        let seen = kept.as_ref().and_then(|kept| kept.seen);
        let reading = local::read(&path, seen, context.now).await;
        match (reading.map_err(no_list)?, kept) {
            (LocalRead::Whole(bytes, seen), kept) => {
                let document = ListDocument {
                    bytes,
                    content_type: String::new(),
                    seen: Some(seen),
                    validators: None,
                };
                harvest(source, document, kept).await.map_err(no_list)
            }
            (LocalRead::Same, Some(kept)) => Ok(unchanged(source, kept)),
            (LocalRead::Unsettled, Some(kept)) => {
                let mut harvest = unchanged(source, kept);
                harvest.notices.push(Reason::new(Code::BeingWritten));
                Ok(harvest)
            }
            (LocalRead::Same | LocalRead::Unsettled, None) => Err(no_list(ListFault::BeingWritten)),
        }
    }
}

async fn from_the_web(context: &Context<'_>, kept: Option<Memory>) -> Result<Harvest, Error> {
    let source = context.source;
    let before = kept.as_ref().and_then(|kept| kept.validators.as_ref());
    let asked = remote::ask(&source.url, before, context.fetch).await?;
    let mut harvest = match (asked, kept) {
        (RemoteRead::Same, Some(kept)) => unchanged(source, kept),
        (RemoteRead::Same, None) => {
            return Err(remote::no_list(&source.url, ListFault::NeverRead));
        }
        (RemoteRead::Document { answer, validators }, kept) => {
            let document = ListDocument {
                bytes: answer.body.to_vec(),
                content_type: answer.header("content-type").unwrap_or_default().to_owned(),
                seen: None,
                validators: Some(validators),
            };
            harvest(source, document, kept)
                .await
                .map_err(|why| remote::no_list_in(&source.url, &answer, why))?
        }
    };
    harvest.requests = 1;
    Ok(harvest)
}

/// The list is the one that was read last: what was to be known of it still is.
fn unchanged(source: &Source, kept: Memory) -> Harvest {
    Harvest {
        listing: Listing::Unchanged,
        memory: revalidation::keep(source, &kept),
        notices: kept.notices,
        partial: kept.partial,
        ..Harvest::default()
    }
}

/// Reads a document; an error says why it is no list.
async fn harvest(
    source: &Source,
    document: ListDocument,
    kept: Option<Memory>,
) -> Result<Harvest, ListFault> {
    let digest = revalidation::digest(&document.bytes);
    let (seen, validators) = (document.seen, document.validators.clone());
    if let Some(kept) = kept.filter(|kept| kept.digest == digest) {
        return Ok(unchanged(
            source,
            Memory {
                seen,
                validators,
                ..kept
            },
        ));
    }
    let (path, frame) = (source.url.path().to_owned(), frame(source));
    // A list of megabytes takes longer to read than a task may keep a thread of the runtime.
    let (_format, list) = tokio::task::spawn_blocking(move || read(&document, &path, &frame))
        .await
        .map_err(|_panic| ListFault::OwnError)??;
    let complete = list.is_whole.then_some(SpaceKind::Process);
    let kept = Memory {
        seen,
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
        memory: revalidation::keep(source, &kept),
        partial: kept.partial,
        notices: kept.notices,
        requests: 0,
        places: list.places,
    })
}

/// The list that a document holds, and in which format; an error says why it is no list.
fn read(document: &ListDocument, path: &str, frame: &Frame) -> Result<(Format, List), ListFault> {
    let labels = Labels {
        path,
        content_type: &document.content_type,
    };
    if let Some(fault) = text::other_than_text(&document.bytes) {
        return Err(fault);
    }
    let decoded = text::decoded(&document.bytes, labels)?;
    let cleared = text::without_messages(&decoded);
    let has_messages = cleared.is_some();
    let text = cleared.unwrap_or(decoded);
    let format = Format::of(labels, &text);
    let entries = match format {
        Format::Toml => tables::toml(&text, MOST_ENTRIES, &frame.columns),
        Format::Json => tables::json(&text, MOST_ENTRIES, &frame.columns),
        Format::Sheet => sheet::read(&text, MOST_ENTRIES, &frame.columns),
    }?;
    let mut list = list::read(entries, frame);
    if has_messages {
        list.notices.push(Reason::new(Code::StrayText));
    }
    Ok((format, list))
}

/// The language of a list is the first that the operator names for the source, else French.
fn frame(source: &Source) -> Frame {
    Frame {
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

/// The site that a list stands for: the one whose name ids are made of.
fn home(source: &Source) -> Url {
    Url::parse(&format!("https://{}/", source.origin.authority()))
        .unwrap_or_else(|_no_host| source.url.clone())
}
