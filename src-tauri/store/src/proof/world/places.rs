//! Locations and EVSEs: a party or two on each connection, some ids used twice.

use chrono::TimeDelta;
use model::{CiString, Evse, EvseStatus, Location, Party, RecordId};

use super::{Cpms, Dice, times::Times, times::ZONES};

const STATUSES: [EvseStatus; 10] = [
    EvseStatus::Available,
    EvseStatus::Available,
    EvseStatus::Blocked,
    EvseStatus::Charging,
    EvseStatus::Charging,
    EvseStatus::Inoperative,
    EvseStatus::OutOfOrder,
    EvseStatus::Reserved,
    EvseStatus::Unknown,
    EvseStatus::Planned,
];

pub fn by(dice: &mut Dice, times: &Times) -> Vec<Cpms> {
    let mut names = Names::default();
    let parties = [
        ("main", "DE", "HVB"),
        ("main", "DE", "ABC"),
        ("second", "AT", "HVB"),
        ("second", "DE", "HVB"),
    ];
    let two = dice.percent(65);
    let connections: &[&str] = if two { &["main", "second"] } else { &["main"] };
    connections
        .iter()
        .map(|connection| {
            let here: Vec<_> = parties.iter().filter(|(at, ..)| at == connection).collect();
            let most = dice.count(1, here.len());
            let locations = here
                .into_iter()
                .take(most)
                .flat_map(|(_, country, party)| {
                    let party = Party {
                        country_code: (*country).into(),
                        party_id: (*party).into(),
                    };
                    locations_of(dice, times, &party, &mut names)
                })
                .collect();
            Cpms {
                connection: (*connection).to_owned(),
                locations,
                sessions: Vec::new(),
                cdrs: Vec::new(),
            }
        })
        .collect()
}

fn locations_of(dice: &mut Dice, times: &Times, party: &Party, names: &mut Names) -> Vec<Location> {
    names.begin_party();
    (0..dice.count(2, 3))
        .map(|_| {
            let id = names.next(dice, "LOC");
            let most = if dice.percent(12) {
                0
            } else {
                dice.count(1, 5)
            };
            let evses = (0..most).map(|_| evse(dice, times, party, names)).collect();
            Location {
                id: RecordId {
                    party: party.clone(),
                    id: id.as_str().into(),
                },
                name: dice.percent(70).then(|| format!("Name of {id}")),
                address: "Ahornweg 7".to_owned(),
                city: "Berlin".to_owned(),
                postal_code: Some("10115".to_owned()),
                country: "DEU".to_owned(),
                time_zone: *dice.pick(&ZONES),
                evses,
                last_updated: times.now - TimeDelta::hours(1),
            }
        })
        .collect()
}

fn evse(dice: &mut Dice, times: &Times, party: &Party, names: &mut Names) -> Evse {
    let uid = names.next(dice, "E");
    let printed = format!("{}*{}*{uid}", party.country_code, party.party_id);
    Evse {
        evse_id: dice.percent(75).then(|| CiString::from(printed)),
        uid: uid.into(),
        label: dice.percent(50).then(|| "P 4".to_owned()),
        status: *dice.pick(&STATUSES),
        connectors: Vec::new(),
        last_updated: times.now - TimeDelta::hours(1),
    }
}

/// Gives ids: each once in a party, some again in another.
#[derive(Default)]
struct Names {
    given: Vec<String>,
    before: usize,
    here: Vec<String>,
}

impl Names {
    fn begin_party(&mut self) {
        self.before = self.given.len();
        self.here.clear();
    }

    fn next(&mut self, dice: &mut Dice, kind: &str) -> String {
        let used: Vec<&String> = self.given[..self.before]
            .iter()
            .filter(|id| id.starts_with(kind) && !self.here.contains(id))
            .collect();
        let again = !used.is_empty() && dice.percent(25);
        let id = if again {
            (*dice.pick(&used)).clone()
        } else {
            format!("{kind}-{}", self.given.len())
        };
        self.given.push(id.clone());
        self.here.push(id.clone());
        id
    }
}
