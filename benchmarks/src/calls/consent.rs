//! Offers, licences, leaves that are taken out, reservations.

use animechain_primitives::{
	consent::{exclusion_message, Audience, Price, StatedTerms},
	merkle_sum::{Leaf, LeafProof, Node, MAX_PROOF_LENGTH},
	AssetId, Contents, LicenceId, OfferId, Purposes, Terms,
};
use animechain_runtime::{AccountId, BlockNumber, Consent, Runtime};
use pallet_consent::Call;
use polkadot_sdk::{
	sp_core::{Pair, H256},
	sp_runtime::{MultiSignature, Permill},
};

use super::{
	case, declaration, grounds, registered, Case, Group, Person, Transaction, World, AMOUNT,
	CURRENCIES,
};
use crate::chain::GENESIS;

type Stated = StatedTerms<AccountId, BlockNumber>;

/// Its calls.
pub fn cases() -> Vec<Case> {
	let of = |name, prepare| case(name, Group::Consent, prepare);
	vec![
		of("consent.publish_offer", |world| {
			let (person, asset) = world.registrant();
			let stated = Box::new(stated(Audience::Only(person.account()), Some(price(world))));
			Transaction::signed(person, Call::publish_offer { asset, stated })
		}),
		of("consent.withdraw_offer", |world| {
			let (person, asset) = world.registrant();
			let stated = stated(Audience::Only(person.account()), Some(price(world)));
			let offer = published(person, asset, stated);
			Transaction::signed(person, Call::withdraw_offer { offer, grounds: grounds() })
		}),
		of("consent.accept_offer, free", |world| {
			let (holder, _) = world.registrant();
			let (person, asset) = world.registrant();
			let offer = published(person, asset, stated(Audience::Only(holder.account()), None));
			Transaction::signed(holder, accept(offer, None))
		}),
		of("consent.accept_offer, for a coin", |world| {
			let (holder, _) = world.registrant();
			let (person, asset) = world.registrant();
			let price = price(world);
			let addressed = stated(Audience::Only(holder.account()), Some(price.clone()));
			let offer = published(person, asset, addressed);
			Transaction::signed(holder, accept(offer, Some(price)))
		}),
		of("consent.transfer_licence, to a stranger", |world| {
			let (holder, _) = world.registrant();
			let licence = licence(world, holder);
			let to = world.stranger().address();
			Transaction::signed(holder, Call::transfer_licence { licence, to })
		}),
		of("consent.exclude_leaf, of 2^32 - 1, never paid", |world| {
			let (person, call) = excluded(world, 0);
			Transaction::signed(person, call)
		}),
		of("consent.exclude_leaf, of 2^32 - 1, 8 pools", |world| {
			let (person, call) = excluded(world, CURRENCIES as usize);
			Transaction::signed(person, call)
		}),
		Case {
			most: FREE,
			..of("consent.exclude_leaf_signed, of 2^32 - 1, 8 pools", |world| {
				let (person, call) = excluded(world, CURRENCIES as usize);
				let Call::exclude_leaf { asset, leaf, proof, grounds } = call else {
					unreachable!("made above")
				};
				let message = exclusion_message(&GENESIS, asset, leaf.index, &grounds);
				let wrapped = [b"<Bytes>", message.as_bytes(), b"</Bytes>"].concat();
				let signature = MultiSignature::Sr25519(person.pair().sign(&wrapped));
				Transaction::general(Call::exclude_leaf_signed {
					asset,
					leaf,
					proof,
					grounds,
					signature,
				})
			})
		},
		of("consent.reserve, reserved before", |world| {
			let (person, number) = world.registrant();
			let (other, _) = world.registrant();
			let key = H256::from_low_u64_be(number);
			other.does(Call::reserve { key, purposes: Purposes::ALL });
			Transaction::signed(person, Call::reserve { key, purposes: Purposes::ALL })
		}),
		of("consent.lift_reservation", |world| {
			let (person, number) = world.registrant();
			let key = H256::from_low_u64_be(number);
			person.does(Call::reserve { key, purposes: Purposes::ALL });
			Transaction::signed(person, Call::lift_reservation { key })
		}),
		Case {
			// It can only rise.
			most: 1,
			..of("consent.raise_opt_in_floor, by sudo", |_| {
				Transaction::root(Call::raise_opt_in_floor { floor: Permill::one() })
			})
		},
	]
}

