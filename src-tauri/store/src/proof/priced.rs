//! Prices in worlds: made up from what was charged, so that every state is there. What is on trial is who is told of
//! them and what they are counted as, not what they are.

use model::{Amount, Component, PriceReason, PriceState};

use crate::{Price, WriteError, Writer};

/// Prices all that waits but what is left to wait.
pub async fn price(writer: &mut Writer) -> Result<(), WriteError> {
    let waiting = writer.unpriced(100_000).await?;
    let priced = waiting.iter().filter_map(|cdr| {
        let price = match &cdr.record {
            None => Price {
                state: PriceState::Impossible,
                reason: Some(PriceReason::NoOriginal),
                net: None,
                gross: None,
                parts: Vec::new(),
                by_kept: None,
            },
            Some(_) => made_up(cdr.charged.net)?,
        };
        Some(cdr.priced(price))
    });
    writer.keep_prices(&priced.collect::<Vec<_>>()).await
}

/// `None`: it waits on.
pub fn made_up(charged: Amount) -> Option<Price> {
    let (state, reason) = match charged.minor4().rem_euclid(4) {
        0 => return None,
        1 => (PriceState::Same, None),
        2 => (PriceState::Rounding, None),
        _ => (
            PriceState::Different,
            Some(PriceReason::Cost(Component::Energy)),
        ),
    };
    Some(Price {
        state,
        reason,
        net: Some(charged),
        gross: None,
        parts: Vec::new(),
        by_kept: None,
    })
}
