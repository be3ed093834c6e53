//! What a receiver gets from the server, asked over loopback.

mod testkit;

use std::num::NonZeroUsize;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use ocpi::v2_2_1::{InterfaceRole, Version, VersionDetails};
use ocpi::{EnvelopeError, envelope};
use serve::{Module, Page, Question, Server, Settings, Source};
use testkit::{Answer, TOKEN, get, request, walk};

/// Ten CDRs, one a day from the clock's day on backwards and two days on, and no other module but sessions, which fail.
struct TenCdrs;

#[derive(Debug, thiserror::Error)]
#[error("the disk with driver Anna's sessions is gone")]
struct DiskGone;

fn now() -> DateTime<Utc> {
    "2026-01-08T00:00:00Z".parse().unwrap()
}

impl Source for TenCdrs {
    type Error = DiskGone;

    fn modules(&self) -> Vec<Module> {
        vec![Module::Cdrs, Module::Sessions]
    }

    async fn page(&self, question: Question) -> Result<Page, DiskGone> {
        if question.module == Module::Sessions {
            return Err(DiskGone);
        }
        let days = (0..10).map(|day| (day, now() + TimeDelta::days(day - 7)));
        let inside: Vec<_> = days
            .filter(|&(_, at)| question.from.is_none_or(|from| at >= from) && at < question.until)
            .map(|(day, at)| {
                Arc::from(format!(
                    r#"{{"id":"{day}","last_updated":"{}"}}"#,
                    ocpi::DateTime(at)
                ))
            })
            .collect();
        let records = inside
            .iter()
            .skip(question.offset)
            .take(question.limit)
            .cloned()
            .collect();
        Ok(Page {
            total: inside.len(),
            records,
        })
    }
}

/// A running server with pages of at most 3 records; gives its address.
async fn server() -> String {
    let settings = Settings {
        token: TOKEN.to_owned(),
        max_limit: NonZeroUsize::new(3).unwrap(),
        clock: Arc::new(now),
    };
    let server = Server::bind("127.0.0.1:0".parse().unwrap(), TenCdrs, settings)
        .await
        .unwrap();
    let base = server
        .versions_url()
        .strip_suffix("/ocpi/versions")
        .unwrap()
        .to_owned();
    tokio::spawn(server.run(std::future::pending()));
    base
}

fn assert_refused(answer: &Answer, http: u16, ocpi_status: u16) {
    assert_eq!(answer.status, http, "{}", answer.body);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let refused = answer.envelope().list().unwrap_err();
    assert!(
        matches!(refused, EnvelopeError::Refused { status_code, .. } if status_code == ocpi_status),
        "{refused}"
    );
}

#[tokio::test]
async fn a_receiver_finds_its_way_from_versions_to_records() {
    let base = server().await;
    let answer = get(&format!("{base}/ocpi/versions")).await;
    let versions = answer.envelope().list().unwrap();
    let version: Version = ocpi::record::parse(versions[0].get()).unwrap();
    assert_eq!((versions.len(), version.version.as_str()), (1, "2.2.1"));
    assert_eq!(answer.envelope().timestamp, Some(now().into()));

    let answer = get(&version.url).await;
    let details: VersionDetails =
        ocpi::record::parse(answer.envelope().one().unwrap().get()).unwrap();
    let endpoints = details
        .endpoints
        .iter()
        .map(|endpoint| (endpoint.identifier.as_str(), endpoint.role.clone()));
    assert_eq!(
        endpoints.collect::<Vec<_>>(),
        [
            ("cdrs", InterfaceRole::Sender),
            ("sessions", InterfaceRole::Sender)
        ]
    );
    assert_eq!(get(&details.endpoints[0].url).await.ids(), ["0", "1", "2"]);
}

#[tokio::test]
async fn following_link_yields_every_record_once_and_none_of_the_future() {
    let base = server().await;
    let pages = walk(&format!("{base}/ocpi/2.2.1/cdrs")).await;
    assert_eq!(
        pages,
        [vec!["0", "1", "2"], vec!["3", "4", "5"], vec!["6", "7"]]
    );
}

#[tokio::test]
async fn the_window_includes_its_begin_and_excludes_its_end() {
    let base = server().await;
    let window = "date_from=2026-01-03T00:00:00Z&date_to=2026-01-07T00:00:00Z";
    let pages = walk(&format!("{base}/ocpi/2.2.1/cdrs?{window}&limit=2")).await;
    assert_eq!(pages, [["2", "3"], ["4", "5"]]);
    let ahead = get(&format!(
        "{base}/ocpi/2.2.1/cdrs?date_from=2026-01-08T00:00:01&date_to=2027-01-01T00:00:00Z"
    ))
    .await;
    assert_eq!(
        (ahead.ids().len(), ahead.header("x-total-count")),
        (0, Some("0"))
    );
}

