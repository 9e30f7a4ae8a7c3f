//! A page as a file: where its links lead, and the same page with links to files. What needs a server (forms, links to what is no file) is left out,
//! together with what was only there to hold it, so that nothing on the page is false.
//!
//! Pure; it knows neither which addresses there are nor how files are named: both are asked of its caller.

mod pruning;

use dom_query::{Document, NodeRef};

use pruning::{forget_form, forget_link, forget_other, is_choice};

/// The attributes that hold the address of something that must be there.
const LEADS: [&str; 3] = ["href", "src", "data-map"];
/// The attribute that holds an address made after a pattern, of which each page of its kind is one; scripts fill it in.
const PATTERN: &str = "data-page";

/// A link of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    /// The address as it is written.
    pub(super) href: String,
    /// `true` where it leads to the next part of the same list.
    pub(super) is_next: bool,
    pub(super) role: Role,
}

/// The role of a link on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Leads to what comes before or behind.
    Step,
    /// One of the values that filter.
    Choice,
    Other,
}

/// The target of a link in an exported site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lead {
    /// Leads elsewhere and stays as it is.
    Elsewhere,
    /// Leads to a file, and is written so.
    To(String),
    /// Leads to what is no file.
    Nowhere,
}

/// Returns where the links of a page lead, in its order.
pub(super) fn links(html: &str) -> Vec<Link> {
    let page = Document::from(html);
    let mut links = Vec::new();
    for node in leading(&page) {
        links.extend(LEADS.into_iter().filter_map(|name| link(&node, name)));
    }
    links
}

/// The page with each link as `lead` says, and with the policy that a server would send beside it.
pub(super) fn rewritten(
    html: &str,
    policy: Option<&str>,
    lead: impl Fn(&Link) -> Lead,
    pattern: impl Fn(&str) -> Option<String>,
) -> String {
    let page = Document::from(html);
    for form in page.select("form").nodes() {
        forget_form(form);
    }
    let mut lost = Vec::new();
    for node in leading(&page) {
        for name in LEADS {
            let Some(link) = link(&node, name) else {
                continue;
            };
            match lead(&link) {
                Lead::Elsewhere => {}
                Lead::To(way) => node.set_attr(name, &way),
                Lead::Nowhere => {
                    node.remove_attr(name);
                    lost.push(node);
                }
            }
        }
    }
    for node in lost {
        if node.has_name("a") {
            forget_link(&node);
        } else {
            forget_other(&node);
        }
    }
    for node in page.select(&format!("[{PATTERN}]")).nodes() {
        match node.attr(PATTERN).and_then(|written| pattern(&written)) {
            Some(way) => node.set_attr(PATTERN, &way),
            None => node.remove_attr(PATTERN),
        }
    }
    if let Some(charset) = page.select("meta[charset]").nodes().first() {
        charset.after_html(said_in_the_page(policy));
    }
    page.html().to_string()
}

/// Returns what a server says of a page in headers, as far as a page can say it itself.
fn said_in_the_page(policy: Option<&str>) -> String {
    let directives = policy.unwrap_or_default().split(';').map(str::trim);
    // Browsers take who may frame a page from headers only, and complain of it here.
    let directives: Vec<&str> = directives
        .filter(|it| !it.is_empty() && !it.starts_with("frame-ancestors"))
        .collect();
    let mut meta = String::from("\n<meta name=\"referrer\" content=\"no-referrer\">");
    if !directives.is_empty() {
        let policy = directives.join("; ").replace('"', "&quot;");
        meta.push_str("\n<meta http-equiv=\"Content-Security-Policy\" content=\"");
        meta.push_str(&policy);
        meta.push_str("\">");
    }
    meta
}

fn link(node: &NodeRef<'_>, name: &str) -> Option<Link> {
    let rel = node.attr("rel");
    Some(Link {
        href: node.attr(name)?.to_string(),
        is_next: rel.as_deref() == Some("next"),
        role: match rel.as_deref() {
            Some("prev" | "next") => Role::Step,
            _ if node.parent().is_some_and(|around| is_choice(&around)) => Role::Choice,
            _ => Role::Other,
        },
    })
}

fn leading(page: &Document) -> Vec<NodeRef<'_>> {
    let any = LEADS.map(|name| format!("[{name}]")).join(",");
    page.select(&any).nodes().to_vec()
}

#[cfg(test)]
mod tests;
