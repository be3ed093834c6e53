//! Figures are what the rules say: what a Reader answers is held against the second reading, cut by cut and range by
//! range, for who sees sessions, for who sees people alone, and for who sees both.

mod decisions;
mod ranges;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Naive, World,
    faults::WITHHELD_CELL,
    naive::{Counts, Figure, Ground, Release, Rows, Running, Span, Standing},
    seeds,
    stored::{Stored, block_on},
};
use decisions::Decisions;
pub use ranges::ranges;

use crate::{Cell, Cut, FigureRow, Figures, Key, Question, Reader};

/// Worlds of few records, in which much is odd and nearly all is withheld.
const WORLDS: u64 = 3;
/// Worlds in which many charge.
const BUSY: u64 = 5;
/// Questions of figures over people are answered so often at least, for each role that is told of people alone.
const ENOUGH: u64 = 10_000;

fn worlds() -> impl Iterator<Item = World> {
    let busy = seeds(BUSY).into_iter().map(World::busy);
    seeds(WORLDS).into_iter().map(World::of).chain(busy)
}

/// Where a Reader tells this person something else than the rules, in any of these questions.
pub fn first_difference(
    world: &World,
    standing: &Standing,
    stored: &Stored,
    person: &str,
    ranges: &[Span],
) -> Option<String> {
    let seed = world.seed;
    let ask = async {
        let Some(mut reader) = stored.reader(person).await.expect("a profile that opens") else {
            panic!("VOLTFOLIO_SEED={seed}: {person} is nobody");
        };
        // the same whatever is asked
        let running = standing.running();
        let live = stored.live(&mut reader).await.expect("a snapshot");
        let right = standing.live();
        let mut found = (live != right).then(|| format!("live should be {right:?}, is {live:?}"));
        'asking: for span in ranges {
            for by in Cut::ALL {
                if found.is_some() {
                    break 'asking;
                }
                found = difference(world, standing, running, &mut reader, *span, by).await;
            }
        }
        reader.close().await;
        found
    };
    let found = block_on(ask)?;
    let mut text = format!("VOLTFOLIO_SEED={seed}, {person}: {found}");
    let naive = Naive::of(world);
    if let Some((tenant, person)) = naive.person(person) {
        let ceiling = tenant.ceiling.as_ref().map(|ceiling| &ceiling.classes);
        text += &format!("\n  now {}, ceiling {ceiling:?}", world.now);
        for grant in &person.grants {
            text += &format!("\n  grant: {grant:?}");
        }
    }
    Some(text)
}

async fn difference(
    world: &World,
    standing: &Standing<'_>,
    running: Running,
    reader: &mut Reader,
    span: Span,
    by: Cut,
) -> Option<String> {
    let question = Question {
        from: span.first,
        to: span.last,
        by,
        now: world.now,
    };
    let answer = reader.figures(question).await;
    let answer = answer.unwrap_or_else(|error| panic!("{question:?}: {error:?}"));
    let answer = answer.into_inner();
    let asked = format!("{} to {} by {}", span.first, span.last, by.name());
    let right = standing.told(span, by);
    let lenient = standing.sees_sessions();
    let total = figure(answer.total.as_ref());
    if let Some(differs) = differs(right.total, total, lenient) {
        return Some(format!("{asked}: total {differs}"));
    }
    let has_some = right.total != Figure::Hidden;
    if let Some(differs) = rows_differ(&right.rows, &answer, lenient, has_some) {
        return Some(format!("{asked}: {differs}"));
    }
    let told = (answer.charging_now, answer.stalled);
    (told != (running.charging_now, running.stalled))
        .then(|| format!("{asked}: running should be {running:?}, is {told:?}"))
}

