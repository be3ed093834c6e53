//! Which rows a grant covers: each kind of condition, alone and together.

use serde_json::{Value, json};

use super::{Cpms, Dice, enrolments::Enrolled, units::Ground};

/// What conditions can name.
pub struct Rows<'a> {
    ground: &'a Ground,
    enrolled: &'a Enrolled,
    locations: Vec<Named>,
    evses: Vec<Named>,
}

/// A place, bare and with its party.
#[derive(Clone)]
struct Named {
    id: String,
    party: String,
    full: String,
}

impl<'a> Rows<'a> {
    pub fn of(ground: &'a Ground, enrolled: &'a Enrolled, cpms: &[Cpms]) -> Self {
        let mut rows = Self {
            ground,
            enrolled,
            locations: Vec::new(),
            evses: Vec::new(),
        };
        for location in cpms.iter().flat_map(|cpms| &cpms.locations) {
            let party = &location.id.party;
            let named = |id: &str| Named {
                id: id.to_owned(),
                party: format!("{}/{id}", party.party_id),
                full: format!("{}-{}/{id}", party.country_code, party.party_id),
            };
            rows.locations.push(named(location.id.id.as_str()));
            rows.evses
                .extend(location.evses.iter().map(|evse| named(evse.uid.as_str())));
        }
        rows
    }

    /// Any condition, or two, or none.
    pub fn any(&self, dice: &mut Dice, grant: &mut Value) {
        match dice.within(0, 20) {
            0..2 => {}
            2..5 => self.properties(dice, grant),
            5 => self.sites(dice, grant),
            6 => self.locations(dice, grant),
            7 => self.evses(dice, grant),
            8 => self.drivers(dice, grant),
            9 => self.vehicles(dice, grant),
            10 | 11 => self.groups(dice, grant),
            12 => {
                self.properties(dice, grant);
                self.drivers(dice, grant);
            }
            13 => {
                self.properties(dice, grant);
                self.groups(dice, grant);
            }
            14 => {
                self.locations(dice, grant);
                self.evses(dice, grant);
            }
            15 => {
                self.evses(dice, grant);
                self.vehicles(dice, grant);
            }
            16 => {
                self.groups(dice, grant);
                self.drivers(dice, grant);
            }
            17 => {
                self.properties(dice, grant);
                self.locations(dice, grant);
                self.groups(dice, grant);
            }
            18 => {
                self.drivers(dice, grant);
                let never = *dice.pick(&["vehicles", "units", "evses", "groups"]);
                grant[never] = json!([]);
            }
            _ => {
                // a row has a driver or a vehicle, never both
                self.drivers(dice, grant);
                self.vehicles(dice, grant);
            }
        }
    }

    pub fn properties(&self, dice: &mut Dice, grant: &mut Value) {
        let units = if dice.percent(40) {
            vec!["portfolio".to_owned()]
        } else {
            dice.some(&self.ground.properties, 2)
        };
        grant["units"] = json!(units);
    }

    pub fn sites(&self, dice: &mut Dice, grant: &mut Value) {
        let below = if self.ground.sites.is_empty() {
            &self.ground.units
        } else {
            &self.ground.sites
        };
        grant["units"] = json!([dice.pick(below)]);
    }

    pub fn drivers(&self, dice: &mut Dice, grant: &mut Value) {
        let most = dice.count(2, 5);
        grant["drivers"] = json!(dice.some(&self.enrolled.drivers, most));
    }

    pub fn groups(&self, dice: &mut Dice, grant: &mut Value) {
        let most = dice.count(1, 2);
        grant["groups"] = json!(dice.some(&self.enrolled.groups, most));
    }

    pub fn evses(&self, dice: &mut Dice, grant: &mut Value) {
        grant["evses"] = names(dice, &self.evses, 6);
    }

    fn vehicles(&self, dice: &mut Dice, grant: &mut Value) {
        grant["vehicles"] = json!(dice.some(&self.enrolled.vehicles, 2));
    }

    fn locations(&self, dice: &mut Dice, grant: &mut Value) {
        grant["locations"] = names(dice, &self.locations, 4);
    }
}

/// Some of them, each as its id, with its party, or in full, in any case.
fn names(dice: &mut Dice, of: &[Named], most: usize) -> Value {
    let mut names: Vec<String> = Vec::new();
    for named in dice.some(of, most) {
        let name = dice
            .pick(&[&named.id, &named.id, &named.party, &named.full])
            .to_string();
        let name = dice.respell(&name);
        if !names.iter().any(|other| other.eq_ignore_ascii_case(&name)) {
            names.push(name);
        }
    }
    json!(names)
}
