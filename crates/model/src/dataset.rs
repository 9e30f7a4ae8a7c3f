//! Datasets of open data portals: the operator's map of the fields in which consultations are described.

use std::collections::BTreeSet;

use super::DeclaredState;

/// A dataset, and the meaning of its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dataset {
    /// The identifier on the portal.
    pub id: String,
    /// The condition on the records to relay, in the portal's query language (ODSQL); `None` for all.
    pub filter: Option<String>,
    /// Names of the fields to read.
    pub fields: DatasetFields,
}

/// The names of the fields of a dataset, by their meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatasetFields {
    /// The key of a record, which never changes.
    pub id: String,
    /// The title.
    pub title: String,
    /// The page of a record.
    pub url: PageAddress,
    /// A short text.
    pub summary: Option<String>,
    /// A long text.
    pub description: Option<String>,
    /// The opening.
    pub opens: Option<String>,
    /// The closing.
    pub closes: Option<String>,
    /// The state, in the words of `statuses`.
    pub status: Option<String>,
    /// The territory, by code or by name.
    pub territory: Option<String>,
    /// A point or a shape that is one.
    pub point: Option<String>,
    /// An image.
    pub image: Option<String>,
    /// The themes.
    pub themes: Option<String>,
    /// States for which the words of `status` stand.
    pub statuses: Vec<(String, DeclaredState)>,
}

impl DatasetFields {
    /// Returns every field that is requested, each once.
    pub fn names(&self) -> BTreeSet<&str> {
        let optional = [
            &self.summary,
            &self.description,
            &self.opens,
            &self.closes,
            &self.status,
            &self.territory,
            &self.point,
            &self.image,
            &self.themes,
        ];
        [self.id.as_str(), self.title.as_str()]
            .into_iter()
            .chain(self.url.fields())
            .chain(optional.into_iter().filter_map(Option::as_deref))
            .collect()
    }
}

/// The address of the page of a record: a field that holds it, or an address made of fields, `https://www.example.fr/projet/{id}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageAddress(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Field(String),
}

/// The error for a text that is neither the name of a field nor an address made of fields.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected the name of a field, or an address such as https://www.example.fr/projet/{{id}} in which names of fields stand in braces"
)]
pub struct InvalidPageAddress;

impl PageAddress {
    /// Parses the page address of a dataset, whose fields have technical names.
    pub fn parse(text: &str) -> Result<Self, InvalidPageAddress> {
        Self::made_of(text, is_field_name)
    }

    /// Parses the page address of a list, whose columns may have any name.
    pub fn of_columns(text: &str) -> Result<Self, InvalidPageAddress> {
        Self::made_of(text, |name| {
            !name.trim().is_empty() && !name.contains(['{', '}', ':'])
        })
    }

    fn made_of(text: &str, is_name: impl Fn(&str) -> bool) -> Result<Self, InvalidPageAddress> {
        let text = text.trim();
        if is_name(text) {
            return Ok(Self(vec![Part::Field(text.to_owned())]));
        }
        if !text.starts_with("https://") && !text.starts_with("http://") {
            return Err(InvalidPageAddress);
        }
        let (mut parts, mut rest) = (Vec::new(), text);
        while let Some((before, after)) = rest.split_once('{') {
            let (field, tail) = after.split_once('}').ok_or(InvalidPageAddress)?;
            if !is_name(field) {
                return Err(InvalidPageAddress);
            }
            parts.push(Part::Text(before.to_owned()));
            parts.push(Part::Field(field.to_owned()));
            rest = tail;
        }
        if parts.is_empty() || rest.contains('}') {
            return Err(InvalidPageAddress);
        }
        parts.push(Part::Text(rest.to_owned()));
        Ok(Self(parts))
    }

    /// Returns the field that holds the whole address; `None` if the address is made of several parts.
    pub fn as_field(&self) -> Option<&str> {
        match self.0.as_slice() {
            [Part::Field(field)] => Some(field),
            _ => None,
        }
    }

    /// Returns the fields of which it is made.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|part| match part {
            Part::Field(field) => Some(field.as_str()),
            Part::Text(_) => None,
        })
    }

    /// Returns the address of a record whose fields have the values that `value` gives; `None` if one of them has none. Values inside an address are
    /// percent-encoded.
    pub fn filled(&self, value: impl Fn(&str) -> Option<String>) -> Option<String> {
        let is_whole = self.0.len() == 1;
        let mut filled = String::new();
        for part in &self.0 {
            match part {
                Part::Text(text) => filled.push_str(text),
                Part::Field(field) => {
                    let value = value(field).filter(|value| !value.trim().is_empty())?;
                    if is_whole {
                        filled.push_str(value.trim());
                    } else {
                        filled.push_str(&encoded(value.trim()));
                    }
                }
            }
        }
        Some(filled)
    }
}

/// Returns whether a text is the technical name of a field: letters, digits, `_`, `-` and `.`, beginning with a letter or `_`.
pub fn is_field_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.len() <= 100
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}

fn encoded(value: &str) -> String {
    url::form_urlencoded::byte_serialize(value.as_bytes())
        .collect::<String>()
        .replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_in_a_field_or_at_an_address_made_of_fields() {
        let value = |field: &str| (field != "empty").then(|| format!("a b/{field}"));
        let page = |text: &str| PageAddress::parse(text).unwrap().filled(value);
        assert_eq!(page("lien").as_deref(), Some("a b/lien"));
        assert_eq!(
            page("https://a.fr/p/{id}?l={lang}#x").as_deref(),
            Some("https://a.fr/p/a%20b%2Fid?l=a%20b%2Flang#x")
        );
        assert_eq!(page("https://a.fr/{empty}"), None);
        for bad in [
            "",
            "https://a.fr/",
            "https://a.fr/{id",
            "https://a.fr/{}",
            "a b",
            "/p/{id}",
            "https://a.fr/id}",
        ] {
            assert_eq!(PageAddress::parse(bad), Err(InvalidPageAddress), "{bad}");
        }
    }
}
