//! Whether the CPMS charged what its tariff comes to.

use model::{Amount, ChargingCost};

use crate::{Component, Part, Priced, Question, Reason, State, calculate::Calculated};

/// Half a hundredth of the currency unit: further away is no rounding.
const ROUNDING: i64 = 50;

pub(crate) fn with_charged(mut calculated: Calculated, question: &Question<'_>) -> Priced {
    if question.is_credit {
        turn(&mut calculated);
    }
    let ours = ChargingCost {
        net: calculated.net,
        gross: calculated.gross,
    };
    let state = state(ours, question.charged);
    Priced {
        state,
        reason: (state == State::Different).then(|| reason(&calculated, question.charged)),
        net: Some(ours.net),
        gross: ours.gross,
        parts: calculated.parts,
        by_kept: None,
    }
}

/// A credit takes off what its original cost.
fn turn(calculated: &mut Calculated) {
    calculated.net = calculated.net.as_credit();
    calculated.gross = calculated.gross.map(Amount::as_credit);
    for part in &mut calculated.parts {
        part.net = part.net.as_credit();
        part.vat = part.vat.map(Amount::as_credit);
        part.gross = part.gross.map(Amount::as_credit);
    }
    for (_, charged) in &mut calculated.charged {
        *charged = charged.as_credit();
    }
}

fn state(ours: ChargingCost, theirs: ChargingCost) -> State {
    // a gross that the CPMS left out is not compared
    let gross = theirs.gross.zip(ours.gross);
    let gross = gross.map_or(0, |(theirs, ours)| distance(theirs, ours));
    match distance(ours.net, theirs.net).max(gross) {
        0 => State::Same,
        1..=ROUNDING => State::Rounding,
        _ => State::Different,
    }
}

fn reason(calculated: &Calculated, theirs: ChargingCost) -> Reason {
    if distance(calculated.net, theirs.net) <= ROUNDING {
        return Reason::Vat;
    }
    let components = [
        Component::Energy,
        Component::Time,
        Component::Parking,
        Component::Flat,
    ];
    let furthest = components
        .into_iter()
        .map(|component| (gap(calculated, component), component))
        // the first of equals
        .rev()
        .max_by_key(|(gap, _)| *gap);
    match furthest {
        Some((gap, component)) if gap > ROUNDING && !calculated.charged.is_empty() => {
            Reason::Cost(component)
        }
        Some(_) | None => Reason::Total,
    }
}

/// How far apart a component is; one that the CPMS says nothing of cost nothing.
fn gap(calculated: &Calculated, component: Component) -> i64 {
    let ours = calculated
        .parts
        .iter()
        .find(|part| part.component == component);
    let theirs = calculated
        .charged
        .iter()
        .find(|(charged, _)| *charged == component);
    distance(
        ours.map_or(Amount::default(), |part: &Part| part.net),
        theirs.map_or(Amount::default(), |(_, net)| *net),
    )
}

fn distance(one: Amount, other: Amount) -> i64 {
    (one - other).minor4().abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(net: i64, gross: Option<i64>) -> ChargingCost {
        ChargingCost {
            net: Amount::from_minor4(net),
            gross: gross.map(Amount::from_minor4),
        }
    }

    #[test]
    fn half_a_cent_is_rounding_and_more_is_a_difference() {
        let ours = cost(10_000, Some(11_900));
        let cases = [
            (cost(10_000, Some(11_900)), State::Same),
            (cost(10_001, Some(11_900)), State::Rounding),
            (cost(10_050, Some(11_850)), State::Rounding),
            (cost(10_051, Some(11_900)), State::Different),
            (cost(10_000, Some(11_951)), State::Different),
            (cost(10_000, None), State::Same),
        ];
        for (theirs, expected) in cases {
            assert_eq!(state(ours, theirs), expected, "{theirs:?}");
        }
        assert_eq!(
            state(cost(10_000, None), cost(10_000, Some(1))),
            State::Same
        );
    }
}
