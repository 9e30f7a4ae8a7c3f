//! Representations: the bytes of one answer in every encoding in which it can be sent, with its validators. Made once, sent many times.

use std::fmt::Write as _;
use std::io::Write as _;

use bytes::Bytes;
use chrono::{DateTime, SubsecRound as _, Utc};
use sha2::{Digest as _, Sha256};

/// The size in bytes below which compression saves no network packet.
const WORTH_COMPRESSING: usize = 512;
/// The level of gzip beyond which little is gained.
const GZIP_LEVEL: u32 = 6;
/// The level of Brotli for representations that are made at each change; higher levels take seconds.
const BROTLI_LEVEL: u32 = 5;
/// The window of Brotli, as the logarithm of its bytes: 4 MiB.
const BROTLI_WINDOW: u32 = 22;
/// The highest level of Zstandard that is no slower than the others here; every client accepts its window of 4 MiB (RFC 9659).
const ZSTD_LEVEL: i32 = 9;

/// An encoding in which a body is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// The plain bytes.
    Identity,
    /// gzip (RFC 1952).
    Gzip,
    /// Brotli (RFC 7932).
    Brotli,
    /// Zstandard (RFC 8878).
    Zstd,
}

impl Encoding {
    /// Every encoding.
    pub const ALL: [Self; 4] = [Self::Identity, Self::Gzip, Self::Brotli, Self::Zstd];
}

/// An answer, ready to be sent.
#[derive(Debug, Clone)]
pub struct Representation {
    media_type: &'static str,
    last_modified: Option<DateTime<Utc>>,
    digest: String,
    identity: Bytes,
    gzip: Option<Bytes>,
    brotli: Option<Bytes>,
    zstd: Option<Bytes>,
}

impl Representation {
    /// Creates a representation of `body`, which is in no other encoding yet.
    ///
    /// `last_modified` is cut to whole seconds, as HTTP has them; `None` if it is not known.
    pub fn new(
        media_type: &'static str,
        body: Vec<u8>,
        last_modified: Option<DateTime<Utc>>,
    ) -> Self {
        let digest = Sha256::digest(&body).iter().take(16).fold(
            String::with_capacity(32),
            |mut hex, byte| {
                // Writing to a string cannot fail.
                let _ = write!(hex, "{byte:02x}");
                hex
            },
        );
        Self {
            media_type,
            last_modified: last_modified.map(|instant| instant.trunc_subsecs(0)),
            digest,
            identity: Bytes::from(body),
            gzip: None,
            brotli: None,
            zstd: None,
        }
    }

    /// Adds the body in every encoding that makes it smaller. Takes milliseconds for a large body: not for the threads that serve.
    #[must_use]
    pub fn compressed(self) -> Self {
        let body = &self.identity;
        if body.len() < WORTH_COMPRESSING {
            return self;
        }
        let worthwhile =
            |packed: Option<Vec<u8>>| packed.filter(|p| p.len() < body.len()).map(Bytes::from);
        Self {
            gzip: worthwhile(gzip(body)),
            brotli: worthwhile(brotli(body)),
            zstd: worthwhile(zstd::bulk::compress(body, ZSTD_LEVEL).ok()),
            ..self
        }
    }

    /// Returns the media type, with its charset where it has one.
    pub fn media_type(&self) -> &'static str {
        self.media_type
    }

    /// Returns the last change of the content, in whole seconds, if it is known.
    pub fn last_modified(&self) -> Option<DateTime<Utc>> {
        self.last_modified
    }

    /// Returns the body in an encoding; `None` if it does not exist in that encoding. Identity always exists.
    pub fn body(&self, encoding: Encoding) -> Option<&Bytes> {
        match encoding {
            Encoding::Identity => Some(&self.identity),
            Encoding::Gzip => self.gzip.as_ref(),
            Encoding::Brotli => self.brotli.as_ref(),
            Encoding::Zstd => self.zstd.as_ref(),
        }
    }

    /// Returns the strong entity tag of an encoding, quotes included. It depends on the bytes alone, so that it is the same on replicas and after restarts.
    pub fn etag(&self, encoding: Encoding) -> String {
        let suffix = match encoding {
            Encoding::Identity => "",
            Encoding::Gzip => "-gz",
            Encoding::Brotli => "-br",
            Encoding::Zstd => "-zst",
        };
        format!("\"{}{suffix}\"", self.digest)
    }

    /// Returns the number of bytes that it holds in memory, in all encodings.
    pub fn size(&self) -> usize {
        let bodies = Encoding::ALL.into_iter().filter_map(|one| self.body(one));
        bodies.map(Bytes::len).sum()
    }
}

/// Returns eight hexadecimal digits that change with any of `files`, for the addresses of files that may be cached for ever.
pub(super) fn version<'a>(files: impl IntoIterator<Item = &'a [u8]>) -> String {
    let digest = files.into_iter().fold(Sha256::new(), Sha256::chain_update);
    let first = digest.finalize();
    first.iter().take(4).fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Compresses a body. Writing to memory fails only if the compressor is broken; then identity is served.
fn gzip(body: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(
        Vec::with_capacity(body.len() / 4),
        flate2::Compression::new(GZIP_LEVEL),
    );
    encoder.write_all(body).ok()?;
    encoder.finish().ok()
}

fn brotli(body: &[u8]) -> Option<Vec<u8>> {
    let mut packed = Vec::with_capacity(body.len() / 4);
    {
        let mut encoder =
            brotli::CompressorWriter::new(&mut packed, 4096, BROTLI_LEVEL, BROTLI_WINDOW);
        encoder.write_all(body).ok()?;
        encoder.flush().ok()?;
    }
    Some(packed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::io::Read as _;

    fn moment() -> Option<DateTime<Utc>> {
        "2026-11-22T10:00:00.123456Z".parse().ok()
    }

    #[test]
    fn every_encoding_gives_back_the_same_bytes_under_its_own_tag() {
        let body = "démarche ".repeat(500).into_bytes();
        let made = Representation::new("text/plain", body.clone(), moment()).compressed();
        let mut gunzipped = Vec::new();
        flate2::read::GzDecoder::new(&made.body(Encoding::Gzip).unwrap()[..])
            .read_to_end(&mut gunzipped)
            .unwrap();
        let mut unbrotlied = Vec::new();
        brotli::Decompressor::new(&made.body(Encoding::Brotli).unwrap()[..], 4096)
            .read_to_end(&mut unbrotlied)
            .unwrap();
        let unpacked = zstd::decode_all(&made.body(Encoding::Zstd).unwrap()[..]).unwrap();
        assert_eq!([&gunzipped, &unbrotlied, &unpacked], [&body, &body, &body]);
        let tags: BTreeSet<String> = Encoding::ALL.map(|one| made.etag(one)).into();
        assert_eq!(tags.len(), Encoding::ALL.len());
        assert!(made.size() > body.len());
    }

    #[test]
    fn the_same_bytes_have_the_same_tag_whenever_and_wherever_they_are_made() {
        let one = Representation::new("text/plain", b"same".to_vec(), moment());
        let other = Representation::new("text/plain", b"same".to_vec(), None);
        assert_eq!(one.etag(Encoding::Gzip), other.etag(Encoding::Gzip));
        assert_eq!(one.last_modified().unwrap().timestamp_subsec_nanos(), 0);
    }

    #[test]
    fn what_is_small_is_not_compressed() {
        let made = Representation::new("text/plain", b"{}".to_vec(), moment()).compressed();
        for packed in [Encoding::Gzip, Encoding::Brotli, Encoding::Zstd] {
            assert_eq!(made.body(packed), None);
        }
    }
}
