//! A bundle as a file: the answer of `lineage_proof` as it came, alone or in its envelope, or the bytes of the bundle.

use std::path::Path;

use animechain_lineage_proof::{verify, Error, Expected, Verified};
use anyhow::Context;
use polkadot_sdk::sp_core::H256;
use serde::Deserialize;

use crate::encoding::{decimal::Number, parse_hex};

/// A bundle, and what the file around it says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BundleFile {
	bytes: Vec<u8>,
	said: Said,
}

/// What stands beside a bundle. Nothing proves it, so it has to be the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Said {
	block: Option<H256>,
	asset: Option<u64>,
	ancestor: Option<u64>,
}

/// The answer of a node.
#[derive(Deserialize)]
struct Document {
	at: Option<At>,
	asset: Option<Number>,
	ancestor: Option<Number>,
	bundle: Option<String>,
	result: Option<Box<Document>>,
}

#[derive(Deserialize)]
struct At {
	hash: H256,
}

/// Why a file is not what it says.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
	/// The bundle itself.
	#[error("{0}")]
	Bundle(#[from] Error),
	/// What stands around it.
	#[error("the file says otherwise than the bundle in it: {0}")]
	Around(Error),
}

impl Refused {
	/// Its name, for programs.
	pub const fn name(&self) -> &'static str {
		match self {
			Self::Bundle(error) => error.name(),
			Self::Around(_) => "otherThanTheFileSays",
		}
	}
}

impl BundleFile {
	/// Reads a file.
	pub fn read(path: &Path) -> anyhow::Result<Self> {
		let bytes = std::fs::read(path)
			.with_context(|| format!("cannot read the bundle {}", path.display()))?;
		Self::parse(&bytes).with_context(|| format!("{} is not a bundle", path.display()))
	}

	/// From the contents of a file.
	pub fn parse(contents: &[u8]) -> anyhow::Result<Self> {
		let json = contents.trim_ascii_start().first() == Some(&b'{');
		if !json {
			anyhow::ensure!(!contents.is_empty(), "it is empty");
			return Ok(Self { bytes: contents.to_vec(), said: Said::default() });
		}
		let mut document: Document = serde_json::from_slice(contents)?;
		if let Some(result) = document.result {
			document = *result;
		}
		let text = document.bundle.context("it has no field `bundle`")?;
		let bytes =
			parse_hex(&text).context("its field `bundle` is not 0x and hexadecimal digits")?;
		let said = Said {
			block: document.at.map(|at| at.hash),
			asset: document.asset.and_then(|asset| asset.value()),
			ancestor: document.ancestor.and_then(|ancestor| ancestor.value()),
		};
		Ok(Self { bytes, said })
	}

	/// Its length.
	pub fn len(&self) -> usize {
		self.bytes.len()
	}

	/// What it proves, if that is what is expected and what stands around it.
	pub fn verify(&self, expected: &Expected) -> Result<Verified, Refused> {
		let Said { block, asset, ancestor } = self.said;
		let said = Expected { block: block.map(|block| block.0), genesis: None, asset, ancestor };
		let verified = verify(&self.bytes, expected)?;
		verify(&self.bytes, &said).map_err(Refused::Around)?;
		Ok(verified)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// A bundle of a real chain.
	const VECTOR: &str = include_str!("../../node/lineage/proof/tests/vectors/bundle-1.json");

	fn changed(change: fn(&mut serde_json::Value)) -> anyhow::Result<BundleFile> {
		let mut document = serde_json::from_str(VECTOR).unwrap();
		change(&mut document);
		BundleFile::parse(document.to_string().as_bytes())
	}

	#[test]
	fn an_answer_its_envelope_and_its_bytes_are_the_same_bundle() {
		let whole = BundleFile::parse(VECTOR.as_bytes()).unwrap();
		let proven = whole.verify(&Expected::default()).unwrap();
		assert_eq!(whole.len(), whole.bytes.len());
		let envelope = format!(" \n{{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{VECTOR}}}");
		assert_eq!(BundleFile::parse(envelope.as_bytes()).unwrap(), whole);
		let bytes = BundleFile::parse(&whole.bytes).unwrap();
		assert_eq!(bytes.verify(&Expected::default()).unwrap(), proven);
	}

	#[test]
	fn what_stands_around_a_bundle_has_to_be_so() {
		let changes: [fn(&mut serde_json::Value); 3] = [
			|it| it["asset"] = "9999".into(),
			|it| it["ancestor"] = 9999.into(),
			|it| it["at"]["hash"] = format!("{:?}", H256::zero()).into(),
		];
		for change in changes {
			let error = changed(change).unwrap().verify(&Expected::default()).unwrap_err();
			assert!(matches!(error, Refused::Around(_)), "{error}");
			assert_eq!(error.name(), "otherThanTheFileSays");
		}
		let of = Expected { asset: Some(9999), ..Expected::default() };
		let error = changed(|_| ()).unwrap().verify(&of).unwrap_err();
		assert_eq!(error.name(), "otherAsset");
	}

	#[test]
	fn what_is_no_bundle_is_named() {
		for text in ["", "{}", "{\"result\":{}}", "{\"bundle\":\"0x0\"}", "{\"bundle\":7}", "{"] {
			assert!(BundleFile::parse(text.as_bytes()).is_err(), "{text}");
		}
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("bundle.json");
		assert!(BundleFile::read(&path).unwrap_err().to_string().contains("bundle.json"));
		std::fs::write(&path, "{}").unwrap();
		assert!(BundleFile::read(&path).unwrap_err().to_string().contains("is not a bundle"));
	}
}
