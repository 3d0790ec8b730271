//! Contributors who have no account on this chain, and nothing to pay with.

use animechain_primitives::{
	consent::exclusion_message,
	merkle_sum::{Leaf, LeafProof},
	AssetId, Grounds, Reason,
};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok, traits::Authorize},
	frame_system::{self, RawOrigin},
	sp_core::H256,
	sp_runtime::{
		testing::TestSignature,
		traits::Dispatchable,
		transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError},
		DispatchError,
	},
};

use crate::{mock::*, Call, Event, Exclusions};

/// Has no account on this chain.
const CONTRIBUTOR: AccountId = 77;

const GROUNDS: Grounds = Grounds { reason: Reason::Objection, evidence: None };

fn signature(by: AccountId, message: &[u8]) -> TestSignature {
	TestSignature(by, message.to_vec())
}

fn message(asset: AssetId, leaf: u32) -> H256 {
	exclusion_message(&System::block_hash(0), asset, leaf, &GROUNDS)
}

fn call(
	asset: AssetId,
	leaf: &Leaf<AccountId>,
	proof: &LeafProof,
	signature: TestSignature,
) -> RuntimeCall {
	let (leaf, proof) = (leaf.clone(), proof.clone());
	Call::<Test>::exclude_leaf_signed { asset, leaf, proof, grounds: GROUNDS, signature }.into()
}

/// What a node says that receives the transaction.
fn validity(call: &RuntimeCall) -> Result<Vec<Vec<u8>>, TransactionValidityError> {
	let verdict = call.authorize(TransactionSource::External).expect("such a call can be let in");
	verdict.map(|(valid, _)| valid.provides)
}

fn apply(call: RuntimeCall) -> Result<(), DispatchError> {
	let origin = RawOrigin::Authorized.into();
	call.dispatch(origin).map(|_| ()).map_err(|error| error.error)
}

fn invalid(reason: InvalidTransaction) -> Result<Vec<Vec<u8>>, TransactionValidityError> {
	Err(reason.into())
}

#[test]
fn a_contributor_without_an_account_takes_its_leaf_out() {
	run(|| {
		frame_system::BlockHash::<Test>::insert(0, H256::repeat_byte(1));
		let (asset, leaves, tree) = collection(&[ARTIST, CONTRIBUTOR]);
		let (leaf, proof) = (&leaves[1], proof(&tree, &leaves[1]));
		let signed =
			call(asset, leaf, &proof, signature(CONTRIBUTOR, message(asset, 1).as_bytes()));
		assert_eq!(validity(&signed).map(|tags| tags.len()), Ok(1));
		events();
		assert_ok!(apply(signed.clone()));
		let excluded = Event::LeafExcluded {
			asset,
			leaf: 1,
			contributor: CONTRIBUTOR,
			weight: 2,
			grounds: GROUNDS,
		};
		assert_eq!(events(), [excluded]);
		assert!(Exclusions::<Test>::contains_key(asset, 1));
		assert!(!System::account_exists(&CONTRIBUTOR));
		// Once.
		assert_eq!(validity(&signed), invalid(InvalidTransaction::Stale));
	});
}

#[test]
fn bytes_as_wallets_sign_them_are_as_good() {
	run(|| {
		let (asset, leaves, tree) = collection(&[CONTRIBUTOR]);
		let wrapped = [b"<Bytes>", message(asset, 0).as_bytes(), b"</Bytes>"].concat();
		let proof = proof(&tree, &leaves[0]);
		let signed = call(asset, &leaves[0], &proof, signature(CONTRIBUTOR, &wrapped));
		assert!(validity(&signed).is_ok());
	});
}

#[test]
fn a_signature_is_for_one_leaf_one_reason_one_chain_and_one_person() {
	run(|| {
		frame_system::BlockHash::<Test>::insert(0, H256::repeat_byte(1));
		let (asset, leaves, tree) = collection(&[CONTRIBUTOR, CONTRIBUTOR]);
		let (other, _, _) = collection(&[CONTRIBUTOR, CONTRIBUTOR]);
		let proof = proof(&tree, &leaves[0]);
		let with = |signature| validity(&call(asset, &leaves[0], &proof, signature));
		let right = message(asset, 0);
		assert!(with(signature(CONTRIBUTOR, right.as_bytes())).is_ok());

		let refused = invalid(InvalidTransaction::BadProof);
		assert_eq!(with(signature(STRANGER, right.as_bytes())), refused);
		assert_eq!(with(signature(CONTRIBUTOR, message(asset, 1).as_bytes())), refused);
		assert_eq!(with(signature(CONTRIBUTOR, message(other, 0).as_bytes())), refused);
		let genesis = System::block_hash(0);
		let reason = exclusion_message(&genesis, asset, 0, &Grounds::default());
		assert_eq!(with(signature(CONTRIBUTOR, reason.as_bytes())), refused);
		frame_system::BlockHash::<Test>::insert(0, H256::repeat_byte(2));
		assert_eq!(with(signature(CONTRIBUTOR, right.as_bytes())), refused);
	});
}

#[test]
fn what_would_not_be_free_is_not_let_in() {
	run(|| {
		let (asset, leaves, tree) = collection(&[CONTRIBUTOR; 4]);
		let signed = |index: usize| {
			let message = message(asset, index as u32);
			let signature = signature(CONTRIBUTOR, message.as_bytes());
			call(asset, &leaves[index], &proof(&tree, &leaves[index]), signature)
		};
		let wrong = call(
			asset,
			&leaves[0],
			&proof(&tree, &leaves[1]),
			signature(CONTRIBUTOR, message(asset, 0).as_bytes()),
		);
		assert_eq!(validity(&wrong), invalid(InvalidTransaction::Stale));
		// Three a block in this runtime; the fourth waits.
		for index in 0..3 {
			assert_ok!(apply(signed(index)));
		}
		assert_eq!(validity(&signed(3)), invalid(InvalidTransaction::ExhaustsResources));
		at(2);
		assert!(validity(&signed(3)).is_ok());
	});
}

#[test]
fn nobody_else_may_call_it() {
	run(|| {
		let (asset, leaves, tree) = collection(&[CONTRIBUTOR]);
		let proof = proof(&tree, &leaves[0]);
		for origin in [signed(CONTRIBUTOR), RuntimeOrigin::root(), RuntimeOrigin::none()] {
			let signature = signature(CONTRIBUTOR, message(asset, 0).as_bytes());
			assert_noop!(
				Consent::exclude_leaf_signed(
					origin,
					asset,
					leaves[0].clone(),
					proof.clone(),
					GROUNDS,
					signature
				),
				DispatchError::BadOrigin
			);
		}
	});
}
