//! One module's way through a run: asks, lands, reports, as [`Plan`] decides.

use chrono::{DateTime, Utc};
use cpms::Received;
use model::{Arrivals, Module, Reject};
use store::{Connection, Page, Writer};

use crate::{
    Event, Report, Source, SyncError,
    plan::{After, Plan},
    prices::Prices,
};

/// All that a run works with.
pub(crate) struct Run<'a, C, R> {
    pub writer: &'a mut Writer,
    pub connection: &'a Connection,
    pub source: &'a mut Source,
    pub clock: C,
    pub report: R,
    pub done: Report,
    pub prices: Prices,
}

impl<C: Fn() -> DateTime<Utc>, R: FnMut(Event)> Run<'_, C, R> {
    /// Pulls a module until it is up to date.
    pub(crate) async fn module(&mut self, module: Module) -> Result<(), SyncError> {
        let cursor = self.writer.cursor(self.connection, module).await?;
        let mut plan = Plan::new(module, cursor);
        while let Some((direction, mut walk)) = plan.next(self.now()) {
            if let Some(window) = plan.to_count(direction, &walk) {
                let count = self.source.count(module, window).await?;
                let Some(what_is_there) = plan.counted(count, walk) else {
                    self.land(&plan, Arrivals::none_of(module), Vec::new(), Some(0))
                        .await?;
                    continue;
                };
                walk = what_is_there;
            }
            let window = plan.window(&walk);
            let now = (self.clock)();
            let received = self.source.page(module, window, &walk.next, now).await?;
            let ahead = plan.ahead(&walk, &received);
            let after = plan.landed(direction, walk, &received, self.now());
            let Received {
                arrivals, rejects, ..
            } = received;
            self.land(&plan, arrivals, rejects, ahead).await?;
            if after == After::Again {
                (self.report)(Event::Again { module });
            }
        }
        self.done.complete &= !plan.is_unfinished;
        let until = plan.cursor.complete_until;
        self.done.as_of = self.done.as_of.into_iter().chain(until).min();
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
        self.prices.go_on(self.writer).await?;
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
    fn now(&self) -> DateTime<Utc> {
        self.source.clock().unwrap_or_else(&self.clock)
    }
}
