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

/// The reason for which a secure connection failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsFault {
    /// The certificate has run out.
    Expired {
        /// The day, where it is told.
        on: Option<NaiveDate>,
    },
    /// The certificate does not hold yet.
    NotYetValid {
        /// The first day, where it is told.
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
    /// The server does not speak TLS.
    NotTls,
    /// The server broke off while the connection was made secure.
    Handshake,
    /// No certificate at all is trusted by this machine.
    NoTrust,
}

impl TlsFault {
    /// Classifies an error of the TLS library.
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
        let told = |day: Option<NaiveDate>| {
            day.map_or_else(String::new, |day| format!(" ({})", day.format("%Y-%m-%d")))
        };
        match self {
            Self::Expired { on } => write!(out, "the certificate expired{}", told(*on)),
            Self::NotYetValid { from } => {
                write!(out, "the certificate is not valid yet{}", told(*from))
            }
            Self::WrongName => out.write_str("the certificate is for another name"),
            Self::UnknownIssuer => out.write_str("the certificate is from an unknown authority"),
            Self::SelfSigned => out.write_str("the certificate is self-signed"),
            Self::Revoked => out.write_str("the certificate is revoked"),
            Self::Unusable => out.write_str("the certificate cannot be used for a web site"),
            Self::TooOld => out.write_str("no version or cipher of TLS in common"),
            Self::NotTls => out.write_str("what answers does not speak TLS"),
            Self::Handshake => out.write_str("the server broke off the handshake"),
            Self::NoTrust => out.write_str("this machine has no trusted certificates"),
        }
    }
}

/// The day of a moment that a certificate names.
fn day(moment: UnixTime) -> Option<NaiveDate> {
    let seconds = i64::try_from(moment.as_secs()).ok()?;
    DateTime::from_timestamp(seconds, 0).map(|moment| moment.date_naive())
}

/// Returns how connections are made secure: as the platform trusts. On a machine without trusted certificates every https source fails, and says why.
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

/// A verifier without certificates to verify against.
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
