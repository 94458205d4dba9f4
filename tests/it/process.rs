//! The real executable: building from files, serving on a real socket, killed when dropped.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

/// Longest time for a server to become ready, or a process to end, before the test gives up.
const PATIENCE: Duration = Duration::from_mins(1);

/// The executable under test, with nothing of the environment that could change its settings.
pub(crate) fn nearsite() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nearsite"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("NEARSITE_")) {
        command.env_remove(name);
    }
    command
}

/// Input files of a snapshot, in one folder.
pub(crate) struct InputFolder {
    folder: PathBuf,
}

impl InputFolder {
    /// Writes files by name.
    pub(crate) fn write(folder: &Path, files: &[(&str, &str)]) -> Self {
        fs::create_dir_all(folder).unwrap();
        for (name, text) in files {
            fs::write(folder.join(name), text).unwrap();
        }
        Self {
            folder: folder.to_owned(),
        }
    }

    /// The command that builds a snapshot from them.
    pub(crate) fn index(&self, out: &Path, as_of: &str) -> Command {
        let mut command = nearsite();
        command
            .arg("index")
            .arg("--out")
            .arg(out)
            .args(["--as-of", as_of]);
        for (flag, name) in [
            ("--registrations", "registrations.ndjson"),
            ("--participation", "participation.csv"),
            ("--networks", "networks.csv"),
            ("--scores", "modality_scores.csv"),
            ("--prices", "prices.csv"),
        ] {
            command.arg(flag).arg(self.folder.join(name));
        }
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Builds, and shows what the program said if it failed.
    pub(crate) fn build(&self, out: &Path, as_of: &str) -> Output {
        let output = self.index(out, as_of).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "index failed: {said}");
        output
    }
}

/// Ports are handed out upwards from a random start, so that tests in one process never share one.
pub(crate) fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let start = 20_000 + (std::process::id() % 20_000) as u16;
    loop {
        let port = start + NEXT.fetch_add(1, Ordering::Relaxed) % 20_000;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// A server over a snapshot directory.
pub(crate) struct Server {
    child: Child,
    address: String,
    admin_address: String,
}

impl Server {
    /// Starts `nearsite serve` with this many worker threads and waits until it is ready.
    pub(crate) fn start(index: &Path, threads: usize) -> Self {
        Self::start_with(index, threads, &[])
    }

    /// Starts it with further flags.
    pub(crate) fn start_with(index: &Path, threads: usize, flags: &[&str]) -> Self {
        let (port, admin) = (free_port(), free_port());
        let child = nearsite()
            .arg("serve")
            .arg("--index")
            .arg(index)
            .args(["--listen", &format!("127.0.0.1:{port}")])
            .args(["--admin-listen", &format!("127.0.0.1:{admin}")])
            .args(flags)
            .env("TOKIO_WORKER_THREADS", threads.to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = Self {
            child,
            address: format!("http://127.0.0.1:{port}"),
            admin_address: format!("http://127.0.0.1:{admin}"),
        };
        let started = Instant::now();
        let client = server.client();
        while client
            .get("/readyz")
            .is_none_or(|(status, _)| status != 200)
        {
            assert!(
                started.elapsed() < PATIENCE,
                "the server did not become ready"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        server
    }

    /// A client of its own connection.
    pub(crate) fn client(&self) -> Client {
        Self::client_of(&self.address)
    }

    /// A client of the listener with the metrics.
    pub(crate) fn admin_client(&self) -> Client {
        Self::client_of(&self.admin_address)
    }

    fn client_of(address: &str) -> Client {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(PATIENCE))
            .build();
        Client {
            agent: config.into(),
            address: address.to_owned(),
        }
    }

    /// Sends the process a signal by name, such as `HUP`.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args([&format!("-{name}"), &id])
                .status()
                .unwrap()
                .success()
        );
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A client with one kept-alive connection.
pub(crate) struct Client {
    agent: ureq::Agent,
    address: String,
}

impl Client {
    /// Posts a JSON body; status and bytes of the answer, or nothing when there was none.
    pub(crate) fn try_post(&self, path: &str, body: &str) -> Option<(u16, Vec<u8>)> {
        let request = self.agent.post(format!("{}{path}", self.address));
        let mut answer = request
            .header("content-type", "application/json")
            .send(body)
            .ok()?;
        Some((
            answer.status().as_u16(),
            answer.body_mut().read_to_vec().ok()?,
        ))
    }

    /// Posts a JSON body that must be answered.
    pub(crate) fn post(&self, path: &str, body: &str) -> (u16, Vec<u8>) {
        self.try_post(path, body)
            .unwrap_or_else(|| panic!("no answer to {path}"))
    }

    /// Gets a path.
    pub(crate) fn get(&self, path: &str) -> Option<(u16, Vec<u8>)> {
        let mut answer = self
            .agent
            .get(format!("{}{path}", self.address))
            .call()
            .ok()?;
        Some((
            answer.status().as_u16(),
            answer.body_mut().read_to_vec().ok()?,
        ))
    }
}
