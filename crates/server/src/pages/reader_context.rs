//! The reader of a page: the languages, the day, and the links with which the page is made.

use axum::http::HeaderValue;
use chrono::{DateTime, NaiveDate, Utc};

use crate::links::PageFiles;
use crate::question::Material;
use crate::respond::CONTENT_SECURITY_POLICY;
use passerelle_model::Language;
use passerelle_publish::Site;
use passerelle_publish::html::Reader;

/// The reader and the moment that every page is made for.
pub(crate) struct ReaderContext {
    languages: Vec<Language>,
    language: Option<Language>,
    pub(super) today: NaiveDate,
    files: PageFiles,
    rights: HeaderValue,
}

impl ReaderContext {
    /// Creates it for a reader who asks for `language`. Links name the language unless it is the gateway's own.
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

    /// Sets the links of the page, if it is the content of a file.
    pub(crate) fn with_links(self, files: PageFiles) -> Self {
        Self { files, ..self }
    }

    /// Sets a Content-Security-Policy other than the usual one.
    pub(crate) fn with_rights(self, rights: HeaderValue) -> Self {
        Self { rights, ..self }
    }

    /// Returns the reader of a page about the content of `material`.
    pub(crate) fn reader<'a>(&'a self, material: &'a Material) -> Reader<'a> {
        self.reader_at(&material.site, material.snapshot.built_at())
    }

    /// Returns the reader of a page about `site` at `moment`.
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
