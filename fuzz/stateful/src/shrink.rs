//! Makes a failure smaller: leaves operations out as long as the same check breaks.

use std::time::{Duration, Instant};

use crate::{
	fault::Fault,
	op::Op,
	report::Report,
	world::{Look, World},
};

/// After which of these operations a check breaks, if it is this one. Everything is checked after each operation, or
/// only after the last.
fn breaks(ops: &[Op], fault: Option<Fault>, check: &str, each: bool) -> Option<usize> {
	let mut world = World::new(fault).ok()?;
	let mut report = Report::default();
	for (number, op) in ops.iter().enumerate() {
		let last = number + 1 == ops.len();
		let look = Look { unchanged: last || each, all: last || each, index: last || each };
		if let Err((broken, _)) = world.step(op, look, &mut report) {
			return (broken == check).then_some(number);
		}
	}
	let broken = world.finish(&mut report).err()?;
	(broken.0 == check).then(|| ops.len().saturating_sub(1))
}

/// The operation after which it is broken first: checks that look at everything come only now and then.
fn first(ops: &[Op], fault: Option<Fault>, check: &str) -> usize {
	let mut world = match World::new(fault) {
		Ok(world) => world,
		Err(_) => return 0,
	};
	let mut report = Report::default();
	let near = ops.len().saturating_sub(crate::run::CHECK_EVERY as usize + 1);
	for (number, op) in ops.iter().enumerate() {
		let deep = number >= near;
		let look = Look { unchanged: deep, all: deep, index: deep };
		match world.step(op, look, &mut report) {
			Err((broken, _)) if broken == check => return number + 1,
			Err(_) => break,
			Ok(_) => (),
		}
	}
	ops.len()
}

/// As few operations as are found in this time that break the same check.
pub fn shrink(ops: &[Op], fault: Option<Fault>, check: &str, time: Duration) -> Vec<Op> {
	let begun = Instant::now();
	if time.is_zero() || ops.is_empty() {
		return ops.last().cloned().into_iter().collect();
	}
	let mut kept = ops[..first(ops, fault, check).min(ops.len())].to_vec();
	if breaks(&kept, fault, check, false).is_none() {
		// It needs what was drawn between the operations: the replay is the way.
		return kept.last().cloned().into_iter().collect();
	}
	let mut size = kept.len().div_ceil(2);
	while size > 0 && begun.elapsed() < time {
		let mut from = 0;
		let mut smaller = false;
		while from < kept.len() && begun.elapsed() < time {
			let to = (from + size).min(kept.len());
			let fewer = [&kept[..from], &kept[to..]].concat();
			match breaks(&fewer, fault, check, false) {
				Some(last) => {
					kept = fewer[..(last + 1).min(fewer.len())].to_vec();
					smaller = true;
				},
				None => from = to,
			}
		}
		if !smaller || size > 1 {
			size /= 2;
		}
	}
	kept
}
