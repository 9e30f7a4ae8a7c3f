//! A consultation as a participatory process of Decidim's, whatever it is at its source.

use std::sync::Arc;

use async_graphql::{Enum, ID, Interface, Object, SimpleObject};

use super::View;
use super::group::ParticipatoryProcessGroup;
use super::meetings::{ComponentInterface, Meetings};
use super::relayed::RelayedSpace;
use super::statistic::{Statistic, of_counts};
use super::taxonomy::{self, Taxonomy};
use super::text::{Date, DateTime, TranslatedField, html_of_plain};
use passerelle_index::Entry;
use passerelle_model::{Access, Consultation};

/// What slugs begin with, since Decidim's begin with a letter; the id follows, so that every slug is unique.
const SLUG: &str = "c-";

/// Something that one can take part in.
#[derive(Interface)]
#[graphql(
    field(name = "id", ty = "ID", desc = "Its id."),
    field(
        name = "type",
        method = "kind",
        ty = "String",
        desc = "Its type in Decidim."
    ),
    field(name = "title", ty = "TranslatedField", desc = "Its title.")
)]
pub(super) enum ParticipatorySpaceInterface {
    /// A process.
    Process(ParticipatoryProcess),
}

/// Who can take part in a space, in the words of Decidim 0.32.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub(super) enum AccessModeEnum {
    /// Everybody.
    Open,
    /// Its members only; everybody reads.
    Transparent,
    /// Its members only, who alone read it. Such a space is not relayed.
    Restricted,
}

/// A consultation.
#[derive(Clone)]
pub(super) struct ParticipatoryProcess {
    pub(super) entry: Arc<Entry>,
    pub(super) view: Arc<View>,
}

impl ParticipatoryProcess {
    fn consultation(&self) -> &Consultation {
        &self.entry.stored.consultation
    }

    /// The id that a slug names.
    pub(super) fn id_of_slug(slug: &str) -> Option<&str> {
        slug.strip_prefix(SLUG)
    }
}

/// A consultation.
#[Object]
impl ParticipatoryProcess {
    /// The same in every gateway and for ever.
    async fn id(&self) -> ID {
        ID(self.entry.id().to_string())
    }

    /// A name for addresses, unique in this gateway.
    async fn slug(&self) -> String {
        format!("{SLUG}{}", self.entry.id())
    }

    /// Its type in Decidim.
    #[graphql(name = "type")]
    async fn kind(&self) -> String {
        "Decidim::ParticipatoryProcess".to_owned()
    }

    /// Its title.
    async fn title(&self) -> TranslatedField {
        TranslatedField(self.consultation().title.clone())
    }

    /// Sources have no second title that all would understand alike.
    async fn subtitle(&self) -> Option<TranslatedField> {
        None
    }

    /// Its summary, in HTML.
    async fn short_description(&self) -> Option<TranslatedField> {
        html_of_plain(&self.consultation().summary)
    }

    /// Its description, in HTML.
    async fn description(&self) -> Option<TranslatedField> {
        TranslatedField::of(&self.consultation().description_html)
    }

    /// The day on which it opens.
    async fn start_date(&self) -> Option<Date> {
        let zone = self.consultation().timezone;
        self.entry.opens().map(|moment| Date(moment.day(zone)))
    }

    /// The last day on which it is open.
    async fn end_date(&self) -> Option<Date> {
        let zone = self.consultation().timezone;
        self.entry.closes().map(|moment| Date(moment.day(zone)))
    }

    /// When it was published; when this gateway first saw it, where its source does not tell: in the schema of Decidim there is always a date.
    async fn published_at(&self) -> DateTime {
        DateTime::of_utc(self.entry.known_since(), self.consultation().timezone)
    }

    /// When this gateway first saw it.
    async fn created_at(&self) -> Option<DateTime> {
        let first_seen = self.entry.stored.history.first_seen;
        Some(DateTime::of_utc(first_seen, self.consultation().timezone))
    }

    /// When this gateway saw its last change.
    async fn updated_at(&self) -> Option<DateTime> {
        let updated = self.entry.stored.history.updated;
        Some(DateTime::of_utc(updated, self.consultation().timezone))
    }

    /// Put forward by its source.
    async fn promoted(&self) -> Option<bool> {
        Some(self.consultation().promoted)
    }

    /// Not known here.
    async fn reference(&self) -> Option<String> {
        None
    }

