//! Diagnosis: what an answer is that is not what was asked for, by the answer alone. Pure: it sends nothing and knows no platform.
//!
//! It is asked only where an answer is of no use. All the same it would rather say nothing than something wrong: marks that ordinary pages
//! may bear (a link to sign in, the word “maintenance”, the script of a content network) count only on a page that says nothing else.

use encoding_rs::Encoding;
use url::Url;

use super::Answer;
use page::Page;

mod access;
mod page;
mod vacant;
mod walls;

#[cfg(test)]
mod tests;

/// The kind of an answer that came in place of what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Diagnosis {
    /// Something that keeps programs out, and whose make it is where that can be told.
    RobotWall {
        /// The make.
        by: Option<&'static str>,
    },
    /// A page where one signs in, or the demand to do so.
    SignIn {
        /// The place where one signs in, if that is another address.
        at: Option<Url>,
    },
    /// The site is closed for work, or says when to come back.
    Maintenance,
    /// The network between wants its user to sign in; the site was not reached.
    CaptivePortal,
    /// The name of the site is for sale, just bought, or run out.
    Parked,
    /// The page that a server shows before anybody put a site there.
    DefaultPage {
        /// The server whose page it is.
        of: &'static str,
    },
    /// The host of the site has closed its account.
    Suspended,
    /// The site is at another address now.
    Moved {
        /// The address.
        to: Url,
    },
    /// The page was there, and its site says that it will not come back.
    Gone,
    /// The address does not exist.
    NotFound,
    /// The answer is empty.
    Empty,
    /// A document of a kind in which there are no data.
    WrongType {
        /// The kind of the document.
        kind: DocumentKind,
    },
    /// Bytes that are no text in the encoding that they are said to be in.
    WrongEncoding,
    /// Too much was asked.
    Throttled,
    /// The site, or what stands before it, fails.
    OutOfOrder,
    /// The site may not show it, for legal reasons.
    LegalBlock,
    /// The site refuses, and does not say why.
    Refused,
}

/// A kind of document in which a program finds no data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// A PDF.
    Pdf,
    /// A workbook of a spreadsheet, or an archive.
    Workbook,
    /// A workbook of a spreadsheet, or another document of an office suite, in an old format.
    Office,
    /// An image.
    Image,
    /// A document of a word processor.
    Letter,
}

impl Diagnosis {
    /// Diagnoses `answer` by its status and the marks of its page. `None` means an ordinary document, which may still not be what was asked for.
    /// `asked` is the address as it was asked, before redirects.
    pub fn of(asked: &Url, answer: &Answer) -> Option<Self> {
        let page = Page::of(answer);
        if access::is_captive(asked, answer, &page) {
            return Some(Self::CaptivePortal);
        }
        if walls::limits(&page) {
            return Some(Self::Throttled);
        }
        if let Some(wall) = walls::wall(answer, &page) {
            return Some(wall);
        }
        match answer.status {
            200..=299 => of_success(asked, answer, &page),
            300..=399 => of_redirect(answer),
            401 | 407 => Some(Self::SignIn { at: None }),
            // As some APIs say that their quota is used up.
            403 if answer.header("x-ratelimit-remaining").map(str::trim) == Some("0") => {
                Some(Self::Throttled)
            }
            403 => Some(of_site(asked, answer, &page).unwrap_or(Self::Refused)),
            410 => Some(Self::Gone),
            404 => Some(
                of_site(asked, answer, &page)
                    .or_else(|| moved(asked, answer))
                    .unwrap_or(Self::NotFound),
            ),
            429 => Some(Self::Throttled),
            451 => Some(Self::LegalBlock),
            503 if answer.header("retry-after").is_some() || vacant::apologises(&page) => {
                Some(Self::Maintenance)
            }
            500..=599 => Some(of_site(asked, answer, &page).unwrap_or(Self::OutOfOrder)),
            _ => of_site(asked, answer, &page),
        }
    }
}

