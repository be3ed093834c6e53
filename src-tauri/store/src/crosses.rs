//! What may leave the house: a command's answer, an error, an event, a channel's payload, a line on standard output,
//! a written file. Whatever lets something out takes `impl Crosses`.
//!
//! Charging data leaves as [`Visible`](crate::Visible) alone, which only a Reader makes. What holds none leaves
//! because a program lists it, in its one file `crosses.rs`, by [`public!`](crate::public): so each such type is a
//! line that somebody looked at. The compiler keeps others from marking a type of their own by chance, and
//! `xtask/tests/crossing.rs` from doing it on purpose.

/// Marks what may leave.
#[diagnostic::on_unimplemented(
    message = "`{Self}` must not leave",
    note = "charging data leaves as `Visible`; what holds none is listed in its program's `crosses.rs`"
)]
pub trait Crosses: listed::Listed {}

/// For [`public!`](crate::public) alone to name.
#[doc(hidden)]
pub mod listed {
    /// Keeps [`Crosses`](super::Crosses) from being implemented outside.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` is not listed among what may leave",
        note = "charging data leaves as `Visible`; what holds none is listed in its program's `crosses.rs`"
    )]
    pub trait Listed {}
}

/// Lets types leave that hold no charging data.
///
/// ```
/// # #![allow(dead_code)]
/// struct Version(&'static str);
/// store::public![Version];
/// ```
#[macro_export]
macro_rules! public {
    ($($own:ty),+ $(,)?) => {
        $(
            impl $crate::listed::Listed for $own {}
            impl $crate::Crosses for $own {}
        )+
    };
}
