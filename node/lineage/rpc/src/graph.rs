//! Questions that the index answers.

use std::{
	cell::RefCell,
	sync::Arc,
	time::{Duration, Instant},
};

use animechain_lineage_index::{
	Behind, BlockId, Budget, Cause, Index, Reader, Relations, Scratch, Stop, View as IndexView,
};
use animechain_primitives::{AssetId, Mark, Marks, Relation, Standing};
use codec::{DecodeAll, Encode};
use polkadot_sdk::sp_core::H256;

use crate::{
	bill::Bill,
	error::Error,
	kept::Kept,
	pool::Pool,
	wire::{AncestryAnswer, At, CauseRow, PathAnswer, StandingAnswer, StepRow, Text, View},
};

/// Assets with a commitment that are looked at in one question.
const CANDIDATES: usize = 64;

/// Most causes of one verdict.
const MAX_CAUSES: usize = 64;

/// Assets that are examined at once, without waiting for a place in the pool: some tens of microseconds.
const AT_ONCE: u64 = 2_048;

/// Most assets that one question examines.
const MOST_ASSETS: u64 = 4 << 20;

/// How long one question may take at the worst, on a machine that is far too busy: what is refused should not depend on the
/// clock. The index follows no block meanwhile.
const MOST_TIME: Duration = Duration::from_secs(1);

/// Threads on which small questions wait while the index follows a block, and questions that wait for one of them.
const WAITING: usize = 16;
const MOST_WAITING: usize = 4_096;

thread_local! {
	static SCRATCH: RefCell<Scratch> = RefCell::new(Scratch::new());
}

/// Answers from an index.
#[derive(Clone)]
pub struct Graph {
	index: Index,
	pool: Pool,
	/// Where small questions wait while the index follows a block.
	waiting: Pool,
	pub(crate) kept: Arc<Kept>,
	pub(crate) bill: Bill,
}

impl Graph {
	/// Answers from this index, with heavy questions in that pool.
	pub fn new(index: Index, pool: Pool) -> Self {
		let waiting = Pool::new(WAITING, MOST_WAITING);
		Self { index, pool, waiting, kept: Arc::default(), bill: Bill::default() }
	}

	/// The same, at the cost of somebody.
	pub fn billed(&self, bill: &Bill) -> Self {
		Self { bill: bill.clone(), ..self.clone() }
	}

