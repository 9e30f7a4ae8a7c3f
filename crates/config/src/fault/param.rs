//! Parameters: the values in the sentences of a fault.

use std::io;
use std::time::Duration;

use serde::{Serialize, Serializer};

use crate::duration;
use passerelle_model::Platform;

/// A parameter of a fault. Characters that would control a terminal are replaced in texts of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Param {
    /// A key, an address, or a word of a closed list.
    Text(String),
    /// A text of the file, which sentences set in quotation marks.
    Quote(String),
    /// A number.
    Number(u64),
    /// An integer of the configuration.
    Integer(i64),
    /// A number with one digit behind a decimal point.
    Decimal(#[serde(serialize_with = "as_number")] String),
    /// Keys, or names of tables.
    List(Vec<String>),
    /// Words of a closed list; sentences add the labels of those that are terms of participation.
    Terms(Vec<String>),
}

fn as_number<S: Serializer>(decimal: &str, serializer: S) -> Result<S::Ok, S::Error> {
    match decimal.parse::<f64>() {
        Ok(number) => serializer.serialize_f64(number),
        Err(_) => serializer.serialize_str(decimal),
    }
}

/// A field of a fault that is a parameter of its sentences.
pub(super) trait Fill {
    /// Returns the parameter; `None` where there is none.
    fn param(&self) -> Option<Param>;
}

/// The part of a text that a message quotes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quote(String);

impl Quote {
    /// Shortens `text` to 60 characters.
    pub(crate) fn of(text: &str) -> Self {
        Self(shortened(text))
    }

    /// Quotes an address or the name of a host; `None` where it may hold a password.
    pub(crate) fn of_address(text: &str) -> Option<Self> {
        (!text.contains('@')).then(|| Self::of(text.trim()))
    }
}

/// A number, rounded to one digit behind the decimal point.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(String);

impl Decimal {
    /// Rounds it.
    pub(crate) fn of(number: f64) -> Self {
        Self(format!("{number:.1}"))
    }
}

/// Words of a closed list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Terms(pub(crate) Vec<String>);

/// Cuts a text to the part that a message quotes.
pub(crate) fn shortened(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        format!("{short}…")
    } else {
        short
    }
}

/// Replaces the characters of a text that would control a terminal.
pub(crate) fn printable(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
}

fn all_printable(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| printable(text)).collect()
}

impl Fill for String {
    fn param(&self) -> Option<Param> {
        Some(Param::Text(printable(self)))
    }
}

impl Fill for Quote {
    fn param(&self) -> Option<Param> {
        Some(Param::Quote(printable(&self.0)))
    }
}

impl Fill for u64 {
    fn param(&self) -> Option<Param> {
        Some(Param::Number(*self))
    }
}

impl Fill for i64 {
    fn param(&self) -> Option<Param> {
        Some(Param::Integer(*self))
    }
}

impl Fill for Decimal {
    fn param(&self) -> Option<Param> {
        Some(Param::Decimal(self.0.clone()))
    }
}

/// Written as in the configuration: `1h30m`.
impl Fill for Duration {
    fn param(&self) -> Option<Param> {
        Some(Param::Text(duration::written(*self)))
    }
}

impl Fill for Platform {
    fn param(&self) -> Option<Param> {
        Some(Param::Text(self.token().to_owned()))
    }
}

impl Fill for Vec<String> {
    fn param(&self) -> Option<Param> {
        (!self.is_empty()).then(|| Param::List(all_printable(self)))
    }
}

impl Fill for Terms {
    fn param(&self) -> Option<Param> {
        Some(Param::Terms(all_printable(&self.0)))
    }
}

impl<T: Fill> Fill for Option<T> {
    fn param(&self) -> Option<Param> {
        self.as_ref().and_then(Fill::param)
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $word:ident = $token:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$word_doc])* $word,)* }

        impl Fill for $name {
            fn param(&self) -> Option<Param> {
                let token = match self { $(Self::$word => $token,)* };
                Some(Param::Text(token.to_owned()))
            }
        }

        #[cfg(any(test, feature = "test-support"))]
        impl super::samples::Sample for $name {
            fn samples(name: &str) -> Vec<Self> {
                let mut all = vec![$(Self::$word,)*];
                if name == "found" {
                    // Another than what is wanted.
                    all.rotate_left(1);
                }
                all
            }
        }
    };
}

words! {
    /// The type of a value.
    Kind {
        /// A string of TOML.
        Text = "text",
        /// An integer of 64 bits.
        Integer = "integer",
        /// Another number. No key takes one.
        Number = "number",
        /// `true` or `false`.
        Boolean = "boolean",
        /// A date or time. No key takes one.
        Date = "date",
        /// An array.
        List = "list",
        /// A table.
        Table = "table",
    }
}

words! {
    /// The way in which a value of another type can be written as the expected one.
    Remedy {
        /// Writing it in quotes, with a unit.
        Unit = "unit",
        /// Writing it in quotes.
        Quotes = "quotes",
        /// Writing it in brackets.
        Brackets = "brackets",
        /// Writing it without quotes.
        Bare = "bare",
        /// Writing it with the header of an array of tables.
        Headers = "headers",
    }
}

words! {
    /// The reason for which a file cannot be read.
    Why {
        /// The file does not exist.
        Absent = "absent",
        /// The user who runs the program may not read it.
        Forbidden = "forbidden",
        /// The path is a folder.
        Folder = "folder",
        /// The file is not UTF-8.
        NotText = "not_text",
        /// Another cause, with the message of the operating system.
        Other = "other",
    }
}

impl From<&io::Error> for Why {
    fn from(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Absent,
            io::ErrorKind::PermissionDenied => Self::Forbidden,
            io::ErrorKind::IsADirectory => Self::Folder,
            io::ErrorKind::InvalidData => Self::NotText,
            _ => Self::Other,
        }
    }
}

words! {
    /// A flaw of an address.
    Flaw {
        /// The address does not begin with `https://`.
        Scheme = "scheme",
        /// The address names no host.
        Host = "host",
        /// The host is no name.
        Name = "name",
        /// The host looks like an IP address and is none.
        Number = "number",
        /// The port is no number from 0 to 65535.
        Port = "port",
        /// Something else.
        Other = "other",
    }
}

impl From<url::ParseError> for Flaw {
    fn from(error: url::ParseError) -> Self {
        use url::ParseError as E;
        match error {
            E::RelativeUrlWithoutBase | E::RelativeUrlWithCannotBeABaseBase => Self::Scheme,
            E::EmptyHost => Self::Host,
            E::IdnaError | E::InvalidDomainCharacter => Self::Name,
            E::InvalidIpv4Address | E::InvalidIpv6Address => Self::Number,
            E::InvalidPort => Self::Port,
            _ => Self::Other,
        }
    }
}
