//! What the words mean at their edges, one file for a subject. The files of the words themselves have the properties.

mod agreements;
mod intervals;
mod money;
mod nobody;
mod records;
mod sets;
mod walks;
