use std::collections::BTreeSet;

use serde_json::json;
use url::Url;

use super::*;

#[test]
fn every_code_has_a_word_of_its_own_and_its_parameters_have_names_of_their_own() {
    let tokens: BTreeSet<&str> = Code::ALL.iter().map(|code| code.token()).collect();
    assert_eq!(tokens.len(), Code::ALL.len());
    for code in Code::ALL {
        assert_eq!(Code::of(code.token()), Some(*code));
        let names: BTreeSet<&str> = code.parameters().iter().map(|it| it.name).collect();
        assert_eq!(names.len(), code.parameters().len(), "{code:?}");
    }
}

fn rejected() -> Reason {
    let why = Reason::new(Code::TerritoryNameUnknown)
        .with("title", "Pistes cyclables")
        .with("key", "42")
        .with("alike", vec!["Nancy".to_owned()]);
    let record = Item {
        place: Some(Place::Line(4)),
        reasons: vec![why],
    };
    Reason::new(Code::RecordsRejected)
        .with("count", 1_u32)
        .with("records", vec![record])
}

#[test]
fn a_reason_is_stored_plainly_and_reads_back_with_its_kinds() {
    let since = "2026-11-28T09:00:00Z".parse::<chrono::DateTime<chrono::Utc>>();
    let held = Reason::new(Code::WithdrawalsHeld)
        .with("consultations", 12_u32)
        .with("since", since.unwrap());
    for reason in [rejected(), held, Reason::new(Code::StrayText)] {
        let stored = serde_json::to_value(&reason).unwrap();
        assert_eq!(serde_json::from_value::<Reason>(stored).unwrap(), reason);
    }
    assert_eq!(
        serde_json::to_value(rejected()).unwrap(),
        json!({"code": "records_rejected", "params": {"count": 1, "records": [{
            "place": {"line": 4},
            "reasons": [{"code": "territory_name_unknown", "params": {"title": "Pistes cyclables", "key": "42", "alike": ["Nancy"]}}],
        }]}})
    );
}

#[test]
fn what_is_for_the_operator_is_shown_to_nobody_else() {
    let shown = rejected().params(Audience::Everyone);
    assert_eq!(
        shown["records"][0]["reasons"][0]["params"],
        json!({"title": "Pistes cyclables", "alike": ["Nancy"]})
    );
    let failed = Reason::new(Code::ListUnreadable).with("cause", "/srv/liste.csv: no such file");
    assert!(failed.params(Audience::Everyone).is_empty());
    assert_eq!(failed.params(Audience::Operator).len(), 1);
}

#[test]
fn what_earlier_and_later_releases_stored_is_read() {
    let read = |stored| serde_json::from_value::<Reason>(stored).unwrap();
    let told = Reason::told("host_moved", "the host answers elsewhere");
    assert_eq!(
        read(json!({"code": "host_moved", "message": "the host answers elsewhere"})),
        told
    );
    assert_eq!(
        read(serde_json::to_value(&told).unwrap()),
        told,
        "it stays as it is"
    );
    assert!(told.is(Code::HostMoved) && told.params(Audience::Operator).is_empty());
    assert_eq!(
        read(json!("the list is gone")),
        Reason::told("error", "the list is gone")
    );
    assert_eq!(
        read(json!({"code": "of_a_later_release", "params": {"count": 3}})).code(),
        "of_a_later_release"
    );
    let odd = json!({"code": "bad_dates", "params": {"count": "three", "more": 1}});
    assert_eq!(read(odd), Reason::new(Code::BadDates));
    assert!(serde_json::from_value::<Reason>(json!(3)).is_err());
}

#[test]
fn an_address_is_told_without_what_opens_it() {
    let url: Url = "https://a:b@ville.example/api?token=x#y".parse().unwrap();
    assert_eq!(
        Param::from(&url),
        Param::Text("https://ville.example/api".to_owned())
    );
}
