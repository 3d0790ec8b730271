//! Landmarks: up to 128 chosen assets, and for every asset which of them are its ancestors and which its
//! descendants. Two masks of an asset answer many questions "is A an ancestor of B" without a walk.
//!
//! What an asset inherits from landmarks never changes. Landmarks are chosen again, and both words of every
//! asset made again, when the graph has grown by a quarter; only final assets are chosen, so undoing a block
//! never touches one.

use crate::{
	children::Children,
	columns::{id, push, Meta, Parents},
};

/// Words of a mask of landmarks.
const WORDS: usize = 2;
/// Most landmarks.
const LANDMARKS: u32 = 64 * WORDS as u32;
/// Fewer assets than this are walked faster than they are labelled.
const LEAST: u32 = 256;
/// Assets whose edges are looked at to see what kind of graph it is.
const SAMPLE: usize = 4_096;

/// Landmarks above and below one asset, itself among both if it is one.
#[derive(Clone, Copy, Default)]
#[repr(align(32))]
pub(crate) struct Label {
	/// Landmarks among its ancestors.
	pub up: Mask,
	/// Landmarks among its descendants.
	pub down: Mask,
}

/// A set of landmarks.
type Mask = [u64; WORDS];

/// Adds to a mask.
#[inline]
fn add(to: &mut Mask, more: &Mask) {
	for (to, more) in to.iter_mut().zip(more) {
		*to |= more;
	}
}

/// Whether any word of two masks, put together, is not empty.
#[inline]
fn any(one: &Mask, other: &Mask, together: impl Fn(u64, u64) -> u64) -> bool {
	one.iter().zip(other).fold(0, |any, (one, other)| any | together(*one, *other)) != 0
}

/// What labels say about a pair.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Verdict {
	Yes,
	No,
	Unknown,
}

/// Labels of every asset.
pub(crate) struct Labels {
	labels: Vec<Label>,
	/// Number of assets among which landmarks were chosen.
	chosen_of: u32,
	/// Whether most edges go up by one generation: then searches go by generations, else by ids.
	pub layered: bool,
}

impl Labels {
	pub fn new() -> Self {
		Self { labels: Vec::new(), chosen_of: 0, layered: true }
	}

	/// Chooses landmarks among the assets before `final_assets`, whose edges are sealed, and labels everything.
	pub fn of(parents: &Parents, children: &Children, meta: &[Meta], final_assets: u32) -> Self {
		let assets = parents.len();
		let mut labels = vec![Label::default(); assets as usize];
		if final_assets >= LEAST {
			for (bit, landmark) in choose(parents, children, final_assets).enumerate() {
				let mut mask = Mask::default();
				mask[bit / 64] |= 1 << (bit % 64);
				labels[landmark as usize] = Label { up: mask, down: mask };
			}
			for asset in 0..assets {
				let mut up = labels[asset as usize].up;
				for edge in parents.row(asset) {
					add(&mut up, &labels[id(*edge) as usize].up);
				}
				labels[asset as usize].up = up;
			}
			for asset in (0..final_assets).rev() {
				let down = labels[asset as usize].down;
				if down != Mask::default() {
					for edge in parents.row(asset) {
						add(&mut labels[id(*edge) as usize].down, &down);
					}
				}
			}
		}
		Self { labels, chosen_of: final_assets, layered: is_layered(parents, meta) }
	}

	/// Whether it is time to choose again, with so many final assets.
	pub fn are_old(&self, final_assets: u32) -> bool {
		final_assets - self.chosen_of >= LEAST.max(self.chosen_of / 4)
	}

	/// Labels a new asset.
	#[inline]
	pub fn push(&mut self, edges: &[u32]) {
		let mut label = Label::default();
		for edge in edges {
			add(&mut label.up, &self.labels[id(*edge) as usize].up);
		}
		push(&mut self.labels, label);
	}

	pub fn truncate(&mut self, assets: u32) {
		self.labels.truncate(assets as usize);
	}

	/// Whether `a` is an ancestor of `b`, another and younger asset.
	#[inline]
	pub fn ask(&self, a: u32, b: u32) -> Verdict {
		let (a, b) = (&self.labels[a as usize], &self.labels[b as usize]);
		if any(&a.down, &b.up, |down, up| down & up) {
			Verdict::Yes
		} else if any(&a.up, &b.up, |above, up| above & !up)
			|| any(&b.down, &a.down, |below, down| below & !down)
		{
			Verdict::No
		} else {
			Verdict::Unknown
		}
	}

	pub fn bytes(&self) -> usize {
		self.labels.capacity() * size_of::<Label>()
	}
}

/// One asset in each stretch of ids: the one whose number of children times number of parents is largest.
fn choose<'a>(
	parents: &'a Parents,
	children: &'a Children,
	assets: u32,
) -> impl Iterator<Item = u32> + 'a {
	let score = move |asset: &u32| children.row(*asset).0.len() * parents.row(*asset).len();
	let bound = move |stretch: u64| (stretch * u64::from(assets) / u64::from(LANDMARKS)) as u32;
	(0..u64::from(LANDMARKS)).filter_map(move |stretch| {
		let best = (bound(stretch)..bound(stretch + 1)).max_by_key(score)?;
		(score(&best) > 0).then_some(best)
	})
}

/// Looks at the edges of some assets, evenly spread.
fn is_layered(parents: &Parents, meta: &[Meta]) -> bool {
	let generation = |asset: u32| meta[asset as usize].generation();
	let (mut one, mut all) = (0, 0);
	for asset in (0..parents.len()).step_by(parents.len() as usize / SAMPLE + 1) {
		let row = parents.row(asset);
		let above = row.iter().filter(|edge| generation(id(**edge)) + 1 == generation(asset));
		one += above.count();
		all += row.len();
	}
	2 * one >= all
}
