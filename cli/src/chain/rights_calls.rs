//! Calls that move rights, at once or under an agreement.

use animechain_primitives::{
	consent::Price,
	rights::{AgreementId, ListingId},
	Currency,
};
use polkadot_sdk::sp_core::H256;

use super::{
	calls::{address, Call},
	DealRow, ListingRow, RIGHTS,
};

impl Call {
	/// An agreement for somebody to accept. Who gives is who signs.
	pub fn propose(deal: &DealRow) -> Self {
		let DealRow { from: _, to, rights, clauses, needed, consideration, deadline, text } = deal;
		let arguments = (address(*to), rights, clauses, needed, consideration, deadline, text);
		Self::new(RIGHTS, "propose", arguments)
	}

	/// A signature under an agreement with this digest and no other.
	pub fn accept(agreement: AgreementId, terms: H256) -> Self {
		Self::new(RIGHTS, "accept", (agreement, terms))
	}

	/// No agreement.
	pub fn cancel(agreement: AgreementId) -> Self {
		Self::new(RIGHTS, "cancel", agreement)
	}

	/// A yes that a clause asks for.
	pub fn approve(agreement: AgreementId) -> Self {
		Self::new(RIGHTS, "approve", agreement)
	}

	/// Money that a clause asks for.
	pub fn fund(agreement: AgreementId, clause: u8) -> Self {
		Self::new(RIGHTS, "fund", (agreement, clause))
	}

	/// A look at an agreement.
	pub fn poke(agreement: AgreementId) -> Self {
		Self::new(RIGHTS, "poke", agreement)
	}

	/// What was kept.
	pub fn collect(currency: &Currency) -> Self {
		Self::new(RIGHTS, "collect", currency)
	}

	/// Something for sale. Who sells is who signs.
	pub fn list(row: &ListingRow) -> Self {
		// The chain notes by itself what else a listing says.
		let ListingRow { right, price, revenue, buyer, until, .. } = row;
		Self::new(RIGHTS, "list", (right, price, revenue, buyer.map(address), until))
	}

	/// Something not for sale any more.
	pub fn unlist(listing: ListingId) -> Self {
		Self::new(RIGHTS, "unlist", listing)
	}

	/// A purchase, for at most this price.
	pub fn buy(listing: ListingId, max_price: &Price) -> Self {
		Self::new(RIGHTS, "buy", (listing, max_price))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::testing;
	use codec::Encode;

	#[test]
	fn an_agreement_is_laid_out_as_the_runtime_reads_it() {
		let deal = testing::deal();
		let call = Call::propose(&deal);
		assert_eq!(call.path(), "Rights.propose");
		let (asset, amount) = (5_u64.to_le_bytes(), 7_u128.to_le_bytes());
		let expected = [
			// To.
			&[0][..],
			&[2; 32],
			// Control of 5, 250,000 units of it.
			&[2 << 2, 0],
			&asset,
			&[1],
			&asset,
			&250_000_u32.to_le_bytes(),
			// Revenue in the native currency, an approval.
			&[2 << 2, 0],
			&asset,
			&[0],
			&amount,
			&[3],
			&[3; 32],
			// Both of them.
			&[2],
			// For nine cents, a tenth of which is revenue of 5.
			&[1, 1, 3, 0, 0, 0],
			&9_u128.to_le_bytes(),
			&[1],
			&asset,
			&100_000_u32.to_le_bytes(),
			// Until block 90, without a text.
			&90_u32.to_le_bytes(),
			&[0],
		];
		assert_eq!(call.bytes(), expected.concat());
	}

	#[test]
	fn the_other_calls_are_numbers() {
		let id = 5_u64.to_le_bytes();
		let digest = H256::repeat_byte(7);
		assert_eq!(Call::accept(5, digest).bytes(), [&id[..], &[7; 32]].concat());
		for call in [Call::cancel(5), Call::approve(5), Call::poke(5), Call::unlist(5)] {
			assert_eq!(call.bytes(), id);
		}
		assert_eq!(Call::fund(5, 2).bytes(), [&id[..], &[2]].concat());
		assert_eq!(Call::collect(&Currency::WithId(3)).bytes(), [1, 3, 0, 0, 0]);
	}

	#[test]
	fn a_listing_is_laid_out_as_the_runtime_reads_it() {
		let row = testing::listing();
		let price = [&[0][..], &8_u128.to_le_bytes()].concat();
		let expected = [
			&[2][..],
			&6_u64.to_le_bytes(),
			&price,
			&50_000_u32.to_le_bytes(),
			&[1, 0],
			&[2; 32],
			&[1],
			&70_u32.to_le_bytes(),
		];
		assert_eq!(Call::list(&row).bytes(), expected.concat());
		let bytes = Call::buy(4, &row.price).bytes().to_vec();
		assert_eq!(bytes, [4_u64.encode(), price].concat());
	}
}
