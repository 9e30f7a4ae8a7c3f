//! Links of pages. A gateway that answers is led to by its own paths and queries; among files a page leads to those that there are, and what would lead
//! elsewhere is not written.

use std::fmt;

use crate::Site;

use super::frame::Reader;

/// The role of a link on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// One of the values that filter.
    Choice,
    /// Leads to what comes before or behind.
    Step,
    /// Leads to the next part of the list that the page shows a part of.
    Next,
    /// Any other link.
    Other,
}

/// The links of one page that is a file.
pub trait FileLinks: fmt::Debug + Send + Sync {
    /// Returns the name of the file that answers for `path` (beginning with `/`) and `query`, relative to the folder of all files, and notes that the
    /// page leads there; `None` where no file answers.
    fn file(&self, path: &str, query: &str, role: Role) -> Option<String>;

    /// Returns the link from the page to the file of this name.
    fn link_to(&self, name: &str) -> String;
}

/// Writes the links of one page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageLinks<'a> {
    site: &'a Site,
    files: Option<&'a dyn FileLinks>,
    /// The way from the page to the root, where the gateway answers: empty, `../` or `/`.
    root: &'static str,
}

impl<'a> PageLinks<'a> {
    /// Writes the links of a page for `reader` whose way to the root is `root`.
    pub(crate) fn new(reader: &Reader<'a>, root: &'static str) -> Self {
        Self {
            site: reader.site,
            files: reader.files,
            root,
        }
    }

    /// Returns the link to `path` (relative to the root) with `query`; `None` where no file answers.
    pub(crate) fn to(&self, path: &str, query: &str) -> Option<String> {
        self.to_as(Role::Other, path, query)
    }

    /// Returns the same for a link of a role.
    pub(crate) fn to_as(&self, role: Role, path: &str, query: &str) -> Option<String> {
        match self.files {
            None => Some(self.answered(path, query)),
            Some(files) => {
                let name = files.file(&format!("/{path}"), query, role)?;
                Some(files.link_to(&name))
            }
        }
    }

    /// Returns the link to `path` with `query`, of which there is always a file.
    pub(crate) fn always_to(&self, path: &str, query: &str) -> String {
        let found = self.to(path, query);
        found.unwrap_or_else(|| self.answered(path, query))
    }

    /// Returns the link to an asset; `version` changes with its content.
    pub(crate) fn asset(&self, path: &str, version: &str) -> String {
        self.always_to(path, &format!("v={version}"))
    }

    /// Returns the whole address of `path` with `query`; `None` where no file answers.
    pub(crate) fn whole(&self, path: &str, query: &str) -> Option<String> {
        self.whole_as(Role::Other, path, query)
    }

    /// Returns the same for a link of a role.
    pub(crate) fn whole_as(&self, role: Role, path: &str, query: &str) -> Option<String> {
        match self.files {
            None => Some(self.site.address(path, query)),
            Some(files) => {
                let name = files.file(path, query, role)?;
                Some(format!("{}/{name}", self.site.public_url()))
            }
        }
    }

    /// Returns the whole address of `path` with `query`, of which there is always a file.
    pub(crate) fn always_whole(&self, path: &str, query: &str) -> String {
        let found = self.whole(path, query);
        found.unwrap_or_else(|| self.site.address(path, query))
    }

    /// Returns the link to `path` with `query` as scripts fill it in: it leads to one of many pages, and this one need not be there.
    pub(crate) fn pattern(&self, path: &str, query: &str) -> String {
        let name = self
            .site
            .files()
            .and_then(|name| name(&format!("/{path}"), query));
        match self.files.zip(name) {
            Some((files, name)) => files.link_to(&name),
            None => self.answered(path, query),
        }
    }

    /// Returns the link to what the description of the programming interface calls `path` (beginning with `/`): a file by its name, where there are files.
    pub(crate) fn described(&self, path: &str) -> String {
        let name = path.trim_start_matches('/');
        match self.files {
            None => self.answered(name, ""),
            Some(files) => files.link_to(name),
        }
    }

    /// Returns the link to `path` with `query` where a gateway answers.
    fn answered(&self, path: &str, query: &str) -> String {
        let path = match (path, self.root) {
            ("", "") => "./",
            _ => path,
        };
        format!("{}{path}{}", self.root, behind(&[query]))
    }
}

/// `?a&b` of those parts of a query that are not empty.
pub(super) fn behind(parts: &[&str]) -> String {
    let query = joined(parts);
    if query.is_empty() {
        query
    } else {
        format!("?{query}")
    }
}

/// `a&b` of those parts of a query that are not empty.
pub(super) fn joined(parts: &[&str]) -> String {
    let parts = parts.iter().copied().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("&")
}
