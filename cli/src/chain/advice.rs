//! What to do when the chain refuses a call.

/// What is promised stays where it is.
const PROMISED: &str =
	"`animechain agreements ACCOUNT` lists the agreements of who has it: it is free when that \
	has ended";

/// What helps against an error of a pallet, if anything does.
pub fn advice(pallet: &str, error: &str) -> Option<&'static str> {
	match pallet {
		super::PROVENANCE => provenance(error),
		super::CONSENT => consent(error),
		super::ROYALTY => royalty(error),
		super::RIGHTS => rights(error),
		super::MULTISIG => multisig(error),
		super::ASSETS => assets(error),
		super::META_TX => meta_tx(error),
		_ => None,
	}
}

fn provenance(error: &str) -> Option<&'static str> {
	Some(match error {
		"UnknownAsset" | "UnknownParent" => "look at the id: `animechain show ID` says what it is",
		"NotController" => "sign with the --key of its controller, whom `animechain show ID` names",
		"DuplicateEdge" => "name each parent once for each relation",
		"TooManyEdges" => "compose datasets first, and name those",
		"SharesExceedWhole" => "make the shares smaller: together at most 100 %",
		"RelationNotAllowed" => {
			"look at the kinds of child and parent: `animechain COMMAND --help` says what goes together"
		},
		"ParentNotClear" => {
			"`animechain history PARENT` says who withdrew or closed it, and why; nothing new is made \
			from it until it is reinstated"
		},
		"ParentAffected" => {
			"`animechain show PARENT` names the ancestor; if that has its standing again, \
			`animechain refresh PARENT`"
		},
		"ParentNotControlled" => {
			"leave @control out, and what allows it is found: an offer, or a licence of yours; a new \
			version is its controller's to publish"
		},
		"NoEdges" => "name at least one parent",
		"EmptyCollection" => "name at least one file",
		"ZeroWeight" => "give at least one file a weight",
		"TooManyItems" => "leave the largest parents out",
		"AlreadyRetired" | "AlreadyWithdrawn" | "AlreadyQuarantined" | "AlreadyInvalidated" => {
			"nothing is left to do: `animechain history ID` says when it happened"
		},
		"AlreadyController" => "nothing is left to do",
		"Exhausted" => "no account can do this any more",
		"TrainingNotDeclared" => {
			"say it with --purposes training or --purposes generative-training; a dataset may be for \
			data-mining instead"
		},
		"PurposeNotPermitted" => {
			"`animechain permitted PARENT --purposes …` asks beforehand, `animechain offers PARENT` lists \
			what is offered"
		},
		"CommercialUseNotPermitted" => {
			"leave --commercial out, or find an offer that permits it: `animechain offers PARENT`"
		},
		"IntentExceedsTerms" => {
			"name fewer --purposes, or leave --commercial out: `animechain show PARENT` says what its \
			own parents left over"
		},
		"NotWithdrawn" => "nothing is left to do: it was not withdrawn",
		"NotQuarantined" => "nothing is left to do: it was not set aside",
		"NothingToRefresh" => "nothing is left to do: it is up to date",
		"NothingGiven" => "give at least one byte",
		"ControlPromised" | "UnitsPromised" => PROMISED,
		_ => return None,
	})
}

