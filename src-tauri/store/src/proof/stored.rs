//! The store itself as a [`Subject`]: a world landed in a profile, and asked through the masked views.
//!
//! Keys of the store become names by a connection that sees everything: what is on trial is which rows and fields
//! the views show, not what things are called.

use std::collections::{BTreeMap, HashMap};

use access::{Proof, Rows, Scope, compile, setup, sign_in};
use chrono::{DateTime, SecondsFormat, Utc};
use model::Amount;
use sqlx::{Column as _, Row as _, SqliteConnection, sqlite::SqliteRow};

use super::{Answer, Kind, Seen, Shape, Subject, World, answer::IN_SERVICE, faults::Fault, priced};
use crate::{
    FoundPerson, OpenError, Passphrase, Profile, WhenBusy, WriteError,
    audit::Audit,
    connect,
    reader::{Period, Reader, ask_for, running::ask_for_last_months, scope_rows::ScopeRows},
};

/// With whatever is looked up; what the views without say of a row is held against it.
const SESSIONS: &str = "SELECT * FROM v_session_named";
const CDRS: &str = "SELECT * FROM v_cdr_named";
const EVSES: &str = "SELECT * FROM v_evse";

/// A world in a profile of its own, which vanishes with it.
pub struct Stored {
    _folder: tempfile::TempDir,
    pub profile: Profile,
    names: Names,
    now: DateTime<Utc>,
    /// A fault that the views or the Scope are made with.
    pub fault: Option<&'static Fault>,
}

impl Stored {
    /// Lands everything: the setup before or after the records, as the seed has it.
    pub fn of(world: &World) -> Self {
        block_on(Self::landed(world)).unwrap_or_else(|error| {
            panic!("VOLTFOLIO_SEED={} can't be landed: {error:?}", world.seed)
        })
    }

    async fn landed(world: &World) -> Result<Self, Failed> {
        let folder = tempfile::tempdir().map_err(OpenError::Folder)?;
        let passphrase = Passphrase::new("a passphrase for tests".to_owned());
        let profile = Profile::open_or_make(&folder.path().join("profile"), passphrase.as_ref())?;
        let said = setup::read(&world.setup.to_string()).expect("worlds are without mistakes");
        let land = async |writer: &mut crate::Writer| -> Result<(), Failed> {
            let first = world.seed.is_multiple_of(2);
            if first {
                writer.apply(&said, false, world.now).await?;
            }
            for cpms in &world.cpms {
                let connection = writer
                    .connect(&cpms.connection, Some("http://localhost"), None)
                    .await?;
                for page in cpms.pages() {
                    let received = writer.land(&connection, &page, world.now).await?;
                    assert_eq!(received.written, received.received, "seed {}", world.seed);
                }
            }
            if !first {
                writer.apply(&said, false, world.now).await?;
            }
            priced::price(writer).await?;
            writer.settle(world.now).await?;
            Ok(())
        };
        profile.write(WhenBusy::Refuse, world.now, land).await?;
        Self::over(folder, profile, world.now).await
    }

    /// A profile that was filled in another way.
    pub async fn over(
        folder: tempfile::TempDir,
        profile: Profile,
        now: DateTime<Utc>,
    ) -> Result<Self, Failed> {
        let mut db = connect::for_reading(&profile).await?;
        let names = Names::load(&mut db).await;
        connect::close(db).await;
        Ok(Self {
            _folder: folder,
            profile,
            names: names.map_err(WriteError::from)?,
            now,
            fault: None,
        })
    }

    async fn ask(&self, person: &str, shape: Shape) -> Result<Option<Answer>, Failed> {
        let Some((scope, rows)) = self.scope_of(person).await? else {
            return Ok(Some(Answer::new()));
        };
        if !serves(shape, &scope, &rows) {
            return Ok(None);
        }
        let mut reader = self.laid_out(scope, &rows, shape).await?;
        let answer = self.rows(&mut reader).await;
        reader.close().await;
        answer.map(Some)
    }

