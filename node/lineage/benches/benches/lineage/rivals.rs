//! What the index is measured against.

use petgraph::{
	csr::Csr,
	visit::{Bfs, VisitMap, Visitable},
	Directed,
};
use rusqlite::{params, Connection};

use animechain_lineage_benches::shape::Shape;

/// SQLite in memory, with the indexes that both directions need.
pub struct Sqlite {
	connection: Connection,
}

const SCHEMA: &str = "
	CREATE TABLE asset (
		id INTEGER PRIMARY KEY, kind INTEGER, marks INTEGER, controller BLOB, affected_by INTEGER,
		weight INTEGER, expires INTEGER, generation INTEGER, content BLOB);
	CREATE TABLE edge (
		child INTEGER, parent INTEGER, relation INTEGER, PRIMARY KEY (child, parent, relation)
	) WITHOUT ROWID;
	CREATE INDEX by_parent ON edge (parent, child);
	CREATE INDEX by_controller ON asset (controller);
	CREATE INDEX by_content ON asset (content);
";

const ANCESTORS: &str = "
	WITH RECURSIVE up (id) AS (
		SELECT parent FROM edge WHERE child = ?1
		UNION
		SELECT edge.parent FROM edge JOIN up ON edge.child = up.id
	) SELECT count(*) FROM up
";

impl Sqlite {
	/// The first `assets` of a shape.
	pub fn new(shape: &Shape, assets: u32) -> rusqlite::Result<Self> {
		let connection = Connection::open_in_memory()?;
		connection.execute_batch(SCHEMA)?;
		let mut this = Self { connection };
		this.insert(shape, 0..assets, u32::MAX)?;
		Ok(this)
	}

	/// Lets SQLite look at what it has, for its plans.
	pub fn settle(&self) -> rusqlite::Result<()> {
		self.connection.execute_batch("ANALYZE")
	}

	/// Inserts more rows, in transactions of `block` assets.
	pub fn insert(
		&mut self,
		shape: &Shape,
		ids: core::ops::Range<u32>,
		block: u32,
	) -> rusqlite::Result<()> {
		let rows: Vec<_> = ids.map(|id| shape.row(id)).collect();
		self.insert_rows(&rows, block)
	}

	/// The same with rows that are made already.
	pub fn insert_rows(
		&mut self,
		rows: &[animechain_lineage_index::Row],
		block: u32,
	) -> rusqlite::Result<()> {
		for rows in rows.chunks(block as usize) {
			let transaction = self.connection.transaction()?;
			{
				let mut asset = transaction.prepare_cached(
					"INSERT INTO asset VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
				)?;
				let mut edge =
					transaction.prepare_cached("INSERT INTO edge VALUES (?1, ?2, ?3)")?;
				for row in rows {
					let (head, birth) = (&row.head, row.birth.as_ref().expect("a new row"));
					asset.execute(params![
						row.id as i64,
						head.kind,
						head.marks,
						head.controller,
						head.affected_by.map(|cause| cause as i64),
						head.weight as i64,
						head.expires,
						head.generation,
						birth.commitment,
					])?;
					for one in &birth.edges {
						edge.execute(params![row.id as i64, one.parent as i64, one.relation])?;
					}
				}
			}
			transaction.commit()?;
		}
		Ok(())
	}

	/// Number of ancestors of an asset.
	pub fn ancestors(&self, of: u32) -> rusqlite::Result<u64> {
		let mut query = self.connection.prepare_cached(ANCESTORS)?;
		query.query_row([of], |row| row.get::<_, i64>(0)).map(|count| count as u64)
	}

	/// Bytes of all pages.
	pub fn bytes(&self) -> rusqlite::Result<u64> {
		let one = |name: &str| {
			self.connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0))
		};
		Ok((one("page_count")? * one("page_size")?) as u64)
	}
}

/// petgraph's compressed rows, from child to parent.
pub struct Petgraph {
	csr: Csr<(), (), Directed, u32>,
	bfs: Bfs<u32, <Csr<(), (), Directed, u32> as Visitable>::Map>,
}

impl Petgraph {
	/// A whole shape.
	pub fn new(shape: &Shape) -> Self {
		let mut edges = Vec::with_capacity(shape.edges.len());
		for child in 0..shape.assets() {
			edges.extend(shape.parents(child).iter().map(|(parent, _)| (child, *parent)));
		}
		let csr = Csr::from_sorted_edges(&edges).expect("rows ascend");
		let bfs = Bfs::new(&csr, 0);
		Self { csr, bfs }
	}

	/// Number of ancestors of an asset, with the memory of the walk before.
	pub fn ancestors(&mut self, of: u32) -> u64 {
		self.csr.reset_map(&mut self.bfs.discovered);
		self.bfs.stack.clear();
		self.bfs.discovered.visit(of);
		self.bfs.stack.push_back(of);
		let mut count = 0;
		while self.bfs.next(&self.csr).is_some() {
			count += 1;
		}
		count - 1
	}
}

/// Plain breadth-first search up from the younger asset, until it meets the older one.
pub struct Plain {
	seen: Vec<u64>,
	queue: Vec<u32>,
}

impl Plain {
	/// Memory for a shape.
	pub fn new(shape: &Shape) -> Self {
		Self { seen: vec![0; shape.assets() as usize / 64 + 1], queue: Vec::new() }
	}

	/// Whether `a` is an ancestor of `b`.
	pub fn is_ancestor(&mut self, shape: &Shape, a: u32, b: u32) -> bool {
		self.seen.fill(0);
		self.queue.clear();
		self.queue.push(b);
		let mut at = 0;
		while at < self.queue.len() {
			for (parent, _) in shape.parents(self.queue[at]) {
				if *parent == a {
					return true;
				}
				let (word, bit) = (*parent as usize / 64, 1 << (parent % 64));
				if self.seen[word] & bit == 0 {
					self.seen[word] |= bit;
					self.queue.push(*parent);
				}
			}
			at += 1;
		}
		false
	}
}
