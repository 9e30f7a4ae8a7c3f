//! The links of an exported page: while the page is written, each link is given the file that it leads to, or is left out if there is none; the files are
//! noted, so that they are exported too.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use url::Url;

use super::address::Address;
use super::naming::{file_name, link_name, relative_link};
use super::plan::{LANGUAGE, Plan};
use passerelle_publish::html::{FileLinks, Role};

/// A file that a page leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lead {
    pub(super) file: Address,
    /// The target to which the gateway answers with it.
    pub(super) target: String,
}

/// Writes the links of one page.
#[derive(Debug)]
pub(super) struct LinkWriter {
    plan: Plan,
    place: Place,
    /// The addresses of the plan to which the gateway does not answer.
    missing: Arc<BTreeSet<Address>>,
    leads: Mutex<Vec<Lead>>,
}

/// The address of a page, from which its links are written.
#[derive(Debug)]
enum Place {
    /// A file.
    File {
        page: Address,
        /// The address at which the gateway answers with the page: that of a later part of a list says where the part begins.
        asked: Option<Address>,
    },
    /// A page that is shown at any address: its links begin at the root of the host.
    Anywhere { root: String },
}

impl LinkWriter {
    /// Creates the links of the file of `page`, with which the gateway answers to `target`.
    pub(super) fn of(
        page: &Address,
        target: &str,
        plan: Plan,
        missing: Arc<BTreeSet<Address>>,
    ) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let place = Place::File {
            page: page.clone(),
            asked: Address::parse(path, query),
        };
        Self::new(place, plan, missing)
    }

    /// Creates the links of a page that is shown at any address of the site at `public_url`.
    pub(super) fn anywhere(public_url: &str, plan: Plan, missing: Arc<BTreeSet<Address>>) -> Self {
        let public = Url::parse(public_url).ok();
        let root = public.as_ref().map_or("", Url::path).trim_end_matches('/');
        let place = Place::Anywhere {
            root: root.to_owned(),
        };
        Self::new(place, plan, missing)
    }

    fn new(place: Place, plan: Plan, missing: Arc<BTreeSet<Address>>) -> Self {
        Self {
            plan,
            place,
            missing,
            leads: Mutex::default(),
        }
    }

    /// Returns the files to which the page leads, as far as its links were written.
    pub(super) fn leads(&self) -> Vec<Lead> {
        let leads = self.leads.lock().unwrap_or_else(PoisonError::into_inner);
        leads.clone()
    }

    /// Returns the file that a link to `address` leads to.
    fn lead(&self, address: &Address, role: Role) -> Option<Lead> {
        let part = match &self.place {
            Place::File { page, asked } => part(page, asked.as_ref(), address, role),
            Place::Anywhere { .. } => None,
        };
        if let Some(part) = part {
            return Some(Lead {
                file: part,
                target: address.target(),
            });
        }
        let file = self.plan.file_for_link(address, role)?;
        Some(Lead {
            target: file.target(),
            file,
        })
    }
}

impl FileLinks for LinkWriter {
    fn file(&self, path: &str, query: &str, role: Role) -> Option<String> {
        let address = Address::parse(path, query)?;
        let lead = self.lead(&address, role);
        let lead = lead.filter(|lead| !self.missing.contains(&lead.file))?;
        let name = link_name(&file_name(&lead.file)).to_owned();
        let mut leads = self.leads.lock().unwrap_or_else(PoisonError::into_inner);
        leads.push(lead);
        Some(name)
    }

    fn link_to(&self, name: &str) -> String {
        match &self.place {
            Place::File { page, .. } => relative_link(&file_name(page), name),
            Place::Anywhere { root } => format!("{root}/{}", link_name(name)),
        }
    }
}

/// Returns the page of a list that `address` stands for, if it is not the first: the one behind `page`, or the same page in another language.
fn part(page: &Address, asked: Option<&Address>, address: &Address, role: Role) -> Option<Address> {
    let (start, rest) = beginning(address)?;
    if role == Role::Next && address.path() == page.path() {
        return Some(page.on_page(page.page() + 1));
    }
    let (own_start, own_rest) = beginning(asked?)?;
    let is_same = start == own_start && rest.without(&[LANGUAGE]) == own_rest.without(&[LANGUAGE]);
    (is_same && page.page() > 1).then(|| rest.on_page(page.page()))
}

