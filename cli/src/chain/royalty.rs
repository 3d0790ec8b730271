//! Reads through `RoyaltyApi`, all at the same block.

use animechain_primitives::{
	consent::{Amount, ListError, Page, MAX_KEYS, MAX_ROWS},
	royalty::{Claimable, Flow, FlowError, PoolCursor, PoolInfo},
	AssetId, Currency, LeafIndex,
};
use codec::{Decode, Encode};

use super::{AccountId, Chain, ChainError, RIGHTS, ROYALTY, ROYALTY_API};

/// Where an account is that a pallet has.
const PALLET_ACCOUNT: &[u8] = b"modl";

impl Chain {
	/// The currencies in which an asset can be paid, the native one first.
	pub async fn currencies(&self) -> Result<Vec<Currency>, ChainError> {
		self.call(ROYALTY_API, "currencies", ()).await
	}

	/// What an asset has to do with each currency in which it was ever paid.
	pub async fn pools(&self, asset: AssetId) -> Result<Vec<(Currency, PoolInfo)>, ChainError> {
		self.call(ROYALTY_API, "pools", asset).await
	}

	/// What a parent is owed over an edge and was not handed yet.
	pub async fn owed(
		&self,
		child: AssetId,
		edge: u8,
		currency: &Currency,
	) -> Result<Amount, ChainError> {
		let owed: Option<Amount> = self.call(ROYALTY_API, "owed", (child, edge, currency)).await?;
		Ok(owed.unwrap_or_default())
	}

	/// The units of an asset that an account has.
	pub async fn units_of(&self, asset: AssetId, account: AccountId) -> Result<u32, ChainError> {
		self.call(ROYALTY_API, "units", (asset, account)).await
	}

	/// All holders of an asset and their units.
	pub async fn holders(&self, asset: AssetId) -> Result<Vec<(AccountId, u32)>, ChainError> {
		self.after::<_, AccountId>(ROYALTY_API, "holders", asset, |_| ()).await
	}

	/// Everything that an account can claim as a holder: looks at all pools of the chain.
	pub async fn claimable(
		&self,
		account: AccountId,
		progress: impl FnMut(u64),
	) -> Result<Vec<Claimable>, ChainError> {
		self.after::<_, PoolCursor>(ROYALTY_API, "claimable", account, progress).await
	}

	/// What an account can claim of one asset as a holder.
	pub async fn claimable_of(
		&self,
		account: AccountId,
		asset: AssetId,
	) -> Result<Vec<(Currency, Amount)>, ChainError> {
		self.call(ROYALTY_API, "claimable_of", (account, asset)).await
	}

	/// All pages of a list that goes on after its last row. Says how many pages there were so far.
	pub(super) async fn after<Row: Decode, Cursor: Encode + Decode + PartialEq>(
		&self,
		api: &str,
		method: &str,
		of: impl Encode,
		mut progress: impl FnMut(u64),
	) -> Result<Vec<Row>, ChainError> {
		let mut rows = Vec::new();
		let mut after: Option<Cursor> = None;
		for pages in 1.. {
			let page: Result<Page<Row, Cursor>, ListError> =
				self.call(api, method, (&of, &after, MAX_ROWS)).await?;
			let page = page.map_err(|error| ChainError::List { error })?;
			rows.extend(page.rows);
			progress(pages);
			match page.next {
				None => break,
				// A list that does not go on would never end.
				next if next == after => {
					return Err(ChainError::List { error: ListError::InvalidCursor })
				},
				next => after = next,
			}
		}
		Ok(rows)
	}

	/// What each of these leaves, given with their weights, has earned and was not paid. Says how many were
	/// asked for so far.
	pub async fn claimable_by_leaves(
		&self,
		asset: AssetId,
		currency: &Currency,
		leaves: &[(LeafIndex, u64)],
		mut progress: impl FnMut(u64),
	) -> Result<Vec<Amount>, ChainError> {
		let mut amounts = Vec::with_capacity(leaves.len());
		for part in leaves.chunks(MAX_KEYS as usize) {
			let some: Result<Vec<Amount>, FlowError> =
				self.call(ROYALTY_API, "claimable_by_leaves", (asset, currency, part)).await?;
			let some = some.map_err(|error| ChainError::Money { asset, error })?;
			if some.len() != part.len() {
				return Err(ChainError::OtherRelease { what: "the number of leaves".into() });
			}
			amounts.extend(some);
			progress(part.len() as u64);
		}
		Ok(amounts)
	}

	/// Who would get what of a payment, to the last asset.
	pub async fn flow(
		&self,
		asset: AssetId,
		currency: &Currency,
		amount: Amount,
	) -> Result<Flow, ChainError> {
		let refused = |error| ChainError::Money { asset, error };
		let first: Result<Flow, FlowError> =
			self.call(ROYALTY_API, "flow", (asset, currency, amount)).await?;
		let mut flow = first.map_err(refused)?;
		while !flow.beyond.is_empty() {
			let beyond = std::mem::take(&mut flow.beyond);
			let next: Result<Flow, FlowError> =
				self.call(ROYALTY_API, "flow_on", (currency, &beyond)).await?;
			let next = next.map_err(refused)?;
			// One that does not go on would never end.
			if next.rows.is_empty() {
				return Err(ChainError::List { error: ListError::InvalidCursor });
			}
			flow.rows.extend(next.rows);
			flow.beyond = next.beyond;
		}
		Ok(flow)
	}

	/// The account of all money that was not paid out yet.
	pub async fn pot(&self) -> Result<AccountId, ChainError> {
		self.pallet_account(ROYALTY, "PotId").await
	}

	/// The account of all money that waits for the end of an agreement.
	pub async fn escrow(&self) -> Result<AccountId, ChainError> {
		self.pallet_account(RIGHTS, "EscrowId").await
	}

	async fn pallet_account(&self, pallet: &str, constant: &str) -> Result<AccountId, ChainError> {
		let id: [u8; 8] = self.constant(pallet, constant).await?;
		let mut account = [0; 32];
		account[..4].copy_from_slice(PALLET_ACCOUNT);
		account[4..12].copy_from_slice(&id);
		Ok(AccountId::from(account))
	}

	/// Most pools of one claim.
	pub async fn max_claims(&self) -> Result<u32, ChainError> {
		self.constant(ROYALTY, "MaxClaims").await
	}
}