    /// A Reader for this person in the shape that it would have anyway, with the fault; `None` for nobody.
    pub async fn reader(&self, person: &str) -> Result<Option<Reader>, Failed> {
        let Some((scope, rows)) = self.scope_of(person).await? else {
            return Ok(None);
        };
        let shape = Shape::of(scope.rows());
        self.laid_out(scope, &rows, shape).await.map(Some)
    }

    /// Sessions of which this Reader is told that they charge: their unit, and about when they started.
    pub async fn live(&self, reader: &mut Reader) -> Result<Vec<(String, DateTime<Utc>)>, Failed> {
        let scope = reader.scope().clone();
        let mut snapshot = reader.begin(self.now).await.expect("the Scope is new");
        let failed = |error: sqlx::Error| Failed::from(WriteError::from(error));
        let lately = Period::lately(self.now);
        ask_for(&mut snapshot, lately).await.map_err(failed)?;
        let rows = match scope.rows() {
            Rows::All => None,
            Rows::Tenant(rows) => Some(rows),
        };
        ask_for_last_months(&mut snapshot, rows)
            .await
            .map_err(failed)?;
        let rows: Vec<(i64, i64)> =
            sqlx::query_as("SELECT unit, started_at FROM v_live WHERE NOT is_stalled")
                .fetch_all(&mut *snapshot)
                .await
                .map_err(failed)?;
        let named = rows.into_iter().map(|(unit, at)| {
            let at = DateTime::from_timestamp_millis(at).expect("an instant");
            (self.names.units[&unit].clone(), at)
        });
        let mut named: Vec<_> = named.collect();
        named.sort();
        Ok(named)
    }

    async fn scope_of(&self, person: &str) -> Result<Option<(Scope, ScopeRows)>, Failed> {
        let FoundPerson::One(mut policy) = self.profile.policy(person, self.now).await? else {
            return Ok(None);
        };
        if let Some(fault) = self.fault {
            (fault.policy)(&mut policy);
        }
        let scope = compile(&sign_in(policy, Proof::OpenedProfile, self.now));
        let mut rows = ScopeRows::of(&scope);
        if let Some(fault) = self.fault {
            (fault.rows)(&mut rows);
        }
        Ok(Some((scope, rows)))
    }

    async fn laid_out(
        &self,
        scope: Scope,
        rows: &ScopeRows,
        shape: Shape,
    ) -> Result<Reader, Failed> {
        let mut views = shape.script().to_owned();
        if let Some(fault) = self.fault {
            views = (fault.views)(&views);
        }
        let db = connect::for_reading(&self.profile).await?;
        let audit = Audit::of(&self.profile);
        // text that lives as long as the test: only static text is SQL here
        let views: &'static str = Box::leak(views.into_boxed_str());
        Ok(Reader::laid_out(db, scope, audit, views, rows).await?)
    }

    async fn rows(&self, reader: &mut Reader) -> Result<Answer, Failed> {
        let mut snapshot = reader.begin(self.now).await.expect("the Scope is new");
        let db = &mut *snapshot;
        let mut answer = Answer::new();
        let failed = |error: sqlx::Error| Failed::from(WriteError::from(error));
        ask_for(db, Period::ALWAYS).await.map_err(failed)?;
        for (kind, statement, plain) in [
            (
                Kind::Session,
                SESSIONS,
                Some(("session", "SELECT * FROM v_session")),
            ),
            (Kind::Cdr, CDRS, Some(("cdr", "SELECT * FROM v_cdr"))),
            (Kind::Evse, EVSES, None),
        ] {
            let rows = sqlx::query(statement).fetch_all(&mut *db).await;
            let rows = rows.map_err(failed)?;
            let mut odd = HashMap::new();
            if let Some((id, plain)) = plain {
                let plain = sqlx::query(plain).fetch_all(&mut *db).await;
                odd = told_otherwise(id, &rows, &plain.map_err(failed)?);
            }
            for row in rows {
                let (key, mut fields) = self.names.row(kind, &row);
                if let Some((id, _)) = plain
                    && let Some(column) = odd.remove(&number(&row, id))
                {
                    fields.insert("told in two ways", Seen::Shown(column));
                }
                if let Some(before) = answer.insert((kind, key.clone()), fields) {
                    // a field that no row has, so that the comparison says so
                    let once = before.len();
                    let row = answer.entry((kind, key)).or_default();
                    row.insert("there twice", Seen::Shown(once.to_string()));
                }
            }
        }
        Ok(answer)
    }
}

