//! Versions of Decidim: the version that a host has or resembles, and the notice of it to the operator.

use super::schema::RELEASED;
use passerelle_model::Reason;
use passerelle_model::reason::Code;

/// The longest version of a host that is shown, in characters.
const LONGEST: usize = 40;

/// The most missing fields that a notice names.
const MOST_NAMED: usize = 12;

/// The version of a host, as it gives it and as its fields suggest it.
#[derive(Debug, Clone, Copy)]
pub(super) struct VersionMatch<'a> {
    /// The version that the host gives, if it does.
    pub(super) version: Option<&'a str>,
    /// The versions (`0.27`) that lack the same fields as the host, oldest first.
    pub(super) equal: &'a [String],
    /// The version whose missing fields differ least from those of the host.
    pub(super) nearest: Option<&'a str>,
    /// The types and fields that the gateway can use and the host lacks.
    pub(super) missing: &'a [String],
}

impl VersionMatch<'_> {
    /// Returns the notice of the version and of the missing fields, for an operator who wonders why something is missing. A host that equals no known
    /// version is most often a newer one, which is no fault.
    pub(super) fn notice(&self) -> Reason {
        let notice = Reason::new(Code::Capabilities);
        let notice = match (self.version, self.equal) {
            (Some(version), _) => with_version(notice, "version", version),
            (None, [only]) => with_version(notice, "version", only),
            (None, [first, .., last]) => {
                with_version(notice.with("first", first.as_str()), "last", last)
            }
            (None, []) => match self.nearest {
                Some(nearest) => with_version(notice, "nearest", nearest),
                None => notice,
            },
        };
        let named = self.missing.iter().take(MOST_NAMED);
        notice
            .with("count", self.missing.len())
            .with("missing", named.cloned().collect::<Vec<String>>())
    }
}

/// Adds a version to the notice as the parameter `name`, and the parameter `stage` if the version is in development.
fn with_version(notice: Reason, name: &'static str, version: &str) -> Reason {
    let stage = is_in_development(version).then_some("development");
    notice
        .with(name, on_one_line(version))
        .with_known("stage", stage)
}

/// Returns a version as its host writes it (`0.31.0.rc1`, `0.29.5+osp`), without control characters and not too long.
fn on_one_line(version: &str) -> String {
    let printable = version.trim().chars().filter(|c| !c.is_control());
    printable.take(LONGEST).collect()
}

/// Returns whether a version is a build of the development branch, or is a minor version (`0.33`) that was not released when this gateway was.
fn is_in_development(version: &str) -> bool {
    let version = version.trim();
    let minor = version.strip_prefix("0.").map(str::parse::<u32>);
    let is_unreleased = matches!(minor, Some(Ok(minor)) if minor > *RELEASED.end());
    is_unreleased || version.to_ascii_lowercase().contains("dev")
}

#[cfg(test)]
mod tests {
    use super::*;
    use passerelle_model::reason::Param;

    /// Returns the version in the notice, and `true` if the notice says that it is in development.
    fn version_and_stage(version: &str) -> (Option<Param>, bool) {
        let version_match = VersionMatch {
            version: Some(version),
            equal: &[],
            nearest: None,
            missing: &[],
        };
        let notice = version_match.notice();
        (
            notice.param("version").cloned(),
            notice.param("stage").is_some(),
        )
    }

    #[test]
    fn a_version_is_called_as_it_is_written_and_one_in_development_so() {
        for (version, as_written, is_in_development) in [
            ("0.27", "0.27", false),
            ("0.32", "0.32", false),
            ("0.33", "0.33", true),
            ("0.33.0.dev", "0.33.0.dev", true),
            // Full numbers come from hosts, which may run a version that was released after this gateway.
            ("0.33.0", "0.33.0", false),
            ("0.34.0", "0.34.0", false),
            ("1.0", "1.0", false),
            ("0.31.0.rc1", "0.31.0.rc1", false),
            ("0.29.5+osp", "0.29.5+osp", false),
            (" 0.27.4\u{1b}[31m\n", "0.27.4[31m", false),
        ] {
            let expected = (Some(Param::from(as_written)), is_in_development);
            assert_eq!(version_and_stage(version), expected, "{version}");
        }
        assert_eq!(
            version_and_stage(&"9".repeat(500)).0,
            Some(Param::from("9".repeat(LONGEST)))
        );
    }

    #[test]
    fn a_host_that_hides_its_version_is_described_by_the_versions_that_it_equals() {
        let equal = ["0.30".to_owned(), "0.31".to_owned(), "0.33".to_owned()];
        let hidden = VersionMatch {
            version: None,
            equal: &equal,
            nearest: Some("0.33"),
            missing: &[],
        };
        let several = hidden.notice();
        assert_eq!(several.param("first"), Some(&Param::from("0.30")));
        assert_eq!(several.param("last"), Some(&Param::from("0.33")));
        assert_eq!(several.param("stage"), Some(&Param::from("development")));
        let none = VersionMatch {
            equal: &[],
            ..hidden
        };
        assert_eq!(none.notice().param("nearest"), Some(&Param::from("0.33")));
    }
}
