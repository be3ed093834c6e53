//! Sums over sessions and CDRs, cut in the ways that people ask for.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use access::Rows;
use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::{
    Cut, FigureRow, Figures, Key, Question, Reader, Row, ask_for,
    cut::{Names, Part},
    observed::Watched,
    openness::{Counts, Of},
    places::LocalDays,
    row::{add, add_people, days_of, is_hidden, of, open},
    snapshot::Snapshot,
    sums::{self, Sums},
    whereabouts,
};
use crate::{Cell, audit::What, error::ReadError, visible::Visible};

impl Reader {
    /// Figures over a period.
    ///
    /// # Errors
    /// [`ReadError::ScopeChanged`] and [`ReadError::ScopeEnded`], after which a new Scope is to be compiled;
    /// [`ReadError::NotAudited`] where the answer names people and that can't be put down; the database's.
    pub async fn figures(&mut self, question: Question) -> Result<Visible<Figures>, ReadError> {
        let scope = self.scope.clone();
        let kept = self.ground.take();
        let mut transaction = self.begin(question.now).await?;
        let mut snapshot = Snapshot::load(&mut transaction, &scope, question.now, kept).await?;
        let Found { figures, named, .. } =
            figures(&mut transaction, &mut snapshot, question).await?;
        transaction.rollback().await?;
        self.ground = Some(snapshot.ground);
        self.put_down_figures(question, named).await?;
        Ok(Visible::new(figures, scope.id()))
    }

    /// Figures that agree with each other: all of one moment, one answer a question, in their order.
    ///
    /// # Errors
    /// As [`figures`](Self::figures).
    pub async fn several(
        &mut self,
        questions: &[Question],
        now: DateTime<Utc>,
    ) -> Result<Visible<Vec<Figures>>, ReadError> {
        let scope = self.scope.id();
        Ok(Visible::new(self.found(questions, now).await?, scope))
    }

    pub(super) async fn found(
        &mut self,
        questions: &[Question],
        now: DateTime<Utc>,
    ) -> Result<Vec<Figures>, ReadError> {
        let scope = self.scope.clone();
        let kept = self.ground.take();
        let mut transaction = self.begin(now).await?;
        let mut snapshot = Snapshot::load(&mut transaction, &scope, now, kept).await?;
        let mut answers = Vec::with_capacity(questions.len());
        let mut named = Vec::new();
        for question in questions {
            if snapshot.now != question.now {
                let kept = Some(snapshot.ground);
                snapshot = Snapshot::load(&mut transaction, &scope, question.now, kept).await?;
            }
            let found = figures(&mut transaction, &mut snapshot, *question).await?;
            answers.push(found.figures);
            named.push((*question, found.named));
        }
        transaction.rollback().await?;
        self.ground = Some(snapshot.ground);
        for (question, names) in named {
            self.put_down_figures(question, names).await?;
        }
        Ok(answers)
    }

    async fn put_down_figures(
        &mut self,
        question: Question,
        named: BTreeSet<String>,
    ) -> Result<(), ReadError> {
        let Some(what) = names(question.by) else {
            return Ok(());
        };
        let days = (question.from, question.to);
        self.put_down(what, days, named, question.now).await
    }
}

/// What is put down where an answer cut so names people.
fn names(by: Cut) -> Option<What> {
    match by {
        Cut::Driver => Some(What::FiguresByDriver),
        Cut::Vehicle => Some(What::FiguresByVehicle),
        Cut::Total
        | Cut::Tenant
        | Cut::Property
        | Cut::Unit
        | Cut::Location
        | Cut::Evse
        | Cut::Group
        | Cut::CostCentre
        | Cut::Day
        | Cut::Month => None,
    }
}

/// Says how the time went, in each row and in all.
fn say_observed(
    watched: &Watched,
    names: &Names<'_>,
    by: Cut,
    days: LocalDays,
    total: &mut FigureRow,
    rows: &mut BTreeMap<Key, (Option<i64>, Row)>,
) {
    total.observed = Cell::Shown(watched.in_all(days));
    match by {
        Cut::Day | Cut::Month => {
            for (part, row) in rows.values_mut() {
                let time = watched.in_all(days_of(by, *part, days));
                row.figures.observed = row.figures.observed.map(|_| time);
            }
        }
        Cut::Tenant | Cut::Property | Cut::Unit | Cut::Location | Cut::Evse => {
            for (part, time) in watched.by_place(by, days) {
                let row = names.row(by, &part).and_then(|(key, _)| rows.get_mut(&key));
                // one EVSE may have been held by several, and has one row
                if let Some((_, row)) = row
                    && let Cell::Shown(so_far) = &mut row.figures.observed
                {
                    so_far.add(time);
                }
            }
        }
        // time passes for charge points alone
        Cut::Total | Cut::Group | Cut::Driver | Cut::Vehicle | Cut::CostCentre => {
            for (_, row) in rows.values_mut() {
                if !row.figures.observed.is_hidden() {
                    row.figures.observed = Cell::Empty;
                }
            }
        }
    }
}

