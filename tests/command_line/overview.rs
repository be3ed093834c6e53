//! The overview says what `figures` says, figure by figure, and compares rightly.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::program::Desk;

const OCTOBER: (&str, &str) = ("2026-10-01", "2026-10-31");
const SEPTEMBER: (&str, &str) = ("2026-09-01", "2026-09-30");

/// Holds a person's overview against their figures.
pub fn agrees_with_figures(desk: &Desk, person: &str) {
    let ((from, to), (vs_from, vs_to)) = (OCTOBER, SEPTEMBER);
    let overview = desk
        .run(&format!(
            "overview --as {person} --from {from} --to {to} --vs-from {vs_from} --vs-to {vs_to}"
        ))
        .json();
    let figures = |by: &str, (from, to): (&str, &str)| {
        desk.run(&format!(
            "figures --as {person} --from {from} --to {to} --by {by}"
        ))
        .json()
    };
    let total = figures("total", OCTOBER);
    let before = figures("total", SEPTEMBER);
    same(&overview["period"]["total"], &total["total"], person);
    same(
        &overview["compared"]["period"]["total"],
        &before["total"],
        person,
    );
    assert_eq!(overview["completeFrom"], total["complete_from"], "{person}");
    assert_eq!(overview["asOf"], total["as_of"], "{person}");
    assert_eq!(
        overview["period"]["isIncomplete"], total["incomplete"],
        "{person}"
    );

    let steps: BTreeMap<_, _> = list(&overview["period"]["steps"])
        .map(|step| (text(&step["name"]), step["energy"].clone()))
        .collect();
    let days: BTreeMap<_, _> = list(&figures("day", OCTOBER)["rows"])
        .map(|row| (text(&row["key"]), row["energy_wh"].clone()))
        .collect();
    assert_eq!(steps, days, "{person}");
    for (parts, by) in [
        ("properties", "property"),
        ("groups", "group"),
        ("costCentres", "cost-centre"),
    ] {
        let rows = figures(by, OCTOBER);
        let parts: BTreeMap<_, _> = list(&overview[parts])
            .map(|part| (text(&part["key"]), part))
            .collect();
        assert_eq!(parts.len(), list(&rows["rows"]).count(), "{person}: {by}");
        for row in list(&rows["rows"]) {
            same(&parts[&text(&row["key"])]["sums"], row, person);
        }
    }

    let energy = |of: &Value| of["total"]["energy_wh"].as_i64();
    let more = &overview["compared"]["energy"];
    match (energy(&total), energy(&before)) {
        (Some(now), Some(before)) if before > 0 => {
            let exact = (now - before) * 1_000;
            let said = more.as_i64().expect("a change");
            assert!(
                (said * before - exact).abs() * 2 <= before,
                "{person}: {more}"
            );
        }
        _ => assert!(more.is_object() || more.is_null(), "{person}: {more}"),
    }
}

fn same(sums: &Value, figures: &Value, person: &str) {
    for (sum, figure) in [
        ("sessions", "sessions"),
        ("energy", "energy_wh"),
        ("unbilled", "unbilled_wh"),
        ("checked", "checked"),
        ("differing", "differing"),
    ] {
        assert_eq!(sums[sum], figures[figure], "{person}: {sum} of {figures}");
    }
    let Some(money) = sums["net"].as_array() else {
        assert_eq!(sums["net"], figures["net"], "{person}");
        return;
    };
    let net = figures["net"].as_object().expect("currencies");
    assert_eq!(money.len(), net.len(), "{person}");
    for one in money {
        let minor4 = one["amount"].as_i64().expect("an amount");
        let written = text(&net[&text(&one["currency"])]).replace('.', "");
        assert_eq!(written.parse::<i64>(), Ok(minor4), "{person}");
    }
}

fn list(of: &Value) -> impl Iterator<Item = &Value> {
    of.as_array().into_iter().flatten()
}

fn text(of: &Value) -> String {
    of.as_str().expect("text").to_owned()
}
