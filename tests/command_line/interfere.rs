//! What a person may not see changes no byte of what the program says to them: standard output, standard error and
//! exit code, as JSON and as a table, in both languages.
//!
//! Two hundred pairs of worlds are compared inside the store (`proof::interfere`); here are a few, all the way.

use std::fs;

use serde_json::Value;

use crate::{
    program::{Desk, run, voltfolio},
    worlds::{ROLES, Worlds},
};

/// People who are not there, and ways to ask that are wrong.
const REFUSED: [(&str, i32); 5] = [
    (
        "--as house/nobody --from 2026-01-01 --to 2026-12-31 --by total",
        3,
    ),
    (
        "--as neighbour/nobody --from 2026-01-01 --to 2026-12-31 --by unit",
        3,
    ),
    (
        "--as nobody --from 2026-01-01 --to 2026-12-31 --by driver",
        3,
    ),
    (
        "--as house/new-here --from 2026-01-01 --to 2026-12-31 --by driver",
        3,
    ),
    (
        "--as house/controller --from 2026-12-31 --to 2026-01-01 --by total",
        2,
    ),
];

/// All that is asked: by each person, as JSON and as a table, and what is refused.
fn questions() -> Vec<(String, i32)> {
    let mut questions = Vec::new();
    for (place, role) in ROLES.iter().enumerate() {
        let lang = ["de", "en"][place % 2];
        let by = [
            "unit", "property", "month", "driver", "day", "location", "evse",
        ][place];
        let asked = format!("figures --as house/{role} --from 2026-01-01 --to 2026-12-31");
        questions.push((format!("{asked} --by {by} --json"), 0));
        questions.push((format!("{asked} --by total --lang {lang}"), 0));
        let overview = format!("overview --as house/{role}");
        let month = "--from 2026-03-01 --to 2026-03-31 --vs-from 2026-02-01 --vs-to 2026-02-28";
        questions.push((format!("{overview} {month} --json"), 0));
        let year = "--from 2026-01-01 --to 2026-12-31";
        questions.push((format!("{overview} {year} --lang {lang}"), 0));
    }
    for unit in ["a", "house/b", "neighbour/a", "neighbour/nothing"] {
        for lang in ["de", "en"] {
            let asked =
                format!("statement --as house/property-manager --unit {unit} --month 2026-03");
            let code = if unit == "a" { 0 } else { 3 };
            questions.push((format!("{asked} --lang {lang}"), code));
        }
    }
    for (place, (asked, code)) in REFUSED.into_iter().enumerate() {
        let lang = ["de", "en"][place % 2];
        questions.push((format!("figures {asked} --lang {lang}"), code));
    }
    questions
}

/// Exit code, standard output and standard error, and the file that was printed.
fn answer(desk: &Desk, line: &str) -> (i32, String, String, Vec<u8>) {
    let mut command = voltfolio(line.split_whitespace());
    command.arg("--profile").arg(desk.profile());
    if line.starts_with("statement") {
        // its name is said, and is the same for all
        command.current_dir(desk.folder()).args(["--out", "a.pdf"]);
    }
    let answer = run(&mut command);
    let file = desk.folder().join("a.pdf");
    let printed = fs::read(&file).unwrap_or_default();
    let _ = fs::remove_file(&file);
    (answer.code, answer.out, answer.err, printed)
}

#[test]
fn what_a_person_may_not_see_changes_no_byte_of_the_program_s_answers() {
    let Some(Worlds { base, twins }) = Worlds::make() else {
        return;
    };
    let before: Vec<_> = questions()
        .iter()
        .map(|(line, _)| answer(&base, line))
        .collect();
    let shown = before
        .iter()
        .filter(|(_, out, ..)| says_something(out))
        .count();
    let printed = before.iter().filter(|(.., file)| file.starts_with(b"%PDF"));
    assert_eq!(printed.count(), 2);
    println!(
        "{shown} of {} answers of people show something",
        ROLES.len() * 4
    );
    assert!(shown * 10 >= ROLES.len() * 4 * 9, "{before:#?}");

    let mut pairs = 0;
    for (number, twin) in twins.iter().enumerate() {
        for ((line, code), before) in questions().iter().zip(&before) {
            let after = answer(twin, line);
            assert_eq!(&after, before, "twin {number}: {line}");
            assert_eq!(after.0, *code, "{line}: {after:?}");
        }
        pairs += ROLES.len();
    }
    println!("{pairs} pairs");
}

/// Whether an answer, as JSON or as a table, has a count in it.
fn says_something(out: &str) -> bool {
    let Ok(answer) = serde_json::from_str::<Value>(out) else {
        let starts = ["total", "Summe", "sessions", "Vorgänge"];
        let mut lines = out
            .lines()
            .filter(|line| starts.iter().any(|start| line.starts_with(start)));
        return lines.any(|line| {
            let sessions = line.split_whitespace().nth(1);
            sessions
                .is_some_and(|sessions| sessions != "0" && sessions.starts_with(char::is_numeric))
        });
    };
    if answer["period"]["total"]["sessions"].as_u64() > Some(0) {
        return true;
    }
    let rows = answer["rows"].as_array().into_iter().flatten();
    rows.into_iter()
        .any(|row| row["sessions"].as_u64() > Some(0))
}
