//! What is plain is a closed list.

use access::Lang;
use store::Plain;

pub fn takes(_: impl Plain) {}

pub fn language() {
    takes(Lang::En);
}
