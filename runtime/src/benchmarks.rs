//! What the benchmarks measure, and what they need from this runtime.

use polkadot_sdk::*;

use alloc::{boxed::Box, vec, vec::Vec};

use animechain_primitives::{
	Amount, AssetId, Authority, Basis, Contents, Currency, Declaration, Edge, Grounds, Intent,
	Relation,
};
use frame_support::traits::{fungibles, Get, UnfilteredDispatchable};
use pallet_royalty::MAX_OTHER_CURRENCIES;
use sp_core::{crypto::KeyTypeId, H256};
use sp_io::crypto::{sr25519_generate, sr25519_sign};
use sp_runtime::{traits::IdentifyAccount, MultiSignature, MultiSigner, Permill};

use crate::{
	constants::currency::ANIM, AccountId, Assets, Balances, BlockNumber, Provenance, Royalty,
	Runtime, RuntimeCall, RuntimeOrigin, Scheduler,
};

/// All benchmarks, and those of `$peers`.
macro_rules! define_benchmarks {
	($($peers:tt)*) => {
		frame_benchmarking::define_benchmarks!(
			[frame_system, frame_system_benchmarking::Pallet::<Runtime>]
			[frame_system_extensions, frame_system_benchmarking::extensions::Pallet::<Runtime>]
			[cumulus_pallet_parachain_system, ParachainSystem]
			[cumulus_pallet_weight_reclaim, WeightReclaim]
			[cumulus_pallet_xcmp_queue, XcmpQueue]
			[pallet_assets, Assets]
			[pallet_balances, Balances]
			[pallet_message_queue, MessageQueue]
			[pallet_meta_tx, MetaTx]
			[pallet_migrations, MultiBlockMigrations]
			[pallet_multisig, Multisig]
			[pallet_parameters, Parameters]
			[pallet_preimage, Preimage]
			[pallet_proxy, Proxy]
			[pallet_scheduler, Scheduler]
			[pallet_sudo, Sudo]
			[pallet_timestamp, Timestamp]
			[pallet_utility, Utility]
			[pallet_verify_signature, VerifySignature]
			[pallet_provenance, Provenance]
			[pallet_consent, Consent]
			[pallet_royalty, Royalty]
			[pallet_rights, Rights]
			$($peers)*
		);
	};
}

#[cfg(not(feature = "peers"))]
define_benchmarks!();
// The benchmarks of nomination pools are a crate of their own, and want a chain with staking.
#[cfg(feature = "peers")]
define_benchmarks!([pallet_nfts, crate::Nfts]);

/// Gives benchmark accounts money and assets.
pub struct Helper;

/// More than the least balance of any currency, after it was divided.
const PAYMENT: Amount = 1_000 * ANIM;

/// The key of whoever signs without an account.
const SIGNER: KeyTypeId = KeyTypeId(*b"sign");

impl pallet_provenance::BenchmarkHelper<AccountId> for Helper {
	fn endow(account: &AccountId) {
		use frame_support::traits::fungible::Mutate;
		Balances::set_balance(account, 1_000_000 * ANIM);
	}

	fn earn(asset: AssetId, pools: u32) {
		let (payer, pot) = (AccountId::from([2; 32]), Royalty::pot());
		for account in [&payer, &pot] {
			<Self as pallet_provenance::BenchmarkHelper<AccountId>>::endow(account);
		}
		let accounts = [payer.clone(), pot];
		let coins: Vec<_> = (0..MAX_OTHER_CURRENCIES)
			.map(|number| {
				let coin = <Self as pallet_royalty::BenchmarkHelper<AccountId>>::create_currency(
					number, &accounts,
				);
				Royalty::register_currency(RuntimeOrigin::root(), coin.clone())
					.expect("new, and the pot has it; qed");
				coin
			})
			.collect();
		for currency in coins.into_iter().chain([Currency::Native]).take(pools as usize) {
			let origin = RuntimeOrigin::signed(payer.clone());
			Royalty::pay(origin, asset, currency, PAYMENT, None)
				.expect("a valid payment by a rich account; qed");
		}
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

impl pallet_consent::BenchmarkHelper<AccountId, MultiSignature> for Helper {
	fn earn(asset: AssetId, pools: u32) {
		<Self as pallet_provenance::BenchmarkHelper<AccountId>>::earn(asset, pools);
	}

	fn contributor() -> AccountId {
		MultiSigner::from(sr25519_generate(SIGNER, Some(b"//Contributor".to_vec()))).into_account()
	}

	fn sign(message: &[u8]) -> MultiSignature {
		let public = sr25519_generate(SIGNER, Some(b"//Contributor".to_vec()));
		sr25519_sign(SIGNER, &public, message).expect("the key was just made; qed").into()
	}

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

impl pallet_rights::BenchmarkHelper<AccountId, BlockNumber> for Helper {
	fn fill_agenda(block: BlockNumber, free: u32) {
		let call = frame_system::Call::<Runtime>::remark { remark: vec![0; 100] };
		let call = Box::new(RuntimeCall::from(call));
		Scheduler::schedule(RuntimeOrigin::root(), block, None, 0, call)
			.expect("there is room in an empty agenda; qed");
		let most: u32 = <Runtime as pallet_scheduler::Config>::MaxScheduledPerBlock::get();
		pallet_scheduler::Agenda::<Runtime>::mutate(block, |agenda| {
			let task = agenda.last().cloned().expect("just scheduled; qed");
			while (agenda.len() as u32) < most.saturating_sub(free) {
				agenda.try_push(task.clone()).expect("less than there can be; qed");
			}
		});
	}

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
