//! Every CDR on a line of its own, with what its cost is made of below it.

use model::Amount;
use store::PriceCheck;

use super::{
    pen::{LEFT, Pen, RIGHT, SMALL, SOFT, STRONG, TEXT, Type},
    write,
};
use crate::{
    paper::{Ink, Weight},
    statement::{Account, Component, Item, Part, Sum},
};

/// Where columns begin: date, time, place.
const DATE: i32 = LEFT + 10_500;
const TIME: i32 = LEFT + 31_000;
const PLACE: i32 = LEFT + 54_500;
/// Where columns end: number, energy, minutes, net, VAT, gross.
const NUMBER: i32 = LEFT + 9_000;
const ENERGY: i32 = LEFT + 104_000;
const MINUTES: i32 = LEFT + 114_500;
const NET: i32 = LEFT + 133_500;
const VAT: i32 = LEFT + 151_000;
const GROSS: i32 = RIGHT;
/// Between two columns of figures, at least.
const GAP: i32 = 1_500;

const LINE: i32 = 4_600;
const DETAIL: i32 = 3_300;
/// A line of what is carried over, or of the sum.
const CARRY: i32 = 5_500;
const HEAD: i32 = 6_500;

const BAD: Type = Type(7, Weight::Regular, Ink::Bad);

pub(super) fn write(pen: &mut Pen<'_>, account: &Account) {
    // a table of which only its head and a line fit had better begin on a page of its own
    if pen.has_room(8_000 + HEAD + 4 * LINE + CARRY) {
        pen.down(8_000);
    } else {
        pen.turn();
    }
    head(pen, account);
    let mut carried = Sum::default();
    for (at, item) in account.items.iter().enumerate() {
        let details = details(pen, item);
        let more = i32::try_from(details.len()).unwrap_or_default();
        if !pen.has_room(LINE + more * DETAIL + CARRY) {
            let words = pen.words.carried_over;
            sum(pen, words, &carried);
            pen.turn();
            head(pen, account);
            amounts(pen, words, &carried);
        }
        line(pen, at + 1, item);
        for (of, text) in details {
            pen.down(DETAIL);
            pen.text(DATE, of, &text);
        }
        carried = carried.with(item);
    }
    let words = pen.words.sum;
    sum(pen, words, &carried);
}

fn head(pen: &mut Pen<'_>, account: &Account) {
    let words = pen.words;
    pen.down(3_500);
    pen.right(NUMBER, SOFT, words.number);
    pen.text(DATE, SOFT, words.date);
    pen.text(TIME, SOFT, words.time);
    pen.text(PLACE, SOFT, words.charge_point);
    pen.right(ENERGY, SOFT, "kWh");
    pen.right(MINUTES, SOFT, words.minutes);
    pen.right(NET, SOFT, &format!("{} {}", words.net, account.currency));
    pen.right(VAT, SOFT, words.vat);
    pen.right(GROSS, SOFT, words.gross);
    pen.down(1_500);
    pen.rule(LEFT, RIGHT);
}

/// What the lines up to here come to.
fn sum(pen: &mut Pen<'_>, what: &str, sum: &Sum) {
    pen.down(1_500);
    pen.rule(LEFT, RIGHT);
    amounts(pen, what, sum);
}

fn amounts(pen: &mut Pen<'_>, what: &str, sum: &Sum) {
    pen.down(CARRY - 1_500);
    pen.text(DATE, STRONG, what);
    pen.right(ENERGY, STRONG, &write::energy(sum.energy, pen.lang));
    money(pen, STRONG, sum.net, sum.vat(), sum.gross);
}

fn line(pen: &mut Pen<'_>, number: usize, item: &Item) {
    let lang = pen.lang;
    pen.down(LINE);
    pen.right(NUMBER, SOFT, &number.to_string());
    pen.text(DATE, TEXT, &write::day(item.started_at.date_naive(), lang));
    let times = write::times(item.started_at, item.ended_at);
    pen.whole(TIME, PLACE - TIME - GAP / 2, TEXT, &times);
    let room = ENERGY - 14_000 - PLACE;
    pen.whole(PLACE, room, TEXT, &item.place);
    pen.right(ENERGY, TEXT, &write::energy(item.energy, lang));
    let minutes = write::count(item.minutes(), lang);
    pen.figure(MINUTES, MINUTES - ENERGY - GAP, TEXT, &minutes);
    money(pen, TEXT, item.net, item.vat(), item.gross);
}

fn money(pen: &mut Pen<'_>, of: Type, net: Amount, vat: Option<Amount>, gross: Option<Amount>) {
    let lang = pen.lang;
    let none = pen.words.none;
    let said = |amount: Option<Amount>| {
        amount.map_or_else(|| none.to_owned(), |amount| write::money(amount, lang))
    };
    pen.figure(NET, NET - MINUTES - GAP, of, &write::money(net, lang));
    pen.figure(VAT, VAT - NET - GAP, of, &said(vat));
    pen.figure(GROSS, GROSS - VAT - GAP, of, &said(gross));
}

/// What stands below a line: what it is made of, and what is not as usual with it.
fn details(pen: &Pen<'_>, item: &Item) -> Vec<(Type, String)> {
    let (lang, words) = (pen.lang, pen.words);
    let mut lines = Vec::new();
    let parts = item.parts.iter();
    // of what each part is short of or over by a fraction only the account speaks
    let parts = parts.filter(|part| part.component != Component::Rounding);
    let parts: Vec<String> = parts.map(|part| said(pen, part)).collect();
    for pair in parts.chunks(PARTS_A_LINE) {
        lines.push((SMALL, pair.join(" · ")));
    }
    if item.is_credit {
        lines.push((SMALL, (words.credit)(item.takes_back)));
    }
    if let Some(day) = item.came_on {
        lines.push((SMALL, (words.came_on)(&write::day(day, lang))));
    }
    match item.check {
        PriceCheck::Different => {
            let ours = item.by_tariff.map(|ours| write::money(ours, lang));
            let reason = item.reason.as_deref().and_then(words.reason);
            lines.push((BAD, (words.differs)(ours.as_deref(), reason)));
        }
        PriceCheck::Impossible => {
            let reason = item.reason.as_deref().and_then(words.reason);
            lines.push((SMALL, (words.not_checkable)(reason)));
        }
        PriceCheck::Unpriced | PriceCheck::Same | PriceCheck::Rounding => {}
    }
    lines
}

/// So many stand side by side.
const PARTS_A_LINE: usize = 2;

/// Such as `Energy 11.250 kWh × 0.3500 = 3.9375 (19 %)`.
fn said(pen: &Pen<'_>, part: &Part) -> String {
    let (lang, words) = (pen.lang, pen.words);
    let name = (words.component)(part.component);
    let net = write::money(part.net, lang);
    let rate = part
        .rate
        .map(|rate| format!(" ({} {})", words.vat, write::percent(rate, lang)))
        .unwrap_or_default();
    let made_of = part.quantity.and_then(|quantity| {
        let quantity = write::decimal(quantity.abs(), 3, lang);
        let quantity = (words.quantity)(part.component, &quantity)?;
        let price = part.price.map(|price| write::decimal(price, 4, lang));
        Some(match price {
            Some(price) => format!("{quantity} × {price} = "),
            None => format!("{quantity} {} = ", words.several_prices),
        })
    });
    format!("{name} {}{net}{rate}", made_of.unwrap_or_default())
}
