//! Reading: whom a page is made for, in which languages, on which day, and how it leads on.

use axum::http::HeaderValue;
use chrono::{DateTime, NaiveDate, Utc};

use crate::links::PageFiles;
use crate::question::Material;
use crate::respond::CONTENT_SECURITY_POLICY;
use passerelle_model::Language;
use passerelle_publish::Site;
use passerelle_publish::html::Reader;

/// The reader and the moment that every page is made for.
pub(crate) struct Reading {
    languages: Vec<Language>,
    language: Option<Language>,
    pub(super) today: NaiveDate,
    files: PageFiles,
    rights: HeaderValue,
}

impl Reading {
    /// Makes it of a reader who asks for `language`. The gateway's own language needs not be said.
    pub(crate) fn new(site: &Site, language: Option<&Language>, today: NaiveDate) -> Self {
        let own = site.languages().first();
        Self {
            languages: site.reading(language),
            language: language.filter(|language| Some(*language) != own).cloned(),
            today,
            files: PageFiles::default(),
            rights: HeaderValue::from_static(CONTENT_SECURITY_POLICY),
        }
    }

    /// The same as a page whose links are those of `files`, where it is a file.
    pub(crate) fn with_links(self, files: PageFiles) -> Self {
        Self { files, ..self }
    }

    /// The same with other rights than those of most pages.
    pub(crate) fn with_rights(self, rights: HeaderValue) -> Self {
        Self { rights, ..self }
    }

    /// Makes the page of what is served.
    pub(crate) fn reader<'a>(&'a self, material: &'a Material) -> Reader<'a> {
        self.reader_at(&material.site, material.snapshot.built_at())
    }

    /// Makes the page for `site` at `moment`.
    pub(super) fn reader_at<'a>(&'a self, site: &'a Site, moment: DateTime<Utc>) -> Reader<'a> {
        Reader {
            site,
            languages: &self.languages,
            language: self.language.as_ref(),
            today: self.today,
            moment,
            files: self.files.0.as_deref(),
            rights: self.rights.to_str().unwrap_or_default(),
        }
    }
}
