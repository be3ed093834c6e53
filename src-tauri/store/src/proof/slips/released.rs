//! Rules of the release tree altered one at a time: busy worlds have to notice each in a figure that somebody is told.

use model::Cdr;
use serde_json::{Value, json};

use super::{each, grants, later, tenants};
use crate::{
    Cut,
    proof::{
        Naive, World,
        figures::ranges,
        naive::{Ground, Release, Rules},
        seeds,
    },
};

/// Worlds that each slip has to be noticed in, at least once.
const WORLDS: u64 = 24;

/// What is altered, and how.
type Slip<T> = (&'static str, fn(&mut T));

const RULES: [Slip<Rules>; 6] = [
    ("one person may make up all", |rules| rules.share = false),
    ("today may be taken off a cell", |rules| {
        rules.without_today = false
    }),
    ("a hidden child may be told by subtraction", |rules| {
        rules.together = false
    }),
    ("a child with nobody in it does not hide", |rules| {
        rules.empty_hides = false
    }),
    ("days and units cross", |rules| {
        rules.days_cross_units = false
    }),
    ("a unit's own part is no child", |rules| {
        rules.own_part = false
    }),
];

const SETUPS: [Slip<Value>; 12] = [
    ("k is one less", |setup| {
        tenants(setup, |tenant| {
            if let Some(k) = tenant["k"].as_u64() {
                tenant["k"] = json!(k - 1);
            }
        });
    }),
    ("all was held from the beginning", |setup| {
        each(setup, "assignments", |held| held["from"] = Value::Null);
    }),
    ("a place begins a day late", |setup| {
        each(setup, "assignments", |held| {
            (0..86_400)
                .step_by(43_200)
                .for_each(|_| later(&mut held["from"]));
        });
    }),
    ("who charged is not known by enrolment", |setup| {
        each(setup, "drivers", |driver| driver["tokens"] = json!([]));
    }),
    ("a driver has no group", |setup| {
        each(setup, "drivers", |driver| driver["group"] = Value::Null);
    }),
    ("all groups are of the house", |setup| {
        each(setup, "groups", |group| group["usage"] = "internal".into());
    }),
    ("a property is a site", |setup| {
        tenants(setup, |tenant| {
            let text = tenant["units"]
                .to_string()
                .replace("\"property\"", "\"site\"");
            tenant["units"] = text.parse().unwrap_or(Value::Null);
        });
    }),
    ("a data window is forgotten", |setup| {
        grants(setup, |grant| grant["data_from"] = Value::Null);
    }),
    ("a grant over EVSEs is over nothing", |setup| {
        grants(setup, |grant| {
            if !grant["evses"].is_null() {
                grant["evses"] = json!([]);
            }
        });
    }),
    ("a grant over drivers is over nothing", |setup| {
        grants(setup, |grant| {
            if !grant["drivers"].is_null() {
                grant["drivers"] = json!([]);
            }
        });
    }),
    ("rights are not cut by who gave them", |setup| {
        grants(setup, |grant| grant["given_by"] = Value::Null);
    }),
    ("today is seen by nobody", |setup| {
        tenants(setup, |tenant| {
            tenant["ceiling"] = json!({ "classes": ["O", "U", "S_LIVE"] });
        });
    }),
];

const RECORDS: [Slip<World>; 6] = [
    ("a credit is none", |world| {
        cdrs(world, |cdr| cdr.credit = None);
    }),
    ("a CDR names no Session", |world| {
        cdrs(world, |cdr| cdr.session_id = None);
    }),
    ("a CDR is of its own contract", |world| {
        cdrs(world, |cdr| cdr.token.contract_id = "DE-EMP-OTHER".into());
    }),
    ("two spellings are two contracts", |world| {
        let sessions = world.cpms.iter_mut().flat_map(|cpms| &mut cpms.sessions);
        for session in sessions {
            if session.token.contract_id.as_str().starts_with("de") {
                session.token.contract_id = "DE-EMP-SECOND".into();
            }
        }
    }),
    ("a running session is never silent", |world| {
        let now = world.now;
        let sessions = world.cpms.iter_mut().flat_map(|cpms| &mut cpms.sessions);
        sessions.for_each(|session| session.last_updated = now);
    }),
    ("a day begins elsewhere", |world| {
        let locations = world.cpms.iter_mut().flat_map(|cpms| &mut cpms.locations);
        locations.for_each(|location| location.time_zone = chrono_tz::UTC);
    }),
];

fn cdrs(world: &mut World, change: impl FnMut(&mut Cdr)) {
    let cdrs = world.cpms.iter_mut().flat_map(|cpms| &mut cpms.cdrs);
    cdrs.for_each(change);
}

/// All that everybody of a world is told, and what they are told of running sessions.
fn told(world: &World, asked: &World, setup: &Value, rules: Rules) -> Vec<String> {
    let naive = Naive::with(world, setup);
    let ground = Ground::of(&naive);
    let mut release = Release::of(&ground);
    release.trees.iter_mut().for_each(|tree| tree.rules = rules);
    let mut told = Vec::new();
    for person in world.people.iter().skip(1) {
        let Some(standing) = release.standing(person) else {
            continue;
        };
        for span in ranges(asked) {
            for by in Cut::ALL {
                let told_here = standing.told(span, by);
                told.push(format!("{person} {span:?} by {}: {told_here:?}", by.name()));
            }
        }
        told.push(format!("{person}: {:?}", standing.running()));
    }
    told
}

#[test]
fn a_busy_world_notices_each_slip_in_the_release_tree() {
    let seeds = seeds(WORLDS);
    let names = RULES.iter().map(|(says, _)| *says);
    let names = names.chain(SETUPS.iter().map(|(says, _)| *says));
    let mut unnoticed: Vec<&str> = names.chain(RECORDS.iter().map(|(says, _)| *says)).collect();
    for seed in &seeds {
        if unnoticed.is_empty() {
            break;
        }
        let world = World::busy(*seed);
        let right = told(&world, &world, &world.setup, Rules::ALL);
        let open = unnoticed.clone();
        let mut notice = |says: &str, wrong: Vec<String>| {
            let differs = right
                .iter()
                .zip(&wrong)
                .find(|(right, wrong)| right != wrong);
            if let Some((right, _)) = differs {
                let short: String = right.chars().take(120).collect();
                println!("{says}: VOLTFOLIO_SEED={seed}, {short}");
                unnoticed.retain(|other| *other != says);
            }
        };
        for (says, slip) in RULES.iter().filter(|(says, _)| open.contains(says)) {
            let mut rules = Rules::ALL;
            slip(&mut rules);
            notice(says, told(&world, &world, &world.setup, rules));
        }
        for (says, slip) in SETUPS.iter().filter(|(says, _)| open.contains(says)) {
            let mut setup = world.setup.clone();
            slip(&mut setup);
            notice(says, told(&world, &world, &setup, Rules::ALL));
        }
        for (says, slip) in RECORDS.iter().filter(|(says, _)| open.contains(says)) {
            let mut altered = world.clone();
            slip(&mut altered);
            notice(says, told(&altered, &world, &world.setup, Rules::ALL));
        }
    }
    assert!(
        unnoticed.is_empty() || seeds.len() == 1,
        "not noticed in {seeds:?}: {unnoticed:?}"
    );
}
