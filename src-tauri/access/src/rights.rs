//! Which classes a role opens, for whose charging, and how a ceiling cuts that.

use std::fmt;

use crate::{Class, setup::Usage};

/// Classes as bits, the way scope rows and masked views carry them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bits(u8);

impl Bits {
    /// No class at all.
    pub const NONE: Self = Self(0);
    /// Every class that has a bit in a view.
    pub const ALL: Self = Self(0xFF);
    const SESSION_ROWS: Self = Self(Class::S.bit() | Class::SToday.bit() | Class::SLive.bit());

    /// As views read them.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// Whether there is no class.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the class is among them.
    pub const fn has(self, class: Class) -> bool {
        self.0 & class.bit() != 0
    }

    /// These and the others.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those that are in both, bit by bit.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// These without the others.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// What is left of these under a ceiling. S comes in three strengths: a ceiling of S lets all of them
    /// through, a weaker one makes S what it is itself. Of S_TODAY and S_LIVE neither holds the other.
    pub const fn under(self, ceiling: Self) -> Self {
        let plain = self.and(ceiling).without(Self::SESSION_ROWS);
        plain.or(self.session_rows_under(ceiling))
    }

    const fn session_rows_under(self, ceiling: Self) -> Self {
        let (own, most) = (
            self.and(Self::SESSION_ROWS),
            ceiling.and(Self::SESSION_ROWS),
        );
        if most.has(Class::S) {
            own
        } else if own.has(Class::S) {
            most
        } else {
            own.and(most)
        }
    }
}

impl FromIterator<Class> for Bits {
    fn from_iter<I: IntoIterator<Item = Class>>(classes: I) -> Self {
        classes
            .into_iter()
            .fold(Self::NONE, |bits, class| bits.or(Self(class.bit())))
    }
}

/// Whose charging a row is of: the usage class of its driver's group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UsageClass {
    /// The house's own people.
    Internal,
    /// Guests who are billed.
    Guest,
    /// Anybody.
    Public,
    /// In no group: nobody enrolled the token, or whom it belongs to is in none.
    Unknown,
}

impl UsageClass {
    /// Every usage class.
    pub const ALL: [Self; 4] = [Self::Internal, Self::Guest, Self::Public, Self::Unknown];

    /// How role templates write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Guest => "guest",
            Self::Public => "public",
            Self::Unknown => "unknown",
        }
    }
}

impl From<Usage> for UsageClass {
    fn from(usage: Usage) -> Self {
        match usage {
            Usage::Internal => Self::Internal,
            Usage::Guest => Self::Guest,
            Usage::Public => Self::Public,
        }
    }
}

impl fmt::Display for UsageClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The classes that are open, usage class by usage class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rights([Bits; 4]);

impl Rights {
    /// The same for every usage class.
    pub const fn for_all(bits: Bits) -> Self {
        Self([bits; 4])
    }

    /// What is open on rows of one usage class.
    pub const fn of(&self, usage: UsageClass) -> Bits {
        self.0[usage as usize]
    }

    /// Opens more on rows of one usage class.
    pub fn open(&mut self, usage: UsageClass, bits: Bits) {
        let own = &mut self.0[usage as usize];
        *own = own.or(bits);
    }

    /// Opens less on every row.
    pub fn close(&mut self, bits: Bits) {
        for own in &mut self.0 {
            *own = own.without(bits);
        }
    }

    /// What is open whatever the usage class.
    pub fn common(&self) -> Bits {
        self.0.into_iter().fold(Bits::ALL, Bits::and)
    }

    /// What is left of these under others.
    pub fn under(&self, others: &Self) -> Self {
        let mut left = Self::default();
        for usage in UsageClass::ALL {
            left.open(usage, self.of(usage).under(others.of(usage)));
        }
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bits(classes: &[Class]) -> Bits {
        classes.iter().copied().collect()
    }

    #[test]
    fn a_ceiling_cuts_classes_and_the_strength_of_session_rows() {
        use Class::{C, O, S, SLive, SToday, U};
        for (own, ceiling, left) in [
            (&[O, S, C][..], &[O, S][..], &[O, S][..]),
            (&[S], &[S], &[S]),
            (&[SToday], &[S], &[SToday]),
            (&[SLive], &[S], &[SLive]),
            (&[S, C], &[SToday, C], &[SToday, C]),
            (&[S], &[SLive], &[SLive]),
            (&[SLive], &[SToday], &[]),
            (&[SToday], &[SLive], &[]),
            (&[U], &[S], &[]),
            (&[S], &[], &[]),
        ] {
            assert_eq!(
                bits(own).under(bits(ceiling)),
                bits(left),
                "{own:?} under {ceiling:?}"
            );
        }
    }
}
