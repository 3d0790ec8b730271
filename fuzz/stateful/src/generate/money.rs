//! What the SDK does with the money that our pallets hold.

use animechain_runtime::{
	constants::currency::ANIM, AccountId, Assets, Rights, Royalty, Runtime, RuntimeCall,
};
use polkadot_sdk::{pallet_assets, pallet_balances};

use super::{Draft, Drawn, Who};
use crate::cast::{ALICE, CAST};

type AssetsCall = pallet_assets::Call<Runtime, pallet_assets::Instance1>;
type Details = pallet_assets::AssetDetails<u128, AccountId, u128>;

/// Whether neither the pot nor the escrow has anything of a currency.
fn is_nobodys(id: u32) -> bool {
	[Royalty::pot(), Rights::escrow()].into_iter().all(|house| Assets::balance(id, house) == 0)
}

impl Draft<'_> {
	/// Anybody, the pot and the escrow with them.
	fn anybody(&mut self) -> AccountId {
		if self.chance(15) {
			return self.one_of(&CAST.others).unwrap_or_else(|| self.account());
		}
		self.account()
	}

	pub(super) fn move_balance(&mut self) -> Drawn {
		use pallet_balances::Call;
		let who = self.account();
		let dest = self.anybody().into();
		let value = self.amount();
		let call: RuntimeCall = match self.rng.u32(..24) {
			0..=8 => Call::<Runtime>::transfer_keep_alive { dest, value }.into(),
			9..=13 => Call::transfer_allow_death { dest, value }.into(),
			14 if who != CAST.accounts[ALICE] => {
				let keep_alive = self.chance(70);
				Call::transfer_all { dest, keep_alive }.into()
			},
			15 => Call::burn { value, keep_alive: true }.into(),
			// Neither from the pot nor from the escrow: governance could take what is in them.
			16 => {
				let source = self.account().into();
				return Some((Who::Root, Call::force_transfer { source, dest, value }.into()));
			},
			17..=21 => {
				// Most of the time it makes somebody rich again, or nobody could pay in the end.
				let who = self.account().into();
				let new_free = match self.chance(85) {
					true => 500_000 * ANIM,
					false => self.amount().min(1 << 80),
				};
				return Some((Who::Root, Call::force_set_balance { who, new_free }.into()));
			},
			_ => {
				// Those who have nothing left get something again.
				let source = CAST.accounts[ALICE].clone();
				let value = value.clamp(1, 1_000 * ANIM);
				let dest = self.account().into();
				let call = Call::transfer_allow_death { dest, value };
				return Some((Who::Signer(source), call.into()));
			},
		};
		Some((Who::Signer(who), call))
	}

	fn details(&mut self) -> Option<(u32, Details)> {
		(0..6).find_map(|_| {
			let id = match self.chance(70) {
				true => self.rng.u32(..4),
				false => self.rng.u32(..16),
			};
			pallet_assets::Asset::<Runtime, pallet_assets::Instance1>::get(id)
				.map(|details| (id, details))
		})
	}

	pub(super) fn use_assets(&mut self) -> Drawn {
		if self.chance(6) {
			return self.create_asset();
		}
		let (id, details) = self.details()?;
		let who = self.account();
		let amount = self.amount();
		let somebody: polkadot_sdk::sp_runtime::MultiAddress<_, ()> = self.anybody().into();
		let id_of = id.into();
		let issuer = Who::Signer(details.issuer);
		let admin = Who::Signer(details.admin);
		let freezer = Who::Signer(details.freezer);
		// An admin may take from the pot and from the escrow, or destroy what is in them. Their documents say so, and
		// that it is why governance lets currencies in: it is left out here.
		let (signer, call) = match self.rng.u32(..40) {
			0..=11 => {
				let beneficiary = match id > 2 && self.chance(30) {
					// Or governance could let no further currency in.
					true => Royalty::pot().into(),
					false => somebody,
				};
				(issuer, AssetsCall::mint { id: id_of, beneficiary, amount })
			},
			12..=19 => {
				(Who::Signer(who), AssetsCall::transfer { id: id_of, target: somebody, amount })
			},
			20..=22 => {
				let target = somebody;
				(Who::Signer(who), AssetsCall::transfer_keep_alive { id: id_of, target, amount })
			},
			23 => (admin, AssetsCall::burn { id: id_of, who: self.account().into(), amount }),
			24 | 25 => (freezer, AssetsCall::freeze { id: id_of, who: somebody }),
			26 | 27 => (admin, AssetsCall::thaw { id: id_of, who: somebody }),
			28 | 29 => (freezer, AssetsCall::freeze_asset { id: id_of }),
			30 | 31 => (admin, AssetsCall::thaw_asset { id: id_of }),
			32 => (
				Who::Signer(who),
				AssetsCall::approve_transfer { id: id_of, delegate: somebody, amount },
			),
			33 => (Who::Signer(who), AssetsCall::touch { id: id_of }),
			34 => (Who::Signer(who), AssetsCall::refund { id: id_of, allow_burn: true }),
			35 => (freezer, AssetsCall::block { id: id_of, who: somebody }),
			36 => {
				let source = self.account().into();
				let dest = somebody;
				(admin, AssetsCall::force_transfer { id: id_of, source, dest, amount })
			},
			37 if is_nobodys(id) => {
				(Who::Signer(details.owner), AssetsCall::start_destroy { id: id_of })
			},
			38 => (Who::Signer(who), AssetsCall::destroy_accounts { id: id_of }),
			_ => (Who::Signer(who), AssetsCall::finish_destroy { id: id_of }),
		};
		Some((signer, call.into()))
	}

	fn create_asset(&mut self) -> Drawn {
		let id = self.rng.u32(..16).into();
		let who = self.account();
		if self.chance(30) {
			let owner = who.into();
			let (is_sufficient, min_balance) = (self.chance(50), self.rng.u128(1..2_000));
			let call = AssetsCall::force_create { id, owner, is_sufficient, min_balance };
			return Some((Who::Root, call.into()));
		}
		let min_balance = if self.slips() { 0 } else { self.rng.u128(1..2_000) };
		let admin = who.clone().into();
		Some((Who::Signer(who), AssetsCall::create { id, admin, min_balance }.into()))
	}
}
