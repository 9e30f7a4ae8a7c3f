//! Makes the content of an instance from its texts, as of one day.

use serde_json::{Value, json};

use super::World;
use super::parts::{component, link, meeting_of, named, refer, stats, steps, text};
use crate::calendar::Today;
use crate::content::{Assembly, Initiative, Meeting, Named, Phase, Process, Site, Text};
use crate::schema::Release;

/// The address, the version and the day of an instance.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Host<'a> {
    /// The address, without a slash at the end.
    pub(crate) base: &'a str,
    /// The version that it answers as.
    pub(crate) release: Release,
    /// The day.
    pub(crate) today: Today,
}

impl World {
    /// Makes the content of `site`.
    pub(crate) fn build(site: &Site, host: Host<'_>) -> Self {
        let mut world = Self::default();
        let disclosed = host.release < Release::zero(30);
        let version = disclosed.then_some(site.version.as_str());
        let decidim = json!({"version": version, "applicationName": site.name});
        world.roots.insert("decidim", decidim);
        world
            .roots
            .insert("deployment", json!({"decidimVersion": site.version}));
        for scope in &site.scopes {
            world.insert("Scope", scope.id, named("Scope", scope, host));
        }
        let mut roots = Vec::new();
        for taxonomy in &site.taxonomies {
            let reference =
                world.insert("Taxonomy", taxonomy.id, named("Taxonomy", taxonomy, host));
            if taxonomy.parent.is_none() {
                roots.push(reference);
            }
        }
        let organization = json!({"name": site.name, "taxonomies": roots, "stats": []});
        world.roots.insert("organization", organization);
        let groups = site
            .groups
            .iter()
            .map(|group| world.group(group, site, host))
            .collect();
        world.roots.insert("participatoryProcessGroups", groups);
        let mut processes = Vec::new();
        for process in &site.processes {
            let reference = world.process_of(process, site, host);
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
            .map(|it| world.assembly(it, host))
            .collect();
        world.roots.insert("assemblies", assemblies);
        let initiatives = site
            .initiatives
            .iter()
            .map(|it| world.initiative(it, host))
            .collect();
        world.roots.insert("initiatives", initiatives);
        for empty in ["conferences", "consultations"] {
            world.roots.insert(empty, json!([]));
        }
        world
    }

    fn group(&mut self, group: &Named, site: &Site, host: Host<'_>) -> Value {
        let inside = |process: &&Process| process.group == Some(group.id) && !process.private;
        let processes: Vec<Value> = site
            .processes
            .iter()
            .filter(inside)
            .map(|process| refer("ParticipatoryProcess", process.id))
            .collect();
        let name = text(&group.name, host);
        let object = json!({"id": group.id.to_string(), "title": name, "name": name, "participatoryProcesses": processes});
        self.insert("ParticipatoryProcessGroup", group.id, object)
    }

    fn process_of(&mut self, process: &Process, site: &Site, host: Host<'_>) -> Value {
        let path = format!("/processes/{}", process.slug);
        let components = self.components_of(process, &path, host);
        let days = |pick: fn(&Phase) -> Option<i64>| process.phases.iter().filter_map(pick);
        let date = |day: Option<i64>| day.map(|day| host.today.date(day));
        let published = host.today.instant(process.published, "10:00");
        let url = format!("{}{path}", host.base);
        let mut object = json!({
            "id": process.id.to_string(),
            "type": "Decidim::ParticipatoryProcess",
            "slug": process.slug,
            "title": text(&process.title, host),
            "subtitle": text(&process.subtitle, host),
            "shortDescription": text(&process.short, host),
            "description": text(&process.text, host),
            "startDate": date(days(|phase| phase.from).min()),
            "endDate": date(days(|phase| phase.to).max()),
            "publishedAt": published,
            "createdAt": host.today.instant(process.published - 3, "09:00"),
            "updatedAt": published,
            "promoted": process.promoted,
            "reference": format!("{}-PART-{}", site.key.to_uppercase(), process.id),
            "heroImage": process.image.as_ref().map(|name| json!({"$image": name})),
            "localArea": process.area.as_ref().map(|area| text(&Text::French(area.clone()), host)),
            "linkedParticipatorySpaces": [],
            "steps": steps(process, host),
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

    /// Makes the components of a process. From 0.30 a hidden one is a null in the list; before, it is left out.
    fn components_of(&mut self, process: &Process, path: &str, host: Host<'_>) -> Value {
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
            let mut object = component(id, kind, weight, &format!("{}{path}", host.base), host);
            if let Value::Object(fields) = &mut object {
                if kind == "Meetings" {
                    let meetings = self.meetings(&process.meetings, process.id * 100, &path, host);
                    fields.insert("meetings".to_owned(), meetings);
                }
                let numbers = 1..=process.results;
                let results = numbers
                    .map(|number| json!({"id": (process.id * 100 + number).to_string()}))
                    .collect();
                fields.insert("results".to_owned(), results);
            }
            // Until 0.29 a component of a private process answers to its id, as it does on real servers.
            if !process.private || host.release < Release::zero(30) {
                list.push(self.insert("Component", id, object));
            }
        }
        if process.hidden_component && host.release >= Release::zero(30) {
            list.push(Value::Null);
        }
        Value::Array(list)
    }

    fn meetings(&mut self, meetings: &[Meeting], first: u32, path: &str, host: Host<'_>) -> Value {
        let numbered = (first + 1..).zip(meetings);
        numbered
            .map(|(id, meeting)| {
                let object = meeting_of(meeting, id, path, host);
                self.insert("Meeting", id, object)
            })
            .collect()
    }

    fn assembly(&mut self, assembly: &Assembly, host: Host<'_>) -> Value {
        let path = format!("/assemblies/{}", assembly.slug);
        let mut components = Vec::new();
        if !assembly.meetings.is_empty() {
            let id = 90_000 + assembly.id;
            let inner = format!("{path}/f/{id}");
            let mut object = component(id, "Meetings", 1, &format!("{}{inner}", host.base), host);
            let meetings = self.meetings(
                &assembly.meetings,
                900_000 + assembly.id * 100,
                &inner,
                host,
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
            "title": text(&assembly.title, host),
            "subtitle": text(&assembly.subtitle, host),
            "shortDescription": text(&assembly.short, host),
            "description": text(&assembly.text, host),
            "creationDate": host.today.date(assembly.created),
            "publishedAt": host.today.instant(assembly.created, "10:00"),
            "promoted": false,
            "components": components,
            "linkedParticipatorySpaces": links,
            "taxonomies": [],
            "stats": [],
            "privateSpace": false,
            "url": format!("{}{path}", host.base),
        });
        self.insert("Assembly", assembly.id, object)
    }

    fn initiative(&mut self, initiative: &Initiative, host: Host<'_>) -> Value {
        let object = json!({
            "id": initiative.id.to_string(),
            "type": "Decidim::Initiative",
            "slug": format!("i-{}", initiative.id),
            "title": text(&initiative.title, host),
            "description": text(&initiative.text, host),
            "state": initiative.state,
            "signatureStartDate": host.today.date(initiative.opens),
            "signatureEndDate": host.today.date(initiative.closes),
            "publishedAt": host.today.instant(initiative.opens, "09:00"),
            "onlineVotes": initiative.votes,
            "offlineVotes": 0,
            "components": [],
            "stats": [],
            "url": format!("{}/initiatives/i-{}", host.base, initiative.id),
        });
        self.insert("Initiative", initiative.id, object)
    }
}
