//! Versions of Decidim: their names, and what is told of what a host can be asked.

use super::schema::RELEASED;
use passerelle_model::Reason;
use passerelle_model::reason::Code;

/// The longest that a host's own word for its version is told, in characters.
const LONGEST: usize = 40;

/// More names of what a host lacks than these would hide what they say.
const MOST_NAMED: usize = 12;

/// The version that a host answers as.
#[derive(Debug, Clone, Copy)]
pub(super) struct Likeness<'a> {
    /// The version that it tells.
    pub(super) version: Option<&'a str>,
    /// The versions (`0.27`) that lack what it lacks, oldest first.
    pub(super) like: &'a [String],
    /// The version that it is least unlike.
    pub(super) nearest: Option<&'a str>,
    /// The fields that it lacks of what the gateway can use.
    pub(super) missing: &'a [String],
}

impl Likeness<'_> {
    /// Returns the notice to an operator who wonders why something is missing. A host that is like no version is most often a newer one, which is no
    /// fault.
    pub(super) fn reason(&self) -> Reason {
        let told = Reason::new(Code::Capabilities);
        let told = match (self.version, self.like) {
            (Some(version), _) => versioned(told, "version", version),
            (None, [only]) => versioned(told, "version", only),
            (None, [first, .., last]) => {
                versioned(told.with("first", first.as_str()), "last", last)
            }
            (None, []) => match self.nearest {
                Some(nearest) => versioned(told, "nearest", nearest),
                None => told,
            },
        };
        let named = self.missing.iter().take(MOST_NAMED);
        told.with("count", self.missing.len())
            .with("missing", named.cloned().collect::<Vec<String>>())
    }
}

fn versioned(told: Reason, name: &'static str, version: &str) -> Reason {
    let stage = is_in_development(version).then_some("development");
    told.with(name, written(version)).with_known("stage", stage)
}

/// A version as its host writes it (`0.31.0.rc1`, `0.29.5+osp`), fit for one line.
fn written(version: &str) -> String {
    let letters = version.trim().chars().filter(|c| !c.is_control());
    letters.take(LONGEST).collect()
}

/// Returns whether it is a build of the branch of development, or a version (`0.33`) that had not been released when this gateway was.
fn is_in_development(version: &str) -> bool {
    let version = version.trim();
    let minor = version.strip_prefix("0.").map(str::parse::<u32>);
    let is_to_come = matches!(minor, Some(Ok(minor)) if minor > *RELEASED.end());
    is_to_come || version.to_ascii_lowercase().contains("dev")
}

#[cfg(test)]
mod tests {
    use super::*;
    use passerelle_model::reason::Param;

    fn told(version: &str) -> (Option<Param>, bool) {
        let likeness = Likeness {
            version: Some(version),
            like: &[],
            nearest: None,
            missing: &[],
        };
        let reason = likeness.reason();
        (
            reason.param("version").cloned(),
            reason.param("stage").is_some(),
        )
    }

    #[test]
    fn a_version_is_called_as_it_is_written_and_one_in_development_so() {
        for (version, as_written, is_in_development) in [
            ("0.27", "0.27", false),
            ("0.32", "0.32", false),
            ("0.33", "0.33", true),
            ("0.33.0.dev", "0.33.0.dev", true),
            // Told by a host after this gateway was released: it may well be a release by then.
            ("0.33.0", "0.33.0", false),
            ("0.34.0", "0.34.0", false),
            ("1.0", "1.0", false),
            ("0.31.0.rc1", "0.31.0.rc1", false),
            ("0.29.5+osp", "0.29.5+osp", false),
            (" 0.27.4\u{1b}[31m\n", "0.27.4[31m", false),
        ] {
            let expected = (Some(Param::from(as_written)), is_in_development);
            assert_eq!(told(version), expected, "{version}");
        }
        assert_eq!(
            told(&"9".repeat(500)).0,
            Some(Param::from("9".repeat(LONGEST)))
        );
    }

    #[test]
    fn a_host_that_hides_its_version_is_told_by_those_that_it_is_like() {
        let like = ["0.30".to_owned(), "0.31".to_owned(), "0.33".to_owned()];
        let hidden = Likeness {
            version: None,
            like: &like,
            nearest: Some("0.33"),
            missing: &[],
        };
        let several = hidden.reason();
        assert_eq!(several.param("first"), Some(&Param::from("0.30")));
        assert_eq!(several.param("last"), Some(&Param::from("0.33")));
        assert_eq!(several.param("stage"), Some(&Param::from("development")));
        let none = Likeness {
            like: &[],
            ..hidden
        };
        assert_eq!(none.reason().param("nearest"), Some(&Param::from("0.33")));
    }
}
