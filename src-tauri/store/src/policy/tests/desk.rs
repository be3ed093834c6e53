//! A profile to try policies on.

use access::{
    Grant, PersonPolicy, Policy,
    attribution::{EvseKey, UnitKey},
    setup,
};
use chrono::{DateTime, Utc};
use model::{Arrival, Arrivals, Evse, EvseStatus, Location, Party, RecordId};
use serde_json::Value;
use tempfile::TempDir;

use crate::{Cursor, FoundPerson, OpenError, Page, Passphrase, Profile, WhenBusy, connect};

pub const NOW: &str = "2026-11-25T09:00:00Z";

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(work)
}

pub struct Desk {
    profile: Profile,
    _folder: TempDir,
}

impl Desk {
    /// A profile that holds this setup.
    pub fn new(setup: &Value) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let passphrase = Passphrase::new("a passphrase for tests".to_owned());
        let profile = Profile::open_or_make(&folder.path().join("profile"), passphrase.as_ref());
        let desk = Self {
            profile: profile.expect("a profile"),
            _folder: folder,
        };
        desk.setup(setup);
        desk
    }

    pub fn setup(&self, setup: &Value) {
        let done: Result<(), OpenError> =
            run(self
                .profile
                .write(WhenBusy::Refuse, at(NOW), async |writer| {
                    let held = writer.held().await.expect("what is there");
                    let setup = setup::read_onto(&setup.to_string(), &held).expect("a right file");
                    writer.apply(&setup, false, at(NOW)).await.expect("applied");
                    Ok(())
                }));
        done.expect("set up");
    }

    /// Lands a Location of a party with these EVSEs.
    pub fn land(&self, connection: &str, party: &str, id: &str, evses: &[&str]) {
        let done: Result<(), OpenError> =
            run(self
                .profile
                .write(WhenBusy::Refuse, at(NOW), async |writer| {
                    let url = Some("http://localhost");
                    let connection = writer.connect(connection, url, None).await;
                    let connection = connection.expect("a connection");
                    let page = page(location(party, id, evses));
                    let landed = writer.land(&connection, &page, at(NOW)).await;
                    assert_eq!(landed.expect("it lands").written, 1);
                    Ok(())
                }));
        done.expect("landed");
    }

    /// Does what no program does.
    pub fn damage(&self, statement: &'static str) {
        let rows = run(async {
            let mut db = connect::for_writing(&self.profile).await.expect("open");
            let done = sqlx::query(statement).execute(&mut db).await;
            connect::close(db).await;
            done.expect("damaged").rows_affected()
        });
        assert_ne!(rows, 0, "{statement}");
    }

    pub fn rows<T>(&self, statement: &'static str) -> Vec<T>
    where
        T: Send + Unpin + for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow>,
    {
        run(async {
            let mut db = connect::for_reading(&self.profile).await.expect("open");
            let rows = sqlx::query_as(statement).fetch_all(&mut db).await;
            connect::close(db).await;
            rows.expect("rows")
        })
    }

    pub fn found(&self, name: &str) -> FoundPerson {
        run(self.profile.policy(name, at(NOW))).expect("a readable profile")
    }

    #[track_caller]
    pub fn policy(&self, name: &str) -> PersonPolicy {
        match self.found(name) {
            FoundPerson::One(Policy::Person(policy)) => *policy,
            other => panic!("{name} is {other:?}"),
        }
    }

    #[track_caller]
    pub fn grants(&self, name: &str) -> Vec<Grant> {
        let policy = self.policy(name);
        let grants = policy.tenant.grants.get(&policy.person);
        grants.cloned().unwrap_or_default()
    }

    /// The row of an EVSE, by its uid.
    pub fn evse(&self, uid: &str) -> EvseKey {
        let rows: Vec<(i64, String)> = self.rows("SELECT evse, uid FROM evse");
        let found = rows.iter().find(|(_, own)| own == uid);
        EvseKey(found.expect("an EVSE").0)
    }

    pub fn unit(&self, id: &str) -> UnitKey {
        let rows: Vec<(i64, String)> = self.rows("SELECT unit, id FROM unit");
        let found = rows.iter().find(|(_, own)| own == id);
        UnitKey(found.expect("a unit").0)
    }
}

fn location(party: &str, id: &str, evses: &[&str]) -> Location {
    let evse = |uid: &&str| Evse {
        uid: (*uid).into(),
        evse_id: None,
        label: None,
        status: EvseStatus::Available,
        connectors: Vec::new(),
        last_updated: at("2026-01-01T00:00:00Z"),
    };
    Location {
        id: RecordId {
            party: Party {
                country_code: "DE".into(),
                party_id: party.into(),
            },
            id: id.into(),
        },
        name: None,
        address: "Ahornweg 7".to_owned(),
        city: "Berlin".to_owned(),
        postal_code: None,
        country: "DEU".to_owned(),
        time_zone: chrono_tz::Tz::Europe__Lisbon,
        evses: evses.iter().map(evse).collect(),
        last_updated: at("2026-01-01T00:00:00Z"),
    }
}

fn page(location: Location) -> Page {
    Page {
        arrivals: Arrivals::Locations(vec![Arrival {
            record: location,
            bytes: b"{}".to_vec().into(),
            fields: Vec::new(),
            rounded: false,
        }]),
        rejects: Vec::new(),
        cursor: Cursor::default(),
    }
}
