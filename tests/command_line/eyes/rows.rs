//! Which rows are there, and what of them is open.

use serde_json::{Value, json};

use super::world::{
    ANNA, ANNA_ELSEWHERE, Fact, GUSTAV, IDENTITIES, OTHER_PROPERTY, OTHER_TENANT, World,
    figures_by_key, figures_of, hidden, keys, person, rows, says_nothing_of, setup,
};

#[test]
fn a_property_manager_sees_the_sums_of_that_property_and_no_foreign_word() {
    let Some(world) = World::new() else { return };
    let eyes = world.with(&[person(
        "petra",
        &json!([{ "role": "property-manager", "units": ["ahorn"] }]),
    )]);
    let own = |fact: &Fact| fact.is_at("LOC-000");
    let total = world.sums(own);
    let ahorn = |_: &Fact| "house/ahorn".to_owned();
    let cuts: [(&str, Value); 9] = [
        ("total", json!({})),
        ("tenant", world.sums_by(own, |_: &Fact| "house".to_owned())),
        ("property", world.sums_by(own, ahorn)),
        ("unit", world.sums_by(own, ahorn)),
        ("month", world.sums_by(own, Fact::month)),
        ("day", world.sums_by(own, Fact::day)),
        ("location", world.sums_by(own, Fact::location_key)),
        ("evse", world.sums_by(own, Fact::evse_key)),
        ("group", world.sums_by(own, Fact::group_key)),
    ];
    for (by, expected) in cuts {
        let answer = eyes.ask("house/petra", by);
        says_nothing_of(&answer, &[&OTHER_TENANT, &OTHER_PROPERTY, &IDENTITIES]);
        let answer = answer.json();
        assert_eq!(answer["as"], "house/petra");
        assert_eq!(figures_of(&answer["total"]), total, "by {by}");
        let rows = if by == "total" {
            assert_eq!(answer["rows"], json!([]));
            json!({})
        } else {
            figures_by_key(&answer)
        };
        assert_eq!(rows, expected, "by {by}");
    }
}

#[test]
fn whoever_may_see_money_in_one_of_two_properties_sees_it_of_one_of_two() {
    let Some(world) = World::new() else { return };
    let eyes = world.with(&[person(
        "zoe",
        &json!([
            { "role": "counter", "units": ["ahorn", "birke"] },
            { "role": "cashier", "units": ["ahorn"] }
        ]),
    )]);
    let (ahorn, birke) = (
        world.sums(|fact| fact.is_at("LOC-000")),
        world.sums(|fact| fact.is_at("LOC-002")),
    );
    let answer = eyes.figures("house/zoe", "property");
    assert_eq!(keys(&answer), ["house/ahorn", "house/birke"]);
    let (total, of_ahorn, of_birke) = (&answer["total"], &rows(&answer)[0], &rows(&answer)[1]);
    assert_eq!(total["net"], ahorn["net"]);
    assert_eq!(total["gross"], ahorn["gross"]);
    assert_eq!(total["of"], json!({ "net": [1, 2], "gross": [1, 2] }));
    for counted in ["sessions", "cdrs", "credits", "energy_wh"] {
        let both = ahorn[counted].as_i64().zip(birke[counted].as_i64());
        assert_eq!(total[counted], json!(both.map(|(one, other)| one + other)));
        assert_eq!(of_birke[counted], birke[counted]);
    }
    assert_eq!(figures_of(of_ahorn), ahorn);
    assert_eq!(
        (&of_birke["net"], &of_birke["gross"]),
        (&hidden(), &hidden())
    );
    assert_eq!(
        (&of_ahorn["of"], &of_birke["of"]),
        (&Value::Null, &Value::Null)
    );
}

#[test]
fn whoever_looks_after_one_of_two_properties_is_told_that_availability_is_of_one() {
    let Some(world) = World::new() else { return };
    let eyes = world.with(&[person(
        "yan",
        &json!([
            { "role": "property-manager", "units": ["ahorn"] },
            { "role": "cashier", "units": ["birke"] }
        ]),
    )]);
    let answer = eyes.figures("house/yan", "property");
    let of_one = json!({ "availability": [1, 2], "observed": [1, 2] });
    assert_eq!(answer["total"]["of"], of_one, "{answer}");
    for row in rows(&answer) {
        assert_eq!(row["of"], Value::Null, "{row}");
    }
}

