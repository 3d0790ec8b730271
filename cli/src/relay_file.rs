//! A call that its signer gives to somebody else to send and to pay for, as a file.

use std::{fs, path::Path};

use anyhow::{ensure, Context as _};
use polkadot_sdk::sp_core::H256;
use serde::{Deserialize, Serialize};

use crate::{
	chain::{meta_tx::Scope, AccountId},
	encoding::{decimal, hex, parse_hex},
};

/// The format that this tool writes, and the only one that it reads.
const FORMAT: &str = "animechain-relay/1";

/// What is signed, and everything that is needed to see what it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RelayFile {
	format: String,
	/// The chain.
	pub genesis: H256,
	/// The version of the runtime.
	pub spec_version: u32,
	/// The version of its transactions.
	pub transaction_version: u32,
	/// Who signed.
	pub signer: AccountId,
	/// What was signed, in a word. Whoever relays it looks into the bytes instead.
	pub call: String,
	#[serde(with = "decimal")]
	nonce: u64,
	#[serde(with = "decimal")]
	birth: u64,
	birth_hash: H256,
	#[serde(with = "decimal")]
	period: u64,
	/// The last block that it can get into: for people.
	#[serde(with = "decimal")]
	last_block: u64,
	/// The transaction.
	meta_tx: String,
}

impl RelayFile {
	/// A file for a transaction that was signed for `scope`.
	pub fn new(scope: &Scope, signer: AccountId, call: String, meta_tx: Vec<u8>) -> Self {
		Self {
			format: FORMAT.into(),
			genesis: scope.genesis,
			spec_version: scope.spec_version,
			transaction_version: scope.transaction_version,
			signer,
			call,
			nonce: scope.nonce,
			birth: scope.birth,
			birth_hash: scope.birth_hash,
			period: scope.period,
			last_block: scope.last_block(),
			meta_tx: hex(meta_tx),
		}
	}

	/// What the signature holds for, as the file says.
	pub fn scope(&self) -> Scope {
		Scope {
			genesis: self.genesis,
			spec_version: self.spec_version,
			transaction_version: self.transaction_version,
			birth: self.birth,
			birth_hash: self.birth_hash,
			period: self.period,
			nonce: self.nonce,
		}
	}

	/// The transaction.
	pub fn meta_tx(&self) -> anyhow::Result<Vec<u8>> {
		parse_hex(&self.meta_tx).context("the signed bytes are no hexadecimal digits")
	}

	/// Writes the file.
	pub fn write(&self, path: &Path) -> anyhow::Result<()> {
		let text = serde_json::to_string_pretty(self)?;
		fs::write(path, format!("{text}\n"))
			.with_context(|| format!("cannot write {}", path.display()))
	}

	/// Reads a file that somebody wrote.
	pub fn read(path: &Path) -> anyhow::Result<Self> {
		let text =
			fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
		let file: Self = serde_json::from_str(&text)
			.with_context(|| format!("{} is not what --relay-file writes", path.display()))?;
		ensure!(
			file.format == FORMAT,
			"{} has the format {:?}: this tool reads {FORMAT}",
			path.display(),
			file.format
		);
		ensure!(
			file.period.is_power_of_two() && (4..=65_536).contains(&file.period),
			"{} is damaged: it is valid for {} blocks, which is no power of two from 4 to 65536",
			path.display(),
			file.period
		);
		Ok(file)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn file() -> RelayFile {
		let scope = Scope {
			genesis: H256::repeat_byte(1),
			spec_version: 2,
			transaction_version: 3,
			birth: 100,
			birth_hash: H256::repeat_byte(4),
			period: 64,
			nonce: 5,
		};
		RelayFile::new(&scope, AccountId::from([7; 32]), "Consent.reserve".into(), vec![1, 2])
	}

	#[test]
	fn what_is_written_is_read() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("relay.json");
		file().write(&path).unwrap();
		let read = RelayFile::read(&path).unwrap();
		assert_eq!(read, file());
		assert_eq!((read.scope().last_block(), read.meta_tx().unwrap()), (163, vec![1, 2]));
		let text = fs::read_to_string(&path).unwrap();
		for part in ["\"metaTx\": \"0x0102\"", "\"lastBlock\": \"163\"", "Consent.reserve"] {
			assert!(text.contains(part), "{part} in {text}");
		}
	}

	#[test]
	fn what_is_no_relay_file_is_named() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("relay.json");
		file().write(&path).unwrap();
		let good = fs::read_to_string(&path).unwrap();
		for bad in [
			"{}".to_owned(),
			good.replace("relay/1", "relay/2"),
			good.replace("\"period\": \"64\"", "\"period\": \"63\""),
		] {
			assert_ne!(bad, good);
			fs::write(&path, bad).unwrap();
			assert!(RelayFile::read(&path).unwrap_err().to_string().contains("relay.json"));
		}
		let damaged = RelayFile { meta_tx: "0xzz".into(), ..file() };
		assert!(damaged.meta_tx().is_err());
	}
}
