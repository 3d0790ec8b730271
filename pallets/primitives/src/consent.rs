//! Permission: offers, licences, reservations, and the answers about them.
//!
//! What is not offered is denied. An offer and a licence are interval rows: they are written once, and ended
//! once. A row was in force at every block from the one in which it was written to the one in which it was
//! ended, both included, for in each of these blocks there was a moment at which it was in force. So whether
//! something was permitted at a block has an exact answer at any later time, from state alone.

mod answer;
mod label;
mod leaves;
mod licence;
mod list;
mod offer;
mod reservation;
#[cfg(test)]
mod tests;

pub use answer::{Answer, Denial, Request, SearchCursor, SearchPosition};
pub use label::OriginLabel;
pub use leaves::{exclusion_message, Excluded, Exclusion, LeafPage, LEAVES_PER_PAGE};
pub use licence::{Licence, Succession};
pub use list::{page, LicenceCursor, ListError, Page, MAX_KEYS, MAX_ROWS};
pub use offer::{Amount, Audience, Currency, Offer, Price, StatedTerms, Withdrawal};
pub use reservation::{Reservation, ReservationCount};
