//! The tests, by subject.

mod acceptance;
mod answers;
mod bytes;
mod composition;
mod edge_lists;
mod edges;
mod invariants;
mod leaves;
mod licences;
mod offers;
mod property;
mod reservations;
mod searches;
mod signed_exclusions;
mod spent;
