//! Tenants and their trees. Unit ids repeat between tenants, so that an id alone says little.

use serde_json::{Value, json};

use super::{Dice, times::ZONES};

/// One tenant, before anybody charges or looks.
pub struct Ground {
    pub id: String,
    pub setup: Value,
    /// All its units.
    pub units: Vec<String>,
    /// Those that are properties.
    pub properties: Vec<String>,
    /// Those that are sites.
    pub sites: Vec<String>,
}

/// Two or three tenants; the first is the largest.
pub fn by(dice: &mut Dice) -> Vec<Ground> {
    let most = dice.count(2, 3);
    ["bergmann", "krone", "lindner"]
        .iter()
        .take(most)
        .map(|id| ground(dice, id))
        .collect()
}

fn ground(dice: &mut Dice, id: &str) -> Ground {
    let mut ground = Ground {
        id: id.to_owned(),
        setup: Value::Null,
        units: Vec::new(),
        properties: Vec::new(),
        sites: Vec::new(),
    };
    let mut roots = vec![unit("portfolio", "portfolio", Vec::new())];
    ground.units.push("portfolio".to_owned());
    let mut properties = Vec::new();
    for place in 1..=dice.count(2, 3) {
        let property = format!("p{place}");
        let sites = (1..=dice.count(0, 2))
            .map(|site| ground.site(dice, &format!("{property}-s{site}")))
            .collect();
        ground.units.push(property.clone());
        ground.properties.push(property.clone());
        properties.push(unit(&property, "property", sites));
    }
    roots[0]["units"] = Value::Array(properties);
    if dice.percent(30) {
        // a tree of its own, beside the portfolio
        roots.push(ground.site(dice, "outpost"));
    }
    ground.setup = json!({
        "id": id,
        "name": format!("Hausverwaltung {id}"),
        "time_zone": dice.pick(&ZONES).name(),
        "k": dice.within(3, 7),
        "units": roots,
    });
    ground
}

impl Ground {
    fn site(&mut self, dice: &mut Dice, id: &str) -> Value {
        let mut below = Vec::new();
        if dice.percent(35) {
            let department = format!("{id}-d");
            self.units.push(department.clone());
            below.push(unit(&department, "department", Vec::new()));
        }
        self.units.push(id.to_owned());
        self.sites.push(id.to_owned());
        unit(id, "site", below)
    }
}

fn unit(id: &str, kind: &str, units: Vec<Value>) -> Value {
    json!({ "id": id, "kind": kind, "name": format!("Unit {id}"), "units": units })
}
