//! The apartment garages of the world, beside real ones.

use std::path::{Path, PathBuf};

use demo::stats::{Statistic, Visits, statistics};
use demo::{Folder, World};
use rust_decimal::Decimal;

use crate::testkit::{NOW, SEED, at};

/// The folder of real garages, if it is here.
fn real() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shared =
        std::env::var_os("VOLTFOLIO_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    let path = shared.join("data/dev");
    if path.is_dir() {
        return Some(path);
    }
    let is_required =
        std::env::var_os("VOLTFOLIO_REQUIRE_SHARED").is_some_and(|value| value == "1");
    assert!(
        !is_required,
        "{} is not there, but VOLTFOLIO_REQUIRE_SHARED=1",
        path.display()
    );
    println!("not run: {} is not there", path.display());
    None
}

/// How far a statistic is from another, as a share: of a curve of shares, what part of all would have to be moved; else the
/// largest difference of two values, by the second.
fn apart(made: &Statistic, real: &Statistic) -> Decimal {
    let pairs = || made.values.iter().zip(&real.values);
    if made.name.starts_with("starts_by_") {
        let moved: Decimal = pairs().map(|(made, real)| (made - real).abs()).sum();
        return moved / Decimal::TWO;
    }
    let relative = pairs().map(|(made, real)| (made - real).abs() / real);
    relative.max().unwrap()
}

#[test]
fn the_apartment_garages_are_within_fifteen_percent_of_real_ones() {
    let Some(folder) = real() else { return };
    let real = statistics(&Visits::of_folder(&Folder::read(&folder).unwrap()));
    assert!(real.len() >= 12);
    // as many garages as there are real ones, so that chance has little say
    let world = World::new(SEED, 60_000, at(NOW));
    let made = statistics(&Visits::of_world(&world, at(NOW), World::GARAGES));
    let mut wrong = Vec::new();
    for (made, real) in made.iter().zip(&real) {
        let apart = apart(made, real).round_dp(3);
        println!(
            "{} {apart}: {:?} beside {:?}",
            made.name, made.values, real.values
        );
        if apart > Decimal::new(15, 2) {
            wrong.push(made.name);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
