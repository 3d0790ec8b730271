//! What a proxy may do and what not.

mod common;

use animechain_primitives::Relation;
use animechain_runtime::{
	configs::accounts::ProxyType, Balances, Provenance, Runtime, RuntimeCall,
};
use common::{declaration, edge, in_first_block, send, succeed};
use pallet_provenance::Call;
use polkadot_sdk::{
	frame_support::traits::InstanceFilter,
	frame_system, pallet_balances, pallet_proxy, pallet_utility,
	sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie},
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
	let retire: RuntimeCall = Call::<Runtime>::retire { asset: 0 }.into();
	let edges = vec![edge(Relation::Includes, 0, 1)];
	let dataset: RuntimeCall =
		Call::<Runtime>::compose_dataset { declaration: declaration(1), edges }.into();
	for (proxy, allowed, refused) in [
		(
			ProxyType::Any,
			vec![remark.clone(), gift(), work(), retire.clone(), transfer_control()],
			vec![],
		),
		(
			ProxyType::NonTransfer,
			vec![remark.clone(), work(), dataset.clone(), retire.clone()],
			vec![gift(), transfer_control()],
		),
		(
			ProxyType::Registration,
			vec![work(), dataset],
			vec![remark.clone(), gift(), retire.clone(), transfer_control()],
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
	let calls =
		[work(), gift(), transfer_control(), frame_system::Call::remark { remark: vec![] }.into()];
	let types = [
		ProxyType::Any,
		ProxyType::NonTransfer,
		ProxyType::CancelProxy,
		ProxyType::Collator,
		ProxyType::Registration,
	];
	for wide in types {
		for narrow in types.into_iter().filter(|narrow| wide.is_superset(narrow)) {
			for call in &calls {
				assert!(wide.filter(call) || !narrow.filter(call), "{wide:?} {narrow:?} {call:?}");
			}
		}
	}
}
