//! Only a Reader makes a Visible.

use access::Scope;
use store::Visible;

pub fn put_together(sessions: i64, scope: &Scope) -> Visible<i64> {
    Visible {
        value: sessions,
        scope: scope.id(),
    }
}

fn main() {}
