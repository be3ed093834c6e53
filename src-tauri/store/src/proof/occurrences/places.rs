//! Places that move, names that are vague, and how many people charge where.

use std::collections::{BTreeMap, BTreeSet};

use crate::proof::{
    Counters, Naive,
    answer::Kind,
    naive::{By, Places, Row},
};

pub fn count(naive: &Naive, counters: &mut Counters) {
    let records = || naive.rows.iter().filter(|row| row.kind != Kind::Evse);
    let of_two = |what: &dyn Fn(&Row) -> Option<String>| {
        let mut seen: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for row in records() {
            if let (Some(evse), Some(what)) = (row.value("evse"), what(row)) {
                seen.entry(evse).or_default().insert(what);
            }
        }
        seen.values().filter(|seen| seen.len() > 1).count()
    };
    counters.occurred(
        "EVSE with rows of two units",
        of_two(&|row| row.value("unit").map(str::to_owned)),
    );
    counters.occurred(
        "EVSE with rows of two tenants",
        of_two(&|row| row.tenant().map(str::to_owned)),
    );

    let found = |by: By, held: bool| {
        records()
            .filter(|row| row.found.by == by && row.tenant().is_some() == held)
            .count()
    };
    counters.occurred("found by uid", found(By::Uid, true));
    counters.occurred("found by the printed id", found(By::PrintedId, true));
    counters.occurred(
        "found by its whole Location",
        found(By::WholeLocation, true),
    );
    counters.occurred(
        "unknown EVSE, Location not whole or unknown",
        found(By::WholeLocation, false),
    );
    counters.occurred("known EVSE that nobody holds", found(By::Uid, false));

    let assignments = || {
        naive
            .setup
            .tenants
            .iter()
            .flat_map(|tenant| &tenant.assignments)
    };
    counters.occurred(
        "assignment of an EVSE",
        assignments().filter(|held| held.evse.is_some()).count(),
    );
    counters.occurred(
        "assignment on one connection",
        assignments()
            .filter(|held| held.connection.is_some())
            .count(),
    );
    let waiting = |name: &Option<String>| name.as_deref() == Some("LOC-LATER");
    counters.occurred(
        "assignment that waits",
        assignments().filter(|held| waiting(&held.location)).count(),
    );
    counters.occurred(
        "name that means two places",
        Places::of(naive.world, &naive.setup).vague_names(),
    );
    people(naive, counters);
    tokens(naive, counters);
}

/// Distinct people a unit: by the driver, else by the contract.
fn people(naive: &Naive, counters: &mut Counters) {
    let mut units: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for row in naive.rows.iter().filter(|row| row.kind == Kind::Session) {
        if let Some(unit) = row.value("unit") {
            let driver = row.found.driver.as_ref().map(|id| format!("driver {id}"));
            let person = driver.or_else(|| row.value("contract_id").map(str::to_owned));
            units.entry(unit).or_default().extend(person);
        }
    }
    let with = |count: usize| {
        units
            .values()
            .filter(|people| people.len() == count)
            .count()
    };
    let counts = [
        ("unit with 2 people", 2),
        ("unit with 3 people", 3),
        ("unit with 4 people", 4),
        ("unit with 5 people", 5),
        ("unit with 6 people", 6),
    ];
    for (what, count) in counts {
        counters.occurred(what, with(count));
    }
}

/// Tokens that several know, and that go from hand to hand.
fn tokens(naive: &Naive, counters: &mut Counters) {
    let mut hands: BTreeMap<(&str, &str), BTreeSet<String>> = BTreeMap::new();
    let mut tenants: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in naive.rows.iter().filter(|row| row.kind == Kind::Session) {
        let who = row
            .found
            .driver
            .clone()
            .or_else(|| row.found.vehicle.clone());
        if let (Some(tenant), Some(contract), Some(who)) =
            (row.tenant(), row.value("contract_id"), who)
        {
            hands.entry((tenant, contract)).or_default().insert(who);
            tenants.entry(contract).or_default().insert(tenant);
        }
    }
    let several = |count: usize| count > 1;
    counters.occurred(
        "token that changes hands",
        hands.values().filter(|hands| several(hands.len())).count(),
    );
    counters.occurred(
        "token of two tenants",
        tenants
            .values()
            .filter(|tenants| several(tenants.len()))
            .count(),
    );
}
