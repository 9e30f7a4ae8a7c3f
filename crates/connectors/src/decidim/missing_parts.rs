//! Missing parts: which parts of which elements of a list a host could not give, as far as its answer tells.

use std::collections::BTreeSet;

use serde_json::Value;

use super::answer::{GraphqlAnswer, GraphqlError};
use super::schema::UNION;
use passerelle_model::Part;

/// The parts of a list that an answer lacks.
#[derive(Debug, Default)]
pub(super) struct MissingParts {
    /// The parts that are missing, by place in the list.
    placed: BTreeSet<(usize, Part)>,
    /// Somewhere in the list: where a null says so.
    somewhere: BTreeSet<Part>,
    /// Everywhere, since it was not asked again after the host had failed over it.
    left_out: BTreeSet<Part>,
    any: bool,
}

impl MissingParts {
    /// The missing parts of the list, or of the single element, at the field `root` of an answer.
    pub(super) fn of(root: &str, answer: &GraphqlAnswer) -> Self {
        let mut missing = Self {
            any: !answer.errors.is_empty(),
            ..Self::default()
        };
        for error in &answer.errors {
            missing.add(root, error);
        }
        let left_out = answer.left_out.iter();
        missing.left_out = left_out
            // What components are called says nothing of what one can do in them.
            .filter(|(type_name, _)| !is_component(type_name))
            .filter_map(|(type_name, field)| part_of(type_name, field))
            .collect();
        missing
    }

    fn add(&mut self, root: &str, error: &GraphqlError) {
        if let Some((at, field)) = error.element(root) {
            if let Some(part) = field.as_deref().and_then(of_field) {
                self.placed.insert((at, part));
            }
            return;
        }
        match error.culprit() {
            Some((type_name, field)) => self.somewhere.extend(part_of(&type_name, &field)),
            // It may concern anything of which a null is never right.
            None => self.somewhere.extend([Part::Phases, Part::Modalities]),
        }
    }

    /// Returns whether the host complained of anything.
    pub(super) fn any(&self) -> bool {
        self.any
    }

    /// Returns the parts of the element at `at` that could not be read.
    pub(super) fn unread(&self, at: usize, raw: &Value) -> BTreeSet<Part> {
        let mut unread: BTreeSet<Part> = self.left_out.clone();
        unread.extend(
            self.placed
                .iter()
                .filter(|(place, _)| *place == at)
                .map(|(_, part)| *part),
        );
        let seen = FIELDS.iter().filter(|(field, part)| {
            self.somewhere.contains(part) && raw.get(*field).is_some_and(lacks_withthing)
        });
        unread.extend(seen.map(|(_, part)| *part));
        if raw.get("components").is_some_and(Value::is_null) {
            unread.insert(Part::Modalities);
        }
        unread
    }

    /// Returns the parts that are this element's own fault, and not left out everywhere.
    pub(super) fn own(&self, unread: &BTreeSet<Part>) -> BTreeSet<Part> {
        unread.difference(&self.left_out).copied().collect()
    }
}

/// The part of a record that each field of a space holds.
const FIELDS: [(&str, Part); 20] = [
    ("title", Part::Texts),
    ("subtitle", Part::Texts),
    ("slogan", Part::Texts),
    ("shortDescription", Part::Texts),
    ("description", Part::Texts),
    ("startDate", Part::Dates),
    ("endDate", Part::Dates),
    ("creationDate", Part::Dates),
    ("closingDate", Part::Dates),
    ("startVotingDate", Part::Dates),
    ("endVotingDate", Part::Dates),
    ("resultsPublishedAt", Part::Results),
    ("steps", Part::Phases),
    ("phases", Part::Phases),
    ("components", Part::Modalities),
    ("heroImage", Part::Image),
    ("bannerImage", Part::Image),
    ("state", Part::State),
    ("onlineVotes", Part::Counts),
    ("offlineVotes", Part::Counts),
];

fn of_field(field: &str) -> Option<Part> {
    FIELDS
        .iter()
        .find(|(known, _)| *known == field)
        .map(|(_, part)| *part)
}

