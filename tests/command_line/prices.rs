//! Every CDR is priced again: whoever may see money is told how many, and how many the CPMS charged otherwise.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::{
    program::{Demo, Desk, a_property_for_each_location, records, write_folder},
    shared,
};

const NOW: &str = "--now 2026-11-23T09:14:00Z";

/// The reference data with its CDRs and tariffs changed, in a folder beside the profile.
fn changed(
    desk: &Desk,
    name: &str,
    from: &Path,
    change: impl FnOnce(&mut Vec<Value>, &mut Vec<Value>),
) -> PathBuf {
    let (mut cdrs, mut tariffs) = (records(from, "cdrs"), records(from, "tariffs"));
    change(&mut cdrs, &mut tariffs);
    let folder = desk.folder().join(name);
    write_folder(
        &folder,
        &[
            ("locations", &records(from, "locations")),
            ("tariffs", &tariffs),
            ("sessions", &records(from, "sessions")),
            ("cdrs", &cdrs),
        ],
    );
    folder
}

fn is_own(cdr: &Value) -> bool {
    let is_credited = cdr["credit"] == true || cdr.get("credit_reference_id").is_some();
    !is_credited && cdr["total_cost"]["excl_vat"].as_f64() > Some(1.0)
}

/// Checked and differing.
fn told(figures: &Value) -> (i64, i64) {
    let count = |name: &str| {
        figures[name]
            .as_i64()
            .unwrap_or_else(|| panic!("{figures}"))
    };
    (count("checked"), count("differing"))
}

fn summed(answer: &Value) -> (i64, i64) {
    let rows = answer["rows"].as_array().expect("rows").iter().map(told);
    rows.fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1))
}

#[test]
fn what_the_cpms_charged_otherwise_is_counted_and_shown_to_who_may_see_money() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let desk = Desk::new();
    let mut setup = a_property_for_each_location(&folder);
    let folder = changed(&desk, "changed", &folder, |cdrs, _| {
        let mut own: Vec<&mut Value> = cdrs.iter_mut().filter(|cdr| is_own(cdr)).collect();
        let price = &mut own[0]["tariffs"][0]["elements"][0]["price_components"][0]["price"];
        *price = json!(0.9);
        own[1]["total_cost"]["incl_vat"] = json!(99);
        own[2]["charging_periods"][0]["dimensions"][0]["volume"] = json!(123);
    });
    let person = |id: &str, role: &str| {
        let units = ["loc-000", "loc-001", "loc-002"];
        json!({ "id": id, "name": id, "grants": [{ "role": role, "units": units }] })
    };
    setup["tenants"][0]["people"] = json!([
        person("paula", "property-manager"),
        person("fred", "facility-manager")
    ]);
    desk.setup(&setup).json();
    let cpms = Demo::serve(&folder, NOW);
    desk.sync(&cpms).json();

    assert_eq!(told(&desk.figures("total")["total"]), (501, 3));
    for by in [
        "tenant", "property", "month", "day", "location", "evse", "driver",
    ] {
        let answer = desk.figures(by);
        if by != "driver" {
            assert_eq!(summed(&answer), (501, 3), "{by}");
        }
    }
    let ask = |who: &str, by: &str| {
        let line = format!("figures --as {who} --from 2010-01-01 --to 2030-12-31 --by {by}");
        desk.run(&line).json()
    };
    let everything = desk.figures("property");
    let everything = everything["rows"].as_array().expect("rows");
    let of_paula = ask("paula", "property");
    for row in of_paula["rows"].as_array().expect("rows") {
        let there = everything.iter().find(|other| other["key"] == row["key"]);
        assert_eq!(told(row), told(there.expect("the operator sees it, too")));
    }
    assert_eq!(told(&ask("paula", "total")["total"]), summed(&of_paula));
    let of_fred = ask("fred", "total");
    for figure in ["net", "checked", "differing"] {
        assert_eq!(
            of_fred["total"][figure],
            json!({ "hidden": true }),
            "{figure}"
        );
    }
    assert_eq!(desk.run("verify --digest").json()["ok"], true);
}

#[test]
fn a_kept_tariff_that_changes_prices_anew_what_names_it_and_nothing_else() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let desk = Desk::new();
    let mut bare = 0;
    // every other CDR of one tariff does not carry it
    let name_it = |cdrs: &mut Vec<Value>| -> i64 {
        let mut bare = 0;
        let cdrs = cdrs.iter_mut().filter(|cdr| is_own(cdr));
        for cdr in cdrs
            .filter(|cdr| cdr["tariffs"][0]["id"] == "DE-HVB-PRIVATE")
            .step_by(2)
        {
            cdr.as_object_mut().expect("a CDR").remove("tariffs");
            bare += 1;
        }
        bare
    };
    let first = changed(&desk, "first", &folder, |cdrs, _| bare = name_it(cdrs));
    desk.sync(&Demo::serve(&first, NOW)).json();
    assert!(bare > 10, "{bare}");
    assert_eq!(told(&desk.figures("total")["total"]), (501, 0));

    let second = changed(&desk, "second", &folder, |cdrs, tariffs| {
        name_it(cdrs);
        for tariff in tariffs {
            let price = &mut tariff["elements"][0]["price_components"][0]["price"];
            *price = json!(0.9);
            tariff["last_updated"] = json!("2026-11-23T09:30:00Z");
        }
    });
    let later = "--now 2026-11-23T10:14:00Z";
    let synced = desk.sync(&Demo::serve(&second, later)).json();
    assert_eq!(synced["modules"]["tariffs"]["written"], 10, "{synced}");
    assert_eq!(told(&desk.figures("total")["total"]), (501, bare));

    // whoever is told so from the beginning has the same
    let other = Desk::new();
    other.sync(&Demo::serve(&second, later)).json();
    assert_eq!(other.figures("month"), desk.figures("month"));
    assert_eq!(desk.run("verify").json()["ok"], true);
}
