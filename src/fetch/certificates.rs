//! Certificates: which are trusted, as this machine trusts them, and why one is not, in plain words.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{self, CryptoProvider};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    AlertDescription, CertificateError, ClientConfig, DigitallySignedStruct, OtherError,
    SignatureScheme,
};
use tracing::warn;
use webpki::EndEntityCert;

/// Why a secure connection failed. Its text says what is the matter and what to ask of whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TlsFault {
    /// The certificate has run out.
    Expired {
        /// On which day, where it is told.
        on: Option<NaiveDate>,
    },
    /// The certificate does not hold yet.
    NotYetValid {
        /// From which day, where it is told.
        from: Option<NaiveDate>,
    },
    /// The certificate is for another name.
    WrongName,
    /// The certificate is from nobody whom this machine trusts, or the server leaves out those between.
    UnknownIssuer,
    /// The server has issued its certificate itself.
    SelfSigned,
    /// The certificate has been revoked.
    Revoked,
    /// The certificate is of no use for a web server, or cannot be read.
    Unusable,
    /// The server knows only versions or ciphers that nobody accepts any longer.
    TooOld,
    /// What answers there does not speak TLS.
    NotTls,
    /// The server broke off while the connection was made secure.
    Handshake,
    /// This machine trusts no certificate at all.
    NoTrust,
}

impl TlsFault {
    /// A stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Expired { .. } => "certificate_expired",
            Self::NotYetValid { .. } => "certificate_not_yet_valid",
            Self::WrongName => "certificate_wrong_name",
            Self::UnknownIssuer => "certificate_unknown_issuer",
            Self::SelfSigned => "certificate_self_signed",
            Self::Revoked => "certificate_revoked",
            Self::Unusable => "certificate_unusable",
            Self::TooOld => "tls_too_old",
            Self::NotTls => "not_tls",
            Self::Handshake => "tls_handshake",
            Self::NoTrust => "no_trusted_certificates",
        }
    }

    /// What an error of the library means.
    pub(super) fn of(error: &rustls::Error) -> Self {
        match error {
            rustls::Error::InvalidCertificate(error) => Self::of_certificate(error),
            rustls::Error::Other(OtherError(other)) if other.is::<NoTrust>() => Self::NoTrust,
            rustls::Error::NoCertificatesPresented => Self::Unusable,
            rustls::Error::PeerIncompatible(_)
            | rustls::Error::AlertReceived(
                AlertDescription::ProtocolVersion | AlertDescription::InsufficientSecurity,
            ) => Self::TooOld,
            rustls::Error::InvalidMessage(_) | rustls::Error::PeerSentOversizedRecord => {
                Self::NotTls
            }
            _ => Self::Handshake,
        }
    }

    fn of_certificate(error: &CertificateError) -> Self {
        match error {
            CertificateError::Expired => Self::Expired { on: None },
            CertificateError::ExpiredContext { not_after, .. } => Self::Expired {
                on: day(*not_after),
            },
            CertificateError::NotValidYet => Self::NotYetValid { from: None },
            CertificateError::NotValidYetContext { not_before, .. } => Self::NotYetValid {
                from: day(*not_before),
            },
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                Self::WrongName
            }
            CertificateError::UnknownIssuer | CertificateError::BadSignature => Self::UnknownIssuer,
            CertificateError::Revoked => Self::Revoked,
            CertificateError::Other(OtherError(other)) if other.is::<SelfSigned>() => {
                Self::SelfSigned
            }
            _ => Self::Unusable,
        }
    }
}

impl fmt::Display for TlsFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expired { on } => write!(
                out,
                "the certificate of the site expired{}: ask its administrator, “please renew the certificate of the site, and have it renewed automatically”",
                told(*on, " on ", "")
            ),
            Self::NotYetValid { from } => write!(
                out,
                "the certificate of the site is not valid yet{}: check the clock of this machine; if it is right, ask the site's administrator, “please check from which day the certificate of the site is valid”",
                told(*from, " (its first day is ", ")")
            ),
            other => out.write_str(other.words()),
        }
    }
}

impl TlsFault {
    const fn words(self) -> &'static str {
        match self {
            Self::Expired { .. } => "the certificate of the site expired",
            Self::NotYetValid { .. } => "the certificate of the site is not valid yet",
            Self::WrongName => {
                "the certificate is for another name than this one: check the spelling of `url`; if it is right, ask the site's administrator, “please add this host name to the certificate of the site”"
            }
            Self::UnknownIssuer => {
                "the certificate is from an authority that this machine does not know, or the server leaves out the intermediate certificate: ask the site's administrator, “please let the server send the whole chain of its certificate, intermediates included”; if the authority is your own organisation's, add its root to the trusted certificates of this machine"
            }
            Self::SelfSigned => {
                "the server has signed its certificate itself, so that nobody can tell whether it is the site: ask its administrator, “please have the certificate of the site issued by a recognised authority, such as Let's Encrypt”"
            }
            Self::Revoked => {
                "the certificate of the site has been revoked by its authority: ask the site's administrator, “please replace the certificate of the site, which has been revoked”"
            }
            Self::Unusable => {
                "the certificate cannot be used for a web site: ask the site's administrator, “please have the certificate of the site checked and issued anew”"
            }
            Self::TooOld => {
                "the server knows only versions or ciphers of TLS that are no longer safe: ask its administrator, “please enable TLS 1.2 and TLS 1.3 on the server”"
            }
            Self::NotTls => {
                "what answers there does not speak https: check the scheme and the port of `url`"
            }
            Self::Handshake => {
                "the server broke off while the connection was being secured: it may not know this host name; check `url`, and ask its administrator to look at the TLS configuration of the server"
            }
            Self::NoTrust => {
                "this machine has no trusted certificates, so no https source can be read: install its package of certificates (`ca-certificates`) and restart the gateway"
            }
        }
    }
}

