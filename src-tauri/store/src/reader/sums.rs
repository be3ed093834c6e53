//! What there is to be summed: records or cells by the parts of a cut, and the parts that are there without any.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use access::{Class, Rows, TenantRows};
use chrono::{Datelike, NaiveDate};
use sqlx::SqliteConnection;

use super::{
    Cut, ask_for, cover,
    cut::{Part, day, number},
    places::{self, Held, LocalDays},
    snapshot::Snapshot,
    span::{self, Span},
};
use crate::{error::ReadError, writer::json};

/// What records or cells of one part and currency come to.
#[derive(Clone, sqlx::FromRow)]
pub(super) struct Sums {
    #[sqlx(flatten)]
    pub part: Part,
    pub currency: Option<String>,
    pub sessions: i64,
    pub cdrs: i64,
    pub credits: i64,
    pub energy_wh: i64,
    pub unbilled_wh: i64,
    pub net: i64,
    pub gross: i64,
    pub without_gross: i64,
    pub checked: i64,
    pub differing: i64,
}

impl Sums {
    fn add(&mut self, more: &Self) {
        self.sessions += more.sessions;
        self.cdrs += more.cdrs;
        self.credits += more.credits;
        self.energy_wh += more.energy_wh;
        self.unbilled_wh += more.unbilled_wh;
        self.net += more.net;
        self.gross += more.gross;
        self.without_gross += more.without_gross;
        self.checked += more.checked;
        self.differing += more.differing;
    }
}

/// What records of one unit, group, day and currency come to.
#[derive(sqlx::FromRow)]
pub(super) struct DaySums {
    unit: Option<i64>,
    property: Option<i64>,
    user_group: Option<i64>,
    day: i64,
    #[sqlx(flatten)]
    sums: Sums,
}

impl DaySums {
    /// How the part of a cut is told that one of these is in; `None`: it is not cut that way.
    fn parting(by: Cut) -> Option<fn(&Self) -> Option<i64>> {
        Some(match by {
            Cut::Total | Cut::Tenant => |_| None,
            Cut::Property => |sums| sums.property,
            Cut::Unit => |sums| sums.unit,
            Cut::Group => |sums| sums.user_group,
            Cut::Day => |sums| Some(sums.day),
            Cut::Month => |sums| {
                let day = day(sums.day);
                Some(number(day.with_day(1).unwrap_or(day)))
            },
            Cut::Location | Cut::Evse | Cut::Driver | Cut::Vehicle | Cut::CostCentre => {
                return None;
            }
        })
    }
}

/// From cells where they are cut that way and all of their records are seen, else from the records.
pub(super) async fn of(
    db: &mut SqliteConnection,
    snapshot: &mut Snapshot<'_>,
    by: Cut,
    days: LocalDays,
) -> Result<Vec<Sums>, ReadError> {
    match (snapshot.scope, Finely::cut(by)) {
        // of a Scope without a row in the period none are looked for among all there are
        (Rows::Tenant(scope), _) if !sees_rows(scope, days) => Ok(Vec::new()),
        (_, Some(finely)) => of_months(db, snapshot, finely, by, days).await,
        (Rows::All, None) => of_all(db, by, days).await,
        (Rows::Tenant(_), None) => of_covered(db, snapshot, by, days).await,
    }
}

async fn of_covered(
    db: &mut SqliteConnection,
    snapshot: &mut Snapshot<'_>,
    by: Cut,
    days: LocalDays,
) -> Result<Vec<Sums>, ReadError> {
    let ground = &snapshot.ground;
    let sources = ground.cover.sources(&ground.units, by);
    if sources.is_empty() {
        return of_seen(db, snapshot, by, days).await;
    }
    let Some(parted) = cover::parted(db, &sources, days).await? else {
        return of_seen(db, snapshot, by, days).await;
    };
    let spans: Vec<Span> = parted
        .cells
        .into_iter()
        .flat_map(|days| spans(by, days))
        .collect();
    let cells = cover::cells(&sources, by, snapshot.ground.nodes.groups());
    let mut sums: Vec<Sums> = sqlx::query_as(include_str!("../sql/cells/covered.sql"))
        .bind(json(&cells))
        .bind(span::json(&spans))
        .bind(by.name())
        .fetch_all(&mut *db)
        .await?;
    for days in parted.rows {
        sums.extend(of_seen(db, snapshot, by, days).await?);
    }
    Ok(sums)
}

