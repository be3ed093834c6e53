//! Who may look: a tenant's ceiling, its own roles, its people and what they were granted. Who vanishes from a list
//! ends now, with what they were granted.

mod grants;

use std::collections::{BTreeMap, BTreeSet};

use access::{
    Class, PersonId, RoleId,
    setup::{Ceiling, Feature, HeldGrant, PersonSetup, RoleSetup, TenantSetup},
};
use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::raw;
use crate::error::WriteError;

/// Makes the rights of a tenant what the file says; what it leaves out stays.
pub(super) async fn apply(
    db: &mut SqliteConnection,
    tenant: i64,
    setup: &TenantSetup,
    now: DateTime<Utc>,
) -> Result<(), WriteError> {
    if let Some(ceiling) = &setup.ceiling {
        put_ceiling(db, tenant, ceiling).await?;
    }
    if let Some(roles) = &setup.roles {
        put_roles(db, tenant, roles, now).await?;
    }
    if let Some(people) = &setup.people {
        put_people(db, tenant, people, now).await?;
        grants::apply(db, tenant, people, now).await?;
    }
    Ok(())
}

/// Ends the grants of people, givers, roles and tenants that ended: when these come again, it is without them.
pub(super) async fn end_grants(
    db: &mut SqliteConnection,
    now: DateTime<Utc>,
) -> Result<(), WriteError> {
    sqlx::query(include_str!("../../../sql/end_grants.sql"))
        .bind(now.timestamp_millis())
        .execute(db)
        .await?;
    Ok(())
}

/// The tenant's own roles.
pub(super) async fn held_roles(
    db: &mut SqliteConnection,
    tenant: i64,
) -> Result<BTreeSet<RoleId>, WriteError> {
    let roles: Vec<String> =
        sqlx::query_scalar("SELECT id FROM role WHERE tenant = ? AND ended_at IS NULL")
            .bind(tenant)
            .fetch_all(db)
            .await?;
    Ok(roles.iter().filter_map(|id| RoleId::new(id).ok()).collect())
}

/// The tenant's people, each with what was given to them and may be given on.
pub(super) async fn held_people(
    db: &mut SqliteConnection,
    tenant: i64,
) -> Result<BTreeMap<PersonId, Vec<HeldGrant>>, WriteError> {
    let rows: Vec<(String, Option<bool>, Option<String>)> = sqlx::query_as(
        "SELECT p.id, g.may_delegate, g.given_by
         FROM person p LEFT JOIN grant g ON g.person = p.person AND g.replaced_at IS NULL
         WHERE p.tenant = ? AND p.ended_at IS NULL
         ORDER BY p.id, g.grant",
    )
    .bind(tenant)
    .fetch_all(db)
    .await?;
    let mut people: BTreeMap<PersonId, Vec<HeldGrant>> = BTreeMap::new();
    for (id, may_delegate, given_by) in rows {
        let Ok(id) = PersonId::new(&id) else { continue };
        let grants = people.entry(id).or_default();
        // one whose giver can't be read opens nothing, and is no grant of the operator's
        let given_by = given_by.map(|id| PersonId::new(&id)).transpose();
        if let (Some(may_delegate), Ok(given_by)) = (may_delegate, given_by) {
            grants.push(HeldGrant {
                may_delegate,
                given_by,
            });
        }
    }
    Ok(people)
}

async fn put_ceiling(
    db: &mut SqliteConnection,
    tenant: i64,
    ceiling: &Ceiling,
) -> Result<(), WriteError> {
    sqlx::query("UPDATE tenant SET ceiling_classes = ?, ceiling_features = ? WHERE tenant = ?")
        .bind(ceiling.classes.as_ref().map(classes))
        .bind(ceiling.features.as_ref().map(features))
        .bind(tenant)
        .execute(db)
        .await?;
    Ok(())
}

async fn put_roles(
    db: &mut SqliteConnection,
    tenant: i64,
    roles: &[RoleSetup],
    now: DateTime<Utc>,
) -> Result<(), WriteError> {
    for role in roles {
        sqlx::query(
            "INSERT INTO role (tenant, id, template, classes, features) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (tenant, id) DO UPDATE SET
                 template = excluded.template, classes = excluded.classes, features = excluded.features,
                 ended_at = NULL",
        )
        .bind(tenant)
        .bind(role.id.as_str())
        .bind(role.from.id())
        .bind(role.classes.as_ref().map(classes))
        .bind(role.features.as_ref().map(features))
        .execute(&mut *db)
        .await?;
    }
    let listed: Vec<&str> = roles.iter().map(|role| role.id.as_str()).collect();
    sqlx::query(
        "UPDATE role SET ended_at = ?3
         WHERE tenant = ?1 AND ended_at IS NULL AND id NOT IN (SELECT value FROM json_each(?2))",
    )
    .bind(tenant)
    .bind(raw::json(&listed))
    .bind(now.timestamp_millis())
    .execute(db)
    .await?;
    Ok(())
}

async fn put_people(
    db: &mut SqliteConnection,
    tenant: i64,
    people: &[PersonSetup],
    now: DateTime<Utc>,
) -> Result<(), WriteError> {
    for person in people {
        sqlx::query(
            "INSERT INTO person (tenant, id, name) VALUES (?, ?, ?)
             ON CONFLICT (tenant, id) DO UPDATE SET name = excluded.name, ended_at = NULL",
        )
        .bind(tenant)
        .bind(person.id.as_str())
        .bind(&person.name)
        .execute(&mut *db)
        .await?;
    }
    let listed: Vec<&str> = people.iter().map(|person| person.id.as_str()).collect();
    sqlx::query(
        "UPDATE person SET ended_at = ?3
         WHERE tenant = ?1 AND ended_at IS NULL AND id NOT IN (SELECT value FROM json_each(?2))",
    )
    .bind(tenant)
    .bind(raw::json(&listed))
    .bind(now.timestamp_millis())
    .execute(db)
    .await?;
    Ok(())
}

fn classes(classes: &BTreeSet<Class>) -> String {
    raw::json(
        &classes
            .iter()
            .map(|class| class.as_str())
            .collect::<Vec<_>>(),
    )
}

fn features(features: &BTreeSet<Feature>) -> String {
    raw::json(&features.iter().map(Feature::as_str).collect::<Vec<_>>())
}
