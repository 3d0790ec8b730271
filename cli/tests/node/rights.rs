//! Agreements that execute by themselves, and sales.

use serde_json::Value;

use crate::place::{Place, ALICE, BOB};

/// The address of `//Charlie`.
const CHARLIE: &str = "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y";
/// The address of `//Dave`.
pub const DAVE: &str = "5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy";
/// The address of `//Eve`.
pub const EVE: &str = "5HGjWAeFDfFCWPsjFQdVV2Msvz2XtMktvgocEZcCj68kUMaw";
/// One ANIM.
pub const ANIM: u128 = 1_000_000_000_000;

/// What an account can use of the native currency. Not of Alice, who makes the blocks and has a part of the fees.
pub fn free(place: &Place, account: &str) -> u128 {
	let balance = place.json(&format!("balance {account}"));
	balance["free"].as_str().unwrap().parse().unwrap()
}

/// Runs a command that proposes an agreement, and gives its number.
fn propose(place: &Place, line: &str) -> String {
	let proposed = place.json(&format!("agree propose {line}"));
	proposed["agreement"].as_str().unwrap().to_owned()
}

pub fn controller(place: &Place, asset: &str) -> Value {
	place.json(&format!("show {asset}"))["controller"].clone()
}

/// Blocks go by, in which somebody does something else.
pub fn blocks(place: &Place, number: u32) {
	for _ in 0..number {
		place.run(&format!("send 0.01 --to {BOB} --key //Ferdie")).ends_with(0);
	}
}

/// Of Alice, Bob and Charlie, of whom two must agree.
fn committee(place: &Place) -> String {
	let made =
		place.json(&format!("committee {ALICE} {CHARLIE} {BOB} --needs 2 --out committee.json"));
	let account = made["account"].as_str().unwrap().to_owned();
	// As every wallet has it.
	assert_eq!(account, "5DjYJStmdZ2rcqXbXGX7TW85JsrW6uG4y9MUcLq2BoPMpRA7");
	account
}

