//! What drivers and vehicles are called for whoever may not know them: `~7k2qm4xa`, for ever, and in their tenant alone.

use std::collections::{BTreeMap, BTreeSet};

use hmac::Mac;
use sqlx::SqliteConnection;
use zeroize::Zeroizing;

use crate::{error::WriteError, keyed};

/// Of five bits each: among 1,000 people of a tenant two would be alike once in two million tenants.
const CHARACTERS: usize = 8;

/// Somebody without a pseudonym.
#[derive(sqlx::FromRow)]
struct Nameless {
    tenant: i64,
    kind: String,
    record: i64,
    id: String,
}

/// Gives the operator and every tenant its key, and every driver and vehicle that has none its pseudonym.
pub(super) async fn fill(db: &mut SqliteConnection) -> Result<(), WriteError> {
    let without_key: Vec<i64> = sqlx::query_scalar("SELECT tenant FROM tenant WHERE key IS NULL")
        .fetch_all(&mut *db)
        .await?;
    for tenant in without_key {
        sqlx::query("UPDATE tenant SET key = ? WHERE tenant = ?")
            .bind(random()?.as_slice())
            .bind(tenant)
            .execute(&mut *db)
            .await?;
    }
    sqlx::query("UPDATE operator SET key = ? WHERE key IS NULL")
        .bind(random()?.as_slice())
        .execute(&mut *db)
        .await?;
    let nameless: Vec<Nameless> = sqlx::query_as(include_str!("../sql/nameless.sql"))
        .fetch_all(&mut *db)
        .await?;
    let mut of_tenants: BTreeMap<i64, Vec<Nameless>> = BTreeMap::new();
    for one in nameless {
        of_tenants.entry(one.tenant).or_default().push(one);
    }
    for (tenant, nameless) in of_tenants {
        name(db, tenant, &nameless).await?;
    }
    Ok(())
}

fn random() -> Result<Zeroizing<[u8; 32]>, WriteError> {
    let mut key = Zeroizing::new([0_u8; 32]);
    getrandom::fill(key.as_mut()).map_err(|_| WriteError::NoRandomness)?;
    Ok(key)
}

async fn name(
    db: &mut SqliteConnection,
    tenant: i64,
    nameless: &[Nameless],
) -> Result<(), WriteError> {
    let key: Vec<u8> = sqlx::query_scalar("SELECT key FROM tenant WHERE tenant = ?")
        .bind(tenant)
        .fetch_one(&mut *db)
        .await?;
    let key = Zeroizing::new(key);
    let taken: Vec<String> = sqlx::query_scalar(
        "SELECT pseudonym FROM driver WHERE tenant = ?1 AND pseudonym IS NOT NULL
         UNION ALL
         SELECT pseudonym FROM vehicle WHERE tenant = ?1 AND pseudonym IS NOT NULL",
    )
    .bind(tenant)
    .fetch_all(&mut *db)
    .await?;
    let mut taken: BTreeSet<String> = taken.into_iter().collect();
    for one in nameless {
        let pseudonym = free(&key, &one.kind, &one.id, &taken);
        let statement = if one.kind == "driver" {
            "UPDATE driver SET pseudonym = ? WHERE driver = ?"
        } else {
            "UPDATE vehicle SET pseudonym = ? WHERE vehicle = ?"
        };
        sqlx::query(statement)
            .bind(&pseudonym)
            .bind(one.record)
            .execute(&mut *db)
            .await?;
        taken.insert(pseudonym);
    }
    Ok(())
}

/// The first that nobody of the tenant has yet.
fn free(key: &[u8], kind: &str, id: &str, taken: &BTreeSet<String>) -> String {
    let mut tried = 0_u32;
    loop {
        let pseudonym = pseudonym(key, kind, id, tried);
        if !taken.contains(&pseudonym) {
            return pseudonym;
        }
        tried += 1;
    }
}

fn pseudonym(key: &[u8], kind: &str, id: &str, tried: u32) -> String {
    let mut mac = keyed::with(key);
    mac.update(format!("{kind}/{id}").as_bytes());
    if tried > 0 {
        mac.update(format!("/{tried}").as_bytes());
    }
    let digest = mac.finalize().into_bytes();
    format!("~{}", keyed::text(&digest, CHARACTERS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pseudonym_is_the_key_s_alone_and_tells_kinds_and_ids_apart() {
        let key = [7; 32];
        // worked out with another program: HMAC-SHA256 of "driver/anna", its first five bytes in base 32
        assert_eq!(pseudonym(&key, "driver", "anna", 0), "~vwo4aqyn");
        let all: BTreeSet<String> = [
            pseudonym(&key, "driver", "anna", 0),
            pseudonym(&key, "driver", "anna", 1),
            pseudonym(&key, "driver", "ben", 0),
            pseudonym(&key, "vehicle", "anna", 0),
            pseudonym(&[8; 32], "driver", "anna", 0),
        ]
        .into();
        assert_eq!(all.len(), 5, "{all:?}");
    }

    #[test]
    fn one_that_is_taken_is_nobody_else_s() {
        let key = [7; 32];
        let mut taken = BTreeSet::new();
        for tried in 0..3 {
            let found = free(&key, "driver", "anna", &taken);
            assert_eq!(found, pseudonym(&key, "driver", "anna", tried));
            taken.insert(found);
        }
    }
}
