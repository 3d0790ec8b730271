//! Sets in bits: marks and purposes, every one of the few there are.

use codec::{Decode, Encode};

use crate::{
	standing::{Mark, Marks, Standing},
	terms::{Intent, Purpose, Purposes, Terms},
};

fn all_marks() -> impl Iterator<Item = Marks> {
	(0..16).map(|bits| Marks::from_bits(bits).expect("four marks"))
}

fn all_purposes() -> impl Iterator<Item = Purposes> {
	(0..64).map(|bits| Purposes::from_bits(bits).expect("six purposes"))
}

#[test]
fn marks_are_bits() {
	for marks in all_marks() {
		let bits = marks.bits();
		assert_eq!(marks.is_empty(), bits == 0);
		for mark in Mark::ALL {
			let bit = 1 << mark as u8;
			assert_eq!(marks.contains(mark), bits & bit != 0);
			assert_eq!(marks.with(mark).bits(), bits | bit);
			assert_eq!(marks.without(mark).bits(), bits & !bit);
		}
		let listed: Vec<_> = Mark::ALL.into_iter().filter(|mark| marks.contains(*mark)).collect();
		assert!(marks.iter().eq(listed));
		assert_eq!(Marks::decode(&mut &marks.encode()[..]).ok(), Some(marks));
	}
	assert!((16..=u8::MAX).all(|bits| Marks::from_bits(bits).is_none()));
	assert!((16..=u8::MAX).all(|bits| Marks::decode(&mut &[bits][..]).is_err()));
}

#[test]
fn the_gravest_mark_is_the_standing() {
	let order = [
		(Mark::Invalidated, Standing::Invalidated),
		(Mark::Quarantined, Standing::Quarantined),
		(Mark::Withdrawn, Standing::Withdrawn),
		(Mark::Retired, Standing::Retired),
	];
	for marks in all_marks() {
		let gravest = order.iter().find(|(mark, _)| marks.contains(*mark));
		let gravest = gravest.map(|(_, standing)| *standing);
		assert_eq!(marks.standing(true), gravest.unwrap_or(Standing::Expired));
		assert_eq!(marks.standing(false), gravest.unwrap_or(Standing::Clear));
		let is_clear = marks.standing(false).is_clear();
		assert_eq!(is_clear, marks.is_empty());
		let others = [Mark::Withdrawn, Mark::Quarantined, Mark::Invalidated];
		let grave = others.into_iter().any(|mark| marks.contains(mark));
		assert_eq!(marks.affect_descendants(), grave);
	}
}

#[test]
fn purposes_are_bits() {
	for one in all_purposes() {
		assert_eq!(one.is_empty(), one.bits() == 0);
		for (bit, purpose) in Purpose::ALL.into_iter().enumerate() {
			assert_eq!(one.contains(purpose), one.bits() & 1 << bit != 0);
			assert_eq!(one.with(purpose).bits(), one.bits() | 1 << bit);
		}
		for other in all_purposes() {
			assert_eq!(one.intersection(other).bits(), one.bits() & other.bits());
			let each = other.iter().all(|purpose| one.contains(purpose));
			assert_eq!(one.is_superset(other), each);
		}
		let text = serde_json::to_string(&one).expect("can be written");
		assert_eq!(serde_json::from_str::<Purposes>(&text).ok(), Some(one));
	}
	assert!((64..=u8::MAX).all(|bits| Purposes::from_bits(bits).is_none()));
}

#[test]
fn commercial_intent_needs_commercial_terms() {
	for commercial in [false, true] {
		for meant in [false, true] {
			for bits in [0, 1, 63] {
				let purposes = Purposes::from_bits(bits).expect("six purposes");
				let terms = Terms::<u64> {
					purposes: Purposes::from_bits(1).expect("six purposes"),
					commercial,
					expires: None,
				};
				let allowed = terms.allow(Intent { purposes, commercial: meant });
				assert_eq!(allowed, bits != 63 && (commercial || !meant));
			}
		}
	}
}
