//! How much of the time one could charge, as far as anybody saw it: of EVSEs, in the places that held them.
//!
//! OCPI keeps no history of what an EVSE says. What was observed is in `v_evse_status`, and nothing is concluded about the
//! rest of the time.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use access::Rows;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{Cut, Period, ask_for, cut::Part, places::LocalDays, rows_of, snapshot::Snapshot};

/// How a stretch of time went, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ObservedTime {
    /// Charging was possible.
    pub up: i64,
    /// It was not.
    pub down: i64,
    /// All of it that has passed.
    pub passed: i64,
}

impl ObservedTime {
    /// With what an EVSE said for so long.
    ///
    /// Source: OCPI 2.2.1, locations, Status enum; UNKNOWN, PLANNED and REMOVED count neither way.
    pub(super) fn add_said(&mut self, status: &str, milliseconds: i64) {
        match status {
            "AVAILABLE" | "CHARGING" | "BLOCKED" | "RESERVED" | "IN_SERVICE" => {
                self.up += milliseconds;
            }
            "INOPERATIVE" | "OUTOFORDER" => self.down += milliseconds,
            // nobody knows, or nobody was meant to charge
            _ => {}
        }
    }

    pub(super) fn add(&mut self, more: Self) {
        self.up += more.up;
        self.down += more.down;
        self.passed += more.passed;
    }
}

/// What was held, and what was said of it meanwhile, on the days that were asked about and a little around them.
#[derive(Debug, Default)]
pub(super) struct Watched {
    held: Vec<Held>,
    said: HashMap<i64, Vec<Said>>,
    until: i64,
}

/// An EVSE while one unit held it, or nobody.
#[derive(Debug)]
struct Held {
    evse: i64,
    location: i64,
    zone: Tz,
    unit: Option<i64>,
    property: Option<i64>,
    tenant: Option<i64>,
    from_at: i64,
    until_at: i64,
}

/// In the order of its statement.
#[derive(Debug, Deserialize)]
struct Said {
    evse: i64,
    status: String,
    from_at: i64,
    until_at: i64,
}

impl Watched {
    /// Nothing at all where nothing was observed then.
    pub(super) async fn load(
        db: &mut SqliteConnection,
        scope: &Rows,
        days: LocalDays,
        now: DateTime<Utc>,
    ) -> Result<Arc<Self>, sqlx::Error> {
        let period = Period {
            from: days.anywhere().from,
            until: days.anywhere().until.min(now.timestamp_millis()),
        };
        let is_any: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM v_observed WHERE until_at > ? AND from_at < ?)",
        )
        .bind(period.from)
        .bind(period.until)
        .fetch_one(&mut *db)
        .await?;
        if !is_any {
            return Ok(Arc::default());
        }
        ask_for(db, period).await?;
        let all: Vec<Said> = rows_of(
            db,
            "SELECT json_group_array(json_array(evse, status, from_at, until_at)) FROM v_evse_status",
        )
        .await?;
        let mut said: HashMap<i64, Vec<Said>> = HashMap::new();
        for one in all {
            said.entry(one.evse).or_default().push(one);
        }
        Ok(Arc::new(Self {
            held: held(db, matches!(scope, Rows::All)).await?,
            said,
            until: now.timestamp_millis(),
        }))
    }

    /// How the time went in each part of a cut by place.
    pub(super) fn by_place(&self, by: Cut, days: LocalDays) -> BTreeMap<Part, ObservedTime> {
        let mut all: BTreeMap<Part, ObservedTime> = BTreeMap::new();
        let mut in_zones = days.in_zones();
        for held in &self.held {
            let part = match by {
                Cut::Property => held.property,
                Cut::Unit => held.unit,
                Cut::Location => Some(held.location),
                Cut::Evse => Some(held.evse),
                Cut::Total
                | Cut::Tenant
                | Cut::Group
                | Cut::Driver
                | Cut::Vehicle
                | Cut::CostCentre
                | Cut::Day
                | Cut::Month => None,
            };
            let time = self.of(held, in_zones.of(held.zone));
            if time.passed > 0 {
                all.entry(Part::of(held.tenant, part))
                    .or_default()
                    .add(time);
            }
        }
        all
    }

    /// How it went everywhere.
    pub(super) fn in_all(&self, days: LocalDays) -> ObservedTime {
        let mut all = ObservedTime::default();
        let mut in_zones = days.in_zones();
        for held in &self.held {
            all.add(self.of(held, in_zones.of(held.zone)));
        }
        all
    }

    fn of(&self, held: &Held, period: Period) -> ObservedTime {
        let from = held.from_at.max(period.from);
        let until = held.until_at.min(period.until).min(self.until);
        let mut time = ObservedTime {
            passed: until.saturating_sub(from).max(0),
            ..ObservedTime::default()
        };
        for said in self.said.get(&held.evse).into_iter().flatten() {
            let seen = said.until_at.min(until) - said.from_at.max(from);
            time.add_said(&said.status, seen.max(0));
        }
        time
    }
}

