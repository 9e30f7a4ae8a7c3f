//! The crawl: requests every address of the plan, and those that its pages lead to. The answers are kept on the disk until every address was requested; only
//! then it is known which links lead to a file.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use bytes::Bytes;

use super::address::Address;
use super::directory;
use super::error::Error;
use super::folder::{Folder, Spooled};
use super::link_writer::LinkWriter;
use super::listing::{Changes, Listing};
use super::plan::Plan;
use super::reading::Reading;
use super::{Edition, Step};
use passerelle_server::Answer;

/// The most files of an export: nobody could publish a folder of more.
const MOST: usize = 200_000;
/// The parameter for the largest page of a list that the gateway gives.
const MUCH: &str = "limit=200";
const HTML: &str = "text/html";
const OPML: &str = "text/x-opml";
/// The status of a permanent redirect.
const MOVED: u16 = 308;
/// A path without a route.
const NOWHERE: &str = "/nothing/is/here";

/// The content of a future file.
#[derive(Debug)]
pub(super) struct Found {
    /// The bytes, which are kept on the disk.
    pub(super) spooled: Spooled,
    /// The target to which the gateway answers with the page; `None` for content that is no page.
    page: Option<String>,
}

/// The content of all files.
#[derive(Debug, Default)]
pub(super) struct Harvest {
    pub(super) found: BTreeMap<Address, Found>,
    /// The merged consultations, each with the one that it is merged into.
    pub(super) moved: BTreeMap<Address, Address>,
    /// The page for addresses that do not exist.
    pub(super) not_found: Bytes,
}

/// A crawl under way.
pub(super) struct Crawl<'a> {
    edition: &'a Edition<'a>,
    plan: Plan,
    folder: &'a mut Folder,
    progress: &'a (dyn Fn(Step) + Sync),
    harvest: Harvest,
    waiting: VecDeque<(Address, String)>,
    known: BTreeSet<Address>,
    /// The addresses of the plan to which the gateway does not answer.
    missing: Arc<BTreeSet<Address>>,
}

impl<'a> Crawl<'a> {
    pub(super) fn new(
        edition: &'a Edition<'a>,
        plan: Plan,
        folder: &'a mut Folder,
        progress: &'a (dyn Fn(Step) + Sync),
    ) -> Self {
        Self {
            edition,
            plan,
            folder,
            progress,
            harvest: Harvest::default(),
            waiting: VecDeque::new(),
            known: BTreeSet::new(),
            missing: Arc::default(),
        }
    }

    /// Requests everything.
    pub(super) async fn run(mut self) -> Result<Harvest, Error> {
        let shown = self.list("/api/v1/consultations").await?;
        self.list("/api/v1/meetings").await?;
        for id in &shown {
            for path in ["/consultations/", "/api/v1/consultations/"] {
                self.want(Address::parse(&format!("{path}{id}"), ""));
            }
        }
        let all = self.log().await?;
        for id in all.difference(&shown) {
            self.look_whether_moved(id).await;
        }
        for seed in Plan::seeds() {
            self.want(Some(seed));
        }
        self.look_for_nothing().await;
        while let Some((address, target)) = self.waiting.pop_front() {
            self.visit(address, target).await?;
            (self.progress)(Step {
                done: self.harvest.found.len(),
                known: self.known.len(),
            });
        }
        if !self.missing.is_empty() {
            self.ask_pages_again().await?;
            self.look_for_nothing().await;
        }
        Ok(self.harvest)
    }

    fn want(&mut self, address: Option<Address>) {
        if let Some(address) = address {
            let target = address.target();
            self.want_at(address, target);
        }
    }

    fn want_at(&mut self, address: Address, target: String) {
        if self.known.insert(address.clone()) {
            self.waiting.push_back((address, target));
        }
    }

    async fn visit(&mut self, address: Address, target: String) -> Result<(), Error> {
        if self.known.len() > MOST {
            return Err(Error::TooMany(MOST));
        }
        let (answer, links) = self.ask(&address, &target).await;
        if let Some(location) = answer.location.filter(|_| answer.status == MOVED) {
            self.move_to(address, &target, &location);
            return Ok(());
        }
        if answer.status != 200 {
            tracing::debug!(%target, status = answer.status, "a link leads to what cannot be exported");
            Arc::make_mut(&mut self.missing).insert(address);
            return Ok(());
        }
        if answer.media_type == HTML {
            self.follow(&links);
            let data = self.plan.data_of(&address);
            self.want(data);
            return self.keep(address, Some(target), &answer.body);
        }
        if answer.media_type == OPML {
            let reading = Reading::new(&target, self.edition.site.public_url());
            for feed in directory::feeds(&String::from_utf8_lossy(&answer.body)) {
                let address = reading.address(&feed);
                self.want(address.and_then(|address| self.plan.file_for(&address)));
            }
        }
        self.keep(address, None, &answer.body)
    }

