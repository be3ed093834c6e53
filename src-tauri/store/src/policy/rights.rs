//! A tenant's ceiling, roles and grants. Unlike a file that an operator wrote, what is kept was checked before; if it
//! can't be read all the same, it opens nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use access::{
    Class, Grant, GrantRows, Interval, PersonId, RoleId, Template,
    attribution::EvseKey,
    setup::{Ceiling, Feature, RoleSetup},
};
use chrono::DateTime;
use sqlx::SqliteConnection;

use super::{
    granted::Granted,
    places::{Level, Named},
    tenant::Names,
};

/// The ceiling; one that can't be read lets nothing through.
pub(super) fn ceiling(classes: Option<&str>, features: Option<&str>) -> Option<Ceiling> {
    if classes.is_none() && features.is_none() {
        return None;
    }
    let read = || {
        Some(Ceiling {
            classes: all(classes, class)?,
            features: all(features, Feature::new)?,
        })
    };
    Some(read().unwrap_or(Ceiling {
        classes: Some(BTreeSet::new()),
        features: Some(BTreeSet::new()),
    }))
}

/// The tenant's own roles.
pub(super) async fn roles(
    db: &mut SqliteConnection,
    tenant: i64,
) -> Result<BTreeMap<RoleId, RoleSetup>, sqlx::Error> {
    let rows: Vec<(String, String, Option<String>, Option<String>)> = sqlx::query_as(
        "SELECT id, template, classes, features FROM role WHERE tenant = ? AND ended_at IS NULL",
    )
    .bind(tenant)
    .fetch_all(db)
    .await?;
    let role = |(id, template, classes, features): &(String, String, Option<String>, _)| {
        let id = RoleId::new(id).ok()?;
        let features: &Option<String> = features;
        let role = RoleSetup {
            id: id.clone(),
            from: Template::from_id(template)?,
            classes: all(classes.as_deref(), class)?,
            features: all(features.as_deref(), Feature::new)?,
        };
        Some((id, role))
    };
    Ok(rows.iter().filter_map(role).collect())
}

#[derive(sqlx::FromRow)]
struct Row {
    person: String,
    #[sqlx(flatten)]
    granted: Granted,
}

/// The grants in force of all people of the tenant.
pub(super) async fn grants(
    db: &mut SqliteConnection,
    tenant: i64,
    names: &Names,
    named: &Named,
) -> Result<BTreeMap<PersonId, Vec<Grant>>, sqlx::Error> {
    let rows: Vec<Row> = sqlx::query_as(include_str!("../sql/grants_in_force.sql"))
        .bind(tenant)
        .fetch_all(db)
        .await?;
    let mut grants: BTreeMap<PersonId, Vec<Grant>> = BTreeMap::new();
    for row in &rows {
        if let (Ok(person), Some(grant)) = (
            PersonId::new(&row.person),
            grant(&row.granted, names, named),
        ) {
            grants.entry(person).or_default().push(grant);
        }
    }
    Ok(grants)
}

fn grant(row: &Granted, names: &Names, named: &Named) -> Option<Grant> {
    Some(Grant {
        role: RoleId::new(&row.role).ok()?,
        rows: GrantRows {
            units: keys(row.units.as_deref(), &names.units)?,
            locations: places(row.locations.as_deref(), Level::Location, named)?,
            evses: places(row.evses.as_deref(), Level::Evse, named)?,
            drivers: keys(row.drivers.as_deref(), &names.drivers)?,
            vehicles: keys(row.vehicles.as_deref(), &names.vehicles)?,
            groups: keys(row.groups.as_deref(), &names.groups)?,
        },
        valid: interval(row.from_at, row.until_at)?,
        data: interval(row.data_from_at, row.data_until_at)?,
        may_delegate: row.may_delegate,
        // whose giver can't be read was not given by the operator
        given_by: match &row.given_by {
            Some(id) => Some(PersonId::new(id).ok()?),
            None => None,
        },
    })
}

/// What the names of a condition mean, where there is one; a name that means nothing covers nothing.
fn keys<K: Copy + Ord>(
    condition: Option<&str>,
    meant: &HashMap<String, K>,
) -> Option<Option<BTreeSet<K>>> {
    let Some(text) = condition else {
        return Some(None);
    };
    let ids: Vec<String> = serde_json::from_str(text).ok()?;
    Some(Some(
        ids.iter().filter_map(|id| meant.get(id).copied()).collect(),
    ))
}

/// The EVSEs of a condition, where there is one.
fn places(
    condition: Option<&str>,
    level: Level,
    named: &Named,
) -> Option<Option<BTreeSet<EvseKey>>> {
    let Some(text) = condition else {
        return Some(None);
    };
    let names = serde_json::from_str(text).ok()?;
    Some(Some(named.by(level, names)))
}

/// A set of words, where there is one; `None` where one of them is none.
fn all<T: Ord>(
    words: Option<&str>,
    read: impl Fn(&str) -> Option<T>,
) -> Option<Option<BTreeSet<T>>> {
    let Some(text) = words else {
        return Some(None);
    };
    let words: Vec<String> = serde_json::from_str(text).ok()?;
    words
        .iter()
        .map(|word| read(word))
        .collect::<Option<_>>()
        .map(Some)
}

fn class(word: &str) -> Option<Class> {
    Class::ALL.into_iter().find(|class| class.as_str() == word)
}

/// From when until when; `None` where an end is no instant, which is not the same as open.
fn interval(from: Option<i64>, until: Option<i64>) -> Option<Interval> {
    let end = |at: Option<i64>| match at {
        Some(at) => DateTime::from_timestamp_millis(at).map(Some),
        None => Some(None),
    };
    Interval::new(end(from)?, end(until)?)
}
