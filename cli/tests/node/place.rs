//! A node, and a folder from which the command talks to it.

use std::{
	env, fs,
	net::TcpListener,
	path::{Path, PathBuf},
	process::{Child, Command, Stdio},
	thread::sleep,
	time::{Duration, Instant},
};

use serde_json::Value;

use crate::common::{self, Run};

/// The address of `//Alice`.
pub const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
/// The address of `//Bob`.
pub const BOB: &str = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";

/// A development chain that starts from nothing and ends with the test.
pub struct Node {
	process: Child,
	url: String,
}

impl Node {
	/// Starts one that keeps its files in `folder`.
	pub fn start(folder: &Path) -> Self {
		let beside = Path::new(env!("CARGO_BIN_EXE_animechain")).with_file_name("animechain-node");
		let binary = env::var_os("ANIMECHAIN_NODE").map_or(beside, PathBuf::from);
		assert!(binary.exists(), "{} is missing: run `make build` first", binary.display());
		let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
		fs::create_dir_all(folder).unwrap();
		let log = fs::File::create(folder.join("node.log")).unwrap();
		let process = Command::new(binary)
			.args(["--dev", "--instant-seal", "--no-prometheus", "--port", "0"])
			// The commands are what is tested: nobody else refreshes.
			.arg("--no-lineage-refresh")
			.arg("--rpc-port")
			.arg(port.to_string())
			.arg("--base-path")
			.arg(folder.join("chain"))
			.stdout(Stdio::null())
			.stderr(log)
			.spawn()
			.unwrap();
		let mut node = Self { process, url: format!("ws://127.0.0.1:{port}") };
		let begin = Instant::now();
		while common::run(&mut node.command(folder), &["show", "0"])
			.stderr
			.contains("no node answers")
		{
			let ended = node.process.try_wait().unwrap();
			assert!(
				ended.is_none() && begin.elapsed() < Duration::from_secs(120),
				"the node did not start: {}",
				fs::read_to_string(folder.join("node.log")).unwrap()
			);
			sleep(Duration::from_millis(200));
		}
		node
	}

	fn command(&self, folder: &Path) -> Command {
		let mut command = common::command(&folder.join("store"));
		command
			.current_dir(folder)
			.env("ANIMECHAIN_URL", &self.url)
			.env("ANIMECHAIN_KEY", "//Alice");
		command
	}
}

impl Drop for Node {
	fn drop(&mut self) {
		let _ = self.process.kill();
		let _ = self.process.wait();
	}
}

/// A folder with files and a node.
pub struct Place<'a> {
	/// The node.
	pub node: &'a Node,
	/// The folder.
	pub folder: PathBuf,
}

impl<'a> Place<'a> {
	/// A place of its own, with its own store, on a chain that others use too.
	pub fn new(node: &'a Node, name: &str) -> Self {
		let folder = node_folder().join(name);
		for file in ["ink/1.png", "ink/2.png", "ink/3.png", "single.png", "card.md"] {
			let path = folder.join(file);
			fs::create_dir_all(path.parent().unwrap()).unwrap();
			fs::write(path, format!("{name} {file}")).unwrap();
		}
		Self { node, folder }
	}

	/// Runs the command with the words of a line.
	pub fn run(&self, line: &str) -> Run {
		let arguments: Vec<&str> = line.split(' ').collect();
		common::run(&mut self.node.command(&self.folder), &arguments)
	}

	/// Runs a command that succeeds, and gives its JSON.
	#[track_caller]
	pub fn json(&self, line: &str) -> Value {
		self.run(&format!("{line} --json")).ends_with(0).json()
	}

	/// Runs a command that registers something, and gives its id.
	#[track_caller]
	pub fn register(&self, line: &str) -> String {
		self.json(line)["asset"].as_str().unwrap().to_owned()
	}

	/// A file in the folder.
	pub fn path(&self, name: &str) -> PathBuf {
		self.folder.join(name)
	}

	/// The files in a folder of the store.
	pub fn kept(&self, folder: &str) -> Vec<PathBuf> {
		match fs::read_dir(self.path("store").join(folder)) {
			Ok(entries) => entries.map(|entry| entry.unwrap().path()).collect(),
			Err(_) => vec![],
		}
	}
}

/// Where this run keeps its files. Given by the one test of this file.
pub fn node_folder() -> PathBuf {
	env::temp_dir().join(format!("animechain-cli-test-{}", std::process::id()))
}
