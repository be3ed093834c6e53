//! Who is called by name, who by pseudonym.

use serde_json::{Value, json};

use super::world::{
    ANNA, ANNA_ELSEWHERE, Fact, GUSTAV, IDENTITIES, OTHER_PROPERTY, OTHER_TENANT, VAN, World,
    figures_by_key, figures_of, hidden, keys, person, rows, says_nothing_of,
};

fn by_anna(fact: &Fact) -> bool {
    fact.is_by(&[ANNA, ANNA_ELSEWHERE])
}

fn by_gustav(fact: &Fact) -> bool {
    fact.is_by(&[GUSTAV])
}

fn of_house(fact: &Fact) -> bool {
    !fact.is_at("LOC-001")
}

fn by_nobody_known(fact: &Fact) -> bool {
    of_house(fact) && !by_anna(fact) && !by_gustav(fact)
}

fn is_pseudonym(row: &Value) -> bool {
    let name = row["key"]
        .as_str()
        .and_then(|key| key.strip_prefix("house/~"));
    let is_name = |name: &str| {
        name.len() == 8
            && name
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
    };
    name.is_some_and(|name| is_name(name) && row["label"] == format!("~{name}"))
}

/// The one row with these figures.
#[track_caller]
fn row_of<'a>(answer: &'a Value, figures: &Value) -> &'a Value {
    let mut found = rows(answer)
        .iter()
        .filter(|row| figures_of(row) == *figures);
    let row = found.next().unwrap_or_else(|| panic!("{answer}"));
    assert_eq!(found.next(), None, "one row");
    row
}

pub fn controller() -> Value {
    person("carla", &json!([{ "role": "controller" }]))
}

pub fn fleet_manager() -> Value {
    person(
        "felix",
        &json!([
            { "role": "fleet-manager", "drivers": ["anna"] },
            { "role": "fleet-manager", "vehicles": ["van"] }
        ]),
    )
}

#[test]
fn a_controller_sees_all_the_money_and_people_by_pseudonym() {
    let Some(world) = World::new() else { return };
    let eyes = world.with(&[controller()]);
    let answer = eyes.ask("carla", "driver");
    says_nothing_of(&answer, &[&IDENTITIES, &OTHER_TENANT]);
    let first = answer.json();
    assert_eq!(figures_of(&first["total"]), world.sums(of_house));
    assert_eq!(first["total"]["availability"], hidden());
    assert_eq!(first["total"]["observed"], hidden());
    assert_eq!(rows(&first).len(), 3, "{first}");
    for who in [by_anna, by_gustav] {
        let row = row_of(&first, &world.sums(who));
        assert!(is_pseudonym(row), "{row}");
        assert_eq!(row["availability"], hidden());
    }
    let nobody = row_of(&first, &world.sums(by_nobody_known));
    assert_eq!(nobody["key"], "house/-");
    assert_eq!(first, eyes.figures("house/carla", "driver"));

    let vehicles = eyes.ask("carla", "vehicle");
    says_nothing_of(&vehicles, &[&IDENTITIES, &OTHER_TENANT]);
    let vehicles = vehicles.json();
    let van = row_of(&vehicles, &world.sums(|fact| fact.is_by(&[VAN])));
    assert!(is_pseudonym(van), "{van}");
    let none = world.sums(|fact| of_house(fact) && !fact.is_by(&[VAN]));
    assert_eq!(row_of(&vehicles, &none)["key"], "house/-");

    let centres = eyes.figures("carla", "cost-centre");
    let centre = |fact: &Fact| {
        let centre = match fact.token.as_str() {
            ANNA | ANNA_ELSEWHERE | GUSTAV => "4711",
            VAN => "4712",
            _ => "-",
        };
        format!("house/{centre}")
    };
    assert_eq!(figures_by_key(&centres), world.sums_by(of_house, centre));
}

