//! Agreements and sales to measure: Alice gives or sells, Bob receives or buys, others pay.

use animechain_primitives::{
	consent::{Audience, Price, StatedTerms},
	rights::{AgreementId, Clause, Consideration, ListingId, Right, MAX_CLAUSES, MAX_RIGHTS},
	Amount, AssetId, AssetKind, Currency, LicenceId, Terms,
};
use animechain_runtime::{
	constants::currency::ANIM, AccountId, Assets, BlockNumber, Rights, Runtime, RuntimeCall, System,
};
use pallet_rights::Call;
use polkadot_sdk::{
	frame_support::traits::fungibles::Mutate,
	sp_core::H256,
	sp_io::TestExternalities,
	sp_keyring::Sr25519Keyring::{
		self, Alice, AliceStash, Bob, BobStash, Charlie, CharlieStash, Dave, Eve, Ferdie,
	},
	sp_runtime::{MultiAddress, Permill},
};

use crate::{
	chain::{currency, pay, register, then, work, AMOUNT},
	measure::must,
};

pub type TheClause = Clause<AccountId, BlockNumber>;

/// Who pays for clauses, and revenue.
pub const PAYERS: [Sr25519Keyring; 8] =
	[Charlie, Dave, Eve, Ferdie, AliceStash, BobStash, CharlieStash, Sr25519Keyring::DaveStash];

/// Lets in as many currencies as there can be, of which everybody has enough, and opens storage accounts for all.
pub fn open(ext: &mut TestExternalities) -> Vec<Currency> {
	let mut all = vec![Currency::Native];
	then(ext, || {
		all.extend((1..=7).map(currency));
		for payer in PAYERS {
			for number in 1..=7 {
				Assets::mint_into(number, &payer.to_account_id(), 1_000_000 * ANIM)
					.expect("a new account");
			}
		}
		for who in PAYERS.into_iter().chain([Alice, Bob]) {
			must(who, &work(vec![]));
		}
	});
	all
}

/// What there is to deal in.
#[derive(Clone)]
pub struct Market {
	pub currencies: Vec<Currency>,
}

impl Market {
	/// A currency of the assets pallet: dearer than the native one.
	pub fn coin(&self) -> Currency {
		self.currencies.last().expect("there is the native one").clone()
	}

	pub fn price(&self) -> Price {
		Price { currency: self.coin(), amount: AMOUNT }
	}

	/// Alice's next asset, paid in all currencies but the last `unpaid`.
	pub fn paid_asset(&self, unpaid: usize) -> AssetId {
		let asset = asset();
		for currency in self.currencies.iter().rev().skip(unpaid) {
			must(Charlie, &pay(asset, currency.clone(), AMOUNT));
		}
		asset
	}

	/// Units of as many assets as there can be, with a pool in each currency.
	pub fn rights(&self) -> Vec<Right> {
		(0..MAX_RIGHTS).map(|_| Right::Shares { asset: self.paid_asset(0), units: 1 }).collect()
	}

	/// Revenue of as many assets of Alice's as there can be, which stays away.
	pub fn revenue_clauses(&self) -> Vec<TheClause> {
		let clause = |_| Clause::RevenueAtLeast {
			asset: self.paid_asset(0),
			currency: self.coin(),
			amount: Amount::MAX,
		};
		(0..MAX_CLAUSES).map(clause).collect()
	}

	/// A deal under all of these clauses. Half of what it costs is revenue of an asset that was never paid.
	pub fn deal(&self, clauses: Vec<TheClause>) -> RuntimeCall {
		let revenue = Some((asset(), Permill::from_percent(50)));
		let consideration = Some(Consideration { price: self.price(), revenue });
		propose(self.rights(), clauses, consideration, later(1_000))
	}

