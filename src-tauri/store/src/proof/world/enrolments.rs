//! Who charges: groups, drivers, vehicles, and tokens that change hands.
//!
//! Tenants enrol the same tokens, each for itself, and use the same ids for their own.

use model::{Party, TokenRef};
use serde_json::{Value, json};

use super::{
    Dice,
    times::{Stretch, Times},
};

/// The tokens of a world. A few uids are used by two issuers.
pub struct Tokens(Vec<TokenRef>);

impl Tokens {
    pub fn by(dice: &mut Dice) -> Self {
        let mut tokens = Vec::new();
        for place in 0..dice.count(9, 13) {
            tokens.push(token("EMP", place));
            if place % 5 == 3 {
                tokens.push(token("XYZ", place));
            }
        }
        Self(tokens)
    }

    /// One of them, at times in another spelling, or one that nobody enrols.
    pub fn any(&self, dice: &mut Dice) -> TokenRef {
        if dice.percent(7) {
            return token("ROAM", dice.count(90, 93));
        }
        let mut token = dice.pick(&self.0).clone();
        token.uid = dice.respell(token.uid.as_str()).into();
        token
    }
}

fn token(party: &str, place: usize) -> TokenRef {
    TokenRef {
        party: Party {
            country_code: "DE".into(),
            party_id: party.into(),
        },
        uid: format!("T-{place}").into(),
        kind: "RFID".to_owned(),
        contract_id: format!("DE-{party}-C{place:05}").into(),
    }
}

/// Those who charge for one tenant.
pub struct Enrolled {
    pub groups: Vec<String>,
    pub drivers: Vec<String>,
    pub vehicles: Vec<String>,
    setup: [(&'static str, Vec<Value>); 3],
}

impl Enrolled {
    pub fn write_to(self, tenant: &mut Value) {
        for (key, list) in self.setup {
            tenant[key] = Value::Array(list);
        }
    }
}

pub fn by(dice: &mut Dice, times: &Times, tokens: &Tokens) -> Enrolled {
    let usages = [
        ("residents", "internal"),
        ("staff", "internal"),
        ("guests", "guest"),
        ("street", "public"),
    ];
    let without = dice.count(1, 6); // some tenants lack a group
    let usages: Vec<_> = usages
        .into_iter()
        .enumerate()
        .filter(|(place, _)| *place != without)
        .collect();
    let groups: Vec<Value> = usages
        .iter()
        .map(|(_, (id, usage))| json!({ "id": id, "name": format!("Group {id}"), "usage": usage }))
        .collect();
    let ids = |list: &[Value]| -> Vec<String> {
        list.iter()
            .filter_map(|one| one["id"].as_str().map(str::to_owned))
            .collect()
    };
    let group_ids = ids(&groups);
    let centres = ["4711", "4712", "0815"];

    let mut drivers: Vec<Value> = (1..=dice.count(5, 8))
        .map(|place| {
            let group = dice.percent(80).then(|| dice.pick(&group_ids).clone());
            let centre = dice.percent(60).then(|| *dice.pick(&centres));
            json!({
                "id": format!("d{place}"), "name": format!("Driver {place}"),
                "group": group, "cost_centre": centre, "tokens": [],
            })
        })
        .collect();
    let mut vehicles: Vec<Value> = (1..=dice.count(1, 3))
        .map(|place| {
            let plate = dice.percent(80).then(|| format!("B-VF {place}00E"));
            let centre = dice.percent(60).then(|| *dice.pick(&centres));
            json!({ "id": format!("v{place}"), "plate": plate, "cost_centre": centre, "tokens": [] })
        })
        .collect();

    for (name, during) in enrolled_tokens(dice, times, tokens) {
        let holders = if dice.percent(20) {
            &mut vehicles
        } else {
            &mut drivers
        };
        let holder = dice.count(0, holders.len() - 1);
        let (from, until) = during;
        if let Some(list) = holders[holder]["tokens"].as_array_mut() {
            list.push(json!({ "uid": name, "from": from, "until": until }));
        }
    }
    Enrolled {
        groups: group_ids,
        drivers: ids(&drivers),
        vehicles: ids(&vehicles),
        setup: [
            ("groups", groups),
            ("drivers", drivers),
            ("vehicles", vehicles),
        ],
    }
}

/// Which tokens the tenant knows, and from one hand to the next when.
fn enrolled_tokens(dice: &mut Dice, times: &Times, tokens: &Tokens) -> Vec<(String, Stretch)> {
    let mut known = Vec::new();
    for token in &tokens.0 {
        let twins = tokens
            .0
            .iter()
            .filter(|other| other.uid == token.uid)
            .count()
            > 1;
        let first = token.party.party_id.as_str() == "EMP";
        // a bare uid means the token of any issuer, so it stands for its twin as well
        let bare = !twins || tokens.0.len().is_multiple_of(2);
        if (twins && bare && !first) || dice.percent(25) {
            continue;
        }
        let name = match (twins, bare, dice.within(0, 3)) {
            (true, true, _) | (false, _, 0) => token.uid.to_string(),
            (_, _, 1) => format!("DE-{}/{}", token.party.party_id, token.uid),
            (_, _, _) => format!("{}/{}", token.party.party_id, token.uid),
        };
        let name = dice.respell(&name);
        let line = times.line(dice, |dice| dice.percent(88).then_some(()));
        known.extend(line.into_iter().map(|(during, ())| (name.clone(), during)));
    }
    known
}
