//! Offers, licences and withdrawals.

use std::fs;

use serde_json::Value;

use crate::place::{Place, ALICE, BOB};

/// The SHA-256 of `terms`, as `sha256sum` says.
const TERMS: &str = "0x51d2361f4faea3bc8f9facdbc7d99abb555596a2e51f7b25fd3b41c93587e616";

fn text(value: &Value) -> &str {
	value.as_str().unwrap()
}

/// An illustrator offers, a model maker accepts and trains, the illustrator withdraws.
pub fn an_offer_is_accepted_used_and_withdrawn(place: &Place) {
	fs::write(place.path("legal.md"), "terms").unwrap();
	let work = &place.register("register ink");
	let train = |parent: &str| format!("model --trained-on {parent} --file card.md --key //Bob");
	place.run(&train(work)).ends_with(1).says(&[
		&format!("nobody offers asset {work}"),
		"generative AI training",
		&format!("animechain offers {work}"),
	]);
	place.run(&format!("offers {work}")).ends_with(0).says(&["never offered"]);

	let offered = place.json(&format!(
		"offer {work} --purposes generative-training,inference --price 2 --share 5% --legal legal.md \
		--transferable"
	));
	let offer = text(&offered["offer"]);
	let legal = text(&offered["stated"]["legal"]);
	assert_eq!(legal, TERMS);
	place.run(&format!("offers {work}")).ends_with(0).says(&[
		&format!("offer {offer} of asset {work}: stands, has to be accepted"),
		"2 ANIM",
		"5 %",
		legal.trim_start_matches("0x"),
	]);
	let advice = format!("animechain accept {offer}");
	place.run(&train(work)).ends_with(1).says(&[&advice]);
	place.run(&train(&format!("{work}@offer:{offer}"))).ends_with(1).says(&[&advice]);
	let asked = format!("permitted {work} --purposes generative-training --key //Bob");
	place.run(&asked).ends_with(1).says(&["no", &advice]);
	assert_eq!(place.kept("pending").len(), 0, "nothing was prepared");

	let accept = format!("accept {offer} --key //Bob");
	place.run(&format!("{accept} --max-price 1.9")).ends_with(1).says(&["2 ANIM", "1.9 ANIM"]);
	place.run(&format!("{accept} --max-share 4%")).ends_with(1).says(&["5 %", "4 %"]);
	place.run(&format!("{accept} --legal card.md")).ends_with(1).says(&["not the legal text"]);
	let accepted = place.json(&format!("{accept} --legal legal.md --max-price 2"));
	assert_eq!(accepted["termsDigest"], offered["termsDigest"]);
	let licence = text(&accepted["licence"]);
	place
		.run("licences --key //Bob")
		.ends_with(0)
		.says(&[&format!("licence {licence} for asset {work}")]);
	let yes = place.json(&asked);
	assert_eq!(
		(&yes["permitted"], text(&yes["authority"])),
		(&true.into(), &*format!("licence:{licence}"))
	);
	place
		.run(&format!("permitted {work} --purposes training --key //Bob"))
		.ends_with(1)
		.says(&["no, not for AI training"]);

	place.run(&train(&format!("{work}:4%"))).ends_with(1).says(&[
		"5 %",
		"4 %",
		&format!("{work}:5%"),
	]);
	let model = &place.register(&train(work));
	let row = place.json(&format!("show {model}"));
	assert_eq!(text(&row["edges"][0]["authority"]), format!("licence:{licence}"));
	assert_eq!(row["edges"][0]["sharePpm"], 50_000);
	assert_eq!(row["intent"]["purposes"][0], "aiGenerativeTraining");
	// The terms of the licence bind what comes of the model: inference, but no derivatives.
	fs::write(place.path("made.png"), "made").unwrap();
	place.run(&format!("output made.png --generated-by {model} --key //Bob")).ends_with(0);
	place
		.run(&format!("permitted {model} --purposes derivative --key //Bob"))
		.ends_with(1)
		.says(&["does not permit derivatives"]);
	let commercial = format!("{} --commercial", train(work));
	place.run(&commercial).ends_with(1).says(&["nobody offers", "commercially"]);

	let withdraw = format!("withdraw --asset {work} --reason objection --evidence card.md");
	place.run(&format!("{withdraw} --key //Bob")).ends_with(1).says(&[
		"only its controller",
		ALICE,
		BOB,
	]);
	place.run(&withdraw).ends_with(0).says(&["withdrew asset", "objection", "sha256"]);
	place.run(&withdraw).ends_with(1).says(&["withdrawn already"]);
	let again = train(work);
	place.run(&again).ends_with(1).says(&[&format!("asset {work} is withdrawn"), "history"]);
	let named = train(&format!("{work}:5%@licence:{licence}"));
	place.run(&named).ends_with(1).says(&["Provenance.ParentNotClear", "Advice:"]);

	// The earlier model stays, and says so once it is refreshed.
	assert_eq!(place.json(&format!("show {model}"))["affectedBy"], Value::Null);
	let refreshed = place.json(&format!("refresh {model} --key //Bob"));
	assert_eq!(text(&refreshed["affectedBy"]), work);
	place.run(&format!("refresh {model}")).ends_with(0).says(&["up to date"]);
	place
		.run(&format!("show {model}"))
		.ends_with(0)
		.says(&[&format!("clear, but affected by asset {work}")]);
	place.run("verify card.md").ends_with(5).says(&["not clear", "affected"]);
	place.run(&format!("trace {model}")).ends_with(0).says(&["withdrawn", "affected by"]);
	// What was permitted then is answered now.
	let then = accepted_at(place, licence);
	place.run(&format!("{asked} --at {then}")).ends_with(0).says(&["yes"]);
	place.run(&asked).ends_with(1).says(&["withdrawn"]);

	receipts_say_what_happened(place, work, offer, licence, model);

	place.run(&format!("reinstate {work} --reason mistake")).ends_with(0).says(&["reinstated"]);
	let refreshed = place.json(&format!("refresh {model}"));
	assert_eq!(refreshed["affectedBy"], Value::Null);
	let history = place.json(&format!("history {work}"));
	let marks: Vec<_> = history["standing"]
		.as_array()
		.unwrap()
		.iter()
		.map(|row| row["marks"].to_string())
		.collect();
	assert_eq!(marks, ["[\"withdrawn\"]", "[]"]);
	assert_eq!(history["standing"][1]["grounds"]["reason"], "mistake");

	// The offer goes, the licence stays and is handed on.
	place.run(&format!("withdraw --offer {offer}")).ends_with(0).says(&["licences stay"]);
	place.run(&format!("withdraw --offer {offer}")).ends_with(1).says(&["already"]);
	let charlie = format!("accept {offer} --key //Charlie");
	place.run(&charlie).ends_with(1).says(&["Consent.OfferWithdrawn", "Advice:"]);
	place.run(&train(work)).ends_with(0).says(&[&format!("by licence {licence}")]);
	let to = text(&place.json("keys --key //Charlie")["address"]).to_owned();
	place.run(&format!("hand-on {licence} --to {to} --key //Bob")).ends_with(0);
	place.run(&train(work)).ends_with(1).says(&["nobody offers"]);
	place.run(&format!("licences {BOB}")).ends_with(0).says(&["handed on"]);
	place.run(&format!("model --trained-on {work} --file card.md --key //Charlie")).ends_with(0);
}

