//! The habits of Decidim's servers: the headers that they want, and what their answers mean: an answer of GraphQL, or an error that says what came
//! instead.

use url::Url;

use super::fault::Fault;
use crate::Error;
use crate::fault::{Came, Expected};
use crate::graphql::{Dialect, Envelope};
use crate::wrong_answer::wrong_answer;
use passerelle_fetch::Answer;
use passerelle_model::Platform;

/// The kind of answer that is expected.
const PLATFORM: Expected = Expected::Of(Platform::Decidim);

/// The name of the API at the root of an instance. It has no locale in any version.
pub(super) const API: &str = "api";

/// The habits of Decidim's servers.
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

/// Classifies an answer by its status and its form.
fn classify(answer: &Answer, asked: &Url, document: &'static str) -> Result<Envelope, Error> {
    let status = answer.status;
    let other = || wrong_answer(asked, PLATFORM, answer);
    match status {
        200..=299 => Envelope::of(answer).ok_or_else(other),
        300..=399 if leads_to_system(answer) => {
            let url = asked.clone();
            Err(Fault::UnknownHost { url }.into())
        }
        400 | 422 | 500 if is_json(answer) => match Envelope::of(answer) {
            // An exception inside the server: `{"errors": […], "data": {}}`.
            Some(graphql)
                if graphql.data.as_ref().is_some_and(|data| !data.is_empty()) || status < 500 =>
            {
                Ok(graphql)
            }
            _ => Err(Error::Failing {
                url: asked.clone(),
                document,
            }),
        },
        500 if content_type(answer).starts_with("text/plain") => {
            Err(not_there(asked.clone(), status, Came::NoApi))
        }
        _ => Err(other()),
    }
}

/// Returns whether a redirect leads to the page of a server that knows no organization of the host name.
fn leads_to_system(answer: &Answer) -> bool {
    let target = answer
        .header("location")
        .and_then(|to| answer.url.join(to).ok());
    target.is_some_and(|target| {
        target
            .path_segments()
            .is_some_and(|mut path| path.next() == Some("system"))
    })
}

/// The error of an address that answers, but not as a Decidim.
pub(super) fn not_there(url: Url, status: u16, came: Came) -> Error {
    Error::NotThere {
        url,
        expected: PLATFORM,
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
        let said = message(302, &[("location", "/users/sign_in")], "");
        assert!(
            said.starts_with("sign_in ") && said.contains(r#""platform":"decidim""#),
            "{said}"
        );
    }

    #[test]
    fn a_redirect_elsewhere_says_where_without_its_query() {
        let said = message(
            302,
            &[("location", "https://other.example/?token=secret")],
            "",
        );
        assert!(
            said.contains("https://other.example/") && !said.contains("secret"),
            "{said}"
        );
        assert!(matches!(
            answered(302, &[("location", "/system/")], ""),
            Err(error) if matches!(error.platform_fault(), Some(Fault::UnknownHost { .. }))
        ));
    }

    #[test]
    fn a_limit_says_how_long_to_wait_when_it_does() {
        let told = answered(
            429,
            &[("retry-after", "30"), ("content-type", "text/plain")],
            "Retry later\n",
        );
        assert!(
            matches!(told, Err(Error::Busy { retry_after: Some(wait), .. }) if wait.as_secs() == 30)
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
            let said = message(status, &[("content-type", kind)], body);
            assert!(
                said.contains(expected) && !said.contains("Canari"),
                "{said}"
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
