#![doc = include_str!("../README.md")]

mod accounts;
mod bits;
mod builder;
mod check;
mod children;
mod columns;
mod commitments;
mod follower;
mod graph;
mod labels;
mod query;
pub mod snapshot;
mod standing;
mod types;
mod undo;
mod upkeep;
mod view;

pub use builder::Builder;
pub use follower::{
	Behind, Fault, Follower, Header, Index, Phase, Settings, Source, SourceError, SyncState,
};
pub use graph::{Bytes, Graph};
pub use query::{Budget, Cause, Found, Query, Scratch, StandingVerdict, Stop};
pub use standing::{Kinds, Relations, Standing, Standings};
pub use types::{
	Account, ApplyError, Birth, BlockHash, BlockId, Changes, Commitment, Edge, Head, Kind, Row,
	KINDS, MAX_ASSETS, MAX_EDGES, RELATIONS,
};
pub use view::{Asset, Reader, Step, View};
