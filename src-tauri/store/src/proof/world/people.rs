//! Who looks: each template alone, several together, rights passed on, and traps.

use access::Template;
use serde_json::{Value, json};

use super::{
    Cpms, Dice, Stretch, Times, enrolments::Enrolled, grants::Rows, roles::OwnRoles, units::Ground,
};

/// What the people of one tenant can be given.
pub struct People<'a> {
    /// The first tenant has most of all.
    pub place: usize,
    pub ground: &'a Ground,
    pub enrolled: &'a Enrolled,
    pub own_roles: &'a OwnRoles,
    pub cpms: &'a [Cpms],
    pub times: &'a Times,
}

impl People<'_> {
    pub fn by(&self, dice: &mut Dice) -> Vec<Value> {
        let rows = Rows::of(self.ground, self.enrolled, self.cpms);
        let mut people = Vec::new();
        // tenants take turns, so that each template is somewhere and the largest tenant has most
        for template in Template::ALL {
            if dice.percent(if self.place == 0 { 90 } else { 12 }) {
                let mut grant = self.grant(dice, template.id());
                self.as_its_role(dice, &rows, template, &mut grant);
                people.push(person(template.id(), vec![grant]));
            }
        }
        let mixed = if self.place == 0 { 2 } else { dice.count(0, 1) };
        for place in 1..=mixed {
            let grants = (0..dice.count(2, 4))
                .map(|_| {
                    let role = self.any_role(dice);
                    let mut grant = self.grant(dice, &role);
                    rows.any(dice, &mut grant);
                    grant
                })
                .collect();
            people.push(person(&format!("mixed-{place}"), grants));
        }
        if self.place == 0 || dice.percent(30) {
            people.push(self.union_trap(dice, &rows));
        }
        if self.place == 0 {
            // somebody who sees much, so that a mask that hides too much is found, too
            let role = dice
                .pick(&[Template::TenantAdmin, Template::Controller])
                .id();
            let much = [json!({ "role": role }), json!({ "role": "hotel-operator" })];
            people.push(person("much", much.to_vec()));
        }
        if dice.percent(if self.place == 0 { 80 } else { 20 }) {
            people.extend(self.chain(dice, &rows));
        }
        if dice.percent(12) {
            people.push(person("nobody", Vec::new()));
        }
        people
    }

    /// What this role looks after, mostly; else whatever falls.
    fn as_its_role(&self, dice: &mut Dice, rows: &Rows, template: Template, grant: &mut Value) {
        if dice.percent(20) {
            return rows.any(dice, grant);
        }
        match template {
            Template::Controller | Template::TenantAdmin => {}
            Template::SiteManager => rows.sites(dice, grant),
            Template::FacilityManager | Template::PropertyManager | Template::HotelOperator => {
                rows.properties(dice, grant);
            }
            Template::FleetManager => rows.drivers(dice, grant),
        }
    }

    /// Many rows and few classes beside few rows and many classes: (all rows) × (all fields) is wrong.
    fn union_trap(&self, dice: &mut Dice, rows: &Rows) -> Value {
        let wide = dice.pick(&["property-manager", "controller", "site-manager"]);
        let narrow = dice.pick(&["tenant-admin", OwnRoles::COSTS, OwnRoles::COSTS]);
        let (wide, mut narrow) = (json!({ "role": wide }), json!({ "role": narrow }));
        match dice.within(0, 4) {
            0 => rows.drivers(dice, &mut narrow),
            1 => rows.evses(dice, &mut narrow),
            2 => rows.groups(dice, &mut narrow),
            _ => rows.sites(dice, &mut narrow),
        }
        person("trap", vec![wide, narrow])
    }

    /// One gives to a second, who gives to a third.
    fn chain(&self, dice: &mut Dice, rows: &Rows) -> Vec<Value> {
        let ids = ["giver", "taker", "taken"];
        let mut giver = None;
        let mut people = Vec::new();
        for id in ids {
            let grants = (0..dice.count(1, 2))
                .map(|place| {
                    let role = if place == 0 && dice.percent(60) {
                        dice.pick(&["tenant-admin", "hotel-operator", "property-manager"])
                            .to_string()
                    } else {
                        self.any_role(dice)
                    };
                    let mut grant = self.grant(dice, &role);
                    if dice.percent(60) {
                        rows.any(dice, &mut grant);
                    }
                    // the first one is passed on for certain
                    let passes_on = id != "taken" && (place == 0 || dice.percent(50));
                    grant["may_delegate"] = passes_on.into();
                    if let Some(giver) = giver
                        && (place == 0 || dice.percent(50))
                    {
                        grant["given_by"] = Value::from(giver);
                    }
                    grant
                })
                .collect();
            people.push(person(id, grants));
            giver = Some(id);
        }
        people
    }

    fn any_role(&self, dice: &mut Dice) -> String {
        if dice.percent(40) {
            dice.pick(&self.own_roles.ids).clone()
        } else {
            dice.pick(&Template::ALL).id().to_owned()
        }
    }

    /// A grant over the whole tenant, mostly valid and mostly for all time.
    fn grant(&self, dice: &mut Dice, role: &str) -> Value {
        let mut grant = json!({ "role": role });
        let now = self.times.now;
        let before = *dice.pick(&self.times.cuts);
        let valid: Stretch = match dice.within(0, 32) {
            0 => (None, Some(now)), // just over
            1 => (None, Some(before)),
            2 => (Some(now + chrono::TimeDelta::days(3)), None),
            3..7 => (Some(now), None), // just begun
            7..11 => (Some(before), Some(now + chrono::TimeDelta::seconds(1))),
            _ => (None, None),
        };
        write(&mut grant, ["from", "until"], valid);
        if dice.percent(20) {
            write(
                &mut grant,
                ["data_from", "data_until"],
                self.times.window(dice),
            );
        }
        grant
    }
}

fn write(grant: &mut Value, keys: [&str; 2], (from, until): Stretch) {
    if let Some(from) = from {
        grant[keys[0]] = json!(from);
    }
    if let Some(until) = until {
        grant[keys[1]] = json!(until);
    }
}

fn person(id: &str, grants: Vec<Value>) -> Value {
    json!({ "id": id, "name": format!("Person {id}"), "grants": grants })
}
