//! What the window has before it: a profile, open or not, and whoever looks into it.
//!
//! Opens and closes; what is found in a profile it does not look at.

use std::{
    env,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use chrono::{DateTime, Local, Utc};
use figures::Days;
use model::Month;
use serde::Serialize;
use specta::Type;
use store::{OpenError, Passphrase, Profile};
use tauri::async_runtime::JoinHandle;

use crate::{
    failure::{Failure, MessageKey},
    held::Held,
    people::{People, Person},
    remembered::{Place, Remembered},
    sample,
    session::Session,
    syncing::{SyncState, Syncing},
    tempo::PACE,
    view::View,
    watch::{Changed, Watch},
};

/// Opens a profile that has no keychain, as on the command line.
const PASSPHRASE: &str = "VOLTFOLIO_PASSPHRASE";

/// What time it is.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// What the window was started with.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// The folder of the profile.
    pub folder: PathBuf,
    /// Opens the sample world in place of a profile.
    pub sample: Option<sample::Options>,
    /// Who is signed in at once: `operator` or `TENANT/ID`.
    pub person: Option<String>,
    /// Where files go that people take along.
    pub exports: Option<PathBuf>,
    /// How often the CPMS is asked; [`PACE`] unless it is said.
    pub pace: Option<Duration>,
}

/// The state behind the window.
pub struct Desk {
    start: Start,
    clock: Clock,
    watch: Watch,
    on_it: Mutex<OnIt>,
}

/// A profile that is being opened.
type Opening = JoinHandle<Result<Profile, OpenError>>;

/// What lies on the desk.
#[derive(Default)]
struct OnIt {
    profile: ProfileState,
    /// The profile, if it is being opened before anybody waits for it.
    begun: Option<Opening>,
    failure: Option<MessageKey>,
    held: Option<Arc<Held>>,
    remembered: Remembered,
    session: Option<Arc<Session>>,
    syncing: Option<Syncing>,
}

/// Whether there is a profile to look into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ProfileState {
    /// Not known yet.
    #[default]
    Opening,
    /// There is none in the folder.
    None,
    /// Its passphrase is needed.
    Locked,
    /// It can't be opened; the failure says why.
    Failed,
    /// It is open.
    Open,
}

/// What lies on the desk, for the page.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DeskState {
    /// Whether there is a profile to look into.
    pub profile: ProfileState,
    /// Why it is not open.
    pub failure: Option<MessageKey>,
    /// Whether it is the sample world.
    pub is_sample: bool,
    /// Who is signed in.
    pub person: Option<Person>,
    /// What they may look at.
    pub views: Vec<View>,
    /// Whether they list sessions of all properties together; else of one at a time.
    pub lists_across: bool,
    /// Where they looked last; nothing where that is not known, or they may not look there any more.
    pub place: Option<Place>,
    /// The day it is here, `YYYY-MM-DD`.
    pub today: String,
    /// Whether it is being brought up to date.
    pub sync: SyncState,
}

impl Desk {
    /// An empty one.
    pub fn new(start: Start, clock: Clock) -> Self {
        Self {
            start,
            clock,
            watch: Watch::default(),
            on_it: Mutex::default(),
        }
    }

    /// Whoever is told when something changes.
    pub fn watch(&self) -> &Watch {
        &self.watch
    }

    /// The folder of the profile that the window was started with; nothing for a sample world, which has none that stays.
    pub fn folder(&self) -> Option<&Path> {
        let stays = self.start.sample.is_none();
        stays.then_some(&self.start.folder)
    }

    /// Begins to open the profile that the window was started with: to derive its key takes about as long as a window
    /// takes to come up. Nobody is signed in, and nothing is synced, before [`open`](Self::open) goes on with it.
    pub fn begin(&self) {
        if self.folder().is_some() {
            self.on_it().begun = Some(self.opening(passphrase()));
        }
    }

    /// Opens what the window was started with. What comes of it is in [`state`](Self::state).
    pub async fn open(&self) {
        match self.start.sample {
            Some(options) => drop(self.open_sample(options).await),
            None => {
                let begun = self.on_it().begun.take();
                let opening = begun.unwrap_or_else(|| self.opening(passphrase()));
                drop(self.open_own(opening).await);
            }
        }
        self.watch.changed(Changed::Figures);
        self.get_ready().await;
    }

