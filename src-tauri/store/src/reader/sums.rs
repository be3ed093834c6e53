//! What there is to be summed: records or cells by the parts of a cut, and the parts that are there without any.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use access::{Class, Rows, TenantRows};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, de::DeserializeOwned};
use sqlx::{SqliteConnection, types::Json};

use super::{
    Cut, ask_for, cover,
    cut::{Part, day, number},
    places::{self, Held, LocalDays},
    snapshot::Snapshot,
    span::{self, Span},
};
use crate::{error::ReadError, writer::json};

/// What records or cells of one part and currency come to, in the order of [`packed`].
#[derive(Clone, Deserialize)]
pub(super) struct Sums {
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
    /// What is of one part and currency, added up; without parts that nothing is in. Statements over cells leave that to this
    /// one, which takes a third of the time that SQLite's sorter does: but for those by place and person, of which a year has
    /// too many to be handed over.
    fn merged(mut all: Vec<Self>) -> Vec<Self> {
        all.sort_by(|one, other| (&one.part, &one.currency).cmp(&(&other.part, &other.currency)));
        all.dedup_by(|next, kept| {
            let is_same = (&next.part, &next.currency) == (&kept.part, &kept.currency);
            if is_same {
                kept.add(next);
            }
            is_same
        });
        all.retain(|sums| (sums.sessions, sums.cdrs, sums.credits) != (0, 0, 0));
        for sums in &mut all {
            // money only where there is a CDR
            if (sums.cdrs, sums.credits) == (0, 0) {
                sums.currency = None;
            }
        }
        all
    }

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

/// What records of one unit, group, day and currency come to, in the order of [`OF_EACH`].
#[derive(Deserialize)]
pub(super) struct DaySums {
    unit: Option<i64>,
    property: Option<i64>,
    user_group: Option<i64>,
    day: i64,
    sums: Sums,
}

/// How the part of a cut is told that records of a day are in.
type Parting = fn(&DaySums) -> Option<i64>;

/// How a cut is read.
enum Way {
    /// From what records of one unit, group and day come to, or cells of them.
    Parted(Parting),
    /// Such sums do not tell its parts apart.
    Finely(&'static Finely),
}

impl Way {
    fn of(by: Cut) -> Self {
        match by {
            Cut::Total | Cut::Tenant => Self::Parted(|_| None),
            Cut::Property => Self::Parted(|sums| sums.property),
            Cut::Unit => Self::Parted(|sums| sums.unit),
            Cut::Group => Self::Parted(|sums| sums.user_group),
            Cut::Day => Self::Parted(|sums| Some(sums.day)),
            Cut::Month => Self::Parted(|sums| {
                let day = day(sums.day);
                Some(number(day.with_day(1).unwrap_or(day)))
            }),
            Cut::Location | Cut::Evse => Self::Finely(&BY_PLACE),
            Cut::Driver | Cut::Vehicle => Self::Finely(&BY_PERSON),
            Cut::CostCentre => Self::Finely(&BY_COST_CENTRE),
        }
    }
}

/// From cells where they are cut that way and all of their records are seen, else from the records.
pub(super) async fn of(
    db: &mut SqliteConnection,
    snapshot: &mut Snapshot<'_>,
    by: Cut,
    days: LocalDays,
) -> Result<Vec<Sums>, ReadError> {
    match (snapshot.scope, Way::of(by)) {
        // of a Scope without a row in the period none are looked for among all there are
        (Rows::Tenant(scope), _) if !sees_rows(scope, days) => Ok(Vec::new()),
        (_, Way::Finely(finely)) => of_fine_cells(db, snapshot, finely, by, days).await,
        (Rows::All, Way::Parted(_)) => of_all(db, by, days).await,
        (Rows::Tenant(_), Way::Parted(part)) => of_covered(db, snapshot, by, part, days).await,
    }
    .map(Sums::merged)
}

async fn of_covered(
    db: &mut SqliteConnection,
    snapshot: &mut Snapshot<'_>,
    by: Cut,
    part: Parting,
    days: LocalDays,
) -> Result<Vec<Sums>, ReadError> {
    let ground = &snapshot.ground;
    let sources = ground.cover.sources(&ground.units, by);
    if sources.is_empty() {
        return of_seen(db, snapshot, by, part, days).await;
    }
    let Some(parted) = cover::parted(db, &sources, days).await? else {
        return of_seen(db, snapshot, by, part, days).await;
    };
    let spans: Vec<Span> = parted
        .cells
        .into_iter()
        .flat_map(|days| spans(by, days))
        .collect();
    let cells = cover::cells(&sources, by, snapshot.ground.nodes.groups());
    let Json(mut sums) = sqlx::query_scalar::<_, Json<Vec<Sums>>>(COVERED)
        .bind(json(&cells))
        .bind(span::json(&spans))
        .bind(by.name())
        .fetch_one(&mut *db)
        .await?;
    for days in parted.rows {
        sums.extend(of_seen(db, snapshot, by, part, days).await?);
    }
    Ok(sums)
}

/// By place, by who charged or by cost centre: of whole months, or years, from the cells that there are of these alone.
async fn of_fine_cells(
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
    let Json(mut sums) = sqlx::query_scalar::<_, Json<Vec<Sums>>>(finely.cells)
        .bind(span::json(&spans))
        .bind(json(&nodes))
        .bind(by.name())
        .fetch_one(&mut *db)
        .await?;
    for days in parted.rows {
        sums.extend(of_records(db, finely.records, by.name(), days).await?);
    }
    Ok(sums)
}

/// All rows of a statement in one, as [`rows_of`](super::rows_of) wants them.
macro_rules! packed {
    ($($statement:expr),+) => {
        packed!(each "", "": $($statement),+)
    };
    (each $before:literal, $after:literal: $($statement:expr),+) => {
        concat!(
            "SELECT json_group_array(",
            $before,
            "json_array(
                json_array(tenant, part, cost_centre, known, person, person_label), currency, sessions, cdrs, credits,
                energy_wh, unbilled_wh, net, gross, without_gross, checked, differing
            )",
            $after,
            ") FROM (",
            $($statement),+,
            ")"
        )
    };
}

/// Some facts with some keys: each by itself, or summed by these.
macro_rules! sums {
    (of $facts:literal, by $keys:literal, $from:literal) => {
        packed!(
            include_str!(concat!("../sql/figures/", $facts, ".sql")),
            include_str!(concat!("../sql/figures/", $keys, ".sql")),
            include_str!("../sql/figures/sums.sql"),
            $from
        )
    };
    (each of $facts:literal, by $keys:literal) => {
        packed!(
            include_str!(concat!("../sql/figures/", $facts, ".sql")),
            include_str!(concat!("../sql/figures/", $keys, ".sql")),
            include_str!("../sql/figures/facts.sql"),
            "FROM fact f"
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

const BY_PLACE: Finely = Finely {
    cells: sums!(of "places", by "by_place", "FROM fact f GROUP BY f.tenant, 2, f.currency"),
    spans: span::whole,
    records: sums!(of "records", by "by_place", "FROM fact f GROUP BY f.tenant, 2, f.currency"),
};
const BY_PERSON: Finely = Finely {
    cells: sums!(of "people", by "by_person", "FROM fact f GROUP BY f.tenant, 2, 3, f.currency"),
    spans: span::by_month,
    records: sums!(of "records", by "by_person", "FROM fact f GROUP BY f.tenant, 2, 3, f.currency"),
};
const BY_COST_CENTRE: Finely = Finely {
    cells: sums!(each of "cost_centres", by "by_cost_centre"),
    spans: span::whole,
    records: sums!(
        of "records", by "by_cost_centre", "FROM fact f GROUP BY f.tenant, 3, 4, f.currency"
    ),
};
/// Of records, for all other cuts.
const OF_EACH: &str = packed!(
    each "json_array(unit, property, user_group, day, ", ")":
    include_str!("../sql/figures/records.sql"),
    include_str!("../sql/figures/each.sql"),
    include_str!("../sql/figures/sums.sql"),
    "FROM fact f GROUP BY f.tenant, f.unit, f.user_group, f.day, f.currency"
);
/// Of cells.
const OF_ALL: &str = packed!(include_str!("../sql/cells/figures.sql"));
const COVERED: &str = packed!(include_str!("../sql/cells/covered.sql"));

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
    let Json(sums) = sqlx::query_scalar(OF_ALL)
        .bind(span::json(&spans(by, days)))
        .bind(by.name())
        .fetch_one(db)
        .await?;
    Ok(sums)
}

/// Of the records that are seen: read once for all cuts that come of the same sums.
async fn of_seen(
    db: &mut SqliteConnection,
    snapshot: &mut Snapshot<'_>,
    by: Cut,
    part: Parting,
    days: LocalDays,
) -> Result<Vec<Sums>, ReadError> {
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
    T: DeserializeOwned + Send + Unpin + 'static,
{
    ask_for(db, days.anywhere()).await?;
    let Json(sums) = sqlx::query_scalar(statement)
        .bind(number(days.from))
        .bind(number(days.to))
        .bind(by)
        .fetch_one(db)
        .await?;
    Ok(sums)
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
            let Json(there) =
                sqlx::query_scalar::<_, Json<Vec<i64>>>(include_str!("../sql/places_there.sql"))
                    .bind(by.name())
                    .fetch_one(db)
                    .await?;
            let there = there.into_iter();
            return Ok(there.map(|place| Part::of(None, Some(place))).collect());
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
