//! Rows of other people's pallets, read from the state: accounts, and what the assets pallet has about a
//! currency. Nothing of ours is read so; that is for the runtime APIs.

use animechain_primitives::{consent::Amount, Currency};
use codec::{Decode, DecodeAll, Encode};
use polkadot_sdk::sp_io::hashing::{blake2_128, twox_128};

use super::{AccountId, Chain, ChainError, OfferRow};
use crate::amount::{Unit, Units};

/// Most rows that a node lists at once.
const PAGE: u32 = 1_000;
/// Bytes of a key before the key of a map: those of the pallet and of the map.
const PREFIX: usize = 16 + 16;
/// Bytes before a key itself.
const BLAKE2: usize = 16;

/// What an account has of the native currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode)]
pub struct Account {
	nonce: u32,
	consumers: u32,
	providers: u32,
	sufficients: u32,
	/// What it can use, some of it perhaps frozen.
	pub free: Amount,
	/// What is put down or held.
	pub reserved: Amount,
	frozen: Amount,
	flags: u128,
}

impl Account {
	/// Whether the chain has the account.
	pub const fn exists(&self) -> bool {
		self.providers > 0
	}
}

/// What the assets pallet has about a currency, before what is of no use here.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
struct AssetDetails {
	team: [AccountId; 4],
	supply: Amount,
	deposit: Amount,
	least: Amount,
	sufficient: bool,
	accounts: u32,
	sufficients: u32,
	approvals: u32,
	state: CurrencyState,
}

/// How its creator calls a currency.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode)]
struct AssetMetadata {
	deposit: Amount,
	name: Vec<u8>,
	symbol: Vec<u8>,
	decimals: u8,
	frozen: bool,
}

/// Whether a currency can be moved.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub enum CurrencyState {
	/// It can.
	#[codec(index = 0)]
	Live,
	/// Its creator froze it.
	#[codec(index = 1)]
	Frozen,
	/// It is being taken away.
	#[codec(index = 2)]
	Destroyed,
}

/// A currency.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CurrencyRow {
	/// Which.
	pub currency: Currency,
	/// How amounts of it are written.
	pub unit: Unit,
	/// Its name, if it has one.
	pub name: String,
	/// How much there is, as its pallet says.
	pub supply: Amount,
	/// The least that an account may hold.
	pub least: Amount,
	/// Whether an account may hold it and nothing else.
	pub sufficient: bool,
	/// Whether it can be moved.
	pub state: CurrencyState,
}

/// What all accounts have together.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sum {
	/// How many there are.
	pub accounts: u64,
	/// What they can use.
	pub free: Amount,
	/// What they have put down or is held.
	pub reserved: Amount,
}

impl Sum {
	fn add(&mut self, free: Amount, reserved: Amount) -> Option<()> {
		self.accounts += 1;
		self.free = self.free.checked_add(free)?;
		self.reserved = self.reserved.checked_add(reserved)?;
		self.total().map(|_| ())
	}

	/// Both together.
	pub const fn total(&self) -> Option<Amount> {
		self.free.checked_add(self.reserved)
	}
}

/// What all keys of a map begin with.
pub(super) fn prefix(pallet: &str, map: &str) -> Vec<u8> {
	[twox_128(pallet.as_bytes()), twox_128(map.as_bytes())].concat()
}

/// A key of a map whose keys are hashed with Blake2-128 and follow themselves.
pub(super) fn key(prefix: &[u8], part: impl Encode) -> Vec<u8> {
	let part = part.encode();
	[prefix, &blake2_128(&part), &part].concat()
}

fn asset_account(id: u32, account: AccountId) -> Vec<u8> {
	key(&key(&prefix("Assets", "Account"), id), account)
}

impl Chain {
	/// A row, if it is there, and of what follows it only as much as is known here.
	pub(super) async fn row<Row: Decode>(
		&self,
		key: &[u8],
		what: &str,
	) -> Result<Option<Row>, ChainError> {
		let bytes = self
			.rpc
			.state_get_storage(key, Some(self.at))
			.await
			.map_err(|error| ChainError::of_request(&self.url, error))?;
		bytes.map(|bytes| Row::decode(&mut bytes.as_slice())).transpose().map_err(|_| other(what))
	}

	/// A constant of a pallet.
	pub(super) async fn constant<Value: DecodeAll>(
		&self,
		pallet: &str,
		name: &str,
	) -> Result<Value, ChainError> {
		let what = format!("{pallet}.{name}");
		let client = self.client_at().await?;
		let constant = client
			.metadata_ref()
			.pallet_by_name(pallet)
			.and_then(|pallet| pallet.constant_by_name(name).map(|it| it.value().to_vec()))
			.ok_or_else(|| ChainError::Missing { name: what.clone() })?;
		Value::decode_all(&mut constant.as_slice()).map_err(|_| other(&what))
	}

