//! Export: the gateway as files that any web server can serve, and any forge publish. Pages, feeds, calendars, sheets and the JSON portal, with links
//! from one file to the next; what only a running gateway can answer (words to search, a place to be near, filters on top of filters) is left out, and
//! no page offers it.
//!
//! It asks the [`server`](crate::server) in this process what it would answer, and knows neither the store nor the index: what is exported is what is
//! served. Which addresses become files is decided in `plan`, how they are called in `naming`, what becomes of links in `page`; all three are pure. What
//! is written, and in which order, stands in `folder`.

mod address;
mod crawl;
mod directory;
mod error;
mod folder;
mod listing;
mod manifest;
mod naming;
mod page;
mod plan;
mod reading;
mod report;

use std::path::Path;

use chrono::NaiveDate;

use crate::publish::{Site, html};
use crate::server::Answers;

use address::Address;
use crawl::{Crawl, Found, Harvest, Shape};
pub use error::Error;
use folder::Folder;
pub use naming::location;
use naming::{file_name, link_name, way};
use page::Lead;
use plan::Plan;
use reading::{Meaning, Reading};
pub use report::{Counts, Kind, Report};

/// What a server shows where nothing is, on most servers and forges.
const NOT_FOUND: &str = "404.html";
/// No route has this path.
const NOWHERE: &str = "/nothing/is/here";
/// Tells GitHub's pages to serve the files as they are.
const AS_THEY_ARE: &str = ".nojekyll";

/// What is exported.
#[derive(Debug, Clone, Copy)]
pub struct Edition<'a> {
    /// Whom to ask. Its [`Site`] must write addresses by [`location`].
    pub answers: &'a Answers,
    /// Who publishes.
    pub site: &'a Site,
    /// How many consultations there are.
    pub consultations: usize,
    /// The day, in the time zone of the gateway.
    pub today: NaiveDate,
}

/// How far an export has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// How many files are ready.
    pub done: usize,
    /// How many are known to be wanted; it grows as pages are read.
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
    let lost = edition.answers.get(NOWHERE).await;
    let binding = Binding {
        site: edition.site,
        plan,
        harvest: &harvest,
    };
    let mut report = Report::default();
    let mut write = |name: &str, bytes: &[u8], folder: &mut Folder| {
        let fate = folder.stage(name, bytes)?;
        report.tell(name, bytes.len(), fate);
        Ok::<(), Error>(())
    };
    for (address, found) in &harvest.found {
        let bytes = folder.unspool(found.spooled)?;
        write(
            &file_name(address),
            &binding.bound(address, found, bytes),
            &mut folder,
        )?;
    }
    for (from, to) in &harvest.moved {
        let (name, to) = (file_name(from), file_name(to));
        let page =
            html::moved(edition.site, &way(&name, &to)).map_err(|error| Error::Unreadable {
                target: from.target(),
                reason: error.to_string(),
            })?;
        write(&name, &page, &mut folder)?;
    }
    let lost = binding.not_found(&String::from_utf8_lossy(&lost.body), lost.policy.as_deref());
    write(NOT_FOUND, lost.as_bytes(), &mut folder)?;
    write(AS_THEY_ARE, b"", &mut folder)?;
    report.end(folder.publish()?);
    Ok(report)
}

/// What binds the files to each other.
struct Binding<'a> {
    site: &'a Site,
    plan: Plan,
    harvest: &'a Harvest,
}

impl Binding<'_> {
    /// The bytes of a file.
    fn bound(&self, address: &Address, found: &Found, bytes: Vec<u8>) -> Vec<u8> {
        let Shape::Page(policy) = &found.shape else {
            return bytes;
        };
        let name = file_name(address);
        let html = String::from_utf8_lossy(&bytes);
        let reading = Reading::new(&found.target, self.site.public_url());
        let lead = |href: &str| self.lead(&reading, href, |file| way(&name, file));
        let pattern = |href: &str| match reading.meaning(href) {
            Meaning::Address { address, .. } => Some(way(&name, &file_name(&address))),
            _ => None,
        };
        page::rewritten(&html, policy.as_deref(), lead, pattern).into_bytes()
    }

    /// The page for what is not there: it is shown at any address, so that its links are whole.
    fn not_found(&self, html: &str, policy: Option<&str>) -> String {
        let reading = Reading::new(NOWHERE, self.site.public_url());
        let whole = |file: &str| format!("{}/{}", self.site.public_url(), link_name(file));
        let lead = |href: &str| self.lead(&reading, href, whole);
        page::rewritten(html, policy, lead, |_| None)
    }

    fn lead(&self, reading: &Reading<'_>, href: &str, way: impl Fn(&str) -> String) -> Lead {
        let (address, is_whole, fragment) = match reading.meaning(href) {
            Meaning::Elsewhere => return Lead::Elsewhere,
            Meaning::Name(name) => {
                let is_file = naming::address_of(&name)
                    .is_some_and(|address| self.harvest.found.contains_key(&address));
                return if is_file {
                    Lead::To(way(&name))
                } else {
                    Lead::Nowhere
                };
            }
            Meaning::Address {
                address,
                is_whole,
                fragment,
            } => (address, is_whole, fragment),
        };
        let part = self.harvest.parts.get(&address).cloned();
        let file = part
            .or_else(|| self.plan.file_for(&address))
            .filter(|file| self.harvest.found.contains_key(file));
        match file {
            None => Lead::Nowhere,
            Some(file) if is_whole && file == address => Lead::Elsewhere,
            Some(file) => {
                let fragment = fragment.map(|it| format!("#{it}")).unwrap_or_default();
                Lead::To(format!("{}{fragment}", way(&file_name(&file))))
            }
        }
    }
}
