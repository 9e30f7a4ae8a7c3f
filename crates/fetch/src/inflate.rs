//! Compression that nobody declared: some servers send a compressed file, or a compressed answer, and do not say so.

use std::io::Read;

use flate2::read::{MultiGzDecoder, ZlibDecoder};

/// A body after decompression.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Inflated {
    /// The body is not compressed, or in no way that can be told by its first bytes.
    AsItIs,
    /// The body before it was compressed.
    Body(Vec<u8>),
    /// More than the limit.
    TooLarge,
    /// The body breaks off, or is damaged.
    Damaged,
}

/// The body that `body` was compressed from by gzip or zlib, of at most `limit` bytes.
pub(super) fn inflated(body: &[u8], limit: usize) -> Inflated {
    match body {
        [0x1f, 0x8b, 8, ..] => read(MultiGzDecoder::new(body), limit),
        // Two letters may look like the header of zlib: then what follows is no such stream.
        [0x78, flags @ (0x01 | 0x5e | 0x9c | 0xda), ..]
            if (0x7800 + u32::from(*flags)) % 31 == 0 =>
        {
            match read(ZlibDecoder::new(body), limit) {
                Inflated::Damaged => Inflated::AsItIs,
                read => read,
            }
        }
        _ => Inflated::AsItIs,
    }
}

fn read(decoder: impl Read, limit: usize) -> Inflated {
    let mut body = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    match decoder.take(most).read_to_end(&mut body) {
        Ok(_) if body.len() > limit => Inflated::TooLarge,
        Ok(_) => Inflated::Body(body),
        Err(_) => Inflated::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{GzEncoder, ZlibEncoder};

    use super::*;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn what_is_compressed_is_known_by_its_first_bytes() {
        let text = b"<rss><channel/></rss>".repeat(50);
        assert_eq!(inflated(&gzip(&text), 2000), Inflated::Body(text.clone()));
        let two = [gzip(b"one "), gzip(b"two")].concat();
        assert_eq!(inflated(&two, 2000), Inflated::Body(b"one two".to_vec()));
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(&text).unwrap();
        assert_eq!(
            inflated(&zlib.finish().unwrap(), 2000),
            Inflated::Body(text)
        );
        for plain in [&b"<rss/>"[..], b"x^2 + 1 is a text", b"", b"\x1f\x8b"] {
            assert_eq!(inflated(plain, 2000), Inflated::AsItIs, "{plain:?}");
        }
    }

    #[test]
    fn the_limit_holds_and_damage_is_told() {
        let large = gzip(&vec![b' '; 1_000_000]);
        assert_eq!(inflated(&large, 10_000), Inflated::TooLarge);
        let damaged = large.get(..large.len() / 2).unwrap();
        assert_eq!(inflated(damaged, 2_000_000), Inflated::Damaged);
    }
}
