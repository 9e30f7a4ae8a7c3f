//! Lists as a spreadsheet saves them: CSV (RFC 4180, and its common variants) with `;`, `,`, `|` or a tab between the cells, quoted line breaks, and
//! remarks in lines that begin with `#`. Rows become entries; values are not interpreted here.

use std::collections::BTreeMap;
use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord};

use super::column_meaning;
use super::columns::Column;
use super::entry::{self, Cell, Entries, Entry};
use super::fault::ListFault;
use passerelle_model::Reason;
use passerelle_model::reason::{Code, Place};
use passerelle_model::{ListColumns, PageAddress};

/// The delimiters between cells, the likeliest first.
const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// The most rows that are examined to find the header.
const HEADER_WITHIN: usize = 200;

/// The meanings of the columns of a sheet.
struct Header<'a> {
    /// The columns, in order; `None` for one that is not read.
    columns: Vec<Option<Column>>,
    /// The names by which the sheet itself calls them.
    names: Arc<BTreeMap<Column, String>>,
    /// The address of the pages of entries, where it is made of columns, with the position of each of these.
    page: Option<(&'a PageAddress, BTreeMap<&'a str, usize>)>,
}

/// Reads a sheet; an error says why there is no list in it.
pub(super) fn read(text: &str, most: usize, settings: &ListColumns) -> Result<Entries, ListFault> {
    let (delimiter, header_at, names) = header_row(text, settings)?;
    let mut entries = Entries::default();
    let header = Header::of(&names, settings, &mut entries);
    let mut rows = Rows::of(text, delimiter);
    while let Some(row) = rows.next_row() {
        if row.line <= header_at || row.is_blank_or_remark() {
            continue;
        }
        if entries.rows.len() + entries.unreadable.len() >= most {
            return Err(ListFault::TooLong { limit: most });
        }
        let place = Place::Line(row.line);
        match row.fault(text, delimiter, header.columns.len()) {
            Some(fault) => entries.unreadable.push((place, Reason::new(fault))),
            None => entries.rows.push(header.entry(&row.cells, place)),
        }
    }
    Ok(entries)
}

/// Finds the header: the first row that is neither blank nor a remark. Returns it with the delimiter by which it has the most known columns, and with
/// its line.
fn header_row(text: &str, settings: &ListColumns) -> Result<(u8, usize, StringRecord), ListFault> {
    let best = DELIMITERS
        .iter()
        .filter_map(|delimiter| {
            let mut rows = Rows::of(text, *delimiter);
            let mut examined = 0;
            loop {
                let row = rows.next_row()?;
                examined += 1;
                if examined > HEADER_WITHIN {
                    return None;
                }
                if !row.is_blank_or_remark() {
                    return Some((*delimiter, row.line, row.cells));
                }
            }
        })
        .map(|candidate| {
            let (.., header) = &candidate;
            (
                column_meaning::count_known(header.iter(), settings),
                candidate,
            )
        })
        .reduce(|best, next| if next.0 > best.0 { next } else { best });
    let (_, (delimiter, line, header)) = best.ok_or(ListFault::Empty)?;
    let names: Vec<&str> = header.iter().collect();
    column_meaning::check_present(&names, settings, Some(line))?;
    let is_header = header.iter().any(|name| {
        column_meaning::column_of(name, settings).is_some_and(|(column, _)| column == Column::Title)
    });
    if !is_header {
        return Err(ListFault::NoTitleColumn {
            line,
            there: column_meaning::quotable_names(&names, settings),
        });
    }
    Ok((delimiter, line, header))
}

impl<'a> Header<'a> {
    /// Reads a header. Of two columns with the same meaning, the one that the operator names counts, else the one with the more usual name, else the
    /// first.
    fn of(header: &StringRecord, settings: &'a ListColumns, entries: &mut Entries) -> Self {
        let meanings: Vec<Option<(Column, usize)>> = header
            .iter()
            .map(|name| column_meaning::column_of(name, settings))
            .collect();
        let mut best: BTreeMap<Column, (usize, usize)> = BTreeMap::new();
        for (at, meaning) in meanings.iter().enumerate() {
            if let Some((column, rank)) = meaning {
                let best = best.entry(*column).or_insert((*rank, at));
                *best = (*best).min((*rank, at));
            }
        }
        let counts =
            |at: usize, column: &Column| best.get(column).is_some_and(|(_, best)| *best == at);
        let columns: Vec<Option<Column>> = meanings
            .iter()
            .enumerate()
            .map(|(at, meaning)| {
                let column = meaning.as_ref().map(|(column, _)| *column)?;
                counts(at, &column).then_some(column)
            })
            .collect();
        let mut names = BTreeMap::new();
        for (name, column) in header.iter().zip(&columns) {
            match column {
                Some(column) => {
                    names.extend(entry::quotable_column(name).map(|name| (*column, name)));
                }
                None if name.trim().is_empty() || column_meaning::is_skipped(name, settings) => {}
                None => entries.note_unknown(name),
            }
        }
        let position = |wanted: &str| {
            header
                .iter()
                .position(|name| ListColumns::is_same(name, wanted))
        };
        let page = settings.page.as_ref().map(|page| {
            let fields = page
                .fields()
                .filter_map(|name| Some((name, position(name)?)));
            (page, fields.collect())
        });
        Self {
            columns,
            names: Arc::new(names),
            page,
        }
    }

