//! Charge points: what they say of themselves now, and what they said while somebody asked.

use std::collections::HashMap;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{
    Cut, Freshness, Key, Period, Question, Reader, ask_for,
    cut::{Names, Part},
    figures::{Found, figures},
    observed::ObservedTime,
    places::LocalDays,
    rows_of,
    snapshot::Snapshot,
};
use crate::{Cell, error::ReadError, visible::Visible};

/// So many local days are told one by one, today the last of them.
pub const OBSERVED_DAYS: u64 = 30;

/// What was last observed longer ago may have ended, and begun anew.
const JUST_NOW: TimeDelta = TimeDelta::minutes(5);

/// Charge points of the present.
#[derive(Clone, Debug, PartialEq)]
pub struct ChargePoints {
    /// How far the answer can be trusted.
    pub freshness: Freshness,
    /// By key.
    pub points: Vec<ChargePoint>,
    /// The one that was asked for by its key, of whatever property.
    pub opened: Option<ChargePoint>,
}

/// A charge point, as its holder of now sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct ChargePoint {
    /// Its key, as figures by EVSE have it.
    pub key: Key,
    /// The number printed on it.
    pub evse_id: Option<String>,
    /// What its Location calls it.
    pub label: Option<String>,
    /// The CPMS's own id of it.
    pub uid: String,
    /// What people call its Location.
    pub location: String,
    /// Its property, and what people call that.
    pub property: (Key, Option<String>),
    /// What one can plug in.
    pub plugs: Vec<Plug>,
    /// OCPI's word, or `IN_SERVICE` for who may not see whether a session runs.
    pub status: String,
    /// Since when at the latest it says so.
    pub since: Option<DateTime<Utc>>,
    /// What was charged there on the days of the question, in Wh.
    pub energy_wh: Cell<i64>,
    /// The last of its local days.
    pub today: NaiveDate,
    /// The days up to today, the earliest first.
    pub days: Vec<ObservedTime>,
}

/// A charge point of the present by its names alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPoint {
    /// As [`ChargePoint::key`].
    pub key: Key,
    /// The number printed on it.
    pub evse_id: Option<String>,
    /// What its Location calls it.
    pub label: Option<String>,
    /// The CPMS's own id of it.
    pub uid: String,
    /// What people call its Location.
    pub location: String,
    /// The key of its property.
    pub property: Key,
}

/// A connector of a charge point.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Plug {
    /// OCPI's word.
    pub standard: String,
    /// OCPI's word.
    pub power_type: String,
    /// What it gives at most.
    pub max_power_w: Option<i64>,
}

/// In the order of the statement.
#[derive(Deserialize)]
struct There {
    evse: i64,
    tenant: Option<i64>,
    property: Option<i64>,
    status: String,
    changed_at: Option<i64>,
    uid: String,
    evse_id: Option<String>,
    label: Option<String>,
    location: String,
    time_zone: String,
}

/// An EVSE said something from one instant to another. In the order of its statement.
#[derive(Clone, Debug, Deserialize)]
struct Said {
    evse: i64,
    status: String,
    from_at: i64,
    until_at: i64,
}

