//! A gateway that polls a gateway shows the same consultations under the same ids, and two that poll each other do not echo.

use passerelle::demo;

use crate::gateways::{Running, moment, reserve};

/// The `[[sources]]` block of a Decidim (or of what answers as one).
fn decidim(id: &str, url: &str) -> String {
    format!(
        "[[sources]]\nid = \"{id}\"\nplatform = \"decidim\"\nurl = \"{url}\"\nterritory = \"245400676\"\n"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_polls_a_gateway_shows_the_same_consultations_with_the_same_ids() {
    let platforms = demo::start(moment()).await.expect("the platforms");
    // All of them: an old version has days where a new one has instants.
    let platforms_polled: String = platforms
        .instances()
        .filter(|instance| instance.platform == "decidim")
        .map(|instance| decidim(instance.id, instance.url))
        .collect();
    let (listener, address) = reserve().await;
    let commune = Running::start(listener, address, &platforms_polled).await;
    commune.poll().await;
    let (listener, address) = reserve().await;
    let metropole = Running::start(listener, address, &decidim("gateway", &commune.address)).await;
    metropole.poll().await;

    let (below, above) = (
        commune.consultations().await,
        metropole.consultations().await,
    );
    assert!(below.len() > 10, "{} consultations", below.len());
    assert_eq!(
        below.keys().collect::<Vec<_>>(),
        above.keys().collect::<Vec<_>>()
    );
    for (id, original) in &below {
        let relayed = &above[id];
        for field in [
            "title",
            "status",
            "url",
            "opens_on",
            "closes_on",
            "deadline",
            "current_phase",
            "phases",
            "modalities",
            "territory",
            "organiser",
            "description_html",
            "summary",
            "counts",
            "results",
            "location",
            "themes",
            "level",
            "licence",
        ] {
            assert_eq!(relayed[field], original[field], "{field} of {id}");
        }
        assert_eq!(relayed["source"]["platform"], "decidim");
        assert_eq!(
            relayed["source"]["name"], original["source"]["name"],
            "the first source is named, not the gateway"
        );
        assert_eq!(
            relayed["via"][0]["url"]
                .as_str()
                .map(|url| url.trim_end_matches('/')),
            Some(commune.address.as_str())
        );
        let meetings = |consultation: &serde_json::Value| {
            consultation["meetings"]
                .as_array()
                .expect("meetings")
                .iter()
                .map(|meeting| meeting["id"].clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(meetings(relayed), meetings(original), "meetings of {id}");
    }
    let again = metropole.poll().await;
    assert_eq!(
        (again[0].outcome.new, again[0].outcome.changed),
        (0, 0),
        "an unchanged gateway changes nothing: {again:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_gateways_that_poll_each_other_do_not_echo() {
    let platforms = demo::start(moment()).await.expect("the platforms");
    let urls: Vec<String> = platforms
        .instances()
        .map(|instance| instance.url.to_owned())
        .collect();
    let ((left_port, left_address), (right_port, right_address)) =
        (reserve().await, reserve().await);
    let sources = |platform: &str, other: &str| {
        format!(
            "{}{}",
            decidim("platform", platform),
            decidim("other", other)
        )
    };
    let left = Running::start(
        left_port,
        left_address.clone(),
        &sources(&urls[0], &right_address),
    )
    .await;
    let right = Running::start(right_port, right_address, &sources(&urls[1], &left_address)).await;
    for _ in 0..3 {
        left.poll().await;
        right.poll().await;
    }
    let (in_left, in_right) = (left.consultations().await, right.consultations().await);
    assert_eq!(
        in_left.keys().collect::<Vec<_>>(),
        in_right.keys().collect::<Vec<_>>(),
        "both show everything once"
    );
    for consultation in in_left.values().chain(in_right.values()) {
        let via = consultation["via"].as_array().expect("via");
        assert!(via.len() <= 1, "it came the shortest way: {via:?}");
    }
    for report in left.poll().await.into_iter().chain(right.poll().await) {
        assert_eq!(
            (
                report.outcome.new,
                report.outcome.changed,
                report.outcome.withdrawn
            ),
            (0, 0, 0),
            "{report:?}"
        );
    }
}
