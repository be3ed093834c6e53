//! Asks one origin, with its credential, and reads no more than is taken.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use futures_util::StreamExt;
use reqwest::{
    Response, StatusCode, Url,
    header::{AUTHORIZATION, DATE, HeaderMap, HeaderName, HeaderValue, LINK, RETRY_AFTER},
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

/// Whether an address could be a CPMS's: nothing is asked there.
///
/// # Errors
/// [`CpmsError::NotAnAddress`], and [`CpmsError::Unencrypted`] where a token would go over an open line.
pub fn check_address(address: &str) -> Result<(), CpmsError> {
    origin(address).map(drop)
}

fn origin(address: &str) -> Result<Url, CpmsError> {
    let origin = Url::parse(address).map_err(|_| CpmsError::NotAnAddress(address.to_owned()))?;
    if !matches!(origin.scheme(), "http" | "https") || origin.host().is_none() {
        return Err(CpmsError::NotAnAddress(address.to_owned()));
    }
    if origin.scheme() == "http" && !is_this_computer(&origin) {
        return Err(CpmsError::Unencrypted {
            origin: origin_of(&origin),
        });
    }
    Ok(origin)
}

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
        let origin = origin(address)?;
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
            let error = match self.once(url).await {
                Ok(answer) => match read(answer).await {
                    Ok(value) => return Ok(value),
                    Err(error) => error,
                },
                Err(error) => error,
            };
            failures += 1;
            self.wait_after(failures, error).await?;
        }
    }

    /// Waits until it may be asked again, after the n-th failure.
    ///
    /// # Errors
    /// The failure itself, at once, where it is not to be asked again.
    pub(crate) async fn wait_after(
        &self,
        failures: u32,
        error: CpmsError,
    ) -> Result<(), CpmsError> {
        if !error.may_pass() || failures >= self.patience.attempts {
            return Err(error);
        }
        let Some(wait) = self.patience.wait(failures, error.retry_after()) else {
            return Err(error);
        };
        tracing::info!(%error, failures, wait_ms = wait.as_millis() as u64, "asking again");
        tokio::time::sleep(wait).await;
        self.retries.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// Asks once.
    pub(crate) async fn once(&self, url: &Url) -> Result<Answer, CpmsError> {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let sent = self
            .client
            .get(url.clone())
            .header(AUTHORIZATION, self.authorization())
            .send()
            .await;
        let response = sent.map_err(|error| self.failure(&error))?;
        let origin = self.origin();
        match response.status() {
            StatusCode::OK => {}
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                return Err(CpmsError::Unauthorized { origin });
            }
            status => {
                return Err(CpmsError::Status {
                    origin,
                    status: status.as_u16(),
                    retry_after: retry_after(response.headers(), Utc::now()),
                });
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
        let body = self.body(response).await?;
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

/// How long the CPMS asks to be left alone, in seconds or until an instant.
///
/// Source: RFC 9110, 10.2.3 (Retry-After) and 5.6.7 (IMF-fixdate).
fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    let text = |name: HeaderName| headers.get(name)?.to_str().ok().map(str::trim);
    let instant = |text: &str| DateTime::parse_from_rfc2822(text).ok();
    let asked_for = text(RETRY_AFTER)?;
    if let Ok(seconds) = asked_for.parse() {
        return Some(Duration::from_secs(seconds));
    }
    // by the CPMS's own clock, whatever ours says
    let now = text(DATE)
        .and_then(instant)
        .map_or(now, |date| date.to_utc());
    // an instant that has passed asks for nothing
    (instant(asked_for)?.to_utc() - now).to_std().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_to_leave_a_cpms_alone_is_read_in_seconds_and_as_an_instant_of_its_clock() {
        let now = "2026-11-24T09:14:00Z".parse().unwrap();
        let wait = |asked_for: &'static str, date: Option<&'static str>| {
            let date = date.map(|date| (DATE, HeaderValue::from_static(date)));
            let asked_for = (RETRY_AFTER, HeaderValue::from_static(asked_for));
            let headers = date.into_iter().chain([asked_for]).collect();
            retry_after(&headers, now).map(|wait| wait.as_secs())
        };
        let at_ten = "Tue, 24 Nov 2026 10:00:00 GMT";
        for (asked_for, date, seconds) in [
            ("120", None, Some(120)),
            (" 0 ", Some(at_ten), Some(0)),
            ("Tue, 24 Nov 2026 09:15:30 GMT", None, Some(90)),
            // its clock is 46 minutes ahead of ours
            ("Tue, 24 Nov 2026 10:00:05 GMT", Some(at_ten), Some(5)),
            ("Tue, 24 Nov 2026 09:15:30 GMT", Some("today"), Some(90)),
            ("Tue, 24 Nov 2026 09:59:59 GMT", Some(at_ten), None),
            ("Tue, 24 Nov 2026 09:13:00 GMT", None, None),
            ("soon", None, None),
            ("-5", None, None),
            ("", None, None),
        ] {
            assert_eq!(wait(asked_for, date), seconds, "{asked_for:?} at {date:?}");
        }
    }
}
