//! What others made does not leave, not by a list either.

pub struct Sentence(pub String);

store::public![Sentence];
