//! The tests, by subject.

mod acceptance;
mod attacks;
mod bytes;
mod clauses;
mod currencies;
mod execution;
mod invariants;
mod locks;
mod money;
mod net;
mod property;
mod proposals;
mod reads;
mod sales;
mod small_scope;
mod steps;
mod time;
