//! Options of the commands about agreements.

use std::path::PathBuf;

use animechain_primitives::{
	rights::{AgreementId, Right},
	AssetId, Currency, LicenceId,
};
use anyhow::bail;
use clap::{ArgGroup, Args, Subcommand};
use polkadot_sdk::{sp_core::H256, sp_runtime::Permill};

use super::{Acting, Relaying, Sending};
use crate::{
	amount::{self, WrittenPrice},
	chain::{AccountId, BlockNumber},
	encoding, share,
};

/// What is written for an amount with its currency.
pub const MONEY: &str = "AMOUNT[:CURRENCY]";
/// What is written for a block.
pub const BLOCK: &str = "BLOCK|+BLOCKS";
/// What is written for units of an asset.
pub const SHARES: &str = "ASSET:UNITS|PERCENT";
/// Headings of the help.
const MOVES: &str = "What moves, all of it or nothing";
const CONDITIONS: &str = "Conditions";
const MONEY_FOR_IT: &str = "Money";

/// A block by its number, or so many after the newest one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BlockText {
	/// By its number.
	At(BlockNumber),
	/// After the newest.
	After(BlockNumber),
}

impl BlockText {
	/// Reads `90` or `+20`.
	pub fn parse(text: &str) -> Result<Self, String> {
		let (number, after) = text.strip_prefix('+').map_or((text, false), |rest| (rest, true));
		let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
		match number.parse() {
			Ok(blocks) if digits && after => Ok(Self::After(blocks)),
			Ok(block) if digits => Ok(Self::At(block)),
			_ => Err(format!("{text:?} is no block: a number like 90, or +20 for 20 from now")),
		}
	}

	/// Its number, if `now` is the newest. Members of a committee sign the same, and not at the same time, so
	/// for them a number is needed.
	pub fn resolve(self, now: BlockNumber, acting: &Acting) -> anyhow::Result<BlockNumber> {
		let number = self.number(now);
		if let (Self::After(blocks), true) = (self, acting.is_committee()) {
			bail!(
				"members of a committee have to sign the same block: write {number}, which +{blocks} is now"
			);
		}
		Ok(number)
	}

	/// Its number, if `now` is the newest.
	pub const fn number(self, now: BlockNumber) -> BlockNumber {
		match self {
			Self::At(block) => block,
			Self::After(blocks) => now.saturating_add(blocks),
		}
	}
}

/// A revenue that something waits for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RevenueText {
	/// Of which asset.
	pub asset: AssetId,
	/// How much.
	pub price: WrittenPrice,
}

/// Reads `ASSET:` and gives what follows.
fn asset_and<'a>(text: &'a str, example: &str) -> Result<(AssetId, &'a str), String> {
	let wrong = || format!("an asset and what of it is needed, such as {example}");
	let (asset, rest) = text.split_once(':').ok_or_else(wrong)?;
	Ok((asset.parse().map_err(|_| wrong())?, rest))
}

fn revenue(text: &str) -> Result<RevenueText, String> {
	let (asset, price) = asset_and(text, "3:100 or 3:99.95:1")?;
	Ok(RevenueText { asset, price: amount::parse_price(price)? })
}

/// Reads `3:250000` or `3:25%`.
pub fn shares(text: &str) -> Result<Right, String> {
	let (asset, part) = asset_and(text, "3:250000 or 3:25%")?;
	let units = if part.ends_with('%') {
		share::parse(part).map_err(|error| error.to_string())?.deconstruct()
	} else {
		part.parse().map_err(|_| format!("{part:?} is no number of units, and no 25%"))?
	};
	match units {
		1..=1_000_000 => Ok(Right::Shares { asset, units }),
		_ => Err("an asset has 1,000,000 units, and at least one has to move".into()),
	}
}

fn part(text: &str) -> Result<(Permill, AssetId), String> {
	let wrong = "a part and an asset are needed, such as 10%:3";
	let (part, asset) = text.split_once(':').ok_or(wrong)?;
	let part = share::parse(part).map_err(|error| error.to_string())?;
	Ok((part, asset.parse().map_err(|_| wrong)?))
}

/// `agree`
#[derive(Args)]
#[command(disable_help_subcommand = true)]
pub struct Agree {
	/// What to do.
	#[command(subcommand)]
	pub step: AgreeStep,
}

