//! Calls of the pallet as bytes.
//!
//! The arguments are encoded with the pallet's own types, so nothing describes them a second time. Where the
//! call stands in the runtime comes from the node's metadata.

use animechain_primitives::{AssetId, Contents, Declaration, Edge};
use codec::Encode;
use subxt::{
	ext::{
		scale_encode::{EncodeAsFields, Error},
		scale_type_resolver::{FieldIter, TypeResolver},
	},
	transactions::Payload,
	utils::MultiAddress,
};

use super::{AccountId, PALLET};

/// A call of the pallet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Call {
	name: &'static str,
	arguments: Arguments,
}

/// The arguments of a call in SCALE.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Arguments(Vec<u8>);

impl Call {
	fn new(name: &'static str, arguments: impl Encode) -> Self {
		Self { name, arguments: Arguments(arguments.encode()) }
	}

	/// One work.
	pub fn register_work(declaration: &Declaration, edges: &[Edge]) -> Self {
		Self::new("register_work", (declaration, edges))
	}

	/// A collection of works.
	pub fn register_collection(
		declaration: &Declaration,
		contents: &Contents,
		edges: &[Edge],
	) -> Self {
		Self::new("register_collection", (declaration, contents, edges))
	}

	/// A dataset.
	pub fn compose_dataset(declaration: &Declaration, edges: &[Edge]) -> Self {
		Self::new("compose_dataset", (declaration, edges))
	}

	/// A model.
	pub fn register_model(declaration: &Declaration, edges: &[Edge]) -> Self {
		Self::new("register_model", (declaration, edges))
	}

	/// An output, or a collection of outputs.
	pub fn register_output(
		declaration: &Declaration,
		contents: Option<&Contents>,
		edges: &[Edge],
	) -> Self {
		Self::new("register_output", (declaration, contents, edges))
	}

	/// No new children from now on.
	pub fn retire(asset: AssetId) -> Self {
		Self::new("retire", asset)
	}

	/// Another controller.
	pub fn transfer_control(asset: AssetId, to: AccountId) -> Self {
		Self::new("transfer_control", (asset, MultiAddress::<AccountId, ()>::Id(to)))
	}

	/// `Provenance.register_work`.
	pub fn path(&self) -> String {
		format!("{PALLET}.{}", self.name)
	}
}

impl EncodeAsFields for Arguments {
	fn encode_as_fields_to<R: TypeResolver>(
		&self,
		_: &mut dyn FieldIter<'_, R::TypeId>,
		_: &R,
		out: &mut Vec<u8>,
	) -> Result<(), Error> {
		out.extend_from_slice(&self.0);
		Ok(())
	}
}

impl Payload for Call {
	type CallData = Arguments;

	fn pallet_name(&self) -> &str {
		PALLET
	}

	fn call_name(&self) -> &str {
		self.name
	}

	fn call_data(&self) -> &Arguments {
		&self.arguments
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::testing::edge;
	use animechain_primitives::{Basis, Relation};
	use polkadot_sdk::{sp_core::H256, sp_runtime::Permill};

	fn declaration() -> Declaration {
		Declaration {
			commitment: H256::repeat_byte(0xcc),
			metadata: None,
			rights_information: Some(b"ISCC".to_vec().try_into().unwrap()),
			basis: Basis::Licensed,
		}
	}

	/// Commitment, no metadata, some rights information of four bytes, the second basis.
	fn declaration_bytes() -> Vec<u8> {
		[&[0xcc; 32][..], &[0, 1, 4 << 2], b"ISCC", &[1]].concat()
	}

	#[test]
	fn arguments_are_laid_out_as_the_runtime_reads_them() {
		let edges = [edge(7, Relation::DerivedFrom, 50)];
		// One edge: parent, the ninth relation, half a million parts, control.
		let edge_bytes =
			[&[1 << 2, 7, 0, 0, 0, 0, 0, 0, 0, 8][..], &500_000_u32.to_le_bytes(), &[0]];
		let contents = Contents {
			root: H256::repeat_byte(0xcc),
			leaves: 2,
			weight: 3,
			contributors_share: Permill::one(),
		};
		let contents_bytes = [
			&[0xcc; 32][..],
			&2_u32.to_le_bytes(),
			&3_u64.to_le_bytes(),
			&1_000_000_u32.to_le_bytes(),
		]
		.concat();

		let work = Call::register_work(&declaration(), &edges);
		assert_eq!(work.path(), "Provenance.register_work");
		assert_eq!(work.arguments.0, [declaration_bytes(), edge_bytes.concat()].concat());

		let collection = Call::register_collection(&declaration(), &contents, &[]);
		let expected = [declaration_bytes(), contents_bytes.clone(), vec![0]].concat();
		assert_eq!(collection.arguments.0, expected);

		let output = Call::register_output(&declaration(), Some(&contents), &[]);
		let expected = [declaration_bytes(), vec![1], contents_bytes, vec![0]].concat();
		assert_eq!(output.arguments.0, expected);
		let output = Call::register_output(&declaration(), None, &[]);
		assert_eq!(output.arguments.0, [declaration_bytes(), vec![0], vec![0]].concat());
	}

	#[test]
	fn an_account_is_addressed_by_its_id() {
		let call = Call::transfer_control(1, AccountId::from([9; 32]));
		assert_eq!(call.arguments.0, [&[1, 0, 0, 0, 0, 0, 0, 0, 0][..], &[9; 32]].concat());
		assert_eq!(Call::retire(1).arguments.0, 1_u64.to_le_bytes());
	}
}
