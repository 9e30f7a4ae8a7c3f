//! Links of pages. A page of a running gateway leads to its paths and queries; a page that is a file leads to other files, and links without a file are left out.

use std::fmt;

use crate::Site;

use super::frame::Reader;

/// The role of a link on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A value that filters.
    Choice,
    /// A link to the page before or after.
    Step,
    /// The link to the next part of the list that the page shows.
    Next,
    /// Any other link.
    Other,
}

/// The links of one page that is a file.
pub trait FileLinks: fmt::Debug + Send + Sync {
    /// Returns the name of the file that answers `path` (beginning with `/`) and `query`, relative to the folder of all files, and notes that the page leads there;
    /// `None` where no file answers.
    fn file(&self, path: &str, query: &str, role: Role) -> Option<String>;

    /// Returns the link from the page to the file of this name.
    fn link_to(&self, name: &str) -> String;
}

/// Writes the links of one page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageLinks<'a> {
    site: &'a Site,
    files: Option<&'a dyn FileLinks>,
    /// The relative link from the page to the root of a running gateway: empty, `../` or `/`.
    root: &'static str,
}

impl<'a> PageLinks<'a> {
    /// Creates the links of a page for `reader`, from which `root` leads to the root.
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

    /// Returns the link to `path` with `query` for a link of a role; `None` where no file answers.
    pub(crate) fn to_as(self, role: Role, path: &str, query: &str) -> Option<String> {
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

    /// Returns the whole address of `path` with `query` for a link of a role; `None` where no file answers.
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

    /// Returns the link to `path` with `query` as a pattern that scripts fill in: it stands for many pages, and itself need not exist.
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

    /// Returns the link to a path of the API (beginning with `/`), or to the file of that path.
    pub(crate) fn described(&self, path: &str) -> String {
        let name = path.trim_start_matches('/');
        match self.files {
            None => self.answered(name, ""),
            Some(files) => files.link_to(name),
        }
    }

    /// Returns the link to `path` with `query` on a running gateway.
    fn answered(&self, path: &str, query: &str) -> String {
        let path = match (path, self.root) {
            ("", "") => "./",
            _ => path,
        };
        format!("{}{path}{}", self.root, behind(&[query]))
    }
}

/// Joins the non-empty parts of a query: `?a&b`; empty if there are none.
pub(super) fn behind(parts: &[&str]) -> String {
    let query = joined(parts);
    if query.is_empty() {
        query
    } else {
        format!("?{query}")
    }
}

/// Joins the non-empty parts of a query: `a&b`.
pub(super) fn joined(parts: &[&str]) -> String {
    let parts = parts.iter().copied().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::*;
    use crate::html::{Absence, message};

    /// Links to files of which only addresses without a query have one.
    #[derive(Debug)]
    struct Unasked;

    impl FileLinks for Unasked {
        fn file(&self, path: &str, query: &str, _role: Role) -> Option<String> {
            let asks = !query.is_empty() && !query.starts_with("v=");
            (!asks).then(|| path.trim_start_matches('/').to_owned())
        }

        fn link_to(&self, name: &str) -> String {
            format!("up/{name}")
        }
    }

    fn site() -> Site {
        let url = "https://a.fr/agenda".parse().unwrap();
        let languages = ["fr", "en"].map(|tag| tag.parse().unwrap());
        Site::new("Agenda", &url, languages.into(), Vec::new())
    }

    fn reader<'a>(site: &'a Site, files: Option<&'a dyn FileLinks>) -> Reader<'a> {
        let moment: DateTime<Utc> = "2026-11-22T11:00:00Z".parse().unwrap();
        Reader {
            site,
            languages: site.languages(),
            language: None,
            today: moment.date_naive(),
            moment,
            files,
            rights: "default-src 'none'; frame-ancestors 'none'; img-src 'self' data:",
        }
    }

    #[test]
    fn a_gateway_is_led_to_by_paths_and_queries() {
        let site = site();
        let links = |root| PageLinks::new(&reader(&site, None), root);
        assert_eq!(links("").to("", "").as_deref(), Some("./"));
        assert_eq!(links("").to("", "q=a").as_deref(), Some("./?q=a"));
        assert_eq!(links("../").to("", "q=a").as_deref(), Some("../?q=a"));
        assert_eq!(links("/").asset("a.css", "0f"), "/a.css?v=0f");
        let whole = links("../").whole("/rss.xml", "q=a");
        assert_eq!(whole.as_deref(), Some("https://a.fr/agenda/rss.xml?q=a"));
    }

    #[test]
    fn among_files_a_page_leads_to_those_that_there_are() {
        let site = site();
        let links = PageLinks::new(&reader(&site, Some(&Unasked)), "../");
        assert_eq!(links.to("agenda", "").as_deref(), Some("up/agenda"));
        assert_eq!(links.to("agenda", "q=a"), None);
        assert_eq!(links.whole("/rss.xml", "q=a"), None);
        assert_eq!(links.asset("a.css", "0f"), "up/a.css");
        let whole = links.whole("/rss.xml", "");
        assert_eq!(whole.as_deref(), Some("https://a.fr/agenda/rss.xml"));
    }

    #[test]
    fn a_page_that_is_a_file_says_its_rights_and_has_no_link_to_what_is_none() {
        let site = site();
        let page = |files| {
            let page = message(&reader(&site, files), Absence::NotFound).unwrap();
            String::from_utf8(page).unwrap()
        };
        let answered = page(None);
        assert!(answered.contains("href=\"/?lang=en\"") && !answered.contains("http-equiv"));
        let file = page(Some(&Unasked));
        assert!(!file.contains("lang=en") && file.contains("href=\"up/agenda\""));
        assert!(file.contains("name=\"referrer\" content=\"no-referrer\""));
        let rights = file
            .split_once("http-equiv=\"Content-Security-Policy\"")
            .unwrap();
        assert!(
            rights.1.starts_with(
                " content=\"default-src &#39;none&#39;; img-src &#39;self&#39; data:\""
            ),
            "{file}"
        );
    }
}
