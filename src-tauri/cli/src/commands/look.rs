//! How a command looks into a profile: as somebody, under a Scope of now.

use access::{Proof, compile, sign_in};
use chrono::{DateTime, Utc};
use store::{FoundPerson, Profile, ReadError, Reader, Visible};

use crate::failure::Failure;

/// Asks. Where another process changes what may be seen at this very moment, it is asked once more under what may be
/// seen then.
pub async fn ask<T>(
    profile: &Profile,
    person: &str,
    clock: impl Fn() -> DateTime<Utc>,
    question: impl AsyncFn(&mut Reader, DateTime<Utc>) -> Result<Visible<T>, ReadError>,
) -> Result<Visible<T>, Failure> {
    match once(profile, person, clock(), &question).await {
        Err(Failure::Read(ReadError::ScopeChanged | ReadError::ScopeEnded)) => {
            once(profile, person, clock(), &question).await
        }
        answer => answer,
    }
}

async fn once<T>(
    profile: &Profile,
    person: &str,
    now: DateTime<Utc>,
    question: &impl AsyncFn(&mut Reader, DateTime<Utc>) -> Result<Visible<T>, ReadError>,
) -> Result<Visible<T>, Failure> {
    let policy = match profile.policy(person, now).await? {
        FoundPerson::One(policy) => policy,
        FoundPerson::Several(candidates) => return Err(Failure::SeveralPeople(candidates)),
        FoundPerson::Nobody => return Err(Failure::NotFound),
    };
    let scope = compile(&sign_in(policy, Proof::OpenedProfile, now));
    let work =
        async |reader: &mut Reader| -> Result<_, Failure> { Ok(question(reader, now).await?) };
    profile.read(scope, work).await
}
