//! The real window, driven through WebKit's WebDriver. `cargo xtask test` brings what it needs.

#[path = "window/axe.rs"]
mod axe;
#[path = "window/bench.rs"]
mod bench;
#[path = "window/cpms.rs"]
mod cpms;
#[path = "window/harness.rs"]
mod harness;
#[path = "window/journeys.rs"]
mod journeys;
#[path = "window/live.rs"]
mod live;
#[path = "window/others_text.rs"]
mod others_text;
#[path = "command_line/program.rs"]
#[expect(dead_code, reason = "the command line's own tests use all of it")]
mod program;
#[path = "window/screens.rs"]
mod screens;
#[path = "command_line/shared.rs"]
mod shared;
#[path = "window/start.rs"]
mod start;
#[path = "window/steps.rs"]
mod steps;
#[path = "window/walls.rs"]
mod walls;
