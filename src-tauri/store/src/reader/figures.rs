//! Sums over sessions and CDRs, cut in the ways that people ask for.

use std::collections::{BTreeMap, BTreeSet};

use access::{Class, Rows};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use model::Currency;
use sqlx::SqliteConnection;

use super::{
    Cut, Freshness, Key, Period, Reader, ask_for,
    cut::{Names, Part, number},
    freshness,
    openness::{Extent, Of, Openness},
    places::{self, Held, LocalDays},
    span,
};
use crate::{
    Cell,
    audit::{Entry, What},
    error::ReadError,
    visible::Visible,
};

/// What is asked: local days, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// How the answer is cut.
    pub by: Cut,
    /// The clock that decides what is charging now, and whether the Scope still holds.
    pub now: DateTime<Utc>,
}

/// Figures of one row, or of all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FigureRow {
    /// Sessions that are not INVALID, and CDRs whose Session is not here.
    pub sessions: Cell<i64>,
    /// CDRs that are not credits.
    pub cdrs: Cell<i64>,
    /// CDRs that are.
    pub credits: Cell<i64>,
    /// Energy of CDRs, credits taken off, in Wh.
    pub energy_wh: Cell<i64>,
    /// Energy of completed sessions that no CDR bills, in Wh.
    pub unbilled_wh: Cell<i64>,
    /// Net cost by currency, credits taken off, in ten-thousandths.
    pub net: Cell<BTreeMap<Currency, i64>>,
    /// Gross cost likewise; `None` where the CPMS left it out of a CDR, so that no sum is right.
    pub gross: Cell<BTreeMap<Currency, Option<i64>>>,
    /// The share of the observed time in which charging was possible.
    pub availability: Cell<f64>,
    /// The share of the period that was observed.
    pub observed: Cell<f64>,
    /// Where money is of a part of the properties alone: of so many, and so many there are.
    pub money_of: Option<(usize, usize)>,
}

/// The figures under one [`Key`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// What people call it; `None` for [`Key::Nothing`].
    pub label: Option<String>,
    /// Its figures.
    pub figures: FigureRow,
}

/// The answer to a [`Question`].
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// Whose Scope answers.
    pub asked_by: String,
    /// What was asked.
    pub question: Question,
    /// How far the answer can be trusted.
    pub freshness: Freshness,
    /// One row for each key with a record, and by place for each with an EVSE in the period.
    pub rows: BTreeMap<Key, Row>,
    /// Over all rows; `None` for who may see nothing at all.
    pub total: Option<FigureRow>,
    /// Sessions running now.
    pub charging_now: Cell<i64>,
    /// Sessions that say that they run and can't.
    pub stalled: Cell<i64>,
}

#[derive(sqlx::FromRow)]
struct Sums {
    #[sqlx(flatten)]
    part: Part,
    currency: Option<String>,
    sessions: i64,
    cdrs: i64,
    credits: i64,
    energy_wh: i64,
    unbilled_wh: i64,
    net: i64,
    gross: i64,
    without_gross: i64,
}

/// An ACTIVE session that started longer ago, or was updated longer ago, is not charging.
const LONGEST_SESSION: TimeDelta = TimeDelta::hours(48);
const LONGEST_SILENCE: TimeDelta = TimeDelta::hours(24);

impl Reader {
    /// Figures over a period.
    ///
    /// # Errors
    /// [`ReadError::ScopeChanged`] and [`ReadError::ScopeEnded`], after which a new Scope is to be compiled;
    /// [`ReadError::NotAudited`] where the answer names people and that can't be put down; the database's.
    pub async fn figures(&mut self, question: Question) -> Result<Visible<Figures>, ReadError> {
        let scope = self.scope.clone();
        let mut transaction = self.begin(question.now).await?;
        let (figures, named) =
            figures(&mut transaction, scope.rows(), scope.person(), question).await?;
        transaction.rollback().await?;
        self.put_down(question, named).await?;
        Ok(Visible::new(figures, scope.id()))
    }

    /// Who is about to be named stands in the audit log before the answer leaves.
    async fn put_down(&self, question: Question, named: BTreeSet<String>) -> Result<(), ReadError> {
        let what = match question.by {
            Cut::Driver => What::FiguresByDriver,
            Cut::Vehicle => What::FiguresByVehicle,
            Cut::Total
            | Cut::Tenant
            | Cut::Property
            | Cut::Unit
            | Cut::Location
            | Cut::Evse
            | Cut::Group
            | Cut::CostCentre
            | Cut::Day
            | Cut::Month => return Ok(()),
        };
        if named.is_empty() {
            return Ok(());
        }
        let person = self.scope.person();
        let entry = Entry {
            at: question.now,
            person: person.to_owned(),
            tenant: person.split_once('/').map(|(tenant, _)| tenant.to_owned()),
            what,
            from: question.from,
            to: question.to,
            subjects: named.into_iter().collect(),
        };
        let put_down = self.audit.append(&entry).await;
        put_down.map_err(ReadError::NotAudited)
    }
}

