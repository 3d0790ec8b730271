//! One asset's private part: a header line and a line per file.

use std::{
	fs::{self, File as Handle},
	io::{BufRead, BufReader, BufWriter, Write},
	path::Path,
};

use animechain_primitives::{
	commitment::{content_commitment, ContentDigest, Salt},
	AssetId, AssetKind, Basis, Commitment, Declaration, Edge, Intent,
};
use polkadot_sdk::sp_core::H256;
use serde::{Deserialize, Serialize};

use super::{
	rows::{ContentsRow, EdgeRow},
	StoreError,
};
use crate::{
	chain::{AccountId, BlockNumber},
	encoding::{decimal, hex32},
	leaves::File,
};

/// The format that this tool writes, and the only one that it reads.
const FORMAT: &str = "animechain-manifest/1";

/// Everything about an asset except its files.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Header {
	/// The format of the file, for whoever reads it.
	pub format: String,
	/// The chain.
	pub genesis: H256,
	/// The id that the next asset had before this one was first sent: it has this one or a larger one.
	#[serde(with = "decimal")]
	pub first_id: AssetId,
	/// What it is.
	pub kind: AssetKind,
	/// Who registers it.
	pub registrant: AccountId,
	/// The folder that the files' paths start from.
	pub base: String,
	/// The number of files.
	pub files: u32,
	/// The commitment to the content, of a collection its root.
	pub commitment: Commitment,
	/// Of a collection.
	pub contents: Option<ContentsRow>,
	/// A document that the asset commits to beside its content.
	pub metadata: Option<Document>,
	/// Where its rights are described.
	pub rights_information: Option<String>,
	/// Why its own items may be used.
	pub basis: Basis,
	/// What it is meant for.
	#[serde(default)]
	pub intent: Intent,
	/// Its edges.
	pub edges: Vec<EdgeRow>,
	/// The newest transaction that was sent for it; `None` if there was none.
	#[serde(default)]
	pub attempt: Option<Attempt>,
	/// Where it is on chain; `None` while it is pending.
	pub registration: Option<Registration>,
}

/// A file beside the content, with what its commitment is made of.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
	/// Where it was.
	pub path: String,
	/// Its SHA-256.
	#[serde(with = "hex32")]
	pub digest: ContentDigest,
	/// What hides the digest.
	#[serde(with = "hex32")]
	pub salt: Salt,
}

/// A transaction that may have got through.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
	/// The number of the registrant's transaction.
	#[serde(with = "decimal")]
	pub nonce: u64,
	/// The number of the last block that it can get into.
	#[serde(with = "decimal")]
	pub last_block: u64,
}

impl Attempt {
	/// Whether it can still get into a block, when the newest final block has this number and the account
	/// has sent this many transactions.
	pub const fn is_open(&self, final_block: u64, nonce: u64) -> bool {
		final_block < self.last_block && nonce <= self.nonce
	}
}

/// Where an asset is on chain.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Registration {
	/// Its id.
	#[serde(with = "decimal")]
	pub asset: AssetId,
	/// The number of the block.
	pub block: BlockNumber,
	/// The hash of the block that was seen with it.
	pub block_hash: H256,
	/// The hash of the extrinsic.
	pub extrinsic: H256,
	/// The digest of the asset's ancestry.
	pub digest: H256,
}

impl Header {
	/// The header of something not yet on chain.
	pub fn pending(
		genesis: H256,
		first_id: AssetId,
		kind: AssetKind,
		registrant: AccountId,
	) -> Self {
		Self {
			format: FORMAT.into(),
			genesis,
			first_id,
			kind,
			registrant,
			base: String::new(),
			files: 0,
			commitment: H256::zero(),
			contents: None,
			metadata: None,
			rights_information: None,
			basis: Basis::Undeclared,
			intent: Intent::default(),
			edges: vec![],
			attempt: None,
			registration: None,
		}
	}

	/// What the registrant declares on chain, or `None` when the rights information is too long.
	pub fn declaration(&self) -> Option<Declaration> {
		let rights_information = match &self.rights_information {
			Some(text) => Some(text.clone().into_bytes().try_into().ok()?),
			None => None,
		};
		Some(Declaration {
			commitment: self.commitment,
			metadata: self.metadata.as_ref().map(|it| content_commitment(&it.salt, &it.digest)),
			rights_information,
			basis: self.basis,
			intent: self.intent,
		})
	}

