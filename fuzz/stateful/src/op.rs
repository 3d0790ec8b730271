//! One operation: a dispatch of some kind, or blocks that pass.

use std::time::{Duration, Instant};

use animechain_primitives::{behaviour::RoyaltyHolds, AssetId};
use animechain_runtime::{
	AccountId, Executive, OriginCaller, Royalty, RuntimeCall, RuntimeOrigin, UncheckedExtrinsic,
};
use polkadot_sdk::{
	frame_support::{
		dispatch::GetDispatchInfo, storage::with_storage_layer, traits::GetCallMetadata,
		weights::Weight,
	},
	sp_runtime::{
		traits::Dispatchable, transaction_validity::TransactionValidityError, DispatchError,
		Permill,
	},
};

use crate::cast;

/// What happens. Everything is in it that is needed to let it happen again, on whatever state.
#[derive(Clone, Debug)]
pub enum Op {
	/// A call, as another call would dispatch it: through the base filter, in a storage layer, without a fee.
	Dispatch {
		/// Who calls.
		origin: OriginCaller,
		/// What.
		call: RuntimeCall,
	},
	/// A transaction with a signature, through the whole pipeline.
	Signed {
		/// Who signs.
		who: AccountId,
		/// What.
		call: RuntimeCall,
	},
	/// A transaction that nobody signs, through the whole pipeline.
	Unsigned {
		/// What.
		call: RuntimeCall,
	},
	/// A call that somebody signs and somebody else sends and pays for.
	Meta {
		/// Who signs.
		who: AccountId,
		/// Who sends it.
		relayer: AccountId,
		/// What.
		call: RuntimeCall,
	},
	/// What review will do and no call does yet: a part of what stays with an asset is held.
	Contest {
		/// The asset.
		asset: AssetId,
		/// The part.
		part: Permill,
	},
	/// What review will do and no call does yet: what is held flows on.
	Release {
		/// The asset.
		asset: AssetId,
	},
	/// The block ends, some pass without a transaction, and another begins.
	Blocks {
		/// How many pass.
		pass: u32,
		/// Whether the storage root of the block that ends is computed.
		root: bool,
	},
}

/// What became of a dispatch.
#[derive(Clone, Debug)]
pub enum Outcome {
	/// It did what it says.
	Done,
	/// It was dispatched and failed.
	Failed(DispatchError),
	/// It was not let in.
	Refused(TransactionValidityError),
	/// It cannot be sent: the account has no key.
	Unsendable,
}

/// An outcome, and what it took.
#[derive(Clone, Debug)]
pub struct Dispatched {
	/// What became of it.
	pub outcome: Outcome,
	/// What was declared, and what was taken if the call says that it was another weight.
	pub weight: Option<(Weight, Weight)>,
	/// How long it took.
	pub time: Duration,
}

impl Op {
	/// The call inside, if there is one.
	pub fn call(&self) -> Option<&RuntimeCall> {
		match self {
			Self::Dispatch { call, .. }
			| Self::Signed { call, .. }
			| Self::Unsigned { call }
			| Self::Meta { call, .. } => Some(call),
			_ => None,
		}
	}

	/// Pallet and call, for the summary.
	pub fn name(&self) -> (&'static str, &'static str) {
		match self {
			Self::Contest { .. } => ("Royalty", "(contest)"),
			Self::Release { .. } => ("Royalty", "(release)"),
			Self::Blocks { .. } => ("System", "(blocks)"),
			_ => self.call().map_or(("", ""), |call| {
				let names = call.get_call_metadata();
				(names.pallet_name, names.function_name)
			}),
		}
	}

	/// How it is sent.
	pub fn channel(&self) -> &'static str {
		match self {
			Self::Dispatch { .. } => "dispatched",
			Self::Signed { .. } => "signed transaction",
			Self::Unsigned { .. } => "unsigned transaction",
			Self::Meta { .. } => "meta transaction",
			Self::Contest { .. } | Self::Release { .. } => "by review",
			Self::Blocks { .. } => "blocks",
		}
	}

	/// Lets it happen. Blocks are the chain's to make: nothing happens here.
	pub fn apply(&self) -> Dispatched {
		let begun = Instant::now();
		let (outcome, weight) = match self.clone() {
			Self::Dispatch { origin, call } => dispatch(origin, call),
			Self::Signed { who, call } => (send(cast::signed(&who, call)), None),
			Self::Unsigned { call } => (send(Some(cast::unsigned(call))), None),
			Self::Meta { who, relayer, call } => {
				let sent = cast::meta_tx(&who, call).and_then(|call| cast::signed(&relayer, call));
				(send(sent), None)
			},
			Self::Contest { asset, part } => {
				(outcome(with_storage_layer(|| Royalty::contest(asset, part))), None)
			},
			Self::Release { asset } => {
				(outcome(with_storage_layer(|| Royalty::release(asset))), None)
			},
			Self::Blocks { .. } => (Outcome::Done, None),
		};
		Dispatched { outcome, weight, time: begun.elapsed() }
	}
}

fn outcome(result: Result<(), DispatchError>) -> Outcome {
	match result {
		Ok(()) => Outcome::Done,
		Err(error) => Outcome::Failed(error),
	}
}

fn dispatch(origin: OriginCaller, call: RuntimeCall) -> (Outcome, Option<(Weight, Weight)>) {
	let declared = call.get_dispatch_info().call_weight;
	let (result, taken) = match call.dispatch(RuntimeOrigin::from(origin)) {
		Ok(post) => (Ok(()), post.actual_weight),
		Err(error) => (Err(error.error), error.post_info.actual_weight),
	};
	(outcome(result), taken.map(|taken| (declared, taken)))
}

fn send(transaction: Option<UncheckedExtrinsic>) -> Outcome {
	match transaction.map(Executive::apply_extrinsic) {
		None => Outcome::Unsendable,
		Some(Ok(result)) => outcome(result),
		Some(Err(refusal)) => Outcome::Refused(refusal),
	}
}
