//! What benchmarks need from outside of the pallets.

use animechain_primitives::{AssetId, Currency};
use polkadot_sdk::frame_support::traits::fungibles::{Create, Mutate};

use super::*;

pub struct Helper;

impl crate::BenchmarkHelper<AccountId, u64> for Helper {
	/// The first was let in already, if the state is that of a test: a benchmark starts from genesis for each of its
	/// components.
	fn create_currency(number: u32) -> Currency {
		if number == 0 {
			let _ = Royalty::register_currency(RuntimeOrigin::root(), COIN);
			return COIN;
		}
		let id = number + 100;
		<Assets as Create<AccountId>>::create(id, STUDIO, true, 1).expect("a new id");
		<Assets as Mutate<AccountId>>::mint_into(id, &Royalty::pot(), 1).expect("a new currency");
		let currency = Currency::WithId(id);
		assert_eq!(Royalty::register_currency(RuntimeOrigin::root(), currency.clone()), Ok(()));
		currency
	}

	fn register(controller: &AccountId) -> AssetId {
		work_of(*controller)
	}

	fn fill_agenda(block: u64, free: u32) {
		let remark = frame_system::Call::<Test>::remark { remark: vec![0; 100] };
		let call = Box::new(RuntimeCall::System(remark));
		let scheduled = Scheduler::schedule(RuntimeOrigin::root(), block, None, 0, call);
		assert_eq!(scheduled, Ok(()), "there is room in an empty agenda");
		pallet_scheduler::Agenda::<Test>::mutate(block, |agenda| {
			let task = agenda.last().cloned().expect("just scheduled");
			while (agenda.len() as u32) < AGENDA - free {
				agenda.try_push(task.clone()).expect("less than there can be");
			}
		});
	}
}

#[cfg(feature = "runtime-benchmarks")]
mod of_others {
	use animechain_primitives::Contents;
	use polkadot_sdk::{frame_support::traits::fungible, sp_runtime::Permill};

	use super::*;

	const UNUSED: &str = "benchmarks of other pallets run in their own tests";

	fn endow(account: &AccountId) {
		<Balances as fungible::Mutate<AccountId>>::set_balance(account, ENDOWMENT);
	}

	impl pallet_provenance::BenchmarkHelper<AccountId> for Helper {
		fn endow(account: &AccountId) {
			endow(account);
		}
	}

	impl pallet_consent::BenchmarkHelper<AccountId, TestSignature> for Helper {
		fn contributor() -> AccountId {
			unreachable!("{UNUSED}")
		}

		fn sign(_: &[u8]) -> TestSignature {
			unreachable!("{UNUSED}")
		}

		fn endow(account: &AccountId) {
			endow(account);
		}

		fn register_work(controller: &AccountId) -> AssetId {
			work_of(*controller)
		}

		fn register_collection(_: &AccountId, _: Contents) -> AssetId {
			unreachable!("{UNUSED}")
		}
	}

	impl pallet_royalty::BenchmarkHelper<AccountId> for Helper {
		fn endow(account: &AccountId) {
			endow(account);
		}

		fn create_currency(_: u32, _: &[AccountId]) -> Currency {
			unreachable!("{UNUSED}")
		}

		fn register(_: &AccountId, _: Option<Contents>, _: &[(AssetId, Permill)]) -> AssetId {
			unreachable!("{UNUSED}")
		}

		fn invalidate(asset: AssetId) {
			super::invalidate(asset);
		}
	}
}