/// The life of an agreement.
#[derive(Subcommand)]
pub enum AgreeStep {
	/// Propose an agreement: what moves to whom, under which conditions, until when
	Propose(Box<Propose>),
	/// Sign an agreement that was proposed to one: on what is read, and on nothing else
	Accept(AcceptDeal),
	/// Take back or refuse what was not accepted
	Cancel(OneDeal),
	/// Show where an agreement stands: which conditions are met, and how far the others are
	Show(ShowDeal),
	/// Pay what a condition asks for; it comes back if the agreement does not execute
	Fund(Fund),
	/// Have an agreement looked at: it executes if it can, and ends if its deadline passed
	Poke(OneDeal),
}

/// `agree propose`
#[derive(Args)]
#[command(
	group = ArgGroup::new("moves").required(true).multiple(true).args(["control", "shares", "licence"]),
	group = ArgGroup::new("conditions").required(true).multiple(true)
		.args(["revenue", "not_before", "paid", "approved_by", "certified"]),
)]
pub struct Propose {
	/// Who receives
	#[arg(long, value_name = "ACCOUNT")]
	pub to: AccountId,
	/// Control of an asset; may be given several times
	#[arg(long, value_name = "ASSET", help_heading = MOVES)]
	pub control: Vec<AssetId>,
	/// Units of an asset, such as 3:250000 or 3:25%; may be given several times
	#[arg(long, value_name = SHARES, value_parser = shares, help_heading = MOVES)]
	pub shares: Vec<Right>,
	/// A licence that may be handed on; may be given several times
	#[arg(long, value_name = "ID", help_heading = MOVES)]
	pub licence: Vec<LicenceId>,
	/// Everything that ever came in for an asset reaches an amount, such as 3:100 or 3:99.95:1. What the two
	/// parties pay in themselves, once it is accepted, does not count
	#[arg(long, value_name = "ASSET:AMOUNT[:CURRENCY]", value_parser = revenue, help_heading = CONDITIONS)]
	pub revenue: Vec<RevenueText>,
	/// A block is reached: by its number, or so many from now
	#[arg(long, value_name = BLOCK, value_parser = BlockText::parse, help_heading = CONDITIONS)]
	pub not_before: Vec<BlockText>,
	/// Somebody pays an amount into the agreement
	#[arg(long, value_name = MONEY, value_parser = amount::parse_price, help_heading = CONDITIONS)]
	pub paid: Vec<WrittenPrice>,
	/// An account approves
	#[arg(long, value_name = "ACCOUNT", help_heading = CONDITIONS)]
	pub approved_by: Vec<AccountId>,
	/// An asset is certified
	#[arg(long, value_name = "ASSET", help_heading = CONDITIONS)]
	pub certified: Vec<AssetId>,
	/// How many of the conditions must be met [default: all]
	#[arg(long, value_name = "K", help_heading = CONDITIONS)]
	pub needs: Option<u8>,
	/// The last block that counts: by its number, or so many from now
	#[arg(long, value_name = BLOCK, value_parser = BlockText::parse, help_heading = CONDITIONS)]
	pub deadline: BlockText,
	/// What the receiver pays on accepting; it comes back if the agreement does not execute
	#[arg(long, value_name = MONEY, value_parser = amount::parse_price, help_heading = MONEY_FOR_IT)]
	pub price: Option<WrittenPrice>,
	/// A part of the price that is revenue of an asset, such as 10%:3
	#[arg(long, value_name = "PERCENT:ASSET", value_parser = part, requires = "price", help_heading = MONEY_FOR_IT)]
	pub revenue_part: Option<(Permill, AssetId)>,
	/// The legal text: its SHA-256 goes on chain as it is, so that anybody can check it with sha256sum
	#[arg(long, value_name = "FILE")]
	pub text: Option<PathBuf>,
	#[command(flatten)]
	pub relaying: Relaying,
	#[command(flatten)]
	pub sending: Sending,
}

impl Propose {
	/// What moves.
	pub fn rights(&self) -> Vec<Right> {
		let control = self.control.iter().map(|asset| Right::Control(*asset));
		let licences = self.licence.iter().map(|licence| Right::Licence(*licence));
		control.chain(self.shares.iter().copied()).chain(licences).collect()
	}

