//! A Reader is opened by its profile alone, and keeps the Scope it was opened with.

use access::Scope;
use store::{OpenError, Profile, Reader};

pub async fn look(profile: &Profile, scope: Scope) -> Result<(), OpenError> {
    profile.read(scope, nothing).await
}

async fn nothing(_: &mut Reader) -> Result<(), OpenError> {
    Ok(())
}
