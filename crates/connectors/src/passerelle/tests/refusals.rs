//! Answers that are no log of a gateway, or that break off: each is reported as what it is, and nothing is withdrawn.

use super::*;
use crate::recognition::Fact;

/// Returns the error of a gateway that gives an answer.
async fn error_of(status: u16, kind: &'static str, body: impl ToString) -> String {
    let mut there = gateway(&[]);
    there.instead = Some((status, kind, body.to_string()));
    refused(&there).await
}

#[tokio::test]
async fn what_is_no_gateway_or_does_not_answer_is_named_and_never_quoted() {
    const NAMED: &str = "<p>Jeanne Canari</p>";
    for (status, kind, expected) in [
        (404, "text/html", "not_found"),
        (200, "text/html", "web_page"),
        (200, "application/json", "not_json"),
        (503, "text/html", "out_of_order"),
        (403, "text/html", "refused"),
        (429, "text/plain", "throttled"),
    ] {
        let error = error_of(status, kind, NAMED).await;
        assert!(
            error.contains(expected) && !error.contains("Canari"),
            "{expected}: {error}"
        );
    }
}

#[tokio::test]
async fn a_page_that_breaks_off_stands_still_or_is_of_another_release_is_named() {
    let page = gateway(&[plain(1, 1)]).page(0, 1);
    let with = |change: &dyn Fn(&mut Value)| {
        let mut page = page.clone();
        change(&mut page);
        page.to_string()
    };
    let half: String = page.to_string().chars().take(200).collect();
    for (body, expected) in [
        (half, "broken_off"),
        ("[\"Jeanne Canari\"]".to_owned(), r#""came":"json""#),
        (
            "{\"items\": [], \"next_since\": 0, \"more\": false}".to_owned(),
            "gateway_too_old",
        ),
        (
            with(&|page| (page["more"], page["next_since"]) = (true.into(), 0.into())),
            "log_stands_still",
        ),
        (
            with(&|page| (page["more"], page["items"]) = (true.into(), json!([]))),
            "log_stands_still",
        ),
        (
            with(&|page| page["next_since"] = "Jeanne Canari".into()),
            r#""how":"otherwise""#,
        ),
        (
            with(&|page| page["gateway"]["url"] = HERE.into()),
            "own_address",
        ),
    ] {
        let error = error_of(200, "application/json", body).await;
        assert!(
            error.contains(expected) && !error.contains("Canari"),
            "{expected}: {error}"
        );
    }
}

/// A log that has always a further page.
struct Endless;

#[async_trait]
impl Fetch for Endless {
    async fn send(&self, request: Request) -> Result<Answer, fetch::Error> {
        let mut query = request.url.query_pairs();
        let since = query.find(|(name, _)| name == "since").unwrap().1;
        let mut page = gateway(&[]).page(0, 1);
        (page["items"], page["more"]) = (json!([0]), true.into());
        page["next_since"] = (since.parse::<u64>().unwrap() + 1).into();
        Ok(Answer {
            status: 200,
            url: request.url.clone(),
            headers: Vec::new(),
            body: Bytes::from(page.to_string()),
        })
    }
}

#[tokio::test]
async fn a_log_without_end_is_given_up() {
    let source = source();
    let context = Context {
        source: &source,
        memory: None,
        fetch: &Endless,
        now: DateTime::UNIX_EPOCH,
        gateway: &HERE.parse().unwrap(),
    };
    let error = Passerelle.poll(&context).await.unwrap_err().to_string();
    assert!(error.contains("log_without_end"), "{error}");
}

#[tokio::test]
async fn a_gateway_tells_itself_in_one_request() {
    let there = gateway(&[plain(1, 1), plain(2, 2)]);
    let address: Url = format!("{THERE}/agenda/?x=1").parse().unwrap();
    let found = Passerelle.found_at(&address, &there).await;
    let found = found.unwrap().unwrap();
    assert_eq!(
        (found.name.as_deref(), found.url.as_str()),
        (Some("L’autre"), "https://autre.example.fr/agenda")
    );
    assert_eq!(found.fact("version"), Some(&Fact::from("0.1.0")));
    assert_eq!(there.asked().len(), 1);
}
