//! Somebody who waits for revenue.

use std::cell::Cell;

use animechain_primitives::{behaviour::RevenueHook, Amount, AssetId, Currency};
use polkadot_sdk::frame_support::weights::Weight;

use super::AccountId;

/// Waits for revenue of one asset, once a test says so.
pub struct Expectation;

thread_local! {
	static EXPECTED: Cell<Option<(AssetId, Weight)>> = const { Cell::new(None) };
}

/// From now on revenue of this asset is awaited, and telling of it takes this much.
pub fn expect_revenue(asset: AssetId, told: Weight) {
	EXPECTED.set(Some((asset, told)));
}

/// Nobody waits any more.
pub fn expect_no_revenue() {
	EXPECTED.set(None);
}

impl RevenueHook<AccountId> for Expectation {
	fn came_in(
		asset: AssetId,
		currency: &Currency,
		_: Option<&AccountId>,
		_: Amount,
		_: Amount,
	) -> bool {
		Self::is_awaited(asset, currency)
	}

	fn is_awaited(asset: AssetId, _: &Currency) -> bool {
		EXPECTED.get().is_some_and(|(expected, _)| asset == expected)
	}

	fn came_in_weight() -> Weight {
		EXPECTED.get().map(|(_, told)| told).unwrap_or_default()
	}
}
