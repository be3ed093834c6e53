//! Who charges in a busy world, and what comes of it.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use model::{
    Amount, Cdr, ChargingCost, Credit, Currency, Energy, Party, RecordId, Session, SessionStatus,
    TokenRef,
};
use serde_json::{Value, json};

use super::{Cpms, Dice, Site, midnight};

/// How many tokens there are; the first ones are drivers', one is a vehicle's, the rest are nobody's.
const TOKENS: usize = 30;
const DRIVERS: usize = 22;

/// The people of a world.
pub struct Crowd {
    groups: Vec<(&'static str, &'static str)>,
    /// The group of each driver.
    drivers: Vec<Option<&'static str>>,
}

impl Crowd {
    pub fn by(dice: &mut Dice) -> Self {
        let all = [
            ("residents", "internal"),
            ("staff", "internal"),
            ("guests", "guest"),
            ("street", "public"),
        ];
        let most = dice.count(2, 4);
        let groups = dice.some(&all, most);
        let drivers = (0..DRIVERS)
            .map(|place| match place % 5 {
                4 => None,
                // most are of the first groups
                _ if dice.percent(50) => Some(groups[0].0),
                _ => Some(dice.pick(&groups).0),
            })
            .collect();
        Self { groups, drivers }
    }

    /// Ids of the groups.
    pub fn groups(&self) -> impl Iterator<Item = &'static str> {
        self.groups.iter().map(|(id, _)| *id)
    }

    pub fn write_to(&self, tenant: &mut Value) {
        let group = |(id, usage): &(&str, &str)| json!({ "id": id, "name": id, "usage": usage });
        let driver = |(place, group): (usize, &Option<&str>)| {
            let uid = format!("T-{place}");
            json!({ "id": format!("d{place}"), "name": format!("Driver {place}"), "group": group,
                    "tokens": [{ "uid": uid }] })
        };
        tenant["groups"] = self.groups.iter().map(group).collect();
        tenant["drivers"] = self.drivers.iter().enumerate().map(driver).collect();
        tenant["vehicles"] = json!([{ "id": "v1", "plate": "B-VF 100E",
                                      "tokens": [{ "uid": format!("T-{DRIVERS}") }] }]);
    }

    /// Lets them charge at each place, month by month, and today.
    pub fn charge(
        &self,
        dice: &mut Dice,
        sites: &[Site],
        months: &[NaiveDate],
        now: DateTime<Utc>,
        cpms: &mut Cpms,
    ) {
        for site in sites {
            let regulars = dice.count(4, 20);
            let first = dice.count(0, TOKENS - 1);
            let regulars: Vec<usize> = (0..regulars)
                .map(|place| (first + place) % TOKENS)
                .collect();
            for month in months {
                let (people, count) = match dice.within(0, 20) {
                    0 => (0, 0),
                    1..3 => (dice.count(1, 4), dice.count(1, 6)),
                    _ => (regulars.len(), dice.count(20, 40)),
                };
                let people = &regulars[..people.min(regulars.len())];
                // days on which many come, and days on which few do
                let days: Vec<i64> = (0..dice.count(2, 4)).map(|_| dice.within(0, 28)).collect();
                // one who takes nearly all of what a month, or a day, is of
                let heavy = dice.percent(8).then(|| dice.count(0, TOKENS - 1));
                for _ in 0..count {
                    let day = if dice.percent(80) {
                        *dice.pick(&days)
                    } else {
                        dice.within(0, i64::from(days_in(*month)))
                    };
                    let start = midnight(*month + TimeDelta::days(day), site.zone)
                        + TimeDelta::minutes(dice.within(0, 23 * 60));
                    if start < now && !people.is_empty() {
                        let token = *dice.pick(people);
                        let weight = if heavy == Some(token) { 40 } else { 1 };
                        record(dice, site, start, token, weight, now, cpms);
                    }
                }
            }
            if dice.percent(75) {
                let today = now.with_timezone(&site.zone).date_naive();
                let since = (now - midnight(today, site.zone)).num_minutes().max(1);
                for _ in 0..dice.count(0, 9) {
                    let start = now - TimeDelta::minutes(dice.within(0, since));
                    let token = *dice.pick(&regulars);
                    record(dice, site, start, token, 1, now, cpms);
                }
                // since yesterday, or the day before
                let start = now - TimeDelta::hours(dice.within(20, 60));
                let token = *dice.pick(&regulars);
                record(dice, site, start, token, 1, now, cpms);
            }
        }
    }
}

