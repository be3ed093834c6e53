//! The CDRs of `data/dev` as they would lie in the store: bytes, and what was understood of them.

use std::{collections::HashMap, fs::File, io::Read, path::PathBuf};

use chrono_tz::Tz;
use flate2::read::GzDecoder;
use model::{Amount, ChargingCost, Currency};
use pricing::{Priced, Question};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::value::RawValue;

/// One CDR of the reference data.
#[derive(Clone)]
pub struct Record {
    pub id: String,
    pub text: String,
}

#[derive(Deserialize)]
struct Cdr<'a> {
    id: &'a str,
    currency: &'a str,
    #[serde(borrow)]
    total_cost: Cost<'a>,
    #[serde(default)]
    credit: bool,
    credit_reference_id: Option<&'a str>,
}

#[derive(Deserialize)]
struct Cost<'a> {
    #[serde(borrow)]
    excl_vat: &'a RawValue,
    #[serde(borrow)]
    incl_vat: Option<&'a RawValue>,
}

/// All of `data/dev`; `None`, and said so, where it is not here and need not be.
pub fn dev() -> Option<Vec<Record>> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    let shared = std::env::var_os("VOLTFOLIO_SHARED").map_or_else(beside, PathBuf::from);
    let file = shared.join("data/dev/cdrs.json.gz");
    if !file.exists() {
        let required = std::env::var_os("VOLTFOLIO_REQUIRE_SHARED").is_some();
        assert!(
            !required,
            "{} is missing, and VOLTFOLIO_REQUIRE_SHARED is set",
            file.display()
        );
        eprintln!("not run: {} is not here", file.display());
        return None;
    }
    let mut text = String::new();
    let mut file = GzDecoder::new(File::open(file).unwrap());
    file.read_to_string(&mut text).unwrap();
    let all: Vec<&RawValue> = serde_json::from_str(&text).unwrap();
    let record = |raw: &&RawValue| Record {
        id: serde_json::from_str::<Cdr<'_>>(raw.get())
            .unwrap()
            .id
            .to_owned(),
        text: raw.get().to_owned(),
    };
    Some(all.iter().map(record).collect())
}

/// Prices each of them; credits by their original among them.
pub fn price_all(all: &[Record]) -> Vec<Priced> {
    let by_id: HashMap<&str, &Record> = all
        .iter()
        .map(|record| (record.id.as_str(), record))
        .collect();
    all.iter()
        .map(|record| {
            let cdr: Cdr<'_> = serde_json::from_str(&record.text).unwrap();
            let original = cdr.credit_reference_id.and_then(|id| by_id.get(id));
            price(record, original.copied())
        })
        .collect()
}

/// Prices one; of a credit its original stands beside it.
pub fn price(record: &Record, original: Option<&Record>) -> Priced {
    priced_by(record, original, |_| None)
}

/// Prices one where this is kept of tariffs.
pub fn priced_by<'a>(
    record: &Record,
    original: Option<&Record>,
    kept: impl FnOnce(&str) -> Option<&'a [u8]>,
) -> Priced {
    let cdr: Cdr<'_> = serde_json::from_str(&record.text).unwrap();
    let amount = |raw: &RawValue| {
        let digits: Decimal = raw.get().parse().unwrap();
        let amount = Amount::from_decimal(digits).unwrap().0;
        if cdr.credit {
            amount.as_credit()
        } else {
            amount
        }
    };
    let priced = if cdr.credit { original } else { Some(record) };
    let question = Question {
        record: priced.map(|record| record.text.as_bytes()),
        is_credit: cdr.credit,
        currency: Currency::new(cdr.currency).unwrap(),
        charged: ChargingCost {
            net: amount(cdr.total_cost.excl_vat),
            gross: cdr.total_cost.incl_vat.map(amount),
        },
        time_zone: Tz::Europe__Berlin,
    };
    pricing::price(&question, kept)
}
