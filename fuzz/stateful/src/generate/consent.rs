//! Permission: offers, licences, leaves taken out, reservations.

use animechain_primitives::{
	consent::{exclusion_message, Audience, Price},
	Commitment, Purpose, Purposes, StatedTerms, Terms,
};
use animechain_runtime::{AccountId, BlockNumber, Runtime, Signature, System};
use pallet_consent::Call;
use polkadot_sdk::{sp_core::Pair, sp_runtime::Permill};

use super::{state, Draft, Drawn, Who};
use crate::cast::CAST;

impl Draft<'_> {
	fn stated(&mut self, head: &state::Head) -> StatedTerms<AccountId, BlockNumber> {
		let mut purposes = head.terms.purposes;
		if !purposes.contains(Purpose::Distribution) {
			purposes = purposes.intersection(Purposes::NONE.with(Purpose::AiInference));
		}
		if self.chance(30) {
			let some = Purposes::from_bits(self.rng.u8(1..64)).unwrap_or(Purposes::ALL);
			let fewer = purposes.intersection(some);
			purposes = if fewer.is_empty() { purposes } else { fewer };
		}
		if self.slips() {
			purposes = if self.chance(50) { Purposes::NONE } else { Purposes::ALL };
		}
		let now = System::block_number();
		let ends = |until: BlockNumber| match head.terms.expires {
			Some(bound) => until.min(bound),
			None => until,
		};
		let expires = self.chance(15).then(|| ends(self.later(200)));
		let from = self.chance(10).then(|| now + self.rng.u32(..8));
		let until =
			self.chance(20).then(|| from.unwrap_or(now).max(self.later(100)).saturating_add(1));
		let audience = match self.chance(60) {
			true => Audience::Anyone,
			false => Audience::Only(self.another(&head.controller)),
		};
		let price = self.chance(45).then(|| self.price());
		StatedTerms {
			terms: Terms {
				purposes,
				commercial: (head.terms.commercial && self.chance(90)) || self.slips(),
				expires,
			},
			audience,
			price,
			share: self.part(150_000),
			quota: self.chance(30).then(|| match self.slips() {
				true => 0,
				false => self.rng.u32(1..6),
			}),
			from,
			until,
			licence_period: self.chance(25).then(|| match self.slips() {
				true => 0,
				false => self.rng.u32(1..120),
			}),
			transferable: self.chance(85),
			legal: self.chance(20).then(|| self.digest()),
		}
	}

	pub(super) fn price(&mut self) -> Price {
		Price { currency: self.currency(), amount: self.amount() }
	}

	/// What somebody who pays this states.
	fn most(&mut self, price: Option<Price>) -> Option<Price> {
		let slips = self.slips();
		price.map(|mut price| {
			if slips {
				price.amount = price.amount.saturating_sub(1);
			} else if self.chance(20) {
				price.amount = price.amount.saturating_add(1);
			}
			price
		})
	}

	pub(super) fn publish_offer(&mut self) -> Drawn {
		let now = state::now();
		let odd = self.slips();
		let (asset, head) = self.asset_where(|head| {
			let purposes = head.terms.purposes;
			odd || head.refusal(now).is_none()
				&& (purposes.contains(Purpose::Distribution)
					|| purposes.contains(Purpose::AiInference))
		})?;
		let stated = Box::new(self.stated(&head));
		let call = Call::publish_offer { asset: self.id(asset), stated };
		Some((self.signer(head.controller), call.into()))
	}

	pub(super) fn withdraw_offer(&mut self) -> Drawn {
		let (offer, row) = self.offer_where(|row| row.withdrawal.is_none())?;
		let controller = state::head(row.asset)?.controller;
		let call = Call::withdraw_offer { offer: self.id(offer), grounds: self.grounds() };
		Some((self.signer(controller), call.into()))
	}

	pub(super) fn accept_offer(&mut self) -> Drawn {
		let now = state::now();
		let odd = self.slips();
		let (offer, row) = self.offer_where(|row| {
			odd || row.withdrawal.is_none()
				&& row.stated.needs_licence()
				&& row.stated.covers(now)
				&& !row.stated.terms.expired(now)
				&& (row.stated.price.is_some() || row.uses == 0)
				&& state::head(row.asset).is_some_and(|head| head.refusal(now).is_none())
		})?;
		let holder = match &row.stated.audience {
			Audience::Only(account) => account.clone(),
			Audience::Anyone => self.account(),
		};
		let terms = row.stated.digest(row.asset);
		let terms = if self.slips() { self.digest() } else { terms };
		let max_share = match self.slips() {
			true => Permill::zero(),
			false => row.stated.share,
		};
		let max_price = self.most(row.stated.price);
		let call = Call::accept_offer { offer: self.id(offer), max_price, max_share, terms };
		Some((self.signer(holder), call.into()))
	}

	pub(super) fn transfer_licence(&mut self) -> Drawn {
		let now = state::now();
		let odd = self.slips();
		let (licence, row) = self.licence_where(|row| {
			odd || (row.succession.is_none()
				&& row.transferable
				&& row.until.is_none_or(|until| now < until)
				&& !row.terms.expired(now))
		})?;
		let to = self.another(&row.holder).into();
		let call = Call::transfer_licence { licence: self.id(licence), to };
		Some((self.signer(row.holder), call.into()))
	}

	pub(super) fn exclude_leaf(&mut self) -> Drawn {
		let again = self.slips();
		let (asset, leaf) = self.leaf_where(|asset, leaf| {
			again == pallet_consent::Exclusions::<Runtime>::contains_key(asset, leaf.index)
		})?;
		let proof = self.proof(asset, leaf.index)?;
		let (contributor, leaf) = (leaf.contributor.clone(), self.leaf(leaf));
		let (asset, grounds) = (self.id(asset), self.grounds());
		let call = Call::exclude_leaf { asset, leaf, proof, grounds };
		Some((self.signer(contributor), call.into()))
	}

	pub(super) fn exclude_leaf_signed(&mut self) -> Drawn {
		let (asset, leaf) = self.leaf_where(|asset, leaf| {
			CAST.pair(&leaf.contributor).is_some()
				&& !pallet_consent::Exclusions::<Runtime>::contains_key(asset, leaf.index)
		})?;
		let proof = self.proof(asset, leaf.index)?;
		let signer = self.one_of(&CAST.accounts)?;
		let by = if self.slips() { signer } else { leaf.contributor.clone() };
		let grounds = self.grounds();
		let message = exclusion_message(&System::block_hash(0), asset, leaf.index, &grounds);
		let signature = Signature::Sr25519(CAST.pair(&by)?.sign(message.as_bytes()));
		let (asset, leaf) = (self.id(asset), self.leaf(leaf));
		let call = Call::exclude_leaf_signed { asset, leaf, proof, grounds, signature };
		Some((Who::Nobody, call.into()))
	}

	pub(super) fn reserve(&mut self) -> Drawn {
		let who = self.account();
		let known = self.one_of(&self.generator.reserved.clone());
		let key = match known {
			Some((key, _)) if self.chance(50) => key,
			_ => self.digest(),
		};
		let purposes = match self.slips() {
			true => Purposes::NONE,
			false => Purposes::from_bits(self.rng.u8(1..64)).unwrap_or(Purposes::ALL),
		};
		if self.generator.reserved.len() < 64 {
			self.generator.reserved.push((key, who.clone()));
		}
		Some((Who::Signer(who), Call::reserve { key, purposes }.into()))
	}

	pub(super) fn lift_reservation(&mut self) -> Drawn {
		let standing = |key: &Commitment, who: &AccountId| {
			pallet_consent::StandingReservations::<Runtime>::contains_key(key, who)
		};
		let known = self.generator.reserved.clone();
		let (key, who) =
			(0..8).filter_map(|_| self.one_of(&known)).find(|(key, who)| standing(key, who))?;
		let key = if self.slips() { self.digest() } else { key };
		Some((self.signer(who), Call::lift_reservation { key }.into()))
	}

	pub(super) fn raise_opt_in_floor(&mut self) -> Drawn {
		let floor = pallet_consent::OptInFloor::<Runtime>::get();
		// Any floor ends the registration of models from outside: most chains have none for long.
		if self.chance(60) {
			return None;
		}
		let more = if self.slips() { 0 } else { self.rng.u32(1..4_000) };
		let floor = Permill::from_parts(floor.deconstruct().saturating_add(more).min(1_000_000));
		Some((Who::Root, Call::raise_opt_in_floor { floor }.into()))
	}
}
