//! The demo: local platforms on loopback ports, and the configuration of a gateway that polls them. There are Decidims of the Grand Nancy, each of which answers as
//! its version does and refuses the fields that this version lacks, a Cap Collectif of Nantes and one of Grenoble, and a list kept by hand and a feed of Nîmes. It knows
//! nothing of the gateway, which polls them over real sockets like any other source.

mod calendar;
mod cap_collectif;
mod configuration;
mod content;
mod engine;
mod html;
mod instance;
mod nimes;
mod picture;
mod schema;
mod world;

#[cfg(test)]
mod tests;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use chrono::{DateTime, Utc};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use self::calendar::Today;
use self::configuration::SourceBlock;
use self::instance::Instance;

/// The longest time for answers that are under way at the end.
const GRACE: Duration = Duration::from_secs(2);

/// The reason why the demo could not start.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No loopback port is free.
    #[error("the demo's instances cannot listen on a loopback port: {0}")]
    Listen(#[source] std::io::Error),
    /// The folder of the demo's database, or a file in it, could not be created.
    #[error("the demo's {path} cannot be made: {error}")]
    Directory {
        /// The folder or file.
        path: PathBuf,
        /// The error of the operating system.
        #[source]
        error: std::io::Error,
    },
    /// The compiled-in texts are wrong.
    #[error("the demo's content cannot be read: {0}")]
    Content(#[from] toml::de::Error),
    /// The compiled-in schema is wrong.
    #[error(transparent)]
    Schema(#[from] schema::SchemaError),
}

/// The filters that select the consultations among the news of Nîmes.
const INCLUDED: [(&str, &str); 2] = [
    ("category", "Concertations"),
    ("category", "Enquêtes publiques"),
];
const EXCLUDED: [(&str, &str); 1] = [("title", "*compte rendu*")];

/// The running demo. Dropping it stops its instances and removes its folder.
#[derive(Debug)]
pub struct Running {
    instances: Vec<(Arc<Instance>, String)>,
    cap_collectifs: Vec<(Arc<cap_collectif::Instance>, String)>,
    nimes: Nimes,
    directory: Directory,
    stop: CancellationToken,
    tasks: TaskTracker,
}

/// The list and the feed of Nîmes, which has no software for consultations.
#[derive(Debug)]
struct Nimes {
    /// The address of the list.
    list: String,
    /// The path of the file that holds the list.
    sheet: String,
    /// The address of the feed.
    feed: String,
}

/// A local instance, as it is shown to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Address<'a> {
    /// The id of the source in the configuration.
    pub id: &'a str,
    /// The name of the platform.
    pub name: &'a str,
    /// The software that it imitates or the format that it has, by its name in the configuration: `decidim`, `cap-collectif`, `file`, `feed`.
    pub platform: &'a str,
    /// The version that it imitates, if the software has versions.
    pub version: Option<&'a str>,
    /// The address, without a slash at the end.
    pub url: &'a str,
    /// The path of the file that people can edit, for a list kept by hand.
    pub file: Option<&'a str>,
}

/// Starts every instance on a loopback port of its own, with dates counted from the day of `now` in Paris.
pub async fn start(now: DateTime<Utc>) -> Result<Running, Error> {
    let today = Today::at(now);
    let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
    let guard = stop.clone().drop_guard();
    let mut instances = Vec::new();
    for site in content::sites()? {
        let (listener, base) = listen().await?;
        let instance = Arc::new(Instance::new(site, base.clone(), today)?);
        serve(listener, Arc::clone(&instance).router(), &stop, &tasks);
        instances.push((instance, base));
    }
    let mut cap_collectifs = Vec::new();
    for site in cap_collectif::sites()? {
        let (listener, base) = listen().await?;
        let instance = Arc::new(cap_collectif::Instance::new(site, base.clone(), today)?);
        serve(listener, Arc::clone(&instance).router(), &stop, &tasks);
        cap_collectifs.push((instance, base));
    }
    let directory = Directory::new(instances.first().map_or("", |(_, base)| base))?;
    let (listener, base) = listen().await?;
    let sheet = directory.0.join("aggloforum.csv");
    let site = Arc::new(nimes::Site::new(base, sheet, today)?);
    let nimes = Nimes {
        sheet: directory.write("aggloforum.csv", site.list())?,
        list: site.list_address(),
        feed: site.feed_address(),
    };
    serve(listener, site.router(), &stop, &tasks);
    tasks.close();
    guard.disarm();
    Ok(Running {
        instances,
        cap_collectifs,
        nimes,
        directory,
        stop,
        tasks,
    })
}

/// Opens a free loopback port; returns it with its address.
async fn listen() -> Result<(TcpListener, String), Error> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .await
        .map_err(Error::Listen)?;
    let address = listener.local_addr().map_err(Error::Listen)?;
    Ok((listener, format!("http://{address}")))
}

