//! Keeps the cells right by difference: what the touched records count for now, less what they did before.
//!
//! A record is counted together with its partners: a Session with the CDRs that name it. So whoever
//! changes records says first which ([`Touch`]), calls [`before`], changes them, and calls [`after`], all in
//! one transaction.

use std::collections::BTreeMap;

use sqlx::SqliteConnection;

use super::raw;
use crate::error::WriteError;

/// Kind (`s` a Session or what a CDR names, `c` a CDR that names none), country, party, id.
pub(super) type Group<'a> = (char, &'a str, &'a str, &'a str);
/// Country, party, id.
pub(super) type Id<'a> = (&'a str, &'a str, &'a str);

/// Records that are about to change.
pub(super) enum Touch<'a> {
    /// Of a page.
    Page {
        connection: i64,
        groups: &'a [Group<'a>],
    },
    /// CDRs of a page: what they named until now, if they are here.
    Cdrs { connection: i64, ids: &'a [Id<'a>] },
    /// Rows of session and of cdr.
    Rows {
        sessions: &'a [i64],
        cdrs: &'a [i64],
    },
}

/// Counts what the touched records come to as they are, to be taken off.
pub(super) async fn before(
    db: &mut SqliteConnection,
    touched: &[Touch<'_>],
) -> Result<(), WriteError> {
    start(db).await?;
    for touch in touched {
        match touch {
            Touch::Page { connection, groups } => {
                let query = sqlx::query(include_str!("../sql/cells/touch_page.sql"));
                query
                    .bind(connection)
                    .bind(raw::json(groups))
                    .execute(&mut *db)
                    .await?;
            }
            Touch::Cdrs { connection, ids } => {
                let query = sqlx::query(include_str!("../sql/cells/touch_cdrs.sql"));
                query
                    .bind(connection)
                    .bind(raw::json(ids))
                    .execute(&mut *db)
                    .await?;
            }
            Touch::Rows { sessions, cdrs } => {
                let query = sqlx::query(include_str!("../sql/cells/touch_rows.sql"));
                query
                    .bind(raw::json(sessions))
                    .bind(raw::json(cdrs))
                    .execute(&mut *db)
                    .await?;
            }
        }
    }
    count_touched(db, -1).await
}

/// Counts what the touched records come to now, and changes the cells by the difference.
pub(super) async fn after(db: &mut SqliteConnection) -> Result<(), WriteError> {
    count_touched(db, 1).await?;
    apply(db).await
}

/// Before the prices of some CDRs change. Nobody but they themselves counts otherwise for it, and no people.
pub(super) async fn begin_prices(db: &mut SqliteConnection) -> Result<(), WriteError> {
    start(db).await
}

/// Changes the cells by what was counted of these prices.
pub(super) async fn end_prices(db: &mut SqliteConnection) -> Result<(), WriteError> {
    all(db, &CHANGE).await
}

/// What cells are cut by: a node and what is above it, a group and its usage class.
type Cut = (i64, Option<i64>, Option<String>);

/// What the cells are cut by now: the tree of Units, and which usage class a group counts to.
pub(super) async fn cut_by(db: &mut SqliteConnection) -> Result<Vec<Cut>, WriteError> {
    let cut = sqlx::query_as(
        "SELECT unit, parent, NULL FROM unit
         UNION ALL
         SELECT user_group, NULL, iif(ended_at IS NULL, usage, 'ended ' || usage) FROM user_group
         ORDER BY 1, 3",
    );
    Ok(cut.fetch_all(db).await?)
}

/// Makes all cells anew, after the tree of Units or the classes of groups have changed.
pub(super) async fn rebuild(db: &mut SqliteConnection) -> Result<(), WriteError> {
    start(db).await?;
    sqlx::query("DELETE FROM unit_node")
        .execute(&mut *db)
        .await?;
    sqlx::query(include_str!("../sql/cells/unit_nodes.sql"))
        .execute(&mut *db)
        .await?;
    all(
        db,
        &[
            "DELETE FROM rollup",
            "DELETE FROM rollup_evse",
            "DELETE FROM rollup_driver",
            "DELETE FROM rollup_cost_centre",
            "DELETE FROM crowd",
            "DELETE FROM person_month",
        ],
    )
    .await?;
    count_all(db).await?;
    apply(db).await
}

/// Whether a vehicle, or else a driver; its row; and what it is booked to.
type Booked = BTreeMap<(bool, i64), Option<String>>;

/// What drivers and vehicles are booked to now.
pub(super) async fn booked(db: &mut SqliteConnection) -> Result<Booked, WriteError> {
    let booked: Vec<(bool, i64, Option<String>)> = sqlx::query_as(
        "SELECT 0, driver, cost_centre FROM driver UNION ALL SELECT 1, vehicle, cost_centre FROM vehicle",
    )
    .fetch_all(db)
    .await?;
    let booked = booked.into_iter();
    Ok(booked
        .map(|(is_vehicle, row, to)| ((is_vehicle, row), to))
        .collect())
}

/// Makes the cells of cost centres anew if somebody who was there before is booked to another now. Whoever is new has
/// nothing in them yet.
pub(super) async fn book(db: &mut SqliteConnection, before: &Booked) -> Result<(), WriteError> {
    let now = booked(db).await?;
    if before.iter().all(|(who, to)| now.get(who) == Some(to)) {
        return Ok(());
    }
    start(db).await?;
    sqlx::query("DELETE FROM rollup_cost_centre")
        .execute(&mut *db)
        .await?;
    count_all(db).await?;
    all(db, &[APPLY_COST_CENTRE]).await
}

/// Changes every cell by its difference.
const CHANGE: [&str; 4] = [
    include_str!("../sql/cells/apply.sql"),
    include_str!("../sql/cells/apply_evse.sql"),
    include_str!("../sql/cells/apply_driver.sql"),
    APPLY_COST_CENTRE,
];
const APPLY_COST_CENTRE: &str = include_str!("../sql/cells/apply_cost_centre.sql");

/// Where differences are kept, and how they are spread over the cells.
pub(crate) const DIFFERENCES: [&str; 5] = [
    include_str!("../sql/cells/delta.sql"),
    include_str!("../sql/cells/spread.sql"),
    include_str!("../sql/cells/spread_evse.sql"),
    include_str!("../sql/cells/spread_driver.sql"),
    include_str!("../sql/cells/spread_cost_centre.sql"),
];

/// Makes what a connection works out differences with: once, since thousands of pages do.
pub(crate) async fn prepare(db: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    for statement in DIFFERENCES {
        sqlx::query(statement).execute(&mut *db).await?;
    }
    sqlx::query(include_str!("../sql/cells/touched.sql"))
        .execute(db)
        .await?;
    Ok(())
}

async fn all(db: &mut SqliteConnection, statements: &[&'static str]) -> Result<(), WriteError> {
    for statement in statements {
        sqlx::query(*statement).execute(&mut *db).await?;
    }
    Ok(())
}

async fn start(db: &mut SqliteConnection) -> Result<(), WriteError> {
    all(db, &["DELETE FROM temp.delta", "DELETE FROM temp.touched"]).await
}

async fn count_touched(db: &mut SqliteConnection, times: i64) -> Result<(), WriteError> {
    all(
        db,
        &[
            "DELETE FROM temp.touched_row",
            include_str!("../sql/cells/find_touched.sql"),
        ],
    )
    .await?;
    sqlx::query(include_str!("../sql/cells/count_touched.sql"))
        .bind(times)
        .execute(db)
        .await?;
    Ok(())
}

async fn count_all(db: &mut SqliteConnection) -> Result<(), WriteError> {
    sqlx::query(include_str!("../sql/cells/count_all.sql"))
        .bind(1)
        .execute(db)
        .await?;
    Ok(())
}

async fn apply(db: &mut SqliteConnection) -> Result<(), WriteError> {
    all(db, &CHANGE).await?;
    all(
        db,
        &[
            include_str!("../sql/settle/unsettle.sql"),
            include_str!("../sql/settle/forget.sql"),
        ],
    )
    .await?;
    let may_empty: bool = sqlx::query_scalar(include_str!("../sql/cells/may_empty.sql"))
        .fetch_one(&mut *db)
        .await?;
    if may_empty {
        drop_empty(db).await?;
        all(
            db,
            &[
                include_str!("../sql/cells/drop_empty_evse.sql"),
                include_str!("../sql/cells/drop_empty_driver.sql"),
                include_str!("../sql/cells/drop_empty_cost_centre.sql"),
            ],
        )
        .await?;
    }
    Ok(())
}

/// A cell that nothing is in is not there. One by one: given many keys at once, the planner looks through all days.
async fn drop_empty(db: &mut SqliteConnection) -> Result<(), WriteError> {
    let empty: Vec<(i64, i64, String, i64, i64)> =
        sqlx::query_as(include_str!("../sql/cells/empty.sql"))
            .fetch_all(&mut *db)
            .await?;
    for (grid, split, currency, node, period) in empty {
        sqlx::query(
            "DELETE FROM rollup WHERE grid = ? AND split = ? AND currency = ? AND node = ? AND period = ?",
        )
        .bind(grid)
        .bind(split)
        .bind(currency)
        .bind(node)
        .bind(period)
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}
