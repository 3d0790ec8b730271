//! What a person reads when something is wrong: one line that says what to do.

mod common;

use common::{argument, free_port, run, run_badly, stderr, DevNode};
use std::{fs, net::TcpListener};

#[test]
fn missing_spec_file_is_named() {
	let folder = tempfile::tempdir().expect("a folder");
	let path = folder.path().join("nowhere.json");

	let error = run_badly(&["--chain", argument(&path)]);

	assert!(error.contains(argument(&path)), "{error}");
	assert!(error.contains("no such file"), "{error}");
}

#[test]
fn broken_spec_file_is_named_with_the_place() {
	let folder = tempfile::tempdir().expect("a folder");
	let path = folder.path().join("broken.json");
	fs::write(&path, "{ \"name\": \"x\",\n  id }").expect("the folder is writable");

	let output = run(&["--chain", argument(&path)]);
	let text = stderr(&output);

	assert!(!output.status.success());
	assert_eq!(text.lines().count(), 1, "{text}");
	assert!(text.starts_with("Error: "), "{text}");
	assert!(text.contains(argument(&path)), "{text}");
	assert!(text.contains("line 2"), "{text}");
}

#[test]
fn rocksdb_is_refused() {
	for arguments in [
		["--dev", "--database", "rocksdb"].as_slice(),
		&["--dev", "--database", "RocksDb"],
		&["check-block", "1", "--dev", "--db", "rocksdb"],
	] {
		let error = run_badly(arguments);
		assert!(error.contains("no RocksDB") && error.contains("paritydb"), "{error}");
	}
}

#[test]
fn relay_chain_without_spec_is_explained() {
	let folder = tempfile::tempdir().expect("a folder");
	let port = free_port().to_string();

	let error = run_badly(&[
		"--chain",
		"local",
		"--base-path",
		argument(folder.path()),
		"--rpc-port",
		&port,
		"--no-prometheus",
	]);

	assert!(error.contains("rococo-local"), "{error}");
	assert!(error.contains("-- --chain"), "{error}");
}

#[test]
fn sealing_modes_exclude_each_other() {
	for arguments in [
		["--dev", "--instant-seal", "--manual-seal"].as_slice(),
		&["--dev", "--dev-block-time", "500", "--instant-seal"],
		&["--dev", "--dev-block-time", "500", "--manual-seal"],
		&["--dev", "--dev-block-time", "0"],
		&["--instant-seal"],
	] {
		let output = run(arguments);
		assert_eq!(output.status.code(), Some(2), "{arguments:?}:\n{}", stderr(&output));
	}
}

#[test]
fn taken_rpc_port_is_an_error() {
	let holder = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
	let port = holder.local_addr().expect("it is bound").port();

	let error = run_badly(&["--dev", "--no-prometheus", "--rpc-port", &port.to_string()]);

	assert!(error.contains(&format!("port {port} is in use")), "{error}");
	assert!(error.contains("--rpc-port"), "{error}");
}

#[test]
fn taken_base_path_is_an_error() {
	let base_path = tempfile::tempdir().expect("a folder");
	let _first = DevNode::start(base_path.path(), &[]);

	let port = free_port().to_string();
	let error = run_badly(&[
		"--dev",
		"--base-path",
		argument(base_path.path()),
		"--rpc-port",
		&port,
		"--no-prometheus",
	]);

	assert!(error.contains("another node uses the base path"), "{error}");
	assert!(error.contains(argument(base_path.path())), "{error}");
}
