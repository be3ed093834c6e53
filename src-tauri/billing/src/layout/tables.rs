//! What the account is made of: by component and rate of VAT, and by rate alone.

use model::Amount;
use rust_decimal::Decimal;

use super::{
    pen::{LEFT, Pen, RIGHT, SOFT, STRONG, TEXT, Type},
    write,
};
use crate::statement::{Account, Rate, Taxed, by_component, by_rate};

const ROW: i32 = 4_200;
/// Where the columns end: quantity, rate, net, VAT, gross.
const COLUMNS: [i32; 5] = [105_000, 123_000, 147_000, 170_000, RIGHT];

pub(super) fn write(pen: &mut Pen<'_>, account: &Account) {
    let (lang, words) = (pen.lang, pen.words);
    let mut parts = by_component(&account.items);
    let mut rates = by_rate(&account.items);
    // parts that cancel each other out, and free ones, are news on their lines alone
    parts.retain(|_, taxed| !taxed.is_nothing());
    rates.retain(|_, taxed| !taxed.is_nothing());
    let rows = parts.len() + rates.len() + 1;
    pen.want(13_000 + i32::try_from(rows).unwrap_or_default() * ROW);
    pen.down(10_000);
    pen.text(LEFT, STRONG, words.by_component);
    let [_, rate, net, vat, gross] = COLUMNS;
    pen.right(rate, SOFT, words.rate);
    let of_currency = |word: &str| format!("{word} {}", account.currency);
    pen.right(net, SOFT, &of_currency(words.net));
    pen.right(vat, SOFT, &of_currency(words.vat));
    pen.right(gross, SOFT, &of_currency(words.gross));
    pen.down(1_500);
    pen.rule(LEFT, RIGHT);
    for ((component, rate), taxed) in &parts {
        let quantity = taxed
            .quantity
            .and_then(|quantity| (words.quantity)(*component, &write::decimal(quantity, 3, lang)));
        row(
            pen,
            TEXT,
            (words.component)(*component),
            quantity.as_deref(),
            *rate,
            taxed,
        );
    }
    pen.down(1_500);
    pen.rule(LEFT, RIGHT);
    if rates.len() > 1 {
        for (rate, taxed) in &rates {
            row(pen, SOFT, words.of_that, None, *rate, taxed);
        }
        pen.down(1_500);
        pen.rule(LEFT, RIGHT);
    }
    pen.down(ROW);
    pen.text(LEFT, STRONG, words.sum);
    let amount = |amount: Option<Amount>| amount.map(|amount| write::money(amount, lang));
    let none = words.none.to_owned();
    pen.right(net, STRONG, &write::money(account.sum.net, lang));
    pen.right(
        vat,
        STRONG,
        &amount(account.sum.vat()).unwrap_or(none.clone()),
    );
    pen.right(gross, STRONG, &amount(account.sum.gross).unwrap_or(none));
}

fn row(
    pen: &mut Pen<'_>,
    of: Type,
    name: &str,
    quantity: Option<&str>,
    rate: Option<Rate>,
    taxed: &Taxed,
) {
    let lang = pen.lang;
    let [at_quantity, at_rate, net, vat, gross] = COLUMNS;
    pen.down(ROW);
    pen.text(LEFT, of, name);
    if let Some(quantity) = quantity {
        pen.right(at_quantity, SOFT, quantity);
    }
    let rate = rate.map(|rate: Decimal| write::percent(rate, lang));
    pen.right(at_rate, of, rate.as_deref().unwrap_or(pen.words.none));
    pen.right(net, of, &write::money(taxed.net, lang));
    let none = pen.words.none;
    match taxed.gross() {
        Some(total) => {
            pen.right(vat, of, &write::money(taxed.vat, lang));
            pen.right(gross, of, &write::money(total, lang));
        }
        None => {
            pen.right(vat, of, none);
            pen.right(gross, of, none);
        }
    }
}
