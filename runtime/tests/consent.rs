//! Permission as signed transactions: who pays, who need not, and what somebody else may send.

mod common;
#[path = "common/meta_tx.rs"]
mod meta_tx;

use animechain_primitives::{
	consent::{Answer, Audience, Price, Request, StatedTerms},
	merkle_sum::{Leaf, MerkleSumTree},
	AssetId, Authority, Contents, Currency, Edge, Grounds, Purpose, Purposes, Relation, Terms,
};
use animechain_runtime::{
	transactions::unsigned_refresh, AccountId, Balances, BlockNumber, Consent, Executive,
	MetaTxExtension, Provenance, Royalty, Runtime, RuntimeCall, System,
};
use codec::Encode;
use common::{at_block, declaration, edge, in_first_block, send, succeed};
use meta_tx::{inner_result, meta_tx};
use pallet_consent::{Call, Error, Offers};
use pallet_provenance::Call as Assets;
use polkadot_sdk::{
	frame_metadata_hash_extension::CheckMetadataHash,
	frame_support::traits::{fungible::Inspect, Get},
	frame_system::{
		self, CheckEra, CheckGenesis, CheckNonZeroSender, CheckNonce, CheckSpecVersion,
		CheckTxVersion,
	},
	pallet_meta_tx::{self, MetaTx, MetaTxMarker},
	pallet_verify_signature::VerifySignature,
	sp_core::H256,
	sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, One},
	sp_runtime::{
		generic::Era,
		transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError},
		DispatchError, Permill,
	},
};

fn work() -> Assets<Runtime> {
	Assets::register_work { declaration: declaration(1), edges: vec![] }
}

fn open_offer() -> StatedTerms<AccountId, BlockNumber> {
	StatedTerms {
		terms: Terms::UNRESTRICTED,
		audience: Audience::Anyone,
		price: None,
		share: Permill::zero(),
		quota: None,
		from: None,
		until: None,
		licence_period: None,
		transferable: false,
		legal: None,
	}
}

fn publish(asset: AssetId, stated: StatedTerms<AccountId, BlockNumber>) -> Call<Runtime> {
	Call::publish_offer { asset, stated: Box::new(stated) }
}

fn withdraw_offer(offer: u64) -> Call<Runtime> {
	Call::withdraw_offer { offer, grounds: Grounds::default() }
}

fn withdraw(asset: AssetId) -> Assets<Runtime> {
	Assets::withdraw { asset, grounds: Grounds::default() }
}

fn dataset(parent: AssetId, authority: Authority) -> Assets<Runtime> {
	let edges = vec![Edge { authority, ..edge(Relation::Includes, parent, 5) }];
	Assets::compose_dataset { declaration: declaration(2), edges }
}

fn give(asset: AssetId, to: Sr25519Keyring) -> Assets<Runtime> {
	Assets::transfer_control { asset, to: to.to_account_id().into() }
}

fn balance(who: Sr25519Keyring) -> u128 {
	Balances::total_balance(&who.to_account_id())
}

const PAYMENT: TransactionValidityError =
	TransactionValidityError::Invalid(InvalidTransaction::Payment);

