//! The written configuration as a tree in which every value has its line (or its variable), so that later problems can name the place.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{Fault, Kind};
use super::problem::{Place, Problem};
use passerelle_model::Language;

/// A value and the place where it is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) place: Place,
}

/// A TOML value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(String),
    Integer(i64),
    /// A number that is not an integer of 64 bits. No key takes one.
    Number,
    Boolean(bool),
    /// A date or time. No key takes one.
    Moment,
    List(Vec<Node>),
    /// A table, in the order of the keys.
    Table(Vec<(String, Node)>),
}

impl Value {
    /// Returns its type.
    pub(super) const fn kind(&self) -> Kind {
        match self {
            Self::Text(_) => Kind::Text,
            Self::Integer(_) => Kind::Integer,
            Self::Number => Kind::Number,
            Self::Boolean(_) => Kind::Boolean,
            Self::Moment => Kind::Date,
            Self::List(_) => Kind::List,
            Self::Table(_) => Kind::Table,
        }
    }
}

/// Parses a whole file into a tree, as far as it can be parsed; returns it with the problems of the other parts.
pub(super) fn read(text: &str, file: &str) -> (Node, Vec<Problem>) {
    let lines = Lines::of(text, file);
    let (table, errors) = DeTable::parse_recoverable(text);
    let problems = errors.iter().map(|error| Problem {
        place: lines.place(error.span().map(|span| span.start)),
        key: String::new(),
        // The display of the error would repeat the line, which may hold a secret.
        fault: Fault::NotToml {
            cause: error.message().to_owned(),
        },
    });
    let node = Node {
        value: lines.table(table.get_ref()),
        place: lines.place(None),
    };
    (node, problems.collect())
}

/// Parses the value of a variable of the environment, written as it would be in the file.
pub(super) fn read_value(text: &str, variable: &Place) -> Option<Node> {
    let value = DeValue::parse(text).ok()?;
    let mut node = Lines::of("", "").node(&value);
    node.put_at(variable);
    Some(node)
}

impl Node {
    /// Returns the node at this key of a table; `None` if this is no table or has no such key.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Value::Table(entries) = &self.value else {
            return None;
        };
        let mut entries = entries.iter();
        entries
            .find(|(name, _)| name == key)
            .map(|(_, entry)| entry)
    }

    /// Returns the languages in a list, or in a text where a list should be; other texts are skipped.
    pub(super) fn languages(&self) -> Vec<Language> {
        match &self.value {
            Value::Text(text) => text.parse().into_iter().collect(),
            Value::List(items) => items.iter().flat_map(Self::languages).collect(),
            _ => Vec::new(),
        }
    }

    /// Sets the place of the node and of everything in it.
    fn put_at(&mut self, place: &Place) {
        self.place = place.clone();
        match &mut self.value {
            Value::List(items) => items.iter_mut().for_each(|item| item.put_at(place)),
            Value::Table(entries) => entries
                .iter_mut()
                .for_each(|(_, entry)| entry.put_at(place)),
            _ => {}
        }
    }
}

/// The beginnings of the lines of a file.
struct Lines<'a> {
    file: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(text: &str, file: &'a str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self {
            file,
            starts: breaks.map(|(at, _)| at + 1).collect(),
        }
    }

    fn place(&self, offset: Option<usize>) -> Place {
        Place::File {
            file: self.file.to_owned(),
            line: offset.map(|offset| self.starts.partition_point(|start| *start <= offset) + 1),
        }
    }

    fn table(&self, table: &DeTable<'_>) -> Value {
        let entries = table.iter().map(|(key, value)| {
            let mut node = self.node(value);
            node.place = self.place(Some(key.span().start));
            (key.get_ref().to_string(), node)
        });
        Value::Table(entries.collect())
    }

    fn node(&self, value: &Spanned<DeValue<'_>>) -> Node {
        let place = self.place(Some(value.span().start));
        let value = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
                .map_or(Value::Number, Value::Integer),
            DeValue::Float(_) => Value::Number,
            DeValue::Boolean(boolean) => Value::Boolean(*boolean),
            DeValue::Datetime(_) => Value::Moment,
            DeValue::Array(items) => {
                Value::List(items.iter().map(|item| self.node(item)).collect())
            }
            DeValue::Table(table) => self.table(table),
        };
        Node { value, place }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(node: &Node) -> Option<usize> {
        match &node.place {
            Place::File { line, .. } => *line,
            Place::Variable { .. } => None,
        }
    }

    fn get<'a>(node: &'a Node, key: &str) -> &'a Node {
        node.get(key).unwrap()
    }

    #[test]
    fn every_value_knows_its_line() {
        let text = "[gateway]\n\nname = 'é'\n[[sources]]\nid = 'a'\n[[sources]]\nid = 'b'\nlist = [\n1,\n2]\n";
        let (root, problems) = read(text, "f.toml");
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(line(get(get(&root, "gateway"), "name")), Some(3));
        let Value::List(sources) = &get(&root, "sources").value else {
            panic!("no list")
        };
        assert_eq!(
            sources.iter().map(line).collect::<Vec<_>>(),
            [Some(4), Some(6)]
        );
        let Value::List(items) = &get(&sources[1], "list").value else {
            panic!("no list")
        };
        assert_eq!(
            items.iter().map(line).collect::<Vec<_>>(),
            [Some(9), Some(10)]
        );
    }

    #[test]
    fn every_syntax_error_is_reported_with_its_line_and_without_its_text() {
        let (_, problems) = read("a = 1\na = 2\ntoken = hush-hush\nb = [1\nc = 3\n", "f.toml");
        let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(shown.len() >= 3, "{shown:?}");
        assert!(
            shown
                .iter()
                .any(|problem| problem.starts_with("f.toml:2: not_toml (cause duplicate key")),
            "{shown:?}"
        );
        assert!(
            shown.iter().all(|problem| !problem.contains("hush")),
            "{shown:?}"
        );
    }
}
