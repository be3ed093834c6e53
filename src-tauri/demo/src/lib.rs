//! A small CPMS for demonstrations and tests: the records of a folder, or of a made-up world, behind [`serve`].
//!
//! A folder is served as it is found, mistakes included, since that is what real CPMSs do. The demo listens on this
//! machine alone, writes nothing, and works nothing out by the code that checks it.
//!
//! Start at [`run`], and for the world at [`World`].

mod clock;
pub mod folder;
pub mod stats;
mod troubles;
pub mod world;

pub use clock::Clock;
pub use folder::Folder;
pub use troubles::Troubles;
pub use world::World;

use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

pub use serve::ServeError;
use serve::{Server, Settings};
use thiserror::Error;
use troubles::Troubled;
use world::Live;

/// What the demo serves, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the records are from.
    pub records: Records,
    /// The port on 127.0.0.1; 0 picks a free one.
    pub port: u16,
    /// What callers have to know.
    pub token: String,
    /// What time it is.
    pub clock: Clock,
    /// The largest page.
    pub limit: NonZeroUsize,
    /// What goes wrong.
    pub troubles: Troubles,
}

/// Where records are from.
#[derive(Clone, Debug)]
pub enum Records {
    /// A folder that has them.
    Folder(PathBuf),
    /// They are made up, for so many sessions, from a seed.
    World {
        /// What decides over all that happens.
        seed: u64,
        /// How many sessions have started when the demo starts.
        sessions: u64,
    },
}

/// Why the demo can't serve.
#[derive(Debug, Error)]
pub enum DemoError {
    /// The folder has no file that could be served.
    #[error("{} holds none of locations, tariffs, sessions and cdrs as .json or .json.gz; name the folder that does", .folder.display())]
    NothingToServe {
        /// The folder that was named.
        folder: PathBuf,
    },
    /// A file is there but can't be read.
    #[error("{} can't be read: {source}; check the file, or leave it out of the folder", .file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file is not a list of records.
    #[error("{} is not a JSON array of OCPI records: {source}", .file.display())]
    NotAnArray {
        /// The file.
        file: PathBuf,
        /// Where reading ended.
        source: serde_json::Error,
    },
    /// The server can't be started, or stopped by itself.
    #[error(transparent)]
    Serve(#[from] ServeError),
}

/// Reads the folder or lays out the world, tells `ready` the address of the list of versions, and serves until `stop`
/// is over.
///
/// # Errors
/// [`DemoError`] when there is nothing to serve or the port can't be had; `ready` is not called then.
pub async fn run(
    options: Options,
    ready: impl FnOnce(&str),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), DemoError> {
    let Options {
        records,
        port,
        token,
        clock,
        limit,
        troubles,
    } = options;
    let settings = Settings {
        token,
        max_limit: limit,
        clock: clock.start(),
    };
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let server = match records {
        Records::Folder(folder) => {
            let folder = Troubled::new(Folder::read(&folder)?, troubles);
            Server::bind(address, folder, settings).await?
        }
        Records::World { seed, sessions } => {
            let clock = Arc::clone(&settings.clock);
            let world = World::new(seed, sessions, clock());
            let world = Troubled::new(Live::new(world, clock), troubles);
            Server::bind(address, world, settings).await?
        }
    };
    ready(server.versions_url());
    Ok(server.run(stop).await?)
}
