//! How a page of records gets in: the facts, what stands beside them, and the cursor, in one transaction.

mod cdrs;
mod rows;
mod sessions;
mod tariffs;
mod tokens;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use model::{Arrival, Arrivals, FieldClass, Module, RecordId, Reject};
use sha2::{Digest, Sha256};
use sqlx::{Connection as _, SqliteConnection};

use super::{
    Connection, Writer, cursor, locations, observed,
    place::Places,
    prices, quarantine,
    raw::{Beside, Packers, Packing},
};
use crate::{
    error::WriteError,
    page::{Landed, Page},
};

/// How records come to be landed.
#[derive(Clone, Copy)]
enum Way<'a> {
    /// From the CPMS, with where its walk stands.
    Page { page: &'a Page, now: DateTime<Utc> },
    /// From what was not understood when it came.
    Again,
}

impl Writer {
    /// Lands a page: either all of it is there afterwards, with the cursor that says so, or nothing.
    ///
    /// A record that is there already, or is there in a newer version, changes nothing. Of two versions
    /// with the same `last_updated` the one with the higher hash stays, so that order does not matter.
    ///
    /// # Errors
    /// The database's, and the compressor's.
    pub async fn land(
        &mut self,
        connection: &Connection,
        page: &Page,
        now: DateTime<Utc>,
    ) -> Result<Landed, WriteError> {
        self.landed(
            connection,
            &page.arrivals,
            &page.rejects,
            Way::Page { page, now },
        )
        .await
    }

    /// Lands what has been read once more of the records that were not understood: those that are now are kept like
    /// any that come, and no longer with those that are not. How far the module is stays as it was.
    ///
    /// # Errors
    /// As [`land`](Self::land).
    pub async fn land_again(
        &mut self,
        connection: &Connection,
        arrivals: &Arrivals,
        rejects: &[Reject],
    ) -> Result<Landed, WriteError> {
        self.landed(connection, arrivals, rejects, Way::Again).await
    }

    async fn landed(
        &mut self,
        connection: &Connection,
        arrivals: &Arrivals,
        rejects: &[Reject],
        way: Way<'_>,
    ) -> Result<Landed, WriteError> {
        let module = arrivals.module();
        // taken out, and put back only if the transaction holds
        let (places, packers) = (self.places.take(), self.packers.take());
        let mut transaction = self.db.begin().await?;
        let db = &mut *transaction;
        let mut places = match places {
            Some(places) => places,
            None => Places::load(db).await?,
        };
        let mut packers = match packers {
            Some(packers) => packers,
            None => Packers::load(db).await?,
        };
        let (mut landed, written) = match arrivals {
            Arrivals::Locations(all) => {
                let newest = newest(all, |location| (&location.id, location.last_updated));
                let packing = packers.begin(module, beside(&newest))?;
                let rows = locations::land(db, connection, &newest).await?;
                if !rows.is_empty() {
                    self.out.recall_all();
                    places = super::rebind::locations(db, connection, &rows).await?;
                }
                (
                    arrived(all),
                    keep(&mut packers, db, packing, &newest, &rows).await?,
                )
            }
            Arrivals::Tariffs(all) => {
                let newest = newest(all, |tariff| (&tariff.id, tariff.last_updated));
                let packing = packers.begin(module, beside(&newest))?;
                let rows = tariffs::land(db, connection, &newest).await?;
                if !rows.is_empty() {
                    self.out.recall_all();
                    let tariffs: Vec<i64> = rows.values().copied().collect();
                    prices::forget_priced_by(db, &tariffs).await?;
                }
                (
                    arrived(all),
                    keep(&mut packers, db, packing, &newest, &rows).await?,
                )
            }
            Arrivals::Sessions(all) => {
                let newest = newest(all, |session| (&session.id, session.last_updated));
                let packing = packers.begin(module, beside(&newest))?;
                let rows = sessions::land(db, connection, &places, &newest).await?;
                (
                    arrived(all),
                    keep(&mut packers, db, packing, &newest, &rows).await?,
                )
            }
            Arrivals::Cdrs(all) => {
                let newest = newest(all, |cdr| (&cdr.id, cdr.last_updated));
                let packing = packers.begin(module, beside(&newest))?;
                let rows = cdrs::land(db, connection, &places, &newest).await?;
                let cdrs: Vec<i64> = rows.values().copied().collect();
                self.out.recall(&cdrs);
                let credits = prices::forget_credits_of(db, &cdrs).await?;
                self.out.recall(&credits);
                (
                    arrived(all),
                    keep(&mut packers, db, packing, &newest, &rows).await?,
                )
            }
        };
        packers.learn(db, module).await?;
        match way {
            Way::Page { page, now } => {
                for reject in rejects {
                    quarantine::keep(db, connection, module, reject, now).await?;
                }
                cursor::keep(db, connection, module, &page.cursor).await?;
                let end = observed::at_the_end_of(&page.cursor);
                if let (Module::Locations, Some(at)) = (module, end) {
                    observed::put_down(db, connection, at, self.poll).await?;
                }
            }
            Way::Again => {
                for bytes in arrivals.bytes() {
                    quarantine::let_go(db, connection, module, bytes).await?;
                }
                for reject in rejects {
                    quarantine::keep_on(db, connection, module, reject).await?;
                }
            }
        }
        let of_rejects = rejects.iter().filter_map(|reject| reject.version.as_ref());
        let ids = arrivals.ids().into_iter();
        let ids: Vec<&str> = ids
            .chain(of_rejects.map(|version| &version.id))
            .map(|id| id.id.as_str())
            .collect();
        quarantine::let_superseded_go(db, connection, module, &ids).await?;
        transaction.commit().await?;
        (self.places, self.packers) = (Some(places), Some(packers));
        self.log.fold_if_large(&mut self.db).await;
        landed.quarantined = rejects.len() as u64;
        landed.written = written as u64;
        landed.unchanged = landed.received - landed.written;
        landed.received += landed.quarantined;
        Ok(landed)
    }
}

