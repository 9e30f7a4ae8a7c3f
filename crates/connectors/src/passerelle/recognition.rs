//! Recognition of other gateways, for an operator who wants to add one as a source.

use url::Url;

use super::exchange::{self, Reply};
use super::fault::{Fault, LogFault};
use crate::Error;
use crate::recognition::Found;
use crate::revalidation::Validators;
use passerelle_fetch::Fetch;
use passerelle_model::Platform;

/// Asks in one request whether a gateway is at `url`, and returns its name, its version and its address after redirects, without a trailing slash. An
/// error says what came in its place.
pub(super) async fn found_at(url: &Url, fetch: &dyn Fetch) -> Result<Found, Error> {
    let address = exchange::address(url);
    let (reply, _) = exchange::ask(fetch, &address, 0, 1, &Validators::default()).await?;
    let Reply::Page(answered) = reply else {
        let (url, why) = (address, LogFault::WithoutBeginning);
        return Err(Fault::Log { url, why }.into());
    };
    let gateway = answered.page.gateway;
    Ok(Found::new(Platform::Passerelle, base(answered.url))
        .with_name(Some(gateway.name))
        .with("version", gateway.version)
        .with("gateway", true))
}

/// Returns the address of the gateway whose log is at `log`.
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
