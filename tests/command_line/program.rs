//! The programs under test, started as a person would start them.

use std::{
    env,
    ffi::OsStr,
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

/// Taken for a passphrase by every profile of these tests.
pub const PASSPHRASE: &str = "a passphrase for tests";

/// What chance is drawn from: `VOLTFOLIO_SEED`, or another one each time. It is printed, so that a failure can be
/// looked at again.
pub fn seed() -> u64 {
    let given = env::var("VOLTFOLIO_SEED").ok();
    let seed = given.map_or_else(
        || fastrand::u64(..),
        |seed| seed.parse().expect("VOLTFOLIO_SEED is a whole number"),
    );
    eprintln!("VOLTFOLIO_SEED={seed}");
    seed
}

/// What a run of the program gave.
#[derive(Debug)]
pub struct Answer {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Answer {
    /// The JSON object of a run that succeeded.
    #[track_caller]
    pub fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{self:?}");
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("not JSON ({error}): {self:?}"))
    }
}

/// The program, not yet started, in an environment of its own.
pub fn voltfolio<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(program());
    command
        .args(arguments)
        .env("VOLTFOLIO_PASSPHRASE", PASSPHRASE)
        .env_remove("VOLTFOLIO_LOG")
        .stdin(Stdio::null());
    command
}

/// Cargo says where a package's own programs are; from another package's tests it lies beside that one's.
fn program() -> PathBuf {
    let own = option_env!("CARGO_BIN_EXE_voltfolio").map(PathBuf::from);
    let beside = || {
        let window = option_env!("CARGO_BIN_EXE_voltfolio-desktop").map(Path::new);
        window.map(|window| window.with_file_name(format!("voltfolio{}", env::consts::EXE_SUFFIX)))
    };
    let program = own.or_else(beside).expect("one of the two is known");
    assert!(program.exists(), "`cargo build` makes both programs");
    program
}

/// Runs it to its end.
pub fn run(command: &mut Command) -> Answer {
    let output = command.output().expect("voltfolio starts");
    Answer {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    }
}

/// A profile in a folder that vanishes with it, and what is needed beside it.
pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// Another profile that says the same so far.
    pub fn copy(&self) -> Self {
        let copy = Self::new();
        fs::create_dir(copy.profile()).expect("a folder can be made");
        for file in fs::read_dir(self.profile()).expect("a profile is a folder") {
            let file = file.expect("it can be listed");
            let to = copy.profile().join(file.file_name());
            fs::copy(file.path(), to).expect("a file can be copied");
        }
        copy
    }

    pub fn profile(&self) -> PathBuf {
        self.folder.path().join("profile")
    }

    /// Writes a file beside the profile.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder"))
            .expect("a folder can be made");
        fs::write(&path, text).expect("a file can be written");
        path
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A command about this profile.
    pub fn command(&self, line: &str) -> Command {
        let mut command = voltfolio(line.split_whitespace());
        command.arg("--profile").arg(self.profile()).arg("--json");
        command
    }

    pub fn run(&self, line: &str) -> Answer {
        run(&mut self.command(line))
    }

    pub fn setup(&self, setup: &Value) -> Answer {
        let file = self.file("setup.json", &setup.to_string());
        run(self.command("setup").arg("--from").arg(file))
    }

    pub fn sync_command(&self, cpms: &Demo) -> Command {
        self.sync_command_from(&cpms.url, "demo")
    }

    /// Pulls from the CPMS at an address, with its token.
    pub fn sync_command_from(&self, url: &str, token: &str) -> Command {
        let token = self.file("token", token);
        let mut command = self.command("sync");
        command.args(["--cpms", url, "--token"]).arg(token);
        command
    }

    pub fn sync(&self, cpms: &Demo) -> Answer {
        self.sync_from(&cpms.url)
    }

    /// The same, from whatever stands before a CPMS.
    pub fn sync_from(&self, url: &str) -> Answer {
        run(&mut self.sync_command_from(url, "demo"))
    }

    /// The figures of everything, for the operator.
    pub fn figures(&self, by: &str) -> Value {
        self.figures_over(by, "2010-01-01", "2030-12-31")
    }

    /// The figures of a period, for the operator: what was charged. How charge points were meanwhile goes by how long it
    /// took to sync.
    pub fn figures_over(&self, by: &str, from: &str, to: &str) -> Value {
        let answer = self.run(&format!(
            "figures --as operator --from {from} --to {to} --by {by}"
        ));
        let mut answer = answer.json();
        charged_alone(&mut answer["total"]);
        for row in answer["rows"].as_array_mut().expect("rows") {
            charged_alone(row);
        }
        answer
    }

    /// The number of sessions under each key.
    pub fn sessions(&self, by: &str) -> Value {
        let answer = self.figures(by);
        let rows = answer["rows"].as_array().expect("rows");
        let key = |row: &Value| row["key"].as_str().expect("a key").to_owned();
        rows.iter()
            .map(|row| (key(row), row["sessions"].clone()))
            .collect()
    }

    /// What the profile says, as one number.
    pub fn digest(&self) -> String {
        let answer = self.run("verify --digest").json();
        answer["digest"].as_str().expect("a digest").to_owned()
    }
}

