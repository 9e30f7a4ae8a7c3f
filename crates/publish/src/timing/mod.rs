//! Times of participation in words: until when one can take part now, what comes next, and since when it is over. Every sentence follows from the course of a
//! consultation, so that none speaks of a coming day as past, nor the reverse.

use chrono::NaiveDate;

use passerelle_index::Entry;
use passerelle_model::{Moment, Participation, Period, Status};

use super::phrases::Phrases;
use super::words::shown;

/// Returns the times: « Jusqu’au 3 décembre 2026, ensuite : Programme de plantation, du 9 au 29 janvier 2027 ». Years are always given, since a feed may be read at any time.
pub(super) fn timing(entry: &Entry, phrases: &Phrases) -> String {
    let course = &entry.course;
    let zone = entry.stored.consultation.timezone;
    let on = |name, day| phrases.with(name, &[("day", &phrases.day(day))]);
    let now = match (entry.status, entry.deadline()) {
        (Status::Open, Some(day)) => on("timing-open-until", day),
        (Status::Open, None) => phrases.say("timing-open"),
        (Status::Upcoming, _) => opening(entry).map_or_else(
            || phrases.say("timing-upcoming"),
            |next| during(next.from, next.to, None, phrases),
        ),
        (Status::Paused, _) => return paused(entry, phrases),
        (Status::Closed, _) => match course.ended {
            Some(moment) => on("timing-closed-on", moment.last_day(zone)),
            None => phrases.say("timing-closed"),
        },
        (Status::Results, _) => results(entry, |day| phrases.day(day), phrases),
        (Status::Unknown, _) => phrases.say("timing-unknown"),
    };
    match next_step(entry, None, phrases) {
        Some(Step { title, when, .. }) => {
            let parts = [("timing", &*now), ("title", &*title), ("when", &*when)];
            phrases.with("timing-then", &parts)
        }
        None => now,
    }
}

/// Returns the times of a paused consultation: « Entre deux étapes, reprise le 9 janvier 2027 : Programme de plantation ».
fn paused(entry: &Entry, phrases: &Phrases) -> String {
    let paused = phrases.say(pause(entry));
    let Some(next) = opening(entry) else {
        return paused;
    };
    let Some(day) = next.from else {
        return paused;
    };
    let day = phrases.day(day);
    match next.phase.and_then(|at| phase_title(entry, at, phrases)) {
        Some((phase, _)) => {
            let parts = [("paused", &*paused), ("day", &*day), ("phase", &*phase)];
            phrases.with("timing-resumes-with", &parts)
        }
        None => phrases.with("timing-resumes", &[("paused", &paused), ("day", &day)]),
    }
}

/// Returns the name of the phrase for the pause: during a phase for reading, the consultation is not between two phases.
pub(super) fn pause(entry: &Entry) -> &'static str {
    match entry.course.current_phase {
        Some(_) => "timing-on-hold",
        None => "timing-paused",
    }
}

/// Returns « Résultats publiés le 20 novembre », or else since when it is over; `said` writes the days.
pub(super) fn results(
    entry: &Entry,
    said: impl Fn(NaiveDate) -> String,
    phrases: &Phrases,
) -> String {
    let consultation = &entry.stored.consultation;
    let on = |name, day| phrases.with(name, &[("day", &said(day))]);
    let results = consultation.results.as_ref();
    let published = results.and_then(|results| results.published_on);
    match (published, entry.course.ended) {
        (Some(day), _) => on("timing-results-on", day),
        (None, Some(ended)) => on(
            "timing-closed-with-results",
            ended.last_day(consultation.timezone),
        ),
        (None, None) => phrases.say("timing-results"),
    }
}

/// The next period of participation.
pub(super) struct Next {
    /// The phase, as an index.
    pub(super) phase: Option<usize>,
    pub(super) from: Option<NaiveDate>,
    pub(super) to: Option<NaiveDate>,
}

