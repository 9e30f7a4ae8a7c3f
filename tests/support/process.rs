//! The program as its users run it: a child process, its exit and what it printed; a daemon that is stopped or killed with its handle.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// The longest time until a daemon says where it listens. Generous: other tests run beside it on two cores.
const PATIENCE: Duration = Duration::from_mins(1);

/// The variables that name the language of whoever runs the tests.
const LANGUAGE: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The program, with these arguments, in this folder, with nothing of this process's own configuration or language.
pub(crate) fn passerelle(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_passerelle"));
    command.args(arguments).current_dir(folder);
    for (name, _) in std::env::vars_os() {
        let told = name.to_string_lossy();
        if told.starts_with("PASSERELLE") || LANGUAGE.contains(&&*told) {
            command.env_remove(name);
        }
    }
    command
}

/// Runs the program to its end.
pub(crate) fn run(arguments: &[&str], folder: &Path) -> Output {
    passerelle(arguments, folder)
        .output()
        .expect("the program starts")
}

/// The text that a run printed on stdout.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The text that a run printed on stderr.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A running daemon; killed when dropped.
pub(crate) struct Daemon {
    child: Child,
    /// `http://127.0.0.1:PORT`.
    pub(crate) address: String,
    lines: mpsc::Receiver<String>,
    log: Vec<String>,
}

impl Daemon {
    /// Starts the program and waits until it says where it listens.
    pub(crate) fn start(arguments: &[&str], folder: &Path) -> Self {
        let mut child = passerelle(arguments, folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let lines = lines_of(
            child.stdout.take().expect("stdout"),
            child.stderr.take().expect("stderr"),
        );
        let mut daemon = Self {
            child,
            address: String::new(),
            lines,
            log: Vec::new(),
        };
        daemon.address = daemon.wait_for_address();
        daemon
    }

    fn wait_for_address(&mut self) -> String {
        let deadline = Instant::now() + PATIENCE;
        while let Ok(line) = self
            .lines
            .recv_timeout(deadline.saturating_duration_since(Instant::now()))
        {
            let address = line
                .split_whitespace()
                .find_map(|word| word.strip_prefix("listening=").map(str::to_owned));
            self.log.push(line);
            if let Some(address) = address {
                return address.trim_matches('"').to_owned();
            }
        }
        panic!(
            "the program did not say where it listens:\n{}",
            self.log.join("\n")
        );
    }

    /// Everything that it printed until now.
    pub(crate) fn log(&mut self) -> String {
        self.log.extend(self.lines.try_iter());
        self.log.join("\n")
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // Already gone when it was killed or ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines_of(
    stdout: impl Read + Send + 'static,
    stderr: impl Read + Send + 'static,
) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    for stream in [Box::new(stdout) as Box<dyn Read + Send>, Box::new(stderr)] {
        let sender = sender.clone();
        std::thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
    }
    receiver
}
