//! The dialect of Decidim's servers: the headers that they want, and the meaning of their answers, each of which is either an answer of GraphQL or
//! an error that names what came instead.

use url::Url;

use super::fault::Fault;
use crate::Error;
use crate::fault::{Came, Expected};
use crate::graphql::{Dialect, Envelope};
use crate::wrong_answer::wrong_answer;
use passerelle_fetch::Answer;
use passerelle_model::Platform;

/// The server that is expected at the address, for errors.
const EXPECTED: Expected = Expected::Of(Platform::Decidim);

/// The path of the API below the address of an instance. In no version does it have a locale.
pub(super) const API: &str = "api";

/// The dialect of Decidim's servers.
pub(super) struct DecidimDialect;

impl Dialect for DecidimDialect {
    fn headers(&self) -> Vec<(&'static str, String)> {
        // With `application/json` alone, a wrong path answers 500 in place of 404.
        vec![("accept", "*/*".to_owned())]
    }

    fn read(
        &self,
        answer: &Answer,
        asked: &Url,
        document: &'static str,
    ) -> Result<Envelope, Error> {
        classify(answer, asked, document)
    }
}

/// Returns the GraphQL answer in an HTTP answer, or the error that follows from the status and the form of the answer.
fn classify(answer: &Answer, asked: &Url, document: &'static str) -> Result<Envelope, Error> {
    let status = answer.status;
    let wrong = || wrong_answer(asked, EXPECTED, answer);
    match status {
        200..=299 => Envelope::of(answer).ok_or_else(wrong),
        300..=399 if redirects_to_system_pages(answer) => {
            let url = asked.clone();
            Err(Fault::UnknownHost { url }.into())
        }
        400 | 422 | 500 if is_json(answer) => match Envelope::of(answer) {
            Some(graphql)
                if graphql.data.as_ref().is_some_and(|data| !data.is_empty()) || status < 500 =>
            {
                Ok(graphql)
            }
            // After an exception inside the server, the answer is `{"errors": […], "data": {}}`.
            _ => Err(Error::Failing {
                url: asked.clone(),
                document,
            }),
        },
        500 if content_type(answer).starts_with("text/plain") => {
            Err(not_a_decidim(asked.clone(), status, Came::NoApi))
        }
        _ => Err(wrong()),
    }
}

/// Returns whether a redirect leads to the pages below `/system`, as it does on a server that has no organization of this host name.
fn redirects_to_system_pages(answer: &Answer) -> bool {
    let target = answer
        .header("location")
        .and_then(|to| answer.url.join(to).ok());
    target.is_some_and(|target| {
        target
            .path_segments()
            .is_some_and(|mut path| path.next() == Some("system"))
    })
}

/// Returns the error of an address at which something other than a Decidim answers.
pub(super) fn not_a_decidim(url: Url, status: u16, came: Came) -> Error {
    Error::NotThere {
        url,
        expected: EXPECTED,
        status,
        came,
    }
}

fn content_type(answer: &Answer) -> &str {
    answer.header("content-type").unwrap_or_default()
}

fn is_json(answer: &Answer) -> bool {
    content_type(answer).contains("json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16, headers: &[(&str, &str)], body: &str) -> Result<Envelope, Error> {
        let asked = Url::parse("https://participez.example.fr/api").unwrap();
        let answer = Answer::given(status, &asked, headers, body.as_bytes());
        classify(&answer, &asked, "core")
    }

    fn message(status: u16, headers: &[(&str, &str)], body: &str) -> String {
        answered(status, headers, body).unwrap_err().to_string()
    }

    #[test]
    fn a_redirect_to_the_sign_in_page_is_no_move() {
        let error = message(302, &[("location", "/users/sign_in")], "");
        assert!(
            error.starts_with("sign_in ") && error.contains(r#""platform":"decidim""#),
            "{error}"
        );
    }

    #[test]
    fn a_redirect_elsewhere_says_where_without_its_query() {
        let error = message(
            302,
            &[("location", "https://other.example/?token=secret")],
            "",
        );
        assert!(
            error.contains("https://other.example/") && !error.contains("secret"),
            "{error}"
        );
        assert!(matches!(
            answered(302, &[("location", "/system/")], ""),
            Err(error) if matches!(error.platform_fault(), Some(Fault::UnknownHost { .. }))
        ));
    }

    #[test]
    fn a_limit_says_how_long_to_wait_when_it_does() {
        let answer = answered(
            429,
            &[("retry-after", "30"), ("content-type", "text/plain")],
            "Retry later\n",
        );
        assert!(
            matches!(answer, Err(Error::Busy { retry_after: Some(wait), .. }) if wait.as_secs() == 30)
        );
        assert!(matches!(
            answered(429, &[], ""),
            Err(Error::Busy {
                retry_after: None,
                ..
            })
        ));
    }

    #[test]
    fn an_exception_inside_the_server_is_not_an_empty_answer() {
        let body = r#"{"errors":[{"message":"Internal Server error"}],"data":{}}"#;
        assert!(matches!(
            answered(500, &[("content-type", "application/json")], body),
            Err(Error::Failing {
                document: "core",
                ..
            })
        ));
    }

    #[test]
    fn what_is_no_api_is_named_and_never_quoted() {
        let other = "not_the_platform";
        for (status, kind, body, expected) in [
            (200, "text/html", "<p>Jeanne Canari</p>", "web_page"),
            (404, "text/html", "<p>Jeanne Canari</p>", "not_found"),
            (500, "text/plain", "500 Jeanne Canari", other),
            (200, "application/json", "[\"Jeanne Canari\"]", other),
        ] {
            let error = message(status, &[("content-type", kind)], body);
            assert!(
                error.contains(expected) && !error.contains("Canari"),
                "{error}"
            );
        }
        assert!(matches!(
            answered(502, &[("content-type", "text/html")], "<p>"),
            Err(Error::OutOfOrder { status: 502, .. })
        ));
        assert!(matches!(
            answered(403, &[], "<p>"),
            Err(Error::Refused { .. })
        ));
    }
}
