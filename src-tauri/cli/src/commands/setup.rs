use std::{collections::BTreeMap, fs, process::ExitCode};

use access::{
    CutBy, CutOff, TenantId,
    setup::{self, Held},
};
use chrono::Utc;
use serde::Serialize;
use store::{Applied, OpenError, Replaced, Throwaway, WhenBusy, Writer};

use super::block_on;
use crate::{
    arguments::{Common, Setup},
    failure::Failure,
    out, profile,
};

/// What changed, or would.
#[derive(Serialize)]
pub struct Answer {
    dry_run: bool,
    tenants: u64,
    units: u64,
    assignments: History,
    enrolments: History,
    moved: Moved,
    waiting: u64,
    ambiguous: Vec<String>,
    unassigned_evses: u64,
    cut: Vec<Cut>,
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

/// What a role says beyond the ceiling, or a grant beyond what its giver holds: nobody gets it.
#[derive(Serialize)]
struct Cut {
    /// Whose grant; left out where it is the role's, whoever holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<String>,
    role: String,
    classes: Vec<&'static str>,
    features: Vec<String>,
    because: &'static str,
}

impl From<(TenantId, CutOff)> for Cut {
    fn from((tenant, cut): (TenantId, CutOff)) -> Self {
        Self {
            person: cut.person.map(|person| format!("{tenant}/{person}")),
            role: format!("{tenant}/{}", cut.role),
            classes: cut.classes.iter().map(|class| class.as_str()).collect(),
            features: cut.features.iter().map(ToString::to_string).collect(),
            because: match cut.because {
                CutBy::Ceiling => "ceiling",
                CutBy::Giver => "giver",
            },
        }
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
    let (opened, throwaway);
    let profile = match profile::open(common) {
        Err(Failure::Open(OpenError::NoProfile(_))) => {
            // looked at before a profile is made: a wrong file makes none
            setup::read_onto(&text, &Held::default()).map_err(refused)?;
            if arguments.dry_run {
                // what a new profile would hold is tried in one that goes again
                throwaway = Throwaway::new()?;
                throwaway.profile()
            } else {
                opened = profile::open_or_make(common)?;
                &opened
            }
        }
        there => {
            opened = there?;
            &opened
        }
    };
    let busy = if arguments.wait {
        WhenBusy::Wait
    } else {
        WhenBusy::Refuse
    };
    let work = async |writer: &mut Writer| -> Result<_, Failure> {
        let held = writer.held().await?;
        let setup = setup::read_onto(&text, &held).map_err(refused)?;
        let applied = writer.apply(&setup, arguments.dry_run, Utc::now()).await?;
        writer.settle(Utc::now()).await?;
        Ok(applied)
    };
    let applied = block_on(profile.write(busy, Utc::now(), work))?;
    out::report(&answer(applied, arguments.dry_run), common.json)?;
    Ok(ExitCode::SUCCESS)
}

fn answer(applied: Applied, dry_run: bool) -> Answer {
    let Applied {
        tenants,
        units,
        assignments,
        enrolments,
        moved,
        unassigned,
        cut,
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
        cut: cut.into_iter().map(Cut::from).collect(),
    }
}