    /// Asks what is asked first, of whoever is signed in at once, while the page is still on its way: what answers rest on
    /// is known from then on (decision 17).
    async fn get_ready(&self) {
        let Ok(session) = self.session() else {
            return; // the page asks who it is
        };
        let today = (self.clock)().with_timezone(&Local).date_naive();
        let month = Month::of(today);
        let days = Days {
            from: month.first(),
            to: month.last(),
        };
        let first = session.ask(|reader, now| Box::pin(figures::overview(reader, days, None, now)));
        // what there is to say of it is said to the page, when that asks
        drop(first.await);
    }

    fn opening(&self, passphrase: Option<Passphrase>) -> Opening {
        let folder = self.start.folder.clone();
        let open = move || Profile::open(&folder, passphrase.as_ref());
        tauri::async_runtime::spawn_blocking(open)
    }

    /// Opens the profile with a passphrase that somebody typed.
    ///
    /// # Errors
    /// [`MessageKey::Passphrase`] where it is another.
    pub async fn unlock(&self, passphrase: &str) -> Result<(), Failure> {
        if self.on_it().held.is_some() {
            return Ok(()); // it is open, whatever was typed
        }
        let passphrase = Passphrase::new(passphrase.to_owned());
        let passphrase = passphrase.ok_or(MessageKey::Passphrase)?;
        self.open_own(self.opening(Some(passphrase))).await
    }

    /// Opens the sample world.
    ///
    /// # Errors
    /// [`MessageKey::Sample`] where it can't be started.
    pub async fn open_sample(&self, options: sample::Options) -> Result<(), Failure> {
        let started = sample::start(options, (self.clock)()).await;
        let sample = started.inspect_err(|_| {
            let mut on_it = self.on_it();
            on_it.profile = ProfileState::Failed;
            on_it.failure = Some(MessageKey::Sample);
        })?;
        self.put(Held::Sample(sample.profile));
        self.sign_in(self.start.person.as_deref().unwrap_or(sample.person))
            .await
    }

    async fn open_own(&self, opening: Opening) -> Result<(), Failure> {
        match opening.await.map_err(|_| MessageKey::Profile)? {
            Ok(profile) => {
                self.put(Held::Own(profile));
                if let Some(person) = &self.start.person {
                    // whoever is not there is not signed in: the page shows who is
                    drop(self.sign_in(person).await);
                }
                Ok(())
            }
            Err(error) => {
                let mut on_it = self.on_it();
                on_it.failure = None;
                on_it.profile = match error {
                    OpenError::NoProfile(_) => ProfileState::None,
                    OpenError::PassphraseNeeded | OpenError::WrongPassphrase => {
                        ProfileState::Locked
                    }
                    _ => {
                        on_it.failure = Some((&error).into());
                        ProfileState::Failed
                    }
                };
                Err(error.into())
            }
        }
    }

    fn put(&self, held: Held) {
        let remembered = match &held {
            Held::Own(profile) => Remembered::load(profile.folder()),
            Held::Sample(_) => Remembered::default(),
        };
        let held = Arc::new(held);
        let syncing = Syncing::start(
            held.clone(),
            self.clock.clone(),
            self.watch.clone(),
            self.start.pace.unwrap_or(PACE),
        );
        let mut on_it = self.on_it();
        *on_it = OnIt {
            profile: ProfileState::Open,
            begun: None,
            failure: None,
            held: Some(held),
            remembered,
            session: None,
            syncing: Some(syncing),
        };
    }

    /// Everybody who may look. Only while nobody is signed in: whoever looks as a customer is not told who the others
    /// are.
    ///
    /// # Errors
    /// [`MessageKey::SignedIn`] while somebody is.
    pub async fn people(&self) -> Result<People, Failure> {
        let held = {
            let on_it = self.on_it();
            if on_it.session.is_some() {
                return Err(MessageKey::SignedIn.into());
            }
            on_it.held.clone().ok_or(MessageKey::NoProfile)?
        };
        let people = held.profile().people((self.clock)()).await?;
        Ok(People::of(&people))
    }

    /// Signs somebody in: a new Scope, and nothing left of whoever looked before.
    ///
    /// # Errors
    /// [`MessageKey::Nobody`] where nobody is called that.
    pub async fn sign_in(&self, person: &str) -> Result<(), Failure> {
        let held = self.on_it().held.clone().ok_or(MessageKey::NoProfile)?;
        let session = Session::start(held, self.clock.clone(), person).await?;
        let before = self.on_it().session.replace(Arc::new(session));
        if let Some(before) = before {
            before.end().await;
        }
        Ok(())
    }

