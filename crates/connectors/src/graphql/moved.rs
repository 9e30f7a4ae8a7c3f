//! Instances that moved: derives the new address of an instance from the address that answered.

use url::Url;

use passerelle_model::Reason;
use passerelle_model::reason::Code;

/// The address of the resource `name` at the root of the instance at `base`.
pub(crate) fn resource_url(base: &Url, name: &str) -> Url {
    let mut url = base.clone();
    url.set_query(None);
    url.set_fragment(None);
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().push(name);
    }
    url
}

/// The move of an instance, of which another address answered.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Moved {
    /// The new address of the instance.
    pub(crate) base: Url,
    /// `true` where the new address is on another host; otherwise only its path differs.
    pub(crate) is_other_host: bool,
}

impl Moved {
    /// Derives the new place of the instance at `base` from the address that answered for its `name`; `None` if that tells nothing.
    pub(crate) fn from_answer(answered_by: &Url, base: &Url, name: &str) -> Option<Self> {
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
    fn a_move_is_derived_from_the_address_that_answered() {
        let base = url("https://ville.example.fr");
        let moved_to = |answered_by| Moved::from_answer(&url(answered_by), &base, "api");
        let elsewhere = moved_to("https://www.ville.example.fr/participer/api/?x=1").unwrap();
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
        let here = moved_to("https://ville.example.fr/fr/api").unwrap();
        assert!(!here.is_other_host, "{here:?}");
        assert_eq!(moved_to("https://ville.example.fr/accueil"), None);
        assert_eq!(moved_to("https://ville.example.fr/openapi"), None);
    }
}
