//! `cargo xtask screens`: pictures of every view, in both themes and languages, and those of the README from them.

use std::fs;

use anyhow::Context;

use crate::{
    command::{line, root, run},
    needs,
};

/// What the README shows: from, to.
const OF_THE_README: [(&str, &str); 3] = [
    ("overview-property-manager-light-en.png", "overview.png"),
    ("overview-property-manager-dark-en.png", "overview-dark.png"),
    ("session-property-manager-light-en.png", "session.png"),
];

pub fn make() -> anyhow::Result<()> {
    needs::to_test()?;
    run(line("ui", "npm run --silent build"))?;
    let screens = root().join("target/screens");
    let mut test = line(
        ".",
        "xvfb-run --auto-servernum dbus-run-session -- \
         cargo test --quiet --workspace --test window -- --ignored screens",
    );
    test.env("VOLTFOLIO_SCREENS", &screens);
    run(test)?;
    let pictures = root().join("docs/pictures");
    fs::create_dir_all(&pictures)?;
    for (from, to) in OF_THE_README {
        fs::copy(screens.join(from), pictures.join(to)).with_context(|| format!("no {from}"))?;
    }
    eprintln!("{}", screens.display());
    Ok(())
}