/// With the drivers and vehicles that the answer names, as `TENANT/ID`.
async fn figures(
    db: &mut SqliteConnection,
    scope: &Rows,
    asked_by: &str,
    question: Question,
) -> Result<(Figures, BTreeSet<String>), ReadError> {
    let by = question.by;
    let days = LocalDays {
        from: question.from,
        to: question.to,
    };
    let held = places::held(db, days).await?;
    let openness = Openness::new(scope, properties(db).await?, &held, days);
    let freshness = freshness::of(db).await?;
    if openness.is_empty() {
        let nothing = Figures {
            asked_by: asked_by.to_owned(),
            question,
            freshness,
            rows: BTreeMap::new(),
            total: None,
            charging_now: Cell::Hidden,
            stalled: Cell::Hidden,
        };
        return Ok((nothing, BTreeSet::new()));
    }

    ask_for(db, days.anywhere()).await?;
    let sums = sums(db, scope, question).await?;
    let without_records = without_records(db, scope, question, days, &held).await?;
    let parts = sums.iter().map(|sums| &sums.part);
    let names = Names::load(db, by, parts.chain(&without_records)).await?;
    let mut total = open(&openness, Of::Everything);
    let mut rows: BTreeMap<Key, Row> = BTreeMap::new();
    let mut row = |part: &Part| -> Option<Key> {
        let (key, label) = names.row(by, part)?;
        rows.entry(key.clone()).or_insert_with(|| Row {
            label,
            figures: open(&openness, of(by, part)),
        });
        Some(key)
    };
    let keys: Vec<Option<Key>> = sums
        .iter()
        // whose business nobody is, is in no row
        .map(|sums| {
            if sums.part.known < 0 {
                None
            } else {
                row(&sums.part)
            }
        })
        .collect();
    for part in &without_records {
        row(part);
    }
    for (sums, key) in sums.iter().zip(keys) {
        add(&mut total, sums);
        if let Some(row) = key.and_then(|key| rows.get_mut(&key)) {
            add(&mut row.figures, sums);
        }
    }
    rows.retain(|_, row| !is_hidden(&row.figures));
    let (charging_now, stalled) = running(db, &openness, question.now).await?;
    let named = sums.iter().filter_map(|Sums { part, .. }| {
        let (tenant, id) = (names.tenant(part)?, part.identity()?);
        Some(format!("{tenant}/{id}"))
    });
    let named = named.collect();
    let figures = Figures {
        asked_by: asked_by.to_owned(),
        question,
        freshness,
        rows,
        total: Some(total),
        charging_now,
        stalled,
    };
    Ok((figures, named))
}

/// From cells where they are cut that way, else from the records.
async fn sums(
    db: &mut SqliteConnection,
    scope: &Rows,
    question: Question,
) -> Result<Vec<Sums>, ReadError> {
    let (from, to) = (question.from, question.to);
    let spans = match (scope, question.by) {
        (Rows::All, Cut::Total | Cut::Tenant | Cut::Property | Cut::Unit | Cut::Group) => {
            span::whole(from, to)
        }
        (Rows::All, Cut::Day) => span::by_day(from, to),
        (Rows::All, Cut::Month) => span::by_month(from, to),
        (Rows::All, Cut::Location | Cut::Evse | Cut::Driver | Cut::Vehicle | Cut::CostCentre)
        | (Rows::Tenant(_), _) => {
            let records = sqlx::query_as(include_str!("../sql/figures.sql"));
            let records = records
                .bind(number(from))
                .bind(number(to))
                .bind(question.by.name());
            return Ok(records.fetch_all(db).await?);
        }
    };
    let cells = sqlx::query_as(include_str!("../sql/cells/figures.sql"));
    Ok(cells
        .bind(span::json(&spans))
        .bind(question.by.name())
        .fetch_all(db)
        .await?)
}

/// Of the cuts by place what had an EVSE in the period: these are rows without a single session, too.
async fn without_records(
    db: &mut SqliteConnection,
    scope: &Rows,
    question: Question,
    days: LocalDays,
    held: &[Held],
) -> Result<BTreeSet<Part>, ReadError> {
    let by = question.by;
    let mut parts = places::parts(held, by);
    match (scope, by) {
        (Rows::All, Cut::Location | Cut::Evse) => {
            let there: Vec<Part> = sqlx::query_as(include_str!("../sql/places_there.sql"))
                .bind(by.name())
                .fetch_all(db)
                .await?;
            return Ok(there.into_iter().collect());
        }
        (Rows::All, Cut::Tenant | Cut::Property | Cut::Unit) => {
            if places::any_unheld(db, days).await? {
                parts.insert(Part::default());
            }
        }
        (Rows::All | Rows::Tenant(_), _) => {}
    }
    Ok(parts)
}

