//! What a CDR's price says: by the rule that prices in worlds are made up by, in the words of the contract.

use std::collections::HashMap;

use model::{Cdr, PriceState};

use super::{rows::Row, words::key};
use crate::proof::{answer::Kind, priced::made_up, world::World};

/// Adds it to the rows of CDRs. A credit is priced by what it takes back, if that is here and its own tenant's.
pub fn add(world: &World, rows: &mut [Row]) {
    let cdrs = rows.iter().enumerate();
    let cdrs = cdrs.filter(|(_, row)| row.kind == Kind::Cdr);
    let places: HashMap<String, usize> = cdrs.map(|(at, row)| (row.key.clone(), at)).collect();
    for cpms in &world.cpms {
        let place = |cdr: &Cdr| places[&key(&cpms.connection, &cdr.id.party, &cdr.id.id)];
        let tenants: Vec<_> = cpms
            .cdrs
            .iter()
            .map(|cdr| rows[place(cdr)].found.tenant.clone())
            .collect();
        for (cdr, tenant) in cpms.cdrs.iter().zip(&tenants) {
            let has_original = cdr.credit.is_some()
                && cpms.cdrs.iter().zip(&tenants).any(|(original, of)| {
                    original.id.party == cdr.id.party
                        && cdr.credit.as_ref().is_some_and(|credit| {
                            credit.reference_id.as_ref() == Some(&original.id.id)
                        })
                        && of == tenant
                });
            let is_priced = cdr.credit.is_none() || has_original;
            rows[place(cdr)].say(values(cdr, is_priced));
        }
    }
}

fn values(cdr: &Cdr, is_priced: bool) -> [(&'static str, Option<String>); 4] {
    let of = |state: &str, reason: Option<&str>, net: Option<String>| {
        [
            ("price_state", Some(state.to_owned())),
            ("price_reason", reason.map(str::to_owned)),
            ("our_net", net),
            ("our_gross", None),
        ]
    };
    if !is_priced {
        return of("impossible", Some("no-original"), None);
    }
    let charged = match cdr.credit {
        Some(_) => cdr.cost.net.as_credit(),
        None => cdr.cost.net,
    };
    let Some(price) = made_up(charged) else {
        return of("unpriced", None, None);
    };
    let net = Some(charged.to_string());
    match price.state {
        PriceState::Same => of("same", None, net),
        PriceState::Rounding => of("rounding", None, net),
        PriceState::Different => of("different", Some("energy"), net),
        PriceState::Impossible => of("impossible", None, net),
    }
}
