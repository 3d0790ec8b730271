//! What a proxy may do and what not.

mod common;

use animechain_primitives::{
	consent::{Audience, Price, StatedTerms},
	merkle_sum::{Leaf, LeafProof},
	rights::{Clause, Right},
	Authority, Currency, Edge, Grounds, Purposes, Relation, Terms,
};
use animechain_runtime::{
	configs::accounts::ProxyType, Balances, Provenance, Runtime, RuntimeCall,
};
use common::{declaration, edge, in_first_block, send, succeed};
use pallet_consent as consent;
use pallet_provenance::Call;
use polkadot_sdk::{
	frame_support::traits::{fungible::Inspect, InstanceFilter},
	frame_system, pallet_balances, pallet_collator_selection, pallet_proxy, pallet_session,
	pallet_utility,
	sp_core::H256,
	sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie},
	sp_runtime::Permill,
};

fn work() -> RuntimeCall {
	Call::<Runtime>::register_work { declaration: declaration(1), edges: vec![] }.into()
}

fn gift() -> RuntimeCall {
	let dest = Charlie.to_account_id().into();
	pallet_balances::Call::<Runtime>::transfer_keep_alive { dest, value: 1 }.into()
}

fn transfer_control() -> RuntimeCall {
	let to = Charlie.to_account_id().into();
	Call::<Runtime>::transfer_control { asset: 0, to }.into()
}

fn offer() -> RuntimeCall {
	let stated = StatedTerms {
		terms: Terms::UNRESTRICTED,
		audience: Audience::Anyone,
		price: None,
		share: Permill::zero(),
		quota: None,
		from: None,
		until: None,
		licence_period: None,
		transferable: false,
		legal: None,
	};
	consent::Call::<Runtime>::publish_offer { asset: 0, stated: Box::new(stated) }.into()
}

fn withdraw_offer() -> RuntimeCall {
	consent::Call::<Runtime>::withdraw_offer { offer: 0, grounds: Grounds::default() }.into()
}

fn withdraw() -> RuntimeCall {
	Call::<Runtime>::withdraw { asset: 0, grounds: Grounds::default() }.into()
}

fn reserve() -> RuntimeCall {
	let key = H256::zero();
	consent::Call::<Runtime>::reserve { key, purposes: Purposes::ALL }.into()
}

/// Pays, so it is nobody's to do for another without power over the money.
fn accept() -> RuntimeCall {
	consent::Call::<Runtime>::accept_offer {
		offer: 0,
		max_price: None,
		max_share: Permill::zero(),
		terms: H256::zero(),
	}
	.into()
}

/// Lets money go to whom it is owed, whoever signs.
fn payouts() -> Vec<RuntimeCall> {
	use pallet_royalty::Call::{claim, claim_for, claim_leaf, pull};
	let pools = vec![(0, Currency::Native)];
	let account = Charlie.to_account_id();
	let leaf = Leaf { index: 0, commitment: H256::zero(), contributor: account.clone(), weight: 1 };
	let proof = LeafProof { siblings: vec![] };
	let currencies = vec![Currency::Native];
	let calls: [pallet_royalty::Call<Runtime>; 4] = [
		pull { child: 0, edge: 0, currency: Currency::Native },
		claim { pools: pools.clone() },
		claim_for { account: account.into(), pools },
		claim_leaf { asset: 0, leaf, proof, currencies },
	];
	calls.map(RuntimeCall::from).to_vec()
}

/// Moves money, or what earns it.
fn payments() -> Vec<RuntimeCall> {
	use pallet_royalty::Call::{pay, redirect, register_currency, transfer_shares};
	let to = Charlie.to_account_id();
	let currency = Currency::Native;
	let calls: [pallet_royalty::Call<Runtime>; 4] = [
		pay { asset: 0, currency: currency.clone(), amount: 1, reference: None },
		transfer_shares { asset: 0, to: to.clone().into(), units: 1 },
		redirect { asset: 0, to: to.into() },
		register_currency { currency },
	];
	calls.map(RuntimeCall::from).to_vec()
}

