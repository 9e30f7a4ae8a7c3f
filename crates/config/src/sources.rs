//! The tables `[[sources]]`.

use std::collections::HashMap;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use chrono_tz::Tz;
use url::Url;

use super::addresses::{SourceAddress, source_address};
use super::columns;
use super::datasets::{self, OfPortal};
use super::fault::{Fault, Quote};
use super::findings::Findings;
use super::joins;
use super::raw::{RawAttach, RawEntryRule, RawSource};
use super::resolve::{every, languages, territory, timezone};
use passerelle_model::{
    AttachRule, Attribute, EntryAttribute, EntryRule, Glob, Level, Modality, Naming, Origin,
    Platform, Source, SourceId, SpaceKind,
};

/// The interval at which a file of this machine is read, unless one is given: people who save a list want to see it, and reading it costs nothing.
const LOCAL_FILES: Duration = Duration::from_mins(1);

/// The keys of a rule of `attach`, of which it has one.
const ATTACH_PATTERNS: [&str; 6] = ["group", "assembly", "scope", "area", "taxonomy", "title"];

/// The keys of a rule for entries, of which it has one.
const ENTRY_PATTERNS: [&str; 3] = ["category", "title", "path"];

/// The parts of the rest of the configuration on which sources depend; `None` stands for a part that is wrong, and was reported.
pub(super) struct Around<'a> {
    pub(super) every: Option<Duration>,
    pub(super) timezone: Option<Tz>,
    /// `true` on the public network.
    pub(super) polite: bool,
    /// The folder to which paths are relative.
    pub(super) folder: &'a Path,
}

/// Resolves the sources, in their order; `None` after reporting their faults.
pub(super) fn resolve(
    raw: Vec<RawSource>,
    around: &Around<'_>,
    findings: &mut Findings,
) -> Option<Vec<Source>> {
    let (read, resolved): (Vec<Identity>, Vec<Option<Source>>) = raw
        .into_iter()
        .enumerate()
        .map(|(at, raw)| {
            let key = format!("sources[{at}]");
            let identity = Identity::read(&raw, &key, around, findings);
            let source = source(raw, &identity, &key, around, findings);
            (identity, source)
        })
        .unzip();
    let unique = are_unique(&read, findings);
    let resolved: Option<Vec<Source>> = resolved.into_iter().collect();
    resolved.filter(|_| unique)
}

/// The values that no two sources may share, as far as they are valid.
struct Identity {
    id: Option<SourceId>,
    platform: Option<Platform>,
    address: Option<SourceAddress>,
    /// The dataset of a portal, and the condition on its records.
    part: (Option<String>, Option<String>),
}

impl Identity {
    fn read(raw: &RawSource, key: &str, around: &Around<'_>, findings: &mut Findings) -> Self {
        let platform: Option<Platform> = term(raw.platform.as_deref());
        let id = raw.id.as_deref();
        let url = raw.url.as_deref();
        Self {
            id: id.and_then(|id| {
                let read = id.parse().map_err(|_malformed| Fault::SourceId {
                    given: Quote::of(id),
                });
                findings.keep(&format!("{key}.id"), read)
            }),
            address: url.and_then(|url| {
                let read = source_address(url, platform, around.folder);
                findings.keep(&format!("{key}.url"), read)
            }),
            platform,
            part: (filled(raw.dataset.clone()), filled(raw.filter.clone())),
        }
    }
}

/// Returns whether each source has an id and an address of its own, whatever else is wrong with it.
fn are_unique(sources: &[Identity], findings: &mut Findings) -> bool {
    let mut ids: HashMap<&SourceId, usize> = HashMap::new();
    let mut addresses = HashMap::new();
    let mut unique = true;
    for (at, source) in sources.iter().enumerate() {
        let id = source.id.as_ref();
        if let Some((id, before)) = id.and_then(|id| Some((id, ids.insert(id, at)?))) {
            unique = false;
            let fault = Fault::IdTaken {
                id: id.to_string(),
                other: format!("sources[{before}]"),
            };
            findings.report(&format!("sources[{at}].id"), fault);
        }
        let address = source.address.as_ref().map(|address| &address.uri);
        let address = source.platform.zip(address);
        let address = address.map(|address| (address, &source.part));
        if let Some(before) = address.and_then(|address| addresses.insert(address, at)) {
            unique = false;
            let other = sources.get(before).and_then(|other| other.id.as_ref());
            let (dataset, _) = &source.part;
            let fault = Fault::AddressTaken {
                other: other.map_or_else(|| format!("sources[{before}]"), ToString::to_string),
                dataset: dataset.as_deref().map(Quote::of),
            };
            findings.report(&format!("sources[{at}].url"), fault);
        }
    }
    unique
}

