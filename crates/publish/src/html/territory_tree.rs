//! The territories of the index as a tree of links, each with how much is in it and inside it. What only repeats the count of its one child is left out, so
//! that a gateway of one métropole does not begin with the country.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::words::html_text;
use passerelle_geography::Geography;
use passerelle_model::TerritoryCode;

use super::filters::Panel;

/// More children than these stand in a disclosure of their own.
const FIRST: usize = 6;
/// Deeper than this the tree is not drawn: country, région, département, EPCI, commune.
const DEEPEST: usize = 5;

struct Node {
    code: TerritoryCode,
    count: usize,
    inside: Vec<Node>,
}

/// The tree as nested lists of HTML; empty where no consultation has a territory.
pub(super) fn territory_tree(panel: &Panel<'_>) -> String {
    let counts = panel.facets.territory.iter().map(|it| (it.value, it.count));
    let roots = grown(&counts.collect(), panel.geography);
    let roots = match <[Node; 1]>::try_from(roots) {
        // What holds everything is what the link to everything says.
        Ok([only]) if only.count >= panel.facets.total && !only.inside.is_empty() => only.inside,
        Ok([only]) => vec![only],
        Err(roots) => roots,
    };
    let mut html = String::from("<ul class=\"plain\">");
    let mut roots = roots;
    let own = panel.site.territory();
    roots.sort_by_key(|root| !own.is_some_and(|own| panel.geography.is_inside(own, root.code)));
    let chosen = &panel.links.filter.territory;
    let everywhere = panel.links.to(|filter| {
        filter.territory.clear();
        filter.concerns.clear();
    });
    item(
        &mut html,
        &panel.phrases.say("everywhere"),
        &everywhere,
        None,
        chosen.is_empty(),
    );
    html.push_str("</li>");
    nodes(&mut html, &roots, panel, 1);
    html.push_str("</ul>");
    html
}

/// The trees of the territories that are counted: each under the nearest counted one that it lies in.
fn grown(counts: &BTreeMap<TerritoryCode, usize>, geography: &Geography) -> Vec<Node> {
    let mut children: BTreeMap<Option<TerritoryCode>, Vec<TerritoryCode>> = BTreeMap::new();
    for code in counts.keys() {
        let ancestors = geography.ancestors(*code).iter();
        let parent = ancestors.copied().find(|outer| counts.contains_key(outer));
        children.entry(parent).or_default().push(*code);
    }
    branch(None, counts, &children, 0)
}

fn branch(
    of: Option<TerritoryCode>,
    counts: &BTreeMap<TerritoryCode, usize>,
    children: &BTreeMap<Option<TerritoryCode>, Vec<TerritoryCode>>,
    depth: usize,
) -> Vec<Node> {
    if depth > DEEPEST {
        return Vec::new();
    }
    let inside = children.get(&of).into_iter().flatten();
    let mut nodes: Vec<Node> = inside
        .map(|code| {
            let count = counts.get(code).copied().unwrap_or_default();
            let inside = branch(Some(*code), counts, children, depth + 1);
            let node = Node {
                code: *code,
                count,
                inside,
            };
            without_repetition(node)
        })
        .collect();
    nodes.sort_by_key(|node| std::cmp::Reverse(node.count));
    nodes
}

/// The node, or its only child where that holds as much.
fn without_repetition(mut node: Node) -> Node {
    let repeats = matches!(node.inside.as_slice(), [only] if only.count == node.count);
    match node.inside.pop() {
        Some(only) if repeats => only,
        Some(last) => {
            node.inside.push(last);
            node
        }
        None => node,
    }
}

fn nodes(html: &mut String, nodes: &[Node], panel: &Panel<'_>, depth: usize) {
    let (first, more) = nodes.split_at(nodes.len().min(FIRST));
    let (first, more) = if more.len() > 1 {
        (first, more)
    } else {
        (nodes, [].as_slice())
    };
    for node in first {
        one(html, node, panel, depth);
    }
    if !more.is_empty() {
        let others = panel.phrases.count("others-count", more.len());
        // Writing to a string cannot fail.
        let _ = write!(
            html,
            "<li class=\"others\"><details><summary>{}</summary><ul class=\"plain\">",
            html_text(&others)
        );
        for node in more {
            one(html, node, panel, depth);
        }
        html.push_str("</ul></details></li>");
    }
}

fn one(html: &mut String, node: &Node, panel: &Panel<'_>, depth: usize) {
    let code = node.code;
    let current = panel.links.filter.territory.contains(&code);
    let href = panel.links.to(|filter| {
        filter.concerns.clear();
        filter.territory = if current { [].into() } else { [code].into() };
    });
    let count = panel.number(node.count);
    item(html, &panel.territory_name(code), &href, count, current);
    if !node.inside.is_empty() {
        inside(html, node, panel, depth);
    }
    html.push_str("</li>");
}

/// Returns what lies inside a territory: in sight where it is the gateway's own or chosen, else behind a disclosure.
fn inside(html: &mut String, node: &Node, panel: &Panel<'_>, depth: usize) {
    let chosen = panel.links.filter.territory.iter().copied();
    let mut watched = chosen.chain(panel.site.territory());
    let is_open = watched.any(|code| panel.geography.is_inside(code, node.code));
    if is_open {
        html.push_str("<ul class=\"plain\">");
        nodes(html, &node.inside, panel, depth + 1);
        html.push_str("</ul>");
        return;
    }
    let label = panel.phrases.count("inside-count", node.inside.len());
    let _ = write!(
        html,
        "<details class=\"others\"><summary>{}</summary><ul class=\"plain\">",
        html_text(&label)
    );
    nodes(html, &node.inside, panel, depth + 1);
    html.push_str("</ul></details>");
}

/// An item that is not closed yet.
fn item(html: &mut String, label: &str, href: &str, count: Option<String>, current: bool) {
    let mark = if current {
        " aria-current=\"true\""
    } else {
        ""
    };
    let count = count.map(|count| format!("<span class=\"n\">{count}</span>"));
    let _ = write!(
        html,
        "<li><span class=\"line\"><a href=\"{}\"{mark}>{}</a>{}</span>",
        html_text(href),
        html_text(label),
        count.unwrap_or_default()
    );
}
