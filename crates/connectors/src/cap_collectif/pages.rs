//! Pages: a whole list, page by page. Its cursors are places in the list, so that pages overlap or skip while something is published or
//! removed: pages are merged by key, read again when the list moved, and what did not come in one quiet pass is never taken for gone.

use std::collections::{BTreeMap, BTreeSet};

use graphql_client::GraphQLQuery;

use super::session::Session;
use crate::Error;
use passerelle_fetch as fetch;
use passerelle_model::Language;
use passerelle_model::Reason;

/// The most pages of one list, of 100 elements at most each. The platform itself lists no more than a thousand projects.
const MOST_PAGES: usize = 60;

/// The number of times that a list that moves is read.
const PASSES: usize = 3;

/// One page as it came.
#[derive(Debug)]
pub(super) struct Page<N> {
    /// The elements; `None` for what the host did not give.
    pub(super) nodes: Vec<Option<N>>,
    /// The number of elements of the whole list, as the host says.
    pub(super) total: Option<i64>,
    /// `true` where more follows.
    pub(super) more: bool,
    /// The place where it follows.
    pub(super) cursor: Option<String>,
}

/// The page in a connection of any document: the generated types are alike and not the same.
macro_rules! page_of {
    ($connection:expr) => {{
        let connection = $connection;
        let info = connection.page_info;
        let edges = connection.edges.unwrap_or_default().into_iter();
        $crate::cap_collectif::pages::Page {
            nodes: edges.map(|edge| edge.and_then(|edge| edge.node)).collect(),
            total: connection.total_count,
            more: info.as_ref().and_then(|info| info.has_next_page) == Some(true),
            cursor: info.and_then(|info| info.end_cursor),
        }
    }};
}
pub(super) use page_of;

/// A document that asks for one page of a list.
pub(super) trait Paged: GraphQLQuery {
    /// An element.
    type Node: Send;

    /// `true` where the list holds exactly as many elements as the host says.
    const COUNTED: bool;

    /// The variables that ask for what follows `after`; `of` is what the list belongs to, if anything.
    fn variables(of: &str, after: Option<String>) -> Self::Variables;

    /// The page in an answer; `None` if there is none.
    fn page(data: Self::ResponseData) -> Option<Page<Self::Node>>;

    /// The key of an element.
    fn key(node: &Self::Node) -> Option<&str>;
}

/// A list as far as it was read.
#[derive(Debug)]
pub(super) struct List<N> {
    /// The elements in order, each once.
    pub(super) nodes: Vec<N>,
    /// `true` where that is all there is.
    pub(super) complete: bool,
}

/// One pass over the pages.
#[derive(Debug, Default)]
struct Pass {
    /// `true` where the last page was reached.
    ended: bool,
    /// `true` where the list moved meanwhile: a key came twice, or the number of elements changed.
    moved: bool,
    /// `true` where an element was lost.
    lost: bool,
    /// The number of elements that came, with those that the host hides.
    came: usize,
    /// The number of elements, as the host says.
    total: Option<usize>,
}

/// The whole list. What came before the host stopped answering is given as a part of it; an error if nothing came.
pub(super) async fn all<P: Paged>(
    session: &mut Session<'_>,
    language: &Language,
    of: &str,
) -> Result<List<P::Node>, Error>
where
    P::Variables: Send,
    P::ResponseData: Send,
{
    let mut found = Listed::default();
    let mut complete = false;
    for _ in 0..PASSES {
        let pass = one_pass::<P>(session, language, of, &mut found).await?;
        if !pass.ended || pass.lost {
            break;
        }
        if !pass.moved {
            let short = P::COUNTED && pass.total.is_some_and(|total| pass.came < total);
            complete = !short;
            break;
        }
    }
    Ok(List {
        nodes: found.in_order(),
        complete,
    })
}

async fn one_pass<P: Paged>(
    session: &mut Session<'_>,
    language: &Language,
    of: &str,
    found: &mut Listed<P::Node>,
) -> Result<Pass, Error>
where
    P::Variables: Send,
    P::ResponseData: Send,
{
    let mut pass = Pass::default();
    let mut seen = BTreeSet::new();
    let mut after: Option<String> = None;
    for _ in 0..MOST_PAGES {
        let reply = match session
            .ask::<P>(language, P::variables(of, after.clone()))
            .await
        {
            Ok(reply) => reply,
            Err(error) if found.is_empty() || ends_the_poll(&error) => return Err(error),
            Err(error) => {
                session
                    .findings
                    .lacks_with("answer", |reason| reason.with("why", Reason::from(&error)));
                return Ok(pass);
            }
        };
        let Some(page) = P::page(reply.data) else {
            pass.lost = true;
            return Ok(pass);
        };
        let rows = page.nodes.len();
        let total = page.total.and_then(|total| usize::try_from(total).ok());
        pass.moved |= pass.total.is_some() && pass.total != total;
        pass.total = total;
        pass.came = pass.came.saturating_add(rows);
        for node in page.nodes {
            let key = node.as_ref().and_then(P::key).map(str::to_owned);
            match (node, key.filter(|key| !key.is_empty())) {
                (Some(node), Some(key)) => {
                    pass.moved |= !seen.insert(key.clone());
                    found.put(key, node);
                }
                // A null without an error is something that the host hides, which is no loss; an element without its key is one.
                (node, _) => pass.lost |= node.is_some() || reply.has_errors,
            }
        }
        if !page.more {
            pass.ended = true;
            return Ok(pass);
        }
        // A page without rows or with the same cursor promises more for ever.
        if rows == 0 || page.cursor.is_none() || page.cursor == after {
            return Ok(pass);
        }
        after = page.cursor;
    }
    Ok(pass)
}

/// Returns whether the host asks to be left alone: then nothing more is asked, and the poll says until when.
pub(super) fn ends_the_poll(error: &Error) -> bool {
    matches!(
        error,
        Error::Busy { .. } | Error::Fetch(fetch::Error::AskedToWait { .. })
    )
}

/// Elements by their key, in the order in which they first came.
#[derive(Debug)]
struct Listed<N> {
    places: BTreeMap<String, usize>,
    nodes: Vec<N>,
}

impl<N> Default for Listed<N> {
    fn default() -> Self {
        Self {
            places: BTreeMap::new(),
            nodes: Vec::new(),
        }
    }
}

impl<N> Listed<N> {
    fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    fn put(&mut self, key: String, node: N) {
        let place = self.places.get(&key).copied();
        if let Some(known) = place.and_then(|place| self.nodes.get_mut(place)) {
            *known = node;
        } else {
            self.places.insert(key, self.nodes.len());
            self.nodes.push(node);
        }
    }

    fn in_order(self) -> Vec<N> {
        self.nodes
    }
}
