//! Calls to compare: what they need is made ready, in the state or in blocks before.

use animechain_primitives::{Currency, Relation};
use animechain_runtime::{constants::currency::ANIM, AccountId, Balances, Runtime};
use codec::{Compact, Encode};
use pallet_nfts::{CollectionConfig, CollectionSettings, MintSettings};
use pallet_provenance::Call;
use polkadot_sdk::{
	frame_support::{storage::storage_prefix, traits::fungible::Mutate, PalletId},
	frame_system, pallet_balances,
	sp_io::{hashing::twox_64, storage},
	sp_runtime::traits::AccountIdConversion,
};

use crate::{
	calls::{
		edge, grounds, pay, provenance::contents, registered, work, Person, Transaction, World,
		AMOUNT,
	},
	common,
};

/// The place of `pallet-nfts` in the runtime.
const NFTS: u8 = 200;
/// The place of `pallet-nomination-pools`.
const POOLS: u8 = 201;
/// The place of `pallet-utility`.
const UTILITY: u8 = 40;

fn call(pallet: u8, number: u8, arguments: impl Encode) -> Vec<u8> {
	[vec![pallet, number], arguments.encode()].concat()
}

/// Calls in one transaction, all of them or none.
pub fn batch_all(from: Person, calls: &[Vec<u8>]) -> Transaction {
	let count = Compact(calls.len() as u32).encode();
	let call = [vec![UTILITY, 2], count, calls.concat()].concat();
	Transaction { from: Some(from), call }
}

/// A collection of somebody's.
pub fn create(person: Person) -> Transaction {
	let config = CollectionConfig::<u128, u32, u32> {
		settings: CollectionSettings::all_enabled(),
		max_supply: None,
		mint_settings: MintSettings::default(),
	};
	Transaction { from: Some(person), call: call(NFTS, 0, (person.address(), config)) }
}

/// An item of it, for whoever made it.
pub fn mint(person: Person, collection: u32, item: u32) -> Vec<u8> {
	call(NFTS, 3, (collection, item, person.address(), None::<u8>))
}

/// Hands an item on.
pub fn transfer_item(from: Person, collection: u32, to: Person) -> Transaction {
	Transaction { from: Some(from), call: call(NFTS, 6, (collection, 0_u32, to.address())) }
}

/// Writes 32 bytes about an item.
pub fn set_attribute(from: Person, collection: u32) -> Transaction {
	// Said by who made the collection.
	let said_by = 1_u8;
	let arguments = (collection, Some(0_u32), said_by, vec![1_u8; 32], vec![2_u8; 32]);
	Transaction { from: Some(from), call: call(NFTS, 19, arguments) }
}

/// A member of a pool by itself, which has earned. Its rows are written as the pallet writes them.
pub fn claim_payout(world: &mut World, pool: u32) -> Transaction {
	let person = world.payer();
	let account = person.account();
	let points = 1_000 * ANIM;
	let put = |map: &str, key: Vec<u8>, row: Vec<u8>| {
		let prefix = storage_prefix(b"NominationPools", map.as_bytes());
		storage::set(&[&prefix[..], &twox_64(&key), &key].concat(), &row);
	};
	let no_era = Compact(0_u32);
	put("PoolMembers", account.encode(), (pool, points, 0_u128, no_era).encode());
	let nobody = None::<AccountId>;
	let (no_commission, open) = ([0_u8; 5], 0_u8);
	let roles = (account.clone(), &nobody, &nobody, &nobody);
	// Somebody else has as much: what the account needs to live is never claimed.
	let row = (no_commission, 2_u32, 2 * points, roles, open).encode();
	put("BondedPools", pool.encode(), row);
	put("RewardPools", pool.encode(), [0_u128; 5].encode());
	let reward = 1_u8;
	let rewards: AccountId = PalletId(*b"py/nopls").into_sub_account_truncating((reward, pool));
	Balances::mint_into(&rewards, 100 * ANIM).expect("within 128 bits");
	Transaction { from: Some(person), call: call(POOLS, 2, ()) }
}

