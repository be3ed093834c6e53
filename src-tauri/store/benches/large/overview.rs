//! An overview: figures in all, by day, by property and by group, with what charges now, for each built-in role.

use std::time::Instant;

use access::{Proof, compile, sign_in};
use chrono::NaiveDate;
use serde_json::json;
use store::{Cut, FoundPerson, OpenError, Question, ReadError};

use super::{
    file::Failure,
    spread::{Report, Took, with},
    world::{NOW, ROLES, World},
};

const GOAL_MS: u64 = 16;

const CUTS: [Cut; 4] = [Cut::Total, Cut::Day, Cut::Property, Cut::Group];

#[derive(Debug, thiserror::Error)]
enum NotRead {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Read(#[from] ReadError),
}

pub async fn measure(world: &World) -> Result<Report, Failure> {
    let mut report = Report::default();
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).ok_or("not a day");
    let periods = [
        ("month", day(2026, 6, 1)?, day(2026, 6, 30)?),
        ("year", day(2025, 1, 1)?, day(2025, 12, 31)?),
    ];
    // the operator is first
    for person in world.people().take(1 + ROLES) {
        let FoundPerson::One(policy) = world.profile.policy(&person, NOW).await? else {
            return Err(format!("{person} is not there").into());
        };
        for (period, from, to) in periods {
            let scope = compile(&sign_in(policy.clone(), Proof::OpenedProfile, NOW));
            let questions = CUTS.map(|by| Question {
                from,
                to,
                by,
                now: NOW,
            });
            let (all, each) = world
                .profile
                .read(scope, async |reader| -> Result<_, NotRead> {
                    let mut all = Took::default();
                    let mut each = CUTS.map(|_| Took::default());
                    while !all.is_enough() {
                        // as the window asks: all of it in one snapshot
                        let begun = Instant::now();
                        reader.several(&questions, NOW).await?;
                        let took = begun.elapsed();
                        for (question, each) in questions.iter().zip(&mut each) {
                            let started = Instant::now();
                            reader.figures(*question).await?;
                            each.put(started.elapsed());
                        }
                        all.put(took);
                    }
                    Ok((all, each))
                })
                .await?;
            let person = person.rsplit('/').next().unwrap_or_default();
            let what = format!("{person}, {period}");
            report
                .rows
                .push(with(all.row(&what), &[("goal_ms", json!(GOAL_MS))]));
            for (by, took) in CUTS.iter().zip(each) {
                let name = format!("{by:?}").to_lowercase();
                report.rows.push(took.row(&format!("  {what}: {name}")));
            }
        }
    }
    Ok(report)
}
