//! Only a Reader makes a Visible, and what it makes it with is the store's own.

use access::Scope;
use store::Visible;

pub fn made_up(sessions: i64, scope: &Scope) -> Visible<i64> {
    Visible::new(sessions, scope.id())
}

fn main() {}
