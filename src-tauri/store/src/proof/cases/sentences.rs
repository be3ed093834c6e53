//! Single sentences about grants, and what follows from each.

use serde_json::{Value, json};

use super::{
    Expected::{self, Empty, Hidden, NoRow, Shown, ShownAs},
    fixed, seen,
};
use crate::proof::Kind;

/// Somebody with these grants, in a world where this is altered, sees this.
struct Case {
    says: &'static str,
    grants: Value,
    tenant: Value,
    row: &'static str,
    field: &'static str,
    is: Expected,
}

fn case(
    says: &'static str,
    grants: Value,
    row: &'static str,
    field: &'static str,
    is: Expected,
) -> Case {
    Case {
        says,
        grants,
        tenant: json!({}),
        row,
        field,
        is,
    }
}

impl Case {
    /// Under other lists of the tenant.
    fn where_(mut self, tenant: Value) -> Self {
        self.tenant = tenant;
        self
    }
}

fn grants() -> Vec<Case> {
    let own = "S-own-internal-before";
    let admin_until = |until: &str| json!([{ "role": "tenant-admin", "until": until }]);
    let admin_from = |from: &str| json!([{ "role": "tenant-admin", "from": from }]);
    let data = |from: Value, until: Value| json!([{ "role": "controller", "data_from": from, "data_until": until }]);
    let start = || json!("2026-06-01T06:00:00Z");
    vec![
        case("default deny: no grant, no row", json!([]), own, "status", NoRow),
        case("a grant without a condition covers the tenant", json!([{ "role": "controller" }]), own, "net", ShownAs("4.0000")),
        case("a grant that ends now is over", admin_until("2026-06-17T08:20:00Z"), own, "status", NoRow),
        case("a grant that ends in a second is not", admin_until("2026-06-17T08:20:01Z"), own, "status", Shown),
        case("a grant that begins now has begun", admin_from("2026-06-17T08:20:00Z"), own, "status", Shown),
        case("a grant that begins in a second has not", admin_from("2026-06-17T08:20:01Z"), own, "status", NoRow),
        case("a data window holds its first instant", data(start(), Value::Null), own, "status", Shown),
        case("a data window does not hold its last", data(Value::Null, start()), own, "status", NoRow),
        case("several conditions intersect", json!([{ "role": "controller", "units": ["b"], "drivers": ["i"] }]), own, "status", NoRow),
        case("both hold", json!([{ "role": "controller", "units": ["a"], "drivers": ["i"] }]), own, "status", Shown),
        case("a list that names nothing covers nothing", json!([{ "role": "controller", "drivers": [] }]), own, "status", NoRow),
        case("a row has a driver or a vehicle", json!([{ "role": "controller", "drivers": ["i"], "vehicles": ["v"] }]), own, "status", NoRow),
        case("a vehicle is in no group", json!([{ "role": "controller", "groups": ["staff", "guests", "street"] }]), "S-own-vehicle-before", "status", NoRow),
        case("a group covers its drivers", json!([{ "role": "controller", "groups": ["guests"] }]), "S-other-guest-before", "group", ShownAs("haus/guests")),
        case("a grant of an EVSE covers it in any case", json!([{ "role": "property-manager", "evses": ["hvb/e-a"] }]), own, "evse", ShownAs("main:DE-HVB/LOC-A/E-A")),
        case("a grant of a Location of others covers nothing", json!([{ "role": "tenant-admin", "locations": ["LOC-N"] }]), "S-foreign-unknown-before", "status", NoRow),
        case("the mask is per row: costs of A alone, at B", json!([{ "role": "controller", "units": ["a"] }, { "role": "day" }]), "S-other-internal-today", "net", Hidden)
            .where_(json!({ "roles": [{ "id": "day", "from": "controller", "classes": ["S_TODAY"] }] })),
        case("one grant brings the row, another its costs", json!([{ "role": "rows" }, { "role": "costs", "drivers": ["i"] }]), own, "net", Shown)
            .where_(json!({ "roles": [
                { "id": "rows", "from": "controller", "classes": ["S"] },
                { "id": "costs", "from": "controller", "classes": ["C"] } ] })),
        case("costs without rows are nothing", json!([{ "role": "costs" }]), own, "net", NoRow)
            .where_(json!({ "roles": [{ "id": "costs", "from": "controller", "classes": ["C", "D"] }] })),
        case("D is not P", json!([{ "role": "hotel-operator" }]), "C-own-guest-before", "cost_centre", Hidden),
        case("a driver without a group counts as unknown", json!([{ "role": "hotel-operator" }]), "C-own-guest-before", "driver_name", Hidden)
            .where_(json!({ "groups": [{ "id": "staff", "name": "Staff", "usage": "internal" }], "drivers": [
                { "id": "g", "name": "Gil", "tokens": [{ "uid": "T-guest" }] } ] })),
        case("nobody enrolled is empty, not hidden", json!([{ "role": "controller" }]), "C-own-unknown-before", "driver", Empty),
    ]
}

