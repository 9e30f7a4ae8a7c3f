//! Reads the text of a document within bounds, and lists its operations in the order of the text.

use async_graphql_parser::types::{DocumentOperations, ExecutableDocument, OperationDefinition};
use async_graphql_parser::{Error, Pos, Positioned, parse_query};

/// The deepest that braces, brackets and parentheses may nest: the parser calls itself for each.
const MAX_NESTING: usize = 64;
/// The most fragments that a document may have: one may spread the next, and async-graphql follows such a chain by calling itself.
const MAX_FRAGMENTS: usize = 100;

/// A reason not to read a text as a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// The brackets nest deeper than the parser is trusted with.
    TooDeep,
    /// The text has more fragments than this.
    TooManyFragments(usize),
    /// The document has no operation, or several that their names do not tell apart.
    Operations {
        /// The parser's explanation.
        message: String,
        /// The places that it is about, the most important first.
        positions: Vec<Pos>,
    },
    /// The text is no GraphQL document.
    Syntax {
        /// The parser's explanation, over several lines.
        message: String,
        /// The places that it is about, the most important first.
        positions: Vec<Pos>,
        /// Says that the text ends too early.
        at_end: bool,
    },
}

/// One operation of a document.
#[derive(Debug, Clone, Copy)]
pub struct Operation<'d> {
    /// The name, if the operation has one.
    pub name: Option<&'d str>,
    /// The operation and where it begins.
    pub definition: &'d Positioned<OperationDefinition>,
}

impl Operation<'_> {
    /// The first element of every path inside the operation.
    pub(crate) fn title(self) -> String {
        self.name
            .map_or_else(|| "query".to_owned(), |name| format!("query {name}"))
    }
}

/// Parses `text`, whose nesting and number of fragments are bounded.
pub fn read(text: &str) -> Result<ExecutableDocument, Unreadable> {
    if nests_too_deep(text) {
        return Err(Unreadable::TooDeep);
    }
    let document = parse_query(text).map_err(|error| unreadable(text, &error))?;
    if document.fragments.len() > MAX_FRAGMENTS {
        return Err(Unreadable::TooManyFragments(MAX_FRAGMENTS));
    }
    Ok(document)
}

/// Lists the operations of `document` in the order of its text.
pub fn operations(document: &ExecutableDocument) -> Vec<Operation<'_>> {
    let mut operations: Vec<_> = match &document.operations {
        DocumentOperations::Single(definition) => vec![Operation {
            name: None,
            definition,
        }],
        DocumentOperations::Multiple(named) => (named.iter())
            .map(|(name, definition)| Operation {
                name: Some(name.as_str()),
                definition,
            })
            .collect(),
    };
    operations.sort_by_key(|operation| place(operation.definition.pos));
    operations
}

/// The line and the column, which can be compared.
pub(crate) fn place(position: Pos) -> (usize, usize) {
    (position.line, position.column)
}

fn unreadable(text: &str, error: &Error) -> Unreadable {
    let message = error.to_string();
    let positions = error.positions().collect();
    match error {
        Error::MissingOperation
        | Error::MultipleOperations { .. }
        | Error::OperationDuplicated { .. } => Unreadable::Operations { message, positions },
        _ => Unreadable::Syntax {
            message,
            positions,
            at_end: matches!(error, Error::Syntax { start, .. } if is_end(text, *start)),
        },
    }
}

/// Returns whether nothing but blanks stands from `position` on.
fn is_end(text: &str, position: Pos) -> bool {
    let mut lines = text.split('\n').skip(position.line.saturating_sub(1));
    let first = lines.next().unwrap_or_default();
    let rest = first.chars().skip(position.column.saturating_sub(1));
    rest.chain(lines.flat_map(str::chars))
        .all(char::is_whitespace)
}

/// Returns whether the brackets of `text` nest deeper than the parser is trusted with. Strings and comments do not count.
fn nests_too_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let skipped = match letter {
            '#' => rest.find(['\n', '\r']).unwrap_or(rest.len()),
            '"' => after_string(rest),
            _ => letter.len_utf8(),
        };
        match letter {
            '{' | '[' | '(' => depth += 1,
            '}' | ']' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_NESTING {
            return true;
        }
        rest = rest.get(skipped..).unwrap_or("");
    }
    false
}

/// The length of the string at the beginning of `text`. One that is not closed ends with its line: at worst too much is counted.
fn after_string(text: &str) -> usize {
    if let Some(block) = text.strip_prefix("\"\"\"") {
        return block.find("\"\"\"").map_or(3, |end| end + 6);
    }
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            '\n' | '\r' => return at,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_strings_and_comments_do_not_nest() {
        let text = format!("{{a(b: \"{}\")}} # {}", "{".repeat(99), "(".repeat(99));
        assert!(read(&text).is_ok());
        for open in ["{a", "[", "("] {
            assert_eq!(read(&open.repeat(40_000)).unwrap_err(), Unreadable::TooDeep);
        }
    }

    #[test]
    fn a_text_that_ends_too_early_is_told_from_one_that_is_wrong() {
        let ends = |text: &str| match read(text).unwrap_err() {
            Unreadable::Syntax { at_end, .. } => at_end,
            other => panic!("{other:?}"),
        };
        for text in ["", "{decidim{version", "{ decidim {\n  ", "query Q("] {
            assert!(ends(text), "{text}");
        }
        for text in ["nope", "{decidim{version}}}", "{a:}"] {
            assert!(!ends(text), "{text}");
        }
    }

    #[test]
    fn a_long_chain_of_fragments_is_not_read() {
        let chain = (0..2000).map(|n| format!("fragment F{n} on Query {{ ...F{} }}\n", n + 1));
        let chain = chain.collect::<Vec<_>>().concat();
        let read = read(&format!("{{ ...F0 }}\n{chain}"));
        assert_eq!(read.unwrap_err(), Unreadable::TooManyFragments(100));
    }

    #[test]
    fn operations_come_in_the_order_of_the_text() {
        let text = (0..20).map(|n| format!("query Q{n} {{a}}\n"));
        let text = text.collect::<Vec<_>>().concat();
        let document = read(&text).unwrap();
        let names: Vec<_> = operations(&document)
            .into_iter()
            .filter_map(|operation| operation.name)
            .collect();
        let expected: Vec<_> = (0..20).map(|n| format!("Q{n}")).collect();
        assert_eq!(names, expected);
    }
}
