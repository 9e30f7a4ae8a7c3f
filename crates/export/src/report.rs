//! The report of an export, for the person who called it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::folder::{Cleared, Fate};
use passerelle_publish::outputs;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Pages for people.
    Pages,
    /// RSS, Atom, JSON Feed and their directory.
    Feeds,
    /// iCalendar.
    Calendars,
    /// CSV and GeoJSON.
    Sheets,
    /// The JSON portal and its description.
    Json,
    /// Style, scripts, pictures, and what search engines and forges read.
    Assets,
}

impl Kind {
    /// Every kind, in the order of the table.
    pub const ALL: [Self; 6] = [
        Self::Pages,
        Self::Feeds,
        Self::Calendars,
        Self::Sheets,
        Self::Json,
        Self::Assets,
    ];

    /// Returns its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pages => "pages",
            Self::Feeds => "feeds",
            Self::Calendars => "calendars",
            Self::Sheets => "sheets",
            Self::Json => "json",
            Self::Assets => "assets",
        }
    }

    const fn of_output(kind: outputs::Kind) -> Self {
        match kind {
            outputs::Kind::Page => Self::Pages,
            outputs::Kind::Feed => Self::Feeds,
            outputs::Kind::Calendar => Self::Calendars,
            outputs::Kind::Sheet => Self::Sheets,
            outputs::Kind::Json => Self::Json,
            outputs::Kind::Asset => Self::Assets,
        }
    }

    /// Returns the kind of the file of this name.
    fn of(name: &str) -> Self {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        match extension {
            "html" => Self::Pages,
            "xml" if name.starts_with("sitemap") => Self::Assets,
            "xml" => Self::Feeds,
            "json" if name.starts_with("feed") => Self::Feeds,
            "json" => Self::Json,
            _ => {
                let has_it =
                    |path: &str| path.rsplit_once('.').is_some_and(|(_, it)| it == extension);
                let output = outputs::ALL.iter().find(|output| has_it(output.path));
                output.map_or(Self::Assets, |output| Self::of_output(output.kind))
            }
        }
    }
}

/// The numbers of files of one kind, by outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// The files that are in the folder now.
    pub files: usize,
    /// The files that are new.
    pub new: usize,
    /// The files whose bytes have changed.
    pub changed: usize,
    /// The files that were not touched.
    pub unchanged: usize,
    /// The files that were removed.
    pub removed: usize,
    /// The length of all of them, in bytes.
    pub bytes: u64,
}

impl Counts {
    fn add(&mut self, other: &Self) {
        self.files += other.files;
        self.new += other.new;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
        self.removed += other.removed;
        self.bytes += other.bytes;
    }
}

/// The outcome of an export.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The numbers, by kind.
    pub kinds: BTreeMap<Kind, Counts>,
    /// Files that no export wrote and that have the name of an exported file: they are left as they were, and the export lacks these.
    pub kept: Vec<String>,
    /// Files of an earlier export that somebody has changed since and that this one does not have: they are left as they were.
    pub left: Vec<String>,
}

impl Report {
    /// Returns the sum of all kinds.
    pub fn total(&self) -> Counts {
        let mut total = Counts::default();
        for counts in self.kinds.values() {
            total.add(counts);
        }
        total
    }

    pub(super) fn tell(&mut self, name: &str, bytes: usize, fate: Fate) {
        if fate == Fate::Kept {
            self.kept.push(name.to_owned());
            return;
        }
        self.kinds.entry(Kind::of(name)).or_default().add(&Counts {
            files: 1,
            new: usize::from(fate == Fate::New),
            changed: usize::from(fate == Fate::Changed),
            unchanged: usize::from(fate == Fate::Unchanged),
            removed: 0,
            bytes: u64::try_from(bytes).unwrap_or_default(),
        });
    }

    pub(super) fn end(&mut self, cleared: Cleared) {
        for name in &cleared.removed {
            self.kinds.entry(Kind::of(name)).or_default().removed += 1;
        }
        self.left = cleared.left;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_counted_by_what_they_are_for() {
        for (name, kind) in [
            ("index.html", Kind::Pages),
            ("rss/concerns-54395.xml", Kind::Feeds),
            ("feed.json", Kind::Feeds),
            ("feeds.opml", Kind::Feeds),
            ("sitemap.xml", Kind::Assets),
            ("agenda.ics", Kind::Calendars),
            ("consultations.csv", Kind::Sheets),
            ("consultations.geojson", Kind::Sheets),
            ("api/openapi.json", Kind::Json),
            ("robots.txt", Kind::Assets),
            ("widget.js", Kind::Assets),
            (".nojekyll", Kind::Assets),
        ] {
            assert_eq!(Kind::of(name), kind, "{name}");
        }
    }
}