/// Returns the beginning of a page of a list, and the first page of that list; `None` for a first page.
fn beginning(address: &Address) -> Option<(&str, Address)> {
    let name = match address.path() {
        "/agenda" if address.value("view").is_some() => return None,
        "/agenda" => "from",
        _ => "cursor",
    };
    Some((address.value(name)?, address.without(&[name])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(target: &str) -> Address {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Address::parse(path, query).unwrap()
    }

    fn plan() -> Plan {
        Plan {
            today: "2026-11-22".parse().unwrap(),
        }
    }

    fn writer(target: &str) -> LinkWriter {
        LinkWriter::of(&address(target), target, plan(), Arc::default())
    }

    /// The link that a page writes, where it writes one.
    fn link(links: &LinkWriter, role: Role, target: &str) -> Option<String> {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let name = links.file(path, query, role)?;
        Some(links.link_to(&name))
    }

    #[test]
    fn links_lead_to_files_and_what_is_none_has_no_link() {
        let links = writer("/agenda?lang=en");
        for (target, expected) in [
            ("/?lang=en", Some("../../lang-en/")),
            ("/agenda?lang=en", Some("./")),
            ("/agenda?lang=en&from=2027-03-01", Some("./")),
            ("/assets/style.css?v=0a", Some("../../assets/style.css")),
            ("/rss.xml?theme=eau", Some("../../rss/theme-eau.xml")),
            ("/?q=eau", None),
            ("/?territory=54395&theme=eau", None),
            ("/oembed?url=x", None),
            ("/admin/duplicates", None),
        ] {
            let written = link(&links, Role::Other, target);
            assert_eq!(written.as_deref(), expected, "{target}");
        }
    }

    #[test]
    fn what_was_written_is_noted_with_where_the_gateway_answers_it() {
        let links = writer("/");
        for target in ["/agenda?from=2027-03-01", "/?q=eau"] {
            let _ = link(&links, Role::Other, target);
        }
        let agenda = Lead {
            file: address("/agenda"),
            target: "/agenda".to_owned(),
        };
        assert_eq!(links.leads(), [agenda]);
    }

    #[test]
    fn the_next_part_of_a_list_is_its_next_page() {
        let links = writer("/?territory=54395");
        let next = "/?territory=54395&cursor=AAAA";
        assert_eq!(link(&links, Role::Next, next).as_deref(), Some("page-2/"));
        let second = Lead {
            file: address("/?territory=54395").on_page(2),
            target: address(next).target(),
        };
        assert_eq!(links.leads(), [second]);
        assert_eq!(link(&writer("/"), Role::Other, "/?cursor=AAAA"), None);
    }

    #[test]
    fn a_later_part_of_a_list_leads_to_the_same_in_another_language_and_to_its_beginning() {
        let target = "/agenda?from=2026-12-01";
        let page = address("/agenda").on_page(2);
        let links = LinkWriter::of(&page, target, plan(), Arc::default());
        for (target, expected) in [
            (target, "./"),
            ("/agenda?from=2026-12-01&lang=en", "../lang-en/page-2/"),
            ("/agenda", "../"),
            (
                "/agenda?view=week&from=2026-12-01",
                "../from-2026-12-01/view-week/",
            ),
            (
                "/agenda?territory=54395&from=2026-12-01",
                "../territory-54395/",
            ),
        ] {
            let written = link(&links, Role::Other, target);
            assert_eq!(written.as_deref(), Some(expected), "{target}");
        }
        let next = link(&links, Role::Next, "/agenda?from=2027-01-01");
        assert_eq!(next.as_deref(), Some("../page-3/"));
    }

    #[test]
    fn what_turned_out_to_be_missing_has_no_link() {
        let missing = Arc::new(BTreeSet::from([address("/about")]));
        let links = LinkWriter::of(&address("/"), "/", plan(), missing);
        assert_eq!(link(&links, Role::Other, "/about"), None);
        assert!(link(&links, Role::Other, "/about?lang=en").is_some());
    }

    #[test]
    fn a_page_that_is_shown_anywhere_begins_at_the_root_of_the_host() {
        let public = "https://group.pages.example/agenda";
        let links = LinkWriter::anywhere(public, plan(), Arc::default());
        assert_eq!(
            link(&links, Role::Other, "/status").as_deref(),
            Some("/agenda/status/")
        );
    }
}
