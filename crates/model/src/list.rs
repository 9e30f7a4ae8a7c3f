//! The columns of lists kept by hand, and the names that a publisher gives them.

use std::collections::{BTreeMap, BTreeSet};

use super::{DeclaredState, PageAddress, fold};

/// The meaning of a column (of a spreadsheet) or a key (of TOML and JSON).
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
    /// The permission to relay the row.
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
    /// Returns whether it describes a meeting.
    pub fn is_of_a_meeting(self) -> bool {
        self >= Self::MeetingId
    }
}

/// The names that the publisher of a list gives its columns. A column that is not named here is recognised by its usual names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListColumns {
    names: BTreeMap<ListColumn, String>,
    /// The address of the page of an entry, where it is made of columns.
    pub page: Option<PageAddress>,
    /// The states for which words of the publisher stand, besides the usual ones.
    pub statuses: Vec<(String, DeclaredState)>,
}

impl ListColumns {
    /// Creates it from the names of columns.
    pub fn new(names: impl IntoIterator<Item = (ListColumn, String)>) -> Self {
        Self {
            names: names.into_iter().collect(),
            ..Self::default()
        }
    }

    /// Returns the column to which the publisher gives a name; case, accents and spaces around the name do not count.
    pub fn column_of(&self, name: &str) -> Option<ListColumn> {
        let wanted = compared(name);
        self.names
            .iter()
            .find(|(_, own)| compared(own) == wanted)
            .map(|(column, _)| *column)
    }

    /// Returns the columns that the publisher names, with their names.
    pub fn own_names(&self) -> impl Iterator<Item = (ListColumn, &str)> {
        self.names
            .iter()
            .map(|(column, own)| (*column, own.as_str()))
    }

    /// Returns whether the publisher names a column.
    pub fn names(&self, column: ListColumn) -> bool {
        self.names.contains_key(&column) || (column == ListColumn::Url && self.page.is_some())
    }

    /// Returns every name that a list must have.
    fn all_names(&self) -> impl Iterator<Item = &str> {
        let of_page = self.page.iter().flat_map(PageAddress::fields);
        self.names.values().map(String::as_str).chain(of_page)
    }

    /// Returns the names that a list must have and that are not among `there`.
    pub fn missing<'a>(&'a self, there: &[&str]) -> Vec<&'a str> {
        let there: BTreeSet<String> = there.iter().map(|name| compared(name)).collect();
        let mut missing: Vec<&str> = self.all_names().collect();
        missing.retain(|name| !there.contains(&compared(name)));
        missing
    }

    /// Returns whether two names of columns are the same.
    pub fn is_same(one: &str, other: &str) -> bool {
        compared(one) == compared(other)
    }
}

/// Returns a name in the form in which names are compared.
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
