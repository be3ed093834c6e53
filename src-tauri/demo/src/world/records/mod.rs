//! OCPI records of the world, written by the types that OCPI's own records are read with.

pub(super) mod cdr;
pub(super) mod location;
pub(super) mod session;
pub(super) mod tariff;

use ocpi::Number;
use ocpi::v2_2_1::{CdrToken, Price, TokenType};
use rust_decimal::Decimal;
use serde::Serialize;

use super::people::TokenText;
use super::price::Amount;
use std::sync::Arc;

/// The text of a record.
fn text(record: &impl Serialize) -> Arc<str> {
    // none of OCPI's types fails to be written; a world with a gap would be seen by whoever counts
    Arc::from(serde_json::to_string(record).unwrap_or_default())
}

/// A whole number of ten-thousandths, without zeros at its end.
fn ten_thousandths(value: i64) -> Number {
    Number(Decimal::new(value, 4).normalize())
}

/// Energy in kWh.
fn kwh(energy_wh: i64) -> Number {
    Number(Decimal::new(energy_wh, 3).normalize())
}

fn price(amount: Amount) -> Price {
    Price {
        excl_vat: ten_thousandths(amount.net),
        incl_vat: Some(ten_thousandths(amount.gross)),
    }
}

fn cdr_token(token: TokenText) -> CdrToken {
    CdrToken {
        country_code: token.country.into(),
        party_id: token.party.into(),
        uid: token.uid.into(),
        kind: TokenType::from(token.kind),
        contract_id: token.contract.into(),
    }
}

/// The Location of a property of a town.
pub(super) fn location_id(town: u32, property: usize) -> String {
    let slug = super::town::PROPERTIES[property].slug;
    format!("{}-{}", slug.to_ascii_uppercase(), town + 1)
}

/// The EVSE of a number at a property.
pub(super) fn evse_uid(town: u32, property: usize, evse: u32) -> String {
    format!("{}-{evse:02}", location_id(town, property))
}

/// The number that people see on it.
fn evse_id(town: u32, property: usize, evse: u32) -> String {
    let (_, country) = super::town::PROPERTIES[property].country;
    format!("{country}*VFX*E{:04}{property}{evse:02}", town + 1)
}