	/// The edges as they go on chain.
	pub fn edges(&self) -> Vec<Edge> {
		self.edges.iter().map(Edge::from).collect()
	}
}

/// An asset's private part.
#[derive(Clone, PartialEq, Debug)]
pub struct Manifest {
	/// The asset.
	pub header: Header,
	/// Its files, by index.
	pub files: Vec<File>,
}

impl Manifest {
	/// Reads and checks a manifest: all lines are there, in order.
	pub fn load(path: &Path) -> Result<Self, StoreError> {
		let damaged = |reason: String| StoreError::Damaged { path: path.to_owned(), reason };
		let (header, reader) = open(path)?;
		let mut files = Vec::with_capacity(header.files as usize);
		for line in reader.lines() {
			let line = line.map_err(StoreError::io("read", path))?;
			let file: File =
				serde_json::from_str(&line).map_err(|error| damaged(error.to_string()))?;
			if file.index as usize != files.len() {
				return Err(damaged(format!("leaf {} is out of order", file.index)));
			}
			files.push(file);
		}
		if files.len() != header.files as usize {
			return Err(damaged(format!("{} of {} files", files.len(), header.files)));
		}
		Ok(Self { header, files })
	}

	/// Reads the first line only.
	pub fn header(path: &Path) -> Result<Header, StoreError> {
		open(path).map(|(header, _)| header)
	}

	/// Writes the manifest so that either all of it is there afterwards or nothing is.
	pub fn write(&self, path: &Path) -> Result<(), StoreError> {
		let folder = path.parent().unwrap_or(Path::new("."));
		make_private_folder(folder).map_err(StoreError::io("make", folder))?;
		let save = || -> std::io::Result<()> {
			// Readable for nobody else, and in the same folder so that renaming cannot fail half way.
			let mut file = tempfile::NamedTempFile::new_in(folder)?;
			let mut writer = BufWriter::new(file.as_file_mut());
			serde_json::to_writer(&mut writer, &self.header)?;
			writer.write_all(b"\n")?;
			for line in &self.files {
				serde_json::to_writer(&mut writer, line)?;
				writer.write_all(b"\n")?;
			}
			writer.flush()?;
			drop(writer);
			file.as_file().sync_all()?;
			file.persist(path)?;
			sync_folder(folder)
		};
		save().map_err(StoreError::io("write", path))
	}
}

/// The header and what follows it.
fn open(path: &Path) -> Result<(Header, BufReader<Handle>), StoreError> {
	let damaged = |reason: String| StoreError::Damaged { path: path.to_owned(), reason };
	let handle = Handle::open(path).map_err(StoreError::io("open", path))?;
	let mut reader = BufReader::with_capacity(1 << 18, handle);
	let mut line = String::new();
	reader.read_line(&mut line).map_err(StoreError::io("read", path))?;
	let header: Header = serde_json::from_str(&line).map_err(|error| damaged(error.to_string()))?;
	if header.format != FORMAT {
		return Err(damaged(format!("the format is {}, not {FORMAT}", header.format)));
	}
	Ok((header, reader))
}

fn make_private_folder(folder: &Path) -> std::io::Result<()> {
	let mut builder = fs::DirBuilder::new();
	builder.recursive(true);
	#[cfg(unix)]
	std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
	builder.create(folder)
}

/// A rename is on the disk only when the folder is.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
	Handle::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> std::io::Result<()> {
	Ok(())
}

#[cfg(test)]
pub mod tests {
	use super::*;
	use crate::{
		leaves::{contents, tree},
		testing::edge,
	};
	use animechain_primitives::{Authority, Contents, Purposes, Relation};
	use polkadot_sdk::sp_runtime::Permill;

	fn licensed() -> Edge {
		Edge { authority: Authority::Licence(7), ..edge(3, Relation::DerivedFrom, 10) }
	}

