//! What a command may answer: only what may leave the house.

use store::Crosses;

use crate::failure::Failure;

/// Compiles for commands that answer with what crosses, or fail with a [`Failure`].
pub(super) const fn only_what_crosses<Kind, F: Command<Kind>>(_: &F) {}

/// A function that the page may call.
#[diagnostic::on_unimplemented(
    message = "a command's answer must cross: `Ipc` of what a Reader found, or what `shell/crosses.rs` lists"
)]
pub(super) trait Command<Kind> {}

/// What a command comes to at once.
trait Answer {}

impl<T: Crosses> Answer for T {}

macro_rules! commands_of {
    ($($argument:ident)*) => {
        impl<F, A: Answer, $($argument),*> Command<(Now, $($argument,)*)> for F
        where
            F: Fn($($argument),*) -> A,
        {
        }

        impl<F, W, T: Crosses, $($argument),*> Command<(Later, $($argument,)*)> for F
        where
            F: Fn($($argument),*) -> W,
            W: Future<Output = Result<T, Failure>>,
        {
        }
    };
}

/// A command that answers at once.
pub(super) struct Now;
/// A command that answers later.
pub(super) struct Later;

commands_of!();
commands_of!(A1);
commands_of!(A1 A2);
commands_of!(A1 A2 A3);
commands_of!(A1 A2 A3 A4);
commands_of!(A1 A2 A3 A4 A5);
