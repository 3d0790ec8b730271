//! The arithmetic of money: pure functions and values, no storage.
//!
//! Everything that a pool ever receives is an `Amount` (128 bits); the sum of what one pool receives in its
//! life is checked to stay within it. Two tools share an amount without losing or making a single planck:
//!
//! **Floors of the lifetime.** A fixed part of a stream is owed `floor(inflow × part)` of everything that came
//! in so far, less what was handed over before. The sum of such floors never exceeds the inflow if the parts
//! are at most the whole, it never falls, and however often it is taken, the total is the same: order and
//! number of payments do not matter.
//!
//! **Accumulators.** What is shared by weight goes through `per_unit += (amount × 2^64 + carry) / weight`, with
//! the remainder as the next carry (the idea: B. Batog, L. Boca, N. Johnson, *Scalable Reward Distribution on
//! the Ethereum Blockchain*, 2018; there the remainder is lost). Whoever has weight `w` since the accumulator
//! stood at `a` is owed `floor(w × (per_unit − a) / 2^64)`.
//!
//! Conservation, for constant or changing weights: each credit satisfies
//! `amount × 2^64 + carry = increase × weight + carry'`, so summed over all credits
//! `received × 2^64 = Σ increase_i × weight_i + carry`, and `Σ increase_i × weight_i` is exactly what the
//! beneficiaries' products add up to. What they cannot claim yet is the fractions below one planck of each of
//! them, and the carry: less than one planck per beneficiary, and it is still there.
//!
//! Bounds: `received < 2^128`, `weight < 2^64`, hence `increase_i × weight_i ≤ 2^192 + 2^64` in sum, and each
//! product `w × (per_unit − a) ≤ Σ increase_i × weight_i`, since no beneficiary's weight is more than the
//! total. `per_unit` itself is at most `2^192 + 2^64` (all of it at weight 1). All of it fits in 256 bits with
//! 63 to spare, whatever the number of credits.

use animechain_primitives::Amount;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{sp_core::U256, sp_runtime::Permill};
use scale_info::TypeInfo;

/// All units of an asset.
pub const UNITS: u32 = 1_000_000;

/// Parts of a whole, as `Permill` counts them.
const WHOLE: Amount = 1_000_000;

/// A number that does not fit: a pool cannot receive more in its life than an amount can express.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Overflow;

/// `floor(amount × part)`, exactly.
///
/// With `amount = q × 10^6 + r` it is `q × part + floor(r × part / 10^6)`, where nothing leaves 128 bits: the
/// first term is at most `amount`, the second product below `10^12`.
pub fn part_of(amount: Amount, part: Permill) -> Amount {
	let part = Amount::from(part.deconstruct());
	let (whole, rest) = (amount / WHOLE, amount % WHOLE);
	whole.saturating_mul(part).saturating_add(rest.saturating_mul(part) / WHOLE)
}

/// What a part of a stream gains while its lifetime inflow rises from `before` to `after`.
pub fn gain(before: Amount, after: Amount, part: Permill) -> Amount {
	part_of(after, part).saturating_sub(part_of(before, part))
}

/// The part that is left when `parts` are taken away; nothing if they are more than the whole.
pub fn rest_of(parts: impl IntoIterator<Item = Permill>) -> Permill {
	let taken = parts.into_iter().fold(0_u32, |sum, part| sum.saturating_add(part.deconstruct()));
	Permill::from_parts(Permill::one().deconstruct().saturating_sub(taken))
}

/// What `units` of all `UNITS` gain while what their holders have in all grows by `grown`, with the fraction
/// that was left before: whole units of the currency, and the fraction that is left now, in parts of [`UNITS`].
///
/// All units are always somebody's, so holders need no accumulator: each is owed
/// `floor(units × grown / UNITS)` of the growth since it was last settled, exactly, and what it settles is the
/// same however often it does.
pub fn units_gain(grown: Amount, units: u32, fraction: u32) -> Result<(Amount, u32), Overflow> {
	let product = U256::from(grown)
		.checked_mul(units.into())
		.and_then(|product| product.checked_add(fraction.into()))
		.ok_or(Overflow)?;
	let whole = product.checked_div(UNITS.into()).ok_or(Overflow)?;
	let left = product.checked_rem(UNITS.into()).ok_or(Overflow)?.low_u32();
	Ok((Amount::try_from(whole).map_err(|_| Overflow)?, left))
}

/// What one unit of weight was given so far, in 2^-64 of the smallest unit, and what is left of it.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Accumulator {
	/// Given to one unit of weight. Never falls.
	pub per_unit: U256,
	/// Received and not given to anybody yet, in 2^-64 of the smallest unit. Less than the weight of the last
	/// credit.
	pub carry: u64,
}

impl Accumulator {
	/// Shares `amount` among `weight`, which is not 0.
	#[must_use = "an amount that was not shared must not be taken"]
	pub fn credit(self, amount: Amount, weight: u64) -> Result<Self, Overflow> {
		let shared = (U256::from(amount) << 64).checked_add(self.carry.into()).ok_or(Overflow)?;
		let weight = U256::from(weight);
		let increase = shared.checked_div(weight).ok_or(Overflow)?;
		// A remainder is below the weight, which has 64 bits.
		let carry = shared.checked_rem(weight).ok_or(Overflow)?.low_u64();
		Ok(Self { per_unit: self.per_unit.checked_add(increase).ok_or(Overflow)?, carry })
	}
}

/// What somebody has of an accumulator: settled up to a place, with the fraction of a planck that is left.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Checkpoint {
	/// Where the accumulator stood.
	pub per_unit: U256,
	/// What was owed beyond whole units then, in 2^-64 of the smallest unit.
	pub fraction: u64,
}

impl Checkpoint {
	/// Moves the checkpoint to `per_unit`, and says how many whole units `weight` has gained since.
	#[must_use = "what was settled is owed"]
	pub fn settle(self, weight: u64, per_unit: U256) -> Result<(Self, Amount), Overflow> {
		let since = per_unit.checked_sub(self.per_unit).ok_or(Overflow)?;
		let product = since
			.checked_mul(weight.into())
			.and_then(|product| product.checked_add(self.fraction.into()))
			.ok_or(Overflow)?;
		let whole = Amount::try_from(product >> 64).map_err(|_| Overflow)?;
		Ok((Self { per_unit, fraction: product.low_u64() }, whole))
	}
}

#[cfg(test)]
mod tests;
