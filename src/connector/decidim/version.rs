//! What a version of Decidim is called, for people.

use super::schema::RELEASED;

/// The longest that a host's own word for its version is told, in characters.
const LONGEST: usize = 40;

/// A version in words: as it is written (`0.31.0.rc1`, `0.29.5+osp`), and that it is in development where it is a build of the branch of development, or
/// one (`0.33`) that had not been released when this gateway was.
pub fn version_in_words(version: &str) -> String {
    let written = version.trim().chars().filter(|c| !c.is_control());
    let written: String = written.take(LONGEST).collect();
    let minor = written.strip_prefix("0.").map(str::parse::<u32>);
    let is_to_come = matches!(minor, Some(Ok(minor)) if minor > *RELEASED.end());
    if is_to_come || written.to_ascii_lowercase().contains("dev") {
        format!("{written} (in development)")
    } else {
        written
    }
}

/// A version that the connector knows, by its minor number, in words.
pub(super) fn known_in_words(minor: u32) -> String {
    version_in_words(&format!("0.{minor}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_called_as_it_is_written_and_one_in_development_so() {
        for (version, words) in [
            ("0.27", "0.27"),
            ("0.32", "0.32"),
            ("0.33", "0.33 (in development)"),
            ("0.33.0.dev", "0.33.0.dev (in development)"),
            // Told by a host after this gateway was released: it may well be a release by then.
            ("0.33.0", "0.33.0"),
            ("0.34.0", "0.34.0"),
            ("1.0", "1.0"),
            ("0.31.0.rc1", "0.31.0.rc1"),
            ("0.29.5+osp", "0.29.5+osp"),
            (" 0.27.4\u{1b}[31m\n", "0.27.4[31m"),
        ] {
            assert_eq!(version_in_words(version), words);
        }
        assert_eq!(version_in_words(&"9".repeat(500)).len(), LONGEST);
        assert_eq!(known_in_words(33), "0.33 (in development)");
    }
}
