//! Which places were held in a period: rows of the cuts by place even without a single record, and what says how
//! much of a figure a class covers.

use std::collections::BTreeSet;

use access::Span;
use chrono::{DateTime, Days, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer};
use sqlx::SqliteConnection;

use super::{Cut, Period, cut::Part, rows_of};
use crate::tenure::Stretch;

/// An EVSE was held by a unit for some of the period. In the order of `held.sql`.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Held {
    /// Whether this person sees whatever is charged there; else some people's charging alone.
    pub of_everybody: bool,
    pub evse: i64,
    pub location: i64,
    pub unit: i64,
    pub property: Option<i64>,
    pub tenant: i64,
    /// Where its days begin.
    #[serde(deserialize_with = "zone")]
    pub zone: Tz,
    pub from_at: i64,
    pub until_at: i64,
}

fn zone<'de, D: Deserializer<'de>>(named: D) -> Result<Tz, D::Error> {
    let name = String::deserialize(named)?;
    Ok(name.parse().unwrap_or(Tz::UTC))
}

impl Held {
    /// The part that its property is in a cut by property.
    pub(super) fn at_property(&self) -> Part {
        Part::of(Some(self.tenant), self.property)
    }

    /// The part that it is in a cut by EVSE.
    pub(super) fn itself(&self) -> Part {
        Part::of(Some(self.tenant), Some(self.evse))
    }
}

impl Stretch {
    /// Whether some of this stretch is in a period.
    pub(super) fn is_in(&self, period: Period, during: Span) -> bool {
        let from = self.from_at.max(during.from).max(period.from);
        from < self.until_at.min(during.until).min(period.until)
    }
}

/// When units that are open over people hold something: an EVSE, or all of a Location.
pub(super) async fn tenure(db: &mut SqliteConnection) -> Result<Vec<Stretch>, sqlx::Error> {
    let rows: Vec<(i64, String, i64, i64)> =
        sqlx::query_as("SELECT unit, time_zone, from_at, until_at FROM v_tenure")
            .fetch_all(db)
            .await?;
    let stretch = |(unit, zone, from_at, until_at): (i64, String, i64, i64)| Stretch {
        unit,
        zone: zone.parse().unwrap_or(Tz::UTC),
        from_at,
        until_at,
    };
    Ok(rows.into_iter().map(stretch).collect())
}

/// What of it there was up to now. What has not begun is nobody's secret.
pub(super) fn begun(tenure: &[Stretch], now: DateTime<Utc>) -> Vec<Stretch> {
    let after = now.timestamp_millis() + 1;
    let up_to_now = tenure.iter().map(|stretch| Stretch {
        until_at: stretch.until_at.min(after),
        ..*stretch
    });
    let begun = |stretch: &Stretch| stretch.from_at < stretch.until_at;
    up_to_now.filter(begun).collect()
}

/// Local days, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LocalDays {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl LocalDays {
    /// In one zone.
    pub(super) fn in_zone(self, zone: Tz) -> Period {
        let after = self.to.checked_add_days(Days::new(1)).unwrap_or(self.to);
        Period {
            from: midnight(self.from, zone),
            until: midnight(after, zone),
        }
    }

    pub(super) fn in_zones(self) -> InZones {
        InZones {
            days: self,
            known: Vec::new(),
        }
    }

    /// In every zone there is: what starts on these days anywhere starts in it.
    pub(super) fn anywhere(self) -> Period {
        Period {
            from: self.in_zone(Tz::Pacific__Kiritimati).from,
            until: self.in_zone(Tz::Etc__GMTPlus12).until,
        }
    }
}

/// Local days in one zone after the other: there are few zones, and many places in them.
pub(super) struct InZones {
    days: LocalDays,
    known: Vec<(Tz, Period)>,
}

