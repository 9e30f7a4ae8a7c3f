//! Groups of processes. A group is a source, with the consultations that it brought.

use std::sync::Arc;

use async_graphql::{ComplexObject, ID, SimpleObject};

use super::Served;
use super::process::ParticipatoryProcess;
use super::text::TranslatedField;
use passerelle_model::{Source, SourceId};
use passerelle_query::Filter;

/// The consultations of one source.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(super) struct ParticipatoryProcessGroup {
    /// The id of the source in this gateway.
    id: ID,
    /// The name of the source.
    title: Option<TranslatedField>,
    #[graphql(skip)]
    source: SourceId,
    #[graphql(skip)]
    served: Arc<Served>,
}

impl ParticipatoryProcessGroup {
    pub(super) fn new(source: &Source, served: &Arc<Served>) -> Self {
        Self {
            id: ID(source.id.to_string()),
            title: Some(TranslatedField::fixed(&source.name, &source.name)),
            source: source.id.clone(),
            served: Arc::clone(served),
        }
    }
}

/// The consultations of one source.
#[ComplexObject]
impl ParticipatoryProcessGroup {
    /// Always null: sources have no such text.
    async fn description(&self) -> Option<TranslatedField> {
        None
    }

    /// Always null: sources have no such text.
    async fn hero_image(&self) -> Option<String> {
        None
    }

    /// The consultations of the source.
    async fn participatory_processes(&self) -> Vec<Option<ParticipatoryProcess>> {
        let of_source = Filter {
            source: [self.source.clone()].into(),
            ..Filter::default()
        };
        let all = self.served.snapshot.select(&of_source).into_iter();
        all.map(|entry| {
            Some(ParticipatoryProcess {
                entry,
                served: Arc::clone(&self.served),
            })
        })
        .collect()
    }
}
