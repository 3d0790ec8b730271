//! How a call is sent: by whom, inside which others, as what kind of transaction, and from which wrong origin.

use animechain_runtime::{AccountId, OriginCaller, Runtime, RuntimeCall, RuntimeOrigin};
use polkadot_sdk::{
	cumulus_pallet_xcm,
	frame_support::{dispatch::GetDispatchInfo, traits::OriginTrait, weights::Weight},
	pallet_multisig, pallet_proxy, pallet_scheduler, pallet_sudo, pallet_utility, pallet_xcm,
	staging_xcm::latest::Location,
};

use super::{state, Draft, Who};
use crate::{
	cast::{ALICE, BOB, CAST, CHARLIE, DAVE, MULTISIG, PROXIED},
	op::Op,
};

/// Calls stand this deep in each other at most.
const DEEPEST: u32 = 5;

fn caller(origin: RuntimeOrigin) -> OriginCaller {
	origin.caller().clone()
}

fn signed(who: AccountId) -> OriginCaller {
	caller(RuntimeOrigin::signed(who))
}

impl Draft<'_> {
	pub(super) fn wrap(&mut self, who: Who, call: RuntimeCall) -> Op {
		if self.chance(3) {
			return Op::Dispatch { origin: self.wrong_origin(), call };
		}
		match who {
			Who::Nobody if self.chance(92) => Op::Unsigned { call },
			Who::Nobody => Op::Dispatch { origin: self.wrong_origin(), call },
			Who::Root => self.by_governance(call),
			Who::Signer(who) => {
				let (who, call) = self.nest(who, call);
				self.send(who, call)
			},
		}
	}

	fn send(&mut self, who: AccountId, call: RuntimeCall) -> Op {
		let has_key = CAST.pair(&who).is_some();
		match self.rng.u32(..100) {
			0..=11 if has_key => Op::Signed { who, call },
			12 if has_key => {
				let relayer = CAST.accounts[DAVE].clone();
				Op::Meta { who, relayer, call }
			},
			_ => Op::Dispatch { origin: signed(who), call },
		}
	}

	fn wrong_origin(&mut self) -> OriginCaller {
		match self.rng.u32(..8) {
			0 => caller(RuntimeOrigin::root()),
			1 | 2 => caller(RuntimeOrigin::none()),
			3 => OriginCaller::PolkadotXcm(pallet_xcm::Origin::Xcm(Location::parent())),
			4 => OriginCaller::PolkadotXcm(pallet_xcm::Origin::Response(Location::here())),
			5 => OriginCaller::CumulusXcm(cumulus_pallet_xcm::Origin::Relay),
			6 => {
				OriginCaller::CumulusXcm(cumulus_pallet_xcm::Origin::SiblingParachain(2_001.into()))
			},
			_ => signed(self.account()),
		}
	}

	/// As root; by the key that governs; later; or as part of several calls.
	fn by_governance(&mut self, call: RuntimeCall) -> Op {
		let alice = CAST.accounts[ALICE].clone();
		let root = caller(RuntimeOrigin::root());
		let call = Box::new(call);
		match self.rng.u32(..20) {
			0..=3 => {
				let call = pallet_sudo::Call::<Runtime>::sudo { call }.into();
				self.send(alice, call)
			},
			4 | 5 => {
				let when = state::now() + self.rng.u32(1..4);
				let call = pallet_scheduler::Call::<Runtime>::schedule {
					when,
					maybe_periodic: None,
					priority: 63,
					call,
				};
				Op::Dispatch { origin: root, call: call.into() }
			},
			6 => {
				let as_origin = Box::new(root.clone());
				let call = pallet_utility::Call::<Runtime>::dispatch_as { as_origin, call };
				Op::Dispatch { origin: root, call: call.into() }
			},
			7 => {
				let calls = vec![*call];
				let call = pallet_utility::Call::<Runtime>::batch_all { calls };
				Op::Dispatch { origin: root, call: call.into() }
			},
			_ => Op::Dispatch { origin: root, call: *call },
		}
	}

	/// Puts a call into others, by the rules of who signs.
	fn nest(&mut self, who: AccountId, call: RuntimeCall) -> (AccountId, RuntimeCall) {
		let (who, call) = if self.depth < DEEPEST && self.chance(14) {
			self.with_others(who, call)
		} else {
			(who, call)
		};
		let bob = CAST.accounts[BOB].clone();
		if who == CAST.derived && self.chance(90) {
			let call = Box::new(call);
			let call = pallet_utility::Call::<Runtime>::as_derivative { index: 0, call };
			return (bob, call.into());
		}
		if who == CAST.accounts[MULTISIG] && self.chance(60) {
			return self.together(call);
		}
		if who == CAST.accounts[PROXIED] && self.chance(60) {
			let delegate = match self.rng.u32(..6) {
				0 => CHARLIE,
				1 => DAVE,
				_ => BOB,
			};
			let (real, call) = (who.into(), Box::new(call));
			let call = pallet_proxy::Call::<Runtime>::proxy { real, force_proxy_type: None, call };
			return (CAST.accounts[delegate].clone(), call.into());
		}
		(who, call)
	}

	/// Two of three sign one after the other.
	fn together(&mut self, call: RuntimeCall) -> (AccountId, RuntimeCall) {
		let max_weight =
			call.get_dispatch_info().call_weight.saturating_add(Weight::from_parts(1, 1));
		let timepoint = pallet_multisig::Pallet::<Runtime>::timepoint();
		let signed_by = |who, maybe_timepoint| -> RuntimeCall {
			pallet_multisig::Call::<Runtime>::as_multi {
				threshold: 2,
				other_signatories: CAST.other_signatories(who),
				maybe_timepoint,
				call: Box::new(call.clone()),
				max_weight,
			}
			.into()
		};
		let second = self.one_of(&[CHARLIE, DAVE]).unwrap_or(DAVE);
		let origin = signed(CAST.accounts[second].clone());
		let call = signed_by(second, Some(timepoint));
		// Next, in the same block: the second signatory knows where the first was.
		self.generator.waiting.push_back(Op::Dispatch { origin, call });
		(CAST.accounts[BOB].clone(), signed_by(BOB, None))
	}

	/// Several calls of one account, as one.
	fn with_others(&mut self, who: AccountId, call: RuntimeCall) -> (AccountId, RuntimeCall) {
		self.depth += 1;
		let mut calls = vec![call];
		let most = if self.chance(5) { 12 } else { 3 };
		for _ in 0..self.rng.u32(..=most) {
			let (drawn, call) = self.draw();
			match drawn {
				Who::Signer(other) if other == who || self.chance(5) => {
					let call = if self.depth < DEEPEST && self.chance(20) {
						self.with_others(who.clone(), call).1
					} else {
						call
					};
					let place = self.rng.usize(..=calls.len());
					calls.insert(place, call);
				},
				_ => (),
			}
		}
		let call: RuntimeCall = match self.rng.u32(..10) {
			0..=3 => pallet_utility::Call::<Runtime>::batch { calls }.into(),
			4..=6 => pallet_utility::Call::<Runtime>::batch_all { calls }.into(),
			7 => pallet_utility::Call::<Runtime>::force_batch { calls }.into(),
			8 => {
				let main = Box::new(calls[0].clone());
				let fallback = Box::new(calls[calls.len() - 1].clone());
				pallet_utility::Call::<Runtime>::if_else { main, fallback }.into()
			},
			_ => {
				let (real, call) = (who.clone().into(), Box::new(calls[0].clone()));
				let force_proxy_type = None;
				pallet_proxy::Call::<Runtime>::proxy { real, force_proxy_type, call }.into()
			},
		};
		(who, call)
	}
}
