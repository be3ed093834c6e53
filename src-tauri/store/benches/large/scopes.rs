//! From a person's name to a Scope: reading the policy of a tenant, and compiling it.

use std::{hint::black_box, time::Instant};

use access::{Proof, Rows, compile, sign_in};
use serde_json::json;
use store::FoundPerson;

use super::{
    file::Failure,
    spread::{Report, Took, timed, with},
    world::{NOW, World},
};

const GOAL_MS: u64 = 50;

pub async fn measure(world: &World) -> Result<Report, Failure> {
    let mut report = Report::default();
    for person in world.people() {
        let (mut read, mut compiled, mut both) = <(Took, Took, Took)>::default();
        let mut entries = String::new();
        while !both.is_enough() {
            let started = Instant::now();
            let found = world.profile.policy(&person, NOW).await?;
            let reading = started.elapsed();
            let FoundPerson::One(policy) = found else {
                return Err(format!("{person} is not there").into());
            };
            let signed_in = sign_in(policy, Proof::OpenedProfile, NOW);
            let (compiling, scope) = timed(|| black_box(compile(black_box(&signed_in))));
            read.warm(reading);
            compiled.warm(compiling);
            both.warm(reading.saturating_add(compiling));
            entries = match scope.rows() {
                Rows::All => "all".to_owned(),
                Rows::Tenant(rows) => format!(
                    "{} places, {} people, {} pairs",
                    rows.places.len(),
                    rows.people.len(),
                    rows.pairs.len()
                ),
            };
        }
        let person = person.rsplit('/').next().unwrap_or_default();
        report.rows.push(read.row(&format!("{person}: read")));
        report
            .rows
            .push(compiled.row(&format!("{person}: compile ({entries})")));
        report.rows.push(with(
            both.row(&format!("{person}: both")),
            &[("goal_ms", json!(GOAL_MS))],
        ));
    }
    Ok(report)
}
