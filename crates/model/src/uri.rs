//! Addresses as URIs: browsers accept more in an address than RFC 3986 allows, and readers of feeds and calendars refuse the rest.

use std::borrow::Cow;

use url::{Host, Url};

/// The characters that may stand in a path besides those of a segment.
pub(super) const OF_PATHS: &[u8] = b"/";
/// The characters that may stand in a query or a fragment besides those of a segment.
pub(super) const OF_QUERIES: &[u8] = b"/?";

/// Returns an address as a URI that RFC 3986 allows: characters that may not stand in its path, query or fragment are percent-encoded, and so is a percent sign that
/// encodes nothing. The address keeps its meaning, and a URI stays as it is.
///
/// `None` if the host is a name that no URI can hold.
pub fn as_uri(url: &Url) -> Option<Url> {
    let is_held = |host: Host<&str>| match host {
        Host::Domain(name) => name.bytes().all(|byte| byte != b':' && is_plain(byte, &[])),
        Host::Ipv4(_) | Host::Ipv6(_) => true,
    };
    if !url.host().is_none_or(is_held) {
        return None;
    }
    let mut uri = url.clone();
    if let Cow::Owned(path) = encoded(url.path(), OF_PATHS) {
        uri.set_path(&path);
    }
    if let Some(Cow::Owned(query)) = url.query().map(|query| encoded(query, OF_QUERIES)) {
        uri.set_query(Some(&query));
    }
    if let Some(Cow::Owned(fragment)) = url.fragment().map(|part| encoded(part, OF_QUERIES)) {
        uri.set_fragment(Some(&fragment));
    }
    Some(uri)
}

/// Percent-encodes a part of a URI, except for the characters of a segment and those in `more`.
pub(super) fn encoded<'a>(part: &'a str, more: &[u8]) -> Cow<'a, str> {
    let mut written: Option<String> = None;
    let bytes = part.as_bytes();
    for (at, byte) in bytes.iter().copied().enumerate() {
        let encodes = |ahead: usize| bytes.get(at + ahead).is_some_and(u8::is_ascii_hexdigit);
        if is_plain(byte, more) || (byte == b'%' && encodes(1) && encodes(2)) {
            if let Some(written) = &mut written {
                written.push(char::from(byte));
            }
            continue;
        }
        // Everything before the first that must be encoded is ASCII.
        let written = written.get_or_insert_with(|| part.get(..at).unwrap_or_default().to_owned());
        written.push('%');
        for four in [byte >> 4, byte & 15] {
            let digit = char::from_digit(four.into(), 16).unwrap_or_default();
            written.push(digit.to_ascii_uppercase());
        }
    }
    written.map_or(Cow::Borrowed(part), Cow::Owned)
}

/// Returns whether a character may stand in a segment of a path as it is (RFC 3986, 3.3), or is one of `more`.
fn is_plain(byte: u8, more: &[u8]) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&byte) || more.contains(&byte)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use regex::Regex;

    use super::*;

    /// RFC 3986, appendix A, for what has an authority without user: written from the grammar, and sharing nothing with the code.
    static URI: LazyLock<Regex> = LazyLock::new(|| {
        let pchar = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})";
        let name = r"(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*";
        Regex::new(&format!(
            r"\Ahttps?://(?:\[[0-9A-Fa-f:.]+\]|{name})(?::[0-9]*)?(?:/{pchar}*)*(?:\?(?:{pchar}|[/?])*)?(?:#(?:{pchar}|[/?])*)?\z"
        ))
        .unwrap()
    });

    fn uri(address: &str) -> Option<String> {
        as_uri(&Url::parse(address).unwrap()).map(String::from)
    }

    #[test]
    fn what_no_uri_can_hold_is_encoded_and_the_rest_is_untouched() {
        for (address, expected) in [
            (
                "https://a.fr/d?tx_ttnews[tt_news]=7&t[a][b]=1&c=%5B2%5d",
                "https://a.fr/d?tx_ttnews%5Btt_news%5D=7&t%5Ba%5D%5Bb%5D=1&c=%5B2%5d",
            ),
            (
                "https://a.fr/a b|c\"d/{e}/[f]",
                "https://a.fr/a%20b%7Cc%22d/%7Be%7D/%5Bf%5D",
            ),
            (
                "https://a.fr/?q=a b|c^d`e\\f{g}<h>\"i'",
                "https://a.fr/?q=a%20b%7Cc%5Ed%60e%5Cf%7Bg%7D%3Ch%3E%22i%27",
            ),
            (
                "https://a.fr/#a[1]|b^c#d e",
                "https://a.fr/#a%5B1%5D%7Cb%5Ec%23d%20e",
            ),
            (
                "https://a.fr/100%/50%2/%zz/%2525?p=5%&q=%",
                "https://a.fr/100%25/50%252/%25zz/%2525?p=5%25&q=%25",
            ),
            (
                "https://mairie-évian.fr/é?é=ù#à",
                "https://xn--mairie-vian-hbb.fr/%C3%A9?%C3%A9=%C3%B9#%C3%A0",
            ),
            ("https://a.fr", "https://a.fr/"),
            ("https://a.fr/?", "https://a.fr/?"),
            ("https://a.fr/#", "https://a.fr/#"),
            ("https://a.fr//b/?/?#/?", "https://a.fr//b/?/?#/?"),
            ("http://[2001:db8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
            (
                "https://a_b.fr/a+b;c=d,e!f$g'h(i)*j@k:l~m",
                "https://a_b.fr/a+b;c=d,e!f$g'h(i)*j@k:l~m",
            ),
        ] {
            assert_eq!(uri(address).as_deref(), Some(expected), "{address}");
            assert!(URI.is_match(expected), "{expected}");
        }
        for refused in ["https://a`b.fr/", "https://a{b}.fr/", "https://a\"b.fr/"] {
            if let Ok(url) = Url::parse(refused) {
                assert_eq!(as_uri(&url), None, "{refused}");
            }
        }
    }

    proptest! {
        #[test]
        fn whatever_leaves_is_a_uri_and_means_the_same(path in "(/\\PC{0,8}){0,3}", query in "(\\?\\PC{0,20})?", fragment in "(#\\PC{0,12})?", host in "[a-z`{\"'é_]{1,6}") {
            let Ok(url) = Url::parse(&format!("https://{host}.fr{path}{query}{fragment}")) else {
                return Ok(());
            };
            let Some(uri) = as_uri(&url) else {
                let is_no_name = url.host_str().unwrap().contains(['`', '{', '"']);
                prop_assert!(is_no_name);
                return Ok(());
            };
            prop_assert!(URI.is_match(uri.as_str()), "{}", uri);
            prop_assert_eq!(as_uri(&uri), Some(uri.clone()));
            prop_assert_eq!(Url::parse(uri.as_str()), Ok(uri.clone()));
            prop_assert_eq!(uri.host(), url.host());
            let pairs = |url: &Url| url.query_pairs().into_owned().collect::<Vec<_>>();
            prop_assert_eq!(pairs(&uri), pairs(&url));
        }
    }
}
