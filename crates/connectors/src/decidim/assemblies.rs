//! Assemblies. They are spaces of their own, where the configuration relays them. Also, an assembly that links to a process, and the area of that
//! assembly, are affiliations of the process. The links are read from the assemblies, since only there does the API name both ends of a link.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use graphql_client::GraphQLQuery;

use super::client::{Client, OnNull};
use super::components;
use super::dates;
use super::documents::{
    Assemblies, AssembliesLinks, AssemblyLinks, assemblies, assemblies_links, assembly_links,
};
use super::lists::{self, Element, ListQuery};
use super::memory::Memory;
use super::session::Session;
use super::spaces::{self, Space, SpaceList};
use super::translations::text;
use crate::Error;
use crate::findings::Findings;
use passerelle_model::Reason;
use passerelle_model::reason::Code;
use passerelle_model::{Affiliation, AffiliationKind, LocalizedText, Modality, Record, SpaceKind};

/// The most assemblies whose links are asked one by one in one poll; the others keep what is remembered of them.
const MOST_ASKED_ALONE: usize = 100;

/// The most ancestors of an assembly that are read. No real tree is that deep, and a loop of parents ends there.
const MOST_ANCESTORS: usize = 8;

/// A space, by its kind and native id.
pub(super) type SpaceRef = (SpaceKind, String);

/// The affiliations that spaces have by the assemblies that link to them.
pub(super) type LinkedAffiliations = BTreeMap<SpaceRef, Vec<Affiliation>>;

/// An assembly in the tree of assemblies, with what it gives to its children and to the spaces that it links to.
struct TreeNode {
    name: LocalizedText,
    parent: Option<String>,
    area: Option<Affiliation>,
}

/// The assemblies of a host, by native id, each with its parent.
#[derive(Default)]
pub(super) struct AssemblyTree(BTreeMap<String, TreeNode>);

/// The assemblies of a host.
pub(super) struct ReadAssemblies {
    /// The assemblies as spaces.
    pub(super) listing: SpaceList,
    /// The tree that they form.
    pub(super) tree: AssemblyTree,
}

/// Reads every public assembly; `None` if the host has none to ask for.
pub(super) async fn read(
    session: &mut Session<'_>,
    memory: &mut Memory,
    now: DateTime<Utc>,
) -> Result<Option<ReadAssemblies>, Error> {
    let body = Assemblies::build_query(assemblies::Variables {});
    let query = ListQuery {
        kind: SpaceKind::Assembly,
        operation: body.operation_name,
        text: body.query,
        list_field: "assemblies",
        single_field: "assembly",
        keys_operation: "AssemblyIds",
        single_operation: "SingleAssembly",
    };
    let list = lists::read::<assemblies::AssembliesAssemblies>(session, memory, &query, now);
    let Some(list) = list.await? else {
        session.findings.affiliations_doubtful = true;
        session.findings.lacks("assemblies");
        return Ok(None);
    };
    // An assembly that could not be read may have an area or links.
    session.findings.affiliations_doubtful |= !list.complete || !list.unreadable.is_empty();
    let mut tree = AssemblyTree::default();
    let mut listing = list.into_spaces(|element| {
        let id = element.wire.id.clone()?;
        tree.0.insert(id.clone(), tree_node(&element.wire));
        space(&session.client, &mut session.findings, id, element)
    });
    for space in &mut listing.spaces {
        let Some(node) = tree.0.get(&space.record.native_id) else {
            continue;
        };
        let parent = node.parent.as_deref();
        let parent = parent.and_then(|parent| affiliation_to(parent, &tree));
        space.record.affiliations.extend(node.area.clone());
        space.record.affiliations.extend(parent);
    }
    Ok(Some(ReadAssemblies { listing, tree }))
}

fn tree_node(assembly: &assemblies::AssembliesAssemblies) -> TreeNode {
    let area = assembly.area.clone().and_then(|area| {
        let names = text(area.name);
        (!names.is_empty()).then_some(Affiliation {
            kind: AffiliationKind::Area,
            native_id: area.id,
            names,
            ancestors: Vec::new(),
        })
    });
    TreeNode {
        name: text(assembly.title.clone()),
        parent: assembly
            .parent
            .as_ref()
            .and_then(|parent| parent.id.clone()),
        area,
    }
}

