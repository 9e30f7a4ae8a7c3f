//! The public pages of an instance: small ones in French, so that the links of the demo lead somewhere.

use std::fmt::Write;

use super::calendar::Today;
use super::content::{Meeting, Process, Site, Text};

/// Returns the page at `path` (without query); `None` if there is none.
pub(super) fn page(site: &Site, today: Today, path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let view = View { site, today };
    let (title, body) = match parts.as_slice() {
        [] | ["processes"] => (site.name.clone(), view.home()),
        ["processes", slug] => view.process(slug)?,
        ["processes", slug, "f", component] => view.component(slug, component)?,
        ["processes", slug, "f", _, "meetings", id] => view.meeting(slug, id)?,
        ["processes_groups", id] => view.group(id)?,
        ["assemblies", slug, ..] => {
            let assembly = site.assemblies.iter().find(|it| it.slug == *slug)?;
            view.article(&assembly.title, &assembly.text)
        }
        ["initiatives", slug] => {
            let initiative = site.initiatives.iter().find(|it| slug.strip_prefix("i-") == Some(it.id.to_string().as_str()))?;
            view.article(&initiative.title, &initiative.text)
        }
        ["pages", slug] => {
            let page = site.pages.iter().find(|it| it.slug == *slug)?;
            (page.title.clone(), page.text.clone())
        }
        ["api", "docs"] => (
            "Interface de programmation".to_owned(),
            "<p>Cette plateforme de démonstration répond à <code>POST /api</code> (GraphQL), en lecture seule.</p>".to_owned(),
        ),
        _ => return None,
    };
    Some(document(&site.name, &title, &body))
}

/// Returns the page for addresses that do not exist.
pub(super) fn not_found(site: &Site) -> String {
    document(
        &site.name,
        "Page introuvable",
        "<p>Cette page n’existe pas, ou n’est plus publiée.</p>",
    )
}

struct View<'a> {
    site: &'a Site,
    today: Today,
}

impl View<'_> {
    fn public(&self) -> impl Iterator<Item = &Process> {
        self.site
            .processes
            .iter()
            .filter(|process| !process.private)
    }

    fn find(&self, slug: &str) -> Option<&Process> {
        self.public().find(|process| process.slug == slug)
    }

    fn french(&self, text: &Text) -> String {
        self.today.fill(text.french(), "fr")
    }

    fn list<'p>(&self, processes: impl Iterator<Item = &'p Process>) -> String {
        let mut list = String::from("<ul>");
        for process in processes {
            let title = escape(&self.french(&process.title));
            let _ = write!(
                list,
                "<li><a href=\"/processes/{}\">{title}</a></li>",
                process.slug
            );
        }
        list + "</ul>"
    }

    fn home(&self) -> String {
        format!(
            "<p>Toutes les démarches participatives.</p>{}",
            self.list(self.public())
        )
    }

    fn group(&self, id: &str) -> Option<(String, String)> {
        let group = self
            .site
            .groups
            .iter()
            .find(|group| group.id.to_string() == id)?;
        let inside = self
            .public()
            .filter(|process| process.group == Some(group.id));
        Some((self.french(&group.name), self.list(inside)))
    }

    fn article(&self, title: &Text, text: &Text) -> (String, String) {
        (self.french(title), self.french(text))
    }

    fn process(&self, slug: &str) -> Option<(String, String)> {
        let process = self.find(slug)?;
        let mut body = format!(
            "<p><strong>{}</strong></p>",
            escape(&self.french(&process.subtitle))
        );
        body += &self.french(&process.text);
        if !process.phases.is_empty() {
            body += "<h2>Calendrier</h2><ol>";
            for phase in &process.phases {
                let day = |day: Option<i64>| {
                    day.map_or_else(
                        || "date à préciser".to_owned(),
                        |day| self.today.fill(&format!("{{date:{day}}}"), "fr"),
                    )
                };
                let title = escape(&self.french(&phase.title));
                let _ = write!(
                    body,
                    "<li>{title}\u{a0}: du {} au {}</li>",
                    day(phase.from),
                    day(phase.to)
                );
            }
            body += "</ol>";
        }
        if !process.meetings.is_empty() {
            body += "<h2>Rencontres</h2><ul>";
            let component = process.id * 10 + meetings_weight(process);
            for (id, meeting) in numbered(process) {
                let title = escape(&self.french(&meeting.title));
                let _ = write!(
                    body,
                    "<li><a href=\"/processes/{slug}/f/{component}/meetings/{id}\">{title}</a></li>"
                );
            }
            body += "</ul>";
        }
        Some((self.french(&process.title), body))
    }

    fn component(&self, slug: &str, component: &str) -> Option<(String, String)> {
        let process = self.find(slug)?;
        let number: u32 = component.parse().ok()?;
        (number / 10 == process.id).then(|| {
            let title = self.french(&process.title);
            let body = format!("<p>La participation se fait ici, sur la plateforme d’origine. <a href=\"/processes/{slug}\">Retour à la démarche</a></p>");
            (title, body)
        })
    }

    fn meeting(&self, slug: &str, id: &str) -> Option<(String, String)> {
        let process = self.find(slug)?;
        let (_, meeting) = numbered(process).find(|(number, _)| number.to_string() == id)?;
        let mut body = format!(
            "<p>Le {}, à {}</p>",
            self.today.fill(&format!("{{date:{}}}", meeting.day), "fr"),
            escape(&meeting.time)
        );
        let place = meeting.place.as_ref().map(|place| self.french(place));
        let lines = [place, meeting.address.clone()];
        for line in lines.iter().flatten() {
            let _ = write!(body, "<p>{}</p>", escape(line));
        }
        if meeting.withdrawn {
            body += "<p><strong>Cette rencontre est annulée.</strong></p>";
        }
        body += &self.french(&meeting.text);
        let _ = write!(
            body,
            "<p><a href=\"/processes/{slug}\">Retour à la démarche</a></p>"
        );
        Some((self.french(&meeting.title), body))
    }
}

/// Returns the meetings of a process with their ids.
fn numbered(process: &Process) -> impl Iterator<Item = (u32, &Meeting)> {
    (process.id * 100 + 1..).zip(&process.meetings)
}

fn meetings_weight(process: &Process) -> u32 {
    u32::try_from(process.components.len()).unwrap_or_default() + 1
}

/// Writes a whole page.
pub(super) fn document(site: &str, title: &str, body: &str) -> String {
    let (site, title) = (escape(site), escape(title));
    format!(
        "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title} – {site}</title>\
        <style>body{{font:1.1rem/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}}</style></head>\
        <body><p><a href=\"/\">{site}</a> (plateforme de démonstration)</p><main><h1>{title}</h1>{body}</main></body></html>"
    )
}

/// Escapes plain text for HTML.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
