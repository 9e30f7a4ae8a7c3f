//! Answers that are no log of a gateway, or that break off: named as what they are, and nothing is lost.

use super::*;
use crate::recognition::Fact;

/// Polls a gateway that answers so, and returns its error as text.
async fn said_of(status: u16, kind: &'static str, body: impl ToString) -> String {
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
        let said = said_of(status, kind, NAMED).await;
        assert!(
            said.contains(expected) && !said.contains("Canari"),
            "{expected}: {said}"
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
        let said = said_of(200, "application/json", body).await;
        assert!(
            said.contains(expected) && !said.contains("Canari"),
            "{expected}: {said}"
        );
    }
}

/// A log that goes forward without end.
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
    let said = Passerelle.poll(&context).await.unwrap_err().to_string();
    assert!(said.contains("log_without_end"), "{said}");
}

#[tokio::test]
async fn a_gateway_tells_itself_in_one_request() {
    let there = gateway(&[plain(1, 1), plain(2, 2)]);
    let address: Url = format!("{THERE}/agenda/?x=1").parse().unwrap();
    let known = Passerelle.found_at(&address, &there).await;
    let known = known.unwrap().unwrap();
    assert_eq!(
        (known.name.as_deref(), known.url.as_str()),
        (Some("L’autre"), "https://autre.example.fr/agenda")
    );
    assert_eq!(known.fact("version"), Some(&Fact::from("0.1.0")));
    assert_eq!(there.asked().len(), 1);
}
