//! Platforms that the gateway cannot read: how each is recognised, and why it cannot be read.

use std::fmt;

use url::Url;

use crate::Error;
use passerelle_model::reason::Code;
use passerelle_model::{Reason, fold};

/// A participation platform that is recognised, but for which there is no connector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable {
    /// The name.
    pub name: &'static str,
    /// The reason why the platform cannot be read.
    pub why: Closed,
    /// The domains of the sites of its customers, and of its own site.
    hosts: &'static [&'static str],
    /// The words that tell its pages from others, in lower case and without accents.
    marks: &'static [&'static str],
}

/// The part of a page that is searched for marks, in characters.
const MOST_SEARCHED: usize = 512 * 1024;

/// The reason why a platform cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// The platform has no public interface for programs.
    Interface,
    /// The interface requires a key, for which the customer of the platform has to ask.
    Key,
    /// The interface gives neither dates nor addresses of what it lists.
    Dates,
    /// The platform is a register of public inquiries, which holds what people wrote under their names.
    Register,
    /// The forms and votes have no public interface.
    Forms,
}

impl Closed {
    /// The word of the parameter `why` of `platform_unreadable`.
    const fn word(self) -> &'static str {
        match self {
            Self::Interface => "closed",
            Self::Key => "key",
            Self::Dates => "no_dates",
            Self::Register => "register",
            Self::Forms => "forms",
        }
    }
}

const fn platform(
    name: &'static str,
    why: Closed,
    hosts: &'static [&'static str],
    marks: &'static [&'static str],
) -> Unreadable {
    Unreadable {
        name,
        why,
        hosts,
        marks,
    }
}

/// The known platforms, in the order in which they are looked for.
const KNOWN: &[Unreadable] = &[
    platform(
        "Go Vocal (CitizenLab)",
        Closed::Key,
        &["govocal.com", "citizenlab.co"],
        &["go vocal", "govocal", "citizenlab"],
    ),
    platform(
        "Consul Democracy",
        Closed::Dates,
        &["consuldemocracy.org", "consulproject.org"],
        &[
            "consul democracy",
            "consuldemocracy",
            "consulproject",
            "consul project",
            "github.com/consul/",
        ],
    ),
    platform(
        "Fluicity",
        Closed::Interface,
        &["flui.city", "fluicity.com"],
        &["fluicity", "flui.city"],
    ),
    platform("Purpoz", Closed::Interface, &["purpoz.com"], &["purpoz"]),
    platform(
        "id City",
        Closed::Interface,
        &["id-city.fr", "idcity.fr", "id-city.com"],
        &["id-city", "idcity", "id city"],
    ),
    platform(
        "Cocoriko",
        Closed::Interface,
        &["cocoriko.org", "cocoriko.fr"],
        &["cocoriko"],
    ),
    platform(
        "Civocracy",
        Closed::Interface,
        &["civocracy.com", "civocracy.org"],
        &["civocracy"],
    ),
    platform(
        "Novoville",
        Closed::Interface,
        &["novoville.com"],
        &["novoville"],
    ),
    platform("Neocity", Closed::Interface, &["neocity.fr"], &["neocity"]),
    platform(
        "Jenparle",
        Closed::Interface,
        &["jenparle.net", "jenparle.fr", "jenparle.com"],
        &["jenparle"],
    ),
    platform(
        "Politizr",
        Closed::Interface,
        &["politizr.com"],
        &["politizr"],
    ),
    platform(
        "Carticipe",
        Closed::Interface,
        &["carticipe.net", "debatomap.com"],
        &["carticipe", "debatomap"],
    ),
    platform(
        "Citizen Space",
        Closed::Interface,
        &["citizenspace.com"],
        &["citizenspace", "citizen space"],
    ),
    platform(
        "EngagementHQ",
        Closed::Interface,
        &["engagementhq.com"],
        &["engagementhq", "bang the table"],
    ),
    platform(
        "Commonplace",
        Closed::Interface,
        &["commonplace.is"],
        &["commonplace.is"],
    ),
    platform(
        "Your Priorities",
        Closed::Interface,
        &["yrpri.org"],
        &["yrpri", "your priorities"],
    ),
    platform(
        "Loomio",
        Closed::Interface,
        &["loomio.com", "loomio.org"],
        &["loomio"],
    ),
    platform(
        "DemocracyOS",
        Closed::Interface,
        &["democracyos.org"],
        &["democracyos"],
    ),
    platform(
        "Registre numérique",
        Closed::Register,
        &[
            "registre-numerique.fr",
            "publilegal.fr",
            "registredemat.fr",
            "registre-dematerialise.fr",
            "democratie-active.fr",
            "registre.landespublic.org",
        ],
        &[
            "registre-numerique.fr",
            "registre-dematerialise.fr",
            "registredemat.fr",
        ],
    ),
    platform(
        "Lutece",
        Closed::Forms,
        &["lutece.paris.fr"],
        &["jsp/site/portal.jsp", "lutece"],
    ),
    // The marks of these occur in other pages too: they are looked for last.
    platform(
        "Démocratie Ouverte",
        Closed::Interface,
        &["democratieouverte.org", "parlement-ouvert.fr"],
        &[
            "democratieouverte",
            "democratie-ouverte",
            "democratie ouverte",
        ],
    ),
    platform("Make.org", Closed::Interface, &["make.org"], &["make.org"]),
];