impl Reader {
    /// Charge points as they are now, with what was charged at them on some days; of one property alone where its key is
    /// given, and one by its own key. What is not there and what may not be seen are the same.
    ///
    /// # Errors
    /// As [`figures`](Self::figures).
    pub async fn charge_points(
        &mut self,
        (from, to): (NaiveDate, NaiveDate),
        property: Option<&str>,
        opened: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Visible<ChargePoints>, ReadError> {
        let scope = self.scope.clone();
        let kept = self.ground.take();
        let mut transaction = self.begin(now).await?;
        let mut snapshot = Snapshot::load(&mut transaction, &scope, now, kept).await?;
        let by = Cut::Evse;
        let question = Question { from, to, by, now };
        let charged = figures(&mut transaction, &mut snapshot, question).await?;
        let mut points = points(&mut transaction, &snapshot, &charged).await?;
        transaction.rollback().await?;
        points.sort_by(|one, other| one.key.cmp(&other.key));
        let opened = opened.and_then(|key| {
            let mut points = points.iter();
            points.find(|point| point.key.to_string() == key).cloned()
        });
        points.retain(|point| property.is_none_or(|key| point.property.0.to_string() == key));
        let answer = ChargePoints {
            freshness: snapshot.freshness,
            points,
            opened,
        };
        self.ground = Some(snapshot.ground);
        Ok(Visible::new(answer, scope.id()))
    }

    /// What the charge points of the present are called, by key.
    ///
    /// # Errors
    /// As [`figures`](Self::figures).
    pub async fn named_points(
        &mut self,
        now: DateTime<Utc>,
    ) -> Result<Visible<Vec<NamedPoint>>, ReadError> {
        let scope = self.scope.clone();
        let kept = self.ground.take();
        let mut transaction = self.begin(now).await?;
        let snapshot = Snapshot::load(&mut transaction, &scope, now, kept).await?;
        let there = there(&mut transaction, &snapshot).await?;
        transaction.rollback().await?;
        let named = there
            .into_iter()
            .map(|(found, key, (property, _))| NamedPoint {
                key,
                property,
                evse_id: found.evse_id,
                label: found.label,
                uid: found.uid,
                location: found.location,
            });
        let mut named: Vec<NamedPoint> = named.collect();
        named.sort_by(|one, other| one.key.cmp(&other.key));
        self.ground = Some(snapshot.ground);
        Ok(Visible::new(named, scope.id()))
    }
}

/// What is there now, with its key, and the key of its property and what people call that.
async fn there(
    db: &mut SqliteConnection,
    snapshot: &Snapshot<'_>,
) -> Result<Vec<(There, Key, (Key, Option<String>))>, ReadError> {
    let found: Vec<There> = rows_of(db, include_str!("../sql/charge_points.sql")).await?;
    let parts = |part: fn(&There) -> Option<i64>| -> Vec<Part> {
        let of = |found: &There| Part::of(found.tenant, part(found));
        found.iter().map(of).collect()
    };
    let (evses, properties) = (
        parts(|found| Some(found.evse)),
        parts(|found| found.property),
    );
    let called = &snapshot.ground.called;
    let names = Names::load(db, called, Cut::Evse, evses.iter()).await?;
    let names_of_properties = Names::load(db, called, Cut::Property, properties.iter()).await?;
    let there = found.into_iter().zip(evses).zip(properties);
    let there = there.filter_map(|((found, evse), property)| {
        let (key, _) = names.row(Cut::Evse, &evse)?;
        Some((
            found,
            key,
            names_of_properties.row(Cut::Property, &property)?,
        ))
    });
    Ok(there.collect())
}

async fn points(
    db: &mut SqliteConnection,
    snapshot: &Snapshot<'_>,
    charged: &Found,
) -> Result<Vec<ChargePoint>, ReadError> {
    let now = snapshot.now;
    let there = there(db, snapshot).await?;
    let energy = |evse: i64| {
        let row = charged.figures.rows.get(charged.rows.get(&evse)?)?;
        // a sum of some of it would pass for one of all
        Some(if row.is_whole {
            row.figures.energy_wh
        } else {
            Cell::Hidden
        })
    };
    let mut plugs = plugs(db).await?;
    let mut said = said(db, now).await?;
    let mut calendars: HashMap<String, Calendar> = HashMap::new();
    let mut points = Vec::with_capacity(there.len());
    for (found, key, property) in there {
        let calendar = match calendars.get(&found.time_zone) {
            Some(calendar) => calendar,
            None => calendars
                .entry(found.time_zone.clone())
                .or_insert_with(|| Calendar::of(&found.time_zone, now)),
        };
        let said = said.remove(&found.evse).unwrap_or_default();
        points.push(ChargePoint {
            key,
            property,
            plugs: plugs.remove(&found.evse).unwrap_or_default(),
            since: since(&found, &said, now),
            energy_wh: energy(found.evse).unwrap_or(Cell::Empty),
            today: calendar.today,
            days: calendar.observed(&said),
            evse_id: found.evse_id,
            label: found.label,
            uid: found.uid,
            location: found.location,
            status: found.status,
        });
    }
    Ok(points)
}

async fn plugs(db: &mut SqliteConnection) -> Result<HashMap<i64, Vec<Plug>>, sqlx::Error> {
    type Row = (i64, String, String, Option<i64>);
    let all: Vec<Row> = rows_of(
        db,
        "SELECT json_group_array(json_array(evse, standard, power_type, max_power_w) ORDER BY evse, id) FROM v_connector",
    )
    .await?;
    let mut plugs: HashMap<i64, Vec<Plug>> = HashMap::new();
    for (evse, standard, power_type, max_power_w) in all {
        plugs.entry(evse).or_default().push(Plug {
            standard,
            power_type,
            max_power_w,
        });
    }
    Ok(plugs)
}

/// What was observed on the last days, by EVSE and in order.
async fn said(
    db: &mut SqliteConnection,
    now: DateTime<Utc>,
) -> Result<HashMap<i64, Vec<Said>>, sqlx::Error> {
    let first = now.date_naive() - Days::new(OBSERVED_DAYS + 1);
    let first = LocalDays {
        from: first,
        to: first,
    };
    let asked = Period {
        from: first.anywhere().from,
        until: now.timestamp_millis(),
    };
    ask_for(db, asked).await?;
    let all: Vec<Said> = rows_of(
        db,
        "SELECT json_group_array(json_array(evse, status, from_at, until_at) ORDER BY evse, from_at) FROM v_evse_status",
    )
    .await?;
    let mut said: HashMap<i64, Vec<Said>> = HashMap::new();
    for one in all {
        said.entry(one.evse).or_default().push(one);
    }
    Ok(said)
}

/// The earliest that is known: what the CPMS says, or the beginning of what was observed without a gap up to the last.
fn since(found: &There, said: &[Said], now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let just_now = (now - JUST_NOW).timestamp_millis();
    let mut observed: Option<i64> = None;
    for one in said.iter().rev() {
        let is_before_it = match observed {
            None => one.until_at >= just_now,
            Some(from) => one.until_at == from,
        };
        if one.status != found.status || !is_before_it {
            break;
        }
        observed = Some(one.from_at);
    }
    let since = found.changed_at.into_iter().chain(observed).min()?;
    DateTime::from_timestamp_millis(since).filter(|since| *since <= now)
}

/// The last days of a zone, today among them: the same for all that is there.
struct Calendar {
    today: NaiveDate,
    /// Each of them as far as it has passed, the earliest first.
    days: Vec<Period>,
}

impl Calendar {
    fn of(zone: &str, now: DateTime<Utc>) -> Self {
        let zone: Tz = zone.parse().unwrap_or(Tz::UTC);
        let today = now.with_timezone(&zone).date_naive();
        let now = now.timestamp_millis();
        let days = (0..OBSERVED_DAYS).rev().filter_map(|ago| {
            let day = today.checked_sub_days(Days::new(ago))?;
            let Period { from, until } = LocalDays { from: day, to: day }.in_zone(zone);
            Some(Period {
                from,
                until: until.min(now),
            })
        });
        Self {
            today,
            days: days.collect(),
        }
    }

