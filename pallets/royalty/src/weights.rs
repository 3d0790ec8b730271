//! Weights of the calls.
//!
//! [`SubstrateWeight`] counts the keys that a call touches by hand until the benchmarks have run on
//! reference hardware; the proof sizes are sums over the keys, each with the trie nodes above it in a state
//! of a million keys. The runtime charges these.

use core::marker::PhantomData;

use polkadot_sdk::{
	frame_support::{traits::Get, weights::Weight},
	frame_system,
};

/// What each call costs.
pub trait WeightInfo {
	/// `pay`.
	fn pay() -> Weight;
	/// `pull`, into a pool that is new.
	fn pull() -> Weight;
	/// `claim` and `claim_for` of `p` pools.
	fn claim(p: u32) -> Weight;
	/// `claim_leaf` in `c` currencies, with the longest proof.
	fn claim_leaf(c: u32) -> Weight;
	/// `transfer_shares`, with as many pools as an asset can have.
	fn transfer_shares() -> Weight;
	/// `register_currency`.
	fn register_currency() -> Weight;
	/// `redirect`, with as many pools as an asset can have.
	fn redirect() -> Weight;
	/// Looking for the next pool of the queue.
	fn next_settlement() -> Weight;
	/// Reading a pool of the queue, its edges and what was handed on over them, looking at each edge, and
	/// writing it back.
	fn begin_settlement() -> Weight;
	/// Handing on over one edge into a pool that is there.
	fn settle_edge() -> Weight;
	/// What a pool that is new takes beside that.
	fn open_pool() -> Weight;
	/// Settling both sides when control moves, with as many pools as an asset can have.
	fn control_moves() -> Weight;
	/// Taking a leaf out of as many pools as an asset can have.
	fn leaf_excluded() -> Weight;
}

/// Trie nodes above one key among a million: five layers of 15 hashes of 33 bytes.
const TRIE_PATH: u64 = 2_475;
/// Largest encoded head of an asset.
const HEAD: u64 = 160;
/// Largest encoded record of an asset.
const RECORD: u64 = 1_700;
/// Largest encoded pool.
const POOL: u64 = 220;
/// What was handed on over 64 edges.
const HANDED_ON: u64 = 1_030;
/// A row of a holder or a leaf, an account in a currency, or a place in the queue.
const ROW: u64 = 80;
/// A storage account, an account and its holds.
const ACCOUNT: u64 = 300;
/// A currency of the assets pallet.
const CURRENCY: u64 = 200;
/// Most pools of an asset: as many as there are currencies.
const POOLS: u64 = 8;

/// Weights from the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> SubstrateWeight<T> {
	/// `time` in picoseconds, `keys` of which `written` are written, and the `bytes` of their values.
	fn keys(time: u64, keys: u64, written: u64, bytes: u64) -> Weight {
		Weight::from_parts(time, keys.saturating_mul(TRIE_PATH).saturating_add(bytes))
			.saturating_add(T::DbWeight::get().reads_writes(keys, written))
	}

	/// A transfer in a currency of the assets pallet: its row, an account in it here and there, and an account of
	/// the chain, which may be new. In the native currency it is half of that.
	fn transfer() -> Weight {
		Self::keys(50_000_000, 4, 4, CURRENCY + 3 * ROW)
	}

	/// Charging an account for bytes: its storage account, account and holds, and the two prices.
	fn charge() -> Weight {
		Self::keys(20_000_000, 5, 3, ACCOUNT)
	}
}

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// The currencies, both rows of the asset, what is contested, the pool and its place in the queue.
	fn pay() -> Weight {
		Self::keys(30_000_000, 6, 2, HEAD + RECORD + POOL + 3 * ROW)
			.saturating_add(Self::transfer())
			.saturating_add(Self::charge())
	}

	/// What the queue does for one edge.
	fn pull() -> Weight {
		Self::begin_settlement()
			.saturating_add(Self::settle_edge())
			.saturating_add(Self::open_pool())
	}

	/// Of each pool: the asset's head, whether it is divided, units, the pool and the row. A transfer for each
	/// currency, and the bytes of the new rows once.
	fn claim(p: u32) -> Weight {
		let pools = u64::from(p.max(1));
		Self::keys(25_000_000, 5, 2, HEAD + POOL + 3 * ROW)
			.saturating_mul(pools)
			.saturating_add(Self::transfer().saturating_mul(pools.min(POOLS)))
			.saturating_add(Self::charge())
	}

	/// Both rows of the asset, whether the leaf was taken out, and 33 hashes; of each pool: the pool, the row
	/// and where the leaf is frozen; a transfer for each, and the bytes of the new rows once.
	fn claim_leaf(c: u32) -> Weight {
		let each = Self::keys(25_000_000, 3, 2, POOL + 2 * ROW).saturating_add(Self::transfer());
		Self::keys(50_000_000, 3, 0, HEAD + RECORD + ROW)
			.saturating_add(each.saturating_mul(c.max(1).into()))
			.saturating_add(Self::charge())
	}

	/// The asset's head and the units of both, which are written as well as that it is divided; and what takes
	/// place whenever units change hands.
	fn transfer_shares() -> Weight {
		Self::keys(30_000_000, 3, 3, HEAD + 2 * ROW).saturating_add(Self::control_moves())
	}

	/// The currencies, the currency and the pot's account in it.
	fn register_currency() -> Weight {
		Self::keys(20_000_000, 3, 1, CURRENCY + 2 * ROW)
	}

	/// The asset's head and the currencies; of each pool: the pool and a transfer.
	fn redirect() -> Weight {
		let each = Self::keys(20_000_000, 1, 1, POOL).saturating_add(Self::transfer());
		Self::keys(10_000_000, 2, 0, HEAD + ROW).saturating_add(each.saturating_mul(POOLS))
	}

	/// What is unfinished, how far the sweep is, the next place below it and the first of all, which is taken, and the
	/// pool.
	fn next_settlement() -> Weight {
		Self::keys(15_000_000, 6, 4, POOL + 4 * ROW)
	}

	/// The record, the pool, what was handed on, and the pool of the parent at which the meter may end: whether it
	/// is there is asked before the edge is paid for.
	fn begin_settlement() -> Weight {
		Self::keys(25_000_000, 4, 2, RECORD + 2 * POOL + HANDED_ON)
	}

	/// The parent's pool and its place in the queue.
	fn settle_edge() -> Weight {
		Self::keys(15_000_000, 2, 2, POOL + ROW)
	}

	/// Both rows of the asset, and what is contested.
	fn open_pool() -> Weight {
		Self::keys(10_000_000, 3, 0, HEAD + RECORD + ROW)
	}

	/// The currencies and whether it is divided; of each pool: the pool and both rows; the bytes of the new rows
	/// once.
	fn control_moves() -> Weight {
		let each = Self::keys(10_000_000, 3, 2, POOL + 2 * ROW);
		Self::keys(5_000_000, 2, 0, 2 * ROW)
			.saturating_add(each.saturating_mul(POOLS))
			.saturating_add(Self::charge())
	}

	/// The currencies; of each pool: the pool and where the leaf is frozen.
	fn leaf_excluded() -> Weight {
		let each = Self::keys(10_000_000, 2, 2, POOL + ROW);
		Self::keys(5_000_000, 1, 0, ROW).saturating_add(each.saturating_mul(POOLS))
	}
}
