//! One file per subject. Every test runs in [`crate::mock::run`], which checks the invariants at its end.

mod control;
mod edges;
mod invariants;
mod property;
mod queries;
mod registration;
mod storage;
