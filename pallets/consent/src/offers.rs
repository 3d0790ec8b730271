//! Publishing and withdrawing offers.

use alloc::boxed::Box;

use animechain_primitives::{
	behaviour::{AssetRegistry, StorageLedger},
	consent::{Offer, Withdrawal},
	standing::Grounds,
	AssetId, Head, OfferId, Purpose, Purposes,
};
use polkadot_sdk::{
	frame_support::ensure,
	frame_system::{self, pallet_prelude::BlockNumberFor},
	sp_core::H256,
	sp_runtime::{DispatchError, DispatchResult},
};

use crate::{
	types::*, Config, Error, Event, NextOfferId, OfferCounts, Offers, OffersByAsset, Pallet,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_publish_offer(
		publisher: T::AccountId,
		asset: AssetId,
		stated: StatedTermsOf<T>,
	) -> DispatchResult {
		let now = frame_system::Pallet::<T>::block_number();
		let head = T::Assets::head(asset).ok_or(Error::<T>::UnknownAsset)?;
		ensure!(head.controller == publisher, Error::<T>::NotController);
		ensure!(head.refusal(now).is_none(), Error::<T>::AssetNotClear);
		Self::check_stated(&stated, &head, now)?;
		let offer = NextOfferId::<T>::get();
		let next = offer.checked_add(1).ok_or(Error::<T>::Exhausted)?;
		let row = OfferCounts::<T>::get(asset);
		let count = row.checked_add(1).ok_or(Error::<T>::Exhausted)?;
		T::Ledger::charge(&publisher, Self::offer_bytes())?;

		NextOfferId::<T>::put(next);
		OfferCounts::<T>::insert(asset, count);
		OffersByAsset::<T>::insert(asset, row, offer);
		Offers::<T>::insert(
			offer,
			Offer {
				asset,
				publisher: publisher.clone(),
				published_at: now,
				stated: stated.clone(),
				withdrawal: None,
				uses: 0,
			},
		);
		let stated = Box::new(stated);
		Self::deposit_event(Event::OfferPublished { offer, asset, publisher, stated });
		Ok(())
	}

	/// Whoever was permitted to use a work may not let others use it, unless passing it on was permitted: an
	/// open offer of what was made under a licence would make the licence worth nothing. Letting others run a
	/// model passes nothing on.
	fn check_distribution(
		stated: &StatedTermsOf<T>,
		head: &Head<T::AccountId, BlockNumberFor<T>>,
	) -> DispatchResult {
		let running = Purposes::NONE.with(Purpose::AiInference);
		ensure!(
			head.terms.purposes.contains(Purpose::Distribution)
				|| running.is_superset(stated.terms.purposes),
			Error::<T>::DistributionNotPermitted
		);
		Ok(())
	}

	fn check_stated(
		stated: &StatedTermsOf<T>,
		head: &Head<T::AccountId, BlockNumberFor<T>>,
		now: BlockNumberFor<T>,
	) -> DispatchResult {
		ensure!(!stated.terms.purposes.is_empty(), Error::<T>::NoPurpose);
		ensure!(!stated.terms.expired(now), Error::<T>::TermsExpired);
		// An offer without an expiry has that of the asset.
		let bound = head.terms.meet(stated.terms);
		ensure!(
			bound.purposes == stated.terms.purposes
				&& bound.commercial == stated.terms.commercial
				&& stated.terms.expires.is_none_or(|expires| bound.expires == Some(expires)),
			Error::<T>::OfferExceedsTerms
		);
		Self::check_distribution(stated, head)?;
		let begins = stated.from.unwrap_or(now);
		let open = |end: Option<BlockNumberFor<T>>| end.is_none_or(|end| begins < end && now < end);
		ensure!(open(stated.until) && open(bound.expires), Error::<T>::EmptyWindow);
		ensure!(stated.price.as_ref().is_none_or(|price| price.amount > 0), Error::<T>::ZeroPrice);
		ensure!(stated.quota != Some(0), Error::<T>::ZeroQuota);
		let nothing = BlockNumberFor::<T>::default();
		ensure!(stated.licence_period != Some(nothing), Error::<T>::EmptyWindow);
		Ok(())
	}

	/// Whether `withdraw_offer` would do something: then it is free.
	pub(crate) fn can_withdraw_offer(controller: &T::AccountId, offer: OfferId) -> bool {
		Self::withdrawable_offer(controller, offer).is_ok()
	}

	fn withdrawable_offer(
		controller: &T::AccountId,
		offer: OfferId,
	) -> Result<OfferOf<T>, DispatchError> {
		let row = Offers::<T>::get(offer).ok_or(Error::<T>::UnknownOffer)?;
		let head = T::Assets::head(row.asset).ok_or(Error::<T>::UnknownAsset)?;
		ensure!(head.controller == *controller, Error::<T>::NotController);
		ensure!(row.withdrawal.is_none(), Error::<T>::OfferWithdrawn);
		Ok(row)
	}

	/// The bytes were paid for by the publication.
	pub(crate) fn do_withdraw_offer(
		controller: T::AccountId,
		offer: OfferId,
		grounds: Grounds,
	) -> DispatchResult {
		let mut row = Self::withdrawable_offer(&controller, offer)?;
		let at = frame_system::Pallet::<T>::block_number();
		let asset = row.asset;
		row.withdrawal = Some(Withdrawal { at, by: controller.clone(), grounds });
		Offers::<T>::insert(offer, row);
		Self::deposit_event(Event::OfferWithdrawn { offer, asset, by: controller, grounds });
		Ok(())
	}

	/// An offer that may be used or accepted now.
	pub(crate) fn standing_offer(offer: OfferId) -> Result<OfferOf<T>, DispatchError> {
		let now = frame_system::Pallet::<T>::block_number();
		let row = Offers::<T>::get(offer).ok_or(Error::<T>::UnknownOffer)?;
		ensure!(row.withdrawal.is_none(), Error::<T>::OfferWithdrawn);
		ensure!(row.stated.from.is_none_or(|from| from <= now), Error::<T>::OfferNotBegun);
		ensure!(row.stated.until.is_none_or(|until| now < until), Error::<T>::OfferEnded);
		ensure!(!row.stated.terms.expired(now), Error::<T>::TermsExpired);
		Ok(row)
	}

	/// What somebody who accepts the offer signs.
	pub(crate) fn digest_of(offer: OfferId) -> Option<H256> {
		Offers::<T>::get(offer).map(|row| row.stated.digest(row.asset))
	}
}
