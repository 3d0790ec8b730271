//! Files that are taken out of a collection, and files that never get into one.

use std::fs;

use crate::place::{Place, ALICE, BOB};

pub fn a_contributor_takes_a_file_out(place: &Place) {
	// Without any money: whoever takes something out need not pay for it.
	let poor = place.json("keys --key //Contributor");
	let poor = poor["address"].as_str().unwrap();
	place.run(&format!("sponsor {poor} --bytes 1")).ends_with(0);
	let people = format!("{{\"2.png\": \"{poor}\", \"3.png\": \"{BOB}\"}}");
	fs::write(place.path("people.json"), people).unwrap();
	let work = &place.register("register ink --contributors people.json");
	place.run("proof ink/3.png --out proof.json").ends_with(0);
	let exclude = "exclude --proof proof.json --reason privacy";
	place.run(exclude).ends_with(1).says(&[BOB, ALICE, "contributor"]);
	let out = place.json(&format!("{exclude} --key //Bob --store elsewhere"));
	assert_eq!((&out["leaf"], out["asset"].as_str()), (&2.into(), Some(work.as_str())));
	place.run(&format!("{exclude} --key //Bob")).ends_with(1).says(&["was taken out in block"]);
	// The second from the store, without a proof.
	place.run("exclude ink/2.png --key //Contributor").ends_with(0).says(&["took 2.png (leaf 1"]);
	place.run("exclude single.png --key //Bob").ends_with(1).says(&["has no leaf", "--proof"]);

	let row = place.json(&format!("show {work}"));
	assert_eq!(
		(&row["excluded"]["leaves"], &row["composition"]["optIn"]),
		(&2.into(), &"1".into())
	);
	place.run("verify ink/3.png").ends_with(5).says(&["contributor took the file out", "privacy"]);
	place.run("verify ink/1.png").ends_with(0);
	place.run(&format!("offer {work} --purposes training")).ends_with(0);
	let asked = |leaf| format!("permitted {work} --purposes training --leaf {leaf} --key //Bob");
	place.run(&asked(0)).ends_with(0).says(&["yes"]);
	place.run(&asked(2)).ends_with(1).says(&["contributor took the leaf out"]);
	place.run(&asked(3)).ends_with(1).says(&["no such leaf"]);

	let single = &place.register("register single.png");
	place.run("proof single.png --out single.json").ends_with(0);
	let advice = format!("withdraw --asset {single}");
	place.run("exclude --proof single.json").ends_with(1).says(&["no collection", &advice]);
	place.run("exclude --proof card.md").ends_with(1).says(&["not a proof"]);
}

pub fn reserved_files_are_found_before_a_collection_is_made(place: &Place) {
	fs::create_dir(place.path("found")).unwrap();
	for name in ["1.png", "2.png"] {
		fs::copy(place.path("ink").join(name), place.path("found").join(name)).unwrap();
	}
	fs::write(place.path("found/mine.png"), "mine").unwrap();
	place.run("check found").ends_with(0).says(&["none of 3 files is reserved"]);

	// One at a time, several at once, and never the same again.
	let reserve = "reserve ink/1.png --purposes generative-training,training --key //Bob";
	place.run(reserve).ends_with(0).says(&["reserved 1 file", "generative AI training"]);
	let rest = place.json("reserve ink --key //Bob");
	assert_eq!((rest["keys"].as_array().unwrap().len(), &rest["skipped"]), (2, &1.into()));
	assert_eq!(rest["transactions"].as_array().unwrap().len(), 1);
	place
		.run("reserve ink --key //Bob")
		.ends_with(0)
		.says(&["0 files", "3 reserved by this key already"]);

	let check = place.run("check found").ends_with(6).says(&[
		"RESERVED: 2 of 3 files",
		"1.png",
		"2.png",
		BOB,
	]);
	assert!(!check.stdout.contains("mine.png"), "{}", check.stdout);
	let json = place.run("check found --json").ends_with(6).json();
	assert_eq!(json["reserved"][0]["file"], "1.png");
	assert_eq!(json["reserved"][0]["reservations"][0]["by"], BOB);
	assert_eq!(json["reserved"][0]["reservations"][0]["purposes"][0], "aiTraining");

	place.run("register found").ends_with(6).says(&[
		"2 files",
		"1.png",
		BOB,
		"--despite-reservations",
	]);
	let json = place.run("register found --json").ends_with(6).json();
	assert_eq!(json["reserved"].as_array().unwrap().len(), 2);
	assert_eq!(place.kept("pending").len(), 0, "nothing was prepared");
	// Whoever reserved them may register them.
	place.run("register ink --key //Bob").ends_with(0);
	place.run("register found --despite-reservations").ends_with(0);

	place
		.run("reserve ink/1.png --lift")
		.ends_with(0)
		.says(&["0 files", "1 not reserved by this key"]);
	place.run("reserve ink --lift --key //Bob").ends_with(0).says(&["lifted the reservation of 3"]);
	place.run("check found ink").ends_with(0);
	place.run("register found --again").ends_with(0);
}
