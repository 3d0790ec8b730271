//! What benchmarks need from outside of the pallets.

use animechain_primitives::{AssetId, Contents, Currency, Grounds, Relation};
use polkadot_sdk::{
	frame_support::traits::{fungible, fungibles, fungibles::Create},
	sp_runtime::Permill,
};

use super::*;

pub struct Helper;

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
		unreachable!("consent's benchmarks run elsewhere")
	}

	fn sign(_: &[u8]) -> TestSignature {
		unreachable!("consent's benchmarks run elsewhere")
	}

	fn endow(account: &AccountId) {
		endow(account);
	}

	fn register_work(controller: &AccountId) -> AssetId {
		let origin = signed(*controller);
		registered(|| Provenance::register_work(origin, declaration(), vec![]))
	}

	fn register_collection(registrant: &AccountId, contents: Contents) -> AssetId {
		let origin = signed(*registrant);
		registered(|| Provenance::register_collection(origin, declaration(), contents, vec![]))
	}
}

impl crate::BenchmarkHelper<AccountId> for Helper {
	fn endow(account: &AccountId) {
		endow(account);
	}

	fn create_currency(number: u32, accounts: &[AccountId]) -> Currency {
		let id = number + 100;
		<Assets as Create<AccountId>>::create(id, ARTIST, true, 1).expect("a new id");
		for account in accounts {
			<Assets as fungibles::Mutate<AccountId>>::set_balance(id, account, ENDOWMENT >> 8);
		}
		Currency::WithId(id)
	}

	fn register(
		controller: &AccountId,
		contents: Option<Contents>,
		parents: &[(AssetId, Permill)],
	) -> AssetId {
		let origin = signed(*controller);
		let edges = parents
			.iter()
			.map(|(parent, share)| edge(Relation::DerivedFrom, *parent, *share))
			.collect();
		registered(|| match contents {
			Some(contents) => {
				Provenance::register_collection(origin, declaration(), contents, edges)
			},
			None => Provenance::register_work(origin, declaration(), edges),
		})
	}

	fn invalidate(asset: AssetId) {
		let root = RuntimeOrigin::root();
		assert_eq!(Provenance::invalidate(root, asset, Grounds::default()), Ok(()));
	}
}
