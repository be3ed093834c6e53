//! Who may look: what setup.json says of ceilings, roles, people and grants, and whom a name means.

use serde_json::{Value, json};

use crate::program::{Answer, Desk, run};

/// A tenant of this id whose file says this of who may look, and nothing else.
fn tenant(id: &str, rights: &Value) -> Value {
    let mut tenant = json!({
        "id": id, "name": id, "time_zone": "Europe/Berlin",
        "units": [{ "id": "home", "kind": "property", "name": "Home", "units": [] }]
    });
    for (key, list) in rights.as_object().expect("lists") {
        tenant[key] = list.clone();
    }
    tenant
}

fn house(rights: &Value) -> Value {
    json!({ "tenants": [tenant("house", rights)] })
}

fn person(id: &str, grants: Value) -> Value {
    json!({ "id": id, "name": id, "grants": grants })
}

/// Of everything something.
fn everything() -> Value {
    json!({
        "ceiling": { "classes": ["O", "U", "S", "C"], "features": ["statement"] },
        "roles": [{ "id": "auditor", "from": "controller", "classes": ["S", "C"] }],
        "people": [
            person("anna", json!([
                { "role": "auditor", "units": ["home"], "may_delegate": true },
                { "role": "property-manager", "locations": ["DE-HVB/LOC-1"], "evses": [], "until": "2030-01-01T00:00:00Z" }
            ])),
            person("ben", json!([{ "role": "auditor", "given_by": "anna" }]))
        ]
    })
}

fn ask(desk: &Desk, person: &str) -> Answer {
    desk.run(&format!(
        "figures --as {person} --from 2026-01-01 --to 2026-12-31"
    ))
}

#[test]
fn the_same_rights_twice_change_nothing() {
    let desk = Desk::new();
    let setup = house(&everything());
    let first = desk.setup(&setup).json();
    let before = desk.digest();
    assert_eq!(desk.setup(&setup).json(), first_again(&first));
    assert_eq!(desk.digest(), before);
}

/// The answer to the same file again, where it counts nothing that is new.
fn first_again(first: &Value) -> Value {
    let mut again = first.clone();
    again["assignments"] = json!({ "added": 0, "replaced": 0 });
    again["enrolments"] = json!({ "added": 0, "replaced": 0 });
    again
}

#[test]
fn rights_that_the_file_leaves_out_stay_and_a_dry_run_keeps_none() {
    let desk = Desk::new();
    desk.setup(&house(&json!({}))).json();
    let bare = desk.digest();
    let file = desk.file("all.json", &house(&everything()).to_string());
    run(desk.command("setup --dry-run").arg("--from").arg(&file)).json();
    assert_eq!(desk.digest(), bare);

    let told = desk.setup(&house(&everything())).json();
    let full = desk.digest();
    assert_ne!(full, bare);
    let kept = desk.setup(&house(&json!({}))).json();
    assert_eq!(desk.digest(), full);
    assert_eq!(kept["cut"], told["cut"], "what is kept is still cut off");
    desk.setup(&json!({ "operator": { "name": "Stadtwerke" } }))
        .json();
    assert_eq!(desk.digest(), full);
    // people alone, without their grants
    let names =
        json!({ "people": [{ "id": "anna", "name": "anna" }, { "id": "ben", "name": "ben" }] });
    desk.setup(&house(&names)).json();
    assert_eq!(desk.digest(), full);
}

#[test]
fn each_list_of_rights_that_is_empty_is_emptied_alone() {
    let empty = json!({
        "ceiling": {},
        "roles": [],
        "people": []
    });
    let mut seen = vec![full_digest(&json!({}))];
    for key in ["ceiling", "roles", "people"] {
        seen.push(full_digest(&json!({ key: empty[key] })));
    }
    let anna = |more: Value| {
        let mut anna = json!({ "id": "anna", "name": "anna" });
        anna.as_object_mut()
            .expect("a person")
            .extend(more.as_object().expect("keys").clone());
        json!({ "people": [anna, { "id": "ben", "name": "ben" }] })
    };
    seen.push(full_digest(&anna(json!({ "grants": [] }))));
    // an empty condition is not the lack of one
    let grants = |grant: Value| anna(json!({ "grants": [grant] }));
    seen.push(full_digest(&grants(json!({ "role": "controller" }))));
    seen.push(full_digest(&grants(
        json!({ "role": "controller", "units": [] }),
    )));
    // nor is a ceiling that lets nothing through the lack of one
    seen.push(full_digest(
        &json!({ "ceiling": { "classes": [], "features": [] } }),
    ));
    let each: std::collections::BTreeSet<&String> = seen.iter().collect();
    assert_eq!(each.len(), seen.len(), "{seen:#?}");
}

/// What a profile says that held everything and was then told this.
fn full_digest(then: &Value) -> String {
    let desk = Desk::new();
    desk.setup(&house(&everything())).json();
    desk.setup(&house(then)).json();
    let digest = desk.digest();
    // said once, it stays
    desk.setup(&house(then)).json();
    assert_eq!(desk.digest(), digest, "{then}");
    digest
}

