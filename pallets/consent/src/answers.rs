//! Whether somebody may use an asset: now, or at a block long past.

use animechain_primitives::{
	behaviour::AssetRegistry,
	consent::{Answer, Audience, Denial, Request, SearchCursor, SearchPosition, MAX_ROWS},
	AssetId, Authority, Intent, LeafIndex, Standing,
};
use polkadot_sdk::{
	frame_system::{self, pallet_prelude::BlockNumberFor},
	sp_runtime::{traits::One, Saturating},
};

use crate::{
	types::*, Config, Exclusions, Licences, LicencesByHolder, OfferCounts, Offers, OffersByAsset,
	Pallet,
};

type RequestOf<T> = Request<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

impl<T: Config> Pallet<T> {
	/// The answer for one leaf of a collection.
	pub fn answer_for_leaf(
		asset: AssetId,
		leaf: LeafIndex,
		request: &RequestOf<T>,
		cursor: Option<SearchCursor>,
	) -> Answer {
		if let Some(denial) = Self::denial(asset, request) {
			return Answer::Denied(denial);
		}
		let leaves = T::Assets::contents(asset).map_or(0, |contents| contents.leaves);
		if leaf >= leaves {
			return Answer::Denied(Denial::UnknownLeaf);
		}
		let out = Exclusions::<T>::get(asset, leaf)
			.is_some_and(|exclusion| request.at.is_none_or(|at| exclusion.at < at));
		if out {
			return Answer::Denied(Denial::LeafExcluded);
		}
		Self::decide(asset, request, cursor)
	}

	/// The answer for an asset: by control, by a licence, or by an offer, in this order.
	///
	/// Of a past block it is yes if nothing stood against the asset at some moment of it, and control, a
	/// licence or an offer was there at some moment of it: the order of events inside one block is not kept.
	/// Every edge through which a child inherits was therefore permitted at its block. What stood against
	/// an ancestor at that time is that ancestor's history. Quotas are counted, not kept by block: they
	/// are asked only about the moment.
	pub fn answer(asset: AssetId, request: &RequestOf<T>, cursor: Option<SearchCursor>) -> Answer {
		match Self::denial(asset, request) {
			Some(denial) => Answer::Denied(denial),
			None => Self::decide(asset, request, cursor),
		}
	}

	/// The answer where nothing forbids the use.
	fn decide(asset: AssetId, request: &RequestOf<T>, cursor: Option<SearchCursor>) -> Answer {
		match Self::has_control(asset, request) {
			true => Answer::Permitted(Authority::Control),
			false => Self::search(asset, request, cursor),
		}
	}

	/// The block that a question about the moment is about: the first in which the use could be recorded.
	fn next_block() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number().saturating_add(One::one())
	}

	/// What forbids the use, whoever asks.
	fn denial(asset: AssetId, request: &RequestOf<T>) -> Option<Denial> {
		let now = frame_system::Pallet::<T>::block_number();
		if request.purposes.is_empty() {
			return Some(Denial::NoPurpose);
		}
		let Some(head) = T::Assets::head(asset) else { return Some(Denial::UnknownAsset) };
		match request.at {
			None => {
				if let Some(denial) = head.refusal(Self::next_block()) {
					return Some(denial);
				}
			},
			Some(at) if at > now => return Some(Denial::FutureBlock),
			Some(at) => {
				let registered = T::Assets::registration(asset).map(|(_, block)| block);
				if registered.is_none_or(|block| at < block) {
					return Some(Denial::UnknownAsset);
				}
				let expired = head.terms.expired(at);
				let standing = T::Assets::marks_at(asset, at).standing(expired);
				if standing != Standing::Clear {
					return Some(Denial::NotClear(standing));
				}
			},
		}
		let intent = Intent { purposes: request.purposes, commercial: request.commercial };
		(!head.terms.allow(intent)).then_some(Denial::TermsForbid)
	}

	fn has_control(asset: AssetId, request: &RequestOf<T>) -> bool {
		match request.at {
			None => T::Assets::head(asset).is_some_and(|head| head.controller == request.who),
			Some(at) => T::Assets::was_controller(asset, &request.who, at),
		}
	}

	/// Looks through licences, then offers, as many rows as one call may.
	fn search(asset: AssetId, request: &RequestOf<T>, cursor: Option<SearchCursor>) -> Answer {
		let mut search = Search::<T> {
			request,
			next: Self::next_block(),
			left: MAX_ROWS,
			so_far: cursor.map_or(Denial::NotOffered, |cursor| cursor.so_far),
		};
		let offers = match cursor.map(|cursor| cursor.position) {
			Some(SearchPosition::Offers(left)) => left.min(OfferCounts::<T>::get(asset)),
			from => {
				let after = match from {
					Some(SearchPosition::Licences(licence)) => Some(licence),
					_ => None,
				};
				if let Some(answer) = search.licences(asset, after) {
					return answer;
				}
				OfferCounts::<T>::get(asset)
			},
		};
		search.offers(asset, offers)
	}
}

