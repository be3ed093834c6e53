//! Who looks: grants over, grants to come, grants that meet, grants that are cut.

use access::Class;

use crate::proof::{
    Counters, Naive,
    answer::Kind,
    naive::{Ask, Asking, Row},
    setup::{Grant, Person, Tenant},
};

pub fn count(naive: &Naive, counters: &mut Counters) {
    grants(naive, counters);
    for tenant in &naive.setup.tenants {
        let asking = Asking::of(tenant, naive.world.now);
        for person in &tenant.people {
            meeting(naive, tenant, person, &asking, counters);
        }
    }
}

fn grants(naive: &Naive, counters: &mut Counters) {
    let now = naive.world.now;
    let people = || naive.setup.tenants.iter().flat_map(|tenant| &tenant.people);
    let those = |is: &dyn Fn(&Grant) -> bool| {
        people()
            .flat_map(|person| &person.grants)
            .filter(|grant| is(grant))
            .count()
    };
    counters.occurred(
        "grant that is over",
        those(&|grant| grant.valid.until.is_some_and(|until| until < now)),
    );
    counters.occurred(
        "grant that ends now",
        those(&|grant| grant.valid.until == Some(now)),
    );
    counters.occurred(
        "grant that begins now",
        those(&|grant| grant.valid.from == Some(now)),
    );
    counters.occurred(
        "grant to come",
        those(&|grant| grant.valid.from.is_some_and(|from| from > now)),
    );
    counters.occurred(
        "grant with a data window",
        those(&|grant| grant.data_from.or(grant.data_until).is_some()),
    );
    counters.occurred("grant of units", those(&|grant| grant.units.is_some()));
    counters.occurred(
        "grant of locations",
        those(&|grant| grant.locations.is_some()),
    );
    counters.occurred("grant of evses", those(&|grant| grant.evses.is_some()));
    counters.occurred("grant of drivers", those(&|grant| grant.drivers.is_some()));
    counters.occurred(
        "grant of vehicles",
        those(&|grant| grant.vehicles.is_some()),
    );
    counters.occurred("grant of groups", those(&|grant| grant.groups.is_some()));
    counters.occurred(
        "grant of places and people",
        those(&|grant| places(grant) && others(grant)),
    );
    counters.occurred(
        "grant without a condition",
        those(&|grant| !places(grant) && !others(grant)),
    );
    counters.occurred("grant of nothing", those(&|grant| names_nothing(grant)));
    counters.occurred(
        "grant given by a person",
        those(&|grant| grant.given_by.is_some()),
    );
    counters.occurred(
        "person without a grant",
        people().filter(|person| person.grants.is_empty()).count(),
    );
}

fn places(grant: &Grant) -> bool {
    grant.units.is_some() || grant.locations.is_some() || grant.evses.is_some()
}

fn others(grant: &Grant) -> bool {
    grant.drivers.is_some() || grant.vehicles.is_some() || grant.groups.is_some()
}

fn names_nothing(grant: &Grant) -> bool {
    let conditions = [&grant.units, &grant.evses, &grant.vehicles, &grant.groups];
    conditions
        .iter()
        .any(|names| names.as_ref().is_some_and(Vec::is_empty))
}

/// Where the grants of one person meet, and where they do not reach.
fn meeting(
    naive: &Naive,
    tenant: &Tenant,
    person: &Person,
    asking: &Asking,
    counters: &mut Counters,
) {
    let (mut several, mut pieced, mut apart, mut only_today, mut closed) = (0, 0, 0, 0, 0);
    let costs_elsewhere = sees_costs(naive, tenant, person, asking);
    let own = |row: &&Row| row.kind != Kind::Evse && row.tenant() == Some(&tenant.id);
    for row in naive.rows.iter().filter(own) {
        let alone = |grant: &Grant, ask: Ask| asking.alone(grant, row, ask);
        let of = |ask: Ask| {
            person
                .grants
                .iter()
                .filter(|grant| alone(grant, ask))
                .count()
        };
        let (rows, costs) = (of(Ask::Class(Class::S)), of(Ask::Class(Class::C)));
        let both = |grant: &Grant| {
            alone(grant, Ask::Class(Class::S)) && alone(grant, Ask::Class(Class::C))
        };
        several += usize::from(rows > 1);
        pieced += usize::from(rows > 0 && costs > 0 && !person.grants.iter().any(both));
        // what (all rows) × (all fields) would show
        apart += usize::from(rows > 0 && costs == 0 && costs_elsewhere);
        only_today += usize::from(rows > 0 && of(Ask::EverySession) == 0);
        let covered = person.grants.iter().any(|grant| asking.covers(grant, row));
        closed += usize::from(covered && rows == 0);
    }
    counters.occurred("row of two grants", several);
    counters.occurred("row of one grant with costs of another", pieced);
    counters.occurred("row without costs of who sees others with", apart);
    counters.occurred("row for today alone", only_today);
    counters.occurred("row that is covered and not there", closed);
}

/// Whether the person sees the costs of any row.
fn sees_costs(naive: &Naive, tenant: &Tenant, person: &Person, asking: &Asking) -> bool {
    let seen = |row: &Row| {
        row.tenant() == Some(&tenant.id)
            && asking.has(person, row, Ask::Class(Class::S))
            && asking.has(person, row, Ask::Class(Class::C))
    };
    naive.rows.iter().any(seen)
}
