//! What the benchmarks measure, and what they need from this runtime.

use polkadot_sdk::*;

use alloc::vec;

use animechain_primitives::{
	AssetId, Authority, Basis, Contents, Currency, Declaration, Edge, Grounds, Intent, Relation,
};
use frame_support::traits::{fungibles, UnfilteredDispatchable};
use sp_core::H256;
use sp_runtime::Permill;

use crate::{
	constants::currency::ANIM, AccountId, Assets, Balances, Provenance, Royalty, Runtime,
	RuntimeOrigin,
};

frame_benchmarking::define_benchmarks!(
	[frame_system, frame_system_benchmarking::Pallet::<Runtime>]
	[pallet_balances, Balances]
	[pallet_timestamp, Timestamp]
	[pallet_meta_tx, MetaTx]
	[pallet_provenance, Provenance]
	[pallet_consent, Consent]
	[pallet_royalty, Royalty]
	[pallet_rights, Rights]
);

/// Gives benchmark accounts money and assets.
pub struct Helper;

impl pallet_provenance::BenchmarkHelper<AccountId> for Helper {
	fn endow(account: &AccountId) {
		use frame_support::traits::fungible::Mutate;
		Balances::set_balance(account, 1_000_000 * ANIM);
	}
}

impl Helper {
	fn declaration() -> Declaration {
		Declaration {
			commitment: H256::repeat_byte(1),
			metadata: None,
			rights_information: None,
			basis: Basis::OptIn,
			intent: Intent::default(),
		}
	}

	/// The id of what a call registers.
	fn registered(call: pallet_provenance::Call<Runtime>, account: &AccountId) -> AssetId {
		let id = Provenance::next_asset_id();
		let origin = RuntimeOrigin::signed(account.clone());
		call.dispatch_bypass_filter(origin).expect("a valid registration by a rich account; qed");
		id
	}
}

impl pallet_consent::BenchmarkHelper<AccountId> for Helper {
	fn endow(account: &AccountId) {
		<Self as pallet_provenance::BenchmarkHelper<AccountId>>::endow(account);
	}

	fn register_work(controller: &AccountId) -> AssetId {
		let (declaration, edges) = (Self::declaration(), vec![]);
		Self::registered(pallet_provenance::Call::register_work { declaration, edges }, controller)
	}

	fn register_collection(registrant: &AccountId, contents: Contents) -> AssetId {
		let (declaration, edges) = (Self::declaration(), vec![]);
		Self::registered(
			pallet_provenance::Call::register_collection { declaration, contents, edges },
			registrant,
		)
	}
}

impl pallet_royalty::BenchmarkHelper<AccountId> for Helper {
	fn endow(account: &AccountId) {
		<Self as pallet_provenance::BenchmarkHelper<AccountId>>::endow(account);
	}

	/// Each is enough by itself for an account to exist, for some of those who get it have nothing else.
	fn create_currency(number: u32, accounts: &[AccountId]) -> Currency {
		let admin = AccountId::from([1; 32]);
		<Assets as fungibles::Create<AccountId>>::create(number, admin, true, 1)
			.expect("a number is used once; qed");
		for account in accounts {
			let amount = 1_000_000 * ANIM;
			<Assets as fungibles::Mutate<AccountId>>::set_balance(number, account, amount);
		}
		Currency::WithId(number)
	}

	fn register(
		controller: &AccountId,
		contents: Option<Contents>,
		parents: &[(AssetId, Permill)],
	) -> AssetId {
		let declaration = Self::declaration();
		let edges = parents
			.iter()
			.map(|(parent, share)| Edge {
				parent: *parent,
				relation: Relation::DerivedFrom,
				share: *share,
				authority: Authority::Control,
			})
			.collect();
		let call = match contents {
			Some(contents) => {
				pallet_provenance::Call::register_collection { declaration, contents, edges }
			},
			None => pallet_provenance::Call::register_work { declaration, edges },
		};
		Self::registered(call, controller)
	}

	fn invalidate(asset: AssetId) {
		let grounds = Grounds::default();
		Provenance::invalidate(RuntimeOrigin::root(), asset, grounds)
			.expect("registered, and valid; qed");
	}
}

impl pallet_rights::BenchmarkHelper<AccountId> for Helper {
	fn create_currency(number: u32) -> Currency {
		let currency = <Self as pallet_royalty::BenchmarkHelper<AccountId>>::create_currency(
			number,
			&[Royalty::pot()],
		);
		Royalty::register_currency(RuntimeOrigin::root(), currency.clone())
			.expect("new, and the pot has it; qed");
		currency
	}

	fn register(controller: &AccountId) -> AssetId {
		<Self as pallet_royalty::BenchmarkHelper<AccountId>>::register(controller, None, &[])
	}
}
