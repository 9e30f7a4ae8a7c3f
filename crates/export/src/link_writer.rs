//! The links of exported pages: each link of each page leads to the file of what it means, or to nothing, once it is known which files there are.

use url::Url;

use super::address::Address;
use super::crawl::{Found, Harvest, Shape};
use super::error::Error;
use super::naming::{address_of, file_name, link_name, relative_link};
use super::page::{self, Lead, Link};
use super::plan::Plan;
use super::reading::{Meaning, Reading};
use passerelle_publish::{Site, html};

/// Writes the links of the files of a harvest.
pub(super) struct LinkWriter<'a> {
    site: &'a Site,
    plan: Plan,
    harvest: &'a Harvest,
}

impl<'a> LinkWriter<'a> {
    pub(super) fn new(site: &'a Site, plan: Plan, harvest: &'a Harvest) -> Self {
        Self {
            site,
            plan,
            harvest,
        }
    }

    /// The bytes of a file.
    pub(super) fn with_links(&self, address: &Address, found: &Found, bytes: Vec<u8>) -> Vec<u8> {
        let Shape::Page(policy) = &found.shape else {
            return bytes;
        };
        let name = file_name(address);
        let html = String::from_utf8_lossy(&bytes);
        let reading = Reading::new(&found.target, self.site.public_url());
        let lead = |link: &Link| self.lead(&reading, link, |file| relative_link(&name, file));
        let pattern = |href: &str| match reading.meaning(href) {
            Meaning::Address { address, .. } => Some(relative_link(&name, &file_name(&address))),
            _ => None,
        };
        page::rewritten(&html, policy.as_deref(), lead, pattern).into_bytes()
    }

    /// The file of a consultation that is shown as another one.
    pub(super) fn moved(&self, from: &Address, to: &Address) -> Result<Vec<u8>, Error> {
        let link = relative_link(&file_name(from), &file_name(to));
        html::moved(self.site, &link).map_err(|error| Error::Unreadable {
            target: from.target(),
            reason: error.to_string(),
        })
    }

    /// The page for what is not there: it is shown at any address, so that its links begin at the root of the host.
    pub(super) fn not_found(&self, page: &[u8], policy: Option<&str>) -> Vec<u8> {
        let reading = Reading::new("/", self.site.public_url());
        let public = Url::parse(self.site.public_url()).ok();
        let root = public.as_ref().map_or("", Url::path).trim_end_matches('/');
        let whole = |file: &str| format!("{root}/{}", link_name(file));
        let lead = |link: &Link| self.lead(&reading, link, whole);
        let html = String::from_utf8_lossy(page);
        page::rewritten(&html, policy, lead, |_| None).into_bytes()
    }

    fn lead(&self, reading: &Reading<'_>, link: &Link, written: impl Fn(&str) -> String) -> Lead {
        let (address, is_whole, fragment) = match reading.meaning(&link.href) {
            Meaning::Elsewhere => return Lead::Elsewhere,
            Meaning::Name(name) => {
                let is_file = address_of(&name)
                    .is_some_and(|address| self.harvest.found.contains_key(&address));
                return if is_file {
                    Lead::To(written(&name))
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
            .or_else(|| self.plan.file_for_link(&address, link.role))
            .filter(|file| self.harvest.found.contains_key(file));
        match file {
            None => Lead::Nowhere,
            Some(file) if is_whole && file == address => Lead::Elsewhere,
            Some(file) => {
                let fragment = fragment.map(|it| format!("#{it}")).unwrap_or_default();
                Lead::To(format!("{}{fragment}", written(&file_name(&file))))
            }
        }
    }
}
