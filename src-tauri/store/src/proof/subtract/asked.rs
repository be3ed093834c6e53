//! All that one person can ask, and what of it is shown.

use std::collections::BTreeMap;

use access::{Proof, compile, sign_in};
use chrono::{Datelike, Months, NaiveDate, TimeDelta};

use crate::{
    Cut, FigureRow, FoundPerson, Key, Question, Reader,
    audit::Audit,
    connect,
    proof::{
        Shape, World,
        dice::Dice,
        faults::Fault,
        stored::{Stored, block_on},
    },
    reader::scope_rows::ScopeRows,
};

/// One shown figure.
#[derive(Clone, Debug)]
pub struct Shown {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub by: Cut,
    /// `None` for the total.
    pub key: Option<Key>,
    pub sessions: Option<i64>,
    pub cdrs: Option<i64>,
    pub credits: Option<i64>,
}

/// Ranges that are asked, each with its cuts.
type Ranges = BTreeMap<(NaiveDate, NaiveDate), &'static [Cut]>;

const CUTS: [Cut; 9] = [
    Cut::Total,
    Cut::Tenant,
    Cut::Property,
    Cut::Unit,
    Cut::Location,
    Cut::Evse,
    Cut::Group,
    Cut::Day,
    Cut::Month,
];
const TOTAL: &[Cut] = &[Cut::Total];
const OF_A_DAY: &[Cut] = &[Cut::Total, Cut::Unit];
/// Ranges that begin and end anywhere.
const BY_CHANCE: usize = 12;

/// Every year, month, day, beginning and end of a month, and some ranges by chance.
fn ranges(seed: u64, (first, last): (NaiveDate, NaiveDate)) -> Ranges {
    let mut ranges = Ranges::new();
    let day = |year, month| NaiveDate::from_ymd_opt(year, month, 1).expect("a month begins");
    let before = |day: NaiveDate| day - TimeDelta::days(1);
    let (begin, end) = (day(first.year(), 1), before(day(last.year() + 1, 1)));
    ranges.insert((begin, end), &CUTS);
    for year in first.year()..=last.year() {
        ranges.insert((day(year, 1), before(day(year + 1, 1))), &CUTS);
    }
    let mut month = day(first.year(), first.month());
    while month <= last {
        let next = month + Months::new(1);
        ranges.insert((month, before(next)), &CUTS);
        for day in month.iter_days().take_while(|day| *day < next) {
            ranges.entry((day, day)).or_insert(OF_A_DAY);
            ranges.entry((month, day)).or_insert(TOTAL);
            ranges.entry((day, before(next))).or_insert(TOTAL);
        }
        month = next;
    }
    let mut dice = Dice::of(seed);
    for _ in 0..BY_CHANCE {
        let at =
            |dice: &mut Dice| begin + TimeDelta::days(dice.within(0, (end - begin).num_days()));
        let (one, other) = (at(&mut dice), at(&mut dice));
        ranges.insert((one.min(other), one.max(other)), &CUTS);
    }
    ranges
}

/// What is shown to a person of all of it.
pub fn all(
    stored: &Stored,
    world: &World,
    person: &str,
    days: (NaiveDate, NaiveDate),
    fault: Option<&Fault>,
) -> Vec<Shown> {
    block_on(async {
        let found = stored.profile.policy(person, world.now).await;
        let FoundPerson::One(mut policy) = found.expect("the policy can be read") else {
            panic!("{person} is nobody");
        };
        if let Some(fault) = fault {
            (fault.policy)(&mut policy);
        }
        let scope = compile(&sign_in(policy, Proof::OpenedProfile, world.now));
        let mut rows = ScopeRows::of(&scope);
        let mut views = Shape::of(scope.rows()).script().to_owned();
        if let Some(fault) = fault {
            (fault.rows)(&mut rows);
            views = (fault.views)(&views);
        }
        // text that lives as long as the test: only static text is SQL here
        let views: &'static str = Box::leak(views.into_boxed_str());
        let db = connect::for_reading(&stored.profile)
            .await
            .expect("the profile opens");
        let audit = Audit::of(&stored.profile);
        let reader = Reader::laid_out(db, scope, audit, views, &rows).await;
        let mut reader = reader.expect("the views can be made");
        let mut shown = Vec::new();
        for ((from, to), cuts) in ranges(world.seed, days) {
            for by in cuts {
                let question = Question {
                    from,
                    to,
                    by: *by,
                    now: world.now,
                };
                let figures = reader.figures(question).await;
                let figures = figures.expect("figures can be asked").into_inner();
                let total = figures.total.iter().map(|total| (None, total));
                let rows = figures.rows.iter();
                let rows = rows.map(|(key, row)| (Some(key.clone()), &row.figures));
                let all = total.chain(rows);
                shown.extend(all.filter_map(|(key, row)| of(question, key, row)));
            }
        }
        reader.close().await;
        shown
    })
}

fn of(question: Question, key: Option<Key>, row: &FigureRow) -> Option<Shown> {
    let shown = Shown {
        from: question.from,
        to: question.to,
        by: question.by,
        key,
        sessions: row.sessions.shown().copied(),
        cdrs: row.cdrs.shown().copied(),
        credits: row.credits.shown().copied(),
    };
    let any_other = [&row.energy_wh, &row.unbilled_wh]
        .iter()
        .any(|cell| cell.shown().is_some());
    let any = shown.sessions.or(shown.cdrs).or(shown.credits).is_some();
    (any || any_other).then_some(shown)
}
