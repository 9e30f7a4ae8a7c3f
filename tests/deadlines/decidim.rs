//! Processes with their phases; initiatives where the state is said.

use serde_json::{Value, json};

use super::*;

struct Decidim;

holds!(Decidim);

fn text(text: &str) -> Value {
    json!({"translations": [{"locale": "fr", "text": text, "machineTranslated": false}]})
}

fn date(day: &str) -> Value {
    if day.is_empty() {
        Value::Null
    } else {
        json!(day)
    }
}

fn step((at, phase): (usize, &Written)) -> Value {
    let usual = if phase.reading && phase.title.is_none() {
        "Bilan"
    } else {
        "Contribution"
    };
    json!({
        "id": (at + 1).to_string(), "position": at, "active": phase.active,
        "title": text(phase.title.unwrap_or(usual)),
        "startDate": date(&phase.opens), "endDate": date(&phase.closes),
    })
}

fn process(key: &str, case: &Case) -> Value {
    let steps: Vec<Value> = case.phases.iter().enumerate().map(step).collect();
    json!({
        "id": key, "slug": format!("p-{key}"), "title": text(&title(key)),
        "startDate": date(&case.whole.opens), "endDate": date(&case.whole.closes), "steps": steps,
    })
}

fn initiative(key: &str, case: &Case) -> Value {
    let state = match case.declared_state {
        Some(DeclaredState::Closed) => "rejected",
        _ => "published",
    };
    json!({"id": key, "title": text(&title(key)), "state": state})
}

fn signatures(key: &str, case: &Case) -> Value {
    json!({"id": key, "signatureStartDate": date(&case.whole.opens), "signatureEndDate": date(&case.whole.closes)})
}

impl Told for Decidim {
    const LETTER: char = 'D';
    const COLUMN: usize = 1;

    fn source(shared: Source) -> Source {
        shared
    }

    fn can_tell(case: &Case) -> bool {
        match case.declared_state {
            None => true,
            Some(DeclaredState::Upcoming) => false,
            Some(_) => case.phases.is_empty(),
        }
    }

    fn answer(
        request: &Request,
        cases: &[(String, &Case)],
        _zone: Tz,
    ) -> (u16, &'static str, String) {
        let asked: Value =
            serde_json::from_slice(request.body.as_deref().unwrap_or(b"{}")).unwrap_or_default();
        let told = |initiatives: bool, as_told: &dyn Fn(&str, &Case) -> Value| {
            let of_kind = cases
                .iter()
                .filter(|(_, case)| case.declared_state.is_some() == initiatives);
            of_kind
                .map(|(key, case)| as_told(key, case))
                .collect::<Vec<_>>()
        };
        if asked["operationName"] == "Probe" {
            let lacks =
                json!({"code": "undefinedField", "typeName": "Query", "fieldName": "passerelle"});
            let error = json!({"message": "Field 'passerelle' doesn't exist on type 'Query'", "extensions": lacks});
            return (
                200,
                "application/json",
                json!({"errors": [error]}).to_string(),
            );
        }
        let data = match asked["operationName"].as_str() {
            Some("Processes") => json!({"participatoryProcesses": told(false, &process)}),
            Some("Initiatives") => json!({"initiatives": told(true, &initiative)}),
            Some("InitiativesDates") => json!({"initiatives": told(true, &signatures)}),
            _ => json!({}),
        };
        (200, "application/json", json!({"data": data}).to_string())
    }
}