pub fn control_moves_to_a_committee_when_revenue_reaches_a_threshold(place: &Place) {
	let work = &place.register("register single.png");
	let committee = &committee(place);
	place.run(&format!("sponsor {committee} --bytes 10000")).ends_with(0);
	let terms = format!(
		"--to {committee} --control {work} --shares {work}:10% --revenue {work}:100 --deadline +60 --text card.md"
	);
	let id = &propose(place, &terms);
	place.run(&format!("agree show {id}")).ends_with(0).says(&[
		"not accepted yet",
		&format!("control of asset {work}"),
		"100000 units",
		"reaches 100 ANIM: not met, 0 ANIM came in",
		"consent can be withdrawn at any time",
	]);

	// Who is asked, and for what: no node and no proposer can put something else under a signature.
	let accept = format!("agree accept {id}");
	place.run(&format!("{accept} --key //Dave")).ends_with(1).says(&["is proposed to", DAVE]);
	place
		.run(&format!("{accept} --committee committee.json --key //Dave"))
		.ends_with(1)
		.says(&["no member", DAVE]);
	let zero = "00".repeat(32);
	let other = format!("{accept} --terms 0x{zero} --committee committee.json");
	place.run(&other).ends_with(1).says(&["has the digest", &zero]);
	place
		.run(&format!("{accept} --text single.png --committee committee.json"))
		.ends_with(1)
		.says(&["is not the legal text"]);
	let digest = place.json(&format!("agree show {id}"))["termsDigest"].clone();
	let exact = format!("{accept} --terms {} --text card.md", digest.as_str().unwrap());
	place.run(&format!("{exact} --committee committee.json")).ends_with(0).says(&[
		"nothing happened yet",
		"1 more member has",
		BOB,
		CHARLIE,
	]);
	place
		.run(&format!("{accept} --committee committee.json"))
		.ends_with(1)
		.says(&["has agreed to Rights.accept already"]);
	assert_eq!(place.json(&format!("agree show {id}"))["stage"], "proposed");
	place
		.run(&format!("{accept} --committee committee.json --key //Charlie"))
		.ends_with(0)
		.says(&["accepting agreement", "consent can be withdrawn at any time"]);

	// What is promised stays, and can be sold to nobody else.
	for (line, word) in [
		(format!("transfer {work} --to {BOB}"), "Provenance.ControlPromised"),
		(format!("retire {work}"), "Provenance.ControlPromised"),
		(format!("transfer-shares {work} --to {BOB} --units 900001"), "Royalty.UnitsPromised"),
		(format!("sell --control {work} --price 1"), "Rights.ControlPromised"),
		(
			format!("agree propose --to {BOB} --control {work} --paid 1 --deadline +9"),
			"Rights.ControlPromised",
		),
	] {
		place.run(&line).ends_with(1).says(&[word, "Advice: `animechain agreements"]);
	}
	// But consent is no part of it.
	place.run(&format!("withdraw --asset {work}")).ends_with(0);
	place.run(&format!("reinstate {work}")).ends_with(0);

	// What the parties pay in themselves does not count.
	place.run(&format!("pay {work} 30")).ends_with(0).says(&["does not count", "a party of it"]);
	place.run(&format!("pay {work} 99 --key //Dave")).ends_with(0);
	place.run(&format!("agree show {id}")).ends_with(0).says(&[
		"in force since block",
		"129 ANIM came in; needed are 130 ANIM",
		"paid in 30 ANIM themselves",
	]);
	let clause = &place.json(&format!("agree show {id}"))["deal"]["clauses"][0];
	let amounts = ["amount", "inflow", "threshold"].map(|key| clause[key].clone());
	assert_eq!(amounts, [100, 129, 130].map(|sum| (sum * ANIM).to_string()));
	assert_eq!(controller(place, work), ALICE);

	// The payment that crosses it moves control, in its own block.
	let paid = place.json(&format!("pay {work} 1 --key //Dave"));
	let events: Vec<&Value> =
		paid["happened"].as_array().unwrap().iter().map(|event| &event["event"]).collect();
	assert_eq!(events, ["clauseMet", "executed", "controlTransferred", "sharesTransferred"]);
	let shown = place.json(&format!("agree show {id}"));
	assert_eq!((&shown["stage"], &shown["since"]), (&"executed".into(), &shown["block"]));
	assert_eq!(paid["happened"][1]["block"], shown["since"]);
	assert_eq!(shown["blockHash"], paid["blockHash"]);
	assert_eq!(controller(place, work), committee.as_str());
	place.run(&format!("shares {work}")).ends_with(0).says(&["10 %", committee, "90 %", ALICE]);
	place
		.run(&format!("agreements {committee}"))
		.ends_with(0)
		.says(&[&format!("agreement {id}: executed"), "1 of 1 needed are met"]);
	let open = place.json(&format!("agreements {committee} --open"));
	assert_eq!(open["agreements"], serde_json::json!([]));

	// The committee does as it likes with it: Alice alone no longer.
	let offer = format!("offer {work} --purposes training --price 1");
	place.run(&offer).ends_with(1).says(&["Consent.NotController"]);
	let offer = format!("{offer} --committee committee.json");
	place.run(&offer).ends_with(0).says(&["nothing happened yet"]);
	place.run(&format!("{offer} --key //Bob")).ends_with(0).says(&["published offer"]);
	let give = format!("transfer {work} --to {BOB} --committee committee.json");
	place.run(&give).ends_with(0);
	place.run(&format!("{give} --key //Charlie")).ends_with(0).says(&["went from", BOB]);
	assert_eq!(controller(place, work), BOB);
	// It gives under an agreement too; all members sign the same block.
	let terms =
		format!("agree propose --to {DAVE} --shares {work}:5% --paid 1 --committee committee.json");
	place.run(&format!("{terms} --deadline +60")).ends_with(1).says(&["the same block", "write"]);
	place.run(&format!("{terms} --deadline 99999")).ends_with(0).says(&["nothing happened yet"]);
	let proposed = place.json(&format!("{terms} --deadline 99999 --key //Bob"));
	assert_eq!(proposed["deal"]["from"], committee.as_str());
	// It splits what it holds among its members: all of them or none.
	let split = format!("transfer-shares {work} --to {ALICE} --to {BOB} --to {CHARLIE}");
	place
		.run(&format!("{split} --units 40000 --committee committee.json"))
		.ends_with(1)
		.says(&["100000 units", "120000 were to be handed on"]);
	let split = format!("{split} --percent 3% --committee committee.json");
	place.run(&split).ends_with(0).says(&["nothing happened yet"]);
	let done = place.json(&format!("{split} --key //Charlie"));
	let units = done["transfers"].as_array().unwrap().iter().map(|it| it["units"].as_u64());
	assert_eq!(units.collect::<Vec<_>>(), [Some(30_000); 3]);
	let holders = place.json(&format!("shares {work}"))["holders"].clone();
	let units = |account: &str| {
		let mut rows = holders.as_array().unwrap().iter();
		rows.find(|row| row["account"] == account).map(|row| row["units"].as_u64().unwrap())
	};
	assert_eq!(
		[ALICE, BOB, CHARLIE, committee.as_str()].map(units),
		[Some(930_000), Some(30_000), Some(30_000), Some(10_000)]
	);
	// What it earns comes to its account.
	place.run(&format!("pay {work} 50 --key //Dave")).ends_with(0);
	place.run(&format!("claim {work} --for {committee} --key //Dave")).ends_with(0);
	let send = format!("send 0.4 --to {DAVE} --committee committee.json");
	place.run(&send).ends_with(0);
	place.run(&format!("{send} --key //Bob")).ends_with(0).says(&["sent 0.4 ANIM", committee]);
	// What is not wanted any more is taken back by who began it, with the deposit.
	let mind = format!("retire {work} --committee committee.json --key //Charlie");
	let held = || place.json(&format!("balance {CHARLIE}"))["reserved"].clone();
	let before: u128 = held().as_str().unwrap().parse().unwrap();
	let waiting = place.json(&mind);
	let call = waiting["callDigest"].as_str().unwrap();
	let pending = place.json("pending --committee committee.json")["pending"].clone();
	let row = pending.as_array().unwrap().iter().find(|row| row["callDigest"] == call).unwrap();
	assert_eq!(row["agreed"], serde_json::json!([CHARLIE]));
	let deposit: u128 = row["deposit"].as_str().unwrap().parse().unwrap();
	assert!(deposit > 0);
	assert_eq!(held(), (before + deposit).to_string());
	place.run("pending --committee committee.json").ends_with(0).says(&[
		"1 call waits",
		call,
		"put down",
		"1 more member has",
	]);
	let back = format!("pending --committee committee.json --take-back {call}");
	place.run(&back).ends_with(1).says(&["was the first", CHARLIE, ALICE]);
	place.run(&format!("{back} --key //Charlie")).ends_with(0).says(&["took back", CHARLIE]);
	assert_eq!(held(), before.to_string());
	place.run(&format!("{back} --key //Charlie")).ends_with(1).says(&["no such call waits"]);
	// What fails is told as of the committee.
	let fail = format!("retire {work} --committee committee.json");
	place.run(&fail).ends_with(0);
	place.run(&format!("{fail} --key //Bob")).ends_with(1).says(&["Provenance.NotController"]);
}