/// Who held which EVSE when, as far as its state is open to this person; for the operator also while nobody did.
async fn held(db: &mut SqliteConnection, with_unheld: bool) -> Result<Vec<Held>, sqlx::Error> {
    let there: Vec<(i64, i64, String)> = rows_of(
        db,
        "SELECT json_group_array(json_array(p.evse, p.location, l.time_zone))
         FROM v_place p CROSS JOIN v_location l ON l.location = p.location",
    )
    .await?;
    let units: Vec<(i64, i64, Option<i64>)> = rows_of(
        db,
        "SELECT json_group_array(json_array(unit, tenant, property)) FROM v_unit",
    )
    .await?;
    let units: HashMap<i64, (i64, Option<i64>)> = units
        .into_iter()
        .map(|(unit, tenant, property)| (unit, (tenant, property)))
        .collect();
    let operated: Vec<(i64, i64, i64, i64)> = rows_of(
        db,
        "SELECT json_group_array(json_array(evse, unit, from_at, until_at) ORDER BY evse, from_at) FROM v_operated",
    )
    .await?;
    let mut by_evse: HashMap<i64, Vec<(i64, i64, i64)>> = HashMap::new();
    for (evse, unit, from_at, until_at) in operated {
        let stretches = by_evse.entry(evse).or_default();
        stretches.push((unit, from_at, until_at));
    }
    let mut held = Vec::new();
    for (evse, location, time_zone) in there {
        let zone: Tz = time_zone.parse().unwrap_or(Tz::UTC);
        let mut add = |unit: Option<i64>, from_at: i64, until_at: i64| {
            let of = unit.and_then(|unit| units.get(&unit));
            held.push(Held {
                evse,
                location,
                zone,
                unit,
                property: of.and_then(|(_, property)| *property),
                tenant: of.map(|(tenant, _)| *tenant),
                from_at,
                until_at,
            });
        };
        let mut free_from = i64::MIN;
        for (unit, from_at, until_at) in by_evse.remove(&evse).unwrap_or_default() {
            if with_unheld && free_from < from_at {
                add(None, free_from, from_at);
            }
            add(Some(unit), from_at, until_at);
            free_from = until_at;
        }
        if with_unheld && free_from < i64::MAX {
            add(None, free_from, i64::MAX);
        }
    }
    Ok(held)
}

impl Snapshot<'_> {
    /// What was observed on some days: read once for all questions about them.
    pub(super) async fn watched(
        &mut self,
        db: &mut SqliteConnection,
        days: LocalDays,
    ) -> Result<Arc<Watched>, sqlx::Error> {
        if let Some((of, watched)) = &self.watched
            && *of == days
        {
            return Ok(watched.clone());
        }
        let watched = Watched::load(db, self.scope, days, self.now).await?;
        self.watched = Some((days, watched.clone()));
        Ok(watched)
    }
}
