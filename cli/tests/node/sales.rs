//! Sales at a fixed price, and agreements that somebody else sends.

use crate::{
	place::{Place, BOB},
	rights::{blocks, controller, free, ANIM, DAVE, EVE},
};

/// Runs a command that sells something, and gives the number of the listing.
fn sell(place: &Place, line: &str) -> String {
	place.json(&format!("sell {line}"))["listing"].as_str().unwrap().to_owned()
}

pub fn things_are_sold_at_a_fixed_price(place: &Place) {
	let work = &place.register("register single.png --key //Eve");
	let listing = &sell(place, &format!("--shares {work}:25% --price 8 --revenue 50% --key //Eve"));
	place.run(&format!("listings --seller {EVE}")).ends_with(0).says(&[
		&format!("listing {listing}"),
		"250000 units",
		"8 ANIM, of which 50 % are its revenue",
	]);
	let buy = format!("buy {listing}");
	place.run(&format!("{buy} --key //Eve")).ends_with(1).says(&["sells it"]);
	place.run(&format!("{buy} --max-price 7 --key //Dave")).ends_with(1).says(&["costs 8 ANIM"]);
	let before = free(place, EVE);
	place.run(&format!("{buy} --key //Dave")).ends_with(0).says(&["bought 250000 units", DAVE]);
	assert_eq!(free(place, EVE), before + 4 * ANIM);
	// It is revenue of those who held it until then.
	place.run(&format!("claim {work} --key //Dave")).ends_with(1).says(&["nothing to claim"]);
	place.run(&format!("claim {work} --key //Eve")).ends_with(0).says(&["4 ANIM"]);
	place.run(&format!("{buy} --key //Dave")).ends_with(1).says(&["was sold or taken off"]);

	let listing =
		&sell(place, &format!("--control {work} --price 2 --for {BOB} --until +4 --key //Eve"));
	let buy = format!("buy {listing}");
	place.run(&format!("{buy} --key //Dave")).ends_with(1).says(&["only", BOB]);
	place.run(&format!("unsell {listing} --key //Dave")).ends_with(1).says(&["who takes it off"]);
	let again = &sell(place, &format!("--control {work} --price 3 --key //Eve"));
	place.run(&format!("{buy} --key //Bob")).ends_with(0).says(&["bought control", "went from"]);
	assert_eq!(controller(place, work), BOB);
	place
		.run(&format!("buy {again} --key //Dave"))
		.ends_with(1)
		.says(&["cannot be bought any more", BOB]);
	place.run(&format!("unsell {again} --key //Eve")).ends_with(0).says(&["taken off"]);

	// Units go along with control as long as none was handed on: if they do not any more, it is not what was listed.
	let whole = &place.register("register ink --key //Eve");
	let listing = &sell(place, &format!("--control {whole} --price 2 --key //Eve"));
	place.run(&format!("listings --seller {EVE}")).ends_with(0).says(&["all of its units"]);
	place.run(&format!("transfer-shares {whole} --to {BOB} --units 1 --key //Eve")).ends_with(0);
	place.run(&format!("buy {listing} --key //Dave")).ends_with(1).says(&["were to go along", EVE]);
	place.run(&format!("unsell {listing} --key //Dave")).ends_with(0).says(&["taken off"]);
	let listing = &sell(place, &format!("--control {whole} --price 2 --key //Eve"));
	place.run(&format!("listings --seller {EVE}")).ends_with(0).says(&["none of its units"]);
	place.run(&format!("buy {listing} --key //Dave")).ends_with(0).says(&["bought control"]);

	// A listing of control ends when control moves, also if it comes back.
	let listing = &sell(place, &format!("--control {work} --price 2 --key //Bob"));
	place.run(&format!("transfer {work} --to {EVE} --key //Bob")).ends_with(0);
	place.run(&format!("transfer {work} --to {BOB} --key //Eve")).ends_with(0);
	place
		.run(&format!("buy {listing} --key //Dave"))
		.ends_with(1)
		.says(&["has moved since it was listed", BOB]);
	place.run(&format!("unsell {listing} --key //Bob")).ends_with(0);

	let listing = &sell(place, &format!("--control {work} --price 2 --until +2 --key //Bob"));
	blocks(place, 2);
	place.run(&format!("buy {listing} --key //Dave")).ends_with(1).says(&["has ended"]);
	place.run(&format!("unsell {listing} --key //Dave")).ends_with(0).says(&["taken off"]);
}

pub fn agreements_are_signed_by_those_who_have_no_money(place: &Place) {
	let address = |name: &str| {
		let run = place.run(&format!("keys --key //{name}")).ends_with(0);
		run.stdout.trim().to_owned()
	};
	let (giver, receiver) = (address("Giver"), address("Receiver"));
	let work = &place.register("register single.png");
	for account in [&giver, &receiver] {
		place.run(&format!("sponsor {account} --bytes 20000")).ends_with(0);
	}
	place.run(&format!("transfer {work} --to {giver}")).ends_with(0);
	let relay = |line: &str| {
		place.run(&format!("{line} --relay-file signed.json")).ends_with(0);
		place.json("relay signed.json --key //Bob")
	};
	let text = |line: &str, parts: &[&str]| {
		place.run(&format!("{line} --relay-file signed.json")).ends_with(0);
		place.run("relay signed.json --key //Bob").ends_with(0).says(parts);
	};
	let terms = format!(
		"agree propose --to {receiver} --control {work} --revenue {work}:3 --deadline +60 --key //Giver"
	);
	let proposed = relay(&terms);
	assert_eq!((&proposed["signer"], &proposed["relayer"]), (&giver.clone().into(), &BOB.into()));
	let id = proposed["outcome"]["agreement"].as_str().unwrap();
	text(
		&format!("agree accept {id} --key //Receiver"),
		&[
			"relaying Rights.accept",
			&format!("control of asset {work}"),
			"reaches 3 ANIM",
			"digest",
			&format!("accepted agreement {id}"),
		],
	);
	place.run(&format!("pay {work} 3 --key //Dave")).ends_with(0).says(&["executed, in block"]);
	assert_eq!(controller(place, work), receiver.as_str());

	let sold = relay(&format!("sell --control {work} --price 2 --for {DAVE} --key //Receiver"));
	let listing = sold["outcome"]["listing"].as_str().unwrap();
	text(
		&format!("unsell {listing} --key //Receiver"),
		&["relaying Rights.unlist", "is taken off"],
	);
	let terms =
		format!("agree propose --to {DAVE} --control {work} --approved-by {giver} --deadline +60");
	let proposed = relay(&format!("{terms} --key //Receiver"));
	let id = proposed["outcome"]["agreement"].as_str().unwrap();
	place.run(&format!("agree accept {id} --key //Dave")).ends_with(0);
	text(
		&format!("approve {id} --key //Giver"),
		&["relaying Rights.approve", "executed, in block", &format!("control of asset {work}")],
	);
	let proposed = relay(
		&terms
			.replace(DAVE, &giver)
			.replace(&format!("by {giver}"), &format!("by {BOB}"))
			.replace("+60", "+61 --key //Dave"),
	);
	let id = proposed["outcome"]["agreement"].as_str().unwrap();
	text(&format!("agree cancel {id} --key //Giver"), &["is cancelled"]);
}
