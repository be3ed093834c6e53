//! Which Location, EVSE and Unit a record belongs to, and who charged. Held in memory: a profile has thousands of them, not millions.

use std::collections::HashMap;

use access::attribution::{
    Assignment, Assignments, EvseKey, Level, LocationKey, TokenName, UnitKey,
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use model::{CiString, Party, RecordId};
use sqlx::SqliteConnection;

use super::{
    setup,
    who::{People, Who},
};
use crate::error::WriteError;

/// Where a record says it was, and by what token.
pub(super) struct Where<'a> {
    pub connection: i64,
    pub party: &'a Party,
    pub location_id: &'a CiString,
    pub evse_uid: Option<&'a CiString>,
    /// The printed id: a CDR's, where its `evse_uid` leads nowhere.
    pub evse_id: Option<&'a CiString>,
    pub token: TokenName<'a>,
    pub started_at: DateTime<Utc>,
}

/// Where that is, and who that was.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub location: Option<i64>,
    pub evse: Option<i64>,
    pub unit: Option<i64>,
    pub who: Who,
    /// The local day it started on, in days since 1970-01-01.
    pub day: i64,
}

/// All Locations and EVSEs, who holds them when, and who charges there.
pub(super) struct Places {
    locations: HashMap<(i64, RecordId), (i64, Tz)>,
    evses: HashMap<(i64, CiString), i64>,
    /// By uid, which is unique within a CPO's platform (OCPI 2.2.1, locations, EVSE object): for records whose
    /// Location nobody knows.
    of_party: HashMap<(i64, Party, CiString), Vec<i64>>,
    printed: HashMap<(i64, CiString), Vec<(i64, i64)>>,
    /// Of EVSEs.
    zones: HashMap<i64, Tz>,
    assignments: Assignments,
    people: People,
}

#[derive(sqlx::FromRow)]
struct LocationRow {
    location: i64,
    connection: i64,
    country: String,
    party: String,
    id: String,
    time_zone: String,
}

#[derive(sqlx::FromRow)]
struct EvseRow {
    evse: i64,
    location: i64,
    connection: i64,
    country: String,
    party: String,
    uid: String,
    evse_id: Option<String>,
    time_zone: String,
}

#[derive(sqlx::FromRow)]
struct AssignmentRow {
    unit: Option<i64>,
    level: String,
    place: i64,
    from_at: Option<i64>,
    until_at: Option<i64>,
}

impl Places {
    pub(super) async fn load(db: &mut SqliteConnection) -> Result<Self, WriteError> {
        let locations: Vec<LocationRow> = sqlx::query_as(
            "SELECT location, connection, country, party, id, time_zone FROM location",
        )
        .fetch_all(&mut *db)
        .await?;
        let evses: Vec<EvseRow> = sqlx::query_as(
            "SELECT evse, location, connection, country, party, uid, evse_id, time_zone
             FROM evse JOIN location USING (location)",
        )
        .fetch_all(&mut *db)
        .await?;
        let assignments: Vec<AssignmentRow> =
            sqlx::query_as(include_str!("../sql/assignments_in_force.sql"))
                .fetch_all(&mut *db)
                .await?;

        let people = People::load(db).await?;

        let assignments = assignments.into_iter().filter_map(|row| {
            let level = match row.level.as_str() {
                "evse" => Level::Evse(EvseKey(row.place)),
                _ => Level::Location(LocationKey(row.place)),
            };
            Some(Assignment {
                level,
                unit: row.unit.map(UnitKey),
                during: setup::interval(row.from_at, row.until_at)?,
            })
        });
        let of_location = evses
            .iter()
            .map(|evse| (EvseKey(evse.evse), LocationKey(evse.location)));
        let (mut printed, mut of_party): (HashMap<_, Vec<_>>, HashMap<_, Vec<_>>) =
            Default::default();
        let mut zones = HashMap::new();
        for evse in &evses {
            let party = Party {
                country_code: evse.country.as_str().into(),
                party_id: evse.party.as_str().into(),
            };
            let key = (evse.connection, party, CiString::from(evse.uid.as_str()));
            of_party.entry(key).or_default().push(evse.evse);
            zones.insert(evse.evse, evse.time_zone.parse().unwrap_or(Tz::UTC));
            if let Some(id) = &evse.evse_id {
                let key = (evse.connection, CiString::from(id.as_str()));
                printed
                    .entry(key)
                    .or_default()
                    .push((evse.location, evse.evse));
            }
        }
        Ok(Self {
            assignments: Assignments::new(assignments, of_location),
            locations: locations
                .into_iter()
                .map(|row| {
                    let party = Party {
                        country_code: row.country.into(),
                        party_id: row.party.into(),
                    };
                    let id = RecordId {
                        party,
                        id: row.id.into(),
                    };
                    // written by us from a Tz: always one
                    (
                        (row.connection, id),
                        (row.location, row.time_zone.parse().unwrap_or(Tz::UTC)),
                    )
                })
                .collect(),
            evses: evses
                .into_iter()
                .map(|row| ((row.location, row.uid.into()), row.evse))
                .collect(),
            of_party,
            printed,
            zones,
            people,
        })
    }

    /// By `evse_uid` in its Location or, where that is unknown, in its party; else by the printed id where that is
    /// unique, else by the Location alone.
    pub(super) fn find(&self, place: &Where<'_>) -> Found {
        let id = RecordId {
            party: place.party.clone(),
            id: place.location_id.clone(),
        };
        let (location, zone) = match self.locations.get(&(place.connection, id)) {
            Some((location, zone)) => (Some(*location), Some(*zone)),
            None => (None, None),
        };
        let by_uid = place.evse_uid.and_then(|uid| match location {
            Some(location) => self.evses.get(&(location, uid.clone())).copied(),
            None => {
                let key = (place.connection, place.party.clone(), uid.clone());
                match self.of_party.get(&key).map(Vec::as_slice) {
                    Some([only]) => Some(*only),
                    Some(_) | None => None,
                }
            }
        });
        let evse = by_uid.or_else(|| {
            let printed = self
                .printed
                .get(&(place.connection, place.evse_id?.clone()))?;
            let mut here = printed
                .iter()
                .filter(|(at, _)| location.is_none_or(|location| *at == location));
            here.next()
                .filter(|_| here.next().is_none())
                .map(|(_, evse)| *evse)
        });
        let unit = self
            .assignments
            .unit_at(
                evse.map(EvseKey),
                location.map(LocationKey),
                place.started_at,
            )
            .map(|unit| unit.0);
        Found {
            location,
            evse,
            unit,
            who: self.people.find(unit, place.token, place.started_at),
            day: day(
                place.started_at,
                zone.or_else(|| self.zones.get(&evse?).copied())
                    .unwrap_or(Tz::UTC),
            ),
        }
    }

    pub(super) fn assignments(&self) -> &Assignments {
        &self.assignments
    }
}

fn day(at: DateTime<Utc>, zone: Tz) -> i64 {
    let local = at.with_timezone(&zone).date_naive();
    local.signed_duration_since(NaiveDate::default()).num_days()
}
