//! What a transaction passes through, and which come first.

use polkadot_sdk::*;

use alloc::vec::Vec;

use animechain_primitives::AssetId;
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::weights::Weight;
use pallet_skip_feeless_payment::{Intermediate, SkipCheckIfFeeless};
use pallet_transaction_payment::ChargeTransactionPayment;
use scale_info::{StaticTypeInfo, TypeInfo};
use sp_runtime::{
	generic::{Era, Preamble},
	traits::{
		DispatchInfoOf, DispatchOriginOf, ExtensionVariant, Implication, PostDispatchInfoOf,
		TransactionExtension, TransactionExtensionMetadata, ValidateResult,
	},
	transaction_validity::{
		InvalidTransaction, TransactionLongevity, TransactionPriority, TransactionSource,
		TransactionValidityError, ValidTransaction,
	},
	DispatchResult,
};

use crate::{Balance, BlockNumber, Consent, Runtime, RuntimeCall, UncheckedExtrinsic};

/// What every transaction passes through, in this order. The outermost measures the proof that was really
/// needed and gives the rest of the declared weight back.
pub type TxExtension = cumulus_pallet_weight_reclaim::StorageWeightReclaim<
	Runtime,
	(
		frame_system::AuthorizeCall<Runtime>,
		frame_system::CheckNonZeroSender<Runtime>,
		frame_system::CheckSpecVersion<Runtime>,
		frame_system::CheckTxVersion<Runtime>,
		frame_system::CheckGenesis<Runtime>,
		frame_system::CheckEra<Runtime>,
		frame_system::CheckNonce<Runtime>,
		frame_system::CheckWeight<Runtime>,
		RefusalsFirst,
		frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	),
>;

/// What a transaction that somebody else relays and pays for passes through: who signed it, that it is one,
/// that it is for this version of this chain, not too old, and not sent before. The account must exist, but
/// need not have a balance.
pub type MetaTxExtension = (
	pallet_verify_signature::VerifySignature<Runtime>,
	pallet_meta_tx::MetaTxMarker<Runtime>,
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckEra<Runtime>,
	frame_system::CheckNonce<Runtime>,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
);

/// How long a refresh is valid, in blocks: longer than a pool refuses what it has seen before (half an hour), so that
/// none has the bytes of an earlier one in that time.
const REFRESH_PERIOD: u64 = 1_024;

/// A refresh of an asset that nobody signs: what a node sends that knows of one at a block.
pub fn unsigned_refresh(asset: AssetId, now: BlockNumber) -> UncheckedExtrinsic {
	let extension = TxExtension::new((
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(Era::mortal(REFRESH_PERIOD, now.into())),
		frame_system::CheckNonce::from(0),
		frame_system::CheckWeight::new(),
		RefusalsFirst::tip(0),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
	));
	let call = pallet_provenance::Call::refresh { asset };
	let preamble = Preamble::General(ExtensionVariant::V0(extension));
	UncheckedExtrinsic::from_parts(call.into(), preamble)
}

/// Takes the fee, unless the call is free.
type Payment = SkipCheckIfFeeless<Runtime, ChargeTransactionPayment<Runtime>>;

/// Takes the fee unless the call is free, and lets free refusals in before everything else.
///
/// A call without a fee has no priority of its own, so in a full pool whoever says no would come last and
/// could not even pay to come sooner. Each withdrawal was paid for by what it takes back, so that a high
/// priority gives nobody anything for nothing. Two of the same thing have the same tag: only one of them is
/// in the pool.
///
/// From outside this is the payment extension: wallets need not know it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking)]
pub struct RefusalsFirst(Payment);

impl RefusalsFirst {
	/// With a tip, for a call that is not free.
	pub fn tip(tip: Balance) -> Self {
		Self(ChargeTransactionPayment::from(tip).into())
	}
}

impl TypeInfo for RefusalsFirst {
	type Identity = <Payment as TypeInfo>::Identity;