fn accepted_at(place: &Place, licence: &str) -> u64 {
	let licences = place.json("licences --key //Bob");
	let rows = licences["licences"].as_array().unwrap();
	let row = rows.iter().find(|row| row["licence"] == licence).unwrap();
	row["since"].as_u64().unwrap()
}

fn receipts_say_what_happened(place: &Place, work: &str, offer: &str, licence: &str, model: &str) {
	let read = |line: &str| {
		place.run(&format!("receipt {line} --out receipt.json")).ends_with(0);
		let text = fs::read_to_string(place.path("receipt.json")).unwrap();
		serde_json::from_str::<Value>(&text).unwrap()
	};
	let of_offer = read(&format!("--offer {offer}"));
	assert!(text(&of_offer["record_id"]).ends_with(&format!(":offer:{offer}")));
	assert_eq!(of_offer["pii_principal_id"], ALICE);
	let states: Vec<_> = of_offer["events"]
		.as_array()
		.unwrap()
		.iter()
		.map(|event| text(&event["event_state"]))
		.collect();
	assert_eq!(states, ["given", "withdrawn"]);
	assert!(text(&of_offer["events"][0]["event_time"]).ends_with('Z'));
	assert_eq!(of_offer["events"][1]["animechain"]["grounds"]["reason"], "objection");
	let entries = &of_offer["assertions"][0]["data"]["entries"];
	assert_eq!(of_offer["assertions"][0]["label"], "cawg.training-mining");
	assert_eq!(
		entries["cawg.ai_generative_training"]["use"], "notAllowed",
		"the work is withdrawn"
	);

	let of_licence = read(&format!("--licence {licence}"));
	assert_eq!(of_licence["pii_processing"]["pii_controllers"][0], BOB);
	let by: Vec<_> = of_licence["events"]
		.as_array()
		.unwrap()
		.iter()
		.map(|event| text(&event["entity_id"]))
		.collect();
	assert_eq!(by, [ALICE, BOB, ALICE], "offered, accepted, withdrawn");
	assert_eq!(of_licence["animechain"]["ask"]["permitted"], true);
	assert_eq!(of_licence["animechain"]["offer"], offer);
	assert_eq!(of_licence["animechain"]["asset"], work);

	let of_edge = read(&format!("--edge {model}:{work}"));
	assert_eq!(text(&of_edge["animechain"]["edge"]["authority"]), format!("licence:{licence}"));
	assert_eq!(of_edge["animechain"]["ask"]["permitted"], true);
	assert_eq!(of_edge["animechain"]["ask"]["answer"], format!("permitted by licence:{licence}"));
	let training = &of_edge["assertions"][0]["data"]["entries"]["cawg.ai_generative_training"];
	assert_eq!(training["use"], "constrained", "what was made keeps its permission");
	assert!(text(&training["constraint_info"]).contains("not commercially"));
	place.run(&format!("receipt --edge {work}:{model}")).ends_with(1).says(&["was not made from"]);
	let printed = place.run(&format!("receipt --offer {offer}")).ends_with(0);
	let printed: Value = serde_json::from_str(&printed.stdout).unwrap();
	assert_eq!(printed["record_id"], of_offer["record_id"]);
	place.run("receipt --offer 999999").ends_with(1).says(&["no offer 999999"]);
	place.run("receipt --licence 999999").ends_with(1).says(&["no licence 999999"]);
}

