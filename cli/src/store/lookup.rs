//! From a file to the assets that it is in.
//!
//! There is no index: all manifests are read from beginning to end, and only the lines that contain the
//! digest are parsed. A million leaves are some 300 MB, a second of a warm disk; who has many more keeps them
//! in several stores.

use std::{
	fs,
	io::{BufRead, BufReader},
	path::{Path, PathBuf},
};

use animechain_primitives::{commitment::ContentDigest, AssetId, AssetKind};
use polkadot_sdk::sp_core::H256;

use super::{Header, Manifest, Store, StoreError};
use crate::{encoding::hex, leaves::File};

/// A file of a manifest.
#[derive(Clone, PartialEq, Debug)]
pub struct Found {
	/// Where the manifest is.
	pub manifest: PathBuf,
	/// The asset.
	pub header: Header,
	/// The file in it.
	pub file: File,
}

impl Found {
	/// The asset's id, if it is registered.
	pub fn asset(&self) -> Option<AssetId> {
		self.header.registration.as_ref().map(|registration| registration.asset)
	}
}

/// What the store knows about a file.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Lookup {
	/// Files with exactly this content, the newest asset first.
	pub same_content: Vec<Found>,
	/// Files that were at this place with another content, the newest asset first.
	pub same_path: Vec<Found>,
}

impl Store {
	/// Looks for a content, and for what else was registered from `path`.
	///
	/// A manifest that cannot be read is named on stderr and left out.
	pub fn find(&self, digest: &ContentDigest, path: &Path) -> Result<Lookup, StoreError> {
		let mut lookup = Lookup::default();
		for manifest in self.manifests()? {
			if let Err(error) = search(&manifest, digest, path, &mut lookup) {
				eprintln!("warning: {:#}", anyhow::Error::from(error));
			}
		}
		let newest_first = |found: &Found| std::cmp::Reverse(found.asset());
		lookup.same_content.sort_by_key(newest_first);
		lookup.same_path.sort_by_key(newest_first);
		Ok(lookup)
	}

	/// The assets of a kind that were made of exactly these files, wherever the files are now.
	///
	/// A manifest that cannot be read is named on stderr and left out.
	pub fn same_files(
		&self,
		genesis: H256,
		kind: AssetKind,
		digests: &[ContentDigest],
	) -> Result<Vec<Header>, StoreError> {
		let sorted = |mut digests: Vec<ContentDigest>| {
			digests.sort_unstable();
			digests
		};
		let wanted = sorted(digests.to_vec());
		let candidate = |path: &Path| {
			let header = Manifest::header(path)?;
			let fits = header.genesis == genesis
				&& header.kind == kind
				&& header.registration.is_some()
				&& header.files as usize == wanted.len();
			if !fits {
				return Ok(None);
			}
			let manifest = Manifest::load(path)?;
			let known = sorted(manifest.files.iter().map(|file| file.digest).collect());
			Ok((known == wanted).then_some(manifest.header))
		};
		let mut found = Vec::new();
		for path in self.manifests()? {
			match candidate(&path) {
				Ok(header) => found.extend(header),
				Err(error) => {
					let error: StoreError = error;
					eprintln!("warning: {:#}", anyhow::Error::from(error));
				},
			}
		}
		Ok(found)
	}

	/// The manifests of what is registered on a chain.
	pub fn collections(&self, genesis: H256) -> Result<Vec<PathBuf>, StoreError> {
		let folder = self.path(genesis, 0);
		let parent = folder.parent();
		let mut manifests = self.manifests()?;
		manifests.retain(|path| path.parent() == parent);
		Ok(manifests)
	}

	/// Every manifest of the store.
	fn manifests(&self) -> Result<Vec<PathBuf>, StoreError> {
		let mut manifests = Vec::new();
		if !self.folder().exists() {
			return Ok(manifests);
		}
		for entry in walkdir::WalkDir::new(self.folder()).sort_by_file_name() {
			let entry = entry.map_err(|error| {
				let path = error.path().unwrap_or(self.folder()).to_owned();
				StoreError::io("read", &path)(error.into())
			})?;
			if entry.path().extension().is_some_and(|extension| extension == "jsonl") {
				manifests.push(entry.into_path());
			}
		}
		Ok(manifests)
	}
}

