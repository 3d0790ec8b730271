//! Stand-in for `kvdb-rocksdb` with the public items that the SDK names and no RocksDB behind them.
//!
//! A [`Database`] cannot exist: it holds an [`Infallible`], so every method is proven unreachable by
//! the compiler and the only code that runs is [`Database::open`], which refuses.

use std::{collections::HashMap, convert::Infallible, io, path::Path};

use kvdb::{DBKeyValue, DBTransaction, DBValue, KeyValueDB};

/// Mebibytes.
pub type MiB = usize;

/// The fields of the real configuration that the SDK sets.
#[derive(Clone, Debug, Default)]
pub struct DatabaseConfig {
	/// Cache per column.
	pub memory_budget: HashMap<u32, MiB>,
	/// Number of columns.
	pub columns: u32,
	/// Whether a missing database is created.
	pub create_if_missing: bool,
}

impl DatabaseConfig {
	/// A configuration for `columns` columns.
	pub fn with_columns(columns: u32) -> Self {
		Self { columns, create_if_missing: true, ..Self::default() }
	}
}

/// A database that cannot be opened.
#[derive(Debug)]
pub struct Database(Infallible);

impl Database {
	/// Always refuses.
	///
	/// With `create_if_missing = false` the text says so in the words that `sc-client-db` looks for
	/// when `--database auto` decides to go on to ParityDB.
	pub fn open<P: AsRef<Path>>(config: &DatabaseConfig, path: P) -> io::Result<Self> {
		let message = if config.create_if_missing {
			format!(
				"RocksDB is not part of this build, cannot open {}: use `--database paritydb`",
				path.as_ref().display()
			)
		} else {
			"no RocksDB database in a build without RocksDB (create_if_missing is false)".into()
		};
		Err(io::Error::new(io::ErrorKind::Unsupported, message))
	}

	/// Unreachable: there is no instance.
	pub fn transaction(&self) -> DBTransaction {
		match self.0 {}
	}

	/// Unreachable: there is no instance.
	pub fn write(&self, _: DBTransaction) -> io::Result<()> {
		match self.0 {}
	}

	/// Unreachable: there is no instance.
	pub fn get(&self, _: u32, _: &[u8]) -> io::Result<Option<DBValue>> {
		match self.0 {}
	}

	/// Unreachable: there is no instance.
	pub fn get_by_prefix(&self, _: u32, _: &[u8]) -> io::Result<Option<DBValue>> {
		match self.0 {}
	}

	/// Unreachable: there is no instance.
	pub fn iter<'a>(&'a self, _: u32) -> Box<dyn Iterator<Item = io::Result<DBKeyValue>> + 'a> {
		match self.0 {}
	}

	/// Unreachable: there is no instance.
	pub fn num_columns(&self) -> u32 {
		match self.0 {}
	}

	/// Unreachable: there is no instance.
	pub fn add_column(&mut self) -> io::Result<()> {
		match self.0 {}
	}

	/// Unreachable: there is no instance.
	pub fn remove_last_column(&mut self) -> io::Result<()> {
		match self.0 {}
	}

	/// Unreachable: there is no instance.
	pub fn force_compact(&self, _: u32) -> io::Result<()> {
		match self.0 {}
	}
}

impl KeyValueDB for Database {
	fn get(&self, _: u32, _: &[u8]) -> io::Result<Option<DBValue>> {
		match self.0 {}
	}

	fn get_by_prefix(&self, _: u32, _: &[u8]) -> io::Result<Option<DBValue>> {
		match self.0 {}
	}

	fn write(&self, _: DBTransaction) -> io::Result<()> {
		match self.0 {}
	}

	fn iter<'a>(&'a self, _: u32) -> Box<dyn Iterator<Item = io::Result<DBKeyValue>> + 'a> {
		match self.0 {}
	}

	fn iter_with_prefix<'a>(
		&'a self,
		_: u32,
		_: &'a [u8],
	) -> Box<dyn Iterator<Item = io::Result<DBKeyValue>> + 'a> {
		match self.0 {}
	}
}
