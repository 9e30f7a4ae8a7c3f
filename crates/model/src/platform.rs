//! Platforms: the software that sources run and the formats in which they are read, in one table. It has the form of the address of a source, the meaning of its
//! native ids, and its precedence among duplicates; it knows nothing of how any of them is read.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::terms::{UnknownTerm, closed_list};

closed_list! {
    /// The software that a source runs, or the format in which it is read.
    Platform, "platform", {
        /// Decidim (GraphQL).
        Decidim = "decidim", "Decidim", "Decidim";
        /// Cap Collectif (GraphQL).
        CapCollectif = "cap-collectif", "Cap Collectif", "Cap Collectif";
        /// RSS, Atom or JSON Feed.
        Feed = "feed", "Flux", "Feed";
        /// iCalendar.
        Calendar = "calendar", "Calendrier", "Calendar";
        /// Opendatasoft Explore API.
        Opendatasoft = "opendatasoft", "Opendatasoft", "Opendatasoft";
        /// A hand-kept list.
        File = "file", "Liste", "List";
        /// Another gateway of this kind.
        Passerelle = "passerelle", "Passerelle", "Passerelle";
    }
}

/// The form of the address of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressForm {
    /// The root of a website.
    Root,
    /// The address of a document.
    Document,
    /// A document that pages also offer as `webcal:`.
    Calendar,
    /// A document, or a file of this machine.
    DocumentOrFile,
}

/// The meaning of the ids that a platform gives to what it lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NativeIds {
    /// Numbers that each instance counts for itself.
    OfInstance,
    /// Identifiers that no other platform makes alike.
    OfPlatform,
    /// Numbers of one list: several lists lie on one host.
    OfList,
    /// Identifiers of one dataset of a portal.
    OfDataset,
    /// Identifiers that mean something everywhere, or else only in their document.
    OfDocument,
    /// Ids that other gateways made, and that name their origin.
    OfGateways,
}

/// The properties of a platform.
struct Properties {
    /// The rank among several sources that publish the same consultation: the one with the least is shown, since it is nearest to those who decide.
    precedence: u8,
    address: AddressForm,
    native_ids: NativeIds,
}

impl Platform {
    /// The table: one row for each platform.
    const fn properties(self) -> Properties {
        let (precedence, address, native_ids) = match self {
            Self::Decidim => (0, AddressForm::Root, NativeIds::OfInstance),
            Self::CapCollectif => (1, AddressForm::Root, NativeIds::OfPlatform),
            Self::Passerelle => (2, AddressForm::Root, NativeIds::OfGateways),
            Self::Opendatasoft => (3, AddressForm::Root, NativeIds::OfDataset),
            Self::File => (4, AddressForm::DocumentOrFile, NativeIds::OfList),
            Self::Feed => (5, AddressForm::Document, NativeIds::OfDocument),
            Self::Calendar => (6, AddressForm::Calendar, NativeIds::OfDocument),
        };
        Properties {
            precedence,
            address,
            native_ids,
        }
    }

    /// Returns the rank among several sources that publish the same consultation: the one with the least is shown, since it is nearest to those who decide.
    pub const fn precedence(self) -> u8 {
        self.properties().precedence
    }

    /// Returns the form of the address of a source.
    pub const fn address_form(self) -> AddressForm {
        self.properties().address
    }

    /// Returns the meaning of the ids that it gives to what it lists.
    pub const fn native_ids(self) -> NativeIds {
        self.properties().native_ids
    }
}

impl AddressForm {
    /// Returns whether the source is one document, of which one host may have several.
    pub const fn is_document(self) -> bool {
        !matches!(self, Self::Root)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_platform_reads_back_from_its_token_and_has_a_place_of_its_own() {
        let mut places: Vec<u8> = Platform::ALL.iter().map(|it| it.precedence()).collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), Platform::ALL.len());
        for platform in Platform::ALL {
            assert_eq!(platform.token().parse(), Ok(*platform));
        }
    }
}
