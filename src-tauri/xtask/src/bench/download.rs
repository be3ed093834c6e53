//! The pages of a CPMS, downloaded and thrown away: what no sync can be faster than.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
};

use anyhow::{Context, bail};
use serde_json::Value;

/// The demo's own token, as OCPI 2.2.1 wants it: in base64.
const TOKEN: &str = "ZGVtbw==";

/// What came.
#[derive(Clone, Copy, Default)]
pub struct Download {
    pub pages: u64,
    pub bytes: u64,
}

/// Downloads every page of the Sessions and CDRs behind this address of versions.
pub fn sessions_and_cdrs(versions: &str) -> anyhow::Result<Download> {
    let mut http = Http::open(versions)?;
    let details = http.json(versions)?["data"][0]["url"].clone();
    let details = http.json(details.as_str().context("no version")?)?;
    let endpoints = details["data"]["endpoints"]
        .as_array()
        .context("no endpoints")?;
    let mut came = Download::default();
    for endpoint in endpoints {
        if !["sessions", "cdrs"]
            .map(Value::from)
            .contains(&endpoint["identifier"])
        {
            continue;
        }
        let url = endpoint["url"].as_str().context("no URL")?;
        let mut next = Some(format!("{url}?limit=1000"));
        while let Some(url) = next {
            next = http.get(&url)?;
            came.pages += 1;
            came.bytes += http.body.len() as u64;
        }
    }
    Ok(came)
}

/// One connection, kept alive. Knows as much of HTTP/1.1 as the demo speaks.
struct Http {
    host: String,
    stream: BufReader<TcpStream>,
    body: Vec<u8>,
}

impl Http {
    fn open(url: &str) -> anyhow::Result<Self> {
        let (host, _) = split(url)?;
        let stream = TcpStream::connect(host)?;
        stream.set_nodelay(true)?;
        Ok(Self {
            host: host.to_owned(),
            stream: BufReader::new(stream),
            body: Vec::new(),
        })
    }

    fn json(&mut self, url: &str) -> anyhow::Result<Value> {
        self.get(url)?;
        Ok(serde_json::from_slice(&self.body)?)
    }

    /// Reads a page into `body`; where the next one is.
    fn get(&mut self, url: &str) -> anyhow::Result<Option<String>> {
        let (_, path) = split(url)?;
        let host = &self.host;
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Token {TOKEN}\r\n\r\n");
        self.stream.get_mut().write_all(request.as_bytes())?;
        let status = self.line()?;
        if !status.starts_with("HTTP/1.1 200") {
            bail!("{url}: {status}");
        }
        let (mut length, mut next) = (None, None);
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(": ") else {
                break;
            };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = Some(value.parse()?),
                "link" => next = target(value),
                _ => {}
            }
        }
        self.body
            .resize(length.context("an answer without a length")?, 0);
        self.stream.read_exact(&mut self.body)?;
        Ok(next)
    }

    fn line(&mut self) -> anyhow::Result<String> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        Ok(line.trim_end().to_owned())
    }
}

/// Host and path of an address.
fn split(url: &str) -> anyhow::Result<(&str, &str)> {
    let rest = url.strip_prefix("http://").context("not http")?;
    let slash = rest.find('/').context("no path")?;
    Ok(rest.split_at(slash))
}

/// The address in `<address>; rel="next"`.
fn target(link: &str) -> Option<String> {
    let (url, _) = link.strip_prefix('<')?.split_once('>')?;
    Some(url.to_owned())
}
