//! Who was told who somebody is, is put down.

use serde_json::json;

use super::{
    identity::{controller, fleet_manager},
    world::{Eyes, World, person},
};

/// How many entries the audit log has, all of them whole.
fn audited(eyes: &Eyes) -> u64 {
    let answer = eyes.0.run("verify").json();
    let checks = answer["checks"].as_array().expect("checks");
    let audit = checks.iter().find(|check| check["name"] == "audit");
    let audit = audit.expect("a check of the audit log");
    assert_eq!(audit["ok"], true, "{audit}");
    let detail = audit["detail"].as_str().expect("a detail");
    let count = detail.strip_prefix("audit entries: ").expect("a count");
    count.parse().expect("a number")
}

#[test]
fn who_is_told_names_is_put_down_and_who_is_not_is_not() {
    let Some(world) = World::new() else { return };
    let eyes = world.with(&[
        controller(),
        fleet_manager(),
        person("petra", &json!([{ "role": "property-manager" }])),
        person("hilde", &json!([{ "role": "hotel-operator" }])),
        person(
            "gast",
            &json!([{ "role": "hotel-operator", "drivers": ["anna"] }]),
        ),
    ]);
    let mut entries = audited(&eyes);
    for (who, by, more) in [
        ("operator", "driver", 1),
        ("felix", "driver", 1),
        ("felix", "vehicle", 1),
        ("hilde", "driver", 1),
        ("carla", "driver", 0),
        ("carla", "vehicle", 0),
        ("gast", "driver", 0),
        ("house/petra", "driver", 0),
        ("felix", "month", 0),
        ("felix", "cost-centre", 0),
        ("operator", "month", 0),
    ] {
        eyes.figures(who, by);
        let now = audited(&eyes);
        assert_eq!(now - entries, more, "{who} by {by}");
        entries = now;
    }
}
