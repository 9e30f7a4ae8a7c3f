//! Names: from the name of a host to its addresses, and why there are none. The resolver is passed in, so that tests have one of their own.

use std::fmt;
use std::io;
use std::net::IpAddr;

use async_trait::async_trait;

/// Looks up the addresses of hosts.
#[async_trait]
pub trait Names: Send + Sync {
    /// The addresses of `host`; none where the name has none.
    async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, DnsFault>;
}

/// The reason for which a name gave no address. Its text says what is the matter and what to do, to be read after the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DnsFault {
    /// The name does not exist.
    NoSuchName,
    /// No server answered for the name.
    NoAnswer,
    /// The name exists, and has no address.
    NoAddress,
    /// The resolver failed in another way.
    Failed,
}

impl DnsFault {
    /// Classifies an error of the system's resolver by the words that C libraries and systems use.
    fn of(error: &io::Error) -> Self {
        const WORDS: [(DnsFault, &[&str]); 3] = [
            (
                DnsFault::NoSuchName,
                &[
                    "name or service not known",
                    "name does not resolve",
                    "nodename nor servname provided",
                    "no such host is known",
                ],
            ),
            (
                DnsFault::NoAddress,
                &[
                    "no address associated",
                    "name has no usable address",
                    "no data of the requested type",
                ],
            ),
            (
                DnsFault::NoAnswer,
                &[
                    "temporary failure in name resolution",
                    "try again",
                    "timed out",
                ],
            ),
        ];
        let said = error.to_string().to_lowercase();
        let known = WORDS
            .iter()
            .find(|(_, words)| words.iter().any(|words| said.contains(words)));
        known.map_or(Self::Failed, |(fault, _)| *fault)
    }
}

impl fmt::Display for DnsFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::NoSuchName => "is a name that the name servers do not know",
            Self::NoAnswer => "could not be looked up, for no name server answered",
            Self::NoAddress => "is a name without any address",
            Self::Failed => "could not be looked up",
        })
    }
}

/// The resolver of the system.
pub(super) struct SystemNames;

#[async_trait]
impl Names for SystemNames {
    async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, DnsFault> {
        // The port is the caller's to fill in.
        let found = tokio::net::lookup_host((host, 0)).await;
        let found = found.map_err(|error| DnsFault::of(&error))?;
        Ok(found.map(|address| address.ip()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_resolvers_are_told_apart() {
        for (words, fault) in [
            ("Name or service not known", DnsFault::NoSuchName),
            ("Name does not resolve", DnsFault::NoSuchName),
            (
                "nodename nor servname provided, or not known",
                DnsFault::NoSuchName,
            ),
            ("No address associated with hostname", DnsFault::NoAddress),
            ("Name has no usable address", DnsFault::NoAddress),
            ("Temporary failure in name resolution", DnsFault::NoAnswer),
            ("Try again", DnsFault::NoAnswer),
            (
                "Non-recoverable failure in name resolution",
                DnsFault::Failed,
            ),
        ] {
            let told = io::Error::other(format!("failed to lookup address information: {words}"));
            assert_eq!(DnsFault::of(&told), fault, "{words}");
        }
    }
}
