//! What the command does with a node of its own: the node's binary is needed, as `make build` makes it.

#![allow(clippy::unwrap_used)]

mod common;

use std::{
	env, fs,
	net::TcpListener,
	path::{Path, PathBuf},
	process::{Child, Command, Stdio},
	thread::sleep,
	time::{Duration, Instant},
};

use common::Run;
use serde_json::Value;

const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const BOB: &str = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";

/// A development chain that starts from nothing and ends with the test.
struct Node {
	process: Child,
	url: String,
}

impl Node {
	fn start(folder: &Path) -> Self {
		let beside = Path::new(env!("CARGO_BIN_EXE_animechain")).with_file_name("animechain-node");
		let binary = env::var_os("ANIMECHAIN_NODE").map_or(beside, PathBuf::from);
		assert!(binary.exists(), "{} is missing: run `make build` first", binary.display());
		let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
		fs::create_dir_all(folder).unwrap();
		let log = fs::File::create(folder.join("node.log")).unwrap();
		let process = Command::new(binary)
			.args(["--dev", "--instant-seal", "--no-prometheus", "--port", "0"])
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
struct Place<'a> {
	node: &'a Node,
	folder: PathBuf,
}

impl<'a> Place<'a> {
	/// A place of its own, with its own store, on a chain that others use too.
	fn new(node: &'a Node, name: &str) -> Self {
		let folder = node_folder().join(name);
		for file in ["ink/1.png", "ink/2.png", "ink/3.png", "single.png", "card.md"] {
			let path = folder.join(file);
			fs::create_dir_all(path.parent().unwrap()).unwrap();
			fs::write(path, format!("{name} {file}")).unwrap();
		}
		Self { node, folder }
	}

	fn run(&self, line: &str) -> Run {
		let arguments: Vec<&str> = line.split(' ').collect();
		common::run(&mut self.node.command(&self.folder), &arguments)
	}

	/// Runs a command that succeeds, and gives its JSON.
	#[track_caller]
	fn json(&self, line: &str) -> Value {
		self.run(&format!("{line} --json")).ends_with(0).json()
	}

	/// Runs a command that registers something, and gives its id.
	#[track_caller]
	fn register(&self, line: &str) -> String {
		self.json(line)["asset"].as_str().unwrap().to_owned()
	}

	fn path(&self, name: &str) -> PathBuf {
		self.folder.join(name)
	}

