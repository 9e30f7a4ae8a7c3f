//! An audience: the websites whose pages may do something with what the gateway publishes, such as show it in a frame or read it by script.

use std::fmt;

use url::Url;

/// The websites of an audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// All websites.
    Everyone,
    /// The websites in the list and no others; none if the list is empty.
    Only(Vec<Website>),
}

impl Audience {
    /// Returns whether pages of `origin`, the value of the header `Origin` (`https://www.example.fr`), belong to it.
    pub fn admits(&self, origin: &str) -> bool {
        match self {
            Self::Everyone => true,
            Self::Only(websites) => websites.iter().any(|website| website.is(origin)),
        }
    }
}

/// Writes the sources of a Content-Security-Policy: `*`, or addresses with spaces between; nothing for an empty list.
impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Everyone => f.write_str("*"),
            Self::Only(websites) => {
                for (at, website) in websites.iter().enumerate() {
                    let space = if at > 0 { " " } else { "" };
                    write!(f, "{space}{website}")?;
                }
                Ok(())
            }
        }
    }
}

/// A website (`https://www.example.fr`), or all below one (`https://*.example.fr`, which is not `https://example.fr`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Website {
    scheme: String,
    /// `true` where `host` is the end of the names of all websites below one.
    below: bool,
    /// The host, and the port where it is not the usual one; in lower case, as browsers write it.
    authority: String,
}

impl Website {
    fn is(&self, origin: &str) -> bool {
        let Some((scheme, authority)) = origin.split_once("://") else {
            return false;
        };
        let named = if self.below {
            let below = authority.strip_suffix(&self.authority);
            below.is_some_and(|below| below.len() > 1 && below.ends_with('.'))
        } else {
            authority == self.authority
        };
        named && scheme == self.scheme
    }
}

impl fmt::Display for Website {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let below = if self.below { "*." } else { "" };
        write!(f, "{}://{below}{}", self.scheme, self.authority)
    }
}

/// The error for a text that is not the address of a website.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected the address of a website without path, such as https://www.example.fr, or all below one: https://*.example.fr"
)]
pub struct InvalidWebsite;

impl std::str::FromStr for Website {
    type Err = InvalidWebsite;

    fn from_str(text: &str) -> Result<Self, InvalidWebsite> {
        let (scheme, rest) = text.trim().split_once("://").ok_or(InvalidWebsite)?;
        let (below, host) = match rest.strip_prefix("*.") {
            Some(host) => (true, host),
            None => (false, rest),
        };
        let url = Url::parse(&format!("{scheme}://{host}")).map_err(|_malformed| InvalidWebsite)?;
        let is_root = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let is_plain = url.username().is_empty() && url.password().is_none();
        let is_named = url
            .host_str()
            .is_some_and(|host| !host.contains(['*', ';', ',', '\'']));
        // An IP address has no subdomains.
        let is_below = !below || url.domain().is_some();
        if !(matches!(url.scheme(), "http" | "https")
            && is_root
            && is_plain
            && is_named
            && is_below)
        {
            return Err(InvalidWebsite);
        }
        let origin = url.origin().ascii_serialization();
        let (scheme, authority) = origin.split_once("://").ok_or(InvalidWebsite)?;
        Ok(Self {
            scheme: scheme.to_owned(),
            below,
            authority: authority.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn website(text: &str) -> Website {
        text.parse().unwrap()
    }

    #[test]
    fn a_website_is_recognised_by_its_origin_and_nothing_alike_is() {
        let one = Audience::Only(vec![website("https://WWW.Example.fr:443/")]);
        assert!(one.admits("https://www.example.fr"));
        for other in [
            "http://www.example.fr",
            "https://example.fr",
            "https://www.example.fr.evil.com",
            "https://www.example.fr:8443",
            "null",
            "",
        ] {
            assert!(!one.admits(other), "{other}");
        }
        let below = Audience::Only(vec![website("https://*.example.fr")]);
        assert!(below.admits("https://a.example.fr") && below.admits("https://a.b.example.fr"));
        for other in [
            "https://example.fr",
            "https://.example.fr",
            "https://evilexample.fr",
            "https://a.example.fr:8080",
        ] {
            assert!(!below.admits(other), "{other}");
        }
        assert!(Audience::Everyone.admits("null"));
        assert!(!Audience::Only(Vec::new()).admits("https://a.example.fr"));
    }

    #[test]
    fn it_is_written_as_browsers_read_it() {
        let both = [
            website("https://*.Vandœuvre.fr"),
            website("http://[::1]:8080"),
        ];
        assert_eq!(
            Audience::Only(both.into()).to_string(),
            "https://*.xn--vanduvre-ntb.fr http://[::1]:8080"
        );
        assert_eq!(Audience::Everyone.to_string(), "*");
        assert_eq!(Audience::Only(Vec::new()).to_string(), "");
    }

    #[test]
    fn what_is_no_website_is_refused() {
        for text in [
            "",
            "*",
            "example.fr",
            "https://",
            "https://*",
            "https://a.fr/page",
            "https://a.fr/?a",
            "https://user@a.fr",
            "ftp://a.fr",
            "https://a.fr; script-src *",
            "https://*.*.fr",
            "https://*.10.0.0.1",
            "data://a",
        ] {
            assert_eq!(text.parse::<Website>(), Err(InvalidWebsite), "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_is_accepted_leaves_its_place_in_a_policy(text in "https?://[ -~]{0,30}") {
            if let Ok(website) = text.parse::<Website>() {
                let written = website.to_string();
                prop_assert!(!written.contains([' ', ';', ',', '\'']), "{written}");
                prop_assert_eq!(written.parse(), Ok(website));
            }
        }
    }
}
