//! Asks one origin, with its credential, and reads no more than is taken.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use futures_util::StreamExt;
use reqwest::{
    Response, StatusCode, Url,
    header::{AUTHORIZATION, HeaderMap, HeaderValue, LINK, RETRY_AFTER},
    redirect::Policy,
};

use crate::{Patience, error::CpmsError};

/// What identifies us to a CPMS. Has no `Debug`.
pub struct Credential(String);

impl Credential {
    /// The token that the CPO gave (OCPI's credentials token C), without any encoding.
    pub fn new(token: &str) -> Self {
        Self(token.to_owned())
    }
}

/// How a token is written into the header. Both are in the wild: OCPI 2.2 asks for Base64, many CPMSs for neither.
///
/// Source: OCPI 2.2.1, transport and format, Authorization header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenEncoding {
    Base64,
    Raw,
}

/// What was sent and came, for whoever reports it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Requests made.
    pub requests: u64,
    /// Of them again, after a failure.
    pub retries: u64,
}

/// An answer's body with the headers that paging needs.
pub(crate) struct Answer {
    pub body: String,
    pub link: Option<String>,
    pub total: Option<u64>,
    pub limit: Option<u64>,
}

/// The largest body that is taken: peers are seen to answer with 32 MB.
const MOST_BYTES: usize = 64 << 20;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Of a whole answer; a page of 1,000 CDRs is some megabytes.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(60);

pub(crate) struct Http {
    client: reqwest::Client,
    origin: Url,
    credential: Credential,
    encoding: TokenEncoding,
    patience: Patience,
    requests: AtomicU64,
    retries: AtomicU64,
}

impl Http {
    pub(crate) fn new(
        address: &str,
        credential: Credential,
        patience: Patience,
    ) -> Result<Self, CpmsError> {
        let origin =
            Url::parse(address).map_err(|_| CpmsError::NotAnAddress(address.to_owned()))?;
        if !matches!(origin.scheme(), "http" | "https") || origin.host().is_none() {
            return Err(CpmsError::NotAnAddress(address.to_owned()));
        }
        if origin.scheme() == "http" && !is_this_computer(&origin) {
            return Err(CpmsError::Unencrypted {
                origin: origin_of(&origin),
            });
        }
        // the first one to come installs it; there is no other in this house
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .redirect(Policy::none())
            .referer(false)
            .no_proxy_for_this_computer(&origin)
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(ANSWER_TIMEOUT)
            .user_agent(concat!("Voltfolio/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|_| CpmsError::Unreachable {
                origin: origin_of(&origin),
            })?;
        Ok(Self {
            client,
            origin,
            credential,
            encoding: TokenEncoding::Base64,
            patience,
            requests: AtomicU64::new(0),
            retries: AtomicU64::new(0),
        })
    }

    pub(crate) fn origin(&self) -> String {
        origin_of(&self.origin)
    }

    pub(crate) fn address(&self) -> &Url {
        &self.origin
    }

    pub(crate) fn write_token_as(&mut self, encoding: TokenEncoding) {
        self.encoding = encoding;
    }

    pub(crate) fn traffic(&self) -> Traffic {
        Traffic {
            requests: self.requests.load(Ordering::Relaxed),
            retries: self.retries.load(Ordering::Relaxed),
        }
    }

    /// The address, if the credential may go there.
    pub(crate) fn at_home(&self, address: &str) -> Result<Url, CpmsError> {
        let elsewhere = || CpmsError::Elsewhere {
            origin: self.origin(),
            elsewhere: address.to_owned(),
        };
        let url = Url::parse(address).map_err(|_| elsewhere())?;
        if url.origin() != self.origin.origin() {
            return Err(CpmsError::Elsewhere {
                origin: self.origin(),
                elsewhere: origin_of(&url),
            });
        }
        Ok(url)
    }

