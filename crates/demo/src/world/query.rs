//! Resolves the fields of `Query`.

use serde_json::{Map, Value};

use super::World;

impl World {
    /// The value of the root field `name`, or else the words of Decidim for a bad filter or order.
    pub(crate) fn root(&self, name: &str, arguments: &Map<String, Value>) -> Result<Value, String> {
        let by_id = |kind: &str| {
            let reference = Self::reference(kind, arguments.get("id"));
            let key = reference.get("$ref").and_then(Value::as_str);
            let known = key.is_some_and(|key| self.objects.contains_key(key));
            Ok(if known { reference } else { Value::Null })
        };
        match name {
            "participatoryProcess" => Ok(self.process(arguments)),
            "participatoryProcesses" => self.processes(arguments),
            "participatoryProcessGroup" => by_id("ParticipatoryProcessGroup"),
            "assembly" => by_id("Assembly"),
            "initiative" => by_id("Initiative"),
            "conference" => by_id("Conference"),
            "consultation" => by_id("Consultation"),
            "component" => by_id("Component"),
            "events" if arguments.get("project").is_some_and(|id| !id.is_null()) => {
                let events = self.roots.get(name).and_then(Value::as_array);
                let own = events.into_iter().flatten();
                Ok(own
                    .filter(|event| event.get("$project") == arguments.get("project"))
                    .cloned()
                    .collect())
            }
            _ => Ok(self.roots.get(name).cloned().unwrap_or(Value::Null)),
        }
    }

    fn listed(&self) -> impl Iterator<Item = (&Value, &Value)> {
        let list = self
            .roots
            .get("participatoryProcesses")
            .and_then(Value::as_array);
        list.into_iter().flatten().filter_map(|reference| {
            let key = reference.get("$ref")?.as_str()?;
            Some((reference, self.objects.get(key)?))
        })
    }

    /// Finds a process by id or slug; without either it is the first one, as on a real server.
    fn process(&self, arguments: &Map<String, Value>) -> Value {
        let text = |value: &Value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        };
        let wanted = |name: &str| {
            arguments
                .get(name)
                .filter(|value| !value.is_null())
                .map(text)
        };
        let (id, slug) = (wanted("id"), wanted("slug"));
        let is = |process: &Value, field: &str, wanted: &Option<String>| {
            wanted
                .as_ref()
                .is_none_or(|wanted| process.get(field).map(text).as_ref() == Some(wanted))
        };
        self.listed()
            .find(|(_, process)| is(process, "id", &id) && is(process, "slug", &slug))
            .map_or(Value::Null, |(reference, _)| reference.clone())
    }

    fn processes(&self, arguments: &Map<String, Value>) -> Result<Value, String> {
        let mut chosen: Vec<_> = self.listed().collect();
        if let Some(Value::Object(filter)) = arguments.get("filter") {
            for (name, bound) in filter {
                let bound = bound
                    .as_str()
                    .and_then(|text| text.get(..10))
                    .filter(|text| is_day(text));
                let bound = bound.ok_or("Invalid date format for publishedBefore")?;
                chosen.retain(|(_, process)| {
                    let day = process
                        .get("publishedAt")
                        .and_then(Value::as_str)
                        .and_then(|at| at.get(..10));
                    day.is_some_and(|day| {
                        if name == "publishedSince" {
                            day >= bound
                        } else {
                            day < bound
                        }
                    })
                });
            }
        }
        if let Some(Value::Object(order)) = arguments.get("order") {
            for (name, direction) in order {
                let direction = direction.as_str().unwrap_or_default().to_ascii_lowercase();
                let key = |process: &Value| {
                    let value = process.get(name).and_then(Value::as_str).map(str::to_owned);
                    (
                        value.is_none(),
                        value.as_deref().map(str::len).filter(|_| name == "id"),
                        value,
                    )
                };
                chosen.sort_by_key(|(_, process)| key(process));
                match direction.as_str() {
                    "asc" => {}
                    "desc" => chosen.reverse(),
                    other => {
                        let field = if name == "startDate" {
                            "start_date"
                        } else if name == "id" {
                            "id"
                        } else {
                            "published_at"
                        };
                        return Err(format!(
                            "Invalid order value for :{field}, only ASC or DESC are valids (received {other:?})"
                        ));
                    }
                }
            }
        }
        Ok(chosen
            .into_iter()
            .map(|(reference, _)| reference.clone())
            .collect())
    }
}

fn is_day(text: &str) -> bool {
    chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}
