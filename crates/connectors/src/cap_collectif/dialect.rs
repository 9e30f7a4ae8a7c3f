//! The dialect of Cap Collectif: the headers that its API wants, and how its answers are classified: as an answer of GraphQL, or as an error that says
//! what came instead.

use url::Url;

use super::fault::Fault;
use crate::fault::Expected;
use crate::graphql::{Dialect, Envelope};
use crate::wrong_answer::wrong_answer;
use crate::{Error, Refusal};
use passerelle_fetch::Answer;
use passerelle_model::{Language, Platform};

/// The kind of answer that is expected.
pub(super) const PLATFORM: Expected = Expected::Of(Platform::CapCollectif);

/// The `Accept` header to which the host answers with the schema in which its projects can be listed. It compares the header as a whole: with anything
/// else in it, it answers with another schema, in which nothing can be listed.
pub(super) const PREVIEW: &str = "application/vnd.cap-collectif.preview+json";

/// The path of the API below the root of an instance. The pages of the site use other ones.
pub(super) const API: &str = "graphql";

/// The dialect of Cap Collectif, with the language of the answers.
pub(super) struct CapCollectifDialect<'l> {
    /// The language in which texts are asked for.
    pub(super) language: &'l Language,
}

impl Dialect for CapCollectifDialect<'_> {
    fn headers(&self) -> Vec<(&'static str, String)> {
        vec![
            ("accept", PREVIEW.to_owned()),
            ("accept-language", locale(self.language)),
        ]
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

/// The locale of the platform for a language. The platform has one region for each language.
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

/// Classifies an answer by its status and its form.
fn classify(answer: &Answer, asked: &Url, document: &'static str) -> Result<Envelope, Error> {
    let (url, status) = (asked.clone(), answer.status);
    match (status, Envelope::of(answer)) {
        (200..=299 | 400 | 422, Some(graphql)) => Ok(graphql),
        (500, Some(_)) => Err(Error::Failing { url, document }),
        _ => Err(match wrong_answer(asked, PLATFORM, answer) {
            // A Cap Collectif whose API is switched off answers 404.
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
    use crate::graphql::resource_url;

    fn answered(status: u16, headers: &[(&str, &str)], body: &str) -> Result<Envelope, Error> {
        let asked = Url::parse("https://dialogue.example.fr/graphql").unwrap();
        let answer = Answer::given(status, &asked, headers, body.as_bytes());
        classify(&answer, &asked, "Projects")
    }

    #[test]
    fn the_endpoint_is_the_public_one_below_the_root_of_the_instance() {
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
            assert_eq!(resource_url(&base.parse().unwrap(), API).as_str(), expected);
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
    fn each_failure_has_a_reason_of_its_own() {
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
