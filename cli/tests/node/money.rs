//! Payments, and how they reach everybody behind an asset.

use std::fs;

use serde_json::Value;

use crate::place::{Place, ALICE, BOB};

/// The address of `//Dave`.
const DAVE: &str = "5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy";
/// One ANIM.
const ANIM: u128 = 1_000_000_000_000;

fn number(value: &Value) -> u128 {
	value.as_str().unwrap_or_else(|| panic!("{value} is no amount")).parse().unwrap()
}

/// The amount of a currency in a list of sums.
fn of(sums: &Value, currency: Option<u32>) -> u128 {
	let rows = sums.as_array().unwrap().iter();
	let found = rows.filter(|row| row["currency"] == serde_json::json!(currency));
	found.map(|row| number(&row["amount"])).sum()
}

/// A collection with a leaf of Bob, and an output three levels below it.
struct Chain {
	work: String,
	output: String,
}

impl Chain {
	fn register(place: &Place) -> Self {
		fs::write(place.path("people.json"), format!("{{\"2.png\": \"{BOB}\"}}")).unwrap();
		fs::write(place.path("made.png"), "made").unwrap();
		let work =
			place.register("register ink --contributors people.json --contributors-share 80%");
		let dataset = place.register(&format!("dataset --includes {work}:50%"));
		let model = place.register(&format!("model --trained-on {dataset}:40% --file card.md"));
		let output = place.register(&format!("output made.png --generated-by {model}:10%"));
		Self { work, output }
	}
}

/// What came in, and what was paid out, of a pool.
fn pool(place: &Place, asset: &str, currency: Option<u32>) -> Value {
	let pools = place.json(&format!("pool {asset}"));
	let rows = pools["pools"].as_array().unwrap().iter();
	let mut found = rows.filter(|row| row["currency"] == serde_json::json!(currency));
	found.next().unwrap_or_else(|| panic!("no pool of {asset} in {pools}")).clone()
}

pub fn a_payment_reaches_holders_and_contributors(place: &Place) {
	let Chain { work, output } = &Chain::register(place);
	place.run(&format!("pool {output}")).ends_with(0).says(&["nothing was ever paid"]);
	let before = place.json("supply");
	assert_eq!(before["equal"], true);

	// Who would get what: the sum is the payment.
	let flow = place.json(&format!("flow {output} 100"));
	let rows = flow["rows"].as_array().unwrap();
	assert_eq!(rows.len(), 4);
	let parts: u128 =
		["contributors", "holders", "held"].map(|part| number(&flow[part])).iter().sum();
	assert_eq!(parts + number(&flow["betweenFloors"]), 100 * ANIM);
	let last = rows.last().unwrap();
	assert_eq!((last["asset"].as_str(), &last["kind"]), (Some(work.as_str()), &"work".into()));
	assert_eq!(number(&last["inflow"]), 2 * ANIM);
	assert_eq!(number(&last["contributors"]), 2 * ANIM * 80 / 100);
	place.run(&format!("flow {output} 100")).ends_with(0).says(&[
		&format!("work {work}"),
		"1.6 ANIM",
		"= 100 ANIM",
	]);

	let paid = place.json(&format!("pay {output} 100 --invoice card.md --key //Dave"));
	assert_eq!((&paid["payer"], number(&paid["amount"])), (&DAVE.into(), 100 * ANIM));
	assert_eq!(paid["flow"]["rows"], flow["rows"]);
	let reference = paid["reference"].as_str().unwrap();
	let again = place.json(&format!("pay {output} 1 --reference {reference} --key //Dave"));
	assert_eq!(again["reference"], reference);

	// By itself, level by level, as blocks go by.
	for _ in 0..4 {
		place.run(&format!("send 0.01 --to {BOB} --key //Dave")).ends_with(0);
	}
	let row = pool(place, work, None);
	assert_eq!(number(&row["inflow"]), 101 * ANIM / 50);
	assert_eq!(number(&row["contributors"]), 101 * ANIM / 50 * 80 / 100);
	assert_eq!((&row["queued"], number(&row["paid"])), (&false.into(), 0));
	place.run(&format!("pull {output}")).ends_with(0).says(&["nothing waits"]);
	place.run(&format!("pull {output} --edge 3")).ends_with(1).says(&["no edge 3"]);
	place.run(&format!("pool {output}")).ends_with(0).says(&["edge 0 to", "10 %; 0 ANIM waits"]);

	// The contributor, who has nothing but a proof; whoever signs, it is the contributor that is paid.
	let third = number(&row["contributors"]) / 3;
	place.run("proof ink/2.png --out proof.json").ends_with(0);
	let had = number(&place.json(&format!("balance {BOB}"))["free"]);
	let claimed = place.json("claim-leaf --proof proof.json --store elsewhere --key //Dave");
	assert_eq!((&claimed["account"], of(&claimed["contributor"], None)), (&BOB.into(), third));
	assert_eq!(number(&place.json(&format!("balance {BOB}"))["free"]), had + third);
	let claim = "claim-leaf --proof proof.json --key //Bob";
	place.run(claim).ends_with(1).says(&["nothing to claim", "leaf 1"]);
	place.run(&format!("claim-leaf --asset {work} --leaf 3")).ends_with(1).says(&["no leaf 3"]);
	let single = format!("claim-leaf --asset {output} --leaf 0");
	place.run(&single).ends_with(1).says(&["single file", &format!("claim {output}")]);
	place.run("claim-leaf people.json").ends_with(1).says(&["has no leaf", "--proof"]);

	// Everybody else who is behind it.
	let earned = place.json("earnings --leaves");
	assert_eq!(of(&earned["contributor"], None), 2 * third);
	let mine: u128 = earned["pools"]
		.as_array()
		.unwrap()
		.iter()
		.filter(|row| row["asset"] == output.as_str())
		.map(|row| number(&row["amount"]))
		.sum();
	assert_eq!(mine, 101 * ANIM * 90 / 100);
	assert_eq!(earned["leaves"].as_array().unwrap().len(), 2);
	place.run("earnings").ends_with(0).says(&["as a holder", "2 leaves", "animechain claim --all"]);
	let all = place.json("claim --all");
	assert_eq!(all["holder"], earned["holder"]);
	assert_eq!(all["contributor"], earned["contributor"]);
	assert_eq!(all["transactions"].as_array().unwrap().len(), 1, "one transaction for all of it");
	place.run("claim --all").ends_with(0).says(&["nothing to claim"]);
	place.run(&format!("claim {output}")).ends_with(1).says(&["nothing to claim"]);
	place.run("claim 999999").ends_with(1).says(&["no asset 999999"]);

	// Nothing came from nowhere and nothing is lost.
	let after = place.json("supply");
	assert_eq!((&after["sum"], &after["issued"]), (&before["sum"], &before["sum"]));
	place.run("supply").ends_with(0).says(&["ANIM at block", "nothing is missing"]);
}

