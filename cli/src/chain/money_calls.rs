//! Calls that move money.

use animechain_primitives::{
	consent::Amount,
	merkle_sum::{Leaf, LeafProof},
	AssetId, Commitment, Currency,
};
use codec::Compact;

use super::{
	calls::{address, Call},
	AccountId, ASSETS, BALANCES, ROYALTY,
};

/// An asset and a currency.
pub type PoolKey = (AssetId, Currency);

impl Call {
	/// Revenue of an asset.
	pub fn pay(
		asset: AssetId,
		currency: &Currency,
		amount: Amount,
		reference: Option<Commitment>,
	) -> Self {
		Self::new(ROYALTY, "pay", (asset, currency, amount, reference))
	}

	/// A parent's part, at once.
	pub fn pull(child: AssetId, edge: u8, currency: &Currency) -> Self {
		Self::new(ROYALTY, "pull", (child, edge, currency))
	}

	/// What one's units earned.
	pub fn claim(pools: &[PoolKey]) -> Self {
		Self::new(ROYALTY, "claim", pools)
	}

	/// What another holder's units earned, for that holder.
	pub fn claim_for(account: AccountId, pools: &[PoolKey]) -> Self {
		Self::new(ROYALTY, "claim_for", (address(account), pools))
	}

	/// What a leaf earned, for its contributor.
	pub fn claim_leaf(
		asset: AssetId,
		leaf: &Leaf<AccountId>,
		proof: &LeafProof,
		currencies: &[Currency],
	) -> Self {
		Self::new(ROYALTY, "claim_leaf", (asset, leaf, proof, currencies))
	}

	/// Units for another holder.
	pub fn transfer_shares(asset: AssetId, to: AccountId, units: u32) -> Self {
		Self::new(ROYALTY, "transfer_shares", (asset, address(to), units))
	}

	/// A currency that can be paid in.
	pub fn register_currency(currency: &Currency) -> Self {
		Self::new(ROYALTY, "register_currency", currency)
	}

	/// Money, from account to account.
	pub fn send(to: AccountId, currency: &Currency, amount: Amount) -> Self {
		match currency {
			Currency::Native => {
				Self::new(BALANCES, "transfer_keep_alive", (address(to), Compact(amount)))
			},
			Currency::WithId(id) => {
				let arguments = (Compact(*id), address(to), Compact(amount));
				Self::new(ASSETS, "transfer_keep_alive", arguments)
			},
		}
	}

	/// A new currency.
	pub fn create_currency(id: u32, admin: AccountId, least: Amount) -> Self {
		Self::new(ASSETS, "create", (Compact(id), address(admin), least))
	}

	/// How it is called, and into how many decimals it is divided.
	pub fn name_currency(id: u32, name: &str, symbol: &str, decimals: u8) -> Self {
		Self::new(ASSETS, "set_metadata", (Compact(id), name, symbol, decimals))
	}

	/// More of it.
	pub fn issue(id: u32, to: AccountId, amount: Amount) -> Self {
		Self::new(ASSETS, "mint", (Compact(id), address(to), Compact(amount)))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use polkadot_sdk::sp_core::H256;

	const EURO: Currency = Currency::WithId(3);

	#[test]
	fn arguments_are_laid_out_as_the_runtime_reads_them() {
		let asset = 4_u64.to_le_bytes();
		let amount = 5_u128.to_le_bytes();
		let native = Call::pay(4, &Currency::Native, 5, None);
		assert_eq!(native.path(), "Royalty.pay");
		assert_eq!(native.bytes(), [&asset[..], &[0], &amount, &[0]].concat());
		let euro = Call::pay(4, &EURO, 5, Some(H256::repeat_byte(7)));
		let expected = [&asset[..], &[1, 3, 0, 0, 0], &amount, &[1], &[7; 32]].concat();
		assert_eq!(euro.bytes(), expected);
		assert_eq!(Call::pull(4, 2, &EURO).bytes(), [&asset[..], &[2, 1, 3, 0, 0, 0]].concat());

		let pools = [(4, Currency::Native), (4, EURO)];
		let bytes = [&[2 << 2][..], &asset, &[0], &asset, &[1, 3, 0, 0, 0]].concat();
		assert_eq!(Call::claim(&pools).bytes(), bytes);
		let account = AccountId::from([9; 32]);
		let expected = [&[0][..], &[9; 32], &bytes].concat();
		assert_eq!(Call::claim_for(account, &pools).bytes(), expected);
		let expected = [&asset[..], &[0], &[9; 32], &6_u32.to_le_bytes()].concat();
		assert_eq!(Call::transfer_shares(4, account, 6).bytes(), expected);
		assert_eq!(Call::register_currency(&EURO).bytes(), [1, 3, 0, 0, 0]);
	}

	#[test]
	fn a_leaf_goes_with_its_proof() {
		let leaf = Leaf {
			index: 1,
			commitment: H256::repeat_byte(2),
			contributor: AccountId::from([3; 32]),
			weight: 4,
		};
		let call = Call::claim_leaf(5, &leaf, &LeafProof { siblings: vec![] }, &[EURO]);
		let expected = [
			&5_u64.to_le_bytes()[..],
			&1_u32.to_le_bytes(),
			&[2; 32],
			&[3; 32],
			&4_u64.to_le_bytes(),
			&[0],
			&[1 << 2, 1, 3, 0, 0, 0],
		];
		assert_eq!(call.bytes(), expected.concat());
	}

	#[test]
	fn money_of_each_pallet_is_sent_by_its_own_call() {
		let to = AccountId::from([9; 32]);
		let native = Call::send(to, &Currency::Native, 5);
		assert_eq!(native.path(), "Balances.transfer_keep_alive");
		assert_eq!(native.bytes(), [&[0][..], &[9; 32], &[5 << 2]].concat());
		let euro = Call::send(to, &EURO, 5);
		assert_eq!(euro.path(), "Assets.transfer_keep_alive");
		assert_eq!(euro.bytes(), [&[3 << 2, 0][..], &[9; 32], &[5 << 2]].concat());
		let expected = [&[3 << 2, 0][..], &[9; 32], &5_u128.to_le_bytes()].concat();
		assert_eq!(Call::create_currency(3, to, 5).bytes(), expected);
		let named = Call::name_currency(3, "Euro", "EUR", 2);
		assert_eq!(
			named.bytes(),
			[&[3 << 2, 4 << 2][..], b"Euro", &[3 << 2], b"EUR", &[2]].concat()
		);
		assert_eq!(Call::issue(3, to, 5).bytes(), euro.bytes());
	}
}
