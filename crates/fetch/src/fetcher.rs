//! The fetcher: takes a request through guard, turn, exchange, redirects and tries. Each rule lives in its own file; here stands their order.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use reqwest::header::{
    AUTHORIZATION, COOKIE, HeaderMap, HeaderName, HeaderValue, LOCATION, RETRY_AFTER,
};
use reqwest::{Client, ClientBuilder, Method, Response};
use rustls::ClientConfig;
use rustls::crypto::{CryptoProvider, ring};
use tokio::time::Instant;
use tracing::debug;
use url::Url;

use super::certificates;
use super::error::{Error, shown};
use super::exchange::{self, Bounds};
use super::guard::{Guard, GuardedResolver};
use super::names::{Names, SystemNames};
use super::pacing::{Pacing, Turn, authority};
use super::redirect::Trail;
use super::{Answer, Fetch, Request, Settings, retry};
use passerelle_clock::SharedClock;

/// The longest time for which one request sits out the pauses that servers ask for, in all its tries.
const PATIENCE: Duration = Duration::from_mins(1);

/// Sends requests over the network.
#[derive(Debug)]
pub struct Fetcher {
    client: Client,
    settings: Settings,
    guard: Guard,
    pacing: Pacing,
    clock: SharedClock,
}

/// An answer, and the address that is to be kept.
type Traced = (Answer, Url);

/// The outcome of one hop.
enum Hop {
    /// Go on there, as an answer of this status says.
    Follow(Url, u16),
    /// The answer, and how long its server asks to be left alone.
    End(Answer, Option<Duration>),
}

impl Fetcher {
    /// A fetcher with these settings. Proxies named in the environment are not used: they would dial what the guard never sees.
    ///
    /// Share one: pacing and connections belong to it.
    pub fn new(settings: Settings, clock: SharedClock) -> Result<Self, Error> {
        Self::with_names(settings, clock, Arc::new(SystemNames))
    }

    /// A fetcher that looks up names in another way than the system does.
    pub fn with_names(
        settings: Settings,
        clock: SharedClock,
        names: Arc<dyn Names>,
    ) -> Result<Self, Error> {
        let guard = Guard::new(settings.allow_private_addresses);
        Self::assemble(settings, clock, guard, names)
    }

    /// A fetcher with a guard and a resolver of one's own.
    pub(super) fn assemble(
        settings: Settings,
        clock: SharedClock,
        guard: Guard,
        names: Arc<dyn Names>,
    ) -> Result<Self, Error> {
        // It may be there already: another fetcher's, or the program's own choice.
        if CryptoProvider::get_default().is_none() {
            let _ = ring::default_provider().install_default();
        }
        let provider = CryptoProvider::get_default()
            .map_or_else(|| Arc::new(ring::default_provider()), Arc::clone);
        let secure = certificates::configuration(provider)
            .map_err(|error| Error::Setup(error.to_string()))?;
        let resolver = Arc::new(GuardedResolver::new(names, guard));
        let client = client(&settings, secure, resolver)
            .build()
            .map_err(|error| {
                Error::Setup(if HeaderValue::from_str(&settings.user_agent).is_err() {
                    format!(
                        "the User-Agent cannot be a header ({error}); it is made of `gateway.public_url` and `gateway.contact`"
                    )
                } else {
                    error.to_string()
                })
            })?;
        Ok(Self {
            client,
            guard,
            pacing: Pacing::new(settings.min_gap, PATIENCE, Arc::clone(&clock)),
            settings,
            clock,
        })
    }

    /// One try: from the first address through every redirect, within one total time.
    async fn attempt(
        &self,
        request: &Request,
        headers: &HeaderMap,
    ) -> Result<(Traced, Option<Duration>), Error> {
        let mut trail = Trail::new(request.url.clone());
        let mut left = self.settings.total_timeout;
        loop {
            self.guard
                .admit(trail.here())
                .map_err(|error| led(&trail, error))?;
            let mut turn = self.pacing.turn(trail.here()).await?;
            let start = Instant::now();
            let hop = self
                .hop(&trail, request, headers.clone(), &mut turn, start + left)
                .await;
            left = left.saturating_sub(start.elapsed());
            match hop {
                Ok(Hop::Follow(target, status)) => trail.follow(target, status),
                Ok(Hop::End(answer, pause)) => {
                    return Ok(((answer, trail.lasting().clone()), pause));
                }
                Err(error) => {
                    let error = led(&trail, error);
                    debug!(
                        authority = authority(trail.here()),
                        path = trail.here().path(),
                        duration_ms = milliseconds(start),
                        %error,
                        "request failed"
                    );
                    return Err(error);
                }
            }
        }
    }

