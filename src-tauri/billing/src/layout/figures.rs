//! What the month came to, beside the month before, and what has to be known about it.

use model::{Amount, Month};
use store::PriceCheck;

use super::{
    pen::{LEFT, Pen, RIGHT, SMALL, SOFT, TEXT, Type},
    write,
};
use crate::{
    paper::{Ink, Weight},
    statement::{Account, Statement, Sum},
};

const FIGURE: Type = Type(13, Weight::Strong, Ink::Ink);
const HEIGHT: i32 = 20_000;

/// The account's figures side by side.
pub(super) fn write(pen: &mut Pen<'_>, statement: &Statement, account: &Account) {
    let (lang, words) = (pen.lang, pen.words);
    let Account {
        currency,
        sum,
        before,
        ..
    } = account;
    let month = write::month_alone(statement.month.before(), lang);
    let against = |now: i64, then: i64| match write::change(now, then, lang) {
        // so much of a month is less than all of another
        _ if !statement.is_complete => words.not_compared.to_owned(),
        Some(change) => (words.against)(&change, &month),
        None => (words.none_before)(&month),
    };
    let gross = |sum: &Sum| sum.gross.map(Amount::minor4);
    let mut figures = vec![
        (
            (words.cdrs)(sum.cdrs, sum.credits),
            against(sum.cdrs, before.cdrs),
        ),
        (
            format!("{} kWh", write::energy(sum.energy, lang)),
            against(sum.energy.wh(), before.energy.wh()),
        ),
        (
            format!(
                "{} {currency} {}",
                write::rounded(sum.net, lang),
                words.net_of
            ),
            against(sum.net.minor4(), before.net.minor4()),
        ),
    ];
    if let Some(total) = sum.gross {
        figures.push((
            format!(
                "{} {currency} {}",
                write::rounded(total, lang),
                words.gross_of
            ),
            against(total.minor4(), gross(before).unwrap_or_default()),
        ));
    }
    pen.want(HEIGHT);
    pen.down(13_000);
    let top = pen.y;
    let step = (RIGHT - LEFT) / 2;
    for (at, (figure, change)) in figures.iter().enumerate() {
        let column = i32::try_from(at % 2).unwrap_or_default();
        pen.y = top + i32::try_from(at / 2).unwrap_or_default() * 13_000;
        pen.text(LEFT + column * step, FIGURE, figure);
        pen.down(4_500);
        pen.text(LEFT + column * step, SMALL, change);
    }
}

/// What has to be known to read the figures right.
pub(super) fn notes(pen: &mut Pen<'_>, statement: &Statement) {
    let (lang, words) = (pen.lang, pen.words);
    let of = |check: PriceCheck| statement.items().filter(|item| item.check == check).count();
    let late = statement
        .items()
        .filter(|item| item.came_on.is_some())
        .count();
    let credits = statement.items().filter(|item| item.is_credit).count();
    let mut notes = Vec::new();
    let mut note = |count: usize, say: fn(usize) -> String| {
        if count > 0 {
            notes.push(say(count));
        }
    };
    note(of(PriceCheck::Different), words.different);
    note(of(PriceCheck::Impossible), words.impossible);
    note(of(PriceCheck::Unpriced), words.unpriced);
    note(credits, words.credits);
    note(late, words.late);
    let without_gross = statement.items().filter(|item| item.gross.is_none());
    note(without_gross.count(), words.without_gross);
    note(statement.without_money, words.without_money);
    if of(PriceCheck::Different) == 0 && statement.items().next().is_some() {
        notes.insert(0, words.none_different.to_owned());
    }
    if statement.unbilled.sessions > 0 {
        let energy = write::energy(statement.unbilled.energy_wh, lang);
        notes.push((words.unbilled)(statement.unbilled.sessions, &energy));
    }
    if !statement.is_complete {
        notes.insert(0, words.incomplete.to_owned());
    }
    if statement.items().next().is_none() {
        notes.insert(0, nothing(statement.month, pen));
    }
    pen.want(12_000);
    pen.down(4_000);
    for note in notes {
        pen.down(1_000);
        let style = if note == words.incomplete { TEXT } else { SOFT };
        pen.lines(LEFT, RIGHT - LEFT, 3_800, style, &note);
    }
}

fn nothing(month: Month, pen: &Pen<'_>) -> String {
    (pen.words.nothing)(&write::month(month, pen.lang))
}