fn source(
    raw: RawSource,
    identity: &Identity,
    key: &str,
    around: &Around<'_>,
    findings: &mut Findings,
) -> Option<Source> {
    let at = |name: &str| format!("{key}.{name}");
    let platform = identity.platform;
    let address = identity.address.clone();
    let url = address.as_ref().map(|address| &address.uri);
    let given = written_origin(raw.origin.as_deref(), url, key, findings);
    let every = interval(raw.every.as_deref(), url, key, around, findings);
    let languages = languages(&at("languages"), &raw.languages, findings);
    let timezone = raw.timezone.as_deref().map_or(around.timezone, |text| {
        timezone(&at("timezone"), text, findings)
    });
    let territory = raw
        .territory
        .as_deref()
        .map(|text| territory(&at("territory"), text, findings));
    let attach = rules(raw.attach, key, findings);
    let of_portal = OfPortal {
        dataset: raw.dataset,
        filter: raw.filter,
        fields: raw.fields,
    };
    let dataset = datasets::resolve(of_portal, platform, key, findings);
    let columns = columns::resolve(raw.columns, platform, key, findings);
    let include = entry_rules(raw.include, platform, &at("include"), findings);
    let exclude = entry_rules(raw.exclude, platform, &at("exclude"), findings);
    let join = joins::rules(raw.join, platform, &at("join"), findings);
    let SourceAddress { uri: url, written } = address?;
    let dataset = dataset?;
    let which = dataset.as_ref().map(|dataset| dataset.id.as_str());
    let (origin, naming) = Naming::of_new(platform?, &written, which, given?)?;
    Some(Source {
        id: identity.id.clone()?,
        name: name(raw.name, &url, &origin),
        platform: platform?,
        origin,
        naming,
        territory: match territory {
            Some(code) => Some(code?),
            None => None,
        },
        every: every?,
        languages: languages?,
        timezone: timezone?,
        level: term(raw.level.as_deref()),
        modalities: modalities(&raw.modalities),
        licence: filled(raw.licence),
        kinds: kinds(&raw.kinds),
        attach: attach?,
        dataset,
        columns: columns?,
        include: include?,
        exclude: exclude?,
        join: join?,
        url,
    })
}

fn interval(
    given: Option<&str>,
    url: Option<&Url>,
    key: &str,
    around: &Around<'_>,
    findings: &mut Findings,
) -> Option<Duration> {
    if let Some(text) = given {
        return every(&format!("{key}.every"), text, around.polite, findings);
    }
    let is_local = url.is_some_and(|url| url.scheme() == "file");
    let usual = around.every?;
    Some(if is_local {
        usual.min(LOCAL_FILES)
    } else {
        usual
    })
}

/// Returns the name of a source. A file of this machine has no host, and its path is not shown.
fn name(given: Option<String>, url: &Url, origin: &Origin) -> String {
    filled(given).unwrap_or_else(|| url.host_str().unwrap_or(origin.as_str()).to_owned())
}

/// Returns a text, unless it is blank.
fn filled(given: Option<String>) -> Option<String> {
    given
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

/// Parses a word of a closed list; a word that is not on it was reported with the form of the file.
fn term<T: FromStr>(token: Option<&str>) -> Option<T> {
    token.and_then(|token| token.parse().ok())
}

fn modalities(tokens: &[String]) -> Vec<Modality> {
    let all = Modality::ALL.iter().copied();
    all.filter(|modality| tokens.iter().any(|token| token == modality.token()))
        .collect()
}

fn kinds(tokens: &[String]) -> Vec<SpaceKind> {
    let mut kinds: Vec<SpaceKind> = tokens
        .iter()
        .filter_map(|token| SpaceKind::from_token(token))
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// Resolves the origin that the operator wrote, if any; `None` after reporting that it is wrong, or missing where there is no default.
#[expect(
    clippy::option_option,
    reason = "not given, given and wrong, given and right are three things"
)]
fn written_origin(
    given: Option<&str>,
    url: Option<&Url>,
    key: &str,
    findings: &mut Findings,
) -> Option<Option<Origin>> {
    if let Some(given) = given {
        return origin(given, key, findings).map(Some);
    }
    let is_needed = url.is_some_and(|url| !url.has_host());
    if is_needed {
        findings.report(&format!("{key}.origin"), Fault::OriginMissing);
    }
    (!is_needed).then_some(None)
}

