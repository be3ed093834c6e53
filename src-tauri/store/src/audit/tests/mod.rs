mod at_rest;
#[cfg(target_os = "linux")]
mod keychain;
mod lagging;
mod together;
mod wholeness;

use std::{fs, ops::RangeInclusive, path::PathBuf};

use chrono::{DateTime, NaiveDate};
use sqlx::SqliteConnection;
use tempfile::TempDir;

use super::{
    Audit, Entry, FILE, What,
    chain::{Head, Link},
};
use crate::{
    Passphrase, Profile, connect,
    error::{AuditError, AuditFault},
};

/// A profile with a passphrase, in a folder that vanishes with it.
struct Desk {
    folder: TempDir,
    profile: Profile,
    audit: Audit,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let profile = open(&folder.path().join("profile"));
        let audit = Audit::of(&profile);
        Self {
            folder,
            profile,
            audit,
        }
    }

    /// With this many entries.
    async fn with(entries: u32) -> Self {
        let desk = Self::new();
        desk.append(entries).await;
        desk
    }

    async fn append(&self, entries: u32) {
        for number in 0..entries {
            self.audit.append(&entry(number)).await.unwrap();
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.profile.folder().join(name)
    }

    /// Puts a file aside, to be put back later.
    fn copy(&self, name: &str) -> Copy {
        let (place, aside) = (self.path(name), tempfile::tempdir_in(&self.folder).unwrap());
        let aside = aside.keep().join(name);
        fs::copy(&place, &aside).unwrap();
        Copy { place, aside }
    }

    /// `audit.db`, opened by who has its key.
    async fn opened(&self) -> SqliteConnection {
        let kept = self.audit.custody.read().unwrap().unwrap();
        let options = connect::encrypted(&self.path(FILE), &kept.key);
        connect::opened(&options).await.unwrap()
    }

    /// What somebody does to it who has its key and knows of the triggers.
    async fn tamper(&self, statements: &'static str) {
        let mut db = self.opened().await;
        for statement in [
            "DROP TRIGGER entries_follow_one_another;
             DROP TRIGGER an_entry_is_never_changed;
             DROP TRIGGER an_entry_is_never_removed",
            statements,
        ] {
            sqlx::raw_sql(statement).execute(&mut db).await.unwrap();
        }
        connect::close(db).await;
    }

    /// Writes other entries in the place of these, each with the hash that is right after the one before it.
    async fn rewrite(&self, numbers: RangeInclusive<i64>) {
        self.tamper("SELECT 1").await;
        let mut db = self.opened().await;
        for number in numbers {
            let before = number - 1;
            let hash: Vec<u8> = sqlx::query_scalar("SELECT hash FROM entry WHERE number = ?")
                .bind(before)
                .fetch_one(&mut db)
                .await
                .unwrap();
            let tip = Head {
                number: before,
                hash: hash.try_into().unwrap(),
            };
            let (link, _) = Link::after(tip, &entry(0));
            sqlx::query(
                "UPDATE entry SET at = ?, what = ?, subjects = ?, hash = ? WHERE number = ?",
            )
            .bind(link.at)
            .bind(link.what)
            .bind(link.subjects)
            .bind(link.hash)
            .bind(number)
            .execute(&mut db)
            .await
            .unwrap();
        }
        connect::close(db).await;
    }

    /// What is found when all of it is read.
    async fn fault(&self) -> Option<AuditFault> {
        fault(self.audit.entries().await)
    }

    /// What is found when another entry is written.
    async fn fault_of_appending(&self) -> Option<AuditFault> {
        fault(self.audit.append(&entry(99)).await)
    }
}

struct Copy {
    place: PathBuf,
    aside: PathBuf,
}

impl Copy {
    fn put_back(&self) {
        fs::copy(&self.aside, &self.place).unwrap();
    }
}

/// A transaction that is not over, with more pages touched than are kept in memory: part of it is in the file, and
/// what was there before in the journal.
async fn half_way(desk: &Desk) -> SqliteConnection {
    let mut db = desk.opened().await;
    sqlx::raw_sql(
        "PRAGMA cache_size = 4;
         BEGIN IMMEDIATE;
         WITH RECURSIVE n(i) AS (SELECT 4 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
         INSERT INTO entry SELECT i, at, person, tenant, what, from_day, to_day, subjects, hash
         FROM n, entry WHERE number = 1 ORDER BY i",
    )
    .execute(&mut db)
    .await
    .unwrap();
    db
}

fn fault<T>(outcome: Result<T, AuditError>) -> Option<AuditFault> {
    match outcome {
        Ok(_) => None,
        Err(AuditError::Broken(fault)) => Some(fault),
        Err(other) => panic!("{other:?}"),
    }
}

fn open(folder: &std::path::Path) -> Profile {
    let passphrase = Passphrase::new("a passphrase for tests".to_owned());
    Profile::open_or_make(folder, passphrase.as_ref()).unwrap()
}

fn entry(number: u32) -> Entry {
    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    Entry {
        at: DateTime::from_timestamp(1_795_425_240 + i64::from(number), 0).unwrap(),
        person: "fleet-manager".to_owned(),
        tenant: Some("house".to_owned()),
        what: [What::FiguresByDriver, What::FiguresByVehicle][number as usize % 2],
        from: day(1),
        to: day(30),
        subjects: vec![
            "house/annegret-musterfrau".to_owned(),
            format!("house/d{number}"),
        ],
    }
}
