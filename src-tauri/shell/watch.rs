//! Tells the page that something has changed; what, it asks for itself, under whoever is signed in.

use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use specta::Type;
use store::Crosses;
use tauri::ipc::{Channel, IpcResponse};

/// Something has changed: ask again. Holds no more than that, so it tells nobody anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Changed {
    /// What lies on the desk: how a sync stands. Figures are as they were.
    Desk,
    /// What it shows, too, as far as anybody knows: also where a sync brought nothing, or nothing of theirs.
    Figures,
}

/// The page that is told; none before it has asked for that.
#[derive(Clone, Default)]
pub struct Watch(Arc<Mutex<Option<Channel<Changed>>>>);

impl Watch {
    /// From now on this page, and no other.
    pub fn tell(&self, page: Channel<Changed>) {
        *self.page() = Some(page);
    }

    /// Tells it.
    pub fn changed(&self, what: Changed) {
        if let Some(page) = &*self.page() {
            send(page, what);
        }
    }

    fn page(&self) -> std::sync::MutexGuard<'_, Option<Channel<Changed>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The one way into a channel. A page that is gone misses nothing: it asks when it is there again.
pub fn send<T: Crosses + IpcResponse>(page: &Channel<T>, what: T) {
    drop(page.send(what));
}
