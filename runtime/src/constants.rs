//! Time, money and consensus.

use polkadot_sdk::{
	cumulus_primitives_core::relay_chain::MAX_POV_SIZE,
	frame_support::weights::{constants::WEIGHT_REF_TIME_PER_SECOND, Weight},
	sp_runtime::Perbill,
};

use crate::{Balance, BlockNumber};

/// The native currency: ANIM, with twelve decimals.
pub mod currency {
	use super::Balance;

	/// One ANIM.
	pub const ANIM: Balance = 1_000_000_000_000;
	/// A thousandth of it.
	pub const MILLIANIM: Balance = ANIM / 1_000;
	/// A millionth of it.
	pub const MICROANIM: Balance = MILLIANIM / 1_000;

	/// The least that an account may hold.
	pub const EXISTENTIAL_DEPOSIT: Balance = MILLIANIM;

	/// What is put down for state: per row and per byte.
	pub const DEPOSIT_PER_ITEM: Balance = 10 * MILLIANIM;
	/// See [`DEPOSIT_PER_ITEM`].
	pub const DEPOSIT_PER_BYTE: Balance = 10 * MICROANIM;

	/// The deposit for `items` rows that hold `bytes` bytes.
	pub const fn deposit(items: u32, bytes: u32) -> Balance {
		items as Balance * DEPOSIT_PER_ITEM + bytes as Balance * DEPOSIT_PER_BYTE
	}
}

/// Blocks every six seconds on one core.
pub mod time {
	use super::BlockNumber;

	/// Aura's slot, in milliseconds: one author makes the four blocks of a slot, which costs fewer
	/// hand-overs than a slot per block.
	pub const SLOT_DURATION: u64 = 24_000;
	/// Expected time between two blocks, in milliseconds.
	pub const MILLISECS_PER_BLOCK: u64 = 6_000;
	/// Blocks in a minute.
	pub const MINUTES: BlockNumber = 60_000 / MILLISECS_PER_BLOCK as BlockNumber;
	/// Blocks in an hour.
	pub const HOURS: BlockNumber = 60 * MINUTES;
	/// Blocks in a day.
	pub const DAYS: BlockNumber = 24 * HOURS;
}

/// Asynchronous backing.
pub mod consensus {
	/// The relay chain's slot, in milliseconds.
	pub const RELAY_CHAIN_SLOT_DURATION_MILLIS: u32 = 6_000;
	/// Blocks per relay chain block.
	pub const BLOCK_PROCESSING_VELOCITY: u32 = 1;
	/// How many relay chain blocks behind its tip a block builds: forks of the relay chain are over by
	/// then.
	pub const RELAY_PARENT_OFFSET: u32 = 1;
	/// Blocks that may wait for inclusion.
	pub const UNINCLUDED_SEGMENT_CAPACITY: u32 =
		(3 + RELAY_PARENT_OFFSET) * BLOCK_PROCESSING_VELOCITY;
}

/// Assumed part of a block that `on_initialize` takes; limits the weight of a single transaction.
pub const AVERAGE_ON_INITIALIZE_RATIO: Perbill = Perbill::from_percent(5);

/// The part of a block that normal transactions may fill; the rest is for operational ones.
pub const NORMAL_DISPATCH_RATIO: Perbill = Perbill::from_percent(75);

/// Two seconds of computation and the largest proof, what one core gives per relay chain block.
pub const MAXIMUM_BLOCK_WEIGHT: Weight =
	Weight::from_parts(WEIGHT_REF_TIME_PER_SECOND.saturating_mul(2), MAX_POV_SIZE as u64);

/// Longest block, in bytes.
pub const MAXIMUM_BLOCK_LENGTH: u32 = 5 * 1024 * 1024;

/// Longest header of it, in bytes.
pub const MAXIMUM_HEADER_SIZE: u32 = MAXIMUM_BLOCK_LENGTH / 5;
