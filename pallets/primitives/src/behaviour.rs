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
	ids::{AssetId, LeafIndex, LicenceId},
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
	///
	/// What that takes is part of what a registration is measured to take.
	fn admit(kind: AssetKind, composition: &Composition) -> DispatchResult;
}

impl Admission for () {
	fn admit(_: AssetKind, _: &Composition) -> DispatchResult {
		Ok(())
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
	/// Makes `account` answer for `bytes` more, out of what others gave it first. Who answers for bytes exists for
	/// good.
	fn charge(account: &AccountId, bytes: u64) -> DispatchResult;
}

/// Where revenue goes. Implemented by the royalty pallet.
pub trait RoyaltySink<AccountId> {
	/// Takes an amount from `payer` as revenue of `asset`. May write before it fails: to be called within a
	/// storage layer, as every call is.
	///
	/// Says what it took at most.
	fn pay(
		payer: &AccountId,
		asset: AssetId,
		currency: Currency,
		amount: Amount,
	) -> Result<Weight, DispatchError>;

	/// The most that one [`RoyaltySink::pay`] takes.
	fn pay_weight() -> Weight;
}

/// What settling the holders of an asset on both sides of a transfer took.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Settled {
	/// How many bytes of state it added, for somebody to answer for.
	pub bytes: u64,
	/// In how many pools.
	pub pools: u32,
}

/// What happens to money when control of an asset moves. Implemented by the royalty pallet, told by
/// provenance before anything changes.
pub trait ControlHook<AccountId> {
	/// Control of `asset` is about to move.
	///
	/// What that takes is part of what moving control is measured to take.
	fn control_moves(
		asset: AssetId,
		from: &AccountId,
		to: &AccountId,
	) -> Result<Settled, DispatchError>;

	/// The most bytes that it adds.
	fn control_moves_bytes() -> u64;

	/// The most pools that it settles.
	fn most_pools() -> u32;
}

impl<AccountId> ControlHook<AccountId> for () {
	fn control_moves(_: AssetId, _: &AccountId, _: &AccountId) -> Result<Settled, DispatchError> {
		Ok(Settled::default())
	}

	fn control_moves_bytes() -> u64 {
		0
	}

	fn most_pools() -> u32 {
		0
	}
}

/// What happens to money when a leaf is taken out. Implemented by the royalty pallet, told by consent. Cannot
/// fail: nothing stands in the way of a no.
pub trait ExclusionHook {
	/// A leaf with this weight was taken out of its collection. Says out of how many pools.
	///
	/// What both take is part of what taking a leaf out is measured to take.
	fn leaf_excluded(asset: AssetId, leaf: LeafIndex, weight: u64) -> u32;

	/// How many bytes of state that writes.
	fn leaf_excluded_bytes(asset: AssetId) -> u64;

	/// The most pools of a collection.
	fn most_pools() -> u32;
}

impl ExclusionHook for () {
	fn leaf_excluded(_: AssetId, _: LeafIndex, _: u64) -> u32 {
		0
	}

	fn leaf_excluded_bytes(_: AssetId) -> u64 {
		0
	}

