//! Other records, where they are foreign.

use std::collections::{BTreeMap, BTreeSet};

use access::Class;
use chrono::TimeDelta;
use model::{
    Amount, Cdr, ChargingCost, Credit, Currency, Energy, RecordId, Session, SessionStatus,
};

use super::{
    foreign::{Eyes, Name, session_of},
    twin::{Change, How, Twin, key},
};
use crate::proof::{Kind, Naive, dice::Dice, naive::Row, world::Cpms};

/// No Location has this id, so that nobody holds what is there.
const NOWHERE: &str = "LOC-NOWHERE";

struct Making<'a> {
    eyes: &'a Eyes<'a>,
    rows: BTreeMap<Name, &'a Row>,
    deletes: bool,
    changes: BTreeSet<Change>,
}

pub fn change(twin: &mut Twin, naive: &Naive, eyes: &Eyes, dice: &mut Dice) {
    let rows = naive.rows.iter();
    let mut making = Making {
        eyes,
        rows: rows.map(|row| ((row.kind, row.key.clone()), row)).collect(),
        deletes: twin.how != How::OnTop,
        changes: BTreeSet::new(),
    };
    for cpms in &mut twin.world.cpms {
        making.partners(dice, cpms);
        making.inserts(dice, cpms);
        making.sessions(dice, cpms);
        making.cdrs(dice, cpms);
    }
    twin.changes.append(&mut making.changes);
}

impl<'a> Making<'a> {
    /// The row of a record of the first world; a record that the twin alone has is left as it is.
    fn row(&self, kind: Kind, cpms: &str, id: &RecordId) -> Option<&'a Row> {
        self.rows.get(&(kind, key(cpms, id))).copied()
    }

    fn is_withheld(&self, row: &Row) -> bool {
        self.eyes.withheld.contains(&(row.kind, row.key.clone())) && !self.eyes.sees(row)
    }

    fn sessions(&mut self, dice: &mut Dice, cpms: &mut Cpms) {
        let connection = cpms.connection.clone();
        cpms.sessions.retain_mut(|session| {
            let Some(row) = self.row(Kind::Session, &connection, &session.id) else {
                return true;
            };
            if self.eyes.is_foreign(row) {
                if self.deletes && dice.percent(20) {
                    self.changes.extend([Change::Delete, Change::Count]);
                    return false;
                }
                if dice.percent(30) {
                    session.energy = Energy::from_wh(dice.within(0, 90_000));
                    session.status = *dice.pick(&[
                        SessionStatus::Active,
                        SessionStatus::Completed,
                        SessionStatus::Invalid,
                    ]);
                    session.last_updated += TimeDelta::seconds(1);
                    self.changes.insert(Change::Edit);
                }
            } else if session.status == SessionStatus::Completed && dice.percent(25) {
                if self.is_withheld(row) {
                    session.energy = Energy::from_wh(dice.within(0, 90_000));
                    self.changes.insert(Change::Withheld);
                } else if self.eyes.hides_money(row) {
                    session.cost = Some(cost(dice));
                    self.changes.insert(Change::Mask);
                } else {
                    return true;
                }
                session.last_updated += TimeDelta::seconds(1);
            }
            true
        });
    }

    fn cdrs(&mut self, dice: &mut Dice, cpms: &mut Cpms) {
        let connection = cpms.connection.clone();
        cpms.cdrs.retain_mut(|cdr| {
            let Some(row) = self.row(Kind::Cdr, &connection, &cdr.id) else {
                return true;
            };
            if self.eyes.is_foreign(row) {
                if self.deletes && dice.percent(20) {
                    self.changes.extend([Change::Delete, Change::Count]);
                    return false;
                }
                if dice.percent(30) {
                    cdr.energy = Energy::from_wh(dice.within(0, 90_000));
                    cdr.cost = cost(dice);
                    cdr.currency = currency(dice);
                    let turns = dice.percent(20);
                    cdr.credit = cdr
                        .credit
                        .take()
                        .or_else(|| turns.then_some(Credit { reference_id: None }));
                    cdr.last_updated += TimeDelta::seconds(1);
                    self.changes.insert(Change::Edit);
                }
                return true;
            }
            if !dice.percent(25) {
                return true;
            }
            let before = cdr.clone();
            if self.is_withheld(row) {
                cdr.energy = Energy::from_wh(dice.within(0, 90_000));
                self.changes.insert(Change::Withheld);
            }
            if self.eyes.hides_money(row) {
                cdr.cost = cost(dice);
                cdr.currency = currency(dice);
                self.changes.insert(Change::Mask);
            }
            // whose token is enrolled goes by that, and the contract is a name alone
            if !self.eyes.holds(Class::D) && row.found.driver.is_some() {
                cdr.token.contract_id = format!("DE-EMP-X{}", dice.within(0, 9)).as_str().into();
                self.changes.insert(Change::Mask);
            }
            if *cdr != before {
                cdr.last_updated += TimeDelta::seconds(1);
            }
            true
        });
    }

    /// More of what is foreign already.
    fn inserts(&mut self, dice: &mut Dice, cpms: &mut Cpms) {
        let connection = cpms.connection.clone();
        let sessions = cpms.sessions.iter().filter(|session| {
            self.row(Kind::Session, &connection, &session.id)
                .is_some_and(|row| self.eyes.is_foreign(row))
        });
        let sessions: Vec<Session> = sessions.cloned().collect();
        let cdrs = cpms.cdrs.iter().filter(|cdr| {
            self.row(Kind::Cdr, &connection, &cdr.id)
                .is_some_and(|row| self.eyes.is_foreign(row))
        });
        let cdrs: Vec<Cdr> = cdrs.cloned().collect();
        let most = dice.count(3, 9);
        for (number, mut session) in dice.some(&sessions, most).into_iter().enumerate() {
            // before and after all others
            let first = dice.pick(&["A", "Z"]);
            session.id.id = format!("{first}-new-{number}").as_str().into();
            cpms.sessions.push(session);
            self.changes.extend([Change::Insert, Change::Count]);
        }
        for (number, mut cdr) in dice.some(&cdrs, most).into_iter().enumerate() {
            let first = dice.pick(&["A", "Z"]);
            cdr.id.id = format!("{first}-new-{number}").as_str().into();
            cpms.cdrs.push(cdr);
            self.changes.extend([Change::Insert, Change::Count]);
        }
    }

    /// Foreign records that own ones go together with: a Session for a CDR that has none, a CDR for a Session.
    fn partners(&mut self, dice: &mut Dice, cpms: &mut Cpms) {
        let connection = cpms.connection.clone();
        let may_pair = |row: &Row| !self.eyes.is_foreign(row) && session_of(row).is_some();
        let sessions = cpms.sessions.iter().filter(|session| {
            self.row(Kind::Session, &connection, &session.id)
                .is_some_and(may_pair)
        });
        let sessions: Vec<Session> = sessions.cloned().collect();
        let is_there = |cdr: &Cdr| {
            cpms.sessions.iter().any(|session| {
                session.id.party == cdr.id.party && Some(&session.id.id) == cdr.session_id.as_ref()
            })
        };
        let cdrs = cpms.cdrs.iter().filter(|cdr| {
            self.row(Kind::Cdr, &connection, &cdr.id)
                .is_some_and(may_pair)
        });
        let cdrs: Vec<Cdr> = cdrs.cloned().collect();
        let lonely: Vec<Cdr> = cdrs.iter().filter(|cdr| !is_there(cdr)).cloned().collect();
        for (number, cdr) in dice.some(&lonely, 4).into_iter().enumerate() {
            if number % 2 == 0 {
                cpms.sessions.push(session_for(&cdr));
            }
            cpms.cdrs
                .push(cdr_for(cdr.session_id.clone(), &cdr, number));
            self.changes.insert(Change::Partner);
        }
        for (number, session) in dice.some(&sessions, 4).into_iter().enumerate() {
            let Some(model) = cpms.cdrs.first().cloned() else {
                continue;
            };
            let model = Cdr {
                id: session.id.clone(),
                started_at: session.started_at,
                ..model
            };
            cpms.cdrs
                .push(cdr_for(Some(session.id.id), &model, 10 + number));
            self.changes.insert(Change::Partner);
        }
    }
}

