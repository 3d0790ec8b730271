//! Each pallet's configuration, by subject.

pub mod accounts;
pub mod consensus;
pub mod consent;
pub mod governance;
pub mod monetary;
pub mod peers;
pub mod provenance;
pub mod rights;
pub mod royalty;
pub mod system;
pub mod xcm;
