//! What the chain says: blocks, rows and the changes of a block.

/// Most assets that the index holds: ids are packed into 28 bits beside a relation.
pub const MAX_ASSETS: u32 = 1 << 28;

/// Most edges of one asset, as the chain has it.
pub const MAX_EDGES: usize = 64;

/// Number of kinds of assets.
pub const KINDS: u8 = 4;

/// Number of relations between assets.
pub const RELATIONS: u8 = 10;

/// An account as the chain writes it.
pub type Account = [u8; 32];

/// A commitment to content.
pub type Commitment = [u8; 32];

/// The hash of a block.
pub type BlockHash = [u8; 32];

/// A block.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct BlockId {
	/// Its number.
	pub number: u32,
	/// Its hash.
	pub hash: BlockHash,
}

/// What an asset is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum Kind {
	/// Something a person made.
	Work = 0,
	/// A selection made for training.
	Dataset = 1,
	/// A trained model, an adapter, a merge.
	Model = 2,
	/// Something a model generated.
	Output = 3,
}

impl Kind {
	/// Every kind, in the order of its index.
	pub const ALL: [Self; KINDS as usize] = [Self::Work, Self::Dataset, Self::Model, Self::Output];

	/// The kind with the given index on chain.
	pub const fn from_index(index: u8) -> Option<Self> {
		match index {
			0 => Some(Self::Work),
			1 => Some(Self::Dataset),
			2 => Some(Self::Model),
			3 => Some(Self::Output),
			_ => None,
		}
	}
}

/// The index on chain of the relation "includes" and "version of": the two that decide what a dataset
/// inherits from.
pub(crate) const INCLUDES: u8 = 0;
pub(crate) const VERSION_OF: u8 = 9;

/// A dependency as the chain writes it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Edge {
	/// The asset depended upon.
	pub parent: u64,
	/// How, by the index of the relation on chain.
	pub relation: u8,
}

/// The part of a row that the index needs of every asset and that a change carries again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
	/// What it is, by the index of the kind on chain. Never changes.
	pub kind: u8,
	/// What stands against it: bit 0 withdrawn, 1 retired, 2 quarantined, 3 invalidated.
	pub marks: u8,
	/// Who may act for it.
	pub controller: Account,
	/// The ancestor that the chain names as the one that affects it.
	pub affected_by: Option<u64>,
	/// The live weight of a collection, 0 for a single asset.
	pub weight: u64,
	/// The block from which on its terms have ended. Never changes.
	pub expires: Option<u32>,
	/// 0 without parents, else one more than the largest of its parents'. Never changes.
	pub generation: u32,
}

/// The part of a row that is written once.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Birth {
	/// The commitment to its content.
	pub commitment: Commitment,
	/// Its dependencies, in the order of the chain.
	pub edges: Vec<Edge>,
}

/// An asset that a block registered or changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
	/// Its identity.
	pub id: u64,
	/// How it is after the block.
	pub head: Head,
	/// What was written once, if the block registered it.
	pub birth: Option<Birth>,
}

/// What a block changed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Changes {
	/// The id that the next asset will get, after the block.
	pub next_asset: u64,
	/// Every asset registered or changed, in ascending order of ids, each once.
	pub rows: Vec<Row>,
}

/// Why changes were refused. Nothing was changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ApplyError {
	/// The block does not follow the one the index stands at.
	NotAChild,
	/// More blocks wait for finality than the undo log may hold.
	UndoFull,
	/// The block would make more than [`MAX_ASSETS`] assets.
	TooManyAssets,
	/// The block would make more edges than offsets can count.
	TooManyEdges,
	/// Ids do not ascend, or a registered asset is missing.
	Gap(u64),
	/// A row has an id that the block did not reach.
	Beyond(u64),
	/// A registered asset without its edges, or a known one with edges.
	Birth(u64),
	/// An edge that does not lead to an older asset, or that is there twice.
	Parent(u64),
	/// More than [`MAX_EDGES`] edges.
	Edges(u64),
	/// A kind, a relation or a mark that does not exist.
	Unknown(u64),
	/// A generation that does not follow from the parents.
	Generation(u64),
	/// An asset affected by one that is not older.
	Affected(u64),
	/// What never changes is different from what it was.
	Immutable(u64),
}

impl core::fmt::Display for ApplyError {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		match self {
			Self::NotAChild => write!(f, "the block does not follow the one the index stands at"),
			Self::UndoFull => write!(f, "too many blocks wait for finality"),
			Self::TooManyAssets => write!(f, "more than {MAX_ASSETS} assets"),
			Self::TooManyEdges => write!(f, "more edges than the index can count"),
			Self::Gap(id) => write!(f, "ids are not complete and ascending at {id}"),
			Self::Beyond(id) => write!(f, "asset {id} is beyond the next id"),
			Self::Birth(id) => write!(f, "asset {id} lacks its edges or has them twice"),
			Self::Parent(id) => write!(f, "asset {id} has an impossible parent"),
			Self::Edges(id) => write!(f, "asset {id} has too many edges"),
			Self::Unknown(id) => write!(f, "asset {id} has an unknown kind, relation or mark"),
			Self::Generation(id) => write!(f, "asset {id} has a generation that cannot be"),
			Self::Affected(id) => write!(f, "asset {id} is affected by a younger asset"),
			Self::Immutable(id) => write!(f, "asset {id} changed what cannot change"),
		}
	}
}

impl std::error::Error for ApplyError {}
