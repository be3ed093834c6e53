//! [`Visits`]: what the statistics look at.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use ocpi::v2_2_1::{Cdr, Location, Session};
use serve::{Module, Question};

use crate::Folder;
use crate::world::World;

/// Of larger worlds only so many sessions are looked at, the youngest.
const MOST: usize = 200_000;

/// Sessions and CDRs of some places, reduced to what is counted.
#[derive(Clone, Debug, Default)]
pub struct Visits {
    pub(super) visits: Vec<Visit>,
    pub(super) bills: Vec<Bill>,
}

/// One session.
#[derive(Clone, Debug)]
pub(super) struct Visit {
    pub start: DateTime<Tz>,
    /// `None` while it runs, or if nobody knows.
    pub end: Option<DateTime<Utc>>,
    pub energy_wh: i64,
    pub location: Arc<str>,
    pub evse: Arc<str>,
    pub user: Arc<str>,
}

/// One CDR.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bill {
    pub is_credit: bool,
    /// In ten-thousandths of an hour.
    pub time: i64,
    pub parking: i64,
}

impl Visits {
    /// All of a folder.
    pub fn of_folder(folder: &Folder) -> Self {
        Self::read(
            folder.texts(Module::Locations),
            folder.texts(Module::Sessions),
            folder.texts(Module::Cdrs),
            |_| true,
        )
    }

    /// What a world had up to an instant, at the places that are asked for by the beginning of their ids.
    pub fn of_world(world: &World, now: DateTime<Utc>, places: &[&str]) -> Self {
        let youngest = |module| {
            let question = |offset, limit| Question {
                module,
                from: None,
                until: now,
                offset,
                limit,
            };
            let total = world.page_at(&question(0, 0), now).total;
            let offset = total.saturating_sub(MOST);
            world.page_at(&question(offset, MOST), now).records
        };
        let is_asked = |id: &str| places.iter().any(|place| id.starts_with(place));
        Self::read(
            youngest(Module::Locations),
            youngest(Module::Sessions),
            youngest(Module::Cdrs),
            |id| places.is_empty() || is_asked(id),
        )
    }

    /// Records that can't be read are left out: they are counted by whoever takes them in.
    fn read(
        locations: Vec<Arc<str>>,
        sessions: Vec<Arc<str>>,
        cdrs: Vec<Arc<str>>,
        is_asked: impl Fn(&str) -> bool,
    ) -> Self {
        let locations = locations
            .iter()
            .filter_map(|text| ocpi::record::parse::<Location>(text).ok());
        let zones: HashMap<String, Tz> = locations
            .filter_map(|location| Some((location.id.folded(), location.time_zone.parse().ok()?)))
            .collect();
        let mut names = Names::default();
        let sessions = sessions
            .iter()
            .filter_map(|text| ocpi::record::parse::<Session>(text).ok());
        let visits = sessions
            .filter(|session| is_asked(session.location_id.as_str()))
            .filter_map(|session| visit(&session, &zones, &mut names));
        let visits = visits.collect();
        let cdrs = cdrs
            .iter()
            .filter_map(|text| ocpi::record::parse::<Cdr>(text).ok());
        let bills = cdrs
            .filter(|cdr| is_asked(cdr.cdr_location.id.as_str()))
            .map(|cdr| Bill {
                is_credit: cdr.credit == Some(true),
                time: in_units(cdr.total_time, 4),
                parking: cdr
                    .total_parking_time
                    .map_or(0, |parking| in_units(parking, 4)),
            });
        Self {
            visits,
            bills: bills.collect(),
        }
    }
}

fn visit(session: &Session, zones: &HashMap<String, Tz>, names: &mut Names) -> Option<Visit> {
    let zone = zones.get(&session.location_id.folded())?;
    Some(Visit {
        start: session.start_date_time.utc().with_timezone(zone),
        end: session.end_date_time.map(ocpi::DateTime::utc),
        energy_wh: in_units(session.kwh, 3),
        location: names.shared(session.location_id.folded()),
        evse: names.shared(session.evse_uid.as_ref()?.folded()),
        user: names.shared(session.cdr_token.uid.folded()),
    })
}

/// A decimal as a whole number of units of its `places`th decimal, cut off.
fn in_units(number: ocpi::Number, places: u32) -> i64 {
    let scale = rust_decimal::Decimal::from(10_i64.pow(places));
    let units = number.decimal().checked_mul(scale);
    units
        .and_then(|units| i64::try_from(units.trunc()).ok())
        .unwrap_or(0)
}

/// Each name once, however many records have it.
#[derive(Default)]
struct Names(BTreeMap<String, Arc<str>>);

impl Names {
    fn shared(&mut self, name: String) -> Arc<str> {
        let shared = self
            .0
            .entry(name)
            .or_insert_with_key(|name| Arc::from(name.as_str()));
        Arc::clone(shared)
    }
}
