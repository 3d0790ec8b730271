//! What agreements, sales and committees did, from their events.

use animechain_primitives::{
	consent::{Amount, Price},
	rights::{AgreementId, ListingId, Right},
	Currency,
};
use codec::Decode;
use polkadot_sdk::{sp_core::H256, sp_runtime::DispatchError};

use super::{
	events::{events, Event},
	multisig::Timepoint,
	AccountId, DealRow, ListingRow, MULTISIG, RIGHTS,
};

/// An agreement was proposed.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct Proposed {
	/// Its number.
	pub agreement: AgreementId,
	/// What is to be agreed on.
	pub deal: DealRow,
	/// What the receiver signs.
	pub terms: H256,
}

/// An agreement was accepted.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct Accepted {
	/// Its number.
	pub agreement: AgreementId,
}

/// An agreement was taken back or refused.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct Cancelled {
	/// Its number.
	pub agreement: AgreementId,
	/// By whom.
	pub by: AccountId,
}

/// A clause is met.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct ClauseMet {
	/// The agreement.
	pub agreement: AgreementId,
	/// The clause's number.
	pub clause: u8,
}

/// Somebody paid for a clause.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct Funded {
	/// The agreement.
	pub agreement: AgreementId,
	/// The clause's number.
	pub clause: u8,
	/// Who paid.
	pub payer: AccountId,
}

/// A party paid revenue itself, which does not count.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct OwnRevenue {
	/// The agreement.
	pub agreement: AgreementId,
	/// The clause's number.
	pub clause: u8,
	/// What the revenue must reach now.
	pub threshold: Amount,
}

/// Everything moved.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct Executed {
	/// The agreement.
	pub agreement: AgreementId,
}

/// The deadline passed.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct Expired {
	/// The agreement.
	pub agreement: AgreementId,
}

/// Something could not move.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct Failed {
	/// The agreement.
	pub agreement: AgreementId,
	/// Why.
	pub error: DispatchError,
}

/// Money left the escrow.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct PaidOut {
	/// To whom.
	pub account: AccountId,
	/// The currency.
	pub currency: Currency,
	/// How much.
	pub amount: Amount,
}

/// Money could not leave the escrow.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct PayoutKept {
	/// For whom.
	pub account: AccountId,
	/// The currency.
	pub currency: Currency,
	/// How much.
	pub amount: Amount,
}

/// What was kept was taken.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct Collected {
	/// By whom.
	pub account: AccountId,
	/// The currency.
	pub currency: Currency,
	/// How much.
	pub amount: Amount,
}

/// Something is for sale.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct Listed {
	/// Its number.
	pub listing: ListingId,
	/// What, by whom and for how much.
	pub row: ListingRow,
}

/// Something is not for sale any more.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct Unlisted {
	/// Its number.
	pub listing: ListingId,
}

/// Something was sold.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct Sold {
	/// The listing's number.
	pub listing: ListingId,
	/// Who bought it.
	pub buyer: AccountId,
	/// What.
	pub right: Right,
	/// For how much.
	pub price: Price,
}

/// Enough members of a committee agreed, and its call was made.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct MultisigExecuted {
	/// The last of them.
	pub approving: AccountId,
	/// When the first of them agreed.
	pub timepoint: Timepoint,
	/// The committee.
	pub multisig: AccountId,
	/// The digest of the call.
	pub call_digest: H256,
	/// How it ended.
	pub result: Result<(), DispatchError>,
}

events! {
	RIGHTS: Proposed, Accepted, Cancelled, ClauseMet, Funded, OwnRevenue, Executed, Expired, Failed,
		PaidOut, PayoutKept, Collected, Listed, Unlisted, Sold;
	MULTISIG: MultisigExecuted;
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::testing;
	use codec::{DecodeAll, Encode};

	#[test]
	fn events_of_rights_are_read_from_their_fields() {
		let (deal, terms) = (testing::deal(), H256::repeat_byte(4));
		let bytes = (6_u64, &deal, terms).encode();
		let proposed = Proposed::decode_all(&mut bytes.as_slice()).unwrap();
		assert_eq!(proposed, Proposed { agreement: 6, deal, terms });
		let bytes = (6_u64, 2_u8, 7_u128).encode();
		let own = OwnRevenue::decode_all(&mut bytes.as_slice()).unwrap();
		assert_eq!((own.clause, own.threshold), (2, 7));
		let row = testing::listing();
		let bytes = (6_u64, &row).encode();
		assert_eq!(Listed::decode_all(&mut bytes.as_slice()).unwrap().row, row);
		let failed = Failed::decode_all(
			&mut [6_u64.to_le_bytes().as_slice(), &[3, 53, 20, 0, 0, 0]].concat().as_slice(),
		);
		assert_eq!(failed.unwrap().error.encode(), [3, 53, 20, 0, 0, 0]);
	}

	#[test]
	fn the_end_of_a_call_of_a_committee_is_read() {
		let (one, all) = (AccountId::from([1; 32]), AccountId::from([2; 32]));
		let bytes = (one, (8_u32, 2_u32), all, [3_u8; 32], 0_u8).encode();
		let done = MultisigExecuted::decode_all(&mut bytes.as_slice()).unwrap();
		assert_eq!((done.multisig, done.timepoint.height, done.result), (all, 8, Ok(())));
	}
}
