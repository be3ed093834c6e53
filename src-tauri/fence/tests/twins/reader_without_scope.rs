//! A Reader takes a Scope: being signed in is not enough.

use access::{SignedIn, compile};
use store::{OpenError, Profile, Reader};

pub async fn look(profile: &Profile, signed_in: SignedIn) -> Result<(), OpenError> {
    profile.read(compile(&signed_in), nothing).await
}

async fn nothing(_: &mut Reader) -> Result<(), OpenError> {
    Ok(())
}
