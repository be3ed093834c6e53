//! Each module's way through a run: asks, lands, reports, as [`Plan`] decides. While a page lands, the one after it is asked
//! for already.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use cpms::{CpmsError, Received};
use model::{Arrivals, Module, Reject};
use store::{Connection, Page, Walk, Writer};

use crate::{
    Event, Report, Source, SyncError,
    plan::{After, Direction, Plan},
    prices::Prices,
};

/// All that a run works with, but for what it asks.
pub(crate) struct Run<'a, C, R> {
    pub writer: &'a mut Writer,
    pub connection: &'a Connection,
    pub clock: C,
    pub report: R,
    pub done: Report,
    pub prices: Prices,
    pub started: Instant,
    /// So long has it settled, between pages.
    pub settling: Duration,
}

/// Of the time between pages this part is spent on settling: enough that figures over people come and stay while years of
/// records do.
const SETTLING_SHARE: u32 = 20;
/// As if so much had been spent from the start: a poll is over before its turn comes. In a large profile it takes seconds, and
/// what has begun is to be on screen before that.
const SPENT_AT_FIRST: Duration = Duration::from_millis(500);

/// A run that lasts longer looks for what is new so often: while years of records come, somebody watches today. With a
/// quick CPMS that is within the three polls of a window, after which it is not known what a charge point did meanwhile.
const LOOK_AGAIN: Duration = Duration::from_secs(20);
/// And not before it has spent so many times as long on what is old as it took to look the last time.
const LOOKING_SHARE: u32 = 4;

/// How far one module is.
struct Way {
    module: Module,
    plan: Plan,
    early: Option<Early>,
    /// Whether the module is up to date.
    is_over: bool,
}

/// A page that was asked for before its turn.
struct Early {
    direction: Direction,
    walk: Walk,
    received: Result<Received, CpmsError>,
}

