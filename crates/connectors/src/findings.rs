//! Findings of a poll: what the operator should know of it beside the records, gathered while it is read.

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
    /// `true` where what the records belong to was not read whole: what is remembered of it stands.
    pub(super) affiliations_doubtful: bool,
    /// The number of dates that could not be read.
    pub(super) bad_dates: u32,
}

impl Findings {
    /// Says something to the operator, once.
    pub(super) fn notice(&mut self, notice: Reason) {
        if !self.notices.contains(&notice) && self.notices.len() < MOST_NOTICES {
            self.notices.push(notice);
        }
    }

    /// Says that a part was not read, by a word of the parameter `part` of `partial_answer`.
    pub(super) fn lacks(&mut self, part: &'static str) {
        self.lacks_some(part, |reason| reason);
    }

    /// Says that a part was not read, and more about it.
    pub(super) fn lacks_some(&mut self, part: &'static str, more: impl FnOnce(Reason) -> Reason) {
        self.partial = true;
        let reason = Reason::new(Code::PartialAnswer).with("part", part);
        self.notice(more(reason));
    }

    /// Says how many dates could not be read, where there are any.
    pub(super) fn tell_bad_dates(&mut self) {
        if self.bad_dates > 0 {
            let count = self.bad_dates;
            self.notice(Reason::new(Code::BadDates).with("count", count));
        }
    }
}