/// The demo CPMS, serving a folder or a world until it is dropped.
pub struct Demo {
    child: Child,
    pub url: String,
}

impl Demo {
    pub fn serve(folder: &Path, more: &str) -> Self {
        let mut command = voltfolio(["demo", "--port", "0", "--serve"]);
        command.arg(folder).args(more.split_whitespace());
        Self::started(command)
    }

    /// Serving a made-up world.
    pub fn world(world: &str) -> Self {
        let mut command = voltfolio(["demo", "--port", "0"]);
        command.args(world.split_whitespace());
        Self::started(command)
    }

    fn started(mut command: Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the demo starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("its output is ours");
        BufReader::new(out)
            .read_line(&mut line)
            .expect("its first line can be read");
        let ready: Value =
            serde_json::from_str(&line).unwrap_or_else(|_| panic!("the demo says {line:?}"));
        Self {
            child,
            url: ready["url"].as_str().expect("an address").to_owned(),
        }
    }
}

#[cfg(unix)]
impl Demo {
    /// How it ends after it was told to by a signal, its input open as a terminal's is; `None` if it does not.
    pub fn terminated(&mut self) -> Option<ExitStatus> {
        let process = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &process]).status();
        assert!(told.is_ok_and(|told| told.success()));
        let until = Instant::now() + Duration::from_secs(20);
        while Instant::now() < until {
            let ended = self.child.try_wait().expect("it can be asked");
            if ended.is_some() {
                return ended;
            }
            thread::sleep(Duration::from_millis(10));
        }
        None
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // closing its input tells it to end
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// An answer of one CPMS module, gzip or not, as its records.
pub fn records(folder: &Path, module: &str) -> Vec<Value> {
    let file = fs::File::open(folder.join(format!("{module}.json.gz")))
        .expect("the module's file is there");
    serde_json::from_reader(BufReader::new(flate2::read::GzDecoder::new(file)))
        .expect("an array of records")
}

/// Writes modules as a folder that the demo can serve.
pub fn write_folder(folder: &Path, modules: &[(&str, &[Value])]) {
    fs::create_dir_all(folder).expect("a folder can be made");
    for (module, records) in modules {
        let mut file =
            fs::File::create(folder.join(format!("{module}.json"))).expect("a file can be made");
        file.write_all(json!(records).to_string().as_bytes())
            .expect("a file can be written");
    }
}

/// A setup with one tenant and one property for each Location, named as the Location in lower case.
pub fn a_property_for_each_location(folder: &Path) -> Value {
    let locations = records(folder, "locations");
    let ids: Vec<&str> = locations
        .iter()
        .filter_map(|location| location["id"].as_str())
        .collect();
    let unit =
        |id: &&str| json!({ "id": id.to_lowercase(), "kind": "property", "name": id, "units": [] });
    let assignment = |id: &&str| json!({ "unit": id.to_lowercase(), "location": id });
    json!({
        "operator": { "name": "Stadtwerke Beispiel" },
        "tenants": [{
            "id": "house", "name": "Haus Beispiel", "time_zone": "Europe/Berlin",
            "units": ids.iter().map(unit).collect::<Vec<_>>(),
            "assignments": ids.iter().map(assignment).collect::<Vec<_>>()
        }]
    })
}

fn charged_alone(figures: &mut Value) {
    if let Some(figures) = figures.as_object_mut() {
        figures.retain(|key, _| key != "availability" && key != "observed");
    }
}
