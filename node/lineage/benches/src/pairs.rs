//! Random pairs of an older and a younger asset, half of them without a way between them.

use animechain_lineage_index::{Budget, Reader, Scratch};
use fastrand::Rng;

use crate::shape::Shape;

/// Draws at most this many times as many pairs as are wanted: some shapes have few that do not lead up.
const PATIENCE: usize = 40;

/// Pairs in random order, and the number of them that are "no".
pub fn draw(reader: Reader<'_>, count: usize, seed: u64) -> (Vec<(u32, u32)>, usize) {
	let mut random = Rng::with_seed(seed);
	let mut scratch = Scratch::new();
	let (mut yes, mut no) = (Vec::new(), Vec::new());
	for _ in 0..count * PATIENCE {
		let (one, other) = (random.u32(0..reader.assets()), random.u32(0..reader.assets()));
		let (a, b) = (one.min(other), one.max(other));
		if a == b {
			continue;
		}
		let said = reader.is_ancestor(a, b, &mut scratch, Budget::UNLIMITED);
		let of_its_kind = if said == Ok(true) { &mut yes } else { &mut no };
		if of_its_kind.len() < count / 2 {
			of_its_kind.push((a, b));
		}
		if yes.len() + no.len() == count / 2 * 2 {
			break;
		}
	}
	let negative = no.len();
	yes.append(&mut no);
	random.shuffle(&mut yes);
	(yes, negative)
}

/// The truth about some pairs: 64 younger assets at a time are followed up through every edge.
pub fn truth(shape: &Shape, pairs: &[(u32, u32)]) -> Vec<bool> {
	let mut truth = Vec::with_capacity(pairs.len());
	let mut masks = vec![0_u64; shape.assets() as usize];
	for pairs in pairs.chunks(64) {
		masks.fill(0);
		let top = pairs.iter().map(|(_, b)| *b).max().unwrap_or(0);
		for (bit, (_, b)) in pairs.iter().enumerate() {
			masks[*b as usize] |= 1 << bit;
		}
		for child in (0..=top).rev() {
			let mask = masks[child as usize];
			if mask != 0 {
				for (parent, _) in shape.parents(child) {
					masks[*parent as usize] |= mask;
				}
			}
		}
		truth.extend(
			pairs.iter().enumerate().map(|(bit, (a, _))| masks[*a as usize] >> bit & 1 != 0),
		);
	}
	truth
}
