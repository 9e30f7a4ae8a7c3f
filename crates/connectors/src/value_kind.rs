//! Kinds of values that people write by hand, for notices that say what to write in place of a value that cannot be read.

/// The kind that a value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueKind {
    /// Yes or no.
    YesOrNo,
    /// A whole number.
    Count,
    /// A state of a consultation.
    State,
    /// A level of participation.
    Level,
    /// A modality.
    Modality,
    /// A web address.
    Address,
    /// A number of degrees.
    Degrees,
    /// A latitude and a longitude.
    Point,
    /// A territory.
    Territory,
    /// A day.
    Day,
    /// A time of day.
    Time,
    /// The time at which a meeting ends.
    EndTime,
    /// A time of day, or a day.
    TimeOrDay,
}

impl ValueKind {
    /// The word of the parameter `wanted` of `cell_wrong`.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::YesOrNo => "yes_or_no",
            Self::Count => "count",
            Self::State => "state",
            Self::Level => "level",
            Self::Modality => "modality",
            Self::Address => "address",
            Self::Degrees => "degrees",
            Self::Point => "point",
            Self::Territory => "territory",
            Self::Day => "day",
            Self::Time => "time",
            Self::EndTime => "end_time",
            Self::TimeOrDay => "time_or_day",
        }
    }
}
