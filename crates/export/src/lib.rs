//! Export: the gateway as files that any web server can serve, and any forge publish. Pages, feeds, calendars, sheets and the JSON portal, with links
//! from one file to the next; what only a running gateway can answer (words to search, a place to be near, filters on top of filters) is left out, and
//! no page offers it.
//!
//! It asks the [`server`](passerelle_server) in this process what it would answer, and knows neither the store nor the index: what is exported is what is
//! served. Pages write their links as they are in the files, with a writer of links that comes with the question (`link_writer`); nothing that was
//! answered is changed. Which addresses become files is decided in `plan`, how they are called in `naming`. What is written, and in which order, stands in
//! `folder`.

mod address;
mod crawl;
mod directory;
mod error;
mod folder;
mod link_writer;
mod listing;
mod manifest;
mod naming;
mod plan;
mod reading;
mod report;

use std::path::Path;

use chrono::NaiveDate;

use passerelle_publish::{Site, html};
use passerelle_server::Answers;

use address::Address;
use crawl::Crawl;
pub use error::Error;
use folder::Folder;
pub use manifest::HOME;
pub use naming::location;
use naming::{file_name, relative_link};
use plan::Plan;
pub use report::{Counts, Kind, Report};

/// The file that a server shows where nothing is, on most servers and forges.
const NOT_FOUND: &str = "404.html";
/// Tells GitHub's pages to serve the files as they are.
const AS_THEY_ARE: &str = ".nojekyll";

/// The content of an export.
#[derive(Debug, Clone, Copy)]
pub struct Edition<'a> {
    /// The answers to export. Their [`Site`] must write addresses by [`location`].
    pub answers: &'a Answers,
    /// The site that publishes.
    pub site: &'a Site,
    /// The number of consultations.
    pub consultations: usize,
    /// The day, in the time zone of the gateway.
    pub today: NaiveDate,
}

/// The progress of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The number of files that are ready.
    pub done: usize,
    /// The number of files that are known to be wanted; it grows as pages are read.
    pub known: usize,
}

/// Writes an edition into the folder `out`, and tells `progress` how far it has come. Until the last moment nothing in the folder changes.
///
/// # Errors
/// Where the folder is not an export's or cannot be written, or where there is nothing to show. Then what was there before is there and whole.
pub async fn export(
    edition: &Edition<'_>,
    out: &Path,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<Report, Error> {
    if edition.consultations == 0 {
        return Err(Error::NothingKnown);
    }
    let mut folder = Folder::open(out)?;
    let plan = Plan {
        today: edition.today,
    };
    let harvest = Crawl::new(edition, plan, &mut folder, progress)
        .run()
        .await?;
    for seed in Plan::seeds() {
        if !harvest.found.contains_key(&seed) {
            let target = seed.target();
            let status = edition.answers.get(&target).await.status;
            return Err(Error::Unanswered { target, status });
        }
    }
    let mut volume = Volume::new(folder);
    for (address, found) in &harvest.found {
        let bytes = volume.folder.unspool(found.spooled)?;
        volume.put(&file_name(address), &bytes)?;
    }
    for (from, to) in &harvest.moved {
        volume.put(&file_name(from), &moved(edition.site, from, to)?)?;
    }
    volume.put(NOT_FOUND, &harvest.not_found)?;
    volume.put(AS_THEY_ARE, b"")?;
    volume.end()
}

/// Returns the file of a consultation that is shown as another one.
fn moved(site: &Site, from: &Address, to: &Address) -> Result<Vec<u8>, Error> {
    let link = relative_link(&file_name(from), &file_name(to));
    html::moved(site, &link).map_err(|error| Error::Unreadable {
        target: from.target(),
        reason: error.to_string(),
    })
}

/// The files of an export, and what becomes of them.
struct Volume {
    folder: Folder,
    report: Report,
}

impl Volume {
    fn new(folder: Folder) -> Self {
        Self {
            folder,
            report: Report::default(),
        }
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let fate = self.folder.stage(name, bytes)?;
        self.report.tell(name, bytes.len(), fate);
        Ok(())
    }

    fn end(self) -> Result<Report, Error> {
        let mut report = self.report;
        report.end(self.folder.publish()?);
        Ok(report)
    }
}
