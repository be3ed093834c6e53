//! Who holds which place when: Locations move between units and tenants, EVSEs go their own way.

use serde_json::{Value, json};

use super::{
    Cpms, Dice,
    times::{Stretch, Times},
    units::Ground,
};

/// The assignments of each tenant.
pub fn by(dice: &mut Dice, times: &Times, cpms: &[Cpms], grounds: &[Ground]) -> Vec<Vec<Value>> {
    let mut held: Vec<Vec<Value>> = grounds.iter().map(|_| Vec::new()).collect();
    let mut own: Vec<Place> = Vec::new();
    for place in places(cpms) {
        let often = if place.word == "location" { 94 } else { 30 };
        if dice.percent(often) {
            own.push(place);
        }
    }
    let all = places(cpms);
    for place in &own {
        let namesake = |other: &&Place| {
            let same = other.connection == place.connection && other.full() == place.full();
            other.word == place.word && other.id == place.id && !same
        };
        let beside = all
            .iter()
            .filter(namesake)
            .any(|other| other.connection == place.connection);
        let elsewhere = all
            .iter()
            .filter(namesake)
            .any(|other| other.connection != place.connection);
        let held_beside = own
            .iter()
            .filter(namesake)
            .any(|other| other.connection == place.connection);
        // a bare id that two parties of one connection use: it means neither
        let vague = beside && !held_beside && dice.percent(60);
        let name = match (beside, dice.within(0, 3)) {
            (true, _) if vague => place.id.clone(),
            (true, _) | (false, 0) => place.full(),
            (false, 1) => format!("{}/{}", place.party, place.id),
            (false, _) => place.id.clone(),
        };
        let connection = (elsewhere || dice.percent(30)).then_some(place.connection);
        let mut last: Option<usize> = None;
        let line = times.line(dice, |dice| {
            let tenant = tenant(dice, last, grounds.len())?;
            last = Some(tenant);
            Some((tenant, dice.pick(&grounds[tenant].units).clone()))
        });
        for (during, (tenant, unit)) in line {
            let name = dice.respell(&name);
            held[tenant].push(assignment(&unit, place.word, &name, connection, during));
        }
    }
    if dice.percent(50) {
        // has not been synced yet
        let later = assignment("portfolio", "location", "LOC-LATER", None, (None, None));
        held[0].push(later);
    }
    held
}

/// Who holds it next: mostly the same tenant, at times another, at times nobody.
fn tenant(dice: &mut Dice, last: Option<usize>, tenants: usize) -> Option<usize> {
    match (dice.within(0, 20), last) {
        (0, _) => None,
        (1..10, Some(last)) => Some(last),
        (1..17, _) => Some(0),
        _ => Some(dice.count(0, tenants - 1)),
    }
}

struct Place<'a> {
    word: &'static str,
    connection: &'a str,
    country: String,
    party: String,
    id: String,
}

impl Place<'_> {
    fn full(&self) -> String {
        format!("{}-{}/{}", self.country, self.party, self.id)
    }
}

fn places(cpms: &[Cpms]) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    for cpms in cpms {
        for location in &cpms.locations {
            let place = |word, id: &str| Place {
                word,
                connection: &cpms.connection,
                country: location.id.party.country_code.to_string(),
                party: location.id.party.party_id.to_string(),
                id: id.to_owned(),
            };
            places.push(place("location", location.id.id.as_str()));
            places.extend(
                location
                    .evses
                    .iter()
                    .map(|evse| place("evse", evse.uid.as_str())),
            );
        }
    }
    places
}

fn assignment(
    unit: &str,
    word: &str,
    name: &str,
    connection: Option<&str>,
    (from, until): Stretch,
) -> Value {
    let mut value = json!({ "unit": unit, word: name, "from": from, "until": until });
    if let Some(connection) = connection {
        value["connection"] = connection.into();
    }
    value
}
