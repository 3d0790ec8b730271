//! Which records of the store the chain still has.
//!
//! A development chain that starts again from nothing has the same genesis and gives the same ids again, and
//! a block may be taken back: the id alone says nothing, the commitment on chain does.

use std::collections::BTreeMap;

use animechain_primitives::{AssetId, Commitment};
use polkadot_sdk::sp_core::H256;

use crate::{
	chain::{Chain, ChainError},
	store::{Found, Lookup},
};

/// Puts what the chain has first. Another content of the same place that is on chain counts more than the
/// same content that is not.
pub async fn settle(chain: &Chain, lookup: &mut Lookup) -> Result<(), ChainError> {
	let mut known = BTreeMap::new();
	for found in lookup.same_content.iter().chain(&lookup.same_path) {
		let Some(asset) = found.asset().filter(|_| found.header.genesis == chain.genesis) else {
			continue;
		};
		if known.contains_key(&asset) {
			continue;
		}
		match chain.asset(asset).await {
			Ok(row) => known.insert(asset, row.record.declaration.commitment),
			Err(ChainError::NoSuchAsset { .. }) => None,
			Err(error) => return Err(error),
		};
	}
	sort(lookup, chain.genesis, &known);
	Ok(())
}

/// Whether the chain has this record.
fn is_current(found: &Found, genesis: H256, known: &BTreeMap<AssetId, Commitment>) -> bool {
	let commitment = found.asset().and_then(|asset| known.get(&asset));
	found.header.genesis == genesis && commitment == Some(&found.header.commitment)
}

fn sort(lookup: &mut Lookup, genesis: H256, known: &BTreeMap<AssetId, Commitment>) {
	let current = |found: &Found| is_current(found, genesis, known);
	// Then what has become another asset, because that says more than an id that is not given yet.
	let rank = |found: &Found| {
		let given = found.asset().is_some_and(|asset| known.contains_key(&asset));
		(!current(found), !given)
	};
	lookup.same_content.sort_by_key(rank);
	lookup.same_path.sort_by_key(rank);
	if lookup.same_path.iter().any(current) && !lookup.same_content.iter().any(current) {
		lookup.same_content.retain(|found| found.asset().is_none());
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		chain::AccountId,
		store::{Header, Registration},
		testing,
	};
	use animechain_primitives::AssetKind;

	const HERE: H256 = H256::repeat_byte(1);

	fn found(asset: AssetId, commitment: u8) -> Found {
		let mut header = Header::pending(HERE, 0, AssetKind::Work, AccountId::from([1; 32]));
		header.commitment = H256::repeat_byte(commitment);
		header.registration = Some(Registration {
			asset,
			block: 1,
			block_hash: H256::zero(),
			extrinsic: H256::zero(),
			digest: H256::zero(),
		});
		Found { manifest: "m".into(), header, file: testing::files(1).remove(0) }
	}

	#[test]
	fn what_the_chain_has_comes_first() {
		let known = BTreeMap::from([(0, H256::repeat_byte(7))]);
		let [gone, older, current] = [found(5, 3), found(0, 4), found(0, 7)];
		let mut lookup = Lookup {
			same_content: vec![gone.clone(), older.clone(), current.clone()],
			same_path: vec![],
		};
		sort(&mut lookup, HERE, &known);
		assert_eq!(lookup.same_content, [current.clone(), older.clone(), gone.clone()]);

		let mut lookup =
			Lookup { same_content: vec![gone, older], same_path: vec![current.clone()] };
		sort(&mut lookup, HERE, &known);
		assert_eq!((lookup.same_content, lookup.same_path), (vec![], vec![current]));
	}
}
