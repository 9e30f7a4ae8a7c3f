//! Probable duplicates: consultations of different publishers that may be one, though neither names the other. They are suggested to the operator,
//! who decides: likeness alone never merges anything. The thresholds prefer missing a pair to suggesting a wrong one.
//!
//! Two consultations are alike when their titles name the same things, they concern the same territory (or one of a commune and its
//! intercommunality), and their days overlap as far as they are known.

use std::collections::{BTreeSet, HashMap, HashSet};

use passerelle_geography::Geography;
use passerelle_model::{
    Consultation, Likeness, Pair, Period, Publisher, Suggestion, TerritoryCode, TerritoryKind,
};

mod title;

use title::Title;

/// The least score that is worth an operator's time, in hundredths.
const LEAST_SCORE: f64 = 70.0;
/// The most suggestions; nobody reads more.
const MOST_SUGGESTIONS: usize = 500;
/// The most titles of one territory that may contain a word by which candidates are found.
const MOST_TITLES_OF_WORD: usize = 60;
/// The most pairs that are compared.
const MOST_PAIRS: usize = 400_000;

/// The parts of a consultation that are compared.
struct Profile<'a> {
    consultation: &'a Consultation,
    publisher: Publisher,
    territory: TerritoryCode,
    title: Title,
}

impl<'a> Profile<'a> {
    /// Makes the profile of a consultation; `None` if it has no territory, without which nothing can be compared.
    fn of(consultation: &'a Consultation, geography: &Geography) -> Option<Self> {
        let territory = consultation.territory.as_ref()?.code;
        let name = geography.get(territory).map(|place| place.name);
        Some(Self {
            consultation,
            publisher: consultation.publisher(),
            territory,
            title: Title::of(consultation.title.best_text(&[]), name.unwrap_or_default()),
        })
    }
}

/// Returns the pairs among `consultations` that may be one, the most similar first. Two of one publisher never are.
///
/// Only consultations of one territory, or of a commune and its intercommunality, whose titles share a telling word are compared.
pub fn suggestions<'a>(
    consultations: impl IntoIterator<Item = &'a Consultation>,
    geography: &Geography,
) -> Vec<Suggestion> {
    let profiles: Vec<Profile<'_>> = consultations
        .into_iter()
        .filter_map(|consultation| Profile::of(consultation, geography))
        .collect();
    let mut found: Vec<Suggestion> = candidates(&profiles, geography)
        .into_iter()
        .filter_map(|(one, other)| suggestion(profiles.get(one)?, profiles.get(other)?, geography))
        .collect();
    found.sort_by_key(|suggestion| (std::cmp::Reverse(suggestion.score), suggestion.pair));
    found.truncate(MOST_SUGGESTIONS);
    found
}

/// The consultations of a territory with a word in their titles, by index: those of the territory itself, and those of the communes inside it.
#[derive(Default)]
struct Block {
    own: Vec<usize>,
    inner: Vec<usize>,
}

