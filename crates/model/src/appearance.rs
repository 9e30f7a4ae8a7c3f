//! The appearance that an operator gives the pages of the gateway: a colour, a logo, and a server of map tiles.

use std::fmt;
use std::sync::Arc;

use url::Url;

use super::{Brand, as_uri};

/// The appearance of the pages, as far as the operator changes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Appearance {
    /// The colour of the institution.
    pub brand: Option<Brand>,
    /// The mark, in place of the gateway's.
    pub logo: Option<Logo>,
    /// The address of the map tiles; without it the map has no background.
    pub tiles: Option<TileServer>,
}

/// A picture of a format that every browser shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Logo {
    /// The media type, `image/…`.
    pub media_type: &'static str,
    /// The file, at most [`Logo::LONGEST`] bytes.
    pub bytes: Arc<[u8]>,
}

impl fmt::Debug for Logo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Logo({}, {} bytes)", self.media_type, self.bytes.len())
    }
}

/// The reason why a logo cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnfitLogo {
    /// The file is of no format that every browser shows.
    #[error("expected an SVG, PNG, JPEG or WebP picture")]
    Format,
    /// The file is too large: every page would wait for it.
    #[error("expected a picture of at most {} kB; this one has {} kB", Logo::LONGEST / 1000, .0.div_ceil(1000))]
    Size(usize),
}

impl Logo {
    /// The largest file, in bytes: plenty for the height of 40 pixels at which pages show it.
    pub const LONGEST: usize = 100_000;

    /// Returns the extension of its file name, by which every web server tells its format.
    pub fn extension(&self) -> &'static str {
        match self.media_type {
            "image/png" => "png",
            "image/jpeg" => "jpg",
            "image/webp" => "webp",
            _ => "svg",
        }
    }

    /// Recognises a picture by its first bytes, not by a name.
    ///
    /// # Errors
    /// Returns an error if there are too many bytes, or they are no such picture.
    pub fn of_bytes(bytes: Vec<u8>) -> Result<Self, UnfitLogo> {
        if bytes.len() > Self::LONGEST {
            return Err(UnfitLogo::Size(bytes.len()));
        }
        let media_type = match bytes.as_slice() {
            [0x89, b'P', b'N', b'G', ..] => "image/png",
            [0xff, 0xd8, 0xff, ..] => "image/jpeg",
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => "image/webp",
            text if is_svg(text) => "image/svg+xml",
            _ => return Err(UnfitLogo::Format),
        };
        Ok(Self {
            media_type,
            bytes: bytes.into(),
        })
    }
}

fn is_svg(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| {
        text.trim_start_matches('\u{feff}')
            .trim_start()
            .starts_with('<')
            && text.contains("<svg")
    })
}

/// A server of map tiles in the numbering that Leaflet and OpenStreetMap share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileServer {
    /// The address of a tile: a URI but for `{z}`, `{x}` and `{y}` in place of its numbers.
    pub template: String,
    /// The attribution, as plain text; most servers ask for one.
    pub attribution: String,
    origin: String,
}

/// The error for a text that is not the address of map tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected the address of map tiles with {{z}}, {{x}} and {{y}} in its path, such as https://tuiles.example.fr/{{z}}/{{x}}/{{y}}.png"
)]
pub struct InvalidTiles;

impl TileServer {
    /// Creates the tile server at `template`, with its attribution.
    ///
    /// # Errors
    /// Returns an error if `template` is no web address with each of the three numbers in its path or query.
    pub fn new(template: &str, attribution: &str) -> Result<Self, InvalidTiles> {
        let template = template.trim();
        let mut example = template.to_owned();
        for place in ["{z}", "{x}", "{y}"] {
            if template.matches(place).count() != 1 {
                return Err(InvalidTiles);
            }
            example = example.replace(place, "1");
        }
        let url = Url::parse(&example).map_err(|_malformed| InvalidTiles)?;
        let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
        let is_plain = url.username().is_empty() && url.password().is_none();
        let origin = url.origin().ascii_serialization();
        // The numbers stand behind the host, and there are no other placeholders.
        let is_fixed = template.starts_with(&format!("{}://", url.scheme()))
            && template.split('/').take(3).all(|part| !part.contains('{'))
            && !example.contains(['{', '}', '"', '<', '>', ' ']);
        if !(is_web && is_plain && is_fixed) {
            return Err(InvalidTiles);
        }
        let whole = Url::parse(template).ok().as_ref().and_then(as_uri);
        let mut template = String::from(whole.ok_or(InvalidTiles)?);
        for (encoded, place) in [("%7Bz%7D", "{z}"), ("%7Bx%7D", "{x}"), ("%7By%7D", "{y}")] {
            template = template.replace(encoded, place);
        }
        Ok(Self {
            template,
            attribution: attribution.trim().to_owned(),
            origin,
        })
    }

    /// Returns the website that the reader's browser asks, as a Content-Security-Policy names it.
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logo_is_told_by_its_bytes() {
        let told = |bytes: &[u8]| Logo::of_bytes(bytes.to_vec()).map(|logo| logo.media_type);
        assert_eq!(told(b"\x89PNG\r\n\x1a\n\0"), Ok("image/png"));
        assert_eq!(told(b"\xff\xd8\xff\xe0"), Ok("image/jpeg"));
        assert_eq!(told(b"RIFF\0\0\0\0WEBPVP8 "), Ok("image/webp"));
        assert_eq!(
            told("\u{feff}<?xml version=\"1.0\"?>\n<svg/>".as_bytes()),
            Ok("image/svg+xml")
        );
        for other in [&b""[..], b"GIF89a", b"<html></html>", b"PNG"] {
            assert_eq!(told(other), Err(UnfitLogo::Format));
        }
        let heavy = told(&vec![b' '; Logo::LONGEST + 1]).unwrap_err();
        assert_eq!(
            heavy.to_string(),
            "expected a picture of at most 100 kB; this one has 101 kB"
        );
    }

    #[test]
    fn tiles_have_three_numbers_behind_one_host() {
        let tiles = TileServer::new(" https://Tuiles.example.fr/{z}/{x}/{y}.png?k=1 ", " © IGN ");
        let tiles = tiles.unwrap();
        assert_eq!(tiles.origin(), "https://tuiles.example.fr");
        assert_eq!(tiles.attribution, "© IGN");
        for (given, template) in [
            (
                "https://Tuiles.example.fr/{z}/{x}/{y}.png?k=1",
                "https://tuiles.example.fr/{z}/{x}/{y}.png?k=1",
            ),
            (
                "https://tuiles.example.fr/été|[1]/{z}/{x}?y={y}&k[a]=1",
                "https://tuiles.example.fr/%C3%A9t%C3%A9%7C%5B1%5D/{z}/{x}?y={y}&k%5Ba%5D=1",
            ),
        ] {
            assert_eq!(TileServer::new(given, "").unwrap().template, template);
        }
        for wrong in [
            "",
            "https://tuiles.example.fr/{z}/{x}.png",
            "https://{s}.example.fr/{z}/{x}/{y}.png",
            "https://{z}.example.fr/{x}/{y}.png",
            "https://user:word@tuiles.example.fr/{z}/{x}/{y}.png",
            "javascript:alert(1)//{z}{x}{y}",
            "tuiles.example.fr/{z}/{x}/{y}",
            "https://tuiles.example.fr/{z}/{x}/{y}/{y}",
            "https://tuiles.example.fr/{z}/{x}/{y}{r}.png",
        ] {
            assert_eq!(TileServer::new(wrong, ""), Err(InvalidTiles), "{wrong}");
        }
    }
}