impl Subject for Stored {
    fn rows(&mut self, person: &str, shape: Shape) -> Option<Answer> {
        block_on(self.ask(person, shape)).unwrap_or_else(|error| panic!("{person}: {error:?}"))
    }
}

/// Rows, by their ids, of which a view says something else than the one that looks up as well: with the column, or nothing
/// for a row that it lacks.
fn told_otherwise(
    id: &str,
    all: &[SqliteRow],
    plain: &[SqliteRow],
) -> HashMap<Option<i64>, String> {
    let said = |row: &SqliteRow, column: &str| {
        let number: Option<i64> = row.try_get_unchecked(column).expect("a column of both");
        let text: Option<String> = row.try_get_unchecked(column).expect("a column of both");
        (number, text)
    };
    let by_id: HashMap<_, _> = plain.iter().map(|row| (number(row, id), row)).collect();
    assert_eq!(plain.len(), all.len(), "a view has rows that another lacks");
    let odd = all.iter().filter_map(|row| {
        let key = number(row, id);
        let Some(plain) = by_id.get(&key) else {
            return Some((key, String::new()));
        };
        let names = plain.columns().iter().map(|column| column.name());
        let mut odd = names.filter(|name| said(row, name) != said(plain, name));
        odd.next().map(|name| (key, name.to_owned()))
    });
    odd.collect()
}

fn serves(shape: Shape, scope: &Scope, rows: &ScopeRows) -> bool {
    let is_operator = Shape::of(scope.rows()) == Shape::All;
    let names_evses = rows.places.iter().any(|(kind, ..)| *kind == 2);
    let (names_people, names_pairs) = (!rows.people.is_empty(), !rows.pairs.is_empty());
    match shape {
        Shape::All => is_operator,
        Shape::WideUnits => !is_operator && !names_evses && !names_people && !names_pairs,
        Shape::WidePlaces | Shape::NarrowPlaces => !is_operator && !names_people && !names_pairs,
        Shape::WidePeople => !is_operator && !names_evses && !names_pairs,
        Shape::WideAny | Shape::NarrowAny => !is_operator,
    }
}

#[derive(Debug)]
pub enum Failed {
    Open(OpenError),
    Write(WriteError),
}

impl From<OpenError> for Failed {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}

impl From<WriteError> for Failed {
    fn from(error: WriteError) -> Self {
        Self::Write(error)
    }
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Open(error) => error.fmt(f),
            Self::Write(error) => error.fmt(f),
        }
    }
}

pub fn block_on<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(work)
}

/// What the store's keys stand for.
struct Names {
    connections: HashMap<i64, String>,
    units: HashMap<i64, String>,
    groups: HashMap<i64, String>,
    locations: HashMap<i64, String>,
    evses: HashMap<i64, String>,
    /// A driver's or vehicle's id by its pseudonym, whichever tenant's.
    people: HashMap<(i64, String), String>,
}

impl Names {
    async fn load(db: &mut SqliteConnection) -> Result<Self, sqlx::Error> {
        Ok(Self {
            connections: map(db, "SELECT connection, id FROM connection").await?,
            units: map(
                db,
                "SELECT u.unit, t.id || '/' || u.id FROM unit u JOIN tenant t USING (tenant)",
            )
            .await?,
            groups: map(
                db,
                "SELECT g.user_group, t.id || '/' || g.id FROM user_group g JOIN tenant t USING (tenant)",
            )
            .await?,
            locations: map(
                db,
                "SELECT l.location, c.id || ':' || l.country || '-' || l.party || '/' || l.id
                 FROM location l JOIN connection c USING (connection)",
            )
            .await?,
            evses: map(
                db,
                "SELECT e.evse, c.id || ':' || l.country || '-' || l.party || '/' || l.id || '/' || e.uid
                 FROM evse e JOIN location l USING (location) JOIN connection c USING (connection)",
            )
            .await?,
            people: sqlx::query_as::<_, (i64, String, String)>(
                "SELECT tenant, pseudonym, id FROM driver UNION ALL SELECT tenant, pseudonym, id FROM vehicle",
            )
            .fetch_all(db)
            .await?
            .into_iter()
            .map(|(tenant, pseudonym, id)| ((tenant, pseudonym), id))
            .collect(),
        })
    }

