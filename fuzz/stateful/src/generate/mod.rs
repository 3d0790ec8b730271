//! Operations out of random numbers and of what is on the chain.
//!
//! What is drawn fits the state most of the time: who signs is who may, ids are those of rows that are there, amounts are
//! within reach. One operation in five has a slip in it: one of its fields is wrong. Only the leaves of collections are
//! remembered here, for the chain does not have them; everything else is read from the chain, so that an operation
//! depends on its number and on the state, and on nothing else.

mod consent;
mod money;
mod provenance;
mod rights;
mod royalty;
mod state;
mod system;
mod wrap;

use std::collections::{BTreeMap, VecDeque};

use animechain_primitives::{
	merkle_sum::{Leaf, MerkleSumTree},
	Amount, AssetId, Commitment, Currency,
};
use animechain_runtime::{
	constants::currency::{ANIM, EXISTENTIAL_DEPOSIT, MILLIANIM},
	AccountId, BlockNumber, Runtime, RuntimeCall, System,
};
use fastrand::Rng;
use polkadot_sdk::sp_core::H256;

use crate::{
	cast::{ACCOUNTS, CAST},
	op::Op,
};

/// A collection whose leaves are known.
pub struct Collection {
	/// The leaves.
	pub leaves: Vec<Leaf<AccountId>>,
	/// The tree over them.
	pub tree: MerkleSumTree,
}

/// What the chain does not keep.
#[derive(Default)]
pub struct Generator {
	collections: BTreeMap<H256, Collection>,
	reserved: Vec<(Commitment, AccountId)>,
	waiting: VecDeque<Op>,
}

/// Who calls.
enum Who {
	Signer(AccountId),
	Root,
	Nobody,
}

/// A call that fits the state, most of the time.
type Drawn = Option<(Who, RuntimeCall)>;

/// One operation in the making.
struct Draft<'a> {
	rng: Rng,
	generator: &'a mut Generator,
	/// How many more fields are right before one is wrong.
	slip: Option<u32>,
	depth: u32,
}

