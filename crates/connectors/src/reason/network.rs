//! Reasons for which no answer came.

use std::time::Duration;

use url::Url;

use super::{Reason, at, fetch};
use passerelle_fetch::{BreakOff, ConnectFault, DnsFault, TlsFault};
use passerelle_model::reason::Code;

/// The reason of an error of the network's door.
#[expect(clippy::too_many_lines, reason = "a table: one row for each error")]
pub(super) fn reason(error: &fetch::Error) -> Reason {
    use fetch::Error;
    match error {
        Error::Setup(cause) => Reason::new(Code::Setup).with("cause", cause.as_str()),
        Error::InvalidHeader { url, header } => {
            shown(Code::InvalidHeader, url).with("header", header.as_str())
        }
        Error::Scheme { url } => Reason::new(Code::SchemeNotRead).with("address", url.as_str()),
        Error::Userinfo { url } => {
            Reason::new(Code::CredentialsInAddress).with("address", url.as_str())
        }
        Error::PrivateAddress { host, address } => Reason::new(Code::PrivateAddress)
            .with("host", host.as_str())
            .with("ip", address.to_string()),
        Error::PrivateRedirect { url, host, address } => shown(Code::RedirectPrivate, url)
            .with("to", host.as_str())
            .with("ip", address.to_string()),
        Error::Unresolved { host, fault } => {
            Reason::new(of_name(*fault)).with("host", host.as_str())
        }
        Error::Spent { url, limit } => {
            let spent = Reason::new(Code::RequestsSpent).with("address", url.as_str());
            spent.with("limit", u64::from(*limit))
        }
        Error::Connect { url, fault } => shown(of_connection(*fault), url),
        Error::ConnectTimeout { url, after } => {
            shown(Code::ConnectionTimeout, url).with("seconds", seconds(*after))
        }
        Error::Tls { url, fault } => of_tls(url, *fault),
        Error::NoAnswer { url, reason } => match reason {
            BreakOff::NotHttp => shown(Code::NotHttp, url),
            BreakOff::Reset => shown(Code::NoAnswer, url).with("why", "reset"),
            _ => shown(Code::NoAnswer, url).with("why", "closed"),
        },
        Error::Timeout { url, after } => {
            shown(Code::AnswerTimeout, url).with("seconds", seconds(*after))
        }
        Error::Unfinished {
            url,
            after,
            received,
        } => shown(Code::AnswerWithoutEnd, url)
            .with("seconds", seconds(*after))
            .with("bytes", *received),
        Error::Interrupted {
            url,
            reason: BreakOff::Damaged,
            ..
        } => shown(Code::WrongEncoding, url).with("by", "damaged"),
        Error::Interrupted { url, received, .. } => {
            shown(Code::AnswerBrokenOff, url).with("bytes", *received)
        }
        Error::TooLarge { url, limit } => shown(Code::AnswerTooLarge, url).with("limit", *limit),
        Error::Encoding { url, encoding } => shown(Code::WrongEncoding, url)
            .with("by", "compressed")
            .with("encoding", encoding.as_str()),
        Error::BadRedirect { url, status } => {
            shown(Code::RedirectNowhere, url).with("status", u64::from(*status))
        }
        Error::Downgrade { url, target } => {
            shown(Code::RedirectUnencrypted, url).with("to", target.as_str())
        }
        Error::RedirectLoop { url, target } => {
            shown(Code::RedirectLoop, url).with("to", target.as_str())
        }
        Error::TooManyRedirects { url, limit } => {
            shown(Code::RedirectsTooMany, url).with("limit", *limit)
        }
        Error::AskedToWait { authority, until } => Reason::new(Code::Throttled)
            .with("host", authority.as_str())
            .with("until", *until),
    }
}

/// A reason that tells where it happened, of an address as errors show it.
fn shown(code: Code, address: &str) -> Reason {
    match Url::parse(address) {
        Ok(url) => at(code, &url),
        Err(_not_absolute) => Reason::new(code).with("address", address),
    }
}

const fn of_name(fault: DnsFault) -> Code {
    match fault {
        DnsFault::NoSuchName => Code::NameUnknown,
        DnsFault::NoAnswer => Code::NameServerSilent,
        DnsFault::NoAddress => Code::NameWithoutAddress,
        DnsFault::Failed => Code::NameNotResolved,
    }
}

const fn of_connection(fault: ConnectFault) -> Code {
    match fault {
        ConnectFault::Refused => Code::ConnectionRefused,
        ConnectFault::Unreachable => Code::Unreachable,
        ConnectFault::Reset => Code::ConnectionReset,
        ConnectFault::Failed => Code::ConnectionFailed,
    }
}

fn of_tls(url: &str, fault: TlsFault) -> Reason {
    let code = match fault {
        TlsFault::Expired { on } => {
            return shown(Code::CertificateExpired, url).with_known("day", on);
        }
        TlsFault::NotYetValid { from } => {
            return shown(Code::CertificateNotYetValid, url).with_known("day", from);
        }
        TlsFault::WrongName => Code::CertificateWrongName,
        TlsFault::UnknownIssuer => Code::CertificateUnknownIssuer,
        TlsFault::SelfSigned => Code::CertificateSelfSigned,
        TlsFault::Revoked => Code::CertificateRevoked,
        TlsFault::Unusable => Code::CertificateUnusable,
        TlsFault::TooOld => Code::TlsTooOld,
        TlsFault::NotTls => Code::NotTls,
        TlsFault::Handshake => Code::TlsHandshake,
        TlsFault::NoTrust => return Reason::new(Code::NoTrustedCertificates),
    };
    shown(code, url)
}

/// A limit in whole seconds, one at least.
fn seconds(limit: Duration) -> u64 {
    limit.as_secs().max(1)
}
