//! Runs the node's binary as its users do and asks it over HTTP.

// Each test file is a crate of its own and uses its own part of this.
#![allow(dead_code)]

use serde_json::{json, Value};
use std::{
	fs::{self, File},
	io::{Read, Write},
	net::{TcpListener, TcpStream},
	path::{Path, PathBuf},
	process::{Child, Command, Output, Stdio},
	sync::OnceLock,
	thread,
	time::{Duration, Instant},
};
use tempfile::TempDir;

/// Long enough for a busy machine to compile the runtime and start.
pub const PATIENCE: Duration = Duration::from_secs(180);

/// How often a condition is looked at.
const GLANCE: Duration = Duration::from_millis(100);

/// The binary with `arguments`.
pub fn node(arguments: &[&str]) -> Command {
	let mut command = Command::new(env!("CARGO_BIN_EXE_animechain-node"));
	command.args(arguments).stdin(Stdio::null());
	command
}

/// Run the binary to its end.
pub fn run(arguments: &[&str]) -> Output {
	node(arguments).output().expect("the binary runs")
}

/// Run the binary to its end, which has to be a good one.
pub fn run_well(arguments: &[&str]) -> Output {
	let output = run(arguments);
	assert!(output.status.success(), "{arguments:?} failed:\n{}", stderr(&output));
	output
}

/// Run the binary to its end, which has to be a failure, and take the line that explains it.
pub fn run_badly(arguments: &[&str]) -> String {
	let output = run(arguments);
	assert!(!output.status.success(), "{arguments:?} succeeded:\n{}", stderr(&output));
	explanation(&stderr(&output)).to_string()
}

/// The one line that starts with `Error:`.
fn explanation(log: &str) -> &str {
	let lines: Vec<_> = log.lines().filter(|line| line.starts_with("Error: ")).collect();
	assert_eq!(lines.len(), 1, "not exactly one line starts with `Error: `:\n{log}");
	lines[0]
}

/// What the binary wrote to standard error.
pub fn stderr(output: &Output) -> String {
	String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What the binary wrote to standard output.
pub fn stdout(output: &Output) -> String {
	String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A path as an argument.
pub fn argument(path: &Path) -> &str {
	path.to_str().expect("temporary paths are UTF-8")
}

/// A port of this machine that nobody uses at the moment.
pub fn free_port() -> u16 {
	let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
	listener.local_addr().expect("it is bound").port()
}

/// Look at `condition` until it holds.
pub fn wait_for<T>(what: &str, mut condition: impl FnMut() -> Option<T>) -> T {
	let deadline = Instant::now() + PATIENCE;
	loop {
		if let Some(value) = condition() {
			return value;
		}
		assert!(Instant::now() < deadline, "waited in vain for {what}");
		thread::sleep(GLANCE);
	}
}

/// The development chain as a file with its state. A node that starts from `dev` compiles the runtime three
/// times, twice of them to build the genesis; one that starts from this file, once.
pub fn dev_chain() -> &'static str {
	static SPEC: OnceLock<PathBuf> = OnceLock::new();
	let path = SPEC.get_or_init(|| {
		let raw = run_well(&["export-chain-spec", "--chain", "dev", "--raw"]).stdout;
		let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("dev.raw.json");
		fs::write(&path, raw).expect("the target folder can be written");
		path
	});
	argument(path)
}

/// A running development node; stopped when it goes out of scope.
pub struct DevNode {
	child: Child,
	port: u16,
	log: PathBuf,
	_folder: TempDir,
}

impl DevNode {
	/// Start a node on `base_path` and wait until it answers.
	pub fn start(base_path: &Path, arguments: &[&str]) -> Self {
		let folder = tempfile::tempdir().expect("a folder for the log");
		let log = folder.path().join("node.log");
		let port = free_port();
		let child = node(&["--dev", "--chain", dev_chain(), "--base-path", argument(base_path)])
			.args(["--rpc-port", &port.to_string(), "--no-prometheus", "--no-telemetry"])
			.args(["--db-storage-threshold", "0"])
			.args(arguments)
			.stdout(Stdio::null())
			.stderr(File::create(&log).expect("a log file"))
			.spawn()
			.expect("the binary starts");
		let mut node = Self { child, port, log, _folder: folder };
		wait_for("the node's RPC", || {
			if let Some(status) = node.child.try_wait().expect("it is our child") {
				panic!("the node ended with {status}:\n{}", node.log());
			}
			node.try_call("system_health", json!([]))
		});
		node
	}

	/// The port that it answers on.
	pub fn port(&self) -> u16 {
		self.port
	}

	/// What it logged so far.
	pub fn log(&self) -> String {
		fs::read_to_string(&self.log).unwrap_or_default()
	}

	/// Call a method that has to succeed.
	pub fn call(&self, method: &str, parameters: Value) -> Value {
		self.try_call(method, parameters)
			.unwrap_or_else(|| panic!("{method} has no result:\n{}", self.log()))
	}

	/// Call a method.
	fn try_call(&self, method: &str, parameters: Value) -> Option<Value> {
		let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": parameters })
			.to_string();
		let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
		stream.set_read_timeout(Some(PATIENCE)).ok()?;
		write!(
			stream,
			"POST / HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\n\
			 Content-Length: {}\r\nConnection: close\r\n\r\n{request}",
			self.port,
			request.len(),
		)
		.ok()?;
		let mut answer = String::new();
		stream.read_to_string(&mut answer).ok()?;
		// Whatever frames it, the object is what lies between the outermost braces.
		let body = answer.get(answer.find('{')?..=answer.rfind('}')?)?;
		serde_json::from_str::<Value>(body).ok()?.get("result").cloned()
	}

	/// The number of the best block.
	pub fn height(&self) -> u64 {
		number(&self.call("chain_getHeader", json!([])))
	}

	/// The number of the finalised block.
	pub fn finalised_height(&self) -> u64 {
		let hash = self.call("chain_getFinalizedHead", json!([]));
		number(&self.call("chain_getHeader", json!([hash])))
	}

	/// Wait until the best block is at least `height`.
	pub fn wait_for_height(&self, height: u64) -> u64 {
		wait_for(&format!("block {height}"), || {
			Some(self.height()).filter(|reached| *reached >= height)
		})
	}

	/// Stop it as an operator would, and wait until it is gone.
	pub fn stop(mut self) {
		let id = self.child.id().to_string();
		let sent = Command::new("kill").args(["-TERM", &id]).status().expect("kill runs");
		assert!(sent.success(), "the node was not running any more:\n{}", self.log());
		let status = wait_for("the node's end", || self.child.try_wait().expect("it is our child"));
		assert!(status.success(), "the node ended with {status}:\n{}", self.log());
	}
}

impl Drop for DevNode {
	fn drop(&mut self) {
		// Nothing to do about a failure: it has ended already.
		let _ = self.child.kill();
		let _ = self.child.wait();
	}
}

/// The number in a header.
fn number(header: &Value) -> u64 {
	let digits = header["number"].as_str().and_then(|number| number.strip_prefix("0x"));
	let digits = digits.expect("a header has a number in hexadecimal");
	u64::from_str_radix(digits, 16).expect("the number is hexadecimal")
}
