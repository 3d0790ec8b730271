//! From when to when licences, reservations and terms are in force: each at its first block, at its last, and beside.

use polkadot_sdk::sp_runtime::Permill;

use crate::{
	composition::{Basis, Composition},
	consent::{exclusion_message, LeafPage, Licence, OriginLabel, Reservation, Succession},
	standing::{Grounds, Reason},
	terms::{Purposes, Terms},
};

fn licence() -> Licence<u64, u64> {
	Licence {
		offer: 1,
		asset: 2,
		holder: 3,
		since: 10,
		until: None,
		terms: Terms::UNRESTRICTED,
		share: Permill::zero(),
		quota: None,
		transferable: true,
		succession: None,
	}
}

fn blocks(in_force: impl Fn(u64) -> bool) -> Vec<u64> {
	(8..=22).filter(|block| in_force(*block)).collect()
}

#[test]
fn a_licence_is_in_force_from_its_first_block_to_before_its_end() {
	let range = |range: std::ops::RangeInclusive<u64>| range.collect::<Vec<_>>();
	assert_eq!(blocks(|block| licence().in_force(block)), range(10..=22));
	let until = Licence { until: Some(15), ..licence() };
	assert_eq!(blocks(|block| until.in_force(block)), range(10..=14));
	// In the block in which it was handed on it stood, before that.
	let handed_on = Licence { succession: Some(Succession { at: 15, by: 9 }), ..licence() };
	assert_eq!(blocks(|block| handed_on.in_force(block)), range(10..=15));
	let expires = Licence { terms: Terms { expires: Some(15), ..licence().terms }, ..licence() };
	assert_eq!(blocks(|block| expires.in_force(block)), range(10..=14));
	let both = Licence { until: Some(12), ..handed_on };
	assert_eq!(blocks(|block| both.in_force(block)), range(10..=11));
}

#[test]
fn a_reservation_is_in_force_in_the_blocks_that_declared_and_lifted_it_too() {
	let standing =
		Reservation { by: 1_u64, purposes: Purposes::ALL, declared_at: 10_u64, lifted_at: None };
	assert_eq!(blocks(|block| standing.in_force(block)), (10..=22).collect::<Vec<_>>());
	let lifted = Reservation { lifted_at: Some(12), ..standing };
	assert_eq!(blocks(|block| lifted.in_force(block)), vec![10, 11, 12]);
}

#[test]
fn only_the_whole_is_all_opted_in() {
	let label = |opt_in| OriginLabel {
		composition: Composition::default(),
		opt_in,
		floor: Permill::zero(),
	};
	assert!(label(Permill::one()).all_opt_in());
	assert!(!label(Permill::from_parts(999_999)).all_opt_in());
	assert!(!label(Permill::zero()).all_opt_in());
}

#[test]
fn items_add_up_unless_their_total_leaves_its_bits() {
	let many = |basis, count| Composition::of(basis, count);
	let (half, whole) = (1 << 40, u64::MAX);
	let sum = many(Basis::OptIn, half).checked_add(many(Basis::OptIn, half)).expect("fits");
	assert_eq!((sum.count(Basis::OptIn), sum.total()), (1 << 41, 1 << 41));
	// Neither count leaves its bits, but what they add up to does.
	assert_eq!(many(Basis::OptIn, whole).checked_add(many(Basis::Licensed, 1)), None);
	let sum = many(Basis::OptIn, whole - 1).checked_add(many(Basis::Licensed, 1)).expect("fits");
	assert_eq!(sum.total(), whole);
	for basis in Basis::ALL {
		let sum = many(Basis::OptIn, 3).checked_add(many(basis, 5)).expect("fits");
		assert_eq!(sum.count(basis), if basis == Basis::OptIn { 8 } else { 5 });
	}
}

#[test]
fn each_leaf_of_a_page_has_a_bit_of_its_own() {
	for leaf in [0, 1, 7, 8, 9, 4_095, 4_096, 4_097, 10_000] {
		let mut page = LeafPage::default();
		assert_eq!((page.count(), page.contains(leaf)), (0, false));
		page.insert(leaf);
		assert_eq!((page.count(), page.contains(leaf)), (1, true));
		page.insert(leaf);
		assert_eq!(page.count(), 1, "taking it out again changes nothing");
		let others = (0..4_096).filter(|other| *other != leaf % 4_096);
		assert!(others.clone().all(|other| !page.contains(other)));
	}
	assert_eq!([0, 4_095, 4_096, 8_191, 8_192].map(LeafPage::number), [0, 0, 1, 1, 2]);
	let mut full = LeafPage::default();
	(0..4_096).for_each(|leaf| full.insert(leaf));
	assert_eq!(full.count(), 4_096);
}

#[test]
fn what_takes_a_leaf_out_is_signed_for_one_chain_and_one_leaf() {
	let grounds = Grounds::default();
	let signed = exclusion_message(&[1_u8; 32], 2, 3, &grounds);
	assert_ne!(signed, exclusion_message(&[2_u8; 32], 2, 3, &grounds));
	assert_ne!(signed, exclusion_message(&[1_u8; 32], 3, 3, &grounds));
	assert_ne!(signed, exclusion_message(&[1_u8; 32], 2, 4, &grounds));
	let other = Grounds { reason: Reason::Privacy, ..grounds };
	assert_ne!(signed, exclusion_message(&[1_u8; 32], 2, 3, &other));
}
