//! The profile that the window has open: a person's own, or one to try things in.

use store::{Profile, Throwaway};

/// An open profile.
pub enum Held {
    /// From a folder that stays.
    Own(Profile),
    /// Of the sample world: gone when the window is.
    Sample(Throwaway),
}

impl Held {
    /// The profile.
    pub fn profile(&self) -> &Profile {
        match self {
            Self::Own(profile) => profile,
            Self::Sample(throwaway) => throwaway.profile(),
        }
    }

    /// Whether it is of the sample world.
    pub fn is_sample(&self) -> bool {
        matches!(self, Self::Sample(_))
    }
}