/// Free exclusions of a block.
const FREE: usize = 64;

fn price(world: &World) -> Price {
	Price { currency: world.coin(), amount: AMOUNT }
}

/// An offer with all fields full.
fn stated(audience: Audience<AccountId>, price: Option<Price>) -> Stated {
	StatedTerms {
		terms: Terms { expires: Some(1_000_000), ..Terms::UNRESTRICTED },
		audience,
		price,
		share: Permill::one(),
		quota: Some(u32::MAX),
		from: Some(0),
		until: Some(1_000_000),
		licence_period: Some(1_000),
		transferable: true,
		legal: Some(H256::repeat_byte(5)),
	}
}

fn published(person: Person, asset: AssetId, stated: Stated) -> OfferId {
	let offer = pallet_consent::NextOfferId::<Runtime>::get();
	person.does(Call::publish_offer { asset, stated: Box::new(stated) });
	offer
}

fn accept(offer: OfferId, max_price: Option<Price>) -> Call<Runtime> {
	let terms = Consent::terms_digest(offer).expect("published");
	Call::accept_offer { offer, max_price, max_share: Permill::one(), terms }
}

/// A licence of somebody's for an asset of somebody else.
pub fn licence(world: &mut World, holder: Person) -> LicenceId {
	let (person, asset) = world.registrant();
	let offer = published(person, asset, stated(Audience::Only(holder.account()), None));
	let licence = pallet_consent::NextLicenceId::<Runtime>::get();
	holder.does(accept(offer, None));
	licence
}

/// The first two leaves of the largest collection, both of one contributor, with their proofs, which have the
/// greatest length that there is.
pub fn largest(contributor: Person) -> (Contents, [(Leaf<AccountId>, LeafProof); 2]) {
	let commitment = H256::repeat_byte(6);
	let contributor = contributor.account();
	let leaf = |index| Leaf { index, commitment, contributor: contributor.clone(), weight: 1 };
	let leaves = [leaf(0), leaf(1)];
	let [first, second] = leaves.each_ref().map(Leaf::node);
	let rest: Vec<_> = (1..MAX_PROOF_LENGTH)
		.map(|level| Node { digest: H256::repeat_byte(level as u8), weight: 1 })
		.collect();
	let root = std::iter::once(&second)
		.chain(&rest)
		.try_fold(first, |node, sibling| Node::join(&node, sibling))
		.expect("33 is within 64 bits");
	let proof = |partner| LeafProof {
		siblings: std::iter::once(partner).chain(rest.iter().copied()).collect(),
	};
	let contents = Contents {
		root: root.digest,
		leaves: u32::MAX,
		weight: root.weight,
		contributors_share: Permill::one(),
	};
	let [one, two] = leaves;
	(contents, [(one, proof(second)), (two, proof(first))])
}

/// A collection of two leaves of a contributor's that were never asked for, and 2^32 - 3 others.
pub fn collected(
	world: &mut World,
	contributor: Person,
) -> (AssetId, [(Leaf<AccountId>, LeafProof); 2]) {
	let (person, _) = world.registrant();
	let (contents, leaves) = largest(contributor);
	let (declaration, edges) = (declaration(), vec![]);
	let call = pallet_provenance::Call::register_collection { declaration, contents, edges };
	(registered(person, call), leaves)
}

/// A leaf in whose page another one was taken out before.
fn excluded(world: &mut World, pools: usize) -> (Person, Call<Runtime>) {
	let person = world.payer();
	let (asset, [(leaf, proof), (other, other_proof)]) = collected(world, person);
	world.earns(asset, pools);
	let grounds = grounds();
	person.does(Call::exclude_leaf { asset, leaf: other, proof: other_proof, grounds });
	// What was free on the way does not count.
	pallet_consent::FreeExclusions::<Runtime>::kill();
	(person, Call::exclude_leaf { asset, leaf, proof, grounds })
}