fn arrived<T>(all: &[Arrival<T>]) -> Landed {
    let rounded = all.iter().filter(|arrival| arrival.rounded).count();
    Landed {
        received: all.len() as u64,
        rounded: rounded as u64,
        ..Landed::default()
    }
}

/// SHA-256 of a record's bytes.
pub(super) type Hash = [u8; 32];

/// An arrival with the hash that its fact keeps.
pub(super) struct Hashed<'a, T> {
    pub arrival: &'a Arrival<T>,
    pub hash: Hash,
}

/// The newest version of each record of a page that may hold one twice.
fn newest<T>(all: &[Arrival<T>], key: fn(&T) -> (&RecordId, DateTime<Utc>)) -> Vec<Hashed<'_, T>> {
    let mut newest: HashMap<&RecordId, Hashed<'_, T>> = HashMap::with_capacity(all.len());
    for arrival in all {
        let (id, updated) = key(&arrival.record);
        let hash = Sha256::digest(&arrival.bytes).into();
        let there = newest
            .get(id)
            .map(|there| (key(&there.arrival.record).1, &there.hash));
        if there.is_none_or(|there| there < (updated, &hash)) {
            newest.insert(id, Hashed { arrival, hash });
        }
    }
    let mut newest: Vec<_> = newest.into_values().collect();
    // rows that lie together on the page lie together in the file
    newest.sort_by_key(|hashed| std::ptr::from_ref(hashed.arrival));
    newest
}

/// What will stand beside them: copies, for a thread of its own to pack.
fn beside<T>(newest: &[Hashed<'_, T>]) -> Vec<Beside> {
    let fields = |(class, text): &(FieldClass, String)| (*class, text.clone().into_bytes());
    newest
        .iter()
        .map(|Hashed { arrival, .. }| Beside {
            bytes: arrival.bytes.to_vec(),
            fields: arrival.fields.iter().map(fields).collect(),
        })
        .collect()
}

/// Keeps the bytes of those that were written; says how many that were.
async fn keep<T>(
    packers: &mut Packers,
    db: &mut SqliteConnection,
    packing: Packing,
    newest: &[Hashed<'_, T>],
    rows: &HashMap<Hash, i64>,
) -> Result<usize, WriteError> {
    let written: Vec<(usize, i64)> = newest
        .iter()
        .enumerate()
        .filter_map(|(place, hashed)| Some((place, *rows.get(&hashed.hash)?)))
        .collect();
    packers.keep(db, packing, &written).await?;
    Ok(written.len())
}
