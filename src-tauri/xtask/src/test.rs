//! `cargo xtask test`: everything a change must pass, cheapest first.

use crate::{
    command::{line, run, succeeds},
    needs,
};

pub fn everything() -> anyhow::Result<()> {
    needs::to_test()?;
    run(line(".", "cargo fmt --all --check"))?;
    for script in ["lint", "check", "test", "build"] {
        run(line("ui", &format!("npm run --silent {script}")))?;
    }
    bans()?;
    run(line(
        ".",
        "cargo clippy --quiet --workspace --all-targets -- --deny warnings",
    ))?;
    rust_tests()
}

/// Licences, sources and who may use what. Advisories need a database that is fetched: without a network that is said.
fn bans() -> anyhow::Result<()> {
    if !succeeds(line(".", "cargo fetch --locked")) {
        eprintln!("no network: taking the crates that are here");
    }
    run(line(
        ".",
        "cargo deny --offline --log-level error check bans licenses sources",
    ))?;
    if !succeeds(line(".", "cargo deny --log-level error check advisories")) {
        eprintln!(
            "advisories: not checked, or something was found: run `cargo deny check advisories`"
        );
    }
    Ok(())
}

/// All tests of all rooms and of the whole app, with a display and a session bus of their own.
fn rust_tests() -> anyhow::Result<()> {
    // both programs, where the tests that drive them look
    run(line(".", "cargo build --quiet --workspace --all-targets"))?;
    let runner = if succeeds(line(".", "cargo nextest --version")) {
        "cargo nextest run --workspace --no-fail-fast"
    } else {
        "cargo test --workspace --no-fail-fast --lib --bins --tests"
    };
    let tests = format!("xvfb-run --auto-servernum dbus-run-session -- {runner}");
    let mut tests = line(".", &tests);
    tests.env("VOLTFOLIO_PEERS_PYTHON", needs::peers_python());
    run(tests)?;
    run(line(".", "cargo test --quiet --workspace --doc"))
}
