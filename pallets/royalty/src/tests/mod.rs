//! The tests, by subject.

mod attacks;
mod bytes;
mod claims;
mod crowd;
mod currencies;
mod differential;
mod disputes;
mod flow;
mod interrupted;
mod invariants;
mod leaves;
mod lists;
mod payments;
mod property;
mod rivals;
mod settlement;
mod shares;
mod weights;
