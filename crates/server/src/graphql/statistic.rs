//! Public counts.

use async_graphql::SimpleObject;

use super::text::TranslatedField;
use passerelle_model::Counts;

/// A public count.
#[derive(SimpleObject)]
pub(super) struct Statistic {
    /// The key of the count, for programs.
    key: &'static str,
    /// The name of the count, for people.
    name: Option<TranslatedField>,
    /// The number.
    value: i32,
}

impl Statistic {
    pub(super) fn new(key: &'static str, french: &str, english: &str, value: u64) -> Self {
        Self {
            key,
            name: Some(TranslatedField::fixed(french, english)),
            value: i32::try_from(value).unwrap_or(i32::MAX),
        }
    }
}

/// Makes the counts that a source gives of a consultation.
pub(super) fn of_counts(counts: Counts) -> impl Iterator<Item = Statistic> {
    let known = [
        (
            "participants_count",
            "Participants",
            "Participants",
            counts.participants,
        ),
        (
            "proposals_count",
            "Contributions",
            "Contributions",
            counts.contributions,
        ),
        ("votes_count", "Votes", "Votes", counts.votes),
    ];
    known
        .into_iter()
        .filter_map(|(key, french, english, value)| {
            Some(Statistic::new(key, french, english, value?))
        })
}
