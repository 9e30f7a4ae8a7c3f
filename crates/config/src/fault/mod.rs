//! The table of faults: everything that can be wrong with a configuration, as a code and its parameters. It holds no sentence: those are phrases, in
//! each language (`problem-CODE` and `problem-CODE-advice`).

mod param;
#[cfg(any(test, feature = "test-support"))]
pub(crate) mod samples;

use std::time::Duration;

use passerelle_model::Platform;

pub use param::{Decimal, Flaw, Kind, Param, Quote, Remedy, Terms, Why};
pub(super) use param::{printable, shortened};

macro_rules! faults {
    ($($(#[$doc:meta])* $fault:ident = $code:literal $({ $($field:ident: $of:ty),* $(,)? })?;)*) => {
        /// A fault of the configuration. It never holds a secret.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "the paragraph of a fault says what its parameters are")]
        pub enum Fault {
            $($(#[$doc])* $fault $({ $($field: $of),* })?,)*
        }

        impl Fault {
            /// Every code.
            #[cfg(any(test, feature = "test-support"))]
            pub const CODES: &'static [&'static str] = &[$($code),*];

            /// Returns the stable code for programs.
            pub const fn code(&self) -> &'static str {
                match self {
                    $(Self::$fault { .. } => $code,)*
                }
            }

            /// Returns the parameters of its sentences by name; the value is `None` where it is not known.
            pub fn params(&self) -> Vec<(&'static str, Option<Param>)> {
                use param::Fill as _;
                match self {
                    $(Self::$fault $({ $($field),* })? => vec![$($((stringify!($field), $field.param())),*)?],)*
                }
            }

            /// Returns faults of every code, with every word that they can hold.
            #[cfg(any(test, feature = "test-support"))]
            pub fn samples() -> Vec<Self> {
                let mut all = Vec::new();
                $(
                    let counts = [1, $($(samples::count::<$of>(stringify!($field))),*)?];
                    for nth in 0..samples::total(&counts) {
                        let mut _turn = samples::Turn::new(nth, &counts);
                        all.push(Self::$fault $({ $($field: _turn.next(stringify!($field))),* })?);
                    }
                )*
                all
            }
        }
    };
}

faults! {
    // Of the whole file.

    /// The file cannot be read.
    FileUnreadable = "file_unreadable" { why: Why, cause: String };
    /// The file has more bytes than are read.
    FileTooLarge = "file_too_large" { most: u64 };
    /// The file is not TOML. `cause` is the message of the parser, in English.
    NotToml = "not_toml" { cause: String };
    /// The file has the prescribed form, and yet cannot be used.
    NotUnderstood = "not_understood" { cause: String };

    // Of its form.

    /// A key that its table does not have. `near` is the one that was probably meant, `tables` are others that have it, `known` the keys of this one.
    UnknownKey = "unknown_key" { near: Option<String>, tables: Vec<String>, known: Vec<String> };
    /// A key of `table`, written below the header of a table inside it.
    KeyBelowSubtable = "key_below_subtable" { table: String, below: String };
    /// A key that must be there. `what` is its path with hyphens and without numbers: `sources-id`. `below` is a table inside which has a key of this name.
    Missing = "missing" { what: String, below: Option<String> };
    /// A value of another type; `given` is the integer where it was one.
    WrongType = "wrong_type" { wanted: Kind, found: Kind, remedy: Option<Remedy>, given: Option<String> };
    /// A list without anything in it.
    EmptyList = "empty_list";
    /// A text without anything in it.
    EmptyText = "empty_text";
    /// A word that is not on its list.
    UnknownWord = "unknown_word" { given: Quote, near: Option<String>, words: Terms };
    /// An integer that is too small or too large.
    OutOfBounds = "out_of_bounds" { given: i64, least: i64, most: i64 };

    // Of variables of the environment.

    /// A part of the name of a variable is no key. `near` and `known` are as variables write them.
    VariableUnknown = "variable_unknown" { part: Quote, near: Option<String>, known: Vec<String> };
    /// The name of a variable goes on behind a key that holds no others.
    VariableTooDeep = "variable_too_deep" { part: Quote };
    /// The file has something else there than a table or a list.
    VariableClash = "variable_clash" { wanted: Kind };
    /// A part of the name of a variable is neither the number nor the id of something in a list.
    VariableNoItem = "variable_no_item" { part: Quote, near: Option<String>, most: u64 };
    /// The value of a variable cannot be read in the form that its key takes.
    VariableUnreadable = "variable_unreadable" { wanted: Kind };

    // Of what texts mean.

    /// A length of time that cannot be read.
    TimeUnreadable = "time_unreadable" { given: Quote };
    /// A length of time that is too short or too long.
    TimeOutOfBounds = "time_out_of_bounds" { given: Duration, least: Duration, most: Duration };
    /// No time zone has this name.
    TimeZoneUnknown = "time_zone_unknown" { given: Quote, near: Option<String> };
    /// The value is no tag of a language.
    LanguageTag = "language_tag" { given: Quote };
    /// The value is not the code of a territory. `places` are those of this name, the first of them where there are `more`.
    TerritoryForm = "territory_form" { given: Quote, places: Vec<String>, more: Option<String> };
    /// The official geography has no such territory. `near` is the only one of nearly this code.
    TerritoryUnknown = "territory_unknown" { code: String, near: Option<String> };
    /// The value is no address. `complete` is the address that was probably meant.
    AddressUnreadable = "address_unreadable" { given: Option<Quote>, flaw: Flaw, complete: Option<String> };
    /// The value is an address, and not one of the web.
    AddressScheme = "address_scheme" { scheme: String };
    /// An address holds a user name or password.
    AddressWithUser = "address_with_user";
    /// An address holds a `#`.
    AddressWithFragment = "address_with_fragment";
    /// An address holds a `?`, where the root of a website is wanted.
    AddressWithQuery = "address_with_query";
    /// The host of an address holds what no name of a host may hold.
    AddressHost = "address_host";
    /// The value is neither an address nor a path.
    PathUnreadable = "path_unreadable" { given: Quote };
    /// The value is neither the address of a website nor that of all below one.
    Website = "website";
    /// The value is not the IP address and port of a server.
    Listen = "listen" { given: Quote };

    // Of the gateway.

    /// Sources are configured, and those who run them could not reach who polls them.
    ContactMissing = "contact_missing";
    /// The value is neither an e-mail address nor a web address.
    ContactUnusable = "contact_unusable" { given: Option<Quote> };
    /// PostgreSQL is not supported by this release yet.
    PostgresqlNotYet = "postgresql_not_yet";
    /// The value is not the address of a database.
    StorageForm = "storage_form";

    // Of secrets.

    /// A value is given, and a file that holds it too.
    GivenTwice = "given_twice" { other: String };
    /// The file of a secret cannot be read.
    SecretUnreadable = "secret_unreadable" { path: String, why: Why, cause: String };
    /// Neither of two keys is given.
    SecretMissing = "secret_missing" { one: String, other: String };
    /// A token that could be guessed, or not be typed.
    TokenWeak = "token_weak" { least: u64 };

    // Of the look of pages.

    /// The value is no colour.
    Colour = "colour";
    /// Text of this colour could not be read. Contrasts are to 1.
    ColourTooLight = "colour_too_light" { colour: String, contrast: Decimal, least: Decimal };
    /// The file of the logo cannot be read.
    LogoUnreadable = "logo_unreadable" { path: String, why: Why, cause: String };
    /// The logo is of no format that every browser shows.
    LogoFormat = "logo_format" { path: String };
    /// The logo is too large. `most` is in kB.
    LogoTooLarge = "logo_too_large" { path: String, most: u64 };
    /// The value is not the address of map tiles.
    Tiles = "tiles";
    /// Map tiles without whom they are owed to.
    TilesUnowed = "tiles_unowed";
    /// The people to whom map tiles are owed are named, and no map tiles.
    TilesMissing = "tiles_missing";

    // Of sources.

    /// The value is no id.
    SourceId = "source_id" { given: Quote };
    /// Two sources have one id. `other` is the key of the first.
    IdTaken = "id_taken" { id: String, other: String };
    /// Two sources read the same. `other` is the id of the first, else its key.
    AddressTaken = "address_taken" { other: String, dataset: Option<Quote> };
    /// A list on this machine has no host of which ids could be made.
    OriginMissing = "origin_missing";
    /// The value is not the host of an origin, with or without a path.
    OriginForm = "origin_form" { given: Option<Quote> };
    /// Two sources would make the same ids. `distinct` is the origin that tells them apart.
    IdsClash = "ids_clash" { id: String, origin: String, other: String, distinct: String };
    /// A rule has no pattern, or several. `patterns` are the keys of which it needs one.
    PatternCount = "pattern_count" { patterns: Vec<String> };
    /// Rules for entries, where there are none to choose from.
    EntriesNowhere = "entries_nowhere";
    /// Rules for appointments, where there is no calendar.
    AppointmentsNowhere = "appointments_nowhere";
    /// A key that only sources of another platform have.
    OtherPlatform = "other_platform" { platform: Platform };

    // Of datasets and lists.

    /// A source of a portal names no dataset.
    DatasetMissing = "dataset_missing";
    /// The value is not the identifier of a dataset.
    DatasetForm = "dataset_form" { given: Quote };
    /// A dataset without the map of its fields.
    FieldsMissing = "fields_missing";
    /// The value is not the technical name of a field.
    FieldName = "field_name" { given: Quote };
    /// The value is neither a field nor an address made of fields.
    PageAddress = "page_address";
    /// The field of a state without what its words mean, or the other way round.
    StatusHalf = "status_half";
    /// A table of the words of a column, without the name of that column.
    StatusColumnMissing = "status_column_missing";
    /// The value is not the name of a column.
    ColumnName = "column_name";
    /// Two keys name one column.
    ColumnTwice = "column_twice" { given: Quote };

    // Of rulings.

    /// A ruling on fewer than two consultations.
    ConsultationsTooFew = "consultations_too_few";
    /// The value is neither the id nor the page of a consultation.
    ConsultationUnnamed = "consultation_unnamed" { given: Quote };
}