pub fn money_waits_in_escrow_and_comes_back_to_the_last_unit(place: &Place) {
	let work = &place.register("register ink --key //Bob");
	// Nobody approves in time.
	let terms =
		format!("--to {DAVE} --control {work} --approved-by {CHARLIE} --price 5 --deadline +5");
	let id = &propose(place, &format!("{terms} --key //Bob"));
	let before = free(place, DAVE);
	let accepted = place.json(&format!("agree accept {id} --key //Dave"));
	assert_eq!(accepted["accepted"]["consideration"]["amount"], (5 * ANIM).to_string());
	let waiting = free(place, DAVE);
	assert!(waiting < before - 5 * ANIM);
	let supply = place.json("supply");
	assert!(supply["escrow"].as_str().unwrap().parse::<u128>().unwrap() >= 5 * ANIM);
	assert_eq!(supply["equal"], true);
	place.run(&format!("agree poke {id}")).ends_with(1).says(&["Rights.NothingToDo"]);
	blocks(place, 5);
	assert_eq!(free(place, DAVE), waiting + 5 * ANIM);
	let shown = place.json(&format!("agree show {id}"));
	let deadline = shown["deal"]["deadline"].as_u64().unwrap();
	assert_eq!((&shown["stage"], &shown["since"]), (&"expired".into(), &(deadline + 1).into()));
	place
		.run(&format!("approve {id} --key //Charlie"))
		.ends_with(1)
		.says(&["expired in block", "what was paid went back"]);
	assert_eq!(controller(place, work), BOB);
	place.run("collect --key //Dave").ends_with(1).says(&["nothing is kept"]);

	// Two of three conditions, and a price of which a part is revenue.
	let terms = format!(
		"--to {DAVE} --control {work} --approved-by {CHARLIE} --paid 3 --not-before +40 --needs 2 \
		--price 5 --revenue-part 10%:{work} --deadline +50"
	);
	let id = &propose(place, &format!("{terms} --key //Bob"));
	place.run(&format!("agree fund {id} --key //Eve")).ends_with(1).says(&["not accepted yet"]);
	place.run(&format!("agree accept {id} --key //Dave")).ends_with(0);
	place
		.run(&format!("agree fund {id} --clause 0 --key //Eve"))
		.ends_with(1)
		.says(&["nothing to pay"]);
	place
		.run(&format!("agree fund {id} --key //Eve"))
		.ends_with(0)
		.says(&["3 ANIM", "[1]", "is met"]);
	place.run(&format!("approve {id} --key //Eve")).ends_with(1).says(&["does not ask for"]);
	let before = free(place, BOB);
	place.run(&format!("approve {id} --key //Charlie")).ends_with(0).says(&[
		"[2]",
		"executed, in block",
		"4.5 ANIM went from the escrow",
		"3 ANIM went from the escrow",
	]);
	assert_eq!(free(place, BOB), before + 7 * ANIM + ANIM / 2);
	assert_eq!(controller(place, work), DAVE);
	place.run(&format!("pool {work}")).ends_with(0).says(&["0.5 ANIM"]);
	place.run(&format!("agree cancel {id} --key //Bob")).ends_with(1).says(&["executed in block"]);

	// A licence that runs out meanwhile cannot move: everything goes back.
	let offer = place.json(&format!(
		"offer {work} --purposes training --price 1 --transferable --period 7 --key //Dave"
	));
	let accepted = place.json(&format!("accept {} --key //Bob", offer["offer"].as_str().unwrap()));
	let licence = accepted["licence"].as_str().unwrap();
	let terms = format!(
		"--to {CHARLIE} --licence {licence} --approved-by {DAVE} --price 2 --deadline +50 --key //Bob"
	);
	let id = &propose(place, &terms);
	place.run(&format!("agree accept {id} --key //Charlie")).ends_with(0);
	place
		.run(&format!("hand-on {licence} --to {DAVE} --key //Bob"))
		.ends_with(1)
		.says(&["Consent.LicencePromised", "Advice:"]);
	let before = free(place, CHARLIE);
	blocks(place, 5);
	place.run(&format!("approve {id} --key //Dave")).ends_with(0).says(&[
		"FAILED",
		"Consent.LicenceExpired",
		"2 ANIM went from the escrow",
	]);
	assert_eq!(free(place, CHARLIE), before + 2 * ANIM);
	place.run(&format!("agree show {id}")).ends_with(0).says(&["failed in block"]);
	assert_eq!(place.json("supply")["equal"], true);
}