/// The part that a field of a type belongs to, wherever it stands in a space.
fn part_of(type_name: &str, field: &str) -> Option<Part> {
    match type_name {
        _ if is_component(type_name) => Some(Part::Modalities),
        "ParticipatoryProcessStep" | "ParticipatoryProcessPhase" => Some(Part::Phases),
        "TranslatedField" | "LocalizedString" => Some(Part::Texts),
        _ => of_field(field),
    }
}

fn is_component(type_name: &str) -> bool {
    const COMPONENT: &str = "ComponentInterface";
    let declared = UNION.declared(type_name);
    type_name == COMPONENT
        || declared.is_some_and(|declared| declared.interfaces.iter().any(|one| one == COMPONENT))
}

/// Returns whether a value is null, or holds a null where a list or a text has its elements.
fn lacks_withthing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(elements) => elements
            .iter()
            .any(|element| element.is_null() || lacks_its_texts(element)),
        text => text.get("translations").is_some_and(lacks_withthing),
    }
}

/// Returns whether the title of a phase, or the name of a component, is missing.
fn lacks_its_texts(element: &Value) -> bool {
    ["title", "name"].iter().any(|field| {
        element.get(*field).is_some_and(|text| {
            text.is_null() || text.get("translations").is_some_and(Value::is_null)
        })
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn unread(errors: &Value, list: &Value) -> Vec<Vec<Part>> {
        let answer = json!({"data": {"participatoryProcesses": list}, "errors": errors});
        let answer = GraphqlAnswer::read(answer).unwrap();
        let missing = MissingParts::of("participatoryProcesses", &answer);
        let list = list.as_array().unwrap().iter().enumerate();
        list.map(|(at, raw)| missing.unread(at, raw).into_iter().collect())
            .collect()
    }

    #[test]
    fn an_error_with_a_path_concerns_the_element_that_it_leads_to() {
        let list = json!([{"id": "1", "components": []}, {"id": "2", "components": [null]}]);
        for (path, part) in [
            (
                json!(["participatoryProcesses", 1, "components", 0, "name"]),
                Part::Modalities,
            ),
            (json!(["participatoryProcesses", 1, "steps"]), Part::Phases),
            (
                json!(["participatoryProcesses", 1, "description", "translations"]),
                Part::Texts,
            ),
            (
                json!(["participatoryProcesses", 1, "heroImage"]),
                Part::Image,
            ),
            (json!(["participatoryProcesses", 1, "endDate"]), Part::Dates),
        ] {
            let errors = json!([{"message": "boom", "path": path}]);
            assert_eq!(unread(&errors, &list), [vec![], vec![part]], "{path}");
        }
    }

    #[test]
    fn an_error_without_a_path_concerns_the_elements_whose_part_is_null() {
        let list = json!([
            {"id": "1", "components": [{"id": "3", "name": {"translations": []}}], "steps": []},
            {"id": "2", "components": null, "steps": []},
            {"id": "3", "components": [], "steps": [null]},
        ]);
        let errors = json!([{"message": "Cannot return null for non-nullable field Debates.name"}]);
        assert_eq!(
            unread(&errors, &list),
            [vec![], vec![Part::Modalities], vec![]]
        );
        let errors = json!([{"message": "Cannot return null for non-nullable field ParticipatoryProcessStep.title"}]);
        assert_eq!(
            unread(&errors, &list),
            [vec![], vec![Part::Modalities], vec![Part::Phases]],
            "components are never null of themselves"
        );
        let errors = json!([{"message": "Internal error"}]);
        assert_eq!(
            unread(&errors, &list),
            [vec![], vec![Part::Modalities], vec![Part::Phases]]
        );
    }

    #[test]
    fn without_errors_a_hidden_component_is_no_fault() {
        let list = json!([{"id": "1", "components": [null, {"id": "3"}], "steps": [], "description": null}]);
        assert_eq!(unread(&json!([]), &list), [vec![]]);
    }
}