	/// How many conditions there are.
	pub fn conditions(&self) -> usize {
		let Self { revenue, not_before, paid, approved_by, certified, .. } = self;
		revenue.len() + not_before.len() + paid.len() + approved_by.len() + certified.len()
	}
}

/// `agree accept`
#[derive(Args)]
pub struct AcceptDeal {
	/// The agreement
	#[arg(value_name = "AGREEMENT")]
	pub agreement: AgreementId,
	/// Accept only if this is the digest of what is read now
	#[arg(long, value_name = "HEX", value_parser = digest)]
	pub terms: Option<H256>,
	/// Accept only if this file is the legal text that the agreement commits to
	#[arg(long, value_name = "FILE")]
	pub text: Option<PathBuf>,
	#[command(flatten)]
	pub relaying: Relaying,
	#[command(flatten)]
	pub sending: Sending,
}

/// Reads a digest.
pub fn digest(text: &str) -> Result<H256, &'static str> {
	encoding::parse_hex32(text).map(H256::from)
}

/// `approve`, `agree cancel` and `agree poke`
#[derive(Args)]
pub struct OneDeal {
	/// The agreement
	#[arg(value_name = "AGREEMENT")]
	pub agreement: AgreementId,
	#[command(flatten)]
	pub relaying: Relaying,
	#[command(flatten)]
	pub sending: Sending,
}

/// `agree show`
#[derive(Args)]
pub struct ShowDeal {
	/// The agreement
	#[arg(value_name = "AGREEMENT")]
	pub agreement: AgreementId,
}

/// `agree fund`
#[derive(Args)]
pub struct Fund {
	/// The agreement
	#[arg(value_name = "AGREEMENT")]
	pub agreement: AgreementId,
	/// The number of the condition [default: the only one that can be paid for]
	#[arg(long, value_name = "N")]
	pub clause: Option<u8>,
	#[command(flatten)]
	pub acting: Acting,
	#[command(flatten)]
	pub sending: Sending,
}

/// `agreements`
#[derive(Args)]
pub struct Agreements {
	/// Whose [default: those of --key]
	#[arg(value_name = "ACCOUNT")]
	pub account: Option<AccountId>,
	/// Only those that are proposed or in force
	#[arg(long)]
	pub open: bool,
}

/// `collect`
#[derive(Args)]
pub struct Collect {
	/// Only this currency; may be given several times [default: all of which something is kept]
	#[arg(long, value_name = "CURRENCY", value_parser = amount::parse_currency)]
	pub currency: Vec<Currency>,
	#[command(flatten)]
	pub acting: Acting,
	#[command(flatten)]
	pub sending: Sending,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn blocks_are_numbers_or_so_many_from_now() {
		assert_eq!(BlockText::parse("90").map(|block| block.number(7)), Ok(90));
		assert_eq!(BlockText::parse("+20").map(|block| block.number(7)), Ok(27));
		assert_eq!(BlockText::After(1).number(u32::MAX), u32::MAX);
		for text in ["", "+", "++1", "-1", "4294967296", "soon", "1.5"] {
			assert!(BlockText::parse(text).is_err(), "{text}");
		}
	}

	#[test]
	fn units_are_a_number_or_a_part() {
		let units = |units| Ok(Right::Shares { asset: 3, units });
		assert_eq!(shares("3:250000"), units(250_000));
		assert_eq!(shares("3:25%"), units(250_000));
		assert_eq!(shares("3:0.0001%"), units(1));
		assert_eq!(shares("3:1000000"), units(1_000_000));
		for text in ["3", "3:", "x:5", "3:0", "3:0%", "3:1000001", "3:101%", "3:25.5", ":5"] {
			assert!(shares(text).is_err(), "{text}");
		}
	}

	#[test]
	fn revenue_is_of_an_asset_in_a_currency() {
		let read = revenue("3:99.95:1").unwrap();
		assert_eq!((read.asset, read.price.currency), (3, Currency::WithId(1)));
		assert_eq!(revenue("3:100").unwrap().price.currency, Currency::Native);
		for text in ["3", "100", "3:x", "3:0", "3:1:EUR", "3:1:1:1", "x:1"] {
			assert!(revenue(text).is_err(), "{text}");
		}
		assert_eq!(part("10%:3"), Ok((Permill::from_percent(10), 3)));
		for text in ["3", "10%", "10%:x", "101%:3"] {
			assert!(part(text).is_err(), "{text}");
		}
	}
}
