//! One POST to a host's API, and what its answer means: an answer of GraphQL, or an error that says what came instead and what its
//! administrator can do about it.

use bytes::Bytes;
use serde_json::Value;
use url::Url;

use super::answer::GraphqlAnswer;
use super::fault::Fault;
use crate::fault::Expected;
use crate::graphql::{Envelope, beside};
use crate::wrong_answer::wrong_answer;
use crate::{Error, Refusal};
use passerelle_fetch::{Answer, Fetch, Request};
use passerelle_model::{Language, Platform};

/// The kind of answer that is expected.
pub(super) const PLATFORM: Expected = Expected::Of(Platform::CapCollectif);

/// The media type by which the host answers with the schema that lists what it publishes. It compares the whole header: with anything beside it, it answers
/// with another schema, in which nothing can be listed.
pub(super) const PREVIEW: &str = "application/vnd.cap-collectif.preview+json";

/// The name of the API at the root of an instance.
pub(super) const NAME: &str = "graphql";

/// The address of the API of the instance at `base`: never one of those that the site's own pages use.
pub(super) fn endpoint(base: &Url) -> Url {
    beside(base, NAME)
}

/// Posts one document for a reader of `language`; gives the answer and the address that gave it.
pub(super) async fn post(
    fetch: &dyn Fetch,
    endpoint: &Url,
    language: &Language,
    document: &'static str,
    body: &Value,
) -> Result<(GraphqlAnswer, Url), Error> {
    let request = Request {
        url: endpoint.clone(),
        headers: vec![
            ("content-type", "application/json".to_owned()),
            ("accept", PREVIEW.to_owned()),
            ("accept-language", locale(language)),
        ],
        body: Some(Bytes::from(body.to_string())),
    };
    let answer = fetch.send(request).await?;
    let url = answer.url.clone();
    classify(&answer, endpoint, document).map(|graphql| (graphql, url))
}

/// The locale of the platform that a language stands for: it knows each with one region only.
fn locale(language: &Language) -> String {
    const LOCALES: [&str; 8] = [
        "fr-FR", "en-GB", "es-ES", "de-DE", "nl-NL", "sv-SE", "eu-EU", "oc-OC",
    ];
    let known = LOCALES
        .iter()
        .find(|locale| locale.split('-').next() == Some(language.primary()));
    known.map_or_else(
        || language.as_str().to_owned(),
        |locale| (*locale).to_owned(),
    )
}

/// Returns what an answer means.
fn classify(answer: &Answer, asked: &Url, document: &'static str) -> Result<GraphqlAnswer, Error> {
    let (url, status) = (asked.clone(), answer.status);
    let graphql = Envelope::of(answer).map(GraphqlAnswer::from);
    match (status, graphql) {
        (200..=299 | 400 | 422, Some(graphql)) => Ok(graphql),
        (500, Some(_)) => Err(Error::Failing { url, document }),
        _ => Err(match wrong_answer(asked, PLATFORM, answer) {
            // A Cap Collectif whose API is not switched on answers so.
            Error::NotFound { .. } => Fault::ApiOff { url, status }.into(),
            Error::NotThere { .. } if matches!(status, 400 | 422) => Error::Rejected {
                url,
                document,
                why: Refusal::Mangled,
            },
            other => other,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16, headers: &[(&str, &str)], body: &str) -> Result<GraphqlAnswer, Error> {
        let asked = Url::parse("https://dialogue.example.fr/graphql").unwrap();
        let answer = Answer::given(status, &asked, headers, body.as_bytes());
        classify(&answer, &asked, "Projects")
    }

    #[test]
    fn the_endpoint_is_the_public_one_and_stands_beside_the_pages() {
        for (base, expected) in [
            (
                "https://dialogue.example.fr",
                "https://dialogue.example.fr/graphql",
            ),
            (
                "https://example.fr/site/?x=1#y",
                "https://example.fr/site/graphql",
            ),
        ] {
            assert_eq!(endpoint(&base.parse().unwrap()).as_str(), expected);
        }
    }

    #[test]
    fn a_language_is_asked_for_as_the_locale_that_the_platform_knows() {
        for (tag, expected) in [
            ("fr", "fr-FR"),
            ("en-US", "en-GB"),
            ("oc", "oc-OC"),
            ("br", "br"),
        ] {
            assert_eq!(locale(&tag.parse().unwrap()), expected);
        }
    }

    #[test]
    fn every_way_of_not_answering_has_a_reason_of_its_own() {
        let table = [
            (404, "text/html", "<p>", "api_switched_off"),
            (401, "application/json", "{}", "sign_in"),
            (403, "text/html", "<p>", "refused"),
            (429, "text/plain", "", "throttled"),
            (400, "text/plain", "Wrong public query", "mangled"),
            (502, "text/html", "<p>", "out_of_order"),
            (
                500,
                "application/json",
                "{\"errors\":[{\"message\":\"x\"}]}",
                "server_error",
            ),
            (200, "text/html", "<p>Jeanne Canari</p>", "web_page"),
            (405, "text/html", "<p>", r#""came":"page""#),
        ];
        for (status, kind, body, words) in table {
            let said = answered(status, &[("content-type", kind)], body)
                .unwrap_err()
                .to_string();
            assert!(
                said.contains(words)
                    && said.contains("https://dialogue.example.fr/graphql")
                    && !said.contains("Canari"),
                "{status}: {said}"
            );
        }
    }

    #[test]
    fn a_redirect_is_told_without_its_query() {
        let said = answered(302, &[("location", "https://other.example/?token=x")], "")
            .unwrap_err()
            .to_string();
        assert!(
            said.contains("https://other.example/") && !said.contains("token"),
            "{said}"
        );
    }

    #[test]
    fn a_limit_says_how_long_to_wait() {
        let told = answered(429, &[("retry-after", "30")], "");
        assert!(
            matches!(told, Err(Error::Busy { retry_after: Some(wait), .. }) if wait.as_secs() == 30)
        );
    }

    #[test]
    fn a_bad_request_in_the_form_of_graphql_is_an_answer() {
        assert!(answered(400, &[], "{\"errors\":[{\"message\":\"Syntax Error\"}]}").is_ok());
    }
}
