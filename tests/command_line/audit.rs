//! The log of who was told who somebody is.

use std::fs;

use serde_json::{Value, json};

use crate::program::Desk;

fn check(answer: &Value) -> Value {
    let checks = answer["checks"].as_array().expect("checks");
    let mut checks = checks.iter().filter(|check| check["name"] == "audit");
    checks.next().expect("a check of the audit log").clone()
}

#[test]
fn an_audit_log_that_is_not_the_profile_s_own_is_found_by_verify() {
    let desk = Desk::new();
    desk.setup(&json!({ "tenants": [] })).json();
    let whole = json!({ "name": "audit", "ok": true, "detail": "audit entries: 0" });
    assert_eq!(check(&desk.run("verify").json()), whole);

    let file = desk.profile().join("audit.db");
    fs::copy(desk.profile().join("voltfolio.db"), &file).expect("a file can be copied");
    let answer = desk.run("verify");
    assert_eq!(answer.code, 6, "{answer:?}");
    let answer: Value = serde_json::from_str(&answer.out).expect("JSON");
    assert_eq!(answer["ok"], false);
    assert_eq!(check(&answer)["ok"], false);

    fs::remove_file(file).expect("a file can be removed");
    assert_eq!(check(&desk.run("verify").json()), whole);
}