	fn most_pools() -> u32 {
		0
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

/// What is promised under an agreement and must not go elsewhere meanwhile. Implemented by the rights pallet,
/// asked by the pallets that keep what can be promised. `()` promises nothing.
pub trait Promises<AccountId> {
	/// Whether control of an asset is promised: one read.
	fn is_control_promised(asset: AssetId) -> bool;

	/// How many of an account's units of an asset are promised: one read.
	fn promised_units(asset: AssetId, account: &AccountId) -> u32;

	/// Whether a licence is promised: one read.
	fn is_licence_promised(licence: LicenceId) -> bool;
}

impl<AccountId> Promises<AccountId> for () {
	fn is_control_promised(_: AssetId) -> bool {
		false
	}

	fn promised_units(_: AssetId, _: &AccountId) -> u32 {
		0
	}

	fn is_licence_promised(_: LicenceId) -> bool {
		false
	}
}

/// Moving control for an agreement or a sale, whose parties answered for the bytes. Implemented by provenance.
pub trait ControlTransfer<AccountId> {
	/// Moves control, and says in how many pools that settled holders. `from` has it, and `to` exists for good.
	fn move_control(asset: AssetId, from: &AccountId, to: &AccountId)
		-> Result<u32, DispatchError>;

	/// The most bytes that one [`ControlTransfer::move_control`] writes.
	fn move_control_bytes() -> u64;
}

/// Moving units for an agreement or a sale. Implemented by the royalty pallet.
pub trait ShareTransfer<AccountId> {
	/// The units of an asset that an account has.
	fn units_of(asset: AssetId, account: &AccountId) -> u32;

	/// Whether units stay where they are when control moves: one read.
	fn is_divided(asset: AssetId) -> bool;

	/// Makes units stay where they are when control moves.
	fn divide(asset: AssetId) -> DispatchResult;

	/// Moves units, and says in how many pools that settled holders.
	fn move_units(
		asset: AssetId,
		from: &AccountId,
		to: &AccountId,
		units: u32,
	) -> Result<u32, DispatchError>;

	/// The most bytes that dividing and one [`ShareTransfer::move_units`] write.
	fn move_units_bytes() -> u64;

	/// The most pools in which moving units or control settles holders.
	fn most_pools() -> u32;
}

/// Moving licences for an agreement or a sale. Implemented by consent.
pub trait LicenceTransfer<AccountId> {
	/// The asset that a licence is for.
	fn asset_of(licence: LicenceId) -> Option<AssetId>;

	/// How many uses of a licence are left, if it has a quota.
	fn uses_left(licence: LicenceId) -> Option<u32>;

	/// Refuses what `from` cannot hand on: a licence that is not its own, is over, or may not be handed on.
	fn ensure_movable(licence: LicenceId, from: &AccountId) -> DispatchResult;

	/// Moves a licence: it ends, and a new one takes its place.
	fn move_licence(licence: LicenceId, from: &AccountId, to: &AccountId) -> DispatchResult;

	/// The most bytes that one [`LicenceTransfer::move_licence`] writes.
	fn move_licence_bytes() -> u64;
}

/// Told of all revenue, so that what waits for it can happen. Implemented by the rights pallet. `()` does nothing.
pub trait RevenueHook<AccountId> {
	/// `amount` came in for an asset, which makes it `inflow` over its life: from `payer`, or from a child. What
	/// is ready by that happens when the block has time, so that no payment pays for it. Says whether anything waited.
	fn came_in(
		asset: AssetId,
		currency: &Currency,
		payer: Option<&AccountId>,
		amount: Amount,
		inflow: Amount,
	) -> bool;

	/// Whether anything waits for the revenue: the read that [`RevenueHook::came_in`] begins with.
	fn is_awaited(asset: AssetId, currency: &Currency) -> bool;

	/// The most that [`RevenueHook::came_in`] takes when something waits for the revenue. What it takes when
	/// nothing does is part of what taking revenue in is measured to take.
	fn came_in_weight() -> Weight;
}

impl<AccountId> RevenueHook<AccountId> for () {
	fn came_in(_: AssetId, _: &Currency, _: Option<&AccountId>, _: Amount, _: Amount) -> bool {
		false
	}

	fn is_awaited(_: AssetId, _: &Currency) -> bool {
		false
	}

	fn came_in_weight() -> Weight {
		Weight::zero()
	}
}

/// Which assets are certified. Implemented by the review pallet; `()` certifies nothing, and says so.
pub trait Certificates {
	/// Whether anybody certifies assets at all. A clause that nobody can meet is refused.
	fn are_given() -> bool;

	/// Whether an asset is certified.
	fn is_certified(asset: AssetId) -> bool;
}

impl Certificates for () {
	fn are_given() -> bool {
		false
	}

	fn is_certified(_: AssetId) -> bool {
		false
	}
}

/// The pools of assets, as who keeps money for others sees them. Implemented by the royalty pallet.
pub trait RoyaltyPools<AccountId> {
	/// Everything that ever came in for an asset in a currency.
	fn inflow(asset: AssetId, currency: &Currency) -> Amount;

	/// Refuses what cannot be paid: an asset that was found invalid, and a currency that was not let in.
	fn ensure_takes_payments(asset: AssetId, currency: &Currency) -> DispatchResult;

	/// Makes sure that an asset can be paid in a currency without anybody answering for bytes then: `payer` does
	/// now.
	fn open(payer: &AccountId, asset: AssetId, currency: &Currency) -> DispatchResult;

	/// Takes an amount out of `account` as revenue that `payer` pays, be it the last that is there. The pool was
	/// opened before.
	fn settle(
		account: &AccountId,
		payer: &AccountId,
		asset: AssetId,
		currency: Currency,
		amount: Amount,
	) -> DispatchResult;

	/// The most that one [`RoyaltyPools::settle`] takes.
	fn settle_weight() -> Weight;
}
