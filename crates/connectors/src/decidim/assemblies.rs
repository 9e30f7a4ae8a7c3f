//! Assemblies: spaces of their own where the configuration relays them, and for the others a sign of where a process belongs, by their
//! links and their area. Only from the side of the assembly does a link tell both ends.

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

/// The number of assemblies that are asked for their links one by one in one poll; the others keep what is remembered of them.
const MOST_SINGLE: usize = 100;

/// The assemblies of a host, and what links to them.
pub(super) struct ReadAssemblies {
    /// The assemblies as spaces.
    pub(super) listing: SpaceList,
    /// The affiliations that each linked space has by its assemblies.
    pub(super) linked: BTreeMap<(SpaceKind, String), Vec<Affiliation>>,
}

/// One assembly's names and area, and the one that it lies in.
struct AssemblyPlace {
    name: LocalizedText,
    parent: Option<String>,
    area: Option<Affiliation>,
}

/// Every public assembly, and with `links` what they link to.
pub(super) async fn read(
    session: &mut Session<'_>,
    memory: &mut Memory,
    links: bool,
    now: DateTime<Utc>,
) -> Result<Option<ReadAssemblies>, Error> {
    let body = Assemblies::build_query(assemblies::Variables {});
    let asked = ListQuery {
        kind: SpaceKind::Assembly,
        document: (body.operation_name, body.query),
        fields: ("assemblies", "assembly"),
        narrower: ("AssemblyIds", "SingleAssembly"),
    };
    let listed = lists::read::<assemblies::AssembliesAssemblies>(session, memory, &asked, now);
    let Some(listed) = listed.await? else {
        session.findings.affiliations_doubtful = true;
        session.findings.lacks("assemblies");
        return Ok(None);
    };
    // A link or an area may lie in what could not be read.
    session.findings.affiliations_doubtful |= !listed.complete || !listed.unreadable.is_empty();
    let mut places = BTreeMap::new();
    let mut listing = SpaceList {
        spaces: Vec::new(),
        unreadable: listed.unreadable,
        complete: listed.complete,
    };
    for element in listed.elements {
        let Some(id) = element.wire.id.clone() else {
            continue;
        };
        places.insert(id.clone(), place(&element.wire));
        listing
            .spaces
            .extend(space(&session.client, &mut session.findings, id, element));
    }
    for space in &mut listing.spaces {
        let Some(own) = places.get(&space.record.native_id) else {
            continue;
        };
        space.record.affiliations.extend(own.area.clone());
        let above = own
            .parent
            .as_deref()
            .and_then(|parent| belongs_to(parent, &places));
        space.record.affiliations.extend(above);
    }
    let linked = if links {
        linked_spaces(session, memory, &places, now).await?
    } else {
        BTreeMap::new()
    };
    Ok(Some(ReadAssemblies { listing, linked }))
}

fn place(assembly: &assemblies::AssembliesAssemblies) -> AssemblyPlace {
    let area = assembly.area.clone().and_then(|area| {
        let names = text(area.name);
        (!names.is_empty()).then_some(Affiliation {
            kind: AffiliationKind::Area,
            native_id: area.id,
            names,
            ancestors: Vec::new(),
        })
    });
    AssemblyPlace {
        name: text(assembly.title.clone()),
        parent: assembly
            .parent
            .as_ref()
            .and_then(|parent| parent.id.clone()),
        area,
    }
}

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
    let slug = assembly
        .slug
        .as_deref()
        .filter(|slug| !slug.is_empty())
        .unwrap_or(&id);
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
        .extend(spaces::place_name(text(assembly.local_area)));
    record
        .affiliations
        .extend(spaces::place_name(text(assembly.meta_scope)));
    Some(Space::new(record, components, unread))
}

/// The affiliation to an assembly, with the assemblies that it lies in.
fn belongs_to(id: &str, places: &BTreeMap<String, AssemblyPlace>) -> Option<Affiliation> {
    let place = places.get(id)?;
    let mut ancestors = Vec::new();
    let mut above = place
        .parent
        .as_deref()
        .and_then(|parent| places.get(parent));
    // A loop of parents is cut by the depth that no real tree reaches.
    while let Some(parent) = above.filter(|_| ancestors.len() < 8) {
        if !parent.name.is_empty() {
            ancestors.push(parent.name.clone());
        }
        above = parent
            .parent
            .as_deref()
            .and_then(|next| places.get(next))
            .filter(|next| !std::ptr::eq(*next, parent));
        if above.is_some_and(|next| std::ptr::eq(next, place)) {
            break;
        }
    }
    Some(Affiliation {
        kind: AffiliationKind::Assembly,
        native_id: Some(id.to_owned()),
        names: place.name.clone(),
        ancestors,
    })
}

