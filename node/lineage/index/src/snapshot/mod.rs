//! The graph of a final block as a file, so that a node need not read all of the state again when it starts.
//!
//! A file is either exactly what was written or it is refused: its length follows from its header, a Blake3
//! checksum ends it, and what it says is checked like rows from the chain. Children and labels follow from
//! the rest and are made again.

mod format;
mod read;
mod write;

pub use read::read;
pub use write::{write, Image};

/// Why a file is no snapshot to start from.
#[derive(Debug)]
pub enum SnapshotError {
	/// There is no file.
	Missing,
	/// It is shorter than its header says.
	Truncated,
	/// It is not what was written.
	Damaged(&'static str),
	/// It has another format.
	OtherVersion(u32),
	/// It is of another chain.
	OtherChain,
	/// The disk failed.
	Disk(std::io::Error),
}

impl core::fmt::Display for SnapshotError {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		match self {
			Self::Missing => write!(f, "there is no snapshot"),
			Self::Truncated => write!(f, "the snapshot is too short"),
			Self::Damaged(what) => write!(f, "the snapshot is damaged: {what}"),
			Self::OtherVersion(version) => write!(f, "the snapshot has format {version}"),
			Self::OtherChain => write!(f, "the snapshot is of another chain"),
			Self::Disk(error) => write!(f, "the snapshot cannot be read or written: {error}"),
		}
	}
}

impl std::error::Error for SnapshotError {}

impl From<std::io::Error> for SnapshotError {
	fn from(error: std::io::Error) -> Self {
		match error.kind() {
			std::io::ErrorKind::NotFound => Self::Missing,
			std::io::ErrorKind::UnexpectedEof => Self::Truncated,
			_ => Self::Disk(error),
		}
	}
}
