//! Addresses: of the gateway, of its sources, and those that a server listens on.

use std::borrow::Cow;
use std::net::SocketAddr;
use std::path::Path;

use url::Url;

use super::fault::{Fault, Flaw, Quote, shortened};
use passerelle_model::{AddressForm, Platform, as_uri};

/// Parses the root of a website into a URI: http or https, without user, password, query or fragment; its path has no trailing slash.
pub(super) fn root_address(text: &str) -> Result<Url, Fault> {
    uri(&root(text)?)
}

/// Parses the root of a website as it is written, without making it a URI.
fn root(text: &str) -> Result<Url, Fault> {
    let mut url = without_fragment(text)?;
    if url.query().is_some() {
        return Err(Fault::AddressWithQuery);
    }
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url)
}

/// The address of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SourceAddress {
    /// The address as a URI, in which form it is requested and shown.
    pub(super) uri: Url,
    /// The address as it is written, of which ids are made: they are older than the rule that addresses are URIs, and stay as they are.
    pub(super) written: Url,
}

/// Parses the address of a source: the root of an instance; the address of a document; or, for a hand-kept list, also its path in `folder`.
pub(super) fn source_address(
    text: &str,
    platform: Option<Platform>,
    folder: &Path,
) -> Result<SourceAddress, Fault> {
    let form = platform.map_or(AddressForm::Root, Platform::address_form);
    let written = match form {
        AddressForm::DocumentOrFile if !text.starts_with("http") => local_file(text, folder),
        AddressForm::Calendar => without_fragment(&subscribed(text)),
        AddressForm::DocumentOrFile | AddressForm::Document => without_fragment(text),
        AddressForm::Root => root(text),
    }?;
    let uri = uri(&written)?;
    Ok(SourceAddress { uri, written })
}

/// Parses the address and port of a server.
pub(super) fn listening_address(text: &str) -> Result<SocketAddr, Fault> {
    text.trim().parse().ok().ok_or_else(|| Fault::Listen {
        given: Quote::of(text),
    })
}

/// Parses the address of any page into a URI: http or https, without user, password or fragment.
pub(super) fn web_address(text: &str) -> Result<Url, Fault> {
    uri(&without_fragment(text)?)
}

/// Parses a contact: an e-mail address, with or without `mailto:`, or the address of a page; `None` if it is neither.
pub(super) fn contact(text: &str) -> Option<String> {
    let text = text.trim();
    let is_plain = text.len() <= 200 && text.bytes().all(|byte| byte.is_ascii_graphic());
    if text.contains("://") {
        let page = address(text).ok().filter(|_| is_plain)?;
        return uri(&page).ok().map(String::from);
    }
    let written = text.strip_prefix("mailto:").unwrap_or(text);
    let (name, host) = written.split_once('@')?;
    // The characters that a `mailto:` holds unescaped (RFC 6068).
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"!$&'*+-.=_~".contains(&byte);
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
    let is_mail = !name.is_empty() && !host.is_empty();
    let is_mail = is_mail && name.bytes().all(is_name) && host.bytes().all(is_host);
    (is_plain && is_mail).then(|| text.to_owned())
}

/// Makes an address a URI.
fn uri(url: &Url) -> Result<Url, Fault> {
    as_uri(url).ok_or(Fault::AddressHost)
}

fn without_fragment(text: &str) -> Result<Url, Fault> {
    let url = address(text)?;
    if url.fragment().is_some() {
        return Err(Fault::AddressWithFragment);
    }
    Ok(url)
}

/// Parses a web address as it is written: http or https, without user or password.
fn address(text: &str) -> Result<Url, Fault> {
    let url = Url::parse(text.trim()).map_err(|error| not_an_address(text, error))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Fault::AddressScheme {
            scheme: shortened(url.scheme()),
        });
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Fault::AddressWithUser);
    }
    Ok(url)
}

/// Replaces the scheme of a calendar's address: pages offer `webcal:` so that a click opens a calendar program, and an ordinary web server answers.
fn subscribed(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let rest = ["webcals:", "webcal:"].iter().find_map(|scheme| {
        let begin = text.get(..scheme.len())?;
        text.get(scheme.len()..)
            .filter(|_| begin.eq_ignore_ascii_case(scheme))
    });
    rest.map_or(Cow::Borrowed(text), |rest| {
        Cow::Owned(format!("https:{rest}"))
    })
}

fn local_file(text: &str, folder: &Path) -> Result<Url, Fault> {
    let url = if text.starts_with("file:") {
        Url::parse(text)
            .ok()
            .filter(|url| url.to_file_path().is_ok())
    } else {
        std::path::absolute(folder.join(text))
            .ok()
            .and_then(|path| Url::from_file_path(path).ok())
    };
    url.filter(|_| !text.trim().is_empty())
        .ok_or_else(|| Fault::PathUnreadable {
            given: Quote::of(text),
        })
}