fn days_in(month: NaiveDate) -> u8 {
    month.num_days_in_month()
}

/// A Session with its CDR, or either alone, and now and then a credit.
fn record(
    dice: &mut Dice,
    site: &Site,
    started_at: DateTime<Utc>,
    token: usize,
    weight: i64,
    now: DateTime<Utc>,
    cpms: &mut Cpms,
) {
    let place = cpms.sessions.len() + cpms.cdrs.len();
    let id = |kind: &str| RecordId {
        party: Party {
            country_code: "DE".into(),
            party_id: "HVB".into(),
        },
        id: format!("{kind}-{place}").as_str().into(),
    };
    let is_new = now - started_at < TimeDelta::hours(60);
    let runs = is_new && dice.percent(60);
    let status = match dice.within(0, 30) {
        0 => SessionStatus::Invalid,
        _ if runs => SessionStatus::Active,
        1 => SessionStatus::Pending,
        _ => SessionStatus::Completed,
    };
    let ended_at = (started_at + TimeDelta::minutes(dice.within(10, 300))).min(now);
    let silent = dice.percent(15);
    let session = Session {
        id: id("S"),
        status,
        started_at,
        ended_at: (status == SessionStatus::Completed).then_some(ended_at),
        location_id: site.location.as_str().into(),
        evse_uid: Some(dice.pick(&site.evses).as_str().into()),
        token: token_ref(token),
        energy: Energy::from_wh(dice.within(3_000, 30_000) * weight),
        currency: Currency::new("EUR").unwrap_or_else(|| panic!("a currency")),
        cost: None,
        last_updated: if runs && !silent { now } else { ended_at },
    };
    let alone = dice.within(0, 20);
    if status == SessionStatus::Completed && alone != 0 {
        // now and then it names another card than the Session began with
        let token = token_ref(if place % 33 == 7 {
            (token + 1) % TOKENS
        } else {
            token
        });
        let cdr = cdr(dice, &session, id("C"), token, now);
        if dice.percent(5) {
            let mut credit = cdr.clone();
            credit.id = id("K");
            credit.credit = Some(Credit {
                reference_id: Some(cdr.id.id.clone()),
            });
            cpms.cdrs.push(credit);
        }
        cpms.cdrs.push(cdr);
    }
    if alone != 1 || status != SessionStatus::Completed {
        cpms.sessions.push(session);
    }
}

fn cdr(
    dice: &mut Dice,
    session: &Session,
    id: RecordId,
    token: TokenRef,
    now: DateTime<Utc>,
) -> Cdr {
    // some are of another day than their Session
    let late = if dice.percent(4) { 26 } else { 0 };
    let started_at = (session.started_at + TimeDelta::hours(late)).min(now);
    let ended_at = session.ended_at.unwrap_or(started_at).max(started_at);
    Cdr {
        id,
        session_id: dice.percent(95).then(|| session.id.id.clone()),
        started_at,
        ended_at,
        location_id: session.location_id.clone(),
        evse_uid: session.evse_uid.clone(),
        evse_id: None,
        token,
        energy: session.energy,
        currency: session.currency,
        cost: ChargingCost {
            net: Amount::from_minor4(dice.within(0, 400_000)),
            gross: None,
        },
        credit: None,
        last_updated: ended_at,
    }
}

/// Two go by one contract, however it is spelled; the last ones have none.
fn token_ref(place: usize) -> TokenRef {
    let contract = match place {
        24 => "de-emp-c00023".to_owned(),
        _ if place < TOKENS - 3 => format!("DE-EMP-C{place:05}"),
        _ => String::new(),
    };
    TokenRef {
        party: Party {
            country_code: "DE".into(),
            party_id: "EMP".into(),
        },
        uid: format!("T-{place}").as_str().into(),
        kind: "RFID".to_owned(),
        contract_id: contract.as_str().into(),
    }
}
