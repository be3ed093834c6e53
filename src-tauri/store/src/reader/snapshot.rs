//! What answers over one moment have in common, whatever they are asked: read once, however many questions there are.

use std::{collections::BTreeMap, sync::Arc};

use access::{Rows, Scope, TenantRows};
use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::{
    Cut,
    freshness::{self, Freshness},
    ground::Ground,
    observed::Watched,
    openness::Openness,
    places::{self, LocalDays},
    release::{Released, Trees},
    running::{self, Present},
    sums::DaySums,
};
use crate::{error::ReadError, tenure::Stretch};

/// One moment of the database, as one person sees it.
pub(super) struct Snapshot<'a> {
    pub scope: &'a Rows,
    /// Whose Scope it is.
    pub asked_by: &'a str,
    pub now: DateTime<Utc>,
    pub freshness: Freshness,
    pub ground: Arc<Ground>,
    pub trees: Trees,
    tenure: Vec<Stretch>,
    /// What figures over people come to in all on some days, once a question has needed it.
    of_people: Option<(LocalDays, Arc<Released>)>,
    /// What the records of some days come to, once a question has needed it.
    pub(super) records: BTreeMap<LocalDays, Arc<Vec<DaySums>>>,
    /// Found when the first question about these days needs it.
    pub(super) watched: Option<(LocalDays, Arc<Watched>)>,
    /// Found when the first question needs it.
    present: Option<Present>,
}

impl<'a> Snapshot<'a> {
    /// `kept` is what an answer before this one rested on.
    pub(super) async fn load(
        db: &mut SqliteConnection,
        scope: &'a Scope,
        now: DateTime<Utc>,
        kept: Option<Arc<Ground>>,
    ) -> Result<Self, ReadError> {
        let asked_by = scope.person();
        let scope = scope.rows();
        let ground = Ground::of(db, scope, kept).await?;
        let tenure = places::begun(&ground.tenure, now);
        Ok(Self {
            scope,
            asked_by,
            now,
            freshness: freshness::of(db).await?,
            trees: Trees::new(&ground.nodes, &tenure, &ground.units.properties, now),
            ground,
            tenure,
            of_people: None,
            records: BTreeMap::new(),
            watched: None,
            present: None,
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
        let ground = &*self.ground;
        Openness::new(self.scope, ground, &self.tenure, &self.trees, days)
    }

    /// What figures over people come to on some days, not cut at all.
    pub(super) async fn of_people(
        &mut self,
        db: &mut SqliteConnection,
        days: LocalDays,
    ) -> Result<Arc<Released>, ReadError> {
        if let Some((of, released)) = &self.of_people
            && *of == days
        {
            return Ok(released.clone());
        }
        let released = Arc::new(self.trees.figures(db, Cut::Total, days).await?);
        self.of_people = Some((days, released.clone()));
        Ok(released)
    }

    /// What there is of the present.
    pub(super) async fn present(
        &mut self,
        db: &mut SqliteConnection,
    ) -> Result<Present, ReadError> {
        if let Some(present) = self.present {
            return Ok(present);
        }
        let present = running::present(db, self.tenant_rows(), self.now).await?;
        self.present = Some(present);
        Ok(present)
    }
}
