//! Content coding: which encoding a client gets (RFC 9110, section 12.5.3).

use std::cmp::Reverse;

use axum::http::{HeaderMap, header};

use passerelle_publish::{Encoding, Representation};

/// The most codings that are read of a header; nobody sends more.
const MOST_CODINGS: usize = 20;

/// Returns the encoding of `representation` that the client prefers; of several that it likes alike, the smallest.
///
/// A client that refuses every one of them gets identity: a body in an encoding that it did not ask for serves it better than a 406.
pub(super) fn encoding(headers: &HeaderMap, representation: &Representation) -> Encoding {
    let Some(wanted) = headers.get(header::ACCEPT_ENCODING) else {
        return Encoding::Identity;
    };
    let wanted = Wanted::read(wanted.to_str().unwrap_or_default());
    let offered = Encoding::ALL.into_iter().filter_map(|encoding| {
        let weight = match encoding {
            Encoding::Identity => wanted.identity(),
            Encoding::Gzip => wanted.weight("gzip"),
            Encoding::Brotli => wanted.weight("br"),
            Encoding::Zstd => wanted.weight("zstd"),
        };
        let length = representation.body(encoding)?.len();
        (weight > 0).then_some((encoding, weight, Reverse(length)))
    });
    offered
        .max_by_key(|(_, weight, length)| (*weight, *length))
        .map_or(Encoding::Identity, |(encoding, ..)| encoding)
}

/// Codings and their weights in thousandths.
struct Wanted<'a>(Vec<(&'a str, u16)>);

impl<'a> Wanted<'a> {
    fn read(header: &'a str) -> Self {
        let codings = header.split(',').take(MOST_CODINGS).map(|member| {
            let mut parts = member.split(';').map(str::trim);
            let coding = parts.next().unwrap_or_default();
            let weight = parts
                .find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")))
                .map_or(1000, weight);
            (coding, weight)
        });
        Self(codings.collect())
    }

    fn named(&self, coding: &str) -> Option<u16> {
        self.0
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(coding))
            .map(|(_, weight)| *weight)
    }

    /// Returns the weight that the client gives to a coding, or to all that it does not name.
    fn weight(&self, coding: &str) -> u16 {
        self.named(coding)
            .or_else(|| (coding == "gzip").then(|| self.named("x-gzip")).flatten())
            .or_else(|| self.named("*"))
            .unwrap_or(0)
    }

    /// Returns the weight of identity, which is acceptable unless it is excluded; where it is not named, it comes after everything named.
    fn identity(&self) -> u16 {
        self.named("identity")
            .or_else(|| self.named("*").map(|weight| weight.min(1)))
            .unwrap_or(1)
    }
}

/// Parses a weight into thousandths; 0 where it is malformed.
fn weight(text: &str) -> u16 {
    let value: f32 = text.trim().parse().unwrap_or(0.0);
    if !(0.0..=1.0).contains(&value) {
        return 0;
    }
    // In bounds by the check above.
    format!("{:.0}", value * 1000.0).parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    fn chosen(accept: Option<&str>) -> Encoding {
        let body = "text ".repeat(400).into_bytes();
        let representation = Representation::new("text/plain", body, None).compressed();
        let mut headers = HeaderMap::new();
        if let Some(accept) = accept {
            headers.insert(
                header::ACCEPT_ENCODING,
                HeaderValue::from_str(accept).unwrap(),
            );
        }
        encoding(&headers, &representation)
    }

    #[test]
    fn the_client_gets_what_it_likes_best() {
        let table = [
            (None, Encoding::Identity),
            (Some(""), Encoding::Identity),
            (Some("gzip"), Encoding::Gzip),
            (Some("x-gzip"), Encoding::Gzip),
            (Some("gzip, deflate, br"), Encoding::Brotli),
            (Some("br;q=0.5, gzip"), Encoding::Gzip),
            (Some("gzip;q=0, br;q=0"), Encoding::Identity),
            (Some("identity, gzip;q=0.5"), Encoding::Identity),
            (Some("*"), Encoding::Brotli),
            (Some("*;q=0"), Encoding::Identity),
            (Some("br;q=0, *;q=0.1"), Encoding::Zstd),
            (Some("br;q=0, zstd;q=0, *;q=0.1"), Encoding::Gzip),
            (Some("GZIP;q=1.0"), Encoding::Gzip),
            (Some("zstd"), Encoding::Zstd),
            (Some("gzip, deflate, br, zstd"), Encoding::Brotli),
            (Some("gzip, zstd"), Encoding::Zstd),
            (Some("compress, deflate"), Encoding::Identity),
            (Some("gzip;q=nonsense"), Encoding::Identity),
        ];
        for (accept, expected) in table {
            assert_eq!(chosen(accept), expected, "{accept:?}");
        }
    }

    proptest! {
        #[test]
        fn no_header_is_a_reason_to_fail(accept in "[ -~]{0,80}") {
            chosen(Some(&accept));
        }
    }
}