	/// An agreement of which everything is met but this. The rest was paid for, in each of the currencies.
	pub fn agreed_but_for(&self, last: TheClause) -> AgreementId {
		let paid = self
			.currencies
			.iter()
			.take(MAX_CLAUSES as usize - 1)
			.map(|currency| Clause::Paid(Price { currency: currency.clone(), amount: AMOUNT }));
		let agreement = agreed(&self.deal(paid.chain([last]).collect()));
		for (clause, payer) in (0..MAX_CLAUSES - 1).zip(PAYERS) {
			must(payer, &Call::<Runtime>::fund { agreement, clause: clause as u8 }.into());
		}
		agreement
	}

	/// Units of an asset that was paid in all currencies but the one of the price. Half of it is revenue.
	pub fn list(&self) -> RuntimeCall {
		list(
			Right::Shares { asset: self.paid_asset(1), units: 1 },
			self.price(),
			Permill::from_percent(50),
		)
	}
}

/// Alice's next asset.
pub fn asset() -> AssetId {
	register(AssetKind::Work, vec![])
}

pub fn later(blocks: BlockNumber) -> BlockNumber {
	System::block_number() + blocks
}

pub fn approved_by(who: Sr25519Keyring) -> TheClause {
	Clause::ApprovedBy(who.to_account_id())
}

/// All clauses are needed.
pub fn propose(
	rights: Vec<Right>,
	clauses: Vec<TheClause>,
	consideration: Option<Consideration>,
	deadline: BlockNumber,
) -> RuntimeCall {
	let (to, needed) = (MultiAddress::Id(Bob.to_account_id()), clauses.len() as u8);
	let text = Some(H256::repeat_byte(1));
	Call::<Runtime>::propose { to, rights, clauses, needed, consideration, deadline, text }.into()
}

pub fn proposed(call: &RuntimeCall) -> AgreementId {
	let agreement = pallet_rights::NextAgreementId::<Runtime>::get();
	must(Alice, call);
	agreement
}

pub fn accept(agreement: AgreementId) -> RuntimeCall {
	let terms = Rights::deal_digest(agreement).expect("proposed");
	Call::<Runtime>::accept { agreement, terms }.into()
}

pub fn agreed(call: &RuntimeCall) -> AgreementId {
	let agreement = proposed(call);
	must(Bob, &accept(agreement));
	agreement
}

pub fn approve(agreement: AgreementId) -> RuntimeCall {
	Call::<Runtime>::approve { agreement }.into()
}

pub fn poke(agreement: AgreementId) -> RuntimeCall {
	Call::<Runtime>::poke { agreement }.into()
}

/// For Bob only.
pub fn list(right: Right, price: Price, revenue: Permill) -> RuntimeCall {
	let buyer = Some(MultiAddress::Id(Bob.to_account_id()));
	Call::<Runtime>::list { right, price, revenue, buyer, until: Some(later(1_000)) }.into()
}

pub fn listed(call: &RuntimeCall) -> ListingId {
	let listing = pallet_rights::NextListingId::<Runtime>::get();
	must(Alice, call);
	listing
}

pub fn buy(listing: ListingId, max_price: Price) -> RuntimeCall {
	Call::<Runtime>::buy { listing, max_price }.into()
}

/// A licence of Bob's, who may hand it on.
pub fn licence() -> LicenceId {
	let asset = asset();
	let stated = StatedTerms {
		terms: Terms::UNRESTRICTED,
		audience: Audience::Only(Bob.to_account_id()),
		price: None,
		share: Permill::zero(),
		quota: None,
		from: None,
		until: None,
		licence_period: None,
		transferable: true,
		legal: None,
	};
	let terms = stated.digest(asset);
	let offer = pallet_consent::NextOfferId::<Runtime>::get();
	let licence = pallet_consent::NextLicenceId::<Runtime>::get();
	let stated = Box::new(stated);
	must(Alice, &pallet_consent::Call::<Runtime>::publish_offer { asset, stated }.into());
	must(
		Bob,
		&pallet_consent::Call::<Runtime>::accept_offer {
			offer,
			max_price: None,
			max_share: Permill::zero(),
			terms,
		}
		.into(),
	);
	licence
}
