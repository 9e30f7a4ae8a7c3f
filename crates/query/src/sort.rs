//! The orders of a list of consultations.

/// The order of a list of consultations. Between equals, always by id; so every order is total.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// The latest publication first. What came without a date after its source was first read goes by when it came, and what was there without a date
    /// before comes last.
    #[default]
    Recent,
    /// Consultations in which one can take part, by the last day on which one can, those without one last; then what is paused or upcoming, by the next
    /// opening; then what is over, latest end first, and last what is of unknown status.
    Closing,
    /// Consultations that have not opened yet, soonest first; then those that have, latest opening first; then those that have no opening.
    Opening,
    /// Alphabetical by title, accents and case ignored: the French title, else as [`LocalizedText::best`](passerelle_model::LocalizedText::best) chooses.
    Name,
    /// Best match of `q` first. Scores are relative to everything indexed, so that a change between two pages may move an item.
    Relevance,
    /// Nearest to `near` first, in whole metres.
    Distance,
}

impl Sort {
    /// Every order.
    pub const ALL: &'static [Self] = &[
        Self::Recent,
        Self::Closing,
        Self::Opening,
        Self::Name,
        Self::Relevance,
        Self::Distance,
    ];

    /// Returns the token used in addresses.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Recent => "recent",
            Self::Closing => "closing",
            Self::Opening => "opening",
            Self::Name => "name",
            Self::Relevance => "relevance",
            Self::Distance => "distance",
        }
    }

    /// Returns the tokens of every order.
    pub fn tokens() -> Vec<&'static str> {
        Self::ALL.iter().map(|sort| sort.token()).collect()
    }
}
