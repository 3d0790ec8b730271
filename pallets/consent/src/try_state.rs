//! The invariants of this pallet, each by name.

use alloc::collections::{BTreeMap, BTreeSet};

use animechain_primitives::{
	behaviour::AssetRegistry,
	consent::{LeafPage, ReservationCount},
};
use polkadot_sdk::{
	frame_support::ensure,
	frame_system::{self, pallet_prelude::BlockNumberFor},
	sp_runtime::{Saturating, TryRuntimeError},
};

use crate::{
	types::*, Config, ExcludedLeaves, Exclusions, Licences, LicencesByHolder, NextLicenceId,
	NextOfferId, OfferCounts, Offers, OffersByAsset, Pallet, ReservationCounts, Reservations,
	StandingReservations,
};

impl<T: Config> Pallet<T> {
	/// Everything that must hold in every state. Also without the feature `try-runtime`, for tests of
	/// runtimes that contain this pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_offers()?;
		Self::check_offers_by_asset()?;
		Self::check_licences()?;
		Self::check_exclusions()?;
		Self::check_reservations()
	}

	fn now() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number()
	}

	/// Every id below the next has its offer; offers are for assets that exist, ended after they began, and
	/// were never used more often than they permit.
	fn check_offers() -> Result<(), TryRuntimeError> {
		let ids: BTreeSet<_> = Offers::<T>::iter_keys().collect();
		ensure!(
			ids.into_iter().eq(0..NextOfferId::<T>::get()),
			"an offer's id without its row, or a row without its id"
		);
		for offer in Offers::<T>::iter_values() {
			let head = T::Assets::head(offer.asset).ok_or("an offer of no asset")?;
			let registered = T::Assets::registration(offer.asset).map(|(_, block)| block);
			ensure!(
				registered <= Some(offer.published_at) && offer.published_at <= Self::now(),
				"an offer older than its asset, or from the future"
			);
			ensure!(
				offer
					.withdrawal
					.as_ref()
					.is_none_or(|end| { offer.published_at <= end.at && end.at <= Self::now() }),
				"an offer that ended before it began, or in the future"
			);
			let most = match (offer.stated.needs_licence(), &offer.stated.price) {
				(false, _) => offer.stated.quota.unwrap_or(0),
				(true, None) => 1,
				(true, Some(_)) => 0,
			};
			ensure!(offer.uses <= most, "an offer that was used more often than it permits");
			let bound = offer.stated.terms.meet(head.terms);
			ensure!(
				bound.purposes == offer.stated.terms.purposes
					&& bound.commercial == offer.stated.terms.commercial,
				"an offer that permits more than its asset"
			);
		}
		Ok(())
	}

	/// The offers of each asset are numbered without gaps and in the order of their ids, and each offer is
	/// in the list of its asset.
	fn check_offers_by_asset() -> Result<(), TryRuntimeError> {
		let mut listed = 0_u64;
		for (asset, count) in OfferCounts::<T>::iter() {
			let mut last = None;
			for number in 0..count {
				let offer =
					OffersByAsset::<T>::get(asset, number).ok_or("an offer is not listed")?;
				ensure!(last < Some(offer), "offers out of order");
				last = Some(offer);
				let row = Offers::<T>::get(offer).ok_or("a listed offer is missing")?;
				ensure!(row.asset == asset, "an offer in the list of another asset");
				listed = listed.saturating_add(1);
			}
		}
		ensure!(listed == NextOfferId::<T>::get(), "an offer is in no list");
		let rows = OffersByAsset::<T>::iter_keys().count() as u64;
		ensure!(rows == listed, "a place in a list that nothing counts");
		Ok(())
	}

	/// Every id below the next has its licence, in the list of its holder and of nobody else; each is what
	/// its offer said, and one that was handed on has exactly one successor with what was left.
	fn check_licences() -> Result<(), TryRuntimeError> {
		let rows: BTreeMap<_, _> = Licences::<T>::iter().collect();
		ensure!(
			rows.keys().copied().eq(0..NextLicenceId::<T>::get()),
			"a licence's id without its row, or a row without its id"
		);
		for (id, row) in &rows {
			let offer = Offers::<T>::get(row.offer).ok_or("a licence of no offer")?;
			ensure!(Self::is_snapshot(row, &offer), "a licence that is not what was offered");
			ensure!(
				LicencesByHolder::<T>::contains_key((row.holder.clone(), row.asset, *id)),
				"a licence is not in the list of its holder"
			);
			ensure!(
				row.since <= Self::now() && row.succession.is_none_or(|end| row.since <= end.at),
				"a licence from the future, or one that ended before it began"
			);
			if let Some(end) = &row.succession {
				let next = rows.get(&end.by).ok_or("a successor is missing")?;
				ensure!(
					next.offer == row.offer
						&& next.since == end.at
						&& next.until == row.until
						&& next.quota <= row.quota
						&& end.by > *id,
					"a successor that is not what was handed on"
				);
			}
		}
		let successors: BTreeSet<_> =
			rows.values().filter_map(|row| row.succession.map(|end| end.by)).collect();
		for (_, row) in rows.iter().filter(|(id, _)| !successors.contains(id)) {
			let period = Offers::<T>::get(row.offer).and_then(|offer| offer.stated.licence_period);
			ensure!(
				row.until == period.map(|period| row.since.saturating_add(period)),
				"a licence that does not end when its period does"
			);
		}
		let handed_on = rows.values().filter(|row| row.succession.is_some()).count();
		ensure!(successors.len() == handed_on, "a licence with two predecessors");
		let listed = LicencesByHolder::<T>::iter_keys().count();
		ensure!(listed == rows.len(), "a licence in the list of somebody else");
		Ok(())
	}

	fn is_snapshot(row: &LicenceOf<T>, offer: &OfferOf<T>) -> bool {
		row.asset == offer.asset
			&& offer.stated.needs_licence()
			&& row.terms == offer.stated.terms
			&& row.share == offer.stated.share
			&& row.transferable == offer.stated.transferable
			&& row.quota.is_some() == offer.stated.quota.is_some()
			&& row.quota <= offer.stated.quota
			&& offer.published_at <= row.since
	}

	/// Pages and rows name the same leaves, each of them in its collection, and the head of each asset
	/// counts them.
	fn check_exclusions() -> Result<(), TryRuntimeError> {
		let mut leaves = BTreeMap::<_, u32>::new();
		for (asset, leaf) in Exclusions::<T>::iter_keys() {
			let contents = T::Assets::contents(asset).ok_or("a leaf of no collection")?;
			ensure!(leaf < contents.leaves, "a leaf beyond the last of its collection");
			let page = ExcludedLeaves::<T>::get(asset, LeafPage::number(leaf));
			ensure!(
				page.is_some_and(|page| page.contains(leaf)),
				"a leaf that was taken out is not on its page"
			);
			let count = leaves.entry(asset).or_default();
			*count = count.saturating_add(1);
		}
		let mut on_pages = BTreeMap::<_, u32>::new();
		for (asset, _, page) in ExcludedLeaves::<T>::iter() {
			let count = on_pages.entry(asset).or_default();
			*count = count.saturating_add(page.count());
		}
		ensure!(on_pages == leaves, "a leaf on a page that was not taken out");
		// Ids are dense.
		for (asset, head) in (0..).map_while(|id| T::Assets::head(id).map(|head| (id, head))) {
			ensure!(
				head.excluded.leaves == leaves.get(&asset).copied().unwrap_or_default(),
				"the head does not count the leaves taken out"
			);
		}
		Ok(())
	}

	/// The reservations of each content are numbered without gaps, each that stands is in its account's
	/// place, and the counts are theirs.
	fn check_reservations() -> Result<(), TryRuntimeError> {
		let mut counts = BTreeMap::<_, ReservationCount>::new();
		for (key, number, row) in Reservations::<T>::iter() {
			ensure!(
				number < ReservationCounts::<T>::get(key).declared,
				"a reservation that nothing counts"
			);
			ensure!(
				row.declared_at <= Self::now()
					&& row.lifted_at.is_none_or(|lifted| {
						row.declared_at <= lifted && lifted <= Self::now()
					}),
				"a reservation that ended before it began, or in the future"
			);
			let stands = StandingReservations::<T>::get(key, &row.by) == Some(number);
			ensure!(
				stands == row.lifted_at.is_none(),
				"a reservation that stands without its place, or the other way round"
			);
			let count = counts.entry(key).or_default();
			count.declared = count.declared.saturating_add(1);
			count.standing = count.standing.saturating_add(u32::from(stands));
		}
		let counted: BTreeMap<_, _> = ReservationCounts::<T>::iter().collect();
		ensure!(counted == counts, "the counts are not those of the reservations");
		let standing: u64 = counts.values().map(|count| u64::from(count.standing)).sum();
		let places = StandingReservations::<T>::iter_keys().count() as u64;
		ensure!(places == standing, "a place of no reservation");
		Ok(())
	}
}