pub fn other_currencies_are_let_in_and_paid_in(place: &Place) {
	let Chain { work, output } = &Chain::register(place);
	let create = "create-currency 7 --symbol EUR --name Euro --decimals 2 --least 1 --supply 1000";
	place.run(create).ends_with(0).says(&["EUR#7", "1000 EUR#7", "let-in 7"]);
	place.run(create).ends_with(1).says(&["7 already"]);
	place.run(&format!("send 50.5 --currency 7 --to {DAVE}")).ends_with(0).says(&["50.5 EUR#7"]);
	let pay = format!("pay {output} 12.34 --currency 7 --key //Dave");
	place.run(&pay).ends_with(1).says(&["cannot be paid for", "native", "animechain currencies"]);
	place.run("let-in 7 --key //Bob").ends_with(1).says(&["governs", ALICE, BOB]);
	place.run("let-in 8").ends_with(1).says(&["no currency 8"]);
	place.run("currencies").ends_with(0).says(&["Euro", "not let in"]);
	place.run("let-in 7").ends_with(0).says(&["paid for in EUR#7"]);
	place.run("let-in 7").ends_with(1).says(&["already"]);
	let currencies = place.json("currencies");
	assert_eq!(
		(&currencies["currencies"][1]["letIn"], &currencies["currencies"][1]["unit"]),
		(&true.into(), &"EUR#7".into())
	);

	let before = place.json("supply --currency 7");
	place.run(&format!("pay {output} 0.001 --currency 7")).ends_with(1).says(&["2 decimals"]);
	place.run(&format!("pay {output} 50 --currency 7 --key //Dave")).ends_with(1).says(&[
		"50.5 EUR#7",
		"has to keep 1 EUR#7",
		"cannot part with 50 EUR#7",
	]);
	place.run(&pay).ends_with(0).says(&["paid 12.34 EUR#7"]);
	place.run(&format!("pay {output} 2 --key //Dave")).ends_with(0);
	assert_eq!(number(&pool(place, output, Some(7))["inflow"]), 1234);
	for _ in 0..4 {
		place.run(&format!("send 0.01 --to {BOB} --key //Dave")).ends_with(0);
	}
	// 12.34 and 10 %, 40 %, 50 %: floors of whole cents.
	assert_eq!(number(&pool(place, work, Some(7))["inflow"]), 24);
	let json = place.run(&format!("balance {DAVE} --json")).ends_with(0).json();
	assert_eq!(of(&json["other"], Some(7)), 5050 - 1234);

	// One leaf has earned too little for an account, and it waits: nothing is lost.
	place.run("proof ink/2.png --out proof.json").ends_with(0);
	let leaf = place.json("claim-leaf --proof proof.json --key //Bob");
	assert_eq!((of(&leaf["contributor"], Some(7)), of(&leaf["waits"], Some(7))), (0, 6));
	assert!(of(&leaf["contributor"], None) > 0, "the other currency does not wait");
	place
		.run("claim-leaf --proof proof.json --key //Bob")
		.ends_with(0)
		.says(&["not paid out: 0.06 EUR#7", "at least 1 EUR#7"]);
	place.run(&format!("earnings {BOB}")).ends_with(0).says(&[
		"0.06 EUR#7",
		"cannot be paid out",
		"at least 1 EUR#7",
	]);
	place.run(&format!("send 1 --currency 7 --to {BOB}")).ends_with(0);
	place
		.run("claim-leaf ink/2.png --currency 7 --key //Bob")
		.ends_with(0)
		.says(&[BOB, "0.06 EUR#7 for leaf 1"]);

	let all = place.json("claim --all --currency 7");
	assert_eq!(of(&all["holder"], None), 0);
	assert_eq!(of(&all["holder"], Some(7)), 1110 + 73 + 24 + 5);
	let after = place.json("supply --currency 7");
	assert_eq!((&after["sum"], &after["issued"]), (&before["sum"], &before["sum"]));
	assert_eq!((number(&after["sum"]), &after["equal"]), (100_000, &true.into()));
	place.run("supply --currency 8").ends_with(1).says(&["no such currency"]);

	// Prices are in the same words.
	let offered = place.json(&format!("offer {work} --purposes training --price 1.5 --currency 7"));
	let offer = offered["offer"].as_str().unwrap();
	assert_eq!(offered["stated"]["price"]["amount"], "150");
	place.run(&format!("offers {work}")).ends_with(0).says(&["1.5 EUR#7"]);
	place
		.run(&format!("accept {offer} --max-price 1 --key //Dave"))
		.ends_with(1)
		.says(&["costs 1.5 EUR#7", "1 EUR#7"]);
	place.run(&format!("accept {offer} --key //Dave")).ends_with(0).says(&["paid 1.5 EUR#7"]);
	assert_eq!(number(&pool(place, work, Some(7))["inflow"]), 24 + 150);
}