pub fn a_block_executes_an_agreement_and_a_party_calls_one_off(place: &Place) {
	let work = &place.register("register single.png");
	let id = &propose(place, &format!("--to {BOB} --control {work} --not-before +4 --deadline +9"));
	place.run(&format!("agree accept {id} --key //Bob")).ends_with(0);
	place.run(&format!("agree show {id}")).ends_with(0).says(&["2 from now"]);
	blocks(place, 3);
	let shown = place.json(&format!("agree show {id}"));
	let clause = &shown["deal"]["clauses"][0];
	assert_eq!((&shown["stage"], &shown["since"]), (&"executed".into(), &clause["block"]));
	assert_eq!(controller(place, work), BOB);

	let id = &propose(
		place,
		&format!("--to {ALICE} --control {work} --paid 2 --deadline +9 --key //Bob"),
	);
	place
		.run(&format!("agree cancel {id} --key //Dave"))
		.ends_with(1)
		.says(&["cannot call it off"]);
	place.run(&format!("agree cancel {id}")).ends_with(0).says(&["is cancelled", ALICE]);
	place.run(&format!("agree accept {id}")).ends_with(1).says(&["cancelled in block"]);
	place.run("agree show 999999").ends_with(1).says(&["no agreement 999999"]);
	place
		.run(&format!(
			"agree propose --to {ALICE} --control {work} --revenue {work}:1:99 --deadline +9"
		))
		.ends_with(1)
		.says(&["name another account"]);
	place
		.run(&format!(
			"agree propose --to {BOB} --control {work} --revenue {work}:1:99 --deadline +9"
		))
		.ends_with(1)
		.says(&["no such currency"]);

	// What the chain would refuse is said before it costs a fee.
	let work = &place.register("register ink --key //Bob");
	place.run(&format!("pay {work} 3 --key //Dave")).ends_with(0);
	let before = free(place, BOB);
	let control = format!("--control {work}");
	for (terms, part) in [
		(format!("{control} --revenue {work}:3 --deadline +9"), "has earned 3 ANIM already"),
		(format!("{control} --revenue 0:3 --deadline +9"), "does not move"),
		(format!("{control} --paid 0.0001 --deadline +9"), "less than an account holds"),
		(format!("{control} --paid 1 --deadline +1"), "too early"),
		(format!("{control} --paid 1 --deadline 1"), "too early"),
		(format!("{control} --not-before +9 --deadline +8"), "is not between"),
		(format!("{control} --not-before 1 --deadline +8"), "is not between"),
		(format!("{control} {control} --paid 1 --deadline +9"), "is named twice"),
		(format!("{control} --paid 1 --paid 1 --deadline +9"), "a condition is named twice"),
		("--control 0 --paid 1 --deadline +9".into(), "control of asset 0 is not of"),
		("--control 999999 --paid 1 --deadline +9".into(), "no asset 999999"),
		("--licence 999999 --paid 1 --deadline +9".into(), "no licence 999999"),
		("--shares 0:1 --paid 1 --deadline +9".into(), "has 0 units"),
		(format!("{control} --certified 999999 --deadline +9"), "no asset 999999"),
	] {
		let line = format!("agree propose --to {DAVE} {terms} --key //Bob");
		place.run(&line).ends_with(1).says(&[part]);
	}
	for (line, part) in [
		("sell --control 0 --price 1", "control of asset 0 is not of"),
		("sell --shares 0:1 --price 1", "has 0 units"),
		("sell --licence 999999 --price 1", "no licence 999999"),
		(format!("sell {control} --price 0.0001").as_str(), "less than an account holds"),
		(format!("sell {control} --price 1 --until 1").as_str(), "too early"),
		(format!("sell {control} --price 1 --for {BOB}").as_str(), "sells it"),
		("buy 999999", "listing 999999 was sold or taken off, or never was"),
	] {
		place.run(&format!("{line} --key //Bob")).ends_with(1).says(&[part]);
	}
	assert_eq!(free(place, BOB), before);
	// And what it does refuse, in words.
	for (terms, part) in [
		(format!("{control} --certified {work} --deadline +9"), "Rights.NobodyCertifies"),
		(
			format!("{control} --price 0.002 --revenue-part 90%:{work} --paid 1 --deadline +9"),
			"Rights.AmountTooSmall",
		),
	] {
		let line = format!("agree propose --to {DAVE} {terms} --key //Bob");
		place.run(&line).ends_with(1).says(&[part, "Advice:"]);
	}
}
