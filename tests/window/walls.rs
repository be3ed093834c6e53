//! What the window refuses, whatever its page asks for.

use std::{
    io::ErrorKind,
    net::{TcpListener, TcpStream},
};

use serde_json::{Value, json};

use crate::{
    harness::{Desk, Window},
    steps::shows_its_version,
};

#[tokio::test]
async fn the_window_shows_its_version_and_holds_its_walls() {
    let desk = Desk::new();
    let window = desk.open().await;
    shows_its_version(&window).await;
    refuses_forbidden_commands(&window).await;
    runs_no_inline_script(&window).await;
    reaches_no_other_origin(&window).await;
    is_hardened(&window).await;
    shows_its_version(&window).await; // and is none the worse for it
    window.close().await;
}

/// `{answer}` or `{refused}`, by the page's own way to the shell.
async fn invoke(window: &Window, command: &str) -> Value {
    let call = "return window.__TAURI_INTERNALS__.invoke(a, {})
        .then((answer) => ({ answer }), (error) => ({ refused: String(error) }));";
    window.run(call, json!(command)).await
}

/// The same with the isolation frame left out: a message that it encrypted for `about` is sent once
/// more under another name. So only the shell's own permissions stand in the way.
async fn invoke_past_isolation(window: &Window, command: &str) -> Value {
    let call = "
        const { invoke, postMessage, transformCallback } = window.__TAURI_INTERNALS__;
        const sealed = new Promise((seen) => addEventListener('message', ({ data }) => data.payload?.nonce && seen(data)));
        await invoke('about', {});
        return new Promise(async (done) => postMessage({
          ...(await sealed),
          cmd: a,
          callback: transformCallback((answer) => done({ answer }), true),
          error: transformCallback((error) => done({ refused: String(error) }), true),
        }));";
    window.run(call, json!(command)).await
}

async fn refuses_forbidden_commands(window: &Window) {
    let answer = invoke(window, "about").await;
    assert_eq!(answer["answer"]["name"], "Voltfolio", "{answer}");
    for command in [
        "plugin:event|emit",
        "plugin:window|close",
        "no_such_command",
    ] {
        let refused = invoke(window, command).await;
        let text = refused["refused"].as_str().unwrap_or_default();
        // the isolation frame's word for it, so its list did this and not the permissions
        assert!(text.contains("refused"), "{command}: {refused}");
    }

    let answer = invoke_past_isolation(window, "about").await;
    assert_eq!(answer["answer"]["name"], "Voltfolio", "{answer}");
    for command in [
        "plugin:event|emit",
        "plugin:window|close",
        "no_such_command",
    ] {
        let refused = invoke_past_isolation(window, command).await;
        let text = refused["refused"].as_str().unwrap_or_default();
        assert!(text.contains("not allowed"), "{command}: {refused}");
    }
}

async fn runs_no_inline_script(window: &Window) {
    let seen = window
        .run(
            "const violation = new Promise((seen) => addEventListener('securitypolicyviolation', seen, { once: true }));
             const script = document.createElement('script');
             script.textContent = 'window.ran = true';
             document.body.append(script);
             const { effectiveDirective, blockedURI } = await violation;
             return { effectiveDirective, blockedURI, ran: 'ran' in window };",
            Value::Null,
        )
        .await;
    assert_eq!(
        seen,
        json!({"effectiveDirective": "script-src-elem", "blockedURI": "inline", "ran": false})
    );
}

/// By every way that a page has, to a listener that counts who comes.
async fn reaches_no_other_origin(window: &Window) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a listener");
    listener.set_nonblocking(true).expect("not waiting");
    let address = listener.local_addr().expect("an address");
    let has_visitor = || match listener.accept() {
        Ok(_) => true,
        Err(error) if error.kind() == ErrorKind::WouldBlock => false,
        Err(error) => panic!("the listener: {error}"),
    };
    let visit = TcpStream::connect(address).expect("the listener listens");
    assert!(has_visitor(), "the listener sees who comes");
    drop(visit);

    let fetched = window
        .run(
            "return fetch('http://' + a).then(() => 'answered', (error) => error.name);",
            json!(address.to_string()),
        )
        .await;
    assert_eq!(fetched, "TypeError");

    let refused = window
        .run(
            "const refused = [];
             addEventListener('securitypolicyviolation', ({ effectiveDirective }) => refused.push(effectiveDirective));
             const url = 'http://' + a + '/';
             const add = (tag, values) => document.body.append(Object.assign(document.createElement(tag), values));
             add('img', { src: url });
             add('iframe', { src: url });
             add('script', { src: url });
             add('link', { rel: 'stylesheet', href: url });
             navigator.sendBeacon(url, 'x');
             for (const Channel of [WebSocket, EventSource]) {
               try { new Channel(url); } catch { /* the violation counts */ }
             }
             while (refused.length < 7) await new Promise((next) => setTimeout(next, 20));
             return refused.sort();",
            json!(address.to_string()),
        )
        .await;
    assert_eq!(
        refused,
        json!([
            "connect-src",
            "connect-src",
            "connect-src",
            "frame-src",
            "img-src",
            "script-src-elem",
            "style-src-elem"
        ])
    );

    // no policy covers these two: the shell does
    let stays = window
        .run(
            "const opened = window.open('http://' + a);
             location.href = 'http://' + a;
             // whether to go is asked of the shell, and answered before this
             await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
             await window.__TAURI_INTERNALS__.invoke('about', {});
             return { opened, at: location.origin };",
            json!(address.to_string()),
        )
        .await;
    assert_eq!(stays, json!({"opened": null, "at": "tauri://localhost"}));
    assert!(!has_visitor(), "the page reached another origin");
}

async fn is_hardened(window: &Window) {
    let seen = window
        .run(
            "const attempt = (f) => { try { return f(); } catch (error) { return error.name; } };
             return {
               global: typeof window.__TAURI__,
               frozen: Object.isFrozen(Object.prototype),
               evaluated: attempt(() => new Function('return 1')()),
               isolation: getComputedStyle(document.getElementById('__tauri_isolation__')).display,
             };",
            Value::Null,
        )
        .await;
    assert_eq!(
        seen,
        json!({"global": "undefined", "frozen": true, "evaluated": "EvalError", "isolation": "none"})
    );
}
