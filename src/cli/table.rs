//! Tables of plain text for a terminal. This module does not know the meaning of the cells.

use std::fmt::Write as _;

use crate::publish::phrases::Phrases;

/// The alignment of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// A table: rows under headings, each column as wide as its widest cell, two spaces between columns, no space at the end of a line.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<(String, Align)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Creates a table without rows, whose headings are the phrases of these names.
    pub(crate) fn titled(phrases: &Phrases, columns: &[(&str, Align)]) -> Self {
        let columns = columns.iter();
        let columns: Vec<(String, Align)> = columns
            .map(|(name, align)| (phrases.say(name), *align))
            .collect();
        Self {
            columns,
            rows: Vec::new(),
        }
    }

    /// Creates a table without rows.
    #[cfg(test)]
    pub(crate) fn new(columns: &[(&str, Align)]) -> Self {
        let columns = columns.iter();
        Self {
            columns: columns
                .map(|(name, align)| ((*name).to_owned(), *align))
                .collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row. Cells beyond the columns are dropped; control characters become spaces, since texts come from outside and a terminal obeys them.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let plain = |cell: String| {
            cell.chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect()
        };
        self.rows.push(
            cells
                .into_iter()
                .take(self.columns.len())
                .map(plain)
                .collect(),
        );
    }

    /// Returns the lines, each with its line break.
    pub(crate) fn render(&self) -> String {
        let headings: Vec<String> = self.columns.iter().map(|(name, _)| name.clone()).collect();
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|at| {
                std::iter::once(&headings)
                    .chain(&self.rows)
                    .filter_map(|row| row.get(at))
                    .map(|cell| cell.chars().count())
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let mut text = String::new();
        for row in std::iter::once(&headings).chain(&self.rows) {
            let mut line = String::new();
            for ((cell, width), (_, align)) in row.iter().zip(&widths).zip(&self.columns) {
                let padding = " ".repeat(width.saturating_sub(cell.chars().count()));
                let _ = match align {
                    Align::Left => write!(line, "{cell}{padding}  "),
                    Align::Right => write!(line, "{padding}{cell}  "),
                };
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_control_characters_never_reach_the_terminal() {
        let mut table = Table::new(&[("source", Align::Left), ("new", Align::Right)]);
        table.row(["vandœuvre".to_owned(), "7".to_owned()]);
        table.row([
            "a\u{1b}[31m".to_owned(),
            "1200".to_owned(),
            "beyond".to_owned(),
        ]);
        assert_eq!(
            table.render(),
            "source      new\nvandœuvre     7\na [31m     1200\n"
        );
    }
}