/// Reads the links of assemblies: the affiliations of the spaces that they link to.
async fn linked_spaces(
    session: &mut Session<'_>,
    memory: &mut Memory,
    places: &BTreeMap<String, AssemblyPlace>,
    now: DateTime<Utc>,
) -> Result<BTreeMap<(SpaceKind, String), Vec<Affiliation>>, Error> {
    memory.links.retain(|id| places.contains_key(id));
    let links = links(session, memory, places, now).await?;
    let mut linked: BTreeMap<(SpaceKind, String), Vec<Affiliation>> = BTreeMap::new();
    for (assembly, targets) in links {
        let (Some(belongs), Some(place)) = (belongs_to(&assembly, places), places.get(&assembly))
        else {
            continue;
        };
        for target in targets {
            let affiliations = linked.entry(target).or_default();
            for affiliation in std::iter::once(belongs.clone()).chain(place.area.clone()) {
                if !affiliations.contains(&affiliation) {
                    affiliations.push(affiliation);
                }
            }
        }
    }
    Ok(linked)
}

type Links = Vec<(String, Vec<(SpaceKind, String)>)>;

/// The links of every assembly: in one piece, or one by one where one link leads to something deleted.
async fn links(
    session: &mut Session<'_>,
    memory: &mut Memory,
    places: &BTreeMap<String, AssemblyPlace>,
    now: DateTime<Utc>,
) -> Result<Links, Error> {
    if !places.keys().any(|id| memory.links.is_fresh(id, now)) {
        let reply = session
            .ask::<AssembliesLinks>(assemblies_links::Variables {}, OnNull::Accept)
            .await;
        let reply = spaces::or_without(reply, &mut session.findings)?;
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
                        .filter_map(|link| all_target(link.participatory_space?))
                        .collect(),
                ))
            });
            return Ok(links.collect());
        }
    }
    ask_one_by_one(session, memory, places, now).await?;
    let remembered = places.keys().filter_map(|id| {
        let targets = memory.links.last(id)?.iter();
        let targets =
            targets.filter_map(|(kind, id)| Some((SpaceKind::from_token(kind)?, id.clone())));
        Some((id.clone(), targets.collect()))
    });
    Ok(remembered.collect())
}

/// Asks the assemblies whose links were not read within a day.
async fn ask_one_by_one(
    session: &mut Session<'_>,
    memory: &mut Memory,
    places: &BTreeMap<String, AssemblyPlace>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let stale: Vec<&String> = places
        .keys()
        .filter(|id| !memory.links.is_fresh(id, now))
        .collect();
    if stale.len() > MOST_SINGLE {
        session.findings.lacks("assembly_links");
    }
    for id in stale.into_iter().take(MOST_SINGLE) {
        let variables = assembly_links::Variables { id: id.clone() };
        let reply = session
            .ask::<AssemblyLinks>(variables, OnNull::Accept)
            .await;
        let Some(reply) = spaces::or_without(reply, &mut session.findings)? else {
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
        let noted = targets
            .filter_map(|link| one_target(link.participatory_space?))
            .map(|(kind, id)| (kind.token().to_owned(), id));
        memory.links.note(id, noted.collect(), now);
    }
    Ok(())
}

macro_rules! target_of {
    ($name:ident, $document:ident, $space:ident, $on:ident) => {
        fn $name(space: $document::$space) -> Option<(SpaceKind, String)> {
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

target_of!(
    all_target,
    assemblies_links,
    AssembliesLinksAssembliesLinkedParticipatorySpacesParticipatorySpace,
    AssembliesLinksAssembliesLinkedParticipatorySpacesParticipatorySpaceOn
);
target_of!(
    one_target,
    assembly_links,
    AssemblyLinksAssemblyLinkedParticipatorySpacesParticipatorySpace,
    AssemblyLinksAssemblyLinkedParticipatorySpacesParticipatorySpaceOn
);
