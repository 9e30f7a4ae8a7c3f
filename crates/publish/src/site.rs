//! The publishing site: the gateway's name and address, and its sources. Every format needs it besides the entries.

use std::collections::BTreeMap;

use chrono_tz::Europe::Paris;
use chrono_tz::Tz;
use url::Url;

use passerelle_model::{
    Appearance, Consultation, ConsultationId, Language, Platform, Source, SourceId, Status,
    TerritoryCode, holds_key,
};

/// Names files: returns the name of the file of a path and a query, relative to the public address; `None` keeps the address of a running gateway.
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

/// The instance that published a consultation, as the public sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicSource<'a> {
    /// The id by which `source=` filters in this gateway.
    pub id: &'a str,
    /// The name of the instance that first published it.
    pub name: &'a str,
    /// The software of that instance; `None` if the source is no longer configured.
    pub platform: Option<Platform>,
    /// The address of that instance.
    pub url: Option<&'a Url>,
}

impl Site {
    /// Creates the site of a gateway named `name` at `public_url` (a trailing slash does not count), which writes in `languages` (the first is the default; French if
    /// there is none) and relays `sources`.
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

    /// Makes it a site of files, which a server only hands out: addresses are the names that `name` gives, and nothing is offered that a running gateway would have to
    /// answer.
    #[must_use]
    pub fn in_files(mut self, name: NameOfFile) -> Self {
        self.files = Some(name);
        self
    }

    /// Returns the function that names the files, if it is a site of files.
    pub fn files(&self) -> Option<NameOfFile> {
        self.files
    }

    /// Sets the time zone of days and hours that belong to no source; without it, that of Paris.
    #[must_use]
    pub fn in_zone(mut self, zone: Tz) -> Self {
        self.zone = zone;
        self
    }

    /// Sets the collectivity that runs it, and its contact.
    #[must_use]
    pub fn run_by(mut self, territory: Option<TerritoryCode>, contact: Option<String>) -> Self {
        self.territory = territory;
        self.contact = contact;
        self
    }

    /// Sets the colour, logo and map of its operator.
    #[must_use]
    pub fn looking(mut self, appearance: Appearance) -> Self {
        self.appearance = appearance;
        self
    }

    /// Returns the appearance of its pages.
    pub fn appearance(&self) -> &Appearance {
        &self.appearance
    }

    /// Returns the collectivity that runs it.
    pub fn territory(&self) -> Option<TerritoryCode> {
        self.territory
    }

    /// Returns the e-mail or web address of the institution that runs it.
    pub fn contact(&self) -> Option<&str> {
        self.contact.as_deref()
    }

    /// Returns the time zone of its days.
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

    /// Returns the configured sources, by id.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.values()
    }

    /// Returns the languages for a reader who asks for `wanted`, first choice first.
    pub fn reading(&self, wanted: Option<&Language>) -> Vec<Language> {
        let default = self.languages.iter().cloned();
        wanted
            .cloned()
            .into_iter()
            .chain(default.filter(|language| Some(language) != wanted))
            .collect()
    }

    /// Returns the absolute address of `path` (beginning with `/`), with `query` behind a `?` unless it is empty.
    pub fn address(&self, path: &str, query: &str) -> String {
        if let Some(name) = self.files.and_then(|files| files(path, query)) {
            return format!("{}/{name}", self.public_url);
        }
        let separator = if query.is_empty() { "" } else { "?" };
        format!("{}{path}{separator}{query}", self.public_url)
    }

    /// Returns the address of a consultation's page here, in the gateway's first language: the address that identifies the page.
    pub fn portal_url(&self, id: ConsultationId) -> String {
        self.address(&format!("/consultations/{id}"), "")
    }

    /// Returns the address of the same page for a reader of `language`: the address to follow.
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

    /// Returns the address of the page of the portal with the selection of a canonical query, in its language. Default values are left out, and so are parameters that
    /// only feeds and lists have.
    pub(crate) fn page_showing(&self, query: &str) -> String {
        // Not every selection has a file: the front page is the nearest one that certainly exists.
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

    /// Returns the source of a consultation, as the public sees it. One that came through another gateway keeps the name and address of the instance that first
    /// published it.
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

/// Returns a source as the public may see it: a list in a file of this machine has no public address, and in place of an address with a key, the site is shown.
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
