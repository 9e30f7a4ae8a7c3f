//! Addresses of the gateway: a path and its parameters, in one canonical form. Two links to the same content give equal addresses.

use std::collections::BTreeMap;

use url::form_urlencoded;

use super::naming::is_json;
use passerelle_publish::outputs::{self, Exported};

/// The parameter that stands for the page of a list, where the gateway's own addresses have a cursor.
pub(super) const PAGE: &str = "page";
/// The parameter that names the version of an asset; the export has one version of each.
const VERSION: &str = "v";
/// The longest segment of a path, in bytes.
const LONGEST_SEGMENT: usize = 100;

/// Names that Windows takes for devices, whatever extension they have.
const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];

/// A path and its parameters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Address {
    path: String,
    question: BTreeMap<&'static str, String>,
    /// The page of a list, from 1.
    page: u32,
}

impl Address {
    /// Parses the address of the first page of `path` (which begins with `/`) with a query. `None` if it is no address of the gateway's public routes: the path
    /// has characters that theirs do not have, or a parameter is unknown or repeated.
    pub(super) fn parse(path: &str, query: &str) -> Option<Self> {
        let mut question = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let value = value.trim();
            if value.is_empty() || name == VERSION {
                continue;
            }
            if question.insert(known(&name)?, value.to_owned()).is_some() {
                return None;
            }
        }
        Self::new(path, question, 1)
    }

    pub(super) fn new(
        path: &str,
        question: BTreeMap<&'static str, String>,
        page: u32,
    ) -> Option<Self> {
        let is_known = page > 0 && (path == "/" || is_path(path));
        is_known.then(|| Self {
            path: path.to_owned(),
            question,
            page,
        })
    }

    /// Returns the path.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The parameters and their values.
    pub(super) fn question(&self) -> &BTreeMap<&'static str, String> {
        &self.question
    }

    /// Returns the value of a parameter.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.question.get(name).map(String::as_str)
    }

    /// Returns the number of the page of a list, from 1.
    pub(super) const fn page(&self) -> u32 {
        self.page
    }

    /// Returns the address without some parameters, of the first page.
    #[must_use]
    pub(super) fn without(&self, names: &[&str]) -> Self {
        let mut other = self.clone();
        other.question.retain(|name, _| !names.contains(name));
        other.page = 1;
        other
    }

    /// Returns the address of another page of the same list.
    #[must_use]
    pub(super) fn on_page(&self, page: u32) -> Self {
        Self {
            page: page.max(1),
            ..self.clone()
        }
    }

    /// Returns the path and query to which the running gateway answers with the first page.
    pub(super) fn target(&self) -> String {
        if self.question.is_empty() {
            return self.path.clone();
        }
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.question);
        format!("{}?{}", self.path, query.finish())
    }
}

/// Returns the name of a parameter, if it is known.
pub(super) fn known(name: &str) -> Option<&'static str> {
    let files = outputs::ALL
        .iter()
        .filter(|it| it.exported != Exported::Never);
    let mut names = files.flat_map(|output| output.takes.names());
    names.find(|known| *known == name)
}

/// Returns whether a path has the form of those of the gateway's routes: segments that every file system takes and that do not look like parameters.
fn is_path(path: &str) -> bool {
    let Some(segments) = path.strip_prefix('/') else {
        return false;
    };
    let (folders, last) = match segments.rsplit_once('/') {
        Some((folders, last)) => (Some(folders), last),
        None => (None, segments),
    };
    let (stem, extension) = match last.split_once('.') {
        Some((stem, extension)) => (stem, Some(extension)),
        None => (last, None),
    };
    let mut folders = folders.into_iter().flat_map(|folders| folders.split('/'));
    let is_extension = |text: &str| {
        !text.is_empty() && text != "html" && text.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    // JSON without an extension gets this one: no other path may have it there.
    let is_named_so = extension == Some("json") && is_json(path.trim_end_matches(".json"));
    is_segment(stem)
        && folders.all(is_segment)
        && extension.is_none_or(is_extension)
        && !is_named_so
}

fn is_segment(segment: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let begins_well = segment.bytes().next().is_some_and(is_plain);
    let mut bytes = segment.bytes();
    begins_well
        && segment.len() <= LONGEST_SEGMENT
        && bytes.all(|byte| is_plain(byte) || byte == b'-' || byte == b'_')
        && !is_device(segment)
        && !looks_like_a_question(segment)
}

fn is_device(segment: &str) -> bool {
    let numbered = |port: &str| {
        segment
            .strip_prefix(port)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    DEVICES.contains(&segment) || numbered("com") || numbered("lpt")
}

/// Returns whether a segment of a file name is a parameter with its value.
fn looks_like_a_question(segment: &str) -> bool {
    let name = segment.split_once('-').map(|(name, _)| name);
    name.is_some_and(|name| name == PAGE || known(name).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_question_has_one_address_however_it_is_asked() {
        let asked = |query| Address::parse("/rss.xml", query).unwrap();
        let one = asked("territory=54395&lang=en");
        assert_eq!(one, asked("lang=en&territory=54395&q="));
        assert_eq!(one.target(), "/rss.xml?lang=en&territory=54395");
        assert_eq!(one.without(&["lang"]).target(), "/rss.xml?territory=54395");
        let style = Address::parse("/assets/style.css", "v=0a1b2c3d").unwrap();
        assert_eq!(style.target(), "/assets/style.css");
    }

    #[test]
    fn what_no_route_answers_is_no_address() {
        for path in [
            "",
            "//",
            "/a/",
            "/../etc/passwd",
            "/.git",
            "/a/./b",
            "/A",
            "/a b",
            "/con",
            "/lpt1.csv",
            "/é",
            "/a.html",
            "/a.tar.gz",
            "/territory-54395",
            "/rss/concerns-54498.xml",
            "/page-2",
            "/a\\b",
            "/~a",
            "/-a",
            "/api/v1/facets.json",
            "/oembed.json",
        ] {
            assert_eq!(Address::parse(path, ""), None, "{path}");
        }
        assert_eq!(Address::parse("/", "teritory=54395"), None);
        assert_eq!(Address::parse("/", "status=open&status=closed"), None);
        assert_eq!(Address::parse("/", "page=2"), None);
    }
}