fn session_for(cdr: &Cdr) -> Session {
    Session {
        id: RecordId {
            id: cdr.session_id.clone().unwrap_or_else(|| cdr.id.id.clone()),
            ..cdr.id.clone()
        },
        status: SessionStatus::Completed,
        started_at: cdr.started_at,
        ended_at: Some(cdr.ended_at),
        location_id: NOWHERE.into(),
        evse_uid: None,
        token: cdr.token.clone(),
        energy: cdr.energy,
        currency: cdr.currency,
        cost: None,
        last_updated: cdr.last_updated,
    }
}

fn cdr_for(session: Option<model::CiString>, model: &Cdr, number: usize) -> Cdr {
    Cdr {
        id: RecordId {
            // of the CDRs of a Session that is not there, the first stands for it
            id: format!("A-partner-{number}").as_str().into(),
            ..model.id.clone()
        },
        session_id: session,
        location_id: NOWHERE.into(),
        evse_uid: None,
        evse_id: None,
        credit: None,
        ..model.clone()
    }
}

fn cost(dice: &mut Dice) -> ChargingCost {
    let net = dice.within(0, 400_000);
    ChargingCost {
        net: Amount::from_minor4(net),
        gross: dice
            .percent(50)
            .then(|| Amount::from_minor4(net + net / 100 * 19)),
    }
}

fn currency(dice: &mut Dice) -> Currency {
    let code = *dice.pick(&["EUR", "CHF", "NOK"]);
    Currency::new(code).expect("a currency")
}
