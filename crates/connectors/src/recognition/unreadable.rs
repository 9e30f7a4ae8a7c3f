//! Platforms that the gateway cannot read: how each is known, and what can be read in its place.

use std::fmt;

use url::Url;

use crate::Error;
use passerelle_model::reason::Code;
use passerelle_model::{Reason, fold};

/// A platform of participation that is known by name, and for which there is no connector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable {
    /// The name.
    pub name: &'static str,
    /// The reason for which it cannot be read.
    pub why: Closed,
    /// The hosts under which it serves its customers, or its own site.
    hosts: &'static [&'static str],
    /// The words by which its pages betray it, in lower case and without accents.
    marks: &'static [&'static str],
}

/// The most characters of a page are looked at.
const LOOKED_AT: usize = 512 * 1024;

/// The obstacle that keeps a platform from being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// The platform has no public interface for programs.
    Interface,
    /// The interface answers only with a key, which its customer has to ask for.
    Key,
    /// The interface tells neither dates nor addresses of what it lists.
    Dates,
    /// A register of public inquiries, which holds what people wrote, by name.
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

/// The platforms that are known, in the order in which they are looked for.
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
    // Words that other pages say too: the last that are looked for.
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
    /// The platform of a page, in which its `generator` stands too: by the host, by what it says made it, else by its words.
    pub(super) fn of(url: &Url, text: &str, generator: &str) -> Option<&'static Self> {
        let generator = fold(generator);
        let text: String = text.chars().take(LOOKED_AT).collect();
        let text = fold(&text);
        let bears = |words: &str| KNOWN.iter().find(|known| known.bears(words));
        KNOWN
            .iter()
            .find(|known| known.is_home(url))
            .or_else(|| bears(&generator))
            .or_else(|| bears(&text))
    }

    /// Returns whether an address is one of its own hosts.
    pub(super) fn is_home(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default();
        self.hosts.iter().any(|home| {
            let below = host.strip_suffix(home);
            below.is_some_and(|below| below.is_empty() || below.ends_with('.'))
        })
    }

    fn bears(&self, text: &str) -> bool {
        self.marks.iter().any(|mark| text.contains(mark))
    }
}

/// The reason for which nothing can be read at an address.
#[derive(Debug)]
pub enum Trouble {
    /// The request that was made said so.
    Failed(Error),
    /// A platform is there that the gateway cannot read.
    Unreadable {
        /// The place.
        url: Url,
        /// The one that is meant.
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

/// The code and its parameters, for logs.
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
    fn platforms_are_known_by_host_generator_or_words() {
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
    fn each_is_named_once_and_its_words_are_written_as_they_are_compared() {
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
