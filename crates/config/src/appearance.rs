//! The appearance of the pages: the colour, the logo and the map tiles that the operator gives.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use super::fault::{Decimal, Fault};
use super::findings::Findings;
use super::raw::RawPortal;
use passerelle_model::{Appearance, Brand, Colour, Logo, TileServer, UnfitLogo, UnreadableBrand};

/// Resolves the appearance of pages; `None` after reporting its faults. Paths are relative to `folder`.
pub(super) fn resolve(
    raw: &RawPortal,
    folder: &Path,
    findings: &mut Findings,
) -> Option<Appearance> {
    let brand = raw
        .brand
        .as_deref()
        .map(|text| findings.keep("portal.brand", brand(text)));
    let logo = raw
        .logo
        .as_deref()
        .map(|path| findings.keep("portal.logo", logo(&folder.join(path))));
    let attribution = raw.tiles_attribution.as_deref();
    let tiles = raw.tiles.as_deref().map(|template| {
        let tiles = TileServer::new(template, attribution.unwrap_or_default());
        findings.keep("portal.tiles", tiles.map_err(|_malformed| Fault::Tiles))
    });
    let owed = tiles.is_some() == attribution.is_some();
    if !owed {
        if tiles.is_some() {
            findings.report("portal.tiles", Fault::TilesUnowed);
        } else {
            findings.report("portal.tiles_attribution", Fault::TilesMissing);
        }
    }
    let wanted = |given: bool, kept: bool| !given || kept;
    let is_whole = owed
        && wanted(brand.is_some(), matches!(brand, Some(Some(_))))
        && wanted(logo.is_some(), matches!(logo, Some(Some(_))))
        && wanted(tiles.is_some(), matches!(tiles, Some(Some(_))));
    is_whole.then(|| Appearance {
        brand: brand.flatten(),
        logo: logo.flatten(),
        tiles: tiles.flatten(),
    })
}

fn brand(text: &str) -> Result<Brand, Fault> {
    let colour: Colour = text.parse().map_err(|_malformed| Fault::Colour)?;
    Brand::try_from(colour).map_err(|error| Fault::ColourTooLight {
        colour: colour.to_string(),
        contrast: Decimal::of(error.contrast()),
        least: Decimal::of(UnreadableBrand::LEAST),
    })
}

fn logo(path: &Path) -> Result<Logo, Fault> {
    let path_shown = || path.display().to_string();
    let bytes = beginning_of(path).map_err(|error| Fault::LogoUnreadable {
        path: path_shown(),
        why: (&error).into(),
        cause: error.to_string(),
    })?;
    Logo::of_bytes(bytes).map_err(|error| match error {
        UnfitLogo::Format => Fault::LogoFormat { path: path_shown() },
        UnfitLogo::Size(_) => Fault::LogoTooLarge {
            path: path_shown(),
            most: u64::try_from(Logo::LONGEST / 1000).unwrap_or(u64::MAX),
        },
    })
}

/// Reads one byte more than a logo may have, so that a longer file is recognised without being read whole.
fn beginning_of(path: &Path) -> io::Result<Vec<u8>> {
    let most = u64::try_from(Logo::LONGEST + 1).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}
