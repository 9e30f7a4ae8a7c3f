//! Reasons of errors: turns the error of a poll, or of a part of it, into a code with parameters.

use std::time::Duration;

use url::Url;

use super::Error;
use super::fault::{Came, ShapeMismatch};
use super::refusal::Refusal;
use passerelle_fetch::{self as fetch, DocumentKind};
use passerelle_model::Reason;
use passerelle_model::reason::Code;

mod network;

impl From<&Error> for Reason {
    #[expect(clippy::too_many_lines, reason = "a table: one row for each error")]
    fn from(error: &Error) -> Self {
        match error {
            Error::Fetch(error) => network::reason(error),
            Error::Busy { url, retry_after } => {
                at(Code::Throttled, url).with_known("minutes", minutes(*retry_after))
            }
            Error::RobotWall { url, status, by } => {
                answered(Code::RobotWall, url, *status).with_known("by", *by)
            }
            Error::SignInRequired {
                url,
                status,
                at,
                expected,
            } => answered(Code::SignIn, url, *status)
                .with("platform", expected.word())
                .with_known("at", at.as_deref()),
            Error::Maintenance {
                url,
                status,
                retry_after,
            } => answered(Code::Maintenance, url, *status)
                .with_known("minutes", minutes(*retry_after)),
            Error::CaptivePortal { url, status } => answered(Code::CaptivePortal, url, *status),
            Error::Parked { url, status } => answered(Code::DomainParked, url, *status),
            Error::DefaultPage { url, status, of } => {
                answered(Code::ServerDefaultPage, url, *status).with("of", *of)
            }
            Error::Suspended { url, status } => answered(Code::HostingSuspended, url, *status),
            Error::Moved { url, to } => at(Code::Moved, url).with("to", to.as_str()),
            Error::Gone { url, .. } => at(Code::Gone, url),
            Error::NotFound { url, status, .. } => answered(Code::NotFound, url, *status),
            Error::Refused { url, status } => answered(Code::Refused, url, *status),
            Error::LegalBlock { url } => at(Code::LegalBlock, url),
            Error::Empty { url, status } => answered(Code::EmptyAnswer, url, *status),
            Error::WebPage {
                url,
                expected,
                status,
            } => answered(Code::WebPage, url, *status).with("platform", expected.word()),
            Error::WrongType {
                url,
                expected,
                status,
                kind,
            } => answered(Code::WrongType, url, *status)
                .with("platform", expected.word())
                .with("kind", kind_word(*kind)),
            Error::WrongEncoding { url, status } => {
                answered(Code::WrongEncoding, url, *status).with("by", "declared")
            }
            Error::NotThere {
                url,
                expected,
                status,
                came,
            } => answered(Code::NotThePlatform, url, *status)
                .with("platform", expected.word())
                .with("came", came.word())
                .with_known("to", redirect_target(came)),
            Error::OutOfOrder { url, status } => answered(Code::OutOfOrder, url, *status),
            Error::Failing { url, document } => {
                at(Code::ServerError, url).with("document", *document)
            }
            Error::Rejected { url, document, why } => rejected(url, document, why),
            Error::ShapeChanged {
                url,
                document,
                otherwise,
            } => shape_changed(url, document, otherwise),
            Error::NotUnderstood {
                url,
                document,
                flaw,
            } => at(Code::AnswerNotUnderstood, url)
                .with("document", *document)
                .with("why", flaw.word()),
            Error::Itself { url } => Reason::new(Code::OwnAddress).with("address", url),
            Error::OfPlatform(fault) => fault.reason(),
        }
    }
}

/// Makes a reason with the host and the address at which it happened.
pub(super) fn at(code: Code, url: &Url) -> Reason {
    Reason::new(code)
        .with_known("host", host(url))
        .with("address", url)
}

/// The host of an address, with its port where it names one.
fn host(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    Some(match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    })
}

/// Makes a reason with the host, the address and the HTTP status of the answer.
pub(super) fn answered(code: Code, url: &Url, status: u16) -> Reason {
    at(code, url).with("status", u64::from(status))
}

/// A pause in whole minutes, one at least.
fn minutes(wait: Option<Duration>) -> Option<u64> {
    wait.map(|wait| wait.as_secs().div_ceil(60).max(1))
}

fn kind_word(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Pdf => "pdf",
        DocumentKind::Workbook => "workbook",
        DocumentKind::Office => "office",
        DocumentKind::Image => "image",
        DocumentKind::Letter => "letter",
    }
}

fn redirect_target(came: &Came) -> Option<&Url> {
    match came {
        Came::Redirect { to } => to.as_ref(),
        _ => None,
    }
}

fn rejected(url: &Url, document: &str, why: &Refusal) -> Reason {
    let Some(word) = why.word() else {
        let names = match why {
            Refusal::Unknown(names) => names.clone(),
            _ => Vec::new(),
        };
        return at(Code::SchemaChanged, url)
            .with("document", document)
            .with("how", "unknown")
            .with("names", names);
    };
    at(Code::DocumentRefused, url)
        .with("document", document)
        .with("why", word)
}

fn shape_changed(url: &Url, document: &str, mismatch: &ShapeMismatch) -> Reason {
    let part = Some(&mismatch.part).filter(|part| !part.is_empty());
    at(Code::SchemaChanged, url)
        .with("document", document)
        .with(
            "how",
            if mismatch.is_missing {
                "missing"
            } else {
                "otherwise"
            },
        )
        .with_known("names", part.map(|part| vec![part.clone()]))
}
