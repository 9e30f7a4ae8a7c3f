//! The stored form of reasons: a code and plain parameters, whose kinds are those in the table of codes. The forms of earlier releases, a code with an English
//! sentence or a sentence alone, are read too.

use chrono::{DateTime, NaiveDate, Utc};
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::{Audience, Code, Item, Kind, Param, Place, Reason};

/// The code of a sentence that was stored alone.
const ALONE: &str = "error";

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut reason = serializer.serialize_struct("Reason", 2)?;
        reason.serialize_field("code", self.code())?;
        match self {
            Self::Coded { .. } => {
                reason.serialize_field("params", &self.params(Audience::Operator))?;
            }
            Self::Told { message, .. } => reason.serialize_field("message", message)?,
        }
        reason.end()
    }
}

/// The forms in which a reason was ever stored.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    Sentence(String),
    Reason {
        code: String,
        message: Option<String>,
        #[serde(default)]
        params: Map<String, Value>,
    },
}

impl<'de> Deserialize<'de> for Reason {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Stored::deserialize(deserializer)? {
            Stored::Sentence(message) => Self::told(ALONE, message),
            Stored::Reason {
                code,
                message: Some(message),
                ..
            } => Self::Told { code, message },
            Stored::Reason { code, params, .. } => coded(code, &params),
        })
    }
}

/// Makes a reason of this release; of one of a later release only the code is known.
fn coded(token: String, params: &Map<String, Value>) -> Reason {
    let Some(code) = Code::of(&token) else {
        return Reason::told(token.clone(), token);
    };
    let known = code.parameters().iter();
    let params = known
        .filter_map(|known| {
            let param = read(known.kind, params.get(known.name)?)?;
            Some((known.name, param))
        })
        .collect();
    Reason::Coded { code, params }
}

/// Reads a plain value as a parameter of this kind; `None` if it has another form.
fn read(kind: Kind, value: &Value) -> Option<Param> {
    let texts = |value: &Value| {
        let texts = value.as_array()?.iter();
        texts
            .map(|text| text.as_str().map(str::to_owned))
            .collect::<Option<Vec<String>>>()
    };
    let param = match kind {
        Kind::Text | Kind::Internal | Kind::Word(_) | Kind::Platform => {
            Param::Text(value.as_str()?.to_owned())
        }
        Kind::Count | Kind::Bytes => Param::Count(value.as_u64()?),
        Kind::Day => Param::Day(value.as_str()?.parse::<NaiveDate>().ok()?),
        Kind::Moment => Param::Moment(value.as_str()?.parse::<DateTime<Utc>>().ok()?),
        Kind::List | Kind::Internals | Kind::Words(_) => Param::List(texts(value)?),
        Kind::Places => Param::Places(Vec::<Place>::deserialize(value).ok()?),
        Kind::Items => Param::Items(value.as_array()?.iter().filter_map(item).collect()),
    };
    kind.takes(&param).then_some(param)
}

fn item(value: &Value) -> Option<Item> {
    let place = value.get("place");
    let reasons = Vec::<Reason>::deserialize(value.get("reasons")?).ok()?;
    (!reasons.is_empty()).then_some(Item {
        place: place.and_then(|place| Place::deserialize(place).ok()),
        reasons,
    })
}
