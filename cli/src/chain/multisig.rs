//! Calls of a committee: an account that acts when enough of its members have agreed, by `pallet-multisig`.

use codec::{Compact, Decode, Encode};
use polkadot_sdk::{
	sp_core::H256,
	sp_io::hashing::{blake2_256, twox_64},
};

use super::{
	calls::Call,
	state::{key, prefix},
	AccountId, BlockNumber, Chain, ChainError, MULTISIG,
};
use crate::committee::Committee;

/// The transaction by which the first member agreed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Timepoint {
	/// Its block.
	pub height: BlockNumber,
	/// Its place in there.
	pub index: u32,
}

/// A call that some members have agreed to.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Pending {
	/// Since when.
	pub when: Timepoint,
	/// What was put down for it.
	pub deposit: u128,
	/// By whom, who has it back when it happened or was taken back.
	pub depositor: AccountId,
	/// Who agreed so far.
	pub approvals: Vec<AccountId>,
}

/// How much of a block a call takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Weight(Compact<u64>, Compact<u64>);

/// What the keys of all calls of a committee begin with.
fn pending_prefix(committee: AccountId) -> Vec<u8> {
	let account = committee.encode();
	[prefix(MULTISIG, "Multisigs"), twox_64(&account).to_vec(), account].concat()
}

fn pending_key(committee: AccountId, digest: H256) -> Vec<u8> {
	key(&pending_prefix(committee), digest)
}

/// What a call of a committee is known by on chain.
pub fn call_digest(call: &[u8]) -> H256 {
	blake2_256(call).into()
}

impl Call {
	/// A call of a committee, given with the numbers of its pallet and itself: the first member proposes it, and
	/// the last one who is needed makes it happen.
	pub fn as_multi(
		committee: &Committee,
		member: AccountId,
		pending: Option<&Pending>,
		call: &[u8],
		weight: Weight,
	) -> Self {
		let others = committee.others(member);
		let mut arguments = (committee.needs, others, pending.map(|pending| pending.when)).encode();
		arguments.extend_from_slice(call);
		weight.encode_to(&mut arguments);
		Self::of_bytes(MULTISIG, "as_multi", arguments)
	}

	/// No call of a committee any more, by who proposed it and put down the deposit.
	pub fn cancel_as_multi(
		committee: &Committee,
		member: AccountId,
		pending: &Pending,
		digest: H256,
	) -> Self {
		let arguments = (committee.needs, committee.others(member), pending.when, digest).encode();
		Self::of_bytes(MULTISIG, "cancel_as_multi", arguments)
	}
}

impl Chain {
	/// Who agreed to a call of a committee so far, if anybody did.
	pub async fn pending(
		&self,
		committee: AccountId,
		digest: H256,
	) -> Result<Option<Pending>, ChainError> {
		self.row(&pending_key(committee, digest), "a call of a committee").await
	}

	/// All calls of a committee that wait for more of its members, the oldest first.
	pub async fn all_pending(
		&self,
		committee: AccountId,
	) -> Result<Vec<(H256, Pending)>, ChainError> {
		let mut all = Vec::new();
		for key in self.keys(&pending_prefix(committee)).await? {
			let Some(digest) = key.last_chunk::<32>().map(H256::from) else { continue };
			if let Some(pending) = self.pending(committee, digest).await? {
				all.push((digest, pending));
			}
		}
		all.sort_by_key(|(digest, pending)| (pending.when.height, pending.when.index, *digest));
		Ok(all)
	}

	/// How much of a block a call takes at most.
	pub async fn weight(&self, call: &Call) -> Result<Weight, ChainError> {
		Ok(self.dispatch_info(call).await?.weight())
	}
}

/// The account of a committee: nobody has a key to it.
pub fn account(members: &[AccountId], needs: u16) -> AccountId {
	// As the pallet has it.
	let entropy = (b"modlpy/utilisuba", members, needs).using_encoded(blake2_256);
	AccountId::from(H256::from(entropy).0)
}

impl Weight {
	/// Of its two parts.
	pub const fn new(parts: (Compact<u64>, Compact<u64>)) -> Self {
		Self(parts.0, parts.1)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_call_of_a_committee_carries_the_call_as_it_is() {
		let members = [[1; 32], [2; 32], [3; 32]].map(AccountId::from);
		let committee = Committee::new(2, members.to_vec()).unwrap();
		let weight = Weight::new((Compact(1), Compact(2)));
		let first = Call::as_multi(&committee, members[1], None, &[51, 5, 9], weight);
		assert_eq!(first.path(), "Multisig.as_multi");
		let expected =
			[&[2, 0, 2 << 2][..], &[1; 32], &[3; 32], &[0], &[51, 5, 9], &[1 << 2, 2 << 2]];
		assert_eq!(first.bytes(), expected.concat());
		let pending = Pending {
			when: Timepoint { height: 8, index: 2 },
			deposit: 1,
			depositor: members[1],
			approvals: vec![members[1]],
		};
		let second = Call::as_multi(&committee, members[0], Some(&pending), &[51, 5, 9], weight);
		let expected = [
			&[2, 0, 2 << 2][..],
			&[2; 32],
			&[3; 32],
			&[1, 8, 0, 0, 0, 2, 0, 0, 0],
			&[51, 5, 9],
			&[1 << 2, 2 << 2],
		];
		assert_eq!(second.bytes(), expected.concat());
		let digest = call_digest(&[51, 5, 9]);
		let back = Call::cancel_as_multi(&committee, members[1], &pending, digest);
		assert_eq!(back.path(), "Multisig.cancel_as_multi");
		let expected =
			[&[2, 0, 2 << 2][..], &[1; 32], &[3; 32], &[8, 0, 0, 0, 2, 0, 0, 0], &digest.0];
		assert_eq!(back.bytes(), expected.concat());
		// Prefixes, a Twox64 and an account, a Blake2-128 and a digest.
		let key = pending_key(members[0], digest);
		assert_eq!(key.len(), 32 + 8 + 32 + 16 + 32);
		assert_eq!(key.last_chunk(), Some(&digest.0));
	}
}
