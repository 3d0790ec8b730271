//! `claim` and `claim-leaf`: what holders and contributors earned.
//!
//! Each currency of each claim is a call of its own, so that one that cannot be moved stands in nobody's way;
//! the calls go together in as few transactions as fit.

use std::collections::BTreeMap;

use animechain_primitives::{consent::Amount, merkle_sum::LeafProof, royalty::Claimable, Currency};
use anyhow::{bail, ensure, Context as _};
use serde_json::{json, Value};

use super::{
	earned::{self, Collection},
	leaf::{self, Wanted},
	many::{self, Item, Outcome},
	pool::{failures, transactions},
	Answer, Context,
};
use crate::{
	amount::{self, Totals, Unit, Units},
	args::{Claim, ClaimLeaf},
	chain::{
		calls::Call,
		events::{Claimed, LeafClaimed, PayoutWaits, TransactionFeePaid},
		AccountId, Chain,
	},
	keys::Signer,
	leaves,
	purse::{Obstacle, Purse},
	words,
};

/// What is sent, and what is not because it could not be paid out.
struct Plan {
	purse: Purse,
	units: Units,
	items: Vec<Item>,
	/// What each of them is about.
	names: Vec<String>,
	waits: BTreeMap<Currency, (Amount, Obstacle)>,
	/// Whether what is less than its fee is left where it is.
	thrifty: bool,
}

impl Plan {
	async fn new(
		chain: &Chain,
		account: AccountId,
		currencies: impl Iterator<Item = &Currency>,
	) -> anyhow::Result<Self> {
		let purse = Purse::load(chain, account, currencies).await?;
		let units = purse.units();
		Ok(Self {
			purse,
			units,
			items: vec![],
			names: vec![],
			waits: BTreeMap::new(),
			thrifty: false,
		})
	}

	/// Whether an amount can be paid out. If not, it is noted why.
	fn can_pay(&mut self, currency: &Currency, amount: Amount) -> bool {
		match self.purse.obstacle(currency, amount) {
			None => {
				self.purse.receive(currency, amount);
				true
			},
			Some(obstacle) => {
				self.wait(currency, amount, obstacle);
				false
			},
		}
	}

	/// Notes that an amount is left where it is.
	fn wait(&mut self, currency: &Currency, amount: Amount, obstacle: Obstacle) {
		let row = self.waits.entry(currency.clone()).or_insert((0, obstacle));
		*row = (row.0.saturating_add(amount), obstacle);
	}

	/// Whether an amount is more than asking for it costs, as far as the two can be compared. If not, it is
	/// noted.
	fn is_worth(&mut self, currency: &Currency, amount: Amount, fee: Amount) -> bool {
		let worth = !self.thrifty || *currency != Currency::Native || amount > fee;
		if !worth {
			self.wait(currency, amount, Obstacle::Fee(fee));
		}
		worth
	}

	/// Claims of a holder: one call for each currency, or for as many pools as one takes.
	async fn holder(
		&mut self,
		chain: &Chain,
		mut pools: Vec<Claimable>,
		call: impl Fn(&[Pool]) -> Call,
	) -> anyhow::Result<()> {
		let most = chain.max_claims().await? as usize;
		let fee = chain.fee(&call(&[(0, Currency::Native)])).await?;
		pools.retain(|row| self.is_worth(&row.currency, row.amount, fee));
		for rows in pools.chunk_by(|one, other| one.currency == other.currency) {
			let Some(currency) = rows.first().map(|row| row.currency.clone()) else { continue };
			let total = rows.iter().fold(0, |sum: Amount, row| sum.saturating_add(row.amount));
			if !self.can_pay(&currency, total) {
				continue;
			}
			for part in rows.chunks(most.max(1)) {
				let pools: Vec<Pool> =
					part.iter().map(|row| (row.asset, row.currency.clone())).collect();
				let assets: Vec<_> = part.iter().map(|row| row.asset.to_string()).collect();
				self.names.push(format!(
					"{} as a holder of {}",
					self.units.unit(&currency).name(),
					assets.join(", ")
				));
				self.items.push(Item { call: call(&pools), cost: pools.len() as u32 });
			}
		}
		Ok(())
	}

