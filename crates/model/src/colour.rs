//! The colour of an institution, so that it can be read wherever a page shows it: in text, behind text, by day and in the dark.
//!
//! Contrast and luminance are those of WCAG 2.2 (<https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>).

use std::fmt;

/// The least contrast that text needs (WCAG 2.2, 1.4.3).
const READABLE: f64 = 4.5;
/// The contrast that the colour gets in the dark: well above the least, since thin letters shine.
const COMFORTABLE: f64 = 7.0;
/// The background of pages by day, the darker of the two.
const PAPER: Colour = Colour([0xfa, 0xf9, 0xf6]);
/// The background of cards in the dark, the lighter of the two.
const DARK_PAPER: Colour = Colour([0x1a, 0x1d, 0x2c]);
const WHITE: Colour = Colour([0xff; 3]);

/// A colour of sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// The error for a text that is no colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a colour as # and six hexadecimal digits, such as #21409a")]
pub struct InvalidColour;

impl std::str::FromStr for Colour {
    type Err = InvalidColour;

    fn from_str(text: &str) -> Result<Self, InvalidColour> {
        let digits = text.trim().strip_prefix('#').ok_or(InvalidColour)?;
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(InvalidColour);
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_malformed| InvalidColour)?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

/// Writes it as style sheets do.
impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Colour {
    /// Returns the luminance, from 0 for black to 1 for white.
    fn luminance(self) -> f64 {
        let linear = self.0.map(|channel| {
            let channel = f64::from(channel) / 255.0;
            if channel <= 0.040_45 {
                channel / 12.92
            } else {
                ((channel + 0.055) / 1.055).powf(2.4)
            }
        });
        let [red, green, blue] = linear;
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Returns the contrast of the two, from 1 (none) to 21.
    fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Mixes `hundredths` of this colour into the other.
    fn mixed_into(self, other: Self, hundredths: u16) -> Self {
        let hundredths = hundredths.min(100);
        let [red, green, blue] = self.0;
        let [other_red, other_green, other_blue] = other.0;
        let mix = |one: u8, other: u8| {
            let sum = u16::from(one) * hundredths + u16::from(other) * (100 - hundredths);
            u8::try_from(sum / 100).unwrap_or(u8::MAX)
        };
        Self([
            mix(red, other_red),
            mix(green, other_green),
            mix(blue, other_blue),
        ])
    }
}

/// The colour of an institution, as its pages use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brand {
    /// Colour by day: links, buttons (with white letters) and marks.
    pub light: Colour,
    /// A tint of it for surfaces by day.
    pub light_wash: Colour,
    /// Colour in the dark: the same hue, light enough to be read there (with dark letters on it).
    pub dark: Colour,
    /// A tint of it for surfaces in the dark.
    pub dark_wash: Colour,
}

/// A colour in which nobody could read.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error(
    "{colour} is too light: links in it have a contrast of {contrast:.1} to 1 on the pages, and at least {READABLE} to 1 can be read; take a darker one"
)]
pub struct UnreadableBrand {
    colour: Colour,
    contrast: f64,
}

impl UnreadableBrand {
    /// Least contrast, to 1, that text needs.
    pub const LEAST: f64 = READABLE;

    /// Contrast, to 1, of links in the colour on the pages.
    pub const fn contrast(&self) -> f64 {
        self.contrast
    }
}

impl TryFrom<Colour> for Brand {
    type Error = UnreadableBrand;

    fn try_from(colour: Colour) -> Result<Self, UnreadableBrand> {
        let contrast = colour.contrast(PAPER);
        if contrast < READABLE {
            return Err(UnreadableBrand { colour, contrast });
        }
        // White in the end, which can be read in the dark.
        let lighter = (0..=20).map(|step| colour.mixed_into(WHITE, 100 - step * 5));
        let dark = lighter
            .into_iter()
            .find(|colour| colour.contrast(DARK_PAPER) >= COMFORTABLE);
        Ok(Self {
            light: colour,
            light_wash: colour.mixed_into(WHITE, 9),
            dark: dark.unwrap_or(WHITE),
            dark_wash: colour.mixed_into(DARK_PAPER, 25),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn colour(text: &str) -> Colour {
        text.parse().unwrap()
    }

    #[test]
    fn contrast_is_as_wcag_counts_it() {
        let black = colour("#000000");
        assert!((black.contrast(WHITE) - 21.0).abs() < 1e-9);
        // The lightest grey that can be read on white, as the guidelines' own examples have it.
        assert!((colour("#767676").contrast(WHITE) - 4.54).abs() < 0.01);
        assert!((WHITE.contrast(WHITE) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn what_is_no_colour_is_refused() {
        for text in [
            "",
            "blue",
            "21409a",
            "#214",
            "#21409g",
            "#21409a;}",
            "#é1409",
        ] {
            assert_eq!(text.parse::<Colour>(), Err(InvalidColour), "{text}");
        }
        assert_eq!(colour(" #21409A ").to_string(), "#21409a");
    }

    #[test]
    fn a_colour_in_which_nobody_could_read_is_refused_in_words() {
        let yellow = Brand::try_from(colour("#ffd500")).unwrap_err();
        assert!(
            yellow.to_string().contains("too light") && yellow.to_string().contains("#ffd500"),
            "{yellow}"
        );
    }

    proptest! {
        #[test]
        fn every_brand_can_be_read_by_day_and_in_the_dark(channels in any::<[u8; 3]>()) {
            if let Ok(brand) = Brand::try_from(Colour(channels)) {
                prop_assert!(brand.light.contrast(PAPER) >= READABLE);
                prop_assert!(brand.light.contrast(WHITE) >= READABLE, "white letters on a button");
                prop_assert!(brand.dark.contrast(DARK_PAPER) >= COMFORTABLE);
            }
        }

        #[test]
        fn a_colour_is_written_as_it_is_read(channels in any::<[u8; 3]>()) {
            let colour = Colour(channels);
            prop_assert_eq!(colour.to_string().parse(), Ok(colour));
        }
    }
}
