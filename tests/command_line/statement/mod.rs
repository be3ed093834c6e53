//! The itemised statement: every CDR once, sums that are the figures, and a file that programs of others can read.

mod pages;
mod people;
mod text;

use std::{collections::BTreeMap, path::PathBuf, process::Command};

use serde_json::{Value, json};

use crate::{
    program::{Answer, Demo, Desk, a_property_for_each_location, records, run, write_folder},
    shared,
};

const NOW: &str = "--now 2026-11-23T09:14:00Z";

/// A profile with one property for each Location of the small reference data, as changed, and who prints.
struct House {
    desk: Desk,
    cdrs: Vec<Value>,
}

impl House {
    fn new(change: impl FnOnce(&mut Vec<Value>)) -> Option<Self> {
        Self::set_up(change, |_, _| {})
    }

    fn set_up(
        change: impl FnOnce(&mut Vec<Value>),
        set_up: impl FnOnce(&mut Value, &mut Vec<Value>),
    ) -> Option<Self> {
        let folder = shared::folder("data/dev-small")?;
        let desk = Desk::new();
        let mut cdrs = records(&folder, "cdrs");
        let mut locations = records(&folder, "locations");
        change(&mut cdrs);
        let mut setup = a_property_for_each_location(&folder);
        let units = ["loc-000", "loc-001", "loc-002"];
        setup["tenants"][0]["people"] = json!([
            { "id": "paula", "name": "Paula", "grants": [{ "role": "property-manager", "units": units }] },
            { "id": "petra", "name": "Petra", "grants": [{ "role": "property-manager", "units": ["loc-002"] }] },
            { "id": "fred", "name": "Fred", "grants": [{ "role": "facility-manager", "units": units }] }
        ]);
        set_up(&mut setup, &mut locations);
        let served = desk.folder().join("served");
        write_folder(
            &served,
            &[
                ("locations", &locations),
                ("tariffs", &records(&folder, "tariffs")),
                ("sessions", &records(&folder, "sessions")),
                ("cdrs", &cdrs),
            ],
        );
        desk.setup(&setup).json();
        desk.sync(&Demo::serve(&served, NOW)).json();
        Some(Self { desk, cdrs })
    }

    fn file(&self, name: &str) -> PathBuf {
        self.desk.folder().join(name)
    }

    fn print(&self, person: &str, unit: &str, month: &str, lang: &str, name: &str) -> Answer {
        let line = format!("statement --as {person} --unit {unit} --month {month} --lang {lang}");
        run(self.desk.command(&line).arg("--out").arg(self.file(name)))
    }

    /// A person's figures of a property in a month.
    fn figures(&self, person: &str, unit: &str, month: &str) -> Value {
        let line = format!("figures --as {person} --from {month}-01 --to {month}-30 --by property");
        let answer = self.desk.run(&line).json();
        let rows = answer["rows"].as_array().expect("rows");
        let row = rows
            .iter()
            .find(|row| row["key"] == format!("house/{unit}"));
        row.expect("the property is there").clone()
    }

    /// Where and when each of a property's CDRs began, as the served records say it.
    fn served(&self, location: &str, month: &str) -> BTreeMap<String, usize> {
        let mut all = BTreeMap::new();
        for cdr in &self.cdrs {
            let start = cdr["start_date_time"].as_str().expect("a start");
            let at = &cdr["cdr_location"];
            if at["id"] == location && pages::local_day(start).starts_with(month) {
                let evse = at["evse_id"].as_str().expect("a printed id");
                *all.entry(format!("{} {evse}", pages::local(start)))
                    .or_default() += 1;
            }
        }
        all
    }
}

/// What a program of others says of a file.
fn tool(program: &str, arguments: &[&str], file: &std::path::Path, after: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .arg(file)
        .args(after)
        .output()
        .expect("poppler-utils are there: `cargo xtask test` installs them");
    assert!(output.status.success(), "{program}: {output:?}");
    String::from_utf8(output.stdout).expect("it writes UTF-8")
}