fn consent(error: &str) -> Option<&'static str> {
	Some(match error {
		"UnknownAsset" => "look at the id: `animechain show ID` says what it is",
		"NotController" => "sign with the --key of its controller, whom `animechain show ID` names",
		"AssetNotClear" => "`animechain history ID` says what stands against it, and why",
		"NoPurpose" => "name at least one of --purposes",
		"OfferExceedsTerms" => {
			"`animechain show ID` says what its parents left over: offer no more, and no longer"
		},
		"EmptyWindow" => "--from has to be before --until, --until ahead, and --period more than 0",
		"ZeroPrice" => "leave --price out: what is free has none",
		"ZeroQuota" => "a --quota is at least 1",
		"UnknownOffer" => "`animechain offers ASSET` lists those that there are",
		"OfferWithdrawn" | "OfferEnded" => "look for another: `animechain offers ASSET`",
		"OfferNotBegun" => "wait for its first block: `animechain offers ASSET` says which",
		"TermsExpired" => "what it permitted has ended: ask the controller for a new offer",
		"LicenceNeeded" => "first `animechain accept OFFER`, then name the licence, or nothing",
		"NothingToAccept" => "name it where it is used: PARENT@offer:ID",
		"NotAddressed" => "sign with the --key of the account that it names, or ask for an offer",
		"PriceExceedsMax" => "look at it again, `animechain offers ASSET`, then raise --max-price",
		"ShareExceedsMax" => "look at it again, `animechain offers ASSET`, then raise --max-share",
		"TermsMismatch" => {
			"the chain has another offer under this id now: read it again, `animechain offers ASSET`"
		},
		"UnknownLicence" => "`animechain licences` lists those that there are",
		"NotLicensee" => "sign with the --key of its holder",
		"LicenceHandedOn" => "its successor is its new holder's: `animechain licences ACCOUNT`",
		"LicenceExpired" => "accept an offer anew: `animechain offers ASSET`",
		"NotTransferable" => "the new holder has to accept an offer",
		"AuthorityForOtherAsset" => "look at the id after the @: `animechain offers PARENT`",
		"PurposeNotPermitted" => {
			"name an offer or licence that permits it, or leave it out, and one that does is found"
		},
		"CommercialUseNotPermitted" => "leave --commercial out, or use an offer that permits it",
		"ShareTooSmall" => "leave the share out, and it is what the terms ask for",
		"QuotaExhausted" => "accept an offer anew, or ask the controller for one",
		"NotACollection" => "only files of a collection can be taken out: withdraw a single work",
		"LeafNotProven" => "`animechain verify FILE` says whether the file is in the collection",
		"NotContributor" => "sign with the --key of the contributor, whom the proof names",
		"AlreadyExcluded" => "nothing is left to do",
		"AlreadyReserved" => "nothing is left to do: `animechain check FILE` lists it",
		"NotReserved" => "nothing is left to do: this key has not reserved it",
		"FloorNotRaised" => "the opt-in floor only ever rises",
		"BelowOptInFloor" => {
			"train on more that was opted in: `animechain label PARENT` says how much was"
		},
		"DistributionNotPermitted" => {
			"offer it for inference only, or make it from works whose offers permit distribution: \
			`animechain show ID` says what they left over"
		},
		"AlreadyAccepted" => "`animechain licences` shows the licence that came of it",
		"AlreadyHolder" => "nothing is left to do",
		"Exhausted" => "no account can do this any more",
		"LicencePromised" => PROMISED,
		_ => return None,
	})
}

fn royalty(error: &str) -> Option<&'static str> {
	Some(match error {
		"UnknownAsset" => "look at the id: `animechain show ID` says what it is",
		"UnknownEdge" => "`animechain pool ASSET` lists its edges by number",
		"UnknownPool" => "`animechain pool ASSET` lists the currencies in which it was ever paid",
		"UnknownCurrency" => "`animechain currencies` lists those that can be paid in",
		"KnownCurrency" => "nothing is left to do: `animechain currencies` lists it",
		"TooManyCurrencies" => "none ever leaves, so no more can be let in",
		"PotNotEndowed" => "`animechain let-in` sends the pot that first",
		"NothingPaid" => "pay more than nothing",
		"NothingOwed" => "nothing is left to do: it was handed on, `animechain pool ASSET` shows it",
		"NothingToClaim" => "`animechain earnings` says what there is to claim, and for whom",
		"TooManyPools" => "name fewer: `animechain claim` does by itself",
		"SamePoolTwice" => "name each asset, and each currency, once",
		"AssetInvalidated" => {
			"`animechain history ID` says when, and why; what was not paid out goes to whom it belongs"
		},
		"AssetNotInvalidated" => "only what is left of an asset that was found invalid goes elsewhere",
		"NotACollection" => "it has no leaves: its holders claim, `animechain claim ID`",
		"LeafNotProven" => "`animechain verify FILE` says whether the file is in the collection",
		"NothingTransferred" => "hand on at least one unit",
		"SameHolder" => "name another account",
		"NotEnoughUnits" => "`animechain shares ID` says who has how many",
		"TooMuch" => "no pool can receive that much in its life: pay less",
		"NotForThePot" => "name another account: all money that is not paid out is in this one",
		"NotContested" => "nothing is left to do: nothing of it is held",
		"UnitsPromised" => PROMISED,
		_ => return None,
	})
}