/// Answers on `listener` until the demo is stopped.
fn serve(listener: TcpListener, router: Router, stop: &CancellationToken, tasks: &TaskTracker) {
    let stopped = stop.clone().cancelled_owned();
    tasks.spawn(async move {
        // A working listener cannot fail for good: axum waits and goes on when `accept` fails.
        let _ = axum::serve(listener, router)
            .with_graceful_shutdown(stopped)
            .await;
    });
}

impl Running {
    /// Returns the local instances, the métropole's Decidim first.
    pub fn instances(&self) -> impl Iterator<Item = Address<'_>> {
        let decidims = self.instances.iter().map(|(instance, url)| {
            let site = instance.site();
            Address {
                id: &site.key,
                name: &site.name,
                platform: "decidim",
                version: Some(&site.version),
                url,
                file: None,
            }
        });
        let cap_collectifs = self.cap_collectifs.iter().map(|(instance, url)| {
            let site = instance.site();
            Address {
                id: &site.key,
                name: &site.name,
                platform: "cap-collectif",
                version: None,
                url,
                file: None,
            }
        });
        let nimes = self.nimes_sources().map(|declared| Address {
            id: declared.id,
            name: declared.name,
            platform: declared.platform,
            version: None,
            url: declared.url,
            file: (declared.platform == "file").then_some(self.nimes.sheet.as_str()),
        });
        decidims.chain(cap_collectifs).chain(nimes)
    }

    /// Returns the list that the agglomeration of Nîmes keeps by hand, and the feed of the city.
    fn nimes_sources(&self) -> impl Iterator<Item = SourceBlock<'_>> {
        let list = SourceBlock {
            id: "aggloforum",
            name: nimes::LIST_NAME,
            origin: "aggloforum.nimes-metropole.example",
            platform: "file",
            url: &self.nimes.list,
            // People who edit the file want to see the change.
            every: Some("1m"),
            territory: "243000643",
            level: None,
            licence: Some("Licence Ouverte 2.0"),
            attach: &[],
            include: &[],
            exclude: &[],
        };
        let feed = SourceBlock {
            id: "ville-de-nimes",
            name: nimes::FEED_NAME,
            origin: "www.nimes.example",
            platform: "feed",
            url: &self.nimes.feed,
            every: None,
            territory: "30189",
            level: Some("consult"),
            include: &INCLUDED,
            exclude: &EXCLUDED,
            ..list
        };
        [list, feed].into_iter()
    }

    /// Returns the configuration (TOML) of a gateway that polls the instances, listens on `listen` and has its database in the demo's folder.
    pub fn configuration(&self, listen: SocketAddr) -> String {
        let decidims = self.instances.iter().map(|(instance, url)| {
            let site = instance.site();
            SourceBlock {
                id: &site.key,
                name: &site.name,
                origin: &site.origin,
                platform: "decidim",
                url,
                every: None,
                territory: &site.territory,
                level: site.level.as_deref(),
                licence: site.licence.as_deref(),
                attach: &site.attach,
                include: &[],
                exclude: &[],
            }
        });
        let cap_collectifs = self.cap_collectifs.iter().map(|(instance, url)| {
            let site = instance.site();
            SourceBlock {
                id: &site.key,
                name: &site.name,
                origin: &site.origin,
                platform: "cap-collectif",
                url,
                every: None,
                territory: &site.territory,
                level: None,
                licence: site.licence.as_deref(),
                attach: &site.attach,
                include: &[],
                exclude: &[],
            }
        });
        let sources = decidims.chain(cap_collectifs).chain(self.nimes_sources());
        configuration::text(listen, &self.directory.0, sources)
    }

    /// Returns the folder that is removed at the end.
    pub fn directory(&self) -> &Path {
        &self.directory.0
    }

    /// Stops the instances after they have answered pending requests, two seconds later at most; removes the folder.
    pub async fn shutdown(self) {
        self.stop.cancel();
        // Connections without a pending request are not waited for.
        let _ = tokio::time::timeout(GRACE, self.tasks.wait()).await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// The demo's folder, removed when dropped.
#[derive(Debug)]
struct Directory(PathBuf);

impl Directory {
    /// Creates a folder that only this user can read. The process and the port of `address` are in its name, so that no other demo has the same.
    fn new(address: &str) -> Result<Self, Error> {
        let port = address.rsplit(':').next().unwrap_or_default();
        let name = format!("passerelle-demo-{}-{port}", std::process::id());
        let path = std::env::temp_dir().join(name);
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        match builder.create(&path) {
            Ok(()) => Ok(Self(path)),
            Err(error) => Err(Error::Directory { path, error }),
        }
    }
}

impl Directory {
    /// Writes a file into the folder and returns its path.
    fn write(&self, name: &str, text: &str) -> Result<String, Error> {
        let path = self.0.join(name);
        match std::fs::write(&path, text) {
            Ok(()) => Ok(path.display().to_string()),
            Err(error) => Err(Error::Directory { path, error }),
        }
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        // A folder that cannot be removed is left to the system, which empties its temporary folder.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
