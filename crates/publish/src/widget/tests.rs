use super::*;
use crate::{Encoding, Representation};

#[test]
fn the_script_is_light_on_the_wire_and_whole() {
    let script = script();
    assert!(script.contains(&serde_json::Value::from(STYLE).to_string()));
    for placeholder in [STYLE_GOES_HERE, FILTERS_GO_HERE, FILES_GO_HERE] {
        assert!(!script.contains(placeholder), "{placeholder}");
    }
    assert!(script.contains("\"territory concerns near radius status level modality theme source platform q opens_after closes_before lang sort\""));
    let sent = Representation::new("text/javascript", script.into(), None).compressed();
    let sent = sent
        .body(Encoding::Gzip)
        .map_or(usize::MAX, bytes::Bytes::len);
    assert!(sent < 8_000, "{sent} bytes");
}

#[test]
fn the_script_keeps_to_what_a_strict_page_allows() {
    for forbidden in [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        "createElement(\"style\")",
        "setAttribute(\"style\"",
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "document.cookie",
        "caches.",
        "navigator.",
    ] {
        assert!(!script().contains(forbidden), "{forbidden}");
    }
}
