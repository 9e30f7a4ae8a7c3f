//! Reasons of the errors of `fetch`: why no answer came.

use std::time::Duration;

use url::Url;

use super::{Reason, at, fetch};
use passerelle_fetch::{BreakOff, ConnectFault, DnsFault, TlsFault};
use passerelle_model::reason::Code;

/// Returns the reason of an error of `fetch`.
#[expect(clippy::too_many_lines, reason = "a table: one row for each error")]
pub(super) fn reason(error: &fetch::Error) -> Reason {
    use fetch::Error;
    match error {
        Error::Setup(cause) => Reason::new(Code::Setup).with("cause", cause.as_str()),
        Error::InvalidHeader { url, header } => {
            at_address(Code::InvalidHeader, url).with("header", header.as_str())
        }
        Error::Scheme { url } => Reason::new(Code::SchemeNotRead).with("address", url.as_str()),
        Error::Userinfo { url } => {
            Reason::new(Code::CredentialsInAddress).with("address", url.as_str())
        }
        Error::PrivateAddress { host, address } => Reason::new(Code::PrivateAddress)
            .with("host", host.as_str())
            .with("ip", address.to_string()),
        Error::PrivateRedirect { url, host, address } => at_address(Code::RedirectPrivate, url)
            .with("to", host.as_str())
            .with("ip", address.to_string()),
        Error::Unresolved { host, fault } => {
            Reason::new(dns_code(*fault)).with("host", host.as_str())
        }
        Error::Spent { url, limit } => {
            let spent = Reason::new(Code::RequestsSpent).with("address", url.as_str());
            spent.with("limit", u64::from(*limit))
        }
        Error::Connect { url, fault } => at_address(connection_code(*fault), url),
        Error::ConnectTimeout { url, after } => {
            at_address(Code::ConnectionTimeout, url).with("seconds", seconds(*after))
        }
        Error::Tls { url, fault } => tls_reason(url, *fault),
        Error::NoAnswer { url, reason } => match reason {
            BreakOff::NotHttp => at_address(Code::NotHttp, url),
            BreakOff::Reset => at_address(Code::NoAnswer, url).with("why", "reset"),
            _ => at_address(Code::NoAnswer, url).with("why", "closed"),
        },
        Error::Timeout { url, after } => {
            at_address(Code::AnswerTimeout, url).with("seconds", seconds(*after))
        }
        Error::Unfinished {
            url,
            after,
            received,
        } => at_address(Code::AnswerWithoutEnd, url)
            .with("seconds", seconds(*after))
            .with("bytes", *received),
        Error::Interrupted {
            url,
            reason: BreakOff::Damaged,
            ..
        } => at_address(Code::WrongEncoding, url).with("by", "damaged"),
        Error::Interrupted { url, received, .. } => {
            at_address(Code::AnswerBrokenOff, url).with("bytes", *received)
        }
        Error::TooLarge { url, limit } => {
            at_address(Code::AnswerTooLarge, url).with("limit", *limit)
        }
        Error::Encoding { url, encoding } => at_address(Code::WrongEncoding, url)
            .with("by", "compressed")
            .with("encoding", encoding.as_str()),
        Error::BadRedirect { url, status } => {
            at_address(Code::RedirectNowhere, url).with("status", u64::from(*status))
        }
        Error::Downgrade { url, target } => {
            at_address(Code::RedirectUnencrypted, url).with("to", target.as_str())
        }
        Error::RedirectLoop { url, target } => {
            at_address(Code::RedirectLoop, url).with("to", target.as_str())
        }
        Error::TooManyRedirects { url, limit } => {
            at_address(Code::RedirectsTooMany, url).with("limit", *limit)
        }
        Error::AskedToWait { authority, until } => Reason::new(Code::Throttled)
            .with("host", authority.as_str())
            .with("until", *until),
    }
}

/// Makes a reason with the host and the address at which it happened. The errors of `fetch` hold the address as text.
fn at_address(code: Code, address: &str) -> Reason {
    match Url::parse(address) {
        Ok(url) => at(code, &url),
        Err(_not_absolute) => Reason::new(code).with("address", address),
    }
}

const fn dns_code(fault: DnsFault) -> Code {
    match fault {
        DnsFault::NoSuchName => Code::NameUnknown,
        DnsFault::NoAnswer => Code::NameServerSilent,
        DnsFault::NoAddress => Code::NameWithoutAddress,
        DnsFault::Failed => Code::NameNotResolved,
    }
}

const fn connection_code(fault: ConnectFault) -> Code {
    match fault {
        ConnectFault::Refused => Code::ConnectionRefused,
        ConnectFault::Unreachable => Code::Unreachable,
        ConnectFault::Reset => Code::ConnectionReset,
        ConnectFault::Failed => Code::ConnectionFailed,
    }
}

fn tls_reason(url: &str, fault: TlsFault) -> Reason {
    let code = match fault {
        TlsFault::Expired { on } => {
            return at_address(Code::CertificateExpired, url).with_known("day", on);
        }
        TlsFault::NotYetValid { from } => {
            return at_address(Code::CertificateNotYetValid, url).with_known("day", from);
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
    at_address(code, url)
}

/// A time limit in whole seconds, one at least.
fn seconds(limit: Duration) -> u64 {
    limit.as_secs().max(1)
}
