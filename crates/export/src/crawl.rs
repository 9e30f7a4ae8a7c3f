//! The crawl: the gateway is asked for every address of the plan, and for those that its pages link to. What it answers waits on the disk until every
//! address is known; only then a link can be told from a dead one.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use bytes::Bytes;

use super::address::Address;
use super::directory;
use super::error::Error;
use super::folder::{Folder, Spooled};
use super::listing::{Changes, Listing};
use super::page;
use super::plan::Plan;
use super::reading::{Meaning, Reading};
use super::{Edition, Step};

/// More files than these are no folder that anybody could publish.
const MOST: usize = 200_000;
/// The size of one page of a list; the greatest that the gateway gives.
const MUCH: &str = "limit=200";
const HTML: &str = "text/html";
const OPML: &str = "text/x-opml";

/// An answer that becomes a file.
#[derive(Debug)]
pub(super) struct Found {
    /// The place where its bytes wait.
    pub(super) spooled: Spooled,
    /// The place where the gateway answers so: what the links of a page are relative to.
    pub(super) target: String,
    pub(super) shape: Shape,
}

/// The treatment of an answer.
#[derive(Debug)]
pub(super) enum Shape {
    /// The links are written anew; and the policy that came beside it.
    Page(Option<String>),
    /// No treatment: it is written as it is.
    Plain,
}

/// Everything that becomes a file.
#[derive(Debug, Default)]
pub(super) struct Harvest {
    pub(super) found: BTreeMap<Address, Found>,
    /// The addresses of later parts of lists, and the pages that they are.
    pub(super) parts: HashMap<Address, Address>,
    /// Consultations that are shown as others, and those.
    pub(super) moved: BTreeMap<Address, Address>,
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
        }
    }

    /// Asks for everything.
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
        while let Some((address, target)) = self.waiting.pop_front() {
            self.visit(address, target).await?;
            (self.progress)(Step {
                done: self.harvest.found.len(),
                known: self.known.len(),
            });
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
        let answer = self.edition.answers.get(&target).await;
        if answer.status != 200 {
            tracing::debug!(%target, status = answer.status, "a link leads to what cannot be exported");
            return Ok(());
        }
        let shape = if answer.media_type == HTML {
            let html = String::from_utf8_lossy(&answer.body);
            for link in page::links(&html) {
                self.follow(&address, &target, &link);
            }
            let data = self.plan.data_of(&address);
            self.want(data);
            Shape::Page(answer.policy)
        } else {
            if answer.media_type == OPML {
                let reading = Reading::new(&target, self.edition.site.public_url());
                for feed in directory::feeds(&String::from_utf8_lossy(&answer.body)) {
                    if let Meaning::Address { address, .. } = reading.meaning(&feed) {
                        let wanted = self.plan.file_for(&address);
                        self.want(wanted);
                    }
                }
            }
            Shape::Plain
        };
        self.keep(address, target, &answer.body, shape)
    }

    fn keep(
        &mut self,
        address: Address,
        target: String,
        body: &[u8],
        shape: Shape,
    ) -> Result<(), Error> {
        let found = Found {
            spooled: self.folder.spool(body)?,
            target,
            shape,
        };
        self.harvest.found.insert(address, found);
        Ok(())
    }

    /// Takes what a link of a page leads to into the crawl, as far as it becomes a file.
    fn follow(&mut self, page: &Address, target: &str, link: &page::Link) {
        let reading = Reading::new(target, self.edition.site.public_url());
        let Meaning::Address { address, .. } = reading.meaning(&link.href) else {
            return;
        };
        if link.is_next && is_next_part(page, &address) {
            let part = page.on_page(page.page() + 1);
            self.harvest.parts.insert(address.clone(), part.clone());
            return self.want_at(part, address.target());
        }
        let wanted = self.plan.file_for_link(&address, link.role);
        self.want(wanted);
    }

    /// Reads a list to its end and keeps it as one; tells the ids of its items.
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
            self.keep(address, target, &whole, Shape::Plain)?;
        }
        Ok(ids)
    }

    /// Reads the log of changes to its end and keeps its pages; tells the ids of all that was not withdrawn.
    async fn log(&mut self) -> Result<BTreeSet<String>, Error> {
        const PATH: &str = "/api/v1/changes";
        let mut ids = BTreeSet::new();
        let mut query = String::new();
        loop {
            let target = format!("{PATH}?{MUCH}&{query}");
            let body = self.answered(&target).await?;
            if let Some(address) = Address::parse(PATH, &query) {
                self.known.insert(address.clone());
                self.keep(address, target.clone(), &body, Shape::Plain)?;
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

    /// A consultation that is shown as another one led there for ever: so does its file.
    async fn look_whether_moved(&mut self, id: &str) {
        let path = format!("/consultations/{id}");
        let answer = self.edition.answers.get(&path).await;
        let Some(location) = answer.location.filter(|_| answer.status == 308) else {
            return;
        };
        let reading = Reading::new(&path, self.edition.site.public_url());
        if let (Some(from), Meaning::Address { address: to, .. }) =
            (Address::parse(&path, ""), reading.meaning(&location))
        {
            self.harvest.moved.insert(from, to);
        }
    }

    /// Returns what the gateway answers to what it always answers.
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

/// Returns whether an address is the next part of the list that a page shows a part of: it begins where the page ends.
fn is_next_part(page: &Address, next: &Address) -> bool {
    let begins = match next.path() {
        "/agenda" => next.value("from").is_some() && next.value("view").is_none(),
        _ => next.value("cursor").is_some(),
    };
    begins && next.path() == page.path()
}

fn unreadable(target: &str) -> impl Fn(serde_json::Error) -> Error {
    let target = target.to_owned();
    move |error| Error::Unreadable {
        target: target.clone(),
        reason: error.to_string(),
    }
}
