//! Makes the content of a platform from its texts, as of one day.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{NaiveTime, TimeDelta};
use serde_json::{Value, json};

use super::content::{Event, Named, Project, Site, Step};
use crate::calendar::Today;
use crate::world::World;

/// Makes the content of `site` at the address `base`.
pub(super) fn build(site: &Site, base: &str, today: Today) -> World {
    let builder = Builder { site, base, today };
    let projects = site.projects.iter().map(|project| builder.project(project));
    let mut events: Vec<Value> = (1..)
        .zip(site.all_events())
        .map(|(number, (event, project))| builder.event(number, event, project))
        .collect();
    // The latest comes first, as on the platform.
    events.sort_by_key(|event| {
        let start = event.pointer("/timeRange/startAt").and_then(Value::as_str);
        std::cmp::Reverse(start.map(str::to_owned))
    });
    let districts = site.districts.iter().map(district);
    World::of_lists([
        ("projects", projects.collect()),
        ("events", events),
        ("globalDistricts", districts.collect()),
    ])
}

/// Encodes a key as the platform does.
fn encoded(kind: &str, key: &str) -> String {
    STANDARD.encode(format!("{kind}:{key}"))
}

fn project_id(project: &Project) -> String {
    encoded("Project", &format!("project{}", project.id))
}

fn district(district: &Named) -> Value {
    json!({"id": encoded("District", &format!("district{}", district.id)), "name": district.name})
}

struct Builder<'a> {
    site: &'a Site,
    base: &'a str,
    today: Today,
}

impl Builder<'_> {
    fn text(&self, text: &str) -> String {
        self.today.fill(text, "fr")
    }

    fn project(&self, project: &Project) -> Value {
        let themes = self
            .site
            .themes
            .iter()
            .filter(|theme| project.themes.contains(&theme.id));
        let districts = self
            .site
            .districts
            .iter()
            .filter(|district| project.districts.contains(&district.id));
        let kind = project.kind.as_ref();
        json!({
            "id": project_id(project),
            "url": format!("{}{}", self.base, project.page()),
            "title": self.text(&project.title),
            "metaDescription": self.text(&project.meta),
            "publishedAt": format!("{} 09:30:00", self.today.date(project.published)),
            "cover": {"url": format!("{}/media/default/0001/01/{}.svg", self.base, project.image)},
            "type": kind.map(|kind| json!({"title": format!("project.types.{kind}")})),
            // Keys of themes are those of the database.
            "themes": themes.map(|theme| json!({"id": format!("theme{}", theme.id), "title": theme.name})).collect::<Vec<_>>(),
            "districts": districts.map(district).collect::<Vec<_>>(),
            "steps": project.steps.iter().map(|step| self.step(project, step)).collect::<Vec<_>>(),
            "contributors": {"totalCount": project.participants},
            "contributions": {"totalCount": project.contributions},
            "votes": {"totalCount": project.votes},
        })
    }

    fn step(&self, project: &Project, step: &Step) -> Value {
        let type_name = step.kind.type_name();
        let key = format!("{}{}", step.kind.segment(), project.id);
        let at = |day: Option<i64>, time: &str| {
            day.map(|day| format!("{} {time}", self.today.date(day)))
        };
        json!({
            "__typename": type_name,
            "id": if step.kind.has_raw_id() { key } else { encoded(type_name, &key) },
            "url": format!("{}{}", self.base, project.path(step)),
            "title": self.text(&step.title),
            "state": state(step),
            "timeRange": {"startAt": at(step.from, "00:00:00"), "endAt": at(step.to, "23:59:59")},
        })
    }

    fn event(&self, number: u32, event: &Event, project: Option<&Project>) -> Value {
        let time = NaiveTime::parse_from_str(&event.time, "%H:%M").unwrap_or(NaiveTime::MIN);
        let starts = self.today.day(event.day).and_time(time);
        let ends = event.hours.map(|hours| starts + TimeDelta::hours(hours));
        // Without a zone: the local time of the platform.
        let written =
            |moment: chrono::NaiveDateTime| moment.format("%Y-%m-%d %H:%M:%S").to_string();
        let place = event.address.as_ref().map(|address| {
            let [lat, lng] = event.at.unwrap_or_default();
            json!({"formatted": address, "lat": lat, "lng": lng})
        });
        json!({
            "id": encoded("Event", &format!("event{number}")),
            "url": format!("{}/events/{}", self.base, event.slug),
            "title": self.text(&event.title),
            "body": self.text(&event.text),
            "enabled": true,
            "timeRange": {"startAt": written(starts), "endAt": ends.map(written)},
            "googleMapsAddress": place,
            "$project": project.map(project_id),
        })
    }
}

/// Returns the state of a step as the platform gives it today. A step without dates that is not marked as endless counts as closed.
fn state(step: &Step) -> &'static str {
    let begun = step.from.is_some_and(|from| from <= 0);
    let over = step.to.is_some_and(|to| to < 0);
    if step.timeless || begun && !over {
        "OPENED"
    } else if !over && (step.from.is_some() || step.to.is_some()) {
        "FUTURE"
    } else {
        "CLOSED"
    }
}