impl Unreadable {
    /// Recognises the platform of a page by its host, else by its `generator`, else by the marks in its text.
    pub(super) fn of(url: &Url, text: &str, generator: &str) -> Option<&'static Self> {
        let generator = fold(generator);
        let text: String = text.chars().take(MOST_SEARCHED).collect();
        let text = fold(&text);
        let marked = |words: &str| KNOWN.iter().find(|known| known.has_marks_in(words));
        KNOWN
            .iter()
            .find(|known| known.is_home(url))
            .or_else(|| marked(&generator))
            .or_else(|| marked(&text))
    }

    /// Returns whether an address is on a domain of the platform.
    pub(super) fn is_home(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default();
        self.hosts.iter().any(|home| {
            let below = host.strip_suffix(home);
            below.is_some_and(|below| below.is_empty() || below.ends_with('.'))
        })
    }

    fn has_marks_in(&self, text: &str) -> bool {
        self.marks.iter().any(|mark| text.contains(mark))
    }
}

/// The reason why nothing can be read at an address.
#[derive(Debug)]
pub enum Trouble {
    /// A request failed, or its answer is nothing that can be read.
    Failed(Error),
    /// The address is that of a platform that the gateway cannot read.
    Unreadable {
        /// The address.
        url: Url,
        /// The platform.
        platform: &'static Unreadable,
    },
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<&Trouble> for Reason {
    fn from(trouble: &Trouble) -> Self {
        match trouble {
            Trouble::Failed(error) => Self::from(error),
            Trouble::Unreadable { url, platform } => Reason::new(Code::PlatformUnreadable)
                .with("address", url)
                .with("name", platform.name)
                .with("why", platform.why.word()),
        }
    }
}

/// Writes the code and its parameters, for logs.
impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Reason::from(self).fmt(f)
    }
}

impl std::error::Error for Trouble {}

#[cfg(test)]
mod tests {
    use super::*;
    use passerelle_model::reason::Audience;

    fn named(address: &str, text: &str, generator: &str) -> Option<&'static str> {
        let url = address.parse().unwrap();
        Some(Unreadable::of(&url, text, generator)?.name)
    }

    #[test]
    fn platforms_are_recognized_by_host_generator_or_marks() {
        let town = "https://participez.ville.example.fr/";
        for (address, text, generator, expected) in [
            (
                "https://ville.govocal.com/fr/",
                "",
                "",
                "Go Vocal (CitizenLab)",
            ),
            (
                town,
                "<script src='https://cdn.citizenlab.co/x.js'>",
                "",
                "Go Vocal (CitizenLab)",
            ),
            (town, "", "CONSUL DEMOCRACY 2.1", "Consul Democracy"),
            ("https://ville.flui.city/", "", "", "Fluicity"),
            (town, "Propulsé par Purpoz", "", "Purpoz"),
            (town, "<footer>iD City</footer>", "", "id City"),
            (town, "Cocoriko", "", "Cocoriko"),
            ("https://about.make.org/", "", "", "Make.org"),
            (
                "https://idee.example.fr/jsp/site/Portal.jsp",
                "action='jsp/site/Portal.jsp?page=x'",
                "",
                "Lutece",
            ),
            (town, "civocracy", "", "Civocracy"),
            (town, "Novoville", "", "Novoville"),
            (town, "neocity", "", "Neocity"),
            (town, "jenparle.net", "", "Jenparle"),
            (town, "Démocratie Ouverte", "", "Démocratie Ouverte"),
            (
                "https://www.registre-numerique.fr/plu",
                "",
                "",
                "Registre numérique",
            ),
        ] {
            assert_eq!(
                named(address, text, generator),
                Some(expected),
                "{address} {text}"
            );
        }
        assert_eq!(named(town, "Le site de la ville", "WordPress 6"), None);
        assert_eq!(named("https://notmake.org.example/", "", ""), None);
    }

    #[test]
    fn each_is_listed_once_and_its_marks_are_folded() {
        for known in KNOWN {
            assert_eq!(KNOWN.iter().filter(|one| one.name == known.name).count(), 1);
            for mark in known.marks {
                assert_eq!(*mark, fold(mark), "{}", known.name);
            }
        }
    }

    #[test]
    fn its_reason_names_it_and_why_it_cannot_be_read() {
        let url = "https://ville.govocal.com/".parse().unwrap();
        let platform = Unreadable::of(&url, "", "").unwrap();
        let reason = Reason::from(&Trouble::Unreadable { url, platform });
        assert_eq!(reason.code(), "platform_unreadable");
        let params = reason.params(Audience::Everyone);
        assert_eq!(params["name"], "Go Vocal (CitizenLab)");
        assert_eq!(params["why"], "key");
        assert_eq!(params["address"], "https://ville.govocal.com/");
    }
}
