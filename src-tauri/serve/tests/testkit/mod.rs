//! A receiver for the tests of this room and of `demo`: plain HTTP/1.1 over loopback.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::collections::HashMap;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The credentials that the tests' servers expect.
pub const TOKEN: &str = "token-c";

pub struct Answer {
    pub status: u16,
    /// Names in lower case.
    pub headers: HashMap<String, String>,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    /// The address of the next page.
    pub fn next(&self) -> Option<String> {
        let link = self.header("link")?;
        Some(
            link.strip_prefix('<')
                .unwrap()
                .strip_suffix(">; rel=\"next\"")
                .unwrap()
                .to_owned(),
        )
    }

    pub fn envelope(&self) -> ocpi::Envelope<'_> {
        ocpi::Envelope::read(&self.body).unwrap()
    }

    /// The `id` of each record.
    pub fn ids(&self) -> Vec<String> {
        #[derive(serde::Deserialize)]
        struct Id {
            id: String,
        }
        let records = self.envelope().list().unwrap();
        records
            .iter()
            .map(|record| serde_json::from_str::<Id>(record.get()).unwrap().id)
            .collect()
    }
}

/// Gets an address with the right token.
pub async fn get(url: &str) -> Answer {
    request("GET", url, &[("Authorization", &format!("Token {TOKEN}"))]).await
}

pub async fn request(method: &str, url: &str, headers: &[(&str, &str)]) -> Answer {
    let rest = url.strip_prefix("http://").unwrap();
    let (host, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
    let mut stream = TcpStream::connect(host).await.unwrap();
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    stream
        .write_all(format!("{head}\r\n").as_bytes())
        .await
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();

    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let status = lines
        .next()
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    let headers = lines.map(|line| line.split_once(": ").unwrap());
    let headers = headers
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    Answer {
        status,
        headers,
        body: body.to_owned(),
    }
}

/// Follows `Link` from one address to the end, and gives the ids of each page.
pub async fn walk(url: &str) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut next = Some(url.to_owned());
    while let Some(url) = next {
        let answer = get(&url).await;
        assert_eq!(answer.status, 200, "{url}: {}", answer.body);
        pages.push(answer.ids());
        next = answer.next();
    }
    pages
}
