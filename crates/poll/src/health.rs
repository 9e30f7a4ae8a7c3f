//! Health: the state of a source after a poll. It is committed together with the changes of the poll, so that a restart neither forgets a failure nor
//! hammers a failing source.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::Value;

use passerelle_model::{Health, Held, PollOutcome, Reason, SourceState};

use super::schedule;

/// The end of a poll.
#[derive(Debug)]
pub(super) enum Ending {
    /// The poll brought something.
    Read {
        /// `true` if something that should have been read was not.
        partial: bool,
        /// The notices to the operator.
        notices: Vec<Reason>,
        /// The figures.
        outcome: PollOutcome,
        /// The part that waits for the operator.
        held: Held,
        /// The memory of the connector.
        memory: Option<Value>,
    },
    /// The poll brought nothing.
    Failed {
        /// The reason.
        error: Reason,
        /// The moment until which the source asks to be left alone.
        asked_until: Option<DateTime<Utc>>,
    },
}

/// Returns the state of a source after a poll that began at `began`.
pub(super) fn after(
    before: SourceState,
    ending: Ending,
    began: DateTime<Utc>,
    every: Duration,
    random: f64,
) -> SourceState {
    let state = SourceState {
        last_attempt: Some(began),
        ..before
    };
    match ending {
        Ending::Read {
            partial,
            notices,
            outcome,
            held,
            memory,
        } => SourceState {
            // A decision of the operator is more urgent than a partial poll, which the notices tell.
            health: match (held.is_any(), partial) {
                (true, _) => Health::Held,
                (false, true) => Health::Degraded,
                (false, false) => Health::Healthy,
            },
            last_success: if partial {
                state.last_success
            } else {
                Some(began)
            },
            troubled_since: if partial {
                state.troubled_since.or(Some(began))
            } else {
                None
            },
            failures: 0,
            next_due: Some(schedule::after_success(began, every, random)),
            error: None,
            notices,
            held_since: held.is_any().then(|| state.held_since.unwrap_or(began)),
            held,
            last_outcome: outcome,
            memory,
            ..state
        },
        Ending::Failed { error, asked_until } => {
            let failures = state.failures.saturating_add(1);
            let next = schedule::after_failure(began, every, failures, asked_until, random);
            SourceState {
                health: Health::Failing,
                troubled_since: state.troubled_since.or(Some(began)),
                failures,
                next_due: Some(next),
                error: Some(error),
                ..state
            }
        }
    }
}

/// Sets the gauges of a source to its state: the one of its health is 1, all others are 0.
#[expect(clippy::cast_precision_loss, reason = "a gauge holds no more")]
pub(super) fn measure(state: &SourceState) {
    let source = state.id.to_string();
    let is = |it: bool| if it { 1.0 } else { 0.0 };
    for health in &Health::ALL {
        metrics::gauge!("gateway_source_health", "source" => source.clone(), "state" => health.token())
            .set(is(*health == state.health));
    }
    metrics::gauge!("gateway_source_healthy", "source" => source.clone()).set(is(matches!(
        state.health,
        Health::Healthy | Health::Degraded
    )));
    if let Some(last) = state.last_success {
        metrics::gauge!("gateway_source_last_success_timestamp_seconds", "source" => source)
            .set(last.timestamp() as f64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use passerelle_model::reason::Code;

    fn at(hour: u32) -> DateTime<Utc> {
        format!("2026-03-01T{hour:02}:00:00Z").parse().unwrap()
    }

    fn read(partial: bool) -> Ending {
        Ending::Read {
            partial,
            notices: Vec::new(),
            outcome: PollOutcome::default(),
            held: Held::default(),
            memory: Some(Value::from(1)),
        }
    }

    #[test]
    fn trouble_is_dated_from_its_beginning_and_forgotten_at_its_end() {
        let every = Duration::from_hours(1);
        let failed = || Ending::Failed {
            error: Reason::new(Code::NoAnswer),
            asked_until: None,
        };
        let state = after(
            SourceState::new("a".parse().unwrap()),
            read(false),
            at(1),
            every,
            0.5,
        );
        assert_eq!(
            (
                state.health.clone(),
                state.last_success,
                state.troubled_since
            ),
            (Health::Healthy, Some(at(1)), None)
        );
        let state = after(state, failed(), at(2), every, 0.5);
        let state = after(state, failed(), at(3), every, 0.5);
        assert_eq!(
            (state.health.clone(), state.failures, state.troubled_since),
            (Health::Failing, 2, Some(at(2)))
        );
        assert_eq!(
            (state.last_success, state.next_due),
            (Some(at(1)), Some(at(5)))
        );
        assert_eq!(
            state.memory,
            Some(Value::from(1)),
            "a failure forgets nothing"
        );
        let state = after(state, read(true), at(5), every, 0.5);
        assert_eq!(
            (state.health.clone(), state.failures, state.troubled_since),
            (Health::Degraded, 0, Some(at(2)))
        );
        assert_eq!(
            (state.last_success, state.error.clone()),
            (Some(at(1)), None)
        );
        let state = after(state, read(false), at(6), every, 0.5);
        assert_eq!(
            (state.health, state.troubled_since, state.last_success),
            (Health::Healthy, None, Some(at(6)))
        );
    }

    #[test]
    fn what_waits_for_the_operator_is_held_whatever_else_was_read() {
        let every = Duration::from_hours(1);
        let held = |partial, missing| Ending::Read {
            partial,
            notices: Vec::new(),
            outcome: PollOutcome::default(),
            held: Held {
                meetings: missing,
                ..Held::default()
            },
            memory: None,
        };
        let state = SourceState::new("a".parse().unwrap());
        let state = after(state, held(false, 9), at(1), every, 0.5);
        assert_eq!(
            (state.health.clone(), state.held_since),
            (Health::Held, Some(at(1)))
        );
        assert_eq!(state.last_success, Some(at(1)), "all of it was read");
        let state = after(state, held(true, 9), at(2), every, 0.5);
        assert_eq!(
            (state.health.clone(), state.held_since, state.last_success),
            (Health::Held, Some(at(1)), Some(at(1)))
        );
        let failed = Ending::Failed {
            error: Reason::new(Code::NoAnswer),
            asked_until: None,
        };
        let state = after(state, failed, at(3), every, 0.5);
        assert_eq!(
            (state.health.clone(), state.held_since),
            (Health::Failing, Some(at(1))),
            "a failure forgets nothing"
        );
        let state = after(state, held(false, 0), at(4), every, 0.5);
        assert_eq!((state.health, state.held_since), (Health::Healthy, None));
    }
}
