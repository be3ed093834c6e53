//! What may leave is listed: a type of one's own can't be marked so.

pub struct Version(pub &'static str);

store::public![Version];