/// The property of each unit.
async fn properties(db: &mut SqliteConnection) -> Result<BTreeMap<i64, Option<i64>>, sqlx::Error> {
    let units: Vec<(i64, Option<i64>)> = sqlx::query_as("SELECT unit, property FROM v_unit")
        .fetch_all(db)
        .await?;
    Ok(units.into_iter().collect())
}

/// What a row of a cut is of, as far as that decides what is open.
fn of(by: Cut, part: &Part) -> Of {
    match by {
        Cut::Property => Of::Property(part.part),
        Cut::Unit => Of::Unit(part.part),
        Cut::Location => Of::Location(part.part),
        Cut::Evse => Of::Evse(part.part),
        Cut::Driver | Cut::Vehicle | Cut::CostCentre => Of::People,
        Cut::Total | Cut::Tenant | Cut::Group | Cut::Day | Cut::Month => Of::Everything,
    }
}

/// A row of nothing yet, with what is open in it.
fn open(openness: &Openness<'_>, of: Of) -> FigureRow {
    let counts = cell(openness.of_figures(of), 0);
    let money = openness.of_rows(Class::C, of);
    let operational = openness.any(Class::O, of);
    FigureRow {
        sessions: counts,
        cdrs: counts,
        credits: counts,
        energy_wh: counts,
        unbilled_wh: counts,
        net: cell(money, BTreeMap::new()),
        gross: cell(money, BTreeMap::new()),
        // nothing observes status yet
        availability: if operational {
            Cell::Empty
        } else {
            Cell::Hidden
        },
        observed: if operational {
            Cell::Shown(0.0)
        } else {
            Cell::Hidden
        },
        money_of: match money {
            Extent::Part { shown, all } if shown < all => Some((shown, all)),
            Extent::Part { .. } | Extent::Nothing | Extent::OverPeople { .. } | Extent::Whole => {
                None
            }
        },
    }
}

fn cell<T>(extent: Extent, nothing: T) -> Cell<T> {
    match extent {
        Extent::Nothing => Cell::Hidden,
        Extent::OverPeople { k } => Cell::Suppressed { fewer_than: k },
        Extent::Part { .. } | Extent::Whole => Cell::Shown(nothing),
    }
}

fn is_hidden(row: &FigureRow) -> bool {
    let counts = [
        row.sessions,
        row.cdrs,
        row.credits,
        row.energy_wh,
        row.unbilled_wh,
    ];
    counts.iter().all(Cell::is_hidden)
        && row.net.is_hidden()
        && row.gross.is_hidden()
        && row.availability.is_hidden()
}

fn add(row: &mut FigureRow, sums: &Sums) {
    for (figure, more) in [
        (&mut row.sessions, sums.sessions),
        (&mut row.cdrs, sums.cdrs),
        (&mut row.credits, sums.credits),
        (&mut row.energy_wh, sums.energy_wh),
        (&mut row.unbilled_wh, sums.unbilled_wh),
    ] {
        if let Cell::Shown(figure) = figure {
            *figure += more;
        }
    }
    let Some(currency) = sums.currency.as_deref().and_then(Currency::new) else {
        return;
    };
    if let Cell::Shown(net) = &mut row.net {
        *net.entry(currency).or_default() += sums.net;
    }
    if let Cell::Shown(gross) = &mut row.gross {
        let gross = gross.entry(currency).or_insert(Some(0));
        *gross = gross
            .filter(|_| sums.without_gross == 0)
            .map(|gross| gross + sums.gross);
    }
}

/// What charges now, and what says so and can't.
async fn running(
    db: &mut SqliteConnection,
    openness: &Openness<'_>,
    now: DateTime<Utc>,
) -> Result<(Cell<i64>, Cell<i64>), ReadError> {
    if !openness.any_sessions() {
        return Ok((Cell::Hidden, Cell::Hidden));
    }
    ask_for(db, Period::ALWAYS).await?;
    let (charging_now, stalled) = sqlx::query_as(include_str!("../sql/charging_now.sql"))
        .bind((now - LONGEST_SESSION).timestamp_millis())
        .bind((now - LONGEST_SILENCE).timestamp_millis())
        .fetch_one(db)
        .await?;
    Ok((Cell::Shown(charging_now), Cell::Shown(stalled)))
}
