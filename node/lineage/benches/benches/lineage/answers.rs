//! P10: every ancestor or descendant of an asset.

use std::time::Duration;

use animechain_lineage_benches::{median, percentile, shape::Shape, timed};
use animechain_lineage_index::{Budget, Query, Reader, Scratch};

use crate::{
	rivals::{Petgraph, Sqlite},
	table::{line, ratio, show},
};

/// Every ancestor of some of the youngest assets.
pub fn full_ancestry(shape: &Shape, reader: Reader<'_>, sqlite: &Sqlite) {
	let mut scratch = Scratch::new();
	let mut petgraph = Petgraph::new(shape);
	let query = Query::default();
	let of: Vec<u32> = (1..=5).map(|back| shape.assets() - back * 7).collect();
	let mut times = [Vec::new(), Vec::new(), Vec::new()];
	let mut count = 0;
	for round in 0..6 {
		for (place, of) in of.iter().enumerate() {
			let (ours, our_time) =
				timed(|| reader.ancestors(*of, &query, &mut scratch, Budget::UNLIMITED));
			let ours = ours.expect("it is known").assets.len();
			let (theirs, their_time) = timed(|| petgraph.ancestors(*of));
			assert_eq!(ours, theirs, "petgraph agrees");
			count = ours;
			// The first round warms up.
			if round > 0 {
				times[0].push(our_time);
				times[1].push(their_time);
			}
			if round < 2 && place < 2 {
				let (theirs, their_time) = timed(|| sqlite.ancestors(*of).expect("SQLite works"));
				assert_eq!(ours, theirs, "SQLite agrees");
				if round > 0 {
					times[2].push(their_time);
				}
			}
		}
	}
	let [ours, petgraph, sqlite] = times.map(|mut times| median(&mut times));
	let what = format!("{}: all {count} ancestors, SQLite", shape.name);
	line("P10", &what, show(ours), show(sqlite), ratio(sqlite, ours), ">= 20x, goal 50x");
	let what = format!("{}: the same, petgraph", shape.name);
	line("P10", &what, show(ours), show(petgraph), ratio(petgraph, ours), ">= 1x, goal 2x");
}

/// Answers of about 1,000 assets.
pub fn small_answers(shape: &Shape, reader: Reader<'_>) {
	let mut scratch = Scratch::new();
	let mut random = fastrand::Rng::with_seed(shape.seed);
	for (way, depth) in [
		("ancestors", None),
		("descendants", None),
		("ancestors", Some(3)),
		("descendants", Some(3)),
	] {
		let query = Query { depth, ..Query::default() };
		let (mut times, mut sizes) = (Vec::new(), 0);
		for _ in 0..20_000 {
			let of = random.u32(0..reader.assets());
			let (found, time) = timed(|| match way {
				"ancestors" => reader.ancestors(of, &query, &mut scratch, Budget::assets(2_000)),
				_ => reader.descendants(&[of], &query, &mut scratch, Budget::assets(2_000)),
			});
			let found = found.expect("it is known");
			if found.cut.is_none() && (500..1_500).contains(&found.assets.len()) {
				times.push(time.as_nanos() as u32);
				sizes += found.assets.len();
			}
			if times.len() == 500 {
				break;
			}
		}
		if times.len() < 20 {
			continue;
		}
		let mean = sizes / times.len() as u64;
		let mid = Duration::from_nanos(percentile(&mut times, 0.5).into());
		let far = Duration::from_nanos(percentile(&mut times, 0.99).into());
		let bound = depth.map_or(String::new(), |depth| format!(", depth {depth}"));
		let what = format!("{}: {mean} {way}{bound}, p50 (p99)", shape.name);
		line("P10", &what, show(mid), show(far), None, "<= 100 us");
	}
}
