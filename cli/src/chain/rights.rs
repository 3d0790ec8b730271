//! Reads through `RightsApi`, all at the same block.

use animechain_primitives::{
	consent::{Amount, ListError, Page, MAX_ROWS},
	rights::{AgreementId, ListingId},
	AssetId, Currency,
};
use polkadot_sdk::sp_core::H256;

use super::{AccountId, AgreementRow, Chain, ChainError, ListingRow, ThresholdRow, RIGHTS_API};

impl Chain {
	/// An agreement.
	pub async fn agreement(&self, agreement: AgreementId) -> Result<AgreementRow, ChainError> {
		let row: Option<AgreementRow> = self.call(RIGHTS_API, "agreement", agreement).await?;
		row.ok_or(ChainError::NoSuchAgreement { agreement })
	}

	/// What the node says that the receiver of an agreement signs.
	pub async fn deal_digest(&self, agreement: AgreementId) -> Result<H256, ChainError> {
		let digest: Option<H256> = self.call(RIGHTS_API, "deal_digest", agreement).await?;
		digest.ok_or(ChainError::NoSuchAgreement { agreement })
	}

	/// All agreements of an account, the oldest first.
	pub async fn agreements(
		&self,
		account: AccountId,
	) -> Result<Vec<(AgreementId, AgreementRow)>, ChainError> {
		let mut rows =
			self.after::<_, AgreementId>(RIGHTS_API, "agreements_of", account, |_| ()).await?;
		rows.sort_by_key(|(agreement, _): &(AgreementId, AgreementRow)| *agreement);
		Ok(rows)
	}

	/// What waits for the revenue of an asset in a currency, the lowest first.
	pub async fn thresholds(
		&self,
		asset: AssetId,
		currency: &Currency,
	) -> Result<Vec<ThresholdRow>, ChainError> {
		self.call(RIGHTS_API, "thresholds", (asset, currency)).await
	}

	/// Everything that is for sale, the oldest first. Says how many pages were read so far: there is one for
	/// each 256 listings that there ever were.
	pub async fn listings(
		&self,
		mut progress: impl FnMut(u64),
	) -> Result<Vec<(ListingId, ListingRow)>, ChainError> {
		let mut rows = Vec::new();
		let mut from: ListingId = 0;
		for pages in 1.. {
			let page: Result<Page<(ListingId, ListingRow), ListingId>, ListError> =
				self.call(RIGHTS_API, "listings", (from, MAX_ROWS)).await?;
			let page = page.map_err(|error| ChainError::List { error })?;
			rows.extend(page.rows);
			progress(pages);
			match page.next {
				None => break,
				Some(next) if next > from => from = next,
				// A list that does not go on would never end.
				Some(_) => return Err(ChainError::List { error: ListError::InvalidCursor }),
			}
		}
		Ok(rows)
	}

	/// Something that is for sale.
	pub async fn listing(&self, listing: ListingId) -> Result<ListingRow, ChainError> {
		let page: Result<Page<(ListingId, ListingRow), ListingId>, ListError> =
			self.call(RIGHTS_API, "listings", (listing, 1_u32)).await?;
		let page = page.map_err(|error| ChainError::List { error })?;
		let row = page.rows.into_iter().find(|(number, _)| *number == listing);
		row.map(|(_, row)| row).ok_or(ChainError::NoSuchListing { listing })
	}

	/// What is kept for an account in a currency.
	pub async fn kept(
		&self,
		account: AccountId,
		currency: &Currency,
	) -> Result<Amount, ChainError> {
		self.call(RIGHTS_API, "kept", (account, currency)).await
	}
}