#[test]
fn a_grant_covers_what_all_its_conditions_cover() {
    let Some(world) = World::new() else { return };
    let evse = "EVSE-577d234dd04f";
    let grant = |more: Value| {
        let mut grant = json!({ "role": "cashier" });
        let keys = more.as_object().expect("conditions").clone();
        grant.as_object_mut().expect("a grant").extend(keys);
        json!([grant])
    };
    type Which<'a> = Box<dyn Fn(&Fact) -> bool + 'a>;
    let cases: Vec<(&str, Value, Which<'_>)> = vec![
        (
            "location",
            json!({ "locations": ["loc-002"] }),
            Box::new(|fact| fact.is_at("LOC-002")),
        ),
        (
            "evse",
            json!({ "evses": [format!("DE-SWK/{evse}")] }),
            Box::new(|fact| fact.evse == evse),
        ),
        (
            "group",
            json!({ "groups": ["residents"] }),
            Box::new(|fact| fact.is_by(&[ANNA, ANNA_ELSEWHERE])),
        ),
        (
            "driver",
            json!({ "drivers": ["anna"] }),
            Box::new(|fact| fact.is_by(&[ANNA, ANNA_ELSEWHERE])),
        ),
        (
            "driver-there",
            json!({ "drivers": ["anna", "gustav"], "units": ["birke"] }),
            Box::new(|fact| fact.is_by(&[ANNA_ELSEWHERE])),
        ),
        (
            "driver-of-group",
            json!({ "drivers": ["anna", "gustav"], "groups": ["visitors"] }),
            Box::new(|fact| fact.is_by(&[GUSTAV])),
        ),
        (
            "group-there",
            json!({ "groups": ["residents", "visitors"], "locations": ["LOC-000"] }),
            Box::new(|fact| fact.is_by(&[ANNA, GUSTAV])),
        ),
        (
            "portfolio",
            json!({ "units": ["park"] }),
            Box::new(|fact| !fact.is_at("LOC-001")),
        ),
    ];
    let people: Vec<Value> = cases
        .iter()
        .map(|(id, more, _)| person(id, &grant(more.clone())))
        .collect();
    let eyes = world.with(&people);
    for (id, more, which) in cases {
        let answer = eyes.ask(&format!("house/{id}"), "month");
        says_nothing_of(&answer, &[&OTHER_TENANT, &IDENTITIES]);
        let answer = answer.json();
        assert_eq!(figures_of(&answer["total"]), world.sums(&which), "{more}");
        let months = world.sums_by(&which, Fact::month);
        assert_eq!(figures_by_key(&answer), months, "{more}");
    }
}

#[test]
fn under_a_ceiling_without_money_nobody_sees_any() {
    let Some(world) = World::new() else { return };
    let roles = [
        ("petra", "property-manager"),
        ("carla", "controller"),
        ("felix", "fleet-manager"),
        ("hilde", "hotel-operator"),
        ("tom", "tenant-admin"),
        ("kai", "cashier"),
    ];
    let people = roles.map(|(id, role)| person(id, &json!([{ "role": role }])));
    let mut setup = setup(&people);
    let classes = ["O", "U", "S_LIVE", "S_TODAY", "S", "P", "D"];
    setup["tenants"][0]["ceiling"] = json!({ "classes": classes });
    let eyes = world.synced(&setup);
    let everything = world.sums(|fact| !fact.is_at("LOC-001"));
    for (id, _) in roles {
        let answer = eyes.figures(&format!("house/{id}"), "month");
        assert_eq!(answer["total"]["sessions"], everything["sessions"], "{id}");
        for row in rows(&answer).iter().chain([&answer["total"]]) {
            assert_eq!((&row["net"], &row["gross"]), (&hidden(), &hidden()), "{id}");
            assert_eq!(row["of"], Value::Null, "{id}");
        }
        assert!(!rows(&answer).is_empty());
    }
    // another tenant's ceiling is its own
    let there = world.sums(|fact| fact.is_at("LOC-001"));
    assert_eq!(eyes.total("hotel/helga"), there);
}

#[test]
fn no_escalation_beyond_what_a_giver_holds() {
    let Some(world) = World::new() else { return };
    let eyes = world.with(&[
        person(
            "gina",
            &json!([{ "role": "cashier", "units": ["ahorn"], "may_delegate": true }]),
        ),
        person(
            "rolf",
            &json!([{ "role": "tenant-admin", "given_by": "gina" }]),
        ),
        person("uwe", &json!([{ "role": "counter", "given_by": "gina" }])),
        person(
            "kurt",
            &json!([{ "role": "controller", "given_by": "uwe" }]),
        ),
    ]);
    let ahorn = world.sums(|fact| fact.is_at("LOC-000"));
    assert_eq!(eyes.total("gina"), ahorn);
    let rolf = eyes.ask("rolf", "property");
    says_nothing_of(&rolf, &[&OTHER_TENANT, &OTHER_PROPERTY]);
    let rolf = rolf.json();
    assert_eq!(figures_of(&rolf["total"]), ahorn);
    assert_eq!(keys(&rolf), ["house/ahorn"]);
    assert_eq!(rolf["total"]["availability"], hidden());
    let drivers = eyes.ask("rolf", "driver");
    says_nothing_of(&drivers, &[&IDENTITIES, &["~"]]);
    assert_eq!(drivers.json()["rows"], json!([]));
    let uwe = eyes.figures("uwe", "total");
    assert_eq!(uwe["total"]["sessions"], ahorn["sessions"]);
    assert_eq!(uwe["total"]["net"], hidden());
    // who may not hand anything on gives nothing
    let kurt = eyes.figures("kurt", "property");
    assert_eq!((&kurt["rows"], &kurt["total"]), (&json!([]), &json!({})));
}