fn rights(error: &str) -> Option<&'static str> {
	Some(match error {
		"UnknownAgreement" => "`animechain agreements ACCOUNT` lists those of an account",
		"NotProposed" | "NotAccepted" => "`animechain agree show ID` says where it stands",
		"NotReceiver" => "sign with the --key of the account to which it is proposed",
		"NotParty" => "only who gives and who receives call it off: `animechain agree show ID`",
		"SameParty" => "name another account",
		"NothingPromised" => "say what moves: --control, --shares or --licence",
		"TooManyRights" => "make a second agreement for the rest",
		"SameRightTwice" => "name each asset once for control and once for shares, each licence once",
		"NoClauses" => "name a condition, or hand it over at once: `animechain transfer --help`",
		"TooManyClauses" => "leave some conditions out, or make a second agreement",
		"SameClauseTwice" => "name each condition once",
		"InvalidCount" => "--needs is at least 1, and at most the number of conditions",
		"DeadlinePassed" => "it is too late: propose it anew, with a later --deadline",
		"BlockOutOfRange" => "--not-before has to be ahead, and not after the --deadline",
		"ThresholdAlreadyMet" => {
			"`animechain pool ASSET` says what came in so far: --revenue counts all of that"
		},
		"UnrelatedRevenue" => "--revenue is of an asset that moves, or that who gives controls",
		"NobodyCertifies" => "leave --certified out, or ask for --approved-by somebody",
		"AmountTooSmall" => {
			"`animechain currencies` says what an account holds at least: no part may be less"
		},
		"TermsMismatch" => "read it again: `animechain agree show ID`",
		"ControlPromised" | "LicencePromised" => PROMISED,
		"NotEnoughUnits" => {
			"`animechain shares ID` says who has how many; what is promised elsewhere does not count"
		},
		"NoUnits" => "name at least one unit",
		"TooManyWaiting" => "wait until one of them ends, or name another currency",
		"ScheduleFull" => "name another block: many things are to happen in that one",
		"UnknownClause" => "`animechain agree show ID` says which condition somebody can pay for",
		"NotApprover" => "sign with the --key of an account that a condition names",
		"AlreadyMet" => "nothing is left to do",
		"NothingToDo" => "wait: `animechain agree show ID` says what is missing",
		"NothingKept" => "nothing is left to do",
		"UnknownListing" => "`animechain listings` lists what is for sale",
		"NotSeller" => "only its seller takes it off before it has ended",
		"NotForSigner" => "sign with the --key of the account that it is for",
		"ListingEnded" => {
			"ask the seller to sell it anew: control ends to be for sale when it moves, or when its units do \
			not go along any more"
		},
		"PriceExceedsMax" => "look at it again, `animechain listings`, then raise --max-price",
		"TooMuch" => "a number is at its end: nobody can do this any more",
		"UnknownAsset" => "look at the id: `animechain show ID` says what it is",
		"NotController" => {
			"control is its controller's to give: `animechain show ID` names the account"
		},
		"AssetRetired" => "it is closed for good: `animechain history ID` says since when",
		"AssetInvalidated" => "`animechain history ID` says when, and why",
		"EscrowShort" => {
			"name another currency: whoever governs this one took some of it out of the escrow"
		},
		_ => return None,
	})
}

fn multisig(error: &str) -> Option<&'static str> {
	Some(match error {
		"AlreadyApproved" => "another member of the committee has to agree now",
		"NotFound" | "NoTimepoint" | "WrongTimepoint" | "UnexpectedTimepoint" => {
			"another member was faster: try again"
		},
		"MaxWeightTooLow" => "the chain changed meanwhile: try again",
		_ => return None,
	})
}

fn assets(error: &str) -> Option<&'static str> {
	Some(match error {
		"BalanceLow" | "NoAccount" => "`animechain balance` says what the account has",
		"AssetNotLive" | "Frozen" => {
			"nothing is lost: wait until its issuer lets it be moved again"
		},
		"Unknown" => "look at the number of the currency: `animechain currencies`",
		"InUse" => "another currency has this number: choose another",
		"WouldDie" => "leave the least balance of the currency where it is, or send everything",
		_ => return None,
	})
}

fn meta_tx(error: &str) -> Option<&'static str> {
	Some(match error {
		"BadProof" => "the file was changed, or signed for another chain or release: sign it again",
		"Stale" => "its signer has sent something since, perhaps this: sign it again",
		"Future" => "its signer has to be sent something before it first: sign it again",
		"AncientBirthBlock" => "it is too old: sign it again",
		"UnknownOrigin" | "Invalid" | "InvalidLength" => "sign it again, with this release",
		_ => return None,
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	/// The names of the variants of `enum Error` in the source of a pallet.
	fn errors(source: &str) -> Vec<&str> {
		let (_, list) = source.split_once("pub enum Error<T> {").unwrap();
		let (list, _) = list.split_once("\n\t}").unwrap();
		let variants = list.lines().map(str::trim);
		variants.filter_map(|line| line.strip_suffix(',')).collect()
	}

	#[test]
	fn every_error_of_our_pallets_has_advice() {
		for (pallet, number, source) in [
			("Provenance", 30, include_str!("../../../pallets/provenance/src/lib.rs")),
			("Consent", 42, include_str!("../../../pallets/consent/src/lib.rs")),
			("Royalty", 23, include_str!("../../../pallets/royalty/src/lib.rs")),
			("Rights", 42, include_str!("../../../pallets/rights/src/lib.rs")),
		] {
			let errors = errors(source);
			assert!(errors.len() >= number, "{pallet}: {errors:?}");
			for error in errors {
				assert!(advice(pallet, error).is_some(), "{pallet}.{error} has no advice");
			}
		}
		assert_eq!(advice("Balances", "InsufficientBalance"), None);
	}
}
