//! Where a tenant's people may look: its units, and the EVSEs that grants name while units of the tenant held them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use access::{
    Interval, UnitPolicy,
    attribution::{EvseKey, UnitKey},
};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sqlx::SqliteConnection;

use super::tenant::Names;

/// On which level a grant names an EVSE.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Level {
    Location,
    Evse,
}

/// A place as a grant names it: country and party, where they are written, and id.
pub(super) type Name = (Option<String>, Option<String>, String);

/// The EVSEs that grants name.
#[derive(Default)]
pub(super) struct Named {
    by_name: HashMap<(Level, Name), BTreeSet<EvseKey>>,
    /// Which units of the tenant held each, and when.
    pub held: BTreeMap<EvseKey, Vec<(Interval, UnitKey)>>,
}

impl Named {
    /// The EVSEs that some of these names mean.
    pub(super) fn by(&self, level: Level, names: Vec<Name>) -> BTreeSet<EvseKey> {
        names
            .into_iter()
            .filter_map(|name| self.by_name.get(&(level, name)))
            .flatten()
            .copied()
            .collect()
    }
}

/// A name in a grant, one of the EVSEs that it means, and a stretch in which a unit of the tenant held that.
#[derive(sqlx::FromRow)]
struct Meant {
    by_location: bool,
    country: Option<String>,
    party: Option<String>,
    id: String,
    evse: i64,
    from_at: i64,
    until_at: i64,
    unit: i64,
}

/// What grants in force name. A name covers all places of the tenant that go by it, of whatever party and on however
/// many connections: were it asked whether it is the only one, a place that others hold could change the answer.
pub(super) async fn named(db: &mut SqliteConnection, tenant: i64) -> Result<Named, sqlx::Error> {
    let meant: Vec<Meant> = sqlx::query_as(include_str!("../sql/places_granted.sql"))
        .bind(tenant)
        .fetch_all(db)
        .await?;
    let mut named = Named::default();
    let mut held: BTreeMap<EvseKey, BTreeMap<i64, (Interval, UnitKey)>> = BTreeMap::new();
    for one in meant {
        let Some(during) = stretch(one.from_at, one.until_at) else {
            continue;
        };
        let level = if one.by_location {
            Level::Location
        } else {
            Level::Evse
        };
        let name = (one.country, one.party, one.id);
        let evses = named.by_name.entry((level, name)).or_default();
        evses.insert(EvseKey(one.evse));
        let stretches = held.entry(EvseKey(one.evse)).or_default();
        stretches.insert(one.from_at, (during, UnitKey(one.unit)));
    }
    named.held = held
        .into_iter()
        .map(|(evse, stretches)| (evse, stretches.into_values().collect()))
        .collect();
    Ok(named)
}

/// A unit with the zone that cuts its days.
#[derive(sqlx::FromRow)]
pub(crate) struct ZonedUnit {
    pub unit: i64,
    id: String,
    parent: Option<i64>,
    time_zone: Option<String>,
    has_one_zone: bool,
}

impl ZonedUnit {
    /// `None`: the tenant's.
    pub(crate) fn zone(&self) -> Option<Tz> {
        self.time_zone.as_deref()?.parse().ok()
    }
}

/// Every unit of a tenant that there ever was, as things stand at an instant.
pub(crate) async fn zoned(
    db: &mut SqliteConnection,
    tenant: i64,
    now: DateTime<Utc>,
) -> Result<Vec<ZonedUnit>, sqlx::Error> {
    sqlx::query_as(include_str!("../sql/units_with_zone.sql"))
        .bind(tenant)
        .bind(now.timestamp_millis())
        .fetch_all(db)
        .await
}

/// The same, as the policy has them.
pub(super) async fn units(
    db: &mut SqliteConnection,
    tenant: i64,
    now: DateTime<Utc>,
    names: &mut Names,
) -> Result<BTreeMap<UnitKey, UnitPolicy>, sqlx::Error> {
    let mut units = BTreeMap::new();
    for unit in zoned(db, tenant, now).await? {
        let policy = UnitPolicy {
            parent: unit.parent.map(UnitKey),
            time_zone: unit.zone(),
            has_one_zone: unit.has_one_zone,
        };
        units.insert(UnitKey(unit.unit), policy);
        names.units.insert(unit.id, UnitKey(unit.unit));
    }
    Ok(units)
}

/// The next instant at which a unit of the tenant begins or ceases to hold an EVSE.
pub(super) async fn changes_at(
    db: &mut SqliteConnection,
    tenant: i64,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, sqlx::Error> {
    let next: Option<i64> = sqlx::query_scalar(include_str!("../sql/next_holding.sql"))
        .bind(tenant)
        .bind(now.timestamp_millis())
        .fetch_one(db)
        .await?;
    // a stretch without an end says so by the last number there is: no instant
    Ok(next.and_then(DateTime::from_timestamp_millis))
}

/// A stretch of a holding: open ends are the first and last number there are.
fn stretch(from: i64, until: i64) -> Option<Interval> {
    let end = |at: i64, open: i64| {
        if at == open {
            Some(None)
        } else {
            DateTime::from_timestamp_millis(at).map(Some)
        }
    };
    Interval::new(end(from, i64::MIN)?, end(until, i64::MAX)?)
}
