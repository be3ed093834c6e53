//! The command line, as the program that scripts rest on: driven from outside, against the demo CPMS on loopback.

#[path = "command_line/audit.rs"]
mod audit;
#[path = "command_line/broken.rs"]
mod broken;
#[path = "command_line/encryption.rs"]
mod encryption;
#[path = "command_line/eyes/mod.rs"]
mod eyes;
#[path = "command_line/figures.rs"]
mod figures;
#[path = "command_line/interfere.rs"]
mod interfere;
#[path = "command_line/kills.rs"]
mod kills;
#[path = "command_line/misbehaving.rs"]
mod misbehaving;
#[path = "command_line/orders.rs"]
mod orders;
#[path = "command_line/overview.rs"]
mod overview;
#[path = "command_line/peer.rs"]
mod peer;
#[path = "command_line/people.rs"]
mod people;
#[path = "command_line/prices.rs"]
mod prices;
#[path = "command_line/program.rs"]
mod program;
#[path = "command_line/proxy.rs"]
mod proxy;
#[path = "command_line/rights.rs"]
mod rights;
#[path = "command_line/setup.rs"]
mod setup;
#[path = "command_line/shared.rs"]
mod shared;
#[path = "command_line/statement/mod.rs"]
mod statement;
#[path = "command_line/subtract.rs"]
mod subtract;
#[path = "command_line/sync.rs"]
mod sync;
#[path = "command_line/tenants.rs"]
mod tenants;
#[path = "command_line/windows.rs"]
mod windows;
#[path = "command_line/world.rs"]
mod world;
#[path = "command_line/worlds.rs"]
mod worlds;