	/// The files in a folder of the store.
	fn kept(&self, folder: &str) -> Vec<PathBuf> {
		match fs::read_dir(self.path("store").join(folder)) {
			Ok(entries) => entries.map(|entry| entry.unwrap().path()).collect(),
			Err(_) => vec![],
		}
	}
}

/// Where this run keeps its files. Given by the one test of this file.
fn node_folder() -> PathBuf {
	env::temp_dir().join(format!("animechain-cli-test-{}", std::process::id()))
}

/// Starting a node takes seconds, so one test does all with the same.
#[test]
fn the_command_and_a_node() {
	struct Clean(PathBuf);
	impl Drop for Clean {
		fn drop(&mut self) {
			let _ = fs::remove_dir_all(&self.0);
		}
	}
	let clean = Clean(node_folder());
	let node = Node::start(&clean.0.join("node"));
	lineage_is_registered_and_traced(&Place::new(&node, "lineage"));
	files_are_verified(&Place::new(&node, "verify"));
	refusals_are_explained_and_nothing_is_lost(&Place::new(&node, "refusals"));
	a_registration_that_got_through_is_not_sent_twice(&Place::new(&node, "resume"));
	control_moves(&Place::new(&node, "control"));
	other_chains_are_noticed(&Place::new(&node, "chains"));
	let again = Node::start(&clean.0.join("again"));
	a_chain_that_starts_again_is_noticed(&Place::new(&node, "again-1"), &again);
	drop(again);
	let third = Node::start(&clean.0.join("third"));
	what_is_registered_again_is_found(&third);
}

fn lineage_is_registered_and_traced(place: &Place) {
	fs::write(place.path("weights.json"), r#"{"2.png": "5"}"#).unwrap();
	fs::write(place.path("people.json"), format!("{{\"3.png\": \"{BOB}\"}}")).unwrap();
	let collection = place.json(
		"register ink --weights weights.json --contributors people.json --contributors-share 70% \
		--basis licensed --metadata card.md --rights-information ISCC:TEST",
	);
	let work = collection["asset"].as_str().unwrap();
	assert_eq!(collection["contents"]["weight"], "7");
	let row = place.json(&format!("show {work}"));
	assert_eq!((&row["kind"], &row["registrant"]), (&"work".into(), &ALICE.into()));
	assert_eq!(row["contents"], collection["contents"]);
	assert_eq!(row["contents"]["contributorsSharePpm"], 700_000);
	assert_eq!(row["commitment"], collection["contents"]["root"]);
	assert_eq!(row["rightsInformation"], "ISCC:TEST");
	assert_eq!(row["composition"]["licensed"], "3");
	assert!(row["metadata"].as_str().unwrap().starts_with("0x"));
	assert_eq!(row["digest"], collection["digest"]);

	let single = place.register(&format!("register single.png --derived-from {work}:5%"));
	let dataset =
		place.register(&format!("dataset --includes {work}:60%,{single}:12.5% --file card.md"));
	let hex = "ab".repeat(32);
	let model = place.register(&format!("model --trained-on {dataset}:30% --commitment {hex}"));
	fs::write(place.path("made.png"), "made").unwrap();
	let output = place.register(&format!("output made.png --generated-by {model}:10%"));

	let tree = place.run(&format!("trace {output} --files")).ends_with(0).says(&[
		"made.png",
		&format!("generated by, 10 %: model {model}"),
		&format!("trained on, 30 %: dataset {dataset}"),
		&format!("includes, 60 %: work {work} · collection of 3 files"),
		"[1] 2.png",
		&format!("includes, 12.5 %: work {single}"),
		&format!("derived from, 5 %: work {work} (above)"),
	]);
	assert_eq!(tree.stdout.matches("[1] 2.png").count(), 1);
	let json = place.json(&format!("trace {output} --files"));
	let ids: Vec<&str> =
		json["assets"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
	assert_eq!(ids, [&output, &model, &dataset, &single, work]);
	assert_eq!(json["assets"][4]["files"][2]["contributor"], BOB);
	place.run(&format!("trace {output} --depth 1")).ends_with(0).says(&["1 parent (--depth)"]);
	place.run("show 18446744073709551615").ends_with(1).says(&["no asset 18446744073709551615"]);
	place.run("trace 999999").ends_with(1).says(&["no asset 999999"]);
}

fn files_are_verified(place: &Place) {
	let work = place.register("register ink");
	let single = place.register(&format!("output single.png --derived-from {work}"));
	let verified = place.json("verify ink/2.png");
	assert_eq!(
		(&verified["verdict"], &verified["asset"]),
		(&"verified".into(), &work.clone().into())
	);
	assert_eq!((&verified["leaf"]["index"], &verified["standing"]), (&1.into(), &"clear".into()));
	place.run("verify single.png").ends_with(0).says(&["verified", "output", ALICE]);

	// A copy elsewhere is the same content.
	fs::copy(place.path("ink/2.png"), place.path("copy.png")).unwrap();
	place.run("verify copy.png").ends_with(0);
	place.run(&format!("verify copy.png --asset {work}")).ends_with(0);
	place.run(&format!("verify copy.png --asset {single}")).ends_with(3);
	place.run("verify copy.png --asset 999999").ends_with(1).says(&["no asset 999999"]);

	// For somebody who has nothing but the file and a proof.
	for name in ["ink/2.png", "single.png"] {
		place.run(&format!("proof {name} --out proof.json")).ends_with(0);
		let stranger = format!("verify {name} --proof proof.json --store nothing");
		place.run(&stranger).ends_with(0).says(&["verified"]);
		place.run("verify card.md --proof proof.json").ends_with(3).says(&["another content"]);
		let forged = fs::read_to_string(place.path("proof.json")).unwrap();
		let forged = forged.replace(&format!("\"asset\": \"{single}\""), "\"asset\": \"0\"");
		let forged = forged.replace(&format!("\"asset\": \"{work}\""), "\"asset\": \"0\"");
		fs::write(place.path("forged.json"), forged).unwrap();
		place.run(&format!("verify {name} --proof forged.json")).ends_with(3);
	}

	// One byte.
	fs::write(place.path("ink/2.png"), "verify ink/2.pnG").unwrap();
	place.run("verify ink/2.png").ends_with(3).says(&["NOT VERIFIED", "changed", "leaf 1"]);
	place.run("proof ink/2.png --out p.json").ends_with(4).says(&["changed"]);
	fs::write(place.path("single.png"), "").unwrap();
	place.run("verify single.png").ends_with(3);

	place.run(&format!("retire {work}")).ends_with(0).says(&["retired"]);
	place.run("verify copy.png").ends_with(5).says(&["not clear", "retired"]);
}

fn refusals_are_explained_and_nothing_is_lost(place: &Place) {
	let poor = place.run("register ink --key //Nobody").ends_with(1).says(&[
		"cannot pay the fee",
		"ANIM",
		"nothing is lost",
		"register --resume",
	]);
	let json = place.run("register ink --key //Nobody --json").ends_with(1).json();
	assert!(Path::new(json["manifest"].as_str().unwrap()).exists());
	assert!(!poor.stderr.contains("//Nobody"));
	assert_eq!(place.kept("pending").len(), 2);

	place.run("register single.png --derived-from 999999").ends_with(1).says(&[
		"Provenance.",
		": ",
		"can be deleted",
	]);
	assert_eq!(place.kept("pending").len(), 3);
	let text = |path: &PathBuf| fs::read_to_string(path).unwrap();
	let pending = place.kept("pending").into_iter().find(|path| text(path).contains("999999"));
	let pending = pending.unwrap();
	let resume = format!("register --resume {}", pending.display());
	place.run(&resume).ends_with(1).says(&["Provenance."]);
	place.run(&format!("{resume} --key //Bob")).ends_with(1).says(&[ALICE, BOB]);
	place.run("verify single.png").ends_with(3).says(&["prepared and not registered", "--resume"]);

	// The parent exists now, in a manner of speaking.
	let work = place.register("register card.md");
	fs::write(&pending, text(&pending).replace("999999", &work)).unwrap();
	place.run(&resume).ends_with(0).says(&["registered work", "derived from"]);
	assert!(!pending.exists());
	place.run("verify single.png").ends_with(0);
}

fn a_registration_that_got_through_is_not_sent_twice(place: &Place) {
	let first = place.json("register ink");
	let path = first["manifest"].as_str().unwrap();
	// As it would be had the power failed between the block and the note of it.
	let text = fs::read_to_string(path).unwrap();
	let (before, after) = text.split_once("\"registration\":{").unwrap();
	let (_, after) = after.split_once('}').unwrap();
	let pending = place.path("store/pending/again.jsonl");
	fs::write(&pending, format!("{before}\"registration\":null{after}")).unwrap();
	fs::remove_file(path).unwrap();

	let again = place.json(&format!("register --resume {}", pending.display()));
	assert_eq!(again["asset"], first["asset"]);
	assert_eq!(again["digest"], first["digest"]);
	place.run("verify ink/1.png").ends_with(0);
	place.run(&format!("register --resume {path}")).ends_with(1).says(&["already registered"]);
}

fn control_moves(place: &Place) {
	let work = place.register("register single.png");
	place
		.run(&format!("transfer {work} --to {BOB}"))
		.ends_with(0)
		.says(&[&format!("asset {work} went from {ALICE} to {BOB}")]);
	assert_eq!(place.json(&format!("show {work}"))["controller"], BOB);
	place.run(&format!("dataset --includes {work}")).ends_with(1).says(&["Provenance."]);
	place.run(&format!("retire {work}")).ends_with(1).says(&["Provenance."]);
	place.run(&format!("dataset --includes {work} --key //Bob")).ends_with(0);
	place.run(&format!("retire {work} --key //Bob")).ends_with(0);
}

fn other_chains_are_noticed(place: &Place) {
	let other = format!("0x{}", "cd".repeat(32));
	place.register("register ink");
	let chain = place.kept("chains").remove(0);
	let known = chain.file_name().unwrap().to_str().unwrap().to_owned();
	// The same store, had it been filled on another chain.
	for path in place.kept(&format!("chains/{known}")) {
		fs::write(&path, fs::read_to_string(&path).unwrap().replace(&known, &other)).unwrap();
	}
	fs::rename(&chain, chain.with_file_name(&other)).unwrap();
	for line in ["verify ink/1.png", "register single.png", "dataset --includes 0", "retire 0"] {
		place.run(line).ends_with(1).says(&[&known, &other, "--store"]);
	}
	place.run("register single.png --new-chain").ends_with(0);
	place.run("verify single.png").ends_with(0);
	place.run("register card.md").ends_with(0);
}

fn a_chain_that_starts_again_is_noticed(place: &Place, again: &Node) {
	// The first chain already has some assets, so this one gets a larger id than any on the second.
	place.register("register ink");
	let again = Place { node: again, folder: place.folder.clone() };
	again.run("verify ink/1.png").ends_with(1).says(&["there is no asset"]);

	// And here the same id means two things.
	let second = Place::new(again.node, "again-2");
	second.register("register ink");
	let first = Place { node: place.node, folder: second.folder.clone() };
	first.run("verify ink/1.png").ends_with(3).says(&["started again from nothing"]);
}

fn what_is_registered_again_is_found(node: &Node) {
	// The store of a chain on which this was asset 0: now another registration of the same files is.
	let place = Place::new(node, "again-2");
	assert_eq!(place.register("register ink"), "0");
	place.run("verify ink/1.png").ends_with(0);
	place.run("proof ink/1.png --out proof.json").ends_with(0);
	place.run("verify ink/1.png --proof proof.json").ends_with(0).says(&["verified"]);
	// And one with a larger id than any here.
	let place = Place::new(node, "again-1");
	place.register("register ink");
	place.run("verify ink/1.png").ends_with(0);
	place.run("proof ink/1.png --out proof.json").ends_with(0);

	let proof = fs::read_to_string(place.path("proof.json")).unwrap();
	let proof = proof.replace("\"asset\": \"1\"", "\"asset\": \"999999\"");
	fs::write(place.path("forged.json"), proof).unwrap();
	place.run("verify ink/1.png --proof forged.json").ends_with(3).says(&["999999"]);
}
