//! What a Reader's connection refuses, whoever it reads for.

use std::{fs, path::Path};

use access::{Proof, compile, sign_in};
use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use crate::{
    FoundPerson, OpenError, Passphrase, Profile, WhenBusy,
    reader::{Period, Reader, ask_for},
};

/// SQLite's code for what an authorizer denies.
const DENIED: &str = "23";

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_425_240, 0).unwrap()
}

/// Lets a test work on the connection of the operator's own Reader, to whom no row is hidden.
fn on_a_reader(work: impl AsyncFnOnce(&mut SqliteConnection)) {
    let folder = tempfile::tempdir().unwrap();
    let passphrase = Passphrase::new("a passphrase for tests".to_owned());
    let profile = Profile::open_or_make(&folder.path().join("profile"), passphrase.as_ref());
    let profile = profile.unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let done: Result<(), OpenError> = runtime.block_on(async {
        let made = profile.write(WhenBusy::Refuse, now(), async |_| Ok::<(), OpenError>(()));
        made.await?;
        let FoundPerson::One(policy) = profile.policy("operator", now()).await? else {
            panic!("the operator is always there");
        };
        let scope = compile(&sign_in(policy, Proof::OpenedProfile, now()));
        let read = profile.read(scope, async |reader: &mut Reader| {
            work(&mut reader.db).await;
            Ok::<(), OpenError>(())
        });
        read.await
    });
    done.unwrap();
}

#[test]
fn nothing_of_the_database_is_read_but_through_a_masked_view() {
    on_a_reader(async |db| {
        for statement in [
            "SELECT * FROM session",
            "SELECT * FROM main.cdr",
            "SELECT count(*) FROM main.session",
            "SELECT 1 FROM main.driver",
            "SELECT uid FROM token",
            "SELECT token FROM connection",
            "SELECT bytes FROM raw",
            "SELECT sql FROM sqlite_schema",
            "SELECT name FROM main.sqlite_master",
            "SELECT * FROM counted_cdr",
            "SELECT * FROM pragma_table_list",
            "SELECT d.name FROM v_cdr c JOIN main.driver d ON d.driver = c.driver",
            "SELECT (SELECT name FROM driver LIMIT 1) FROM v_policy",
            "SELECT * FROM v_policy WHERE EXISTS (SELECT 1 FROM driver WHERE name LIKE 'A%')",
            "WITH x AS (SELECT name FROM main.driver) SELECT * FROM x",
            "SELECT * FROM v_cdr UNION ALL SELECT * FROM main.cdr",
        ] {
            refused(db, statement).await;
        }
    });
}

#[test]
fn nothing_is_written_made_or_attached() {
    on_a_reader(async |db| {
        for statement in [
            "INSERT INTO temp.s_place VALUES (1, 1, 0, 1, 255)",
            "DELETE FROM temp.s_who",
            "UPDATE temp.s_me SET bits = 255",
            "UPDATE temp.s_me SET tenant = 2",
            "UPDATE temp.s_me SET now_at = 0",
            "UPDATE temp.s_place SET bits = 255",
            "UPDATE main.driver SET name = ''",
            "DELETE FROM main.session",
            "CREATE TEMP VIEW v_all AS SELECT * FROM main.driver",
            "CREATE TEMP TABLE mine (a)",
            "DROP VIEW v_cdr",
            "ALTER TABLE temp.s_me ADD COLUMN more",
            "ATTACH ':memory:' AS other",
            "DETACH main",
            "PRAGMA key = 'other'",
            "PRAGMA writable_schema = on",
            "PRAGMA data_version = 7",
            "PRAGMA schema_version",
            "PRAGMA table_info(driver)",
            "VACUUM INTO '/nowhere'",
            "SAVEPOINT mine",
            "SELECT load_extension('x')",
            "SELECT sqlcipher_export('main')",
        ] {
            refused(db, statement).await;
        }
    });
}

#[test]
fn the_period_of_a_question_is_the_one_thing_that_can_be_said() {
    on_a_reader(async |db| {
        ask_for(db, Period::ALWAYS).await.unwrap();
        for statement in [
            "SELECT * FROM v_session",
            "SELECT * FROM v_cdr",
            "SELECT * FROM v_evse",
        ] {
            sqlx::query(statement).fetch_all(&mut *db).await.unwrap();
        }
    });
}

async fn refused(db: &mut SqliteConnection, statement: &'static str) {
    let error = sqlx::query(statement).fetch_all(&mut *db).await;
    let error = error
        .err()
        .unwrap_or_else(|| panic!("{statement} is let through"));
    let code = error.as_database_error().and_then(|error| error.code());
    // what does not even exist, or SQLite forbids to read-only connections, is refused before it is asked
    let text = error.to_string();
    assert!(
        code.as_deref() == Some(DENIED)
            || text.contains("not authorized")
            || text.contains("no such function"),
        "{statement}: {text}"
    );
}

/// A common table expression of such a name would count as a view.
#[test]
fn no_statement_gives_the_name_of_a_view_to_anything_else() {
    fn look(folder: &Path, seen: &mut usize) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                look(&path, seen);
                continue;
            }
            if path.extension().is_none_or(|extension| extension != "sql") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap().to_ascii_lowercase();
            let words: Vec<&str> = text
                .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
                .filter(|word| !word.is_empty())
                .collect();
            for pair in words.windows(3) {
                let [before, name, after] = pair else {
                    continue;
                };
                if name.starts_with("v_") && *after == "as" {
                    assert_eq!(*before, "view", "{}: {name}", path.display());
                    *seen += 1;
                }
            }
            assert!(!text.contains("with v_"), "{}", path.display());
        }
    }
    let mut views = 0;
    look(Path::new("src"), &mut views);
    look(Path::new("../../migrations"), &mut views);
    assert!(views > 15, "{views} views");
}

#[test]
fn the_database_has_no_view_that_a_reader_would_take_for_masked() {
    let folder = Path::new("../../migrations");
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let made = text.to_ascii_lowercase();
        assert!(!made.contains("create view v_") && !made.contains("create table v_"));
    }
}