    /// The address of its image at the source.
    async fn hero_image(&self) -> Option<String> {
        let image = self.consultation().lasting_image()?;
        Some(image.url.to_string())
    }

    /// Its page at the source, where one takes part.
    async fn url(&self) -> Option<String> {
        Some(self.consultation().url.to_string())
    }

    /// Never: private spaces are not relayed.
    async fn private_space(&self) -> Option<bool> {
        Some(false)
    }

    /// Who can take part. Never `RESTRICTED`: what not everybody can read is not relayed.
    async fn access_mode(&self) -> Option<AccessModeEnum> {
        Some(match self.consultation().access {
            Access::Everybody => AccessModeEnum::Open,
            Access::Members => AccessModeEnum::Transparent,
        })
    }

    /// Always the same.
    async fn weight(&self) -> Option<i32> {
        Some(0)
    }

    /// The name of its territory.
    async fn local_area(&self) -> Option<TranslatedField> {
        let territory = self.consultation().territory.as_ref()?;
        Some(TranslatedField::fixed(&territory.name, &territory.name))
    }

    /// Not known here.
    async fn meta_scope(&self) -> Option<TranslatedField> {
        None
    }

    /// The source that brought it.
    async fn participatory_process_group(&self) -> Option<ParticipatoryProcessGroup> {
        let id = &self.consultation().source;
        let source = self.view.site.sources().find(|source| source.id == *id)?;
        Some(ParticipatoryProcessGroup::new(source, &self.view))
    }

    /// Its phases, in the order of its source.
    async fn steps(&self) -> Vec<Option<ParticipatoryProcessStep>> {
        let consultation = self.consultation();
        let zone = consultation.timezone;
        let current = self.entry.course.current_phase;
        let steps = consultation.phases.iter().enumerate().map(|(at, phase)| {
            Some(ParticipatoryProcessStep {
                id: ID(format!("{}-{at}", consultation.id)),
                position: i32::try_from(at).ok(),
                active: Some(current == Some(at)),
                title: TranslatedField(phase.title.clone()),
                start_date: phase
                    .period
                    .opens
                    .map(|moment| DateTime::beginning(moment, zone)),
                end_date: phase
                    .period
                    .closes
                    .map(|moment| DateTime::end(moment, zone)),
            })
        });
        steps.collect()
    }

    /// Whether it has phases.
    async fn has_steps(&self) -> bool {
        !self.consultation().phases.is_empty()
    }

    /// Always: any consultation may have phases.
    async fn allows_steps(&self) -> bool {
        true
    }

    /// Its meetings, if it has any.
    async fn components(&self) -> Option<Vec<Option<ComponentInterface>>> {
        Some(Meetings::of(&self.entry).map(Some).into_iter().collect())
    }

    /// Its territory, themes, modalities and level.
    async fn taxonomies(&self) -> Option<Vec<Taxonomy>> {
        Some(taxonomy::of_entry(&self.entry, &self.view))
    }

    /// No spaces are linked here.
    async fn linked_participatory_spaces(&self) -> Vec<ParticipatorySpaceLink> {
        Vec::new()
    }

    /// Its public counts, as far as its source tells.
    async fn stats(&self) -> Option<Vec<Option<Statistic>>> {
        Some(of_counts(self.consultation().counts).map(Some).collect())
    }

    /// What Decidim's own fields cannot say.
    async fn passerelle(&self) -> RelayedSpace {
        RelayedSpace {
            entry: Arc::clone(&self.entry),
            view: Arc::clone(&self.view),
        }
    }
}

/// A phase.
#[derive(SimpleObject)]
pub(super) struct ParticipatoryProcessStep {
    /// Its id: that of the process, and its position.
    id: ID,
    /// From 0.
    position: Option<i32>,
    /// Whether it is the one that runs now.
    active: Option<bool>,
    /// Its title.
    title: TranslatedField,
    /// When it begins.
    start_date: Option<DateTime>,
    /// When it ends; a day at its last second.
    end_date: Option<DateTime>,
}

/// A space that another one is linked to.
#[derive(SimpleObject)]
pub(super) struct ParticipatorySpaceLink {
    /// Its id.
    id: ID,
    /// What links.
    from_type: String,
    /// What is linked.
    to_type: String,
    /// The name of the link.
    name: String,
    /// The linked space.
    participatory_space: ParticipatorySpaceInterface,
}
