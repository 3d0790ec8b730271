//! What readers ask, as they ask it: by the names of the runtime API, and by the numbers of view functions.

use animechain_primitives::{
	consent::{ListError, Page},
	rights::{Agreement, Listing, ListingId, Threshold},
};
use animechain_runtime::{apis::api, Block};
use codec::{Decode, Encode};
use pallet_rights as rights;
use polkadot_sdk::{
	frame_support::view_functions::{
		runtime_api::runtime_decl_for_runtime_view_function::RuntimeViewFunction, ViewFunction,
		ViewFunctionDispatchError, ViewFunctionId,
	},
	sp_core::H256,
	sp_runtime::Permill,
};

use super::*;

type TheAgreement = Agreement<AccountId, BlockNumber>;
type Agreements = Result<Page<(AgreementId, TheAgreement), AgreementId>, ListError>;
type Listings = Result<Page<(ListingId, Listing<AccountId, BlockNumber>), ListingId>, ListError>;

/// What a node does for `state_call`.
fn called<Answer: Decode>(function: &str, parameters: impl Encode) -> Answer {
	let answer = api::dispatch(&format!("RightsApi_{function}"), &parameters.encode())
		.expect("the runtime has this function");
	Answer::decode(&mut &answer[..]).expect("the answer is of the type that it is said to be")
}

fn viewed(id: ViewFunctionId, input: Vec<u8>) -> Result<Vec<u8>, ViewFunctionDispatchError> {
	<Runtime as RuntimeViewFunction<Block>>::execute_view_function(id, input)
}

/// An agreement that waits, one that is over, and something for sale.
fn something_to_read(journey: &mut Journey) -> (AssetId, TheDeal) {
	let asset = work(journey);
	let terms = deal(&[Right::Shares { asset, units: 5 }], &[revenue(asset, AMOUNT)]);
	agree(journey, &terms);
	journey.block(|| {
		succeed(Eve, propose(&terms));
		succeed(Dave, Call::cancel { agreement: 1 });
		let right = Right::Control(asset);
		let revenue = Permill::from_percent(1);
		let (price, buyer) = (native(AMOUNT), Some(id(Bob).into()));
		succeed(Eve, Call::list { right, price, revenue, buyer, until: Some(99) });
	});
	(asset, terms)
}

#[test]
fn the_runtime_api_says_what_is_agreed_on_and_for_sale() {
	on_chain(|journey| {
		let (asset, terms) = something_to_read(journey);
		let told: Option<TheAgreement> = called("agreement", 0_u64);
		assert_eq!(told.as_ref().map(|row| &row.deal), Some(&terms));
		assert_eq!(told.map(|row| row.stage), Some(Stage::Accepted));
		assert_eq!(called::<Option<TheAgreement>>("agreement", 2_u64), None);
		let digest = terms.digest(&System::block_hash(0), 0);
		assert_eq!(called::<Option<H256>>("deal_digest", 0_u64), Some(digest));
		assert_ne!(called::<Option<H256>>("deal_digest", 1_u64), Some(digest));
		assert_eq!(called::<Option<H256>>("deal_digest", 2_u64), None);

		let waiting: Vec<Threshold<AccountId>> = called("thresholds", (asset, NATIVE));
		let expected =
			Threshold { inflow: AMOUNT, agreement: 0, clause: 0, from: id(Eve), to: id(Dave) };
		assert_eq!(waiting, [expected]);
		assert_eq!(called::<Amount>("kept", (id(Dave), NATIVE)), 0);

		for party in [Eve, Dave] {
			let mut numbers = Vec::new();
			let mut after = None::<AgreementId>;
			loop {
				let page: Agreements = called("agreements_of", (id(party), after, 1_u32));
				let page = page.expect("a limit of one is allowed");
				numbers.extend(page.rows.into_iter().map(|(number, _)| number));
				after = page.next;
				if after.is_none() {
					break;
				}
			}
			numbers.sort_unstable();
			assert_eq!(numbers, [0, 1]);
		}
		let page: Listings = called("listings", (0_u64, 256_u32));
		let page = page.expect("256 are allowed");
		assert_eq!(
			(page.rows.len(), page.rows[0].1.buyer.clone(), page.next),
			(1, Some(id(Bob)), None)
		);
		for limit in [0_u32, 257] {
			let refused = ListError::LimitOutOfRange;
			assert_eq!(called::<Listings>("listings", (0_u64, limit)), Err(refused));
			let none = None::<AgreementId>;
			assert_eq!(called::<Agreements>("agreements_of", (id(Eve), none, limit)), Err(refused));
		}
	});
}

#[test]
fn view_functions_say_the_same() {
	on_chain(|journey| {
		let (asset, _) = something_to_read(journey);
		let (account, none) = (id(Eve), None::<AgreementId>);
		let api = |function: &str, input: &[u8]| {
			api::dispatch(&format!("RightsApi_{function}"), input).expect("the runtime has it")
		};
		let pairs = [
			("agreement", rights::AgreementViewFunction::<Runtime>::id(), 0_u64.encode()),
			("agreement", rights::AgreementViewFunction::<Runtime>::id(), 9_u64.encode()),
			("deal_digest", rights::DealDigestViewFunction::<Runtime>::id(), 0_u64.encode()),
			(
				"agreements_of",
				rights::AgreementsOfViewFunction::<Runtime>::id(),
				(&account, none, 2_u32).encode(),
			),
			(
				"thresholds",
				rights::ThresholdsViewFunction::<Runtime>::id(),
				(asset, NATIVE).encode(),
			),
			("listings", rights::ListingsViewFunction::<Runtime>::id(), (0_u64, 1_u32).encode()),
			("listings", rights::ListingsViewFunction::<Runtime>::id(), (0_u64, 0_u32).encode()),
			("kept", rights::KeptViewFunction::<Runtime>::id(), (&account, NATIVE).encode()),
		];
		for (function, id, input) in pairs {
			let told = viewed(id, input.clone()).expect("the view function exists");
			assert!(!told.is_empty());
			assert_eq!(told, api(function, &input), "{function}");
		}
		let id = rights::AgreementViewFunction::<Runtime>::id;
		assert!(matches!(viewed(id(), vec![1]), Err(ViewFunctionDispatchError::Codec)));
		let suffix = [0; 16];
		let unknown = viewed(ViewFunctionId { suffix, ..id() }, 0_u64.encode());
		assert!(matches!(unknown, Err(ViewFunctionDispatchError::NotFound(_))));
	});
}
