//! Money of assets: payments, pulls, claims, shares.

use animechain_primitives::{merkle_sum::LeafProof, AssetId, Currency, LeafIndex, Mark};
use animechain_runtime::{AccountId, Royalty, Runtime};
use pallet_royalty::{Call, Pools, Queue};

use super::{state, Draft, Drawn, Who};
use crate::cast::CAST;

impl Draft<'_> {
	/// The proof of a leaf, or one with something wrong about it.
	pub(super) fn proof(&mut self, asset: AssetId, leaf: LeafIndex) -> Option<LeafProof> {
		let mut proof = self.collection_of(asset)?.tree.proof(leaf)?;
		if self.slips() {
			match proof.siblings.first().copied() {
				Some(first) if self.chance(50) => proof.siblings.push(first),
				Some(_) if self.chance(50) => proof.siblings.clear(),
				Some(first) => proof.siblings = vec![first; 40],
				None => proof.siblings = vec![],
			}
		}
		Some(proof)
	}

	pub(super) fn pay(&mut self) -> Drawn {
		let (asset, _) = self.asset_where(|head| !head.marks.contains(Mark::Invalidated))?;
		let (currency, amount) = (self.currency(), self.amount());
		let reference = self.chance(10).then(|| self.digest());
		let call = Call::pay { asset: self.id(asset), currency, amount, reference };
		Some((Who::Signer(self.account()), call.into()))
	}

	pub(super) fn pull(&mut self) -> Drawn {
		// What was paid in this block: the queue hands it on at its end.
		let queued: Vec<_> = Queue::<Runtime>::iter_keys().take(8).collect();
		for _ in 0..8 {
			let (asset, currency) = match self.one_of(&queued) {
				Some((asset, currency)) => (AssetId::from(asset), currency),
				None => (self.any_asset(), self.currency()),
			};
			let edges = state::record(asset).map_or(0, |record| record.edges.len());
			if edges == 0 {
				continue;
			}
			let odd = self.slips();
			let edge = self.rng.u8(..edges as u8);
			let owed = Royalty::owed(asset, edge, currency.clone()).unwrap_or_default();
			if owed == 0 && !odd {
				continue;
			}
			let edge = if self.slips() { edges as u8 } else { edge };
			let call = Call::pull { child: self.id(asset), edge, currency };
			return Some((Who::Signer(self.account()), call.into()));
		}
		None
	}

	/// Pools out of which an account is owed something.
	fn claimable(&mut self, account: &AccountId) -> Vec<(AssetId, Currency)> {
		let mut pools: Vec<(AssetId, Currency)> = Vec::new();
		for _ in 0..10 {
			let asset = self.any_asset();
			let known = pools.iter().any(|(other, _)| *other == asset);
			let invalid =
				state::head(asset).is_none_or(|head| head.marks.contains(Mark::Invalidated));
			if known || invalid {
				continue;
			}
			let owed = Royalty::claimable_of(account.clone(), asset);
			let owed = owed.into_iter().filter(|(_, amount)| *amount > 0);
			pools.extend(owed.map(|(currency, _)| (asset, currency)));
		}
		pools
	}

	fn odd_pools(&mut self, mut pools: Vec<(AssetId, Currency)>) -> Vec<(AssetId, Currency)> {
		if self.slips() {
			match (self.rng.u32(..5), pools.first().cloned()) {
				(0, _) => pools.clear(),
				(1, Some(first)) => pools.push(first),
				(2, _) => pools = (0..33).map(|asset| (asset, Currency::Native)).collect(),
				(3, _) => pools.push((u64::MAX, Currency::Native)),
				_ => pools.push((self.any_asset(), Currency::WithId(self.rng.u32(..12)))),
			}
		}
		pools
	}

	pub(super) fn claim(&mut self) -> Drawn {
		let account = self.account();
		let pools = self.claimable(&account);
		if pools.is_empty() && !self.chance(5) {
			return None;
		}
		Some((Who::Signer(account), Call::claim { pools: self.odd_pools(pools) }.into()))
	}

	pub(super) fn claim_for(&mut self) -> Drawn {
		let account = match self.chance(90) {
			true => self.account(),
			false => self.one_of(&CAST.others)?,
		};
		let pools = self.claimable(&account);
		if pools.is_empty() && !self.chance(5) {
			return None;
		}
		let call = Call::claim_for { account: account.into(), pools: self.odd_pools(pools) };
		Some((Who::Signer(self.account()), call.into()))
	}

	pub(super) fn claim_leaf(&mut self) -> Drawn {
		let earns = |asset: AssetId| {
			let pools = Royalty::pools(asset);
			pools.into_iter().any(|(_, pool)| pool.to_contributors > 0)
		};
		let odd = self.slips();
		let (asset, leaf) = self.leaf_where(|asset, leaf| {
			odd || (earns(asset)
				&& leaf.weight > 0
				&& !state::head(asset).is_none_or(|head| head.marks.contains(Mark::Invalidated)))
		})?;
		let proof = self.proof(asset, leaf.index)?;
		let pools = Royalty::pools(asset).into_iter();
		let mut currencies: Vec<_> = pools
			.filter(|(_, pool)| pool.to_contributors > 0)
			.map(|(currency, _)| currency)
			.collect();
		if self.slips() {
			match self.rng.u32(..3) {
				0 => currencies.clear(),
				1 => currencies.extend(currencies.first().cloned()),
				_ => currencies = (0..20).map(Currency::WithId).collect(),
			}
		}
		let (asset, leaf) = (self.id(asset), self.leaf(leaf));
		let call = Call::claim_leaf { asset, leaf, proof, currencies };
		Some((Who::Signer(self.account()), call.into()))
	}

	/// An account with units of an asset that it may hand on, and how many.
	pub(super) fn free_units(&mut self) -> Option<(AssetId, AccountId, u32)> {
		for _ in 0..12 {
			let asset = self.any_asset();
			let Some(head) = state::head(asset) else { continue };
			let from = if self.chance(60) { head.controller } else { self.account() };
			let promised = pallet_rights::PromisedUnits::<Runtime>::get(asset, &from);
			let free = Royalty::units_of(asset, &from).saturating_sub(promised);
			if free > 0 {
				return Some((asset, from, free));
			}
		}
		None
	}

	pub(super) fn some_units(&mut self, free: u32) -> u32 {
		if self.slips() {
			return match self.rng.u32(..4) {
				0 => 0,
				1 => free.saturating_add(1),
				2 => u32::MAX,
				_ => 1_000_001,
			};
		}
		match self.rng.u32(..5) {
			0 => free,
			1 => 1,
			_ => self.rng.u32(1..=free),
		}
	}

	pub(super) fn transfer_shares(&mut self) -> Drawn {
		let (asset, from, free) = self.free_units()?;
		let units = self.some_units(free);
		let to = self.another(&from).into();
		let call = Call::transfer_shares { asset: self.id(asset), to, units };
		Some((self.signer(from), call.into()))
	}

	pub(super) fn register_currency(&mut self) -> Drawn {
		let currency = match self.chance(10) {
			true => Currency::Native,
			false => (0..16)
				.map(|_| Currency::WithId(self.rng.u32(3..16)))
				.find(|currency| Royalty::pot_balance(currency) > 0)?,
		};
		Some((Who::Root, Call::register_currency { currency }.into()))
	}

	pub(super) fn redirect(&mut self) -> Drawn {
		let left = |asset: AssetId| {
			Pools::<Runtime>::iter_prefix_values(asset).any(|pool| pool.left() > 0)
		};
		let odd = self.slips();
		let asset = (0..64).map(|_| self.any_asset()).find(|asset| {
			let head = state::head(*asset);
			odd || head.is_some_and(|head| head.marks.contains(Mark::Invalidated)) && left(*asset)
		})?;
		let to = self.account().into();
		Some((Who::Root, Call::redirect { asset: self.id(asset), to }.into()))
	}
}
