//! Verifies bundles in a browser.
//!
//! Three plain exports, and nothing is imported: `allocate` gives room for a question, `verify` answers it, `release` takes
//! either back. A question is what is expected, then the bundle:
//!
//! ```text
//! flags           1 byte: bit 0 block, 1 genesis, 2 asset, 3 ancestor are given
//! block, genesis  32 bytes each
//! asset, ancestor 8 bytes each, little-endian
//! bundle          the rest
//! ```
//!
//! The answer is JSON: of `animechain_lineage_proof::json`. Its place and its length come as one number, the place in the
//! upper 32 bits.

#![cfg_attr(target_arch = "wasm32", no_std)]

extern crate alloc;

use alloc::{boxed::Box, string::ToString, vec::Vec};
use core::{ptr, slice};

use animechain_lineage_proof::{
	error::{Error, Hex},
	json, verify as verify_bundle, Expected,
};

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

#[cfg(target_arch = "wasm32")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
	core::arch::wasm32::unreachable()
}

/// Bytes of a question before the bundle.
const QUESTION: usize = 1 + 2 * 32 + 2 * 8;

fn leak(bytes: Vec<u8>) -> (*mut u8, usize) {
	let bytes = Box::leak(bytes.into_boxed_slice());
	(bytes.as_mut_ptr(), bytes.len())
}

/// Room for `length` bytes, all zero.
#[no_mangle]
pub extern "C" fn allocate(length: usize) -> *mut u8 {
	leak(alloc::vec![0; length]).0
}

/// Takes room back.
///
/// # Safety
///
/// `place` and `length` are those of a room that was given and not taken back since.
#[no_mangle]
pub unsafe extern "C" fn release(place: *mut u8, length: usize) {
	// SAFETY: the caller says that it is a boxed slice of ours.
	drop(unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(place, length)) });
}

/// Answers the question in a room.
///
/// # Safety
///
/// As of [`release`]; the room stays the caller's.
#[no_mangle]
pub unsafe extern "C" fn verify(place: *const u8, length: usize) -> u64 {
	// SAFETY: the caller says that these bytes are there.
	let question = unsafe { slice::from_raw_parts(place, length) };
	let (place, length) = leak(answer(question));
	(place as u64) << 32 | length as u64
}

fn answer(question: &[u8]) -> Vec<u8> {
	let verified = match question.split_at_checked(QUESTION) {
		Some((expected, bundle)) => verify_bundle(bundle, &read(expected)),
		None => Err(Error::Truncated),
	};
	let answer = match &verified {
		Ok(verified) => json::verified(verified, |account| Hex(account).to_string()),
		Err(error) => json::refused(error),
	};
	answer.to_string().into_bytes()
}

/// What is expected.
fn read(question: &[u8]) -> Expected {
	let given = |bit: u8| question[0] >> bit & 1 == 1;
	let digest = |at: usize| question[at..at + 32].try_into().ok();
	let number = |at: usize| question[at..at + 8].try_into().map(u64::from_le_bytes).ok();
	Expected {
		block: digest(1).filter(|_| given(0)),
		genesis: digest(33).filter(|_| given(1)),
		asset: number(65).filter(|_| given(2)),
		ancestor: number(73).filter(|_| given(3)),
	}
}
