//! Faults that are planted on purpose: what a defect in a call would leave behind. The tests show that each is found.

use animechain_primitives::{AssetId, Currency};
use animechain_runtime::{Runtime, RuntimeCall, System};
use codec::Encode;
use polkadot_sdk::{
	frame_support::weights::Weight, frame_system, pallet_balances, sp_core::H256, sp_io,
};

use crate::op::{Dispatched, Op, Outcome};

/// A defect, in the call that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
	/// `pay` credits the pool with one more than was paid.
	PaymentCreditsOneMore,
	/// `transfer_shares` leaves one unit with the giver.
	UnitStaysWithGiver,
	/// `transfer_control` forgets the row of its history.
	ControlWithoutHistory,
	/// `exclude_leaf` forgets the bit in the page.
	LeafStaysInPage,
	/// `accept` forgets to lock the control that is promised.
	ControlNotLocked,
	/// `fund` and `accept` forget what the escrow owes.
	EscrowOwesNothing,
	/// `withdraw_offer` forgets which offers an asset has.
	OfferWithoutNumber,
	/// `register_work` writes a digest that does not follow from the parents.
	WrongDigest,
	/// `retire` changes the head and tells nobody.
	SilentChange,
	/// `transfer_keep_alive` makes money out of nothing.
	MoneyFromNothing,
	/// `claim` leaves the units of its payer without what they earned: the pool forgets what it paid.
	PaidTwice,
	/// Any failed call of ours leaves something behind.
	FailureWrites,
	/// `pull` says that it took more than was declared.
	HeavierThanDeclared,
	/// `list` panics.
	Panic,
	/// `sponsor_storage` runs into what a pallet holds to be impossible.
	Defensive,
}

impl Fault {
	/// Every fault.
	pub const ALL: [Self; 15] = [
		Self::PaymentCreditsOneMore,
		Self::UnitStaysWithGiver,
		Self::ControlWithoutHistory,
		Self::LeafStaysInPage,
		Self::ControlNotLocked,
		Self::EscrowOwesNothing,
		Self::OfferWithoutNumber,
		Self::WrongDigest,
		Self::SilentChange,
		Self::MoneyFromNothing,
		Self::PaidTwice,
		Self::FailureWrites,
		Self::HeavierThanDeclared,
		Self::Panic,
		Self::Defensive,
	];

	/// Acts, if this is the call that has the defect and there is something to spoil.
	pub fn strike(self, op: &Op, dispatched: &mut Dispatched) {
		let Some(call) = op.call() else { return };
		let failed = matches!(dispatched.outcome, Outcome::Failed(_));
		if self == Self::FailureWrites && failed {
			let events = System::event_count() + System::block_number();
			sp_io::storage::append(b"left behind", events.encode());
		}
		if !matches!(dispatched.outcome, Outcome::Done) {
			return;
		}
		match call {
			RuntimeCall::Provenance(call) => self.in_provenance(call),
			RuntimeCall::Consent(call) => self.in_consent(call),
			RuntimeCall::Royalty(call) => self.in_royalty(call, dispatched),
			RuntimeCall::Rights(call) => self.in_rights(call),
			RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive { .. })
				if self == Self::MoneyFromNothing =>
			{
				let pot = animechain_runtime::Royalty::pot();
				frame_system::Account::<Runtime>::mutate(pot, |row| row.data.free += 1);
			},
			_ => (),
		}
	}

	fn in_provenance(self, call: &pallet_provenance::Call<Runtime>) {
		use pallet_provenance::{Call, ControlHistory, Heads, NextAssetId};
		let change = |asset: AssetId, change: fn(&mut pallet_provenance::HeadOf<Runtime>)| {
			Heads::<Runtime>::mutate(asset, |head| head.iter_mut().for_each(change))
		};
		match (self, call) {
			(Self::ControlWithoutHistory, Call::transfer_control { asset, .. }) => {
				ControlHistory::<Runtime>::remove(asset, 0);
			},
			(Self::WrongDigest, Call::register_work { edges, .. }) if !edges.is_empty() => {
				let asset = NextAssetId::<Runtime>::get() - 1;
				change(asset, |head| head.digest = H256::repeat_byte(1));
			},
			(Self::SilentChange, Call::retire { .. }) => {
				// Of another asset, which no event of the block names.
				change(1, |head| head.affected_by = Some(0));
			},
			(Self::Defensive, Call::sponsor_storage { .. }) => {
				log::error!(target: "runtime::defensive", "a defensive failure has been triggered");
			},
			_ => (),
		}
	}

	fn in_consent(self, call: &pallet_consent::Call<Runtime>) {
		use pallet_consent::{Call, ExcludedLeaves, Offers, OffersByAsset};
		match (self, call) {
			(Self::LeafStaysInPage, Call::exclude_leaf { asset, .. }) => {
				ExcludedLeaves::<Runtime>::remove(asset, 0);
			},
			(Self::OfferWithoutNumber, Call::withdraw_offer { offer, .. }) => {
				let asset = Offers::<Runtime>::get(offer).map_or(0, |row| row.asset);
				OffersByAsset::<Runtime>::remove(asset, 0);
			},
			_ => (),
		}
	}

	fn in_royalty(self, call: &pallet_royalty::Call<Runtime>, dispatched: &mut Dispatched) {
		use pallet_royalty::{Call, Pools, Units};
		match (self, call) {
			(Self::PaymentCreditsOneMore, Call::pay { asset, currency, .. }) => {
				Pools::<Runtime>::mutate(asset, currency, |pool| {
					if let Some(pool) = pool {
						pool.inflow += 1;
					}
				});
			},
			(Self::UnitStaysWithGiver, Call::transfer_shares { asset, .. }) => {
				let giver = crate::cast::CAST.accounts[0].clone();
				Units::<Runtime>::mutate(asset, giver, |units| *units += 1);
			},
			(Self::PaidTwice, Call::claim { pools }) => {
				for (asset, currency) in pools {
					Pools::<Runtime>::mutate(asset, currency, |pool| {
						if let Some(pool) = pool {
							pool.paid = pool.paid.saturating_sub(1);
						}
					});
				}
			},
			(Self::HeavierThanDeclared, Call::pull { .. }) => {
				let declared = Weight::from_parts(5, 5);
				dispatched.weight = Some((declared, Weight::from_parts(4, 6)));
			},
			_ => (),
		}
	}

	fn in_rights(self, call: &pallet_rights::Call<Runtime>) {
		use pallet_rights::{Call, Owed, PromisedControl};
		match (self, call) {
			(Self::ControlNotLocked, Call::accept { agreement, .. }) => {
				let promised = PromisedControl::<Runtime>::iter().find(|(_, by)| by == agreement);
				if let Some((asset, _)) = promised {
					PromisedControl::<Runtime>::remove(asset);
				}
			},
			(Self::EscrowOwesNothing, Call::accept { .. } | Call::fund { .. }) => {
				Owed::<Runtime>::remove(Currency::Native);
			},
			(Self::Panic, Call::list { .. }) => {
				panic!("planted in block {}", System::block_number())
			},
			_ => (),
		}
	}
}