    /// How they went where this was said.
    fn observed(&self, said: &[Said]) -> Vec<ObservedTime> {
        let days = self.days.iter().map(|Period { from, until }| {
            let mut observed = ObservedTime {
                passed: (until - from).max(0),
                ..ObservedTime::default()
            };
            for one in said {
                let time = (one.until_at.min(*until) - one.from_at.max(*from)).max(0);
                observed.add_said(&one.status, time);
            }
            observed
        });
        days.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn said(status: &str, from: &str, until: &str) -> Said {
        Said {
            evse: 1,
            status: status.to_owned(),
            from_at: at(from).timestamp_millis(),
            until_at: at(until).timestamp_millis(),
        }
    }

    #[test]
    fn a_day_has_what_was_observed_on_it_where_it_is() {
        let now = at("2026-11-20T11:00:00Z"); // noon there
        let history = [
            said("AVAILABLE", "2026-11-18T22:00:00Z", "2026-11-19T01:00:00Z"),
            said("OUTOFORDER", "2026-11-19T01:00:00Z", "2026-11-19T02:00:00Z"),
            said("UNKNOWN", "2026-11-19T02:00:00Z", "2026-11-19T09:00:00Z"),
        ];
        let calendar = Calendar::of("Europe/Berlin", now);
        assert_eq!(calendar.today.to_string(), "2026-11-20");
        let days = calendar.observed(&history);
        assert_eq!(days.len(), 30);
        let hours = |day: ObservedTime| [day.up, day.down, day.passed].map(|ms| ms / 3_600_000);
        assert_eq!(hours(days[29]), [0, 0, 12]);
        assert_eq!(hours(days[28]), [2, 1, 24]);
        assert_eq!(hours(days[27]), [1, 0, 24]);
        assert_eq!(hours(days[26]), [0, 0, 24]);
    }

    #[test]
    fn a_day_on_which_the_clocks_change_is_as_long_as_it_is() {
        let now = at("2026-10-26T12:00:00Z");
        let days = Calendar::of("Europe/Berlin", now).observed(&[]);
        assert_eq!(days[28].passed, 25 * 3_600_000);
    }

    #[test]
    fn a_state_lasts_since_the_earliest_that_is_known_of_it() {
        let now = at("2026-11-20T11:00:00Z");
        let found = |changed: Option<&str>| There {
            evse: 1,
            tenant: None,
            property: None,
            status: "OUTOFORDER".to_owned(),
            changed_at: changed.map(|text| at(text).timestamp_millis()),
            uid: String::new(),
            evse_id: None,
            label: None,
            location: String::new(),
            time_zone: String::new(),
        };
        let history = [
            said("AVAILABLE", "2026-11-20T07:00:00Z", "2026-11-20T08:00:00Z"),
            said("OUTOFORDER", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z"),
            said("OUTOFORDER", "2026-11-20T09:00:00Z", "2026-11-20T10:58:00Z"),
        ];
        let broken = Some(at("2026-11-20T08:00:00Z"));
        assert_eq!(since(&found(None), &history, now), broken);
        assert_eq!(
            since(&found(Some("2026-11-20T09:30:00Z")), &history, now),
            broken
        );
        let said_so = Some("2026-11-19T09:30:00Z");
        assert_eq!(since(&found(said_so), &history, now), said_so.map(at));
        assert_eq!(since(&found(None), &history[..1], now), None);
        // with a gap between nobody knows
        let gap = [
            history[1].clone(),
            said("OUTOFORDER", "2026-11-20T09:10:00Z", "2026-11-20T10:58:00Z"),
        ];
        let after_it = Some(at("2026-11-20T09:10:00Z"));
        assert_eq!(since(&found(None), &gap, now), after_it);
        assert_eq!(since(&found(None), &history[..2], now), None);
    }
}
