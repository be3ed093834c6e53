//! What each record counts for, on which local day, and who it is of.
//!
//! Whether a CDR's Session is there, or a Session's CDR, is asked of those records that are looked at together: of
//! all records of the world for a released cell (it is the same for everybody), of what a person sees for the rows that
//! they see (so that a record which they don't see changes no count).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use chrono_tz::Tz;
use model::TokenRef;

use super::{Naive, Row, days::local_day, words::key};
use crate::proof::answer::Kind;

/// The five counting figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub sessions: i64,
    pub cdrs: i64,
    pub credits: i64,
    pub energy_wh: i64,
    pub unbilled_wh: i64,
}

impl Counts {
    pub fn add(&mut self, more: Self) {
        self.sessions += more.sessions;
        self.cdrs += more.cdrs;
        self.credits += more.credits;
        self.energy_wh += more.energy_wh;
        self.unbilled_wh += more.unbilled_wh;
    }
}

/// A Session that is not INVALID, or a CDR.
#[derive(Clone)]
pub struct Fact<'n> {
    pub row: &'n Row,
    pub day: NaiveDate,
    /// Who charged, in one spelling.
    pub person: &'n str,
    pub counts: Counts,
}

impl Fact<'_> {
    /// What counts towards the share of its person.
    pub fn energy(&self) -> i64 {
        self.counts.energy_wh + self.counts.unbilled_wh
    }
}

/// All records of a world with their local day and who charged.
pub struct Records {
    /// By the place of its row.
    entries: Vec<Option<(NaiveDate, String)>>,
}

impl Records {
    pub fn of(naive: &Naive) -> Self {
        let mut tokens: BTreeMap<(Kind, String), &TokenRef> = BTreeMap::new();
        let mut zones: HashMap<String, Tz> = HashMap::new();
        for cpms in &naive.world.cpms {
            let name = |id: &model::RecordId| key(&cpms.connection, &id.party, &id.id);
            for session in &cpms.sessions {
                tokens.insert((Kind::Session, name(&session.id)), &session.token);
            }
            for cdr in &cpms.cdrs {
                tokens.insert((Kind::Cdr, name(&cdr.id)), &cdr.token);
            }
            for location in &cpms.locations {
                let name = name(&location.id);
                for evse in &location.evses {
                    zones.insert(format!("{name}/{}", evse.uid), location.time_zone);
                }
                zones.insert(name, location.time_zone);
            }
        }
        let entry = |row: &Row| {
            let token = tokens.get(&(row.kind, row.key.clone()))?;
            // a record whose place nobody knows has no local day but that of UTC
            let place = row.value("location").or(row.value("evse"));
            let zone = place.map_or(chrono_tz::UTC, |place| zones[place]);
            Some((local_day(row.start, zone), person(row, token)))
        };
        Self {
            entries: naive.rows.iter().map(entry).collect(),
        }
    }

    /// What those records count for that are there together.
    pub fn counted<'n>(&'n self, naive: &'n Naive, there: impl Fn(&Row) -> bool) -> Vec<Fact<'n>> {
        let rows: Vec<(&Row, NaiveDate, &str)> = naive
            .rows
            .iter()
            .zip(&self.entries)
            .filter_map(|(row, entry)| entry.as_ref().map(|(day, who)| (row, *day, who.as_str())))
            .filter(|(row, ..)| there(row))
            .collect();
        let sessions: BTreeSet<String> = rows
            .iter()
            .filter(|(row, ..)| row.kind == Kind::Session)
            .map(|(row, ..)| row.key.to_ascii_lowercase())
            .collect();
        // a credit is a CDR, too: whoever takes something back has billed it
        let billed: BTreeSet<String> = rows
            .iter()
            .filter(|(row, ..)| row.kind == Kind::Cdr)
            .filter_map(|(row, ..)| session_of(row))
            .collect();
        // of several CDRs of one Session that is not there, the first stands for it
        let mut first: BTreeMap<String, &str> = BTreeMap::new();
        for (row, ..) in rows.iter().filter(|(row, ..)| is_bill(row)) {
            if let Some(session) = session_of(row) {
                let first = first.entry(session).or_insert(&row.key);
                *first = (*first).min(&row.key);
            }
        }
        let counts = |row: &Row| match row.kind {
            Kind::Evse => None,
            Kind::Session => {
                let status = row.value("status");
                let is_unbilled =
                    status == Some("COMPLETED") && !billed.contains(&row.key.to_ascii_lowercase());
                (status != Some("INVALID")).then(|| Counts {
                    sessions: 1,
                    unbilled_wh: if is_unbilled { energy(row) } else { 0 },
                    ..Counts::default()
                })
            }
            Kind::Cdr if is_bill(row) => {
                let stands_in = session_of(row).is_none_or(|session| {
                    !sessions.contains(&session) && first[&session] == row.key
                });
                Some(Counts {
                    sessions: i64::from(stands_in),
                    cdrs: 1,
                    energy_wh: energy(row),
                    ..Counts::default()
                })
            }
            Kind::Cdr => Some(Counts {
                credits: 1,
                energy_wh: energy(row),
                ..Counts::default()
            }),
        };
        let fact = |(row, day, person)| {
            counts(row).map(|counts| Fact {
                row,
                day,
                person,
                counts,
            })
        };
        rows.into_iter().filter_map(fact).collect()
    }
}

/// A CDR that is no credit.
fn is_bill(row: &Row) -> bool {
    row.kind == Kind::Cdr && row.value("is_credit") == Some("false")
}

/// The key of the Session that a CDR names, in one spelling: it is of the CDR's connection and party.
fn session_of(row: &Row) -> Option<String> {
    let (owner, _) = row.key.split_once('/')?;
    let id = row.value("session_id")?;
    Some(format!("{owner}/{id}").to_ascii_lowercase())
}

fn energy(row: &Row) -> i64 {
    let text = row.value("energy_wh").unwrap_or("0");
    text.parse()
        .unwrap_or_else(|_| panic!("{text} is no number of Wh"))
}

/// The driver by enrolment, else the contract, else the token. A vehicle is no person.
fn person(row: &Row, token: &TokenRef) -> String {
    let party = &token.party;
    let at_party = |kind: &str, id: &str| {
        format!("{kind} {}-{}/{id}", party.country_code, party.party_id).to_ascii_lowercase()
    };
    match (&row.found.driver, token.contract_id.as_str()) {
        (Some(driver), _) => format!("driver {driver}"),
        (None, "") => at_party("token", token.uid.as_str()),
        (None, contract) => at_party("contract", contract),
    }
}
