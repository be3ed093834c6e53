//! What one person's figures are made of: atomic cells (unit × local day × group) and records.
//!
//! What the person sees by S is known to them and is no unknown. What is left of a cell is one, also where nobody
//! is in it as long as somebody could be: that nobody charged is also news.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use access::Class;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use model::TokenRef;

use super::held::{self, local_day};
use crate::proof::{
    Kind, Naive,
    naive::{Ask, Asking, EvseAt, Places, Row},
    setup::{Grant, Person, Tenant, Usage},
};

/// Where a record counts: its unit, its local day, and its group if it has one.
pub type At = (String, NaiveDate, Option<String>);

/// What a set of records counts for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Sessions that are not INVALID.
    pub sessions: i64,
    pub cdrs: i64,
    pub credits: i64,
}

impl Counts {
    pub fn add(&mut self, more: Self) {
        self.sessions += more.sessions;
        self.cdrs += more.cdrs;
        self.credits += more.credits;
    }
}

/// An atomic cell, as far as the person doesn't see its records.
#[derive(Debug)]
pub struct Cell {
    pub at: At,
    pub counts: Counts,
    pub people: BTreeSet<String>,
}

/// A record that the person sees.
pub struct Seen<'n> {
    pub at: At,
    pub row: &'n Row,
    pub counts: Counts,
}

/// What there is for one person.
pub struct Ground<'n> {
    pub k: usize,
    pub cells: Vec<Cell>,
    pub seen: Vec<Seen<'n>>,
    /// Units and days on which they held an EVSE.
    pub tenure: BTreeSet<(String, NaiveDate)>,
    /// The first and the last day on which anything can be.
    pub days: (NaiveDate, NaiveDate),
}

impl<'n> Ground<'n> {
    /// Without unseen cells for who gets no figures but exact ones. `None`: nobody goes by this name.
    pub fn of(naive: &'n Naive, name: &str) -> Option<Self> {
        let (tenant, person) = naive.person(name)?;
        let making = Making {
            naive,
            tenant,
            person,
            asking: Asking::of(tenant, naive.world.now),
            places: Places::of(naive.world, &naive.setup),
        };
        Some(making.ground())
    }
}

struct Making<'n> {
    naive: &'n Naive<'n>,
    tenant: &'n Tenant,
    person: &'n Person,
    asking: Asking<'n>,
    places: Places<'n>,
}

