//! A world in which many charge: enough people at a few units, over months and days, that released cells and withheld
//! ones lie side by side.
//!
//! Where a unit is busy, light or empty falls month by month, so that each split is sometimes shown and sometimes not;
//! here and there one person makes up nearly all of it.

mod crowd;
mod looking;

use access::setup;
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use model::{Evse, EvseStatus, Location, Party, RecordId};
use serde_json::{Value, json};

use super::{Cpms, Dice, World};
use crowd::Crowd;

/// When a busy world is looked at: in the middle of a month, on its first day, and late in the year, by UTC; and when
/// it is another day in some zones.
const NOWS: [&str; 8] = [
    "2026-06-17T10:20:00Z",
    "2026-06-17T15:40:00Z",
    "2026-04-01T09:00:00Z",
    "2026-05-02T15:00:00Z",
    "2026-01-03T18:00:00Z", // a year of few days
    "2026-02-20T22:30:00Z",
    "2026-10-25T09:00:00Z",
    "2026-12-31T10:45:00Z",
];

const ZONES: [Tz; 4] = [
    Tz::Europe__Berlin,
    Tz::Europe__Lisbon,
    Tz::America__Santiago,
    Tz::Asia__Kolkata,
];

/// A unit with what it holds.
struct Site {
    unit: &'static str,
    location: String,
    evses: Vec<String>,
    zone: Tz,
    /// The local day from which it holds its Location.
    from: NaiveDate,
}

/// The first half of the tree: what each unit lies under, and its kind.
const UNITS: [(&str, Option<&str>, &str); 8] = [
    ("portfolio", None, "portfolio"),
    ("p1", Some("portfolio"), "property"),
    ("p1-s1", Some("p1"), "site"),
    ("p1-s2", Some("p1"), "site"),
    ("p2", Some("portfolio"), "property"),
    ("p2-s1", Some("p2"), "site"),
    ("p3", Some("portfolio"), "property"),
    ("outpost", None, "site"),
];

impl World {
    /// A world of this seed with many people.
    ///
    /// # Panics
    /// If what it set up has a mistake in it.
    pub fn busy(seed: u64) -> Self {
        let mut dice = Dice::of(seed.wrapping_add(1_000_000));
        let now: DateTime<Utc> = dice
            .pick(&NOWS)
            .parse()
            .unwrap_or_else(|_| panic!("an instant"));
        let months = months_before(now, dice.count(3, 6));
        let sites = sites(&mut dice, &months);
        let crowd = Crowd::by(&mut dice);
        let mut cpms = Cpms {
            connection: "main".to_owned(),
            locations: sites.iter().map(|site| location(site, now)).collect(),
            sessions: Vec::new(),
            cdrs: Vec::new(),
        };
        crowd.charge(&mut dice, &sites, &months, now, &mut cpms);

        let mut tenant = json!({
            "id": "bergmann", "name": "Hausverwaltung bergmann",
            "time_zone": dice.pick(&ZONES).name(), "k": dice.within(3, 6),
            "units": tree(None),
            "assignments": assignments(&mut dice, &sites, &months, now),
            "roles": [{ "id": "own-live", "from": "facility-manager", "classes": ["O", "S_LIVE"] },
                      { "id": "own-all", "from": "controller", "classes": ["O", "U", "S", "S_LIVE"] }],
        });
        crowd.write_to(&mut tenant);
        let looking = looking::by(&mut dice, &sites, &months, &crowd);
        let names = looking.iter().map(|person| {
            let id = person["id"].as_str().unwrap_or_default();
            format!("bergmann/{id}")
        });
        let people = std::iter::once(Self::OPERATOR.to_owned())
            .chain(names)
            .collect();
        tenant["people"] = Value::Array(looking);
        let setup = json!({
            "operator": { "name": "Stadtwerke Beispiel" },
            "connections": [{ "id": "main", "kind": "ocpi", "url": "https://main.example/ocpi/versions" }],
            "tenants": [tenant, krone()],
        });
        if let Err(mistakes) = setup::read(&setup.to_string()) {
            panic!("seed {seed}: setup.json is refused: {mistakes:?}");
        }
        Self {
            seed,
            now,
            setup,
            cpms: vec![cpms],
            people,
        }
    }
}

