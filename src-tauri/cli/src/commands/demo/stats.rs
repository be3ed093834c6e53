use std::{
    env,
    path::{Path, PathBuf},
};

use ::demo::{
    Folder, World,
    stats::{Statistic, Visits, statistics},
};
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::failure::Failure;

/// What a made-up world is like.
#[derive(Serialize)]
pub struct Statistics {
    seed: u64,
    sessions: u64,
    now: DateTime<Utc>,
    statistics: Vec<Line>,
}

/// One statistic: of the whole world, of its apartment garages, and of real ones if they are on this computer.
#[derive(Serialize)]
struct Line {
    name: &'static str,
    world: Vec<String>,
    garages: Vec<String>,
    real_garages: Option<Vec<String>>,
}

pub fn of(seed: u64, sessions: u64, now: DateTime<Utc>) -> Result<Statistics, Failure> {
    let world = World::new(seed, sessions, now);
    let real = match real_garages() {
        Some(folder) => {
            let folder = Folder::read(&folder).map_err(Failure::Demo)?;
            Some(statistics(&Visits::of_folder(&folder)))
        }
        None => None,
    };
    let all = statistics(&Visits::of_world(&world, now, &[]));
    let garages = statistics(&Visits::of_world(&world, now, World::GARAGES));
    let lines = all
        .iter()
        .zip(&garages)
        .enumerate()
        .map(|(at, (world, garages))| Line {
            name: world.name,
            world: written(world),
            garages: written(garages),
            real_garages: real.as_ref().and_then(|real| real.get(at)).map(written),
        });
    Ok(Statistics {
        seed,
        sessions,
        now,
        statistics: lines.collect(),
    })
}

fn written(statistic: &Statistic) -> Vec<String> {
    statistic.values.iter().map(ToString::to_string).collect()
}

/// Where those who work on the program have records of real garages; it does without.
fn real_garages() -> Option<PathBuf> {
    let shared = env::var_os("VOLTFOLIO_SHARED");
    let shared = shared.map_or_else(|| Path::new("..").join("shared"), PathBuf::from);
    Some(shared.join("data").join("dev")).filter(|folder| folder.is_dir())
}
