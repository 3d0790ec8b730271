//! The node's side: what is read from it and what is sent to it.
//!
//! | file | subject |
//! |---|---|
//! | [`client`] | the connection, and the block that answers hold for |
//! | [`lineage`] | reads through `LineageApi` |
//! | [`consent`] | reads through `ConsentApi` |
//! | [`royalty`] | reads through `RoyaltyApi` |
//! | [`rights`] | reads through `RightsApi` |
//! | [`state`] | accounts and currencies: rows of pallets that are not ours |
//! | [`bundles`] | bundles, and whether their blocks are final |
//! | [`blocks`] | reads of single blocks: when they were made |
//! | [`calls`], [`money_calls`], [`rights_calls`] | calls of the pallets as bytes |
//! | [`submit`] | signing, sending, waiting |
//! | [`meta_tx`] | transactions that somebody else sends and pays for |
//! | [`multisig`] | calls that several accounts must agree to |
//! | [`events`], [`rights_events`] | what a call did |
//! | [`errors`], [`outcome`], [`advice`] | why something did not happen, in words that help |

pub mod advice;
pub mod blocks;
pub mod bundles;
pub mod calls;
pub mod client;
pub mod consent;
pub mod errors;
pub mod events;
pub mod lineage;
pub mod meta_tx;
pub mod money_calls;
pub mod multisig;
pub mod outcome;
pub mod rights;
pub mod rights_calls;
pub mod rights_events;
pub mod royalty;
pub mod state;
pub mod submit;

use animechain_primitives::{
	consent::Reservation,
	rights::{Agreement, Clause, Deal, Listing, Threshold},
	AssetInfo, Edge, Head, Licence, Offer, Record, StatedTerms,
};

pub use client::Chain;
pub use errors::ChainError;

/// An account: a public key. Its text is SS58 with prefix 42.
pub type AccountId = subxt::utils::AccountId32;
/// The number of a block.
pub type BlockNumber = u32;
/// Both rows of an asset.
pub type Asset = AssetInfo<AccountId, BlockNumber>;

/// The hot row of one.
pub type HeadRow = Head<AccountId, BlockNumber>;
/// The cold row of one.
pub type RecordRow = Record<AccountId, BlockNumber, Vec<Edge>>;

/// What somebody offers.
pub type StatedTermsRow = StatedTerms<AccountId, BlockNumber>;
/// An offer.
pub type OfferRow = Offer<AccountId, BlockNumber>;
/// A licence.
pub type LicenceRow = Licence<AccountId, BlockNumber>;
/// A reservation.
pub type ReservationRow = Reservation<AccountId, BlockNumber>;
/// What two accounts agree on.
pub type DealRow = Deal<AccountId, BlockNumber>;
/// A condition of it.
pub type ClauseRow = Clause<AccountId, BlockNumber>;
/// An agreement.
pub type AgreementRow = Agreement<AccountId, BlockNumber>;
/// An agreement that waits for revenue.
pub type ThresholdRow = Threshold<AccountId>;
/// Something that is for sale.
pub type ListingRow = Listing<AccountId, BlockNumber>;

/// The pallet of assets and lineage.
pub const PROVENANCE: &str = "Provenance";
/// The pallet of permission.
pub const CONSENT: &str = "Consent";
/// The pallet of money.
pub const ROYALTY: &str = "Royalty";
/// The pallet of agreements and sales.
pub const RIGHTS: &str = "Rights";
/// The pallet of committees.
pub const MULTISIG: &str = "Multisig";
/// The pallet of transactions that somebody else sends.
pub const META_TX: &str = "MetaTx";
/// The pallet of batches.
pub const UTILITY: &str = "Utility";
/// The runtime API of permission.
pub const CONSENT_API: &str = "ConsentApi";
/// The runtime API of money.
pub const ROYALTY_API: &str = "RoyaltyApi";
/// The runtime API of agreements and sales.
pub const RIGHTS_API: &str = "RightsApi";
/// The pallet of the chain's own currency.
pub const BALANCES: &str = "Balances";
/// The pallet of other currencies.
pub const ASSETS: &str = "Assets";
/// The pallet of fees.
pub const PAYMENT: &str = "TransactionPayment";
/// The pallet of the account that governs, on a chain on which one does.
pub const SUDO: &str = "Sudo";
/// The runtime API of lineage.
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