fn ceilings() -> Vec<Case> {
    let ceiling = |classes: &[&str]| json!({ "ceiling": { "classes": classes } });
    let admin = || json!([{ "role": "tenant-admin" }]);
    let given = |units: Value, by: &str| json!([{ "role": "tenant-admin", "units": units, "given_by": by }]);
    vec![
        case(
            "what is above the ceiling is cut off",
            admin(),
            "C-own-internal-before",
            "net",
            Hidden,
        )
        .where_(ceiling(&["O", "S", "P"])),
        case(
            "a ceiling of S_TODAY leaves today",
            admin(),
            "C-own-internal-today",
            "net",
            Shown,
        )
        .where_(ceiling(&["S_TODAY", "C"])),
        case(
            "and not what was before",
            admin(),
            "C-own-internal-before",
            "net",
            NoRow,
        )
        .where_(ceiling(&["S_TODAY", "C"])),
        case(
            "S_LIVE gives no row",
            admin(),
            "S-own-internal-today",
            "status",
            NoRow,
        )
        .where_(ceiling(&["O", "S_LIVE", "C"])),
        case(
            "S_TODAY and S_LIVE hold nothing of each other",
            json!([{ "role": "site-manager" }]),
            "S-own-internal-today",
            "status",
            NoRow,
        )
        .where_(ceiling(&["O", "S_LIVE"])),
        case(
            "a ceiling of S admits S_TODAY",
            json!([{ "role": "site-manager" }]),
            "S-own-internal-today",
            "status",
            Shown,
        )
        .where_(ceiling(&["S"])),
        case(
            "without S the status of a charging EVSE is one of four",
            admin(),
            "LOC-A/E-A",
            "status",
            ShownAs("in service"),
        )
        .where_(ceiling(&["O", "S_TODAY"])),
        case(
            "with S it is what it is",
            admin(),
            "LOC-A/E-A",
            "status",
            ShownAs("CHARGING"),
        )
        .where_(ceiling(&["O", "S"])),
        case(
            "S on people is none on the place",
            json!([{ "role": "facility-manager" }, { "role": "fleet-manager", "groups": ["staff"] }]),
            "LOC-A/E-A",
            "status",
            ShownAs("in service"),
        ),
        case(
            "what the giver holds is given",
            given(json!(["a"]), "chief"),
            "C-own-internal-before",
            "net",
            Shown,
        ),
        case(
            "nobody gives more than they hold",
            given(json!(["a"]), "chief"),
            "C-own-internal-before",
            "driver",
            Hidden,
        ),
        case(
            "nobody gives what they may not pass on",
            given(json!(["b"]), "chief"),
            "C-other-internal-before",
            "net",
            NoRow,
        ),
    ]
}

#[test]
fn each_sentence_holds() {
    for case in grants().into_iter().chain(ceilings()) {
        let mut world = fixed::world(case.grants.clone());
        if let Some(changes) = case.tenant.as_object() {
            for (key, value) in changes {
                world.setup["tenants"][0][key] = value.clone();
            }
        }
        let accepted = access::setup::read(&world.setup.to_string());
        assert!(accepted.is_ok(), "{}: {accepted:?}", case.says);
        let kind = match &case.row[..2] {
            "S-" => Kind::Session,
            "C-" => Kind::Cdr,
            _ => Kind::Evse,
        };
        let found = seen(&world, "haus/p", kind, &fixed::key(case.row), case.field);
        assert!(
            case.is.is(found.as_ref()),
            "{}: expected {}, it is {found:?}",
            case.says,
            case.is
        );
    }
}