/// The parts of a cut, first those that something is in.
fn parts_of<'a>(
    sums: &'a [Sums],
    without_records: &'a BTreeSet<Part>,
) -> impl Iterator<Item = (&'a Part, Option<&'a Sums>)> {
    let with_records = sums.iter().map(|sums| (&sums.part, Some(sums)));
    with_records.chain(without_records.iter().map(|part| (part, None)))
}

/// An answer, and what of it does not leave.
pub(super) struct Found {
    pub figures: Figures,
    /// The drivers and vehicles that it names, as `TENANT/ID`.
    pub named: BTreeSet<String>,
    /// Which row each part of the cut has.
    pub rows: BTreeMap<i64, Key>,
}

pub(super) async fn figures(
    db: &mut SqliteConnection,
    snapshot: &mut Snapshot<'_>,
    question: Question,
) -> Result<Found, ReadError> {
    let by = question.by;
    let days = LocalDays {
        from: question.from,
        to: question.to,
    };
    let scope = snapshot.scope;
    if snapshot.is_empty() {
        let nothing = Figures {
            asked_by: snapshot.asked_by.to_owned(),
            question,
            freshness: snapshot.freshness,
            rows: BTreeMap::new(),
            total: None,
            charging_now: Cell::Hidden,
            stalled: Cell::Hidden,
            evses_now: Cell::Hidden,
        };
        return Ok(Found {
            figures: nothing,
            named: BTreeSet::new(),
            rows: BTreeMap::new(),
        });
    }
    let present = snapshot.present(db).await?;
    let watched = snapshot.watched(db, days).await?;
    let sums = sums::of(db, snapshot, by, days).await?;
    let of_people_in_all = snapshot.of_people(db, days).await?;
    let snapshot = &*snapshot;
    let trees = &snapshot.trees;
    let openness = snapshot.openness(days);
    let of_people = match by {
        Cut::Total => of_people_in_all.clone(),
        _ => Arc::new(trees.figures(db, by, days).await?),
    };
    ask_for(db, days.anywhere()).await?;
    let held = openness.held();
    let mut without_records = sums::without_records(db, snapshot, by, days, held).await?;
    if let (
        Cut::Group | Cut::Day | Cut::Month | Cut::Property | Cut::Unit | Cut::Tenant,
        Rows::Tenant(scope),
    ) = (by, scope)
    {
        let parts = of_people.keys();
        without_records.extend(parts.map(|part| Part::of(Some(scope.tenant.0), *part)));
    }
    let parts = sums.iter().map(|sums| &sums.part);
    let names = Names::load(
        db,
        &snapshot.ground.called,
        by,
        parts.chain(&without_records),
    )
    .await?;
    let mut total = open(&openness, Of::Everything, days);
    let mut rows: BTreeMap<Key, (Option<i64>, Row)> = BTreeMap::new();
    for (part, sums) in parts_of(&sums, &without_records) {
        if let Some(sums) = sums {
            add(&mut total, sums);
        }
        // whose business nobody is, is in no row
        if part.known < 0 {
            continue;
        }
        let Some((key, label)) = names.row(by, part) else {
            continue;
        };
        let (_, row) = rows.entry(key).or_insert_with(|| {
            let figures = open(&openness, of(by, part), days_of(by, part.part, days));
            let row = Row {
                label,
                figures,
                ..Row::default()
            };
            (part.part, row)
        });
        if let Some(sums) = sums {
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
    if !total.observed.is_hidden() {
        say_observed(&watched, &names, by, days, &mut total, &mut rows);
    }
    whereabouts::say(db, snapshot, &names, by, held, days, &mut rows).await?;
    let parts = rows
        .iter()
        .filter_map(|(key, (part, _))| Some(((*part)?, key.clone())));
    let parts = parts.collect();
    let shown = rows.into_iter().filter_map(|(key, (_, mut row))| {
        let is_hidden = is_hidden(&mut row.figures);
        (!is_hidden).then_some((key, row))
    });
    let named = sums.iter().filter_map(|Sums { part, .. }| {
        let id = part.identity()?;
        let tenant = names.tenant(part)?;
        Some(format!("{tenant}/{id}"))
    });
    let named = named.collect();
    let figures = Figures {
        asked_by: snapshot.asked_by.to_owned(),
        question,
        freshness: snapshot.freshness,
        rows: shown.collect(),
        total: Some(total),
        charging_now: present.charging,
        stalled: present.stalled,
        evses_now: present.evses,
    };
    Ok(Found {
        figures,
        named,
        rows: parts,
    })
}