    /// Signs out whoever is signed in.
    pub async fn sign_out(&self) {
        let before = self.on_it().session.take();
        if let Some(before) = before {
            before.end().await;
        }
    }

    /// Keeps where somebody looks, for when they do so again. Nothing of the sample world is kept, and nothing of whoever
    /// is not signed in: the page may be late.
    pub fn remember(&self, person: &str, place: Place) {
        let mut on_it = self.on_it();
        let on_it = &mut *on_it;
        let (Some(session), Some(Held::Own(profile))) = (&on_it.session, on_it.held.as_deref())
        else {
            return;
        };
        if session.name() == person && on_it.remembered.keep(person, place) {
            // what can't be written down is known until the window is closed
            drop(on_it.remembered.save(profile.folder()));
        }
    }

    /// Whoever is signed in.
    ///
    /// # Errors
    /// [`MessageKey::SignIn`] while nobody is.
    pub fn session(&self) -> Result<Arc<Session>, Failure> {
        let session = self.on_it().session.clone();
        session.ok_or_else(|| MessageKey::SignIn.into())
    }

    /// Where files go that people take along.
    pub fn exports(&self) -> Option<&Path> {
        self.start.exports.as_deref()
    }

    /// Brings the profile up to date now, and not when its time comes.
    pub fn sync_now(&self) {
        if let Some(syncing) = &self.on_it().syncing {
            syncing.now();
        }
    }

    /// Asks the CPMS nothing more, or goes on.
    pub fn pause_sync(&self, is_paused: bool) {
        if let Some(syncing) = &self.on_it().syncing {
            syncing.pause(is_paused);
        }
    }

    /// Whether anybody can see the window: where nobody does the CPMS is asked less often.
    pub fn be_seen(&self, is_seen: bool) {
        if let Some(syncing) = &self.on_it().syncing {
            syncing.be_seen(is_seen);
        }
    }

    /// Reads once more what was not understood.
    ///
    /// # Errors
    /// [`MessageKey::Busy`] while another process writes, [`MessageKey::NotKept`] where the file can't be written.
    pub async fn read_again(&self) -> Result<(), Failure> {
        let done = {
            let on_it = self.on_it();
            on_it.syncing.as_ref().map(Syncing::read_again)
        };
        Ok(done.ok_or(MessageKey::NoProfile)?.await?)
    }

    /// What lies on the desk.
    pub fn state(&self) -> DeskState {
        let on_it = self.on_it();
        let views = on_it.session.as_ref().map(|session| session.views());
        let views = views.unwrap_or_default();
        let place = on_it
            .session
            .as_ref()
            .and_then(|session| on_it.remembered.of(session.name()));
        let is_operators = on_it
            .session
            .as_ref()
            .is_some_and(|session| session.is_operators());
        let lists_across = on_it
            .session
            .as_ref()
            .is_some_and(|session| session.lists_across());
        let sync = on_it.syncing.as_ref().map(Syncing::state);
        let sync = sync.unwrap_or_default();
        DeskState {
            profile: on_it.profile,
            failure: on_it.failure,
            is_sample: on_it.held.as_ref().is_some_and(|held| held.is_sample()),
            person: on_it
                .session
                .as_ref()
                .map(|session| session.person().into()),
            place: place.filter(|place| views.contains(&place.view)).cloned(),
            views,
            lists_across,
            today: (self.clock)()
                .with_timezone(&Local)
                .date_naive()
                .to_string(),
            sync: SyncState {
                // where others are whom somebody has nothing to do with is none of their business
                failing: sync.failing.filter(|_| is_operators),
                ..sync
            },
        }
    }

    /// Leaves nothing open.
    pub async fn close(&self) {
        self.sign_out().await;
        let OnIt { syncing, held, .. } = std::mem::take(&mut *self.on_it());
        if let Some(syncing) = syncing {
            syncing.stop();
        }
        drop(held);
    }

    fn on_it(&self) -> MutexGuard<'_, OnIt> {
        // nothing panics while it holds this, and what is in it is whole at any time
        self.on_it.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn passphrase() -> Option<Passphrase> {
    env::var(PASSPHRASE).ok().and_then(Passphrase::new)
}
