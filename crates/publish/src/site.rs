//! The site that publishes: the gateway's name and address, and the sources that it relays. Every format needs it beside the entries.

use std::collections::BTreeMap;

use chrono_tz::Europe::Paris;
use chrono_tz::Tz;
use url::Url;

use passerelle_model::{
    Appearance, Consultation, ConsultationId, Language, Platform, Source, SourceId, Status,
    TerritoryCode, holds_key,
};

/// Writes addresses where they are files: the name of the file of a path and a query, relative to the public address. `None` keeps the
/// address as a gateway that answers has it.
pub type NameOfFile = fn(path: &str, query: &str) -> Option<String>;

/// The publishing gateway, as the operator configured it.
#[derive(Debug, Clone)]
pub struct Site {
    name: String,
    public_url: String,
    languages: Vec<Language>,
    zone: Tz,
    territory: Option<TerritoryCode>,
    contact: Option<String>,
    appearance: Appearance,
    sources: BTreeMap<SourceId, Source>,
    files: Option<NameOfFile>,
}

/// The instance that a consultation is read from, as the public sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicSource<'a> {
    /// The id by which `source=` filters in this gateway.
    pub id: &'a str,
    /// The name of the instance that first published it.
    pub name: &'a str,
    /// The software of that instance; `None` when the source is no longer configured.
    pub platform: Option<Platform>,
    /// The address of that instance.
    pub url: Option<&'a Url>,
}

impl Site {
    /// A gateway named `name`, reached at `public_url` (a trailing slash does not count), that writes in `languages` (the first is the
    /// default; French when there is none) and relays `sources`.
    pub fn new(
        name: impl Into<String>,
        public_url: &Url,
        languages: Vec<Language>,
        sources: impl IntoIterator<Item = Source>,
    ) -> Self {
        let languages = if languages.is_empty() {
            vec![Language::french()]
        } else {
            languages
        };
        Self {
            name: name.into(),
            public_url: public_url.as_str().trim_end_matches('/').to_owned(),
            languages,
            zone: Paris,
            territory: None,
            contact: None,
            appearance: Appearance::default(),
            sources: sources
                .into_iter()
                .map(|source| (source.id.clone(), seen_from_outside(source)))
                .collect(),
            files: None,
        }
    }

    /// The same as files, which a server only hands out: addresses are written as `name` calls them, and nothing is offered that would have to be
    /// answered.
    #[must_use]
    pub fn in_files(mut self, name: NameOfFile) -> Self {
        self.files = Some(name);
        self
    }

    /// Returns how the files are called, where it is written as files.
    pub fn files(&self) -> Option<NameOfFile> {
        self.files
    }

    /// The same with the days and hours of `zone`, where no source has its own; those of Paris without.
    #[must_use]
    pub fn in_zone(mut self, zone: Tz) -> Self {
        self.zone = zone;
        self
    }

    /// The same, run by the collectivity of `territory`, which is reached at `contact`.
    #[must_use]
    pub fn run_by(mut self, territory: Option<TerritoryCode>, contact: Option<String>) -> Self {
        self.territory = territory;
        self.contact = contact;
        self
    }

    /// The same with the colour, logo and map of its operator.
    #[must_use]
    pub fn looking(mut self, appearance: Appearance) -> Self {
        self.appearance = appearance;
        self
    }

    /// Returns how its pages look.
    pub fn appearance(&self) -> &Appearance {
        &self.appearance
    }

    /// The collectivity that runs it.
    pub fn territory(&self) -> Option<TerritoryCode> {
        self.territory
    }

    /// The e-mail or web address of the institution that runs it.
    pub fn contact(&self) -> Option<&str> {
        self.contact.as_deref()
    }

    /// The time zone of its days.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// Returns its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns its public address, without a trailing slash.
    pub fn public_url(&self) -> &str {
        &self.public_url
    }

