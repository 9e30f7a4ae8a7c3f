//! Bodies: the JSON form of stored values, the same for every engine, which this and later releases can read.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The version of the JSON that this release writes. It is raised when `model` changes so that earlier bodies can no longer be read; [`read`] must
/// then convert older versions.
pub(super) const VERSION: u32 = 1;

/// The error of a body that this release cannot read. It tells the position, never the content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unreadable {
    /// A newer release wrote it.
    #[error("written by a newer release in form {0}, and this one reads forms up to {VERSION}")]
    Newer(u32),
    /// A body that is not what it should be.
    #[error("{category} at line {line}, column {column}")]
    Malformed {
        /// Syntax, data or end.
        category: &'static str,
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
    },
}

/// Writes a value in the present version.
pub(super) fn write<T: Serialize>(value: &T) -> Result<String, serde_json::Error> {
    serde_json::to_string(value)
}

/// Reads the value of a body of a version.
pub(super) fn read<T: DeserializeOwned>(version: u32, text: &str) -> Result<T, Unreadable> {
    if version > VERSION {
        return Err(Unreadable::Newer(version));
    }
    serde_json::from_str(text).map_err(|error| Unreadable::Malformed {
        category: match error.classify() {
            serde_json::error::Category::Syntax => "no JSON",
            serde_json::error::Category::Eof => "cut off",
            _ => "a field is missing or of another type",
        },
        line: error.line(),
        column: error.column(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use passerelle_model::{Meeting, Point};

    proptest! {
        #[test]
        fn a_point_reads_back_as_the_very_same_numbers(latitude in -90.0..90.0_f64, longitude in -180.0..180.0_f64) {
            let point = Point::new(latitude, longitude);
            prop_assert_eq!(read::<Option<Point>>(VERSION, &write(&point).unwrap()), Ok(point));
        }
    }

    #[test]
    fn a_body_reads_back_as_what_was_written() {
        let text = write(&vec!["é", "\u{0}", "😀"]).unwrap();
        assert_eq!(
            read::<Vec<String>>(VERSION, &text).unwrap(),
            ["é", "\u{0}", "😀"]
        );
    }

    #[test]
    fn a_meeting_that_an_earlier_release_wrote_reads_and_is_written_as_it_was() {
        let text = concat!(
            r#"{"id":"00000000-0000-5000-8000-000000000007","url":"https://participez.example.fr/meetings/7","#,
            r#""title":{"fr":{"text":"Atelier"}},"description_html":{},"#,
            r#""starts_at":"2026-12-03T18:30:00+01:00","ends_at":null,"#,
            r#""place":{"name":{},"address":null,"point":null,"online":false},"cancelled":false,"#,
            r#""history":{"sequence":2,"updated":"2026-11-01T08:00:00Z","missing_polls":0}}"#,
        );
        let meeting: Meeting = read(1, text).unwrap();
        assert!(meeting.announced && !meeting.time.is_all_day());
        assert_eq!(write(&meeting).unwrap(), text);

        let days = text
            .replace("2026-12-03T18:30:00+01:00", "2026-12-03")
            .replace("null,\"place", "\"2026-12-05\",\"place");
        let days: Meeting = read(VERSION, &days).unwrap();
        assert!(days.time.is_all_day());
        assert_eq!(read(VERSION, &write(&days).unwrap()), Ok(days));
        let gone = meeting.unannounced();
        assert_eq!(read(VERSION, &write(&gone).unwrap()), Ok(gone));
    }

    #[test]
    fn an_unreadable_body_is_told_without_a_word_of_it() {
        let secret = "\"marie.curie@example.org\"";
        let told = read::<Vec<u32>>(VERSION, secret).unwrap_err().to_string();
        assert_eq!(
            told,
            "a field is missing or of another type at line 1, column 25"
        );
        assert_eq!(
            read::<u32>(VERSION + 1, "1"),
            Err(Unreadable::Newer(VERSION + 1))
        );
        assert!(matches!(
            read::<u32>(VERSION, ""),
            Err(Unreadable::Malformed {
                category: "cut off",
                ..
            })
        ));
    }
}