/// Diagnoses an answer whose status claims success.
fn of_success(asked: &Url, answer: &Answer, page: &Page) -> Option<Diagnosis> {
    if answer.body.trim_ascii().is_empty() {
        return Some(Diagnosis::Empty);
    }
    of_site(asked, answer, page)
        .or_else(|| vacant::has_failed(page).then_some(Diagnosis::OutOfOrder))
        .or_else(|| kind_of(&answer.body).map(|kind| Diagnosis::WrongType { kind }))
        .or_else(|| (!page.html && is_garbled(answer)).then_some(Diagnosis::WrongEncoding))
        // Data from another host are as good as any: it is the page of another site that tells of a move.
        .or_else(|| moved(asked, answer).filter(|_| page.html))
}

/// Diagnoses the whole site by one of its pages: parked, suspended, moved, behind a wall.
fn of_site(asked: &Url, answer: &Answer, page: &Page) -> Option<Diagnosis> {
    if vacant::is_parked(&answer.url, page) {
        return Some(Diagnosis::Parked);
    }
    if let Some(of) = vacant::as_installed(page) {
        return Some(Diagnosis::DefaultPage { of });
    }
    if vacant::is_suspended(&answer.url, page) {
        return Some(Diagnosis::Suspended);
    }
    if access::asks_to_sign_in(asked, answer, page) {
        let at = (answer.url.path() != asked.path() || answer.url.host() != asked.host())
            .then(|| answer.url.clone());
        return Some(Diagnosis::SignIn { at });
    }
    vacant::is_closed_for_work(page).then_some(Diagnosis::Maintenance)
}

/// Diagnoses a redirect that was not followed; `None` where it leads to another page of the same site, or nowhere.
fn of_redirect(answer: &Answer) -> Option<Diagnosis> {
    let to = answer.url.join(answer.header("location")?).ok()?;
    if access::leads_to_sign_in(&to) {
        return Some(Diagnosis::SignIn { at: Some(to) });
    }
    (!is_same_site(&answer.url, &to)).then_some(Diagnosis::Moved { to })
}

/// Returns whether the answer came from another site than was asked.
fn moved(asked: &Url, answer: &Answer) -> Option<Diagnosis> {
    (!is_same_site(asked, &answer.url)).then(|| Diagnosis::Moved {
        to: answer.url.clone(),
    })
}

/// Returns whether two addresses are of one site: the same host, with `www.` or without, at the same port.
fn is_same_site(one: &Url, other: &Url) -> bool {
    let site = |url: &Url| {
        let host = url.host_str().unwrap_or_default();
        (
            host.strip_prefix("www.").unwrap_or(host).to_owned(),
            url.port(),
        )
    };
    site(one) == site(other)
}

/// A kind of document that holds no data for a program, by its first bytes.
fn kind_of(body: &[u8]) -> Option<DocumentKind> {
    const KINDS: [(&[u8], DocumentKind); 8] = [
        (b"%PDF-", DocumentKind::Pdf),
        (b"PK\x03\x04", DocumentKind::Workbook),
        (b"\xd0\xcf\x11\xe0", DocumentKind::Office),
        (b"\x89PNG", DocumentKind::Image),
        (b"\xff\xd8\xff", DocumentKind::Image),
        (b"GIF8", DocumentKind::Image),
        (b"RIFF", DocumentKind::Image),
        (b"{\\rtf", DocumentKind::Letter),
    ];
    let found = KINDS.iter().find(|(start, _)| body.starts_with(start));
    found.map(|(_, kind)| *kind)
}

/// Returns whether bytes are no text in the encoding that is declared, or in UTF-8 where none is; or compressed once more than is said.
fn is_garbled(answer: &Answer) -> bool {
    const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";
    const GZIP: &[u8] = b"\x1f\x8b";
    let body = &answer.body;
    if body.starts_with(ZSTD) || body.starts_with(GZIP) {
        return true;
    }
    if Encoding::for_bom(body).is_some() {
        return false;
    }
    let declared = answer
        .header("content-type")
        .map(str::to_ascii_lowercase)
        .and_then(|kind| Some(kind.split_once("charset=")?.1.to_owned()))
        .and_then(|label| {
            let label = label.split(';').next().unwrap_or_default();
            Encoding::for_label(label.trim().trim_matches('"').as_bytes())
        })
        .unwrap_or(encoding_rs::UTF_8);
    declared
        .decode_without_bom_handling_and_without_replacement(body)
        .is_none()
}