fn rows_differ(right: &Rows, answer: &Figures, lenient: bool, has_some: bool) -> Option<String> {
    let told: BTreeMap<&Key, Result<Figure, String>> = answer
        .rows
        .iter()
        .map(|(key, row)| (key, figure(Some(&row.figures))))
        .collect();
    match right {
        Rows::Each(right) => {
            let keys: BTreeSet<&Key> = right.keys().chain(told.keys().copied()).collect();
            keys.into_iter().find_map(|key| {
                let right = right.get(key).copied();
                let (right, is_there) = (right.unwrap_or(Figure::Hidden), right.is_some());
                match told.get(key) {
                    // of who sees sessions a row is there for an EVSE, or for a record
                    None if lenient && right == Figure::Shown(Counts::default()) => None,
                    None if is_there => Some(format!("{key:?} should be {right:?}, is not there")),
                    None => None,
                    Some(told) => differs(right, told.clone(), lenient || has_some)
                        .map(|differs| format!("{key:?} {differs}")),
                }
            })
        }
        Rows::OfSessions(right) => {
            let mut sum = Counts::default();
            for (key, told) in told {
                match told {
                    Ok(Figure::Shown(counts)) => sum.add(counts),
                    Ok(Figure::Hidden) => {}
                    other => return Some(format!("{key:?} should be of sessions, is {other:?}")),
                }
            }
            (sum != *right).then(|| format!("rows should sum to {right:?}, do to {sum:?}"))
        }
        Rows::OfPeople if lenient => None,
        Rows::OfPeople => {
            let open = told
                .iter()
                .find(|(_, told)| !matches!(told, Ok(Figure::Hidden)));
            open.map(|(key, told)| format!("{key:?} should be hidden, is {told:?}"))
        }
    }
}

/// How a figure differs. Who has some figures may be told of none where the rules have no row, or have it hidden: next to
/// the edge of a window, since stretches are judged over all time zones, of places where they see some, and of what is
/// yet to be held.
fn differs(right: Figure, told: Result<Figure, String>, has_some: bool) -> Option<String> {
    match told {
        Ok(told) if told == right => None,
        Ok(Figure::Shown(none))
            if has_some && right == Figure::Hidden && none == Counts::default() =>
        {
            None
        }
        told => Some(format!("should be {right:?}, is {told:?}")),
    }
}

/// The five as one, which they are: shown or suppressed together.
fn figure(row: Option<&FigureRow>) -> Result<Figure, String> {
    let Some(row) = row else {
        return Ok(Figure::Hidden); // nothing at all may be seen
    };
    let cells = [
        row.sessions,
        row.cdrs,
        row.credits,
        row.energy_wh,
        row.unbilled_wh,
    ];
    match cells {
        [
            Cell::Shown(sessions),
            Cell::Shown(cdrs),
            Cell::Shown(credits),
            Cell::Shown(energy_wh),
            Cell::Shown(unbilled_wh),
        ] => Ok(Figure::Shown(Counts {
            sessions,
            cdrs,
            credits,
            energy_wh,
            unbilled_wh,
        })),
        [first @ (Cell::Hidden | Cell::Suppressed { .. }), ..]
            if cells.iter().all(|cell| *cell == first) =>
        {
            Ok(match first {
                Cell::Suppressed { fewer_than } => Figure::Suppressed { fewer_than },
                Cell::Shown(_) | Cell::Empty | Cell::Hidden => Figure::Hidden,
            })
        }
        _ => Err(format!("{cells:?}")),
    }
}

#[test]
fn figures_are_what_the_rules_say_however_they_are_cut() {
    let (mut decisions, mut differences) = (Decisions::default(), Vec::new());
    for world in worlds() {
        let naive = Naive::of(&world);
        let ground = Ground::of(&naive);
        let release = Release::of(&ground);
        let stored = Stored::of(&world);
        let ranges = ranges(&world);
        for person in &world.people {
            let standing = release.standing(person).expect("somebody");
            match first_difference(&world, &standing, &stored, person, &ranges) {
                Some(found) => differences.push(found),
                None => decisions.count(&naive, &standing, person, &ranges),
            }
        }
    }
    println!("{decisions}");
    assert!(differences.is_empty(), "{}", differences.join("\n\n"));
    if seeds(BUSY).len() > 1 {
        decisions.assert_enough(ENOUGH);
    }
}

#[test]
fn a_total_that_needs_a_withheld_cell_is_noticed() {
    let seeds = seeds(BUSY);
    for seed in &seeds {
        let world = World::busy(*seed);
        let naive = Naive::of(&world);
        let ground = Ground::of(&naive);
        let release = Release::of(&ground);
        let mut stored = Stored::of(&world);
        let ranges = ranges(&world);
        for person in world.people.iter().skip(1) {
            let standing = release.standing(person).expect("somebody");
            let mut find = |fault| {
                stored.fault = fault;
                first_difference(&world, &standing, &stored, person, &ranges)
            };
            // it must be the fault that is noticed, not something that was wrong before
            if let (Some(found), None) = (find(Some(&WITHHELD_CELL)), find(None)) {
                println!("{}: {found}", WITHHELD_CELL.name);
                return;
            }
        }
    }
    panic!("nobody noticed {} in {seeds:?}", WITHHELD_CELL.name);
}
