//! Reads of single blocks. Bodies are kept by every node, so this needs no archive.

use codec::{Compact, Decode};
use polkadot_sdk::sp_core::H256;

use super::{BlockNumber, Chain, ChainError};

/// A block that something happened in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BlockStamp {
	/// Its number.
	pub number: BlockNumber,
	/// Its hash.
	pub hash: H256,
	/// When it was made, as its collator says, in milliseconds since 1970.
	pub milliseconds: Option<u64>,
}

impl BlockStamp {
	/// When it was made, as RFC 3339 has it.
	pub fn time(&self) -> Option<String> {
		self.milliseconds.map(rfc3339)
	}
}

impl Chain {
	/// The hash of a block of the best chain, and when it was made.
	pub async fn block(&self, number: BlockNumber) -> Result<BlockStamp, ChainError> {
		let request = |error: subxt::rpcs::Error| ChainError::of_request(&self.url, error);
		let hash = self
			.rpc
			.chain_get_block_hash(Some(number.into()))
			.await
			.map_err(request)?
			.ok_or(ChainError::NoSuchBlock { number })?;
		let client = self.client_at().await?;
		let timestamp = client.metadata_ref().pallet_by_name("Timestamp");
		let milliseconds = match timestamp.map(|pallet| pallet.call_index()) {
			None => None,
			Some(pallet) => {
				let block = self.rpc.chain_get_block(Some(hash)).await.map_err(request)?;
				block.and_then(|block| {
					let mut extrinsics = block.block.extrinsics.iter();
					extrinsics.find_map(|extrinsic| moment(&extrinsic.0, pallet))
				})
			},
		};
		Ok(BlockStamp { number, hash, milliseconds })
	}
}

/// The time that an extrinsic sets, if it is the one that does: `Timestamp.set`, without a signature.
fn moment(extrinsic: &[u8], pallet: u8) -> Option<u64> {
	let input = &mut &*extrinsic;
	Compact::<u32>::decode(input).ok()?;
	let [version, found, 0] = <[u8; 3]>::decode(input).ok()? else { return None };
	// The type of an extrinsic stands in the two highest bits, and 0 is one without a signature.
	if version & 0b1100_0000 != 0 || found != pallet {
		return None;
	}
	Compact::<u64>::decode(input).ok().map(|moment| moment.0)
}

/// `2024-02-29T12:00:00.000Z`, by the days-to-date arithmetic of the proleptic Gregorian calendar, whose years
/// begin in March so that a leap day is the last.
fn rfc3339(milliseconds: u64) -> String {
	let (seconds, milliseconds) = (milliseconds / 1_000, milliseconds % 1_000);
	let (days, second) = (seconds / 86_400, seconds % 86_400);
	let shifted = days + 719_468;
	let (era, of_era) = (shifted / 146_097, shifted % 146_097);
	let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
	let of_year = of_era - (365 * year + year / 4 - year / 100);
	let month = (5 * of_year + 2) / 153;
	let day = of_year - (153 * month + 2) / 5 + 1;
	let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
	let year = year + era * 400 + next;
	let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
	format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milliseconds:03}Z")
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;

	#[test]
	fn the_time_of_a_block_stands_in_its_inherent() {
		let extrinsic = |version: u8, pallet: u8, call: u8| {
			let body = (version, pallet, call, Compact(1_700_000_000_123_u64)).encode();
			body.encode()
		};
		for version in [4, 5] {
			assert_eq!(moment(&extrinsic(version, 2, 0), 2), Some(1_700_000_000_123));
		}
		assert_eq!(moment(&extrinsic(0x84, 2, 0), 2), None);
		assert_eq!(moment(&extrinsic(4, 3, 0), 2), None);
		assert_eq!(moment(&extrinsic(4, 2, 1), 2), None);
		assert_eq!(moment(&[], 2), None);
	}

	#[test]
	fn times_are_those_of_the_calendar() {
		for (milliseconds, text) in [
			(0, "1970-01-01T00:00:00.000Z"),
			(951_782_399_999, "2000-02-28T23:59:59.999Z"),
			(951_868_800_000, "2000-03-01T00:00:00.000Z"),
			(1_735_689_599_000, "2024-12-31T23:59:59.000Z"),
			(4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
		] {
			assert_eq!(rfc3339(milliseconds), text);
		}
	}
}
