//! Who charged where on which local day, read from the JSON files without any of the program's code.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use serde_json::Value;

use crate::program::records;

/// What was charged at one Location on one local day.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    pub sessions: i64,
    pub people: BTreeSet<String>,
}

/// A Location, from its first to its last day with a record.
pub struct Place {
    pub id: String,
    pub zone: Tz,
    pub first: NaiveDate,
    pub last: NaiveDate,
}

/// All that was charged.
pub struct Charged {
    pub places: Vec<Place>,
    /// By Location and local day, with a cell for each day on which a Location could be charged at.
    pub cells: Vec<(String, NaiveDate, Cell)>,
}

impl Charged {
    pub fn read(folder: &Path) -> Self {
        let mut zones: BTreeMap<String, Tz> = BTreeMap::new();
        for location in records(folder, "locations") {
            let zone = text(&location["time_zone"]);
            zones.insert(
                text(&location["id"]).to_owned(),
                zone.parse().expect("a zone"),
            );
        }
        let mut cells: BTreeMap<(String, NaiveDate), Cell> = BTreeMap::new();
        let mut add = |place: &str, record: &Value, sessions: i64| {
            let start: DateTime<Utc> = text(&record["start_date_time"])
                .parse()
                .expect("an instant");
            let day = start.with_timezone(&zones[place]).date_naive();
            let cell = cells.entry((place.to_owned(), day)).or_default();
            cell.sessions += sessions;
            cell.people.insert(person(&record["cdr_token"]));
        };
        for session in records(folder, "sessions") {
            if session["status"] != "INVALID" {
                add(text(&session["location_id"]), &session, 1);
            }
        }
        for cdr in records(folder, "cdrs") {
            add(text(&cdr["cdr_location"]["id"]), &cdr, 0);
        }
        let mut places = Vec::new();
        let mut all = Vec::new();
        for (id, zone) in zones {
            let here = cells
                .keys()
                .filter(|(place, _)| *place == id)
                .map(|(_, day)| *day);
            let days: Vec<NaiveDate> = here.collect();
            let (Some(first), Some(last)) = (days.first().copied(), days.last().copied()) else {
                continue;
            };
            for day in first.iter_days().take_while(|day| *day <= last) {
                let cell = cells.remove(&(id.clone(), day)).unwrap_or_default();
                all.push((id.clone(), day, cell));
            }
            places.push(Place {
                id,
                zone,
                first,
                last,
            });
        }
        Self { places, cells: all }
    }
}

impl Place {
    /// When its first day begins and its last one ends.
    pub fn held(&self) -> [DateTime<Utc>; 2] {
        let midnight = |day: NaiveDate| {
            let local = self.zone.from_local_datetime(&day.and_time(NaiveTime::MIN));
            local
                .earliest()
                .expect("clocks don't jump at midnight here")
                .to_utc()
        };
        [
            midnight(self.first),
            midnight(self.last + TimeDelta::days(1)),
        ]
    }
}

/// The contract, else the token: nobody is enrolled here.
fn person(token: &Value) -> String {
    let contract = token["contract_id"].as_str().unwrap_or_default();
    let id = if contract.is_empty() {
        text(&token["uid"])
    } else {
        contract
    };
    let (country, party) = (text(&token["country_code"]), text(&token["party_id"]));
    format!("{country}-{party}/{id}").to_lowercase()
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}
