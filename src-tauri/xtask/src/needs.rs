//! What the machine needs, put there where it is missing, and said.

use std::{fs, path::Path};

use anyhow::{Context, bail};

use crate::command::{line, root, run, succeeds};

/// To build the window.
const TO_BUILD: [&str; 3] = ["libwebkit2gtk-4.1-dev", "libssl-dev", "pkg-config"];
/// To drive it without a display, with a keychain, and to count with a program that shares no code with it.
const TO_TEST: [&str; 7] = [
    "webkit2gtk-driver",
    "xvfb",
    "xauth",
    "dbus",
    "dbus-x11",
    "gnome-keyring",
    "python3",
];
/// Checked with this one; others may find other things.
const CARGO_DENY: &str = "0.20.2";

/// Everything that tests need.
pub fn to_test() -> anyhow::Result<()> {
    let packages: Vec<&str> = TO_BUILD.into_iter().chain(TO_TEST).collect();
    system_packages(&packages)?;
    node_modules()?;
    if !succeeds(line(".", "cargo deny --version")) {
        eprintln!("cargo-deny is missing: building it");
        run(line(
            ".",
            &format!("cargo install --locked cargo-deny --version {CARGO_DENY}"),
        ))?;
    }
    Ok(())
}

/// System libraries and programs, by Debian's package manager.
fn system_packages(packages: &[&str]) -> anyhow::Result<()> {
    if !succeeds(line(".", "dpkg --version")) {
        eprintln!(
            "not a Debian system: taking it that these are there: {}",
            packages.join(" ")
        );
        return Ok(());
    }
    let missing: Vec<&str> = packages
        .iter()
        .copied()
        .filter(|package| !succeeds(line(".", &format!("dpkg -s {package}"))))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let missing = missing.join(" ");
    eprintln!("missing, installing: {missing}");
    let sudo = if succeeds(line(".", "test -w /var/lib/dpkg")) {
        ""
    } else {
        "sudo "
    };
    let installed = run(line(".", &format!("{sudo}apt-get update -qq"))).and_then(|()| {
        let mut install = line(
            ".",
            &format!("{sudo}apt-get install -y -qq --no-install-recommends {missing}"),
        );
        install.env("DEBIAN_FRONTEND", "noninteractive");
        run(install)
    });
    installed.with_context(|| format!("install them by hand: apt-get install {missing}"))
}

/// The UI's packages, as its lock file says, unless they are there already.
fn node_modules() -> anyhow::Result<()> {
    if !succeeds(line(".", "npm --version")) {
        bail!("Node.js 20 or newer with npm is missing: install it, then try again");
    }
    let ui = root().join("ui");
    let stamp = ui.join("node_modules/.voltfolio-lock");
    let lock =
        fs::read(ui.join("package-lock.json")).context("ui/package-lock.json can't be read")?;
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run(line("ui", "npm ci --no-audit --no-fund"))?;
    keep(&stamp, &lock)
}

fn keep(stamp: &Path, lock: &[u8]) -> anyhow::Result<()> {
    fs::write(stamp, lock).with_context(|| format!("{} can't be written", stamp.display()))
}
