use std::{collections::BTreeMap, time::Duration};

use chrono::{DateTime, Utc};
use cpms::Traffic;
use model::Module;
use store::{Landed, Unassigned};

/// Something that happened in a run, for whoever shows progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A page has landed.
    Page {
        /// Of which module.
        module: Module,
        /// Records of it so far in this run.
        received: u64,
        /// How many it will be, as far as the CPMS says.
        total: Option<u64>,
        /// From where on all is here that the CPMS changed; `None` while nothing is complete.
        complete_from: Option<DateTime<Utc>>,
    },
    /// Records left the window while it was walked, so that others may have been passed over: it is walked again.
    Again {
        /// Which module.
        module: Module,
    },
    /// Some of what has landed was settled, or priced: the CPMS is not waited for.
    Worked,
}

/// What a run did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Which connection.
    pub connection: String,
    /// The version that was spoken.
    pub version: &'static str,
    /// Whether all is here that the CPMS had when it was asked; not if records kept leaving a window.
    pub complete: bool,
    /// How long it took.
    pub seconds: Duration,
    /// What was sent and came.
    pub traffic: Traffic,
    /// What became of the records.
    pub modules: BTreeMap<Module, Landed>,
    /// What was not understood, by reason.
    pub quarantined: BTreeMap<&'static str, u64>,
    /// What is not bound to any place.
    pub unassigned: Unassigned,
    /// The CPMS's clock up to which all is here; of several modules the earliest.
    pub as_of: Option<DateTime<Utc>>,
}

impl Report {
    pub(crate) fn new(connection: &str, version: &'static str) -> Self {
        Self {
            connection: connection.to_owned(),
            version,
            complete: true,
            seconds: Duration::ZERO,
            traffic: Traffic::default(),
            modules: Module::ALL
                .into_iter()
                .map(|module| (module, Landed::default()))
                .collect(),
            quarantined: BTreeMap::new(),
            unassigned: Unassigned::default(),
            as_of: None,
        }
    }
}
