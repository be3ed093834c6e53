//! Sessions and CDRs, as complete and as broken as CPMSs send them.

use chrono::{DateTime, TimeDelta, Utc};
use model::{
    Amount, Cdr, ChargingCost, CiString, Credit, Currency, Energy, Evse, Location, RecordId,
    Session, SessionStatus,
};

use super::{Cpms, Dice, enrolments::Tokens, times::Times};

pub fn by(dice: &mut Dice, times: &Times, tokens: &Tokens, cpms: &mut [Cpms]) {
    let share = 120 / cpms.len();
    for cpms in cpms {
        for place in 0..share {
            let making = Making {
                times,
                tokens,
                place,
            };
            let location = dice.pick(&cpms.locations).clone();
            let session = making.session(dice, &location);
            let cdr = (session.status == SessionStatus::Completed)
                .then(|| making.cdr(dice, &session, &location));
            let credit = cdr
                .as_ref()
                .filter(|_| dice.percent(18))
                .map(|cdr| making.credit(dice, cdr));
            // either may be there without the other
            let alone = dice.within(0, 10);
            if alone != 0 || cdr.is_none() {
                cpms.sessions.push(session);
            }
            cpms.cdrs.extend(cdr.filter(|_| alone != 1));
            cpms.cdrs.extend(credit);
        }
    }
}

struct Making<'a> {
    times: &'a Times,
    tokens: &'a Tokens,
    place: usize,
}

impl Making<'_> {
    fn session(&self, dice: &mut Dice, location: &Location) -> Session {
        let started_at = self.times.start(dice, location.time_zone);
        let lasted = TimeDelta::minutes(dice.within(1, 900));
        let status = match dice.within(0, 20) {
            0 => SessionStatus::Invalid,
            1 => SessionStatus::Pending,
            _ if self.times.now - started_at < lasted => SessionStatus::Active,
            2 => SessionStatus::Active, // stalled
            _ => SessionStatus::Completed,
        };
        let evse = (!location.evses.is_empty()).then(|| dice.pick(&location.evses).clone());
        Session {
            id: id(location, "S", self.place),
            status,
            started_at,
            ended_at: (status == SessionStatus::Completed).then_some(started_at + lasted),
            location_id: location_id(dice, location),
            evse_uid: evse_uid(dice, evse.as_ref(), 95),
            token: self.tokens.any(dice),
            energy: Energy::from_wh(dice.within(0, 60_000)),
            currency: currency(dice),
            cost: dice.percent(70).then(|| cost(dice)),
            last_updated: (started_at + lasted).min(self.times.now),
        }
    }

    fn cdr(&self, dice: &mut Dice, session: &Session, location: &Location) -> Cdr {
        let ended_at = session.ended_at.unwrap_or(session.started_at);
        let named = |evse: &&Evse| Some(&evse.uid) == session.evse_uid.as_ref();
        let evse = location.evses.iter().find(named);
        Cdr {
            id: id(location, "C", self.place),
            session_id: dice
                .percent(85)
                .then(|| dice.respell(session.id.id.as_str()).into()),
            started_at: session.started_at,
            ended_at,
            location_id: location_id(dice, location),
            evse_uid: evse_uid(dice, evse, 78),
            evse_id: printed(dice, evse),
            token: session.token.clone(),
            energy: session.energy,
            currency: session.currency,
            cost: session.cost.unwrap_or_else(|| cost(dice)),
            credit: None,
            last_updated: after(ended_at, self.times.now),
        }
    }

    /// Takes a CDR back, with the sign that this CPMS happens to give it.
    fn credit(&self, dice: &mut Dice, cdr: &Cdr) -> Cdr {
        let sign = *dice.pick(&[1, -1]);
        let amount = |amount: Amount| Amount::from_minor4(amount.minor4() * sign);
        let mut credit = cdr.clone();
        credit.id.id = format!("K-{}", self.place).into();
        credit.energy = Energy::from_wh(cdr.energy.wh() * sign);
        credit.cost = ChargingCost {
            net: amount(cdr.cost.net),
            gross: cdr.cost.gross.map(amount),
        };
        credit.credit = Some(Credit {
            reference_id: dice.percent(80).then(|| cdr.id.id.clone()),
        });
        credit
    }
}

/// The same ids come from every party and connection.
fn id(location: &Location, kind: &str, place: usize) -> RecordId {
    RecordId {
        party: location.id.party.clone(),
        id: format!("{kind}-{place}").into(),
    }
}

fn location_id(dice: &mut Dice, location: &Location) -> CiString {
    if dice.percent(2) {
        return "LOC-GONE".into();
    }
    dice.respell(location.id.id.as_str()).into()
}

/// Mostly its uid; else nothing, or one that no Location has.
fn evse_uid(dice: &mut Dice, evse: Option<&Evse>, often: u32) -> Option<CiString> {
    match evse {
        Some(evse) if dice.percent(often) => Some(dice.respell(evse.uid.as_str()).into()),
        Some(_) | None => dice.percent(30).then(|| "E-GONE".into()),
    }
}

fn printed(dice: &mut Dice, evse: Option<&Evse>) -> Option<CiString> {
    let printed = evse?.evse_id.as_ref()?;
    match dice.within(0, 4) {
        0 => None,
        1 => Some("DE*HVB*GONE".into()),
        _ => Some(dice.respell(printed.as_str()).into()),
    }
}

fn cost(dice: &mut Dice) -> ChargingCost {
    let net = dice.within(0, 400_000);
    ChargingCost {
        net: Amount::from_minor4(net),
        gross: dice
            .percent(70)
            .then(|| Amount::from_minor4(net + net / 100 * 19)),
    }
}

fn currency(dice: &mut Dice) -> Currency {
    let code = dice.pick(&["EUR", "EUR", "EUR", "CHF", "SEK"]);
    Currency::new(code).unwrap_or_else(|| panic!("a currency"))
}

fn after(ended_at: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    (ended_at + TimeDelta::minutes(2)).min(now)
}
