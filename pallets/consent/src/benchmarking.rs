//! Measures the calls, with what the other pallets of the runtime do in them. The worst case of each: every
//! optional field is full, and whoever answers for the bytes has a deposit already, which has to be updated. Of a
//! call that may be free, the question whether it is belongs to it. Only what an offer's price takes is measured
//! apart, where payments are.

use alloc::{boxed::Box, vec::Vec};

use animechain_primitives::{
	behaviour::{EdgePermission, EdgeRequest, ExclusionHook},
	consent::{exclusion_message, Audience, Currency, Price, StatedTerms},
	merkle_sum::{Leaf, LeafProof, Node, MAX_PROOF_LENGTH},
	AssetId, Authority, Contents, Grounds, LicenceId, OfferId, Purposes, Reason, Terms,
};
use polkadot_sdk::{
	frame_benchmarking::v2::*,
	frame_support::{
		dispatch::CheckIfFeeless,
		traits::{EnsureOrigin, UnfilteredDispatchable},
	},
	frame_system::{
		self,
		pallet_prelude::{BlockNumberFor, OriginFor},
		RawOrigin,
	},
	sp_core::H256,
	sp_runtime::{
		traits::{StaticLookup, Zero},
		Permill,
	},
};

use crate::{
	types::*, Call, Config, ExcludedLeaves, Exclusions, Licences, NextLicenceId, NextOfferId,
	Offers, OptInFloor, Pallet, ReservationCounts,
};

/// What the benchmarks need from outside this pallet.
pub trait BenchmarkHelper<AccountId, Signature> {
	/// Gives an account money for any number of rows and for the price of a licence.
	fn endow(account: &AccountId);

	/// Registers a work of an account that has money.
	fn register_work(controller: &AccountId) -> AssetId;

	/// Registers a collection of an account that has money.
	fn register_collection(registrant: &AccountId, contents: Contents) -> AssetId;

	/// Lets in as many currencies as there can be, and pays an asset in `pools` of them. Does nothing where nobody
	/// is told when a leaf is taken out.
	fn earn(asset: AssetId, pools: u32) {
		let _ = (asset, pools);
	}

	/// The account that [`BenchmarkHelper::sign`] signs for.
	fn contributor() -> AccountId;

	/// Signs with the key of that account, in the way that takes longest to verify.
	fn sign(message: &[u8]) -> Signature;
}

/// An account with money and, from its first asset on, a deposit.
fn rich<T: Config>(account: T::AccountId) -> (T::AccountId, AssetId) {
	T::BenchmarkHelper::endow(&account);
	let asset = T::BenchmarkHelper::register_work(&account);
	(account, asset)
}

fn signed<T: Config>(account: &T::AccountId) -> OriginFor<T> {
	RawOrigin::Signed(account.clone()).into()
}

fn grounds() -> Grounds {
	Grounds { reason: Reason::Infringement, evidence: Some(H256::repeat_byte(4)) }
}

/// An offer with all fields full, to everybody or to one account, free or for a price.
fn stated<T: Config>(audience: Audience<T::AccountId>, price: Option<Price>) -> StatedTermsOf<T> {
	StatedTerms {
		terms: Terms { expires: Some(1_000_000_u32.into()), ..Terms::UNRESTRICTED },
		audience,
		price,
		share: Permill::one(),
		quota: Some(u32::MAX),
		from: Some(0_u32.into()),
		until: Some(1_000_000_u32.into()),
		licence_period: Some(1_000_u32.into()),
		transferable: true,
		legal: Some(H256::repeat_byte(5)),
	}
}

fn price() -> Price {
	Price { currency: Currency::Native, amount: 1_000 }
}

fn publish<T: Config>(
	controller: &T::AccountId,
	asset: AssetId,
	stated: StatedTermsOf<T>,
) -> OfferId {
	let offer = NextOfferId::<T>::get();
	Pallet::<T>::publish_offer(signed::<T>(controller), asset, Box::new(stated))
		.expect("the controller's, and valid; qed");
	offer
}

fn digest<T: Config>(offer: OfferId) -> H256 {
	Pallet::<T>::digest_of(offer).expect("published; qed")
}