	/// Works on a heavy question about something else than the graph.
	pub async fn work<T: Send + 'static>(
		&self,
		bill: &Bill,
		work: impl FnOnce(&Bill) -> Result<T, Error> + Send + 'static,
	) -> Result<T, Error> {
		let _place = bill.caller().ask_much()?;
		let bill = bill.clone();
		self.pool.run(move || bill.work(|| work(&bill))).await?
	}

	/// How far the index is.
	pub fn index(&self) -> &Index {
		&self.index
	}

	/// A question that is tried at once within a small budget, and given to the pool if that is not enough.
	pub(crate) async fn ask<T, Question>(&self, view: View, question: Question) -> Result<T, Error>
	where
		T: Send + 'static,
		Question: Fn(Reader<'_>, &mut Scratch, Budget) -> Result<T, Error> + Send + Sync + 'static,
	{
		let question = Arc::new(question);
		let little = || Budget::assets(AT_ONCE);
		let most = || Budget { assets: MOST_ASSETS, deadline: Some(Instant::now() + MOST_TIME) };
		let at_once = |reader: Reader<'_>| with_scratch(&*question, reader, little());
		let answer = match self.bill.work(|| self.index.try_read(view_of(view), at_once)) {
			Some(answer) => answer.map_err(syncing)?,
			// A thread of the server must not wait for the index to follow a block.
			None => self.ask_on(&self.waiting, view, question.clone(), little).await,
		};
		match answer {
			Err(Error::Budget(_)) => {
				let _place = self.bill.caller().ask_much()?;
				self.ask_on(&self.pool, view, question, most).await
			},
			answer => answer,
		}
	}

	async fn ask_on<T, Question>(
		&self,
		pool: &Pool,
		view: View,
		question: Arc<Question>,
		budget: impl FnOnce() -> Budget + Send + 'static,
	) -> Result<T, Error>
	where
		T: Send + 'static,
		Question: Fn(Reader<'_>, &mut Scratch, Budget) -> Result<T, Error> + Send + Sync + 'static,
	{
		let (index, bill) = (self.index.clone(), self.bill.clone());
		let work = move || {
			let answer = index.read(view_of(view), |reader| {
				bill.work(|| with_scratch(&*question, reader, budget()))
			});
			answer.map_err(syncing)?
		};
		pool.run(work).await?
	}

	/// How many assets there are.
	pub async fn assets(&self, view: View) -> Result<AssetId, Error> {
		self.ask(view, |reader, _, _| Ok(reader.assets().into())).await
	}

	/// Whether one asset is an ancestor of another.
	pub async fn is_ancestor(
		&self,
		ancestor: AssetId,
		descendant: AssetId,
		view: View,
	) -> Result<AncestryAnswer<H256>, Error> {
		let (a, b) = (narrow(ancestor)?, narrow(descendant)?);
		self.ask(view, move |reader, scratch, budget| {
			let is_ancestor = reader.is_ancestor(a, b, scratch, budget).map_err(stop)?;
			Ok(AncestryAnswer { at: at_of(reader.block()), is_ancestor })
		})
		.await
	}

	/// A shortest way from an asset up to one of its ancestors.
	pub async fn path(
		&self,
		ancestor: AssetId,
		descendant: AssetId,
		relations: Option<Vec<Relation>>,
		view: View,
	) -> Result<PathAnswer<H256>, Error> {
		let (a, b) = (narrow(ancestor)?, narrow(descendant)?);
		let relations = relations_of(relations.as_deref());
		self.ask(view, move |reader, scratch, budget| {
			let path = reader.path(a, b, relations, scratch, budget).map_err(stop)?;
			let step = |step: &animechain_lineage_index::Step| StepRow {
				child: Text(step.child.into()),
				relation: word(step.relation),
				parent: Text(step.parent.into()),
			};
			let path = path.map(|steps| steps.iter().map(step).collect());
			Ok(PathAnswer { at: at_of(reader.block()), path })
		})
		.await
	}

	/// The whole verdict on an asset.
	pub async fn standing(
		&self,
		asset: AssetId,
		view: View,
	) -> Result<StandingAnswer<H256>, Error> {
		Ok(self.verdict(asset, view).await?.0)
	}

	/// The whole verdict on an asset, and the next block at which time alone can change it.
	pub async fn verdict(
		&self,
		asset: AssetId,
		view: View,
	) -> Result<(StandingAnswer<H256>, Option<u32>), Error> {
		let id = narrow(asset)?;
		self.ask(view, move |reader, scratch, budget| {
			let at = reader.block();
			let verdict =
				reader.verdict(id, at.number, MAX_CAUSES + 1, scratch, budget).map_err(stop)?;
			if let Some(cut) = verdict.cut {
				return Err(stop(cut));
			}
			let marks = reader.asset(id).map_or(0, |asset| asset.marks);
			let standing: Standing = word(verdict.standing as u8);
			let cause = |cause: &Cause| CauseRow {
				asset: Text(cause.asset.into()),
				standing: word(cause.standing as u8),
				distance: cause.distance,
				affects: cause.affects,
			};
			let answer = StandingAnswer {
				at: at_of(at),
				asset: Text(asset),
				is_clear: standing == Standing::Clear && !verdict.is_affected,
				standing,
				marks: Marks::from_bits(marks).unwrap_or_default().iter().collect::<Vec<Mark>>(),
				affected_by: verdict.affected_by.map(|id| Text(id.into())),
				causes: verdict.causes.iter().take(MAX_CAUSES).map(cause).collect(),
				more: verdict.causes.len() > MAX_CAUSES,
			};
			Ok((answer, verdict.until))
		})
		.await
	}

	/// Assets from `from` on that may have a commitment, for somebody who asks the chain which of them do, and where to
	/// go on.
	pub fn candidates(
		&self,
		commitment: H256,
		from: AssetId,
		view: View,
	) -> Result<(BlockId, Vec<AssetId>, Option<AssetId>), Error> {
		let from = u32::try_from(from).unwrap_or(u32::MAX);
		self.index
			.read(view_of(view), |reader| {
				let found = reader.by_commitment(&commitment.0, from).map(AssetId::from);
				let mut ids: Vec<_> = found.take(CANDIDATES + 1).collect();
				let next = (ids.len() > CANDIDATES).then(|| ids.pop()).flatten();
				(reader.block(), ids, next)
			})
			.map_err(syncing)
	}
}

fn with_scratch<T>(
	question: &impl Fn(Reader<'_>, &mut Scratch, Budget) -> T,
	reader: Reader<'_>,
	budget: Budget,
) -> T {
	SCRATCH.with_borrow_mut(|scratch| question(reader, scratch, budget))
}

pub(crate) fn relations_of(relations: Option<&[Relation]>) -> Relations {
	relations.map_or(Relations::ALL, |all| Relations::of(all.iter().map(index_of)))
}

/// The index of a variant without fields, which is its encoding.
pub(crate) fn index_of(word: &impl Encode) -> u8 {
	word.using_encoded(|bytes| bytes.first().copied().unwrap_or_default())
}

/// The variant with an index that the chain gave: the index holds no other.
pub(crate) fn word<Word: DecodeAll>(index: u8) -> Word {
	Word::decode_all(&mut &[index][..]).expect("the index refuses words that it does not know; qed")
}

pub(crate) fn narrow(asset: AssetId) -> Result<u32, Error> {
	u32::try_from(asset).map_err(|_| Error::UnknownAsset(asset))
}

fn view_of(view: View) -> IndexView {
	match view {
		View::Best => IndexView::Best,
		View::Finalized => IndexView::Finalised,
	}
}

pub(crate) fn at_of(block: BlockId) -> At<H256> {
	At { hash: H256(block.hash), number: Text(block.number.into()) }
}

pub(crate) fn stop(stop: Stop) -> Error {
	match stop {
		Stop::UnknownAsset(id) => Error::UnknownAsset(id.into()),
		Stop::Assets | Stop::Time => Error::Budget(MOST_ASSETS),
	}
}

fn syncing(behind: Behind) -> Error {
	Error::Syncing(behind.to_string())
}
