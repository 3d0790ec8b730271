//! What the command does without a node.

#![allow(clippy::unwrap_used)]

mod common;

use std::{fs, path::Path};

use common::Run;

/// A port at which nobody listens.
const NOBODY: &str = "ws://127.0.0.1:1";

fn animechain(folder: &Path, arguments: &[&str]) -> Run {
	let mut command = common::command(&folder.join("store"));
	common::run(command.current_dir(folder).env("ANIMECHAIN_URL", NOBODY), arguments)
}

fn folder() -> tempfile::TempDir {
	let folder = tempfile::tempdir().unwrap();
	for name in ["ink/1.png", "ink/2.png", "colour/3.png"] {
		let path = folder.path().join(name);
		fs::create_dir_all(path.parent().unwrap()).unwrap();
		fs::write(path, name).unwrap();
	}
	folder
}

#[test]
fn an_empty_folder_is_named() {
	let folder = folder();
	fs::create_dir(folder.path().join("empty")).unwrap();
	for arguments in [&["register", "empty", "--key", "//Alice"][..], &["tree", "ink", "empty"]] {
		animechain(folder.path(), arguments).ends_with(1).says(&["empty", "no file"]);
	}
}

#[test]
fn a_missing_file_is_named() {
	let folder = folder();
	animechain(folder.path(), &["register", "gone.png", "--key", "//Alice"])
		.ends_with(1)
		.says(&["gone.png"]);
	animechain(folder.path(), &["verify", "gone.png"]).ends_with(1).says(&["gone.png"]);
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_named() {
	let folder = folder();
	std::os::unix::fs::symlink("/no/such/file", folder.path().join("ink/broken.png")).unwrap();
	animechain(folder.path(), &["register", "ink", "--key", "//Alice"])
		.ends_with(1)
		.says(&["broken.png"]);
}

#[test]
fn an_unreachable_node_is_named_in_one_line() {
	let folder = folder();
	for arguments in [
		&["show", "0"][..],
		&["trace", "0"],
		&["retire", "0", "--key", "//Alice"],
		&["register", "ink", "--key", "//Alice"],
		&["offer", "0", "--purposes", "all", "--key", "//Alice"],
		&["withdraw", "--offer", "0", "--key", "//Alice"],
		&["reserve", "ink", "--key", "//Alice"],
		&["check", "ink"],
		&["receipt", "--edge", "4:2"],
	] {
		let run = animechain(folder.path(), arguments).ends_with(1).says(&[NOBODY, "make run"]);
		assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
		assert_eq!(run.stdout, "");
	}
	assert!(!folder.path().join("store").exists(), "nothing was prepared");
}

#[test]
fn errors_are_json_too() {
	let folder = folder();
	let run = animechain(folder.path(), &["show", "0", "--json"]).ends_with(1);
	assert!(run.json()["error"].as_str().unwrap().contains(NOBODY));
	assert_eq!(run.json()["exitCode"], 1);
}

#[test]
fn limits_are_named_before_anything_is_sent() {
	let folder = folder();
	let parents: Vec<String> = (0..65).map(|id| id.to_string()).collect();
	let parents = parents.join(",");
	let dataset = |includes: &str| {
		animechain(folder.path(), &["dataset", "--includes", includes, "--key", "//Alice"])
	};
	dataset(&parents).ends_with(1).says(&["65 edges", "at most 64"]);
	dataset("1:60%,2:40.0001%").ends_with(1).says(&["100.0001 %", "100 %"]);
	dataset("1,2,1").ends_with(1).says(&["includes 1", "twice"]);
	animechain(folder.path(), &["dataset", "--key", "//Alice"]).ends_with(1).says(&["--includes"]);
	animechain(folder.path(), &["output", "ink", "--key", "//Alice"])
		.ends_with(1)
		.says(&["--generated-by"]);
	animechain(folder.path(), &["model", "--trained-on", "1", "--key", "//Alice"])
		.ends_with(1)
		.says(&["--file", "--commitment"]);
	let long = "x".repeat(65);
	let arguments = ["register", "ink", "--rights-information", &long, "--key", "//Alice"];
	animechain(folder.path(), &arguments).ends_with(1).says(&["65 bytes", "64"]);
}

#[test]
fn what_is_said_wrongly_about_permission_is_named_before_anything_is_sent() {
	let folder = folder();
	let offer = |more: &[&str]| {
		let arguments = [&["offer", "0", "--purposes", "all", "--key", "//Alice"], more].concat();
		animechain(folder.path(), &arguments).ends_with(1)
	};
	offer(&["--price", "cheap"]).says(&["cheap", "ANIM"]);
	offer(&["--price", "0"]).says(&["no price"]);
	offer(&["--price", "1,5", "--currency", "3"]).says(&["1,5", "--currency"]);
	offer(&["--legal", "gone.md"]).says(&["gone.md"]);
	animechain(
		folder.path(),
		&["withdraw", "--asset", "0", "--evidence", "gone.md", "--key", "//Alice"],
	)
	.ends_with(1)
	.says(&["gone.md"]);
	animechain(folder.path(), &["relay", "ink/1.png", "--key", "//Alice"])
		.ends_with(1)
		.says(&["ink/1.png"]);
	animechain(folder.path(), &["exclude", "--proof", "ink/1.png", "--key", "//Alice"])
		.ends_with(1);
	animechain(folder.path(), &["permitted", "0", "--purposes", "all"])
		.ends_with(1)
		.says(&["--key"]);
}

#[test]
fn what_is_no_money_is_named_before_anything_is_sent() {
	let folder = folder();
	let run = |arguments: &[&str]| {
		let arguments = [arguments, &["--key", "//Alice"]].concat();
		animechain(folder.path(), &arguments).ends_with(1)
	};
	let to = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
	for command in
		[&["pay", "0", "much"][..], &["flow", "0", "much"], &["send", "much", "--to", to]]
	{
		run(command).says(&["much", "a number like"]);
	}
	run(&["pay", "0", "0.0"]).says(&["it has to be more"]);
	run(&["pay", "0", "1", "--invoice", "gone.pdf"]).says(&["gone.pdf"]);
	run(&["create-currency", "7", "--symbol", "EUR", "--supply", "0.001"]).says(&["decimals"]);
	run(&["create-currency", "7", "--symbol", "EUR", "--least", "2", "--supply", "1"])
		.says(&["at least 2 EUR#7"]);
	for command in
		[&["pay", "0", "1"][..], &["earnings"], &["claim", "--all"], &["pool", "0"], &["supply"]]
	{
		run(command).says(&[NOBODY, "make run"]);
	}
}

#[test]
fn what_is_no_agreement_is_named_before_anything_is_sent() {
	let folder = folder();
	let bob = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
	let run = |line: &str| {
		let line = format!("{line} --key //Alice");
		animechain(folder.path(), &line.split(' ').collect::<Vec<_>>())
	};
	let propose = |rest: &str| run(&format!("agree propose --to {bob} --deadline +9 {rest}"));
	let many: String = (0..5).map(|asset| format!("--control {asset} ")).collect();
	propose(&format!("{many}--paid 1")).ends_with(1).says(&["5 things", "at most 4"]);
	let many: String = (0..9).map(|asset| format!(" --certified {asset}")).collect();
	propose(&format!("--control 0{many}")).ends_with(1).says(&["9 conditions", "at most 8"]);
	for needs in ["0", "2"] {
		propose(&format!("--control 0 --paid 1 --needs {needs}")).ends_with(1).says(&["--needs"]);
	}
	propose("--control 0 --paid 1 --text gone.md").ends_with(1).says(&["gone.md"]);
	run("agree propose --to 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY --control 0 --paid 1 --deadline 9")
		.ends_with(1)
		.says(&["name another account"]);
	propose("--control 0 --paid 1").ends_with(1).says(&[NOBODY]);
	propose("--control 0 --paid 0").ends_with(2).says(&["it has to be more"]);
	propose("--control 0 --paid 1:EUR").ends_with(2).says(&["animechain currencies"]);
	run(&format!("transfer-shares 0 --to {bob} --to {bob} --units 1"))
		.ends_with(1)
		.says(&["named twice"]);
	run(&format!("transfer-shares 0 --to {bob} --to 5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y --percent 51%"))
		.ends_with(1)
		.says(&["more than an asset has"]);
	run("agree accept 0 --committee gone.json").ends_with(1).says(&["gone.json"]);
	run("agree accept 0 --committee ink/1.png").ends_with(1).says(&["ink/1.png"]);
	run("agree accept 0 --text gone.md").ends_with(1).says(&["gone.md"]);
	run(&format!("committee {bob} --needs 2 --out c.json")).ends_with(1).says(&["2 to 100"]);
	run(&format!("committee {bob} {bob} --needs 2 --out c.json")).ends_with(1).says(&["twice"]);
	assert!(!folder.path().join("c.json").exists());
	for line in ["agree show 0", "approve 0", "agreements", "listings", "buy 0", "collect"] {
		run(line).ends_with(1).says(&[NOBODY, "make run"]);
	}
}

#[test]
fn wrong_usage_has_a_code_of_its_own() {
	let folder = folder();
	for arguments in [&["nothing"][..], &["register"], &["show", "x"], &["show"]] {
		animechain(folder.path(), arguments).ends_with(2);
	}
}

#[test]
fn a_file_that_nobody_registered_is_unknown() {
	let folder = folder();
	let run = animechain(folder.path(), &["verify", "ink/1.png", "--json"]).ends_with(4);
	assert_eq!(run.json()["verdict"], "unknown");
	animechain(folder.path(), &["proof", "ink/1.png", "--out", "p.json"]).ends_with(4);
	assert!(!folder.path().join("p.json").exists());
}

#[test]
fn addresses_are_printed_and_secrets_are_not() {
	let folder = folder();
	let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
	let run = animechain(folder.path(), &["keys", "--key", "//Alice"]).ends_with(0);
	assert_eq!(run.stdout, format!("{alice}\n"));
	fs::write(folder.path().join("key"), "//Alice\n").unwrap();
	animechain(folder.path(), &["keys", "--key", "@key"]).ends_with(0).says(&[alice]);
	animechain(folder.path(), &["keys"]).ends_with(1).says(&["--key", "ANIMECHAIN_KEY"]);

	let secret = "hunter2 is not a phrase";
	let with = |arguments: &[&str]| {
		let mut command = common::command(folder.path());
		common::run(command.env("ANIMECHAIN_KEY", secret).env("RUST_LOG", "trace"), arguments)
	};
	for run in [
		with(&["keys"]),
		with(&["--help"]),
		with(&["keys", "--help"]),
		animechain(folder.path(), &["keys", "--key", secret]),
		animechain(folder.path(), &["show", "x", "--key", secret]),
	] {
		assert!(!format!("{}{}", run.stdout, run.stderr).contains("hunter2"));
	}
}

#[test]
fn a_tree_is_built_without_a_node() {
	let folder = folder();
	let run = animechain(folder.path(), &["tree", "ink", "colour/3.png", "--json"]).ends_with(0);
	let json = run.json();
	assert_eq!(json["contents"]["leaves"], 3);
	assert_eq!(json["contents"]["weight"], "3");
	assert_eq!(json["bytes"], (9 + 9 + 12).to_string());
}
