//! Agreements through somebody else's hands: proxies, and transactions that another sends.

use animechain_runtime::configs::accounts::ProxyType;
use polkadot_sdk::{
	frame_system, pallet_proxy, pallet_utility,
	sp_keyring::Sr25519Keyring::One,
	sp_runtime::{generic::Era, DispatchResult, Permill},
};

use super::*;
use crate::meta_tx::{inner_result, meta_tx};

/// What became of the call inside the last call by proxy.
fn proxied() -> DispatchResult {
	System::events()
		.into_iter()
		.rev()
		.find_map(|record| match record.event {
			RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result),
			_ => None,
		})
		.expect("something was done by proxy")
}

/// Ferdie acts for somebody.
fn by_proxy(real: Sr25519Keyring, call: impl Into<RuntimeCall>) -> DispatchResult {
	let (real, call) = (id(real).into(), Box::new(call.into()));
	succeed(Ferdie, pallet_proxy::Call::<Runtime>::proxy { real, force_proxy_type: None, call });
	proxied()
}

fn filtered() -> DispatchResult {
	Err(frame_system::Error::<Runtime>::CallFiltered.into())
}

#[test]
fn who_must_not_move_money_or_control_lets_happen_what_is_due_and_promises_nothing() {
	on_chain(|journey| {
		let asset = work(journey);
		let terms = TheDeal {
			needed: 2,
			consideration: costs(AMOUNT),
			..deal(
				&[Right::Shares { asset, units: 7 }],
				// Eve keeps the last word.
				&[Clause::ApprovedBy(id(Eve)), Clause::Paid(native(AMOUNT))],
			)
		};
		let agreement = agree(journey, &terms);
		let proposed = agreement + 1;
		journey.block(|| {
			let offer = Call::list {
				right: Right::Control(asset),
				price: native(AMOUNT),
				revenue: Permill::zero(),
				buyer: None,
				until: None,
			};
			succeed(Eve, propose(&terms));
			succeed(Eve, offer.clone());
			for real in [Eve, Dave] {
				let proxy_type = ProxyType::NonTransfer;
				let delegate = id(Ferdie).into();
				let add =
					pallet_proxy::Call::<Runtime>::add_proxy { delegate, proxy_type, delay: 0 };
				succeed(real, add);
			}
			let before = (wealth(&id(Eve)), wealth(&id(Dave)));
			for call in [propose(&terms), offer, Call::approve { agreement }] {
				assert_eq!(by_proxy(Eve, call.clone()), filtered());
				// Nor hidden in another call.
				let calls = vec![call.into()];
				let batch = pallet_utility::Call::<Runtime>::batch_all { calls };
				assert_eq!(by_proxy(Eve, batch), filtered());
			}
			let buy = Call::buy { listing: 0, max_price: native(AMOUNT) };
			let fund = Call::fund { agreement, clause: 1 };
			for call in [accept(proposed, &terms), fund, buy] {
				assert_eq!(by_proxy(Dave, call), filtered());
			}
			assert_eq!((wealth(&id(Eve)), wealth(&id(Dave))), before);
			// Let through, and refused for what they are.
			let nothing = Error::<Runtime>::NothingToDo.into();
			assert_eq!(by_proxy(Eve, Call::poke { agreement }), Err(nothing));
			let none = Error::<Runtime>::NothingKept.into();
			assert_eq!(by_proxy(Eve, Call::collect { currency: NATIVE }), Err(none));
		});
		assert_eq!((stage(agreement), stage(proposed)), (Stage::Accepted, Stage::Proposed));
		assert_eq!(Royalty::units(asset, id(Dave)), 0);
	});
}

#[test]
fn who_has_no_balance_signs_an_acceptance_that_somebody_else_sends_once() {
	on_chain(|journey| {
		let asset = work(journey);
		let terms =
			TheDeal { to: id(One), ..deal(&[Right::Control(asset)], &[revenue(asset, AMOUNT)]) };
		journey.block(|| {
			succeed(Eve, propose(&terms));
			let signed = meta_tx(One, accept(0, &terms), 0, Era::Immortal);
			// Nobody answers for the bytes yet.
			assert!(send(Ferdie, signed).is_ok_and(|sent| sent.is_err()));
			assert_eq!(stage(0), Stage::Proposed);
			let beneficiary = id(One).into();
			succeed(Eve, Assets::sponsor_storage { beneficiary, bytes: 10_000 });
		});
		journey.block(|| {
			let signed = meta_tx(One, accept(0, &terms), 0, Era::Immortal);
			succeed(Ferdie, signed.clone());
			assert_eq!(inner_result(), Ok(()));
			assert!(send(Ferdie, signed).is_ok_and(|sent| sent.is_err()), "once");
		});
		assert_eq!((stage(0), wealth(&id(One))), (Stage::Accepted, 0));
		journey.block(|| succeed(Bob, pay(asset, AMOUNT)));
		assert_eq!((stage(0), controller(asset)), (Stage::Executed, id(One)));
	});
}
