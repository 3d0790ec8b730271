//! What a call did, from its events, decoded with our own types.

use animechain_primitives::{AssetId, Edge, Record};
use codec::{Decode, DecodeAll};
use polkadot_sdk::sp_core::H256;

use super::{submit::Included, AccountId, BlockNumber, ChainError, PALLET};

/// A new asset.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct Registered {
	/// Its id.
	pub asset: AssetId,
	/// Its cold row.
	pub record: Record<AccountId, BlockNumber, Vec<Edge>>,
	/// The digest of its ancestry.
	pub digest: H256,
}

/// No new children from now on.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct Retired {
	/// The asset.
	pub asset: AssetId,
	/// Who retired it.
	pub controller: AccountId,
}

/// Another controller.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct ControlTransferred {
	/// The asset.
	pub asset: AssetId,
	/// The controller until now.
	pub from: AccountId,
	/// The controller from now on.
	pub to: AccountId,
}

/// An event of the pallet.
pub trait Event: DecodeAll {
	/// Its name in the runtime.
	const NAME: &'static str;
}

impl Event for Registered {
	const NAME: &'static str = "Registered";
}

impl Event for Retired {
	const NAME: &'static str = "Retired";
}

impl Event for ControlTransferred {
	const NAME: &'static str = "ControlTransferred";
}

impl Included {
	/// The first event of this kind among those of the call.
	pub fn event<E: Event>(&self) -> Result<E, ChainError> {
		let name = || format!("{PALLET}.{}", E::NAME);
		let found = self
			.events
			.iter()
			.filter_map(Result::ok)
			.find(|event| event.pallet_name() == PALLET && event.event_name() == E::NAME)
			.ok_or_else(|| ChainError::NoEvent { name: name() })?;
		E::decode_all(&mut found.field_bytes())
			.map_err(|_| ChainError::OtherRelease { what: format!("the event {}", name()) })
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use animechain_primitives::{AssetKind, Relation};
	use codec::Encode;

	#[test]
	fn events_are_read_from_their_fields() {
		let asset = crate::testing::asset(
			5,
			AssetKind::Model,
			vec![crate::testing::edge(3, Relation::TrainedOn, 10)],
			None,
		);
		let bytes = (5_u64, &asset.record, asset.head.digest).encode();
		let event = Registered::decode_all(&mut bytes.as_slice()).unwrap();
		assert_eq!((event.asset, event.digest), (5, asset.head.digest));
		assert_eq!(event.record, asset.record);
		let longer = [bytes.as_slice(), &[0]].concat();
		assert!(Registered::decode_all(&mut longer.as_slice()).is_err());
	}
}
