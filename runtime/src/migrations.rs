//! What a new version changes in storage.

/// Migrations that run in the first block of a new version.
pub type SingleBlockMigrations = (Unreleased, Permanent);

/// Migrations of the version that is being made. After its release they are removed.
type Unreleased = ();

/// Migrations that every version runs.
type Permanent = ();

/// Migrations that take many blocks.
#[cfg(not(feature = "runtime-benchmarks"))]
pub type MultiBlock = ();

/// Stand-ins that always succeed, for the benchmarks of the migrations pallet.
#[cfg(feature = "runtime-benchmarks")]
pub type MultiBlock = polkadot_sdk::pallet_migrations::mock_helpers::MockedMigrations;