    /// Asks until there is an answer that `read` can read, or patience ends.
    pub(crate) async fn get<T>(
        &self,
        url: &Url,
        read: impl AsyncFn(Answer) -> Result<T, CpmsError>,
    ) -> Result<T, CpmsError> {
        let mut failures = 0;
        loop {
            let (error, asked_for) = match self.once(url).await {
                Ok(answer) => match read(answer).await {
                    Ok(value) => return Ok(value),
                    Err(error) => (error, None),
                },
                Err(failed) => failed,
            };
            failures += 1;
            if !error.may_pass() || failures >= self.patience.attempts {
                return Err(error);
            }
            let wait = self.patience.wait(failures, asked_for);
            tracing::info!(%error, failures, wait_ms = wait.as_millis() as u64, "asking again");
            tokio::time::sleep(wait).await;
            self.retries.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Asks once.
    pub(crate) async fn once(&self, url: &Url) -> Result<Answer, (CpmsError, Option<Duration>)> {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let sent = self
            .client
            .get(url.clone())
            .header(AUTHORIZATION, self.authorization())
            .send()
            .await;
        let response = sent.map_err(|error| (self.failure(&error), None))?;
        let origin = self.origin();
        match response.status() {
            StatusCode::OK => {}
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                return Err((CpmsError::Unauthorized { origin }, None));
            }
            status => {
                let asked_for = seconds(response.headers());
                return Err((
                    CpmsError::Status {
                        origin,
                        status: status.as_u16(),
                    },
                    asked_for,
                ));
            }
        }
        let text = |name: &str| {
            response
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        };
        let link = response
            .headers()
            .get(LINK)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        let count = |name: &str| text(name).and_then(|count| count.trim().parse().ok());
        let (total, limit) = (count("x-total-count"), count("x-limit"));
        let body = self.body(response).await.map_err(|error| (error, None))?;
        Ok(Answer {
            body,
            link,
            total,
            limit,
        })
    }

    async fn body(&self, response: Response) -> Result<String, CpmsError> {
        let mut bytes = Vec::new();
        let mut stream = response.bytes_stream();
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(|error| self.failure(&error))?;
            if bytes.len() + chunk.len() > MOST_BYTES {
                return Err(CpmsError::TooLarge {
                    origin: self.origin(),
                    most: MOST_BYTES,
                });
            }
            bytes.extend_from_slice(&chunk);
        }
        String::from_utf8(bytes).map_err(|_| CpmsError::NotOcpi {
            origin: self.origin(),
        })
    }

    fn authorization(&self) -> HeaderValue {
        let token = match self.encoding {
            TokenEncoding::Base64 => STANDARD.encode(&self.credential.0),
            TokenEncoding::Raw => self.credential.0.clone(),
        };
        let mut value = HeaderValue::from_str(&format!("Token {token}"))
            .unwrap_or(HeaderValue::from_static("Token"));
        value.set_sensitive(true);
        value
    }

    // reqwest's own texts name the URL, and a URL may name whatever a CPMS put into its `Link`
    fn failure(&self, error: &reqwest::Error) -> CpmsError {
        let origin = self.origin();
        if error.is_timeout() {
            CpmsError::TimedOut { origin }
        } else {
            CpmsError::Unreachable { origin }
        }
    }
}

/// A proxy has no business between this program and this computer.
trait NoProxyForThisComputer {
    fn no_proxy_for_this_computer(self, origin: &Url) -> Self;
}

impl NoProxyForThisComputer for reqwest::ClientBuilder {
    fn no_proxy_for_this_computer(self, origin: &Url) -> Self {
        if is_this_computer(origin) {
            self.no_proxy()
        } else {
            self
        }
    }
}

fn is_this_computer(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        None => false,
    }
}

/// Scheme, host and port, without anything that could be a secret.
fn origin_of(url: &Url) -> String {
    url.origin().ascii_serialization()
}

// a date in its place is rare and not worth a clock
fn seconds(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers
        .get(RETRY_AFTER)?
        .to_str()
        .ok()?
        .trim()
        .parse()
        .ok()?;
    Some(Duration::from_secs(seconds))
}
