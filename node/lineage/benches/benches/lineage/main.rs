//! One table: the index against its rivals, measured in the same run.
//!
//! `cargo bench … --bench lineage -- [assets] [shape ...]`: a million assets and every shape if not said otherwise.
//! `PARTS=p11` for the yes/no questions alone, `p10` for the rest without them, `following` for what readers
//! notice of a follower; `SEEDS=1,2,3` for graphs and pairs by other seeds; `PAIRS=100000` for fewer pairs than assets.
//!
//! | file | what is measured |
//! |---|---|
//! | `answers` | every ancestor: SQLite and petgraph; answers of about 1,000 assets |
//! | `ancestry` | yes or no: a breadth-first search of our own |
//! | `keeping` | rebuilding, applying blocks: SQLite; snapshots; memory |
//! | `following` | how long a reader waits while blocks come in |

mod ancestry;
mod answers;
mod following;
mod keeping;
mod rivals;
mod table;

use animechain_lineage_benches::shape::Shape;
use animechain_lineage_index::View;

fn main() {
	let words: Vec<String> =
		std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
	let assets = words.iter().find_map(|word| word.parse().ok()).unwrap_or(1_000_000);
	let names: Vec<&String> = words.iter().filter(|word| word.parse::<u32>().is_err()).collect();
	let wanted =
		|name: &str| names.is_empty() || names.iter().any(|word| name.contains(word.as_str()));
	let part = |name| std::env::var("PARTS").map_or(true, |parts| parts.contains(name));
	let seeds = std::env::var("SEEDS").unwrap_or("2026".into());
	let seeds = seeds.split(',').map(|seed| seed.parse().expect("seeds are numbers"));
	let pairs = std::env::var("PAIRS").map(|pairs| pairs.parse().expect("a number of pairs"));
	let pairs = pairs.unwrap_or(assets as usize);
	println!("| goal | what | ours | rival | ratio | bar |\n|---|---|---|---|---|---|");
	for seed in seeds {
		let shapes: [(&str, &dyn Fn() -> Shape); 4] = [
			("10 layers", &|| Shape::layered("10 layers", assets, 10, seed)),
			("100 layers", &|| Shape::layered("100 layers", assets, 100, seed)),
			("preferential", &|| Shape::preferential(assets, seed)),
			("chain", &|| Shape::chain(assets, seed)),
		];
		for (name, make) in shapes {
			if !wanted(name) {
				continue;
			}
			let shape = make();
			println!(
				"| | **{name}**: {} assets, {} edges, depth {}, seed {seed} | | | | |",
				shape.assets(),
				shape.edges.len(),
				shape.depth()
			);
			let graph = shape.graph(assets);
			let reader = graph.reader(View::Best);
			if part("p11") {
				ancestry::yes_or_no(&shape, reader, pairs);
			}
			if part("p10") {
				answers::small_answers(&shape, reader);
				let sqlite = rivals::Sqlite::new(&shape, keeping::held(&shape));
				let sqlite = keeping::keeping(&shape, sqlite.expect("SQLite works"));
				answers::full_ancestry(&shape, reader, &sqlite);
			}
			if part("following") {
				following::waits(&shape);
			}
		}
	}
}
