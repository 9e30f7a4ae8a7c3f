//! The sitemap of a platform, and its public pages: small ones in French, so that the links of the demo lead somewhere.

use std::fmt::Write;

use super::content::{Event, Project, Site};
use crate::calendar::Today;
use crate::html::{document, escape};

/// Returns the page at `path` (without query); `None` if there is none.
pub(super) fn page(site: &Site, today: Today, path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let (title, body) = match parts.as_slice() {
        [] | ["projects"] => (site.name.clone(), home(site)),
        ["project", slug, kind, step] => {
            let project = site.projects.iter().find(|project| project.slug == *slug)?;
            let known = project
                .steps
                .iter()
                .any(|known| !known.hidden && known.slug == *step && known.kind.segment() == *kind);
            (
                today.fill(&project.title, "fr"),
                known.then(|| steps(project, today))?,
            )
        }
        ["events", slug] => {
            let (event, project) = site.all_events().find(|(event, _)| event.slug == *slug)?;
            (event.title.clone(), appointment(event, project, today))
        }
        _ => return None,
    };
    Some(document(&site.name, &title, &body))
}

/// Returns the page for addresses that do not exist.
pub(super) fn not_found(site: &Site) -> String {
    let body = "<p>Cette page n’existe pas, ou n’est plus publiée.</p>";
    document(&site.name, "Page introuvable", body)
}

/// Returns the sitemap (sitemaps.org 0.9) of the pages that visitors see.
pub(super) fn sitemap(site: &Site, base: &str) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let steps = site.projects.iter().flat_map(|project| {
        let shown = project.steps.iter().filter(|step| !step.hidden);
        shown.map(|step| project.path(step))
    });
    let events = site
        .all_events()
        .map(|(event, _)| format!("/events/{}", event.slug));
    for path in ["/".to_owned(), "/projects".to_owned()]
        .into_iter()
        .chain(events)
        .chain(steps)
    {
        let _ = writeln!(text, "<url><loc>{base}{path}</loc></url>");
    }
    text + "</urlset>\n"
}

fn home(site: &Site) -> String {
    let mut list = String::from("<p>Tous les projets participatifs.</p><ul>");
    for project in &site.projects {
        let _ = write!(
            list,
            "<li><a href=\"{}\">{}</a></li>",
            project.page(),
            escape(&project.title)
        );
    }
    list + "</ul><p>Plateforme Cap Collectif (démonstration).</p>"
}

fn steps(project: &Project, today: Today) -> String {
    let mut body = format!("<p>{}</p>", escape(&today.fill(&project.meta, "fr")));
    body += "<h2>Étapes</h2><ol>";
    for step in project.steps.iter().filter(|step| !step.hidden) {
        let day = |word: &str, day: Option<i64>| {
            day.map_or_else(String::new, |day| {
                today.fill(&format!(" {word} {{date:{day}}}"), "fr")
            })
        };
        let title = escape(&today.fill(&step.title, "fr"));
        let (from, to) = (day("du", step.from), day("au", step.to));
        let _ = write!(
            body,
            "<li><a href=\"{}\">{title}</a>{from}{to}</li>",
            project.path(step)
        );
    }
    body += "</ol>";
    if !project.events.is_empty() {
        body += "<h2>Rendez-vous</h2><ul>";
        for event in &project.events {
            let title = escape(&today.fill(&event.title, "fr"));
            let _ = write!(
                body,
                "<li><a href=\"/events/{}\">{title}</a></li>",
                event.slug
            );
        }
        body += "</ul>";
    }
    body
}

fn appointment(event: &Event, project: Option<&Project>, today: Today) -> String {
    let day = today.fill(&format!("{{date:{}}}", event.day), "fr");
    let mut body = format!("<p>Le {day}, à {}</p>", escape(&event.time));
    if let Some(address) = &event.address {
        let _ = write!(body, "<p>{}</p>", escape(address));
    }
    body += &today.fill(&event.text, "fr");
    if let Some(project) = project {
        let _ = write!(body, "<p><a href=\"{}\">Le projet</a></p>", project.page());
    }
    body
}
