//! What a statement comes to, as the command line says it.

use std::{collections::BTreeMap, path::PathBuf};

use model::Amount;
use serde::Serialize;
use store::PriceCheck;

use crate::Statement;

/// A statement that was printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Printed {
    /// How many pages it has.
    pages: usize,
    /// CDRs that are not credits.
    cdrs: i64,
    /// Credits.
    credits: i64,
    /// Of all of them, credits taken off, in Wh.
    energy_wh: i64,
    /// Without VAT, by currency.
    net: BTreeMap<String, String>,
    /// With VAT, by currency; `null` where not every CDR says it.
    gross: BTreeMap<String, Option<String>>,
    /// CDRs whose price is not their tariff's.
    differences: usize,
    /// CDRs whose price has not been compared yet.
    unpriced: usize,
    /// Whether all of the month was there.
    complete: bool,
}

/// Where it went, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct File {
    file: String,
    #[serde(flatten)]
    printed: Printed,
}

impl Printed {
    /// In this file.
    pub fn into_file(self, file: PathBuf) -> File {
        File {
            file: file.to_string_lossy().into_owned(),
            printed: self,
        }
    }
}

/// What a statement of so many pages comes to.
pub(crate) fn printed(statement: &Statement, pages: usize) -> Printed {
    let sums = || {
        let accounts = statement.accounts.iter();
        // one that is there for the month before alone has nothing in it
        accounts
            .filter(|account| !account.items.is_empty())
            .map(|account| (account.currency.clone(), account.sum))
    };
    let of = |check: PriceCheck| statement.items().filter(|item| item.check == check).count();
    Printed {
        pages,
        cdrs: sums().map(|(_, sum)| sum.cdrs).sum(),
        credits: sums().map(|(_, sum)| sum.credits).sum(),
        energy_wh: sums().map(|(_, sum)| sum.energy.wh()).sum(),
        net: sums()
            .map(|(currency, sum)| (currency, sum.net.to_string()))
            .collect(),
        gross: sums()
            .map(|(currency, sum)| (currency, sum.gross.map(|gross: Amount| gross.to_string())))
            .collect(),
        differences: of(PriceCheck::Different),
        unpriced: of(PriceCheck::Unpriced),
        complete: statement.is_complete,
    }
}
