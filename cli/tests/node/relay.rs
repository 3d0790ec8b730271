//! What one account signs and another sends.

use std::fs;

use serde_json::Value;

use crate::place::{Place, BOB};

/// An account that has no money, controls an asset, and may use some bytes of state.
fn artist(place: &Place, key: &str) -> (String, String) {
	let address = place.json(&format!("keys --key {key}"))["address"].as_str().unwrap().to_owned();
	let work = place.register("register single.png");
	place
		.run(&format!("sponsor {address} --bytes 10000"))
		.ends_with(0)
		.says(&[&address, "10000 bytes"]);
	place.run(&format!("transfer {work} --to {address}")).ends_with(0);
	(address, work)
}

fn change(place: &Place, name: &str, change: impl Fn(&mut Value)) {
	let text = fs::read_to_string(place.path("signed.json")).unwrap();
	let mut json = serde_json::from_str(&text).unwrap();
	change(&mut json);
	fs::write(place.path(name), json.to_string()).unwrap();
}

pub fn what_somebody_signed_is_sent_once_by_another(place: &Place) {
	let (address, work) = artist(place, "//Artist");
	let sign = format!(
		"offer {work} --purposes training --share 2% --relay-file signed.json --key //Artist"
	);
	place.run(&sign).ends_with(0).says(&[
		"signed, and not sent",
		"Consent.publish_offer",
		"animechain relay",
	]);
	place.run(&format!("offers {work}")).ends_with(0).says(&["never offered"]);
	let relay = "relay signed.json --key //Bob";
	let done = place.run(relay).ends_with(0).says(&[
		&format!("signed by {address}"),
		"AI training; not commercially",
		"2 %",
		"published offer",
	]);
	assert!(done.stderr.contains("relaying Consent.publish_offer"), "{}", done.stderr);
	let offers = place.json(&format!("offers {work}"));
	assert_eq!(offers["offers"][0]["publisher"], address);
	let offer = offers["offers"][0]["offer"].as_str().unwrap();
	place.run(relay).ends_with(1).says(&["cannot be sent a second time"]);

	// And the other calls that can be relayed.
	for (line, word) in [
		(format!("withdraw --offer {offer}"), "withdrew offer"),
		(format!("withdraw --asset {work} --reason privacy"), "withdrawn now"),
		(format!("reinstate {work}"), "clear now"),
	] {
		place.run(&format!("{line} --relay-file signed.json --key //Artist")).ends_with(0);
		let json = place.json(relay);
		assert_eq!((&json["signer"], &json["relayer"]), (&address.clone().into(), &BOB.into()));
		let again = place.run(relay).ends_with(1).says(&["second time"]);
		assert!(!again.stderr.contains(word));
	}
	let shares = format!("transfer-shares {work} --to {BOB} --percent 2.5%");
	place.run(&format!("{shares} --relay-file signed.json --key //Artist")).ends_with(0);
	place.run(relay).ends_with(0).says(&[
		"relaying Royalty.transfer_shares",
		"25000 (2.5 %)",
		&format!("{BOB} has 25000 more units"),
	]);
	// The relayed call fails: the relayer is told why, in words.
	let sign = format!("reinstate {work} --relay-file signed.json --key //Artist");
	place.run(&sign).ends_with(0);
	place.run(relay).ends_with(1).says(&["Provenance.NotWithdrawn", "Advice:"]);
}

pub fn what_is_too_old_or_changed_is_refused(place: &Place) {
	let (address, work) = artist(place, "//Painter");
	let sign = format!("withdraw --asset {work} --relay-file signed.json --key //Painter");
	place.run(&sign).ends_with(0);
	let zero = format!("0x{}", "00".repeat(32));
	change(place, "elsewhere.json", |json| json["genesis"] = zero.as_str().into());
	place.run("relay elsewhere.json --key //Bob").ends_with(1).says(&["for another chain", &zero]);
	change(place, "release.json", |json| json["specVersion"] = 1_000_000.into());
	place.run("relay release.json --key //Bob").ends_with(1).says(&["release 1000000"]);
	change(place, "signer.json", |json| json["signer"] = BOB.into());
	place.run("relay signer.json --key //Bob").ends_with(1).says(&["signature does not hold"]);
	change(place, "forged.json", |json| {
		// Another asset.
		let bytes = json["metaTx"].as_str().unwrap();
		json["metaTx"] = format!("{}ff{}", &bytes[..6], &bytes[8..]).into();
	});
	place
		.run("relay forged.json --key //Bob")
		.ends_with(1)
		.says(&["signature does not hold", &address]);
	change(place, "later.json", |json| json["nonce"] = "7".into());
	place.run("relay later.json --key //Bob").ends_with(1).says(&["signature does not hold"]);
	place.run("relay card.md --key //Bob").ends_with(1).says(&["card.md"]);

	// Four blocks, and as many go by.
	place.run(&format!("{sign} --valid-for 3")).ends_with(2);
	place.run(&format!("{sign} --valid-for 4")).ends_with(0);
	for _ in 0..4 {
		place.run(&format!("sponsor {address} --bytes 1")).ends_with(0);
	}
	place.run("relay signed.json --key //Bob").ends_with(1).says(&["has expired", "sign it again"]);
	assert_eq!(place.json(&format!("show {work}"))["standing"], "clear");

	// What its signer sends meanwhile takes its place.
	place.run(&sign).ends_with(0);
	place.run(&format!("withdraw --asset {work} --key //Painter")).ends_with(0);
	place.run("relay signed.json --key //Bob").ends_with(1).says(&["has sent something since"]);
}

pub fn several_reservations_are_relayed_at_once(place: &Place) {
	artist(place, "//Sculptor");
	place.run("reserve ink --relay-file signed.json --key //Sculptor").ends_with(0);
	place.run("check ink").ends_with(0);
	place.run("relay signed.json --key //Bob").ends_with(0).says(&[
		"Utility.batch_all",
		"reserves",
		"3",
	]);
	place.run("check ink").ends_with(6);
	let sign = "reserve ink/1.png --lift --relay-file signed.json --key //Sculptor";
	place.run(sign).ends_with(0);
	place.run("relay signed.json --key //Bob").ends_with(0).says(&["Consent.lift_reservation"]);
	place.run("check ink/1.png").ends_with(0);
	place
		.run("reserve ink/1.png --lift --relay-file x.json --key //Sculptor")
		.ends_with(1)
		.says(&["0"]);
}
