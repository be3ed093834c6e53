//! The connector against a CPMS that misbehaves on purpose, on loopback.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{
    Router,
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use cpms::{CpmsError, Credential, Ocpi, Patience, Received, Window};
use model::{Arrivals, Module, Position};
use tokio::net::TcpListener;

/// What the CPMS answers to a request: its path with query, and how often that path was asked before.
type Script = fn(&str, &str, usize) -> Response;

#[derive(Clone)]
struct Cpms {
    origin: String,
    script: Script,
    asked: Arc<AtomicUsize>,
    token: &'static str,
}

const QUICK: Patience = Patience {
    attempts: 4,
    first: Duration::from_millis(2),
    longest: Duration::from_millis(20),
};

/// Starts a CPMS that takes this `Authorization` and answers tariffs by the script.
async fn cpms(token: &'static str, script: Script) -> Cpms {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let origin = format!("http://{}", listener.local_addr().expect("its address"));
    let cpms = Cpms {
        origin,
        script,
        asked: Arc::default(),
        token,
    };
    let app = Router::new().fallback(answer).with_state(cpms.clone());
    tokio::spawn(async move { axum::serve(listener, app).await });
    cpms
}

async fn answer(State(cpms): State<Cpms>, request: Request) -> Response {
    let authorization = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    if authorization != Some(cpms.token) {
        return (
            StatusCode::UNAUTHORIZED,
            r#"{"status_code":2001,"timestamp":"2026-11-24T00:00:00Z"}"#,
        )
            .into_response();
    }
    let origin = &cpms.origin;
    match request.uri().path() {
        "/versions" => enveloped(&format!(
            r#"[{{"version":"2.2.1","url":"{origin}/2.2.1"}}]"#
        )),
        "/2.2.1" => enveloped(&format!(
            r#"{{"version":"2.2.1","endpoints":[{{"identifier":"tariffs","role":"SENDER","url":"{origin}/tariffs"}}]}}"#
        )),
        _ => {
            let before = cpms.asked.fetch_add(1, Ordering::SeqCst);
            (cpms.script)(origin, &request.uri().to_string(), before)
        }
    }
}

