//! Export: the gateway as files that any web server can serve, and any forge publish. Pages, feeds, calendars, sheets and the JSON portal, with links from
//! one file to the next. Answers that need a running gateway (the search, places nearby, combinations of filters) are left out, and no page offers them.
//!
//! It requests the answers of the [`server`](passerelle_server) in this process, and knows neither the store nor the index: what is exported is what is
//! served. Pages write their links as files have them, by the `link_writer` that comes with each request; an answer is never edited. `plan` decides which
//! addresses become files, `naming` what the files are called, and `folder` in which order they are written.

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

/// The file that most servers and forges show for addresses that do not exist.
const NOT_FOUND: &str = "404.html";
/// The file that tells GitHub's pages to serve all files as they are.
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
    /// The number of files that are known to be needed; it grows as pages are read.
    pub known: usize,
}

/// Writes an edition into the folder `out`, and reports its progress to `progress`. Nothing in the folder changes before everything is prepared.
///
/// # Errors
/// Returns an error if the folder is not that of an export or cannot be written, or if there is nothing to show. Its former content is then there and whole.
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

/// Writes the file of a merged consultation, which leads to the one that it is merged into.
fn moved(site: &Site, from: &Address, to: &Address) -> Result<Vec<u8>, Error> {
    let link = relative_link(&file_name(from), &file_name(to));
    html::moved(site, &link).map_err(|error| Error::Unreadable {
        target: from.target(),
        reason: error.to_string(),
    })
}

/// The files of an export, and the outcome for each.
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
