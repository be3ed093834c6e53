//! Who charged: enrolments, and what becomes of the records when they change.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::{
    program::{Demo, Desk, records, run},
    shared,
};

/// Charges at LOC-000 alone, 61 times; OTHER 43 times.
const TOKEN: &str = "CC1768DD13A244";
const OTHER: &str = "71C8E944C3D93E";

struct World {
    cpms: Demo,
    sessions: Vec<Value>,
}

impl World {
    fn new() -> Option<Self> {
        let folder: PathBuf = shared::folder("data/dev-small")?;
        Some(Self {
            cpms: Demo::serve(&folder, "--now 2026-11-23T09:14:00Z"),
            sessions: records(&folder, "sessions"),
        })
    }

    /// The starts of a token's sessions, in order.
    fn starts(&self, token: &str) -> Vec<&str> {
        let own = |session: &&Value| session["cdr_token"]["uid"] == token;
        let sessions = self.sessions.iter().filter(own);
        let mut starts: Vec<&str> = sessions
            .filter_map(|session| session["start_date_time"].as_str())
            .collect();
        starts.sort_unstable();
        starts
    }

    /// A profile that holds this setup and all records.
    fn synced(&self, setup: &Value) -> Desk {
        let desk = Desk::new();
        desk.setup(setup).json();
        desk.sync(&self.cpms).json();
        desk
    }
}

fn tenant(id: &str, location: &str, people: &Value) -> Value {
    let mut tenant = json!({
        "id": id, "name": id, "time_zone": "Europe/Berlin",
        "units": [{ "id": "home", "kind": "property", "name": "Home", "units": [] }],
        "assignments": [{ "unit": "home", "location": location }]
    });
    for (key, list) in people.as_object().expect("lists") {
        tenant[key] = list.clone();
    }
    tenant
}

fn house(people: &Value) -> Value {
    json!({ "tenants": [tenant("house", "LOC-000", people)] })
}

fn driver(id: &str, tokens: &Value) -> Value {
    json!({ "id": id, "name": id, "tokens": tokens })
}

#[test]
fn a_token_that_nobody_enrolled_counts_under_none_of_the_tenant_that_holds_the_place() {
    let Some(world) = World::new() else { return };
    let desk = world.synced(&house(&json!({
        "groups": [{ "id": "residents", "name": "Residents", "usage": "internal" }],
        "drivers": [{
            "id": "anna", "name": "Anna", "group": "residents", "cost_centre": "4711", "tokens": [{ "uid": TOKEN }]
        }],
        "vehicles": [{ "id": "van", "cost_centre": "4712", "tokens": [{ "uid": OTHER }] }]
    })));
    let none = 209 - 61 - 43;
    for (cut, rows) in [
        (
            "group",
            json!({ "house/residents": 61, "house/-": none + 43 }),
        ),
        ("driver", json!({ "house/anna": 61, "house/-": none + 43 })),
        ("vehicle", json!({ "house/van": 43, "house/-": none + 61 })),
        (
            "cost-centre",
            json!({ "house/4711": 61, "house/4712": 43, "house/-": none }),
        ),
    ] {
        let mut rows = rows;
        // what no tenant holds is apart from what a tenant holds and knows nobody in
        rows["-"] = json!(500 - 209);
        assert_eq!(desk.sessions(cut), rows, "by {cut}");
    }
}

#[test]
fn an_enrolment_corrected_back_in_time_re_attributes_just_those_sessions() {
    let Some(world) = World::new() else { return };
    let starts = world.starts(TOKEN);
    assert_eq!(starts.len(), 61);
    // both cuts are the very start of a session: it is the next driver's
    let handed_at = |cut: &str| {
        house(&json!({ "drivers": [
            driver("anna", &json!([{ "uid": TOKEN, "until": cut }, { "uid": OTHER }])),
            driver("ben", &json!([{ "uid": TOKEN.to_lowercase(), "from": cut }]))
        ] }))
    };
    let desk = world.synced(&handed_at(starts[40]));
    let rest = 209 - 61 - 43;
    assert_eq!(
        desk.sessions("driver"),
        json!({ "-": 291, "house/-": rest, "house/anna": 40 + 43, "house/ben": 21 })
    );

    let corrected = handed_at(starts[25]);
    let file = desk.file("corrected.json", &corrected.to_string());
    let before = desk.digest();
    let dry = run(desk.command("setup --dry-run").arg("--from").arg(&file)).json();
    assert_eq!(dry["enrolments"], json!({ "added": 2, "replaced": 2 }));
    assert_eq!(dry["moved"]["sessions"], 15, "{dry}");
    assert_eq!(desk.digest(), before);

    let done = desk.setup(&corrected).json();
    assert_eq!(done["moved"], dry["moved"]);
    assert_eq!(
        desk.sessions("driver"),
        json!({ "-": 291, "house/-": rest, "house/anna": 25 + 43, "house/ben": 36 })
    );
    let again = desk.setup(&corrected).json();
    assert_eq!(again["enrolments"], json!({ "added": 0, "replaced": 0 }));
    assert_eq!(again["moved"]["sessions"], 0);

    // whoever says it at once, before or after the records, comes to the same
    let before = world.synced(&corrected);
    let after = Desk::new();
    after.sync(&world.cpms).json();
    after.setup(&corrected).json();
    assert_eq!(before.digest(), desk.digest());
    assert_eq!(after.digest(), desk.digest());
}

