//! The fence around charging data, tried from outside.
//!
//! This crate holds tests alone. Each file of `tests/refused` is a program that tries to get past the fence, and must
//! not compile for the reason that its `.stderr` gives; the file of the same name in `tests/twins` does the same in the
//! way that is meant, and compiles. So a program is refused for what it tries, not for a slip in it.
//!
//! It knows `access` and `store`, and no Tauri, since the programs are built apart from everything else.
