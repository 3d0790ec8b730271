//! Assets and licences, and what people do with them.

use animechain_primitives::{
	consent::{Audience, Price, StatedTerms},
	Amount, AssetId, Authority, Basis, Currency, Declaration, Edge, Grounds, Intent, LicenceId,
	Purpose, Purposes, Relation, Terms,
};
use polkadot_sdk::{
	sp_core::H256,
	sp_runtime::{DispatchResult, Permill},
};

use super::*;

pub fn declaration() -> Declaration {
	let purposes = Purposes::NONE.with(Purpose::AiGenerativeTraining);
	Declaration {
		commitment: H256::repeat_byte(1),
		metadata: None,
		rights_information: None,
		basis: Basis::OptIn,
		intent: Intent { purposes, commercial: false },
	}
}

fn registered(who: AccountId, edges: Vec<Edge>) -> AssetId {
	let id = Provenance::next_asset_id();
	assert_eq!(Provenance::register_work(signed(who), declaration(), edges), Ok(()));
	id
}

/// Somebody's next work.
pub fn work_of(who: AccountId) -> AssetId {
	registered(who, vec![])
}

/// The studio's next work.
pub fn work() -> AssetId {
	work_of(STUDIO)
}

/// The studio's next work, derived from another of its own which gets a part of its revenue.
pub fn derived(parent: AssetId, share: Permill) -> AssetId {
	let (relation, authority) = (Relation::DerivedFrom, Authority::Control);
	registered(STUDIO, vec![Edge { parent, relation, share, authority }])
}

/// A share in percent.
pub fn percent(share: u32) -> Permill {
	Permill::from_percent(share)
}

/// Somebody pays revenue.
pub fn pay_by(
	who: AccountId,
	asset: AssetId,
	currency: Currency,
	amount: Amount,
) -> DispatchResult {
	Royalty::pay(signed(who), asset, currency, amount, None)
		.map(|_| ())
		.map_err(|error| error.error)
}

/// The buyer pays revenue.
#[track_caller]
pub fn pay(asset: AssetId, currency: Currency, amount: Amount) {
	assert_eq!(pay_by(BUYER, asset, currency, amount), Ok(()));
}

/// Everything that ever came in for an asset.
pub fn inflow(asset: AssetId, currency: Currency) -> Amount {
	Royalty::pool(asset, currency).map_or(0, |pool| pool.inflow)
}

pub fn controller(asset: AssetId) -> AccountId {
	pallet_provenance::Heads::<Test>::get(asset).expect("registered").controller
}

/// How often control of an asset moved.
pub fn moves(asset: AssetId) -> u32 {
	pallet_provenance::Heads::<Test>::get(asset).expect("registered").control_changes
}

pub fn units(asset: AssetId, who: AccountId) -> u32 {
	Royalty::units(asset, who)
}

pub fn transfer_control(from: AccountId, asset: AssetId, to: AccountId) -> DispatchResult {
	plain(Provenance::transfer_control(signed(from), asset, to))
}

pub fn transfer_shares(
	from: AccountId,
	asset: AssetId,
	to: AccountId,
	units: u32,
) -> DispatchResult {
	plain(Royalty::transfer_shares(signed(from), asset, to, units))
}

pub fn retire(who: AccountId, asset: AssetId) -> DispatchResult {
	Provenance::retire(signed(who), asset, Grounds::default())
}

/// Review finds an asset invalid.
#[track_caller]
pub fn invalidate(asset: AssetId) {
	let root = RuntimeOrigin::root();
	assert_eq!(Provenance::invalidate(root, asset, Grounds::default()), Ok(()));
}

/// From now on an asset is certified.
pub fn certify(asset: AssetId) {
	let mut all = Certified::get();
	all.push(asset);
	Certified::set(&all);
}

/// Terms for everything, addressed to one account.
pub fn terms_for(holder: AccountId) -> StatedTerms<AccountId, BlockNumber> {
	StatedTerms {
		terms: Terms::UNRESTRICTED,
		audience: Audience::Only(holder),
		price: None,
		share: Permill::zero(),
		quota: None,
		from: None,
		until: None,
		licence_period: None,
		transferable: true,
		legal: None,
	}
}

/// A licence under terms of the one who controls an asset.
#[track_caller]
pub fn licence_under(
	asset: AssetId,
	holder: AccountId,
	stated: StatedTerms<AccountId, BlockNumber>,
) -> LicenceId {
	let offer = pallet_consent::NextOfferId::<Test>::get();
	let publisher = signed(controller(asset));
	let (price, share, digest) = (stated.price.clone(), stated.share, stated.digest(asset));
	assert_eq!(Consent::publish_offer(publisher, asset, Box::new(stated)), Ok(()));
	let licence = pallet_consent::NextLicenceId::<Test>::get();
	assert!(Consent::accept_offer(signed(holder), offer, price, share, digest).is_ok());
	licence
}

/// A licence that can be handed on.
pub fn licence_of(asset: AssetId, holder: AccountId) -> LicenceId {
	licence_under(asset, holder, terms_for(holder))
}

/// Who has what a licence became, and what it is.
pub fn successor(licence: LicenceId) -> Option<(LicenceId, AccountId)> {
	let row = pallet_consent::Licences::<Test>::get(licence).expect("given");
	let by = row.succession?.by;
	Some((by, pallet_consent::Licences::<Test>::get(by).expect("given").holder))
}

pub fn price(currency: Currency, amount: Amount) -> Price {
	Price { currency, amount }
}

/// The issuer begins to destroy a currency of the assets pallet: nothing of it moves any more.
pub fn begin_destruction(id: u32) {
	assert_eq!(Assets::start_destroy(signed(STUDIO), id), Ok(()));
}

/// The issuer destroys a currency for good.
pub fn destroy(id: u32) {
	begin_destruction(id);
	// A few at a time.
	for _ in 0..3 {
		assert!(Assets::destroy_accounts(signed(STUDIO), id).is_ok());
	}
	assert_eq!(Assets::finish_destroy(signed(STUDIO), id), Ok(()));
}