    /// One request to where the trail is, and what it came to.
    async fn hop(
        &self,
        trail: &Trail,
        request: &Request,
        mut headers: HeaderMap,
        turn: &mut Turn,
        deadline: Instant,
    ) -> Result<Hop, Error> {
        let start = Instant::now();
        let bounds = Bounds {
            connect_timeout: self.settings.connect_timeout,
            total_timeout: self.settings.total_timeout,
            deadline,
            max_body: self.settings.max_body,
        };
        if !trail.is_at_its_origin() {
            headers.remove(AUTHORIZATION);
            headers.remove(COOKIE);
        }
        let method = match request.body {
            Some(_) => Method::POST,
            None => Method::GET,
        };
        let mut outgoing = reqwest::Request::new(method.clone(), trail.here().clone());
        *outgoing.headers_mut() = headers;
        *outgoing.body_mut() = request.body.clone().map(Into::into);

        let mut response = exchange::head(&self.client, outgoing, &bounds).await?;
        let status = response.status().as_u16();
        let location = response.headers().get(LOCATION).map(HeaderValue::as_bytes);
        let hop = if let Some(target) = trail.target(request.body.is_some(), status, location)? {
            Hop::Follow(target, status)
        } else {
            // Before the body, which may not arrive.
            let pause = self.pause_asked(&response);
            turn.pause(pause.unwrap_or_default());
            let body = exchange::body(&mut response, trail.here(), &bounds).await?;
            let answer = Answer {
                status,
                url: trail.here().clone(),
                headers: exchange::text_headers(response.headers()),
                body,
            };
            Hop::End(answer, pause)
        };
        debug!(
            %method,
            authority = authority(trail.here()),
            path = trail.here().path(),
            status,
            bytes = hop.bytes(),
            duration_ms = milliseconds(start),
            "request answered"
        );
        Ok(hop)
    }

    fn pause_asked(&self, response: &Response) -> Option<Duration> {
        let retry_after = response.headers().get(RETRY_AFTER);
        retry::pause_asked(
            response.status().as_u16(),
            retry_after.and_then(|value| value.to_str().ok()),
            self.settings.min_gap,
            self.clock.now(),
        )
    }
}

#[async_trait]
impl Fetch for Fetcher {
    async fn send(&self, request: Request) -> Result<Answer, Error> {
        let (answer, _) = self.trace(request).await?;
        Ok(answer)
    }

    async fn trace(&self, request: Request) -> Result<Traced, Error> {
        let headers = header_map(&request)?;
        let mut delays = retry::delays(self.settings.min_gap, self.settings.tries);
        let mut patience = PATIENCE;
        loop {
            let (outcome, pause) = match self.attempt(&request, &headers).await {
                Ok((traced, pause)) => (Ok(traced), pause),
                Err(error) => (Err(error), None),
            };
            let answered = outcome.as_ref().map(|(answer, _)| answer);
            if !retry::is_worth_another_try(answered) {
                return outcome;
            }
            let Some(delay) = delays.next() else {
                return outcome;
            };
            match pause {
                // The next turn at that server waits for it.
                Some(pause) => match patience.checked_sub(pause) {
                    Some(rest) => patience = rest,
                    None => return outcome,
                },
                None => tokio::time::sleep(delay).await,
            }
        }
    }
}

impl Hop {
    fn bytes(&self) -> usize {
        match self {
            Self::Follow(..) => 0,
            Self::End(answer, _) => answer.body.len(),
        }
    }
}

/// The client without what the environment or a server could change: no proxy, no redirect, no cookie, no referrer, no try of its own.
fn client(
    settings: &Settings,
    secure: ClientConfig,
    resolver: Arc<GuardedResolver>,
) -> ClientBuilder {
    Client::builder()
        .tls_backend_preconfigured(secure)
        .user_agent(settings.user_agent.as_str())
        .connect_timeout(settings.connect_timeout)
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .gzip(true)
        .brotli(true)
        .pool_max_idle_per_host(1)
        .pool_idle_timeout(Duration::from_secs(30))
        .dns_resolver(resolver)
}

fn header_map(request: &Request) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::new();
    for (name, value) in &request.headers {
        let invalid = || Error::InvalidHeader {
            url: shown(&request.url),
            header: (*name).to_owned(),
        };
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_invalid| invalid())?;
        let value = HeaderValue::from_str(value).map_err(|_invalid| invalid())?;
        headers.append(name, value);
    }
    Ok(headers)
}

/// Names the address that was asked in an error about the address that a redirect led to.
fn led(trail: &Trail, error: Error) -> Error {
    match (error, trail.led_from()) {
        (Error::PrivateAddress { host, address }, Some(from)) => Error::PrivateRedirect {
            url: shown(from),
            host,
            address,
        },
        (error, _) => error,
    }
}

fn milliseconds(start: Instant) -> u64 {
    u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX)
}
