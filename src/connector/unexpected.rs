//! An answer that is not what its platform answers, as an error: the one place where it is decided what came instead, so that the same wall is
//! named the same before every platform.

use url::Url;

use super::Error;
use super::document::{came, retry_after};
use crate::fetch::{Answer, Diagnosis};

/// The error of an answer in which there is nothing of `expected`, the platform or format as messages name it. `asked` is the address as it was
/// asked; messages show it without user, query and fragment.
pub(super) fn unexpected(asked: &Url, expected: &'static str, answer: &Answer) -> Error {
    let (url, status) = (bare(asked), answer.status);
    match Diagnosis::of(asked, answer) {
        Some(diagnosis) => diagnosed(diagnosis, url, expected, answer),
        None if (200..300).contains(&status) && came(answer) == A_PAGE => Error::WebPage {
            url,
            expected,
            status,
            hint: hint(expected),
        },
        None => Error::NotThere {
            url,
            expected,
            status,
            came: redirect(answer).unwrap_or_else(|| came(answer).to_owned()),
        },
    }
}

/// What is expected at an address, as messages name it.
pub(super) mod expected {
    /// A Decidim.
    pub(in crate::connector) const DECIDIM: &str = "Decidim";
    /// A Cap Collectif.
    pub(in crate::connector) const CAP_COLLECTIF: &str = "Cap Collectif";
    /// A portal of open data.
    pub(in crate::connector) const OPENDATASOFT: &str = "an Opendatasoft portal";
    /// Another gateway.
    pub(in crate::connector) const PASSERELLE: &str = "a Passerelle gateway";
    /// A feed.
    pub(in crate::connector) const FEED: &str = "a feed";
    /// A calendar.
    pub(in crate::connector) const CALENDAR: &str = "a calendar (iCalendar)";
    /// A list kept by hand.
    pub(in crate::connector) const LIST: &str = "a list";
}

/// How [`came`] names a page.
const A_PAGE: &str = "a web page";

fn diagnosed(diagnosis: Diagnosis, url: Url, expected: &'static str, answer: &Answer) -> Error {
    let status = answer.status;
    match diagnosis {
        Diagnosis::RobotWall { by } => Error::RobotWall { url, status, by },
        Diagnosis::SignIn { at } => Error::SignInRequired {
            url,
            status,
            at: at.map(|at| bare(&at).to_string()),
            expected,
        },
        Diagnosis::Maintenance => Error::Maintenance {
            url,
            status,
            retry_after: retry_after(answer),
        },
        Diagnosis::CaptivePortal => Error::CaptivePortal { url, status },
        Diagnosis::Parked => Error::Parked { url, status },
        Diagnosis::DefaultPage { of } => Error::DefaultPage { url, status, of },
        Diagnosis::Suspended => Error::Suspended { url, status },
        Diagnosis::Moved { to } => Error::Moved {
            url,
            to: bare(&to).to_string(),
        },
        Diagnosis::Gone => Error::Gone { url, expected },
        Diagnosis::NotFound => Error::NotFound {
            url,
            expected,
            status,
        },
        Diagnosis::Empty => Error::Empty {
            url,
            expected,
            status,
        },
        Diagnosis::WrongType { kind } => Error::WrongType {
            url,
            expected,
            status,
            kind,
        },
        Diagnosis::WrongEncoding => Error::WrongEncoding { url, status },
        Diagnosis::Throttled => Error::Busy {
            url,
            retry_after: retry_after(answer),
        },
        Diagnosis::OutOfOrder => Error::OutOfOrder { url, status },
        Diagnosis::LegalBlock => Error::LegalBlock { url },
        Diagnosis::Refused => Error::Refused { url, status },
    }
}

/// An address without user, query and fragment, where secrets stand.
pub(super) fn bare(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    // Both fail only where there can be none.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url
}

/// Where a redirect leads that was not followed, in words.
fn redirect(answer: &Answer) -> Option<String> {
    if !matches!(answer.status, 301..=303 | 307 | 308) {
        return None;
    }
    let target = answer
        .header("location")
        .and_then(|to| answer.url.join(to).ok());
    Some(target.map_or_else(
        || "a redirect to nowhere".to_owned(),
        |target| format!("a redirect to {}", bare(&target)),
    ))
}

