//! The public addresses of a Decidim. From 0.31 the API tells them, from 0.32 with a locale in front; older versions leave them to be built.
//! Here they are always without a locale: that form is a permanent key on every version, since newer ones redirect it.

use url::Url;

pub(super) use crate::federation::public;
use passerelle_model::{SpaceKind, expires};

/// The first segments of the public paths that a locale may stand before.
const ROOTS: [&str; 6] = [
    "processes",
    "assemblies",
    "initiatives",
    "conferences",
    "consultations",
    "meetings",
];

/// The address of the public pages of one space.
#[derive(Debug, Clone)]
pub(super) struct SpacePage {
    url: Url,
    /// `true` where it lies on another host than the one that lists it, as what a gateway relays does.
    elsewhere: bool,
}

impl SpacePage {
    /// The page of a space: what the host tells if it is an address on `base`, else built from its slug (or id, which redirects there).
    pub(super) fn new(base: &Url, kind: SpaceKind, slug: &str, told: Option<&str>) -> Self {
        let root = match kind {
            SpaceKind::Process => "processes",
            SpaceKind::Initiative => "initiatives",
            SpaceKind::Conference => "conferences",
            SpaceKind::Consultation => "consultations",
            SpaceKind::Assembly => "assemblies",
            // No Decidim lists such a space: its meetings lie within the others.
            SpaceKind::Event => "meetings",
        };
        let url = told
            .and_then(|told| unprefixed(base, told))
            .unwrap_or_else(|| below(base, &[root, slug]));
        Self {
            url,
            elsewhere: false,
        }
    }

    /// The page of a space that a gateway relays: its address as told, wherever that lies.
    pub(super) fn elsewhere(told: &str) -> Option<Self> {
        Some(Self {
            url: public(told)?,
            elsewhere: true,
        })
    }

    /// The page itself.
    pub(super) fn url(&self) -> &Url {
        &self.url
    }

    /// The page of one of its components.
    pub(super) fn component(&self, id: &str, told: Option<&str>) -> Url {
        if self.elsewhere {
            return told.and_then(public).unwrap_or_else(|| self.url.clone());
        }
        told.and_then(|told| unprefixed(&self.url, told))
            .unwrap_or_else(|| below(&self.url, &["f", id]))
    }
}

/// The page of a meeting of the component at `component`.
pub(super) fn meeting(component: &Url, id: &str, told: Option<&str>) -> Url {
    told.and_then(|told| unprefixed(component, told))
        .unwrap_or_else(|| below(component, &["meetings", id]))
}

/// The page of a meeting that a gateway relays: as told, else that of its space.
pub(super) fn relayed_meeting(component: &Url, told: Option<&str>) -> Url {
    told.and_then(public).unwrap_or_else(|| component.clone())
}

/// An address that the host tells, absolute, without its locale and query; `None` if it is not on the host of `base` (behind a proxy, hosts
/// are known to tell names that nobody can reach).
fn unprefixed(base: &Url, told: &str) -> Option<Url> {
    let mut url = base.join(told.trim()).ok()?;
    let same_place = url.host_str() == base.host_str()
        && url.port_or_known_default() == base.port_or_known_default();
    if !same_place || !matches!(url.scheme(), "http" | "https") {
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

/// Returns whether a segment looks as the locales of Decidim do: `fr`, `pt-BR`, `fr-CA`.
fn is_locale(segment: &str) -> bool {
    segment.parse::<passerelle_model::Language>().is_ok() && !ROOTS.contains(&segment)
}

/// `base` with segments appended, each encoded.
fn below(base: &Url, segments: &[&str]) -> Url {
    let mut url = base.clone();
    url.set_query(None);
    url.set_fragment(None);
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(segments);
    }
    url
}

/// An image's address made absolute, and whether the host signs it anew at each request.
pub(super) fn image(base: &Url, told: &str) -> Option<(Url, bool)> {
    let told = told.trim();
    if told.is_empty() {
        return None;
    }
    let url = base
        .join(told)
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
    fn the_locale_of_a_told_address_is_dropped() {
        for told in [
            "https://participez.example.fr/fr/processes/plan-velo",
            "https://participez.example.fr/pt-BR/processes/plan-velo?locale=fr#top",
            "/processes/plan-velo",
        ] {
            let page = SpacePage::new(&base(), SpaceKind::Process, "other", Some(told));
            assert_eq!(
                page.url().as_str(),
                "https://participez.example.fr/processes/plan-velo",
                "{told}"
            );
        }
    }

    #[test]
    fn a_told_address_on_another_host_is_not_believed() {
        for told in [
            "http://localhost:3000/processes/x",
            "javascript:alert(1)",
            "//evil.example/processes/x",
            "",
        ] {
            let page = SpacePage::new(&base(), SpaceKind::Process, "plan-velo", Some(told));
            assert_eq!(
                page.url().as_str(),
                "https://participez.example.fr/processes/plan-velo",
                "{told}"
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
        fn whatever_a_slug_or_an_address_holds_the_page_stays_on_the_host(slug in ".*", told in ".*") {
            let page = SpacePage::new(&base(), SpaceKind::Process, &slug, Some(&told));
            prop_assert_eq!(page.url().host_str(), Some("participez.example.fr"));
        }
    }
}