#[test]
fn a_model_maker_pays_accepts_and_trains_until_the_provider_says_no() {
	in_first_block(|| {
		succeed(Alice, work());
		let price = Price { currency: Currency::Native, amount: 7_000_000_000_000 };
		let stated = StatedTerms {
			price: Some(price.clone()),
			share: Permill::from_percent(5),
			quota: Some(2),
			..open_offer()
		};
		let terms = stated.digest(0);
		succeed(Alice, publish(0, stated));
		let before = balance(Alice);
		let share = Permill::from_percent(5);
		let accept =
			|max_price| Call::accept_offer { offer: 0, max_price, max_share: share, terms };
		let cheaper = Price { amount: price.amount - 1, ..price.clone() };
		assert_eq!(
			send(Bob, accept(Some(cheaper))),
			Ok(Err(Error::<Runtime>::PriceExceedsMax.into()))
		);
		succeed(Bob, accept(Some(price.clone())));
		// The price is revenue of the asset, and its controller's to claim.
		let pool = Royalty::pool(0, Currency::Native).expect("somebody paid");
		assert_eq!((pool.inflow, pool.to_holders, pool.paid), (price.amount, price.amount, 0));
		assert_eq!(balance(Alice), before);

		succeed(Bob, dataset(0, Authority::Licence(0)));
		let train = Assets::register_model {
			declaration: declaration(3),
			edges: vec![edge(Relation::TrainedOn, 1, 0)],
		};
		succeed(Bob, train.clone());
		// The offer ends, the licence stays. The asset ends, and with it everything.
		succeed(Alice, withdraw_offer(0));
		succeed(Bob, dataset(0, Authority::Licence(0)));
		succeed(Alice, withdraw(0));
		let refused = pallet_provenance::Error::<Runtime>::ParentNotClear;
		assert_eq!(send(Bob, dataset(0, Authority::Licence(0))), Ok(Err(refused.into())));
		// What rests on it learns of it one generation at a time, whoever asks.
		let affected = pallet_provenance::Error::<Runtime>::ParentAffected;
		succeed(Bob, train.clone());
		succeed(Charlie, Assets::refresh { asset: 1 });
		assert_eq!(send(Bob, train), Ok(Err(affected.into())));
		let head = |id| Provenance::asset_info(id).expect("registered").head;
		assert_eq!((head(1).affected_by, head(2).affected_by), (Some(0), None));
		succeed(Charlie, Assets::refresh { asset: 2 });
		assert_eq!(head(2).affected_by, Some(0));
		assert_eq!(head(2).marks.bits(), 0);
	});
}

#[test]
fn saying_no_is_free_even_for_an_account_without_balance() {
	in_first_block(|| {
		succeed(Alice, work());
		succeed(Alice, publish(0, open_offer()));
		succeed(Alice, give(0, One));
		assert_eq!(balance(One), 0);
		// It can do nothing that costs a fee.
		assert_eq!(send(One, give(0, Bob)), Err(PAYMENT));
		succeed(One, withdraw_offer(0));
		succeed(One, withdraw(0));
		assert_eq!(balance(One), 0);
		// Only what changes something is free.
		assert_eq!(send(One, withdraw(0)), Err(PAYMENT));
		assert_eq!(send(One, withdraw_offer(0)), Err(PAYMENT));
		// Nor is it free for others to try.
		let before = balance(Bob);
		let refused = pallet_provenance::Error::<Runtime>::NotController;
		assert_eq!(send(Bob, withdraw(0)), Ok(Err(refused.into())));
		assert!(balance(Bob) < before);
	});
}

#[test]
fn a_free_no_comes_before_everything_that_pays_and_once() {
	in_first_block(|| {
		succeed(Alice, work());
		succeed(Alice, publish(0, open_offer()));
		let parent = H256::repeat_byte(1);
		let validate = |call: RuntimeCall| {
			let source = TransactionSource::External;
			Executive::validate_transaction(source, common::signed(Alice, call), parent)
				.expect("may be sent")
		};
		let paid = validate(give(0, Bob).into());
		for free in [withdraw(0).into(), withdraw_offer(0).into()] {
			let (free, again) = (validate(RuntimeCall::clone(&free)), validate(free));
			assert!(free.priority > paid.priority.saturating_mul(1_000_000));
			// The nonce, and what is taken back: of two that take back the same, the pool keeps one.
			assert_eq!(free.provides.len(), 2);
			assert_eq!(free.provides, again.provides);
		}
		// What is not free has no such priority.
		succeed(Alice, withdraw(0));
		assert!(validate(withdraw(0).into()).priority < u64::MAX / 4);
	});
}