    /// Makes an entry of a row; its cells about a meeting become a meeting of that entry.
    fn entry(&self, cells: &StringRecord, place: Place) -> Entry {
        let new = || Entry {
            names: Arc::clone(&self.names),
            ..Entry::new(place)
        };
        let (mut entry, mut meeting) = (new(), new());
        for (cell, column) in cells.iter().zip(&self.columns) {
            let Some(column) = column.filter(|_| !cell.trim().is_empty()) else {
                continue;
            };
            let target = if column.is_of_a_meeting() {
                &mut meeting
            } else {
                &mut entry
            };
            target.cells.insert(column, Cell::Text(cell.to_owned()));
        }
        let page = self.page.as_ref().and_then(|(page, positions)| {
            page.filled(|name| Some(cells.get(*positions.get(name)?)?.to_owned()))
        });
        if let Some(page) = page {
            entry.cells.insert(Column::Url, Cell::Text(page));
        }
        if !meeting.cells.is_empty() {
            entry.meetings.push(meeting);
        }
        entry
    }
}

/// Reads the rows of a sheet, each with its line.
struct Rows<'a> {
    text: &'a str,
    reader: csv::Reader<&'a [u8]>,
    /// The number of line breaks before `counted`.
    lines: usize,
    /// The position in the text up to which line breaks are counted.
    counted: usize,
}

struct Row {
    cells: StringRecord,
    line: usize,
    /// The position in the text where it begins.
    start: usize,
    /// `true` where no row follows it.
    is_last: bool,
}

impl<'a> Rows<'a> {
    fn of(text: &'a str, delimiter: u8) -> Self {
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        Self {
            text,
            reader,
            lines: 0,
            counted: 0,
        }
    }

    fn next_row(&mut self) -> Option<Row> {
        let before = self.position();
        let mut cells = StringRecord::new();
        // Reading cannot fail: the text is UTF-8, and rows may be of any length.
        if !self.reader.read_record(&mut cells).unwrap_or(false) {
            return None;
        }
        let bytes = self.text.as_bytes();
        let line_breaks = bytes
            .get(before..)
            .unwrap_or_default()
            .iter()
            .take_while(|byte| matches!(byte, b'\n' | b'\r'));
        let start = before + line_breaks.count();
        let skipped = self.text.get(self.counted..start).unwrap_or_default();
        self.lines += skipped.matches('\n').count();
        self.counted = start;
        Some(Row {
            cells,
            line: self.lines + 1,
            start,
            is_last: self.ends_here(),
        })
    }

    /// Returns whether only line breaks follow.
    fn ends_here(&self) -> bool {
        let rest = self.text.as_bytes().get(self.position()..);
        rest.unwrap_or_default()
            .iter()
            .all(|byte| matches!(byte, b'\n' | b'\r'))
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX)
    }
}

