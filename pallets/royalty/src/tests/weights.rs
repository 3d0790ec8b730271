//! What calls declare, and what they give back of it: never more than was declared.

use animechain_primitives::{Amount, AssetId, Currency, Grounds};
use pallet_consent::WeightInfo as _;
use pallet_provenance::WeightInfo as _;
use polkadot_sdk::{
	frame_support::{dispatch::GetDispatchInfo, traits::Hooks, weights::Weight},
	sp_runtime::{traits::Dispatchable, Perbill},
};

use crate::{mock::*, Call, WeightInfo as _, MAX_POOLS};

type Provenances = pallet_provenance::weights::SubstrateWeight<Test>;
type Consents = pallet_consent::weights::SubstrateWeight<Test>;
type Royalties = crate::weights::SubstrateWeight<Test>;

/// What a call declares, and what it says afterwards that it took.
#[track_caller]
fn weighs(who: AccountId, call: impl Into<RuntimeCall>) -> (Weight, Weight) {
	let call = call.into();
	let declared = call.get_dispatch_info().call_weight;
	let done = call.dispatch(signed(who)).expect("the call succeeds");
	let took = done.actual_weight.unwrap_or(declared);
	assert!(took.all_lte(declared), "{took} of {declared}");
	(declared, took)
}

fn payment(asset: AssetId, amount: Amount) -> Call<Test> {
	Call::pay { asset, currency: NATIVE, amount, reference: None }
}

fn paid(currencies: &[Currency]) -> AssetId {
	let asset = work();
	for currency in currencies {
		pay(asset, currency.clone(), 1_000);
	}
	asset
}

#[test]
fn the_first_payment_is_declared_and_the_next_gives_back() {
	run(|| {
		let asset = work();
		assert_eq!(weighs(BUYER, payment(asset, 9)), (Royalties::pay(), Royalties::pay()));
		assert_eq!(weighs(BUYER, payment(asset, 9)), (Royalties::pay(), Royalties::pay_again()));
	});
}

#[test]
fn handing_units_on_gives_back_what_pools_it_did_not_settle() {
	run(|| {
		let most = Royalties::transfer_shares(MAX_POOLS);
		for (pools, currencies) in [(0, &[][..]), (1, &[COIN][..]), (2, &[NATIVE, COIN][..])] {
			let asset = paid(currencies);
			let call = Call::transfer_shares { asset, to: MAKER, units: 1 };
			assert_eq!(weighs(ARTIST, call), (most, Royalties::transfer_shares(pools)));
		}
	});
}

#[test]
fn handing_control_over_gives_back_what_pools_it_did_not_settle() {
	run(|| {
		let call = |asset| pallet_provenance::Call::transfer_control { asset, to: MAKER };
		let most = Provenances::transfer_control(MAX_POOLS);
		for (pools, currencies) in [(0, &[][..]), (1, &[COIN][..]), (2, &[NATIVE, COIN][..])] {
			let asset = paid(currencies);
			let took = Provenances::transfer_control(pools);
			assert_eq!(weighs(ARTIST, call(asset)), (most, took));
		}
		// The units of a divided asset stay where they are.
		let asset = paid(&[NATIVE, COIN]);
		assert_eq!(hand_over(ARTIST, asset, BUYER, 1), Ok(()));
		assert_eq!(weighs(ARTIST, call(asset)), (most, Provenances::transfer_control(0)));
	});
}

#[test]
fn taking_a_leaf_out_gives_back_what_pools_there_are_not() {
	run(|| {
		let of = collection(percent(50), &[(MAKER, 1), (MAKER, 2), (MAKER, 3)]);
		let most = Consents::exclude_leaf(MAX_POOLS);
		for (index, currency) in [(0, NATIVE), (1, COIN)] {
			let call = pallet_consent::Call::exclude_leaf {
				asset: of.asset,
				leaf: of.leaf(index),
				proof: of.proof(index),
				grounds: Grounds::default(),
			};
			assert_eq!(weighs(MAKER, call), (most, Consents::exclude_leaf(index)));
			pay(of.asset, currency, 1_000);
		}
	});
}

/// A claim declares the currencies that it names, of which each is a transfer.
#[test]
fn a_claim_declares_its_pools_and_their_currencies() {
	run(|| {
		let (one, other) = (paid(&[NATIVE, COIN]), paid(&[NATIVE]));
		let claim = |pools: Vec<_>| weighs(ARTIST, Call::claim { pools }).0;
		assert_eq!(claim(vec![(one, NATIVE), (other, NATIVE)]), Royalties::claim(2, 1));
		pay(other, NATIVE, 1_000);
		assert_eq!(claim(vec![(one, COIN), (other, NATIVE)]), Royalties::claim(2, 2));
		// What is beyond the bound is not looked at, for such a claim fails.
		let pools: Vec<_> = (0..40).map(|asset| (asset, Currency::WithId(asset as u32))).collect();
		let declared = Call::<Test>::claim { pools }.get_dispatch_info().call_weight;
		assert_eq!(declared, Royalties::claim(40, 32));
	});
}

/// Whoever pays declares that somebody may wait for it, and gets it back where nobody does.
#[test]
fn telling_who_waits_for_revenue_is_declared_and_given_back() {
	run(|| {
		let (awaited, other) = (work(), work());
		let told = Weight::from_parts(7_000, 70);
		expect_revenue(awaited, told);
		let (first, again) = (Royalties::pay(), Royalties::pay_again());
		let most = first.saturating_add(told);
		assert_eq!(weighs(BUYER, payment(awaited, 9)), (most, most));
		assert_eq!(weighs(BUYER, payment(awaited, 9)), (most, again.saturating_add(told)));
		assert_eq!(weighs(BUYER, payment(other, 9)), (most, first));
		assert_eq!(weighs(BUYER, payment(other, 9)), (most, again));

		let child = derived(&[(awaited, percent(10)), (other, percent(10))]);
		pay(child, NATIVE, 1_000);
		let pull = |edge| weighs(BUYER, Call::pull { child, edge, currency: NATIVE });
		let most = Royalties::pull().saturating_add(told);
		assert_eq!(pull(0), (most, most));
		assert_eq!(pull(1), (most, Royalties::pull()));
	});
}

/// A block in which the queue cannot take a step is found before the chain runs.
#[test]
#[should_panic(expected = "handing on needs")]
fn a_share_of_a_block_in_which_nothing_can_be_handed_on_is_refused() {
	new_test_ext().execute_with(|| {
		SettlementShare::set(Perbill::zero());
		Royalty::integrity_test();
	});
}

#[test]
fn a_share_of_a_block_in_which_one_edge_can_be_handed_on_is_enough() {
	new_test_ext().execute_with(Royalty::integrity_test);
}
