//! Sums through a masked view, in each of its shapes, beside the same sums of the same rows with a WHERE written by
//! hand: what asking "may this be seen?" of each row and each field costs.

mod columns;
mod scope;

use std::time::{Duration, Instant};

use serde_json::json;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row, SqliteConnection};

use super::{
    file::{Failure, settings},
    spread::{Report, Took, with},
    world::World,
};
use columns::Columns;
use scope::Laid;

const GOAL: f64 = 1.3;

/// A shape; whom it serves; and its views, as the store lays them out.
const SHAPES: [(&str, &str, &str); 5] = [
    (
        "all",
        "operator",
        include_str!(concat!(env!("OUT_DIR"), "/all.sql")),
    ),
    (
        "wide units",
        "largest/tenant-admin",
        include_str!(concat!(env!("OUT_DIR"), "/wide_units.sql")),
    ),
    (
        "wide people",
        "largest/many-people",
        include_str!(concat!(env!("OUT_DIR"), "/wide_people.sql")),
    ),
    (
        "narrow places",
        "largest/some-places",
        include_str!(concat!(env!("OUT_DIR"), "/narrow_places.sql")),
    ),
    (
        "narrow any",
        "largest/some-people",
        include_str!(concat!(env!("OUT_DIR"), "/narrow_any.sql")),
    ),
];

pub async fn measure(world: &World) -> Result<Report, Failure> {
    let mut report = Report::default();
    for (shape, person, views) in SHAPES {
        let scope = Laid::of(world, person, views).await?;
        for columns in Columns::ALL {
            let masked = columns.of_view();
            let by_hand = columns.of_table(scope.by_hand());
            let (mut through, mut beside) = (Took::default(), Took::default());
            let mut db = open(world, &scope).await?;
            through.cold = Some(sums(&mut db, &masked).await?.1);
            db.close().await?;
            let mut db = open(world, &scope).await?;
            beside.cold = Some(sums(&mut db, &by_hand).await?.1);
            let mut rows = 0;
            // in turns, so that a busy machine slows both alike
            while !(through.is_enough() && beside.is_enough()) {
                let (seen, took) = sums(&mut db, &masked).await?;
                through.warm(took);
                let (there, took) = sums(&mut db, &by_hand).await?;
                beside.warm(took);
                if seen != there {
                    return Err(format!("{shape}: {seen:?} is not {there:?}").into());
                }
                rows = seen.first().copied().flatten().unwrap_or_default();
            }
            let ratio = through.ratio(&beside);
            let what = format!("{shape}: {} of {rows} rows", columns.name());
            report.rows.push(with(
                through.row(&what),
                &[("ratio", json!(ratio)), ("goal_ratio", json!(GOAL))],
            ));
            report.rows.push(beside.row(&format!("{shape}: by hand")));
            if ratio > GOAL {
                report.notes.push(format!(
                    "{what}\n{}\nby hand\n{}",
                    plan(&mut db, &masked).await?,
                    plan(&mut db, &by_hand).await?
                ));
            }
            db.close().await?;
        }
    }
    Ok(report)
}

async fn open(world: &World, scope: &Laid) -> Result<SqliteConnection, Failure> {
    let file = world.folder().join("voltfolio.db");
    let mut db = settings(&file, &world.key()?)
        .read_only(true)
        .connect()
        .await?;
    scope.lay_out(&mut db).await?;
    Ok(db)
}

type Sums = Vec<Option<i64>>;

async fn sums(db: &mut SqliteConnection, statement: &str) -> Result<(Sums, Duration), Failure> {
    let query = sqlx::query(AssertSqlSafe(statement.to_owned()));
    let started = Instant::now();
    let row = query.fetch_one(db).await?;
    let took = started.elapsed();
    let sums = (0..row.len()).map(|at| row.try_get(at));
    Ok((sums.collect::<Result<_, _>>()?, took))
}

async fn plan(db: &mut SqliteConnection, statement: &str) -> Result<String, Failure> {
    let explained = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}")));
    let mut steps = Vec::new();
    for row in explained.fetch_all(db).await? {
        steps.push(format!("  {}", row.try_get::<String, _>("detail")?));
    }
    Ok(steps.join("\n"))
}
