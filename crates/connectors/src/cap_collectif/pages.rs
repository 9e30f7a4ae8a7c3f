//! Reading of a whole list, page by page. The cursors of the platform are positions in the list: if an element is published or removed meanwhile, pages
//! overlap or skip elements. So pages are merged by key, the list is read again if it changed, and it counts as complete only if it did not change
//! while it was read from beginning to end.

use std::collections::{BTreeMap, BTreeSet};

use graphql_client::GraphQLQuery;

use super::session::Session;
use crate::Error;
use passerelle_fetch as fetch;
use passerelle_model::Language;
use passerelle_model::Reason;

/// The most pages of one list, of 100 elements at most each. The platform itself lists no more than a thousand projects.
const MOST_PAGES: usize = 60;

/// The number of times that a list is read at most, if it changes meanwhile.
const PASSES: usize = 3;

/// One page of a list.
#[derive(Debug)]
pub(super) struct Page<N> {
    /// The elements; `None` for those that the host withholds.
    pub(super) nodes: Vec<Option<N>>,
    /// The number of elements of the whole list, as the host counts them.
    pub(super) total: Option<i64>,
    /// `true` where another page follows.
    pub(super) has_more: bool,
    /// The cursor after which the next page begins.
    pub(super) cursor: Option<String>,
}

/// Makes a [`Page`] of the connection of any document: the generated types have the same fields, but are different types.
macro_rules! page_of {
    ($connection:expr) => {{
        let connection = $connection;
        let info = connection.page_info;
        let edges = connection.edges.unwrap_or_default().into_iter();
        $crate::cap_collectif::pages::Page {
            nodes: edges.map(|edge| edge.and_then(|edge| edge.node)).collect(),
            total: connection.total_count,
            has_more: info.as_ref().and_then(|info| info.has_next_page) == Some(true),
            cursor: info.and_then(|info| info.end_cursor),
        }
    }};
}
pub(super) use page_of;

/// A document that asks for one page of a list.
pub(super) trait Paged: GraphQLQuery {
    /// The type of an element.
    type Node: Send;

    /// `true` where the list has exactly as many elements as the host counts.
    const COUNTED: bool;

    /// Returns the variables that ask for the page behind the cursor `after`. `parent` is the key of the project that the list belongs to, if it belongs
    /// to one.
    fn variables(parent: &str, after: Option<String>) -> Self::Variables;

    /// Returns the page in an answer; `None` if there is none.
    fn page(data: Self::ResponseData) -> Option<Page<Self::Node>>;

    /// Returns the key of an element; `None` if it has none.
    fn key(node: &Self::Node) -> Option<&str>;
}

/// A list, or the part of it that could be read.
#[derive(Debug)]
pub(super) struct List<N> {
    /// The elements in order, each once.
    pub(super) nodes: Vec<N>,
    /// `true` where these are all elements of the list.
    pub(super) complete: bool,
}

/// The observations of one reading of a list from its beginning.
#[derive(Debug, Default)]
struct Pass {
    /// `true` where the last page was reached.
    ended: bool,
    /// `true` where the list changed meanwhile: a key came twice, or the number of elements changed.
    changed: bool,
    /// `true` where an element was lost.
    lost: bool,
    /// The number of elements in the pages, with those that the host withholds.
    received: usize,
    /// The number of elements, as the host counts them.
    total: Option<usize>,
    /// The keys in the pages so far.
    keys: BTreeSet<String>,
}

/// Reads a whole list. If the host stops answering, the elements read so far are returned as a part of it; an error if there are none.
pub(super) async fn all<P: Paged>(
    session: &mut Session<'_>,
    language: &Language,
    parent: &str,
) -> Result<List<P::Node>, Error>
where
    P::Variables: Send,
    P::ResponseData: Send,
{
    let mut nodes = ByKey::default();
    let mut complete = false;
    for _ in 0..PASSES {
        let pass = read_once::<P>(session, language, parent, &mut nodes).await?;
        if !pass.ended || pass.lost {
            break;
        }
        if !pass.changed {
            let is_short = P::COUNTED && pass.total.is_some_and(|total| pass.received < total);
            complete = !is_short;
            break;
        }
    }
    Ok(List {
        nodes: nodes.in_order(),
        complete,
    })
}

/// Reads the pages of a list from its beginning, and merges their elements into `nodes`.
async fn read_once<P: Paged>(
    session: &mut Session<'_>,
    language: &Language,
    parent: &str,
    nodes: &mut ByKey<P::Node>,
) -> Result<Pass, Error>
where
    P::Variables: Send,
    P::ResponseData: Send,
{
    let mut pass = Pass::default();
    let mut after: Option<String> = None;
    for _ in 0..MOST_PAGES {
        let variables = P::variables(parent, after.clone());
        let reply = match session.ask::<P>(language, variables).await {
            Ok(reply) => reply,
            Err(error) if nodes.is_empty() || ends_the_poll(&error) => return Err(error),
            Err(error) => {
                session
                    .findings
                    .lacks_with("answer", |reason| reason.with("why", Reason::from(&error)));
                break;
            }
        };
        let Some(page) = P::page(reply.data) else {
            pass.lost = true;
            break;
        };
        let (cursor, has_more, is_empty) =
            (page.cursor.clone(), page.has_more, page.nodes.is_empty());
        pass.take::<P>(page, reply.has_errors, nodes);
        if !has_more {
            pass.ended = true;
            break;
        }
        // An empty page, or one with the same cursor, would promise more for ever.
        if is_empty || cursor.is_none() || cursor == after {
            break;
        }
        after = cursor;
    }
    Ok(pass)
}

impl Pass {
    /// Merges a page into `nodes`. `has_errors` is `true` where errors came with the page.
    fn take<P: Paged>(
        &mut self,
        page: Page<P::Node>,
        has_errors: bool,
        nodes: &mut ByKey<P::Node>,
    ) {
        let total = page.total.and_then(|total| usize::try_from(total).ok());
        self.changed |= self.total.is_some() && self.total != total;
        self.total = total;
        self.received = self.received.saturating_add(page.nodes.len());
        for node in page.nodes {
            let key = node.as_ref().and_then(P::key).map(str::to_owned);
            match (node, key.filter(|key| !key.is_empty())) {
                (Some(node), Some(key)) => {
                    self.changed |= !self.keys.insert(key.clone());
                    nodes.put(key, node);
                }
                // An element without its key is lost. A null is lost only if errors came with it: else the host withholds it.
                (node, _) => self.lost |= node.is_some() || has_errors,
            }
        }
    }
}

/// Returns whether the host limits requests: then it is sent no further one, and the error says until when.
pub(super) fn ends_the_poll(error: &Error) -> bool {
    matches!(
        error,
        Error::Busy { .. } | Error::Fetch(fetch::Error::AskedToWait { .. })
    )
}

/// Elements by their keys, in the order in which they first came.
#[derive(Debug)]
struct ByKey<N> {
    positions: BTreeMap<String, usize>,
    nodes: Vec<N>,
}

impl<N> Default for ByKey<N> {
    fn default() -> Self {
        Self {
            positions: BTreeMap::new(),
            nodes: Vec::new(),
        }
    }
}

impl<N> ByKey<N> {
    fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Adds an element, or replaces the earlier one of the same key.
    fn put(&mut self, key: String, node: N) {
        let position = self.positions.get(&key).copied();
        if let Some(known) = position.and_then(|position| self.nodes.get_mut(position)) {
            *known = node;
        } else {
            self.positions.insert(key, self.nodes.len());
            self.nodes.push(node);
        }
    }

    fn in_order(self) -> Vec<N> {
        self.nodes
    }
}