/// What can be drawn, with how often. The four pallets have four fifths of it.
const DRAWS: &[(u32, fn(&mut Draft<'_>) -> Drawn)] = &[
	(22, |draft| draft.register_work()),
	(14, |draft| draft.register_collection()),
	(14, |draft| draft.compose_dataset()),
	(14, |draft| draft.register_model()),
	(14, |draft| draft.register_output()),
	(2, |draft| draft.retire()),
	(8, |draft| draft.transfer_control()),
	(5, |draft| draft.withdraw()),
	(5, |draft| draft.reinstate()),
	(3, |draft| draft.quarantine()),
	(3, |draft| draft.lift_quarantine()),
	(1, |draft| draft.invalidate()),
	(8, |draft| draft.refresh()),
	(3, |draft| draft.sponsor_storage()),
	(20, |draft| draft.publish_offer()),
	(4, |draft| draft.withdraw_offer()),
	(16, |draft| draft.accept_offer()),
	(8, |draft| draft.transfer_licence()),
	(7, |draft| draft.exclude_leaf()),
	(5, |draft| draft.reserve()),
	(3, |draft| draft.lift_reservation()),
	(1, |draft| draft.raise_opt_in_floor()),
	(4, |draft| draft.exclude_leaf_signed()),
	(34, |draft| draft.pay()),
	(12, |draft| draft.pull()),
	(18, |draft| draft.claim()),
	(8, |draft| draft.claim_for()),
	(16, |draft| draft.claim_leaf()),
	(14, |draft| draft.transfer_shares()),
	(1, |draft| draft.register_currency()),
	(3, |draft| draft.redirect()),
	(20, |draft| draft.propose()),
	(18, |draft| draft.accept()),
	(3, |draft| draft.cancel()),
	(10, |draft| draft.approve()),
	(10, |draft| draft.fund()),
	(9, |draft| draft.poke()),
	(5, |draft| draft.collect()),
	(14, |draft| draft.list()),
	(3, |draft| draft.unlist()),
	(14, |draft| draft.buy()),
	(26, |draft| draft.move_balance()),
	(28, |draft| draft.use_assets()),
	(14, |draft| draft.use_system()),
];

impl Generator {
	/// The next operation.
	pub fn next(&mut self, mut rng: Rng) -> Op {
		if let Some(op) = self.waiting.pop_front() {
			return op;
		}
		match rng.u32(..1_000) {
			0..=47 => blocks(&mut rng),
			48..=50 => self.review(rng),
			_ => self.dispatch(rng),
		}
	}

	fn dispatch(&mut self, mut rng: Rng) -> Op {
		let slip = (rng.u32(..100) < 20).then(|| rng.u32(..6));
		let mut draft = Draft { rng, generator: self, slip, depth: 0 };
		let (who, call) = draft.draw();
		draft.wrap(who, call)
	}

	fn review(&mut self, rng: Rng) -> Op {
		let mut draft = Draft { rng, generator: self, slip: None, depth: 0 };
		let contested = pallet_royalty::Contested::<Runtime>::iter_keys().next();
		match contested {
			Some(asset) if draft.chance(60) => Op::Release { asset },
			_ if draft.chance(10) => Op::Release { asset: draft.any_asset() },
			_ => Op::Contest { asset: draft.any_asset(), part: draft.part(1_000_000) },
		}
	}
}

fn blocks(rng: &mut Rng) -> Op {
	let root = rng.u32(..200) == 0;
	let pass = match rng.u32(..1_000) {
		0 => rng.u32(200..1_500),
		1..=30 => rng.u32(20..100),
		31..=300 => rng.u32(1..6),
		_ => 0,
	};
	Op::Blocks { pass, root }
}

impl Draft<'_> {
	/// Any call. What asks for something that is not there becomes the registration of a work.
	fn draw(&mut self) -> (Who, RuntimeCall) {
		let sum: u32 = DRAWS.iter().map(|(often, _)| often).sum();
		for _ in 0..3 {
			let mut number = self.rng.u32(..sum);
			for (often, draw) in DRAWS {
				if number < *often {
					match draw(self) {
						// Nobody signs for the pot.
						Some((Who::Signer(who), _)) if !CAST.acts(&who) => (),
						Some(drawn) => return drawn,
						None => (),
					}
					break;
				}
				number -= often;
			}
		}
		let call = pallet_provenance::Call::register_work {
			declaration: self.declaration(Default::default()),
			edges: vec![],
		};
		(Who::Signer(self.account()), call.into())
	}

	/// Whether the field that is drawn now is to be wrong.
	fn slips(&mut self) -> bool {
		match self.slip {
			Some(0) => {
				self.slip = None;
				true
			},
			Some(more) => {
				self.slip = Some(more - 1);
				false
			},
			None => false,
		}
	}

	fn chance(&mut self, percent: u32) -> bool {
		self.rng.u32(..100) < percent
	}

	fn one_of<T: Clone>(&mut self, of: &[T]) -> Option<T> {
		(!of.is_empty()).then(|| of[self.rng.usize(..of.len())].clone())
	}

	/// One of the eight, the poor one seldom.
	fn account(&mut self) -> AccountId {
		let mut number = self.rng.usize(..ACCOUNTS);
		if number == crate::cast::POOR && self.chance(60) {
			number = self.rng.usize(..ACCOUNTS);
		}
		if self.chance(3) {
			return CAST.derived.clone();
		}
		CAST.accounts[number].clone()
	}

	/// Any account but one, now and then one that never acts.
	fn another(&mut self, than: &AccountId) -> AccountId {
		if self.slips() {
			return than.clone();
		}
		if self.chance(4) {
			return self.one_of(&CAST.others).unwrap_or_else(|| than.clone());
		}
		loop {
			let account = self.account();
			if account != *than {
				return account;
			}
		}
	}

	/// Who signs: who may, or somebody else.
	fn signer(&mut self, who: AccountId) -> Who {
		if self.slips() {
			return Who::Signer(self.another(&who));
		}
		Who::Signer(who)
	}

	/// An id, or one that is off.
	fn id(&mut self, id: u64) -> u64 {
		if !self.slips() {
			return id;
		}
		match self.rng.u32(..5) {
			0 => id.wrapping_sub(1),
			1 => id.wrapping_add(1),
			2 => u64::MAX,
			3 => state::next_asset(),
			_ => self.rng.u64(..),
		}
	}

	/// An amount within reach of the rich, now and then at a border.
	fn amount(&mut self) -> Amount {
		if self.slips() {
			return self.odd_amount();
		}
		match self.rng.u32(..12) {
			0 => EXISTENTIAL_DEPOSIT,
			1 => EXISTENTIAL_DEPOSIT + 1,
			2 => 1 + u128::from(self.rng.u32(..1_000)),
			3 => ANIM * u128::from(self.rng.u32(1..200)),
			_ => u128::from(self.rng.u64(MILLIANIM as u64..10 * ANIM as u64)),
		}
	}

	fn odd_amount(&mut self) -> Amount {
		match self.rng.u32(..8) {
			0 => 0,
			1 => 1,
			2 => EXISTENTIAL_DEPOSIT - 1,
			3 => u128::from(u64::MAX),
			4 => u128::from(u64::MAX) + 2,
			5 => u128::MAX / 2,
			6 => u128::MAX / 2 + 1,
			_ => u128::MAX,
		}
	}

	/// A currency that may be paid in, most of the time the native one.
	fn currency(&mut self) -> Currency {
		if self.slips() {
			return Currency::WithId(self.rng.u32(..40));
		}
		if self.chance(65) {
			return Currency::Native;
		}
		let known = pallet_royalty::Currencies::<Runtime>::get();
		self.one_of(&known).unwrap_or(Currency::Native)
	}

	/// A block after this one.
	fn later(&mut self, within: BlockNumber) -> BlockNumber {
		let now = System::block_number();
		if self.slips() {
			return match self.rng.u32(..4) {
				0 => 0,
				1 => now,
				2 => now.saturating_sub(1),
				_ => BlockNumber::MAX,
			};
		}
		now + self.rng.u32(1..=within)
	}

	fn digest(&mut self) -> H256 {
		let mut bytes = [0; 32];
		self.rng.fill(&mut bytes);
		H256(bytes)
	}

	fn any_asset(&mut self) -> AssetId {
		let next = state::next_asset();
		if next == 0 {
			return 0;
		}
		// The newest are asked for most: older ones were retired or withdrawn, and pools are where money goes.
		match self.chance(50) {
			true => self.rng.u64(next.saturating_sub(48)..next),
			false => self.rng.u64(..next),
		}
	}
}