/// Returns the pairs that share a telling word and a territory.
fn candidates(profiles: &[Profile<'_>], geography: &Geography) -> HashSet<(usize, usize)> {
    let mut blocks: HashMap<(TerritoryCode, &str), Block> = HashMap::new();
    for (at, profile) in profiles.iter().enumerate() {
        let around = geography.ancestors(profile.territory).iter().copied();
        let around: Vec<TerritoryCode> = around
            .filter(|code| nests(profile.territory, *code))
            .collect();
        for word in profile.title.telling_words() {
            let block = blocks.entry((profile.territory, word)).or_default();
            block.own.push(at);
        }
        let words: BTreeSet<&str> = profile
            .title
            .telling_words()
            .chain(profile.title.place_words())
            .collect();
        for (code, word) in around
            .iter()
            .flat_map(|code| words.iter().map(|word| (*code, *word)))
        {
            blocks.entry((code, word)).or_default().inner.push(at);
        }
    }
    let mut pairs = HashSet::new();
    let mut keys: Vec<_> = blocks.keys().copied().collect();
    keys.sort_unstable();
    for block in keys.into_iter().filter_map(|key| blocks.get(&key)) {
        if block.own.len() > MOST_TITLES_OF_WORD || block.inner.len() > MOST_TITLES_OF_WORD * 8 {
            continue;
        }
        for (nth, one) in block.own.iter().enumerate() {
            for other in block.own.iter().skip(nth + 1).chain(&block.inner) {
                if pairs.len() >= MOST_PAIRS {
                    return pairs;
                }
                pairs.insert((*one.min(other), *one.max(other)));
            }
        }
    }
    pairs
}

/// Returns whether `outer` is the intercommunality of the commune `inner`.
fn nests(inner: TerritoryCode, outer: TerritoryCode) -> bool {
    inner.kind() == TerritoryKind::Commune && outer.kind() == TerritoryKind::Epci
}

fn suggestion(one: &Profile<'_>, other: &Profile<'_>, geography: &Geography) -> Option<Suggestion> {
    let (score, why) = likeness(one, other, geography)?;
    let pair = Pair::new(one.consultation.id, other.consultation.id)?;
    Some(Suggestion { pair, score, why })
}

/// Returns the similarity of two consultations, in hundredths, and the reasons for it; `None` if they are not similar enough.
fn likeness(
    one: &Profile<'_>,
    other: &Profile<'_>,
    geography: &Geography,
) -> Option<(u8, Vec<Likeness>)> {
    if one.publisher == other.publisher {
        return None;
    }
    let (place, by_place) = territories(one, other, geography)?;
    let (days, by_days) = days(one.consultation, other.consultation)?;
    let nested = by_place == Likeness::NestedTerritory;
    let (title, yearless) = one.title.likeness(&other.title, nested)?;
    if (one.title.is_general() || other.title.is_general() || yearless)
        && by_days == Likeness::UnknownDates
    {
        return None;
    }
    let score = title * place * days * if yearless { 0.9 } else { 1.0 } * 100.0;
    let by_title = if title > 0.97 {
        Likeness::SameTitle
    } else {
        Likeness::SimilarTitle
    };
    (score >= LEAST_SCORE).then(|| (hundredths(score), vec![by_title, by_place, by_days]))
}

/// Returns a factor for the agreement of the territories, and the reason; `None` if they are apart.
fn territories(
    one: &Profile<'_>,
    other: &Profile<'_>,
    geography: &Geography,
) -> Option<(f64, Likeness)> {
    if one.territory == other.territory {
        return Some((1.0, Likeness::SameTerritory));
    }
    let within = |inner, outer| nests(inner, outer) && geography.is_inside(inner, outer);
    let nested = within(one.territory, other.territory) || within(other.territory, one.territory);
    nested.then_some((0.93, Likeness::NestedTerritory))
}

/// Returns a factor for the agreement of the days, and the reason; `None` if they are apart.
fn days(one: &Consultation, other: &Consultation) -> Option<(f64, Likeness)> {
    let span = |consultation: &Consultation| {
        let Period { opens, closes } = consultation.period;
        let zone = consultation.timezone;
        (
            opens.map(|moment| moment.begins(zone).timestamp()),
            closes.map(|moment| moment.over(zone).timestamp()),
        )
    };
    if one.period.is_unknown() || other.period.is_unknown() {
        return Some((0.85, Likeness::UnknownDates));
    }
    let (mine, theirs) = (span(one), span(other));
    if mine == theirs {
        return Some((1.0, Likeness::SameDates));
    }
    let opens = mine.0.max(theirs.0);
    let ends = |(_, closes): (Option<i64>, Option<i64>)| closes.unwrap_or(i64::MAX);
    let closes = ends(mine).min(ends(theirs));
    if opens.is_some_and(|opens| opens >= closes) {
        return None;
    }
    let length = |(opens, closes): (Option<i64>, Option<i64>)| Some(closes? - opens?);
    let shorter = length(mine).zip(length(theirs)).map(|(a, b)| a.min(b));
    let longer = length(mine).zip(length(theirs)).map(|(a, b)| a.max(b));
    let common = opens.map(|opens| closes.saturating_sub(opens));
    let much = match (shorter, longer, common) {
        (Some(shorter), Some(longer), Some(common)) => {
            common >= shorter / 2 && common >= longer / 4
        }
        _ => false,
    };
    Some((if much { 0.97 } else { 0.87 }, Likeness::OverlappingDates))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and 100"
)]
fn hundredths(score: f64) -> u8 {
    score.round().clamp(0.0, 100.0) as u8
}

#[cfg(test)]
mod tests;
