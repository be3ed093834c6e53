//! What a statement says: every CDR of a unit and a month, and what they come to. Nothing about how it looks.

mod components;
mod sums;
mod vat;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use model::{Amount, Energy, Month};
use store::{
    Cell, LineMoney, MonthSum, PriceCheck, ReadError, Reader, StatementLine, StatementQuestion,
    StatementRecords, Unbilled, Visible,
};

pub(crate) use components::{Component, Part};
pub(crate) use sums::{Sum, Taxed, by_component, by_rate};
pub(crate) use vat::Rate;

/// A CDR that the CPMS writes so much after the session's end is told apart: it may have come when the month was closed.
const LATE: TimeDelta = TimeDelta::hours(48);

/// An itemised account of a month. It has no number: that is for invoices.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    pub(crate) letterhead: Vec<String>,
    pub(crate) recipient: Vec<String>,
    pub(crate) tenant: String,
    pub(crate) name: String,
    pub(crate) month: Month,
    /// When the CPMS wrote the newest of its CDRs; nothing without any.
    pub(crate) as_of: Option<DateTime<Tz>>,
    pub(crate) is_complete: bool,
    /// One account a currency, in the order of their codes.
    pub(crate) accounts: Vec<Account>,
    /// CDRs whose money is not for whoever prints this.
    pub(crate) without_money: usize,
    pub(crate) unbilled: Unbilled,
    /// What was charged on each day of the month, credits taken off.
    pub(crate) days: Vec<(NaiveDate, Energy)>,
}

/// The CDRs of one currency.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Account {
    pub currency: String,
    pub items: Vec<Item>,
    pub sum: Sum,
    /// The month before.
    pub before: Sum,
}

/// One CDR.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    pub started_at: DateTime<Tz>,
    pub ended_at: DateTime<Tz>,
    pub place: String,
    pub energy: Energy,
    pub is_credit: bool,
    /// The number of what it takes back.
    pub takes_back: Option<usize>,
    /// The day on which a late one came.
    pub came_on: Option<NaiveDate>,
    pub net: Amount,
    pub gross: Option<Amount>,
    pub parts: Vec<Part>,
    pub check: PriceCheck,
    /// What it comes to by its tariff, where that is something else.
    pub by_tariff: Option<Amount>,
    pub reason: Option<String>,
}

impl Item {
    /// How long it took, the minute begun left out.
    pub fn minutes(&self) -> i64 {
        (self.ended_at - self.started_at).num_minutes()
    }

    /// The VAT, where the CPMS says what it is with it.
    pub fn vat(&self) -> Option<Amount> {
        self.gross.map(|gross| gross - self.net)
    }
}

/// Asks for what a statement of a unit (`TENANT/UNIT`) and a month says.
///
/// # Errors
/// The Reader's.
pub async fn statement(
    reader: &mut Reader,
    unit: &str,
    month: Month,
    now: DateTime<Utc>,
) -> Result<Visible<Statement>, ReadError> {
    let question = StatementQuestion {
        unit: unit.to_owned(),
        month,
        wanted: components::is_wanted,
    };
    Ok(reader.statement(&question, now).await?.map(Statement::of))
}

impl Statement {
    /// What records say.
    pub fn of(records: StatementRecords) -> Self {
        let days = days(records.month, &records.lines);
        let as_of = records.lines.iter().map(|line| line.written_at).max();
        let numbers = numbers(&records.lines);
        let mut accounts = BTreeMap::<String, Vec<Item>>::new();
        let mut without_money = 0;
        for line in records.lines {
            let takes_back = line.takes_back.and_then(|at| *numbers.get(at)?);
            match item(line, takes_back) {
                Some((currency, item)) => accounts.entry(currency).or_default().push(item),
                None => without_money += 1,
            }
        }
        let before: BTreeMap<String, Sum> = records.before.into_iter().filter_map(sum_of).collect();
        for currency in before.keys() {
            accounts.entry(currency.clone()).or_default();
        }
        let account = |(currency, items): (String, Vec<Item>)| Account {
            sum: Sum::of(&items),
            before: before.get(&currency).copied().unwrap_or_default(),
            currency,
            items,
        };
        Self {
            letterhead: records.letterhead,
            recipient: records.recipient,
            tenant: records.tenant,
            name: records.name,
            month: records.month,
            as_of,
            is_complete: records.is_complete,
            accounts: accounts.into_iter().map(account).collect(),
            without_money,
            unbilled: records.unbilled,
            days,
        }
    }

    /// All CDRs with their money.
    pub(crate) fn items(&self) -> impl Iterator<Item = &Item> {
        self.accounts.iter().flat_map(|account| &account.items)
    }
}

/// What each line is called: its place in the account of its currency, from 1 on.
fn numbers(lines: &[StatementLine]) -> Vec<Option<usize>> {
    let mut last = BTreeMap::<&str, usize>::new();
    let mut numbers = Vec::with_capacity(lines.len());
    for line in lines {
        numbers.push(line.money.shown().map(|money| {
            let number = last.entry(&money.currency).or_default();
            *number += 1;
            *number
        }));
    }
    numbers
}

fn item(line: StatementLine, takes_back: Option<usize>) -> Option<(String, Item)> {
    let Cell::Shown(money) = line.money else {
        return None;
    };
    let is_late = line.written_at - line.ended_at > LATE;
    let item = Item {
        started_at: line.started_at,
        ended_at: line.ended_at,
        place: line.evse.or(line.location).unwrap_or_default(),
        energy: line.energy,
        is_credit: line.is_credit,
        takes_back,
        came_on: is_late.then(|| line.written_at.date_naive()),
        net: money.net,
        gross: money.gross,
        parts: components::of(&money, line.is_credit),
        check: money.check,
        by_tariff: by_tariff(&money),
        reason: money.reason,
    };
    Some((money.currency, item))
}

/// What makes a difference is said with the amount that differs: mostly net, and gross where net agrees.
fn by_tariff(money: &LineMoney) -> Option<Amount> {
    match money.check {
        PriceCheck::Different if money.our_net == Some(money.net) => money.our_gross,
        PriceCheck::Different => money.our_net,
        PriceCheck::Unpriced | PriceCheck::Same | PriceCheck::Rounding | PriceCheck::Impossible => {
            None
        }
    }
}

fn sum_of(before: MonthSum) -> Option<(String, Sum)> {
    let sum = Sum {
        cdrs: before.cdrs,
        credits: before.credits,
        energy: before.energy_wh,
        net: before.net,
        gross: before.gross,
    };
    Some((before.currency?, sum))
}

fn days(month: Month, lines: &[StatementLine]) -> Vec<(NaiveDate, Energy)> {
    let mut days: BTreeMap<NaiveDate, i64> = month.days().map(|day| (day, 0)).collect();
    for line in lines {
        *days.entry(line.started_at.date_naive()).or_default() += line.energy.wh();
    }
    let energy = |(day, wh)| (day, Energy::from_wh(wh));
    days.into_iter().map(energy).collect()
}