	/// What an account has of the native currency.
	pub async fn account(&self, account: AccountId) -> Result<Account, ChainError> {
		let key = key(&prefix("System", "Account"), account);
		Ok(self.row(&key, "an account").await?.unwrap_or_default())
	}

	/// What an account has of a currency of the assets pallet, if it has an account there.
	pub async fn asset_balance(
		&self,
		id: u32,
		account: AccountId,
	) -> Result<Option<Amount>, ChainError> {
		self.row(&asset_account(id, account), "an account of the assets pallet").await
	}

	/// A currency, if there is such a one.
	pub async fn currency(&self, currency: &Currency) -> Result<Option<CurrencyRow>, ChainError> {
		let Currency::WithId(id) = currency else { return self.native().await.map(Some) };
		let details: Option<AssetDetails> =
			self.row(&key(&prefix("Assets", "Asset"), id), "a currency").await?;
		let Some(details) = details else { return Ok(None) };
		let metadata = self.metadata(*id).await?;
		Ok(Some(CurrencyRow {
			currency: currency.clone(),
			unit: Unit::of_asset(
				*id,
				&String::from_utf8_lossy(&metadata.symbol),
				metadata.decimals,
			),
			name: String::from_utf8_lossy(&metadata.name).into_owned(),
			supply: details.supply,
			least: details.least,
			sufficient: details.sufficient,
			state: details.state,
		}))
	}

	async fn metadata(&self, id: u32) -> Result<AssetMetadata, ChainError> {
		let key = key(&prefix("Assets", "Metadata"), id);
		Ok(self.row(&key, "the name of a currency").await?.unwrap_or_default())
	}

	async fn native(&self) -> Result<CurrencyRow, ChainError> {
		let issuance = prefix("Balances", "TotalIssuance");
		Ok(CurrencyRow {
			currency: Currency::Native,
			unit: Unit::native(),
			name: "the chain's own".into(),
			supply: self.row(&issuance, "the issuance").await?.unwrap_or_default(),
			least: self.constant("Balances", "ExistentialDeposit").await?,
			sufficient: true,
			state: CurrencyState::Live,
		})
	}

	/// How amounts of these currencies are written.
	pub async fn units<'a>(
		&self,
		currencies: impl IntoIterator<Item = &'a Currency>,
	) -> Result<Units, ChainError> {
		let mut units = Units::default();
		for currency in currencies {
			if let Currency::WithId(id) = currency {
				let metadata = self.metadata(*id).await?;
				let symbol = String::from_utf8_lossy(&metadata.symbol).into_owned();
				units.insert(currency.clone(), Unit::of_asset(*id, &symbol, metadata.decimals));
			}
		}
		Ok(units)
	}

	/// How the prices of these offers are written.
	pub async fn units_of_prices<'a>(
		&self,
		offers: impl IntoIterator<Item = &'a OfferRow>,
	) -> Result<Units, ChainError> {
		let prices = offers.into_iter().filter_map(|offer| offer.stated.price.as_ref());
		self.units(prices.map(|price| &price.currency)).await
	}

	/// Adds up what all accounts have of a currency, from the state itself.
	pub async fn sum(
		&self,
		currency: &Currency,
		mut progress: impl FnMut(u64),
	) -> Result<Sum, ChainError> {
		let prefix = match currency {
			Currency::Native => prefix("System", "Account"),
			Currency::WithId(id) => key(&prefix("Assets", "Account"), id),
		};
		let request = |error: subxt::rpcs::Error| ChainError::of_request(&self.url, error);
		let mut sum = Sum::default();
		let mut last: Option<Vec<u8>> = None;
		loop {
			let keys = self
				.rpc
				.state_get_keys_paged(&prefix, PAGE, last.as_deref(), Some(self.at))
				.await
				.map_err(request)?;
			let Some(next) = keys.last().cloned() else { return Ok(sum) };
			let asked = keys.iter().map(Vec::as_slice);
			let sets =
				self.rpc.state_query_storage_at(asked, Some(self.at)).await.map_err(request)?;
			let mut rows = 0;
			for (_, value) in sets.into_iter().flat_map(|set| set.changes) {
				let Some(value) = value else { continue };
				let what = "an account";
				let (free, reserved) = match currency {
					Currency::Native => {
						let account = Account::decode_all(&mut value.0.as_slice())
							.map_err(|_| other(what))?;
						(account.free, account.reserved)
					},
					Currency::WithId(_) => {
						let free =
							Amount::decode(&mut value.0.as_slice()).map_err(|_| other(what))?;
						(free, 0)
					},
				};
				sum.add(free, reserved).ok_or_else(|| other("the sum of all accounts"))?;
				rows += 1;
			}
			// Every key of this block has a value in it.
			if rows != keys.len() {
				return Err(other("the number of accounts"));
			}
			progress(sum.accounts);
			last = Some(next);
		}
	}

	/// What an account has of the currencies of the assets pallet.
	pub async fn holdings(
		&self,
		account: AccountId,
	) -> Result<Vec<(Currency, Amount)>, ChainError> {
		let mut holdings = Vec::new();
		for id in self.asset_ids().await? {
			if let Some(amount) = self.asset_balance(id, account).await? {
				holdings.push((Currency::WithId(id), amount));
			}
		}
		Ok(holdings)
	}

	/// The ids of all currencies of the assets pallet.
	pub async fn asset_ids(&self) -> Result<Vec<u32>, ChainError> {
		let mut ids = Vec::new();
		for key in self.keys(&prefix("Assets", "Asset")).await? {
			let id = key.get(PREFIX + BLAKE2..).unwrap_or_default();
			ids.push(u32::decode_all(&mut &*id).map_err(|_| other("the list of currencies"))?);
		}
		ids.sort_unstable();
		Ok(ids)
	}

	/// All keys that begin like this.
	pub(super) async fn keys(&self, prefix: &[u8]) -> Result<Vec<Vec<u8>>, ChainError> {
		let mut all = Vec::new();
		let mut last: Option<Vec<u8>> = None;
		loop {
			let keys = self
				.rpc
				.state_get_keys_paged(prefix, PAGE, last.as_deref(), Some(self.at))
				.await
				.map_err(|error| ChainError::of_request(&self.url, error))?;
			last = keys.last().cloned();
			if last.is_none() {
				return Ok(all);
			}
			all.extend(keys);
		}
	}

	/// The account that governs a chain on which one does.
	pub async fn sudo_key(&self) -> Result<Option<AccountId>, ChainError> {
		self.row(&prefix("Sudo", "Key"), "who governs").await
	}
}

