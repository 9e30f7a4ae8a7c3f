//! Reasons of errors: an error as a part of what a notice tells.

use super::Error;
use crate::model::Reason;
use crate::model::reason::Code;

impl From<&Error> for Reason {
    fn from(error: &Error) -> Self {
        Self::new(Code::ExchangeFailed).with("cause", error.to_string())
    }
}
