//! Addresses: of the gateway, of its sources, and those that a server listens on.

use std::borrow::Cow;
use std::fmt::Display;
use std::net::SocketAddr;
use std::path::Path;

use url::Url;

use super::shape::shortened;
use crate::model::Platform;

/// The root of a website or of an instance: http or https, without user, password, query or fragment; its path without trailing slash.
pub(super) fn root_address(text: &str) -> Result<Url, String> {
    let mut url = web_address(text)?;
    if url.query().is_some() {
        return Err("this address must not hold a `?`".to_owned());
    }
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url)
}

/// Where a source is read: an instance by its root; a document by its address as it is; a hand-kept list also by its path in `folder`.
pub(super) fn source_address(
    text: &str,
    platform: Option<Platform>,
    folder: &Path,
) -> Result<Url, String> {
    match platform {
        Some(Platform::File) if !text.starts_with("http") => local_file(text, folder),
        Some(Platform::Calendar) => web_address(&subscribed(text)),
        Some(Platform::File | Platform::Feed) => web_address(text),
        _ => root_address(text),
    }
}

/// Where a server listens.
pub(super) fn listening_address(text: &str) -> Result<SocketAddr, String> {
    text.trim().parse().ok().ok_or_else(|| {
        let given = shortened(text);
        format!("`{given}` is not an IP address and port such as 127.0.0.1:8080 or [::1]:8080")
    })
}

/// Any page: http or https, without user, password or fragment.
pub(super) fn web_address(text: &str) -> Result<Url, String> {
    let url = Url::parse(text.trim()).map_err(|error| not_an_address(text, &error))?;
    if !matches!(url.scheme(), "http" | "https") {
        let scheme = shortened(url.scheme());
        return Err(format!(
            "expected an address that begins with https:// or http://, not {scheme}:"
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("an address must not hold a user name or password".to_owned());
    }
    if url.fragment().is_some() {
        return Err("an address must not hold a `#`".to_owned());
    }
    Ok(url)
}

/// The address of a calendar. Pages offer `webcal:` addresses, so that a click opens a calendar program; behind them is a server of the web.
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

fn local_file(text: &str, folder: &Path) -> Result<Url, String> {
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
        .ok_or_else(|| format!("`{}` is neither an address nor a path", shortened(text)))
}

fn not_an_address(text: &str, error: &dyn Display) -> String {
    if text.contains('@') {
        // It may hold a password.
        return format!("not an address: {error}");
    }
    let given = shortened(text);
    format!("`{given}` is not an address such as https://agenda.example.fr: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, platform: Platform) -> Result<String, String> {
        source_address(text, Some(platform), Path::new("/etc/passerelle")).map(String::from)
    }

    #[test]
    fn instances_are_roots_and_documents_are_taken_as_they_are() {
        let decidim = read("https://A.example.fr/decidim/", Platform::Decidim);
        assert_eq!(decidim.unwrap(), "https://a.example.fr/decidim");
        let feed = "https://a.example.fr/feed/?cat=3";
        assert_eq!(read(feed, Platform::Feed).unwrap(), feed);
        assert!(read(feed, Platform::Passerelle).unwrap_err().contains('?'));
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
            let problem = read(text, Platform::Decidim).unwrap_err();
            assert!(!problem.contains("hush"), "{problem}");
        }
    }
}
