//! What the runtime answers to nodes and light clients.

use polkadot_sdk::{staging_xcm as xcm, staging_xcm_executor as xcm_executor, *};

use alloc::{vec, vec::Vec};

use animechain_primitives::{
	consent::{
		Answer, Exclusion, LeafPage, Licence, LicenceCursor, ListError, Offer, OriginLabel, Page,
		Request, Reservation, ReservationCount, SearchCursor,
	},
	lineage::{AncestorPage, Cursor, LineageError},
	lineage_index::{BlockChanges, IndexRow},
	merkle_sum::{Leaf, LeafProof, LeafProofError},
	rights::{Agreement, AgreementId, Listing, ListingId, Threshold},
	royalty::{Claimable, Flow, FlowError, PoolCursor, PoolInfo},
	standing::{ControlChange, StandingChange},
	Amount, AssetId, AssetInfo, Commitment, Currency, Edge, LeafIndex, LicenceId, OfferId,
};
use cumulus_primitives_core::{ParaId, RelayProofRequest, VerifySchedulingSignature};
use frame_support::{
	genesis_builder_helper::{build_state, get_preset},
	view_functions::{ViewFunctionDispatchError, ViewFunctionId},
	weights::Weight,
};
use sp_api::impl_runtime_apis;
use sp_core::{crypto::KeyTypeId, OpaqueMetadata, H256};
use sp_runtime::{
	traits::Block as BlockT,
	transaction_validity::{TransactionSource, TransactionValidity},
	ApplyExtrinsicResult, ExtrinsicInclusionMode, Permill,
};
use sp_version::RuntimeVersion;
use xcm::{
	latest::prelude::AssetId as XcmAssetId, Version as XcmVersion, VersionedAsset,
	VersionedAssetId, VersionedAssets, VersionedLocation, VersionedXcm,
};
use xcm_runtime_apis::{
	dry_run::{CallDryRunEffects, Error as XcmDryRunApiError, XcmDryRunEffects},
	fees::Error as XcmPaymentApiError,
};

use crate::{
	configs::{
		consensus::ConsensusHook,
		xcm::{LocationToAccountId, NativeLocation, XcmConfig, XcmRouter},
	},
	constants::{
		consensus::{BLOCK_PROCESSING_VELOCITY, RELAY_PARENT_OFFSET},
		time::SLOT_DURATION,
	},
	genesis_presets, lineage_index, AccountId, AuraId, Balance, Block, BlockNumber, Consent,
	Executive, InherentDataExt, Nonce, OriginCaller, ParachainInfo, ParachainSystem, PolkadotXcm,
	Provenance, Rights, Royalty, Runtime, RuntimeCall, RuntimeEvent, RuntimeGenesisConfig,
	SessionKeys, System, TransactionPayment, VERSION,
};

