//! P11: is one asset an ancestor of another.

use std::{hint::black_box, time::Duration};

use animechain_lineage_benches::{pairs, percentile, shape::Shape, timed};
use animechain_lineage_index::{Budget, Reader, Scratch};

use crate::{
	rivals::Plain,
	table::{line, ratio, show},
};

/// Is one asset an ancestor of another.
pub fn yes_or_no(shape: &Shape, reader: Reader<'_>, wanted: usize) {
	let mut scratch = Scratch::new();
	let (pairs, negative) = pairs::draw(reader, wanted, shape.seed);
	let sample = &pairs[..pairs.len().min(10_000)];
	let mut ask =
		|(a, b): (u32, u32)| reader.is_ancestor(a, b, &mut scratch, Budget::UNLIMITED) == Ok(true);
	let said: Vec<bool> = sample.iter().map(|pair| ask(*pair)).collect();
	assert_eq!(said, pairs::truth(shape, sample), "every answer of the sample is right");

	let mut times = Vec::with_capacity(pairs.len());
	let (mut searched, mut total) = (Vec::new(), Duration::ZERO);
	for (a, b) in &pairs {
		let (_, time) = timed(|| black_box(ask((*a, *b))));
		total += time;
		times.push(time.as_nanos() as u32);
		if reader.is_ancestor_at_once(*a, *b) == Ok(None) {
			searched.push(time.as_nanos() as u32);
		}
	}
	let mut plain = Plain::new(shape);
	let few = &pairs[..pairs.len().min(300)];
	let mut plain_total = Duration::ZERO;
	for (place, (a, b)) in few.iter().enumerate() {
		let (yes, time) = timed(|| plain.is_ancestor(shape, *a, *b));
		assert_eq!(yes, said[place], "breadth-first search agrees");
		plain_total += time;
	}
	let mean = total / pairs.len() as u32;
	let plain_mean = plain_total / few.len() as u32;
	let what = format!("{}: yes/no, mean of {} pairs, BFS", shape.name, pairs.len());
	line("P11", &what, show(mean), show(plain_mean), ratio(plain_mean, mean), ">= 1000x");
	let at = |times: &mut Vec<u32>, part| Duration::from_nanos(percentile(times, part).into());
	let what = format!("{}: yes/no p50, p99 ({} no)", shape.name, negative);
	let (mid, far) = (at(&mut times, 0.5), at(&mut times, 0.99));
	line("P11", &what, show(mid), show(far), None, "p50 0.5 us, p99 <= 5 us");
	let what = format!("{}: yes/no p99.9, max", shape.name);
	line("P11", &what, show(at(&mut times, 0.999)), show(at(&mut times, 1.0)), None, "");
	let what = format!("{}: {} pairs searched, p50, p99", shape.name, searched.len());
	line("P11", &what, show(at(&mut searched, 0.5)), show(at(&mut searched, 0.99)), None, "");
}
