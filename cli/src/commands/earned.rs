//! What there is to claim: by units, and by leaves that the local store knows.

use animechain_primitives::{consent::Amount, royalty::Claimable, AssetId, Currency};
use indicatif::{ProgressBar, ProgressStyle};

use super::Context;
use crate::{
	amount::Totals,
	chain::{AccountId, Chain, ChainError},
	leaves::File,
	store::{Header, Manifest},
};

/// What a leaf earned in one currency and was not paid.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeafEarning {
	/// Its place among the files of the manifest.
	pub place: usize,
	/// The currency.
	pub currency: Currency,
	/// How much.
	pub amount: Amount,
}

/// A collection of the store, of which leaves have earned something.
pub struct Collection {
	/// Its id.
	pub asset: AssetId,
	/// What the store has about it.
	pub manifest: Manifest,
	/// By leaf.
	pub earnings: Vec<LeafEarning>,
}

impl Collection {
	/// The file of an earning.
	pub fn file(&self, earning: &LeafEarning) -> &File {
		&self.manifest.files[earning.place]
	}

	/// The earnings of one contributor, or of all but one.
	pub fn earnings_of(
		&self,
		account: AccountId,
		theirs: bool,
	) -> impl Iterator<Item = &LeafEarning> + Clone {
		let is_theirs =
			move |earning: &&LeafEarning| (self.file(earning).contributor == account) == theirs;
		self.earnings.iter().filter(is_theirs)
	}
}

/// Sums by currency.
pub fn totals<'a>(earnings: impl Iterator<Item = &'a LeafEarning>) -> Totals {
	earnings.map(|earning| (&earning.currency, earning.amount)).collect()
}

/// What an account can claim as a holder, the most first: so that the first claim makes the account if there
/// is none yet.
pub async fn by_units(
	context: &Context,
	chain: &Chain,
	account: AccountId,
) -> Result<Vec<Claimable>, ChainError> {
	let spinner = if context.quiet() { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
	let mut rows = chain
		.claimable(account, |pages| {
			spinner.set_message(format!("looking at all pools of the chain: page {pages}"));
			spinner.tick();
		})
		.await?;
	spinner.finish_and_clear();
	sort(&mut rows);
	Ok(rows)
}

/// What an account can claim of some assets as a holder, in the same order.
pub async fn by_units_of(
	chain: &Chain,
	account: AccountId,
	assets: &[AssetId],
) -> Result<Vec<Claimable>, ChainError> {
	let mut rows = Vec::new();
	// Named twice is asked for once.
	for asset in assets.iter().collect::<std::collections::BTreeSet<_>>() {
		let amounts = chain.claimable_of(account, *asset).await?;
		let row = |(currency, amount)| Claimable { asset: *asset, currency, amount };
		rows.extend(amounts.into_iter().map(row));
	}
	sort(&mut rows);
	Ok(rows)
}

fn sort(rows: &mut [Claimable]) {
	rows.sort_by(|one, other| {
		let order = one.currency.cmp(&other.currency).then(other.amount.cmp(&one.amount));
		order.then(one.asset.cmp(&other.asset))
	});
}

/// What leaves of collections of the store have earned: those of one contributor, or all.
///
/// A manifest that cannot be read is named on stderr and left out, and so is an asset that pays nothing
/// because it was found invalid.
pub async fn by_leaves(
	context: &Context,
	chain: &Chain,
	whose: Option<AccountId>,
) -> anyhow::Result<Vec<Collection>> {
	let mut collections = Vec::new();
	let mut seen = std::collections::BTreeSet::new();
	for path in context.store.collections(chain.genesis)? {
		let manifest = match Manifest::header(&path) {
			Ok(header) if is_current(chain, &header).await? => Manifest::load(&path),
			Ok(_) => continue,
			Err(error) => Err(error),
		};
		let manifest = match manifest {
			Ok(manifest) => manifest,
			Err(error) => {
				eprintln!("warning: {:#}", anyhow::Error::from(error));
				continue;
			},
		};
		let Some(asset) = manifest.header.registration.as_ref().map(|it| it.asset) else {
			continue;
		};
		if !seen.insert(asset) {
			continue;
		}
		match earnings(context, chain, asset, &manifest, whose).await {
			Ok(earnings) if earnings.is_empty() => (),
			Ok(earnings) => collections.push(Collection { asset, manifest, earnings }),
			Err(error @ ChainError::Money { .. }) => eprintln!("warning: {error}"),
			Err(error) => return Err(error.into()),
		}
	}
	collections.sort_by_key(|collection| collection.asset);
	Ok(collections)
}

/// Whether the chain has the collection of this record.
async fn is_current(chain: &Chain, header: &Header) -> Result<bool, ChainError> {
	let Some(registration) = &header.registration else { return Ok(false) };
	if header.contents.is_none() {
		return Ok(false);
	}
	match chain.asset(registration.asset).await {
		Ok(row) => Ok(row.record.declaration.commitment == header.commitment),
		Err(ChainError::NoSuchAsset { .. }) => Ok(false),
		Err(error) => Err(error),
	}
}

async fn earnings(
	context: &Context,
	chain: &Chain,
	asset: AssetId,
	manifest: &Manifest,
	whose: Option<AccountId>,
) -> Result<Vec<LeafEarning>, ChainError> {
	let of = |file: &File| whose.is_none_or(|account| account == file.contributor);
	let places: Vec<usize> =
		(0..manifest.files.len()).filter(|place| of(&manifest.files[*place])).collect();
	let leaf = |place: &usize| {
		let File { index, weight, .. } = manifest.files[*place];
		(index, weight)
	};
	let leaves: Vec<_> = places.iter().map(leaf).collect();
	let pools = chain.pools(asset).await?;
	let earning = pools.into_iter().filter(|(_, pool)| pool.to_contributors > 0);
	let mut earnings = Vec::new();
	for (currency, _) in earning {
		let bar = leaf_bar(leaves.len() as u64, context.quiet());
		let amounts =
			chain.claimable_by_leaves(asset, &currency, &leaves, |leaves| bar.inc(leaves)).await?;
		bar.finish_and_clear();
		earnings.extend(places.iter().zip(amounts).filter(|(_, amount)| *amount > 0).map(
			|(place, amount)| LeafEarning { place: *place, currency: currency.clone(), amount },
		));
	}
	Ok(earnings)
}

fn leaf_bar(leaves: u64, quiet: bool) -> ProgressBar {
	if quiet {
		return ProgressBar::hidden();
	}
	let style = ProgressStyle::with_template("leaves [{bar:30}] {pos} of {len}, {eta} left")
		.expect("the template is a constant that a test renders; qed");
	ProgressBar::new(leaves).with_style(style)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_bar_has_a_style() {
		assert!(leaf_bar(7, true).is_hidden());
		assert_eq!(leaf_bar(7, false).length(), Some(7));
	}
}
