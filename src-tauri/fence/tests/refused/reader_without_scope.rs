//! A Reader takes a Scope: being signed in is not enough.

use access::SignedIn;
use store::{OpenError, Profile, Reader};

pub async fn look(profile: &Profile, signed_in: SignedIn) -> Result<(), OpenError> {
    profile.read(signed_in, nothing).await
}

async fn nothing(_: &mut Reader) -> Result<(), OpenError> {
    Ok(())
}

fn main() {}