impl<'n> Making<'n> {
    fn ground(&self) -> Ground<'n> {
        let now = self.naive.world.now;
        let own = |row: &&Row| row.tenant() == Some(self.tenant.id.as_str());
        let counting = self.naive.rows.iter().filter(own);
        let records: Vec<(&Row, Counts)> = counting
            .filter_map(|row| counts(row).map(|counts| (row, counts)))
            .collect();
        let zones = self.zones();
        let day = |row: &Row| local_day(row.start, zone_of(row, &zones));
        let first = records.iter().map(|(row, _)| day(row)).min();
        let first = first.unwrap_or(now.date_naive());
        let last = local_day(now, Tz::Pacific__Auckland);
        let mut tenure = BTreeSet::new();
        let mut cells = self.empty_cells(first, &mut tenure);
        let tokens = self.tokens();
        let mut seen = Vec::new();
        for (row, counts) in records {
            let unit = row
                .found
                .unit
                .clone()
                .expect("a tenant's record is in a unit");
            let at = (unit, day(row), row.found.group.clone());
            if self.asking.has(self.person, row, Ask::Class(Class::S)) {
                seen.push(Seen { at, row, counts });
            } else if self.has_figures_of(&at.0) {
                let cell = cells.entry(at.clone()).or_insert_with(|| empty(at));
                cell.counts.add(counts);
                cell.people.insert(who(row, tokens[&(row.kind, &row.key)]));
            }
        }
        Ground {
            k: usize::from(self.tenant.k.unwrap_or(5)),
            cells: cells.into_values().collect(),
            seen,
            tenure,
            days: (first, last),
        }
    }

    /// Cells in which somebody could charge without this person's seeing it.
    fn empty_cells(
        &self,
        first: NaiveDate,
        tenure: &mut BTreeSet<(String, NaiveDate)>,
    ) -> BTreeMap<At, Cell> {
        let mut cells = BTreeMap::new();
        let groups = self.tenant.groups.iter();
        let groups: Vec<(Option<&str>, Usage)> = groups
            .map(|group| (Some(group.id.as_str()), group.usage))
            .chain([(None, Usage::Unknown)])
            .collect();
        for (holder, evse, during) in held::by(self.naive, &self.places, self.tenant) {
            let zone = evse.at.location.time_zone;
            if !self.has_figures_of(holder.unit) {
                continue;
            }
            let of_unit = self.places.zone(holder, self.naive.world.now);
            for (day, ends) in held::days(during, zone, first, self.naive.world.now) {
                tenure.insert((holder.unit.to_owned(), day));
                for group in &groups {
                    let is_seen = ends.iter().all(|end| {
                        let today = local_day(self.naive.world.now, of_unit);
                        let is_of_today = local_day(*end, of_unit) == today;
                        let row = Row::imagined(
                            self.tenant,
                            (holder.unit, Some(evse)),
                            *group,
                            (*end, is_of_today),
                        );
                        self.asking.has(self.person, &row, Ask::Class(Class::S))
                    });
                    if !is_seen {
                        let at = (holder.unit.to_owned(), day, group.0.map(str::to_owned));
                        cells.entry(at.clone()).or_insert_with(|| empty(at));
                    }
                }
            }
        }
        cells
    }

    /// Whether a grant gives class U for whoever charges at the whole unit, at all times.
    fn has_figures_of(&self, unit: &str) -> bool {
        let whole = |grant: &&Grant| {
            let conditions = [
                &grant.locations,
                &grant.evses,
                &grant.drivers,
                &grant.vehicles,
                &grant.groups,
            ];
            conditions.iter().all(|condition| condition.is_none())
                && grant.data_from.or(grant.data_until).is_none()
        };
        let gives = |grant: &Grant| {
            let ends = [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC];
            ends.iter().all(|end| {
                Usage::ALL.iter().all(|usage| {
                    let row =
                        Row::imagined(self.tenant, (unit, None), (None, *usage), (*end, false));
                    self.asking.alone(grant, &row, Ask::Class(Class::U))
                })
            })
        };
        self.person.grants.iter().filter(whole).any(gives)
    }

    fn zones(&self) -> HashMap<String, Tz> {
        let mut zones = HashMap::new();
        for at in self.places.locations() {
            zones.insert(at.key(), at.location.time_zone);
            for evse in &at.location.evses {
                zones.insert(EvseAt { at, evse }.key(), at.location.time_zone);
            }
        }
        zones
    }

    fn tokens(&self) -> BTreeMap<(Kind, &'n String), &'n TokenRef> {
        let mut tokens = BTreeMap::new();
        for cpms in &self.naive.world.cpms {
            let sessions = cpms
                .sessions
                .iter()
                .map(|held| (Kind::Session, &held.id, &held.token));
            let cdrs = cpms
                .cdrs
                .iter()
                .map(|held| (Kind::Cdr, &held.id, &held.token));
            for (kind, id, token) in sessions.chain(cdrs) {
                let (country, party) = (&id.party.country_code, &id.party.party_id);
                let key = format!("{}:{country}-{party}/{}", cpms.connection, id.id);
                tokens.insert((kind, key), token);
            }
        }
        let rows = self.naive.rows.iter().filter(|row| row.kind != Kind::Evse);
        rows.map(|row| ((row.kind, &row.key), tokens[&(row.kind, row.key.clone())]))
            .collect()
    }
}

fn empty(at: At) -> Cell {
    Cell {
        at,
        counts: Counts::default(),
        people: BTreeSet::new(),
    }
}

/// What a record counts for, if it counts.
fn counts(row: &Row) -> Option<Counts> {
    let mut counts = Counts::default();
    match row.kind {
        Kind::Evse => return None,
        Kind::Session if row.value("status") == Some("INVALID") => return None,
        Kind::Session => counts.sessions = 1,
        Kind::Cdr if row.value("is_credit") == Some("true") => counts.credits = 1,
        Kind::Cdr => counts.cdrs = 1,
    }
    Some(counts)
}

/// The driver by enrolment, else the contract, else the token.
fn who(row: &Row, token: &TokenRef) -> String {
    if let Some(driver) = &row.found.driver {
        return format!("driver {driver}");
    }
    let (country, party) = (&token.party.country_code, &token.party.party_id);
    let contract = token.contract_id.as_str();
    let who = if contract.is_empty() {
        format!("token {country}-{party} {}", token.uid)
    } else {
        format!("contract {country}-{party} {contract}")
    };
    who.to_ascii_lowercase()
}

/// Of the record's Location, else of its EVSE's.
fn zone_of(row: &Row, zones: &HashMap<String, Tz>) -> Tz {
    let place = row.value("location").or(row.value("evse"));
    place.map_or(Tz::UTC, |place| zones[place])
}
