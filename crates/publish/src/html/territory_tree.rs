//! The territories of the index as a tree of links, each with the number of consultations in it and inside it. A territory with the same count as its only child
//! is left out, so that the tree of a gateway of one métropole does not begin with the country.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::words::html_text;
use passerelle_geography::Geography;
use passerelle_model::TerritoryCode;

use super::filters::Panel;

/// The most children in sight; the others stand in a disclosure.
const FIRST: usize = 6;
/// The depth of the tree: country, région, département, EPCI, commune.
const DEEPEST: usize = 5;

struct Node {
    code: TerritoryCode,
    count: usize,
    inside: Vec<Node>,
}

/// A territory that can be chosen, or that contains such territories.
struct Branch {
    code: TerritoryCode,
    label: String,
    href: Option<String>,
    count: Option<String>,
    current: bool,
    inside: Vec<Branch>,
}

/// Returns the tree as nested lists of HTML; `None` if nothing can be chosen.
pub(super) fn territory_tree(panel: &Panel<'_>) -> Option<String> {
    let counts = panel.facets.territory.iter().map(|it| (it.value, it.count));
    let roots = grown(&counts.collect(), panel.geography);
    let mut roots = match <[Node; 1]>::try_from(roots) {
        // A territory with everything inside it is the same as the link to everything.
        Ok([only]) if only.count >= panel.facets.total && !only.inside.is_empty() => only.inside,
        Ok([only]) => vec![only],
        Err(roots) => roots,
    };
    let own = panel.site.territory();
    roots.sort_by_key(|root| !own.is_some_and(|own| panel.geography.is_inside(own, root.code)));
    let roots = linked(&roots, panel);
    let everywhere = panel.links.choice(|filter| {
        filter.territory.clear();
        filter.concerns.clear();
    });
    if everywhere.is_none() && roots.is_empty() {
        return None;
    }
    let mut html = String::from("<ul class=\"plain\">");
    if everywhere.is_some() {
        let label = panel.phrases.say("everywhere");
        let is_chosen = panel.links.filter.territory.is_empty();
        item(&mut html, &label, everywhere.as_deref(), None, is_chosen);
        html.push_str("</li>");
    }
    branches(&mut html, &roots, panel);
    html.push_str("</ul>");
    Some(html)
}

/// Returns the nodes with their links. Nodes without a link that contain none are left out.
fn linked(nodes: &[Node], panel: &Panel<'_>) -> Vec<Branch> {
    let branch = |node: &Node| {
        let code = node.code;
        let current = panel.links.filter.territory.contains(&code);
        let branch = Branch {
            code,
            label: panel.territory_name(code),
            href: panel.links.choice(|filter| {
                filter.concerns.clear();
                filter.territory = if current { [].into() } else { [code].into() };
            }),
            count: panel.number(node.count),
            current,
            inside: linked(&node.inside, panel),
        };
        (branch.href.is_some() || !branch.inside.is_empty()).then_some(branch)
    };
    nodes.iter().filter_map(branch).collect()
}

/// Makes the trees of the counted territories: each is a child of the nearest counted one around it.
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

/// Returns the node, or its only child if that has the same count.
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

fn branches(html: &mut String, branches: &[Branch], panel: &Panel<'_>) {
    let (first, more) = branches.split_at(branches.len().min(FIRST));
    let (first, more) = if more.len() > 1 {
        (first, more)
    } else {
        (branches, [].as_slice())
    };
    for branch in first {
        one(html, branch, panel);
    }
    if !more.is_empty() {
        let others = panel.phrases.count("others-count", more.len());
        // Writing to a string cannot fail.
        let _ = write!(
            html,
            "<li class=\"others\"><details><summary>{}</summary><ul class=\"plain\">",
            html_text(&others)
        );
        for branch in more {
            one(html, branch, panel);
        }
        html.push_str("</ul></details></li>");
    }
}

fn one(html: &mut String, branch: &Branch, panel: &Panel<'_>) {
    let href = branch.href.as_deref();
    let count = branch.count.as_deref();
    item(html, &branch.label, href, count, branch.current);
    if !branch.inside.is_empty() {
        inside(html, branch, panel);
    }
    html.push_str("</li>");
}

/// Writes the children of a territory: in sight if it is the gateway's own or chosen, else behind a disclosure.
fn inside(html: &mut String, branch: &Branch, panel: &Panel<'_>) {
    let chosen = panel.links.filter.territory.iter().copied();
    let mut watched = chosen.chain(panel.site.territory());
    let is_open = watched.any(|code| panel.geography.is_inside(code, branch.code));
    if is_open {
        html.push_str("<ul class=\"plain\">");
        branches(html, &branch.inside, panel);
        html.push_str("</ul>");
        return;
    }
    let label = panel.phrases.count("inside-count", branch.inside.len());
    let _ = write!(
        html,
        "<details class=\"others\"><summary>{}</summary><ul class=\"plain\">",
        html_text(&label)
    );
    branches(html, &branch.inside, panel);
    html.push_str("</ul></details>");
}

/// Writes the beginning of an item.
fn item(html: &mut String, label: &str, href: Option<&str>, count: Option<&str>, current: bool) {
    let mark = if current {
        " aria-current=\"true\""
    } else {
        ""
    };
    let label = html_text(label);
    let words = match href {
        Some(href) => format!("<a href=\"{}\"{mark}>{label}</a>", html_text(href)),
        None => label,
    };
    let count = count.map(|count| format!("<span class=\"n\">{count}</span>"));
    let _ = write!(
        html,
        "<li><span class=\"line\">{words}{}</span>",
        count.unwrap_or_default()
    );
}
