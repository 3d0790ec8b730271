//! Running the command as a person would.

use std::{
	ffi::OsStr,
	path::Path,
	process::{Command, Output},
};

/// What a run of the command did.
pub struct Run {
	/// The exit code.
	pub code: i32,
	/// Its answer.
	pub stdout: String,
	/// Everything else that it said.
	pub stderr: String,
}

impl Run {
	/// The run, if it ended as expected.
	#[track_caller]
	pub fn ends_with(self, code: i32) -> Self {
		assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
		self
	}

	/// The run, if it said all of this.
	#[track_caller]
	pub fn says(self, parts: &[&str]) -> Self {
		let said = format!("{}{}", self.stdout, self.stderr);
		for part in parts {
			assert!(said.contains(part), "{part:?} is not in\n{said}");
		}
		self
	}

	/// The answer as JSON.
	#[track_caller]
	pub fn json(&self) -> serde_json::Value {
		serde_json::from_str(&self.stdout)
			.unwrap_or_else(|error| panic!("{error} in\n{}\n{}", self.stdout, self.stderr))
	}
}

/// The command with a store and nothing from the environment.
pub fn command(store: &Path) -> Command {
	let mut command = Command::new(env!("CARGO_BIN_EXE_animechain"));
	command.env_clear().env("ANIMECHAIN_STORE", store);
	command
}

/// Runs `command` with `arguments`.
pub fn run(command: &mut Command, arguments: &[impl AsRef<OsStr>]) -> Run {
	let Output { status, stdout, stderr } = command.args(arguments).output().unwrap();
	Run {
		code: status.code().unwrap(),
		stdout: String::from_utf8(stdout).unwrap(),
		stderr: String::from_utf8(stderr).unwrap(),
	}
}
