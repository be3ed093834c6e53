//! One person looking: from signing in to signing out.
//!
//! Keeps a Reader under the person's Scope, and makes a new one where the Scope has come to its end. Knows nothing
//! of what is asked.

use std::{
    pin::Pin,
    sync::{Arc, PoisonError, RwLock},
};

use access::{Proof, Rows, compile, sign_in};
use chrono::{DateTime, Utc};
use store::{FoundPerson, PersonListed, Profile, ReadError, Reader, Visible};
use tokio::sync::Mutex;

use crate::{
    desk::Clock,
    failure::{Failure, MessageKey},
    held::Held,
    view::View,
};

/// Somebody who is signed in.
pub struct Session {
    profile: Arc<Held>,
    clock: Clock,
    person: PersonListed,
    /// `operator`, or `TENANT/ID`.
    name: String,
    reader: Mutex<Option<Reader>>,
    may: RwLock<May>,
}

/// What somebody may do, by the Scope that they look under.
#[derive(Clone, Default)]
struct May {
    look_at: Vec<View>,
    /// Whether the Scope is the operator's.
    run_it: bool,
}

/// A question that is being answered.
pub type Answering<'r, T> =
    Pin<Box<dyn Future<Output = Result<Visible<T>, ReadError>> + Send + 'r>>;

impl Session {
    /// Signs somebody in: whoever opened the profile may look as anybody in it.
    ///
    /// # Errors
    /// [`MessageKey::Nobody`] where nobody is called that.
    pub async fn start(profile: Arc<Held>, clock: Clock, name: &str) -> Result<Self, Failure> {
        let person = find(profile.profile(), name, clock()).await?;
        let session = Self {
            profile,
            clock,
            name: name.to_owned(),
            person,
            reader: Mutex::new(None),
            may: RwLock::default(),
        };
        // so that a grant that opens nothing is found out now, not at the first question
        let reader = session.open().await?;
        *session.reader.lock().await = Some(reader);
        Ok(session)
    }

    /// Who looks.
    pub fn person(&self) -> &PersonListed {
        &self.person
    }

    /// As the command line names them.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What they may look at, by the Scope that they look under.
    pub fn views(&self) -> Vec<View> {
        self.may().look_at
    }

    /// Whether they look under the operator's Scope.
    pub fn is_operators(&self) -> bool {
        self.may().run_it
    }

    fn may(&self) -> May {
        let may = self.may.read();
        may.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Asks under a Scope that holds. Where what may be seen changes at this very moment, it is asked once more under
    /// what may be seen then.
    ///
    /// # Errors
    /// The Reader's, for people.
    pub async fn ask<T>(
        &self,
        question: impl for<'r> Fn(&'r mut Reader, DateTime<Utc>) -> Answering<'r, T>,
    ) -> Result<Visible<T>, Failure> {
        let mut kept = self.reader.lock().await;
        let mut is_new = false;
        loop {
            let reader = match kept.as_mut() {
                Some(reader) => reader,
                None => {
                    is_new = true;
                    kept.insert(self.open().await?)
                }
            };
            match question(reader, (self.clock)()).await {
                Err(ReadError::ScopeChanged | ReadError::ScopeEnded) if !is_new => {
                    if let Some(old) = kept.take() {
                        old.close().await;
                    }
                }
                answer => return Ok(answer?),
            }
        }
    }

    /// Ends it: nothing that was found for this person is kept.
    pub async fn end(&self) {
        if let Some(reader) = self.reader.lock().await.take() {
            reader.close().await;
        }
    }

    async fn open(&self) -> Result<Reader, Failure> {
        let now = (self.clock)();
        let profile = self.profile.profile();
        let FoundPerson::One(policy) = profile.policy(&self.name, now).await? else {
            return Err(MessageKey::Nobody.into());
        };
        let scope = compile(&sign_in(policy, Proof::OpenedProfile, now));
        *self.may.write().unwrap_or_else(PoisonError::into_inner) = May {
            look_at: View::open_under(&scope),
            run_it: matches!(scope.rows(), Rows::All),
        };
        Ok(profile.reader(scope).await?)
    }
}

/// The operator's own person, who is nobody's customer.
pub const OPERATOR: &str = "operator";

async fn find(profile: &Profile, name: &str, now: DateTime<Utc>) -> Result<PersonListed, Failure> {
    if name == OPERATOR {
        return Ok(PersonListed {
            tenant: String::new(),
            tenant_name: String::new(),
            id: OPERATOR.to_owned(),
            name: String::new(),
            roles: vec![OPERATOR.to_owned()],
        });
    }
    let people = profile.people(now).await?;
    let found = people
        .into_iter()
        .find(|person| format!("{}/{}", person.tenant, person.id) == name);
    found.ok_or_else(|| MessageKey::Nobody.into())
}
