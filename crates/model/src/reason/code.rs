//! The table of codes: every reason that the program can give, with the parameters of its sentence.

use super::Param;
use crate::Platform;

/// A parameter of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// The name, in JSON and in phrases.
    pub name: &'static str,
    /// The kind of its values.
    pub kind: Kind,
}

/// The kind of a parameter's values, and by that, who may see them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text for everyone.
    Text,
    /// One word of a closed list.
    Word(&'static [&'static str]),
    /// The token of a platform, or [`ANYTHING`].
    Platform,
    /// Several words of a closed list.
    Words(&'static [&'static str]),
    /// A number of things.
    Count,
    /// A moment.
    Moment,
    /// A day.
    Day,
    /// A number of bytes.
    Bytes,
    /// Texts for everyone.
    List,
    /// Places in the data of a source.
    Places,
    /// Items, each with its own reasons.
    Items,
    /// A text for the operator: a path of the machine, a name of the platform's schema, a key, a technical cause.
    Internal,
    /// Several such texts.
    Internals,
}

impl Kind {
    /// Returns whether everyone may see it; of nested reasons each parameter has a kind of its own.
    pub const fn is_for_everyone(self) -> bool {
        !matches!(self, Self::Internal | Self::Internals)
    }

    /// Returns whether a value has this form.
    pub(super) fn takes(self, param: &Param) -> bool {
        match (self, param) {
            (Self::Word(words), Param::Text(word)) => words.contains(&word.as_str()),
            (Self::Platform, Param::Text(word)) => {
                word == ANYTHING || word.parse::<Platform>().is_ok()
            }
            (Self::Words(words), Param::List(texts)) => {
                texts.iter().all(|word| words.contains(&word.as_str()))
            }
            (Self::Text | Self::Internal, Param::Text(_))
            | (Self::Count | Self::Bytes, Param::Count(_))
            | (Self::Moment, Param::Moment(_))
            | (Self::Day, Param::Day(_))
            | (Self::List | Self::Internals, Param::List(_))
            | (Self::Places, Param::Places(_))
            | (Self::Items, Param::Items(_)) => true,
            _ => false,
        }
    }
}

/// The value of the parameter `platform` where anything that can be read is expected.
pub const ANYTHING: &str = "any";

macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $token:literal { $($name:literal: $kind:expr),* $(,)? })*) => {
        /// The kind of an event at a source.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $code,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$code,)*];

            /// Returns the stable code for programs.
            pub const fn token(self) -> &'static str {
                match self {
                    $(Self::$code => $token,)*
                }
            }

            /// Returns the parameters that a reason of this code may have.
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

    /// Much is missing at once: withdrawals wait for the operator.
    WithdrawalsHeld = "withdrawals_held" {
        "consultations": Kind::Count, "meetings": Kind::Count, "since": Kind::Moment, "source": Kind::Text,
    }
    /// The source is at another address, or publishes known consultations under another origin.
    HostMoved = "host_moved" {
        "by": Kind::Word(&["origin", "host", "path"]), "count": Kind::Count, "to": Kind::Text,
        "former": Kind::Text, "owner": Kind::Text, "source": Kind::Text,
    }
    /// Two sources make one id of two consultations.
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
    /// No territory, or more than one, has the name that a record gives. The name is shown only if it is similar to that of a territory.
    TerritoryNameUnknown = "territory_name_unknown" {
        "title": Kind::Text, "key": Kind::Internal, "name": Kind::Text, "alike": Kind::List,
    }
    /// A part of what a source publishes could not be read; its known content stays.
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
    /// Dates cannot be read.
    BadDates = "bad_dates" { "count": Kind::Count }
    /// Text that is no part of a document stands before or behind it.
    StrayText = "stray_text" {}
    /// Entries cannot be read.
    EntriesUnreadable = "entries_unreadable" {
        "in": Kind::Word(&["list", "feed", "log"]), "count": Kind::Count, "entries": Kind::Items, "places": Kind::Places,
    }

    // Of lists.

    /// A list is being written.
    BeingWritten = "being_written" {}
    /// Unknown names of columns.
    ColumnsUnknown = "columns_unknown" { "columns": Kind::Items }
    /// Entries that are identified by their titles only.
    KnownByTitle = "known_by_title" { "count": Kind::Count, "places": Kind::Places }
    /// Entries without a page of their own.
    WithoutPage = "without_page" { "count": Kind::Count, "places": Kind::Places, "home": Kind::Text }
    /// An unknown name of a column; without the name if that may be content.
    ColumnUnknown = "column_unknown" { "name": Kind::Text, "near": Kind::Text }
    /// A cell does not hold a value of the kind that its column needs. The value is shown only if it cannot be personal.
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
    /// The end comes before the beginning.
    EndBeforeBeginning = "end_before_beginning" { "end": Kind::Text, "beginning": Kind::Text }
    /// A meeting has no date.
    MeetingUndated = "meeting_undated" { "column": Kind::Text }
    /// A meeting has a time at which it ends and none at which it begins.
    MeetingEndAlone = "meeting_end_alone" { "end": Kind::Text, "beginning": Kind::Text }
    /// Something other than a table stands where one is needed.
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
    /// Entries without an address.
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
    /// Records lack required values.
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

    /// The platform, and the parts that it does not have; nothing went wrong.
    Capabilities = "capabilities" {
        "version": Kind::Text, "first": Kind::Text, "last": Kind::Text, "nearest": Kind::Text,
        "stage": Kind::Word(&["development"]),
        "count": Kind::Count, "missing": Kind::Internals,
    }
    /// The platform does not say which fields it lacks.
    FieldsUnknown = "fields_unknown" {}
    /// An assembly links to something that was deleted.
    StaleLink = "stale_link" { "assembly": Kind::Internal }
    /// The meetings of a component changed while they were read.
    MeetingsUnsettled = "meetings_unsettled" { "component": Kind::Internal }

    // Of answers that are not what was requested.

    /// A protection against programs stands in front of the site.
    RobotWall = "robot_wall" { "host": Kind::Text, "address": Kind::Text, "status": Kind::Count, "by": Kind::Text }
    /// Visitors without an account are not let in.
    SignIn = "sign_in" { "host": Kind::Text, "address": Kind::Text, "status": Kind::Count, "platform": Kind::Platform, "at": Kind::Text }
    /// The site refuses the request, and does not say why.
    Refused = "refused" { "host": Kind::Text, "address": Kind::Text, "status": Kind::Count }
    /// The site asks for fewer requests.
    Throttled = "throttled" { "host": Kind::Text, "address": Kind::Text, "until": Kind::Moment, "minutes": Kind::Count }
    /// The site is closed for a time.
    Maintenance = "maintenance" { "host": Kind::Text, "address": Kind::Text, "status": Kind::Count, "minutes": Kind::Count }
    /// The server, or a proxy in front of it, fails.
    OutOfOrder = "out_of_order" { "host": Kind::Text, "address": Kind::Text, "status": Kind::Count }
    /// A network on the way answers in place of the site.
    CaptivePortal = "captive_portal" { "host": Kind::Text, "address": Kind::Text, "status": Kind::Count }
    /// The name is no longer, or not yet, that of the site.
    DomainParked = "domain_parked" { "host": Kind::Text, "address": Kind::Text, "status": Kind::Count }
    /// The default page of a web server, without a site.
    ServerDefaultPage = "server_default_page" { "host": Kind::Text, "address": Kind::Text, "status": Kind::Count, "of": Kind::Text }
    /// The host of the site has closed its account.
    HostingSuspended = "hosting_suspended" { "host": Kind::Text, "address": Kind::Text, "status": Kind::Count }
    /// The site is elsewhere now.
    Moved = "moved" { "host": Kind::Text, "address": Kind::Text, "to": Kind::Text }
    /// The page was there and will not come back.
    Gone = "gone" { "host": Kind::Text, "address": Kind::Text }
    /// The address does not exist.
    NotFound = "not_found" { "host": Kind::Text, "address": Kind::Text, "status": Kind::Count }
    /// The site may not show the page for legal reasons.
    LegalBlock = "legal_block" { "host": Kind::Text, "address": Kind::Text }
    /// The answer is empty.
    EmptyAnswer = "empty_answer" { "host": Kind::Text, "address": Kind::Text, "status": Kind::Count }
    /// The answer is an ordinary web page.
    WebPage = "web_page" { "host": Kind::Text, "address": Kind::Text, "status": Kind::Count, "platform": Kind::Platform }
    /// The answer is a document in which a program finds no data.
    WrongType = "wrong_type" {
        "host": Kind::Text, "address": Kind::Text, "status": Kind::Count, "platform": Kind::Platform,
        "kind": Kind::Word(&["pdf", "workbook", "office", "image", "letter"]),
    }
    /// The answer is no text in the encoding that it declares.
    WrongEncoding = "wrong_encoding" {
        "host": Kind::Text, "address": Kind::Text, "status": Kind::Count, "by": Kind::Word(&["declared", "compressed", "damaged"]),
        "encoding": Kind::Internal,
    }
    /// The answer is not one of the platform.
    NotThePlatform = "not_the_platform" {
        "host": Kind::Text, "address": Kind::Text, "status": Kind::Count, "platform": Kind::Platform,
        "came": Kind::Word(&["nothing", "calendar", "feed", "json", "page", "xml", "text", "no_api", "other_software", "other", "redirect", "redirect_nowhere"]),
        "to": Kind::Text,
    }
    /// The address is that of a platform for which there is no connector.
    PlatformUnreadable = "platform_unreadable" {
        "address": Kind::Text, "name": Kind::Text,
        "why": Kind::Word(&["closed", "key", "no_dates", "register", "forms"]),
    }

    // Of the answers of a platform.

    /// The platform fails to execute a document.
    ServerError = "server_error" { "host": Kind::Text, "address": Kind::Text, "document": Kind::Internal }
    /// The data have another shape than is known.
    SchemaChanged = "schema_changed" {
        "host": Kind::Text, "address": Kind::Text, "document": Kind::Internal, "how": Kind::Word(&["unknown", "missing", "otherwise"]),
        "names": Kind::Internals,
    }
    /// The platform refuses a document.
    DocumentRefused = "document_refused" {
        "host": Kind::Text, "address": Kind::Text, "document": Kind::Internal,
        "why": Kind::Word(&["too_costly", "over_limit", "not_public", "mangled", "unexplained"]),
    }
    /// An answer in the right form cannot be read.
    AnswerNotUnderstood = "answer_not_understood" {
        "host": Kind::Text, "address": Kind::Text, "document": Kind::Internal,
        "why": Kind::Word(&["broken_off", "not_json", "no_list", "no_relay", "log_without_beginning", "log_replaced", "log_stands_still", "log_without_end", "log_too_long", "own_error"]),
    }
    /// The server knows no organization of this name.
    OrganizationUnknown = "organization_unknown" { "host": Kind::Text, "address": Kind::Text }
    /// The API of the platform is switched off.
    ApiSwitchedOff = "api_switched_off" { "host": Kind::Text, "address": Kind::Text, "status": Kind::Count }
    /// The API answers with a schema in which nothing can be listed.
    ApiHalfOpen = "api_half_open" { "host": Kind::Text, "address": Kind::Text }
    /// The platform is closed to visitors.
    SiteClosed = "site_closed" { "host": Kind::Text, "address": Kind::Text }
    /// A dataset cannot be read as it is configured.
    DatasetUnreadable = "dataset_unreadable" {
        "host": Kind::Text, "address": Kind::Text, "dataset": Kind::Text,
        "why": Kind::Word(&["not_named", "not_there", "query_refused", "fields_missing"]), "answer": Kind::Internal,
        "chosen": Kind::Word(&["all", "where"]), "fields": Kind::Items,
    }
    /// A field that a dataset lacks.
    FieldMissing = "field_missing" { "field": Kind::Internal, "near": Kind::Internal }
    /// A document is not what its source is said to be.
    DocumentUnreadable = "document_unreadable" {
        "host": Kind::Text, "address": Kind::Text, "why": Kind::Word(&["too_large", "empty", "no_feed", "named_and_none", "own_error"]),
        "limit": Kind::Bytes,
    }
    /// A list kept by hand cannot be read.
    ListUnreadable = "list_unreadable" {
        "address": Kind::Text, "file": Kind::Internal,
        "why": Kind::Word(&["missing", "forbidden", "not_a_file", "disk_silent", "unread", "being_written", "never_read", "empty", "too_large", "too_long", "workbook", "pdf", "page", "cut_short", "not_toml", "not_json", "no_list", "columns_missing", "no_title_column", "own_error"]),
        "line": Kind::Count, "limit": Kind::Count, "bytes": Kind::Bytes, "columns": Kind::List, "there": Kind::List, "cause": Kind::Internal,
    }
    /// A gateway of a release that does not publish enough to be relayed.
    GatewayTooOld = "gateway_too_old" { "host": Kind::Text, "address": Kind::Text }
    /// The configuration names this gateway as a source of itself.
    OwnAddress = "own_address" { "address": Kind::Text }

    // Of requests without an answer.

    /// The name servers know no such name.
    NameUnknown = "name_unknown" { "host": Kind::Text }
    /// The name has no address.
    NameWithoutAddress = "name_without_address" { "host": Kind::Text }
    /// No name server answers.
    NameServerSilent = "name_server_silent" { "host": Kind::Text }
    /// The name could not be looked up.
    NameNotResolved = "name_not_resolved" { "host": Kind::Text }
    /// The address is not on the public Internet.
    PrivateAddress = "private_address" { "host": Kind::Text, "ip": Kind::Internal }
    /// No server listens at the address.
    ConnectionRefused = "connection_refused" { "host": Kind::Text, "address": Kind::Text }
    /// No network leads there.
    Unreachable = "unreachable" { "host": Kind::Text, "address": Kind::Text }
    /// The connection is cut while it is being established.
    ConnectionReset = "connection_reset" { "host": Kind::Text, "address": Kind::Text }
    /// The connection fails.
    ConnectionFailed = "connection_failed" { "host": Kind::Text, "address": Kind::Text }
    /// No connection in time.
    ConnectionTimeout = "connection_timeout" { "host": Kind::Text, "address": Kind::Text, "seconds": Kind::Count }
    /// The certificate has expired.
    CertificateExpired = "certificate_expired" { "host": Kind::Text, "address": Kind::Text, "day": Kind::Day }
    /// The certificate is not valid yet.
    CertificateNotYetValid = "certificate_not_yet_valid" { "host": Kind::Text, "address": Kind::Text, "day": Kind::Day }
    /// The certificate is for another name.
    CertificateWrongName = "certificate_wrong_name" { "host": Kind::Text, "address": Kind::Text }
    /// The certificate is issued by an authority that this machine does not trust.
    CertificateUnknownIssuer = "certificate_unknown_issuer" { "host": Kind::Text, "address": Kind::Text }
    /// The certificate is self-signed.
    CertificateSelfSigned = "certificate_self_signed" { "host": Kind::Text, "address": Kind::Text }
    /// The certificate has been revoked.
    CertificateRevoked = "certificate_revoked" { "host": Kind::Text, "address": Kind::Text }
    /// The certificate cannot be used for a website.
    CertificateUnusable = "certificate_unusable" { "host": Kind::Text, "address": Kind::Text }
    /// The server supports only versions or ciphers that are no longer safe.
    TlsTooOld = "tls_too_old" { "host": Kind::Text, "address": Kind::Text }
    /// The server breaks off the TLS handshake.
    TlsHandshake = "tls_handshake" { "host": Kind::Text, "address": Kind::Text }
    /// The server does not speak TLS.
    NotTls = "not_tls" { "host": Kind::Text, "address": Kind::Text }
    /// No certificate is trusted by this machine.
    NoTrustedCertificates = "no_trusted_certificates" {}
    /// The connection ends before an answer.
    NoAnswer = "no_answer" { "host": Kind::Text, "address": Kind::Text, "why": Kind::Word(&["closed", "reset"]) }
    /// The server does not speak HTTP.
    NotHttp = "not_http" { "host": Kind::Text, "address": Kind::Text }
    /// No answer in time.
    AnswerTimeout = "answer_timeout" { "host": Kind::Text, "address": Kind::Text, "seconds": Kind::Count }
    /// The answer does not end in time.
    AnswerWithoutEnd = "answer_without_end" { "host": Kind::Text, "address": Kind::Text, "seconds": Kind::Count, "bytes": Kind::Bytes }
    /// The answer ends before its end.
    AnswerBrokenOff = "answer_broken_off" { "host": Kind::Text, "address": Kind::Text, "bytes": Kind::Bytes }
    /// The answer is larger than is read.
    AnswerTooLarge = "answer_too_large" { "host": Kind::Text, "address": Kind::Text, "limit": Kind::Bytes }
    /// A redirect without a usable address.
    RedirectNowhere = "redirect_nowhere" { "host": Kind::Text, "address": Kind::Text, "status": Kind::Count }
    /// A redirect to an address that is not on the public Internet.
    RedirectPrivate = "redirect_private" { "host": Kind::Text, "address": Kind::Text, "to": Kind::Internal, "ip": Kind::Internal }
    /// A redirect from https to http.
    RedirectUnencrypted = "redirect_unencrypted" { "host": Kind::Text, "address": Kind::Text, "to": Kind::Text }
    /// Redirects in a circle.
    RedirectLoop = "redirect_loop" { "host": Kind::Text, "address": Kind::Text, "to": Kind::Text }
    /// More redirects than are followed.
    RedirectsTooMany = "redirects_too_many" { "host": Kind::Text, "address": Kind::Text, "limit": Kind::Count }

    // Of the gateway itself, and of its configuration.

    /// An address that is neither http nor https.
    SchemeNotRead = "scheme_not_read" { "address": Kind::Text }
    /// An address with a user name or a password.
    CredentialsInAddress = "credentials_in_address" { "address": Kind::Text }
    /// A header that HTTP does not allow.
    InvalidHeader = "invalid_header" { "host": Kind::Text, "address": Kind::Text, "header": Kind::Internal }
    /// The most requests that are allowed have been sent.
    RequestsSpent = "requests_spent" { "address": Kind::Text, "limit": Kind::Count }
    /// The settings make no valid client.
    Setup = "setup" { "cause": Kind::Internal }
    /// The gateway itself failed over the answer of a source.
    GatewayError = "gateway_error" {}
    /// The database of the gateway could not be read or written.
    StoreFailed = "store_failed" {}
}

impl Code {
    /// Returns the code of a token.
    pub fn of(token: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.token() == token)
    }

    /// Returns the kind of the parameter of this name; `None` if the code has no such parameter.
    pub fn kind(self, name: &str) -> Option<Kind> {
        let mut parameters = self.parameters().iter();
        let found = parameters.find(|parameter| parameter.name == name);
        found.map(|parameter| parameter.kind)
    }
}