	fn type_info() -> scale_info::Type {
		fn of<T: StaticTypeInfo>() -> scale_info::Type {
			T::type_info()
		}
		of::<Payment>()
	}
}

/// Before everything that pays.
const REFUSAL: TransactionPriority = TransactionPriority::MAX / 2;
/// Before what is sent for nobody in particular. Taking a leaf out was not paid for before.
const EXCLUSION: TransactionPriority = 1;
/// How many blocks a free call may wait before it is asked for again.
const LONGEVITY: TransactionLongevity = 64;

/// The priority and the tag of a free call.
fn free_call(call: &RuntimeCall) -> Option<(TransactionPriority, Vec<u8>)> {
	Some(match call {
		RuntimeCall::Provenance(pallet_provenance::Call::withdraw { asset, .. }) => {
			(REFUSAL, ("asset", asset).encode())
		},
		RuntimeCall::Consent(pallet_consent::Call::withdraw_offer { offer, .. }) => {
			(REFUSAL, ("offer", offer).encode())
		},
		RuntimeCall::Consent(pallet_consent::Call::exclude_leaf { asset, leaf, .. }) => {
			(EXCLUSION, ("leaf", asset, leaf.index).encode())
		},
		RuntimeCall::Provenance(pallet_provenance::Call::refresh { asset }) => {
			(TransactionPriority::MIN, ("refresh", asset).encode())
		},
		_ => return None,
	})
}

impl TransactionExtension<RuntimeCall> for RefusalsFirst {
	const IDENTIFIER: &'static str = <Payment as TransactionExtension<RuntimeCall>>::IDENTIFIER;
	type Implicit = <Payment as TransactionExtension<RuntimeCall>>::Implicit;
	type Val = <Payment as TransactionExtension<RuntimeCall>>::Val;
	type Pre = <Payment as TransactionExtension<RuntimeCall>>::Pre;

	fn metadata() -> Vec<TransactionExtensionMetadata> {
		<Payment as TransactionExtension<RuntimeCall>>::metadata()
	}

	fn implicit(&self) -> Result<Self::Implicit, TransactionValidityError> {
		self.0.implicit()
	}

	fn weight(&self, call: &RuntimeCall) -> Weight {
		self.0.weight(call)
	}

	fn validate(
		&self,
		origin: DispatchOriginOf<RuntimeCall>,
		call: &RuntimeCall,
		info: &DispatchInfoOf<RuntimeCall>,
		len: usize,
		self_implicit: Self::Implicit,
		inherited_implication: &impl Implication,
		source: TransactionSource,
	) -> ValidateResult<Self::Val, RuntimeCall> {
		let (valid, val, origin) = self
			.0
			.validate(origin, call, info, len, self_implicit, inherited_implication, source)
			.map_err(|error| match call {
				// Who cannot pay waits for a free place, and is not thrown out.
				RuntimeCall::Consent(pallet_consent::Call::exclude_leaf { .. })
					if Consent::free_places() == 0 =>
				{
					InvalidTransaction::ExhaustsResources.into()
				},
				_ => error,
			})?;
		let valid = match (&val, free_call(call)) {
			(Intermediate::Skip(_), Some((priority, tag))) => {
				valid.combine_with(ValidTransaction {
					priority,
					requires: Vec::new(),
					provides: alloc::vec![tag],
					longevity: LONGEVITY,
					propagate: true,
				})
			},
			_ => valid,
		};
		Ok((valid, val, origin))
	}

	fn prepare(
		self,
		val: Self::Val,
		origin: &DispatchOriginOf<RuntimeCall>,
		call: &RuntimeCall,
		info: &DispatchInfoOf<RuntimeCall>,
		len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		self.0.prepare(val, origin, call, info, len)
	}

	fn post_dispatch_details(
		pre: Self::Pre,
		info: &DispatchInfoOf<RuntimeCall>,
		post_info: &PostDispatchInfoOf<RuntimeCall>,
		len: usize,
		result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		Payment::post_dispatch_details(pre, info, post_info, len, result)
	}
}
