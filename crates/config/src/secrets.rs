//! Secrets, given in the configuration or in files of their own. No problem quotes one.

use std::path::Path;

use super::fault::Fault;
use super::findings::Findings;
use super::settings::Secret;

const SHORTEST_TOKEN: usize = 16;

/// Resolves a secret, given at `key` or in the file that `key` with `_file` names, not both.
pub(super) fn secret(
    key: &str,
    given: Option<String>,
    file: Option<String>,
    folder: &Path,
    findings: &mut Findings,
) -> Option<String> {
    let file_key = format!("{key}_file");
    match (given, file) {
        (Some(_), Some(_)) => {
            let other = key.to_owned();
            findings.report(&file_key, Fault::GivenTwice { other });
            None
        }
        (Some(secret), None) => Some(secret),
        (None, Some(file)) => {
            let path = folder.join(file);
            let read = std::fs::read_to_string(&path).map_err(|error| Fault::SecretUnreadable {
                path: path.display().to_string(),
                why: (&error).into(),
                cause: error.to_string(),
            });
            findings
                .keep(&file_key, read)
                .map(|secret| secret.trim().to_owned())
        }
        (None, None) => {
            if !findings.is_written(key) && !findings.is_written(&file_key) {
                let table = key.split('.').next().unwrap_or(key);
                let fault = Fault::SecretMissing {
                    one: key.to_owned(),
                    other: file_key,
                };
                findings.report(table, fault);
            }
            None
        }
    }
}

/// Resolves an administrator's token that cannot be guessed.
pub(super) fn strong(token: String, findings: &mut Findings) -> Option<Secret> {
    let plain = token.chars().count() >= SHORTEST_TOKEN
        && token.bytes().all(|byte| byte.is_ascii_graphic());
    if !plain {
        let key = if findings.is_written("admin.token_file") {
            "admin.token_file"
        } else {
            "admin.token"
        };
        let least = u64::try_from(SHORTEST_TOKEN).unwrap_or(u64::MAX);
        findings.report(key, Fault::TokenWeak { least });
    }
    plain.then(|| Secret::new(token))
}
