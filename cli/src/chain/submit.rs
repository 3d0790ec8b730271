//! Signing, sending and waiting.

use std::{sync::Arc, time::Duration};

use codec::{Compact, Decode, Encode, Output};
use polkadot_sdk::sp_core::H256;
use subxt::{
	client::{ClientAtBlock, OnlineClientAtBlockImpl},
	config::{DefaultExtrinsicParamsBuilder, Header},
	extrinsics::ExtrinsicEvents,
	transactions::{Payload, SubmittableTransaction, TransactionStatus, ValidationResult},
};

use super::{
	calls::Call, client::Config, multisig::Weight, AccountId, BlockNumber, Chain, ChainError,
};
use crate::keys::Signer;

/// How long a transaction may take into a block.
const IN_BLOCK: Duration = Duration::from_secs(60);
/// How long a block may take to become final.
const FINAL: Duration = Duration::from_secs(180);
/// For how many blocks a transaction is valid.
const MORTALITY: u64 = 64;

pub(super) type Client = OnlineClientAtBlockImpl<Config>;

/// What the runtime says that a call takes.
#[derive(Decode)]
pub(super) struct DispatchInfo {
	weight: (Compact<u64>, Compact<u64>),
	_class: u8,
	fee: u128,
}

impl DispatchInfo {
	/// How much of a block it takes.
	pub(super) const fn weight(&self) -> Weight {
		Weight::new(self.weight)
	}
}

/// Bytes that are encoded already.
struct AsTheyAre(Vec<u8>);

impl Encode for AsTheyAre {
	fn encode_to<O: Output + ?Sized>(&self, out: &mut O) {
		out.write(&self.0);
	}
}

/// A call in a block, or what followed from it at the end of that block.
pub struct Included {
	/// The block.
	pub block_hash: H256,
	/// The transaction.
	pub extrinsic: H256,
	/// All events of the block.
	pub(super) events: Arc<ExtrinsicEvents<Config>>,
	/// Which of them are meant, by their places in the block.
	pub(super) meant: Vec<u32>,
}

/// A signed call that the node would take.
pub struct Prepared {
	transaction: SubmittableTransaction<Config, Client>,
	/// The number of the signer's transaction.
	pub nonce: u64,
	/// The number of the last block that it can get into.
	pub last_block: u64,
}

impl Chain {
	/// Signs `call` and asks the node whether it would take it. Nothing is sent.
	pub async fn prepare(&self, call: &Call, signer: &Signer) -> Result<Prepared, ChainError> {
		let prepared = self.sign(call, signer).await?;
		self.check(&prepared.transaction, signer).await?;
		Ok(prepared)
	}

	/// Sends a call and waits until it is in a block, or in a final one, and has succeeded.
	pub async fn submit(
		&self,
		prepared: &Prepared,
		signer: &Signer,
		finalized: bool,
	) -> Result<Included, ChainError> {
		let transaction = &prepared.transaction;
		let deadline = if finalized { FINAL } else { IN_BLOCK };
		let wait = self.send(transaction, signer, finalized);
		tokio::time::timeout(deadline, wait).await.unwrap_or_else(|_| {
			Err(ChainError::TimedOut {
				extrinsic: format!("{:?}", transaction.hash()),
				seconds: deadline.as_secs(),
			})
		})
	}

	/// A transaction for the best block.
	async fn sign(&self, call: &Call, signer: &Signer) -> Result<Prepared, ChainError> {
		let request = |error: subxt::rpcs::Error| ChainError::of_request(&self.url, error);
		let extrinsic = |error| ChainError::of_extrinsic(&self.url, error);
		let client = self.client_at().await?;
		// Through the transaction pool, so that two commands in a row do not collide.
		let nonce = self.rpc.system_account_next_index(&signer.account).await.map_err(request)?;
		let (number, hash) = self.birth(client.block_number()).await?;
		let parameters = DefaultExtrinsicParamsBuilder::new()
			.nonce(nonce)
			.mortal_from_unchecked(MORTALITY, number, hash)
			.build();
		self.encode(&client, call)?;
		let transaction = client
			.transactions()
			.create_signable_offline(call, parameters)
			.and_then(|mut signable| signable.sign(&signer.pair))
			.map_err(extrinsic)?;
		Ok(Prepared { transaction, nonce, last_block: number.saturating_add(MORTALITY - 1) })
	}

	/// The runtime of the block that reads hold for.
	pub(super) async fn client_at(&self) -> Result<ClientAtBlock<Config, Client>, ChainError> {
		self.client
			.at_block(self.at)
			.await
			.map_err(|error| ChainError::of_request(&self.url, error))
	}

	/// A call with the numbers of its pallet and itself before its arguments, if the runtime has it.
	pub(super) fn encode(
		&self,
		client: &ClientAtBlock<Config, Client>,
		call: &Call,
	) -> Result<Vec<u8>, ChainError> {
		let (pallet, name) = (call.pallet_name(), call.call_name());
		let known = client
			.metadata_ref()
			.pallet_by_name(pallet)
			.is_some_and(|pallet| pallet.call_hash(name).is_some());
		if !known {
			return Err(ChainError::Missing { name: call.path() });
		}
		let transactions = client.transactions();
		let bytes = transactions
			.call_data(call)
			.map_err(|error| ChainError::of_extrinsic(&self.url, error))?;
		if transactions.from_call_data_bytes(&bytes).is_err() {
			return Err(ChainError::OtherRelease { what: call.path() });
		}
		Ok(bytes)
	}