/// Nothing but what every signed transaction takes.
pub fn remark(world: &mut World) -> Transaction {
	Transaction::signed(world.payer(), frame_system::Call::remark { remark: vec![7; 32] })
}

/// The transfer of money.
pub fn transfer_keep_alive(world: &mut World) -> Transaction {
	let (from, to) = (world.payer(), world.payer());
	let dest = to.address();
	Transaction::signed(from, pallet_balances::Call::transfer_keep_alive { dest, value: ANIM })
}

fn plain_work() -> Call<Runtime> {
	Call::register_work { declaration: common::declaration(1), edges: vec![] }
}

/// A work, without anything that is optional.
pub fn register_work(world: &mut World) -> Transaction {
	Transaction::signed(world.registrant().0, plain_work())
}

/// Many of them.
pub fn register_works(world: &mut World, count: usize) -> Transaction {
	let call = animechain_runtime::RuntimeCall::from(plain_work()).encode();
	batch_all(world.registrant().0, &vec![call; count])
}

/// A collection of so many leaves.
pub fn register_collection(world: &mut World, leaves: u32) -> Transaction {
	let (declaration, contents) = (common::declaration(1), contents(leaves));
	let call = Call::register_collection { declaration, contents, edges: vec![] };
	Transaction::signed(world.registrant().0, call)
}

/// An output of so many models.
pub fn register_output(world: &mut World, models: u32) -> Transaction {
	let (person, _) = world.registrant();
	let model = || {
		let (declaration, edges) = (common::declaration(1), vec![]);
		registered(person, Call::register_model { declaration, edges })
	};
	let edges = (0..models).map(|_| edge(Relation::GeneratedBy, model())).collect();
	let declaration = common::declaration(1);
	Transaction::signed(person, Call::register_output { declaration, contents: None, edges })
}

/// A payment to a collection of so many contributors that was paid before.
pub fn pay_contributors(world: &mut World, leaves: u32) -> Transaction {
	let (person, _) = world.registrant();
	let (declaration, contents) = (common::declaration(1), contents(leaves));
	let call = Call::register_collection { declaration, contents, edges: vec![] };
	let asset = registered(person, call);
	let payer = world.payer();
	payer.does(pay(asset, Currency::Native, AMOUNT));
	Transaction::signed(payer, pay(asset, Currency::Native, AMOUNT))
}

/// A claim of so many pools, of which the holder has claimed before.
pub fn claim(world: &mut World, pools: u32) -> Transaction {
	let holder = world.payer();
	let (person, _) = world.registrant();
	let payer = world.payer();
	let pools: Vec<_> = (0..pools)
		.map(|_| {
			let asset = work(person, vec![]);
			let to = holder.address();
			let units = 500_000;
			person.does(pallet_royalty::Call::transfer_shares { asset, to, units });
			payer.does(pay(asset, Currency::Native, AMOUNT));
			(asset, Currency::Native)
		})
		.collect();
	for (asset, currency) in &pools {
		holder.does(pallet_royalty::Call::claim { pools: vec![(*asset, currency.clone())] });
		payer.does(pay(*asset, currency.clone(), AMOUNT));
	}
	Transaction::signed(holder, pallet_royalty::Call::claim { pools })
}

/// Hands control of an asset on that was never paid.
pub fn transfer_control(world: &mut World) -> Transaction {
	let (person, asset) = world.registrant();
	let to = world.registrant().0.address();
	Transaction::signed(person, Call::transfer_control { asset, to })
}

/// Takes back a collection of so many leaves.
pub fn withdraw(world: &mut World, leaves: u32) -> Transaction {
	let (person, _) = world.registrant();
	let (declaration, contents) = (common::declaration(1), contents(leaves));
	let call = Call::register_collection { declaration, contents, edges: vec![] };
	let asset = registered(person, call);
	Transaction::signed(person, Call::withdraw { asset, grounds: grounds() })
}