#[tokio::test]
async fn a_page_says_how_many_there_are_and_how_many_it_may_hold() {
    let base = server().await;
    for (limit, records) in [("", 3), ("?limit=2", 2), ("?limit=1000000", 3)] {
        let answer = get(&format!("{base}/ocpi/2.2.1/cdrs{limit}")).await;
        assert_eq!(answer.ids().len(), records);
        assert_eq!(
            (answer.header("x-total-count"), answer.header("x-limit")),
            (Some("8"), Some("3"))
        );
    }
    let behind = get(&format!("{base}/ocpi/2.2.1/cdrs?offset=100")).await;
    assert_eq!(
        (behind.status, behind.ids().len(), behind.next()),
        (200, 0, None)
    );
    assert_eq!(behind.header("x-total-count"), Some("8"));
}

#[tokio::test]
async fn the_token_is_taken_raw_and_in_base64() {
    let base = server().await;
    for token in ["Token token-c", "Token dG9rZW4tYw=="] {
        let answer = request(
            "GET",
            &format!("{base}/ocpi/versions"),
            &[("Authorization", token)],
        )
        .await;
        assert_eq!(answer.status, 200, "{token}");
    }
}

#[tokio::test]
async fn without_the_token_every_address_gives_the_same_refusal() {
    let base = server().await;
    let addresses = [
        "/ocpi/versions",
        "/ocpi/2.2.1/cdrs",
        "/ocpi/2.2.1/nothing",
        "/",
        "/ocpi/2.2.1/cdrs?limit=x",
    ];
    for headers in [&[][..], &[("Authorization", "Token token-d")]] {
        let mut bodies = Vec::new();
        for address in addresses {
            let answer = request("GET", &format!("{base}{address}"), headers).await;
            assert_refused(&answer, 401, envelope::CLIENT_ERROR);
            bodies.push(answer.body);
        }
        assert!(bodies.iter().all(|body| *body == bodies[0]));
    }
}

#[tokio::test]
async fn parameters_that_cannot_be_read_are_refused_with_2001() {
    let base = server().await;
    for parameters in [
        "date_from=soon",
        "date_to=2026-13-01T00:00:00Z",
        "offset=-1",
        "limit=0",
        "limit=ten",
        "limit=%ff",
    ] {
        let answer = get(&format!("{base}/ocpi/2.2.1/cdrs?{parameters}")).await;
        assert_refused(&answer, 400, envelope::INVALID_PARAMETERS);
    }
}

#[tokio::test]
async fn what_is_not_there_is_404_and_what_would_write_is_405() {
    let base = server().await;
    for address in [
        "/",
        "/ocpi",
        "/ocpi/2.1.1",
        "/ocpi/2.2.1/tokens",
        "/ocpi/2.2.1/locations",
        "/ocpi/2.2.1/cdrs/1",
    ] {
        assert_refused(
            &get(&format!("{base}{address}")).await,
            404,
            envelope::CLIENT_ERROR,
        );
    }
    let headers = [("Authorization", "Token token-c")];
    let posted = request("POST", &format!("{base}/ocpi/2.2.1/cdrs"), &headers).await;
    assert_refused(&posted, 405, envelope::CLIENT_ERROR);
}

#[tokio::test]
async fn a_source_that_fails_is_not_quoted() {
    let base = server().await;
    let answer = get(&format!("{base}/ocpi/2.2.1/sessions")).await;
    assert_refused(&answer, 500, envelope::SERVER_ERROR);
    assert!(!answer.body.contains("Anna"));
}

#[tokio::test]
async fn a_request_finds_its_own_marks_on_the_answer() {
    let base = server().await;
    let headers = [
        ("Authorization", "Token token-c"),
        ("X-Request-ID", "r-1"),
        ("X-Correlation-ID", "c-1"),
    ];
    let answer = request("GET", &format!("{base}/ocpi/2.2.1/cdrs"), &headers).await;
    assert_eq!(
        (
            answer.header("x-request-id"),
            answer.header("x-correlation-id")
        ),
        (Some("r-1"), Some("c-1"))
    );
}

#[tokio::test]
async fn the_server_stops_when_told_and_an_address_that_is_taken_is_named() {
    let settings = Settings {
        token: TOKEN.to_owned(),
        max_limit: serve::DEFAULT_LIMIT,
        clock: Arc::new(now),
    };
    let server = Server::bind("127.0.0.1:0".parse().unwrap(), TenCdrs, settings.clone())
        .await
        .unwrap();
    let address = server
        .versions_url()
        .strip_prefix("http://")
        .unwrap()
        .split('/')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let error = Server::bind(address, TenCdrs, settings).await.unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with(&format!("can't listen on {address}: ")),
        "{error}"
    );

    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(server.run(async move {
        let _ = stopped.await;
    }));
    assert_eq!(
        get(&format!("http://{address}/ocpi/versions")).await.status,
        200
    );
    stop.send(()).unwrap();
    running.await.unwrap().unwrap();
}