	/// The bytes of several calls, for a batch.
	pub async fn encode_all(&self, calls: &[Call]) -> Result<Vec<Vec<u8>>, ChainError> {
		let client = self.client_at().await?;
		calls.iter().map(|call| self.encode(&client, call)).collect()
	}

	/// What a call costs, but for the few bytes of its signature.
	pub async fn fee(&self, call: &Call) -> Result<u128, ChainError> {
		Ok(self.dispatch_info(call).await?.fee)
	}

	pub(super) async fn dispatch_info(&self, call: &Call) -> Result<DispatchInfo, ChainError> {
		let bytes = self.call_bytes(call).await?;
		let length = bytes.len() as u32;
		self.call("TransactionPaymentCallApi", "query_call_info", (AsTheyAre(bytes), length)).await
	}

	/// The number of a block.
	pub async fn block_number(&self, block: H256) -> Result<BlockNumber, ChainError> {
		let request = |error: subxt::rpcs::Error| ChainError::of_request(&self.url, error);
		let header = self.rpc.chain_get_header(Some(block)).await.map_err(request)?;
		header
			.and_then(|header| BlockNumber::try_from(header.number()).ok())
			.ok_or_else(|| ChainError::of_request(&self.url, "it does not have the block any more"))
	}

	/// The number of the newest final block.
	pub async fn final_block(&self) -> Result<u64, ChainError> {
		let request = |error: subxt::rpcs::Error| ChainError::of_request(&self.url, error);
		let hash = self.rpc.chain_get_finalized_head().await.map_err(request)?;
		let header = self.rpc.chain_get_header(Some(hash)).await.map_err(request)?;
		header
			.map(|header| header.number())
			.ok_or_else(|| ChainError::of_request(&self.url, "it has no final block"))
	}

	/// How many transactions of an account are in blocks.
	pub async fn nonce(&self, account: AccountId) -> Result<u64, ChainError> {
		self.call::<u32>("AccountNonceApi", "account_nonce", account).await.map(u64::from)
	}

	/// The block from which a transaction counts its age.
	pub(super) async fn birth(&self, best: u64) -> Result<(u64, H256), ChainError> {
		let request = |error: subxt::rpcs::Error| ChainError::of_request(&self.url, error);
		let hash = self.rpc.chain_get_finalized_head().await.map_err(request)?;
		let header = self.rpc.chain_get_header(Some(hash)).await.map_err(request)?;
		match header.map(|header| header.number()) {
			Some(number) if is_good_birth(number, best) => Ok((number, hash)),
			_ => Ok((best, self.at)),
		}
	}

	/// Asks the node whether it would take the transaction, because its answer then says more than its
	/// refusal afterwards.
	async fn check(
		&self,
		transaction: &SubmittableTransaction<Config, Client>,
		signer: &Signer,
	) -> Result<(), ChainError> {
		let extrinsic = |error| ChainError::of_extrinsic(&self.url, error);
		match transaction.validate().await.map_err(extrinsic)? {
			ValidationResult::Valid(_) => Ok(()),
			ValidationResult::Invalid(invalid) => {
				let fee = transaction.partial_fee_estimate().await.unwrap_or_default();
				Err(ChainError::of_validity(signer.account, fee, &invalid))
			},
			ValidationResult::Unknown(unknown) => {
				Err(ChainError::Refused { reason: format!("{unknown:?}") })
			},
		}
	}

	async fn send(
		&self,
		transaction: &SubmittableTransaction<Config, Client>,
		signer: &Signer,
		finalized: bool,
	) -> Result<Included, ChainError> {
		let refused = |reason: String| Err(ChainError::Refused { reason });
		let mut progress = transaction
			.submit_and_watch()
			.await
			.map_err(|error| ChainError::of_extrinsic(&self.url, error))?;
		while let Some(status) = progress.next().await {
			match status.map_err(|error| ChainError::of_request(&self.url, error))? {
				TransactionStatus::InBestBlock(_) if finalized => (),
				TransactionStatus::InBestBlock(block)
				| TransactionStatus::InFinalizedBlock(block) => {
					let events = block
						.wait_for_success()
						.await
						.map_err(|error| ChainError::of_events(&self.url, signer.account, error))?;
					return Ok(Included {
						block_hash: block.block_hash(),
						extrinsic: block.extrinsic_hash(),
						meant: events.iter().flatten().map(|event| event.index()).collect(),
						events: Arc::new(events),
					});
				},
				TransactionStatus::Error { message }
				| TransactionStatus::Invalid { message }
				| TransactionStatus::Dropped { message } => return refused(message),
				_ => (),
			}
		}
		refused("the node stopped reporting on it".into())
	}
}

/// Whether a transaction for the best block can count its age from this final one, which no fork takes away.
///
/// Not when finality is so far behind that the transaction would soon be too old; nor when it went on
/// meanwhile, because the best block's state does not know blocks after it.
const fn is_good_birth(finalized: u64, best: u64) -> bool {
	finalized <= best && best - finalized < MORTALITY / 2
}

#[cfg(test)]
mod tests {
	use super::is_good_birth;

	#[test]
	fn transactions_are_born_in_a_recent_final_block_that_the_best_one_knows() {
		assert!(is_good_birth(0, 0));
		assert!(is_good_birth(100, 131));
		assert!(!is_good_birth(100, 132));
		assert!(!is_good_birth(101, 100));
	}
}