impl_runtime_apis! {
	impl sp_api::Core<Block> for Runtime {
		fn version() -> RuntimeVersion {
			VERSION
		}

		fn execute_block(block: <Block as BlockT>::LazyBlock) {
			Executive::execute_block(block)
		}

		fn initialize_block(header: &<Block as BlockT>::Header) -> ExtrinsicInclusionMode {
			Executive::initialize_block(header)
		}
	}

	impl sp_api::Metadata<Block> for Runtime {
		fn metadata() -> OpaqueMetadata {
			OpaqueMetadata::new(Runtime::metadata().into())
		}

		fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
			Runtime::metadata_at_version(version)
		}

		fn metadata_versions() -> Vec<u32> {
			Runtime::metadata_versions()
		}
	}

	impl frame_support::view_functions::runtime_api::RuntimeViewFunction<Block> for Runtime {
		fn execute_view_function(
			id: ViewFunctionId,
			input: Vec<u8>,
		) -> Result<Vec<u8>, ViewFunctionDispatchError> {
			Runtime::execute_view_function(id, input)
		}
	}

	impl sp_block_builder::BlockBuilder<Block> for Runtime {
		fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
			Executive::apply_extrinsic(extrinsic)
		}

		fn finalize_block() -> <Block as BlockT>::Header {
			Executive::finalize_block()
		}

		fn inherent_extrinsics(
			data: sp_inherents::InherentData,
		) -> Vec<<Block as BlockT>::Extrinsic> {
			data.create_extrinsics()
		}

		fn check_inherents(
			block: <Block as BlockT>::LazyBlock,
			data: sp_inherents::InherentData,
		) -> sp_inherents::CheckInherentsResult {
			data.check_extrinsics(&block)
		}
	}

	impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
		fn validate_transaction(
			source: TransactionSource,
			tx: <Block as BlockT>::Extrinsic,
			block_hash: <Block as BlockT>::Hash,
		) -> TransactionValidity {
			Executive::validate_transaction(source, tx, block_hash)
		}
	}

	impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
		fn offchain_worker(header: &<Block as BlockT>::Header) {
			Executive::offchain_worker(header)
		}
	}

	impl sp_session::SessionKeys<Block> for Runtime {
		fn generate_session_keys(
			owner: Vec<u8>,
			seed: Option<Vec<u8>>,
		) -> sp_session::OpaqueGeneratedSessionKeys {
			SessionKeys::generate(&owner, seed).into()
		}

		fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
			SessionKeys::decode_into_raw_public_keys(&encoded)
		}
	}

	impl sp_consensus_aura::AuraApi<Block, AuraId> for Runtime {
		fn slot_duration() -> sp_consensus_aura::SlotDuration {
			sp_consensus_aura::SlotDuration::from_millis(SLOT_DURATION)
		}

		fn authorities() -> Vec<AuraId> {
			pallet_aura::Authorities::<Runtime>::get().into_inner()
		}
	}

	impl cumulus_primitives_aura::AuraUnincludedSegmentApi<Block> for Runtime {
		fn can_build_upon(
			included_hash: <Block as BlockT>::Hash,
			slot: cumulus_primitives_aura::Slot,
		) -> bool {
			ConsensusHook::can_build_upon(included_hash, slot)
		}
	}

	impl cumulus_primitives_core::CollectCollationInfo<Block> for Runtime {
		fn collect_collation_info(
			header: &<Block as BlockT>::Header,
		) -> cumulus_primitives_core::CollationInfo {
			ParachainSystem::collect_collation_info(header)
		}
	}

	impl cumulus_primitives_core::GetParachainInfo<Block> for Runtime {
		fn parachain_id() -> ParaId {
			ParachainInfo::parachain_id()
		}
	}

	impl cumulus_primitives_core::RelayParentOffsetApi<Block> for Runtime {
		fn relay_parent_offset() -> u32 {
			RELAY_PARENT_OFFSET
		}

		fn max_claim_queue_offset() -> u8 {
			ParachainSystem::max_claim_queue_offset()
		}
	}

	impl cumulus_primitives_core::SchedulingV3EnabledApi<Block> for Runtime {
		fn scheduling_v3_enabled() -> bool {
			<Runtime as cumulus_pallet_parachain_system::Config>::SchedulingSignatureVerifier::V3_SCHEDULING_ENABLED
		}
	}

	impl cumulus_primitives_core::TargetBlockRate<Block> for Runtime {
		fn target_block_rate() -> u32 {
			BLOCK_PROCESSING_VELOCITY
		}
	}

	impl cumulus_primitives_core::KeyToIncludeInRelayProof<Block> for Runtime {
		fn keys_to_prove() -> RelayProofRequest {
			// Nothing of the relay chain's state is read beyond what every parachain reads.
			RelayProofRequest::default()
		}
	}

	impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
		fn account_nonce(account: AccountId) -> Nonce {
			System::account_nonce(account)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance>
		for Runtime
	{
		fn query_info(
			uxt: <Block as BlockT>::Extrinsic,
			len: u32,
		) -> pallet_transaction_payment_rpc_runtime_api::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_info(uxt, len)
		}

		fn query_fee_details(
			uxt: <Block as BlockT>::Extrinsic,
			len: u32,
		) -> pallet_transaction_payment::FeeDetails<Balance> {
			TransactionPayment::query_fee_details(uxt, len)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<
		Block,
		Balance,
		RuntimeCall,
	> for Runtime
	{
		fn query_call_info(
			call: RuntimeCall,
			len: u32,
		) -> pallet_transaction_payment::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_call_info(call, len)
		}

		fn query_call_fee_details(
			call: RuntimeCall,
			len: u32,
		) -> pallet_transaction_payment::FeeDetails<Balance> {
			TransactionPayment::query_call_fee_details(call, len)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl provenance_runtime_api::LineageApi<Block, AccountId, BlockNumber> for Runtime {
		fn next_asset_id() -> AssetId {
			Provenance::next_asset_id()
		}

		fn asset(asset: AssetId) -> Option<AssetInfo<AccountId, BlockNumber>> {
			Provenance::asset_info(asset)
		}

		fn parents(asset: AssetId) -> Option<Vec<Edge>> {
			Provenance::edges_of(asset)
		}

		fn ancestors(
			asset: AssetId,
			cursor: Option<Cursor>,
			limit: u32,
		) -> Result<AncestorPage<AccountId, BlockNumber>, LineageError> {
			Provenance::ancestors_of(asset, cursor, limit)
		}

		fn verify_leaf(
			asset: AssetId,
			leaf: Leaf<AccountId>,
			proof: LeafProof,
		) -> Result<(), LeafProofError> {
			Provenance::check_leaf(asset, leaf, proof)
		}

		fn standing_history(
			asset: AssetId,
			from: u32,
			limit: u32,
		) -> Result<Page<StandingChange<AccountId, BlockNumber>, u32>, ListError> {
			Provenance::standing_changes(asset, from, limit)
		}

		fn control_history(
			asset: AssetId,
			from: u32,
			limit: u32,
		) -> Result<Page<ControlChange<AccountId, BlockNumber>, u32>, ListError> {
			Provenance::control_changes(asset, from, limit)
		}
	}

	impl provenance_runtime_api::LineageIndexApi<Block, AccountId, BlockNumber> for Runtime {
		fn is_upgrading() -> bool {
			lineage_index::is_upgrading()
		}

		fn changes() -> BlockChanges<AccountId, BlockNumber> {
			lineage_index::changes()
		}

		fn assets() -> AssetId {
			Provenance::next_asset_id()
		}

		fn rows(from: AssetId, limit: u32) -> Vec<IndexRow<AccountId, BlockNumber>> {
			Provenance::index_rows(from, limit)
		}
	}

	impl consent_runtime_api::ConsentApi<Block, AccountId, BlockNumber> for Runtime {
		fn permitted(
			asset: AssetId,
			request: Request<AccountId, BlockNumber>,
			cursor: Option<SearchCursor>,
		) -> Answer {
			Consent::answer(asset, &request, cursor)
		}

		fn leaf_permitted(
			asset: AssetId,
			leaf: LeafIndex,
			request: Request<AccountId, BlockNumber>,
			cursor: Option<SearchCursor>,
		) -> Answer {
			Consent::answer_for_leaf(asset, leaf, &request, cursor)
		}

		fn offer(offer: OfferId) -> Option<Offer<AccountId, BlockNumber>> {
			Consent::offer(offer)
		}

		fn terms_digest(offer: OfferId) -> Option<H256> {
			Consent::terms_digest(offer)
		}

		fn offers_of(
			asset: AssetId,
			from: u32,
			limit: u32,
		) -> Result<Page<(OfferId, Offer<AccountId, BlockNumber>), u32>, ListError> {
			Consent::offers_page(asset, from, limit)
		}

		fn licence(licence: LicenceId) -> Option<Licence<AccountId, BlockNumber>> {
			Consent::licence(licence)
		}

		fn licences_of(
			account: AccountId,
			after: Option<LicenceCursor>,
			limit: u32,
		) -> Result<Page<(LicenceId, Licence<AccountId, BlockNumber>), LicenceCursor>, ListError> {
			Consent::licences_page(account, after, limit)
		}

		fn reservation_counts(keys: Vec<Commitment>) -> Result<Vec<ReservationCount>, ListError> {
			Consent::counts_of(keys)
		}

		fn reservations_of(
			key: Commitment,
			from: u32,
			limit: u32,
		) -> Result<Page<Reservation<AccountId, BlockNumber>, u32>, ListError> {
			Consent::reservations_page(key, from, limit)
		}

		fn exclusion(asset: AssetId, leaf: LeafIndex) -> Option<Exclusion<BlockNumber>> {
			Consent::exclusion(asset, leaf)
		}

		fn excluded_leaves(asset: AssetId, page: u32) -> Option<LeafPage> {
			Consent::excluded_leaves(asset, page)
		}

		fn origin_label(asset: AssetId) -> Option<OriginLabel> {
			Consent::label(asset)
		}

		fn opt_in_floor() -> Permill {
			Consent::opt_in_floor()
		}
	}

	impl rights_runtime_api::RightsApi<Block, AccountId, BlockNumber> for Runtime {
		fn agreement(agreement: AgreementId) -> Option<Agreement<AccountId, BlockNumber>> {
			Rights::agreement(agreement)
		}

		fn deal_digest(agreement: AgreementId) -> Option<H256> {
			Rights::deal_digest(agreement)
		}

		fn agreements_of(
			account: AccountId,
			after: Option<AgreementId>,
			limit: u32,
		) -> Result<Page<(AgreementId, Agreement<AccountId, BlockNumber>), AgreementId>, ListError>
		{
			Rights::agreements_of(account, after, limit)
		}

		fn thresholds(asset: AssetId, currency: Currency) -> Vec<Threshold<AccountId>> {
			Rights::thresholds(asset, currency)
		}

		fn listings(
			from: ListingId,
			limit: u32,
		) -> Result<Page<(ListingId, Listing<AccountId, BlockNumber>), ListingId>, ListError> {
			Rights::listings(from, limit)
		}

		fn kept(account: AccountId, currency: Currency) -> Amount {
			Rights::kept(account, currency)
		}
	}

	impl royalty_runtime_api::RoyaltyApi<Block, AccountId> for Runtime {
		fn currencies() -> Vec<Currency> {
			Royalty::currencies()
		}

		fn pool(asset: AssetId, currency: Currency) -> Option<PoolInfo> {
			Royalty::pool(asset, currency)
		}

		fn pools(asset: AssetId) -> Vec<(Currency, PoolInfo)> {
			Royalty::pools(asset)
		}

		fn owed(child: AssetId, edge: u8, currency: Currency) -> Option<Amount> {
			Royalty::owed(child, edge, currency)
		}

		fn units(asset: AssetId, account: AccountId) -> u32 {
			Royalty::units(asset, account)
		}

		fn holders(
			asset: AssetId,
			after: Option<AccountId>,
			limit: u32,
		) -> Result<Page<(AccountId, u32), AccountId>, ListError> {
			Royalty::holders(asset, after, limit)
		}

		fn claimable(
			account: AccountId,
			after: Option<PoolCursor>,
			limit: u32,
		) -> Result<Page<Claimable, PoolCursor>, ListError> {
			Royalty::claimable(account, after, limit)
		}

		fn claimable_of(account: AccountId, asset: AssetId) -> Vec<(Currency, Amount)> {
			Royalty::claimable_of(account, asset)
		}

		fn claimable_by_leaves(
			asset: AssetId,
			currency: Currency,
			leaves: Vec<(LeafIndex, u64)>,
		) -> Result<Vec<Amount>, FlowError> {
			Royalty::claimable_by_leaves(asset, currency, leaves)
		}

		fn flow(asset: AssetId, currency: Currency, amount: Amount) -> Result<Flow, FlowError> {
			Royalty::flow(asset, currency, amount)
		}

		fn flow_on(
			currency: Currency,
			beyond: Vec<(AssetId, Amount)>,
		) -> Result<Flow, FlowError> {
			Royalty::flow_on(currency, beyond)
		}
	}

	impl xcm_runtime_apis::fees::XcmPaymentApi<Block> for Runtime {
		fn query_acceptable_payment_assets(
			version: XcmVersion,
		) -> Result<Vec<VersionedAssetId>, XcmPaymentApiError> {
			let native = vec![XcmAssetId(NativeLocation::get())];
			PolkadotXcm::query_acceptable_payment_assets(version, native)
		}

		fn query_weight_to_asset_fee(
			weight: Weight,
			asset: VersionedAssetId,
		) -> Result<u128, XcmPaymentApiError> {
			type Trader = <XcmConfig as xcm_executor::Config>::Trader;
			PolkadotXcm::query_weight_to_asset_fee::<Trader>(weight, asset)
		}

		fn query_xcm_weight(message: VersionedXcm<()>) -> Result<Weight, XcmPaymentApiError> {
			PolkadotXcm::query_xcm_weight(message)
		}

		fn query_delivery_fees(
			destination: VersionedLocation,
			message: VersionedXcm<()>,
			asset: VersionedAssetId,
		) -> Result<VersionedAssets, XcmPaymentApiError> {
			type AssetExchanger = <XcmConfig as xcm_executor::Config>::AssetExchanger;
			PolkadotXcm::query_delivery_fees::<AssetExchanger>(destination, message, asset)
		}
	}

	impl xcm_runtime_apis::dry_run::DryRunApi<Block, RuntimeCall, RuntimeEvent, OriginCaller>
		for Runtime
	{
		fn dry_run_call(
			origin: OriginCaller,
			call: RuntimeCall,
			version: XcmVersion,
		) -> Result<CallDryRunEffects<RuntimeEvent>, XcmDryRunApiError> {
			PolkadotXcm::dry_run_call::<Runtime, XcmRouter, OriginCaller, RuntimeCall>(
				origin, call, version,
			)
		}

		fn dry_run_xcm(
			origin: VersionedLocation,
			message: VersionedXcm<RuntimeCall>,
		) -> Result<XcmDryRunEffects<RuntimeEvent>, XcmDryRunApiError> {
			PolkadotXcm::dry_run_xcm::<XcmRouter>(origin, message)
		}
	}

	impl xcm_runtime_apis::conversions::LocationToAccountApi<Block, AccountId> for Runtime {
		fn convert_location(
			location: VersionedLocation,
		) -> Result<AccountId, xcm_runtime_apis::conversions::Error> {
			xcm_runtime_apis::conversions::LocationToAccountHelper::<
				AccountId,
				LocationToAccountId,
			>::convert_location(location)
		}
	}

	impl xcm_runtime_apis::trusted_query::TrustedQueryApi<Block> for Runtime {
		fn is_trusted_reserve(
			asset: VersionedAsset,
			location: VersionedLocation,
		) -> xcm_runtime_apis::trusted_query::XcmTrustedQueryResult {
			PolkadotXcm::is_trusted_reserve(asset, location)
		}

		fn is_trusted_teleporter(
			asset: VersionedAsset,
			location: VersionedLocation,
		) -> xcm_runtime_apis::trusted_query::XcmTrustedQueryResult {
			PolkadotXcm::is_trusted_teleporter(asset, location)
		}
	}

	impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
		fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
			build_state::<RuntimeGenesisConfig>(config)
		}

		fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
			get_preset::<RuntimeGenesisConfig>(id, genesis_presets::get_preset)
		}

		fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
			genesis_presets::preset_names()
		}
	}

	#[cfg(feature = "try-runtime")]
	impl frame_try_runtime::TryRuntime<Block> for Runtime {
		fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
			use crate::configs::system::RuntimeBlockWeights;
			let weight = Executive::try_runtime_upgrade(checks).expect("checks hold; else stop");
			(weight, RuntimeBlockWeights::get().max_block)
		}

		fn execute_block(
			block: <Block as BlockT>::LazyBlock,
			state_root_check: bool,
			signature_check: bool,
			select: frame_try_runtime::TryStateSelect,
		) -> Weight {
			Executive::try_execute_block(block, state_root_check, signature_check, select)
				.expect("checks hold; else stop")
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	impl frame_benchmarking::Benchmark<Block> for Runtime {
		fn benchmark_metadata(
			extra: bool,
		) -> (Vec<frame_benchmarking::BenchmarkList>, Vec<frame_support::traits::StorageInfo>) {
			use crate::{benchmarks::*, *};
			use frame_benchmarking::BenchmarkList;
			use frame_support::traits::StorageInfoTrait;

			let mut list = Vec::<BenchmarkList>::new();
			list_benchmarks!(list, extra);
			(list, AllPalletsWithSystem::storage_info())
		}

		#[allow(non_local_definitions)]
		fn dispatch_benchmark(
			config: frame_benchmarking::BenchmarkConfig,
		) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
			use crate::{benchmarks::*, *};
			use frame_benchmarking::BenchmarkBatch;
			use frame_support::traits::{TrackedStorageKey, WhitelistedStorageKeys};

			impl frame_system_benchmarking::Config for Runtime {}

			let whitelist: Vec<TrackedStorageKey> =
				AllPalletsWithSystem::whitelisted_storage_keys();
			let mut batches = Vec::<BenchmarkBatch>::new();
			let params = (&config, &whitelist);
			add_benchmarks!(params, batches);
			Ok(batches)
		}
	}
}