    fn row(&self, kind: Kind, row: &SqliteRow) -> (String, BTreeMap<&'static str, Seen>) {
        if kind == Kind::Evse {
            let status = text(row, "status").unwrap_or_default();
            let status = if status == "IN_SERVICE" {
                IN_SERVICE.to_owned()
            } else {
                status
            };
            let key = self.evses[&number(row, "evse").unwrap_or_default()].clone();
            return (key, [("status", Seen::Shown(status))].into());
        }
        let named = |names: &HashMap<i64, String>, column: &str| {
            number(row, column).map(|key| names[&key].clone())
        };
        let instant = |column: &str| {
            let at = number(row, column).and_then(DateTime::from_timestamp_millis);
            at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true))
        };
        let money =
            |column: &str| number(row, column).map(|sum| Amount::from_minor4(sum).to_string());
        let person = |column: &str| {
            number(row, column)?;
            let tenant = number(row, "tenant").unwrap_or_default();
            let pseudonym = text(row, "pseudonym")?;
            Some(self.people[&(tenant, pseudonym)].clone())
        };
        let bits = number(row, "bits").unwrap_or_default();
        let fields = kind.fields().iter().map(|(field, class)| {
            let value = match *field {
                "started_at" | "ended_at" => instant(field),
                "energy_wh" => number(row, field).map(|wh| wh.to_string()),
                "is_credit" => number(row, field).map(|is| (is == 1).to_string()),
                "unit" => named(&self.units, field),
                "group" => named(&self.groups, "user_group"),
                "location" => named(&self.locations, field),
                "evse" => named(&self.evses, field),
                "net" | "gross" | "our_net" | "our_gross" => money(field),
                "driver" | "vehicle" => person(field),
                "token_uid" | "contract_id" => {
                    text(row, field).map(|text| text.to_ascii_lowercase())
                }
                other => text(row, other),
            };
            let open = bits & i64::from(class.bit()) != 0;
            (*field, seen(open, value, field))
        });
        let fields = fields.collect();
        let key = format!(
            "{}:{}-{}/{}",
            self.connections[&number(row, "connection").unwrap_or_default()],
            text(row, "country").unwrap_or_default(),
            text(row, "party").unwrap_or_default(),
            text(row, "id").unwrap_or_default(),
        );
        (key, fields)
    }
}

/// Shown only if the views say that it may be and give it: a value under a closed class is a leak of the views.
fn seen(open: bool, value: Option<String>, field: &str) -> Seen {
    match (open, value) {
        (true, Some(value)) => Seen::Shown(value),
        (true, None) => Seen::Empty,
        (false, None) => Seen::Hidden,
        (false, Some(value)) => Seen::Shown(format!("{value} (though {field} is closed)")),
    }
}

async fn map(
    db: &mut SqliteConnection,
    statement: &'static str,
) -> Result<HashMap<i64, String>, sqlx::Error> {
    let rows: Vec<(i64, String)> = sqlx::query_as(statement).fetch_all(db).await?;
    Ok(rows.into_iter().collect())
}

fn number(row: &SqliteRow, column: &str) -> Option<i64> {
    row.try_get(column)
        .unwrap_or_else(|error| panic!("{column}: {error}"))
}

fn text(row: &SqliteRow, column: &str) -> Option<String> {
    row.try_get(column)
        .unwrap_or_else(|error| panic!("{column}: {error}"))
}
