//! What allows the edges that are wanted: found out before anything is prepared or sent.

use animechain_primitives::{consent::Denial, AssetId, Authority, Edge, Intent, Relation};
use anyhow::{bail, ensure};
use polkadot_sdk::sp_runtime::Permill;

use crate::{
	args::{check_sum, Dependency},
	chain::{consent::Question, AccountId, Chain},
	denial, share, words,
};

/// The edges with everything that was not said: the authority, and the share that it asks for.
pub async fn settle(
	chain: &Chain,
	who: AccountId,
	intent: Intent,
	wanted: &[Dependency],
) -> anyhow::Result<Vec<Edge>> {
	let mut edges = Vec::with_capacity(wanted.len());
	for dependency in wanted {
		let authority = match dependency.authority {
			// What is said is sent as it is: whether it is so, the chain says.
			Some(authority) => authority,
			None => find(chain, who, intent, dependency).await?,
		};
		let least = least_share(chain, authority, dependency.parent).await?;
		let share = choose_share(dependency, authority, least)?;
		let Dependency { parent, relation, .. } = *dependency;
		edges.push(Edge { parent, relation, share, authority });
	}
	check_sum(edges.iter().map(|edge| edge.share))?;
	Ok(edges)
}

/// By what authority `who` may make an edge, or why not.
async fn find(
	chain: &Chain,
	who: AccountId,
	intent: Intent,
	dependency: &Dependency,
) -> anyhow::Result<Authority> {
	let Dependency { parent, relation, .. } = *dependency;
	if relation == Relation::VersionOf {
		let controller = chain.asset(parent).await?.head.controller;
		ensure!(
			controller == who,
			"a new version of asset {parent} is its controller's to publish, and that is {controller}: \
			sign with another --key, or say that it derives from it"
		);
		return Ok(Authority::Control);
	}
	let Some(purposes) = relation.purposes(intent) else {
		let name = words::relation(relation);
		bail!(
			"\"{name} {parent}\" needs to know which training it is for: --purposes training or \
			--purposes generative-training{}",
			if relation == Relation::Includes { " (or data-mining)" } else { "" }
		);
	};
	let commercial = intent.commercial;
	let question = Question { who, purposes, commercial, at: None };
	let asked = Intent { purposes, commercial };
	match chain.permitted(parent, None, &question).await? {
		Ok(authority) => Ok(authority),
		Err(denial) => Err(NotPermitted { parent, intent: asked, denial }.into()),
	}
}

/// An edge that nothing allows.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("{}", denial::explain(*.parent, *.intent, *.denial))]
pub struct NotPermitted {
	/// The parent.
	pub parent: AssetId,
	/// What it would have to permit.
	pub intent: Intent,
	/// Why it does not.
	pub denial: Denial,
}

/// The least share that an authority asks for.
async fn least_share(
	chain: &Chain,
	authority: Authority,
	parent: AssetId,
) -> anyhow::Result<Permill> {
	let (asset, least) = match authority {
		Authority::Control => return Ok(Permill::zero()),
		Authority::Offer(offer) => {
			let row = chain.offer(offer).await?;
			ensure!(
				!row.stated.needs_licence(),
				"offer {offer} has to be accepted first: animechain accept {offer}"
			);
			(row.asset, row.stated.share)
		},
		Authority::Licence(licence) => {
			let row = chain.licence(licence).await?;
			(row.asset, row.share)
		},
	};
	ensure!(
		asset == parent,
		"{} is for asset {asset}, not for asset {parent}",
		words::authority(authority).replace(':', " ")
	);
	Ok(least)
}

fn choose_share(
	dependency: &Dependency,
	authority: Authority,
	least: Permill,
) -> anyhow::Result<Permill> {
	let parent = dependency.parent;
	match dependency.share {
		None => Ok(least),
		Some(given) if given < least => bail!(
			"{} of asset {parent} asks for {} of the revenue, and {} is given: write {parent}:{}",
			words::authority(authority).replace(':', " "),
			share::text(least),
			share::text(given),
			share::text(least).replace(' ', "")
		),
		Some(given) => Ok(given),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_share_is_what_is_asked_for_unless_more_is_given() {
		let dependency =
			|share| Dependency { parent: 3, relation: Relation::TrainedOn, share, authority: None };
		let least = Permill::from_percent(5);
		let choose = |share| choose_share(&dependency(share), Authority::Offer(7), least);
		assert_eq!(choose(None).unwrap(), least);
		assert_eq!(choose(Some(Permill::from_percent(6))).unwrap(), Permill::from_percent(6));
		let error = choose(Some(Permill::from_percent(4))).unwrap_err().to_string();
		for part in ["offer 7 of asset 3", "5 %", "4 %", "3:5%"] {
			assert!(error.contains(part), "{part} in {error}");
		}
	}
}
