//! Why a use is not permitted, in words that help.

use animechain_primitives::{consent::Denial, AssetId, Intent, Purposes};

use crate::words;

/// `generative AI training, commercially`.
pub fn use_of(purposes: Purposes, commercial: bool) -> String {
	format!("{}{}", words::purposes(purposes), if commercial { ", commercially" } else { "" })
}

/// What is missing, and what to do.
pub fn explain(asset: AssetId, intent: Intent, denial: Denial) -> String {
	let wanted = use_of(intent.purposes, intent.commercial);
	match denial {
		Denial::UnknownAsset => format!("there is no asset {asset}, or there was none yet"),
		Denial::NotClear(standing) => format!(
			"asset {asset} is {}, so nothing new is made from it: `animechain history {asset}` says \
			by whom and why",
			words::standing(standing)
		),
		Denial::Affected(cause) => format!(
			"asset {asset} comes from asset {cause}, which lost its standing, so nothing new is made \
			from it: `animechain history {cause}` says by whom and why"
		),
		Denial::TermsForbid => format!(
			"what asset {asset} was made from does not permit {wanted}, or no longer: \
			`animechain show {asset}` says what its parents left over"
		),
		Denial::NotOffered => format!(
			"nobody offers asset {asset} for {wanted}: `animechain offers {asset}` lists what there \
			is, `animechain show {asset}` names its controller, who can offer more"
		),
		Denial::LicenceNeeded(offer) => format!(
			"asset {asset} is offered under offer {offer}, which has to be accepted first: \
			animechain accept {offer}"
		),
		Denial::QuotaExhausted => format!(
			"what permits {wanted} of asset {asset} is used up: accept an offer anew, \
			`animechain offers {asset}`, or ask its controller for one"
		),
		Denial::UnknownLeaf => format!("asset {asset} has no such leaf"),
		Denial::LeafExcluded => {
			format!(
				"its contributor took the leaf out of asset {asset}: use the collection without it"
			)
		},
		Denial::NoPurpose => "no purpose is named".into(),
		Denial::FutureBlock => "that block is not there yet".into(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use animechain_primitives::{Purpose, Standing};

	#[test]
	fn a_denial_says_what_is_missing_and_what_to_do() {
		let intent = Intent {
			purposes: Purposes::NONE.with(Purpose::AiGenerativeTraining),
			commercial: true,
		};
		let text = |denial| explain(3, intent, denial);
		assert_eq!(
			text(Denial::LicenceNeeded(7)),
			"asset 3 is offered under offer 7, which has to be accepted first: animechain accept 7"
		);
		for (denial, parts) in [
			(Denial::NotClear(Standing::Withdrawn), &["asset 3 is withdrawn", "history 3"][..]),
			(Denial::Affected(1), &["asset 1", "history 1"]),
			(Denial::TermsForbid, &["generative AI training, commercially", "show 3"]),
			(Denial::NotOffered, &["generative AI training, commercially", "offers 3"]),
			(Denial::QuotaExhausted, &["used up", "offers 3"]),
			(Denial::UnknownAsset, &["no asset 3"]),
		] {
			for part in parts {
				assert!(text(denial).contains(part), "{part} in {}", text(denial));
			}
		}
	}
}
