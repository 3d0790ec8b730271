//! The layout of a snapshot: a header of 128 bytes, the columns one after the other in little endian, and the
//! checksum of all that.

use super::SnapshotError;
use crate::types::{BlockHash, BlockId};

/// The first bytes of every snapshot.
const MAGIC: [u8; 8] = *b"ANIMLIN\n";
/// Changes with the layout.
pub(super) const VERSION: u32 = 1;
pub(super) const HEADER: usize = 128;
pub(super) const CHECKSUM: usize = 32;

/// How many rows of which columns follow, and what they are of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Header {
	pub genesis: BlockHash,
	pub block: BlockId,
	pub assets: u32,
	pub edges: u32,
	pub accounts: u32,
	pub expires: u32,
	pub affected: u32,
}

impl Header {
	pub fn to_bytes(self) -> [u8; HEADER] {
		let mut bytes = [0; HEADER];
		bytes[..8].copy_from_slice(&MAGIC);
		bytes[16..48].copy_from_slice(&self.genesis);
		bytes[48..80].copy_from_slice(&self.block.hash);
		let numbers = [
			(8, VERSION),
			(80, self.block.number),
			(84, self.assets),
			(88, self.edges),
			(92, self.accounts),
			(96, self.expires),
			(100, self.affected),
		];
		for (at, number) in numbers {
			bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
		}
		bytes
	}

	pub fn from_bytes(bytes: &[u8; HEADER]) -> Result<Self, SnapshotError> {
		let number = |at: usize| {
			u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
		};
		let long = |at: usize| {
			let mut long = [0; 32];
			long.copy_from_slice(&bytes[at..at + 32]);
			long
		};
		if bytes[..8] != MAGIC {
			return Err(SnapshotError::Damaged("it does not begin like one"));
		}
		if number(8) != VERSION {
			return Err(SnapshotError::OtherVersion(number(8)));
		}
		let header = Self {
			genesis: long(16),
			block: BlockId { number: number(80), hash: long(48) },
			assets: number(84),
			edges: number(88),
			accounts: number(92),
			expires: number(96),
			affected: number(100),
		};
		if header.to_bytes() != *bytes {
			return Err(SnapshotError::Damaged("its header has more than a header"));
		}
		Ok(header)
	}

	/// The length of the whole file.
	pub fn length(&self) -> u64 {
		let assets = u64::from(self.assets);
		let pairs = u64::from(self.expires) + u64::from(self.affected);
		// An asset has a packed word, a controller, a weight, the end of its row and a commitment.
		HEADER as u64
			+ assets * (4 + 4 + 8 + 4 + 8)
			+ 4 + u64::from(self.edges) * 4
			+ u64::from(self.accounts) * 32
			+ pairs * 8
			+ CHECKSUM as u64
	}
}
