use std::{collections::BTreeMap, fs, process::ExitCode};

use access::setup::{self, TenantSetup};
use chrono::Utc;
use serde::Serialize;
use store::{Applied, Replaced, WhenBusy, Writer};

use super::{block_on, report};
use crate::{
    arguments::{Common, Setup},
    failure::Failure,
    profile,
};

#[derive(Serialize)]
struct Answer {
    dry_run: bool,
    tenants: u64,
    units: u64,
    assignments: History,
    enrolments: History,
    moved: Moved,
    waiting: u64,
    ambiguous: Vec<String>,
    unassigned_evses: u64,
    /// Lists that were checked and are not kept yet.
    not_kept: Vec<&'static str>,
}

/// How a list that replaces the former one differs from it.
#[derive(Serialize)]
struct History {
    added: u64,
    replaced: u64,
}

impl From<Replaced> for History {
    fn from(Replaced { added, replaced }: Replaced) -> Self {
        Self { added, replaced }
    }
}

#[derive(Serialize)]
struct Moved {
    sessions: u64,
    cdrs: u64,
    net: BTreeMap<String, String>,
}

pub fn run(common: &Common, arguments: &Setup) -> Result<ExitCode, Failure> {
    let text = fs::read_to_string(&arguments.from)
        .map_err(|error| Failure::File(arguments.from.clone(), error))?;
    let refused = |mistakes| Failure::Setup(arguments.from.clone(), mistakes);
    // looked at before a profile is made: a wrong file makes none
    setup::read(&text).map_err(refused)?;
    let profile = profile::open_or_make(common)?;
    let busy = if arguments.wait {
        WhenBusy::Wait
    } else {
        WhenBusy::Refuse
    };
    let work = async |writer: &mut Writer| -> Result<_, Failure> {
        let held = writer.held().await?;
        let setup = setup::read_onto(&text, &held).map_err(refused)?;
        let not_kept = not_kept(setup.tenants.as_deref().unwrap_or_default());
        let applied = writer.apply(&setup, arguments.dry_run, Utc::now()).await?;
        while writer.settle_one().await? {}
        Ok((applied, not_kept))
    };
    let (applied, not_kept) = block_on(profile.write(busy, Utc::now(), work))?;
    report(&answer(applied, arguments.dry_run, not_kept), common.json)?;
    Ok(ExitCode::SUCCESS)
}

fn answer(applied: Applied, dry_run: bool, not_kept: Vec<&'static str>) -> Answer {
    let Applied {
        tenants,
        units,
        assignments,
        enrolments,
        moved,
        unassigned,
    } = applied;
    let money = |(currency, net): (model::Currency, i64)| {
        (
            currency.to_string(),
            model::Amount::from_minor4(net).to_string(),
        )
    };
    Answer {
        dry_run,
        tenants,
        units,
        assignments: assignments.into(),
        enrolments: enrolments.into(),
        moved: Moved {
            sessions: moved.sessions,
            cdrs: moved.cdrs,
            net: moved.net.into_iter().map(money).collect(),
        },
        waiting: unassigned.waiting,
        ambiguous: unassigned.ambiguous,
        unassigned_evses: unassigned.evses,
        not_kept,
    }
}

/// What the file holds of who may look.
fn not_kept(tenants: &[TenantSetup]) -> Vec<&'static str> {
    let any = |there: fn(&TenantSetup) -> bool| tenants.iter().any(there);
    let lists = [
        ("ceiling", any(|tenant| tenant.ceiling.is_some())),
        ("roles", any(|tenant| tenant.roles.is_some())),
        ("people", any(|tenant| tenant.people.is_some())),
    ];
    lists
        .into_iter()
        .filter_map(|(list, there)| there.then_some(list))
        .collect()
}
