//! What was charged on each day of the month, as bars.

use chrono::Datelike;
use model::Energy;

use super::{
    pen::{LEFT, Pen, RIGHT, SMALL, STRONG},
    write,
};
use crate::{paper::Ink, statement::Statement};

/// The tallest bar.
const TALL: i64 = 20_000;
const HEIGHT: i32 = 42_000;
/// Days that are named below.
const NAMED: [u32; 7] = [1, 5, 10, 15, 20, 25, 30];

pub(super) fn write(pen: &mut Pen<'_>, statement: &Statement) {
    let most = statement.days.iter().map(|(_, energy)| energy.wh()).max();
    let most = most.unwrap_or_default().max(1);
    pen.want(HEIGHT);
    pen.down(11_000);
    pen.text(LEFT, STRONG, pen.words.by_day);
    let peak = format!("{} kWh", write::energy(Energy::from_wh(most), pen.lang));
    pen.right(RIGHT, SMALL, &(pen.words.most)(&peak));
    pen.down(3_000 + 20_000);
    let foot = pen.y;
    pen.rule(LEFT, RIGHT);
    let count = i32::try_from(statement.days.len()).unwrap_or(31).max(1);
    let step = (RIGHT - LEFT) / count;
    for (at, (day, energy)) in (0..).zip(&statement.days) {
        let middle = LEFT + at * step + step / 2;
        // a day whose credits take off more than was charged has no bar
        let tall = energy.wh().max(0) * TALL / most;
        let tall = i32::try_from(tall).unwrap_or_default();
        if tall > 0 {
            pen.line(
                (middle, foot),
                (middle, foot - tall),
                step * 3 / 5,
                Ink::Accent,
            );
        }
        if NAMED.contains(&day.day()) {
            let name = day.day().to_string();
            pen.y = foot + 3_500;
            pen.text(middle - pen.width(SMALL, &name) / 2, SMALL, &name);
        }
    }
    pen.y = foot + 4_000;
}
