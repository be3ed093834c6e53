//! What a person is asked to be shown, and what came of it, as bytes.

use access::Class;

use super::foreign::Eyes;
use crate::{
    Cell, Cut, Figures, Question,
    proof::{
        World,
        dice::Dice,
        figures::ranges,
        naive::{Counts, Figure, Rows, Span, Standing},
        stored::{Stored, block_on},
    },
};

/// Questions of one person that tell something, by the rules. Beside them are a few that don't, most to who has figures
/// that are withheld whatever is charged, and one of what they are never told.
const TELLING: usize = 9;

/// One question.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub span: Span,
    pub by: Cut,
    /// Whether this person can be shown something when it is cut so.
    pub can_show: bool,
}

/// What was answered.
#[derive(Debug, PartialEq, Eq)]
pub struct Answered {
    /// All of it, or the error that came instead.
    pub bytes: String,
    /// Whether there is a value in what was asked for.
    pub shows: bool,
    /// Whether an error came: of two alike nothing can be told.
    pub is_refused: bool,
}

/// By chance, of all cuts.
pub fn questions(world: &World, standing: &Standing, eyes: &Eyes, dice: &mut Dice) -> Vec<Asked> {
    let (mut telling, mut silent, mut never) = (Vec::new(), Vec::new(), Vec::new());
    // all of time and its first year come first, and are always among them
    let all = ranges(world);
    let spans = all[..2].iter().copied().chain(dice.some(&all[2..], 5));
    for span in spans {
        for by in Cut::ALL {
            let can_show = can_show(standing, eyes, by);
            let asked = Asked { span, by, can_show };
            match (can_show, tells(standing, eyes, span, by)) {
                (true, true) => telling.push(asked),
                (true, false) => silent.push(asked),
                (false, _) => never.push(asked),
            }
        }
    }
    if telling.len() < TELLING {
        return Vec::new();
    }
    let mut questions = dice.some(&telling, TELLING);
    // whoever knows people by a pseudonym is asked for them
    let by_driver = |asked: &&Asked| asked.by == Cut::Driver;
    if !questions.iter().any(|asked| by_driver(&asked)) {
        questions.extend(telling.iter().find(by_driver));
    }
    let most = match (eyes.withheld.is_empty(), dice.percent(30)) {
        (false, _) => 4,
        (true, some) => usize::from(some),
    };
    questions.extend(dice.some(&silent, most));
    questions.extend(dice.some(&never, 1));
    questions
}

fn can_show(standing: &Standing, eyes: &Eyes, by: Cut) -> bool {
    match by {
        Cut::Location | Cut::Evse => standing.sees_sessions(),
        Cut::Driver | Cut::Vehicle => eyes.holds(Class::P) || eyes.holds(Class::D),
        Cut::CostCentre => eyes.holds(Class::P),
        Cut::Total
        | Cut::Tenant
        | Cut::Property
        | Cut::Unit
        | Cut::Group
        | Cut::Day
        | Cut::Month => true,
    }
}

/// Whether something is told, by the rules.
fn tells(standing: &Standing, eyes: &Eyes, span: Span, by: Cut) -> bool {
    let is_some = |counts: &Counts| counts.sessions + counts.cdrs > 0;
    let told = |figure: &Figure| matches!(figure, Figure::Shown(counts) if is_some(counts));
    let answer = standing.told(span, by);
    match answer.rows {
        Rows::Each(_) if by == Cut::Total => told(&answer.total),
        Rows::Each(rows) => rows.values().any(told),
        Rows::OfSessions(counts) => is_some(&counts),
        Rows::OfPeople => {
            let mut seen = standing.seen.iter();
            seen.any(|fact| span.contains(fact.day) && eyes.knows(fact.row, by))
        }
    }
}

/// Asks them, one after the other.
pub fn ask(stored: &Stored, world: &World, person: &str, questions: &[Asked]) -> Vec<Answered> {
    block_on(async {
        let reader = stored.reader(person).await.expect("a profile that opens");
        let mut reader = reader.unwrap_or_else(|| panic!("{person} is nobody"));
        let mut answers = Vec::new();
        // the charge points of now, and how far the CPMSs are, are the same whatever else is asked: once is enough
        let mut points = match questions.first() {
            Some(Asked { span, .. }) => {
                let days = (span.first, span.last);
                let found = reader.charge_points(days, None, None, world.now).await;
                let points = found.map(crate::Visible::into_inner);
                let cpmss = reader.connections(world.now).await;
                format!("{points:#?}{:#?}", cpmss.map(crate::Visible::into_inner))
            }
            None => String::new(),
        };
        for asked in questions {
            let question = Question {
                from: asked.span.first,
                to: asked.span.last,
                by: asked.by,
                now: world.now,
            };
            let answer = reader.figures(question).await;
            answers.push(match answer.map(crate::Visible::into_inner) {
                Ok(figures) => Answered {
                    bytes: format!("{figures:#?}{}", std::mem::take(&mut points)),
                    shows: shows(&figures),
                    is_refused: false,
                },
                Err(error) => Answered {
                    bytes: format!("{error:?}"),
                    shows: false,
                    is_refused: true,
                },
            });
        }
        reader.close().await;
        answers
    })
}

fn shows(figures: &Figures) -> bool {
    let value = |cell: &Cell<i64>| matches!(cell, Cell::Shown(value) if *value != 0);
    let total = figures
        .total
        .iter()
        .filter(|_| figures.question.by == Cut::Total);
    let mut all = figures.rows.values().map(|row| &row.figures).chain(total);
    all.any(|row| {
        [&row.sessions, &row.cdrs, &row.energy_wh]
            .into_iter()
            .any(value)
    })
}

/// The first line in which two texts differ.
pub fn first_line(one: &str, other: &str) -> String {
    let differs = one
        .lines()
        .zip(other.lines())
        .enumerate()
        .find(|(_, (one, other))| one != other);
    match differs {
        Some((number, (one, other))) => {
            format!("line {number}: {} became {}", one.trim(), other.trim())
        }
        None => format!(
            "{} lines became {}",
            one.lines().count(),
            other.lines().count()
        ),
    }
}
