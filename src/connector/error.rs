//! Why a poll brought nothing: what came, what was tried, and what to ask of whom, in words that can be copied into a letter.

use std::time::Duration;

use url::Url;

use super::refusal::Refusal;
use super::unexpected::expected;
use crate::fetch;

/// Why a poll brought nothing. The message names what came and says what to do; it never holds a part of an answer's body, and never advises
/// what would withdraw anything that is published.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No answer came at all, or a rule of the network's door refused it.
    #[error(transparent)]
    Fetch(#[from] fetch::Error),
    /// The host limits requests. The limit counts its whole site, per address.
    #[error(
        "{url} answers that it gets too many requests: it is asked again later; if this lasts, poll it less often (`every`), or ask its administrator, “please let requests whose User-Agent begins with `Passerelle/` ask more often”"
    )]
    Busy {
        /// What was asked.
        url: Url,
        /// How long the host asks to be left alone, when it tells.
        retry_after: Option<Duration>,
    },
    /// Something that keeps programs out stands before the site.
    #[error(
        "{url} stands behind a wall for robots ({}, status {status}), which no program passes; what was read before stays published. Ask the site's administrator: “please let requests whose User-Agent begins with `Passerelle/` reach {url} without a challenge”", by.unwrap_or("of unknown make")
    )]
    RobotWall {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
        /// Whose wall it is, where that can be told.
        by: Option<&'static str>,
    },
    /// Visitors without an account are not let in.
    #[error(
        "{url} lets nobody in without an account, a key or a password ({status}{}), which public consultations must not need; what was read before stays published. Ask its administrator: “please let anonymous visitors, and requests whose User-Agent begins with `Passerelle/`, read {url}”{}", led_to(at.as_deref()), of_signing_in(expected)
    )]
    SignInRequired {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
        /// Where one signs in, if that is another address; never with its query.
        at: Option<String>,
        /// The platform expected there.
        expected: &'static str,
    },
    /// The site is closed for a time.
    #[error(
        "{url} is closed for maintenance ({status}{}): it is asked again later, and what was read before stays published; if this lasts, ask its administrator when the site opens again", back_in(*retry_after)
    )]
    Maintenance {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
        /// How long the host asks to be left alone, when it tells.
        retry_after: Option<Duration>,
    },
    /// The network between answers in place of the site.
    #[error(
        "{url} was not reached ({status}): the network of this machine answers in its place and wants somebody to sign in (a captive portal): ask whoever runs that network to let this machine out"
    )]
    CaptivePortal {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The name is no longer, or not yet, the site's.
    #[error(
        "{url} shows the page of a domain name that is for sale, just registered or expired ({status}): check the spelling of `url`; if it is right, ask the collectivity whether it has lost this name, and where its site is now; what was read before stays published"
    )]
    Parked {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// A server without a site.
    #[error(
        "{url} shows the page of a server on which no site is set up yet ({of}, {status}): check `url`; if it is right, ask its administrator, “please look at the configuration of the server: it answers {url} with its default page”"
    )]
    DefaultPage {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
        /// Whose page it is.
        of: &'static str,
    },
    /// The host of the site has closed its account.
    #[error(
        "{url} shows that its hosting account is suspended ({status}): ask the site's administrator to settle it with their host; what was read before stays published"
    )]
    Suspended {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The server knows no organization of this name.
    #[error(
        "{url}: the server runs Decidim but knows no organization of this host name: check `url`, or ask its administrator to declare the name as a secondary host"
    )]
    UnknownHost {
        /// What was asked.
        url: Url,
    },
    /// It is elsewhere now.
    #[error(
        "{url} redirects to {to}: if the platform has moved there, set `url` to its new address and `origin` to the old host name; if not, ask its administrator where it is now"
    )]
    Moved {
        /// What was asked.
        url: Url,
        /// Where it leads; never with its query.
        to: String,
    },
    /// It was there and will not come back.
    #[error(
        "{url} answers that it is gone for good (410), where {expected} is expected: ask its administrator, “since when is {url} gone, and where are your consultations now?”; what was read before stays published"
    )]
    Gone {
        /// What was asked.
        url: Url,
        /// The platform expected there.
        expected: &'static str,
    },
    /// There is nothing.
    #[error(
        "{url}: there is nothing at this address ({status}), where {expected} is expected: open the site in a browser and correct `url`; if it is right, ask the site's administrator, “since when is {url} no longer there, and where is it now?”"
    )]
    NotFound {
        /// What was asked.
        url: Url,
        /// The platform expected there.
        expected: &'static str,
        /// The HTTP status.
        status: u16,
    },
    /// The host refuses to answer this gateway, and does not say why.
    #[error(
        "{url} refuses the gateway ({status}): ask its administrator, “please let requests whose User-Agent begins with `Passerelle/` through the firewall or the bot protection before {url}”"
    )]
    Refused {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The host may not show it.
    #[error(
        "{url} answers that it may not be shown, for legal reasons (451): ask its administrator which decision stands behind it, and whether it holds for this gateway"
    )]
    LegalBlock {
        /// What was asked.
        url: Url,
    },
    /// Nothing came.
    #[error(
        "{url} answers with nothing at all ({status}), where {expected} is expected: it is asked again later; if this lasts, ask its administrator to look at the logs of the server"
    )]
    Empty {
        /// What was asked.
        url: Url,
        /// The platform expected there.
        expected: &'static str,
        /// The HTTP status.
        status: u16,
    },
    /// A web page like any other.
    #[error(
        "{url} answers with an ordinary web page ({status}), where {expected} is expected: check `url` and `platform`{hint}; if both are right, ask its administrator what stands at this address now"
    )]
    WebPage {
        /// What was asked.
        url: Url,
        /// The platform expected there.
        expected: &'static str,
        /// The HTTP status.
        status: u16,
        /// Where the data usually are; empty where there is nothing to say.
        hint: &'static str,
    },
    /// A document in which a program finds no data.
    #[error(
        "{url} sends {kind} ({status}), where {expected} is expected: check that `url` is the address of the data themselves; if only {kind} is published, ask its administrator for the same as data (a list can be saved as CSV)"
    )]
    WrongType {
        /// What was asked.
        url: Url,
        /// The platform expected there.
        expected: &'static str,
        /// The HTTP status.
        status: u16,
        /// What it is, with its article.
        kind: &'static str,
    },
    /// Bytes that are no text.
    #[error(
        "{url} sends bytes that are no text in the encoding that it names, or UTF-8 where it names none ({status}): ask its administrator, “please let the server name the encoding of {url} in Content-Type as it is, and compress it once at most”"
    )]
    WrongEncoding {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The address answers, but not as the platform does.
    #[error(
        "{url} does not answer as {expected} does ({status}, {came}): check `url` and `platform`; if both are right, ask its administrator what stands at this address now"
    )]
    NotThere {
        /// What was asked.
        url: Url,
        /// The platform expected there.
        expected: &'static str,
        /// The HTTP status.
        status: u16,
        /// What came instead, in words.
        came: String,
    },
    /// The server or what stands before it is out of order.
    #[error(
        "{url} is out of order ({status}): it is asked again later; if this lasts, ask its administrator to look at the logs of the server"
    )]
    OutOfOrder {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The server ran into an error of its own over one document; others may work.
    #[error(
        "{url} fails over the document `{document}` with an error of its own (500): ask its administrator, who finds the cause in its logs"
    )]
    Failing {
        /// What was asked.
        url: Url,
        /// The document.
        document: &'static str,
    },
    /// The server refuses a document even without what it does not know.
    #[error("{url} refuses the document `{document}`: {why}")]
    Rejected {
        /// What was asked.
        url: Url,
        /// The document.
        document: &'static str,
        /// Why, as far as it tells.
        why: Refusal,
    },
    /// The data have another shape than they had.
    #[error(
        "{url}: the answer to `{document}` has another shape than this gateway knows ({what}): the platform has changed; update the gateway, and if it is up to date, report this line"
    )]
    ShapeChanged {
        /// What was asked.
        url: Url,
        /// The document.
        document: &'static str,
        /// What is missing or otherwise, in words.
        what: String,
    },
    /// An answer in the right form that cannot be read.
    #[error(
        "{url}: the answer to the document `{document}` cannot be read ({what}): it is asked again later; if this lasts, the platform may be of a version that this gateway does not know yet"
    )]
    NotUnderstood {
        /// What was asked.
        url: Url,
        /// The document.
        document: &'static str,
        /// What is wrong with it, in words.
        what: String,
    },
    /// A gateway of a release that does not tell enough to be followed.
    #[error(
        "{url} is a gateway of an older release ({lacks}): ask its administrator to update it; until then `platform = \"decidim\"` reads it"
    )]
    TooOld {
        /// What was asked.
        url: Url,
        /// What it does not tell, in words.
        lacks: &'static str,
    },
    /// What should be a list kept by hand cannot be read, or is none.
    #[error("the list {list}: {why}")]
    List {
        /// Its path, or its address without its query.
        list: String,
        /// Why, in words, and what to do.
        why: String,
    },
    /// A document that is not what its source is said to be, or that nothing can read.
    #[error(
        "{url} cannot be read as {format}: {what}; check `url` and `platform`, and let its administrator have the document checked by a validator"
    )]
    Unreadable {
        /// What was asked.
        url: Url,
        /// The format, by its name.
        format: &'static str,
        /// What is wrong with it, in words.
        what: String,
    },
    /// A dataset cannot be read as it is configured.
    #[error("{url}, dataset `{dataset}`: {why}")]
    Dataset {
        /// The portal.
        url: Url,
        /// Its identifier there.
        dataset: String,
        /// Why, in words, and what to do.
        why: String,
    },
    /// A platform whose API is a feature that its administrator switches on.
    #[error(
        "{url} answers that there is no API ({status}): a Cap Collectif has it switched off by default; ask its administrator to switch on the feature “API publique” (`public_api`) in the back office, and check `url` and `platform`"
    )]
    ApiOff {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The API answers, but not with the schema in which anything can be listed.
    #[error(
        "{url} answers with its “public” schema only, which lists nothing: ask its administrator, or Cap Collectif’s support, to let the `Accept` header of this gateway through unchanged (application/vnd.cap-collectif.preview+json)"
    )]
    HalfOpen {
        /// What was asked.
        url: Url,
    },
    /// Visitors find a closed door, whatever the API tells.
    #[error(
        "{url} is closed to visitors (the shield of Cap Collectif): nothing new of it is relayed before it opens, and what was read before stays published; ask its administrator when it opens (feature `shield_mode`)"
    )]
    Shielded {
        /// The site.
        url: Url,
    },
    /// The configuration names this gateway as a source of itself.
    #[error("{url} is this gateway's own address: give the address of another one")]
    Itself {
        /// What was asked.
        url: Url,
    },
}

