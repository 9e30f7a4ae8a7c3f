//! Reasons in words: the sentences of a code, with its parameters written as the language writes them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use chrono_tz::Tz;
use fluent_templates::fluent_bundle::FluentValue;

use super::Phrases;
use passerelle_model::reason::{Audience, Code, Item, Kind, Param, Place, Reason};
use passerelle_model::{Language, Moment};

/// The value of a parameter that a reason does not have: phrases tell it apart.
const NONE: &str = "none";

/// The values that fill in a phrase.
type Values = HashMap<Cow<'static, str>, FluentValue<'static>>;

/// A reason in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The sentence: what happened, to what, since when, what stays as it was.
    pub sentence: String,
    /// The part that only whoever runs the site can use; empty for everyone else.
    pub detail: String,
    /// The request to whoever runs the platform, in words that can be copied into a mail; empty where there is nothing to ask.
    pub ask: String,
    /// The language of the sentence where it is not that of the phrases: an earlier release stored it in English.
    pub language: Option<Language>,
}

impl Said {
    /// All of it as one text.
    pub fn whole(&self, phrases: &Phrases) -> String {
        let ask = self.to_ask(phrases);
        let all = [self.sentence.as_str(), &self.detail, &ask].into_iter();
        let all: Vec<&str> = all.filter(|text| !text.is_empty()).collect();
        all.join(" ")
    }

    /// Returns the request to the platform's team as one paragraph; empty where there is nothing to ask.
    pub fn to_ask(&self, phrases: &Phrases) -> String {
        if self.ask.is_empty() {
            String::new()
        } else {
            phrases.with("reason-to-ask", &[("ask", &self.ask)])
        }
    }
}

impl fmt::Display for Said {
    /// The sentence alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl Phrases {
    /// The reason in words for an audience; its moments are told in the time of `zone`.
    pub fn reason(&self, reason: &Reason, audience: Audience, zone: Tz) -> Said {
        let (code, params) = match reason {
            Reason::Told { message, .. } => {
                return Said {
                    sentence: message.clone(),
                    detail: String::new(),
                    ask: String::new(),
                    language: "en".parse().ok(),
                };
            }
            Reason::Coded { code, params } => (*code, params),
        };
        let teller = Teller {
            phrases: self,
            audience,
            zone,
        };
        let values = teller.values(code, &|name| params.get(name));
        let name = format!("reason-{}", code.token());
        let optional = |part: &str| self.fill_if_any(&format!("{name}-{part}"), &values);
        Said {
            sentence: self.fill(&name, &values),
            ask: optional("ask"),
            detail: match audience {
                Audience::Operator => optional("detail").trim().to_owned(),
                Audience::Everyone => String::new(),
            },
            language: None,
        }
    }

    /// A reason as a part of another: what an operator may know of it stands in brackets where it is no sentence of its own.
    fn reason_within(&self, reason: &Reason, audience: Audience, zone: Tz) -> String {
        let said = self.reason(reason, audience, zone);
        if said.detail.is_empty() {
            return said.sentence;
        }
        if said.sentence.ends_with('.') {
            return format!("{} {}", said.sentence, said.detail);
        }
        let parts = [
            ("sentence", said.sentence.as_str()),
            ("detail", said.detail.as_str()),
        ];
        self.with("reason-with-detail", &parts)
    }
}

/// Tells parameters in one language to one audience.
struct Teller<'a> {
    phrases: &'a Phrases,
    audience: Audience,
    zone: Tz,
}

