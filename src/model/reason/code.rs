//! The table of codes: every reason that the program can give, with the parameters of its sentence.

use super::Param;

/// A parameter of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// Its name, in JSON and in phrases.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
}

/// What a parameter holds, and by that, who may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text for everyone.
    Text,
    /// One word of a closed list.
    Word(&'static [&'static str]),
    /// Several words of a closed list.
    Words(&'static [&'static str]),
    /// A number of things.
    Count,
    /// A moment.
    Moment,
    /// Texts for everyone.
    List,
    /// Where things stand.
    Places,
    /// Things, each with its own reasons.
    Items,
    /// A text for the operator: a path of the machine, a name of the platform's schema, a key, a technical cause.
    Internal,
    /// Several of these.
    Internals,
}

impl Kind {
    /// Whether anybody may see it; of nested reasons each parameter has a kind of its own.
    pub const fn is_for_everyone(self) -> bool {
        !matches!(self, Self::Internal | Self::Internals)
    }

    /// Whether a value has this form.
    pub(super) fn takes(self, param: &Param) -> bool {
        match (self, param) {
            (Self::Word(words), Param::Text(word)) => words.contains(&word.as_str()),
            (Self::Words(words), Param::List(texts)) => {
                texts.iter().all(|word| words.contains(&word.as_str()))
            }
            (Self::Text | Self::Internal, Param::Text(_))
            | (Self::Count, Param::Count(_))
            | (Self::Moment, Param::Moment(_))
            | (Self::List | Self::Internals, Param::List(_))
            | (Self::Places, Param::Places(_))
            | (Self::Items, Param::Items(_)) => true,
            _ => false,
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $token:literal { $($name:literal: $kind:expr),* $(,)? })*) => {
        /// What happened.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $code,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$code,)*];

            /// The stable word for programs.
            pub const fn token(self) -> &'static str {
                match self {
                    $(Self::$code => $token,)*
                }
            }

            /// The parameters that a reason of this code may have.
            pub const fn parameters(self) -> &'static [Parameter] {
                match self {
                    $(Self::$code => &[$(Parameter { name: $name, kind: $kind },)*],)*
                }
            }
        }
    };
}

