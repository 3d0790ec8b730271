//! Weights of the calls.
//!
//! [`SubstrateWeight`] counts the keys that a call touches by hand until the benchmarks have run on
//! reference hardware; the proof sizes are sums over the keys, each with the trie nodes above it in a state
//! of a million keys. What other pallets do is added from their own weights.

use core::marker::PhantomData;

use animechain_primitives::{
	behaviour::{
		Certificates, ControlTransfer, LicenceTransfer, RoyaltyPools, RoyaltySink, ShareTransfer,
	},
	rights::{MAX_CLAUSES, MAX_RIGHTS},
};
use polkadot_sdk::{
	frame_support::{traits::Get, weights::Weight},
	frame_system,
};

use crate::{clauses::SCHEDULE_TRIES, Config};

/// What each call costs.
pub trait WeightInfo {
	/// `propose`.
	fn propose() -> Weight;
	/// `accept`, which may execute.
	fn accept() -> Weight;
	/// `cancel`.
	fn cancel() -> Weight;
	/// `approve`, which may execute.
	fn approve() -> Weight;
	/// `fund`, which may execute.
	fn fund() -> Weight;
	/// `poke`, which may execute.
	fn poke() -> Weight;
	/// `collect`.
	fn collect() -> Weight;
	/// `list`.
	fn list() -> Weight;
	/// `unlist`.
	fn unlist() -> Weight;
	/// `buy`.
	fn buy() -> Weight;
	/// Accepting an agreement with `r` rights, `c` clauses, and a consideration if `v` is 1, which does not execute.
	fn accept_of(r: u32, c: u32, v: u32) -> Weight;
	/// Executing an agreement, with as many rights and clauses as there can be.
	fn execute() -> Weight;
	/// Ending an agreement of which `r` rights move, with `c` clauses, and a consideration if `v` is 1.
	fn end(r: u32, c: u32, v: u32) -> Weight;
	/// Looking for an agreement that is ready.
	fn next_ready() -> Weight;
	/// Asking whether something is promised.
	fn is_promised() -> Weight;
	/// A payment that nothing waits for.
	fn revenue_idle() -> Weight;
	/// A payment that meets clauses of as many agreements as can wait for it.
	fn revenue_came_in() -> Weight;
}

/// Trie nodes above one key among a million: five layers of 15 hashes of 33 bytes.
const TRIE_PATH: u64 = 2_475;
/// Largest encoded agreement.
const AGREEMENT: u64 = 1_100;
/// Largest encoded listing.
const LISTING: u64 = 200;
/// A threshold.
const THRESHOLD: u64 = 100;
/// A lock, an index or an account.
const ROW: u64 = 100;
/// A block's agenda, half full.
const AGENDA: u64 = 4_000;
/// A block's agenda without a place left.
const FULL_AGENDA: u64 = 8_000;

/// Weights from the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: Config> SubstrateWeight<T> {
	/// `time` in picoseconds, `keys` of which `written` are written, and the `bytes` of their values.
	fn keys(time: u64, keys: u64, written: u64, bytes: u64) -> Weight {
		Weight::from_parts(time, keys.saturating_mul(TRIE_PATH).saturating_add(bytes))
			.saturating_add(
				<T as frame_system::Config>::DbWeight::get().reads_writes(keys, written),
			)
	}

	/// A transfer in a currency of the assets pallet: its row and two accounts each here and there, and what is in
	/// escrow of it.
	fn transfer() -> Weight {
		Self::keys(50_000_000, 6, 6, 6 * ROW)
	}

	/// Charging an account for bytes: its storage account, account and holds, and the two prices.
	fn charge() -> Weight {
		Self::keys(20_000_000, 5, 3, 3 * ROW)
	}

	/// The dearest of the rights: its lock, and what its keeper does.
	fn move_right() -> Weight {
		T::Assets::move_control_weight()
			.max(T::Shares::move_units_weight())
			.max(T::Licences::move_licence_weight())
			.saturating_add(Self::keys(5_000_000, 1, 1, ROW))
	}

	/// Something that is watched: what names it, and a list of thresholds or a block's agenda and the name in it.
	fn watched() -> Weight {
		Self::keys(15_000_000, 3, 3, AGENDA + THRESHOLD * u64::from(T::MaxWaiting::get()))
	}

	/// As many agendas more as are looked at before a place is found.
	fn full_agendas() -> Weight {
		let agendas = u64::from(SCHEDULE_TRIES.saturating_sub(1));
		Self::keys(5_000_000, agendas, 0, agendas.saturating_mul(FULL_AGENDA))
	}

	/// Whether a right can be handed on: its lock and three rows of its keeper.
	fn check_right() -> Weight {
		Self::keys(10_000_000, 4, 0, 4 * ROW)
	}

	/// Checking a deal: each right; of each clause the asset, its pool, and the currency with what is there of
	/// it; of the consideration its currency and the asset.
	fn check(r: u32, c: u32) -> Weight {
		Self::check_right()
			.saturating_mul(r.into())
			.saturating_add(Self::keys(15_000_000, 4, 0, 8 * ROW).saturating_mul(c.into()))
			.saturating_add(Self::keys(2_000_000, 2, 0, 2 * ROW))
	}
}