impl Teller<'_> {
    /// Every parameter of the code, those that the reason does not have included.
    fn values<'p>(&self, code: Code, param: &dyn Fn(&str) -> Option<&'p Param>) -> Values {
        let count = match param("count") {
            Some(Param::Count(count)) => usize::try_from(*count).unwrap_or(usize::MAX),
            _ => 0,
        };
        let mut values = Values::new();
        for parameter in code.parameters() {
            let (name, kind) = (parameter.name, parameter.kind);
            let is_shown = self.audience == Audience::Operator || kind.is_for_everyone();
            let given = param(name).filter(|_| is_shown);
            if kind == Kind::Count {
                let number = match given {
                    Some(Param::Count(count)) => *count,
                    _ => 0,
                };
                let shown = usize::try_from(number).unwrap_or(usize::MAX);
                let shown = self.phrases.number(shown);
                values.insert(format!("{name}-shown").into(), shown.into());
                values.insert(name.into(), number.into());
            } else if let (Kind::Bytes, Some(Param::Count(bytes))) = (kind, given) {
                values.insert(name.into(), self.size(*bytes).into());
            } else {
                if kind == Kind::Platform {
                    let label = given.map_or_else(String::new, |given| self.platform(given));
                    values.insert(format!("{name}-label").into(), label.into());
                }
                let told = given.map(|given| self.told(kind, given, count));
                let told = told.filter(|told| !told.is_empty());
                let told = told.unwrap_or_else(|| NONE.to_owned());
                values.insert(name.into(), told.into());
            }
        }
        values
    }

    /// The label of a platform; empty where anything would do.
    fn platform(&self, param: &Param) -> String {
        let platform = match param {
            Param::Text(token) => token.parse().ok(),
            _ => None,
        };
        platform.map_or_else(String::new, |platform| self.phrases.platform(platform))
    }

    fn told(&self, kind: Kind, param: &Param, count: usize) -> String {
        match param {
            Param::Text(text) => text.clone(),
            Param::Count(count) => count.to_string(),
            Param::Moment(moment) => {
                let moment = Moment::Instant(moment.fixed_offset());
                self.phrases.moment(moment, self.zone)
            }
            Param::Day(day) => self.phrases.day(*day),
            Param::List(texts) if matches!(kind, Kind::Words(_)) => {
                let words = texts.iter();
                let words = words.map(|word| self.phrases.say(&format!("reason-word-{word}")));
                words.collect::<Vec<_>>().join(", ")
            }
            Param::List(texts) => {
                let quoted = texts.iter();
                let quoted =
                    quoted.map(|text| self.phrases.with("reason-quoted", &[("text", text)]));
                joined(quoted.collect(), ", ", count)
            }
            Param::Places(places) => {
                let places = places.iter().map(|place| self.place(*place));
                joined(places.collect(), ", ", count)
            }
            Param::Items(items) => {
                let items = items.iter().map(|item| self.item(item));
                let separator = format!("{} ", self.phrases.say("reason-separator"));
                joined(items.collect(), &separator, count)
            }
        }
    }

    /// A number of bytes as people write it, in the largest unit of which there is one.
    fn size(&self, bytes: u64) -> String {
        let (name, tenths) = match bytes {
            0..1_000 => ("reason-size-bytes", bytes * 10),
            1_000..1_000_000 => ("reason-size-kb", bytes / 100),
            _ => ("reason-size-mb", bytes / 100_000),
        };
        let number = match (tenths / 10, tenths % 10) {
            (whole, 0) => whole.to_string(),
            (whole, tenth) => format!("{whole}{}{tenth}", self.phrases.say("decimal-mark")),
        };
        self.phrases.with(name, &[("number", &number)])
    }

    fn item(&self, item: &Item) -> String {
        let reasons = item.reasons.iter();
        let why: Vec<String> = reasons
            .map(|reason| self.phrases.reason_within(reason, self.audience, self.zone))
            .collect();
        let why = why.join(", ");
        let Some(place) = item.place else {
            return why;
        };
        let place = self.place(place);
        self.phrases
            .with("reason-item", &[("place", &place), ("why", &why)])
    }

    fn place(&self, place: Place) -> String {
        let (name, number) = match place {
            Place::Line(line) => ("reason-place-line", line.to_string()),
            Place::Entry(entry) => ("reason-place-entry", entry.to_string()),
            Place::Change(change) => ("reason-place-change", change.to_string()),
            Place::Event(day) => {
                let day = self.phrases.day(day);
                return self.phrases.with("reason-place-event", &[("day", &day)]);
            }
        };
        self.phrases.with(name, &[("number", &number)])
    }
}

/// The parts of a list, and that there are more where it names fewer than there are.
fn joined(parts: Vec<String>, separator: &str, count: usize) -> String {
    let more = (!parts.is_empty() && parts.len() < count).then(|| "…".to_owned());
    let parts: Vec<String> = parts.into_iter().chain(more).collect();
    parts.join(separator)
}
