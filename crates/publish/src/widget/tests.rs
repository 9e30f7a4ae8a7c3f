use super::*;

#[test]
fn the_script_is_light_and_whole() {
    let script = script();
    assert!(script.len() <= 15_000, "{} bytes", script.len());
    assert!(script.contains(&serde_json::Value::from(style()).to_string()));
    assert!(!script.contains(STYLE_GOES_HERE) && !script.contains("\n//"));
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