#[test]
fn who_is_booked_to_another_cost_centre_is_so_with_all_that_was_charged() {
    let Some(world) = World::new() else { return };
    let booked = |anna: &str, tokens: &Value, van: &Value| {
        house(&json!({
            "drivers": [
                { "id": "anna", "name": "Anna", "cost_centre": anna, "tokens": tokens },
                { "id": "ben", "name": "Ben", "cost_centre": "4719", "tokens": [{ "uid": TOKEN, "from": world.starts(TOKEN)[40] }] }
            ],
            "vehicles": [{ "id": "van", "cost_centre": van, "tokens": [{ "uid": OTHER }] }]
        }))
    };
    let until = |at: usize| json!([{ "uid": TOKEN, "until": world.starts(TOKEN)[at] }]);
    let none = 209 - 61 - 43;
    let desk = world.synced(&booked("4711", &until(40), &json!("4712")));
    for (setup, rows) in [
        (
            booked("4711", &until(40), &json!("4712")),
            json!({ "house/4711": 40, "house/4712": 43, "house/4719": 21, "house/-": none }),
        ),
        (
            booked("4712", &until(40), &json!("4712")),
            json!({ "house/4712": 83, "house/4719": 21, "house/-": none }),
        ),
        // booked to another, and no longer who charged some of it, at once
        (
            booked("4711", &until(25), &json!(null)),
            json!({ "house/4711": 25, "house/4719": 21, "house/-": none + 43 + 15 }),
        ),
    ] {
        desk.setup(&setup).json();
        let mut rows = rows;
        rows["-"] = json!(500 - 209);
        assert_eq!(desk.sessions("cost-centre"), rows);
        assert_eq!(desk.run("verify").json()["ok"], true);
        assert_eq!(world.synced(&setup).digest(), desk.digest());
    }
}

#[test]
fn an_enrolment_of_another_tenant_is_unknown_here() {
    let Some(world) = World::new() else { return };
    let people =
        |driver: &str| json!({ "drivers": [self::driver(driver, &json!([{ "uid": TOKEN }]))] });
    let other = tenant("hotel", "LOC-001", &people("guest"));
    let desk = world.synced(&json!({ "tenants": [tenant("house", "LOC-000", &json!({})), other] }));
    assert_eq!(
        desk.sessions("driver"),
        json!({ "-": 106, "house/-": 209, "hotel/-": 185 })
    );

    // the same token may be both tenants': each knows its own driver
    let both = json!({ "tenants": [tenant("house", "LOC-000", &people("anna")), other] });
    assert_eq!(desk.setup(&both).json()["moved"]["sessions"], 61);
    assert_eq!(
        desk.sessions("driver"),
        json!({ "-": 106, "house/-": 209 - 61, "house/anna": 61, "hotel/-": 185 })
    );

    // and where the place changes hands, so does who is known there
    let mut moved = both;
    moved["tenants"][0]["assignments"] = json!([]);
    moved["tenants"][1]["assignments"] = json!([{ "unit": "home", "location": "LOC-000" }]);
    desk.setup(&moved).json();
    assert_eq!(
        desk.sessions("driver"),
        json!({ "-": 291, "hotel/-": 209 - 61, "hotel/guest": 61 })
    );
    assert_eq!(desk.run("verify").json()["ok"], true);
}

#[test]
fn two_enrolments_of_one_token_that_overlap_are_refused_by_their_path() {
    let desk = Desk::new();
    let overlapping = house(&json!({
        "drivers": [driver("anna", &json!([{ "uid": TOKEN, "until": "2026-05-01T00:00:00Z" }]))],
        "vehicles": [{ "id": "van", "tokens": [{ "uid": format!("SWK/{TOKEN}"), "from": "2026-04-01T00:00:00Z" }] }]
    }));
    let refused = desk.setup(&overlapping);
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(
        refused.err.contains("$.tenants[0].drivers[0].tokens[0]"),
        "{refused:?}"
    );
    assert!(!desk.profile().exists());

    // also against what is kept because the file leaves it out
    let mut first = overlapping.clone();
    first["tenants"][0]["vehicles"] = json!([]);
    let kept = desk.setup(&first).json();
    assert_eq!(kept["waiting"], 2);
    let mut second = overlapping;
    let lists = second["tenants"][0].as_object_mut().expect("a tenant");
    lists.remove("drivers");
    let before = desk.digest();
    let refused = desk.setup(&second);
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(
        refused.err.contains("$.tenants[0].vehicles[0].tokens[0]"),
        "{refused:?}"
    );
    assert_eq!(desk.digest(), before);
}