codes! {
    // Of every source.

    /// Much is missing at once, and waits for the operator.
    WithdrawalsHeld = "withdrawals_held" {
        "consultations": Kind::Count, "meetings": Kind::Count, "since": Kind::Moment, "source": Kind::Text,
    }
    /// The source answers elsewhere, or brings what is known under another origin.
    HostMoved = "host_moved" {
        "by": Kind::Word(&["origin", "host", "path"]), "count": Kind::Count, "to": Kind::Text,
        "former": Kind::Text, "owner": Kind::Text, "source": Kind::Text,
    }
    /// Two sources make one id of two things.
    IdentityCollision = "identity_collision" {
        "count": Kind::Count, "owner": Kind::Text, "keys": Kind::Internals, "origin": Kind::Text, "source": Kind::Text,
    }
    /// Records cannot be relayed.
    RecordsRejected = "records_rejected" { "count": Kind::Count, "records": Kind::Items }
    /// A record has no key that can be used.
    KeyUnusable = "key_unusable" { "key": Kind::Internal }
    /// The page of a record cannot be relayed.
    PageRefused = "page_refused" { "key": Kind::Internal }
    /// A record has neither a title nor a text.
    TextMissing = "text_missing" { "key": Kind::Internal }
    /// No territory has the code that a record gives.
    TerritoryCodeUnknown = "territory_code_unknown" { "title": Kind::Text, "key": Kind::Internal }
    /// No territory, or more than one, has the name that a record gives. The name is told only where it is like another.
    TerritoryNameUnknown = "territory_name_unknown" {
        "title": Kind::Text, "key": Kind::Internal, "name": Kind::Text, "alike": Kind::List,
    }
    /// Some of what a source publishes was not read; what is known of it stays.
    PartialAnswer = "partial_answer" {
        "part": Kind::Word(&[
            "feed_end", "list", "one_by_one", "in_turns", "parts", "space", "assemblies", "assembly_links", "petition_dates",
            "attachments", "origins", "too_many_meetings", "fields", "answer", "meetings", "events", "counts", "details",
        ]),
        "count": Kind::Count, "list": Kind::Internal, "space": Kind::Internal,
        "parts": Kind::Words(&["everything", "texts", "dates", "phases", "modalities", "image", "state", "counts", "results"]),
        "fault": Kind::Word(&["form", "another", "failing"]),
        "document": Kind::Internal, "fields": Kind::Internals, "component": Kind::Internal, "why": Kind::Items,
    }
    /// An exchange with the source failed, for a cause that only a technician reads.
    ExchangeFailed = "exchange_failed" { "cause": Kind::Internal }
    /// Dates cannot be read.
    BadDates = "bad_dates" { "count": Kind::Count }
    /// Something stands before or behind what is read that is no part of it.
    StrayText = "stray_text" {}
    /// Entries cannot be read.
    EntriesUnreadable = "entries_unreadable" {
        "in": Kind::Word(&["list", "feed", "log"]), "count": Kind::Count, "entries": Kind::Items, "places": Kind::Places,
    }

    // Of lists.

    /// A list is being written.
    BeingWritten = "being_written" {}
    /// Names of columns that say nothing known.
    ColumnsUnknown = "columns_unknown" { "columns": Kind::Items }
    /// Entries that are known by their titles only.
    KnownByTitle = "known_by_title" { "count": Kind::Count, "places": Kind::Places }
    /// Entries without a page of their own.
    WithoutPage = "without_page" { "count": Kind::Count, "places": Kind::Places, "home": Kind::Text }
    /// A name of a column that says nothing known; without a name where it may be content.
    ColumnUnknown = "column_unknown" { "name": Kind::Text, "near": Kind::Text }
    /// A cell does not hold what its column asks for. Its value is told only where it is nobody's.
    CellWrong = "cell_wrong" {
        "column": Kind::Text, "value": Kind::Text, "words": Kind::List,
        "wanted": Kind::Word(&[
            "yes_or_no", "count", "state", "level", "modality", "address", "degrees", "point", "territory", "day", "time",
            "end_time", "time_or_day",
        ]),
    }
    /// An entry has no title.
    TitleMissing = "title_missing" { "column": Kind::Text }
    /// An entry is the same as an earlier one.
    EntryTwin = "entry_twin" {
        "by": Kind::Word(&["id", "address", "title"]), "column": Kind::Text, "first": Kind::Places,
    }
    /// What is the end comes before what is the beginning.
    EndBeforeBeginning = "end_before_beginning" { "end": Kind::Text, "beginning": Kind::Text }
    /// A meeting has no date.
    MeetingUndated = "meeting_undated" { "column": Kind::Text }
    /// A meeting has a time at which it ends and none at which it begins.
    MeetingEndAlone = "meeting_end_alone" { "end": Kind::Text, "beginning": Kind::Text }
    /// Something else than a table stands where one is needed.
    NotATable = "not_a_table" { "what": Kind::Word(&["entry", "meeting"]) }
    /// A table stands where a text is needed.
    CellIsTable = "cell_is_table" { "column": Kind::Text }
    /// A quotation mark is never closed.
    QuoteUnclosed = "quote_unclosed" {}
    /// The file ends in the middle of a line.
    LineCut = "line_cut" {}
    /// A line has more cells than there are columns.
    CellsTooMany = "cells_too_many" {}

    // Of feeds.

    /// A page names several feeds, of which one is read.
    SeveralFeeds = "several_feeds" { "count": Kind::Count, "to": Kind::Text }
    /// Entries that lead nowhere.
    EntriesWithoutPage = "entries_without_page" { "count": Kind::Count, "titles": Kind::List }
    /// Dates of entries that cannot be read.
    DatesUnreadable = "dates_unreadable" { "count": Kind::Count, "dates": Kind::List }
    /// An entry is not well formed.
    EntryMalformed = "entry_malformed" { "title": Kind::Text }

    // Of calendars.

    /// The calendar ends in the middle.
    CalendarCutShort = "calendar_cut_short" {}
    /// Other text stands before the calendar.
    TextBeforeCalendar = "text_before_calendar" {}
    /// Events cannot be read.
    EventsUnreadable = "events_unreadable" {
        "count": Kind::Count, "number": Kind::Count, "fault": Kind::Word(&["form", "start"]),
    }
    /// Events that their publisher keeps private.
    EventsPrivate = "events_private" { "count": Kind::Count }
    /// Events in a time zone that nothing defines.
    TimeZoneUnknown = "time_zone_unknown" { "count": Kind::Count }
    /// Events of which not every repetition is given.
    RepetitionsNotComputed = "repetitions_not_computed" { "count": Kind::Count }
    /// Events left out because there are too many.
    EventsTooMany = "events_too_many" { "count": Kind::Count }

    // Of datasets.

    /// A dataset has more records than are read.
    TooManyRecords = "too_many_records" { "count": Kind::Count, "read": Kind::Count }
    /// Records share the key of another.
    KeyShared = "key_shared" { "count": Kind::Count, "field": Kind::Internal }
    /// Values cannot be read.
    ValuesUnreadable = "values_unreadable" { "count": Kind::Count, "fields": Kind::Items }
    /// Values of one field.
    FieldValues = "field_values" { "count": Kind::Count, "field": Kind::Internal }
    /// Records lack what every record needs.
    RecordsLacking = "records_lacking" { "count": Kind::Count, "key": Kind::Internal, "title": Kind::Internal }
    /// States that the configuration does not explain.
    StatusesUnknown = "statuses_unknown" { "words": Kind::List }

    // Of Cap Collectif.

    /// Too many projects to ask each for its events at once.
    LinksFollow = "links_follow" {}
    /// The platform does not answer in a language.
    LanguageRefused = "language_refused" { "language": Kind::Text }
    /// Projects without a page of their own.
    ProjectsWithoutPage = "projects_without_page" { "count": Kind::Count }

    // Of Decidim.

    /// What the platform is and what it cannot be asked; nothing went wrong.
    Capabilities = "capabilities" {
        "version": Kind::Text, "first": Kind::Text, "last": Kind::Text, "nearest": Kind::Text,
        "count": Kind::Count, "missing": Kind::Internals,
    }
    /// The platform does not tell which fields it lacks.
    FieldsUnknown = "fields_unknown" {}
    /// An assembly links to something that was deleted.
    StaleLink = "stale_link" { "assembly": Kind::Internal }
    /// The meetings of a component changed while they were read.
    MeetingsUnsettled = "meetings_unsettled" { "component": Kind::Internal }
}

impl Code {
    /// The code of this word.
    pub fn of(token: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.token() == token)
    }

    /// What the parameter of this name holds; `None` if there is none.
    pub fn kind(self, name: &str) -> Option<Kind> {
        let mut parameters = self.parameters().iter();
        let found = parameters.find(|parameter| parameter.name == name);
        found.map(|parameter| parameter.kind)
    }
}
