//! Figures are sums of what is seen: what a Reader answers is held against sums over the evaluator's rows.

use std::collections::{BTreeMap, BTreeSet};

use access::Rows;
use chrono::NaiveDate;

use super::{
    Answer, Kind, Naive, Seen, World, seeds,
    stored::{Stored, block_on},
};
use crate::{Cell, Cut, FigureRow, Question, ReadError, Reader};

const WORLDS: u64 = 20;

/// Counts and sums of one person, as far as they may be seen.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sums {
    sessions: i64,
    cdrs: i64,
    credits: i64,
    energy_wh: i64,
    checked: i64,
    differing: i64,
    net: BTreeMap<String, i64>,
}

impl Sums {
    /// By the contract's words, over the rows that are there for somebody.
    fn of(answer: &Answer) -> Self {
        let mut sums = Self::default();
        let shown = |fields: &BTreeMap<&'static str, Seen>, field: &str| match fields.get(field) {
            Some(Seen::Shown(text)) => Some(text.clone()),
            Some(Seen::Empty | Seen::Hidden) | None => None,
        };
        let mut sessions = BTreeSet::new();
        for ((kind, key), fields) in answer {
            if *kind == Kind::Session {
                sessions.insert(key.to_ascii_lowercase());
                if shown(fields, "status").is_some_and(|status| status != "INVALID") {
                    sums.sessions += 1;
                }
            }
        }
        // CDRs that stand for a Session which is not there: one for each, by its key
        let mut stand_ins = BTreeSet::new();
        for ((kind, key), fields) in answer {
            if *kind != Kind::Cdr {
                continue;
            }
            let is_credit = shown(fields, "is_credit").is_some_and(|is| is == "true");
            *(if is_credit {
                &mut sums.credits
            } else {
                &mut sums.cdrs
            }) += 1;
            let number = |text: String| text.parse::<i64>().expect("a whole number");
            sums.energy_wh += shown(fields, "energy_wh").map_or(0, number);
            if let Some(state) = shown(fields, "price_state") {
                sums.checked += i64::from(state != "unpriced");
                sums.differing += i64::from(state == "different");
            }
            if let (Some(currency), Some(net)) = (shown(fields, "currency"), shown(fields, "net")) {
                let minor4 = net.replace('.', "").parse::<i64>().expect("four decimals");
                *sums.net.entry(currency).or_default() += minor4;
            }
            if !is_credit {
                let named = shown(fields, "session_id").map(|id| {
                    let (owner, _) = key.split_once('/').expect("a key");
                    format!("{owner}/{id}").to_ascii_lowercase()
                });
                match named {
                    Some(named) if sessions.contains(&named) => {}
                    Some(named) => {
                        stand_ins.insert(named);
                    }
                    None => {
                        stand_ins.insert(format!("cdr {key}"));
                    }
                }
            }
        }
        sums.sessions += i64::try_from(stand_ins.len()).expect("a small world");
        sums
    }

    /// What a Reader's row shows; a cell that is not shown counts nothing.
    fn shown(row: Option<&FigureRow>) -> Self {
        let Some(row) = row else {
            return Self::default();
        };
        let count = |cell: &Cell<i64>| cell.shown().copied().unwrap_or_default();
        let net = row.net.shown().cloned().unwrap_or_default();
        Self {
            sessions: count(&row.sessions),
            cdrs: count(&row.cdrs),
            credits: count(&row.credits),
            energy_wh: count(&row.energy_wh),
            checked: count(&row.checked),
            differing: count(&row.differing),
            net: net
                .into_iter()
                .map(|(code, sum)| (code.to_string(), sum))
                .collect(),
        }
    }
}

#[derive(Debug)]
struct Failed(#[expect(dead_code, reason = "said by Debug")] String);

fn said(error: impl std::fmt::Debug) -> Failed {
    Failed(format!("{error:?}"))
}

impl From<ReadError> for Failed {
    fn from(error: ReadError) -> Self {
        Self(format!("{error:?}"))
    }
}

/// The total, and the total again from the rows of every cut that parts all rows.
async fn figures(stored: &Stored, world: &World, person: &str) -> Result<Vec<(Cut, Sums)>, Failed> {
    let Some(mut reader) = stored.reader(person).await.map_err(said)? else {
        return Err(Failed(format!("{person} is nobody")));
    };
    // figures over people are of records that are not seen: they are held against the release tree
    let rows = reader.scope().rows();
    let answers = if matches!(rows, Rows::Tenant(rows) if !rows.roots.is_empty()) {
        Ok(Vec::new())
    } else {
        all_cuts(&mut reader, world).await
    };
    reader.close().await;
    answers
}

async fn all_cuts(reader: &mut Reader, world: &World) -> Result<Vec<(Cut, Sums)>, Failed> {
    let mut all = Vec::new();
    for by in Cut::ALL {
        let question = Question {
            from: NaiveDate::from_ymd_opt(2010, 1, 1).expect("a day"),
            to: NaiveDate::from_ymd_opt(2035, 12, 31).expect("a day"),
            by,
            now: world.now,
        };
        let figures = reader.figures(question).await?.into_inner();
        // what is open over people in part is suppressed as a whole
        let suppressed = |row: &FigureRow| matches!(row.sessions, Cell::Suppressed { .. });
        if figures.total.as_ref().is_some_and(suppressed)
            || figures.rows.values().any(|row| suppressed(&row.figures))
        {
            continue;
        }
        all.push((by, Sums::shown(figures.total.as_ref())));
        let parts_all = matches!(
            by,
            Cut::Property
                | Cut::Unit
                | Cut::Location
                | Cut::Evse
                | Cut::Group
                | Cut::Day
                | Cut::Month
        );
        if parts_all && figures.total.is_some() {
            let mut sums = Sums::default();
            for row in figures.rows.values() {
                let row = Sums::shown(Some(&row.figures));
                sums.sessions += row.sessions;
                sums.cdrs += row.cdrs;
                sums.credits += row.credits;
                sums.energy_wh += row.energy_wh;
                sums.checked += row.checked;
                sums.differing += row.differing;
                for (currency, net) in row.net {
                    *sums.net.entry(currency).or_default() += net;
                }
            }
            all.push((by, sums));
        }
    }
    Ok(all)
}

#[test]
fn figures_are_sums_of_what_is_seen_however_they_are_cut() {
    let mut compared = 0;
    for seed in seeds(WORLDS) {
        let world = World::of(seed);
        let naive = Naive::of(&world);
        let stored = Stored::of(&world);
        for person in &world.people {
            let right = Sums::of(&naive.seen_by(person));
            let answers = block_on(figures(&stored, &world, person));
            for (by, sums) in answers.unwrap_or_else(|error| panic!("{person}: {error:?}")) {
                assert_eq!(
                    sums,
                    right,
                    "VOLTFOLIO_SEED={seed}, {person}, by {}",
                    by.name()
                );
                compared += usize::from(sums.cdrs > 0);
            }
        }
    }
    println!("{compared} answers with a CDR in them");
    assert!(compared > 500 || seeds(WORLDS).len() == 1, "{compared}");
}
