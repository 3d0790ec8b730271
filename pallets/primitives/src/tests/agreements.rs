//! Agreements: what overlaps, what is met, what is over, what is signed.

use polkadot_sdk::{sp_core::H256, sp_runtime::BoundedVec};

use crate::{
	consent::Currency,
	rights::{Agreement, Clause, Deal, Right, Stage},
};

fn deal(needed: u8) -> Deal<u64, u64> {
	Deal {
		from: 1,
		to: 2,
		rights: BoundedVec::truncate_from(vec![Right::Control(7)]),
		clauses: BoundedVec::truncate_from(vec![Clause::NotBefore(5), Clause::ApprovedBy(3)]),
		needed,
		consideration: None,
		deadline: 9,
		text: None,
	}
}

fn agreement(needed: u8) -> Agreement<u64, u64> {
	let payers = BoundedVec::new();
	Agreement { deal: deal(needed), stage: Stage::Accepted, since: 1, met: 0, payers }
}

#[test]
fn units_of_one_asset_overlap_in_whatever_number() {
	let shares = |asset, units| Right::Shares { asset, units };
	assert!(shares(1, 10).overlaps(&shares(1, 20)));
	assert!(!shares(1, 10).overlaps(&shares(2, 10)));
	assert!(Right::Control(1).overlaps(&Right::Control(1)));
	assert!(!Right::Control(1).overlaps(&Right::Control(2)));
	assert!(!Right::Control(1).overlaps(&Right::Licence(1)));
	assert!(!shares(1, 10).overlaps(&Right::Control(1)));
}

#[test]
fn thresholds_of_one_revenue_overlap_at_whatever_amount() {
	let at_least =
		|asset, currency, amount| Clause::<u64, u64>::RevenueAtLeast { asset, currency, amount };
	let (native, other) = (Currency::Native, Currency::WithId(4));
	let one = at_least(1, native.clone(), 10);
	assert!(one.overlaps(&at_least(1, native.clone(), 20)));
	assert!(!one.overlaps(&at_least(2, native.clone(), 10)));
	assert!(!one.overlaps(&at_least(1, other.clone(), 10)));
	assert!(!one.overlaps(&at_least(2, other, 10)));
	assert!(Clause::<u64, u64>::NotBefore(3).overlaps(&Clause::NotBefore(3)));
	assert!(!Clause::<u64, u64>::NotBefore(3).overlaps(&Clause::NotBefore(4)));
	assert!(!one.overlaps(&Clause::NotBefore(10)));
}

#[test]
fn each_clause_has_its_bit_and_one_without_a_bit_is_never_met() {
	let mut agreement = agreement(2);
	assert!((0..=u8::MAX).all(|clause| !agreement.is_met(clause)));
	agreement.meet(1);
	assert_eq!(agreement.met, 0b10);
	assert!(agreement.is_met(1) && !agreement.is_met(0));
	agreement.meet(1);
	assert_eq!(agreement.met, 0b10, "meeting it again changes nothing");
	agreement.meet(7);
	assert_eq!(agreement.met, 0b1000_0010);
	for beyond in [8, 9, 32, u8::MAX] {
		agreement.meet(beyond);
		assert!(!agreement.is_met(beyond));
	}
	assert_eq!(agreement.met, 0b1000_0010);
}

#[test]
fn it_is_ready_with_as_many_clauses_as_it_needs() {
	assert!(agreement(0).is_ready());
	let mut agreement = agreement(2);
	assert!(!agreement.is_ready());
	agreement.meet(0);
	assert!(!agreement.is_ready());
	agreement.meet(1);
	assert!(agreement.is_ready());
	agreement.meet(2);
	assert!(agreement.is_ready(), "more than it needs");
}

#[test]
fn clauses_are_numbered_in_their_order() {
	let agreement = agreement(2);
	let expected = [(0, &Clause::NotBefore(5)), (1, &Clause::ApprovedBy(3))];
	assert!(agreement.clauses().eq(expected));
}

#[test]
fn only_proposed_and_accepted_are_not_over() {
	use Stage::{Accepted, Cancelled, Executed, Expired, Failed, Proposed};
	assert!(!Proposed.is_over() && !Accepted.is_over());
	assert!([Cancelled, Executed, Expired, Failed].into_iter().all(Stage::is_over));
}

#[test]
fn the_signed_digest_is_bound_to_chain_agreement_and_deal() {
	let genesis = H256::repeat_byte(1);
	let signed = deal(2).digest(&genesis, 3);
	assert_ne!(signed, deal(2).digest(&H256::repeat_byte(2), 3));
	assert_ne!(signed, deal(2).digest(&genesis, 4));
	assert_ne!(signed, deal(1).digest(&genesis, 3));
	assert_eq!(signed, deal(2).digest(&genesis, 3));
	// As the documentation of the function says it.
	let mut input = b"animechain/deal".to_vec();
	input.extend_from_slice(genesis.as_bytes());
	codec::Encode::encode_to(&3_u64, &mut input);
	codec::Encode::encode_to(&deal(2), &mut input);
	assert_eq!(signed.0, polkadot_sdk::sp_io::hashing::blake2_256(&input));
}
