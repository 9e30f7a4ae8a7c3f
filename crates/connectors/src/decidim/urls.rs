//! The addresses of a Decidim's public pages. From 0.31 the API gives them, from 0.32 with a locale in front; for older versions they are built here.
//! They are always kept without a locale: this form stays valid on every version, since newer ones redirect it.

use url::Url;

pub(super) use crate::federation::public;
use passerelle_model::{SpaceKind, expires};

/// The first segments of public paths, before which a locale may stand.
const ROOTS: [&str; 6] = [
    "processes",
    "assemblies",
    "initiatives",
    "conferences",
    "consultations",
    "meetings",
];

/// The public page of one space.
#[derive(Debug, Clone)]
pub(super) struct SpacePage {
    url: Url,
    /// `true` where a gateway relays the space, so that the page is on another host than the one that was polled.
    relayed: bool,
}

impl SpacePage {
    /// Returns the page of a space: `api_url`, the address that the API gives, if it is on the host of `base`; else the address built from the slug
    /// (or the id, from which Decidim redirects).
    pub(super) fn new(base: &Url, kind: SpaceKind, slug: &str, api_url: Option<&str>) -> Self {
        let root = match kind {
            SpaceKind::Process => "processes",
            SpaceKind::Initiative => "initiatives",
            SpaceKind::Conference => "conferences",
            SpaceKind::Consultation => "consultations",
            SpaceKind::Assembly => "assemblies",
            // A Decidim has no spaces of this kind; the arm only completes the match.
            SpaceKind::Event => "meetings",
        };
        let url = api_url
            .and_then(|api_url| without_locale(base, api_url))
            .unwrap_or_else(|| below(base, &[root, slug]));
        Self {
            url,
            relayed: false,
        }
    }

    /// Returns the page of a space that a gateway relays, on whatever host; `None` if `api_url` is no public address.
    pub(super) fn relayed(api_url: &str) -> Option<Self> {
        Some(Self {
            url: public(api_url)?,
            relayed: true,
        })
    }

    /// The address of the page.
    pub(super) fn url(&self) -> &Url {
        &self.url
    }

    /// Returns the address of the page of a component of the space.
    pub(super) fn component(&self, id: &str, api_url: Option<&str>) -> Url {
        if self.relayed {
            return api_url.and_then(public).unwrap_or_else(|| self.url.clone());
        }
        api_url
            .and_then(|api_url| without_locale(&self.url, api_url))
            .unwrap_or_else(|| below(&self.url, &["f", id]))
    }
}

/// Returns the address of the page of a meeting in the component whose page is `component`.
pub(super) fn meeting(component: &Url, id: &str, api_url: Option<&str>) -> Url {
    api_url
        .and_then(|api_url| without_locale(component, api_url))
        .unwrap_or_else(|| below(component, &["meetings", id]))
}

/// Returns the address of the page of a meeting that a gateway relays: the one that the gateway gives, else the page of the component.
pub(super) fn relayed_meeting(component: &Url, api_url: Option<&str>) -> Url {
    api_url
        .and_then(public)
        .unwrap_or_else(|| component.clone())
}

/// Returns an address that the API gives as an absolute one, without its locale, query and fragment. `None` if it is not on the host of `base`:
/// behind a proxy, hosts are known to give names that nobody can reach.
fn without_locale(base: &Url, api_url: &str) -> Option<Url> {
    let mut url = base.join(api_url.trim()).ok()?;
    let same_host = url.host_str() == base.host_str()
        && url.port_or_known_default() == base.port_or_known_default();
    if !same_host || !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    url.set_query(None);
    url.set_fragment(None);
    let path = url.path().to_owned();
    let segments: Vec<&str> = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    let kept = match segments.split_first() {
        Some((locale, rest))
            if is_locale(locale) && rest.first().is_some_and(|root| ROOTS.contains(root)) =>
        {
            rest
        }
        _ => segments.as_slice(),
    };
    url.set_path(&kept.join("/"));
    (!kept.is_empty()).then_some(url)
}

