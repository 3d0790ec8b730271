//! Transactions that somebody signs and somebody else sends.

use animechain_runtime::{MetaTxExtension, Runtime, RuntimeCall, RuntimeEvent, System};
use codec::Encode;
use polkadot_sdk::{
	frame_metadata_hash_extension::CheckMetadataHash,
	frame_system::{
		CheckEra, CheckGenesis, CheckNonZeroSender, CheckNonce, CheckSpecVersion, CheckTxVersion,
	},
	pallet_meta_tx::{self, MetaTx, MetaTxMarker},
	pallet_verify_signature::VerifySignature,
	sp_core::Pair,
	sp_io::hashing::blake2_256,
	sp_keyring::Sr25519Keyring,
	sp_runtime::{generic::Era, traits::TransactionExtension, DispatchError, MultiSignature},
};

/// A call that `who` signed for somebody else to send.
pub fn meta_tx(
	who: Sr25519Keyring,
	call: impl Into<RuntimeCall>,
	nonce: u32,
	era: Era,
) -> pallet_meta_tx::Call<Runtime> {
	let call = call.into();
	let signed_part = (
		MetaTxMarker::<Runtime>::new(),
		CheckNonZeroSender::<Runtime>::new(),
		CheckSpecVersion::<Runtime>::new(),
		CheckTxVersion::<Runtime>::new(),
		CheckGenesis::<Runtime>::new(),
		CheckEra::<Runtime>::from(era),
		CheckNonce::<Runtime>::from(nonce),
		CheckMetadataHash::<Runtime>::new(false),
	);
	let implicit =
		TransactionExtension::<RuntimeCall>::implicit(&signed_part).expect("a valid era");
	let payload = (0_u8, &call, &signed_part, implicit).using_encoded(blake2_256);
	let signature = MultiSignature::Sr25519(who.pair().sign(&payload));
	let (marker, sender, spec, tx, genesis, era, nonce, metadata) = signed_part;
	let verify = VerifySignature::new_with_signature(signature, who.to_account_id());
	let extension: MetaTxExtension =
		(verify, marker, sender, spec, tx, genesis, era, nonce, metadata);
	let meta_tx = MetaTx::new(call, 0, extension);
	let meta_tx_encoded_len = meta_tx.encoded_size() as u32;
	pallet_meta_tx::Call::dispatch { meta_tx: Box::new(meta_tx), meta_tx_encoded_len }
}

/// What became of the call inside the last meta transaction.
pub fn inner_result() -> Result<(), DispatchError> {
	System::events()
		.into_iter()
		.rev()
		.find_map(|record| match record.event {
			RuntimeEvent::MetaTx(pallet_meta_tx::Event::Dispatched { result }) => {
				Some(result.map(|_| ()).map_err(|error| error.error))
			},
			_ => None,
		})
		.expect("a meta transaction was dispatched")
}