impl Row {
    fn is_blank_or_remark(&self) -> bool {
        let is_remark = self.cells.get(0).is_some_and(|cell| {
            let cell = cell.trim_start();
            // Excel writes `sep=;` to note the delimiter.
            cell.starts_with('#') || cell.starts_with("sep=")
        });
        is_remark || self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// Returns the fault of a row that cannot be trusted.
    fn fault(&self, text: &str, delimiter: u8, columns: usize) -> Option<Code> {
        let row = text.get(self.start..).unwrap_or_default();
        if self.is_last && ends_inside_quotes(row, char::from(delimiter)) {
            return Some(Code::QuoteUnclosed);
        }
        if self.is_last && !text.ends_with(['\n', '\r']) && self.cells.len() < columns {
            return Some(Code::LineCut);
        }
        let too_many = self
            .cells
            .iter()
            .skip(columns)
            .any(|cell| !cell.trim().is_empty());
        too_many.then_some(Code::CellsTooMany)
    }
}

/// Returns whether a row, as written, ends while a quoted cell is still open.
fn ends_inside_quotes(row: &str, delimiter: char) -> bool {
    let (mut quoted, mut at_start) = (false, true);
    let mut letters = row.chars().peekable();
    while let Some(letter) = letters.next() {
        if quoted {
            // A doubled quotation mark stands for one.
            if letter == '"' && letters.next_if_eq(&'"').is_none() {
                quoted = false;
            }
        } else {
            quoted = at_start && letter == '"';
            at_start = letter == delimiter || matches!(letter, '\n' | '\r');
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str, most: usize) -> Result<Entries, ListFault> {
        super::read(text, most, &ListColumns::default())
    }

    fn titles(text: &str) -> Vec<(Place, String)> {
        let entries = read(text, 100).unwrap_or_else(|why| panic!("{why:?}"));
        assert_eq!(entries.unreadable, [], "{text}");
        entries
            .rows
            .iter()
            .map(|entry| (entry.place, entry.text(Column::Title).unwrap_or_default()))
            .collect()
    }

    #[test]
    fn the_separator_is_found_by_the_header() {
        for separator in [";", ",", "\t"] {
            let text = format!(
                "id{separator}Titre{separator}Commune\n1{separator}Un PLU{separator}Nîmes\n"
            );
            assert_eq!(titles(&text), [(Place::Line(2), "Un PLU".to_owned())]);
        }
        let one = titles("titre\n\"Halles, place et marché\"\n");
        assert_eq!(
            one,
            [(Place::Line(2), "Halles, place et marché".to_owned())]
        );
    }

    #[test]
    fn lines_are_those_that_an_editor_shows() {
        let text = "# La liste;des consultations\r\n\r\nTitre;Résumé\r\nUn;\"deux\r\nlignes, \"\"citées\"\"\"\r\n\r\n;;\r\n# une remarque\r\nDeux;fin";
        let expected = [
            (Place::Line(4), "Un".to_owned()),
            (Place::Line(9), "Deux".to_owned()),
        ];
        assert_eq!(titles(text), expected);
        let entries = read(text, 100).unwrap();
        assert_eq!(
            entries.rows[0].text(Column::Summary).as_deref(),
            Some("deux\r\nlignes, \"citées\"")
        );
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_makes_its_row_unreadable() {
        let text = "titre;résumé\nUn;a\nDeux;\"b\nTrois;c\nQuatre;d\n";
        let entries = read(text, 100).unwrap();
        assert_eq!(entries.rows.len(), 1);
        assert_eq!(entries.unreadable.len(), 1);
        assert_eq!(entries.unreadable[0].0, Place::Line(3));
        // In the middle of a cell a quotation mark is a letter like any other.
        assert_eq!(titles("titre;résumé\nUn;écran de 5\" au mur\n").len(), 1);
    }

    #[test]
    fn a_row_cut_off_or_with_too_many_cells_is_not_trusted() {
        let cut = read(
            "titre;lien;ferme\nUn;https://a.fr/;31/12/2026\nDeux;https://a.f",
            100,
        )
        .unwrap();
        assert_eq!(cut.unreadable.len(), 1);
        let whole = read("titre;lien;ferme\nUn;https://a.fr/;31/12/2026", 100).unwrap();
        assert_eq!((whole.rows.len(), whole.unreadable.len()), (1, 0));
        let many = read(
            "titre;lien\nHalles ; marché;https://a.fr/;\nUn;https://a.fr/;;;\n",
            100,
        )
        .unwrap();
        assert_eq!((many.rows.len(), many.unreadable.len()), (1, 1));
    }

    #[test]
    fn a_text_that_is_no_list_is_refused_without_being_quoted() {
        for text in [
            "",
            "\n\n",
            "# rien\n",
            "Camille Canari;06 12 34 56 78\n",
            "<!doctype html>",
        ] {
            let why = read(text, 100).unwrap_err();
            let named = why == ListFault::Empty
                || matches!(
                    &why,
                    ListFault::NoTitleColumn { there, .. } if there.is_empty()
                );
            assert!(named, "{why:?}");
        }
        let long = read("titre\na\nb\nc\n", 2).unwrap_err();
        assert_eq!(long, ListFault::TooLong { limit: 2 });
    }

    #[test]
    fn unknown_columns_are_noted_once_and_not_read() {
        let entries = read(
            "titre;Contact;Contact;Title;camille@example.org\nUn;a;b;c;d\n",
            100,
        )
        .unwrap();
        assert_eq!(entries.unknown, ["Contact", "Title", "…"]);
        assert_eq!(entries.rows[0].cells.len(), 1);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[a-z;,\"\n\r\t#é]{0,80}") {
            let _ = read(&text, 50);
            let _ = read(&format!("titre;lien\n{text}"), 50);
        }

        #[test]
        fn quoted_cells_read_back(cells in proptest::collection::vec("[a-z;,\"\n é]{0,12}", 1..8)) {
            let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
            writer.write_record(["titre", "description"]).unwrap();
            for cell in &cells {
                writer.write_record(["x", cell]).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let entries = read(&text, 100).unwrap();
            prop_assert_eq!(entries.unreadable, []);
            let read: Vec<Option<String>> = entries.rows.iter().map(|entry| entry.text(Column::Description)).collect();
            let written: Vec<Option<String>> = cells.iter().map(|cell| Some(cell.trim().to_owned()).filter(|cell| !cell.is_empty())).collect();
            prop_assert_eq!(read, written);
        }
    }
}
