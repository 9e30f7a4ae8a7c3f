//! Missing parts: the parts of the elements of a list that a host could not give, as far as its answer tells.

use std::collections::BTreeSet;

use serde_json::Value;

use super::answer::{GraphqlAnswer, GraphqlError};
use super::schema::UNION;
use passerelle_model::Part;

/// The parts of a list that an answer lacks.
#[derive(Debug, Default)]
pub(super) struct MissingParts {
    /// The parts that are missing in the element at an index of the list.
    at_index: BTreeSet<(usize, Part)>,
    /// The parts that are missing in every element in which their fields are null.
    where_null: BTreeSet<Part>,
    /// The parts that are missing in every element, since their fields were left out when the document was sent again.
    left_out: BTreeSet<Part>,
    has_errors: bool,
}

impl MissingParts {
    /// Returns the missing parts of the list, or of the single element, at the field `root` of an answer.
    pub(super) fn of(root: &str, answer: &GraphqlAnswer) -> Self {
        let mut missing = Self {
            has_errors: !answer.errors.is_empty(),
            ..Self::default()
        };
        for error in &answer.errors {
            missing.add(root, error);
        }
        let left_out = answer.left_out.iter();
        missing.left_out = left_out
            // Without the names of components, it is still known which modalities they offer.
            .filter(|(type_name, _)| !is_component(type_name))
            .filter_map(|(type_name, field)| part_of(type_name, field))
            .collect();
        missing
    }

    fn add(&mut self, root: &str, error: &GraphqlError) {
        if let Some((index, field)) = error.element_and_field(root) {
            if let Some(part) = field.as_deref().and_then(part_of_field) {
                self.at_index.insert((index, part));
            }
            return;
        }
        match error.culprit() {
            Some((type_name, field)) => self.where_null.extend(part_of(&type_name, &field)),
            // The error may concern any field. Of these two parts a null is always a failure.
            None => self.where_null.extend([Part::Phases, Part::Modalities]),
        }
    }

    /// Returns whether the answer has any errors.
    pub(super) fn has_errors(&self) -> bool {
        self.has_errors
    }

    /// Returns the parts that could not be read of the element `raw` at `index`.
    pub(super) fn unread(&self, index: usize, raw: &Value) -> BTreeSet<Part> {
        let mut unread: BTreeSet<Part> = self.left_out.clone();
        unread.extend(
            self.at_index
                .iter()
                .filter(|(known, _)| *known == index)
                .map(|(_, part)| *part),
        );
        let nulls = FIELDS.iter().filter(|(field, part)| {
            self.where_null.contains(part) && raw.get(*field).is_some_and(holds_a_null)
        });
        unread.extend(nulls.map(|(_, part)| *part));
        if raw.get("components").is_some_and(Value::is_null) {
            unread.insert(Part::Modalities);
        }
        unread
    }

    /// Returns those of the `unread` parts of an element that were not left out in every element.
    pub(super) fn of_one_element(&self, unread: &BTreeSet<Part>) -> BTreeSet<Part> {
        unread.difference(&self.left_out).copied().collect()
    }
}

/// The fields of a space, with the part of a record that each gives.
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

fn part_of_field(field: &str) -> Option<Part> {
    FIELDS
        .iter()
        .find(|(known, _)| *known == field)
        .map(|(_, part)| *part)
}

/// Returns the part that a field of a type gives, at whatever depth in a space the type stands.
fn part_of(type_name: &str, field: &str) -> Option<Part> {
    match type_name {
        _ if is_component(type_name) => Some(Part::Modalities),
        "ParticipatoryProcessStep" | "ParticipatoryProcessPhase" => Some(Part::Phases),
        "TranslatedField" | "LocalizedString" => Some(Part::Texts),
        _ => part_of_field(field),
    }
}

/// Returns whether a type is a kind of component.
fn is_component(type_name: &str) -> bool {
    const COMPONENT: &str = "ComponentInterface";
    let declared = UNION.declared(type_name);
    type_name == COMPONENT
        || declared.is_some_and(|declared| declared.interfaces.iter().any(|one| one == COMPONENT))
}

/// Returns whether a value is null, is a text without translations, or is a list of which an element is null or lacks its title or name.
fn holds_a_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(elements) => elements
            .iter()
            .any(|element| element.is_null() || lacks_title_or_name(element)),
        text => text.get("translations").is_some_and(holds_a_null),
    }
}

/// Returns whether the title of a phase, or the name of a component, is null.
fn lacks_title_or_name(element: &Value) -> bool {
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
        list.map(|(index, raw)| missing.unread(index, raw).into_iter().collect())
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
