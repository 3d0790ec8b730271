//! What the chain would refuse of an agreement or a sale, said before it costs a fee.

use std::collections::BTreeSet;

use animechain_primitives::{
	rights::{Clause, Right},
	AssetId, Mark,
};
use anyhow::ensure;
use codec::Encode;

use crate::{
	chain::{AccountId, BlockNumber, Chain, ClauseRow, DealRow},
	render::rights,
};

/// Refuses what an account does not have, or cannot hand on.
pub async fn ensure_has_right(chain: &Chain, who: AccountId, right: &Right) -> anyhow::Result<()> {
	match right {
		Right::Control(asset) => {
			let head = chain.asset(*asset).await?.head;
			ensure!(
				head.controller == who,
				"control of asset {asset} is not of {who}, but of {}",
				head.controller
			);
			ensure!(
				!head.marks.contains(Mark::Retired) && !head.marks.contains(Mark::Invalidated),
				"control of asset {asset} does not move any more: `animechain history {asset}` says why"
			);
		},
		Right::Shares { asset, units } => {
			chain.asset(*asset).await?;
			let has = chain.units_of(*asset, who).await?;
			ensure!(
				has >= *units,
				"{who} has {has} units of asset {asset}, and {units} were to move: `animechain shares \
				{asset}` lists the holders"
			);
		},
		Right::Licence(id) => {
			let licence = chain.licence(*id).await?;
			ensure!(
				licence.holder == who,
				"licence {id} is not of {who}, but of {}",
				licence.holder
			);
			ensure!(
				licence.succession.is_none(),
				"licence {id} was handed on: `animechain licences` lists those that there are"
			);
			ensure!(
				licence.transferable,
				"licence {id} may not be handed on: whoever wants one accepts an offer"
			);
		},
	}
	Ok(())
}

/// Refuses an agreement that nobody can sign: what moves is not there, a block has passed, or a condition is met
/// already.
pub async fn ensure_sound(chain: &Chain, deal: &DealRow) -> anyhow::Result<()> {
	ensure_shape(deal, chain.number)?;
	for right in &deal.rights {
		ensure_has_right(chain, deal.from, right).await?;
	}
	for clause in &deal.clauses {
		match clause {
			Clause::RevenueAtLeast { asset, .. } => {
				ensure_related(chain, deal, *asset).await?;
				ensure_waits(chain, clause).await?;
			},
			Clause::Certified(asset) => {
				chain.asset(*asset).await?;
			},
			_ => (),
		}
	}
	Ok(())
}

/// Everything that needs no more of the chain than the number of its newest block.
fn ensure_shape(deal: &DealRow, now: BlockNumber) -> anyhow::Result<()> {
	// What is sent now gets into the next block, and that has to be before the last one that counts.
	let first = now.saturating_add(2);
	ensure!(
		deal.deadline >= first,
		"block {} is too early for a deadline: the newest block is {now}, so {first} is the first that can be \
		one",
		deal.deadline
	);
	for (number, right) in deal.rights.iter().enumerate() {
		ensure!(
			!deal.rights.iter().take(number).any(|other| other.overlaps(right)),
			"{} is named twice",
			rights::right(right)
		);
	}
	let clauses: BTreeSet<_> = deal.clauses.iter().map(Encode::encode).collect();
	ensure!(clauses.len() == deal.clauses.len(), "a condition is named twice");
	for clause in &deal.clauses {
		let Clause::NotBefore(block) = clause else { continue };
		ensure!(
			(first..=deal.deadline).contains(block),
			"--not-before {block} is not between block {first} and the deadline, block {}",
			deal.deadline
		);
	}
	Ok(())
}

/// Only what moves, or what the giver controls, can have its revenue watched.
async fn ensure_related(chain: &Chain, deal: &DealRow, asset: AssetId) -> anyhow::Result<()> {
	let moves = deal.rights.iter().any(|right| match right {
		Right::Control(moving) | Right::Shares { asset: moving, .. } => *moving == asset,
		Right::Licence(_) => false,
	});
	let controller = chain.asset(asset).await?.head.controller;
	ensure!(
		moves || controller == deal.from,
		"asset {asset} does not move, and {} does not control it: its revenue cannot be a condition",
		deal.from
	);
	Ok(())
}

/// Refuses revenue that came in already.
async fn ensure_waits(chain: &Chain, clause: &ClauseRow) -> anyhow::Result<()> {
	let Clause::RevenueAtLeast { asset, currency, amount } = clause else { return Ok(()) };
	let pools = chain.pools(*asset).await?;
	let pool = pools.into_iter().find(|(other, _)| other == currency);
	let inflow = pool.map_or(0, |(_, pool)| pool.inflow);
	let units = chain.units([currency]).await?;
	ensure!(
		inflow < *amount,
		"asset {asset} has earned {} already, and {} were to be waited for: all that ever came in counts",
		units.text(currency, inflow),
		units.text(currency, *amount)
	);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::testing;

	/// Says why not, or nothing.
	fn refusal(deal: &DealRow, now: BlockNumber) -> String {
		ensure_shape(deal, now).err().map_or_else(String::new, |error| error.to_string())
	}

	#[test]
	fn the_deadline_is_after_the_next_block() {
		let deal = testing::deal();
		assert_eq!(refusal(&deal, 88), "");
		assert!(refusal(&deal, 89).contains("91 is the first"), "{}", refusal(&deal, 89));
		assert!(refusal(&deal, u32::MAX).contains("too early"));
	}

	#[test]
	fn what_is_waited_for_is_ahead_and_not_after_the_deadline() {
		let mut deal = testing::deal();
		for (block, sound) in [(10, false), (11, true), (90, true), (91, false)] {
			deal.clauses = vec![Clause::NotBefore(block)].try_into().unwrap();
			assert_eq!(refusal(&deal, 9).is_empty(), sound, "{block}: {}", refusal(&deal, 9));
		}
	}

	#[test]
	fn nothing_is_named_twice() {
		let mut deal = testing::deal();
		let shares = |units| Right::Shares { asset: 5, units };
		deal.rights = vec![shares(1), shares(2)].try_into().unwrap();
		assert!(refusal(&deal, 9).contains("2 units of asset 5"), "{}", refusal(&deal, 9));
		let mut deal = testing::deal();
		deal.clauses = vec![Clause::Certified(1), Clause::Certified(1)].try_into().unwrap();
		assert_eq!(refusal(&deal, 9), "a condition is named twice");
	}
}