/// Makes the space of an assembly; `None` if it is closed to the public.
fn space(
    client: &Client<'_>,
    findings: &mut Findings,
    id: String,
    element: Element<assemblies::AssembliesAssemblies>,
) -> Option<Space> {
    let Element {
        wire: assembly,
        unread,
    } = element;
    let mode = assembly.access_mode.as_deref();
    let access = spaces::access(assembly.private_space, assembly.is_transparent, mode)?;
    let slug = spaces::slug_or_id(assembly.slug.as_deref(), &id);
    let page = client.page(SpaceKind::Assembly, slug, assembly.url.as_deref());
    let components = components::of_space(assembly.components, &page);
    let bad = &mut findings.bad_dates;
    let mut record = Record::new(SpaceKind::Assembly, id, page.url().clone());
    record.title = text(assembly.title);
    record.subtitle = text(assembly.subtitle);
    record.short_description = text(assembly.short_description);
    record.description = text(assembly.description);
    record.opens = dates::moment(assembly.creation_date.as_ref()).or_count(bad);
    record.closes = dates::moment(assembly.closing_date.as_ref()).or_count(bad);
    record.published_at = dates::instant(assembly.published_at.as_ref()).or_count(bad);
    record.access = access;
    record.promoted = assembly.promoted.unwrap_or(false);
    record.modalities = components::modalities(Some(Modality::Assembly), &components.list);
    record.image = spaces::image(client.base(), assembly.hero_image.as_deref());
    spaces::add_taxonomies(&mut record, assembly.taxonomies);
    record
        .affiliations
        .extend(spaces::place_name_affiliation(text(assembly.local_area)));
    record
        .affiliations
        .extend(spaces::place_name_affiliation(text(assembly.meta_scope)));
    Some(Space::new(record, components, unread))
}

/// Returns the affiliation with an assembly, with the names of its ancestors, nearest first.
fn affiliation_to(id: &str, tree: &AssemblyTree) -> Option<Affiliation> {
    let parent_of = |node: &TreeNode| tree.0.get(node.parent.as_deref()?);
    let node = tree.0.get(id)?;
    let mut ancestors = Vec::new();
    let mut next = parent_of(node);
    while let Some(ancestor) = next.filter(|_| ancestors.len() < MOST_ANCESTORS) {
        if !ancestor.name.is_empty() {
            ancestors.push(ancestor.name.clone());
        }
        let is_loop =
            |above: &&TreeNode| std::ptr::eq(*above, ancestor) || std::ptr::eq(*above, node);
        next = parent_of(ancestor).filter(|above| !is_loop(above));
    }
    Some(Affiliation {
        kind: AffiliationKind::Assembly,
        native_id: Some(id.to_owned()),
        names: node.name.clone(),
        ancestors,
    })
}

/// Reads the links of the assemblies, and returns the affiliations of the spaces that they link to: the assembly and its area.
pub(super) async fn read_linked_affiliations(
    session: &mut Session<'_>,
    memory: &mut Memory,
    tree: &AssemblyTree,
    now: DateTime<Utc>,
) -> Result<LinkedAffiliations, Error> {
    memory.links.retain(|id| tree.0.contains_key(id));
    let links = read_links(session, memory, tree, now).await?;
    let mut linked = LinkedAffiliations::new();
    for (assembly, targets) in links {
        let (Some(to_assembly), Some(node)) =
            (affiliation_to(&assembly, tree), tree.0.get(&assembly))
        else {
            continue;
        };
        for target in targets {
            let affiliations = linked.entry(target).or_default();
            for affiliation in std::iter::once(to_assembly.clone()).chain(node.area.clone()) {
                if !affiliations.contains(&affiliation) {
                    affiliations.push(affiliation);
                }
            }
        }
    }
    Ok(linked)
}

/// Assemblies, each with the spaces that it links to.
type Links = Vec<(String, Vec<SpaceRef>)>;

