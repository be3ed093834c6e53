//! What the window asks for when somebody goes to one of its views, over a large profile and one role after the other.
//!
//! Run by `cargo xtask bench views`, which gives the profile's folder, and the passphrase by its variable. Prints one JSON
//! object. Painting is not in it: that measures `cargo xtask bench window`.

#[expect(dead_code, reason = "the store's own scenarios measure in more ways")]
#[path = "../../store/benches/large/spread.rs"]
mod spread;

use std::{
    env,
    path::{Path, PathBuf},
    time::Instant,
};

use access::{Proof, compile, sign_in};
use chrono::{DateTime, NaiveDate, Utc};
use figures::{Days, PointsAsked};
use serde_json::json;
use spread::{Report, Took, with};
use store::{
    FoundPerson, OpenError, Passphrase, Profile, ReadError, Reader, SessionFilter, SessionOrder,
    SessionPage,
};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Who looks: the operator, and people of the tenant that has half of everything.
const PEOPLE: [&str; 8] = [
    "operator",
    "largest/facility-manager",
    "largest/site-manager",
    "largest/property-manager",
    "largest/controller",
    "largest/fleet-manager",
    "largest/hotel-operator",
    "largest/tenant-admin",
];

/// When they look: 2026-06-15T12:00:00Z, as that world is made.
const NOW: DateTime<Utc> = match DateTime::from_timestamp(1_781_524_800, 0) {
    Some(now) => now,
    None => DateTime::UNIX_EPOCH,
};

/// A change of view to painted figures may take 100 ms.
const GOAL_MS: u64 = 100;

/// As many charge points and rows as the window asks for at first.
const POINTS: u16 = 60;
const ROWS: u32 = 100;

#[derive(Clone, Copy, Debug)]
enum View {
    Overview,
    Sites,
    ChargePoints,
    Sessions,
    Properties,
    Connection,
}

const VIEWS: [View; 6] = [
    View::Overview,
    View::Sites,
    View::ChargePoints,
    View::Sessions,
    View::Properties,
    View::Connection,
];

#[derive(Debug, thiserror::Error)]
enum NotRead {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Read(#[from] ReadError),
}

fn main() -> Result<(), Failure> {
    let mut words = env::args().skip(1).filter(|word| !word.starts_with("--"));
    let Some(folder) = words.next().map(PathBuf::from) else {
        eprintln!("views: run by `cargo xtask bench views`, which says over what");
        return Ok(());
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()?;
    // whoever looks into one of them says which
    let only = words.next().unwrap_or_default();
    let report = runtime.block_on(measure(&folder, &only))?;
    println!("{}", json!({ "scenario": "views", "rows": report.rows }));
    Ok(())
}

async fn measure(folder: &Path, only: &str) -> Result<Report, Failure> {
    let passphrase = Passphrase::new(env::var("VOLTFOLIO_PASSPHRASE")?);
    let profile = Profile::open(folder, passphrase.as_ref())?;
    let mut report = Report::default();
    for person in PEOPLE {
        let FoundPerson::One(policy) = profile.policy(person, NOW).await? else {
            return Err(format!("{person} is not there").into());
        };
        for view in VIEWS {
            let what = format!(
                "{}, {view:?}",
                person.rsplit('/').next().unwrap_or_default()
            );
            if !what.contains(only) {
                continue;
            }
            let scope = compile(&sign_in(policy.clone(), Proof::OpenedProfile, NOW));
            let took = profile
                .read(scope, async |reader| -> Result<Took, NotRead> {
                    let mut took = Took::default();
                    while !took.is_enough() {
                        let begun = Instant::now();
                        view.ask(reader).await?;
                        took.put(begun.elapsed());
                    }
                    Ok(took)
                })
                .await?;
            let row = took.row(&what);
            report.rows.push(with(row, &[("goal_ms", json!(GOAL_MS))]));
        }
    }
    Ok(report)
}

impl View {
    async fn ask(self, reader: &mut Reader) -> Result<(), ReadError> {
        let month = |month| {
            let first = NaiveDate::from_ymd_opt(2026, month, 1).unwrap_or_default();
            let after = NaiveDate::from_ymd_opt(2026, month + 1, 1).unwrap_or_default();
            Days {
                from: first,
                to: after.pred_opt().unwrap_or(first),
            }
        };
        let (days, before) = (month(5), month(4));
        match self {
            Self::Overview => {
                figures::overview(reader, days, Some(before), NOW).await?;
            }
            Self::Sites => {
                figures::sites(reader, days, Some(before), None, NOW).await?;
            }
            Self::ChargePoints => {
                let asked = PointsAsked {
                    days,
                    property: None,
                    most: POINTS,
                    opened: None,
                };
                figures::charge_points(reader, &asked, NOW).await?;
            }
            Self::Sessions => {
                let filter = SessionFilter {
                    from: days.from,
                    to: days.to,
                    property: None,
                    evse: None,
                    state: None,
                    price: None,
                    text: String::new(),
                    order: SessionOrder::Started,
                    is_ascending: false,
                };
                let page = SessionPage {
                    skip: 0,
                    take: ROWS,
                    afresh: true,
                    with_people: true,
                };
                reader.sessions(&filter, page, NOW).await?;
            }
            Self::Properties => {
                figures::properties(reader, days, NOW).await?;
            }
            Self::Connection => {
                figures::connections(reader, NOW).await?;
            }
        }
        Ok(())
    }
}
