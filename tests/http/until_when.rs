//! Deadlines for people: every output says the same day, that of the phase that runs, and says what comes next.

use passerelle::index::Delta;
use passerelle::model::{
    Consultation, DeclaredState, Language, LocalizedText, Moment, Period, Phase, Territory,
    TerritoryHow,
};
use serde_json::Value;

use crate::content;
use crate::gateway::Gateway;

fn day(text: &str) -> Option<Moment> {
    text.parse().ok().map(Moment::Day)
}

fn phase(title: &str, opens: &str, closes: &str) -> Phase {
    Phase {
        title: LocalizedText::of(Language::french(), title),
        period: Period {
            opens: day(opens),
            closes: day(closes),
        },
        ..Phase::default()
    }
}

/// Hedges along the paths of one commune: ideas until 26 November 2026, in a whole that lasts until 29 January 2027.
fn hedges() -> Consultation {
    let period = Period {
        opens: day("2026-11-03"),
        closes: day("2027-01-29"),
    };
    let mut consultation = content::plain("88", "Des haies le long des chemins", period);
    consultation.phases = vec![
        phase("Recueil des idées", "2026-11-03", "2026-11-26"),
        phase("Choix des essences", "2027-01-09", "2027-01-29"),
    ];
    consultation.territory = Some(Territory {
        code: "54274".parse().unwrap(),
        name: "Houdemont".to_owned(),
        how: TerritoryHow::Declared,
    });
    consultation
}

async fn gateway(consultation: Consultation) -> Gateway {
    let gateway = Gateway::start().await;
    gateway.apply(Delta {
        upserts: vec![content::stored(consultation, 9)],
        gone: Vec::new(),
    });
    gateway
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

fn page() -> String {
    format!("/consultations/{}", content::id("88"))
}

/// The text of the page under `territory=54274`, whose only consultation this is.
const HERE: &str = "territory=54274";

#[tokio::test]
async fn what_runs_says_the_day_on_which_its_phase_ends_and_never_that_of_the_whole() {
    let gateway = gateway(hedges()).await;
    let page = plain(&gateway.text(&page()).await);
    for said in [
        "Se termine jeudi 26 novembre · encore 4 jours",
        "Ensuite : <span>Choix des essences</span>, du 9 au 29 janvier 2027",
        "Jusqu’au 26 novembre 2026, ensuite : Choix des essences, du 9 au 29 janvier 2027 · Houdemont",
        "\"endDate\":\"2026-11-26\"",
        "vous êtes ici",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let list = plain(&gateway.text(&format!("/?{HERE}")).await);
    assert!(list.contains("<b>4 jours</b> pour participer"), "{list}");
    assert!(list.contains("Se termine jeudi 26 novembre"), "{list}");
    let english = plain(&gateway.text(&format!("/?{HERE}&lang=en")).await);
    let next = "Then: <span lang=\"fr\">Choix des essences</span>, from 9 to 29 January 2027";
    assert!(english.contains("<b>4 days</b> to take part"), "{english}");
    assert!(english.contains(next), "{english}");
    for feed in ["/rss.xml", "/atom.xml", "/feed.json"] {
        let feed = plain(&gateway.text(&format!("{feed}?{HERE}")).await);
        let said = "Jusqu’au 26 novembre 2026, ensuite : Choix des essences, du 9 au 29 janvier";
        assert!(feed.contains(said), "{feed}");
    }
    let news = plain(&gateway.text(&format!("/rss.xml?view=updates&{HERE}")).await);
    assert!(
        news.contains("Se termine le 26 novembre 2026 : Des haies"),
        "{news}"
    );
}

#[tokio::test]
async fn the_widget_of_a_commune_shows_its_only_consultation_with_the_same_day() {
    let gateway = gateway(hedges()).await;
    let widget = gateway.json(&format!("/widget.json?{HERE}")).await;
    let item = &widget["items"][0];
    let said = |name: &str| plain(item[name].as_str().unwrap());
    assert_eq!(said("title"), "Des haies le long des chemins");
    assert_eq!(item["state"], "closing");
    assert_eq!(said("left"), "encore 4 jours");
    assert_eq!(said("day"), "jusqu’au jeudi 26 novembre");
    let days: Vec<String> = widget["months"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|month| month["days"].as_array().unwrap())
        .flat_map(|day| {
            let entries = day["entries"].as_array().unwrap().iter();
            entries.map(|entry| noted(day, entry))
        })
        .collect();
    let expected = [
        "jeudi 26 novembre closing Houdemont · Recueil des idées",
        "samedi 9 janvier 2027 open Houdemont · Choix des essences",
        "vendredi 29 janvier 2027 closing Houdemont · Choix des essences",
    ];
    assert_eq!(days, expected);
    let frame = plain(&gateway.text(&format!("/embed?{HERE}")).await);
    assert!(frame.contains("jusqu’au jeudi 26 novembre"), "{frame}");
    let agenda = plain(&gateway.text(&format!("/agenda?{HERE}")).await);
    assert!(agenda.contains("Houdemont · Recueil des idées"), "{agenda}");
}

fn noted(day: &Value, entry: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let parts = [&day["name"], &entry["is"], &entry["place"]].map(text);
    plain(&parts.join(" "))
}

#[tokio::test]
async fn what_its_source_says_is_over_has_no_day_to_come() {
    let mut over = hedges();
    over.declared_state = Some(DeclaredState::Closed);
    let gateway = gateway(over).await;
    let page = plain(&gateway.text(&page()).await);
    assert!(
        page.contains("<li class=\"tag state closed\">Terminée</li>"),
        "{page}"
    );
    for wrong in [
        "Terminée le",
        "Jusqu’au",
        "vous êtes ici",
        "endDate",
        "Participer sur",
    ] {
        assert!(!page.contains(wrong), "{wrong}: {page}");
    }
    let news = gateway.text(&format!("/rss.xml?view=updates&{HERE}")).await;
    assert!(!news.contains("<item>"), "{news}");
    let agenda = gateway.text(&format!("/agenda?{HERE}")).await;
    assert!(!agenda.contains("Clôture"), "{agenda}");
    let open = gateway.json(&format!("/widget.json?{HERE}")).await;
    assert_eq!(open["items"].as_array().unwrap().len(), 0);
}
