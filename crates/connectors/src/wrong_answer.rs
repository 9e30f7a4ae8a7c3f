//! Unexpected answers: turns an answer that does not come from the expected platform into an error. All connectors use this one function, so that the same
//! obstacle gives the same error on every platform.

use url::Url;

use super::Error;
use super::document::{came, retry_after};
use super::fault::{Came, Expected};
use passerelle_fetch::{Answer, Diagnosis};
use passerelle_model::reason::bare;

/// The error for an answer that is not what is expected. `asked` is the address that was requested; the error holds it without user, query and fragment.
pub(super) fn wrong_answer(asked: &Url, expected: Expected, answer: &Answer) -> Error {
    let (url, status) = (bare(asked), answer.status);
    match Diagnosis::of(asked, answer) {
        Some(diagnosis) => diagnosed(diagnosis, url, expected, answer),
        None if (200..300).contains(&status) && came(answer) == Came::Page => Error::WebPage {
            url,
            expected,
            status,
        },
        None => Error::NotThere {
            url,
            expected,
            status,
            came: redirect(answer).unwrap_or_else(|| came(answer)),
        },
    }
}

fn diagnosed(diagnosis: Diagnosis, url: Url, expected: Expected, answer: &Answer) -> Error {
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
        Diagnosis::Gone => Error::Gone { url },
        Diagnosis::NotFound => Error::NotFound { url, status },
        Diagnosis::Empty => Error::Empty { url, status },
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

/// Recognises an answer as a redirect that was not followed.
fn redirect(answer: &Answer) -> Option<Came> {
    if !matches!(answer.status, 301..=303 | 307 | 308) {
        return None;
    }
    let target = answer
        .header("location")
        .and_then(|to| answer.url.join(to).ok());
    Some(Came::Redirect {
        to: target.map(|target| bare(&target)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use passerelle_model::reason::Param;
    use passerelle_model::{Platform, Reason};

    fn everything() -> impl Iterator<Item = Expected> {
        let platforms = Platform::ALL.iter().copied().map(Expected::Of);
        platforms.chain([Expected::Any])
    }

    fn error_of(status: u16, headers: &[(&str, &str)], body: &str, expected: Expected) -> Error {
        let asked: Url = "https://a:b@ville.example/flux?token=canary#x"
            .parse()
            .unwrap();
        let answer = Answer::given(status, &asked, headers, body.as_bytes());
        wrong_answer(&asked, expected, &answer)
    }

    #[test]
    fn the_same_answer_gives_the_same_error_on_every_platform() {
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
            for expected in everything() {
                let error = error_of(status, headers, body, expected);
                let reason = Reason::from(&error);
                assert_eq!(reason.code(), code, "{expected:?}: {error}");
                let said = reason.to_string();
                assert!(said.contains("https://ville.example/flux"), "{said}");
                assert!(!said.to_lowercase().contains("canar"), "{said}");
            }
        }
    }

    #[test]
    fn a_document_of_another_platform_is_named() {
        let came = |status, headers: &[(&str, &str)], body: &str, expected| match error_of(
            status, headers, body, expected,
        ) {
            Error::NotThere { came, .. } => came,
            other => panic!("{other}"),
        };
        let calendar = "BEGIN:VCALENDAR\r\nX:Canari";
        assert_eq!(
            came(200, &[], calendar, Expected::Of(Platform::Feed)),
            Came::Calendar
        );
        let feed = "<?xml version=\"1.0\"?>\n<rss><channel><title>Canari";
        assert_eq!(
            came(200, &[], feed, Expected::Of(Platform::Calendar)),
            Came::Feed
        );
        let page = [("content-type", "text/html")];
        assert_eq!(
            came(200, &page, " {}", Expected::Of(Platform::File)),
            Came::Json
        );
    }

    #[test]
    fn a_robot_wall_is_named_by_its_product() {
        let page = ("content-type", "text/html");
        let wall = "<html><i id=\"anubis_challenge\">";
        let error = error_of(200, &[page], wall, Expected::Of(Platform::Decidim));
        assert!(
            matches!(
                &error,
                Error::RobotWall {
                    status: 200,
                    by: Some("Anubis"),
                    ..
                }
            ),
            "{error}"
        );
    }

    #[test]
    fn a_sign_in_page_is_told_without_its_query() {
        let at = ("location", "/users/sign_in?x=canary");
        let error = error_of(302, &[at], "", Expected::Of(Platform::Decidim));
        let page = "https://ville.example/users/sign_in";
        assert!(
            matches!(&error, Error::SignInRequired { at: Some(at), .. } if at == page),
            "{error}"
        );
    }

    #[test]
    fn maintenance_keeps_its_retry_after() {
        let error = error_of(
            503,
            &[("retry-after", "3600")],
            "",
            Expected::Of(Platform::Feed),
        );
        assert_eq!(
            Reason::from(&error).param("minutes"),
            Some(&Param::Count(60))
        );
        assert_eq!(error.retry_after().map(|wait| wait.as_secs()), Some(3600));
    }
}
