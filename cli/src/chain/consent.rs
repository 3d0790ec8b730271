//! Reads through `ConsentApi`, all at the same block.

use animechain_primitives::{
	consent::{
		Answer, Denial, Exclusion, LicenceCursor, ListError, OriginLabel, Page, Request,
		ReservationCount, SearchCursor, MAX_KEYS, MAX_ROWS,
	},
	AssetId, Authority, Commitment, LeafIndex, LicenceId, OfferId,
};

use super::{
	AccountId, BlockNumber, Chain, ChainError, LicenceRow, OfferRow, ReservationRow, CONSENT_API,
};

/// A question about a use.
pub type Question = Request<AccountId, BlockNumber>;

impl Chain {
	/// Whether an asset, or a leaf of it, may be used, and by what authority or why not. Follows the search
	/// to its end.
	pub async fn permitted(
		&self,
		asset: AssetId,
		leaf: Option<LeafIndex>,
		question: &Question,
	) -> Result<Result<Authority, Denial>, ChainError> {
		let mut cursor: Option<SearchCursor> = None;
		loop {
			let answer: Answer = match leaf {
				None => self.call(CONSENT_API, "permitted", (asset, question, cursor)).await?,
				Some(leaf) => {
					let arguments = (asset, leaf, question, cursor);
					self.call(CONSENT_API, "leaf_permitted", arguments).await?
				},
			};
			match answer {
				Answer::Permitted(authority) => return Ok(Ok(authority)),
				Answer::Denied(denial) => return Ok(Err(denial)),
				// A search that does not go on would never end.
				Answer::Unfinished(next) if Some(next) == cursor => {
					return Err(ChainError::List { error: ListError::InvalidCursor })
				},
				Answer::Unfinished(next) => cursor = Some(next),
			}
		}
	}

	/// An offer.
	pub async fn offer(&self, offer: OfferId) -> Result<OfferRow, ChainError> {
		let row: Option<OfferRow> = self.call(CONSENT_API, "offer", offer).await?;
		row.ok_or(ChainError::NoSuchOffer { offer })
	}

	/// All offers of an asset, oldest first.
	pub async fn offers(&self, asset: AssetId) -> Result<Vec<(OfferId, OfferRow)>, ChainError> {
		self.pages(CONSENT_API, "offers_of", asset).await
	}

	/// A licence.
	pub async fn licence(&self, licence: LicenceId) -> Result<LicenceRow, ChainError> {
		let row: Option<LicenceRow> = self.call(CONSENT_API, "licence", licence).await?;
		row.ok_or(ChainError::NoSuchLicence { licence })
	}

	/// All licences that an account has or had.
	pub async fn licences(
		&self,
		account: AccountId,
	) -> Result<Vec<(LicenceId, LicenceRow)>, ChainError> {
		let mut rows = Vec::new();
		let mut after: Option<LicenceCursor> = None;
		loop {
			let page: Result<Page<(LicenceId, LicenceRow), LicenceCursor>, ListError> =
				self.call(CONSENT_API, "licences_of", (account, after, MAX_ROWS)).await?;
			let page = page.map_err(|error| ChainError::List { error })?;
			rows.extend(page.rows);
			match page.next {
				Some(next) if Some(next) != after => after = Some(next),
				Some(_) => return Err(ChainError::List { error: ListError::InvalidCursor }),
				None => {
					rows.sort_by_key(|(licence, _)| *licence);
					return Ok(rows);
				},
			}
		}
	}

	/// How many reservations there are of each content, however many contents there are.
	pub async fn reservation_counts(
		&self,
		keys: &[Commitment],
	) -> Result<Vec<ReservationCount>, ChainError> {
		let mut counts = Vec::with_capacity(keys.len());
		for part in keys.chunks(MAX_KEYS as usize) {
			let some: Result<Vec<ReservationCount>, ListError> =
				self.call(CONSENT_API, "reservation_counts", (part,)).await?;
			counts.extend(some.map_err(|error| ChainError::List { error })?);
		}
		match counts.len() == keys.len() {
			true => Ok(counts),
			false => Err(ChainError::OtherRelease { what: "the number of reservations".into() }),
		}
	}

	/// All reservations of a content, oldest first.
	pub async fn reservations(&self, key: Commitment) -> Result<Vec<ReservationRow>, ChainError> {
		self.pages(CONSENT_API, "reservations_of", key).await
	}

	/// When and why a leaf was taken out, if it was.
	pub async fn exclusion(
		&self,
		asset: AssetId,
		leaf: LeafIndex,
	) -> Result<Option<Exclusion<BlockNumber>>, ChainError> {
		self.call(CONSENT_API, "exclusion", (asset, leaf)).await
	}

	/// What an asset is made of.
	pub async fn origin_label(&self, asset: AssetId) -> Result<OriginLabel, ChainError> {
		let label: Option<OriginLabel> = self.call(CONSENT_API, "origin_label", asset).await?;
		label.ok_or(ChainError::NoSuchAsset { asset })
	}
}
