//! Questions about ancestry, each with a budget.

mod budget;
mod ends;
mod path;
mod reach;
mod scale;
mod scratch;
mod verdict;
mod walk;

pub use budget::{Budget, Stop};
pub use scratch::Scratch;
pub use verdict::{Cause, StandingVerdict};
pub use walk::{Found, Query};