pub fn what_is_free_and_open_is_used_as_it_is(place: &Place) {
	let work = &place.register("register ink");
	let offer = place.json(&format!("offer {work} --purposes derivative,training --commercial"));
	let offer = text(&offer["offer"]);
	let derived = place.json(&format!("register single.png --derived-from {work}:1% --key //Bob"));
	let row = place.json(&format!("show {}", text(&derived["asset"])));
	assert_eq!(text(&row["edges"][0]["authority"]), format!("offer:{offer}"));
	place
		.run(&format!("accept {offer} --key //Bob"))
		.ends_with(1)
		.says(&["Consent.NothingToAccept"]);
	let label = place.json(&format!("label {work}"));
	assert_eq!((&label["optInPpm"], &label["allOptIn"]), (&1_000_000.into(), &true.into()));
	place.run(&format!("label {work}")).ends_with(0).says(&["100 %, every single item", "floor"]);

	// What a dataset does not say it is for.
	let dataset = format!("dataset --includes {work} --purposes derivative --key //Bob");
	place.run(&dataset).ends_with(1).says(&["which training", "data-mining"]);
	place.run(&format!("dataset --includes {work} --purposes training --key //Bob")).ends_with(0);
	let also = format!("dataset --includes {work}@offer:{offer} --key //Bob");
	place.run(&also).ends_with(1).says(&["Consent.PurposeNotPermitted", "Advice:"]);

	// To one account, once, for a while.
	let offered = place.json(&format!("offer {work} --purposes inference --for {BOB} --quota 1"));
	let only = text(&offered["offer"]);
	place
		.run(&format!("accept {only} --key //Charlie"))
		.ends_with(1)
		.says(&["Consent.NotAddressed"]);
	place.run(&format!("accept {only} --key //Bob")).ends_with(0).says(&["paid nothing"]);
	place
		.run(&format!("accept {only} --key //Bob"))
		.ends_with(1)
		.says(&["Consent.AlreadyAccepted"]);
	place
		.run(&format!("offer {work} --purposes all --until 1"))
		.ends_with(1)
		.says(&["Consent.EmptyWindow"]);
	place.run("offer 999999 --purposes all").ends_with(1).says(&["Consent.UnknownAsset"]);
	place.run("offers 999999").ends_with(1).says(&["no asset 999999"]);
	place.run(&format!("offer {work} --purposes all --price 0")).ends_with(1).says(&["no price"]);
}

pub fn an_account_without_balance_withdraws(place: &Place) {
	let work = &place.register("register single.png");
	let offer = place.json(&format!("offer {work} --purposes all"));
	let offer = text(&offer["offer"]);
	let poor = place.json("keys --key //Poor");
	let poor = text(&poor["address"]);
	place.run(&format!("transfer {work} --to {poor}")).ends_with(0);
	// It cannot pay for anything else.
	let pay = format!("offer {work} --purposes all --key //Poor");
	place.run(&pay).ends_with(1).says(&["cannot pay the fee"]);
	place.run(&format!("withdraw --offer {offer} --key //Poor")).ends_with(0).says(&["withdrew"]);
	place.run(&format!("withdraw --asset {work} --key //Poor")).ends_with(0).says(&["withdrew"]);
	assert_eq!(place.json(&format!("show {work}"))["standing"], "withdrawn");
}
