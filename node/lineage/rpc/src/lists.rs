//! Lists: found once, and given page by page.

use std::{
	sync::Arc,
	time::{Duration, Instant},
};

use animechain_lineage_index::{BlockId, Budget, Found, Kinds, Query, Reader, Scratch, Standings};
use animechain_primitives::{AssetId, AssetKind, Standing};
use codec::Encode;
use polkadot_sdk::sp_core::H256;
use roaring::RoaringBitmap;

use crate::{
	error::Error,
	graph::{at_of, index_of, narrow, relations_of, stop, word, Graph},
	kept::{Cursor, List},
	wire::{At, Filter, GraphRow, ListAnswer, Text, View},
};

/// Rows in a page if the question does not say.
pub const DEFAULT_ROWS: u32 = 64;

/// Most rows in a page.
pub const MAX_ROWS: u32 = 1_024;

/// A list that took longer is kept for others, even if it has no further page.
const HEAVY: Duration = Duration::from_millis(1);

/// What a list is a list of.
#[derive(Clone, PartialEq, Eq, Debug, Encode)]
pub enum ListOf {
	/// The ancestors of an asset, by descending id.
	Ancestors(AssetId),
	/// The descendants of an asset, by ascending id.
	Descendants(AssetId),
	/// What an account controls, by ascending id.
	Account([u8; 32]),
	/// Every dataset, model and output that rests on a work that an account controls, by ascending id.
	Usage([u8; 32]),
}

impl ListOf {
	fn descends(&self) -> bool {
		matches!(self, Self::Ancestors(_))
	}
}

/// A page of a list, as it was asked for.
#[derive(Clone)]
pub struct Page {
	/// Which assets.
	pub filter: Filter,
	/// Where to go on.
	pub cursor: Option<String>,
	/// How many rows.
	pub limit: u32,
	/// At which block.
	pub view: View,
}

impl Page {
	/// What was not given is as it is for everybody.
	pub fn new(
		filter: Option<Filter>,
		cursor: Option<String>,
		limit: Option<u32>,
		view: Option<View>,
	) -> Self {
		let limit = limit.unwrap_or(DEFAULT_ROWS);
		Self { filter: filter.unwrap_or_default(), cursor, limit, view: view.unwrap_or_default() }
	}
}

impl Graph {
	/// A page of a list.
	pub async fn list(&self, of: ListOf, page: Page) -> Result<ListAnswer<H256>, Error> {
		let limit = page.limit;
		if limit == 0 || limit > MAX_ROWS {
			return Err(Error::LimitOutOfRange(limit));
		}
		let Filter { relations, depth, .. } = &page.filter;
		if matches!(of, ListOf::Account(_)) && (relations.is_some() || depth.is_some()) {
			return Err(Error::NothingToFollow);
		}
		let query = query(&page.filter);
		let question = (&of, question_of(&page.filter), page.view as u8).encode();
		let (list, from) = match page.cursor {
			Some(text) => {
				let cursor = Cursor::read(&text)?;
				(self.kept.find(&cursor, &question)?, Some(cursor.from))
			},
			None => {
				let now = self.ask(page.view, |reader, _, _| Ok(reader.block())).await?;
				let list = match self.kept.known(&question, now) {
					Some(list) => list,
					None => {
						let begun = Instant::now();
						let (assets, at) = self.search(of.clone(), query, page.view).await?;
						let list = Arc::new(List { question, at, assets });
						// Who asks the same need not wait as long.
						if begun.elapsed() > HEAVY {
							self.kept.keep(&list, 0);
						}
						list
					},
				};
				(list, None)
			},
		};
		let (ids, next) = page_of(&list.assets, of.descends(), from, limit as usize);
		let look =
			move |reader: Reader<'_>, _: &mut Scratch, _| Ok((reader.block(), rows(&reader, &ids)));
		let (at, rows) = self.ask(page.view, look).await?;
		self.bill.rows(rows.len());
		let next_cursor = next.map(|from| self.kept.keep(&list, from).show());
		Ok(ListAnswer {
			at: at_of(at),
			listed_at: at_of(list.at),
			total: Text(list.assets.len()),
			rows,
			next_cursor,
		})
	}

	/// All of a list, and the block at which it is so.
	pub async fn found(&self, of: ListOf, view: View) -> Result<(RoaringBitmap, At<H256>), Error> {
		let (assets, at) = self.search(of, Query::default(), view).await?;
		Ok((assets, at_of(at)))
	}

	async fn search(
		&self,
		of: ListOf,
		query: Query,
		view: View,
	) -> Result<(RoaringBitmap, BlockId), Error> {
		self.ask(view, move |reader, scratch, budget| {
			Ok((find(&reader, &of, &query, scratch, budget)?, reader.block()))
		})
		.await
	}
}

fn find(
	reader: &Reader<'_>,
	of: &ListOf,
	query: &Query,
	scratch: &mut Scratch,
	budget: Budget,
) -> Result<RoaringBitmap, Error> {
	let complete = |found: Found| match found.cut {
		None => Ok(found.assets),
		Some(cut) => Err(stop(cut)),
	};
	match of {
		ListOf::Ancestors(asset) => {
			complete(reader.ancestors(narrow(*asset)?, query, scratch, budget).map_err(stop)?)
		},
		ListOf::Descendants(asset) => {
			complete(reader.descendants(&[narrow(*asset)?], query, scratch, budget).map_err(stop)?)
		},
		ListOf::Usage(account) => complete(reader.usage(account, query, scratch, budget)),
		ListOf::Account(account) => complete(reader.controlled(account, query, budget)),
	}
}

/// Up to `limit` ids, and the one at which the next page begins.
fn page_of(
	assets: &RoaringBitmap,
	descends: bool,
	from: Option<u32>,
	limit: usize,
) -> (Vec<u32>, Option<u32>) {
	let mut ids: Vec<u32> = match descends {
		true => assets.range(..=from.unwrap_or(u32::MAX)).rev().take(limit + 1).collect(),
		false => assets.range(from.unwrap_or(0)..).take(limit + 1).collect(),
	};
	let next = (ids.len() > limit).then(|| ids.pop()).flatten();
	(ids, next)
}

/// The rows of assets, but of those that a reorganisation took away since they were listed.
fn rows(reader: &Reader<'_>, ids: &[u32]) -> Vec<GraphRow> {
	let now = reader.block().number;
	let row = |id: &u32| {
		let asset = reader.asset(*id)?;
		Some(GraphRow {
			id: Text(asset.id.into()),
			kind: word(asset.kind as u8),
			standing: word(reader.standing(*id, now)? as u8),
			generation: asset.generation,
		})
	};
	ids.iter().filter_map(row).collect()
}

fn query(filter: &Filter) -> Query {
	let kinds = |kinds: &Vec<AssetKind>| Kinds::of(kinds.iter().map(index_of));
	let standings = |standings: &Vec<Standing>| Standings::of(standings.iter().map(index_of));
	Query {
		kinds: filter.kinds.as_ref().map_or(Kinds::ALL, kinds),
		relations: relations_of(filter.relations.as_deref()),
		standings: filter.standings.as_ref().map_or(Standings::ALL, standings),
		depth: filter.depth,
		now: None,
	}
}

/// What tells one filter from another.
fn question_of(filter: &Filter) -> (u8, u16, u8, Option<u32>) {
	let Query { kinds, relations, standings, depth, .. } = query(filter);
	(kinds.0, relations.0, standings.0, depth)
}
