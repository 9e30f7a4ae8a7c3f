//! The parameters that one output takes, and what is said of any other.

use super::parameter::{Family, Parameter};
use super::refusal::{ParameterError, clipped};
use passerelle_model::nearest;

/// The parameters that an output takes.
#[derive(Debug, Clone, Copy)]
pub struct Allowed {
    filters: Filters,
    others: &'static [&'static str],
}

/// The parameters of the filter language that an output takes.
#[derive(Debug, Clone, Copy)]
enum Filters {
    Family(Family),
    Only(&'static [Parameter]),
}

impl Allowed {
    /// A list of consultations without parameters of its own.
    pub const CONSULTATIONS: Self = Self::family(Family::Consultations);
    /// A list of meetings without parameters of its own.
    pub const MEETINGS: Self = Self::family(Family::Meetings);
    /// An agenda or a calendar without parameters of its own.
    pub const AGENDA: Self = Self::family(Family::Agenda);
    /// Counts without parameters of their own.
    pub const COUNTS: Self = Self::family(Family::Counts);

    const fn family(family: Family) -> Self {
        Self {
            filters: Filters::Family(family),
            others: &[],
        }
    }

    /// Allows these parameters and no others.
    pub const fn only(parameters: &'static [Parameter]) -> Self {
        Self {
            filters: Filters::Only(parameters),
            others: &[],
        }
    }

    /// Allows the same, and parameters of the output's own (`view`, `include`, `since`…) by their names. The caller reads them: they are passed over
    /// here, and known when a nearest name is sought.
    #[must_use]
    pub const fn and(self, others: &'static [&'static str]) -> Self {
        Self { others, ..self }
    }

    /// Returns the parameters of the filter language, in the order of the canonical form.
    pub fn parameters(&self) -> Vec<Parameter> {
        match self.filters {
            Filters::Family(family) => Parameter::taken_by(family).collect(),
            Filters::Only(parameters) => parameters.to_vec(),
        }
    }

    /// Returns every name that is taken.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        let parameters = self.parameters().into_iter().map(Parameter::name);
        parameters.chain(self.others.iter().copied())
    }

    /// Returns the parameter of this name; `None` for one that the caller reads itself.
    pub(crate) fn parameter(&self, name: &str) -> Result<Option<Parameter>, ParameterError> {
        let mut parameters = self.parameters().into_iter();
        if let Some(parameter) = parameters.find(|known| known.name() == name) {
            return Ok(Some(parameter));
        }
        if self.others.contains(&name) {
            return Ok(None);
        }
        Err(ParameterError {
            name: clipped(name),
            value: None,
            expected: format!("one of {}", self.names().collect::<Vec<_>>().join(", ")),
            nearest: nearest(name, self.names())
                .map(str::to_owned)
                .or_else(|| self.meant(name)),
            places: Vec::new(),
        })
    }

    /// Returns the name of the parameter that is taken here and that people call `name`.
    fn meant(&self, name: &str) -> Option<String> {
        let word = clipped(name).to_lowercase();
        let mut all = Parameter::ALL.iter();
        let meant = all.find(|known| known.row().also.contains(&word.as_str()))?;
        let taken = self.names().any(|name| name == meant.name());
        taken.then(|| meant.name().to_owned())
    }
}
