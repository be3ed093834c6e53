//! Answers: OCPI's envelope with the HTTP status that goes with it.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use ocpi::envelope;

/// A success with the text of an envelope.
pub(crate) fn success(body: String) -> Response {
    json(StatusCode::OK, body)
}

/// A failure: an HTTP status, OCPI's own, and a sentence for whoever reads the other side's log.
pub(crate) fn failure(
    now: ocpi::DateTime,
    http: StatusCode,
    ocpi_status: u16,
    message: &str,
) -> Response {
    json(http, envelope::failure(now, ocpi_status, message))
}

fn json(status: StatusCode, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
