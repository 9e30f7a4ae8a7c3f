//! The description of an exported portal: OpenAPI without the operations and parameters that files cannot answer. Each address is the name of a file, and the
//! only parameter is the id in a name.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::numbers::Topic;
use super::openapi;
use super::outputs::{ALL, Exported};
use super::{NameOfFile, Site};

const DESCRIPTION: &str = "The participation procedures of a territory, whatever platform they are on, as files: each address is a whole file, renewed by its \
                           publisher. A question of one filter is a file of its own beside it, as rss/concerns-54395.xml is beside rss.xml. No field holds a person.";

/// Returns the document as JSON, for a site whose files are named by `name`.
pub fn document(site: &Site, name: NameOfFile) -> String {
    let mut document: Value = serde_json::from_str(&openapi::document()).unwrap_or_default();
    if let Some(description) = document.pointer_mut("/info/description") {
        *description = json!(DESCRIPTION);
    }
    if let Some(servers) = document.get_mut("servers") {
        *servers = json!([{ "url": site.public_url() }]);
    }
    if let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) {
        let answered = std::mem::take(paths);
        let files = answered
            .into_iter()
            .filter_map(|(path, item)| Some((file(&path, name)?, json!({ "get": read(item)? }))));
        paths.extend(files);
    }
    // Values that were just parsed can be written.
    serde_json::to_string_pretty(&document).unwrap_or_default()
}

/// Returns the name of the file of a path, which may have a placeholder for an id or a chart.
fn file(path: &str, name: NameOfFile) -> Option<String> {
    let output = ALL.iter().find(|output| output.path == path);
    let is_file = output.is_some_and(|output| output.exported != Exported::Never);
    let (id, chart) = (Uuid::nil().to_string(), Topic::Durations.token());
    let path = path.replace("{id}", &id).replace("{chart}", chart);
    let name = name(&path, "").filter(|_| is_file)?;
    Some(format!(
        "/{}",
        name.replace(&id, "{id}").replace(chart, "{chart}")
    ))
}

/// Reduces an operation to the parts that files can answer: the id in the name, and the file.
fn read(mut item: Value) -> Option<Value> {
    let mut operation = item.get_mut("get")?.take();
    let fields = operation.as_object_mut()?;
    let parameters = fields.remove("parameters");
    let parameters: Vec<Value> = parameters
        .iter()
        .filter_map(Value::as_array)
        .flatten()
        .filter(|parameter| parameter.get("in").is_some_and(|place| place == "path"))
        .cloned()
        .collect();
    if !parameters.is_empty() {
        fields.insert("parameters".to_owned(), json!(parameters));
    }
    let said = fields.get("operationId").and_then(Value::as_str);
    let operations = ALL.iter().filter_map(|output| output.operation.as_ref());
    let mut otherwise = operations.filter(|operation| said == Some(operation.id));
    if let Some(summary) = otherwise.find_map(|operation| operation.of_file) {
        fields.insert("summary".to_owned(), json!(summary));
    }
    if let Some(responses) = fields.get_mut("responses").and_then(Value::as_object_mut) {
        let kept: Map<String, Value> = std::mem::take(responses)
            .into_iter()
            .filter(|(status, _)| status == "200")
            .collect();
        *responses = kept;
    }
    Some(operation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_take_no_question() {
        let url = "https://group.pages.example/agenda".parse().unwrap();
        let site = Site::new("Agenda", &url, Vec::new(), Vec::new());
        let name =
            |path: &str, _query: &str| Some(format!("{}.file", path.trim_start_matches('/')));
        let document: Value = serde_json::from_str(&document(&site, name)).unwrap();
        assert_eq!(
            document["servers"][0]["url"],
            "https://group.pages.example/agenda"
        );
        let paths = document["paths"].as_object().unwrap();
        assert!(paths.contains_key("/rss.xml.file"), "{:?}", paths.keys());
        let one = &paths["/api/v1/consultations/{id}.file"]["get"];
        assert_eq!(one["parameters"].as_array().unwrap().len(), 1);
        assert!(paths.contains_key("/numbers/{chart}.csv.file"));
        assert!(!paths.contains_key("/api.file"), "nobody answers a POST");
        for item in paths.values() {
            let summary = item["get"]["summary"].as_str().unwrap();
            assert!(
                !summary.contains("match") && !summary.contains("filter"),
                "{summary}"
            );
            let responses = item["get"]["responses"].as_object().unwrap();
            assert!(responses.keys().eq(["200"]), "{item}");
            assert!(item.as_object().unwrap().keys().eq(["get"]));
        }
    }
}