impl<C: Fn() -> DateTime<Utc>, R: FnMut(Event)> Run<'_, C, R> {
    /// Pulls all modules until they are up to date: what sessions and CDRs refer to first, then those two side by side, so
    /// that what is here of a time is here with what it cost.
    pub(crate) async fn all_modules(&mut self, source: &mut Source) -> Result<(), SyncError> {
        for module in [Module::Locations, Module::Tariffs] {
            if source.has(module) {
                let mut way = self.way(module).await?;
                while self.step(source, &mut way).await? {}
                self.arrived(&way);
            }
        }
        let mut ways = Vec::new();
        for module in [Module::Sessions, Module::Cdrs] {
            if source.has(module) {
                ways.push(self.way(module).await?);
            }
        }
        let (mut looked, mut looking) = (Instant::now(), Duration::ZERO);
        // whichever is least far back goes on
        while let Some(way) = newest(&mut ways) {
            let (is_ahead, begun) = (way.plan.is_ahead(), Instant::now());
            let went_on = self.step(source, way).await?;
            way.is_over = !went_on;
            if is_ahead {
                looked = Instant::now();
                looking += begun.elapsed();
                continue;
            }
            // after a page of what is old, or a slow CPMS would never come to an end
            let pause = LOOK_AGAIN.max(looking * LOOKING_SHARE);
            if went_on && looked.elapsed() >= pause {
                let begun = Instant::now();
                self.look_again(source, &mut ways).await?;
                looked = Instant::now();
                looking = begun.elapsed();
            }
        }
        for way in &ways {
            self.arrived(way);
        }
        Ok(())
    }

    /// What is new comes before the rest of what is old.
    async fn look_again(&mut self, source: &mut Source, ways: &mut [Way]) -> Result<(), SyncError> {
        if source.has(Module::Locations) {
            let mut way = self.way(Module::Locations).await?;
            way.plan.leave_what_is_old();
            while self.step(source, &mut way).await? {}
        }
        for way in ways {
            way.plan.look_again();
            way.is_over = false;
        }
        Ok(())
    }

    async fn way(&mut self, module: Module) -> Result<Way, SyncError> {
        let cursor = self.writer.cursor(self.connection, module).await?;
        Ok(Way {
            module,
            plan: Plan::new(module, cursor),
            early: None,
            is_over: false,
        })
    }

    fn arrived(&mut self, way: &Way) {
        self.done.complete &= !way.plan.is_unfinished;
        let until = way.plan.cursor.complete_until;
        self.done.as_of = self.done.as_of.into_iter().chain(until).min();
    }

    /// Asks once, and lands what comes; false where the module is up to date.
    async fn step(&mut self, source: &mut Source, way: &mut Way) -> Result<bool, SyncError> {
        let module = way.module;
        let Way { plan, early, .. } = way;
        let Some((direction, mut walk)) = plan.next(self.now(source)) else {
            return Ok(false);
        };
        if let Some(window) = plan.to_count(direction, &walk) {
            let count = source.count(module, window).await?;
            let Some(what_is_there) = plan.counted(count, walk) else {
                self.land(plan, Arrivals::none_of(module), Vec::new(), Some(0))
                    .await?;
                return Ok(true);
            };
            walk = what_is_there;
        }
        let now = (self.clock)();
        let is_this = |early: &Early| early.direction == direction && early.walk == walk;
        let received = match early.take().filter(is_this) {
            Some(early) => early.received?,
            None => {
                let window = plan.window(&walk);
                source.page(module, window, &walk.next, now).await?
            }
        };
        let ahead = plan.ahead(&walk, &received);
        let after = plan.landed(direction, walk, &received, self.now(source));
        let Received {
            arrivals, rejects, ..
        } = received;
        // an error of the page after it is none of this one, which lands
        let following = async {
            let (direction, walk) = plan.following()?;
            let window = plan.window(&walk);
            let received = source.page(module, window, &walk.next, now).await;
            Some(Early {
                direction,
                walk,
                received,
            })
        };
        let landing = self.land(plan, arrivals, rejects, ahead);
        let (landed, asked) = tokio::join!(landing, following);
        landed?;
        *early = asked;
        if after == After::Again {
            (self.report)(Event::Again { module });
        }
        Ok(true)
    }

    /// Settles all that has changed.
    pub(crate) async fn settle(&mut self) -> Result<(), SyncError> {
        while self.writer.settle_some((self.clock)()).await? {
            (self.report)(Event::Worked);
        }
        Ok(())
    }

    /// Settles some of it, where little time went into that so far.
    async fn settle_a_little(&mut self) -> Result<(), SyncError> {
        if (SPENT_AT_FIRST + self.settling) * SETTLING_SHARE > self.started.elapsed() {
            return Ok(());
        }
        let begun = Instant::now();
        self.writer.settle_some((self.clock)()).await?;
        self.settling += begun.elapsed();
        Ok(())
    }

    async fn land(
        &mut self,
        plan: &Plan,
        arrivals: Arrivals,
        rejects: Vec<Reject>,
        ahead: Option<u64>,
    ) -> Result<(), SyncError> {
        let module = arrivals.module();
        for reject in &rejects {
            *self.done.quarantined.entry(reject.reason).or_default() += 1;
        }
        let page = Page {
            arrivals,
            rejects,
            cursor: plan.cursor.clone(),
        };
        let now = (self.clock)();
        let landed = self.writer.land(self.connection, &page, now).await?;
        self.settle_a_little().await?;
        let to_price = if module == Module::Cdrs {
            landed.written
        } else {
            0
        };
        self.prices.go_on(self.writer, to_price).await?;
        let so_far = self.done.modules.entry(module).or_default();
        *so_far += landed;
        (self.report)(Event::Page {
            module,
            received: so_far.received,
            total: ahead.map(|ahead| so_far.received + ahead),
            complete_from: plan.cursor.complete_from,
        });
        Ok(())
    }

    /// The CPMS's own, as far as it says.
    fn now(&self, source: &Source) -> DateTime<Utc> {
        source.clock().unwrap_or_else(&self.clock)
    }
}

/// Which of these goes on; of several as far, the first.
fn newest(ways: &mut [Way]) -> Option<&mut Way> {
    let under_way = ways.iter_mut().filter(|way| !way.is_over);
    under_way.rev().max_by_key(|way| way.plan.reaches())
}
