//! What the machine needs, put there where it is missing, and said.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

use crate::command::{self, line, root, run, succeeds};

/// To build the window.
const TO_BUILD: [&str; 3] = ["libwebkit2gtk-4.1-dev", "libssl-dev", "pkg-config"];
/// To drive it without a display, with a keychain, and to count, sync and read PDFs, with programs that share no code with it.
const TO_TEST: [&str; 10] = [
    "webkit2gtk-driver",
    "xvfb",
    "xauth",
    "dbus",
    "dbus-x11",
    "gnome-keyring",
    "python3",
    "python3-venv",
    "python3-pip",
    "poppler-utils",
];
/// A CPMS that nobody here wrote, to sync from.
const PEERS: &str = "extrawest-ocpi==2025.7.16 uvicorn<0.30";
/// Checked with this one; others may find other things.
const CARGO_DENY: &str = "0.20.2";

/// Everything that it takes to build the programs and to look at them.
pub fn to_run() -> anyhow::Result<()> {
    system_packages(&TO_BUILD)?;
    node_modules()
}

/// Everything that tests need.
pub fn to_test() -> anyhow::Result<()> {
    let packages: Vec<&str> = TO_BUILD.into_iter().chain(TO_TEST).collect();
    system_packages(&packages)?;
    node_modules()?;
    peers()?;
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

/// The Python of the CPMSs by others that tests sync from.
pub fn peers_python() -> PathBuf {
    root().join("target/peers/bin/python")
}

/// Those CPMSs, in a Python environment of their own, unless they are there already. Without a network that is said:
/// their tests are then not run, and where nothing may be left out they fail.
fn peers() -> anyhow::Result<()> {
    let stamp = root().join("target/peers/.voltfolio-packages");
    if fs::read(&stamp).is_ok_and(|installed| installed == PEERS.as_bytes()) {
        return Ok(());
    }
    eprintln!("CPMSs by others are missing, installing into target/peers: {PEERS}");
    let mut install = command::program(&peers_python());
    install
        .args("-m pip install --quiet --disable-pip-version-check".split(' '))
        .args(PEERS.split(' '));
    let installed =
        run(line(".", "python3 -m venv --clear target/peers")).and_then(|()| run(install));
    match installed {
        Ok(()) => keep(&stamp, PEERS.as_bytes()),
        Err(error) => {
            eprintln!("{error:#}: going on without them");
            Ok(())
        }
    }
}

fn keep(stamp: &Path, lock: &[u8]) -> anyhow::Result<()> {
    fs::write(stamp, lock).with_context(|| format!("{} can't be written", stamp.display()))
}
