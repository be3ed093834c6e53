//! A SHA-256 over what a profile says, by natural keys: two profiles that were told the same have the same,
//! in whatever order they were told. Row numbers, keys, dictionaries, cursors and our own clock are left out.

use futures_util::TryStreamExt;
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;

use crate::{key::hex, unpack::Unpackers};

/// Each gives lines of text in an order of its own making. A fact's line has the hash of its bytes in it.
const SUBJECTS: [&str; 17] = [
    include_str!("../sql/digest_units.sql"),
    include_str!("../sql/digest_assignments.sql"),
    include_str!("../sql/digest_groups.sql"),
    include_str!("../sql/digest_drivers.sql"),
    include_str!("../sql/digest_vehicles.sql"),
    include_str!("../sql/digest_enrolments.sql"),
    include_str!("../sql/digest_ceilings.sql"),
    include_str!("../sql/digest_roles.sql"),
    include_str!("../sql/digest_people.sql"),
    include_str!("../sql/digest_grants.sql"),
    include_str!("../sql/digest_locations.sql"),
    include_str!("../sql/digest_evses.sql"),
    include_str!("../sql/digest_tariffs.sql"),
    include_str!("../sql/digest_sessions.sql"),
    include_str!("../sql/digest_cdrs.sql"),
    include_str!("../sql/digest_cells.sql"),
    include_str!("../sql/digest_quarantine.sql"),
];

/// The digest, in hexadecimal.
pub(crate) async fn of(db: &mut SqliteConnection) -> Result<String, sqlx::Error> {
    let mut hash = Sha256::new();
    for subject in SUBJECTS {
        let mut lines = sqlx::query_scalar::<_, String>(subject).fetch(&mut *db);
        while let Some(line) = lines.try_next().await? {
            hash.update(line.as_bytes());
            hash.update(b"\n");
        }
        hash.update(b"\n");
    }
    Ok(hex(&hash.finalize()).to_string())
}

/// How many facts have bytes beside them that do not hash to what the fact says.
pub(super) async fn foreign_bytes(db: &mut SqliteConnection) -> Result<usize, sqlx::Error> {
    let mut unpackers = Unpackers::load(&mut *db).await?;
    let mut foreign = 0;
    let mut rows = sqlx::query_as::<_, (Option<i64>, Vec<u8>, Vec<u8>)>(include_str!(
        "../sql/raw_with_hash.sql"
    ))
    .fetch(db);
    while let Some((dictionary, bytes, hash)) = rows.try_next().await? {
        let plain = unpackers.unpack(dictionary, &bytes).ok();
        if plain.is_none_or(|plain| Sha256::digest(&plain).as_slice() != hash) {
            foreign += 1;
        }
    }
    Ok(foreign)
}
