//! `cargo xtask run`: Voltfolio over a sample world, with nothing to set up first.

use crate::{
    command::{line, run},
    needs,
};

pub fn sample(words: &[String]) -> anyhow::Result<()> {
    needs::to_run()?;
    run(line("ui", "npm run --silent build"))?;
    run(line(
        ".",
        "cargo build --quiet --package voltfolio-desktop --package cli",
    ))?;
    let mut program = if has_display() {
        line(".", "target/debug/voltfolio-desktop --sample")
    } else {
        eprintln!(
            "there is no display (neither WAYLAND_DISPLAY nor DISPLAY is set): the overview comes as tables"
        );
        line(".", "target/debug/voltfolio sample")
    };
    program.args(words);
    run(program)
}

fn has_display() -> bool {
    ["WAYLAND_DISPLAY", "DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
