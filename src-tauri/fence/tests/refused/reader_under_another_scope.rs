//! A Reader is opened by its profile alone, and keeps the Scope it was opened with.

use access::Scope;
use store::Reader;

pub fn look(opened: Reader, scope: Scope) -> Reader {
    Reader { scope, ..opened }
}

fn main() {}