/// By charge point or by who charged: of whole months from cells, where these are told by month alone.
async fn of_months(
    db: &mut SqliteConnection,
    snapshot: &Snapshot<'_>,
    finely: &Finely,
    by: Cut,
    days: LocalDays,
) -> Result<Vec<Sums>, ReadError> {
    let ground = &snapshot.ground;
    let sources = ground.cover.sources(&ground.units, by);
    if sources.is_empty() {
        return of_records(db, finely.records, by.name(), days).await;
    }
    // whoever sees everything sees every partner
    let straddles = matches!(snapshot.scope, Rows::Tenant(_));
    let parted = cover::parted_by_months(db, &sources, days, straddles).await?;
    let spans: Vec<Span> = parted
        .cells
        .into_iter()
        .flat_map(|days| (finely.spans)(days.from, days.to))
        .collect();
    let nodes: BTreeSet<i64> = sources.iter().map(|(node, ..)| *node).collect();
    let mut sums: Vec<Sums> = sqlx::query_as(finely.cells)
        .bind(span::json(&spans))
        .bind(json(&nodes))
        .bind(by.name())
        .fetch_all(&mut *db)
        .await?;
    for days in parted.rows {
        sums.extend(of_records(db, finely.records, by.name(), days).await?);
    }
    Ok(sums)
}

/// Sums of some facts by some keys.
macro_rules! sums {
    (of $facts:literal, by $keys:literal, $from:literal) => {
        concat!(
            include_str!(concat!("../sql/figures/", $facts, ".sql")),
            include_str!(concat!("../sql/figures/", $keys, ".sql")),
            include_str!("../sql/figures/sums.sql"),
            $from
        )
    };
}

/// How facts are summed by place or person: each way by statements of its own, so that none looks up what only another one
/// asks for.
struct Finely {
    cells: &'static str,
    /// Which cells whole months are read from.
    spans: fn(NaiveDate, NaiveDate) -> Vec<Span>,
    records: &'static str,
}

impl Finely {
    /// `None` where it is cut otherwise.
    fn cut(by: Cut) -> Option<&'static Self> {
        match by {
            Cut::Location | Cut::Evse => Some(&BY_PLACE),
            Cut::Driver | Cut::Vehicle => Some(&BY_PERSON),
            Cut::CostCentre => Some(&BY_COST_CENTRE),
            Cut::Total
            | Cut::Tenant
            | Cut::Property
            | Cut::Unit
            | Cut::Group
            | Cut::Day
            | Cut::Month => None,
        }
    }
}

const BY_PLACE: Finely = Finely {
    cells: sums!(of "places", by "by_place", "FROM fact f GROUP BY f.tenant, 2, f.currency"),
    spans: span::by_month,
    records: sums!(of "records", by "by_place", "FROM fact f GROUP BY f.tenant, 2, f.currency"),
};
const BY_PERSON: Finely = Finely {
    cells: sums!(of "people", by "by_person", "FROM fact f GROUP BY f.tenant, 2, 3, f.currency"),
    spans: span::by_month,
    records: sums!(of "records", by "by_person", "FROM fact f GROUP BY f.tenant, 2, 3, f.currency"),
};
const BY_COST_CENTRE: Finely = Finely {
    cells: sums!(
        of "cost_centres", by "by_cost_centre", "FROM fact f GROUP BY f.tenant, 3, 4, f.currency"
    ),
    spans: span::whole,
    records: sums!(
        of "records", by "by_cost_centre", "FROM fact f GROUP BY f.tenant, 3, 4, f.currency"
    ),
};
/// Of records, for all other cuts.
const OF_EACH: &str = sums!(
    of "records", by "each",
    "FROM fact f GROUP BY f.tenant, f.unit, f.user_group, f.day, f.currency"
);

