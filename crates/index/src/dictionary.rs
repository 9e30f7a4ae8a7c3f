//! Dictionaries: each distinct value has a number. Rows hold numbers, so that a filter is compared once with each value instead of once with each
//! consultation.

use std::collections::HashMap;
use std::hash::Hash;

/// Values and their numbers. Numbers are given in order and never change.
#[derive(Debug, Clone)]
pub(super) struct Dictionary<T> {
    values: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Dictionary<T> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            numbers: HashMap::new(),
        }
    }
}

impl<T: Clone + Eq + Hash> Dictionary<T> {
    /// Returns the number of `value`, if it has one.
    pub(super) fn number(&self, value: &T) -> Option<u32> {
        self.numbers.get(value).copied()
    }

    /// Returns the number of `value`, after giving it one if it has none.
    pub(super) fn enter(&mut self, value: &T) -> u32 {
        if let Some(number) = self.number(value) {
            return number;
        }
        let number = u32::try_from(self.values.len()).unwrap_or(super::entry::NONE);
        self.values.push(value.clone());
        self.numbers.insert(value.clone(), number);
        number
    }

    /// Returns the values, by number.
    pub(super) fn values(&self) -> &[T] {
        &self.values
    }

    /// Returns whether each value is wanted, by number.
    pub(super) fn select(&self, wanted: impl FnMut(&T) -> bool) -> Vec<bool> {
        self.values.iter().map(wanted).collect()
    }
}

/// Returns the element of a list at a number of a dictionary; `None` also for [`NONE`](super::entry::NONE).
pub(super) fn at<T>(list: &[T], number: u32) -> Option<&T> {
    list.get(usize::try_from(number).ok()?)
}
