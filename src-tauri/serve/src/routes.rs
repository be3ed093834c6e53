//! The paths of the server, and what each answers.

use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, Request, State};
use axum::http::header::{LINK, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::get;
use ocpi::envelope::{self, CLIENT_ERROR, INVALID_PARAMETERS, SERVER_ERROR};
use ocpi::v2_2_1::{Endpoint, InterfaceRole, Version, VersionDetails, VersionNumber};
use serde::Serialize;

use crate::query::ListQuery;
use crate::{Module, Page, Settings, Source, answer, auth};

const VERSION: &str = "2.2.1";
const TOTAL_COUNT: HeaderName = HeaderName::from_static("x-total-count");
const LIMIT: HeaderName = HeaderName::from_static("x-limit");
/// A receiver marks its request with these, and finds them on the answer again.
const ECHOED: [HeaderName; 2] = [
    HeaderName::from_static("x-request-id"),
    HeaderName::from_static("x-correlation-id"),
];

struct Service<S> {
    source: S,
    settings: Settings,
    base_url: String,
}

type Shared<S> = State<Arc<Service<S>>>;

/// The server as a router, for addresses that begin with `base_url` (such as `http://127.0.0.1:8765`).
///
/// Source: OCPI 2.2.1, Versions module; Transport and format.
pub fn router<S: Source>(source: S, settings: Settings, base_url: &str) -> Router {
    let service = Arc::new(Service {
        source,
        settings,
        base_url: base_url.to_owned(),
    });
    Router::new()
        .route("/ocpi/versions", get(versions::<S>))
        .route("/ocpi/2.2.1", get(version_details::<S>))
        .route("/ocpi/2.2.1/{module}", get(list::<S>))
        .fallback(not_found::<S>)
        .method_not_allowed_fallback(read_only::<S>)
        .layer(middleware::from_fn_with_state(
            Arc::clone(&service),
            authorised::<S>,
        ))
        .with_state(service)
}

impl<S: Source> Service<S> {
    fn now(&self) -> ocpi::DateTime {
        (self.settings.clock)().into()
    }

    fn success(&self, data: &impl Serialize) -> Response {
        match serde_json::to_string(data) {
            Ok(data) => answer::success(envelope::success(self.now(), &data)),
            Err(error) => self.server_failure(&error),
        }
    }

    fn failure(&self, http: StatusCode, ocpi_status: u16, message: &str) -> Response {
        answer::failure(self.now(), http, ocpi_status, message)
    }

    fn server_failure(&self, error: &dyn std::error::Error) -> Response {
        tracing::error!(%error, "no answer could be made");
        self.failure(
            StatusCode::INTERNAL_SERVER_ERROR,
            SERVER_ERROR,
            "the server failed",
        )
    }

    fn page(&self, module: Module, query: &ListQuery, page: &Page) -> Response {
        let records = page.records.iter().map(AsRef::as_ref);
        let mut response = answer::success(envelope::success_list(self.now(), records));
        let headers = response.headers_mut();
        headers.insert(TOTAL_COUNT, HeaderValue::from(page.total));
        headers.insert(LIMIT, HeaderValue::from(self.settings.max_limit.get()));
        if let Some(parameters) = query.next(page.records.len(), page.total) {
            let link = format!(
                "<{}/ocpi/{VERSION}/{module}?{parameters}>; rel=\"next\"",
                self.base_url
            );
            match HeaderValue::try_from(link) {
                Ok(link) => headers.insert(LINK, link),
                Err(error) => return self.server_failure(&error),
            };
        }
        response
    }
}

/// Lets nobody through without the token, also not to a path that does not exist.
async fn authorised<S: Source>(
    State(service): Shared<S>,
    request: Request,
    next: Next,
) -> Response {
    let marks = ECHOED.map(|name| {
        request
            .headers()
            .get(&name)
            .cloned()
            .map(|value| (name, value))
    });
    let mut response = if auth::knows_token(request.headers(), &service.settings.token) {
        next.run(request).await
    } else {
        let mut refusal = service.failure(
            StatusCode::UNAUTHORIZED,
            CLIENT_ERROR,
            "the token is missing or wrong",
        );
        refusal
            .headers_mut()
            .insert(WWW_AUTHENTICATE, HeaderValue::from_static("Token"));
        refusal
    };
    response.headers_mut().extend(marks.into_iter().flatten());
    response
}

async fn versions<S: Source>(State(service): Shared<S>) -> Response {
    let url = format!("{}/ocpi/{VERSION}", service.base_url);
    service.success(&[Version {
        version: VersionNumber::from(VERSION),
        url,
    }])
}

async fn version_details<S: Source>(State(service): Shared<S>) -> Response {
    let endpoints = service.source.modules().into_iter().map(|module| Endpoint {
        identifier: module.id(),
        role: InterfaceRole::Sender,
        url: format!("{}/ocpi/{VERSION}/{module}", service.base_url),
    });
    service.success(&VersionDetails {
        version: VersionNumber::from(VERSION),
        endpoints: endpoints.collect(),
    })
}

async fn list<S: Source>(
    State(service): Shared<S>,
    Path(name): Path<String>,
    parameters: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Response {
    let module = Module::named(&name).filter(|module| service.source.modules().contains(module));
    let Some(module) = module else {
        return not_found(State(service)).await;
    };
    let Ok(Query(parameters)) = parameters else {
        return service.failure(
            StatusCode::BAD_REQUEST,
            INVALID_PARAMETERS,
            "the parameters can't be read",
        );
    };
    let query = match ListQuery::read(&parameters, service.settings.max_limit) {
        Ok(query) => query,
        Err(error) => {
            return service.failure(
                StatusCode::BAD_REQUEST,
                INVALID_PARAMETERS,
                &error.to_string(),
            );
        }
    };
    match service
        .source
        .page(query.question(module, service.now().utc()))
        .await
    {
        Ok(page) => service.page(module, &query, &page),
        Err(error) => service.server_failure(&error),
    }
}

async fn not_found<S: Source>(State(service): Shared<S>) -> Response {
    service.failure(
        StatusCode::NOT_FOUND,
        CLIENT_ERROR,
        "there is nothing at this address",
    )
}

async fn read_only<S: Source>(State(service): Shared<S>) -> Response {
    service.failure(
        StatusCode::METHOD_NOT_ALLOWED,
        CLIENT_ERROR,
        "this server is only read from",
    )
}