impl Error {
    /// A stable word for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Fetch(error) => error.code(),
            Self::Busy { .. } => "throttled",
            Self::RobotWall { .. } => "robot_wall",
            Self::SignInRequired { .. } => "sign_in",
            Self::Maintenance { .. } => "maintenance",
            Self::CaptivePortal { .. } => "captive_portal",
            Self::Parked { .. } => "domain_parked",
            Self::DefaultPage { .. } => "server_default_page",
            Self::Suspended { .. } => "hosting_suspended",
            Self::UnknownHost { .. } => "organization_unknown",
            Self::Moved { .. } => "moved",
            Self::Gone { .. } => "gone",
            Self::NotFound { .. } => "not_found",
            Self::Refused { .. } => "refused",
            Self::LegalBlock { .. } => "legal_block",
            Self::Empty { .. } => "empty_answer",
            Self::WebPage { .. } => "web_page",
            Self::WrongType { .. } => "wrong_type",
            Self::WrongEncoding { .. } => "wrong_encoding",
            Self::NotThere { .. } => "not_the_platform",
            Self::OutOfOrder { .. } => "out_of_order",
            Self::Failing { .. } => "server_error",
            Self::Rejected {
                why: Refusal::Unknown(_),
                ..
            }
            | Self::ShapeChanged { .. } => "schema_changed",
            Self::Rejected { .. } => "document_refused",
            Self::NotUnderstood { .. } => "answer_not_understood",
            Self::TooOld { .. } => "gateway_too_old",
            Self::List { .. } => "list_unreadable",
            Self::Unreadable { .. } => "document_unreadable",
            Self::Dataset { .. } => "dataset_unreadable",
            Self::ApiOff { .. } => "api_switched_off",
            Self::HalfOpen { .. } => "api_half_open",
            Self::Shielded { .. } => "site_closed",
            Self::Itself { .. } => "own_address",
        }
    }

    /// How long the host asks to be left alone, when it tells.
    pub const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Busy { retry_after, .. } | Self::Maintenance { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Whether something else than the platform stands at the address, so that it may be found at another one.
    pub(super) const fn is_of_another_place(&self) -> bool {
        matches!(
            self,
            Self::NotThere { .. }
                | Self::NotFound { .. }
                | Self::Gone { .. }
                | Self::Moved { .. }
                | Self::WebPage { .. }
                | Self::Empty { .. }
                | Self::WrongType { .. }
                | Self::WrongEncoding { .. }
        )
    }

    /// Whether it concerns one document, so that others may well be answered.
    pub(super) const fn is_of_one_document(&self) -> bool {
        matches!(
            self,
            Self::Failing { .. }
                | Self::Rejected { .. }
                | Self::NotUnderstood { .. }
                | Self::ShapeChanged { .. }
        )
    }
}

fn led_to(at: Option<&str>) -> String {
    at.map_or_else(String::new, |at| {
        format!(", it leads to the sign-in page {at}")
    })
}

/// What an administrator looks for, where the platform has a setting for it.
fn of_signing_in(platform: &str) -> &'static str {
    match platform {
        expected::DECIDIM => {
            "; in Decidim, the setting of the organization is “force users to authenticate before access organization”, and that of the server DECIDIM_API_FORCE_API_AUTHENTICATION: both are to be off"
        }
        _ => "",
    }
}

fn back_in(retry_after: Option<Duration>) -> String {
    retry_after.map_or_else(String::new, |wait| {
        format!(
            ", it asks to come back in {} minutes",
            wait.as_secs().div_ceil(60).max(1)
        )
    })
}
