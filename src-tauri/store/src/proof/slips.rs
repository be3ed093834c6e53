//! Rules altered one at a time: the worlds have to notice each, and the comparison has to say where.
//!
//! A slip is the same evaluator under a setup.json or records that say something else, so that no rule in it needs
//! a switch. If the worlds did not notice a slip here, they would not notice it in the SQL either.

mod released;

use serde_json::{Value, json};

use super::{Answer, Naive, Seen, Shape, Subject, World, first_difference, seeds};

/// Worlds that each slip has to be noticed in, at least once.
const WORLDS: u64 = 24;

/// An alteration of setup.json.
type Slip = (&'static str, fn(&mut Value));

const SLIPS: [Slip; 18] = [
    ("the ceiling is forgotten", |setup| {
        tenants(setup, |tenant| tenant["ceiling"] = Value::Null);
    }),
    ("a role of one's own is its template", |setup| {
        each(setup, "roles", |role| role["classes"] = Value::Null);
    }),
    ("rights are not cut by who gave them", |setup| {
        grants(setup, |grant| grant["given_by"] = Value::Null);
    }),
    ("whoever has rights may pass them on", |setup| {
        grants(setup, |grant| grant["may_delegate"] = true.into());
    }),
    ("a grant that is over still holds", |setup| {
        grants(setup, |grant| grant["until"] = Value::Null);
    }),
    ("a grant to come holds already", |setup| {
        grants(setup, |grant| grant["from"] = Value::Null);
    }),
    ("a data window has no beginning", |setup| {
        grants(setup, |grant| grant["data_from"] = Value::Null);
    }),
    ("a data window has no end", |setup| {
        grants(setup, |grant| grant["data_until"] = Value::Null);
    }),
    ("a data window holds its end", |setup| {
        grants(setup, |grant| later(&mut grant["data_until"]));
    }),
    ("the units of a grant are forgotten", |setup| {
        grants(setup, |grant| grant["units"] = Value::Null);
    }),
    ("the groups of a grant are forgotten", |setup| {
        grants(setup, |grant| grant["groups"] = Value::Null);
    }),
    ("the EVSEs of a grant are forgotten", |setup| {
        grants(setup, |grant| grant["evses"] = Value::Null);
    }),
    ("an empty condition lets all through", |setup| {
        grants(setup, |grant| {
            for key in ["units", "evses", "drivers", "vehicles", "groups"] {
                if grant[key] == json!([]) {
                    grant[key] = Value::Null;
                }
            }
        });
    }),
    ("an assignment of an EVSE is forgotten", |setup| {
        lists(setup, "assignments", |list| {
            list.retain(|held| held["evse"].is_null())
        });
    }),
    ("an assignment begins a second late", |setup| {
        each(setup, "assignments", |held| later(&mut held["from"]));
    }),
    ("an enrolment begins a second late", |setup| {
        for holders in ["drivers", "vehicles"] {
            each(setup, holders, |holder| {
                let tokens = holder["tokens"].as_array_mut();
                tokens
                    .into_iter()
                    .flatten()
                    .for_each(|token| later(&mut token["from"]));
            });
        }
    }),
    ("a guest is one of the house", |setup| {
        each(setup, "groups", |group| group["usage"] = "internal".into());
    }),
    ("the driver's group is forgotten", |setup| {
        each(setup, "drivers", |driver| driver["group"] = Value::Null);
    }),
];

#[test]
fn a_world_notices_each_slip_in_its_setup() {
    let seeds = seeds(WORLDS);
    let mut unnoticed: Vec<&str> = SLIPS.iter().map(|(says, _)| *says).collect();
    for seed in &seeds {
        let world = World::of(*seed);
        let right = Naive::of(&world);
        for (says, slip) in SLIPS
            .iter()
            .filter(|(says, _)| unnoticed.contains(says))
            .collect::<Vec<_>>()
        {
            let mut setup = world.setup.clone();
            slip(&mut setup);
            let wrong = Naive::with(&world, &setup);
            if let Some(difference) = noticed(&right, |person, _| wrong.seen_by(person)) {
                println!("{says}: {}", difference.lines().next().unwrap_or_default());
                unnoticed.retain(|other| other != says);
            }
        }
    }
    assert!(
        unnoticed.is_empty() || seeds.len() == 1,
        "not noticed in {seeds:?}: {unnoticed:?}"
    );
}

#[test]
fn a_world_notices_a_day_that_begins_elsewhere() {
    let in_universal_time = |world: &mut World| {
        tenants(&mut world.setup, |tenant| {
            tenant["time_zone"] = "UTC".into()
        });
        let locations = world.cpms.iter_mut().flat_map(|cpms| &mut cpms.locations);
        locations.for_each(|location| location.time_zone = chrono_tz::UTC);
    };
    let by_the_tenant = |world: &mut World| {
        let locations = world.cpms.iter_mut().flat_map(|cpms| &mut cpms.locations);
        let zones = [chrono_tz::Asia::Kolkata, chrono_tz::Europe::Lisbon];
        // no unit of two Locations has one zone any more
        locations
            .zip(zones.iter().cycle())
            .for_each(|(location, zone)| location.time_zone = *zone);
    };
    assert_noticed_in_some(in_universal_time);
    assert_noticed_in_some(by_the_tenant);
}

#[test]
fn a_world_notices_a_credit_that_keeps_its_sign() {
    assert_noticed_in_some(|world| {
        let cdrs = world.cpms.iter_mut().flat_map(|cpms| &mut cpms.cdrs);
        cdrs.for_each(|cdr| cdr.credit = None);
    });
}

#[test]
fn a_world_notices_a_mask_over_all_rows() {
    let found = seeds(WORLDS).into_iter().any(|seed| {
        let world = World::of(seed);
        let right = Naive::of(&world);
        let found = noticed(&right, |person, _| union_of_masks(&right, person));
        found
            .inspect(|difference| println!("{difference}"))
            .is_some()
    });
    let alone = seeds(WORLDS).len() == 1;
    assert!(found || alone, "(all rows) × (all fields) is not noticed");
}

#[test]
fn a_slip_in_one_shape_alone_is_noticed() {
    let world = World::of(1);
    let right = Naive::of(&world);
    for slipped in Shape::EVERY {
        let found = noticed(&right, |person, shape| {
            let mut answer = right.seen_by(person);
            if shape == slipped {
                answer.pop_last();
            }
            answer
        });
        assert!(found.is_some_and(|text| text.contains(&format!("{slipped:?}"))));
    }
}

#[test]
fn the_same_rules_differ_nowhere() {
    for seed in seeds(5) {
        let world = World::of(seed);
        let (right, again) = (Naive::of(&world), Naive::of(&world));
        assert_eq!(noticed(&right, |person, _| again.seen_by(person)), None);
    }
}

/// A subject that serves everybody in every shape.
struct Slipped<F>(F);

impl<F: FnMut(&str, Shape) -> Answer> Subject for Slipped<F> {
    fn rows(&mut self, person: &str, shape: Shape) -> Option<Answer> {
        Some((self.0)(person, shape))
    }
}

/// The first difference for anybody of this world.
fn noticed(right: &Naive, answers: impl FnMut(&str, Shape) -> Answer) -> Option<String> {
    let mut subject = Slipped(answers);
    let people = right.world.people.iter();
    people
        .filter_map(|person| first_difference(right, person, &right.seen_by(person), &mut subject))
        .next()
}

fn assert_noticed_in_some(slip: impl Fn(&mut World)) {
    let found = seeds(WORLDS).into_iter().any(|seed| {
        let world = World::of(seed);
        let mut altered = world.clone();
        slip(&mut altered);
        let wrong = Naive::of(&altered);
        noticed(&Naive::of(&world), |person, _| wrong.seen_by(person)).is_some()
    });
    assert!(found || seeds(WORLDS).len() == 1); // one world alone need not notice
}

/// What a person would see if any field that is open on one row were open on all of its kind.
fn union_of_masks(naive: &Naive, person: &str) -> Answer {
    let right = naive.seen_by(person);
    let all = naive.seen_by(World::OPERATOR);
    let open = |row: &super::Kind, field: &str| {
        right.iter().any(|((kind, _), fields)| {
            kind == row && fields.get(field).is_some_and(|seen| !seen.is_hidden())
        })
    };
    let mut wrong = right.clone();
    for (row, fields) in &mut wrong {
        for (field, seen) in fields.iter_mut() {
            if *seen == Seen::Hidden && open(&row.0, field) {
                *seen = all[row][field].clone();
            }
        }
    }
    wrong
}

fn tenants(setup: &mut Value, change: impl FnMut(&mut Value)) {
    let tenants = setup["tenants"].as_array_mut();
    tenants.into_iter().flatten().for_each(change);
}

fn lists(setup: &mut Value, key: &str, mut change: impl FnMut(&mut Vec<Value>)) {
    tenants(setup, |tenant| {
        if let Some(list) = tenant[key].as_array_mut() {
            change(list);
        }
    });
}

fn each(setup: &mut Value, key: &str, mut change: impl FnMut(&mut Value)) {
    lists(setup, key, |list| list.iter_mut().for_each(&mut change));
}

fn grants(setup: &mut Value, mut change: impl FnMut(&mut Value)) {
    each(setup, "people", |person| {
        let grants = person["grants"].as_array_mut();
        grants.into_iter().flatten().for_each(&mut change);
    });
}

/// The same instant, a second later, if there is one.
fn later(instant: &mut Value) {
    let text = instant.as_str().unwrap_or_default();
    if let Ok(at) = text.parse::<chrono::DateTime<chrono::Utc>>() {
        *instant = json!(at + chrono::TimeDelta::seconds(1));
    }
}