fn not_an_address(text: &str, error: url::ParseError) -> Fault {
    let flaw = error.into();
    let given = Quote::of_address(text);
    let complete = format!("https://{}", text.trim());
    let is_likely = flaw == Flaw::Scheme
        && given.is_some()
        && Url::parse(&complete)
            .is_ok_and(|url| url.host_str().is_some_and(|host| host.contains('.')));
    Fault::AddressUnreadable {
        given,
        flaw,
        complete: is_likely.then(|| shortened(&complete)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, platform: Platform) -> Result<String, Fault> {
        let address = source_address(text, Some(platform), Path::new("/etc/passerelle"));
        address.map(|address| address.uri.into())
    }

    #[test]
    fn instances_are_roots_and_documents_are_taken_as_they_are() {
        let decidim = read("https://A.example.fr/decidim/", Platform::Decidim);
        assert_eq!(decidim.unwrap(), "https://a.example.fr/decidim");
        let feed = "https://a.example.fr/feed/?cat=3";
        assert_eq!(read(feed, Platform::Feed).unwrap(), feed);
        assert_eq!(
            read(feed, Platform::Passerelle),
            Err(Fault::AddressWithQuery)
        );
    }

    #[test]
    fn what_no_uri_may_hold_is_encoded_where_it_is_told_and_kept_in_what_ids_are_made_of() {
        let text = "https://a.fr/été [1]|x/liste.csv?t[a]=1|2";
        let list = source_address(text, Some(Platform::File), Path::new("/")).unwrap();
        assert_eq!(
            list.uri.as_str(),
            "https://a.fr/%C3%A9t%C3%A9%20%5B1%5D%7Cx/liste.csv?t%5Ba%5D=1%7C2"
        );
        assert_eq!(
            list.written.as_str(),
            "https://a.fr/%C3%A9t%C3%A9%20[1]|x/liste.csv?t[a]=1|2"
        );
        let root = root_address("https://évian.fr/l’agenda/[a]/").unwrap();
        assert_eq!(
            root.as_str(),
            "https://xn--vian-9oa.fr/l%E2%80%99agenda/%5Ba%5D"
        );
        for host in ["https://a`b.fr", "https://a{b}.fr/x"] {
            assert!(root_address(host).is_err() && web_address(host).is_err());
            assert!(read(host, Platform::Feed).is_err(), "{host}");
        }
    }

    #[test]
    fn who_runs_a_gateway_is_reached_by_mail_or_at_a_page() {
        for (text, expected) in [
            (" a.b+c@mairie.fr ", "a.b+c@mairie.fr"),
            ("mailto:a@mairie.fr", "mailto:a@mairie.fr"),
            (
                "https://mairie.fr/contact?x[a]=1#b|c",
                "https://mairie.fr/contact?x%5Ba%5D=1#b%7Cc",
            ),
        ] {
            assert_eq!(contact(text).as_deref(), Some(expected));
        }
        for text in [
            "",
            "@",
            "a@",
            "@a.fr",
            "mairie",
            "a@b@c.fr",
            "a b@c.fr",
            "a|b@c.fr",
            "a@c.fr?cc=d",
            "tel:+33383000000",
            "javascript:alert(1)",
            "javascript://x/%0aalert(1)",
            "https://a:b@mairie.fr/",
        ] {
            assert_eq!(contact(text), None, "{text}");
        }
    }

    #[test]
    fn the_address_that_a_page_offers_for_calendar_programs_is_one_of_the_web() {
        for (text, address) in [
            ("webcal://a.fr/agenda.ics", "https://a.fr/agenda.ics"),
            ("WebCals://a.fr/?ical=1", "https://a.fr/?ical=1"),
            ("https://a.fr/agenda.ics", "https://a.fr/agenda.ics"),
        ] {
            assert_eq!(read(text, Platform::Calendar).unwrap(), address);
        }
        assert!(read("webcal://a.fr/feed", Platform::Feed).is_err());
    }

    #[test]
    fn only_a_hand_kept_list_may_be_a_file_of_this_machine() {
        for (text, file) in [
            ("liste.csv", "file:///etc/passerelle/liste.csv"),
            ("/srv/liste.csv", "file:///srv/liste.csv"),
            ("file:///srv/liste.csv", "file:///srv/liste.csv"),
            ("https://a.fr/liste.csv", "https://a.fr/liste.csv"),
        ] {
            assert_eq!(read(text, Platform::File).unwrap(), file);
        }
        for bad in ["", "file://elsewhere/liste.csv"] {
            assert!(read(bad, Platform::File).is_err(), "{bad}");
        }
        for platform in [Platform::Decidim, Platform::Feed] {
            assert!(read("file:///etc/passwd", platform).is_err());
        }
    }

    #[test]
    fn passwords_in_addresses_are_refused_and_not_repeated() {
        for text in [
            "https://user:hush@a.fr",
            "https://hush@a.fr",
            "http://user:hush@",
            "user:hush@a.fr",
        ] {
            let fault = read(text, Platform::Decidim).unwrap_err();
            assert!(!format!("{fault:?}").contains("hush"), "{fault:?}");
        }
    }
}