/// A licence of `holder` for an asset of somebody else.
fn licence<T: Config>(holder: &T::AccountId) -> LicenceId {
	let (controller, asset) = rich::<T>(account("controller", 0, 0));
	let addressed = stated::<T>(Audience::Only(holder.clone()), None);
	let offer = publish::<T>(&controller, asset, addressed);
	let licence = NextLicenceId::<T>::get();
	let terms = digest::<T>(offer);
	Pallet::<T>::accept_offer(signed::<T>(holder), offer, None, Permill::one(), terms)
		.expect("addressed to the holder; qed");
	licence
}

/// The first two leaves of a collection of 2^32 - 1, both of `contributor`, with their proofs, which have
/// the greatest length that there is.
fn largest_collection<AccountId: Clone + codec::Encode>(
	contributor: &AccountId,
) -> (Contents, [(Leaf<AccountId>, LeafProof); 2]) {
	let leaf = |index| Leaf {
		index,
		commitment: H256::repeat_byte(6),
		contributor: contributor.clone(),
		weight: 1,
	};
	let leaves = [leaf(0), leaf(1)];
	let [first, second] = leaves.each_ref().map(Leaf::node);
	// Whatever stands to the right of the first two leaves, one node a level.
	let rest: Vec<_> = (1..MAX_PROOF_LENGTH)
		.map(|level| Node { digest: H256::repeat_byte(level as u8), weight: 1 })
		.collect();
	let root = core::iter::once(&second)
		.chain(&rest)
		.try_fold(first, |node, sibling| Node::join(&node, sibling))
		.expect("33 is within 64 bits; qed");
	let proof = |partner| LeafProof {
		siblings: core::iter::once(partner).chain(rest.iter().copied()).collect(),
	};
	let contents = Contents {
		root: root.digest,
		leaves: u32::MAX,
		weight: root.weight,
		contributors_share: Permill::one(),
	};
	let [one, two] = leaves;
	(contents, [(one, proof(second)), (two, proof(first))])
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn publish_offer() {
		let (controller, asset) = rich::<T>(whitelisted_caller());
		let audience = Audience::Only(controller.clone());
		let stated = stated::<T>(audience, Some(price()));

		#[extrinsic_call]
		_(RawOrigin::Signed(controller), asset, Box::new(stated));

		assert_eq!(NextOfferId::<T>::get(), 1);
	}

	/// With the question whether it is free.
	#[benchmark]
	fn withdraw_offer() {
		let (controller, asset) = rich::<T>(whitelisted_caller());
		let audience = Audience::Only(controller.clone());
		let offer = publish::<T>(&controller, asset, stated::<T>(audience, Some(price())));
		let call = Call::<T>::withdraw_offer { offer, grounds: grounds() };
		let origin = signed::<T>(&controller);

		#[block]
		{
			assert!(call.is_feeless(&origin));
			call.dispatch_bypass_filter(origin).expect("not withdrawn yet; qed");
		}

		assert!(Offers::<T>::get(offer).is_some_and(|row| row.withdrawal.is_some()));
	}

	/// For nothing: the offer is written as well, for it can be accepted only once. What a price takes is added
	/// apart.
	#[benchmark]
	fn accept_offer() {
		let (controller, asset) = rich::<T>(account("controller", 0, 0));
		let (holder, _) = rich::<T>(whitelisted_caller());
		let audience = Audience::Only(holder.clone());
		let offer = publish::<T>(&controller, asset, stated::<T>(audience, None));
		let terms = digest::<T>(offer);

		#[extrinsic_call]
		_(RawOrigin::Signed(holder), offer, None, Permill::one(), terms);

		assert_eq!(NextLicenceId::<T>::get(), 1);
	}

	#[benchmark]
	fn transfer_licence() {
		let (holder, _) = rich::<T>(whitelisted_caller());
		let licence = licence::<T>(&holder);
		let heir: T::AccountId = account("heir", 0, 0);
		let address = T::Lookup::unlookup(heir.clone());

		#[extrinsic_call]
		_(RawOrigin::Signed(holder), licence, address);

		let successor = Licences::<T>::get(licence).and_then(|row| row.succession);
		let successor = successor.and_then(|end| Licences::<T>::get(end.by));
		assert_eq!(successor.map(|row| row.holder), Some(heir));
	}

	/// Of a collection that was paid in `p` currencies, with the longest proof, a page that is there already, and
	/// the question whether it is free.
	#[benchmark]
	fn exclude_leaf(p: Linear<0, { T::ExclusionHook::most_pools() }>) {
		let (registrant, _) = rich::<T>(account("registrant", 0, 0));
		let contributor: T::AccountId = whitelisted_caller();
		let (contents, [(leaf, proof), (neighbour, other_proof)]) =
			largest_collection(&contributor);
		assert_eq!(proof.siblings.len(), MAX_PROOF_LENGTH as usize);
		let asset = T::BenchmarkHelper::register_collection(&registrant, contents);
		T::BenchmarkHelper::earn(asset, p);
		let origin = signed::<T>(&contributor);
		Pallet::<T>::exclude_leaf(origin.clone(), asset, neighbour, other_proof, grounds())
			.expect("proven; qed");
		let call = Call::<T>::exclude_leaf { asset, leaf, proof, grounds: grounds() };

		#[block]
		{
			assert!(call.is_feeless(&origin));
			call.dispatch_bypass_filter(origin).expect("proven; qed");
		}

		assert!(Exclusions::<T>::contains_key(asset, 0));
		assert_eq!(ExcludedLeaves::<T>::get(asset, 0).map(|page| page.count()), Some(2));
	}

	/// Not a call: whether a signed exclusion is let in, with the longest proof, of a collection that was paid in as
	/// many currencies as there can be. The second form of the message is what was signed, so both are verified.
	#[benchmark]
	fn authorize_exclusion() {
		let (registrant, _) = rich::<T>(account("registrant", 0, 0));
		let contributor = T::BenchmarkHelper::contributor();
		let (contents, [(leaf, proof), _]) = largest_collection(&contributor);
		let asset = T::BenchmarkHelper::register_collection(&registrant, contents);
		T::BenchmarkHelper::earn(asset, T::ExclusionHook::most_pools());
		assert!(Pallet::<T>::is_exclusion_free(&contributor, asset, &leaf, &proof));
		let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		let message = exclusion_message(&genesis, asset, leaf.index, &grounds());
		let wrapped = [b"<Bytes>", message.as_bytes(), b"</Bytes>"].concat();
		let signature = T::BenchmarkHelper::sign(&wrapped);
		let answer;

		#[block]
		{
			answer = Pallet::<T>::authorize_exclusion(asset, &leaf, &proof, &grounds(), &signature);
		}

		assert!(answer.is_ok());
	}

	/// Of a content that somebody else has reserved.
	#[benchmark]
	fn reserve() {
		let (caller, _) = rich::<T>(whitelisted_caller());
		let (other, _) = rich::<T>(account("other", 0, 0));
		let key = H256::repeat_byte(7);
		Pallet::<T>::reserve(signed::<T>(&other), key, Purposes::ALL).expect("rich; qed");

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), key, Purposes::ALL);

		assert_eq!(ReservationCounts::<T>::get(key).standing, 2);
	}

	#[benchmark]
	fn lift_reservation() {
		let (caller, _) = rich::<T>(whitelisted_caller());
		let key = H256::repeat_byte(7);
		Pallet::<T>::reserve(signed::<T>(&caller), key, Purposes::ALL).expect("rich; qed");

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), key);

		assert_eq!(ReservationCounts::<T>::get(key).standing, 0);
	}

	#[benchmark]
	fn raise_opt_in_floor() -> Result<(), BenchmarkError> {
		let origin =
			T::FloorOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
		OptInFloor::<T>::put(Permill::from_percent(1));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Permill::one());

		assert_eq!(OptInFloor::<T>::get(), Permill::one());
		Ok(())
	}

	/// Not a call: one edge by an offer whose uses are counted. An offer is larger than a licence.
	#[benchmark]
	fn exercise() {
		let (controller, asset) = rich::<T>(account("controller", 0, 0));
		let offer = publish::<T>(&controller, asset, stated::<T>(Audience::Anyone, None));
		let registrant: T::AccountId = whitelisted_caller();
		let request = EdgeRequest {
			registrant: &registrant,
			parent: asset,
			authority: Authority::Offer(offer),
			purposes: Purposes::ALL,
			commercial: true,
			share: Permill::one(),
		};

		#[block]
		{
			Pallet::<T>::exercise(&request).expect("the offer stands; qed");
		}

		assert_eq!(Offers::<T>::get(offer).map(|row| row.uses), Some(1));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