impl<T: Config> WeightInfo for SubstrateWeight<T> {
	/// The deal, the next number, the agreement and both parties' rows.
	fn propose() -> Weight {
		Self::check(MAX_RIGHTS, MAX_CLAUSES)
			.saturating_add(Self::keys(60_000_000, 4, 4, AGREEMENT + 3 * ROW))
			.saturating_add(Self::charge())
	}

	/// And executing at once, which only a certificate can be the reason for: everything else happens later.
	fn accept() -> Weight {
		let accepting = Self::accept_of(MAX_RIGHTS, MAX_CLAUSES, 1);
		match T::Certificates::are_given() {
			true => accepting.saturating_add(Self::execute()),
			false => accepting,
		}
	}

	fn cancel() -> Weight {
		Self::keys(25_000_000, 1, 1, AGREEMENT)
	}

	fn approve() -> Weight {
		Self::keys(25_000_000, 1, 1, AGREEMENT).saturating_add(Self::execute())
	}

	fn fund() -> Weight {
		Self::keys(25_000_000, 1, 1, AGREEMENT)
			.saturating_add(Self::transfer())
			.saturating_add(Self::execute())
	}

	fn poke() -> Weight {
		Self::keys(25_000_000, 1, 1, AGREEMENT).saturating_add(Self::execute())
	}

	fn collect() -> Weight {
		Self::keys(10_000_000, 1, 1, ROW).saturating_add(Self::transfer())
	}

	/// What is sold, the currency, the next number and the listing.
	fn list() -> Weight {
		Self::check_right()
			.saturating_add(Self::keys(60_000_000, 4, 2, LISTING + 2 * ROW))
			.saturating_add(Self::charge())
	}

	/// The listing, and what it was when it was listed.
	fn unlist() -> Weight {
		Self::keys(25_000_000, 3, 1, LISTING + 2 * ROW)
	}

	/// The listing, the right, the part that is revenue and the rest.
	fn buy() -> Weight {
		Self::move_right()
			.saturating_add(Self::keys(20_000_000, 1, 1, LISTING))
			.saturating_add(Self::charge())
			.saturating_add(T::Royalties::pay_weight())
			.saturating_add(Self::transfer())
	}

	/// The deal again, the agreement, both accounts and the bytes; of each right its lock, and dividing the asset;
	/// each clause and the deadline, watched; the pool for a part of the consideration, and the consideration.
	fn accept_of(r: u32, c: u32, v: u32) -> Weight {
		let watched = Self::watched().saturating_add(Self::full_agendas());
		let consideration = T::Royalties::open_weight().saturating_add(Self::transfer());
		Self::check(r, c)
			.saturating_add(Self::keys(30_000_000, 1, 1, AGREEMENT))
			.saturating_add(Self::charge())
			.saturating_add(Self::keys(10_000_000, 3, 3, 3 * ROW).saturating_mul(r.into()))
			.saturating_add(watched.saturating_mul(u64::from(c).saturating_add(1)))
			.saturating_add(consideration.saturating_mul(v.into()))
	}

	fn execute() -> Weight {
		Self::end(MAX_RIGHTS, MAX_CLAUSES, 1)
	}

	/// The agreement, whether it is ready, all locks and the deadline; each right; each clause, which is watched or
	/// was paid for; the consideration in two parts, of which one is revenue.
	fn end(r: u32, c: u32, v: u32) -> Weight {
		let locks = u64::from(MAX_RIGHTS);
		let clause = Self::watched().max(Self::transfer());
		let consideration = T::Royalties::pay_weight().saturating_add(Self::transfer());
		Self::keys(30_000_000, locks + 2, locks + 2, AGREEMENT + ROW * (locks + 1))
			.saturating_add(Self::watched())
			.saturating_add(Self::move_right().saturating_mul(r.into()))
			.saturating_add(clause.saturating_mul(c.into()))
			.saturating_add(consideration.saturating_mul(v.into()))
	}

	fn next_ready() -> Weight {
		Self::keys(3_000_000, 1, 0, ROW)
	}

	fn is_promised() -> Weight {
		Self::keys(1_000_000, 1, 0, ROW)
	}

	fn revenue_idle() -> Weight {
		Self::keys(1_000_000, 1, 0, ROW)
	}

	/// The list; each agreement and its row among those that are ready.
	fn revenue_came_in() -> Weight {
		let each = Self::keys(8_000_000, 2, 2, AGREEMENT + THRESHOLD + ROW);
		Self::keys(10_000_000, 1, 1, ROW)
			.saturating_add(each.saturating_mul(T::MaxWaiting::get().into()))
	}
}
