//! Keeps the open profile up to date while the window is open.
//!
//! One thread, since the writer's work belongs to one. It pulls, waits, and pulls again; how far it is the page reads
//! from the figures themselves ("complete since"), so that nobody is told of records that are not theirs. A run is
//! broken off where somebody asks for something else to be written, and goes on where it was: nothing is lost.

use std::{
    sync::{Arc, Mutex, PoisonError},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use specta::Type;
use store::{OpenError, WhenBusy, WriteError, Writer};
use sync::{CpmsError, Patience, SyncError};
use tokio::sync::{Notify, mpsc, oneshot, watch};

use crate::{desk::Clock, failure::MessageKey, hearing::Hearing, held::Held, watch::Watch};

/// Between two runs, while all is well.
pub const PACE: Duration = Duration::from_secs(10);
/// The longest wait after runs that failed, in paces: it doubles up to here.
const SLOWEST: u32 = 6;
/// After so many runs that brought nothing a CPMS is asked less often, until one brings something.
const QUIET: u32 = 30;
/// How much less often, in paces.
const SELDOM: u32 = 3;
/// A run asks no more often than this: the next one comes soon, and meanwhile it is said why there is nothing new.
const ATTEMPTS: u32 = 2;
/// The page is told of what landed no more often than this.
const BREATH: Duration = Duration::from_millis(400);

/// Whether the profile is being brought up to date, and why not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SyncState {
    /// Whether it is going on.
    pub is_running: bool,
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

/// A thread that pulls.
pub struct Syncing {
    state: Arc<Mutex<SyncState>>,
    wake: Arc<Notify>,
    ask: mpsc::UnboundedSender<Asked>,
    stop: watch::Sender<bool>,
    thread: Option<JoinHandle<()>>,
}

impl Syncing {
    /// Begins to pull.
    pub fn start(held: Arc<Held>, clock: Clock, page: Watch, pace: Duration) -> Self {
        let (stop, stopped) = watch::channel(false);
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
            stopped,
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
            stop,
            thread: thread.ok(),
        }
    }

    /// Pulls now, and not when its time comes.
    pub fn now(&self) {
        self.wake.notify_one();
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
        // nobody waits for it any more once the thread has ended
        let _ = self.stop.send(true);
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
    stopped: watch::Receiver<bool>,
}

/// Why a run ended early.
enum Ended {
    Stopped,
    Asked(Asked),
    Failed(Failed),
}

/// What failed; of several CPMSs, which.
struct Failed {
    why: MessageKey,
    connection: Option<String>,
}

impl Pull {
    async fn run(mut self) {
        let mut tempo = Tempo::of(self.pace);
        loop {
            self.say(|state| state.is_running = true);
            let ended = self.once(tempo.poll).await;
            let now = (self.clock)();
            let wait = match ended {
                Ok(has_moved) => {
                    self.say(|state| {
                        *state = SyncState {
                            has_run: true,
                            ..SyncState::default()
                        };
                    });
                    tempo.after_run(has_moved)
                }
                Err(Ended::Stopped) => return,
                Err(Ended::Asked(asked)) => {
                    self.read_again(asked).await;
                    continue;
                }
                Err(Ended::Failed(Failed { why, connection })) => {
                    self.say(|state| {
                        state.is_running = false;
                        state.failure = Some(why);
                        state.failing = connection;
                        state
                            .failing_since
                            .get_or_insert_with(|| now.to_rfc3339_opts(SecondsFormat::Secs, true));
                    });
                    tempo.after_failure()
                }
            };
            let asked = tokio::select! {
                () = tokio::time::sleep(wait) => None,
                () = self.wake.notified() => None,
                Some(asked) = self.asked.recv() => Some(asked),
                _ = self.stopped.wait_for(|stopped| *stopped) => return,
            };
            if let Some(asked) = asked {
                self.read_again(asked).await;
            }
        }
    }

    /// One run over all connections, where they are asked so often; whether it brought anything.
    async fn once(&mut self, poll: Duration) -> Result<bool, Ended> {
        let held = self.held.clone();
        let mut stopped = self.stopped.clone();
        let run = Run {
            clock: self.clock.clone(),
            page: self.page.clone(),
            state: self.state.clone(),
            pace: self.pace,
            poll,
        };
        let now = (self.clock)();
        let asked = &mut self.asked;
        let work = async |writer: &mut Writer| {
            tokio::select! {
                ended = run.over_all(writer) => ended.map_err(Ended::Failed),
                Some(asked) = asked.recv() => Err(Ended::Asked(asked)),
                _ = stopped.wait_for(|stopped| *stopped) => Err(Ended::Stopped),
            }
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
        self.page.changed();
        // whoever asked may be gone
        let _ = asked.send(read.map_err(|NotRead(why)| why));
    }

    fn say(&self, change: impl FnOnce(&mut SyncState)) {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
        self.page.changed();
    }
}

/// How long is waited between two runs.
struct Tempo {
    pace: Duration,
    /// How often a CPMS is asked at present. A longer wait after failures is not part of it: what was not observed meanwhile
    /// must not pass for observed.
    poll: Duration,
    quiet: u32,
    failed: u32,
}

impl Tempo {
    fn of(pace: Duration) -> Self {
        Self {
            pace,
            poll: pace,
            quiet: 0,
            failed: 0,
        }
    }

    fn after_run(&mut self, has_moved: bool) -> Duration {
        self.failed = 0;
        self.quiet = if has_moved {
            0
        } else {
            self.quiet.saturating_add(1)
        };
        self.poll = if self.quiet < QUIET {
            self.pace
        } else {
            self.pace * SELDOM
        };
        self.poll
    }

    fn after_failure(&mut self) -> Duration {
        self.poll = self.pace;
        self.failed = self.failed.saturating_add(1);
        self.pace * 2_u32.saturating_pow(self.failed).min(SLOWEST)
    }
}

/// One run.
struct Run {
    clock: Clock,
    page: Watch,
    state: Arc<Mutex<SyncState>>,
    pace: Duration,
    poll: Duration,
}

impl Run {
    /// Pulls from one CPMS after the other. One that fails keeps nobody waiting for the others' news.
    async fn over_all(&self, writer: &mut Writer) -> Result<bool, Failed> {
        let poll = chrono::TimeDelta::seconds(self.poll.as_secs().cast_signed());
        writer.polled_every(poll);
        let ids = writer.connections().await?;
        let are_several = ids.len() > 1;
        let (mut is_any, mut has_moved, mut first) = (false, false, None);
        for id in ids {
            let named = are_several.then(|| id.clone());
            match self.over(writer, &id, named.clone()).await {
                Ok(None) => {}
                Ok(Some(moved)) => {
                    is_any = true;
                    has_moved |= moved;
                }
                Err(Failed { why, .. }) => {
                    is_any = true;
                    first.get_or_insert(Failed {
                        why,
                        connection: named,
                    });
                }
            }
        }
        match first {
            Some(failed) => Err(failed),
            None if is_any => Ok(has_moved),
            None => Err(MessageKey::NothingToSync.into()),
        }
    }

    /// Pulls from one CPMS, unless it falls silent; whether that brought anything. `None` where it is not known where
    /// that is, or what opens it.
    async fn over(
        &self,
        writer: &mut Writer,
        id: &str,
        named: Option<String>,
    ) -> Result<Option<bool>, Failed> {
        let hearing = Hearing::begin(self.state.clone(), self.page.clone(), named);
        tokio::select! {
            pulled = self.pull(writer, id, &hearing) => pulled,
            () = hearing.until_given_up(self.pace, (self.clock)()) => Err(MessageKey::Silent.into()),
        }
    }

    async fn pull(
        &self,
        writer: &mut Writer,
        id: &str,
        hearing: &Hearing,
    ) -> Result<Option<bool>, Failed> {
        let patience = Patience {
            attempts: ATTEMPTS,
            ..Patience::default()
        };
        let connection = writer.connect(id, None, None).await?;
        let Some(address) = connection.url.as_deref() else {
            return Ok(None);
        };
        let Some(token) = writer.token(&connection, address).await? else {
            return Ok(None);
        };
        let mut source = sync::connect(&token, patience).await?;
        let mut told = Instant::now();
        hearing.heard();
        let progress = |_| {
            hearing.heard();
            if told.elapsed() >= BREATH {
                told = Instant::now();
                self.page.changed();
            }
        };
        let clock = || -> DateTime<Utc> { (self.clock)() };
        let report = sync::run(writer, &connection, &mut source, clock, progress).await?;
        let mut modules = report.modules.values();
        Ok(Some(modules.any(|landed| landed.written > 0)))
    }
}

impl From<MessageKey> for Failed {
    fn from(why: MessageKey) -> Self {
        Self {
            why,
            connection: None,
        }
    }
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

fn not_written(error: &WriteError) -> MessageKey {
    match error {
        WriteError::Keychain => MessageKey::Keychain,
        WriteError::Database(_)
        | WriteError::Compression(_)
        | WriteError::NoConnection(_)
        | WriteError::NoRandomness => MessageKey::NotKept,
    }
}

impl From<OpenError> for Ended {
    fn from(error: OpenError) -> Self {
        Self::Failed(MessageKey::from(&error).into())
    }
}

impl From<WriteError> for Failed {
    fn from(error: WriteError) -> Self {
        not_written(&error).into()
    }
}

impl From<CpmsError> for Failed {
    fn from(error: CpmsError) -> Self {
        let why = match error {
            CpmsError::NotAnAddress(_)
            | CpmsError::Unencrypted { .. }
            | CpmsError::Unreachable { .. } => MessageKey::Unreachable,
            CpmsError::TimedOut { .. } => MessageKey::Silent,
            CpmsError::Unauthorized { .. } => MessageKey::Unauthorized,
            CpmsError::Status { .. } | CpmsError::Refused { .. } | CpmsError::TooLarge { .. } => {
                MessageKey::Refused
            }
            CpmsError::NotOcpi { .. }
            | CpmsError::NoCommonVersion { .. }
            | CpmsError::Elsewhere { .. } => MessageKey::NotOcpi,
        };
        why.into()
    }
}

impl From<SyncError> for Failed {
    fn from(error: SyncError) -> Self {
        match error {
            SyncError::Cpms(error) => error.into(),
            SyncError::Store(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_nothing_moves_it_is_asked_less_often_until_something_does() {
        let mut tempo = Tempo::of(PACE);
        for _ in 1..QUIET {
            assert_eq!(tempo.after_run(false), PACE);
        }
        assert_eq!(tempo.after_run(false), PACE * SELDOM);
        assert_eq!(tempo.poll, PACE * SELDOM);
        assert_eq!(tempo.after_run(true), PACE);
        assert_eq!(tempo.after_run(false), PACE);
    }

    #[test]
    fn where_it_fails_it_is_tried_less_and_less_and_what_counts_as_observed_stays() {
        let mut tempo = Tempo::of(PACE);
        let waits = [(); 4].map(|()| tempo.after_failure());
        assert_eq!(waits, [PACE * 2, PACE * 4, PACE * SLOWEST, PACE * SLOWEST]);
        assert_eq!(tempo.poll, PACE);
        assert_eq!(tempo.after_run(true), PACE);
        assert_eq!(tempo.after_failure(), PACE * 2);
    }
}
