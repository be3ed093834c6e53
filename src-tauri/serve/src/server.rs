//! [`Server`]: a router on an address.

use std::future::Future;
use std::net::SocketAddr;

use axum::Router;
use thiserror::Error;
use tokio::net::TcpListener;

use crate::{Settings, Source, router};

/// A server that has its address, and answers once it runs.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    router: Router,
    versions_url: String,
}

/// Why a server can't serve.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The address is taken, or not this machine's.
    #[error("can't listen on {address}: {source}; choose another port")]
    Bind {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// The server had to stop.
    #[error("the server stopped: {0}")]
    Stopped(#[source] std::io::Error),
}

impl Server {
    /// Takes an address, and no other; port 0 picks a free one.
    ///
    /// # Errors
    /// [`ServeError::Bind`] when the address can't be had.
    pub async fn bind<S: Source>(
        address: SocketAddr,
        source: S,
        settings: Settings,
    ) -> Result<Self, ServeError> {
        let unbound = |source| ServeError::Bind { address, source };
        let listener = TcpListener::bind(address).await.map_err(unbound)?;
        let base_url = format!("http://{}", listener.local_addr().map_err(unbound)?);
        Ok(Self {
            router: router(source, settings, &base_url),
            versions_url: format!("{base_url}/ocpi/versions"),
            listener,
        })
    }

    /// Where a receiver begins: the address of the list of versions.
    pub fn versions_url(&self) -> &str {
        &self.versions_url
    }

    /// Answers until `stop` is over, and then finishes the answers that are under way.
    ///
    /// # Errors
    /// [`ServeError::Stopped`] when the listener fails.
    pub async fn run(
        self,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), ServeError> {
        axum::serve(self.listener, self.router)
            .with_graceful_shutdown(stop)
            .await
            .map_err(ServeError::Stopped)
    }
}
