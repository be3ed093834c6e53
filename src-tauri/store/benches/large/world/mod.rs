//! A profile of 500 tenants and 10,000 EVSEs with as many sessions as are asked for, each with its CDR.
//!
//! Made by the store's own [`Writer`] and kept: a second run takes it as it is. The largest tenant has half of all
//! EVSEs and sessions, so that its people ask for the most that anybody of a tenant can; the other half is spread
//! over the others.

mod records;
mod tenants;

use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use access::setup;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use store::{Connection, OpenError, Page, Passphrase, Profile, WhenBusy, WriteError, Writer};

use super::file::Failure;
pub use records::Making;
pub use tenants::{LARGEST, PEOPLE, ROLES};

/// When it is looked at: 2026-06-15T12:00:00Z.
pub const NOW: DateTime<Utc> = match DateTime::from_timestamp(1_781_524_800, 0) {
    Some(now) => now,
    None => DateTime::UNIX_EPOCH,
};

/// So many sessions, and their CDRs, land on a page.
const PAGE: u64 = 5_000;
const PASSPHRASE: &str = "bench";

/// A change of any of these makes another world.
const MADE_BY: [&str; 3] = [
    include_str!("mod.rs"),
    include_str!("records.rs"),
    include_str!("tenants.rs"),
];

pub struct World {
    pub profile: Profile,
    pub sessions: u64,
}

impl World {
    /// The world of this size: kept from an earlier run, or made now.
    pub async fn kept(worlds: &Path, sessions: u64) -> Result<Self, Failure> {
        let folder = worlds.join(format!("{sessions}-{}", digest()?));
        if !folder.exists() {
            let making = folder.with_extension("making");
            if making.exists() {
                fs::remove_dir_all(&making)?; // of a run that did not end
            }
            fs::create_dir_all(&making)?;
            make(&making, sessions).await?;
            fs::rename(&making, &folder)?;
        }
        Self::open(&folder, sessions)
    }

    fn open(folder: &Path, sessions: u64) -> Result<Self, Failure> {
        let profile = Profile::open(folder, passphrase().as_ref())?;
        Ok(Self { profile, sessions })
    }

    /// A copy that may be changed.
    pub fn copied(&self, to: &Path) -> Result<Self, Failure> {
        for entry in fs::read_dir(self.profile.folder())? {
            let entry = entry?;
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
        Self::open(to, self.sessions)
    }

    pub fn folder(&self) -> &Path {
        self.profile.folder()
    }

    pub fn key(&self) -> Result<String, Failure> {
        super::file::key(self.folder(), PASSPHRASE)
    }

    /// Everybody who looks, as the store finds them.
    pub fn people(&self) -> impl Iterator<Item = String> {
        let of_largest = PEOPLE.iter().map(|person| format!("{LARGEST}/{person}"));
        ["operator".to_owned()].into_iter().chain(of_largest)
    }
}

fn passphrase() -> Option<Passphrase> {
    Passphrase::new(PASSPHRASE.to_owned())
}

/// Of what decides how a world looks in the file.
fn digest() -> Result<String, Failure> {
    let migrations = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations"));
    let mut files: Vec<PathBuf> = fs::read_dir(migrations)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.sort();
    let mut all = Sha256::new();
    for file in files {
        all.update(fs::read(file)?);
    }
    for part in MADE_BY {
        all.update(part);
    }
    let digest = all.finalize();
    Ok(digest
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

#[derive(Debug, thiserror::Error)]
enum NotMade {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Write(#[from] WriteError),
    #[error("setup.json is refused: {0}")]
    Setup(String),
}

async fn make(folder: &Path, sessions: u64) -> Result<(), NotMade> {
    let said = setup::read(&tenants::setup().to_string())
        .map_err(|mistakes| NotMade::Setup(format!("{mistakes:?}")))?;
    let profile = Profile::open_or_make(folder, passphrase().as_ref())?;
    let started = Instant::now();
    let work = async |writer: &mut Writer| -> Result<(), NotMade> {
        let connection = writer
            .connect("main", Some("http://localhost"), None)
            .await?;
        let making = Making::of(sessions);
        land(writer, &connection, making.locations()).await?;
        writer.apply(&said, false, NOW).await?;
        let mut at = 0;
        while at < sessions {
            let next = sessions.min(at + PAGE);
            land(writer, &connection, making.sessions(at..next)).await?;
            land(writer, &connection, making.cdrs(at..next)).await?;
            at = next;
            if at.is_multiple_of(PAGE * 20) {
                eprintln!(
                    "▸ {at} of {sessions} sessions, {} s",
                    started.elapsed().as_secs()
                );
            }
        }
        writer.settle(NOW).await?;
        eprintln!("▸ settled, {} s", started.elapsed().as_secs());
        Ok(())
    };
    profile.write(WhenBusy::Refuse, NOW, work).await
}

async fn land(writer: &mut Writer, connection: &Connection, page: Page) -> Result<(), WriteError> {
    writer.land(connection, &page, NOW).await?;
    Ok(())
}