    /// Returns its languages, the default first; never empty.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// The configured sources, by id.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.values()
    }

    /// The languages in which a reader who asks for `wanted` is served, first choice first.
    pub fn reading(&self, wanted: Option<&Language>) -> Vec<Language> {
        let default = self.languages.iter().cloned();
        wanted
            .cloned()
            .into_iter()
            .chain(default.filter(|language| Some(language) != wanted))
            .collect()
    }

    /// The absolute address of `path` (beginning with `/`), with `query` behind a `?` unless it is empty.
    pub fn address(&self, path: &str, query: &str) -> String {
        if let Some(name) = self.files.and_then(|files| files(path, query)) {
            return format!("{}/{name}", self.public_url);
        }
        let separator = if query.is_empty() { "" } else { "?" };
        format!("{}{path}{separator}{query}", self.public_url)
    }

    /// The address of a consultation's page here, in the gateway's first language: the address that identifies the page.
    pub fn portal_url(&self, id: ConsultationId) -> String {
        self.address(&format!("/consultations/{id}"), "")
    }

    /// The address of the same page for a reader of `language`: the address to follow.
    pub(crate) fn page_of(&self, id: ConsultationId, language: Option<&Language>) -> String {
        let path = format!("/consultations/{id}");
        self.address(&path, &self.language_query(language))
    }

    /// Returns the query `lang=…` of addresses for a reader of `language`; empty for the gateway's first language.
    pub(crate) fn language_query(&self, language: Option<&Language>) -> String {
        let said = language.filter(|language| !self.is_first(language.as_str()));
        said.map(|language| format!("lang={language}"))
            .unwrap_or_default()
    }

    /// The address of the portal's page that shows the selection of a canonical query, in its language. Values that the page has by default are left
    /// out, and so are parameters that only feeds and lists have.
    pub(crate) fn page_showing(&self, query: &str) -> String {
        // Among files are the pages that menus lead to, which are not those of every selection: the front page is the nearest that is there for sure.
        let is_page = self.files.is_none();
        let is_kept = |pair: &&str| match pair.split_once('=') {
            Some(("view" | "limit" | "cursor", _)) | None => false,
            Some(("lang", language)) => !self.is_first(language),
            Some(("status", status)) => is_page && status != Status::Open.token(),
            Some(_) => is_page,
        };
        let kept: Vec<&str> = query.split('&').filter(is_kept).collect();
        self.address("/", &kept.join("&"))
    }

    fn is_first(&self, language: &str) -> bool {
        let first = self.languages.first();
        first.is_some_and(|first| first.as_str() == language)
    }

    /// Returns the source of a consultation as it is told. One that came through another gateway keeps the name and address of the instance that
    /// first published it.
    pub fn source_of<'a>(&'a self, consultation: &'a Consultation) -> PublicSource<'a> {
        let id = consultation.source.as_str();
        let configured = self.sources.get(&consultation.source);
        match (&consultation.provenance, configured) {
            (Some(first), _) => PublicSource {
                id,
                name: &first.name,
                platform: Some(first.platform),
                url: Some(&first.url),
            },
            (None, Some(source)) => PublicSource {
                id,
                name: &source.name,
                platform: Some(source.platform),
                url: Some(&source.url),
            },
            (None, None) => PublicSource {
                id,
                name: consultation.origin.as_str(),
                platform: None,
                url: None,
            },
        }
    }
}

/// The source as the public may see it: a list kept in a file of this machine is at no address, and the address of one that is read with a key is
/// not for everybody, so the site is shown from which it comes.
fn seen_from_outside(mut source: Source) -> Source {
    if source.url.scheme() == "file" {
        if let Ok(home) = Url::parse(&format!("https://{}/", source.origin.authority())) {
            source.url = home;
        }
    } else if holds_key(&source.url) {
        source.url.set_path("/");
        source.url.set_query(None);
        source.url.set_fragment(None);
    }
    source
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_is_shown_by_the_page_of_its_filter_and_language() {
        let url = "https://a.fr".parse().unwrap();
        let languages = vec![Language::french(), Language::english()];
        let site = Site::new("Agenda", &url, languages, Vec::new());
        let files = site.clone().in_files(|_, query| Some(query.to_owned()));
        for (query, answered, file) in [
            ("", "", ""),
            ("status=open&lang=fr&limit=3&cursor=x&view=updates", "", ""),
            (
                "territory=54395&status=closed&lang=en",
                "?territory=54395&status=closed&lang=en",
                "lang=en",
            ),
        ] {
            assert_eq!(site.page_showing(query), format!("https://a.fr/{answered}"));
            assert_eq!(files.page_showing(query), format!("https://a.fr/{file}"));
        }
    }
}
