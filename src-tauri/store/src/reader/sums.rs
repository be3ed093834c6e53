//! What there is to be summed: records or cells by the parts of a cut, and the parts that are there without any.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use access::{Class, Rows, TenantRows};
use chrono::Datelike;
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
    match (snapshot.scope, by) {
        // of a Scope without a row in the period none are looked for among all there are
        (Rows::Tenant(scope), _) if !sees_rows(scope, days) => Ok(Vec::new()),
        (_, Cut::Location | Cut::Evse | Cut::Driver | Cut::Vehicle | Cut::CostCentre) => {
            of_months(db, snapshot, by, days).await
        }
        (Rows::All, _) => of_all(db, by, days).await,
        (Rows::Tenant(_), _) => of_covered(db, snapshot, by, days).await,
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
    by: Cut,
    days: LocalDays,
) -> Result<Vec<Sums>, ReadError> {
    let ground = &snapshot.ground;
    let sources = ground.cover.sources(&ground.units, by);
    if sources.is_empty() {
        return of_records(db, by.name(), days).await;
    }
    // whoever sees everything sees every partner
    let straddles = matches!(snapshot.scope, Rows::Tenant(_));
    let parted = cover::parted_by_months(db, &sources, days, straddles).await?;
    let spans: Vec<Span> = parted
        .cells
        .into_iter()
        .flat_map(|days| span::by_month(days.from, days.to))
        .collect();
    let nodes: BTreeSet<i64> = sources.iter().map(|(node, ..)| *node).collect();
    let by_place = matches!(by, Cut::Location | Cut::Evse);
    let cells = sqlx::query_as(if by_place { OF_PLACES } else { OF_PEOPLE });
    let mut sums: Vec<Sums> = cells
        .bind(span::json(&spans))
        .bind(json(&nodes))
        .bind(by.name())
        .fetch_all(&mut *db)
        .await?;
    for days in parted.rows {
        sums.extend(of_records(db, by.name(), days).await?);
    }
    Ok(sums)
}

const OF_RECORDS: &str = concat!(
    include_str!("../sql/figures/records.sql"),
    include_str!("../sql/figures/parted.sql")
);
const OF_PLACES: &str = concat!(
    include_str!("../sql/figures/places.sql"),
    include_str!("../sql/figures/parted.sql")
);
const OF_PEOPLE: &str = concat!(
    include_str!("../sql/figures/people.sql"),
    include_str!("../sql/figures/parted.sql")
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
        return of_records(db, by.name(), days).await;
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
        let records = Arc::new(of_records(db, "each", days).await?);
        self.records.insert(days, records.clone());
        Ok(records)
    }
}

async fn of_records<T>(
    db: &mut SqliteConnection,
    by: &str,
    days: LocalDays,
) -> Result<Vec<T>, ReadError>
where
    T: for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow> + Send + Unpin,
{
    ask_for(db, days.anywhere()).await?;
    let records = sqlx::query_as(OF_RECORDS);
    Ok(records
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
