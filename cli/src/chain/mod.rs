//! The node's side: what is read from it and what is sent to it.
//!
//! | file | subject |
//! |---|---|
//! | [`client`] | the connection, and the block that answers hold for |
//! | [`lineage`] | reads through `LineageApi` |
//! | [`calls`] | calls of the pallet as bytes |
//! | [`submit`] | signing, sending, waiting |
//! | [`events`] | what a call did |
//! | [`errors`] | why something did not happen, in words that help |

pub mod calls;
pub mod client;
pub mod errors;
pub mod events;
pub mod lineage;
pub mod submit;

use animechain_primitives::AssetInfo;

pub use client::Chain;
pub use errors::ChainError;

/// An account: a public key. Its text is SS58 with prefix 42.
pub type AccountId = subxt::utils::AccountId32;
/// The number of a block.
pub type BlockNumber = u32;
/// Both rows of an asset.
pub type Asset = AssetInfo<AccountId, BlockNumber>;

/// The name of the pallet in the runtime.
pub const PALLET: &str = "Provenance";
/// The name of the runtime API.
pub const API: &str = "LineageApi";
/// The symbol of the currency that fees are paid in.
pub const CURRENCY: &str = "ANIM";
/// Its decimals.
pub const DECIMALS: u32 = 12;

/// An amount of it as text.
pub fn amount(planck: u128) -> String {
	let unit = 10_u128.pow(DECIMALS);
	let decimals = format!("{:012}", planck % unit);
	match decimals.trim_end_matches('0') {
		"" => format!("{} {CURRENCY}", planck / unit),
		decimals => format!("{}.{decimals} {CURRENCY}", planck / unit),
	}
}

#[cfg(test)]
mod tests {
	#[test]
	fn amounts_keep_every_digit() {
		assert_eq!(super::amount(1_500_000_000_000), "1.5 ANIM");
		assert_eq!(super::amount(1), "0.000000000001 ANIM");
		assert_eq!(super::amount(2_000_000_000_000), "2 ANIM");
		assert_eq!(super::amount(0), "0 ANIM");
	}
}