/// Returns the next period of participation of a consultation that is upcoming or paused.
pub(super) fn opening(entry: &Entry) -> Option<Next> {
    let consultation = &entry.stored.consultation;
    let zone = consultation.timezone;
    let opening = entry.course.opening?;
    let begins = |moment: Moment| moment.begins(zone);
    let opens_then = |it: &Participation| it.period.opens.map(begins) == Some(begins(opening));
    let found = consultation.participations().into_iter().find(opens_then);
    let closes = found.and_then(|it| it.period.closes);
    Some(Next {
        phase: found.and_then(|it| it.phase),
        from: Some(opening.day(zone)),
        to: closes.map(|moment| moment.last_day(zone)),
    })
}

/// A coming phase in words: « Programme de plantation », « du 9 au 29 janvier 2027 ».
pub(super) struct Step {
    pub(super) title: String,
    /// The language of the title, if that is not the one of the phrases.
    pub(super) lang: Option<String>,
    pub(super) when: String,
}

/// Returns the phase that comes after the present participation.
pub(super) fn next_step(
    entry: &Entry,
    today: Option<NaiveDate>,
    phrases: &Phrases,
) -> Option<Step> {
    let at = next_phase(entry)?;
    let consultation = &entry.stored.consultation;
    let zone = consultation.timezone;
    let Period { opens, closes } = consultation.phase_period(at)?;
    let from = opens.map(|moment| moment.day(zone));
    let to = closes.map(|moment| moment.last_day(zone));
    let (title, lang) = phase_title(entry, at, phrases).unwrap_or_else(|| {
        let number = (at + 1).to_string();
        let title = phrases.with("phase-untitled", &[("number", &number)]);
        (title, None)
    });
    let when = within(&during(from, to, today, phrases));
    Some(Step { title, lang, when })
}

fn next_phase(entry: &Entry) -> Option<usize> {
    let course = &entry.course;
    let consultation = &entry.stored.consultation;
    let zone = consultation.timezone;
    match entry.status {
        // A phase that begins while this one runs does not come after it.
        Status::Open => {
            let over = course.deadline?.over(zone);
            let begins = |at: &usize| {
                let opens = consultation.phase_period(*at)?.opens?;
                Some(opens.begins(zone)).filter(|begins| *begins >= over)
            };
            let later = (0..consultation.phases.len()).filter(|at| begins(at).is_some());
            later.min_by_key(begins)
        }
        Status::Paused => opening(entry)?.phase,
        Status::Closed => course.next_phase,
        Status::Upcoming | Status::Results | Status::Unknown => None,
    }
}

/// Returns the title of a phase, best in the language of the sentence, and its own language if that is another; `None` if it has none.
pub(super) fn phase_title(
    entry: &Entry,
    at: usize,
    phrases: &Phrases,
) -> Option<(String, Option<String>)> {
    let phase = entry.stored.consultation.phases.get(at)?;
    let language = phrases.tag().parse().ok();
    let (title, lang) = shown(&phase.title, language.as_slice(), phrases);
    (!title.is_empty()).then_some((title, lang))
}

/// Returns words in the form that they have inside a sentence.
fn within(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

/// Returns a period in words: « Du 1er au 30 mars 2026 », both days included; empty if neither is known. The year of `today` is left out.
pub(super) fn during(
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    today: Option<NaiveDate>,
    phrases: &Phrases,
) -> String {
    let said = |name, part, day| {
        let [_, day] = phrases.span(day, day, today);
        phrases.with(name, &[(part, &day)])
    };
    match (from, to) {
        (Some(from), Some(to)) if from == to => said("timing-on", "day", to),
        (Some(from), Some(to)) => {
            let [from, to] = phrases.span(from, to, today);
            phrases.with("timing-from-to", &[("from", &from), ("to", &to)])
        }
        (Some(from), None) => said("timing-from", "from", from),
        (None, Some(to)) => said("timing-until", "to", to),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests;
