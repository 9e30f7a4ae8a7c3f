//! The manifest: the files that an export wrote, by which the next one knows its own files from those of others.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The folder of the export's own inside the exported folder; it also marks the folder as that of an export.
pub const HOME: &str = ".passerelle-export";

/// The files that an export wrote, by their names relative to its folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The program that wrote it.
    #[serde(default)]
    written_by: String,
    /// The digests that each file may have: one, or, while files are being replaced, that of the old and that of the new content.
    files: BTreeMap<String, Vec<String>>,
}

impl Manifest {
    pub(super) fn new() -> Self {
        Self {
            written_by: concat!("passerelle ", env!("CARGO_PKG_VERSION")).to_owned(),
            files: BTreeMap::new(),
        }
    }

    /// Parses a manifest; a name that leads out of the folder is an error.
    pub(super) fn read(text: &[u8]) -> Result<Self, String> {
        let manifest: Self = serde_json::from_slice(text).map_err(|error| error.to_string())?;
        match manifest.files.keys().find(|name| !stays_inside(name)) {
            Some(name) => Err(format!("it names `{name}`")),
            None => Ok(manifest),
        }
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        // A map of texts can always be written.
        let mut text = serde_json::to_vec_pretty(self).unwrap_or_default();
        text.push(b'\n');
        text
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    pub(super) fn holds(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// Returns whether a file has the content that an export gave it.
    pub(super) fn wrote(&self, name: &str, bytes: &[u8]) -> bool {
        let digests = self.files.get(name);
        digests.is_some_and(|digests| digests.contains(&digest(bytes)))
    }

    /// Adds a digest that a file has, or may soon have.
    pub(super) fn add(&mut self, name: &str, digest: String) {
        let digests = self.files.entry(name.to_owned()).or_default();
        if !digests.contains(&digest) {
            digests.push(digest);
        }
    }

    /// Adds everything that another manifest holds.
    pub(super) fn and(mut self, other: &Self) -> Self {
        for (name, digests) in &other.files {
            for digest in digests {
                self.add(name, digest.clone());
            }
        }
        self
    }
}

/// Returns the SHA-256 of some bytes in hexadecimal digits.
pub(super) fn digest(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

fn stays_inside(name: &str) -> bool {
    let is_segment =
        |segment: &str| !segment.is_empty() && segment != "." && segment != ".." && segment != HOME;
    !name.contains(['\\', ':', '\0']) && name.split('/').all(is_segment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_as_it_was_written_and_leads_nowhere_else() {
        let mut manifest = Manifest::new();
        manifest.add("agenda/index.html", digest(b"a"));
        assert_eq!(Manifest::read(&manifest.to_bytes()), Ok(manifest.clone()));
        assert!(manifest.wrote("agenda/index.html", b"a"));
        assert!(!manifest.wrote("agenda/index.html", b"b") && !manifest.wrote("x", b"a"));
        for name in [
            "../x",
            "/etc/passwd",
            "a//b",
            "a/../b",
            "c:x",
            ".passerelle-export/manifest.json",
            "",
        ] {
            let text = format!("{{\"files\": {{\"{name}\": []}}}}");
            assert!(Manifest::read(text.as_bytes()).is_err(), "{name}");
        }
        assert!(Manifest::read(b"{\"files\": ").is_err());
    }

    #[test]
    fn while_files_are_replaced_both_digests_are_good() {
        let (mut old, mut new) = (Manifest::new(), Manifest::new());
        old.add("x", digest(b"old"));
        old.add("gone", digest(b"gone"));
        new.add("x", digest(b"new"));
        let both = new.and(&old);
        assert!(both.wrote("x", b"old") && both.wrote("x", b"new") && both.wrote("gone", b"gone"));
    }
}