/// The first days of so many months, the last of them that of now.
fn months_before(now: DateTime<Utc>, count: usize) -> Vec<NaiveDate> {
    let mut months = Vec::new();
    let mut day = now.date_naive();
    for _ in 0..count {
        let first = day - TimeDelta::days(i64::from(day.day0()));
        months.insert(0, first);
        day = first - TimeDelta::days(1);
    }
    months
}

/// What each unit holds: most something, in one zone mostly.
fn sites(dice: &mut Dice, months: &[NaiveDate]) -> Vec<Site> {
    let zone = *dice.pick(&ZONES);
    let many_zones = dice.percent(25);
    let mut sites = Vec::new();
    for (unit, _, _) in UNITS {
        let often = match unit {
            "portfolio" | "p1" | "p2" => 35, // own parts
            "outpost" => 50,
            _ => 90,
        };
        if !dice.percent(often) {
            continue;
        }
        let place = sites.len();
        let evses = (1..=dice.count(1, 2))
            .map(|evse| format!("E-{place}-{evse}"))
            .collect();
        let first = if dice.percent(70) {
            months[0]
        } else {
            *dice.pick(months)
        };
        // a few come within a month: that month's days and units cross
        let late = if dice.percent(20) {
            dice.within(1, 20)
        } else {
            0
        };
        sites.push(Site {
            unit,
            location: format!("LOC-{place}"),
            evses,
            zone: if many_zones { *dice.pick(&ZONES) } else { zone },
            from: first + TimeDelta::days(late),
        });
    }
    sites
}

fn tree(above: Option<&str>) -> Vec<Value> {
    let here = UNITS.iter().filter(|(_, under, _)| *under == above);
    here.map(|(id, _, kind)| {
        json!({ "id": id, "kind": kind, "name": format!("Unit {id}"), "units": tree(Some(id)) })
    })
    .collect()
}

/// Each Location is its unit's from its day on; here and there it goes, or an EVSE goes to another unit.
fn assignments(
    dice: &mut Dice,
    sites: &[Site],
    months: &[NaiveDate],
    now: DateTime<Utc>,
) -> Vec<Value> {
    let mut held = Vec::new();
    for site in sites {
        let ends = dice
            .percent(10)
            .then(|| midnight(*dice.pick(months), site.zone));
        let ends = ends.filter(|end| *end > midnight(site.from, site.zone) && *end < now);
        held.push(json!({
            "unit": site.unit, "location": site.location,
            "from": midnight(site.from, site.zone), "until": ends,
        }));
        if site.evses.len() > 1 && dice.percent(15) {
            let to = dice.pick(sites).unit;
            let from = midnight(
                *dice.pick(months) + TimeDelta::days(dice.within(0, 12)),
                site.zone,
            );
            if from < now {
                held.push(json!({ "unit": to, "evse": site.evses[1], "from": from }));
            }
        }
    }
    held
}

fn midnight(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    super::times::midnight(
        zone,
        day.and_hms_opt(12, 0, 0)
            .map_or(DateTime::UNIX_EPOCH, |noon| noon.and_utc()),
    )
}

fn location(site: &Site, now: DateTime<Utc>) -> Location {
    let party = Party {
        country_code: "DE".into(),
        party_id: "HVB".into(),
    };
    let evse = |uid: &String| Evse {
        uid: uid.as_str().into(),
        evse_id: Some(format!("DE*HVB*{uid}").as_str().into()),
        label: None,
        status: EvseStatus::Charging,
        connectors: Vec::new(),
        last_updated: now - TimeDelta::hours(1),
    };
    Location {
        id: RecordId {
            party,
            id: site.location.as_str().into(),
        },
        name: None,
        address: "Ahornweg 7".to_owned(),
        city: "Berlin".to_owned(),
        postal_code: None,
        country: "DEU".to_owned(),
        time_zone: site.zone,
        evses: site.evses.iter().map(evse).collect(),
        last_updated: now - TimeDelta::hours(1),
    }
}

/// A neighbour who holds nothing, and knows the same names.
fn krone() -> Value {
    json!({
        "id": "krone", "name": "Krone", "time_zone": "Europe/Berlin",
        "units": [{ "id": "portfolio", "kind": "portfolio", "name": "Theirs", "units": [] }],
        "assignments": [], "groups": [], "drivers": [], "vehicles": [], "roles": [], "people": [],
    })
}