/// Where the data usually are that a page was found in place of.
fn hint(expected: &str) -> &'static str {
    match expected {
        expected::CALENDAR => " (the address of a calendar often ends in .ics or ?ical=1)",
        expected::FEED => {
            " (the page names no feed; the address of one often ends in /feed, .rss or .xml)"
        }
        expected::LIST => {
            " (the address of the file itself is needed, not that of a page about it)"
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLATFORMS: [&str; 7] = [
        expected::DECIDIM,
        expected::CAP_COLLECTIF,
        expected::OPENDATASOFT,
        expected::PASSERELLE,
        expected::FEED,
        expected::CALENDAR,
        expected::LIST,
    ];

    fn told(status: u16, headers: &[(&str, &str)], body: &str, expected: &'static str) -> Error {
        let asked: Url = "https://a:b@ville.example/flux?token=canary#x"
            .parse()
            .unwrap();
        let answer = Answer::given(status, &asked, headers, body.as_bytes());
        unexpected(&asked, expected, &answer)
    }

    #[test]
    fn the_same_answer_is_named_the_same_before_every_platform() {
        let page = ("content-type", "text/html");
        for (status, headers, body, code) in [
            (
                200,
                &[page][..],
                "<html><i id=\"anubis_challenge\">",
                "robot_wall",
            ),
            (401, &[], "", "sign_in"),
            (503, &[("retry-after", "60")], "", "maintenance"),
            (511, &[], "", "captive_portal"),
            (
                200,
                &[page],
                "<html><title>Welcome to nginx!</title>",
                "server_default_page",
            ),
            (404, &[], "", "not_found"),
            (410, &[], "", "gone"),
            (451, &[], "", "legal_block"),
            (403, &[], "", "refused"),
            (429, &[], "", "throttled"),
            (502, &[], "", "out_of_order"),
            (200, &[], "", "empty_answer"),
            (200, &[], "%PDF-1.7", "wrong_type"),
            (200, &[page], "<html><p>Canari", "web_page"),
            (405, &[page], "<html><p>Canari", "not_the_platform"),
            (304, &[], "", "not_the_platform"),
            (
                302,
                &[("location", "/accueil?token=canary")],
                "",
                "not_the_platform",
            ),
        ] {
            for expected in PLATFORMS {
                let error = told(status, headers, body, expected);
                assert_eq!(error.code(), code, "{expected}: {error}");
                let said = error.to_string();
                assert!(said.contains("https://ville.example/flux"), "{said}");
                assert!(!said.to_lowercase().contains("canar"), "{said}");
            }
        }
    }

    #[test]
    fn what_another_platform_reads_is_named_with_it() {
        let calendar = told(200, &[], "BEGIN:VCALENDAR\r\nX:Canari", expected::FEED).to_string();
        assert!(calendar.contains("`platform = \"calendar\"`"), "{calendar}");
        let feed = "<?xml version=\"1.0\"?>\n<rss><channel><title>Canari";
        let feed = told(200, &[], feed, expected::CALENDAR).to_string();
        assert!(feed.contains("`platform = \"feed\"`"), "{feed}");
        let json = told(200, &[("content-type", "text/html")], " {}", expected::LIST).to_string();
        assert!(json.contains("JSON of another kind"), "{json}");
    }

    #[test]
    fn a_wall_names_its_make_and_what_to_let_through() {
        let page = ("content-type", "text/html");
        let said = told(200, &[page], "<html><i id=\"anubis_challenge\">", "Decidim").to_string();
        for words in ["Anubis", "200", "User-Agent", crate::fetch::PRODUCT] {
            assert!(said.contains(words), "{words}: {said}");
        }
    }

    #[test]
    fn a_sign_in_page_is_never_given_as_the_new_address() {
        let at = ("location", "/users/sign_in?x=canary");
        let said = told(302, &[at], "", "Decidim").to_string();
        assert!(
            said.contains("sign-in page https://ville.example/users/sign_in"),
            "{said}"
        );
        assert!(said.contains("force users to authenticate"), "{said}");
        assert!(!said.contains("`url`"), "{said}");
    }

    #[test]
    fn maintenance_tells_when_to_come_back() {
        let error = told(503, &[("retry-after", "3600")], "", "a feed");
        assert!(error.to_string().contains("in 60 minutes"), "{error}");
        assert_eq!(error.retry_after().map(|wait| wait.as_secs()), Some(3600));
    }
}
