//! What the served records say by themselves.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use chrono::{DateTime, Utc};
use chrono_tz::Europe::Berlin;
use serde_json::{Value, json};

use super::world::{ANNA, ANNA_ELSEWHERE, GUSTAV};
use crate::program::records;

/// A record, as far as figures speak of it.
#[derive(Clone, Debug)]
pub struct Fact {
    pub start: DateTime<Utc>,
    pub location: String,
    pub evse: String,
    pub token: String,
    party: String,
    counts: [(&'static str, i64); 5],
    /// Net and gross in ten-thousandths, of CDRs.
    money: Option<(i64, i64)>,
}

impl Fact {
    pub fn is_at(&self, location: &str) -> bool {
        self.location == location
    }

    pub fn is_by(&self, tokens: &[&str]) -> bool {
        tokens.contains(&self.token.as_str())
    }

    pub fn month(&self) -> String {
        self.local("%Y-%m")
    }

    pub fn day(&self) -> String {
        self.local("%Y-%m-%d")
    }

    pub fn location_key(&self) -> String {
        format!("DE-{}/{}", self.party, self.location)
    }

    pub fn evse_key(&self) -> String {
        format!("DE-{}/{}", self.party, self.evse)
    }

    pub fn group_key(&self) -> String {
        let group = match self.token.as_str() {
            ANNA | ANNA_ELSEWHERE => "residents",
            GUSTAV => "visitors",
            _ => "-",
        };
        format!("house/{group}")
    }

    fn local(&self, format: &str) -> String {
        self.start.with_timezone(&Berlin).format(format).to_string()
    }
}

pub fn text(value: &Value) -> String {
    value.as_str().expect("a string").to_owned()
}

/// How far a number is from 0, without a fraction once it is shifted by so many decimals.
fn shifted(value: &Value, decimals: usize) -> i64 {
    let number = value.to_string();
    let number = number.strip_prefix('-').unwrap_or(&number);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    assert!(fraction.len() <= decimals, "{number}");
    let digits = format!("{whole}{fraction:0<decimals$}");
    digits.parse().expect("digits")
}

pub fn facts(folder: &Path) -> Vec<Fact> {
    let (sessions, cdrs) = (records(folder, "sessions"), records(folder, "cdrs"));
    let billed: BTreeSet<&str> = cdrs
        .iter()
        .filter_map(|cdr| cdr["session_id"].as_str())
        .collect();
    let fact = |record: &Value, location: &Value, evse: &Value| Fact {
        start: text(&record["start_date_time"])
            .parse()
            .expect("an instant"),
        location: text(location),
        evse: text(evse),
        token: text(&record["cdr_token"]["uid"]),
        party: text(&record["party_id"]),
        counts: [
            ("sessions", 0),
            ("cdrs", 0),
            ("credits", 0),
            ("energy_wh", 0),
            ("unbilled_wh", 0),
        ],
        money: None,
    };
    let of_sessions = sessions.iter().map(|session| {
        let mut fact = fact(session, &session["location_id"], &session["evse_uid"]);
        let is_unbilled =
            session["status"] == "COMPLETED" && !billed.contains(text(&session["id"]).as_str());
        fact.counts[0].1 = 1;
        fact.counts[4].1 = i64::from(is_unbilled) * shifted(&session["kwh"], 3);
        fact
    });
    let of_cdrs = cdrs.iter().map(|cdr| {
        let place = &cdr["cdr_location"];
        let mut fact = fact(cdr, &place["id"], &place["evse_uid"]);
        let is_credit = cdr["credit"] == true;
        let sign = if is_credit { -1 } else { 1 };
        let amount = |of: &str| sign * shifted(&cdr["total_cost"][of], 4);
        fact.counts[1].1 = i64::from(!is_credit);
        fact.counts[2].1 = i64::from(is_credit);
        fact.counts[3].1 = sign * shifted(&cdr["total_energy"], 3);
        fact.money = Some((amount("excl_vat"), amount("incl_vat")));
        fact
    });
    of_sessions.chain(of_cdrs).collect()
}

/// What is to be said of these records.
pub fn sums<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> Value {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    let mut money: Option<(i64, i64)> = None;
    for fact in facts {
        for (name, count) in fact.counts {
            *counts.entry(name).or_default() += count;
        }
        if let Some((net, gross)) = fact.money {
            let (nets, grosses) = money.unwrap_or_default();
            money = Some((nets + net, grosses + gross));
        }
    }
    let decimal = |amount: i64| json!({ "EUR": format!("{}.{:04}", amount / 10_000, (amount % 10_000).abs()) });
    let mut sums = json!(counts);
    sums["net"] = money.map_or(json!({}), |(net, _)| decimal(net));
    sums["gross"] = money.map_or(json!({}), |(_, gross)| decimal(gross));
    sums
}

/// The same under the key of each record.
pub fn sums_by<'a>(
    facts: impl IntoIterator<Item = &'a Fact>,
    key: impl Fn(&Fact) -> String,
) -> Value {
    let mut parts: BTreeMap<String, Vec<&Fact>> = BTreeMap::new();
    for fact in facts {
        parts.entry(key(fact)).or_default().push(fact);
    }
    let rows = parts.into_iter().map(|(key, facts)| (key, sums(facts)));
    rows.collect()
}
