//! Whatever answers what a person sees, to be held against [`super::Naive`].

use super::Answer;

/// In which of its ways a store is asked: the static shapes of ACCESS.md, "In SQL".
pub(crate) use crate::reader::shape::Shape;

impl Shape {
    pub const EVERY: [Self; 7] = [
        Self::All,
        Self::WideUnits,
        Self::WidePlaces,
        Self::WidePeople,
        Self::WideAny,
        Self::NarrowPlaces,
        Self::NarrowAny,
    ];
}

/// Something that has taken in one [`super::World`] and answers for its people, at its now.
pub trait Subject {
    /// All that this person (`TENANT/ID`, or `operator`) sees, asked in this shape; `None` where the shape does
    /// not serve the person's Scope. A shape that serves somebody must give all that they see.
    fn rows(&mut self, person: &str, shape: Shape) -> Option<Answer>;
}
