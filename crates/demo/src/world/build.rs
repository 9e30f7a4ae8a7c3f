//! Makes the world of an instance from its texts, for one day.

use serde_json::{Value, json};

use super::World;
use super::parts::{component, link, meeting_of, named, refer, stats, steps, text};
use crate::calendar::Today;
use crate::content::{Assembly, Initiative, Meeting, Named, Phase, Process, Site, Text};
use crate::schema::Release;

/// Where and when an instance stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    /// Its address, without a slash at the end.
    pub(crate) base: &'a str,
    /// The version that it answers as.
    pub(crate) release: Release,
    /// The day.
    pub(crate) today: Today,
}

impl World {
    /// What `site` holds.
    pub(crate) fn build(site: &Site, place: Place<'_>) -> Self {
        let mut world = Self::default();
        let disclosed = place.release < Release::zero(30);
        let version = disclosed.then_some(site.version.as_str());
        let decidim = json!({"version": version, "applicationName": site.name});
        world.roots.insert("decidim", decidim);
        world
            .roots
            .insert("deployment", json!({"decidimVersion": site.version}));
        for scope in &site.scopes {
            world.insert("Scope", scope.id, named("Scope", scope, place));
        }
        let mut roots = Vec::new();
        for taxonomy in &site.taxonomies {
            let reference =
                world.insert("Taxonomy", taxonomy.id, named("Taxonomy", taxonomy, place));
            if taxonomy.parent.is_none() {
                roots.push(reference);
            }
        }
        let organization = json!({"name": site.name, "taxonomies": roots, "stats": []});
        world.roots.insert("organization", organization);
        let groups = site
            .groups
            .iter()
            .map(|group| world.group(group, site, place))
            .collect();
        world.roots.insert("participatoryProcessGroups", groups);
        let mut processes = Vec::new();
        for process in &site.processes {
            let reference = world.process_of(process, site, place);
            if !process.private {
                processes.push(reference);
            }
        }
        world
            .roots
            .insert("participatoryProcesses", Value::Array(processes));
        let assemblies = site
            .assemblies
            .iter()
            .map(|it| world.assembly(it, place))
            .collect();
        world.roots.insert("assemblies", assemblies);
        let initiatives = site
            .initiatives
            .iter()
            .map(|it| world.initiative(it, place))
            .collect();
        world.roots.insert("initiatives", initiatives);
        for empty in ["conferences", "consultations"] {
            world.roots.insert(empty, json!([]));
        }
        world
    }

    fn group(&mut self, group: &Named, site: &Site, place: Place<'_>) -> Value {
        let inside = |process: &&Process| process.group == Some(group.id) && !process.private;
        let processes: Vec<Value> = site
            .processes
            .iter()
            .filter(inside)
            .map(|process| refer("ParticipatoryProcess", process.id))
            .collect();
        let name = text(&group.name, place);
        let object = json!({"id": group.id.to_string(), "title": name, "name": name, "participatoryProcesses": processes});
        self.insert("ParticipatoryProcessGroup", group.id, object)
    }

    fn process_of(&mut self, process: &Process, site: &Site, place: Place<'_>) -> Value {
        let path = format!("/processes/{}", process.slug);
        let components = self.components_of(process, &path, place);
        let days = |pick: fn(&Phase) -> Option<i64>| process.phases.iter().filter_map(pick);
        let date = |day: Option<i64>| day.map(|day| place.today.date(day));
        let published = place.today.instant(process.published, "10:00");
        let url = format!("{}{path}", place.base);
        let mut object = json!({
            "id": process.id.to_string(),
            "type": "Decidim::ParticipatoryProcess",
            "slug": process.slug,
            "title": text(&process.title, place),
            "subtitle": text(&process.subtitle, place),
            "shortDescription": text(&process.short, place),
            "description": text(&process.text, place),
            "startDate": date(days(|phase| phase.from).min()),
            "endDate": date(days(|phase| phase.to).max()),
            "publishedAt": published,
            "createdAt": place.today.instant(process.published - 3, "09:00"),
            "updatedAt": published,
            "promoted": process.promoted,
            "reference": format!("{}-PART-{}", site.key.to_uppercase(), process.id),
            "heroImage": process.image.as_ref().map(|name| json!({"$image": name})),
            "localArea": process.area.as_ref().map(|area| text(&Text::French(area.clone()), place)),
            "linkedParticipatorySpaces": [],
            "steps": steps(process, place),
            "components": components,
            "stats": stats(process),
            "scopesEnabled": process.scope.is_some(),
            "privateSpace": process.private,
            "weight": 1,
            "url": url,
        });
        if let Value::Object(fields) = &mut object {
            let group = process
                .group
                .map(|id| refer("ParticipatoryProcessGroup", id));
            fields.insert("participatoryProcessGroup".to_owned(), json!(group));
            let scope = process.scope.map(|id| refer("Scope", id));
            fields.insert("scope".to_owned(), json!(scope));
            let taxonomies: Vec<Value> = process
                .taxonomies
                .iter()
                .map(|id| refer("Taxonomy", *id))
                .collect();
            fields.insert("taxonomies".to_owned(), json!(taxonomies));
        }
        if process.private {
            return Value::Null;
        }
        self.insert("ParticipatoryProcess", process.id, object)
    }

