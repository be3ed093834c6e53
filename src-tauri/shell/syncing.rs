//! Keeps the open profile up to date while the window is open.
//!
//! One thread, since the writer's work belongs to one. It pulls, waits, and pulls again; how far it is the page reads
//! from the figures themselves ("complete since"), so that nobody is told of records that are not theirs. A run is
//! broken off where somebody asks for something else to be written, and goes on where it was: nothing is lost.

use std::{
    sync::{Arc, Mutex, PoisonError},
    thread::{self, JoinHandle},
    time::Duration,
};

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use specta::Type;
use store::{OpenError, WhenBusy, WriteError, Writer};
use tokio::sync::{Notify, mpsc, oneshot, watch};

use crate::{
    desk::Clock,
    failure::MessageKey,
    held::Held,
    pulling::{Failed, Run, not_written},
    tempo::Tempo,
    watch::{Changed, Watch},
};

/// Whether the profile is being brought up to date, and why not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SyncState {
    /// Whether it is going on.
    pub is_running: bool,
    /// Whether somebody wants it to wait: nothing is asked until they want it to go on.
    pub is_paused: bool,
    /// Whether every CPMS has answered since the profile was opened: before, nobody knows how old all is that is here.
    pub has_run: bool,
    /// Why the last run did not come to its end.
    pub failure: Option<MessageKey>,
    /// Of several CPMSs the first that failed, by its id.
    pub failing: Option<String>,
    /// Since when runs fail, RFC 3339.
    pub failing_since: Option<String>,
}

/// Whoever asked for what was not understood to be read again is told when it is.
type Asked = oneshot::Sender<Result<(), MessageKey>>;

/// What is wanted of the thread.
#[derive(Clone, Copy, Default)]
struct Wanted {
    stopped: bool,
    paused: bool,
    /// Whether nobody can see the window.
    unseen: bool,
}

/// A thread that pulls.
pub struct Syncing {
    state: Arc<Mutex<SyncState>>,
    wake: Arc<Notify>,
    ask: mpsc::UnboundedSender<Asked>,
    want: watch::Sender<Wanted>,
    thread: Option<JoinHandle<()>>,
}

