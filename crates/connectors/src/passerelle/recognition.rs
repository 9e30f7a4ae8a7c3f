//! Recognition: whether there is another gateway at an address, for an operator who wants to add it as a source.

use url::Url;

use super::exchange::{self, Reply};
use crate::Error;
use crate::fault::Flaw;
use crate::revalidation::Validators;
use passerelle_fetch::Fetch;

/// Another gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognition {
    /// The address under which it answers, after redirects, without a trailing slash in its path.
    pub url: Url,
    /// The name that it gives itself.
    pub name: String,
    /// The version of its software.
    pub version: String,
}

/// Finds out in one request whether a gateway is at `url`. An error says what came in its place.
pub async fn recognize(url: &Url, fetch: &dyn Fetch) -> Result<Recognition, Error> {
    let address = exchange::address(url);
    let (reply, _) = exchange::ask(fetch, &address, 0, 1, &Validators::default()).await?;
    let Reply::Page(answered) = reply else {
        return Err(Error::NotUnderstood {
            url: address,
            document: "changes",
            flaw: Flaw::LogWithoutBeginning,
        });
    };
    Ok(Recognition {
        url: base(answered.by),
        name: answered.page.gateway.name,
        version: answered.page.gateway.version,
    })
}

/// The gateway whose log is at `log`.
fn base(mut log: Url) -> Url {
    let path = log
        .path()
        .strip_suffix("/api/v1/changes")
        .map(str::to_owned);
    log.set_query(None);
    log.set_fragment(None);
    log.set_path(path.as_deref().unwrap_or_default());
    log
}