#[test]
fn whoever_cannot_pay_waits_for_a_free_place() {
	in_first_block(|| {
		let leaves: Vec<_> = (0..40_u32)
			.map(|index| Leaf {
				index,
				commitment: H256::from_low_u64_be(index.into()),
				contributor: if index < 39 { Bob } else { One }.to_account_id(),
				weight: 1,
			})
			.collect();
		let tree = MerkleSumTree::build(leaves.iter().map(Leaf::node).collect()).expect("valid");
		let contents = Contents {
			root: tree.root().digest,
			leaves: 40,
			weight: 40,
			contributors_share: Permill::one(),
		};
		let declaration = declaration(1);
		let edges = vec![];
		succeed(Alice, Assets::register_collection { declaration, contents, edges });
		let beneficiary = One.to_account_id().into();
		succeed(Alice, Assets::sponsor_storage { beneficiary, bytes: 1 });
		let exclude = |index: usize| Call::<Runtime>::exclude_leaf {
			asset: 0,
			leaf: leaves[index].clone(),
			proof: tree.proof(index as u32).expect("in the tree"),
			grounds: Grounds::default(),
		};
		let before = balance(Bob);
		let free: u32 = <Runtime as pallet_consent::Config>::MaxFreeExclusions::get();
		let free = free as usize;
		(0..free).for_each(|index| succeed(Bob, exclude(index)));
		assert_eq!(balance(Bob), before);
		let full = TransactionValidityError::from(InvalidTransaction::ExhaustsResources);
		assert_eq!(send(One, exclude(39)), Err(full));
		// For a fee it goes on.
		succeed(Bob, exclude(free));
		assert!(balance(Bob) < before);
		at_block(2);
		succeed(One, exclude(39));
		assert_eq!(balance(One), 0);
	});
}

#[test]
fn a_refresh_needs_neither_signature_nor_fee_and_must_change_something() {
	in_first_block(|| {
		succeed(Alice, work());
		succeed(Alice, dataset(0, Authority::Control));
		let refresh = || unsigned_refresh(1, 0);
		// A pool refuses for a while the bytes that it has seen.
		assert_ne!(unsigned_refresh(1, 1).encode(), refresh().encode());
		let stale: TransactionValidityError = InvalidTransaction::Stale.into();
		let source = TransactionSource::External;
		let parent = H256::repeat_byte(1);
		let validate = || Executive::validate_transaction(source, refresh(), parent);
		assert_eq!(validate(), Err(stale));
		assert_eq!(Executive::apply_extrinsic(refresh()), Err(stale));
		succeed(Alice, withdraw(0));
		assert!(validate().is_ok_and(|valid| valid.priority == 0 && !valid.provides.is_empty()));
		let before = balance(Alice);
		assert_eq!(Executive::apply_extrinsic(refresh()), Ok(Ok(())));
		assert_eq!(balance(Alice), before);
		assert_eq!(Executive::apply_extrinsic(refresh()), Err(stale));
		let head = Provenance::asset_info(1).expect("registered").head;
		assert_eq!(head.affected_by, Some(0));
	});
}

/// The illustrator controls asset 0, has no balance, and a studio gave it bytes to publish with.
fn illustrator_without_balance(test: impl FnOnce()) {
	in_first_block(|| {
		succeed(Alice, work());
		succeed(Alice, give(0, One));
		let sponsor =
			Assets::sponsor_storage { beneficiary: One.to_account_id().into(), bytes: 2_000 };
		succeed(Alice, sponsor);
		test();
	});
}

fn refused_as(
	error: pallet_meta_tx::Error<Runtime>,
) -> Result<Result<(), DispatchError>, TransactionValidityError> {
	Ok(Err(error.into()))
}

#[test]
fn a_studio_pays_for_an_opt_in_that_an_illustrator_signed() {
	illustrator_without_balance(|| {
		let opt_in = meta_tx(One, publish(0, open_offer()), 0, Era::mortal(64, 0));
		let before = balance(Bob);
		succeed(Bob, opt_in.clone());
		assert_eq!(inner_result(), Ok(()));
		assert!(balance(Bob) < before);
		assert_eq!(balance(One), 0);
		let offer = Offers::<Runtime>::get(0).expect("published");
		assert_eq!(offer.publisher, One.to_account_id());
		let request = Request {
			who: Charlie.to_account_id(),
			purposes: Purposes::NONE.with(Purpose::AiGenerativeTraining),
			commercial: true,
			at: None,
		};
		let yes = Answer::Permitted(Authority::Offer(0));
		assert_eq!(Consent::answer(0, &request, None), yes);

		// Not a second time, by nobody.
		assert_eq!(send(Charlie, opt_in), refused_as(pallet_meta_tx::Error::Stale));
		// And the illustrator takes it back alone.
		succeed(One, withdraw_offer(0));
	});
}

