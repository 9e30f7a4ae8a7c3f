//! Groups of processes: here, what one source brought.

use std::sync::Arc;

use async_graphql::{ComplexObject, ID, SimpleObject};

use super::View;
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
    view: Arc<View>,
}

impl ParticipatoryProcessGroup {
    pub(super) fn new(source: &Source, view: &Arc<View>) -> Self {
        Self {
            id: ID(source.id.to_string()),
            title: Some(TranslatedField::fixed(&source.name, &source.name)),
            source: source.id.clone(),
            view: Arc::clone(view),
        }
    }
}

/// The consultations of one source.
#[ComplexObject]
impl ParticipatoryProcessGroup {
    /// Not known here.
    async fn description(&self) -> Option<TranslatedField> {
        None
    }

    /// Not known here.
    async fn hero_image(&self) -> Option<String> {
        None
    }

    /// Its consultations.
    async fn participatory_processes(&self) -> Vec<Option<ParticipatoryProcess>> {
        let of_source = Filter {
            source: [self.source.clone()].into(),
            ..Filter::default()
        };
        let all = self.view.snapshot.select(&of_source).into_iter();
        all.map(|entry| {
            Some(ParticipatoryProcess {
                entry,
                view: Arc::clone(&self.view),
            })
        })
        .collect()
    }
}
