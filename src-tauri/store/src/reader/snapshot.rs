//! What answers over one moment have in common, whatever they are asked: read once, however many questions there are.

use std::sync::Arc;

use access::{Class, Entry, Place, Rows, Scope, TenantRows};
use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::{
    cover::Cover,
    cut,
    freshness::{self, Freshness},
    observed::Watched,
    openness::Openness,
    places::{self, Held, LocalDays},
    release::Trees,
    running,
    units::Units,
};
use crate::{Cell, error::ReadError, tenure::Stretch};

/// One moment of the database, as one person sees it.
pub(super) struct Snapshot<'a> {
    pub scope: &'a Rows,
    /// Whose Scope it is.
    pub asked_by: &'a str,
    pub now: DateTime<Utc>,
    pub freshness: Freshness,
    pub tenants: cut::Tenants,
    pub trees: Trees,
    pub units: Units,
    pub cover: Cover,
    held: Vec<Held>,
    tenure: Vec<Stretch>,
    /// Found when the first question about these days needs it.
    pub(super) watched: Option<(LocalDays, Arc<Watched>)>,
    /// Found when the first question needs it.
    running: Option<(Cell<i64>, Cell<i64>)>,
}

impl<'a> Snapshot<'a> {
    pub(super) async fn load(
        db: &mut SqliteConnection,
        scope: &'a Scope,
        now: DateTime<Utc>,
    ) -> Result<Self, ReadError> {
        let asked_by = scope.person();
        let scope = scope.rows();
        let units = Units::load(db).await?;
        let tenure = if has_people_alone(scope) {
            places::tenure(db, now).await?
        } else {
            Vec::new()
        };
        Ok(Self {
            scope,
            asked_by,
            now,
            freshness: freshness::of(db).await?,
            tenants: cut::tenants(db).await?,
            trees: Trees::load(db, &tenure, &units.properties, now).await?,
            held: places::held(db).await?,
            cover: match scope {
                Rows::All => Cover::NONE,
                Rows::Tenant(_) => Cover::load(db).await?,
            },
            units,
            tenure,
            watched: None,
            running: None,
        })
    }

    /// `None` for the operator.
    fn tenant_rows(&self) -> Option<&'a TenantRows> {
        match self.scope {
            Rows::All => None,
            Rows::Tenant(rows) => Some(rows),
        }
    }

    /// Whether there is nothing at all that this person may see.
    pub(super) fn is_empty(&self) -> bool {
        self.tenant_rows().is_some_and(|scope| {
            scope.places.is_empty() && scope.people.is_empty() && scope.pairs.is_empty()
        })
    }

    /// What is open on some days.
    pub(super) fn openness(&self, days: LocalDays) -> Openness<'_> {
        let held = places::on(&self.held, days);
        let properties = &self.units.properties;
        let (tenure, trees) = (&self.tenure, &self.trees);
        Openness::new(self.scope, properties, held, tenure, trees, days)
    }

    /// What charges now, and what says so and can't.
    pub(super) async fn running(
        &mut self,
        db: &mut SqliteConnection,
    ) -> Result<(Cell<i64>, Cell<i64>), ReadError> {
        if let Some(running) = self.running {
            return Ok(running);
        }
        let running = running::now(db, self.tenant_rows(), self.now).await?;
        self.running = Some(running);
        Ok(running)
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