	/// A claim for a leaf in one currency.
	fn leaf(&mut self, leaf: &LeafRow, proof: &LeafProof, currency: &Currency, amount: Amount) {
		if !self.can_pay(currency, amount) {
			return;
		}
		let name = self.units.unit(currency).name().to_owned();
		self.names.push(format!("{name} for leaf {} of asset {}", leaf.1.index, leaf.0));
		let call = Call::claim_leaf(leaf.0, &leaf.1, proof, std::slice::from_ref(currency));
		self.items.push(Item { call, cost: 1 });
	}

	/// The claims for leaves of a collection of the store.
	async fn collection(&mut self, chain: &Chain, collection: &Collection) -> anyhow::Result<()> {
		let asset = collection.asset;
		let tree = leaves::tree(&collection.manifest.files)
			.with_context(|| format!("the store has no tree of asset {asset}"))?;
		let contents = chain.asset(asset).await?.record.contents;
		ensure!(
			contents.is_some_and(|it| leaves::contents(&tree, it.contributors_share) == it),
			"the store lists other files for asset {asset} than the chain has"
		);
		let mut fee = None;
		for earning in &collection.earnings {
			let leaf = (asset, collection.file(earning).leaf());
			let proof = tree.proof(leaf.1.index).context("the leaf is not in its own manifest")?;
			// The same for all leaves: their proofs are equally long, or nearly so.
			let fee = match fee {
				Some(fee) => fee,
				None => {
					let call = Call::claim_leaf(asset, &leaf.1, &proof, &[Currency::Native]);
					*fee.insert(chain.fee(&call).await?)
				},
			};
			if !self.is_worth(&earning.currency, earning.amount, fee) {
				continue;
			}
			self.leaf(&leaf, &proof, &earning.currency, earning.amount);
		}
		Ok(())
	}

	/// What waits, in words.
	fn waiting(&self) -> String {
		let line = |(currency, (amount, obstacle)): (&Currency, &(Amount, Obstacle))| {
			let unit = self.units.unit(currency);
			format!("not paid out: {}: {}\n", unit.text(*amount), obstacle.text(&unit))
		};
		self.waits.iter().map(line).collect()
	}

	fn waiting_json(&self) -> Value {
		let row = |(currency, (amount, obstacle)): (&Currency, &(Amount, Obstacle))| {
			let mut row = amount::json(currency, *amount);
			row["why"] = obstacle.name().into();
			row
		};
		self.waits.iter().map(row).collect()
	}
}

type Pool = crate::chain::money_calls::PoolKey;
type LeafRow = (animechain_primitives::AssetId, animechain_primitives::merkle_sum::Leaf<AccountId>);

/// Claims what is asked for.
pub async fn claim(context: &Context, args: &Claim) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let account = args.account.unwrap_or(signer.account);
	let chain = context.connect_to_known(&args.sending).await?;
	for asset in &args.assets {
		// So that an asset that is not there is not taken for one that earned nothing.
		chain.asset(*asset).await?;
	}
	let wanted = |currency: &Currency| args.currency.is_empty() || args.currency.contains(currency);
	let mut pools = match args.all {
		true => earned::by_units(context, &chain, account).await?,
		false => earned::by_units_of(&chain, account, &args.assets).await?,
	};
	pools.retain(|row| wanted(&row.currency));
	let mut collections = match args.all {
		true => earned::by_leaves(context, &chain, Some(account)).await?,
		false => vec![],
	};
	collections.iter_mut().for_each(|it| it.earnings.retain(|earning| wanted(&earning.currency)));

	let of_leaves = collections.iter().flat_map(|collection| &collection.earnings);
	let currencies =
		pools.iter().map(|row| &row.currency).chain(of_leaves.map(|earning| &earning.currency));
	let mut plan = Plan::new(&chain, account, currencies).await?;
	plan.thrifty = args.all && !args.at_any_fee;
	let call = |pools: &[Pool]| match args.account {
		Some(account) => Call::claim_for(account, pools),
		None => Call::claim(pools),
	};
	plan.holder(&chain, pools, call).await?;
	for collection in &collections {
		plan.collection(&chain, collection).await?;
	}
	if plan.items.is_empty() && plan.waits.is_empty() {
		ensure!(
			args.all,
			"nothing to claim: {account} earned nothing more here as a holder; `animechain shares ASSET` \
			lists the holders, and a contributor claims with `animechain claim-leaf`"
		);
	}
	let outcome = many::send(context, &signer, &args.sending, &plan.items).await?;
	answer(account, &signer, &plan, &outcome)
}