fn enveloped(data: &str) -> Response {
    let text =
        format!(r#"{{"data":{data},"status_code":1000,"timestamp":"2026-11-24T09:14:00Z"}}"#);
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}

fn tariffs(ids: &[&str]) -> String {
    let tariff = |id: &&str| {
        format!(
            r#"{{"country_code":"DE","party_id":"ABC","id":"{id}","currency":"EUR","elements":[],"last_updated":"2026-01-01T00:00:00Z"}}"#
        )
    };
    format!("[{}]", ids.iter().map(tariff).collect::<Vec<_>>().join(","))
}

async fn discovered(cpms: &Cpms, token: &str) -> Result<Ocpi, CpmsError> {
    Ocpi::discover(
        &format!("{}/versions", cpms.origin),
        Credential::new(token),
        QUICK,
    )
    .await
}

async fn page(ocpi: &mut Ocpi, position: &Position) -> Result<Received, CpmsError> {
    let until: DateTime<Utc> = "2026-11-24T09:14:00Z".parse().expect("an instant");
    ocpi.page(
        Module::Tariffs,
        Window { from: None, until },
        position,
        until,
    )
    .await
}

/// The ids of a whole walk, and how many pages it took.
async fn walked(ocpi: &mut Ocpi) -> Result<(Vec<String>, usize), CpmsError> {
    let (mut ids, mut pages, mut next) = (Vec::new(), 0, Some(Position::default()));
    while let Some(position) = next {
        assert!(pages < 50, "it leads in circles");
        let received = page(ocpi, &position).await?;
        let Arrivals::Tariffs(tariffs) = received.arrivals else {
            panic!("not tariffs")
        };
        ids.extend(tariffs.iter().map(|tariff| tariff.record.id.id.to_string()));
        (pages, next) = (pages + 1, received.next);
    }
    Ok((ids, pages))
}

/// `YWJj` is `abc` in Base64.
const BASE64: &str = "Token YWJj";

#[tokio::test]
async fn a_token_is_taken_in_either_encoding_and_another_is_not() {
    let everything: Script = |_, _, _| enveloped("[]");
    for token in [BASE64, "Token abc"] {
        let cpms = cpms(token, everything).await;
        assert!(discovered(&cpms, "abc").await.is_ok(), "{token}");
        let refused = discovered(&cpms, "abd").await.err();
        assert!(
            matches!(refused, Some(CpmsError::Unauthorized { .. })),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn pages_are_followed_by_link_while_it_leads_on_and_counted_where_it_does_not() {
    // the first page links to the second; the second names itself, elsewhere and nothing
    let script: Script = |origin, uri, _| {
        let link = |to: &str| [("link", format!("<{to}>; rel=\"next\""))];
        let offset = |n: u32| uri.contains(&format!("offset={n}"));
        if uri.contains("after=a") {
            return (link(&format!("{origin}{uri}")), enveloped(&tariffs(&["B"]))).into_response();
        }
        match () {
            () if offset(0) => (
                link(&format!("{origin}/tariffs?after=a")),
                enveloped(&tariffs(&["A"])),
            )
                .into_response(),
            () if offset(2) => (
                link("https://elsewhere.example/tariffs"),
                enveloped(&tariffs(&["C"])),
            )
                .into_response(),
            () if offset(3) => enveloped(&tariffs(&["D", "E"])),
            () => enveloped("[]"),
        }
    };
    let cpms = cpms(BASE64, script).await;
    let mut ocpi = discovered(&cpms, "abc").await.expect("it speaks");
    assert_eq!(
        walked(&mut ocpi).await,
        Ok((["A", "B", "C", "D", "E"].map(String::from).into(), 5))
    );
}

#[tokio::test]
async fn a_cpms_that_ignores_the_offset_is_not_walked_for_ever() {
    let cpms = cpms(BASE64, |_, _, _| enveloped(&tariffs(&["A", "B"]))).await;
    let mut ocpi = discovered(&cpms, "abc").await.expect("it speaks");
    assert_eq!(
        walked(&mut ocpi).await,
        Ok((["A", "B"].map(String::from).into(), 2))
    );
}

#[tokio::test]
async fn a_cpms_that_links_to_the_same_page_under_ever_new_addresses_is_not_walked_for_ever() {
    let script: Script = |origin, _, before| {
        let link = format!("<{origin}/tariffs?cursor={before}>; rel=\"next\"");
        ([("link", link)], enveloped(&tariffs(&["A", "B"]))).into_response()
    };
    let cpms = cpms(BASE64, script).await;
    let mut ocpi = discovered(&cpms, "abc").await.expect("it speaks");
    // some page may well come twice
    let ten_times = ["A", "B"]
        .repeat(10)
        .into_iter()
        .map(String::from)
        .collect();
    assert_eq!(walked(&mut ocpi).await, Ok((ten_times, 11)));
}

#[tokio::test]
async fn a_page_that_is_asked_for_twice_is_given_twice() {
    let script: Script = |_, uri, _| match uri.contains("offset=0") {
        true => enveloped(&tariffs(&["A"])),
        false => enveloped(&tariffs(&["B"])),
    };
    let cpms = cpms(BASE64, script).await;
    let mut ocpi = discovered(&cpms, "abc").await.expect("it speaks");
    let first = page(&mut ocpi, &Position::default()).await.expect("a page");
    let second = first.next.expect("another page");
    for time in ["once", "twice"] {
        let received = page(&mut ocpi, &second).await.expect("a page");
        assert!(
            matches!(&received.arrivals, Arrivals::Tariffs(tariffs) if tariffs.len() == 1),
            "{time}"
        );
    }
}

#[tokio::test]
async fn what_may_pass_is_asked_again_and_what_may_not_is_not() {
    // too many requests; a proxy's page; an OCPI error that looks like success; then the answer
    let script: Script = |_, _, before| match before {
        0 => (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "0")]).into_response(),
        1 => (StatusCode::BAD_GATEWAY, "<html>bad gateway</html>").into_response(),
        2 => r#"{"data":[],"status_code":3000,"timestamp":"2026-11-24T00:00:00Z"}"#.into_response(),
        _ => enveloped(&tariffs(&["A"])),
    };
    let flaky = cpms(BASE64, script).await;
    let mut ocpi = discovered(&flaky, "abc").await.expect("it speaks");
    let received = page(&mut ocpi, &Position::default())
        .await
        .expect("the fourth answer");
    assert!(matches!(received.arrivals, Arrivals::Tariffs(tariffs) if tariffs.len() == 1));
    assert_eq!(ocpi.traffic().retries, 3);

    for (script, kind) in [
        (
            (|_, _, _| StatusCode::BAD_GATEWAY.into_response()) as Script,
            "status",
        ),
        (|_, _, _| "<html></html>".into_response(), "not OCPI"),
        (
            |_, _, _| {
                r#"{"data":[],"status_code":2004,"timestamp":"2026-11-24T00:00:00Z"}"#
                    .into_response()
            },
            "refused",
        ),
        (
            |_, _, _| r#"{"data":[{"id":"A""#.into_response(),
            "broken off",
        ),
    ] {
        let down = cpms(BASE64, script).await;
        let mut ocpi = discovered(&down, "abc").await.expect("it speaks");
        let error = page(&mut ocpi, &Position::default()).await.expect_err(kind);
        assert_eq!(
            down.asked.load(Ordering::SeqCst),
            QUICK.attempts as usize,
            "{kind}: {error}"
        );
    }
    let gone = cpms(BASE64, |_, _, _| StatusCode::NOT_FOUND.into_response()).await;
    let mut ocpi = discovered(&gone, "abc").await.expect("it speaks");
    assert!(page(&mut ocpi, &Position::default()).await.is_err());
    assert_eq!(gone.asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_page_of_more_records_than_are_taken_gives_none_and_is_not_asked_for_again() {
    let script: Script = |_, _, _| enveloped(&tariffs(&["A"; 100_001]));
    let endless = cpms(BASE64, script).await;
    let mut ocpi = discovered(&endless, "abc").await.expect("it speaks");
    assert_eq!(
        page(&mut ocpi, &Position::default()).await.err(),
        Some(CpmsError::TooMany {
            origin: endless.origin.clone(),
            most: 100_000
        })
    );
    assert_eq!(endless.asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_record_with_a_longer_string_than_is_taken_is_kept_apart_and_the_page_goes_on() {
    let script: Script = |_, _, _| {
        let noted = |id: &str, length: usize| {
            let note = format!(r#""id":"{id}","note":"{}""#, "x".repeat(length));
            (format!(r#""id":"{id}""#), note)
        };
        let (b, long) = noted("B", (64 << 10) + 1);
        let (c, longest) = noted("C", 64 << 10);
        enveloped(
            &tariffs(&["A", "B", "C"])
                .replace(&b, &long)
                .replace(&c, &longest),
        )
    };
    let cpms = cpms(BASE64, script).await;
    let mut ocpi = discovered(&cpms, "abc").await.expect("it speaks");
    let received = page(&mut ocpi, &Position::default()).await.expect("a page");
    let taken = received.arrivals.ids();
    assert_eq!(
        taken.iter().map(|id| id.id.as_str()).collect::<Vec<_>>(),
        ["A", "C"]
    );
    let rejects: Vec<_> = received
        .rejects
        .iter()
        .map(|reject| {
            let version = reject.version.as_ref().expect("it says which it is");
            (reject.reason, version.id.id.as_str())
        })
        .collect();
    assert_eq!(rejects, [("string-too-long", "B")]);
}

#[tokio::test]
async fn a_cpms_that_asks_for_more_than_is_waited_is_left_alone_and_it_is_said_for_how_long() {
    let script: Script =
        |_, _, _| (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "3600")]).into_response();
    let busy = cpms(BASE64, script).await;
    let mut ocpi = discovered(&busy, "abc").await.expect("it speaks");
    let error = page(&mut ocpi, &Position::default())
        .await
        .expect_err("an hour");
    assert_eq!(busy.asked.load(Ordering::SeqCst), 1);
    assert_eq!(
        error.to_string(),
        format!(
            "{} answers with HTTP status 429 and asks to be left alone for 3600 s",
            busy.origin
        )
    );
}

/// Looks for the modules of a CPMS that is busy at first; when it was asked.
async fn asked_while_busy(retry_after: &'static str, longest: Duration) -> Vec<Instant> {
    let asked = Arc::<Mutex<Vec<Instant>>>::default();
    let noted = asked.clone();
    let app = Router::new().fallback(async move || {
        let mut asked = noted.lock().expect("nobody panics");
        asked.push(Instant::now());
        match asked.len() {
            1 => (
                StatusCode::SERVICE_UNAVAILABLE,
                [("retry-after", retry_after)],
            )
                .into_response(),
            _ => enveloped("[]"),
        }
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let origin = format!("http://{}", listener.local_addr().expect("its address"));
    tokio::spawn(async move { axum::serve(listener, app).await });
    let patience = Patience { longest, ..QUICK };
    let nothing = Ocpi::discover(&origin, Credential::new("abc"), patience).await;
    assert!(nothing.is_err(), "it has no version");
    asked.lock().expect("nobody panics").clone()
}

#[tokio::test]
async fn a_cpms_that_is_busy_is_left_alone_while_its_modules_are_looked_for_too() {
    let second = Duration::from_secs(1);
    let asked = asked_while_busy("1", second).await;
    assert_eq!(asked.len(), 2);
    assert!(asked[1] - asked[0] >= second, "{:?}", asked[1] - asked[0]);

    assert_eq!(asked_while_busy("3600", second).await.len(), 1);
}

#[tokio::test]
async fn a_token_never_leaves_its_origin() {
    let elsewhere = cpms("any", |_, _, _| enveloped("[]")).await;
    // a redirect is not followed, wherever it leads
    let redirecting = cpms(BASE64, |_, _, _| {
        (
            StatusCode::TEMPORARY_REDIRECT,
            [("location", "http://127.0.0.1:1/tariffs")],
        )
            .into_response()
    })
    .await;
    let mut ocpi = discovered(&redirecting, "abc").await.expect("it speaks");
    let error = page(&mut ocpi, &Position::default())
        .await
        .expect_err("a redirect");
    assert!(
        matches!(error, CpmsError::Status { status: 307, .. }),
        "{error}"
    );

    // nor an address that another origin is named in
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let origin = format!("http://{}", listener.local_addr().expect("its address"));
    let there = elsewhere.origin.clone();
    let app = Router::new().fallback(async move || {
        enveloped(&format!(r#"[{{"version":"2.2.1","url":"{there}/2.2.1"}}]"#))
    });
    tokio::spawn(async move { axum::serve(listener, app).await });
    let error = Ocpi::discover(&origin, Credential::new("abc"), QUICK)
        .await
        .err()
        .expect("an address elsewhere");
    assert_eq!(
        error,
        CpmsError::Elsewhere {
            origin,
            elsewhere: elsewhere.origin.clone()
        }
    );
    assert_eq!(elsewhere.asked.load(Ordering::SeqCst), 0);
}
