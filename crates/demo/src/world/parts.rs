//! Makes the small objects of a world in the shapes of the version.

use serde_json::{Value, json};

use super::{Host, World};
use crate::content::{Meeting, Named, Process, Text};
use crate::schema::Release;

pub(super) fn refer(kind: &str, id: u32) -> Value {
    World::reference(kind, Some(&json!(id)))
}

pub(super) fn named(kind: &str, named: &Named, host: Host<'_>) -> Value {
    let parent = named.parent.map(|id| refer(kind, id));
    json!({"id": named.id.to_string(), "name": text(&named.name, host), "isRoot": parent.is_none(), "parent": parent})
}

pub(super) fn link(assembly: u32, process: u32) -> Value {
    json!({
        "id": (assembly * 1000 + process).to_string(),
        "name": "included_participatory_processes",
        "fromType": "Decidim::Assembly",
        "toType": "Decidim::ParticipatoryProcess",
        "participatorySpace": refer("ParticipatoryProcess", process),
    })
}

/// Makes a translated text. A blank translation is null and marked as made by a machine, as on real servers.
pub(super) fn text(text: &Text, host: Host<'_>) -> Value {
    let entries = text.entries();
    let locales: Vec<&str> = entries.iter().map(|(language, _, _)| *language).collect();
    let translations: Vec<Value> = entries
        .iter()
        .map(|(language, text, machine)| {
            let filled = Some(host.today.fill(text, language)).filter(|text| !text.is_empty());
            let marked = *machine || filled.is_none();
            json!({"locale": language, "text": filled, "machineTranslated": marked})
        })
        .collect();
    json!({"locales": locales, "translations": translations})
}

/// Makes the steps, with days until 0.27 and instants from 0.28.
pub(super) fn steps(process: &Process, host: Host<'_>) -> Value {
    let moment = |day: Option<i64>, time: &str| {
        day.map(|day| {
            if host.release < Release::zero(28) {
                host.today.date(day)
            } else {
                host.today.instant(day, time)
            }
        })
    };
    let current = process
        .phases
        .iter()
        .rposition(|phase| phase.from.is_some_and(|from| from <= 0));
    let steps = (0_u32..).zip(&process.phases).map(|(position, phase)| {
        let active = usize::try_from(position).ok() == current.or(Some(0));
        json!({
            "id": (process.id * 10 + position).to_string(),
            "position": position,
            "active": active,
            "title": text(&phase.title, host),
            "startDate": moment(phase.from, "00:00"),
            "endDate": moment(phase.to, "23:59"),
        })
    });
    steps.collect()
}

pub(super) fn stats(process: &Process) -> Value {
    let meetings = u32::try_from(process.meetings.len()).unwrap_or_default();
    let counts = [
        ("followers_count", process.participants / 4),
        ("participants_count", process.participants),
        ("proposals_count", process.proposals),
        ("meetings_count", meetings),
        ("results_count", process.results),
    ];
    counts
        .map(|(name, value)| json!({"key": name, "name": name, "value": value}))
        .into_iter()
        .collect()
}

pub(super) fn component(id: u32, kind: &str, weight: u32, url: &str, host: Host<'_>) -> Value {
    let (french, english) = match kind {
        "Meetings" => ("Rencontres", "Meetings"),
        "Proposals" => ("Vos idées", "Your ideas"),
        "Surveys" => ("Questionnaire", "Survey"),
        "Budgets" => ("Vote du budget", "Budget vote"),
        "Debates" => ("Débats", "Debates"),
        "Accountability" => ("Suivi des réalisations", "Follow-up"),
        "Blogs" => ("Actualités", "News"),
        "Elections" => ("Vote", "Vote"),
        "CollaborativeTexts" => ("Texte à amender", "Text to amend"),
        _ => ("Documents", "Documents"),
    };
    let languages =
        [("fr", french), ("en", english)].map(|(key, name)| (key.to_owned(), name.to_owned()));
    let name = Text::ByLanguage(languages.into());
    // The module of elections lost its API type after 0.28, and collaborative texts have theirs from 0.31.
    let declared = match kind {
        "Elections" => host.release <= Release::zero(28),
        "CollaborativeTexts" => host.release >= Release::zero(31),
        _ => true,
    };
    let kind = if declared { kind } else { "Component" };
    json!({"__typename": kind, "id": id.to_string(), "name": text(&name, host), "weight": weight, "url": url})
}

pub(super) fn meeting_of(meeting: &Meeting, id: u32, path: &str, host: Host<'_>) -> Value {
    let (start, end) = host.today.span(meeting.day, &meeting.time, meeting.hours);
    let updated = host.today.instant(meeting.day.min(0) - 20, "09:00");
    // An empty object stands for a meeting that was never placed.
    let coordinates = meeting.at.map_or(
        json!({}),
        |[latitude, longitude]| json!({"latitude": latitude, "longitude": longitude}),
    );
    json!({
        "id": id.to_string(),
        "title": text(&meeting.title, host),
        "description": text(&meeting.text, host),
        "startTime": start,
        "endTime": end,
        "address": meeting.address,
        "location": meeting.place.as_ref().map(|name| text(name, host)),
        "coordinates": coordinates,
        "privateMeeting": false,
        "transparent": true,
        "typeOfMeeting": meeting.kind,
        "isWithdrawn": meeting.withdrawn,
        "withdrawn": meeting.withdrawn,
        "closed": meeting.day < 0,
        "createdAt": updated,
        "updatedAt": updated,
        "url": format!("{}{path}/meetings/{id}", host.base),
    })
}
