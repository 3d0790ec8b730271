//! Money through somebody else's hands: proxies, and transactions that another sends.

use animechain_runtime::configs::accounts::ProxyType;
use polkadot_sdk::{
	frame_system, pallet_meta_tx, pallet_proxy,
	sp_keyring::Sr25519Keyring::{Charlie, Dave, One},
	sp_runtime::generic::Era,
};

use super::*;
use crate::{
	common::send,
	meta_tx::{inner_result, meta_tx},
};

const AMOUNT: Amount = 1_000 * EXISTENTIAL_DEPOSIT;

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

fn by_proxy(real: Sr25519Keyring, call: impl Into<RuntimeCall>) -> pallet_proxy::Call<Runtime> {
	let call = Box::new(call.into());
	pallet_proxy::Call::proxy { real: id(real).into(), force_proxy_type: None, call }
}

fn add_proxy(delegate: Sr25519Keyring, proxy_type: ProxyType) -> pallet_proxy::Call<Runtime> {
	let delegate = id(delegate).into();
	pallet_proxy::Call::add_proxy { delegate, proxy_type, delay: 0 }
}

#[test]
fn who_signs_for_an_account_without_moving_its_money_lets_it_have_what_it_earned() {
	on_chain(|journey| {
		let collection = Collection::new();
		journey.block(|| {
			succeed(Eve, collection.register());
			succeed(Eve, made_from(0, Relation::Includes));
			succeed(Eve, add_proxy(Dave, ProxyType::NonTransfer));
			succeed(Eve, add_proxy(Charlie, ProxyType::Consent));
			succeed(Eve, add_proxy(Charlie, ProxyType::Registration));
		});
		let before = balance(&NATIVE, &id(Eve));
		journey.block(|| {
			succeed(Bob, pay(1, &NATIVE, AMOUNT));
			let pull = Call::<Runtime>::pull { child: 1, edge: 0, currency: NATIVE };
			let hand = |to: Sr25519Keyring| {
				let to = id(to).into();
				Call::<Runtime>::transfer_shares { asset: 0, to, units: 1 }
			};
			let filtered = Err(frame_system::Error::<Runtime>::CallFiltered.into());
			for call in [pay(0, &NATIVE, 1), hand(Dave)] {
				succeed(Dave, by_proxy(Eve, call));
				assert_eq!(proxied(), filtered);
			}
			let leaf = collection.claim(0, 2, &NATIVE);
			let all = claim_for(&id(Eve), &[0], &NATIVE);
			for call in [claim(1), pull.clone(), all.clone(), leaf.clone(), pay(0, &NATIVE, 1)] {
				succeed(Charlie, by_proxy(Eve, call));
				assert_eq!(proxied(), filtered);
			}
			for call in [claim(1), pull, all, leaf] {
				succeed(Dave, by_proxy(Eve, call));
				assert_eq!(proxied(), Ok(()));
			}
		});
		// Half of it stays with the dataset, of the other half a fifth with the collection's holder.
		let earned = AMOUNT / 2 + AMOUNT / 2 / 5;
		assert_eq!(balance(&NATIVE, &id(Eve)) - before, earned);
		let contributor = &collection.leaves[2].contributor;
		assert_eq!(balance(&NATIVE, contributor), AMOUNT / 2 * 4 / 5 * 7 / 10);
	});
}

#[test]
fn an_illustrator_without_a_balance_signs_a_claim_and_a_studio_sends_it_once() {
	on_chain(|journey| {
		journey.block(|| {
			succeed(Eve, work());
			let to = id(One).into();
			succeed(Eve, Assets::transfer_control { asset: 0, to });
			let beneficiary = id(One).into();
			succeed(Eve, Assets::sponsor_storage { beneficiary, bytes: 1_000 });
		});
		paid(journey, 0, AMOUNT);
		let signed = meta_tx(One, claim(0), 0, Era::Immortal);
		journey.block(|| {
			let studio = balance(&NATIVE, &id(Charlie));
			succeed(Charlie, signed.clone());
			assert_eq!(inner_result(), Ok(()));
			assert!(balance(&NATIVE, &id(Charlie)) < studio, "the fee is the studio's");
			let stale = pallet_meta_tx::Error::<Runtime>::Stale;
			assert_eq!(send(Dave, signed), Ok(Err(stale.into())));
		});
		// All of it is the illustrator's, and free: the bytes were given.
		assert_eq!(Balances::free_balance(id(One)), AMOUNT);
		assert_eq!(in_pot(&NATIVE), 0);
	});
}

#[test]
fn who_was_given_no_bytes_pays_for_them_with_what_it_claims() {
	on_chain(|journey| {
		journey.block(|| {
			succeed(Eve, work());
			let to = id(One).into();
			succeed(Eve, Assets::transfer_control { asset: 0, to });
		});
		paid(journey, 0, AMOUNT);
		journey.block(|| {
			succeed(Charlie, meta_tx(One, claim(0), 0, Era::Immortal));
			assert_eq!(inner_result(), Ok(()));
		});
		assert_eq!(balance(&NATIVE, &id(One)), AMOUNT);
		assert!(Balances::free_balance(id(One)) < AMOUNT, "a part is held for the row");
	});
}
