//! One file per subject. Every test runs in [`crate::mock::run`], which checks the invariants at its end.

mod composition;
mod control;
mod edges;
mod history;
mod invariants;
mod property;
mod queries;
mod refresh;
mod registration;
mod registry;
mod standing;
mod storage;
mod terms;