/// A search under way.
struct Search<'a, T: Config> {
	request: &'a RequestOf<T>,
	next: BlockNumberFor<T>,
	/// How many rows may still be examined.
	left: u32,
	/// The reason if nothing is found.
	so_far: Denial,
}

impl<T: Config> Search<'_, T> {
	/// Counts a row; `false` if there is no room for it.
	fn examine(&mut self) -> bool {
		match self.left.checked_sub(1) {
			Some(left) => {
				self.left = left;
				true
			},
			None => false,
		}
	}

	fn unfinished(&self, position: SearchPosition) -> Answer {
		Answer::Unfinished(SearchCursor { position, so_far: self.so_far })
	}

	/// Keeps the reason that tells most: what would help comes before what would not.
	fn note(&mut self, denial: Denial) {
		let rank = |denial: &Denial| match denial {
			Denial::LicenceNeeded(_) => 2,
			Denial::QuotaExhausted => 1,
			_ => 0,
		};
		if rank(&denial) > rank(&self.so_far) {
			self.so_far = denial;
		}
	}

	/// Among the licences that `who` has or had for the asset; `None` if none of them permits it.
	fn licences(&mut self, asset: AssetId, after: Option<u64>) -> Option<Answer> {
		let prefix = (self.request.who.clone(), asset);
		let keys = match after {
			None => LicencesByHolder::<T>::iter_key_prefix(prefix),
			Some(licence) => {
				let last = (self.request.who.clone(), asset, licence);
				let start = LicencesByHolder::<T>::hashed_key_for(last);
				LicencesByHolder::<T>::iter_key_prefix_from(prefix, start)
			},
		};
		let mut last = after;
		for licence in keys {
			if !self.examine() {
				return last.map(|last| self.unfinished(SearchPosition::Licences(last)));
			}
			last = Some(licence);
			let Some(row) = Licences::<T>::get(licence) else { continue };
			if !self.licence_stands(&row) || !self.allowed_by(&row.terms) {
				continue;
			}
			if self.request.at.is_none() && row.quota == Some(0) {
				self.note(Denial::QuotaExhausted);
				continue;
			}
			return Some(Answer::Permitted(Authority::Licence(licence)));
		}
		None
	}

	/// Among the first `left` offers of the asset, newest first.
	fn offers(&mut self, asset: AssetId, left: u32) -> Answer {
		for number in (0..left).rev() {
			if !self.examine() {
				return self.unfinished(SearchPosition::Offers(number.saturating_add(1)));
			}
			let Some(offer) = OffersByAsset::<T>::get(asset, number) else { continue };
			let Some(row) = Offers::<T>::get(offer) else { continue };
			if !self.offer_stands(&row) || !self.allowed_by(&row.stated.terms) {
				continue;
			}
			if row.stated.needs_licence() {
				let addressed = match &row.stated.audience {
					Audience::Anyone => true,
					Audience::Only(account) => *account == self.request.who,
				};
				// What can be accepted once helps nobody any more.
				let spent = self.request.at.is_none() && row.stated.price.is_none() && row.uses > 0;
				if addressed {
					self.note(match spent {
						true => Denial::QuotaExhausted,
						false => Denial::LicenceNeeded(offer),
					});
				}
				continue;
			}
			let used_up = row.stated.quota.is_some_and(|quota| row.uses >= quota);
			if self.request.at.is_none() && used_up {
				self.note(Denial::QuotaExhausted);
				continue;
			}
			return Answer::Permitted(Authority::Offer(offer));
		}
		Answer::Denied(self.so_far)
	}

	fn offer_stands(&self, row: &OfferOf<T>) -> bool {
		match self.request.at {
			Some(at) => row.in_force(at),
			None => row.in_force(self.next) && row.withdrawal.is_none(),
		}
	}

	fn licence_stands(&self, row: &LicenceOf<T>) -> bool {
		match self.request.at {
			Some(at) => row.in_force(at),
			None => row.in_force(self.next) && row.succession.is_none(),
		}
	}

	fn allowed_by(&self, terms: &animechain_primitives::Terms<BlockNumberFor<T>>) -> bool {
		let (purposes, commercial) = (self.request.purposes, self.request.commercial);
		terms.allow(Intent { purposes, commercial })
	}
}
