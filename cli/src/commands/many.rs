//! Several calls, in as few transactions as fit.

use super::Context;
use crate::{
	args::Sending,
	chain::{calls::Call, submit::Included, ChainError},
	keys::Signer,
};

/// The most that one transaction takes: pools, or leaves times currencies. A claim of a leaf has some 40 kB of
/// proof to account for, and a block some megabytes.
const MOST: u32 = 48;

/// A call, and how much of a transaction it takes.
pub struct Item {
	/// The call.
	pub call: Call,
	/// Pools, or currencies of a leaf.
	pub cost: u32,
}

/// What became of the calls.
#[derive(Default)]
pub struct Outcome {
	/// The transactions that are in blocks.
	pub included: Vec<Included>,
	/// The calls that failed, by their place, and why.
	pub failed: Vec<(usize, String)>,
}

/// Sends all of them. One that fails stands in nobody's way, but if there is only one, that is an error.
pub async fn send(
	context: &Context,
	signer: &Signer,
	sending: &Sending,
	items: &[Item],
) -> Result<Outcome, ChainError> {
	let mut outcome = Outcome::default();
	let mut from = 0;
	for part in parts(items) {
		let to = from + part.len();
		match send_part(context, signer, sending, part).await {
			Ok((included, failed)) => {
				outcome.included.push(included);
				outcome.failed.extend(failed.into_iter().map(|(place, why)| (from + place, why)));
			},
			Err(error) if items.len() == 1 || from == 0 && !is_refusal(&error) => {
				return Err(error)
			},
			Err(error) => {
				// What the chain refused stands in nobody's way. A node that is gone does.
				let until = if is_refusal(&error) { to } else { items.len() };
				outcome.failed.extend((from..until).map(|place| (place, error.to_string())));
				if until > to {
					break;
				}
			},
		}
		from = to;
	}
	Ok(outcome)
}

const fn is_refusal(error: &ChainError) -> bool {
	matches!(error, ChainError::Dispatch { .. } | ChainError::NotEnoughFunds { .. })
}

/// As many in each as fit.
fn parts(items: &[Item]) -> Vec<&[Item]> {
	let mut parts = Vec::new();
	let (mut rest, mut cost, mut place) = (items, 0, 0);
	while let Some(item) = rest.get(place) {
		if place > 0 && cost + item.cost > MOST {
			let (part, others) = rest.split_at(place);
			parts.push(part);
			(rest, cost, place) = (others, 0, 0);
		} else {
			cost += item.cost;
			place += 1;
		}
	}
	if !rest.is_empty() {
		parts.push(rest);
	}
	parts
}

async fn send_part(
	context: &Context,
	signer: &Signer,
	sending: &Sending,
	part: &[Item],
) -> Result<(Included, Vec<(usize, String)>), ChainError> {
	// The number of the next transaction is asked for anew, and so is the block.
	let chain = context.connect().await?;
	if let [one] = part {
		let included = context.submit(&chain, &one.call, signer, sending.finalized).await?;
		return Ok((included, vec![]));
	}
	let calls: Vec<Call> = part.iter().map(|item| item.call.clone()).collect();
	let batch = Call::force_batch(&chain.encode_all(&calls).await?);
	let included = context.submit(&chain, &batch, signer, sending.finalized).await?;
	let results = included.batch_results()?;
	if results.len() != part.len() {
		return Err(ChainError::OtherRelease { what: "what became of a batch".into() });
	}
	let mut failed = Vec::new();
	for (place, result) in results.iter().enumerate() {
		if let Err(error) = result {
			let why = chain.relayed_failure(signer.account, error).await.to_string();
			failed.push((place, why));
		}
	}
	Ok((included, failed))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn sizes(costs: &[u32]) -> Vec<usize> {
		let items: Vec<Item> =
			costs.iter().map(|cost| Item { call: Call::claim(&[]), cost: *cost }).collect();
		parts(&items).iter().map(|part| part.len()).collect()
	}

	#[test]
	fn nothing_is_left_out_and_nothing_is_too_large() {
		assert_eq!(sizes(&[]), [0; 0]);
		assert_eq!(sizes(&[1; 48]), [48]);
		assert_eq!(sizes(&[1; 100]), [48, 48, 4]);
		assert_eq!(sizes(&[32, 32, 16, 1]), [1, 2, 1]);
		assert_eq!(sizes(&[60, 1]), [1, 1], "one that is too large alone is sent alone");
	}
}