impl Syncing {
    /// Begins to pull.
    pub fn start(held: Arc<Held>, clock: Clock, page: Watch, pace: Duration) -> Self {
        let (want, wanted) = watch::channel(Wanted::default());
        let state = Arc::new(Mutex::new(SyncState::default()));
        let wake = Arc::new(Notify::new());
        let (ask, asked) = mpsc::unbounded_channel();
        let pull = Pull {
            held,
            clock,
            page,
            pace,
            state: state.clone(),
            wake: wake.clone(),
            asked,
            wanted,
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let thread = runtime
            .and_then(|runtime| thread::Builder::new().spawn(move || runtime.block_on(pull.run())));
        Self {
            state,
            wake,
            ask,
            want,
            thread: thread.ok(),
        }
    }

    /// Pulls now, and not when its time comes.
    pub fn now(&self) {
        self.wake.notify_one();
    }

    /// Asks nothing more until it is to go on. What had landed is kept, and from there it goes on.
    pub fn pause(&self, is_paused: bool) {
        self.want.send_modify(|wanted| wanted.paused = is_paused);
    }

    /// Asks less often while nobody can see what comes, and at once when somebody can again.
    pub fn be_seen(&self, is_seen: bool) {
        let was_unseen = self.want.borrow().unseen;
        self.want.send_modify(|wanted| wanted.unseen = !is_seen);
        if was_unseen && is_seen {
            self.now();
        }
    }

    /// Reads once more what was not understood, before it goes on.
    pub fn read_again(&self) -> impl Future<Output = Result<(), MessageKey>> + use<> {
        let (tell, told) = oneshot::channel();
        // where the thread has ended nobody is left to answer
        drop(self.ask.send(tell));
        async move { told.await.unwrap_or(Err(MessageKey::NotKept)) }
    }

    /// Whether it is going on.
    pub fn state(&self) -> SyncState {
        let state = self.state.lock();
        state.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Ends it, and returns when the profile is closed: what had landed is kept.
    pub fn stop(mut self) {
        self.want.send_modify(|wanted| wanted.stopped = true);
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

struct Pull {
    held: Arc<Held>,
    clock: Clock,
    page: Watch,
    pace: Duration,
    state: Arc<Mutex<SyncState>>,
    wake: Arc<Notify>,
    asked: mpsc::UnboundedReceiver<Asked>,
    wanted: watch::Receiver<Wanted>,
}

/// Why a run ended early.
enum Ended {
    Stopped,
    Paused,
    Asked(Asked),
    Failed(Failed),
}

impl Pull {
    async fn run(mut self) {
        let mut tempo = Tempo::of(self.pace);
        loop {
            if self.wanted.borrow().paused {
                if !self.rest().await {
                    return;
                }
                continue;
            }
            self.say(Changed::Desk, |state| state.is_running = true);
            let ended = self.once(tempo.poll).await;
            let now = (self.clock)();
            let wait = match ended {
                Ok(has_moved) => {
                    self.say(Changed::Figures, |state| {
                        *state = SyncState {
                            has_run: true,
                            ..SyncState::default()
                        };
                    });
                    tempo.after_run(has_moved, self.wanted.borrow().unseen)
                }
                Err(Ended::Stopped) => return,
                Err(Ended::Paused) => continue,
                Err(Ended::Asked(asked)) => {
                    self.read_again(asked).await;
                    continue;
                }
                Err(Ended::Failed(Failed {
                    why,
                    connection,
                    leave_alone,
                })) => {
                    // what had landed before it failed
                    self.say(Changed::Figures, |state| {
                        state.is_running = false;
                        state.failure = Some(why);
                        state.failing = connection;
                        state
                            .failing_since
                            .get_or_insert_with(|| now.to_rfc3339_opts(SecondsFormat::Secs, true));
                    });
                    tempo.after_failure(leave_alone)
                }
            };
            let asked = tokio::select! {
                () = tokio::time::sleep(wait) => None,
                () = self.wake.notified() => None,
                Some(asked) = self.asked.recv() => Some(asked),
                paused = is_paused(&mut self.wanted) => if paused { None } else { return },
            };
            if let Some(asked) = asked {
                self.read_again(asked).await;
            }
        }
    }

    /// Until it is to go on; false where it is to end. Why the last run failed is said no longer: nobody asks.
    async fn rest(&mut self) -> bool {
        self.say(Changed::Figures, |state| {
            *state = SyncState {
                is_paused: true,
                has_run: state.has_run,
                ..SyncState::default()
            };
        });
        let asked = tokio::select! {
            Ok(wanted) = self.wanted.wait_for(|wanted| wanted.stopped || !wanted.paused) => {
                if wanted.stopped {
                    return false;
                }
                None
            }
            Some(asked) = self.asked.recv() => Some(asked),
            else => return false,
        };
        match asked {
            Some(asked) => self.read_again(asked).await,
            None => self.say(Changed::Desk, |state| state.is_paused = false),
        }
        true
    }

    /// One run over all connections, where they are asked so often; whether it brought anything.
    async fn once(&mut self, poll: Duration) -> Result<bool, Ended> {
        let held = self.held.clone();
        let mut wanted = self.wanted.clone();
        let run = Run {
            clock: self.clock.clone(),
            page: self.page.clone(),
            state: self.state.clone(),
            pace: self.pace,
            poll,
        };
        let clock = self.clock.clone();
        let now = clock();
        let asked = &mut self.asked;
        let work = async |writer: &mut Writer| {
            let ended = tokio::select! {
                ended = run.over_all(writer) => ended.map_err(Ended::Failed),
                Some(asked) = asked.recv() => Err(Ended::Asked(asked)),
                paused = is_paused(&mut wanted) => Err(if paused { Ended::Paused } else { Ended::Stopped }),
            };
            // nobody waits for a window that closes
            if let Err(Ended::Failed(_) | Ended::Paused | Ended::Asked(_)) = &ended {
                settled(writer, clock()).await.map_err(Ended::Failed)?;
            }
            ended
        };
        held.profile().write(WhenBusy::Refuse, now, work).await
    }

    /// Without the CPMS: what came is kept.
    async fn read_again(&self, asked: Asked) {
        let clock = self.clock.clone();
        let work = async |writer: &mut Writer| -> Result<(), NotRead> {
            for id in writer.connections().await? {
                let connection = writer.connect(&id, None, None).await?;
                sync::read_again(writer, &connection, clock()).await?;
            }
            Ok(())
        };
        let now = (self.clock)();
        let profile = self.held.profile();
        let read = profile.write(WhenBusy::Refuse, now, work).await;
        self.page.changed(Changed::Figures);
        // whoever asked may be gone
        let _ = asked.send(read.map_err(|NotRead(why)| why));
    }

    fn say(&self, what: Changed, change: impl FnOnce(&mut SyncState)) {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
        self.page.changed(what);
    }
}

/// Sees to it that what has landed is shown also to whoever may see it over enough people alone.
async fn settled(writer: &mut Writer, now: DateTime<Utc>) -> Result<(), Failed> {
    if !writer.is_settled().await? {
        writer.settle(now).await?;
    }
    Ok(())
}

/// When it is to wait (true) or to end (false).
async fn is_paused(wanted: &mut watch::Receiver<Wanted>) -> bool {
    let wanted = wanted.wait_for(|wanted| wanted.stopped || wanted.paused);
    wanted.await.is_ok_and(|wanted| !wanted.stopped)
}

/// Why it could not be read again.
struct NotRead(MessageKey);

impl From<OpenError> for NotRead {
    fn from(error: OpenError) -> Self {
        Self((&error).into())
    }
}

impl From<WriteError> for NotRead {
    fn from(error: WriteError) -> Self {
        Self(not_written(&error))
    }
}

impl From<OpenError> for Ended {
    fn from(error: OpenError) -> Self {
        Self::Failed(MessageKey::from(&error).into())
    }
}
