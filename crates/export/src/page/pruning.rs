//! Pruning: what a page loses with a link that leads nowhere. A control goes whole; words stay, without the link; what held nothing else goes too.

use dom_query::NodeRef;

/// The elements that are not worth keeping empty.
const HOLDERS: [&str; 12] = [
    "aside", "dd", "details", "div", "dl", "figure", "li", "nav", "ol", "p", "span", "ul",
];
/// The classes of links that are drawn as buttons.
const BUTTONS: [&str; 2] = ["button", "chip"];

/// Takes a form away, which nobody would answer.
pub(super) fn forget_form(form: &NodeRef<'_>) {
    remove(form);
}

/// Takes away what shows or asks for something that is not there: a picture, a frame, the button of a map, a feed named in the head.
pub(super) fn forget_other(node: &NodeRef<'_>) {
    remove(node);
}

/// Takes a link away that has lost its address: whole, where it is a control; else its words stay.
pub(super) fn forget_link(link: &NodeRef<'_>) {
    let Some(parent) = link.parent() else {
        return;
    };
    if parent.has_name("dd") {
        return forget_description(&parent);
    }
    if is_choice(&parent) {
        return forget_choice(link);
    }
    let is_button = BUTTONS.iter().any(|class| link.has_class(class));
    if is_button || parent.has_name("nav") || link.has_attr("rel") {
        return remove(link);
    }
    keep_words(link);
}

/// The line of a value that filters, with its count.
pub(super) fn is_choice(parent: &NodeRef<'_>) -> bool {
    parent.has_class("line") && parent.parent().is_some_and(|item| item.has_name("li"))
}

/// A value that filters is left out with its count, unless others stand below it.
fn forget_choice(link: &NodeRef<'_>) {
    let Some(item) = link.parent().and_then(|line| line.parent()) else {
        return;
    };
    let below = item.descendants_it();
    if below.into_iter().any(|node| node.has_attr("href")) {
        keep_words(link);
    } else {
        remove(&item);
    }
}

/// A description is left out with its term.
fn forget_description(description: &NodeRef<'_>) {
    if let Some(term) = description.prev_element_sibling()
        && term.has_name("dt")
    {
        term.remove_from_parent();
    }
    remove(description);
}

fn keep_words(link: &NodeRef<'_>) {
    if let Some(first) = link.first_child() {
        link.insert_siblings_before(&first);
    }
    link.remove_from_parent();
}

/// Removes a node, and every holder around it that has nothing else.
fn remove(node: &NodeRef<'_>) {
    let mut node = *node;
    loop {
        let around = node.parent();
        node.remove_from_parent();
        match around {
            Some(holder) if is_left_empty(&holder) => node = holder,
            _ => return,
        }
    }
}

fn is_left_empty(holder: &NodeRef<'_>) -> bool {
    let is_holder = HOLDERS.iter().any(|name| holder.has_name(name));
    is_holder
        && holder.children_it(false).all(|child| {
            !child.is_nonempty_text() && (!child.is_element() || child.has_name("summary"))
        })
}