/// Resolves the origin of which ids are made: a host, and a path where several sources have the host in common.
fn origin(given: &str, key: &str, findings: &mut Findings) -> Option<Origin> {
    let read = Url::parse(&format!("https://{}", given.trim())).ok();
    let valid = read.filter(|url| {
        url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.has_host()
            && !given.contains("//")
            && !given.trim().starts_with('/')
    });
    if valid.is_none() {
        let given = Quote::of_address(given);
        findings.report(&format!("{key}.origin"), Fault::OriginForm { given });
    }
    valid.and_then(|url| Origin::of_part(&url, url.path()))
}

fn rules(raw: Vec<RawAttach>, key: &str, findings: &mut Findings) -> Option<Vec<AttachRule>> {
    let rules: Vec<Option<AttachRule>> = raw
        .into_iter()
        .enumerate()
        .map(|(at, raw)| attach(raw, &format!("{key}.attach[{at}]"), findings))
        .collect();
    rules.into_iter().collect()
}

fn attach(raw: RawAttach, key: &str, findings: &mut Findings) -> Option<AttachRule> {
    let patterns = [
        (Attribute::Group, raw.group),
        (Attribute::Assembly, raw.assembly),
        (Attribute::Scope, raw.scope),
        (Attribute::Area, raw.area),
        (Attribute::Taxonomy, raw.taxonomy),
        (Attribute::Title, raw.title),
    ];
    let mut given = patterns
        .into_iter()
        .filter_map(|(attribute, pattern)| Some((attribute, pattern?)));
    let first = given
        .next()
        .filter(|(_, pattern)| !pattern.trim().is_empty());
    let only = first.filter(|_| given.next().is_none());
    if only.is_none() {
        findings.report(key, one_pattern_of(&ATTACH_PATTERNS));
    }
    let territory = raw
        .territory
        .as_deref()
        .map(|code| territory(&format!("{key}.territory"), code, findings));
    let (attribute, pattern) = only?;
    Some(AttachRule {
        attribute,
        pattern: pattern.trim().to_owned(),
        territory: territory??,
        level: term::<Level>(raw.level.as_deref()),
    })
}

/// Resolves the rules that select entries of a feed or calendar.
fn entry_rules(
    raw: Vec<RawEntryRule>,
    platform: Option<Platform>,
    key: &str,
    findings: &mut Findings,
) -> Option<Vec<EntryRule>> {
    let have_entries =
        platform.is_none_or(|platform| matches!(platform, Platform::Feed | Platform::Calendar));
    if !raw.is_empty() && !have_entries {
        findings.report(key, Fault::EntriesNowhere);
        return None;
    }
    let rules: Vec<Option<EntryRule>> = raw
        .into_iter()
        .enumerate()
        .map(|(at, raw)| entry_rule(raw, &format!("{key}[{at}]"), findings))
        .collect();
    rules.into_iter().collect()
}

pub(super) fn entry_rule(
    raw: RawEntryRule,
    key: &str,
    findings: &mut Findings,
) -> Option<EntryRule> {
    let patterns = [
        (EntryAttribute::Category, raw.category),
        (EntryAttribute::Title, raw.title),
        (EntryAttribute::Path, raw.path),
    ];
    let given: Vec<(EntryAttribute, String)> = patterns
        .into_iter()
        .filter_map(|(attribute, pattern)| Some((attribute, pattern?)))
        .collect();
    match &given[..] {
        [(attribute, pattern)] if !pattern.trim().is_empty() => Some(EntryRule {
            attribute: *attribute,
            pattern: Glob::new(pattern.trim()),
        }),
        _ => {
            findings.report(key, one_pattern_of(&ENTRY_PATTERNS));
            None
        }
    }
}

fn one_pattern_of(keys: &[&str]) -> Fault {
    Fault::PatternCount {
        patterns: keys.iter().map(ToString::to_string).collect(),
    }
}
