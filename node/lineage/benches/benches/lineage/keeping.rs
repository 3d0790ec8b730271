//! P13: rebuilding, applying, snapshots and memory.

use std::time::Duration;

use animechain_lineage_benches::{median, shape::Shape, timed};
use animechain_lineage_index::{snapshot, BlockId, Builder, Changes, Graph, Row, View};

use crate::{
	rivals::Sqlite,
	table::{alone, line, ratio, show},
};

/// Assets in a block.
pub const BLOCK: u32 = 100;

/// P13: rebuilding, applying, snapshots and memory.
pub fn keeping(shape: &Shape, mut sqlite: Sqlite) -> Sqlite {
	let assets = shape.assets();
	let rows: Vec<Row> = (0..assets).map(|id| shape.row(id)).collect();
	let (graph, time) = timed(|| {
		let mut builder = Builder::new(BlockId::default());
		rows.iter().for_each(|row| builder.push(row).expect("a shape has right rows"));
		builder.finish()
	});
	alone(&format!("{}: rebuild from {assets} rows", shape.name), time, "<= 5 s, goal 2 s");
	memory(shape, &graph, "sealed");
	snapshots(shape, graph);

	let held = held(shape);
	let mut graph = shape.graph(held);
	let newer = &rows[held as usize..];
	let blocks: Vec<Changes> = newer
		.chunks(BLOCK as usize)
		.map(|rows| Changes {
			next_asset: rows.last().map_or(0, |row| row.id + 1),
			rows: rows.to_vec(),
		})
		.collect();
	let id = |number: u32| {
		let mut hash = [0; 32];
		hash[..4].copy_from_slice(&number.to_le_bytes());
		BlockId { number, hash }
	};
	let mut slowest = Duration::ZERO;
	let (_, ours) = timed(|| {
		for (number, changes) in (1..).zip(&blocks) {
			let (_, time) = timed(|| {
				let applied = graph.apply(id(number), id(number - 1).hash, changes);
				applied.expect("a shape has right rows");
				// Finality ten blocks behind.
				graph.finalise(id(number.saturating_sub(10)));
			});
			slowest = slowest.max(time);
		}
	});
	let (_, theirs) = timed(|| sqlite.insert_rows(newer, BLOCK).expect("SQLite works"));
	let per = |time: Duration| time / newer.len() as u32;
	let what = format!("{}: applying, per asset, SQLite insert", shape.name);
	line("P13", &what, show(per(ours)), show(per(theirs)), ratio(theirs, ours), ">= 50x");
	let what = format!("{}: the slowest block, with a seal", shape.name);
	alone(&what, slowest, "");
	memory(shape, &graph, "grown by a third");
	let pages = sqlite.bytes().expect("SQLite works") as f64 / f64::from(assets);
	line(
		"P13",
		&format!("{}: SQLite, bytes per asset", shape.name),
		String::new(),
		format!("{pages:.0} B"),
		None,
		"",
	);
	let (_, time) = timed(|| while graph.undo().is_some() {});
	alone(&format!("{}: undoing ten blocks", shape.name), time, "");
	sqlite.settle().expect("SQLite works");
	sqlite
}

/// Assets that are there before blocks are applied.
pub fn held(shape: &Shape) -> u32 {
	shape.assets() / 4 * 3
}

fn memory(shape: &Shape, graph: &Graph, when: &str) {
	let bytes = graph.bytes();
	let reader = graph.reader(View::Best);
	let assets = f64::from(reader.assets());
	let edges = f64::from(shape.offsets[reader.assets() as usize]);
	let what = format!("{}: bytes per asset, per edge, {when}", shape.name);
	let (per_asset, per_edge) = (bytes.assets as f64 / assets, bytes.edges as f64 / edges);
	line(
		"P13",
		&what,
		format!("{per_asset:.2} B"),
		format!("{per_edge:.2} B"),
		None,
		"<= 24 B, <= 8 B",
	);
	let per = |bytes: usize| format!("{:.1} B", bytes as f64 / assets);
	let what = format!("{}: per asset: labels, commitments", shape.name);
	line("P13", &what, per(bytes.labels), per(bytes.commitments), None, "labels <= 12..20 B");
	let what = format!("{}: per asset: accounts, sparse and undo", shape.name);
	line("P13", &what, per(bytes.accounts), per(bytes.sparse + bytes.undo), None, "");
}

fn snapshots(shape: &Shape, graph: Graph) {
	let folder = tempfile::tempdir().expect("a folder");
	let path = folder.path().join("lineage");
	let (image, time) = timed(|| snapshot::Image::of(&graph));
	alone(&format!("{}: snapshot, copy under the lock", shape.name), time, "");
	let (_, time) = timed(|| snapshot::write(image, [0; 32], &path).expect("the disk works"));
	let size = std::fs::metadata(&path).map_or(0, |meta| meta.len()) / 1_000_000;
	alone(&format!("{}: snapshot, write {size} MB", shape.name), time, "");
	let mut times: Vec<Duration> = (0..5)
		.map(|_| timed(|| drop(snapshot::read(&path, [0; 32]).expect("it was written"))).1)
		.collect();
	alone(&format!("{}: snapshot, read", shape.name), median(&mut times), "<= 1 s");
}