/// Claims for one leaf.
pub async fn claim_leaf(context: &Context, args: &ClaimLeaf) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let chain = context.connect_to_known(&args.sending).await?;
	let ClaimLeaf { proof, file, asset, leaf, .. } = args;
	let wanted =
		Wanted { proof: proof.as_deref(), file: file.as_deref(), asset: *asset, leaf: *leaf };
	let proof = leaf::find(context, &chain, &wanted).await?;
	let asset = proof.asset;
	let (leaf, siblings) = proof.leaf().with_context(|| {
		format!(
			"asset {asset} is a single file and no collection: its holders claim, `animechain claim \
			{asset}`"
		)
	})?;
	let pools = chain.pools(asset).await?;
	let currencies: Vec<Currency> = pools
		.into_iter()
		.map(|(currency, _)| currency)
		.filter(|currency| args.currency.is_empty() || args.currency.contains(currency))
		.collect();
	let mut plan = Plan::new(&chain, leaf.contributor, currencies.iter()).await?;
	let key = [(leaf.index, leaf.weight)];
	let row = (asset, leaf);
	for currency in &currencies {
		let amounts = chain.claimable_by_leaves(asset, currency, &key, |_| ()).await?;
		match amounts.first() {
			Some(amount) if *amount > 0 => plan.leaf(&row, &siblings, currency, *amount),
			_ => (),
		}
	}
	if plan.items.is_empty() && plan.waits.is_empty() {
		bail!(
			"nothing to claim: leaf {} of asset {asset} earned nothing more; `animechain pool {asset}` \
			shows what came in",
			row.1.index
		);
	}
	let outcome = many::send(context, &signer, &args.sending, &plan.items).await?;
	answer(row.1.contributor, &signer, &plan, &outcome)
}

/// What all of it cost.
fn fees(outcome: &Outcome) -> anyhow::Result<Amount> {
	let mut fees: Amount = 0;
	for included in &outcome.included {
		for event in included.events::<TransactionFeePaid>()? {
			fees = fees.saturating_add(event.fee);
		}
	}
	Ok(fees)
}

/// What was paid, as the events say.
fn answer(
	account: AccountId,
	signer: &Signer,
	plan: &Plan,
	outcome: &Outcome,
) -> anyhow::Result<Answer> {
	let fees = fees(outcome)?;
	let (mut holder, mut contributor) = (Totals::default(), Totals::default());
	let mut leaves = Vec::new();
	let mut text = String::new();
	for included in &outcome.included {
		for Claimed { currency, amount, .. } in included.events()? {
			holder.add(&currency, amount);
		}
		for event in included.events::<LeafClaimed>()? {
			contributor.add(&event.currency, event.amount);
			let mut row = amount::json(&event.currency, event.amount);
			row["asset"] = event.asset.to_string().into();
			row["leaf"] = event.leaf.into();
			leaves.push(row);
		}
		// What the chain found to be too small after all.
		for PayoutWaits { currency, amount, .. } in included.events()? {
			text += &format!("not paid out yet: {}\n", plan.units.text(&currency, amount));
		}
	}
	let units = &plan.units;
	if !holder.is_empty() {
		text += &format!("paid as a holder: {}\n", units.list(&holder));
	}
	if !contributor.is_empty() {
		let leaves = match leaves.as_slice() {
			[one] => {
				format!("leaf {} of asset {}", one["leaf"], one["asset"].as_str().unwrap_or(""))
			},
			many => words::count(many.len() as u64, "claim", "claims"),
		};
		text += &format!("paid as a contributor: {} for {leaves}\n", units.list(&contributor));
	}
	text = match text.as_str() {
		"" if plan.items.is_empty() && plan.waits.is_empty() => {
			format!("{account}: nothing to claim\n")
		},
		_ => format!("{account}\n{text}{}", plan.waiting()),
	};
	if fees > 0 {
		text += &format!("fees: {}, paid by {}\n", Unit::native().text(fees), signer.account);
	}
	let exit = failures(outcome, &plan.names);
	let json = json!({
		"account": account,
		"holder": holder.json(),
		"contributor": contributor.json(),
		"leaves": leaves,
		"waits": plan.waiting_json(),
		"fees": fees.to_string(),
		"signer": signer.account,
		"failed": outcome.failed.iter().map(|(place, why)| json!({
			"claim": plan.names[*place],
			"why": why,
		})).collect::<Vec<_>>(),
		"transactions": transactions(outcome),
		"exitCode": exit as u8,
	});
	Ok(Answer { text, json, exit })
}