/// Lets happen what is due, whoever signs.
fn due() -> Vec<RuntimeCall> {
	use pallet_rights::Call::{collect, poke};
	let calls: [pallet_rights::Call<Runtime>; 2] =
		[poke { agreement: 0 }, collect { currency: Currency::Native }];
	calls.map(RuntimeCall::from).to_vec()
}

/// Promises something, or pays. Who gives may have kept the last word for itself: then its approval moves what it
/// promised.
fn promises() -> Vec<RuntimeCall> {
	use pallet_rights::Call::{accept, approve, buy, fund, list, propose};
	let price = || Price { currency: Currency::Native, amount: 1 };
	let to = Charlie.to_account_id();
	let right = Right::Control(0);
	let calls: [pallet_rights::Call<Runtime>; 6] = [
		propose {
			to: to.into(),
			rights: vec![right],
			clauses: vec![Clause::NotBefore(1)],
			needed: 1,
			consideration: None,
			deadline: 1,
			text: None,
		},
		accept { agreement: 0, terms: H256::zero() },
		approve { agreement: 0 },
		fund { agreement: 0, clause: 0 },
		list { right, price: price(), revenue: Permill::zero(), buyer: None, until: None },
		buy { listing: 0, max_price: price() },
	];
	calls.map(RuntimeCall::from).to_vec()
}

fn proxied(call: RuntimeCall) -> pallet_proxy::Call<Runtime> {
	pallet_proxy::Call::<Runtime>::proxy {
		real: Alice.to_account_id().into(),
		force_proxy_type: Some(ProxyType::Consent),
		call: Box::new(call),
	}
}

#[test]
fn an_agency_says_yes_and_no_for_an_illustrator_until_it_is_told_to_stop() {
	in_first_block(|| {
		let agency = Bob.to_account_id();
		succeed(Alice, Call::register_work { declaration: declaration(1), edges: vec![] });
		let add = |proxy_type| pallet_proxy::Call::<Runtime>::add_proxy {
			delegate: agency.clone().into(),
			proxy_type,
			delay: 0,
		};
		succeed(Alice, add(ProxyType::Consent));
		succeed(Alice, add(ProxyType::Registration));
		succeed(Bob, proxied(offer()));
		let standing =
			|| consent::Offers::<Runtime>::get(0).is_some_and(|o| o.withdrawal.is_none());
		assert!(standing());

		let money = Balances::total_balance(&Alice.to_account_id());
		for call in [gift(), transfer_control(), accept()] {
			succeed(Bob, proxied(call));
		}
		let head = Provenance::asset_info(0).expect("registered").head;
		assert_eq!(head.controller, Alice.to_account_id());
		assert_eq!(Balances::total_balance(&Alice.to_account_id()), money);

		// One call ends everything that the agency may do.
		succeed(Alice, pallet_proxy::Call::<Runtime>::remove_proxies {});
		for call in [withdraw_offer(), withdraw(), work()] {
			let refused = pallet_proxy::Error::<Runtime>::NotProxy;
			assert_eq!(send(Bob, proxied(call)), Ok(Err(refused.into())));
		}
		assert!(standing());
	});
}

#[test]
fn an_agency_registers_for_an_illustrator_and_cannot_touch_the_money() {
	in_first_block(|| {
		let proxy = |call: RuntimeCall| pallet_proxy::Call::<Runtime>::proxy {
			real: Alice.to_account_id().into(),
			force_proxy_type: None,
			call: Box::new(call),
		};
		succeed(
			Alice,
			pallet_proxy::Call::<Runtime>::add_proxy {
				delegate: Bob.to_account_id().into(),
				proxy_type: ProxyType::Registration,
				delay: 0,
			},
		);
		succeed(Bob, proxy(work()));
		let row = Provenance::asset_info(0).expect("registered");
		assert_eq!(row.record.registrant, Alice.to_account_id());

		let money = Balances::free_balance(Alice.to_account_id());
		let hidden = pallet_utility::Call::<Runtime>::batch { calls: vec![gift()] }.into();
		for call in [gift(), transfer_control(), hidden] {
			assert_eq!(send(Bob, proxy(call)), Ok(Ok(())), "the proxy call itself succeeds");
			assert_eq!(Balances::free_balance(Alice.to_account_id()), money);
		}
		let head = Provenance::asset_info(0).expect("registered").head;
		assert_eq!(head.controller, Alice.to_account_id());
	});
}

