//! Absolute addresses of a selection: the pages to which the widget and its frame lead.

use std::collections::BTreeSet;

use crate::html::{PageLinks, Reader, Role, portal_order, portal_query};
use passerelle_model::{ConsultationId, Status};
use passerelle_query::{Filter, Sort};

use super::view::{Scheme, View};

/// Writes the addresses of one selection.
pub(super) struct Addresses<'a> {
    reader: &'a Reader<'a>,
    filter: &'a Filter,
}

impl<'a> Addresses<'a> {
    /// Creates the addresses of `filter`, which has the default status and order of the portal.
    pub(super) fn of(reader: &'a Reader<'a>, filter: &'a Filter) -> Self {
        Self { reader, filter }
    }

    /// Returns the page of a consultation.
    pub(super) fn page(reader: &Reader<'_>, id: ConsultationId) -> String {
        written(reader, &format!("/consultations/{id}"), "")
    }

    /// Returns the page with the consultations.
    pub(super) fn portal(&self) -> String {
        let shown = Filter {
            limit: None,
            cursor: None,
            language: None,
            ..self.filter.clone()
        };
        written(self.reader, "/", &portal_query(&shown))
    }

    /// Returns the agenda. Files exist for one status only.
    pub(super) fn agenda(&self) -> String {
        let mut selection = self.selection();
        if self.reader.site.files().is_some() {
            selection.status.clear();
        }
        written(self.reader, "/agenda", &selection.to_string())
    }

    /// Returns the page of subscriptions.
    pub(super) fn subscribe(&self) -> String {
        written(self.reader, "/subscribe", &self.selection().to_string())
    }

    /// Returns the frame with the same selection one step before or behind; `None` where no file answers.
    pub(super) fn step(&self, how: &Embedded) -> Option<String> {
        // The order and the number of the shown consultations are kept.
        let shown = Filter {
            sort: self.filter.sort,
            limit: self.filter.limit,
            ..self.selection()
        };
        let query = in_language(self.reader, &how.query(&shown));
        PageLinks::new(self.reader, "").whole_as(Role::Step, "/embed", &query)
    }

    fn selection(&self) -> Filter {
        selection(self.filter)
    }
}

/// The settings of the widget in a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embedded {
    /// The view.
    pub view: View,
    /// The colour scheme.
    pub scheme: Scheme,
    /// The month of the calendar, `2026-11`, if it is not the current one.
    pub month: Option<String>,
    /// The consultation, if only one is shown.
    pub consultation: Option<ConsultationId>,
}

impl Embedded {
    /// Returns the query of `/embed`, without default values.
    pub fn query(&self, filter: &Filter) -> String {
        let sort = portal_order(filter);
        let usual = Filter {
            sort: if filter.sort == sort {
                Sort::default()
            } else {
                filter.sort
            },
            ..filter.clone()
        };
        let said = |name: &str, value: Option<String>| value.map(|value| format!("{name}={value}"));
        let view = (self.view != View::List).then(|| self.view.token().to_owned());
        let scheme = (self.scheme != Scheme::Auto).then(|| self.scheme.token().to_owned());
        let parts = [
            said("view", view),
            said("scheme", scheme),
            said("month", self.month.clone()),
            said("consultation", self.consultation.map(|id| id.to_string())),
            Some(usual.to_string()).filter(|query| !query.is_empty()),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join("&")
    }
}

/// Returns the selection without the default status of lists of consultations, and without order, page and language.
pub fn selection(filter: &Filter) -> Filter {
    let usual = filter.status.iter().eq(&[Status::Open]);
    Filter {
        status: if usual {
            BTreeSet::new()
        } else {
            filter.status.clone()
        },
        sort: Sort::default(),
        limit: None,
        cursor: None,
        language: None,
        ..filter.clone()
    }
}

fn written(reader: &Reader<'_>, path: &str, query: &str) -> String {
    PageLinks::new(reader, "").always_whole(path, &in_language(reader, query))
}

/// Returns a query with the language of the page.
fn in_language(reader: &Reader<'_>, query: &str) -> String {
    let language = reader.language.map(|language| format!("lang={language}"));
    let parts = [query, language.as_deref().unwrap_or_default()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("&")
}