    /// Requests the content of a file; also returns the files that it leads to.
    async fn ask(&self, address: &Address, target: &str) -> (Answer, Arc<LinkWriter>) {
        let missing = Arc::clone(&self.missing);
        let links = Arc::new(LinkWriter::of(address, target, self.plan, missing));
        let asked = self.edition.answers.file(target, Arc::clone(&links) as _);
        (asked.await, links)
    }

    /// Adds the files that a page leads to to the crawl.
    fn follow(&mut self, links: &LinkWriter) {
        for lead in links.leads() {
            self.want_at(lead.file, lead.target);
        }
    }

    /// Requests the page for addresses that do not exist.
    async fn look_for_nothing(&mut self) {
        let (public, missing) = (self.edition.site.public_url(), Arc::clone(&self.missing));
        let links = Arc::new(LinkWriter::anywhere(public, self.plan, missing));
        let answers = self.edition.answers;
        let answer = answers.file(NOWHERE, Arc::clone(&links) as _).await;
        self.harvest.not_found = answer.body;
        self.follow(&links);
    }

    /// Requests every page again, now that it is known which files are missing, so that no page leads to them.
    async fn ask_pages_again(&mut self) -> Result<(), Error> {
        let found = self.harvest.found.iter();
        let pages = found.filter_map(|(address, it)| Some((address.clone(), it.page.clone()?)));
        let pages: Vec<(Address, String)> = pages.collect();
        for (address, target) in pages {
            let (answer, _) = self.ask(&address, &target).await;
            if answer.status == 200 {
                self.keep(address, Some(target), &answer.body)?;
            }
        }
        Ok(())
    }

    fn keep(&mut self, address: Address, page: Option<String>, body: &[u8]) -> Result<(), Error> {
        let found = Found {
            spooled: self.folder.spool(body)?,
            page,
        };
        self.harvest.found.insert(address, found);
        Ok(())
    }

    /// Reads a list to its end and keeps it as one file; returns the ids of its items.
    async fn list(&mut self, path: &str) -> Result<BTreeSet<String>, Error> {
        let mut listing = Listing::default();
        let mut target = format!("{path}?{MUCH}");
        loop {
            let body = self.answered(&target).await?;
            let cursor = listing.add(&body).map_err(unreadable(&target))?;
            match cursor {
                Some(cursor) => target = format!("{path}?{MUCH}&cursor={cursor}"),
                None => break,
            }
        }
        let ids = listing.ids().map_err(unreadable(path))?;
        let whole = listing.into_bytes().map_err(unreadable(path))?;
        if let Some(address) = Address::parse(path, "") {
            self.known.insert(address.clone());
            self.keep(address, None, &whole)?;
        }
        Ok(ids)
    }

    /// Reads the log of changes to its end and keeps its pages; returns the ids of all consultations that were not withdrawn.
    async fn log(&mut self) -> Result<BTreeSet<String>, Error> {
        const PATH: &str = "/api/v1/changes";
        let mut ids = BTreeSet::new();
        let mut query = String::new();
        loop {
            let target = format!("{PATH}?{MUCH}&{query}");
            let body = self.answered(&target).await?;
            if let Some(address) = Address::parse(PATH, &query) {
                self.known.insert(address.clone());
                self.keep(address, None, &body)?;
            }
            let changes = Changes::read(&body).map_err(unreadable(&target))?;
            query = format!("since={}", changes.next_since);
            let more = changes.more;
            ids.extend(changes.ids());
            if !more {
                return Ok(ids);
            }
        }
    }

    /// Requests a consultation that the lists lack: if it is merged into another one, its file leads there.
    async fn look_whether_moved(&mut self, id: &str) {
        let path = format!("/consultations/{id}");
        let answer = self.edition.answers.get(&path).await;
        let location = answer.location.filter(|_| answer.status == MOVED);
        if let Some((from, location)) = Address::parse(&path, "").zip(location) {
            self.move_to(from, &path, &location);
        }
    }

    /// Makes the file of `from`, to which the gateway answers for `target`, lead on to `location`.
    fn move_to(&mut self, from: Address, target: &str, location: &str) {
        let reading = Reading::new(target, self.edition.site.public_url());
        if let Some(to) = reading.address(location) {
            self.known.insert(from.clone());
            self.want(Some(to.clone()));
            self.harvest.moved.insert(from, to);
        }
    }

    /// Requests a target to which the gateway always answers; an error if it does not.
    async fn answered(&self, target: &str) -> Result<Bytes, Error> {
        let answer = self.edition.answers.get(target).await;
        if answer.status == 200 {
            return Ok(answer.body);
        }
        Err(Error::Unanswered {
            target: target.to_owned(),
            status: answer.status,
        })
    }
}

fn unreadable(target: &str) -> impl Fn(serde_json::Error) -> Error {
    let target = target.to_owned();
    move |error| Error::Unreadable {
        target: target.clone(),
        reason: error.to_string(),
    }
}
