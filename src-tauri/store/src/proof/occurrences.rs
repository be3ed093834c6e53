//! What has to occur in the worlds, so that each rule is put to the test.

mod looking;
mod places;
pub mod released;

use chrono::{DateTime, NaiveTime, Utc};
use chrono_tz::Tz;

use super::{Counters, Naive, answer::Kind, naive::Row, world::ZONES};

/// Counts all that is looked for in one world; what is not there is counted as none.
pub fn count(naive: &Naive, counters: &mut Counters) {
    places::count(naive, counters);
    looking::count(naive, counters);
    records(naive, counters);
    tenants(naive, counters);
}

fn records(naive: &Naive, counters: &mut Counters) {
    let rows = |is: &dyn Fn(&Row) -> bool| naive.rows.iter().filter(|row| is(row)).count();
    let value = |row: &Row, field: &str, is: &str| row.value(field) == Some(is);
    let cdr = |row: &Row| row.kind == Kind::Cdr;
    let session = |row: &Row| row.kind == Kind::Session;
    counters.occurred(
        "session running",
        rows(&|row| session(row) && value(row, "status", "ACTIVE")),
    );
    counters.occurred(
        "session without a cost",
        rows(&|row| session(row) && row.value("net").is_none()),
    );
    counters.occurred(
        "CDR in francs",
        rows(&|row| cdr(row) && value(row, "currency", "CHF")),
    );
    counters.occurred(
        "CDR without gross",
        rows(&|row| cdr(row) && row.value("gross").is_none()),
    );
    counters.occurred(
        "CDR without a Session's id",
        rows(&|row| cdr(row) && row.value("session_id").is_none()),
    );
    counters.occurred(
        "driver without a group",
        rows(&|row| row.found.driver.is_some() && row.found.group.is_none()),
    );
    counters.occurred("vehicle", rows(&|row| row.found.vehicle.is_some()));
    counters.occurred("started at a local midnight", rows(&|row| is_midnight(row)));
    counters.occurred(
        "started today",
        rows(&|row| row.kind != Kind::Evse && row.is_of_today),
    );
    let credits = naive
        .world
        .cpms
        .iter()
        .flat_map(|cpms| &cpms.cdrs)
        .filter(|cdr| cdr.credit.is_some());
    let (below, above): (Vec<_>, Vec<_>) = credits.partition(|cdr| cdr.cost.net.minor4() < 0);
    counters.occurred("credit below zero", below.len());
    counters.occurred("credit above zero", above.len());
    let cuts = ends(naive);
    let at_a_cut = naive
        .rows
        .iter()
        .filter(|row| cuts.contains(&row.start))
        .count();
    counters.occurred("started exactly when something ends", at_a_cut);
}

/// In any zone that a Location may have.
fn is_midnight(row: &Row) -> bool {
    let begins = |zone: &Tz| row.start.with_timezone(zone).time() == NaiveTime::MIN;
    row.kind != Kind::Evse && ZONES.iter().any(begins)
}

fn tenants(naive: &Naive, counters: &mut Counters) {
    let k_is = |k: u8| {
        naive
            .setup
            .tenants
            .iter()
            .filter(|tenant| tenant.k == Some(k))
            .count()
    };
    for (what, k) in [("k is 3", 3), ("k is 4", 4), ("k is 5", 5), ("k is 6", 6)] {
        counters.occurred(what, k_is(k));
    }
    let ceilings = naive
        .setup
        .tenants
        .iter()
        .filter_map(|tenant| tenant.ceiling.as_ref());
    counters.occurred(
        "ceiling",
        ceilings.filter(|ceiling| ceiling.classes.is_some()).count(),
    );
}

/// When an assignment, an enrolment or a data window ends or begins.
fn ends(naive: &Naive) -> Vec<DateTime<Utc>> {
    let mut ends = Vec::new();
    for tenant in &naive.setup.tenants {
        let enrolled = tenant
            .drivers
            .iter()
            .flat_map(|driver| &driver.tokens)
            .chain(tenant.vehicles.iter().flat_map(|vehicle| &vehicle.tokens));
        let grants = tenant.people.iter().flat_map(|person| &person.grants);
        let during = tenant
            .assignments
            .iter()
            .map(|assignment| assignment.during)
            .chain(enrolled.map(|enrolment| enrolment.during))
            .chain(grants.map(|grant| grant.data()));
        ends.extend(
            during
                .flat_map(|during| [during.from, during.until])
                .flatten(),
        );
    }
    ends
}
