//! The columns of the masked views, each with its class: a new one is a reviewed line of `fields.txt`.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::{OpenError, Passphrase, Profile, WhenBusy, connect};

const FIELDS: &str = include_str!("../../sql/views/fields.txt");
const SHAPES: [Shape; 7] = [
    Shape::All,
    Shape::WideUnits,
    Shape::WidePlaces,
    Shape::WidePeople,
    Shape::WideAny,
    Shape::NarrowPlaces,
    Shape::NarrowAny,
];

/// `view.column`, as they are made for a shape.
fn columns(shape: Shape) -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    let passphrase = Passphrase::new("a passphrase for tests".to_owned());
    let profile = Profile::open_or_make(&folder.path().join("profile"), passphrase.as_ref());
    let profile = profile.unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let found: Result<Vec<String>, OpenError> = runtime.block_on(async {
        let now = chrono::DateTime::UNIX_EPOCH;
        let made = profile.write(WhenBusy::Refuse, now, async |_| Ok::<(), OpenError>(()));
        made.await?;
        let mut db = connect::for_reading(&profile).await?;
        sqlx::raw_sql(TABLES).execute(&mut db).await.unwrap();
        sqlx::raw_sql(shape.script()).execute(&mut db).await.unwrap();
        let columns = sqlx::query_scalar(
            "SELECT v.name || '.' || c.name FROM sqlite_temp_schema v JOIN pragma_table_info(v.name) c
             WHERE v.type = 'view'",
        );
        let columns = columns.fetch_all(&mut db).await.unwrap();
        connect::close(db).await;
        Ok(columns)
    });
    found.unwrap().into_iter().collect()
}

/// What the list says: `view.column` and its class.
fn listed() -> BTreeMap<String, &'static str> {
    let lines = FIELDS
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let (name, class) = line
                .split_once(' ')
                .unwrap_or_else(|| panic!("{line}: no class"));
            (name.to_owned(), class)
        })
        .collect()
}

#[test]
fn every_column_of_every_view_is_listed_with_its_class() {
    for shape in SHAPES {
        let is_there = |(name, class)| (class != "operator" || shape == Shape::All).then_some(name);
        let listed: BTreeSet<String> = listed().into_iter().filter_map(is_there).collect();
        let there = columns(shape);
        let new: Vec<_> = there.difference(&listed).collect();
        let gone: Vec<_> = listed.difference(&there).collect();
        assert!(
            new.is_empty() && gone.is_empty(),
            "{shape:?}: new {new:?}, gone {gone:?}"
        );
    }
}

/// Of the views over facts, whose mask is of the very bits that the list names.
#[test]
fn a_column_above_its_rows_class_is_masked_by_its_own_bit() {
    let bit = |class: &str| match class {
        "C" => 32,
        "P" => 64,
        "D" => 128,
        "P|D" => 192,
        _ => 0,
    };
    for view in ["v_session", "v_session_named", "v_cdr", "v_cdr_named"] {
        let head = format!("CREATE TEMP VIEW {view} AS");
        let (_, text) = Shape::All.script().split_once(&head).expect("the view");
        let mut masked = 0;
        for (name, class) in listed() {
            let Some(column) = name
                .strip_prefix(view)
                .and_then(|name| name.strip_prefix('.'))
            else {
                continue;
            };
            if bit(class) == 0 {
                continue;
            }
            let end = text
                .find(&format!(" AS {column}"))
                .unwrap_or_else(|| panic!("{name} is no column of its own"));
            let mask = text[..end].rfind("iif(c.bits & ").expect("a mask");
            assert!(
                !text[mask..end].contains(" AS "),
                "{name} has no mask of its own"
            );
            let found = text[mask..end]
                .strip_prefix("iif(c.bits & ")
                .unwrap_or_default();
            let found: String = found.chars().take_while(char::is_ascii_digit).collect();
            assert_eq!(found, bit(class).to_string(), "{name}");
            masked += 1;
        }
        assert!(masked > 8, "{view}: {masked} masked columns");
    }
}
