//! Sums over sessions and CDRs, cut in the ways that people ask for.

use std::collections::{BTreeMap, BTreeSet};

use access::{Class, Rows};
use chrono::Months;
use model::Currency;
use sqlx::SqliteConnection;

use super::{
    Cut, FigureRow, Figures, Key, Question, Reader, Row, ask_for,
    cut::{Names, Part, day, number},
    freshness,
    openness::{Counts, Extent, Of, Openness},
    places::{self, Held, LocalDays},
    release::{Counts as Counted, Trees},
    running, span,
};
use crate::{
    Cell,
    audit::{Entry, What},
    error::ReadError,
    visible::Visible,
};

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
    let properties = properties(db).await?;
    let tenure = places::tenure(db, question.now).await?;
    let trees = Trees::load(db, &tenure, &properties, question.now).await?;
    let openness = Openness::new(scope, properties, &held, &tenure, &trees, days);
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
    let of_people = trees.figures(db, by, days).await?;
    let of_people_in_all = trees.figures(db, Cut::Total, days).await?;
    let mut without_records = without_records(db, scope, question, days, &held).await?;
    if let (
        Cut::Group | Cut::Day | Cut::Month | Cut::Property | Cut::Unit | Cut::Tenant,
        Rows::Tenant(scope),
    ) = (by, scope)
    {
        let parts = of_people.keys();
        without_records.extend(parts.map(|part| Part::of(Some(scope.tenant.0), *part)));
    }
    let parts = sums.iter().map(|sums| &sums.part);
    let names = Names::load(db, by, parts.chain(&without_records)).await?;
    let mut total = open(&openness, Of::Everything, days);
    let mut rows: BTreeMap<Key, (Option<i64>, Row)> = BTreeMap::new();
    let mut row = |part: &Part| -> Option<Key> {
        let (key, label) = names.row(by, part)?;
        rows.entry(key.clone()).or_insert_with(|| {
            let figures = open(&openness, of(by, part), days_of(by, part.part, days));
            (part.part, Row { label, figures })
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
        if let Some((_, row)) = key.and_then(|key| rows.get_mut(&key)) {
            add(&mut row.figures, sums);
        }
    }
    if openness.of_figures(Of::Everything, days) == Counts::RowsAndPeople {
        add_people(&mut total, &openness, of_people_in_all.get(&None));
    }
    for (part, row) in rows.values_mut() {
        let of = of(by, &Part::of(None, *part));
        if openness.of_figures(of, days_of(by, *part, days)) == Counts::RowsAndPeople {
            add_people(&mut row.figures, &openness, of_people.get(part));
        }
    }
    let rows = rows.into_iter().map(|(key, (_, row))| (key, row));
    let (charging_now, stalled) = running::now(db, &openness, question.now).await?;
    let named = sums.iter().filter_map(|Sums { part, .. }| {
        let (tenant, id) = (names.tenant(part)?, part.identity()?);
        Some(format!("{tenant}/{id}"))
    });
    let named = named.collect();
    let figures = Figures {
        asked_by: asked_by.to_owned(),
        question,
        freshness,
        rows: rows.filter(|(_, row)| !is_hidden(&row.figures)).collect(),
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

/// The days of the question that a row is of.
fn days_of(by: Cut, part: Option<i64>, days: LocalDays) -> LocalDays {
    let first = part.map(day);
    let (from, to) = match (by, first) {
        (Cut::Day, Some(day)) => (day, day),
        (Cut::Month, Some(first)) => {
            let after = first.checked_add_months(Months::new(1));
            (
                first,
                after.and_then(|day| day.pred_opt()).unwrap_or(days.to),
            )
        }
        _ => (days.from, days.to),
    };
    LocalDays {
        from: from.max(days.from),
        to: to.min(days.to),
    }
}

/// A row of nothing yet, with what is open in it.
fn open(openness: &Openness<'_>, of: Of, days: LocalDays) -> FigureRow {
    let counts = match openness.of_figures(of, days) {
        Counts::Nothing => Cell::Hidden,
        Counts::Rows | Counts::RowsAndPeople => Cell::Shown(0),
        Counts::Withheld { k } => Cell::Suppressed { fewer_than: k },
    };
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
            Extent::Part { .. } | Extent::Nothing | Extent::Whole => None,
        },
    }
}

fn cell<T>(extent: Extent, nothing: T) -> Cell<T> {
    match extent {
        Extent::Nothing => Cell::Hidden,
        Extent::Part { .. } | Extent::Whole => Cell::Shown(nothing),
    }
}

/// Adds what is open over people alone; one cell that is withheld withholds the whole. A part that needs no cell at
/// all held nothing then.
fn add_people(row: &mut FigureRow, openness: &Openness<'_>, more: Option<&Option<Counted>>) {
    let Some(more) = more else {
        return;
    };
    for figure in [
        &mut row.sessions,
        &mut row.cdrs,
        &mut row.credits,
        &mut row.energy_wh,
        &mut row.unbilled_wh,
    ] {
        if more.is_none() {
            *figure = openness.withheld();
        }
    }
    let Some(more) = more else {
        return;
    };
    for (figure, more) in [
        (&mut row.sessions, more.sessions),
        (&mut row.cdrs, more.cdrs),
        (&mut row.credits, more.credits),
        (&mut row.energy_wh, more.energy_wh),
        (&mut row.unbilled_wh, more.unbilled_wh),
    ] {
        if let Cell::Shown(figure) = figure {
            *figure += more;
        }
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
