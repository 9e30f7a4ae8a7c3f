//! Findings of a poll: what the operator should know of it beside its records. They are gathered while the source is read.

use passerelle_model::Reason;
use passerelle_model::reason::Code;

/// The most notices of one poll.
const MOST_NOTICES: usize = 50;

/// The findings of one poll.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// The notices to the operator, each once.
    pub(super) notices: Vec<Reason>,
    /// `true` where something that should have been read was not.
    pub(super) partial: bool,
    /// `true` where the affiliations of the records could not be read whole, so that the remembered ones are used.
    pub(super) affiliations_doubtful: bool,
    /// The number of dates that could not be read.
    pub(super) bad_dates: u32,
}

impl Findings {
    /// Adds a notice, unless the same one is there already.
    pub(super) fn notice(&mut self, notice: Reason) {
        if !self.notices.contains(&notice) && self.notices.len() < MOST_NOTICES {
            self.notices.push(notice);
        }
    }

    /// Notes that a part of the source was not read. `part` is a word of the parameter `part` of `partial_answer`.
    pub(super) fn lacks(&mut self, part: &'static str) {
        self.lacks_with(part, |reason| reason);
    }

    /// Notes that a part of the source was not read, in a notice to which `more` adds parameters.
    pub(super) fn lacks_with(&mut self, part: &'static str, more: impl FnOnce(Reason) -> Reason) {
        self.partial = true;
        let reason = Reason::new(Code::PartialAnswer).with("part", part);
        self.notice(more(reason));
    }

    /// Adds a notice of how many dates could not be read, if any.
    pub(super) fn notice_bad_dates(&mut self) {
        if self.bad_dates > 0 {
            let count = self.bad_dates;
            self.notice(Reason::new(Code::BadDates).with("count", count));
        }
    }
}
