//! The app under WebKit's own WebDriver. Whatever is waited for has an end.

use std::{
    fs::{self, DirEntry},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_voltfolio-desktop");

/// How long anything may take on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(40);

/// One data folder, and a driver that starts the app with it.
pub struct Desk {
    driver: Child,
    port: u16,
    data: TempDir,
}

impl Desk {
    /// A driver with an empty data folder. WebKit's takes no picture of a page that is painted plainly and rests: the next
    /// frame, which it waits for, never comes.
    pub fn new() -> Self {
        Self::painting(Some("accelerated"))
    }

    /// The same, where nobody takes pictures and the app paints as it would for people.
    pub fn as_people_have_it() -> Self {
        Self::painting(None)
    }

    fn painting(painting: Option<&str>) -> Self {
        for needed in ["DISPLAY", "DBUS_SESSION_BUS_ADDRESS"] {
            assert!(
                std::env::var_os(needed).is_some(),
                "{needed} is not set: `cargo xtask test` brings a display and a session bus of its own"
            );
        }
        let data = tempfile::tempdir().expect("a folder");
        let port = free_port();
        let driver = with_folder(Command::new("WebKitWebDriver"), &data)
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true") // the app inherits it, and then lets itself be driven
            .envs(painting.map(|painting| ("VOLTFOLIO_PAINTING", painting)))
            .spawn()
            .unwrap_or_else(|error| {
                panic!(
                    "WebKitWebDriver: {error}. See `cargo xtask test` for what has to be installed"
                )
            });
        Self { driver, port, data }
    }

    /// The home of whoever starts the app.
    pub fn home(&self) -> &Path {
        self.data.path()
    }

    /// Starts the app, and waits until its page is there.
    pub async fn open(&self) -> Window {
        self.open_with(&[]).await
    }

    /// The same with words on its command line.
    pub async fn open_with(&self, words: &[&str]) -> Window {
        self.open_program(PROGRAM, words).await
    }

    /// Starts some program of Tauri's, and waits until its page is there.
    pub async fn open_program(&self, program: &str, words: &[&str]) -> Window {
        let capabilities = json!({"webkitgtk:browserOptions": {"binary": program, "args": words}});
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities.as_object().expect("an object").clone());
        let url = format!("http://127.0.0.1:{}", self.port);
        let end = Instant::now() + PATIENCE;
        let client = loop {
            match builder.connect(&url).await {
                Ok(client) => break client,
                Err(error) => assert!(Instant::now() < end, "no session: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        };
        let window = Window { client };
        window
            .until("the page", async || window.text("h1").await.is_some())
            .await;
        window
    }

    /// What all processes of the app hold, each its share of what they hold together, in MiB.
    pub fn memory_mib(&self) -> u32 {
        let own = |process: &String| {
            let name = fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default();
            !name.contains("WebDriver")
        };
        let share = |process: String| {
            let said = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
            let share = said.lines().find_map(|line| line.strip_prefix("Pss:"))?;
            share.trim().strip_suffix(" kB")?.trim().parse::<u32>().ok()
        };
        let processes = processes_with(&self.data);
        let shares = processes.into_iter().filter(own).filter_map(share);
        shares.sum::<u32>() / 1_024
    }

    /// Starts the app a second time with the same data folder, and waits until it ends.
    pub fn start_again(&self) -> ExitStatus {
        let mut child = with_folder(Command::new(PROGRAM), &self.data)
            .spawn()
            .expect("the program starts");
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = child.try_wait().expect("its state is known") {
                return status;
            }
            if Instant::now() > end {
                let _ = child.kill();
                panic!("a second start with the same data folder goes on running");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

/// Nothing that was started here stays, also after a failed test; the folder goes last.
impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        let end = Instant::now() + Duration::from_secs(10);
        loop {
            let left = processes_with(&self.data);
            if left.is_empty() || Instant::now() > end {
                return;
            }
            let _ = Command::new("kill")
                .args(left)
                .stderr(Stdio::null())
                .status();
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

/// The ids of the processes that were given this folder.
fn processes_with(data: &TempDir) -> Vec<String> {
    let folder = data.path().as_os_str().as_encoded_bytes();
    let has_folder = |process: &DirEntry| {
        fs::read(process.path().join("environ"))
            .is_ok_and(|environ| environ.windows(folder.len()).any(|part| part == folder))
    };
    let Ok(processes) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    processes
        .flatten()
        .filter(has_folder)
        .map(|process| process.file_name().to_string_lossy().into_owned())
        .filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()))
        .collect()
}

/// All that the app keeps between runs stays in this folder.
fn with_folder(mut command: Command, data: &TempDir) -> Command {
    // what somebody takes along goes to their home where they have no folder for downloads
    for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME"] {
        command.env(name, data.path());
    }
    // a day of theirs is one of the CPMS's of these tests, which live in the hours around the end of a month, too
    command.env("TZ", "UTC");
    command.env("MESA_SHADER_CACHE_DISABLE", "true"); // it complains when the folder goes first
    command
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port")
        .port()
}

/// The open window.
pub struct Window {
    client: Client,
}

impl Window {
    /// Tries until the claim holds.
    pub async fn until(&self, what: &str, claim: impl AsyncFn() -> bool) {
        let end = Instant::now() + PATIENCE;
        while !claim().await {
            if Instant::now() > end {
                let page = self.text("body").await.unwrap_or_default();
                panic!("waited for {what} in vain; the page says: {page}");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The text of the first such element; nothing where there is none, or it went away in between.
    pub async fn text(&self, css: &str) -> Option<String> {
        let element = self.client.find(Locator::Css(css)).await.ok()?;
        element.text().await.ok()
    }

    /// Clicks the first such element.
    pub async fn click(&self, css: &str) {
        self.until(css, async || {
            self.client.find(Locator::Css(css)).await.is_ok()
        })
        .await;
        let element = self.client.find(Locator::Css(css)).await.expect(css);
        element.click().await.expect("a click");
    }

    /// Clicks the button that says this.
    pub async fn press(&self, says: &str) {
        let click = "
            const button = [...document.querySelectorAll('button')].find((one) => one.innerText.includes(a));
            button?.click();
            return button !== undefined;";
        self.until(says, async || {
            self.run(click, json!(says)).await == json!(true)
        })
        .await;
    }

    /// Presses keys, by the numbers that WebDriver has for them, where the first such element has the focus.
    pub async fn keys(&self, css: &str, keys: &str) {
        let element = self.client.find(Locator::Css(css)).await.expect(css);
        element.send_keys(keys).await.expect("keys");
    }

    /// Presses keys where the focus is.
    pub async fn types(&self, keys: &str) {
        let element = self.client.active_element().await.expect("a focus");
        element.send_keys(keys).await.expect("keys");
    }

    /// Chooses what says this in the list of this name.
    pub async fn pick(&self, list: &str, says: &str) {
        let path = format!("//label[span='{list}']//option[.='{says}']");
        let option = self.client.find(Locator::XPath(&path)).await;
        let option = option.unwrap_or_else(|_| panic!("no {says} in {list}"));
        option.click().await.expect("a click");
    }

    /// All that the page says.
    pub async fn says(&self) -> String {
        self.text("body").await.unwrap_or_default()
    }

    /// Chooses a language or a theme, in what floats below its button: open for that moment alone.
    pub async fn choose(&self, name: &str, value: &str) {
        let css = format!("label:has(input[name={name}][value={value}])");
        for css in [".looks", &css, ".looks"] {
            // it takes a moment to find its place
            self.until(css, async || {
                match self.client.find(Locator::Css(css)).await {
                    Ok(element) => element.click().await.is_ok(),
                    Err(_) => false,
                }
            })
            .await;
        }
    }

    /// Runs the body of an async function in the page, with `a` for the argument.
    pub async fn run(&self, body: &str, argument: Value) -> Value {
        let script = format!(
            "const [a, done] = arguments;
             const within = (ms) => new Promise((_, late) => setTimeout(() => late('no answer within ' + ms + ' ms'), ms));
             Promise.race([(async () => {{ {body} }})(), within(20000)]).then(done, (e) => done({{ thrown: String(e) }}));"
        );
        self.client
            .execute_async(&script, vec![argument])
            .await
            .expect("the script runs")
    }

    /// Leaves a picture in the build's folder for temporary files.
    pub async fn picture(&self, name: &str) -> Vec<u8> {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
        let png = self.still().await;
        fs::write(path, &png).expect("the picture can be written");
        png
    }

    /// What is on the screen lags behind the page: the picture that two looks in a row agree on.
    pub async fn still(&self) -> Vec<u8> {
        let painted = "await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));";
        let end = Instant::now() + PATIENCE;
        let mut before = Vec::new();
        loop {
            self.run(painted, Value::Null).await;
            let now = self.client.screenshot().await.expect("a picture");
            if now == before {
                return now;
            }
            assert!(Instant::now() < end, "the window never comes to rest");
            before = now;
        }
    }

    /// Ends the app.
    pub async fn close(self) {
        self.client.close().await.expect("the session ends");
    }
}