#[test]
fn each_proxy_type_lets_through_what_its_name_says() {
	let remark: RuntimeCall = frame_system::Call::remark { remark: vec![] }.into();
	let retire: RuntimeCall =
		Call::<Runtime>::retire { asset: 0, grounds: Grounds::default() }.into();
	let dataset = |authority| -> RuntimeCall {
		let edges = vec![Edge { authority, ..edge(Relation::Includes, 0, 1) }];
		Call::<Runtime>::compose_dataset { declaration: declaration(1), edges }.into()
	};
	let licensed = dataset(Authority::Licence(0));
	// Building on what the account controls is consent.
	let dataset = dataset(Authority::Control);
	let edges = vec![edge(Relation::VersionOf, 0, 1)];
	let version: RuntimeCall =
		Call::<Runtime>::register_work { declaration: declaration(1), edges }.into();
	let narrow =
		[ProxyType::CancelProxy, ProxyType::Collator, ProxyType::Registration, ProxyType::Consent];
	let open: Vec<_> = payouts().into_iter().chain(due()).collect();
	let closed: Vec<_> = payments().into_iter().chain(promises()).collect();
	for call in open.iter().chain(&closed) {
		assert!(ProxyType::Any.filter(call));
		assert!(!narrow.iter().any(|proxy| proxy.filter(call)), "{call:?}");
	}
	assert!(open.iter().all(|call| ProxyType::NonTransfer.filter(call)));
	assert!(!closed.iter().any(|call| ProxyType::NonTransfer.filter(call)));
	for (proxy, allowed, refused) in [
		(
			ProxyType::Any,
			vec![remark.clone(), gift(), work(), retire.clone(), transfer_control()],
			vec![],
		),
		(
			ProxyType::NonTransfer,
			vec![
				remark.clone(),
				work(),
				dataset.clone(),
				retire.clone(),
				offer(),
				withdraw_offer(),
				withdraw(),
				reserve(),
			],
			vec![gift(), transfer_control(), accept()],
		),
		(
			ProxyType::Consent,
			vec![offer(), withdraw_offer(), withdraw(), reserve()],
			vec![remark.clone(), work(), retire.clone(), gift(), transfer_control(), accept()],
		),
		(
			ProxyType::Registration,
			vec![work(), licensed, version],
			vec![
				dataset,
				remark.clone(),
				gift(),
				retire.clone(),
				transfer_control(),
				offer(),
				withdraw(),
			],
		),
		(
			ProxyType::Collator,
			vec![],
			vec![remark.clone(), gift(), work(), retire.clone(), transfer_control()],
		),
		(ProxyType::CancelProxy, vec![], vec![remark, gift(), work(), retire, transfer_control()]),
	] {
		for call in allowed {
			assert!(proxy.filter(&call), "{proxy:?} should allow {call:?}");
		}
		for call in refused {
			assert!(!proxy.filter(&call), "{proxy:?} should refuse {call:?}");
		}
	}
}

#[test]
fn a_wider_type_lets_through_all_that_a_narrower_one_does() {
	let remark: RuntimeCall = frame_system::Call::remark { remark: vec![] }.into();
	let calls = [
		work(),
		gift(),
		transfer_control(),
		offer(),
		withdraw(),
		accept(),
		remark,
		pallet_session::Call::purge_keys {}.into(),
		pallet_collator_selection::Call::leave_intent {}.into(),
		pallet_proxy::Call::reject_announcement {
			delegate: Bob.to_account_id().into(),
			call_hash: H256::zero(),
		}
		.into(),
	];
	let ours = [payouts(), payments(), due(), promises()].concat();
	let calls: Vec<_> = calls.into_iter().chain(ours).collect();
	let types = [
		ProxyType::Any,
		ProxyType::NonTransfer,
		ProxyType::CancelProxy,
		ProxyType::Collator,
		ProxyType::Registration,
		ProxyType::Consent,
	];
	for wide in types {
		for narrow in types.into_iter().filter(|narrow| wide.is_superset(narrow)) {
			for call in &calls {
				assert!(wide.filter(call) || !narrow.filter(call), "{wide:?} {narrow:?} {call:?}");
			}
		}
	}
}
