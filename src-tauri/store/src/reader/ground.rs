//! What answers rest on whatever they are asked: the units, places and nodes that this Scope reaches.
//!
//! Thousands of rows in a large profile, of which a minute changes none. So a Reader keeps them, for as long as nobody
//! has written anything since.

use std::sync::{Arc, OnceLock};

use access::{Class, Entry, Place, Rows};
use chrono_tz::Tz;
use sqlx::SqliteConnection;

use super::{
    cover::Cover,
    cut::Called,
    places::{self, Free, Held, LocalDays},
    release::Nodes,
    units::Units,
};
use crate::tenure::Stretch;

/// As one Scope reaches it, at whatever time that is asked.
pub(super) struct Ground {
    /// Of the database when it was read.
    version: i64,
    pub called: Called,
    pub units: Units,
    pub cover: Cover,
    pub nodes: Nodes,
    pub held: Vec<Held>,
    /// Of what is held.
    pub zones: Vec<Tz>,
    /// Of units that are open over people.
    pub tenure: Vec<Stretch>,
    /// For the operator, once a question has needed it.
    free: OnceLock<Vec<Free>>,
}

impl Ground {
    /// What was kept, if it still holds in this transaction.
    pub(super) async fn of(
        db: &mut SqliteConnection,
        scope: &Rows,
        kept: Option<Arc<Self>>,
    ) -> Result<Arc<Self>, sqlx::Error> {
        // another one after each commit of another connection, and this one can't write
        let version: i64 = sqlx::query_scalar("PRAGMA data_version")
            .fetch_one(&mut *db)
            .await?;
        if let Some(kept) = kept.filter(|kept| kept.version == version) {
            return Ok(kept);
        }
        let held = places::held(db).await?;
        Ok(Arc::new(Self {
            version,
            called: Called::load(db).await?,
            units: Units::load(db).await?,
            cover: Cover::load(db).await?,
            nodes: Nodes::load(db).await?,
            zones: places::zones(&held),
            held,
            tenure: if has_people_alone(scope) {
                places::tenure(db).await?
            } else {
                Vec::new()
            },
            free: OnceLock::new(),
        }))
    }

    /// For the operator: whether some EVSE that is there was nobody's for a while of these days.
    pub(super) async fn is_any_free(
        &self,
        db: &mut SqliteConnection,
        days: LocalDays,
    ) -> Result<bool, sqlx::Error> {
        let free = match self.free.get() {
            Some(free) => free,
            None => {
                let free = places::free(db).await?;
                self.free.get_or_init(|| free)
            }
        };
        let mut in_zones = days.in_zones();
        Ok(free.iter().any(|free| free.is_in(in_zones.of(free.zone))))
    }
}

/// Whether figures over people are open somewhere, and not the rows: only these ask when a unit held something.
fn has_people_alone(scope: &Rows) -> bool {
    let is_of_people = |entry: &Entry<Place>| entry.bits.has(Class::U) && !entry.bits.has(Class::S);
    match scope {
        Rows::All => false,
        Rows::Tenant(scope) => scope.places.iter().any(is_of_people),
    }
}
