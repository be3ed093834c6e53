//! An overview, for each built-in role: figures in all, by day or month, by property, by group and, for who may tell drivers
//! apart, by cost centre; and beside them, in all and by time, those of the period before. As `figures::overview` asks for it,
//! which this room does not know.

use std::time::Instant;

use access::{Class, Proof, compile, sign_in};
use chrono::NaiveDate;
use serde_json::json;
use store::{Cut, FoundPerson, Question};

use super::{
    NotRead,
    file::Failure,
    spread::{Report, Took, with},
    world::{NOW, ROLES, World},
};

const GOAL_MS: u64 = 16;

/// What is looked at, and what it is compared with.
struct Period {
    name: &'static str,
    by_time: Cut,
    days: (NaiveDate, NaiveDate),
    before: (NaiveDate, NaiveDate),
}

impl Period {
    fn questions(&self, with_cost_centres: bool) -> Vec<(String, Question)> {
        let question = |(from, to), by| Question {
            from,
            to,
            by,
            now: NOW,
        };
        let mut cuts = vec![Cut::Total, self.by_time, Cut::Property, Cut::Group];
        if with_cost_centres {
            cuts.push(Cut::CostCentre);
        }
        let now = cuts
            .into_iter()
            .map(|by| (format!("{by:?}").to_lowercase(), question(self.days, by)));
        let before = [Cut::Total, self.by_time].into_iter().map(|by| {
            let name = format!("{by:?}, before").to_lowercase();
            (name, question(self.before, by))
        });
        now.chain(before).collect()
    }
}

pub async fn measure(world: &World) -> Result<Report, Failure> {
    let mut report = Report::default();
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).ok_or("not a day");
    let periods = [
        Period {
            name: "month",
            by_time: Cut::Day,
            days: (day(2026, 5, 1)?, day(2026, 5, 31)?),
            before: (day(2026, 4, 1)?, day(2026, 4, 30)?),
        },
        Period {
            name: "year",
            by_time: Cut::Month,
            days: (day(2025, 1, 1)?, day(2025, 12, 31)?),
            before: (day(2024, 1, 1)?, day(2024, 12, 31)?),
        },
    ];
    // the operator is first
    for person in world.people().take(1 + ROLES) {
        let FoundPerson::One(policy) = world.profile.policy(&person, NOW).await? else {
            return Err(format!("{person} is not there").into());
        };
        for period in &periods {
            let scope = compile(&sign_in(policy.clone(), Proof::OpenedProfile, NOW));
            let questions = period.questions(scope.opens(Class::P));
            let asked: Vec<Question> = questions.iter().map(|(_, question)| *question).collect();
            let (all, each) = world
                .profile
                .read(scope, async |reader| -> Result<_, NotRead> {
                    let mut all = Took::default();
                    let mut each: Vec<Took> = asked.iter().map(|_| Took::default()).collect();
                    while !all.is_enough() {
                        // as the window asks: all of it in one snapshot
                        let begun = Instant::now();
                        reader.several(&asked, NOW).await?;
                        let took = begun.elapsed();
                        for (question, each) in asked.iter().zip(&mut each) {
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
            let what = format!("{person}, {}", period.name);
            report
                .rows
                .push(with(all.row(&what), &[("goal_ms", json!(GOAL_MS))]));
            for ((name, _), took) in questions.iter().zip(each) {
                report.rows.push(took.row(&format!("  {what}: {name}")));
            }
        }
    }
    Ok(report)
}
