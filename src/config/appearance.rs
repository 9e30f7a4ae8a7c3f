//! How the pages look: the colour, the logo and the map tiles that the operator gives.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::findings::Findings;
use super::raw::RawPortal;
use crate::model::{Appearance, Brand, Colour, Logo, TileServer};

/// What `raw` means; `None` after reporting why it means nothing. `folder` is what its paths are relative to.
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
        findings.keep("portal.tiles", tiles)
    });
    let owed = tiles.is_some() == attribution.is_some();
    if !owed {
        let (key, problem) = if tiles.is_some() {
            (
                "portal.tiles",
                "given without `portal.tiles_attribution`: say whom the map is owed to",
            )
        } else {
            (
                "portal.tiles_attribution",
                "given without `portal.tiles`: there are no tiles to be owed",
            )
        };
        findings.report(key, problem, None);
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

fn brand(text: &str) -> Result<Brand, String> {
    let colour: Colour = text
        .parse()
        .map_err(|error: crate::model::InvalidColour| error.to_string())?;
    Brand::try_from(colour).map_err(|error| error.to_string())
}

fn logo(path: &Path) -> Result<Logo, String> {
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let file = File::open(path).map_err(|error| named(&error))?;
    // One byte more than may be, so that a longer file is told apart without being read.
    let most = u64::try_from(Logo::LONGEST + 1).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    file.take(most)
        .read_to_end(&mut bytes)
        .map_err(|error| named(&error))?;
    Logo::of_bytes(bytes).map_err(|error| named(&error))
}
