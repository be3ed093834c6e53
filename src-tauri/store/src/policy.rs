//! What the profile says of one person who wants to look: the one thing that is read without a Scope. It holds
//! people, roles and grants, never charging data.

use access::{PersonId, Policy};
use sqlx::SqliteConnection;

use crate::{Profile, connect, error::OpenError};

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
    /// What the profile says of the person of this name: `operator`, `TENANT/ID`, or `ID` where it is unique.
    ///
    /// # Errors
    /// [`OpenError`] where the profile can't be read.
    pub async fn policy(&self, name: &str) -> Result<FoundPerson, OpenError> {
        let mut db = connect::for_reading(self).await?;
        let found = find(&mut db, name).await;
        connect::close(db).await;
        found.map_err(|error| OpenError::Database(error.into()))
    }
}

async fn find(db: &mut SqliteConnection, name: &str) -> Result<FoundPerson, sqlx::Error> {
    let epoch: i64 = sqlx::query_scalar("SELECT policy_epoch FROM operator")
        .fetch_one(&mut *db)
        .await?;
    Ok(if name == PersonId::RESERVED {
        FoundPerson::One(Policy::Operator { epoch })
    } else {
        FoundPerson::Nobody
    })
}
