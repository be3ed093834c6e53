//! [`Folder`]: OCPI arrays on disk, as a source of pages.

use std::convert::Infallible;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use flate2::read::MultiGzDecoder;
use serde_json::value::RawValue;
use serve::{Module, Page, Question, Source};

use crate::DemoError;

/// What an operator has. Tokens are the driver's provider's, so a CPMS does not serve them.
const MODULES: [Module; 4] = [
    Module::Locations,
    Module::Tariffs,
    Module::Sessions,
    Module::Cdrs,
];

/// The records of a folder, each as the text that its file has.
#[derive(Clone, Debug)]
pub struct Folder {
    modules: Vec<(Module, Vec<Dated>)>,
}

/// A record, and when it last changed.
#[derive(Clone, Debug)]
struct Dated {
    last_updated: DateTime<Utc>,
    text: Arc<str>,
}

impl Folder {
    /// Reads `locations`, `tariffs`, `sessions` and `cdrs`, each `.json` or `.json.gz`, in that order of preference.
    ///
    /// A module without a file is not offered. Records are put in the order of `last_updated`; one whose
    /// `last_updated` can't be read keeps its place behind the one before it, so that it is served too.
    ///
    /// # Errors
    /// [`DemoError`] when no module has a file, or a file is not a JSON array.
    pub fn read(path: &Path) -> Result<Self, DemoError> {
        let mut modules = Vec::new();
        for module in MODULES {
            if let Some((file, text)) = text_of(path, module)? {
                let records =
                    dated(&text).map_err(|source| DemoError::NotAnArray { file, source })?;
                modules.push((module, records));
            }
        }
        if modules.is_empty() {
            return Err(DemoError::NothingToServe {
                folder: path.to_owned(),
            });
        }
        Ok(Self { modules })
    }

    /// How many records a module has.
    pub fn count(&self, module: Module) -> usize {
        self.records(module).len()
    }

    /// The records of a module, in order.
    pub(crate) fn texts(&self, module: Module) -> Vec<Arc<str>> {
        let records = self.records(module).iter();
        records.map(|record| Arc::clone(&record.text)).collect()
    }

    fn records(&self, module: Module) -> &[Dated] {
        self.modules
            .iter()
            .find(|(of, _)| *of == module)
            .map_or(&[], |(_, records)| records)
    }

    /// The part of a window that a question asks for.
    fn answer(&self, question: &Question) -> Page {
        let records = self.records(question.module);
        // sorted by `last_updated`, so both ends of the window are found by halving
        let start = question.from.map_or(0, |from| {
            records.partition_point(|record| record.last_updated < from)
        });
        let end = records.partition_point(|record| record.last_updated < question.until);
        let window = records.get(start..end).unwrap_or_default();
        let page = window.iter().skip(question.offset).take(question.limit);
        Page {
            total: window.len(),
            records: page.map(|record| Arc::clone(&record.text)).collect(),
        }
    }
}

impl Source for Folder {
    type Error = Infallible;

    fn modules(&self) -> Vec<Module> {
        self.modules.iter().map(|(module, _)| *module).collect()
    }

    async fn page(&self, question: Question) -> Result<Page, Infallible> {
        Ok(self.answer(&question))
    }
}

/// The file of a module with its text, if it has one.
fn text_of(folder: &Path, module: Module) -> Result<Option<(PathBuf, String)>, DemoError> {
    for ending in ["json", "json.gz"] {
        let path = folder.join(format!("{module}.{ending}"));
        let read = File::open(&path).and_then(|mut file| {
            let mut text = String::new();
            match ending {
                "json" => file.read_to_string(&mut text)?,
                _ => MultiGzDecoder::new(io::BufReader::new(file)).read_to_string(&mut text)?,
            };
            Ok(text)
        });
        match read {
            Ok(text) => return Ok(Some((path, text))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(DemoError::Unreadable { file: path, source }),
        }
    }
    Ok(None)
}

/// The records of an array in the order of `last_updated`.
fn dated(array: &str) -> Result<Vec<Dated>, serde_json::Error> {
    let records: Vec<&RawValue> = serde_json::from_str(array)?;
    let mut before = DateTime::UNIX_EPOCH;
    let mut dated: Vec<Dated> = records
        .into_iter()
        .map(|record| {
            let last_updated =
                ocpi::record::last_updated(record.get()).map_or(before, ocpi::DateTime::utc);
            before = last_updated;
            Dated {
                last_updated,
                text: Arc::from(record.get()),
            }
        })
        .collect();
    // stable: records of one instant stay in the order of the file
    dated.sort_by_key(|record| record.last_updated);
    Ok(dated)
}
