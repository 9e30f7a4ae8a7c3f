//! Hosts that moved: where the instance is now, by the address that answered.

use url::Url;

use passerelle_model::Reason;
use passerelle_model::reason::Code;

/// The address of what is called `name` at the root of the instance at `base`.
pub(crate) fn beside(base: &Url, name: &str) -> Url {
    let mut url = base.clone();
    url.set_query(None);
    url.set_fragment(None);
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().push(name);
    }
    url
}

/// The new place of a host that answered elsewhere.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Moved {
    /// The address now: asking the old one again would double every request.
    pub(crate) base: Url,
    /// `true` where that is another host; else it is another path of the same.
    pub(crate) is_other_host: bool,
}

impl Moved {
    /// Derives the new place of the instance at `base` from the address that answered for its `name`; `None` if that tells nothing.
    pub(crate) fn told_by(answered_by: &Url, base: &Url, name: &str) -> Option<Self> {
        let path = answered_by.path().trim_end_matches('/');
        let path = path.strip_suffix(name)?.strip_suffix('/')?;
        let mut now = answered_by.clone();
        now.set_path(path);
        now.set_query(None);
        now.set_fragment(None);
        Some(Self {
            is_other_host: now.host_str() != base.host_str(),
            base: now,
        })
    }

    /// Returns the notice to the operator, whose configuration has the instance at `former`.
    pub(crate) fn notice(&self, former: &Url) -> Reason {
        let moved = Reason::new(Code::HostMoved)
            .with("by", if self.is_other_host { "host" } else { "path" })
            .with("to", self.base.as_str().trim_end_matches('/'));
        let host = former.host_str().filter(|_| self.is_other_host);
        moved.with_known("former", host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    #[test]
    fn a_host_that_moved_is_known_by_where_it_answered() {
        let base = url("https://ville.example.fr");
        let told = |answered_by| Moved::told_by(&url(answered_by), &base, "api");
        let elsewhere = told("https://www.ville.example.fr/participer/api/?x=1").unwrap();
        assert_eq!(
            elsewhere.base.as_str(),
            "https://www.ville.example.fr/participer"
        );
        assert_eq!(
            elsewhere.notice(&base),
            Reason::new(Code::HostMoved)
                .with("by", "host")
                .with("to", "https://www.ville.example.fr/participer")
                .with("former", "ville.example.fr")
        );
        let here = told("https://ville.example.fr/fr/api").unwrap();
        assert!(!here.is_other_host, "{here:?}");
        assert_eq!(told("https://ville.example.fr/accueil"), None);
        assert_eq!(told("https://ville.example.fr/openapi"), None);
    }
}
