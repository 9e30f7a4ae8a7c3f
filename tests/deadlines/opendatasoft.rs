//! Records with the fields that the operator names.

use serde_json::{Value, json};

use super::*;
use passerelle::model::{Dataset, DatasetFields, PageAddress};

struct Opendatasoft;

holds!(Opendatasoft);

impl Told for Opendatasoft {
    const LETTER: char = 'O';
    const COLUMN: usize = 3;

    fn source(shared: Source) -> Source {
        let some = |name: &str| Some(name.to_owned());
        let state = |word: &str, state| (word.to_owned(), state);
        Source {
            platform: Platform::Opendatasoft,
            dataset: Some(Dataset {
                id: "projets".to_owned(),
                filter: None,
                fields: DatasetFields {
                    id: "key".to_owned(),
                    title: "name".to_owned(),
                    url: PageAddress::parse("https://www.example.fr/projet/{key}").unwrap(),
                    summary: None,
                    description: None,
                    opens: some("from"),
                    closes: some("until"),
                    status: some("state"),
                    territory: None,
                    point: None,
                    image: None,
                    themes: None,
                    statuses: vec![
                        state("À venir", DeclaredState::Upcoming),
                        state("En cours", DeclaredState::Open),
                        state("Clos", DeclaredState::Closed),
                    ],
                },
            }),
            ..shared
        }
    }

    fn can_tell(case: &Case) -> bool {
        case.phases.is_empty()
    }

    fn answer(
        request: &Request,
        cases: &[(String, &Case)],
        _zone: Tz,
    ) -> (u16, &'static str, String) {
        let date = |day: &str| {
            if day.is_empty() {
                Value::Null
            } else {
                json!(day)
            }
        };
        let record = |(key, case): &(String, &Case)| {
            json!({
                "key": key, "name": title(key), "from": date(&case.whole.opens), "until": date(&case.whole.closes),
                "state": case.declared_state.map(|state| match state {
                    DeclaredState::Upcoming => "à venir",
                    DeclaredState::Open => "En cours",
                    DeclaredState::Closed => "CLOS",
                }),
            })
        };
        let names = ["key", "name", "from", "until", "state"];
        let body = if request.url.path().ends_with("/projets") {
            let fields = names.map(|name| json!({"name": name, "type": "text"}));
            json!({"dataset_id": "projets", "fields": fields, "metas": {"default": {"title": "Projets"}}})
        } else {
            let records: Vec<Value> = cases.iter().map(record).collect();
            json!({"total_count": records.len(), "results": records})
        };
        (200, "application/json", body.to_string())
    }
}
