//! Pages of lists as Decidim cuts them: cursors are base64 of the 1-based offset without padding, a page has at most 50 elements, and `first: 0` says that there is
//! a next page.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde_json::{Map, Value, json};

/// The size of the longest page, and of a page without `first`.
pub(super) const MAX_PAGE: usize = 50;

/// Returns the cursor of the element at the 1-based `offset`.
pub(super) fn cursor(offset: usize) -> String {
    STANDARD_NO_PAD.encode(offset.to_string())
}

/// Returns the offset that a cursor stands for; `None` for a text that is no cursor.
pub(super) fn offset(cursor: &str) -> Option<usize> {
    let bytes = STANDARD_NO_PAD.decode(cursor.trim_end_matches('=')).ok()?;
    String::from_utf8(bytes).ok()?.parse().ok()
}

/// Returns the page of `items` that the arguments ask for; an error for a bad cursor, in the words of graphql-ruby.
pub(super) fn page(items: &[Value], arguments: &Map<String, Value>) -> Result<Value, String> {
    let text = |name: &str| arguments.get(name).and_then(Value::as_str);
    let number = |name: &str| arguments.get(name).and_then(Value::as_i64);
    let bad = |given: &str| format!("Invalid input: {given:?}");
    let mut from = match text("after") {
        Some(given) => offset(given).ok_or_else(|| bad(given))?.min(items.len()),
        None => 0,
    };
    let mut to = match text("before") {
        Some(given) => offset(given)
            .ok_or_else(|| bad(given))?
            .saturating_sub(1)
            .min(items.len()),
        None => items.len(),
    };
    let (start, end) = (from, to);
    let clamp = |size: i64| usize::try_from(size).unwrap_or(0).min(MAX_PAGE);
    if let Some(last) = number("last").filter(|_| number("first").is_none()) {
        from = from.max(to.saturating_sub(clamp(last)));
    } else {
        to = to.min(from.saturating_add(number("first").map_or(MAX_PAGE, clamp)));
    }
    let chosen = items.get(from..to).unwrap_or_default();
    let edges: Vec<Value> = (from + 1..)
        .zip(chosen)
        .map(|(place, node)| json!({"cursor": cursor(place), "node": node}))
        .collect();
    let mark = |place: Option<&Value>| place.and_then(|edge| edge.get("cursor")).cloned();
    Ok(json!({
        "pageInfo": {
            "hasNextPage": to < end,
            "hasPreviousPage": from > start,
            "startCursor": mark(edges.first()),
            "endCursor": mark(edges.last()),
        },
        "nodes": chosen,
        "edges": edges,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ids(page: &Value) -> Vec<i64> {
        let edges = page["edges"].as_array().unwrap();
        edges
            .iter()
            .map(|edge| edge["node"].as_i64().unwrap())
            .collect()
    }

    fn asked(arguments: &Value) -> Value {
        let items: Vec<Value> = (1..=118).map(Value::from).collect();
        page(&items, arguments.as_object().unwrap()).unwrap()
    }

    #[test]
    fn the_cursor_of_fifty_is_the_recorded_one() {
        assert_eq!(cursor(50), "NTA");
        assert_eq!(cursor(6), "Ng");
        assert_eq!(cursor(100), "MTAw");
    }

    #[test]
    fn three_pages_bring_all_118_once() {
        let first = asked(&json!({"first": 50}));
        let second = asked(&json!({"first": 50, "after": first["pageInfo"]["endCursor"]}));
        let third = asked(&json!({"first": 50, "after": second["pageInfo"]["endCursor"]}));
        assert_eq!(third["pageInfo"]["hasNextPage"], false);
        let all: Vec<i64> = [first, second, third].iter().flat_map(ids).collect();
        assert_eq!(all, (1..=118).collect::<Vec<_>>());
    }

    #[test]
    fn odd_sizes_are_answered_as_recorded() {
        assert_eq!(ids(&asked(&json!({"first": 200}))).len(), 50);
        assert_eq!(ids(&asked(&json!({}))).len(), 50);
        for size in [0, -3] {
            let none = asked(&json!({"first": size}));
            assert_eq!(
                none["pageInfo"],
                json!({"hasNextPage": true, "hasPreviousPage": false, "startCursor": null, "endCursor": null})
            );
        }
        let past = asked(&json!({"first": 50, "after": cursor(500)}));
        assert_eq!(
            (ids(&past).len(), &past["pageInfo"]["hasNextPage"]),
            (0, &json!(false))
        );
        assert_eq!(ids(&asked(&json!({"last": 2}))), [117, 118]);
    }

    #[test]
    fn a_bad_cursor_is_refused_in_the_recorded_words() {
        let arguments = json!({"after": "n'importe quoi"});
        let refused = page(&[], arguments.as_object().unwrap());
        assert_eq!(refused, Err("Invalid input: \"n'importe quoi\"".to_owned()));
    }

    proptest! {
        #[test]
        fn every_cursor_reads_back(place in 0_usize..10_000_000) {
            prop_assert_eq!(offset(&cursor(place)), Some(place));
        }

        #[test]
        fn no_text_breaks_the_reading_of_a_cursor(text in ".{0,60}") {
            let _ = offset(&text);
        }
    }
}
