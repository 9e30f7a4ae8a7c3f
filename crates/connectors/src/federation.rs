//! Federation: the rules that all connectors share which read other gateways. They say which addresses name one gateway, and what must not be relayed
//! because it went in a circle. This module knows no wire format.

use url::Url;

use passerelle_model::Via;

/// The most gateways that a consultation may have come through. More are a loop that nobody cut.
const MOST_GATEWAYS: usize = 16;

/// Parses an absolute `http` or `https` address; `None` if it is none, or has a user or a password.
pub(super) fn public(text: &str) -> Option<Url> {
    let url = Url::parse(text.trim()).ok()?;
    let plain = url.username().is_empty() && url.password().is_none() && url.has_host();
    (plain && matches!(url.scheme(), "http" | "https")).then_some(url)
}

/// Returns whether two addresses name the same gateway. Scheme, `www.`, a final dot of the host, a trailing slash, query and fragment do not count, nor
/// does the case of the host.
pub(super) fn same_place(one: &Url, other: &Url) -> bool {
    host(one) == host(other)
        && one.port_or_known_default().map(web_port) == other.port_or_known_default().map(web_port)
        && one.path().trim_end_matches('/') == other.path().trim_end_matches('/')
}

fn host(url: &Url) -> Option<&str> {
    let host = url.host_str()?.trim_end_matches('.');
    Some(host.strip_prefix("www.").unwrap_or(host))
}

/// The port, with the default port of `https` counted as that of `http`.
const fn web_port(port: u16) -> u16 {
    if port == 443 { 80 } else { port }
}

/// Returns whether the gateway at `here` may relay a consultation that came from `source` through the gateways `via`, the polled one last. It may not if
/// the consultation came through `here` already, went in a circle, or came through too many gateways.
pub(super) fn may_be_relayed(via: &[Via], source: Option<&Url>, here: &Url) -> bool {
    if via.len() > MOST_GATEWAYS {
        return false;
    }
    let mut places = via.iter().map(|gateway| &gateway.url).chain(source);
    let from_here = places.any(|place| same_place(place, here));
    let in_a_circle = via.iter().enumerate().any(|(at, gateway)| {
        let mut before = via.iter().take(at);
        before.any(|earlier| same_place(&earlier.url, &gateway.url))
    });
    !from_here && !in_a_circle
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "https://agenda.example.fr";

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    fn relayed(via: &[&str], source: &str) -> bool {
        let via: Vec<Via> = via
            .iter()
            .map(|gateway| Via {
                url: url(gateway),
                name: "Une passerelle".to_owned(),
            })
            .collect();
        may_be_relayed(&via, Some(&url(source)), &url(HERE))
    }

    #[test]
    fn one_gateway_is_known_under_every_spelling_of_its_address() {
        for spelling in [
            "http://agenda.example.fr/",
            "https://AGENDA.example.fr",
            "https://agenda.example.fr:443/",
            "http://agenda.example.fr:80",
            "https://www.agenda.example.fr",
            "https://agenda.example.fr./",
            "https://agenda.example.fr/?utm_source=feed#top",
        ] {
            assert!(same_place(&url(spelling), &url(HERE)), "{spelling}");
            assert!(
                !relayed(
                    &[spelling, "https://autre.example.fr"],
                    "https://ville.example.fr"
                ),
                "{spelling}"
            );
        }
        for other in [
            "https://agenda.example.fr:8443",
            "https://agenda.example.fr/autre",
            "https://agenda.example.com",
        ] {
            assert!(!same_place(&url(other), &url(HERE)), "{other}");
        }
    }

    #[test]
    fn what_came_from_here_or_went_in_a_circle_or_too_far_is_not_relayed() {
        let ville = "https://ville.example.fr";
        assert!(relayed(&["https://a.example", "https://b.example"], ville));
        assert!(!relayed(&["https://b.example"], HERE));
        assert!(!relayed(
            &[
                "https://a.example",
                "https://b.example",
                "http://a.example/"
            ],
            ville
        ));
        let far: Vec<String> = (0..=MOST_GATEWAYS)
            .map(|at| format!("https://g{at}.example"))
            .collect();
        let far: Vec<&str> = far.iter().map(String::as_str).collect();
        assert!(!relayed(&far, ville));
        assert!(relayed(&far[1..], ville));
    }

    #[test]
    fn only_addresses_of_the_web_are_public() {
        assert!(public(" https://agenda.example.fr/ ").is_some());
        for other in [
            "file:///etc/passwd",
            "https://moi:secret@agenda.example.fr",
            "javascript:alert(1)",
            "/api",
        ] {
            assert!(public(other).is_none(), "{other}");
        }
    }
}
