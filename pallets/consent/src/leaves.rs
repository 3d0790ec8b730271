//! Leaves that their contributors take out.

use animechain_primitives::{
	behaviour::{AssetRegistry, ExclusionHook, LeafStatus, StorageLedger},
	consent::{exclusion_message, Exclusion, LeafPage},
	merkle_sum::{Leaf, LeafProof},
	standing::Grounds,
	AssetId, LeafIndex,
};
use polkadot_sdk::{
	frame_support::{
		ensure,
		storage::{with_storage_layer, with_transaction},
		traits::Get,
		weights::Weight,
	},
	frame_system::{self, pallet_prelude::BlockNumberFor},
	sp_runtime::{
		traits::{Verify, Zero},
		transaction_validity::{
			InvalidTransaction, TransactionLongevity, TransactionPriority,
			TransactionValidityWithRefund, ValidTransaction,
		},
		DispatchError, DispatchResult, TransactionOutcome,
	},
};

use crate::{Config, Error, Event, ExcludedLeaves, Exclusions, FreeExclusions, Pallet, UNANSWERED};

/// How many blocks an exclusion without a signed transaction may wait.
const EXCLUSION_LONGEVITY: TransactionLongevity = 64;

impl<T: Config> Pallet<T> {
	/// Says out of how many pools the leaf was taken.
	pub(crate) fn do_exclude_leaf(
		contributor: T::AccountId,
		asset: AssetId,
		leaf: Leaf<T::AccountId>,
		proof: LeafProof,
		grounds: Grounds,
	) -> Result<u32, DispatchError> {
		Self::check_exclusion(&contributor, asset, &leaf, &proof)?;
		let at = frame_system::Pallet::<T>::block_number();
		let (index, weight) = (leaf.index, leaf.weight);
		// Saying no does not depend on what the registrant can pay.
		let answered = with_storage_layer(|| Self::charge_registrant(asset, index)).is_ok();
		let taken = Self::places_taken().saturating_add(Self::places(answered));
		FreeExclusions::<T>::put((at, taken));
		T::Assets::exclude_leaf(asset, weight)?;
		let page = LeafPage::number(index);
		ExcludedLeaves::<T>::mutate(asset, page, |slot| {
			slot.get_or_insert_default().insert(index);
		});
		Exclusions::<T>::insert(asset, index, Exclusion { at, grounds });
		let pools = T::ExclusionHook::leaf_excluded(asset, index, weight);
		Self::deposit_event(Event::LeafExcluded {
			asset,
			leaf: index,
			contributor,
			weight,
			grounds,
		});
		Ok(pools)
	}

	/// Refuses an exclusion that is not the contributor's to make. What costs least comes first.
	fn check_exclusion(
		contributor: &T::AccountId,
		asset: AssetId,
		leaf: &Leaf<T::AccountId>,
		proof: &LeafProof,
	) -> DispatchResult {
		ensure!(leaf.contributor == *contributor, Error::<T>::NotContributor);
		ensure!(T::Assets::head(asset).is_some(), Error::<T>::UnknownAsset);
		let contents = T::Assets::contents(asset).ok_or(Error::<T>::NotACollection)?;
		ensure!(proof.verify(&contents, leaf).is_ok(), Error::<T>::LeafNotProven);
		ensure!(!Exclusions::<T>::contains_key(asset, leaf.index), Error::<T>::AlreadyExcluded);
		Ok(())
	}

	/// Who put the leaf there answers for the bytes that taking it out needs.
	fn charge_registrant(asset: AssetId, leaf: u32) -> DispatchResult {
		let (registrant, _) = T::Assets::registration(asset).ok_or(Error::<T>::UnknownAsset)?;
		let first = !ExcludedLeaves::<T>::contains_key(asset, LeafPage::number(leaf));
		let bytes = Self::exclusion_bytes(first)
			.saturating_add(T::ExclusionHook::leaf_excluded_bytes(asset));
		T::Ledger::charge(&registrant, bytes)
	}

	/// The free places of this block that are taken.
	fn places_taken() -> u32 {
		match FreeExclusions::<T>::get() {
			(block, taken) if block == frame_system::Pallet::<T>::block_number() => taken,
			_ => 0,
		}
	}

	/// The free places that are left in this block.
	pub fn free_places() -> u32 {
		T::MaxFreeExclusions::get().saturating_sub(Self::places_taken())
	}

	/// The places that an exclusion takes: more of them if nobody answers for its bytes.
	fn places(answered: bool) -> u32 {
		if answered {
			1
		} else {
			UNANSWERED
		}
	}

	/// Whether an exclusion costs no fee. Nobody paid for it before, so a number of places per block keeps it
	/// from filling blocks and state for nothing.
	pub(crate) fn is_exclusion_free(
		contributor: &T::AccountId,
		asset: AssetId,
		leaf: &Leaf<T::AccountId>,
		proof: &LeafProof,
	) -> bool {
		let left = Self::free_places();
		// Who registered the collection answers for what was put into it.
		let registrant = T::Assets::registration(asset).map(|(registrant, _)| registrant);
		left > 0
			&& registrant.as_ref() != Some(contributor)
			&& Self::check_exclusion(contributor, asset, leaf, proof).is_ok()
			&& with_transaction(|| {
				let answered = Self::charge_registrant(asset, leaf.index).is_ok();
				let enough = Self::places(answered) <= left;
				TransactionOutcome::Rollback(Ok::<_, DispatchError>(enough))
			})
			.unwrap_or(false)
	}

	/// Lets an exclusion in without a signed transaction, if its contributor signed it and it would be free,
	/// after everything that pays.
	pub(crate) fn authorize_exclusion(
		asset: AssetId,
		leaf: &Leaf<T::AccountId>,
		proof: &LeafProof,
		grounds: &Grounds,
		signature: &T::Signature,
	) -> TransactionValidityWithRefund {
		let contributor = &leaf.contributor;
		ensure!(
			Self::check_exclusion(contributor, asset, leaf, proof).is_ok(),
			InvalidTransaction::Stale
		);
		// Without a free place it waits for the next block.
		ensure!(
			Self::is_exclusion_free(contributor, asset, leaf, proof),
			InvalidTransaction::ExhaustsResources
		);
		let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		let message = exclusion_message(&genesis, asset, leaf.index, grounds);
		let wrapped = [b"<Bytes>", message.as_bytes(), b"</Bytes>"].concat();
		ensure!(
			signature.verify(message.as_bytes(), contributor)
				|| signature.verify(&wrapped[..], contributor),
			InvalidTransaction::BadProof
		);
		let valid = ValidTransaction::with_tag_prefix("ConsentExclusion")
			.priority(TransactionPriority::MIN)
			.and_provides((asset, leaf.index))
			.longevity(EXCLUSION_LONGEVITY)
			.propagate(true)
			.build()?;
		Ok((valid, Weight::zero()))
	}
}

impl<T: Config> LeafStatus for Pallet<T> {
	fn is_excluded(asset: AssetId, leaf: LeafIndex) -> bool {
		Exclusions::<T>::contains_key(asset, leaf)
	}
}