impl InZones {
    pub(super) fn of(&mut self, zone: Tz) -> Period {
        if let Some((_, period)) = self.known.iter().find(|(own, _)| *own == zone) {
            return *period;
        }
        let period = self.days.in_zone(zone);
        self.known.push((zone, period));
        period
    }
}

/// The first instant of a local day; where the clock jumps over midnight, the first one after.
fn midnight(day: NaiveDate, zone: Tz) -> i64 {
    let hours = (0..3).filter_map(|hour| day.and_hms_opt(hour, 0, 0));
    let first = hours
        .map(|local| zone.from_local_datetime(&local))
        .find_map(|found| found.earliest());
    first.map_or(i64::MIN, |instant| instant.timestamp_millis())
}

/// All EVSEs that somebody held at any time, each of their own Location's.
pub(super) async fn held(db: &mut SqliteConnection) -> Result<Vec<Held>, sqlx::Error> {
    rows_of(db, include_str!("../sql/held.sql")).await
}

/// Those that were held on these days.
pub(super) fn on(held: &[Held], days: LocalDays) -> Vec<&Held> {
    let mut in_zones = days.in_zones();
    let on = held.iter().filter(|held| {
        let period = in_zones.of(held.zone);
        held.from_at < period.until && held.until_at > period.from
    });
    on.collect()
}

/// The zones of places, each once.
pub(super) fn zones(held: &[Held]) -> Vec<Tz> {
    let mut zones: Vec<Tz> = held.iter().map(|held| held.zone).collect();
    zones.sort_unstable_by_key(|zone| zone.name());
    zones.dedup();
    zones
}

/// From where these days begin first, among some zones, to where they end last; of no zone, wherever there is.
pub(super) fn period_in(zones: &[Tz], days: LocalDays) -> Period {
    let periods = zones.iter().map(|zone| days.in_zone(*zone));
    let all = periods.reduce(|one, other| Period {
        from: one.from.min(other.from),
        until: one.until.max(other.until),
    });
    all.unwrap_or_else(|| days.anywhere())
}

/// A stretch in which some EVSE that is there was nobody's, `[from, until)` in milliseconds.
pub(super) struct Free {
    /// Of its Location.
    pub zone: Tz,
    from_at: i64,
    until_at: i64,
}

impl Free {
    pub(super) fn is_in(&self, period: Period) -> bool {
        self.from_at < period.until && self.until_at > period.from
    }
}

/// For the operator: when EVSEs were nobody's, not which.
pub(super) async fn free(db: &mut SqliteConnection) -> Result<Vec<Free>, sqlx::Error> {
    let rows: Vec<(String, i64, i64)> = sqlx::query_as(include_str!("../sql/free.sql"))
        .fetch_all(db)
        .await?;
    let free = |(zone, from_at, until_at): (String, i64, i64)| Free {
        zone: zone.parse().unwrap_or(Tz::UTC),
        from_at,
        until_at,
    };
    Ok(rows.into_iter().map(free).collect())
}

/// The rows of a cut by place that are there without any record.
pub(super) fn parts(held: &[&Held], by: Cut) -> BTreeSet<Part> {
    let part = |held: &&Held| {
        let part = match by {
            Cut::Tenant => None,
            Cut::Property => held.property,
            Cut::Unit => Some(held.unit),
            Cut::Location => Some(held.location),
            Cut::Evse => Some(held.evse),
            Cut::Total
            | Cut::Group
            | Cut::Driver
            | Cut::Vehicle
            | Cut::CostCentre
            | Cut::Day
            | Cut::Month => return None,
        };
        Some((held.tenant, part))
    };
    // where only some people's charging is seen, a place is a row by their records alone
    let seen = held.iter().filter(|held| held.of_everybody);
    let mut parts: Vec<(i64, Option<i64>)> = seen.filter_map(part).collect();
    parts.sort_unstable();
    parts.dedup();
    let parts = parts.into_iter();
    parts
        .map(|(tenant, part)| Part::of(Some(tenant), part))
        .collect()
}
