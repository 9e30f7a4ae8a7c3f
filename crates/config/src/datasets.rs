//! Open data portals: the dataset of a source, and the map of its fields.

use super::fault::{Fault, Quote};
use super::findings::Findings;
use super::raw::{RawFields, RawStatuses};
use passerelle_model::{
    Dataset, DatasetFields, DeclaredState, PageAddress, Platform, is_field_name,
};

/// The keys of a source that only an open data portal has.
pub(super) struct OfPortal {
    pub(super) dataset: Option<String>,
    pub(super) filter: Option<String>,
    pub(super) fields: Option<RawFields>,
}

/// Resolves the dataset, where the platform has any; `None` after reporting its faults.
#[expect(
    clippy::option_option,
    reason = "not for this platform, wrong and right are three things"
)]
pub(super) fn resolve(
    raw: OfPortal,
    platform: Option<Platform>,
    key: &str,
    findings: &mut Findings,
) -> Option<Option<Dataset>> {
    let at = |name: &str| format!("{key}.{name}");
    if platform != Some(Platform::Opendatasoft) {
        let given = [
            ("dataset", raw.dataset.is_some()),
            ("where", raw.filter.is_some()),
            ("fields", raw.fields.is_some()),
        ];
        let mut fitting = true;
        for (name, _) in given.into_iter().filter(|(_, given)| *given) {
            fitting = false;
            let platform = Platform::Opendatasoft;
            findings.report(&at(name), Fault::OtherPlatform { platform });
        }
        return (fitting || platform.is_none()).then_some(None);
    }
    let id = dataset_id(raw.dataset.as_deref(), &at("dataset"), findings);
    if raw.fields.is_none() {
        findings.report(&at("fields"), Fault::FieldsMissing);
    }
    let fields = raw
        .fields
        .and_then(|raw| fields(raw, &at("fields"), findings));
    let filter = raw
        .filter
        .map(|filter| filter.trim().to_owned())
        .filter(|filter| !filter.is_empty());
    Some(Some(Dataset {
        id: id?,
        filter,
        fields: fields?,
    }))
}

/// Parses an identifier, which is part of addresses: letters, digits, `-`, `_`, `.`, and `@` in front of the portal that a dataset comes from.
fn dataset_id(given: Option<&str>, key: &str, findings: &mut Findings) -> Option<String> {
    let given = given.map(str::trim).unwrap_or_default();
    let valid = !given.is_empty()
        && given.len() <= 200
        && given
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'@'));
    if !valid {
        let fault = if given.is_empty() {
            Fault::DatasetMissing
        } else {
            Fault::DatasetForm {
                given: Quote::of(given),
            }
        };
        findings.report(key, fault);
    }
    valid.then(|| given.to_owned())
}

fn fields(raw: RawFields, key: &str, findings: &mut Findings) -> Option<DatasetFields> {
    let mut valid = true;
    let mut field = |name: &str, given: Option<String>, findings: &mut Findings| {
        let given = given?.trim().to_owned();
        if !is_field_name(&given) {
            valid = false;
            let fault = Fault::FieldName {
                given: Quote::of(&given),
            };
            findings.report(&format!("{key}.{name}"), fault);
        }
        Some(given)
    };
    let id = field("id", raw.id, findings);
    let title = field("title", raw.title, findings);
    let summary = field("summary", raw.summary, findings);
    let description = field("description", raw.description, findings);
    let opens = field("opens", raw.opens, findings);
    let closes = field("closes", raw.closes, findings);
    let status = field("status", raw.status, findings);
    let territory = field("territory", raw.territory, findings);
    let point = field("point", raw.point, findings);
    let image = field("image", raw.image, findings);
    let themes = field("themes", raw.themes, findings);
    let url = raw.url.and_then(|url| {
        let read = PageAddress::parse(&url).map_err(|_malformed| Fault::PageAddress);
        findings.keep(&format!("{key}.url"), read)
    });
    let statuses = statuses(raw.statuses);
    if status.is_some() == statuses.is_empty() {
        valid = false;
        findings.report(&format!("{key}.statuses"), Fault::StatusHalf);
    }
    let fields = DatasetFields {
        id: id?,
        title: title?,
        url: url?,
        summary,
        description,
        opens,
        closes,
        status,
        territory,
        point,
        image,
        themes,
        statuses,
    };
    valid.then_some(fields)
}

/// Returns the states for which words stand.
pub(super) fn statuses(raw: RawStatuses) -> Vec<(String, DeclaredState)> {
    let of = |words: Vec<String>, state| words.into_iter().map(move |word| (word, state));
    of(raw.upcoming, DeclaredState::Upcoming)
        .chain(of(raw.open, DeclaredState::Open))
        .chain(of(raw.closed, DeclaredState::Closed))
        .filter(|(word, _)| !word.trim().is_empty())
        .collect()
}