#[test]
fn a_list_that_is_left_out_stays_and_an_empty_one_is_emptied() {
    let Some(world) = World::new() else { return };
    let group = json!([{ "id": "residents", "name": "Residents", "usage": "internal" }]);
    let anna =
        json!({ "id": "anna", "name": "Anna", "group": "residents", "tokens": [{ "uid": TOKEN }] });
    let van = json!({ "id": "van", "plate": "B-VF 100E", "tokens": [{ "uid": OTHER }] });
    let desk = world.synced(&house(
        &json!({ "groups": group, "drivers": [anna], "vehicles": [van] }),
    ));
    let all = desk.digest();
    let say = |people: Value| desk.setup(&house(&people)).json();

    say(json!({}));
    say(json!({ "drivers": [{ "id": "anna", "name": "Anna", "group": "residents" }] }));
    assert_eq!(desk.digest(), all, "whose tokens are left out keeps them");

    say(json!({ "groups": [] }));
    assert_eq!(desk.sessions("group"), json!({ "-": 291, "house/-": 209 }));
    assert_eq!(desk.sessions("driver")["house/anna"], 61);
    let back = say(json!({ "groups": group, "drivers": [anna] }));
    assert_eq!(
        back["moved"]["sessions"], 61,
        "a group takes its drivers' sessions along"
    );
    assert_eq!(desk.digest(), all);

    assert_eq!(
        say(json!({ "drivers": [] }))["enrolments"],
        json!({ "added": 0, "replaced": 1 })
    );
    assert_eq!(desk.sessions("driver"), json!({ "-": 291, "house/-": 209 }));
    assert_eq!(desk.sessions("vehicle")["house/van"], 43);

    // a tenant that vanishes takes all with it, and nothing comes back by itself
    desk.setup(&json!({ "tenants": [] })).json();
    assert_eq!(desk.sessions("vehicle"), json!({ "-": 500 }));
    say(json!({}));
    assert_eq!(
        desk.sessions("vehicle"),
        json!({ "-": 291, "house/-": 209 })
    );
}

#[test]
fn a_place_that_two_connections_have_is_named_with_its_connection() {
    let Some(world) = World::new() else { return };
    let desk = world.synced(&house(
        &json!({ "drivers": [driver("anna", &json!([{ "uid": TOKEN }]))] }),
    ));
    assert_eq!(
        desk.sessions("location"),
        json!({ "DE-SWK/LOC-000": 209, "DE-HVB/LOC-001": 185, "DE-HVB/LOC-002": 106 })
    );
    let second = run(desk
        .sync_command(&world.cpms)
        .args(["--connection", "second"]))
    .json();
    assert_eq!(second["ambiguous"], json!([]), "{second}");
    let twice: Value = [
        ("LOC-000", "SWK", 209),
        ("LOC-001", "HVB", 185),
        ("LOC-002", "HVB", 106),
    ]
    .iter()
    .flat_map(|(location, party, sessions)| {
        ["main", "second"].map(|connection| {
            (
                format!("{connection}:DE-{party}/{location}"),
                json!(sessions),
            )
        })
    })
    .collect();
    assert_eq!(desk.sessions("location"), twice);
    assert_eq!(
        desk.figures("evse")["rows"].as_array().map(Vec::len),
        Some(2 * 49)
    );
    // also where those of one of them alone are asked for
    let mut house = house(&json!({
        "people": [{ "id": "carl", "name": "Carl", "grants": [{ "role": "controller", "units": ["home"] }] }]
    }));
    let moved = "2025-06-01T00:00:00Z";
    house["tenants"][0]["assignments"] = json!([
        { "unit": "home", "location": "LOC-000", "connection": "main", "until": moved },
        { "unit": "home", "location": "LOC-000", "connection": "second", "from": moved }
    ]);
    desk.setup(&house).json();
    let seen = desk
        .run("figures --as carl --by location --from 2025-01-01 --to 2025-01-31")
        .json();
    assert_eq!(seen["rows"][0]["key"], "main:DE-SWK/LOC-000", "{seen}");
    desk.setup(&self::house(
        &json!({ "drivers": [driver("anna", &json!([{ "uid": TOKEN }]))] }),
    ))
    .json();
    // an assignment without a connection means the place on all of them
    assert_eq!(
        desk.sessions("driver"),
        json!({ "-": 582, "house/-": 296, "house/anna": 122 })
    );
}
