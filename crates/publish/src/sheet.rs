//! CSV for spreadsheets (RFC 4180): one row for each consultation, headings in the language of the reader, a byte order mark by which spreadsheets recognise UTF-8.
//! No cell is ever taken for a formula.

use passerelle_index::Entry;
use passerelle_model::LocalizedText;

use super::Selection;
use super::phrases::Phrases;

/// The media type of every sheet.
pub const MEDIA_TYPE: &str = "text/csv; charset=utf-8; header=present";

/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The character between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// The comma of RFC 4180.
    Comma,
    /// The semicolon that spreadsheets in French and other languages with decimal commas expect; decimal numbers are written with a comma too.
    Semicolon,
}

impl Separator {
    /// Every separator.
    pub const ALL: [Self; 2] = [Self::Comma, Self::Semicolon];

    /// Returns the value of `separator=`.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
        }
    }

    const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
        }
    }

    fn decimal(self, number: f64) -> String {
        match self {
            Self::Comma => number.to_string(),
            Self::Semicolon => number.to_string().replace('.', ","),
        }
    }
}

/// The columns, by the names of their headings. New ones are added at the end, for programs that read by position.
const COLUMNS: [&str; 28] = [
    "csv-id",
    "csv-title",
    "csv-summary",
    "csv-status",
    "csv-opens",
    "csv-closes",
    "csv-territory-code",
    "csv-territory",
    "csv-organiser",
    "csv-level",
    "csv-modalities",
    "csv-themes",
    "csv-contributions",
    "csv-participants",
    "csv-votes",
    "csv-meetings",
    "csv-results",
    "csv-source",
    "csv-platform",
    "csv-licence",
    "csv-latitude",
    "csv-longitude",
    "csv-url",
    "csv-portal",
    "csv-updated",
    "csv-deadline",
    "csv-current-phase",
    "csv-access",
];

/// Writes the consultations of a selection as a sheet.
pub fn sheet(selection: &Selection<'_>, separator: Separator) -> Vec<u8> {
    let phrases = selection.phrases();
    let mut writer = writer(separator);
    // Writing to memory cannot fail.
    let _ = writer.write_record(COLUMNS.map(|name| phrases.say(name)));
    for entry in selection.entries {
        let _ = writer.write_record(row(selection, entry, &phrases, separator));
    }
    writer.into_inner().unwrap_or_default()
}

/// Creates an empty sheet, marked as UTF-8.
pub(super) fn writer(separator: Separator) -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new()
        .delimiter(separator.byte())
        .terminator(csv::Terminator::CRLF)
        .from_writer(MARK.to_vec())
}

fn row(
    selection: &Selection<'_>,
    entry: &Entry,
    phrases: &Phrases,
    separator: Separator,
) -> [String; 28] {
    let consultation = &entry.stored.consultation;
    let zone = consultation.timezone;
    let source = selection.site.source_of(consultation);
    let words = |text: &LocalizedText| safe(text.best_text(selection.languages));
    let count = |count: Option<u64>| count.map(|count| count.to_string()).unwrap_or_default();
    let optional = |text: Option<&str>| text.map(safe).unwrap_or_default();
    let territory = consultation.territory.as_ref();
    let modalities = consultation.modalities.iter();
    let modalities: Vec<String> = modalities.map(|it| phrases.modality(*it)).collect();
    let themes = consultation.themes.iter().map(words);
    let results = consultation.results.as_ref();
    let point = consultation.location;
    let (deadline, current) = (entry.deadline(), entry.current_phase());
    let updated = entry.stored.history.updated.with_timezone(&zone);
    [
        consultation.id.to_string(),
        words(&consultation.title),
        words(&consultation.summary),
        phrases.status(entry.status),
        entry.opens().map(|it| it.to_iso(zone)).unwrap_or_default(),
        entry.closes().map(|it| it.to_iso(zone)).unwrap_or_default(),
        optional(territory.map(|it| it.code.as_str())),
        optional(territory.map(|it| it.name.as_str())),
        optional(consultation.organiser.as_deref()),
        consultation
            .level
            .map(|it| phrases.level(it))
            .unwrap_or_default(),
        modalities.join(", "),
        themes.collect::<Vec<_>>().join(", "),
        count(consultation.counts.contributions),
        count(consultation.counts.participants),
        count(consultation.counts.votes),
        consultation.meetings_taking_place().count().to_string(),
        results
            .and_then(|results| results.published_on)
            .map(|day| day.to_string())
            .unwrap_or_default(),
        safe(source.name),
        source
            .platform
            .map(|it| phrases.platform(it))
            .unwrap_or_default(),
        optional(consultation.licence.as_deref()),
        point
            .map(|it| separator.decimal(it.latitude))
            .unwrap_or_default(),
        point
            .map(|it| separator.decimal(it.longitude))
            .unwrap_or_default(),
        safe(consultation.url.as_str()),
        selection.page_of(consultation.id),
        updated.date_naive().to_string(),
        deadline.map(|it| it.to_string()).unwrap_or_default(),
        current.map(|it| words(&it.title)).unwrap_or_default(),
        phrases.access(consultation.access).unwrap_or_default(),
    ]
}

/// Returns a cell that no spreadsheet takes for a formula: an apostrophe is put in front of a character that would begin one, also behind spaces.
pub(super) fn safe(cell: &str) -> String {
    let begins = cell
        .trim_start()
        .starts_with(['=', '+', '-', '@', '|', '%']);
    if begins || cell.starts_with(['\t', '\r', '\n']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn no_cell_is_a_formula() {
        for formula in [
            "=1+1",
            "+33",
            "-2",
            "@SUM(A1)",
            "  =cmd|' /C calc'!A0",
            "\t=1",
            "|x",
            "\r1",
        ] {
            assert!(safe(formula).starts_with('\''), "{formula}");
        }
        for text in ["École", "2026-11-22", "a=b", "", "« -2 »"] {
            assert_eq!(safe(text), text);
        }
    }
}