/// Whether some row can be seen that started on these days.
fn sees_rows(scope: &TenantRows, days: LocalDays) -> bool {
    let period = days.anywhere();
    scope.stretches().any(|(during, bits)| {
        bits.has(Class::S) && during.from < period.until && period.from < during.until
    })
}

/// The operator's.
async fn of_all(
    db: &mut SqliteConnection,
    by: Cut,
    days: LocalDays,
) -> Result<Vec<Sums>, ReadError> {
    let cells = sqlx::query_as(include_str!("../sql/cells/figures.sql"));
    Ok(cells
        .bind(span::json(&spans(by, days)))
        .bind(by.name())
        .fetch_all(db)
        .await?)
}

/// Of the records that are seen: read once for all cuts that come of the same sums.
async fn of_seen(
    db: &mut SqliteConnection,
    snapshot: &mut Snapshot<'_>,
    by: Cut,
    days: LocalDays,
) -> Result<Vec<Sums>, ReadError> {
    let Some(part) = DaySums::parting(by) else {
        return Ok(Vec::new()); // never: it is cut finely
    };
    let records = snapshot.records(db, days).await?;
    let mut parts: BTreeMap<(Part, Option<&str>), Sums> = BTreeMap::new();
    for record in records.iter() {
        let tenant = record.sums.part.tenant.filter(|_| by != Cut::Total);
        let part = Part::of(tenant, part(record));
        let of_part = Sums {
            part: part.clone(),
            ..record.sums.clone()
        };
        parts
            .entry((part, record.sums.currency.as_deref()))
            .and_modify(|sums| sums.add(&record.sums))
            .or_insert(of_part);
    }
    Ok(parts.into_values().collect())
}

impl Snapshot<'_> {
    async fn records(
        &mut self,
        db: &mut SqliteConnection,
        days: LocalDays,
    ) -> Result<Arc<Vec<DaySums>>, ReadError> {
        if let Some(records) = self.records.get(&days) {
            return Ok(records.clone());
        }
        let records = Arc::new(of_records(db, OF_EACH, "each", days).await?);
        self.records.insert(days, records.clone());
        Ok(records)
    }
}

async fn of_records<T>(
    db: &mut SqliteConnection,
    statement: &'static str,
    by: &str,
    days: LocalDays,
) -> Result<Vec<T>, ReadError>
where
    T: for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow> + Send + Unpin,
{
    ask_for(db, days.anywhere()).await?;
    Ok(sqlx::query_as(statement)
        .bind(number(days.from))
        .bind(number(days.to))
        .bind(by)
        .fetch_all(db)
        .await?)
}

/// As long runs of cells as the cut allows.
fn spans(by: Cut, days: LocalDays) -> Vec<Span> {
    let LocalDays { from, to } = days;
    match by {
        Cut::Day => span::by_day(from, to),
        Cut::Month => span::by_month(from, to),
        Cut::Total
        | Cut::Tenant
        | Cut::Property
        | Cut::Unit
        | Cut::Group
        | Cut::Location
        | Cut::Evse
        | Cut::Driver
        | Cut::Vehicle
        | Cut::CostCentre => span::whole(from, to),
    }
}

/// Of the cuts by place what had an EVSE in the period: these are rows without a single session, too.
pub(super) async fn without_records(
    db: &mut SqliteConnection,
    snapshot: &Snapshot<'_>,
    by: Cut,
    days: LocalDays,
    held: &[&Held],
) -> Result<BTreeSet<Part>, ReadError> {
    let mut parts = places::parts(held, by);
    match (snapshot.scope, by) {
        (Rows::All, Cut::Location | Cut::Evse) => {
            let there: Vec<Part> = sqlx::query_as(include_str!("../sql/places_there.sql"))
                .bind(by.name())
                .fetch_all(db)
                .await?;
            return Ok(there.into_iter().collect());
        }
        (Rows::All, Cut::Tenant | Cut::Property | Cut::Unit) => {
            if snapshot.ground.is_any_free(db, days).await? {
                parts.insert(Part::default());
            }
        }
        (Rows::All | Rows::Tenant(_), _) => {}
    }
    Ok(parts)
}