/// Reads the links of every assembly: all in one document, or, where the host fails over a link to a deleted space, one by one.
async fn read_links(
    session: &mut Session<'_>,
    memory: &mut Memory,
    tree: &AssemblyTree,
    now: DateTime<Utc>,
) -> Result<Links, Error> {
    if !tree.0.keys().any(|id| memory.links.is_fresh(id, now)) {
        let reply = session
            .ask::<AssembliesLinks>(assemblies_links::Variables {}, OnNull::Accept)
            .await;
        let reply = spaces::optional_answer(reply, &mut session.findings)?;
        if let Some(list) = reply.and_then(|reply| reply.data?.assemblies) {
            let links = list.into_iter().flatten().filter_map(|assembly| {
                let targets = assembly
                    .linked_participatory_spaces
                    .into_iter()
                    .flatten()
                    .flatten();
                Some((
                    assembly.id?,
                    targets
                        .filter_map(|link| target_in_list(link.participatory_space?))
                        .collect(),
                ))
            });
            return Ok(links.collect());
        }
    }
    ask_one_by_one(session, memory, tree, now).await?;
    let remembered = tree.0.keys().filter_map(|id| {
        let targets = memory.links.last(id)?.iter();
        let targets =
            targets.filter_map(|(kind, id)| Some((SpaceKind::from_token(kind)?, id.clone())));
        Some((id.clone(), targets.collect()))
    });
    Ok(remembered.collect())
}

/// Asks for the links that were not read within a day, one assembly at a time.
async fn ask_one_by_one(
    session: &mut Session<'_>,
    memory: &mut Memory,
    tree: &AssemblyTree,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let stale: Vec<&String> = tree
        .0
        .keys()
        .filter(|id| !memory.links.is_fresh(id, now))
        .collect();
    if stale.len() > MOST_ASKED_ALONE {
        session.findings.lacks("assembly_links");
    }
    for id in stale.into_iter().take(MOST_ASKED_ALONE) {
        let variables = assembly_links::Variables { id: id.clone() };
        let reply = session
            .ask::<AssemblyLinks>(variables, OnNull::Accept)
            .await;
        let Some(reply) = spaces::optional_answer(reply, &mut session.findings)? else {
            continue;
        };
        let assembly = reply.data.and_then(|data| data.assembly);
        if assembly.is_none() && !reply.errors.is_empty() {
            session
                .findings
                .notice(Reason::new(Code::StaleLink).with("assembly", id.as_str()));
            let known = memory.links.last(id).cloned().unwrap_or_default();
            memory.links.note(id, known, now);
            continue;
        }
        let targets = assembly
            .and_then(|assembly| assembly.linked_participatory_spaces)
            .into_iter()
            .flatten()
            .flatten();
        let targets = targets
            .filter_map(|link| target_of_one(link.participatory_space?))
            .map(|(kind, id)| (kind.token().to_owned(), id));
        memory.links.note(id, targets.collect(), now);
    }
    Ok(())
}

/// Defines the function `$name`, which returns the space that a link of `$document` leads to.
macro_rules! link_target {
    ($name:ident, $document:ident, $space:ident, $on:ident) => {
        fn $name(space: $document::$space) -> Option<SpaceRef> {
            let kind = match space.on {
                $document::$on::ParticipatoryProcess => SpaceKind::Process,
                $document::$on::Initiative => SpaceKind::Initiative,
                $document::$on::Conference => SpaceKind::Conference,
                $document::$on::Consultation => SpaceKind::Consultation,
                $document::$on::Assembly => SpaceKind::Assembly,
                $document::$on::ParticipatorySpace | $document::$on::Unknown => return None,
            };
            Some((kind, space.id?))
        }
    };
}

link_target!(
    target_in_list,
    assemblies_links,
    AssembliesLinksAssembliesLinkedParticipatorySpacesParticipatorySpace,
    AssembliesLinksAssembliesLinkedParticipatorySpacesParticipatorySpaceOn
);
link_target!(
    target_of_one,
    assembly_links,
    AssemblyLinksAssemblyLinkedParticipatorySpacesParticipatorySpace,
    AssemblyLinksAssemblyLinkedParticipatorySpacesParticipatorySpaceOn
);