/// Returns whether a segment looks like a locale of Decidim: `fr`, `pt-BR`, `fr-CA`.
fn is_locale(segment: &str) -> bool {
    segment.parse::<passerelle_model::Language>().is_ok() && !ROOTS.contains(&segment)
}

/// Returns `base` with segments appended to its path, each encoded, and without query and fragment.
fn below(base: &Url, segments: &[&str]) -> Url {
    let mut url = base.clone();
    url.set_query(None);
    url.set_fragment(None);
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(segments);
    }
    url
}

/// Returns the absolute address of an image, and `true` if the host signs the address anew at each request.
pub(super) fn image(base: &Url, api_url: &str) -> Option<(Url, bool)> {
    let api_url = api_url.trim();
    if api_url.is_empty() {
        return None;
    }
    let url = base
        .join(api_url)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let signed = expires(&url);
    Some((url, signed))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn base() -> Url {
        Url::parse("https://participez.example.fr").unwrap()
    }

    #[test]
    fn an_address_is_built_as_every_version_forms_it() {
        let page = SpacePage::new(&base(), SpaceKind::Process, "plan-velo", None);
        assert_eq!(
            page.url().as_str(),
            "https://participez.example.fr/processes/plan-velo"
        );
        let component = page.component("57", None);
        assert_eq!(
            component.as_str(),
            "https://participez.example.fr/processes/plan-velo/f/57"
        );
        assert_eq!(
            meeting(&component, "9", None).as_str(),
            "https://participez.example.fr/processes/plan-velo/f/57/meetings/9"
        );
    }

    #[test]
    fn the_locale_of_an_address_of_the_api_is_dropped() {
        for api_url in [
            "https://participez.example.fr/fr/processes/plan-velo",
            "https://participez.example.fr/pt-BR/processes/plan-velo?locale=fr#top",
            "/processes/plan-velo",
        ] {
            let page = SpacePage::new(&base(), SpaceKind::Process, "other", Some(api_url));
            assert_eq!(
                page.url().as_str(),
                "https://participez.example.fr/processes/plan-velo",
                "{api_url}"
            );
        }
    }

    #[test]
    fn an_address_of_the_api_on_another_host_is_not_believed() {
        for api_url in [
            "http://localhost:3000/processes/x",
            "javascript:alert(1)",
            "//evil.example/processes/x",
            "",
        ] {
            let page = SpacePage::new(&base(), SpaceKind::Process, "plan-velo", Some(api_url));
            assert_eq!(
                page.url().as_str(),
                "https://participez.example.fr/processes/plan-velo",
                "{api_url}"
            );
        }
    }

    #[test]
    fn relative_images_become_absolute_and_signed_ones_are_known() {
        let (url, signed) = image(
            &base(),
            "/rails/active_storage/blobs/redirect/abc/a%20b.jpg",
        )
        .unwrap();
        assert!(
            !signed
                && url
                    .as_str()
                    .starts_with("https://participez.example.fr/rails/")
        );
        assert!(
            image(
                &base(),
                "https://participez.example.fr/rails/active_storage/disk/xyz/a.jpg"
            )
            .unwrap()
            .1
        );
        assert!(
            image(&base(), "https://s3.example/a.jpg?X-Amz-Signature=1")
                .unwrap()
                .1
        );
        assert!(image(&base(), "data:image/png;base64,AAAA").is_none());
    }

    proptest! {
        #[test]
        fn whatever_a_slug_or_an_address_holds_the_page_stays_on_the_host(slug in ".*", api_url in ".*") {
            let page = SpacePage::new(&base(), SpaceKind::Process, &slug, Some(&api_url));
            prop_assert_eq!(page.url().host_str(), Some("participez.example.fr"));
        }
    }
}
