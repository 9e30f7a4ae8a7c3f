//! Faults of datasets: the reasons for which one cannot be read as it is configured.

use url::Url;

use crate::error::PlatformFault;
use crate::reason::at;
use passerelle_model::Reason;
use passerelle_model::reason::{Code, Item};

/// A dataset that cannot be read as it is configured.
#[derive(Debug, Clone)]
pub(super) struct UnreadableDataset {
    /// The address of the portal.
    pub url: Url,
    /// The identifier of the dataset.
    pub dataset: String,
    /// The reason.
    pub why: DatasetFault,
}

/// The reason for which a dataset cannot be read as it is configured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DatasetFault {
    /// The configuration names no dataset.
    NotNamed,
    /// The portal has no public dataset of this identifier.
    NotThere,
    /// The portal refuses the query.
    QueryRefused {
        /// The error code of the API.
        code: String,
        /// `true` where the configuration selects records by a filter (`where`).
        has_filter: bool,
    },
    /// The dataset lacks fields that the configuration names.
    FieldsMissing {
        /// The missing fields, each with the nearest name that the dataset has, if one is near.
        fields: Vec<(String, Option<String>)>,
    },
}

impl DatasetFault {
    /// The word of the parameter `why` of `dataset_unreadable`.
    const fn word(&self) -> &'static str {
        match self {
            Self::NotNamed => "not_named",
            Self::NotThere => "not_there",
            Self::QueryRefused { .. } => "query_refused",
            Self::FieldsMissing { .. } => "fields_missing",
        }
    }
}

impl PlatformFault for UnreadableDataset {
    fn reason(&self) -> Reason {
        let reason = at(Code::DatasetUnreadable, &self.url)
            .with("dataset", self.dataset.as_str())
            .with("why", self.why.word());
        match &self.why {
            DatasetFault::NotNamed | DatasetFault::NotThere => reason,
            DatasetFault::QueryRefused { code, has_filter } => reason
                .with("answer", code.as_str())
                .with("chosen", if *has_filter { "where" } else { "all" }),
            DatasetFault::FieldsMissing { fields } => {
                let fields = fields.iter().map(|(field, near)| {
                    let missing = Reason::new(Code::FieldMissing).with("field", field.as_str());
                    Item::of(missing.with_known("near", near.as_deref()))
                });
                reason.with("fields", fields.collect::<Vec<_>>())
            }
        }
    }
}
