//! What the SDK brings, for comparison.

use animechain_runtime::{
	configs::accounts::ProxyType, constants::currency::ANIM, Runtime, RuntimeCall, System,
};
use polkadot_sdk::{
	frame_system, pallet_assets, pallet_balances, pallet_multisig, pallet_proxy, pallet_utility,
	sp_runtime::MultiAddress,
};

use super::{case, Case, Group, Person, Transaction, CURRENCIES};

/// Some of its calls.
pub fn cases() -> Vec<Case> {
	let of = |name, prepare| case(name, Group::Sdk, prepare);
	vec![
		of("system.remark, 32 bytes", |world| {
			let remark = vec![7; 32];
			Transaction::signed(world.payer(), frame_system::Call::remark { remark })
		}),
		of("balances.transfer_keep_alive", |world| {
			let (from, to) = (world.payer(), world.payer());
			Transaction::signed(from, transfer(to))
		}),
		of("assets.transfer", |world| {
			let (from, to) = (world.payer(), world.payer());
			let (id, target) = ((CURRENCIES - 1).into(), to.address());
			let call = pallet_assets::Call::transfer { id, target, amount: ANIM };
			Transaction::signed(from, RuntimeCall::Assets(call))
		}),
		of("utility.batch_all, 16 transfers", |world| {
			let from = world.payer();
			let calls = (0..16).map(|_| transfer(world.payer())).collect();
			Transaction::signed(from, pallet_utility::Call::batch_all { calls })
		}),
		of("multisig.as_multi, 2 of 3, last", |world| {
			let mut people = [world.payer(), world.payer(), world.payer()]
				.map(|person| (person.account(), person));
			people.sort_by(|one, other| one.0.cmp(&other.0));
			let others = |but: usize| -> Vec<_> {
				let others = people.iter().enumerate().filter(|(index, _)| *index != but);
				others.map(|(_, (account, _))| account.clone()).collect()
			};
			let all: Vec<_> = people.iter().map(|(account, _)| account.clone()).collect();
			let account = pallet_multisig::Pallet::<Runtime>::multi_account_id(&all, 2);
			let rich = MultiAddress::Id(account);
			people[0]
				.1
				.does(pallet_balances::Call::transfer_keep_alive { dest: rich, value: 100 * ANIM });
			let call = |timepoint, by: usize, to: Person| pallet_multisig::Call::as_multi {
				threshold: 2,
				other_signatories: others(by),
				maybe_timepoint: timepoint,
				call: Box::new(transfer(to)),
				max_weight: polkadot_sdk::frame_support::weights::Weight::from_parts(
					1_000_000_000,
					20_000,
				),
			};
			let to = world.payer();
			people[0].1.does(call(None, 0, to));
			let when = pallet_multisig::Timepoint { height: System::block_number(), index: 0 };
			Transaction::signed(people[1].1, call(Some(when), 1, to))
		}),
		of("proxy.proxy, a transfer", |world| {
			let (real, by, to) = (world.payer(), world.payer(), world.payer());
			let (delegate, proxy_type) = (by.address(), ProxyType::Any);
			real.does(pallet_proxy::Call::add_proxy { delegate, proxy_type, delay: 0 });
			let (real, call) = (real.address(), Box::new(transfer(to)));
			let call = pallet_proxy::Call::proxy { real, force_proxy_type: None, call };
			Transaction::signed(by, call)
		}),
	]
}

fn transfer(to: Person) -> RuntimeCall {
	pallet_balances::Call::transfer_keep_alive { dest: to.address(), value: ANIM }.into()
}