pub fn units_have_holders_who_claim(place: &Place) {
	let work = &place.register("register single.png");
	place.run(&format!("shares {work}")).ends_with(0).says(&["1 holder", ALICE, "100 %"]);
	place.run(&format!("pay {work} 8 --key //Dave")).ends_with(0);
	place
		.run(&format!("transfer-shares {work} --to {ALICE} --units 1"))
		.ends_with(1)
		.says(&["another account"]);
	place
		.run(&format!("transfer-shares {work} --to {ALICE} --units 1 --key //Bob"))
		.ends_with(1)
		.says(&["0 units", BOB]);
	place.run(&format!("transfer-shares {work} --to {BOB} --percent 25%")).ends_with(0).says(&[
		"250000 units",
		"25 %",
		BOB,
	]);
	let shares = place.json(&format!("shares {work}"));
	assert_eq!(
		(&shares["holders"][0]["account"], &shares["holders"][1]["units"]),
		(&ALICE.into(), &250_000.into())
	);
	// What was earned before stays with who held it.
	place.run(&format!("claim {work} --key //Bob")).ends_with(1).says(&["nothing to claim"]);
	place.run(&format!("pay {work} 4 --key //Dave")).ends_with(0);
	let bob = place.json(&format!("claim {work} --key //Bob"));
	assert_eq!(of(&bob["holder"], None), ANIM);
	let alice = place.json(&format!("claim {work} --for {ALICE} --key //Dave"));
	assert_eq!((&alice["account"], of(&alice["holder"], None)), (&ALICE.into(), 11 * ANIM));
	let row = pool(place, work, None);
	assert_eq!((number(&row["paid"]), number(&row["unclaimed"])), (12 * ANIM, 0));

	// The price of a licence waits in the pool, however small it is.
	let offer = place.json(&format!("offer {work} --purposes training --price 0.0001"));
	let offer = offer["offer"].as_str().unwrap();
	place.run(&format!("accept {offer} --key //Dave")).ends_with(0).says(&["paid 0.0001 ANIM"]);
	assert_eq!(number(&pool(place, work, None)["unclaimed"]), ANIM / 10_000);
	// And until it is more than the fee of asking for it.
	place.run("claim --all").ends_with(0).says(&[
		"not paid out: 0.000075 ANIM",
		"costs a fee of about",
		"--at-any-fee",
	]);
	let all = place.json("claim --all --at-any-fee");
	assert_eq!(of(&all["holder"], None), ANIM / 10_000 * 3 / 4);
	assert!(number(&all["fees"]) > of(&all["holder"], None), "so it was not worth it: {all}");
	assert_eq!(number(&pool(place, work, None)["unclaimed"]), ANIM / 10_000 / 4);
	place.run("flow 999999 1").ends_with(1).says(&["no asset 999999"]);
	place.run("pay 999999 1").ends_with(1).says(&["no asset 999999"]);
	place.run("pool 999999").ends_with(1).says(&["no asset 999999"]);
	place.run("shares 999999").ends_with(1).says(&["no asset 999999"]);
	place.run(&format!("pay {work} 9999999 --key //Dave")).ends_with(1).says(&["cannot part with"]);
}
