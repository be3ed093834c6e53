//! A Scope laid out as the store's Reader does it, and the WHERE that somebody would write for the same rows.

use access::{Bits, Entry, Place, Proof, Rows, Scope, TenantRows, Who, compile, sign_in};
use serde_json::json;
use sqlx::SqliteConnection;
use store::FoundPerson;

use super::super::{
    file::Failure,
    world::{NOW, World},
};

pub struct Laid {
    views: &'static str,
    scope: Scope,
    by_hand: String,
}

impl Laid {
    pub async fn of(world: &World, person: &str, views: &'static str) -> Result<Self, Failure> {
        let FoundPerson::One(policy) = world.profile.policy(person, NOW).await? else {
            return Err(format!("{person} is not there").into());
        };
        let scope = compile(&sign_in(policy, Proof::OpenedProfile, NOW));
        let whose = match scope.rows() {
            Rows::All => String::new(),
            Rows::Tenant(rows) => whose(rows),
        };
        // a question has a period, though here it is all of time
        let (first, last) = (i64::MIN, i64::MAX);
        let by_hand = format!("{whose}c.started_at >= {first} AND c.started_at < {last}");
        Ok(Self {
            views,
            scope,
            by_hand,
        })
    }

    /// Over the fact `c`.
    pub fn by_hand(&self) -> &str {
        &self.by_hand
    }

    pub async fn lay_out(&self, db: &mut SqliteConnection) -> Result<(), Failure> {
        let tables = include_str!("../../../src/sql/views/scope.sql");
        sqlx::raw_sql(tables).execute(&mut *db).await?;
        sqlx::raw_sql(self.views).execute(&mut *db).await?;
        let (tenant, bits) = match self.scope.rows() {
            Rows::All => (None, Bits::ALL),
            Rows::Tenant(rows) => (Some(rows.tenant.0), Bits::NONE),
        };
        sqlx::query("INSERT INTO temp.s_me VALUES (1, ?, ?, ?, ?, ?, 1, 0)")
            .bind(tenant)
            .bind(bits.get())
            .bind(NOW.timestamp_millis())
            .bind(i64::MIN)
            .bind(i64::MAX)
            .execute(&mut *db)
            .await?;
        let Rows::Tenant(rows) = self.scope.rows() else {
            return Ok(());
        };
        if !rows.pairs.is_empty() {
            return Err("nobody here has pairs".into());
        }
        let places = rows
            .places
            .iter()
            .map(|entry| single(entry, place(entry.key)));
        let people = rows
            .people
            .iter()
            .map(|entry| single(entry, who(entry.key)));
        for (statement, rows) in [
            (
                "INSERT INTO temp.s_place
                 SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?)",
                places.collect::<Vec<_>>(),
            ),
            (
                "INSERT INTO temp.s_who
                 SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?)",
                people.collect(),
            ),
        ] {
            sqlx::query(statement)
                .bind(json!(rows).to_string())
                .execute(&mut *db)
                .await?;
        }
        Ok(())
    }
}

/// The tenant, if this is much of it; and its units, groups or drivers, if it is not all. These are nobody else's, so
/// that of a few nothing more need be said, and each is looked up by its index.
fn whose(rows: &TenantRows) -> String {
    let units = rows.places.iter().map(|entry| place(entry.key).1);
    let (mut groups, mut drivers) = (Vec::new(), Vec::new());
    for entry in &rows.people {
        match entry.key {
            Who::Group(group) => groups.push(group.0),
            Who::Driver(driver) => drivers.push(driver.0),
            Who::Vehicle(_) | Who::NoGroup => {}
        }
    }
    let (tenant, units) = if rows.is_wide {
        (vec![rows.tenant.0], Vec::new())
    } else {
        (Vec::new(), units.collect())
    };
    let named = [
        ("tenant", tenant),
        ("unit", units),
        ("user_group", groups),
        ("driver", drivers),
    ];
    let conditions = named.into_iter().filter(|(_, ids)| !ids.is_empty());
    conditions
        .map(|(column, ids)| {
            let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
            // the + keeps the planner on the tenant's index, as the view is
            let of_many = rows.is_wide && column != "tenant";
            let plus = if of_many { "+" } else { "" };
            format!("{plus}c.{column} IN ({}) AND ", ids.join(", "))
        })
        .collect()
}

fn single<K>(entry: &Entry<K>, (kind, id): (i64, i64)) -> (i64, i64, i64, i64, u8) {
    let during = entry.during;
    (kind, id, during.from, during.until, entry.bits.get())
}

fn place(place: Place) -> (i64, i64) {
    match place {
        Place::Unit(unit) => (1, unit.0),
        Place::Evse(evse) => (2, evse.0),
    }
}

fn who(who: Who) -> (i64, i64) {
    match who {
        Who::Driver(driver) => (1, driver.0),
        Who::Vehicle(vehicle) => (2, vehicle.0),
        Who::Group(group) => (3, group.0),
        Who::NoGroup => (3, 0),
    }
}
