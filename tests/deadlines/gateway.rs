//! The log of another gateway, as this one writes its own.

use serde_json::{Value, json};

use super::relayed::told;
use super::*;
use passerelle::model::{Language, LocalizedText, Moment, PhaseRecord, Record};

struct Gateway;

holds!(Gateway);

fn moment(written: &str) -> Option<Moment> {
    serde_json::from_value(written.into()).ok()
}

fn phase(phase: &Written) -> PhaseRecord {
    PhaseRecord {
        title: LocalizedText::of(Language::french(), phase.title.unwrap_or("Étape")),
        opens: moment(&phase.opens),
        closes: moment(&phase.closes),
        participatory: Some(!phase.reading),
        active: phase.active,
    }
}

/// Returns a case as the other gateway has read it.
fn below(key: &str, case: &Case, zone: Tz) -> Consultation {
    let source = Source {
        timezone: zone,
        ..normalize::samples::source()
    };
    let record = Record {
        native_id: key.to_owned(),
        opens: moment(&case.whole.opens),
        closes: moment(&case.whole.closes),
        phases: case.phases.iter().map(phase).collect(),
        declared_state: case.declared_state,
        ..normalize::samples::record()
    };
    let rules = normalize::Context {
        source: &source,
        geography: Geography::official(),
        now: noon(),
    };
    normalize::consultation(record, &rules).unwrap()
}

/// The whole log of the other gateway, in one page.
pub(super) fn log_of(items: &[Value]) -> String {
    let log = json!({
        "gateway": {"name": "L’autre", "url": "https://autre.example.fr/", "version": "0.1.0"},
        "log": uuid::Uuid::from_u128(1), "next_since": items.len(), "more": false, "items": items,
    });
    log.to_string()
}

impl Told for Gateway {
    const LETTER: char = 'G';
    const COLUMN: usize = 6;
    const OF_READING: &'static str = "as told";

    fn source(shared: Source) -> Source {
        Source {
            platform: Platform::Passerelle,
            url: "https://autre.example.fr".parse().unwrap(),
            ..shared
        }
    }

    fn can_tell(_case: &Case) -> bool {
        true
    }

    fn answer(
        _request: &Request,
        cases: &[(String, &Case)],
        zone: Tz,
    ) -> (u16, &'static str, String) {
        let items = (1..).zip(cases).map(|(place, (key, case))| {
            let mut item = told(&below(key, case, zone));
            item["change"] = json!(place);
            item
        });
        let items: Vec<Value> = items.collect();
        (200, "application/json", log_of(&items))
    }
}
