//! The commands through Tauri's IPC, with its mock runtime: no window, no display.
//! And what is generated from their list: `UPDATE_BINDINGS=1` rewrites it.

#[path = "ipc/connections.rs"]
mod connections;
#[path = "ipc/generated.rs"]
mod generated;
#[path = "ipc/interfere.rs"]
mod interfere;
#[path = "ipc/looking.rs"]
mod looking;
#[path = "command_line/program.rs"]
#[expect(dead_code, reason = "the command line's own tests use all of it")]
mod program;
#[path = "command_line/shared.rs"]
mod shared;
#[path = "command_line/worlds.rs"]
mod worlds;

use std::{ops::Deref, sync::Arc};

use chrono::Utc;
use serde_json::{Value, json};
use shell::desk::{Desk, Start};
use tauri::{
    App, Manager, WebviewWindow, WebviewWindowBuilder,
    ipc::{CallbackFn, InvokeBody},
    test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets},
    webview::InvokeRequest,
};

/// A window on a desk. Both end as the program ends them: SQLCipher forgets its keys when a process exits, and whatever
/// is still being read or written then brings it down.
struct Opened {
    app: App<MockRuntime>,
    window: WebviewWindow<MockRuntime>,
}

impl Deref for Opened {
    type Target = WebviewWindow<MockRuntime>;

    fn deref(&self) -> &Self::Target {
        &self.window
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        tauri::async_runtime::block_on(self.app.state::<Desk>().close());
    }
}

fn window() -> Opened {
    window_on(Desk::new(Start::default(), Arc::new(Utc::now)))
}

fn window_on(desk: Desk) -> Opened {
    let app = mock_builder()
        .manage(desk)
        .invoke_handler(shell::commands::typed().invoke_handler())
        .build(mock_context(noop_assets()))
        .expect("the mock app builds");
    let window = WebviewWindowBuilder::new(&app, "main", Default::default())
        .build()
        .expect("the mock window builds");
    Opened { app, window }
}

fn invoke(
    window: &WebviewWindow<MockRuntime>,
    command: &str,
    arguments: Value,
) -> Result<Value, Value> {
    let request = InvokeRequest {
        cmd: command.into(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: "tauri://localhost".parse().expect("a URL"),
        body: InvokeBody::Json(arguments),
        headers: Default::default(),
        invoke_key: INVOKE_KEY.to_string(),
    };
    get_ipc_response(window, request).map(|body| body.deserialize().expect("JSON"))
}

#[test]
fn about_says_what_runs_here() {
    let window = window();
    let about = invoke(&window, "about", json!({})).expect("an answer");
    assert_eq!(about["name"], "Voltfolio");
    assert_eq!(about["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(about["os"], std::env::consts::OS);
    assert_eq!(about["arch"], std::env::consts::ARCH);
    assert!(
        about["webView"]
            .as_str()
            .is_some_and(|version| version.starts_with(char::is_numeric)),
        "{about}"
    );
}

#[test]
fn a_failure_crosses_as_code_key_and_details_alone() {
    use shell::failure::{Details, Failure, Field};

    let failure = Failure::system(Details::Field(Field::WebViewVersion));
    assert_eq!(
        serde_json::to_value(failure).expect("JSON"),
        json!({
            "code": "system",
            "messageKey": "failure.system",
            "details": {"kind": "field", "value": "web_view_version"},
        })
    );
}

#[test]
fn a_name_off_the_list_has_no_answer() {
    let window = window();
    for name in ["refused", "About", "plugin:event|emit"] {
        assert!(invoke(&window, name, json!({})).is_err(), "{name}");
    }
}

#[test]
fn every_command_on_the_list_has_a_handler() {
    let window = window();
    for name in shell::commands::NAMES {
        // without its arguments a command may fail, but not for want of a handler
        if let Err(refusal) = invoke(&window, name, json!({})) {
            assert!(
                !refusal.to_string().contains("not found"),
                "{name}: {refusal}"
            );
        }
    }
}

#[test]
fn generated_files_are_current() {
    generated::check();
}