	/// A collection of these files.
	pub fn manifest(files: Vec<File>) -> Manifest {
		let contents = contents(&tree(&files).unwrap(), Permill::from_percent(80));
		let genesis = H256::repeat_byte(0xaa);
		let registrant = AccountId::from([1; 32]);
		let header = Header {
			base: "/drawings".into(),
			files: files.len() as u32,
			commitment: contents.root,
			contents: Some(contents.into()),
			metadata: Some(Document { path: "card.md".into(), digest: [1; 32], salt: [2; 32] }),
			rights_information: Some("ISCC:KACT4EBWK27737D2".into()),
			basis: Basis::OptIn,
			intent: Intent { purposes: Purposes::TRAINING, commercial: true },
			edges: vec![EdgeRow::from(&licensed())],
			..Header::pending(genesis, u64::MAX, AssetKind::Work, registrant)
		};
		Manifest { header, files }
	}

	#[test]
	fn what_goes_on_chain_survives_the_disk() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("a/b/1.jsonl");
		let written = manifest(crate::testing::files(4));
		written.write(&path).unwrap();
		let read = Manifest::load(&path).unwrap();
		assert_eq!(read, written);
		assert_eq!(Manifest::header(&path).unwrap(), written.header);
		assert_eq!(read.header.declaration(), written.header.declaration());
		assert_eq!(read.header.edges(), [licensed()]);
		let row = Contents::from(read.header.contents.as_ref().unwrap());
		assert_eq!(row, contents(&tree(&read.files).unwrap(), Permill::from_percent(80)));
	}

	#[test]
	fn a_transaction_is_open_until_it_is_too_old_or_its_place_is_taken() {
		let attempt = Attempt { nonce: 4, last_block: 100 };
		assert!(attempt.is_open(0, 4) && attempt.is_open(99, 4));
		assert!(!attempt.is_open(100, 4), "every block after a final 100 is too late for it");
		assert!(!attempt.is_open(0, 5), "another transaction, or this one, has its nonce");
	}

	#[test]
	fn manifests_of_older_releases_are_read() {
		let mut json = serde_json::to_value(manifest(crate::testing::files(1)).header).unwrap();
		json.as_object_mut().unwrap().remove("attempt").unwrap();
		json.as_object_mut().unwrap().remove("intent").unwrap();
		assert_eq!(json["edges"][0]["authority"], "licence:7");
		json["edges"][0].as_object_mut().unwrap().remove("authority").unwrap();
		let header = serde_json::from_value::<Header>(json).unwrap();
		assert_eq!((header.attempt, header.intent), (None, Intent::default()));
		assert_eq!(header.edges(), [edge(3, Relation::DerivedFrom, 10)]);
	}

	#[test]
	fn rights_information_that_the_chain_would_cut_is_refused() {
		let mut header = manifest(crate::testing::files(1)).header;
		header.rights_information = Some("x".repeat(64));
		assert!(header.declaration().is_some());
		header.rights_information = Some("x".repeat(65));
		assert!(header.declaration().is_none());
	}

	#[test]
	fn damage_is_noticed() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("1.jsonl");
		manifest(crate::testing::files(3)).write(&path).unwrap();
		let text = fs::read_to_string(&path).unwrap();
		let lines: Vec<&str> = text.lines().collect();
		let swapped = [lines[0], lines[2], lines[1], lines[3]].join("\n");
		for damaged in [
			text.replace("animechain-manifest/1", "animechain-manifest/2"),
			lines[..3].join("\n"),
			swapped,
			text[..text.len() - 9].to_owned(),
			String::new(),
			"not json\n".into(),
		] {
			fs::write(&path, damaged).unwrap();
			let error = Manifest::load(&path).unwrap_err();
			assert!(matches!(&error, StoreError::Damaged { .. }), "{error}");
			assert!(error.to_string().contains("1.jsonl"));
		}
	}

	#[test]
	fn a_failed_write_leaves_nothing_behind() {
		let folder = tempfile::tempdir().unwrap();
		// A folder stands where the file should go.
		let path = folder.path().join("1.jsonl");
		fs::create_dir(&path).unwrap();
		fs::write(path.join("x"), "").unwrap();
		assert!(manifest(crate::testing::files(1)).write(&path).is_err());
		assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
	}
}
