//! The invariants of this pallet, each by name.

use alloc::collections::{BTreeMap, BTreeSet};

use animechain_primitives::{
	behaviour::AssetRegistry,
	consent::{LeafPage, ReservationCount},
	Authority,
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
	/// What must hold in every state, by name. Every complaint begins with one of these.
	pub const INVARIANTS: &'static [(&'static str, &'static str)] = &[
		("consent/offer-ids-are-dense", "Every id below the next has its offer, and no other id has one."),
		("consent/offers-are-of-assets", "Every offer is of an asset that exists."),
		("consent/offers-are-intervals", "An offer is no older than its asset, ended no earlier than it began, and neither in the future."),
		("consent/offers-are-not-overused", "An offer was used no more often than it permits."),
		("consent/uses-are-counted", "An open offer with a quota counts the edges that name it, a free offer to one account the licences that came of it, and no other offer counts."),
		("consent/offers-stay-within-their-asset", "An offer permits no purpose, and no commercial use, that the asset's own terms do not."),
		("consent/offers-are-listed-once", "Every offer is in the list of its asset, once, in the order of ids, and nothing else is."),
		("consent/licence-ids-are-dense", "Every id below the next has its licence, and no other id has one."),
		("consent/licences-are-what-was-offered", "A licence has the asset, terms, share and limits of its offer."),
		("consent/licences-are-listed-once", "Every licence is in the list of its holder, and in no other."),
		("consent/licences-are-intervals", "A licence is not from the future, ended no earlier than it began, and ends when its period does."),
		("consent/quotas-are-spent-by-edges", "What a licence has left is what it began with less the edges that name it."),
		("consent/successors-go-on", "A licence that was handed on has one successor, with the same end and no more uses, and every successor one predecessor."),
		("consent/leaves-are-of-collections", "A leaf that was taken out stands in a collection, below the number of its leaves, and not before the collection or in the future."),
		("consent/pages-are-the-leaves-taken-out", "A bit of a page is set if and only if that leaf was taken out, so no bit beyond the last leaf is; no page is empty."),
		("consent/heads-count-leaves-taken-out", "The head of an asset counts the leaves that were taken out."),
		("consent/reservations-are-counted", "The reservations of a content are numbered without gaps, and the counts are theirs."),
		("consent/reservations-are-intervals", "A reservation ended no earlier than it began, and neither in the future."),
		("consent/reservations-stand-once", "A reservation that stands, and no other, is in its account's place for that content."),
	];

	/// Everything that must hold in every state. Also without the feature `try-runtime`, for tests of
	/// runtimes that contain this pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_offers()?;
		Self::check_offers_by_asset()?;
		Self::check_licences()?;
		Self::check_uses()?;
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
			"consent/offer-ids-are-dense: an offer's id without its row, or a row without its id"
		);
		for offer in Offers::<T>::iter_values() {
			let head = T::Assets::head(offer.asset)
				.ok_or("consent/offers-are-of-assets: an offer of no asset")?;
			let registered = T::Assets::registration(offer.asset).map(|(_, block)| block);
			ensure!(
				registered <= Some(offer.published_at) && offer.published_at <= Self::now(),
				"consent/offers-are-intervals: an offer older than its asset, or from the future"
			);
			ensure!(
				offer
					.withdrawal
					.as_ref()
					.is_none_or(|end| { offer.published_at <= end.at && end.at <= Self::now() }),
				"consent/offers-are-intervals: an offer that ended before it began, or in the future"
			);
			let most = match (offer.stated.needs_licence(), &offer.stated.price) {
				(false, _) => offer.stated.quota.unwrap_or(0),
				(true, None) => 1,
				(true, Some(_)) => 0,
			};
			ensure!(offer.uses <= most, "consent/offers-are-not-overused: an offer that was used more often than it permits");
			let bound = offer.stated.terms.meet(head.terms);
			ensure!(
				bound.purposes == offer.stated.terms.purposes
					&& bound.commercial == offer.stated.terms.commercial,
				"consent/offers-stay-within-their-asset: an offer that permits more than its asset"
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
				let offer = OffersByAsset::<T>::get(asset, number)
					.ok_or("consent/offers-are-listed-once: an offer is not listed")?;
				ensure!(last < Some(offer), "consent/offers-are-listed-once: offers out of order");
				last = Some(offer);
				let row = Offers::<T>::get(offer)
					.ok_or("consent/offers-are-listed-once: a listed offer is missing")?;
				ensure!(
					row.asset == asset,
					"consent/offers-are-listed-once: an offer in the list of another asset"
				);
				listed = listed.saturating_add(1);
			}
		}
		ensure!(
			listed == NextOfferId::<T>::get(),
			"consent/offers-are-listed-once: an offer is in no list"
		);
		let rows = OffersByAsset::<T>::iter_keys().count() as u64;
		ensure!(
			rows == listed,
			"consent/offers-are-listed-once: a place in a list that nothing counts"
		);
		Ok(())
	}

	/// Every id below the next has its licence, in the list of its holder and of nobody else; each is what
	/// its offer said, and one that was handed on has exactly one successor with what was left.
	fn check_licences() -> Result<(), TryRuntimeError> {
		let rows: BTreeMap<_, _> = Licences::<T>::iter().collect();
		ensure!(
			rows.keys().copied().eq(0..NextLicenceId::<T>::get()),
			"consent/licence-ids-are-dense: a licence's id without its row, or a row without its id"
		);
		for (id, row) in &rows {
			let offer = Offers::<T>::get(row.offer)
				.ok_or("consent/licences-are-what-was-offered: a licence of no offer")?;
			ensure!(
				Self::is_snapshot(row, &offer),
				"consent/licences-are-what-was-offered: a licence that is not what was offered"
			);
			ensure!(
				LicencesByHolder::<T>::contains_key((row.holder.clone(), row.asset, *id)),
				"consent/licences-are-listed-once: a licence is not in the list of its holder"
			);
			ensure!(
				row.since <= Self::now() && row.succession.is_none_or(|end| row.since <= end.at),
				"consent/licences-are-intervals: a licence from the future, or one that ended before it began"
			);
			if let Some(end) = &row.succession {
				let next =
					rows.get(&end.by).ok_or("consent/successors-go-on: a successor is missing")?;
				ensure!(
					next.offer == row.offer
						&& next.since == end.at
						&& next.until == row.until
						&& next.quota <= row.quota
						&& end.by > *id,
					"consent/successors-go-on: a successor that is not what was handed on"
				);
			}
		}
		let successors: BTreeSet<_> =
			rows.values().filter_map(|row| row.succession.map(|end| end.by)).collect();
		for (_, row) in rows.iter().filter(|(id, _)| !successors.contains(id)) {
			let period = Offers::<T>::get(row.offer).and_then(|offer| offer.stated.licence_period);
			ensure!(
				row.until == period.map(|period| row.since.saturating_add(period)),
				"consent/licences-are-intervals: a licence that does not end when its period does"
			);
		}
		let handed_on = rows.values().filter(|row| row.succession.is_some()).count();
		ensure!(
			successors.len() == handed_on,
			"consent/successors-go-on: a licence with two predecessors"
		);
		let listed = LicencesByHolder::<T>::iter_keys().count();
		ensure!(
			listed == rows.len(),
			"consent/licences-are-listed-once: a licence in the list of somebody else"
		);
		Ok(())
	}

	/// Offers and licences count what was made under them.
	fn check_uses() -> Result<(), TryRuntimeError> {
		let (mut by_offer, mut by_licence) = (BTreeMap::<_, u32>::new(), BTreeMap::<_, u32>::new());
		let count = |slot: &mut u32| *slot = slot.saturating_add(1);
		// Ids are dense.
		for edge in (0..).map_while(T::Assets::edges).flatten() {
			match edge.authority {
				Authority::Offer(offer) => count(by_offer.entry(offer).or_default()),
				Authority::Licence(licence) => count(by_licence.entry(licence).or_default()),
				Authority::Control => (),
			}
		}
		let predecessors: BTreeMap<_, _> = Licences::<T>::iter()
			.filter_map(|(_, row)| Some((row.succession?.by, row.quota)))
			.collect();
		let mut accepted = BTreeMap::<_, u32>::new();
		for (id, row) in Licences::<T>::iter() {
			if !predecessors.contains_key(&id) {
				count(accepted.entry(row.offer).or_default());
			}
			let offered = || Offers::<T>::get(row.offer).and_then(|offer| offer.stated.quota);
			let first = predecessors.get(&id).copied().unwrap_or_else(offered);
			let used = by_licence.get(&id).copied().unwrap_or_default();
			ensure!(
				row.quota.map(|left| left.saturating_add(used)) == first,
				"consent/quotas-are-spent-by-edges: a licence has more or less left than its edges say"
			);
		}
		for (id, offer) in Offers::<T>::iter() {
			let uses = match (offer.stated.needs_licence(), &offer.stated.price) {
				(false, _) if offer.stated.quota.is_some() => by_offer.get(&id),
				(true, None) => accepted.get(&id),
				_ => None,
			};
			ensure!(
				offer.uses == uses.copied().unwrap_or_default(),
				"consent/uses-are-counted: an offer counts more or less than was made of it"
			);
		}
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
		for (asset, leaf, row) in Exclusions::<T>::iter() {
			let contents = T::Assets::contents(asset)
				.ok_or("consent/leaves-are-of-collections: a leaf of no collection")?;
			ensure!(
				leaf < contents.leaves,
				"consent/leaves-are-of-collections: a leaf beyond the last of its collection"
			);
			let registered = T::Assets::registration(asset).map(|(_, block)| block);
			ensure!(
				registered <= Some(row.at) && row.at <= Self::now(),
				"consent/leaves-are-of-collections: a leaf that was taken out before its time"
			);
			let page = ExcludedLeaves::<T>::get(asset, LeafPage::number(leaf));
			ensure!(
				page.is_some_and(|page| page.contains(leaf)),
				"consent/pages-are-the-leaves-taken-out: a leaf that was taken out is not on its page"
			);
			let count = leaves.entry(asset).or_default();
			*count = count.saturating_add(1);
		}
		let mut on_pages = BTreeMap::<_, u32>::new();
		for (asset, _, page) in ExcludedLeaves::<T>::iter() {
			ensure!(page.count() > 0, "consent/pages-are-the-leaves-taken-out: an empty page");
			let count = on_pages.entry(asset).or_default();
			*count = count.saturating_add(page.count());
		}
		ensure!(
			on_pages == leaves,
			"consent/pages-are-the-leaves-taken-out: a leaf on a page that was not taken out"
		);
		// Ids are dense.
		for (asset, head) in (0..).map_while(|id| T::Assets::head(id).map(|head| (id, head))) {
			ensure!(
				head.excluded.leaves == leaves.get(&asset).copied().unwrap_or_default(),
				"consent/heads-count-leaves-taken-out: the head does not count the leaves taken out"
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
				"consent/reservations-are-counted: a reservation that nothing counts"
			);
			ensure!(
				row.declared_at <= Self::now()
					&& row.lifted_at.is_none_or(|lifted| {
						row.declared_at <= lifted && lifted <= Self::now()
					}),
				"consent/reservations-are-intervals: a reservation that ended before it began, or in the future"
			);
			let stands = StandingReservations::<T>::get(key, &row.by) == Some(number);
			ensure!(
				stands == row.lifted_at.is_none(),
				"consent/reservations-stand-once: a reservation that stands without its place, or the other way round"
			);
			let count = counts.entry(key).or_default();
			count.declared = count.declared.saturating_add(1);
			count.standing = count.standing.saturating_add(u32::from(stands));
		}
		let counted: BTreeMap<_, _> = ReservationCounts::<T>::iter().collect();
		ensure!(
			counted == counts,
			"consent/reservations-are-counted: the counts are not those of the reservations"
		);
		let standing: u64 = counts.values().map(|count| u64::from(count.standing)).sum();
		let places = StandingReservations::<T>::iter_keys().count() as u64;
		ensure!(places == standing, "consent/reservations-stand-once: a place of no reservation");
		Ok(())
	}
}
