//! [`Live`]: a world and a clock, as a source of pages.

use std::convert::Infallible;
use std::fmt;

use serve::{Clock, Module, Page, Question, Source};

use super::World;
use super::pages::MODULES;

/// A world that goes on as its clock does.
#[derive(Clone)]
pub struct Live {
    world: World,
    clock: Clock,
}

impl Live {
    /// The clock has to be the server's own, so that both speak of one instant.
    pub fn new(world: World, clock: Clock) -> Self {
        Self { world, clock }
    }
}

impl fmt::Debug for Live {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Live").finish_non_exhaustive()
    }
}

impl Source for Live {
    type Error = Infallible;

    fn modules(&self) -> Vec<Module> {
        MODULES.to_vec()
    }

    async fn page(&self, question: Question) -> Result<Page, Infallible> {
        Ok(self.world.page_at(&question, (self.clock)()))
    }
}