    /// The components of a process. From 0.30 a hidden one is a null in the list; before, it is simply not there.
    fn components_of(&mut self, process: &Process, path: &str, place: Place<'_>) -> Value {
        let mut kinds: Vec<&str> = process.components.iter().map(String::as_str).collect();
        if !process.meetings.is_empty() {
            kinds.push("Meetings");
        }
        if process.results > 0 {
            kinds.push("Accountability");
        }
        let mut list = Vec::new();
        for (weight, kind) in (1_u32..).zip(kinds) {
            let id = process.id * 10 + weight;
            let path = format!("{path}/f/{id}");
            let mut object = component(id, kind, weight, &format!("{}{path}", place.base), place);
            if let Value::Object(fields) = &mut object {
                if kind == "Meetings" {
                    let meetings = self.meetings(&process.meetings, process.id * 100, &path, place);
                    fields.insert("meetings".to_owned(), meetings);
                }
                let numbers = 1..=process.results;
                let results = numbers
                    .map(|number| json!({"id": (process.id * 100 + number).to_string()}))
                    .collect();
                fields.insert("results".to_owned(), results);
            }
            // Until 0.29 a component of a private process answers to its id, as it does on real servers.
            if !process.private || place.release < Release::zero(30) {
                list.push(self.insert("Component", id, object));
            }
        }
        if process.hidden_component && place.release >= Release::zero(30) {
            list.push(Value::Null);
        }
        Value::Array(list)
    }

    fn meetings(
        &mut self,
        meetings: &[Meeting],
        first: u32,
        path: &str,
        place: Place<'_>,
    ) -> Value {
        let numbered = (first + 1..).zip(meetings);
        numbered
            .map(|(id, meeting)| {
                let object = meeting_of(meeting, id, path, place);
                self.insert("Meeting", id, object)
            })
            .collect()
    }

    fn assembly(&mut self, assembly: &Assembly, place: Place<'_>) -> Value {
        let path = format!("/assemblies/{}", assembly.slug);
        let mut components = Vec::new();
        if !assembly.meetings.is_empty() {
            let id = 90_000 + assembly.id;
            let inner = format!("{path}/f/{id}");
            let mut object = component(id, "Meetings", 1, &format!("{}{inner}", place.base), place);
            let meetings = self.meetings(
                &assembly.meetings,
                900_000 + assembly.id * 100,
                &inner,
                place,
            );
            if let Value::Object(fields) = &mut object {
                fields.insert("meetings".to_owned(), meetings);
            }
            components.push(self.insert("Component", id, object));
        }
        let links: Vec<Value> = assembly
            .processes
            .iter()
            .map(|process| link(assembly.id, *process))
            .collect();
        let object = json!({
            "id": assembly.id.to_string(),
            "type": "Decidim::Assembly",
            "slug": assembly.slug,
            "title": text(&assembly.title, place),
            "subtitle": text(&assembly.subtitle, place),
            "shortDescription": text(&assembly.short, place),
            "description": text(&assembly.text, place),
            "creationDate": place.today.date(assembly.created),
            "publishedAt": place.today.instant(assembly.created, "10:00"),
            "promoted": false,
            "components": components,
            "linkedParticipatorySpaces": links,
            "taxonomies": [],
            "stats": [],
            "privateSpace": false,
            "url": format!("{}{path}", place.base),
        });
        self.insert("Assembly", assembly.id, object)
    }

    fn initiative(&mut self, initiative: &Initiative, place: Place<'_>) -> Value {
        let object = json!({
            "id": initiative.id.to_string(),
            "type": "Decidim::Initiative",
            "slug": format!("i-{}", initiative.id),
            "title": text(&initiative.title, place),
            "description": text(&initiative.text, place),
            "state": initiative.state,
            "signatureStartDate": place.today.date(initiative.opens),
            "signatureEndDate": place.today.date(initiative.closes),
            "publishedAt": place.today.instant(initiative.opens, "09:00"),
            "onlineVotes": initiative.votes,
            "offlineVotes": 0,
            "components": [],
            "stats": [],
            "url": format!("{}/initiatives/i-{}", place.base, initiative.id),
        });
        self.insert("Initiative", initiative.id, object)
    }
}
