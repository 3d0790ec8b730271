//! Assets: registration, standing, control.

use animechain_primitives::{
	merkle_sum::{Leaf, MerkleSumTree},
	AssetKind, Authority, Basis, Contents, Declaration, Edge, Grounds, Intent, Mark, Purpose,
	Purposes, Reason, Relation, Terms,
};
use animechain_runtime::{AccountId, BlockNumber, Runtime};
use pallet_provenance::Call;
use polkadot_sdk::sp_runtime::Permill;

use super::{state, Collection, Draft, Drawn, Who};

impl Draft<'_> {
	pub(super) fn grounds(&mut self) -> Grounds {
		let reason = self.one_of(&Reason::ALL).unwrap_or_default();
		let evidence = self.chance(30).then(|| self.digest());
		Grounds { reason, evidence }
	}

	pub(super) fn declaration(&mut self, intent: Intent) -> Declaration {
		let metadata = self.chance(30).then(|| self.digest());
		let length = if self.chance(10) { self.rng.usize(..=64) } else { 0 };
		let rights_information =
			(length > 0).then(|| vec![b'x'; length].try_into().unwrap_or_default());
		let basis = match self.chance(70) {
			true => Basis::OptIn,
			false => self.one_of(&Basis::ALL).unwrap_or(Basis::OptIn),
		};
		Declaration { commitment: self.digest(), metadata, rights_information, basis, intent }
	}

	fn intent(&mut self, kind: AssetKind) -> Intent {
		let training = matches!(kind, AssetKind::Dataset | AssetKind::Model);
		let purposes = match self.rng.u32(..10) {
			_ if training && self.slips() => Purposes::NONE,
			0..=6 if training => Purposes::NONE.with(Purpose::AiGenerativeTraining),
			7 if training => Purposes::TRAINING,
			0..=6 => Purposes::NONE,
			_ => Purposes::from_bits(self.rng.u8(..64)).unwrap_or(Purposes::ALL),
		};
		Intent { purposes, commercial: self.chance(60) }
	}

	/// Who registers an asset of this kind, what is said about it, and up to `most` edges. At least one, if asked
	/// for and found.
	fn registration(
		&mut self,
		kind: AssetKind,
		most: usize,
	) -> (AccountId, Declaration, Vec<Edge>) {
		let intent = self.intent(kind);
		let near = self.any_asset();
		let who = match state::head(near) {
			Some(head) if self.chance(75) => head.controller,
			_ => self.account(),
		};
		let edges = self.edges(&who, kind, intent, most);
		(who, self.declaration(intent), edges)
	}

	fn relation(&mut self, child: AssetKind, parent: AssetKind) -> Option<Relation> {
		if self.slips() {
			return self.one_of(&Relation::ALL);
		}
		let fitting: Vec<_> =
			Relation::ALL.into_iter().filter(|relation| relation.joins(child, parent)).collect();
		// A new version only seldom, for it is named in place of what it is made of.
		match fitting.first() {
			Some(first) if self.chance(70) => Some(*first),
			_ => self.one_of(&fitting),
		}
	}

	fn edges(
		&mut self,
		who: &AccountId,
		kind: AssetKind,
		intent: Intent,
		most: usize,
	) -> Vec<Edge> {
		let mut edges: Vec<Edge> = Vec::new();
		let mut left: u32 = 1_000_000;
		let mut terms = Terms::<BlockNumber>::UNRESTRICTED;
		for _ in 0..most.saturating_mul(5) {
			if edges.len() >= most {
				break;
			}
			let asset = self.any_asset();
			let Some(head) = state::head(asset) else { continue };
			if head.refusal(state::now()).is_some() && !self.slips() {
				continue;
			}
			let Some(relation) = self.relation(kind, head.kind) else { continue };
			let lax = self.slips();
			let Some(purposes) = relation.purposes(intent).or(lax.then_some(Purposes::NONE)) else {
				continue;
			};
			let own = relation == Relation::VersionOf;
			if own && head.controller != *who {
				continue;
			}
			let met = terms.meet(head.terms);
			let fits = met.allow(intent) && head.terms.purposes.is_superset(purposes);
			if !fits && !lax {
				continue;
			}
			let found = if own {
				Some((Authority::Control, Permill::zero()))
			} else {
				self.authority(who, (asset, &head), purposes, intent.commercial)
			};
			let Some((authority, least)) = found else { continue };
			let least = least.deconstruct();
			let same = |edge: &Edge| edge.parent == asset && edge.relation == relation;
			if least > left || edges.iter().any(same) {
				continue;
			}
			let share = match self.slips() {
				true => least.saturating_sub(1),
				false => least.max(self.rng.u32(..=left / 2)),
			};
			left -= share;
			terms = met;
			edges.push(Edge {
				parent: self.id(asset),
				relation,
				share: Permill::from_parts(share),
				authority: self.odd_authority(authority),
			});
		}
		self.odd_edges(edges)
	}

	fn odd_authority(&mut self, authority: Authority) -> Authority {
		if !self.slips() {
			return authority;
		}
		let id = self.rng.u64(..pallet_consent::NextOfferId::<Runtime>::get().saturating_add(2));
		match self.rng.u32(..3) {
			0 => Authority::Control,
			1 => Authority::Offer(id),
			_ => Authority::Licence(id),
		}
	}

	fn odd_edges(&mut self, mut edges: Vec<Edge>) -> Vec<Edge> {
		let Some(first) = edges.first().copied() else { return edges };
		if self.slips() {
			match self.rng.u32(..5) {
				0 => edges.push(first),
				1 => edges = vec![first; 65],
				2 => edges = (0..65).map(|parent| Edge { parent, ..first }).collect(),
				3 => {
					let parent = first.parent.wrapping_sub(1);
					let whole = Edge { share: Permill::one(), ..first };
					edges = vec![whole, Edge { parent, ..whole }];
				},
				_ => edges.clear(),
			}
		}
		edges
	}

	pub(super) fn register_work(&mut self) -> Drawn {
		let most = if self.chance(60) { 0 } else { self.rng.usize(1..4) };
		let (who, declaration, edges) = self.registration(AssetKind::Work, most);
		Some((Who::Signer(who), Call::register_work { declaration, edges }.into()))
	}

	pub(super) fn register_collection(&mut self) -> Drawn {
		let most = if self.chance(85) { 0 } else { self.rng.usize(1..3) };
		let (who, declaration, edges) = self.registration(AssetKind::Work, most);
		let contents = self.contents();
		let call = Call::register_collection { declaration, contents, edges };
		Some((Who::Signer(who), call.into()))
	}

	pub(super) fn compose_dataset(&mut self) -> Drawn {
		let most = if self.chance(2) { 64 } else { self.rng.usize(1..6) };
		let (who, declaration, edges) = self.registration(AssetKind::Dataset, most);
		if edges.is_empty() && !self.slips() {
			return None;
		}
		Some((Who::Signer(who), Call::compose_dataset { declaration, edges }.into()))
	}

	pub(super) fn register_model(&mut self) -> Drawn {
		let most = self.rng.usize(..4);
		let (who, declaration, edges) = self.registration(AssetKind::Model, most);
		Some((Who::Signer(who), Call::register_model { declaration, edges }.into()))
	}

	pub(super) fn register_output(&mut self) -> Drawn {
		let most = self.rng.usize(1..4);
		let (who, declaration, edges) = self.registration(AssetKind::Output, most);
		if edges.is_empty() && !self.slips() {
			return None;
		}
		let contents = self.chance(30).then(|| self.contents());
		Some((Who::Signer(who), Call::register_output { declaration, contents, edges }.into()))
	}

	/// The root of a tree that is really built, and remembered.
	fn contents(&mut self) -> Contents {
		let count = if self.chance(5) { self.rng.u32(..200) } else { self.rng.u32(..12) } + 1;
		let mut leaves: Vec<_> = (0..count)
			.map(|index| Leaf {
				index,
				commitment: self.digest(),
				contributor: self.contributor(),
				weight: self.weight(),
			})
			.collect();
		let build = |leaves: &[Leaf<AccountId>]| {
			MerkleSumTree::build(leaves.iter().map(Leaf::node).collect())
		};
		let tree = match build(&leaves) {
			Ok(tree) => tree,
			// Nothing, or more than 64 bits hold.
			Err(_) => {
				leaves.iter_mut().for_each(|leaf| leaf.weight = 1);
				build(&leaves).expect("small weights")
			},
		};
		let root = tree.root();
		let contributors_share = self.part(1_000_000);
		let mut contents =
			Contents { root: root.digest, leaves: count, weight: root.weight, contributors_share };
		self.generator.collections.insert(root.digest, Collection { leaves, tree });
		if self.slips() {
			match self.rng.u32(..5) {
				0 => contents.leaves = 0,
				1 => contents.weight = 0,
				2 => contents.leaves = u32::MAX,
				3 => contents.weight = u64::MAX,
				_ => contents.root = self.digest(),
			}
		}
		contents
	}

	fn contributor(&mut self) -> AccountId {
		match self.rng.u32(..10) {
			0 => AccountId::new([self.rng.u8(100..110); 32]),
			1 => self.one_of(&crate::cast::CAST.others).unwrap_or_else(|| self.account()),
			_ => self.account(),
		}
	}

	fn weight(&mut self) -> u64 {
		match self.rng.u32(..20) {
			0 => 0,
			1 => 1,
			2 => u64::from(u32::MAX) + 1,
			3 => 1 << 60,
			_ => self.rng.u64(1..1_000),
		}
	}

	/// A part of a whole, up to `most` millionths; now and then nothing or all of that.
	pub(super) fn part(&mut self, most: u32) -> Permill {
		Permill::from_parts(match self.rng.u32(..10) {
			0 => 0,
			1 => most,
			2 => 1.min(most),
			_ => self.rng.u32(..=most),
		})
	}

	/// An asset that has a mark or has it not, or the other way round.
	fn marked(&mut self, mark: Mark, has: bool) -> Option<(u64, state::Head)> {
		let has = has != self.slips();
		self.asset_where(|head| head.marks.contains(mark) == has)
	}

	pub(super) fn retire(&mut self) -> Drawn {
		let (asset, head) = self.marked(Mark::Retired, false)?;
		let call = Call::retire { asset: self.id(asset), grounds: self.grounds() };
		Some((self.signer(head.controller), call.into()))
	}

	pub(super) fn transfer_control(&mut self) -> Drawn {
		let (asset, head) = self.asset_where(|_| true)?;
		let to = self.another(&head.controller).into();
		let call = Call::transfer_control { asset: self.id(asset), to };
		Some((self.signer(head.controller), call.into()))
	}

	pub(super) fn withdraw(&mut self) -> Drawn {
		let (asset, head) = self.marked(Mark::Withdrawn, false)?;
		let call = Call::withdraw { asset: self.id(asset), grounds: self.grounds() };
		Some((self.signer(head.controller), call.into()))
	}

	pub(super) fn reinstate(&mut self) -> Drawn {
		let (asset, head) = self.marked(Mark::Withdrawn, true)?;
		let call = Call::reinstate { asset: self.id(asset), grounds: self.grounds() };
		Some((self.signer(head.controller), call.into()))
	}

	pub(super) fn quarantine(&mut self) -> Drawn {
		let (asset, _) = self.marked(Mark::Quarantined, false)?;
		let call = Call::quarantine { asset: self.id(asset), grounds: self.grounds() };
		Some((Who::Root, call.into()))
	}

	pub(super) fn lift_quarantine(&mut self) -> Drawn {
		let (asset, _) = self.marked(Mark::Quarantined, true)?;
		let call = Call::lift_quarantine { asset: self.id(asset), grounds: self.grounds() };
		Some((Who::Root, call.into()))
	}

	pub(super) fn invalidate(&mut self) -> Drawn {
		let (asset, _) = self.marked(Mark::Invalidated, false)?;
		let call = Call::invalidate { asset: self.id(asset), grounds: self.grounds() };
		Some((Who::Root, call.into()))
	}

	pub(super) fn refresh(&mut self) -> Drawn {
		let asset = if self.slips() { self.any_asset() } else { self.stale_asset()? };
		let who = if self.chance(40) { Who::Nobody } else { Who::Signer(self.account()) };
		Some((who, Call::refresh { asset: self.id(asset) }.into()))
	}

	pub(super) fn sponsor_storage(&mut self) -> Drawn {
		let who = self.account();
		let bytes = match self.slips() {
			true => self.one_of(&[0, u64::MAX, 1 << 50])?,
			false => self.rng.u64(1..20_000),
		};
		let beneficiary = self.another(&who).into();
		Some((Who::Signer(who), Call::sponsor_storage { beneficiary, bytes }.into()))
	}
}
