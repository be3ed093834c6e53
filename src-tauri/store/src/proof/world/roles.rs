//! What a tenant may open at most, and the roles it made for itself.

use access::Template;
use serde_json::{Value, json};

use super::Dice;

/// Ceilings from nearly all to very little, each with a rule of its own.
const CEILINGS: [&[&str]; 7] = [
    &["O", "U", "S", "C", "P"],
    &["O", "U", "S", "P", "D"],
    &["O", "U", "S_TODAY", "C", "P", "D"],
    &["O", "U", "S_TODAY", "S_LIVE", "C"],
    &["O", "U", "S_LIVE", "C", "P"],
    &["U", "S", "C", "P", "D"],
    &["O", "S"],
];

const CLASSES: [&[&str]; 10] = [
    &["S"],
    &["S", "C"],
    &["S_TODAY", "C", "P"],
    &["O", "S_TODAY", "D"],
    &["O", "U", "S_LIVE"],
    &["O", "S_LIVE", "C", "D"],
    &["C", "P", "D"],
    &["U"],
    &["O", "U", "S", "S_TODAY", "S_LIVE", "C", "P", "D"],
    &["O", "S", "D"],
];

/// The roles of one tenant beside the templates.
pub struct OwnRoles {
    pub ids: Vec<String>,
    setup: Vec<Value>,
    ceiling: Option<Value>,
}

impl OwnRoles {
    /// Opens costs and pseudonyms on rows that another grant has to bring.
    pub const COSTS: &'static str = "costs";

    pub fn write_to(self, tenant: &mut Value) {
        tenant["roles"] = Value::Array(self.setup);
        if let Some(ceiling) = self.ceiling {
            tenant["ceiling"] = ceiling;
        }
    }
}

pub fn by(dice: &mut Dice) -> OwnRoles {
    let costs = json!({ "id": OwnRoles::COSTS, "from": "controller", "classes": ["C", "P"] });
    let mut setup: Vec<Value> = (1..=dice.count(1, 3))
        .map(|place| {
            let mut role =
                json!({ "id": format!("own-{place}"), "from": dice.pick(&Template::ALL).id() });
            if dice.percent(80) {
                role["classes"] = json!(dice.pick(&CLASSES));
            }
            if dice.percent(40) {
                role["features"] = json!(["rows_across", "price-check"]);
            }
            role
        })
        .collect();
    setup.push(costs);
    let ceiling = dice.percent(40).then(|| match dice.within(0, 4) {
        0 => json!({ "features": ["statement"] }),
        1 => json!({ "classes": dice.pick(&CEILINGS), "features": ["statement", "invoice"] }),
        _ => json!({ "classes": dice.pick(&CEILINGS) }),
    });
    OwnRoles {
        ids: setup
            .iter()
            .filter_map(|role| role["id"].as_str().map(str::to_owned))
            .collect(),
        setup,
        ceiling,
    }
}
