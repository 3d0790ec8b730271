//! What never goes on chain: names, salts and leaves, one file per asset.
//!
//! ```text
//! <store>/pending/<commitment>.jsonl            written before a registration is sent
//! <store>/chains/<genesis hash>/<asset>.jsonl   once it is in a block
//! ```
//!
//! Every file is written beside its place, flushed to the disk and then renamed, so that a power cut leaves
//! the old file or the new one. Nothing is ever overwritten or deleted: when a development chain starts
//! again from nothing and gives an id a second time, the older file is kept under another name.

mod lookup;
mod manifest;
mod rows;

use std::{
	fs, io,
	path::{Path, PathBuf},
};

use animechain_primitives::AssetId;
use polkadot_sdk::sp_core::H256;

pub use lookup::{Found, Lookup};
pub use manifest::{Attempt, Document, Header, Manifest, Registration};
pub use rows::EdgeRow;

/// Why the store cannot answer.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
	/// The disk said no.
	#[error("cannot {verb} {}", path.display())]
	Io {
		/// What was tried.
		verb: &'static str,
		/// With which file.
		path: PathBuf,
		/// Why.
		source: io::Error,
	},
	/// A file of the store is not what this tool wrote.
	#[error("{} is damaged: {reason}", path.display())]
	Damaged {
		/// The file.
		path: PathBuf,
		/// What is wrong with it.
		reason: String,
	},
	/// The node is on another chain than the store.
	#[error(
		"the node is on another chain: its genesis is {connected:?}, the store {} knows {known:?}; \
		name another node with --url, another store with --store, or add --new-chain to keep this \
		chain in the same store", store.display()
	)]
	WrongChain {
		/// The genesis hash of the node.
		connected: H256,
		/// The genesis hash in the store.
		known: H256,
		/// The store.
		store: PathBuf,
	},
}

impl StoreError {
	fn io(verb: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
		let path = path.to_owned();
		move |source| Self::Io { verb, path, source }
	}
}

/// The folder with everything.
#[derive(Clone, Debug)]
pub struct Store {
	folder: PathBuf,
}

impl Store {
	/// The store in `folder`, which is made when something is first written.
	pub fn new(folder: PathBuf) -> Self {
		Self { folder }
	}

	/// Where the store is when nobody says so.
	pub fn default_folder(data_home: Option<PathBuf>, home: Option<PathBuf>) -> Option<PathBuf> {
		let set = |path: &PathBuf| path.is_absolute();
		let data =
			data_home.filter(set).or_else(|| Some(home.filter(set)?.join(".local/share")))?;
		Some(data.join("animechain"))
	}

	/// Its folder.
	pub fn folder(&self) -> &Path {
		&self.folder
	}

	/// Keeps a manifest of something not yet on chain, durably, and says where.
	pub fn write_pending(&self, manifest: &Manifest) -> Result<PathBuf, StoreError> {
		let name = format!("{}.jsonl", crate::encoding::hex(manifest.header.commitment));
		let path = self.folder.join("pending").join(name);
		manifest.write(&path)?;
		Ok(path)
	}

	/// Marks a pending manifest as registered, durably, and says where it is now.
	pub fn register(
		&self,
		pending: &Path,
		registration: Registration,
	) -> Result<PathBuf, StoreError> {
		let mut manifest = Manifest::load(pending)?;
		let path = self.path(manifest.header.genesis, registration.asset);
		if let Ok(older) = Manifest::header(&path) {
			if older.commitment != manifest.header.commitment {
				let aside = format!("{}.{:?}.jsonl", registration.asset, older.commitment);
				let aside = path.with_file_name(aside);
				fs::rename(&path, &aside).map_err(StoreError::io("rename", &path))?;
			}
		}
		manifest.header.registration = Some(registration);
		manifest.write(&path)?;
		// A manifest that was brought from elsewhere stays where it is. One of this chain moves: its first
		// block was taken back, and it has another id now.
		let here = |folder: &Path| fs::canonicalize(folder).ok();
		let before = here(pending);
		let parent = before.as_ref().and_then(|it| it.parent().map(Path::to_owned));
		let ours = [here(&self.folder.join("pending")), path.parent().and_then(here)];
		if before != here(&path) && parent.is_some() && ours.contains(&parent) {
			fs::remove_file(pending).map_err(StoreError::io("remove", pending))?;
		}
		Ok(path)
	}

	/// Where the manifest of an asset is, if it is known here.
	pub fn path(&self, genesis: H256, asset: AssetId) -> PathBuf {
		self.folder.join("chains").join(format!("{genesis:?}")).join(format!("{asset}.jsonl"))
	}

	/// The manifest of an asset, if it is known here and for the asset with this commitment.
	pub fn asset(
		&self,
		genesis: H256,
		asset: AssetId,
		commitment: H256,
	) -> Result<Option<Manifest>, StoreError> {
		let path = self.path(genesis, asset);
		if !path.exists() {
			return Ok(None);
		}
		let manifest = Manifest::load(&path)?;
		Ok((manifest.header.commitment == commitment).then_some(manifest))
	}

