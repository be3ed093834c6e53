//! What each person was granted, as the file says it.

use std::collections::{BTreeSet, HashMap, HashSet};

use access::{
    Reference,
    setup::{GrantSetup, PersonSetup},
};
use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::super::{
    lists::{self, Difference},
    raw,
};
use crate::{error::WriteError, policy::Granted};

/// A grant, and the key of the person whose it is.
type OfPerson = (i64, Granted);

#[derive(sqlx::FromRow)]
struct Kept {
    grant: i64,
    person: i64,
    #[sqlx(flatten)]
    granted: Granted,
}

/// Makes the grants of a tenant's people what the file says. Who leaves theirs out keeps them.
pub(super) async fn apply(
    db: &mut SqliteConnection,
    tenant: i64,
    people: &[PersonSetup],
    now: DateTime<Utc>,
) -> Result<(), WriteError> {
    let ids: Vec<(String, i64)> = sqlx::query_as("SELECT id, person FROM person WHERE tenant = ?")
        .bind(tenant)
        .fetch_all(&mut *db)
        .await?;
    let ids: HashMap<String, i64> = ids.into_iter().collect();
    let mut wanted = Vec::new();
    let mut keep = HashSet::new();
    for person in people {
        let Some(key) = ids.get(person.id.as_str()) else {
            continue;
        };
        match &person.grants {
            Some(grants) => wanted.extend(grants.iter().map(|grant| (*key, granted(grant)))),
            None => {
                keep.insert(*key);
            }
        }
    }
    let mut there = rows(db, tenant).await?;
    there.retain(|(_, (person, _))| !keep.contains(person));
    let Difference { replaced, added } = lists::difference(there, wanted);
    sqlx::query("UPDATE grant SET replaced_at = ? WHERE grant IN (SELECT value FROM json_each(?))")
        .bind(now.timestamp_millis())
        .bind(raw::json(&replaced))
        .execute(&mut *db)
        .await?;
    for row in added {
        add(db, row, now).await?;
    }
    Ok(())
}

async fn add(
    db: &mut SqliteConnection,
    (person, row): OfPerson,
    now: DateTime<Utc>,
) -> Result<(), WriteError> {
    sqlx::query(
        "INSERT INTO grant (person, role, units, locations, evses, drivers, vehicles, groups, from_at, until_at,
             data_from_at, data_until_at, may_delegate, given_by, recorded_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(person)
    .bind(row.role)
    .bind(row.units)
    .bind(row.locations)
    .bind(row.evses)
    .bind(row.drivers)
    .bind(row.vehicles)
    .bind(row.groups)
    .bind(row.from_at)
    .bind(row.until_at)
    .bind(row.data_from_at)
    .bind(row.data_until_at)
    .bind(row.may_delegate)
    .bind(row.given_by)
    .bind(now.timestamp_millis())
    .execute(db)
    .await?;
    Ok(())
}

async fn rows(db: &mut SqliteConnection, tenant: i64) -> Result<Vec<(i64, OfPerson)>, WriteError> {
    let rows: Vec<Kept> = sqlx::query_as(
        "SELECT g.* FROM grant g JOIN person p ON p.person = g.person
         WHERE p.tenant = ? AND g.replaced_at IS NULL ORDER BY g.grant",
    )
    .bind(tenant)
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|kept| (kept.grant, (kept.person, kept.granted)))
        .collect())
}

fn granted(grant: &GrantSetup) -> Granted {
    let at = |instant: DateTime<Utc>| instant.timestamp_millis();
    let covers = &grant.covers;
    Granted {
        role: grant.role.as_str().to_owned(),
        units: names(covers.units.as_ref(), |id| id.as_str()),
        locations: places(covers.locations.as_ref()),
        evses: places(covers.evses.as_ref()),
        drivers: names(covers.drivers.as_ref(), |id| id.as_str()),
        vehicles: names(covers.vehicles.as_ref(), |id| id.as_str()),
        groups: names(covers.groups.as_ref(), |id| id.as_str()),
        from_at: grant.valid.from().map(at),
        until_at: grant.valid.until().map(at),
        data_from_at: grant.data.from().map(at),
        data_until_at: grant.data.until().map(at),
        may_delegate: grant.may_delegate,
        given_by: grant.given_by.as_ref().map(|id| id.as_str().to_owned()),
    }
}

fn names<T>(ids: Option<&BTreeSet<T>>, name: fn(&T) -> &str) -> Option<String> {
    ids.map(|ids| raw::json(&ids.iter().map(name).collect::<Vec<_>>()))
}

fn places(references: Option<&BTreeSet<Reference>>) -> Option<String> {
    let place = |place: &Reference| {
        let owned = |text: &str| text.to_owned();
        (
            place.country().map(owned),
            place.party().map(owned),
            place.id().to_owned(),
        )
    };
    references.map(|places| raw::json(&places.iter().map(place).collect::<Vec<_>>()))
}
