//! `passerelle check`: validates the configuration without the network, and, if there is a store already, also against its content.

use std::process::ExitCode;

use serde_json::{Map, Value, json};

use super::problems::{self, Told};
use super::{CheckArgs, Cli, Format, output, runtime};
use crate::config::{self, Config};
use crate::model::reason::{Audience, Code, Param};
use crate::model::{Origin, Reason, Source, SourceId};
use crate::publish::phrases::Phrases;
use crate::store::{self, StoredNames};

pub(super) fn run(cli: &Cli, args: &CheckArgs) -> ExitCode {
    let path = &args.config.config;
    match config::load(path, config::environment()) {
        Ok(valid) => {
            let phrases = cli.phrases(&valid.gateway.languages);
            runtime::run(&phrases, async {
                let sources = valid.sources.len();
                let stored_names = store::stored_names(&valid.storage.url)
                    .await
                    .unwrap_or_default();
                let file = path.display().to_string();
                let found = found(&valid, &stored_names, &file, &phrases);
                let valid = phrases.count_with("check-valid", sources, &[("file", &file)]);
                Ok(told(args.format, &valid, sources, &found))
            })
        }
        Err(found) => {
            let found = problems::told(&found, &cli.phrases(found.languages()));
            told(args.format, "", 0, &found)
        }
    }
}

fn told(format: Format, valid: &str, sources: usize, problems: &[Told]) -> ExitCode {
    match (format, problems.is_empty()) {
        (Format::Json, true) => {
            output::json(&json!({ "valid": true, "problems": [], "sources": sources }));
        }
        (Format::Json, false) => output::json(&json!({ "valid": false, "problems": problems })),
        (Format::Text, true) => output::data(&format!("{valid}\n")),
        (Format::Text, false) => {
            output::data(&format!("{}\n", problems::text(problems)));
        }
    }
    if problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(super::WRONG_USAGE)
    }
}

/// Returns the problems with the ids of a valid configuration: sources that would make the same ids, unless the store shows that their ids differ; and problems
/// that the last polls found.
fn found(config: &Config, stored_names: &StoredNames, file: &str, phrases: &Phrases) -> Vec<Told> {
    let settled: Vec<Source> = config
        .sources
        .iter()
        .map(|source| source.clone().settled(&stored_names.names))
        .collect();
    let source = |id: &SourceId| settled.iter().find(|source| source.id == *id);
    let shows = |id: &SourceId, origin: &Origin| {
        let mut names = stored_names.names.iter();
        names.any(|name| name.source == *id && name.origin == *origin && !name.is_withdrawn)
    };
    let clashes = config.clashes.iter().filter(|clash| {
        let Some((one, other)) = source(&clash.one).zip(source(&clash.other)) else {
            return false;
        };
        let get_along = shows(&one.id, &one.origin) && shows(&other.id, &other.origin);
        one.may_clash_with(other) && !get_along
    });
    let place = config::Place::File {
        file: file.to_owned(),
        line: None,
    };
    let polled = settled.iter().enumerate().filter_map(|(at, source)| {
        let trouble = trouble(source, &settled, stored_names, phrases)?;
        Some(Told {
            place: place.clone(),
            key: format!("sources[{at}].origin"),
            code: trouble.code,
            params: trouble.params,
            problem: trouble.sentence,
            advice: None,
        })
    });
    clashes
        .map(|clash| Told::new(&clash.problem, phrases))
        .chain(polled)
        .collect()
}

/// A problem of a source in the store that the present configuration does not solve.
struct Trouble {
    code: &'static str,
    params: Map<String, Value>,
    sentence: String,
}

/// Returns the problem with the ids of a source that the store shows and that the present configuration does not solve.
fn trouble(
    source: &Source,
    all: &[Source],
    stored_names: &StoredNames,
    phrases: &Phrases,
) -> Option<Trouble> {
    let shown: Vec<&Origin> = stored_names
        .names
        .iter()
        .filter(|name| name.source == source.id && !name.is_withdrawn)
        .map(|name| &name.origin)
        .collect();
    if let Some(former) = shown.first()
        && !shown.contains(&&source.origin)
        && !source.naming.given
    {
        let parts = [
            ("source", source.id.as_str()),
            ("former", former.as_str()),
            ("origin", source.origin.as_str()),
        ];
        let mut params: Map<String, Value> = parts
            .into_iter()
            .map(|(name, text)| (name.to_owned(), text.into()))
            .collect();
        params.insert("count".to_owned(), shown.len().into());
        return Some(Trouble {
            code: "origin_changed",
            params,
            sentence: phrases.count_with("check-origin-changed", shown.len(), &parts),
        });
    }
    let clashes = || {
        let mut others = all.iter().filter(|other| other.id != source.id);
        others.any(|other| other.may_clash_with(source))
    };
    let still_holds = |notice: &&Reason| {
        (notice.is(Code::IdentityCollision) && clashes())
            || (is_of_another_origin(notice) && !source.naming.given)
    };
    let state = stored_names
        .sources
        .iter()
        .find(|state| state.id == source.id)?;
    let notice = state.notices.iter().find(still_holds)?;
    let said = phrases.reason(notice, Audience::Operator, source.timezone);
    let parts = [
        ("source", source.id.as_str()),
        ("reason", &said.whole(phrases)),
    ];
    let reason = json!({ "code": notice.code(), "params": notice.params(Audience::Operator) });
    let params = [("source", source.id.as_str().into()), ("reason", reason)];
    Some(Trouble {
        code: "last_poll",
        params: params
            .map(|(name, param)| (name.to_owned(), param))
            .into_iter()
            .collect(),
        sentence: phrases.with("check-last-poll", &parts),
    })
}

/// Returns whether a notice says that a source publishes known consultations under another origin, without a redirect.
fn is_of_another_origin(notice: &Reason) -> bool {
    let is_redirect = |by: &Param| *by != Param::from("origin");
    notice.is(Code::HostMoved) && !notice.param("by").is_some_and(is_redirect)
}
