//! What the profile says of one person who wants to look: the one thing that is read without a Scope. It holds
//! people, roles and grants, never charging data.
//!
//! What can't be read opens nothing: a grant with a word in it that nobody knows is no grant.

mod granted;
mod places;
mod rights;
mod tenant;
#[cfg(test)]
mod tests;

use access::{PersonId, PersonPolicy, Policy};
use chrono::{DateTime, Utc};
use sqlx::{Connection as _, SqliteConnection};

use crate::{Profile, connect, error::OpenError};
pub(crate) use granted::Granted;
pub(crate) use places::zoned;
pub(crate) use tenant::load;

/// Whom a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoundPerson {
    /// One person, with what decides what they may see.
    One(Policy),
    /// People of several tenants: `TENANT/ID`, in order.
    Several(Vec<String>),
    /// Nobody.
    Nobody,
}

impl Profile {
    /// What the profile says of the person of this name: `operator`, `TENANT/ID`, or `ID` where it is unique among
    /// the people that there are. Read in one snapshot; `now` decides which places their tenant holds.
    ///
    /// # Errors
    /// [`OpenError`] where the profile can't be read.
    pub async fn policy(&self, name: &str, now: DateTime<Utc>) -> Result<FoundPerson, OpenError> {
        let mut db = connect::for_reading(self).await?;
        let found = find(&mut db, name, now).await;
        connect::close(db).await;
        found.map_err(|error| OpenError::Database(error.into()))
    }
}

/// Somebody of a profile, for whoever chooses as whom to look.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct PersonListed {
    /// Their tenant's id.
    pub tenant: String,
    /// What the operator calls the tenant.
    pub tenant_name: String,
    /// Their own id in it.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// The roles that they hold now, by id; none for who may see nothing.
    #[sqlx(json)]
    pub roles: Vec<String>,
}

impl Profile {
    /// Everybody of every tenant, by tenant and name. Only for whoever opened an operator's profile and has not signed
    /// in: it says who the operator's customers are.
    ///
    /// # Errors
    /// [`OpenError`] where the profile can't be read.
    pub async fn people(&self, now: DateTime<Utc>) -> Result<Vec<PersonListed>, OpenError> {
        let mut db = connect::for_reading(self).await?;
        let people = sqlx::query_as(include_str!("../sql/people.sql"));
        let people = people.bind(now.timestamp_millis()).fetch_all(&mut db).await;
        connect::close(db).await;
        people.map_err(|error| OpenError::Database(error.into()))
    }
}

async fn find(
    db: &mut SqliteConnection,
    name: &str,
    now: DateTime<Utc>,
) -> Result<FoundPerson, sqlx::Error> {
    let mut snapshot = db.begin().await?;
    let db = &mut *snapshot;
    let epoch: i64 = sqlx::query_scalar("SELECT policy_epoch FROM operator")
        .fetch_one(&mut *db)
        .await?;
    let found = if name == PersonId::RESERVED {
        FoundPerson::One(Policy::Operator { epoch })
    } else {
        match &*people(db, name).await? {
            [] => FoundPerson::Nobody,
            [(tenant, _, id)] => person(db, epoch, *tenant, id, now).await?,
            several => FoundPerson::Several(
                several
                    .iter()
                    .map(|(_, tenant, id)| format!("{tenant}/{id}"))
                    .collect(),
            ),
        }
    };
    snapshot.rollback().await?;
    Ok(found)
}

/// Everybody that the name means: their tenant's row and id, and their own id.
async fn people(
    db: &mut SqliteConnection,
    name: &str,
) -> Result<Vec<(i64, String, String)>, sqlx::Error> {
    let (tenant, id) = match name.split_once('/') {
        Some((tenant, id)) => (Some(tenant), id),
        None => (None, name),
    };
    sqlx::query_as(
        "SELECT t.tenant, t.id, p.id FROM person p JOIN tenant t ON t.tenant = p.tenant
         WHERE p.id = ?1 AND t.id = coalesce(?2, t.id) AND p.ended_at IS NULL AND t.ended_at IS NULL
         ORDER BY t.id",
    )
    .bind(id)
    .bind(tenant)
    .fetch_all(db)
    .await
}

async fn person(
    db: &mut SqliteConnection,
    epoch: i64,
    tenant: i64,
    id: &str,
    now: DateTime<Utc>,
) -> Result<FoundPerson, sqlx::Error> {
    let tenant = load(db, tenant, now).await?;
    Ok(match (PersonId::new(id), tenant) {
        (Ok(person), Some(tenant)) => FoundPerson::One(Policy::Person(Box::new(PersonPolicy {
            epoch,
            person,
            tenant,
        }))),
        (Err(_), _) | (_, None) => FoundPerson::Nobody,
    })
}
