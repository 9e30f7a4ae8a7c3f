//! A list kept by hand: what its columns say, and under which names its publisher keeps them.

use std::collections::{BTreeMap, BTreeSet};

use super::{DeclaredState, PageAddress, fold};

/// Meaning of a column (of a spreadsheet) or a key (of TOML and JSON).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is named after what it says")]
pub enum ListColumn {
    Id,
    Title,
    Url,
    Summary,
    Description,
    Opens,
    Closes,
    Status,
    Territory,
    Level,
    Modalities,
    Themes,
    Place,
    Point,
    Latitude,
    Longitude,
    Image,
    ImageAlt,
    Results,
    ResultsOn,
    AlsoAt,
    PublishedOn,
    Promoted,
    /// The permission to relay the row at all.
    Relayed,
    Contributions,
    Participants,
    Votes,
    MeetingId,
    MeetingTitle,
    MeetingDescription,
    MeetingStart,
    MeetingTime,
    MeetingEnd,
    MeetingPlace,
    MeetingAddress,
    MeetingPoint,
    MeetingUrl,
    MeetingOnline,
    MeetingCancelled,
}

impl ListColumn {
    /// Returns whether it is said of a meeting.
    pub fn is_of_a_meeting(self) -> bool {
        self >= Self::MeetingId
    }
}

/// Names that the publisher of a list gives its columns. One that is not named here is recognised by its usual names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListColumns {
    names: BTreeMap<ListColumn, String>,
    /// Address of the page of an entry, where it is made of columns.
    pub page: Option<PageAddress>,
    /// States for which the words of the publisher stand, where they are not the usual ones.
    pub statuses: Vec<(String, DeclaredState)>,
}

impl ListColumns {
    /// The columns of these names.
    pub fn new(names: impl IntoIterator<Item = (ListColumn, String)>) -> Self {
        Self {
            names: names.into_iter().collect(),
            ..Self::default()
        }
    }

    /// Returns the meaning of the publisher's own name; case, accents and spaces around it do not count.
    pub fn column_of(&self, name: &str) -> Option<ListColumn> {
        let wanted = compared(name);
        self.names
            .iter()
            .find(|(_, own)| compared(own) == wanted)
            .map(|(column, _)| *column)
    }

    /// Returns the columns that the publisher names itself, with their names.
    pub fn own_names(&self) -> impl Iterator<Item = (ListColumn, &str)> {
        self.names
            .iter()
            .map(|(column, own)| (*column, own.as_str()))
    }

    /// Returns whether the publisher has a name of its own for this.
    pub fn names(&self, column: ListColumn) -> bool {
        self.names.contains_key(&column) || (column == ListColumn::Url && self.page.is_some())
    }

    /// Every name that a list must have.
    fn all_names(&self) -> impl Iterator<Item = &str> {
        let of_page = self.page.iter().flat_map(PageAddress::fields);
        self.names.values().map(String::as_str).chain(of_page)
    }

    /// The names that a list must have and that are not among `there`.
    pub fn missing<'a>(&'a self, there: &[&str]) -> Vec<&'a str> {
        let there: BTreeSet<String> = there.iter().map(|name| compared(name)).collect();
        let mut missing: Vec<&str> = self.all_names().collect();
        missing.retain(|name| !there.contains(&compared(name)));
        missing
    }

    /// Returns whether two names are the same one.
    pub fn is_same(one: &str, other: &str) -> bool {
        compared(one) == compared(other)
    }
}

/// A name of a column as compared.
fn compared(name: &str) -> String {
    let folded = fold(name.trim().trim_start_matches('\u{feff}'));
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_publishers_whatever_their_case_and_accents() {
        let mut columns = ListColumns::new([
            (ListColumn::Closes, "Clôture (prévue)".to_owned()),
            (ListColumn::Opens, "Clôture (réelle)".to_owned()),
        ]);
        assert_eq!(
            columns.column_of(" CLOTURE  (prevue)"),
            Some(ListColumn::Closes)
        );
        assert_eq!(
            columns.column_of("Clôture (réelle)"),
            Some(ListColumn::Opens)
        );
        assert_eq!(columns.column_of("Clôture"), None);
        columns.page = PageAddress::of_columns("https://a.fr/{N° de dossier}").ok();
        assert!(columns.names(ListColumn::Url));
        assert_eq!(
            columns.missing(&["n° de dossier", "CLÔTURE (PRÉVUE)"]),
            ["Clôture (réelle)"]
        );
    }
}
