//! `refresh`: brings an asset up to date with what happened to its ancestors.
//!
//! The chain looks one generation up per call. So the ancestors that are behind are refreshed first, in the
//! order of their ids; every one of them is free of fees.

use std::collections::{BTreeMap, BTreeSet};

use animechain_primitives::AssetId;
use serde_json::json;

use super::{withdraw::with_block, Answer, Context};
use crate::{
	args::Refresh,
	chain::{calls::Call, events::Refreshed, Asset},
	words,
};

/// Refreshes what is behind, and says what it says now.
pub async fn run(context: &Context, args: &Refresh) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let chain = context.connect_to_known(&args.sending).await?;
	let behind = behind(&chain.ancestry(args.asset).await?);
	let mut rows = Vec::new();
	for asset in behind {
		// The block of each is the one before the next.
		let chain = context.connect().await?;
		let call = Call::refresh(asset);
		let included = context.submit(&chain, &call, &signer, args.sending.finalized).await?;
		let event: Refreshed = included.event()?;
		let row = json!({
			"asset": event.asset.to_string(),
			"affectedBy": event.affected_by.map(|cause| cause.to_string()),
		});
		rows.push(with_block(row, &included));
	}
	let chain = context.connect().await?;
	let head = chain.asset(args.asset).await?.head;
	let done = match rows.len() {
		0 => "was up to date".to_owned(),
		number => format!("refreshed ({})", words::count(number as u64, "asset", "assets")),
	};
	let now = words::head_standing(&head, chain.number);
	let json = json!({
		"asset": args.asset.to_string(),
		"affectedBy": head.affected_by.map(|cause| cause.to_string()),
		"refreshed": rows,
	});
	Ok(Answer::success(format!("asset {} {done}: {now}\n", args.asset), json))
}

/// The assets whose heads would change, in an order in which each of them does.
fn behind(ancestry: &BTreeMap<AssetId, Asset>) -> Vec<AssetId> {
	let mut affected: BTreeMap<AssetId, Option<AssetId>> = BTreeMap::new();
	let mut behind = Vec::new();
	for (id, asset) in ancestry {
		let parents: BTreeSet<_> =
			asset.record.inheriting_edges().map(|edge| edge.parent).collect();
		let cause = parents
			.iter()
			.filter_map(|parent| {
				let head = &ancestry.get(parent)?.head;
				let own = head.marks.affect_descendants().then_some(*parent);
				let above = affected.get(parent).copied().flatten();
				own.into_iter().chain(above).min()
			})
			.min();
		if asset.head.affected_by != cause {
			behind.push(*id);
		}
		affected.insert(*id, cause);
	}
	behind
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::testing::{asset, edge};
	use animechain_primitives::{AssetKind, Mark, Relation};

	#[test]
	fn ancestors_come_first_and_only_those_that_change() {
		use Relation::{GeneratedBy, Includes, TrainedOn};
		let assets = [
			asset(0, AssetKind::Work, vec![], None),
			asset(1, AssetKind::Work, vec![], None),
			asset(2, AssetKind::Dataset, vec![edge(0, Includes, 0)], None),
			asset(3, AssetKind::Model, vec![edge(1, TrainedOn, 0), edge(2, TrainedOn, 0)], None),
			asset(4, AssetKind::Output, vec![edge(3, GeneratedBy, 0)], None),
		];
		let mut ancestry: BTreeMap<_, _> = assets.into_iter().map(|it| (it.id, it)).collect();
		assert_eq!(behind(&ancestry), [0; 0]);
		let mark = |ancestry: &mut BTreeMap<_, Asset>, id, mark| {
			let marks = &mut ancestry.get_mut(&id).unwrap().head.marks;
			*marks = marks.with(mark);
		};
		mark(&mut ancestry, 1, Mark::Retired);
		assert_eq!(behind(&ancestry), [0; 0], "closing an asset takes nothing away");
		mark(&mut ancestry, 0, Mark::Withdrawn);
		assert_eq!(behind(&ancestry), [2, 3, 4]);
		ancestry.get_mut(&2).unwrap().head.affected_by = Some(0);
		assert_eq!(behind(&ancestry), [3, 4]);
		mark(&mut ancestry, 2, Mark::Withdrawn);
		ancestry.get_mut(&3).unwrap().head.affected_by = Some(0);
		ancestry.get_mut(&4).unwrap().head.affected_by = Some(0);
		assert_eq!(behind(&ancestry), [0; 0], "the oldest cause counts");
	}
}
