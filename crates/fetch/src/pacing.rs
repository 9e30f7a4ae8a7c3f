//! Pacing: at most one request at a time per authority, a gap between the end of one and the start of the next, and the pauses that a
//! server asks for. It knows authorities and time, not what is sent.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};
use tokio::time::Instant;
use url::Url;

use super::error::Error;
use passerelle_clock::SharedClock;

/// Above this many authorities, those that nobody waits for are forgotten.
const KNOWN_AUTHORITIES: usize = 1024;

/// The longest gap and pause: past this, moments could not be computed any more.
const LONGEST: Duration = Duration::from_hours(24);

/// Gives turns.
#[derive(Debug)]
pub(super) struct Pacing {
    gap: Duration,
    patience: Duration,
    clock: SharedClock,
    slots: Mutex<HashMap<String, Arc<AsyncMutex<Slot>>>>,
}

/// The state of one authority.
#[derive(Debug)]
struct Slot {
    /// The moment when the gap after the last request is over.
    free_at: Instant,
    /// The moment when the pause that the server asked for is over.
    paused_until: Instant,
}

/// One's turn at an authority: nobody else's until it is dropped, and then not before the gap has passed.
#[derive(Debug)]
pub(super) struct Turn {
    slot: OwnedMutexGuard<Slot>,
    gap: Duration,
}

impl Pacing {
    /// `gap` between two requests; `patience` is the longest pause that a request sits out instead of failing.
    pub(super) fn new(gap: Duration, patience: Duration, clock: SharedClock) -> Self {
        Self {
            gap: gap.min(LONGEST),
            patience,
            clock,
            slots: Mutex::default(),
        }
    }

    /// Waits for a turn at the authority of a URL, first come first served.
    ///
    /// Fails with [`Error::AskedToWait`] when the server asked for a pause whose rest is longer than the patience.
    pub(super) async fn turn(&self, url: &Url) -> Result<Turn, Error> {
        let authority = authority(url);
        let slot = self.slot(&authority);
        let slot = slot.lock_owned().await;
        let now = Instant::now();
        let pause = slot.paused_until.saturating_duration_since(now);
        if pause > self.patience {
            let until = chrono::TimeDelta::from_std(pause)
                .ok()
                .and_then(|pause| self.clock.now().checked_add_signed(pause))
                .unwrap_or_else(|| self.clock.now());
            return Err(Error::AskedToWait { authority, until });
        }
        tokio::time::sleep_until(slot.free_at.max(slot.paused_until)).await;
        Ok(Turn {
            slot,
            gap: self.gap,
        })
    }

    /// Returns how many authorities are remembered.
    #[cfg(test)]
    pub(super) fn known(&self) -> usize {
        let slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.len()
    }

    fn slot(&self, authority: &str) -> Arc<AsyncMutex<Slot>> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = slots.get(authority) {
            return Arc::clone(slot);
        }
        if slots.len() >= KNOWN_AUTHORITIES {
            forget_idle(&mut slots);
        }
        let now = Instant::now();
        let slot = Arc::new(AsyncMutex::new(Slot {
            free_at: now,
            paused_until: now,
        }));
        slots.insert(authority.to_owned(), Arc::clone(&slot));
        slot
    }
}

/// Drops what nobody uses: first the authorities that may be asked now, and if that frees nothing, the paused ones too, so that no server
/// can make this map grow without bound.
fn forget_idle(slots: &mut HashMap<String, Arc<AsyncMutex<Slot>>>) {
    let now = Instant::now();
    // A slot is cloned under the map's lock only: a count of one means that nobody holds it or is about to.
    slots.retain(|_, slot| {
        Arc::strong_count(slot) > 1
            || slot
                .try_lock()
                .is_ok_and(|slot| slot.free_at.max(slot.paused_until) > now)
    });
    if slots.len() >= KNOWN_AUTHORITIES {
        slots.retain(|_, slot| Arc::strong_count(slot) > 1);
    }
}

impl Turn {
    /// The server asked to be left alone for so long; more than a day counts as a day.
    pub(super) fn pause(&mut self, pause: Duration) {
        let until = Instant::now() + pause.min(LONGEST);
        self.slot.paused_until = self.slot.paused_until.max(until);
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.slot.free_at = Instant::now() + self.gap;
    }
}

/// The host and port of a URL, the same for every way of writing it.
pub(super) fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    match url.port_or_known_default() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}
