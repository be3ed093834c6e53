//! Figures of any period, however they are cut, for each built-in role: whole months and years, those that begin inside one,
//! and all time. Of the cuts of a period the slowest is told, and each that misses the goal.

use std::time::Instant;

use access::{Proof, compile, sign_in};
use chrono::NaiveDate;
use serde_json::json;
use store::{Cut, FoundPerson, Question};

use super::{
    NotRead,
    file::Failure,
    spread::{Report, Took, with},
    world::{NOW, ROLES, World},
};

const GOAL_MS: u64 = 100;
/// So often each is asked, the first time apart: there are hundreds of questions.
const TIMES: usize = 6;

/// With the first day and the last.
const PERIODS: [(&str, &str, &str); 8] = [
    ("a month", "2026-05-01", "2026-05-31"),
    ("a day", "2026-05-12", "2026-05-12"),
    ("a week over two months", "2026-04-27", "2026-05-03"),
    ("thirty days up to today", "2026-05-17", "2026-06-15"),
    ("a year", "2025-01-01", "2025-12-31"),
    ("a year up to today", "2025-06-16", "2026-06-15"),
    ("most of two years", "2024-07-10", "2026-05-20"),
    ("all time", "1970-01-01", "2026-06-15"),
];

pub async fn measure(world: &World) -> Result<Report, Failure> {
    let mut report = Report::default();
    let periods = PERIODS
        .iter()
        .map(|(name, from, to)| Ok((*name, from.parse::<NaiveDate>()?, to.parse::<NaiveDate>()?)));
    let periods: Vec<_> = periods.collect::<Result<_, Failure>>()?;
    // the operator is first
    for person in world.people().take(1 + ROLES) {
        let FoundPerson::One(policy) = world.profile.policy(&person, NOW).await? else {
            return Err(format!("{person} is not there").into());
        };
        let scope = compile(&sign_in(policy, Proof::OpenedProfile, NOW));
        let person = person.rsplit('/').next().unwrap_or_default();
        eprintln!("▸ {person}");
        let took = world
            .profile
            .read(scope, async |reader| -> Result<_, NotRead> {
                let mut took = Vec::new();
                for (name, from, to) in &periods {
                    for by in Cut::ALL {
                        let question = Question {
                            from: *from,
                            to: *to,
                            by,
                            now: NOW,
                        };
                        let mut of_cut = Took::default();
                        for _ in 0..TIMES {
                            let begun = Instant::now();
                            reader.figures(question).await?;
                            of_cut.put(begun.elapsed());
                        }
                        took.push((*name, by, of_cut));
                    }
                }
                Ok(took)
            })
            .await?;
        for (name, ..) in PERIODS {
            let of_period = took.iter().filter(|(of, ..)| *of == name);
            let Some((_, by, slowest)) = of_period.clone().max_by_key(|(.., took)| took.median())
            else {
                continue;
            };
            let row = |by: &Cut, took: &Took| {
                let by = format!("{by:?}").to_lowercase();
                let row = took.row(&format!("{person}, {name}, by {by}"));
                with(row, &[("goal_ms", json!(GOAL_MS))])
            };
            report.rows.push(row(by, slowest));
            for (_, other, took) in of_period {
                if other != by && took.median().as_millis() >= u128::from(GOAL_MS) {
                    report.rows.push(row(other, took));
                }
            }
        }
    }
    Ok(report)
}