#[test]
fn a_signed_opt_in_is_worth_nothing_on_another_chain() {
	illustrator_without_balance(|| {
		let opt_in = meta_tx(One, publish(0, open_offer()), 0, Era::mortal(64, 0));
		let here = System::block_hash(0);
		frame_system::BlockHash::<Runtime>::insert(0, H256::repeat_byte(9));
		assert_eq!(send(Bob, opt_in.clone()), refused_as(pallet_meta_tx::Error::BadProof));
		frame_system::BlockHash::<Runtime>::insert(0, here);
		succeed(Bob, opt_in);
	});
}

#[test]
fn a_signed_opt_in_ends_with_its_era() {
	illustrator_without_balance(|| {
		frame_system::BlockHash::<Runtime>::insert(1, H256::repeat_byte(1));
		let opt_in = meta_tx(One, publish(0, open_offer()), 0, Era::mortal(4, 1));
		frame_system::BlockHash::<Runtime>::insert(5, H256::repeat_byte(5));
		at_block(6);
		assert_eq!(send(Bob, opt_in.clone()), refused_as(pallet_meta_tx::Error::BadProof));
		assert!(Offers::<Runtime>::get(0).is_none());
	});
}

#[test]
fn a_signed_opt_in_does_not_come_back_with_the_account() {
	illustrator_without_balance(|| {
		let opt_in = meta_tx(One, publish(0, open_offer()), 0, Era::Immortal);
		succeed(Bob, opt_in.clone());
		succeed(One, withdraw_offer(0));
		// Everything that kept the account is gone, and it comes back later.
		succeed(Bob, meta_tx(One, give(0, Bob), 2, Era::Immortal));
		assert_eq!(inner_result(), Ok(()));
		succeed(Bob, give(0, One));
		assert_eq!(send(Bob, opt_in), refused_as(pallet_meta_tx::Error::Stale));
		assert_eq!(System::account_nonce(One.to_account_id()), 3);
	});
}

#[test]
fn nobody_signs_for_another() {
	illustrator_without_balance(|| {
		let forged = meta_tx(
			Bob,
			publish(0, open_offer()),
			System::account_nonce(Bob.to_account_id()),
			Era::Immortal,
		);
		succeed(Charlie, forged);
		assert_eq!(inner_result(), Err(Error::<Runtime>::NotController.into()));
		// Without a signature there is no origin at all.
		let unsigned: MetaTxExtension = (
			VerifySignature::new_disabled(),
			MetaTxMarker::new(),
			CheckNonZeroSender::new(),
			CheckSpecVersion::new(),
			CheckTxVersion::new(),
			CheckGenesis::new(),
			CheckEra::from(Era::Immortal),
			CheckNonce::from(0),
			CheckMetadataHash::new(false),
		);
		let meta_tx = MetaTx::new(publish(0, open_offer()).into(), 0, unsigned);
		let meta_tx_encoded_len = meta_tx.encoded_size() as u32;
		let call = pallet_meta_tx::Call::<Runtime>::dispatch {
			meta_tx: Box::new(meta_tx),
			meta_tx_encoded_len,
		};
		assert_eq!(send(Charlie, call), refused_as(pallet_meta_tx::Error::UnknownOrigin));
	});
}

#[test]
fn sixty_four_permissions_fit_in_one_registration() {
	in_first_block(|| {
		for asset in 0..64 {
			succeed(Alice, work());
			succeed(Alice, publish(asset, StatedTerms { quota: Some(1), ..open_offer() }));
		}
		let edges = (0..64)
			.map(|id| Edge { authority: Authority::Offer(id), ..edge(Relation::Includes, id, 1) })
			.collect();
		succeed(Bob, Assets::compose_dataset { declaration: declaration(2), edges });
		let record = Provenance::asset_info(64).expect("registered").record;
		assert_eq!(record.edges.len(), 64);
		let used = |id| Offers::<Runtime>::get(id).is_some_and(|offer| offer.uses == 1);
		assert!((0..64).all(used));
	});
}