	/// Refuses a chain that this store has not seen, unless it has seen none.
	pub fn check_chain(&self, connected: H256) -> Result<(), StoreError> {
		let known = self.chains()?;
		match known.first() {
			Some(first) if !known.contains(&connected) => {
				Err(StoreError::WrongChain { connected, known: *first, store: self.folder.clone() })
			},
			_ => Ok(()),
		}
	}

	/// The chains on which something of this store is registered.
	fn chains(&self) -> Result<Vec<H256>, StoreError> {
		let folder = self.folder.join("chains");
		let entries = match fs::read_dir(&folder) {
			Ok(entries) => entries,
			Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(vec![]),
			Err(error) => return Err(StoreError::io("read", &folder)(error)),
		};
		let mut chains: Vec<H256> = entries
			.filter_map(Result::ok)
			.filter_map(|entry| crate::encoding::parse_hex32(entry.file_name().to_str()?).ok())
			.map(H256::from)
			.collect();
		chains.sort();
		Ok(chains)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::testing::files;
	use manifest::tests::manifest;

	fn store() -> (tempfile::TempDir, Store) {
		let folder = tempfile::tempdir().unwrap();
		let store = Store::new(folder.path().join("store"));
		(folder, store)
	}

	fn registration(asset: AssetId) -> Registration {
		Registration {
			asset,
			block: 12,
			block_hash: H256::repeat_byte(2),
			extrinsic: H256::repeat_byte(3),
			digest: H256::repeat_byte(4),
		}
	}

	#[test]
	fn the_default_folder_follows_the_desktop_rules() {
		let default = |data: Option<&str>, home: Option<&str>| {
			Store::default_folder(data.map(PathBuf::from), home.map(PathBuf::from))
		};
		assert_eq!(default(Some("/data"), Some("/home/a")), Some("/data/animechain".into()));
		let home = Some(PathBuf::from("/home/a/.local/share/animechain"));
		assert_eq!(default(None, Some("/home/a")), home);
		assert_eq!(default(Some(""), Some("/home/a")), home);
		assert_eq!(default(None, None), None);
	}

	#[test]
	fn a_manifest_is_pending_and_then_registered() {
		let (_folder, store) = store();
		let manifest = manifest(files(3));
		let pending = store.write_pending(&manifest).unwrap();
		assert_eq!(Manifest::load(&pending).unwrap(), manifest);

		let path = store.register(&pending, registration(5)).unwrap();
		assert!(!pending.exists());
		let header = &manifest.header;
		let known = store.asset(header.genesis, 5, header.commitment).unwrap().unwrap();
		assert_eq!(known.header.registration, Some(registration(5)));
		assert_eq!(known.files, manifest.files);
		assert_eq!(path, store.path(header.genesis, 5));
		assert_eq!(store.asset(header.genesis, 6, header.commitment).unwrap(), None);
		assert_eq!(store.asset(header.genesis, 5, H256::zero()).unwrap(), None);
	}

	#[test]
	fn an_id_that_is_given_twice_overwrites_nothing() {
		let (_folder, store) = store();
		let (first, mut second) = (manifest(files(3)), manifest(files(2)));
		second.header.commitment = H256::repeat_byte(0xee);
		for manifest in [&first, &second] {
			let pending = store.write_pending(manifest).unwrap();
			store.register(&pending, registration(0)).unwrap();
		}
		let folder = store.path(first.header.genesis, 0).parent().unwrap().to_owned();
		let mut kept: Vec<_> = fs::read_dir(folder)
			.unwrap()
			.map(|entry| Manifest::load(&entry.unwrap().path()).unwrap().files.len())
			.collect();
		kept.sort();
		assert_eq!(kept, [2, 3]);
	}

	#[test]
	fn another_chain_than_the_known_one_is_refused_with_both_hashes() {
		let (_folder, store) = store();
		let (known, other) = (manifest(files(1)).header.genesis, H256::repeat_byte(0xbb));
		store.check_chain(other).expect("an empty store takes any chain");
		let pending = store.write_pending(&manifest(files(1))).unwrap();
		store.check_chain(other).expect("what is pending is on no chain yet");
		store.register(&pending, registration(0)).unwrap();
		store.check_chain(known).expect("this is the chain");
		let error = store.check_chain(other).unwrap_err().to_string();
		assert!(error.contains(&format!("{known:?}")) && error.contains(&format!("{other:?}")));
	}

	#[cfg(unix)]
	#[test]
	fn nobody_else_can_read_the_salts() {
		use std::os::unix::fs::PermissionsExt;
		let (_folder, store) = store();
		let path = store.write_pending(&manifest(files(1))).unwrap();
		for private in [path.as_path(), path.parent().unwrap(), store.folder()] {
			let mode = fs::metadata(private).unwrap().permissions().mode();
			assert_eq!(mode & 0o077, 0, "{}", private.display());
		}
	}
}