fn other(what: &str) -> ChainError {
	ChainError::OtherRelease { what: what.into() }
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn keys_are_those_of_the_state() {
		// As every chain of the SDK has them.
		let account = key(&prefix("System", "Account"), AccountId::from([0; 32]));
		let hex = crate::encoding::hex(&account[..PREFIX]);
		assert_eq!(hex, "0x26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9");
		assert_eq!(account.len(), PREFIX + BLAKE2 + 32);
		assert_eq!(asset_account(7, AccountId::from([1; 32])).len(), PREFIX + 2 * BLAKE2 + 4 + 32);
	}

	#[test]
	fn an_account_is_read_to_its_end() {
		let bytes = (1_u32, 2_u32, 3_u32, 0_u32, (4_u128, 5_u128, 6_u128, 1_u128 << 127)).encode();
		let account = Account::decode_all(&mut bytes.as_slice()).unwrap();
		assert_eq!((account.free, account.reserved, account.exists()), (4, 5, true));
		assert!(!Account::default().exists());
		assert!(Account::decode_all(&mut &bytes[1..]).is_err());
	}

	#[test]
	fn a_currency_is_read_as_its_pallet_writes_it() {
		let team = [[1_u8; 32]; 4];
		let bytes = (team, 9_u128, 8_u128, 7_u128, true, 1_u32, 1_u32, 0_u32, 1_u8).encode();
		let details = AssetDetails::decode_all(&mut bytes.as_slice()).unwrap();
		assert_eq!((details.supply, details.least), (9, 7));
		assert_eq!((details.sufficient, details.state), (true, CurrencyState::Frozen));
		let bytes = (8_u128, b"Euro".to_vec(), b"EUR".to_vec(), 2_u8, false).encode();
		let metadata = AssetMetadata::decode_all(&mut bytes.as_slice()).unwrap();
		assert_eq!((metadata.symbol.as_slice(), metadata.decimals), (&b"EUR"[..], 2));
	}

	#[test]
	fn a_sum_that_does_not_fit_is_none() {
		let mut sum = Sum::default();
		assert!(sum.add(Amount::MAX - 1, 1).is_some());
		assert_eq!((sum.accounts, sum.total()), (1, Some(Amount::MAX)));
		assert!(sum.add(1, 0).is_none());
		let mut sum = Sum::default();
		assert!(sum.add(Amount::MAX, 1).is_none());
	}
}