#[test]
fn what_comes_again_says_what_it_said() {
    let desk = Desk::new();
    desk.setup(&house(&everything())).json();
    let full = desk.digest();
    desk.setup(&json!({ "tenants": [] })).json();
    assert_ne!(desk.digest(), full);
    desk.setup(&house(&everything())).json();
    assert_eq!(desk.digest(), full);
    // but not by itself: what a tenant that ended had granted is over
    desk.setup(&json!({ "tenants": [] })).json();
    desk.setup(&house(&json!({}))).json();
    assert_ne!(desk.digest(), full);
}

#[test]
fn a_giver_is_known_from_an_earlier_file_or_refused_by_path() {
    let desk = Desk::new();
    desk.setup(&house(&everything())).json();
    let before = desk.digest();
    let given_by = |giver: &str| {
        let grant = json!({ "role": "auditor", "given_by": giver });
        house(
            &json!({ "people": [{ "id": "anna", "name": "anna" }, person("carl", json!([grant]))] }),
        )
    };
    for nobody in ["dora", "carl"] {
        let refused = desk.setup(&given_by(nobody));
        assert_eq!(refused.code, 1, "{nobody}: {refused:?}");
        let path = "$.tenants[0].people[1].grants[0].given_by";
        assert!(refused.err.contains(path), "{nobody}: {refused:?}");
    }
    assert_eq!(desk.digest(), before);
    let accepted = desk.setup(&given_by("anna")).json();
    assert_ne!(desk.digest(), before);
    let of_carl = |cut: &&Value| cut["person"] == "house/carl";
    let told = accepted["cut"].as_array().expect("a list");
    assert_eq!(told.iter().find(of_carl), None, "anna holds as much");

    // what was kept is known, too: ben had his from anna, so she can't have hers from him
    let desk = Desk::new();
    desk.setup(&house(&everything())).json();
    let circle = json!([{ "role": "auditor", "given_by": "ben" }]);
    let refused = desk.setup(&house(
        &json!({ "people": [person("anna", circle), { "id": "ben", "name": "ben" }] }),
    ));
    assert_eq!(refused.code, 1, "{refused:?}");
    let path = "$.tenants[0].people[0].grants[0].given_by";
    assert!(refused.err.contains(path), "{refused:?}");
    // and so is a role of the tenant's own
    let unknown = json!([{ "role": "auditors" }]);
    let refused = desk.setup(&house(&json!({ "people": [person("anna", unknown)] })));
    assert!(
        refused
            .err
            .contains("$.tenants[0].people[0].grants[0].role"),
        "{refused:?}"
    );
}

#[test]
fn what_is_above_a_ceiling_or_a_giver_is_cut_off_and_told() {
    let desk = Desk::new();
    let rights = json!({
        "ceiling": { "classes": ["O", "U", "S", "C"] },
        "roles": [{ "id": "auditor", "from": "controller", "classes": ["S", "C", "P"], "features": [] }],
        "people": [
            person("anna", json!([{ "role": "auditor", "may_delegate": true }])),
            person("ben", json!([{ "role": "property-manager", "given_by": "anna" }])),
            person("carl", json!([{ "role": "auditor", "given_by": "ben" }]))
        ]
    });
    let features = json!(["invoice", "property-report", "session-review", "statement"]);
    let told = desk.setup(&house(&rights)).json();
    assert_eq!(
        told["cut"],
        json!([
            { "role": "house/auditor", "classes": ["P"], "features": [], "because": "ceiling" },
            { "person": "house/ben", "role": "house/property-manager", "classes": ["O", "U"],
              "features": features, "because": "giver" },
            { "person": "house/carl", "role": "house/auditor", "classes": ["S", "C"], "features": [],
              "because": "giver" }
        ]),
        "ben may hand nothing on"
    );
    let mut lifted = rights;
    lifted["ceiling"] = json!({});
    lifted["people"] = json!([]);
    assert_eq!(desk.setup(&house(&lifted)).json()["cut"], json!([]));
}

#[test]
fn a_bare_name_in_two_tenants_is_asked_back_and_an_unknown_one_not_found() {
    let desk = Desk::new();
    let anna = json!({ "people": [person("anna", json!([])), person("ben", json!([]))] });
    let both = json!({ "tenants": [
        tenant("house", &anna),
        tenant("annex", &json!({ "people": [person("anna", json!([]))] }))
    ] });
    desk.setup(&both).json();
    let several = ask(&desk, "anna");
    assert_eq!((several.code, several.out.as_str()), (2, ""), "{several:?}");
    assert!(
        several.err.contains("annex/anna, house/anna"),
        "{several:?}"
    );
    let german = desk.run("figures --as anna --from 2026-01-01 --to 2026-12-31 --lang de");
    assert_eq!(german.code, 2, "{german:?}");
    assert!(german.err.contains("So heißen mehrere"), "{german:?}");
    assert!(german.err.contains("annex/anna, house/anna"), "{german:?}");
    for nobody in ["carl", "annex/ben", "elsewhere/anna", "house/operator"] {
        let unknown = ask(&desk, nobody);
        assert_eq!((unknown.code, unknown.out.as_str()), (3, ""), "{nobody}");
    }
    assert_eq!(ask(&desk, "operator").code, 0);

    // who ended is not meant any more
    let mut without = both;
    without["tenants"][1]["people"] = json!([]);
    desk.setup(&without).json();
    assert_ne!(ask(&desk, "anna").code, 2);
    assert_eq!(ask(&desk, "annex/anna").code, 3);
}