/// A day where it is told, between these words.
fn told(day: Option<NaiveDate>, before: &str, after: &str) -> String {
    day.map_or_else(String::new, |day| {
        format!("{before}{}{after}", day.format("%Y-%m-%d"))
    })
}

/// The day of a moment that a certificate names.
fn day(moment: UnixTime) -> Option<NaiveDate> {
    let seconds = i64::try_from(moment.as_secs()).ok()?;
    DateTime::from_timestamp(seconds, 0).map(|moment| moment.date_naive())
}

/// How connections are made secure: as the platform trusts. On a machine without trusted certificates every https source fails, and says why.
pub(super) fn configuration(provider: Arc<CryptoProvider>) -> Result<ClientConfig, rustls::Error> {
    let platform = rustls_platform_verifier::Verifier::new(Arc::clone(&provider));
    if let Err(error) = &platform {
        warn!(%error, "no system certificates: https sources cannot be read until `ca-certificates` is installed");
    }
    let verifier = Verifier {
        platform: platform.ok(),
        provider: Arc::clone(&provider),
    };
    let mut configuration = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    configuration.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(configuration)
}

/// The platform's verifier, which also tells whether a certificate that it refuses is self-signed. It accepts nothing that the platform does not.
#[derive(Debug)]
struct Verifier {
    platform: Option<rustls_platform_verifier::Verifier>,
    provider: Arc<CryptoProvider>,
}

/// The certificate is its own issuer.
#[derive(Debug, thiserror::Error)]
#[error("the certificate is self-signed")]
struct SelfSigned;

/// There is nothing to verify against.
#[derive(Debug, thiserror::Error)]
#[error("this machine has no trusted certificates")]
struct NoTrust;

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let Some(platform) = &self.platform else {
            return Err(rustls::Error::Other(OtherError(Arc::new(NoTrust))));
        };
        platform
            .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
            .map_err(|error| match error {
                // Of a certificate that is its own authority the library says that it may not stand for a site.
                rustls::Error::InvalidCertificate(
                    CertificateError::UnknownIssuer | CertificateError::Other(_),
                ) if is_self_signed(end_entity) => rustls::Error::InvalidCertificate(
                    CertificateError::Other(OtherError(Arc::new(SelfSigned))),
                ),
                other => other,
            })
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        crypto::verify_tls12_signature(message, certificate, signed, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        crypto::verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}

fn is_self_signed(certificate: &CertificateDer<'_>) -> bool {
    EndEntityCert::try_from(certificate)
        .is_ok_and(|certificate| certificate.issuer() == certificate.subject())
}

#[cfg(test)]
mod tests {
    use rustls::PeerIncompatible;

    use super::*;

    #[test]
    fn every_kind_of_refused_certificate_has_its_own_code() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        let moment = |seconds| UnixTime::since_unix_epoch(std::time::Duration::from_secs(seconds));
        for (error, fault) in [
            (CertificateError::Expired, TlsFault::Expired { on: None }),
            (
                CertificateError::ExpiredContext {
                    time: moment(1_796_000_000),
                    not_after: moment(1_772_323_200),
                },
                TlsFault::Expired {
                    on: day("2026-03-01"),
                },
            ),
            (
                CertificateError::NotValidYet,
                TlsFault::NotYetValid { from: None },
            ),
            (CertificateError::NotValidForName, TlsFault::WrongName),
            (CertificateError::UnknownIssuer, TlsFault::UnknownIssuer),
            (CertificateError::Revoked, TlsFault::Revoked),
            (CertificateError::BadEncoding, TlsFault::Unusable),
            (
                CertificateError::Other(OtherError(Arc::new(SelfSigned))),
                TlsFault::SelfSigned,
            ),
        ] {
            let told = TlsFault::of(&rustls::Error::InvalidCertificate(error));
            assert_eq!(told, fault);
            let said = told.to_string();
            assert!(!said.contains("Other("), "{said}");
        }
    }

    #[test]
    fn old_servers_and_other_protocols_are_told_apart() {
        let of = |error: rustls::Error| TlsFault::of(&error);
        assert_eq!(
            of(rustls::Error::PeerIncompatible(
                PeerIncompatible::ServerDoesNotSupportTls12Or13
            )),
            TlsFault::TooOld
        );
        assert_eq!(
            of(rustls::Error::AlertReceived(
                AlertDescription::ProtocolVersion
            )),
            TlsFault::TooOld
        );
        assert_eq!(
            of(rustls::Error::AlertReceived(
                AlertDescription::HandshakeFailure
            )),
            TlsFault::Handshake
        );
        assert_eq!(
            of(rustls::Error::Other(OtherError(Arc::new(NoTrust)))),
            TlsFault::NoTrust
        );
    }

    #[test]
    fn a_certificate_that_is_its_own_issuer_is_self_signed() {
        let own = rcgen::generate_simple_self_signed(vec!["ville.example".to_owned()]).unwrap();
        assert!(is_self_signed(own.cert.der()));
        assert!(!is_self_signed(&CertificateDer::from(vec![0; 9])));
    }
}