fn search(
	manifest: &Path,
	digest: &ContentDigest,
	path: &Path,
	lookup: &mut Lookup,
) -> Result<(), StoreError> {
	let header = Manifest::header(manifest)?;
	let digest_text = hex(digest);
	// As it stands in JSON, quotes and escapes included; the base ends where the name of the file begins.
	let name = path.strip_prefix(&header.base).ok().map(|name| {
		let parts: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
		parts.join("/")
	});
	let name_text = name.as_ref().and_then(|name| serde_json::to_string(name).ok());
	let file = fs::File::open(manifest).map_err(StoreError::io("open", manifest))?;
	let mut reader = BufReader::with_capacity(1 << 18, file);
	let mut line = String::new();
	reader.read_line(&mut line).map_err(StoreError::io("read", manifest))?;
	loop {
		line.clear();
		if reader.read_line(&mut line).map_err(StoreError::io("read", manifest))? == 0 {
			return Ok(());
		}
		let here = name_text.as_ref().is_some_and(|name| line.contains(name));
		if !here && !line.contains(&digest_text) {
			continue;
		}
		let file: File = serde_json::from_str(&line).map_err(|error| StoreError::Damaged {
			path: manifest.to_owned(),
			reason: error.to_string(),
		})?;
		let list = if file.digest == *digest {
			&mut lookup.same_content
		} else if Some(&file.path) == name.as_ref() {
			&mut lookup.same_path
		} else {
			continue;
		};
		list.push(Found { manifest: manifest.to_owned(), header: header.clone(), file });
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		store::{manifest::tests::manifest, Registration},
		testing::files,
	};

	fn store_with(assets: &[(AssetId, u32)]) -> (tempfile::TempDir, Store) {
		let folder = tempfile::tempdir().unwrap();
		let store = Store::new(folder.path().join("store"));
		for (asset, number) in assets {
			let mut manifest = manifest(files(*number));
			manifest.header.commitment = H256::from_low_u64_be(*asset);
			let pending = store.write_pending(&manifest).unwrap();
			let registration = Registration {
				asset: *asset,
				block: 1,
				block_hash: H256::zero(),
				extrinsic: H256::zero(),
				digest: H256::zero(),
			};
			store.register(&pending, registration).unwrap();
		}
		(folder, store)
	}

	fn places(found: &[Found]) -> Vec<(Option<AssetId>, u32)> {
		found.iter().map(|found| (found.asset(), found.file.index)).collect()
	}

	#[test]
	fn a_content_is_found_wherever_the_file_is_now() {
		let (_folder, store) = store_with(&[(9, 3), (10, 2)]);
		let lookup = store.find(&[2; 32], Path::new("/elsewhere/copy.png")).unwrap();
		assert_eq!(places(&lookup.same_content), [(Some(10), 1), (Some(9), 1)]);
		assert_eq!(lookup.same_path, []);
	}

	#[test]
	fn a_changed_file_is_found_by_its_place() {
		let (_folder, store) = store_with(&[(0, 3)]);
		let lookup = store.find(&[0xff; 32], Path::new("/drawings/02.png")).unwrap();
		assert_eq!(places(&lookup.same_path), [(Some(0), 2)]);
		assert_eq!(lookup.same_content, []);
	}

	#[test]
	fn what_is_not_known_is_not_found() {
		let (_folder, store) = store_with(&[(0, 3)]);
		for path in ["/drawings/2.png", "/other/02.png", "/drawings"] {
			assert_eq!(store.find(&[0xff; 32], Path::new(path)).unwrap(), Lookup::default());
		}
		let empty = Store::new("/no/such/store".into());
		assert_eq!(empty.find(&[2; 32], Path::new("/x")).unwrap(), Lookup::default());
	}

	#[test]
	fn the_same_files_are_recognised_in_any_order() {
		let (_folder, store) = store_with(&[(4, 3), (5, 2)]);
		let genesis = H256::repeat_byte(0xaa);
		let ids = |genesis, kind, digests: &[ContentDigest]| {
			let found = store.same_files(genesis, kind, digests).unwrap();
			found
				.iter()
				.filter_map(|it| it.registration.clone())
				.map(|it| it.asset)
				.collect::<Vec<_>>()
		};
		let [one, two, three] = [[1; 32], [2; 32], [3; 32]];
		assert_eq!(ids(genesis, AssetKind::Work, &[three, one, two]), [4]);
		assert_eq!(ids(genesis, AssetKind::Work, &[one, two]), [5]);
		assert_eq!(ids(genesis, AssetKind::Output, &[one, two]), [0; 0]);
		assert_eq!(ids(H256::zero(), AssetKind::Work, &[one, two]), [0; 0]);
		assert_eq!(ids(genesis, AssetKind::Work, &[one, three]), [0; 0]);
	}

	#[test]
	fn what_is_registered_on_a_chain_is_listed() {
		let (_folder, store) = store_with(&[(4, 3), (5, 2)]);
		store.write_pending(&manifest(files(1))).unwrap();
		let genesis = H256::repeat_byte(0xaa);
		let known: Vec<u32> = store
			.collections(genesis)
			.unwrap()
			.iter()
			.map(|path| Manifest::header(path).unwrap().files)
			.collect();
		assert_eq!(known, [3, 2]);
		assert_eq!(store.collections(H256::zero()).unwrap(), Vec::<PathBuf>::new());
	}

	#[test]
	fn names_with_quotes_and_backslashes_are_found() {
		let folder = tempfile::tempdir().unwrap();
		let store = Store::new(folder.path().to_owned());
		let mut rows = files(1);
		rows[0].path = "a \"b\"\\ 月.png".into();
		store.write_pending(&manifest(rows)).unwrap();
		let path = Path::new("/drawings/a \"b\"\\ 月.png");
		assert_eq!(places(&store.find(&[0; 32], path).unwrap().same_path), [(None, 0)]);
	}

	#[test]
	fn one_damaged_manifest_hides_no_other() {
		let (_folder, store) = store_with(&[(0, 3)]);
		fs::write(store.folder().join("chains/broken.jsonl"), "oops").unwrap();
		let lookup = store.find(&[1; 32], Path::new("/x")).unwrap();
		assert_eq!(places(&lookup.same_content), [(Some(0), 0)]);
	}

	#[test]
	fn a_large_collection_is_loaded_fast() {
		let (_folder, store) = store_with(&[]);
		let mut rows = files(1);
		rows = (0..20_000).map(|index| File { index, ..rows[0].clone() }).collect();
		rows[19_999].digest = [0xcc; 32];
		let path = store.write_pending(&manifest(rows)).unwrap();
		let start = std::time::Instant::now();
		assert_eq!(store.find(&[0xcc; 32], Path::new("/x")).unwrap().same_content.len(), 1);
		assert_eq!(Manifest::load(&path).unwrap().files.len(), 20_000);
		assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
	}
}
