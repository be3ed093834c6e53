//! A folder for the demo to serve: the reference data three times over, cut to a round number of CDRs.

use std::{
    collections::HashSet,
    env,
    fs::{self, File},
    io::{BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};

use crate::command::root;

const CDRS: usize = 100_000;
const COPIES: usize = 3;

/// How many records there are in the folder.
pub struct Counts {
    pub sessions: usize,
    pub cdrs: usize,
}

/// What makes records of one copy others than those of the next.
#[derive(Deserialize)]
struct Ids {
    id: String,
    session_id: Option<String>,
    credit_reference_id: Option<String>,
}

/// Lays the records out, with a `setup.json` that makes a property of each Location.
pub fn lay_out(folder: &Path) -> anyhow::Result<Counts> {
    let data = reference_data()?;
    for name in ["locations.json.gz", "tariffs.json.gz"] {
        fs::copy(data.join(name), folder.join(name)).with_context(|| name.to_owned())?;
    }
    let setup = setup(&text(&data, "locations")?)?;
    fs::write(folder.join("setup.json"), setup.to_string())?;

    let (sessions, cdrs) = (text(&data, "sessions")?, text(&data, "cdrs")?);
    let sessions: Vec<&RawValue> = serde_json::from_str(&sessions)?;
    let cdrs: Vec<&RawValue> = serde_json::from_str(&cdrs)?;
    let (mut all_sessions, mut all_cdrs) = (
        Array::make(&folder.join("sessions.json"))?,
        Array::make(&folder.join("cdrs.json"))?,
    );
    for copy in 1..=COPIES {
        let mut named = HashSet::new();
        for cdr in cdrs.iter().take(CDRS - all_cdrs.records) {
            let ids: Ids = serde_json::from_str(cdr.get())?;
            all_cdrs.push(&renamed(cdr.get(), &ids, copy))?;
            named.extend(ids.session_id);
        }
        for session in &sessions {
            let ids: Ids = serde_json::from_str(session.get())?;
            if named.contains(&ids.id) {
                all_sessions.push(&renamed(session.get(), &ids, copy))?;
            }
        }
    }
    let counts = Counts {
        sessions: all_sessions.end()?,
        cdrs: all_cdrs.end()?,
    };
    if counts.cdrs < CDRS {
        bail!("{} holds too few CDRs", data.display());
    }
    Ok(counts)
}

fn reference_data() -> anyhow::Result<PathBuf> {
    let shared =
        env::var_os("VOLTFOLIO_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let data = shared.join("data/dev");
    if !data.join("cdrs.json.gz").exists() {
        bail!(
            "the reference data is not at {}: VOLTFOLIO_SHARED says where it is",
            data.display()
        );
    }
    Ok(data)
}

fn text(data: &Path, module: &str) -> anyhow::Result<String> {
    let path = data.join(format!("{module}.json.gz"));
    let mut text = String::new();
    File::open(&path)
        .and_then(|file| MultiGzDecoder::new(file).read_to_string(&mut text))
        .with_context(|| path.display().to_string())?;
    Ok(text)
}

/// A record under the ids of its copy, else byte for byte as it was.
fn renamed(record: &str, ids: &Ids, copy: usize) -> String {
    let named = [&ids.session_id, &ids.credit_reference_id];
    let named = named.into_iter().flatten().chain([&ids.id]);
    named.fold(record.to_owned(), |record, id| {
        record.replace(&format!("\"{id}\""), &format!("\"{id}-{copy}\""))
    })
}

fn setup(locations: &str) -> anyhow::Result<Value> {
    let locations: Vec<Ids> = serde_json::from_str(locations)?;
    let unit = |id: &str| id.to_lowercase();
    let properties = locations.iter().map(|location| {
        json!({ "id": unit(&location.id), "kind": "property", "name": location.id, "units": [] })
    });
    let assignments = locations.iter().map(|location| {
        json!({ "unit": unit(&location.id), "location": location.id, "from": null, "until": null })
    });
    Ok(json!({
        "operator": { "name": "Bench" },
        "tenants": [{
            "id": "all", "name": "All", "time_zone": "Europe/Berlin",
            "units": [{
                "id": "portfolio", "kind": "portfolio", "name": "All",
                "units": properties.collect::<Vec<_>>(),
            }],
            "assignments": assignments.collect::<Vec<_>>(),
        }],
    }))
}

/// A JSON array in a file, written record by record.
struct Array {
    file: BufWriter<File>,
    records: usize,
}

impl Array {
    fn make(path: &Path) -> anyhow::Result<Self> {
        let mut file = BufWriter::new(File::create(path)?);
        file.write_all(b"[")?;
        Ok(Self { file, records: 0 })
    }

    fn push(&mut self, record: &str) -> anyhow::Result<()> {
        if self.records > 0 {
            self.file.write_all(b",\n")?;
        }
        self.file.write_all(record.as_bytes())?;
        self.records += 1;
        Ok(())
    }

    fn end(mut self) -> anyhow::Result<usize> {
        self.file.write_all(b"]")?;
        self.file.flush()?;
        Ok(self.records)
    }
}