#[test]
fn a_fleet_manager_sees_own_drivers_by_name_and_nobody_else() {
    let Some(world) = World::new() else { return };
    let eyes = world.with(&[fleet_manager()]);
    let own = |fact: &Fact| by_anna(fact) || fact.is_by(&[VAN]);
    let answer = eyes.ask("felix", "driver");
    says_nothing_of(
        &answer,
        &[&OTHER_TENANT, &["~", "gustav", "Gustav", GUSTAV]],
    );
    let answer = answer.json();
    assert_eq!(figures_of(&answer["total"]), world.sums(own));
    let driver = |fact: &Fact| {
        let driver = if by_anna(fact) { "anna" } else { "-" };
        format!("house/{driver}")
    };
    assert_eq!(figures_by_key(&answer), world.sums_by(own, driver));
    let anna = row_of(&answer, &world.sums(by_anna));
    assert_eq!(anna["label"], "Anna Muster");

    let answer = eyes.figures("felix", "vehicle");
    let van = row_of(&answer, &world.sums(|fact| fact.is_by(&[VAN])));
    assert_eq!(
        (&van["key"], &van["label"]),
        (&json!("house/van"), &json!("B-VF 100E"))
    );
    // of a place only what own people did there
    let there = eyes.figures("felix", "property");
    let property = |fact: &Fact| {
        let place = if fact.is_at("LOC-000") {
            "ahorn"
        } else {
            "birke"
        };
        format!("house/{place}")
    };
    assert_eq!(figures_by_key(&there), world.sums_by(own, property));
}

#[test]
fn a_property_manager_and_an_own_role_without_pseudonyms_have_no_rows_of_people() {
    let Some(world) = World::new() else { return };
    let eyes = world.with(&[
        person(
            "petra",
            &json!([{ "role": "property-manager", "units": ["ahorn"] }]),
        ),
        person("kai", &json!([{ "role": "cashier", "units": ["ahorn"] }])),
    ]);
    for who in ["house/petra", "kai"] {
        for by in ["driver", "vehicle", "cost-centre"] {
            let answer = eyes.ask(who, by);
            says_nothing_of(
                &answer,
                &[&IDENTITIES, &OTHER_TENANT, &OTHER_PROPERTY, &["~", "471"]],
            );
            let answer = answer.json();
            assert_eq!(answer["rows"], json!([]), "{who} by {by}");
            let total = world.sums(|fact| fact.is_at("LOC-000"));
            assert_eq!(figures_of(&answer["total"]), total, "{who} by {by}");
        }
    }
}

#[test]
fn a_hotel_operator_sees_guests_by_name_and_all_others_by_pseudonym() {
    let Some(world) = World::new() else { return };
    let eyes = world.with(&[
        person(
            "hilde",
            &json!([{ "role": "hotel-operator", "units": ["ahorn"] }]),
        ),
        controller(),
    ]);
    let answer = eyes.ask("hilde", "driver");
    let hers = ["anna", "Anna", ANNA, ANNA_ELSEWHERE, GUSTAV, "van", VAN];
    says_nothing_of(&answer, &[&hers, &OTHER_TENANT, &OTHER_PROPERTY]);
    let answer = answer.json();
    let here = |fact: &Fact| fact.is_at("LOC-000");
    assert_eq!(rows(&answer).len(), 3, "{answer}");
    let guest = row_of(&answer, &world.sums(by_gustav));
    assert_eq!(
        (&guest["key"], &guest["label"]),
        (&json!("house/gustav"), &json!("Gustav Gast"))
    );
    let internal = row_of(&answer, &world.sums(|fact| fact.is_by(&[ANNA])));
    assert!(is_pseudonym(internal), "{internal}");
    let nobody = world.sums(|fact| here(fact) && by_nobody_known(fact));
    assert_eq!(row_of(&answer, &nobody)["key"], "house/-");
    assert_eq!(figures_of(&answer["total"]), world.sums(here));
    // one pseudonym for the whole tenant
    let all = eyes.figures("carla", "driver");
    assert_eq!(row_of(&all, &world.sums(by_anna))["key"], internal["key"]);
}

#[test]
fn a_tenant_admin_sees_everybody_of_the_tenant_by_name() {
    let Some(world) = World::new() else { return };
    let eyes = world.with(&[person("tom", &json!([{ "role": "tenant-admin" }]))]);
    let answer = eyes.ask("tom", "driver");
    says_nothing_of(&answer, &[&OTHER_TENANT, &["~"]]);
    let answer = answer.json();
    assert_eq!(keys(&answer), ["house/-", "house/anna", "house/gustav"]);
    assert_eq!(figures_of(&answer["total"]), world.sums(of_house));
    // the tenant's own people, and not the other's admin's
    let theirs = eyes.ask("helga", "driver");
    says_nothing_of(
        &theirs,
        &[&IDENTITIES, &["otto", "Otto", "house", "LOC-000"]],
    );
    assert_eq!(rows(&theirs.json()).len(), 2);
}
