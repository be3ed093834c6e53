//! One person looking: from signing in to signing out.
//!
//! Keeps a Reader under the person's Scope, and makes a new one where the Scope has come to its end. Knows nothing
//! of what is asked.

use std::{
    future::pending,
    pin::{Pin, pin},
    sync::{Arc, PoisonError, RwLock},
};

use access::{Proof, Rows, compile, sign_in};
use chrono::{DateTime, Utc};
use store::{FoundPerson, PersonListed, Profile, ReadError, Reader, Visible, has_rows_across};
use tokio::sync::{Mutex, RwLock as AsyncRwLock, watch};

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
    /// Shared by what is asked apart, and whole for the end.
    apart: AsyncRwLock<()>,
    ended: watch::Sender<bool>,
    /// So often what is taken along was broken off.
    broken_off: watch::Sender<u64>,
}

/// What somebody may do, by the Scope that they look under.
#[derive(Clone, Default)]
struct May {
    look_at: Vec<View>,
    /// Whether sessions of all properties are listed together.
    list_across: bool,
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
            apart: AsyncRwLock::default(),
            ended: watch::Sender::new(false),
            broken_off: watch::Sender::new(0),
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

    /// Whether they may list sessions of all properties together.
    pub fn lists_across(&self) -> bool {
        self.may().list_across
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
        if *self.ended.borrow() {
            return Err(MessageKey::SignIn.into());
        }
        self.ask_by(&mut kept, pin!(pending()), question).await
    }

    /// Asks what takes its time, with a Reader of its own: the views do not wait for it. The session's end breaks it off.
    ///
    /// # Errors
    /// As [`ask`](Self::ask), and [`MessageKey::SignIn`] where the session ends first.
    pub async fn ask_apart<T>(
        &self,
        question: impl for<'r> Fn(&'r mut Reader, DateTime<Utc>) -> Answering<'r, T>,
    ) -> Result<Visible<T>, Failure> {
        self.ask_until(pending(), question).await
    }

    /// Asks likewise for what is taken along, until somebody breaks it off.
    ///
    /// # Errors
    /// As [`ask_apart`](Self::ask_apart), and [`MessageKey::BrokenOff`].
    pub async fn take_along<T>(
        &self,
        question: impl for<'r> Fn(&'r mut Reader, DateTime<Utc>) -> Answering<'r, T>,
    ) -> Result<Visible<T>, Failure> {
        let mut told = self.broken_off.subscribe();
        let broken_off = async move {
            // never closed: the sender is the session's own
            let _ = told.changed().await;
        };
        self.ask_until(broken_off, question).await
    }

    /// Breaks off whatever is being taken along.
    pub fn break_off(&self) {
        self.broken_off.send_modify(|times| *times += 1);
    }

    async fn ask_until<T>(
        &self,
        broken_off: impl Future<Output = ()>,
        question: impl for<'r> Fn(&'r mut Reader, DateTime<Utc>) -> Answering<'r, T>,
    ) -> Result<Visible<T>, Failure> {
        let _under_way = self.apart.read().await;
        let mut ended = self.ended.subscribe();
        let until = async {
            tokio::select! {
                () = broken_off => MessageKey::BrokenOff,
                _ = ended.wait_for(|ended| *ended) => MessageKey::SignIn,
            }
        };
        let mut own = None;
        let answer = self.ask_by(&mut own, pin!(until), question).await;
        if let Some(own) = own {
            own.close().await;
        }
        answer
    }

    /// Only the question itself is broken off: a Reader that is left while it opens or closes still works when the program
    /// ends, and brings it down.
    async fn ask_by<T>(
        &self,
        kept: &mut Option<Reader>,
        mut until: Pin<&mut impl Future<Output = MessageKey>>,
        question: impl for<'r> Fn(&'r mut Reader, DateTime<Utc>) -> Answering<'r, T>,
    ) -> Result<Visible<T>, Failure> {
        let mut is_new = false;
        loop {
            let reader = match kept.as_mut() {
                Some(reader) => reader,
                None => {
                    is_new = true;
                    kept.insert(self.open().await?)
                }
            };
            let answer = tokio::select! {
                answer = question(reader, (self.clock)()) => answer,
                why = &mut until => return Err(why.into()),
            };
            match answer {
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
        self.ended.send_replace(true);
        let _nothing_is_under_way = self.apart.write().await;
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
            list_across: has_rows_across(&scope),
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

#[cfg(test)]
mod tests {
    use store::{OpenError, Throwaway, WhenBusy};

    use super::*;

    /// The operator, in a profile of their own.
    async fn operators() -> Result<Session, Failure> {
        let profile = Throwaway::new()?;
        let made = profile.profile();
        made.write(WhenBusy::Refuse, Utc::now(), async |_| {
            Ok::<_, OpenError>(())
        })
        .await?;
        Session::start(
            Arc::new(Held::Sample(profile)),
            Arc::new(Utc::now),
            OPERATOR,
        )
        .await
    }

    #[test]
    fn what_is_asked_apart_keeps_nobody_waiting_and_ends_with_the_session() {
        let all = async {
            let session = operators().await?;
            let export = session.ask_apart::<()>(|_, _| Box::pin(pending()));
            let look = async {
                let seen = session.ask(|reader, now| Box::pin(figures::connections(reader, now)));
                let seen = seen.await;
                session.end().await;
                seen.map(drop)
            };
            let (export, seen) = tokio::join!(export, look);
            seen?;
            let refused = export.map(drop).map_err(|failure| failure.message_key);
            assert_eq!(refused, Err(MessageKey::SignIn));
            Ok::<_, Failure>(())
        };
        tauri::async_runtime::block_on(all).unwrap();
    }

    #[test]
    fn what_is_taken_along_can_be_broken_off_and_nothing_else_with_it() {
        let all = async {
            let session = operators().await?;
            let export = session.take_along::<()>(|_, _| Box::pin(pending()));
            let preview = session.ask_apart(|reader, now| {
                session.break_off();
                Box::pin(figures::connections(reader, now))
            });
            let (export, preview) = tokio::join!(export, preview);
            preview?;
            let refused = export.map(drop).map_err(|failure| failure.message_key);
            assert_eq!(refused, Err(MessageKey::BrokenOff));
            session.end().await;
            Ok::<_, Failure>(())
        };
        tauri::async_runtime::block_on(all).unwrap();
    }
}
