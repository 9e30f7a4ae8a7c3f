//! Pages of lists as Cap Collectif cuts them: cursors are base64 of `arrayconnection:N`, a page has at most 100 elements, and a text that is no cursor stands for
//! the beginning.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

/// The size of the longest page, and of a page without `first`.
const MAX_PAGE: usize = 100;

const PREFIX: &str = "arrayconnection:";

/// Returns the page of `items` that the arguments ask for.
pub(super) fn page(items: &[Value], arguments: &Map<String, Value>) -> Value {
    let after = arguments.get("after").and_then(Value::as_str);
    let from = after.and_then(place).map_or(0, |place| place + 1);
    let first = arguments.get("first").and_then(Value::as_i64);
    let size = first
        .and_then(|first| usize::try_from(first).ok())
        .unwrap_or(MAX_PAGE)
        .min(MAX_PAGE);
    let chosen = items.iter().enumerate().skip(from).take(size);
    let edges: Vec<Value> = chosen
        .map(|(place, node)| json!({"cursor": cursor(place), "node": node}))
        .collect();
    let end = edges.last().and_then(|edge| edge.get("cursor")).cloned();
    json!({
        "totalCount": items.len(),
        "pageInfo": {"hasNextPage": from.saturating_add(edges.len()) < items.len(), "endCursor": end},
        "edges": edges,
    })
}

fn cursor(place: usize) -> String {
    STANDARD.encode(format!("{PREFIX}{place}"))
}

/// Returns the position that a cursor stands for; `None` for a text that is no cursor.
fn place(cursor: &str) -> Option<usize> {
    let text = String::from_utf8(STANDARD.decode(cursor).ok()?).ok()?;
    let place: u32 = text.strip_prefix(PREFIX)?.parse().ok()?;
    usize::try_from(place).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_holds_a_hundred_at_most_and_says_where_the_next_one_begins() {
        let items: Vec<Value> = (0..230).map(Value::from).collect();
        let (mut after, mut came, mut pages) = (Value::Null, Vec::new(), 0);
        loop {
            let arguments = json!({"first": 1000, "after": after});
            let page = page(&items, arguments.as_object().unwrap());
            assert_eq!(page["totalCount"], 230);
            let edges = page["edges"].as_array().unwrap();
            came.extend(edges.iter().map(|edge| edge["node"].clone()));
            pages += 1;
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = page["pageInfo"]["endCursor"].clone();
        }
        assert_eq!((came, pages), (items, 3));
    }

    #[test]
    fn what_is_no_cursor_means_the_beginning() {
        let items = [json!(1), json!(2)];
        let arguments = json!({"after": "n’importe quoi", "first": 1});
        let page = page(&items, arguments.as_object().unwrap());
        assert_eq!(page["edges"][0]["node"], 1);
    }
}
