//! What the pallets ask of each other, named by behaviour. The runtime says who answers; `()` answers for a
//! runtime in which nobody does.

use alloc::vec::Vec;

use polkadot_sdk::{
	frame_support::weights::Weight,
	sp_runtime::{DispatchError, DispatchResult, Permill},
};

use crate::{
	composition::Composition,
	consent::{Amount, Currency, Excluded},
	ids::{AssetId, LeafIndex},
	kind::AssetKind,
	record::{Authority, Contents, Edge, Head},
	standing::Marks,
	terms::{Purposes, Terms},
};

/// An edge that a registrant wants to make by an authority other than control.
#[derive(Clone, Copy, Debug)]
pub struct EdgeRequest<'a, AccountId> {
	/// Who registers the child.
	pub registrant: &'a AccountId,
	/// The parent.
	pub parent: AssetId,
	/// What is said to allow it.
	pub authority: Authority,
	/// The purposes that the relation asks for.
	pub purposes: Purposes,
	/// Whether the child is for commercial use.
	pub commercial: bool,
	/// The part of the child's revenue that goes to the parent.
	pub share: Permill,
}

/// Permissions of others. Implemented by the consent pallet, asked by provenance for each edge.
pub trait EdgePermission<AccountId, BlockNumber> {
	/// Uses an authority for one edge: checks it, counts the use, and says which terms it grants.
	///
	/// Called inside the storage transaction of a registration, once for each edge that does not rest on
	/// control.
	fn exercise(request: &EdgeRequest<'_, AccountId>) -> Result<Terms<BlockNumber>, DispatchError>;

	/// The terms that an authority grants on `parent`, whoever asks and whenever; `None` if it is no
	/// authority for `parent` at all. Never changes once it is there.
	fn granted(authority: Authority, parent: AssetId) -> Option<Terms<BlockNumber>>;

	/// The most that one [`EdgePermission::exercise`] takes.
	fn exercise_weight() -> Weight;
}

impl<AccountId, BlockNumber> EdgePermission<AccountId, BlockNumber> for () {
	fn exercise(_: &EdgeRequest<'_, AccountId>) -> Result<Terms<BlockNumber>, DispatchError> {
		Err(DispatchError::Unavailable)
	}

	fn granted(_: Authority, _: AssetId) -> Option<Terms<BlockNumber>> {
		None
	}

	fn exercise_weight() -> Weight {
		Weight::zero()
	}
}

/// Rules that hold for all new assets of a kind. Implemented by the consent pallet: the opt-in floor.
pub trait Admission {
	/// Refuses a new asset with this composition, or lets it in.
	fn admit(kind: AssetKind, composition: &Composition) -> DispatchResult;

	/// The most that one [`Admission::admit`] takes.
	fn admit_weight() -> Weight;
}

impl Admission for () {
	fn admit(_: AssetKind, _: &Composition) -> DispatchResult {
		Ok(())
	}

	fn admit_weight() -> Weight {
		Weight::zero()
	}
}

/// Assets as the other pallets see them. Implemented by provenance.
pub trait AssetRegistry<AccountId, BlockNumber> {
	/// The hot row: one read.
	fn head(asset: AssetId) -> Option<Head<AccountId, BlockNumber>>;

	/// What is in a collection: one read of the cold row.
	fn contents(asset: AssetId) -> Option<Contents>;

	/// What an asset was made from: one read of the cold row.
	fn edges(asset: AssetId) -> Option<Vec<Edge>>;

	/// Who registered an asset, and in which block: one read of the cold row.
	fn registration(asset: AssetId) -> Option<(AccountId, BlockNumber)>;

	/// What stood against the asset when block `at` began; nothing if there was a moment of the block at which
	/// nothing did. Its registration, its terms and its ancestors are not asked. Reads a number of rows that
	/// grows with the logarithm of its history, and those of the block.
	fn marks_at(asset: AssetId, at: BlockNumber) -> Marks;

	/// Whether there was a moment of block `at` at which `who` controlled the asset. Its registration is not
	/// asked: before it, this is the registrant. As cheap.
	fn was_controller(asset: AssetId, who: &AccountId, at: BlockNumber) -> bool;

	/// Takes a leaf out: its collection has one item and `weight` less from now on. The caller has checked
	/// that the leaf is in it, with that weight, and was not out before.
	fn exclude_leaf(asset: AssetId, weight: u64) -> Result<Excluded, DispatchError>;
}

/// Bytes of state that are paid for by deposits. Implemented by provenance, so that an account has one
/// deposit for everything that it put on chain.
pub trait StorageLedger<AccountId> {
	/// Makes `account` answer for `bytes` more, out of what others gave it first.
	fn charge(account: &AccountId, bytes: u64) -> DispatchResult;

	/// The most that one [`StorageLedger::charge`] takes.
	fn charge_weight() -> Weight;
}

/// Where revenue goes. Implemented by the royalty pallet.
pub trait RoyaltySink<AccountId> {
	/// Takes an amount from `payer` as revenue of `asset`. May write before it fails: to be called within a
	/// storage layer, as every call is.
	fn pay(payer: &AccountId, asset: AssetId, currency: Currency, amount: Amount)
		-> DispatchResult;

	/// The most that one [`RoyaltySink::pay`] takes.
	fn pay_weight() -> Weight;
}

/// What happens to money when control of an asset moves. Implemented by the royalty pallet, told by
/// provenance before anything changes.
pub trait ControlHook<AccountId> {
	/// Control of `asset` is about to move.
	fn control_moves(asset: AssetId, from: &AccountId, to: &AccountId) -> DispatchResult;

	/// The most that one [`ControlHook::control_moves`] takes.
	fn control_moves_weight() -> Weight;
}

impl<AccountId> ControlHook<AccountId> for () {
	fn control_moves(_: AssetId, _: &AccountId, _: &AccountId) -> DispatchResult {
		Ok(())
	}

	fn control_moves_weight() -> Weight {
		Weight::zero()
	}
}

/// What happens to money when a leaf is taken out. Implemented by the royalty pallet, told by consent. Cannot
/// fail: nothing stands in the way of a no.
pub trait ExclusionHook {
	/// A leaf with this weight was taken out of its collection.
	fn leaf_excluded(asset: AssetId, leaf: LeafIndex, weight: u64);

	/// How many bytes of state that writes.
	fn leaf_excluded_bytes(asset: AssetId) -> u64;

	/// The most that both take together.
	fn leaf_excluded_weight() -> Weight;
}

impl ExclusionHook for () {
	fn leaf_excluded(_: AssetId, _: LeafIndex, _: u64) {}

	fn leaf_excluded_bytes(_: AssetId) -> u64 {
		0
	}

	fn leaf_excluded_weight() -> Weight {
		Weight::zero()
	}
}

/// Which leaves were taken out. Implemented by consent.
pub trait LeafStatus {
	/// Whether a leaf was taken out: one read.
	fn is_excluded(asset: AssetId, leaf: LeafIndex) -> bool;
}

/// Money that waits for the end of a dispute. Implemented by the royalty pallet, for review.
///
/// An asset has one contested part: who reviews adds up its disputes, contests the sum anew when one begins or
/// ends, and releases after the last. Both may write before they fail: to be called within a storage layer.
pub trait RoyaltyHolds {
	/// From now on, holds `part` of what comes to stay with an asset. The rest flows; what was held stays held.
	fn contest(asset: AssetId, part: Permill) -> DispatchResult;

	/// Lets what was held flow on, to those who earn then, and holds no more.
	fn release(asset: AssetId) -> DispatchResult;

	/// The most that each of them takes.
	fn hold_weight() -> Weight;
}
