//! The letter's upper part: who it is from, the window of the envelope, what it is about.
//!
//! Source: DIN 5008:2020, form B: the address field is 85 × 45 mm from 20 mm left and 45 mm down, its upper 17.7 mm for
//! what is not the address; fold marks at 105 and 210 mm, the mark to punch at 148.5 mm.

use super::{
    pen::{HEADING, LEFT, Pen, RIGHT, SMALL, SOFT, TEXT, Type},
    write,
};
use crate::{
    paper::{Ink, Weight},
    statement::Statement,
};

const NAME: Type = Type(13, Weight::Strong, Ink::Ink);
const TITLE: Type = Type(16, Weight::Strong, Ink::Ink);
const SENDER: Type = Type(6, Weight::Regular, Ink::Soft);
const ADDRESS: Type = Type(9, Weight::Regular, Ink::Ink);

/// The address field without the 5 mm that nothing is written in.
const WINDOW: i32 = 80_000;
/// Lines that the window shows.
const MOST_LINES: usize = 6;
/// Where what the letter is about stands at the right.
const ABOUT: i32 = 125_000;

pub(super) fn write(pen: &mut Pen<'_>, statement: &Statement, title: &str) {
    letterhead(pen, statement);
    window(pen, statement);
    about(pen, statement);
    marks(pen);
    pen.y = 104_000;
    pen.text(LEFT, TITLE, title);
    pen.down(6_500);
    pen.fitted(LEFT, RIGHT - LEFT, HEADING, &statement.name);
    pen.down(5_000);
    pen.text(LEFT, SOFT, pen.words.no_invoice);
}

fn letterhead(pen: &mut Pen<'_>, statement: &Statement) {
    let sender = statement.letterhead.first().unwrap_or(&statement.tenant);
    pen.y = 22_000;
    pen.fitted(LEFT, RIGHT - LEFT, NAME, sender);
    pen.y = 24_000;
    for line in statement.letterhead.iter().skip(1).take(4) {
        pen.down(3_800);
        pen.fitted(LEFT, RIGHT - LEFT, SMALL, line);
    }
}

fn window(pen: &mut Pen<'_>, statement: &Statement) {
    let sender: Vec<&str> = match statement.letterhead.as_slice() {
        [] => vec![&statement.tenant],
        lines => lines.iter().take(3).map(String::as_str).collect(),
    };
    pen.y = 60_000;
    pen.fitted(LEFT, WINDOW, SENDER, &sender.join(" · "));
    pen.down(1_200);
    pen.rule(LEFT, LEFT + WINDOW);
    let recipient: Vec<&str> = match statement.recipient.as_slice() {
        [] => vec![&statement.name],
        lines => lines.iter().map(String::as_str).collect(),
    };
    pen.y = 63_000;
    let broken = |line: &&str| pen.broken(WINDOW, ADDRESS, line);
    let recipient: Vec<String> = recipient.iter().flat_map(broken).collect();
    for line in recipient.iter().take(MOST_LINES) {
        pen.down(4_500);
        pen.fitted(LEFT, WINDOW, ADDRESS, line);
    }
}

fn about(pen: &mut Pen<'_>, statement: &Statement) {
    let words = pen.words;
    let (from, to) = (statement.month.first(), statement.month.last());
    let period = format!(
        "{} – {}",
        write::day(from, pen.lang),
        write::day(to, pen.lang)
    );
    let as_of = statement
        .as_of
        .map(|as_of| write::day(as_of.date_naive(), pen.lang));
    let rows = [
        (words.period, Some(period)),
        (words.unit, Some(statement.name.clone())),
        (words.as_of, as_of),
    ];
    pen.y = 62_500;
    for (label, value) in rows {
        let Some(value) = value else { continue };
        pen.down(5_000);
        pen.text(ABOUT, SOFT, label);
        pen.fitted(ABOUT + 24_000, RIGHT - ABOUT - 24_000, TEXT, &value);
    }
}

fn marks(pen: &mut Pen<'_>) {
    for (y, to) in [(105_000, 8_000), (148_500, 9_500), (210_000, 8_000)] {
        pen.line((5_000, y), (to, y), 150, Ink::Soft);
    }
}
