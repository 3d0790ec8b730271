//! Options of the commands about sales, and of the one that makes a committee.

use std::path::PathBuf;

use animechain_primitives::{
	rights::{ListingId, Right},
	AssetId, LicenceId,
};
use clap::{ArgGroup, Args};
use polkadot_sdk::{sp_core::H256, sp_runtime::Permill};

use super::{
	rights::{digest, shares, BlockText, BLOCK, MONEY, SHARES},
	Acting, Relaying, Sending,
};
use crate::{
	amount::{self, WrittenPrice},
	chain::AccountId,
	share,
};

/// `sell`
#[derive(Args)]
#[command(group = ArgGroup::new("moves").required(true).args(["control", "shares", "licence"]))]
pub struct Sell {
	/// Control of an asset
	#[arg(long, value_name = "ASSET")]
	pub control: Option<AssetId>,
	/// Units of an asset, such as 3:250000 or 3:25%
	#[arg(long, value_name = SHARES, value_parser = shares)]
	pub shares: Option<Right>,
	/// A licence that may be handed on
	#[arg(long, value_name = "ID")]
	pub licence: Option<LicenceId>,
	/// For how much
	#[arg(long, value_name = MONEY, value_parser = amount::parse_price)]
	pub price: WrittenPrice,
	/// The part of the price that is revenue of the asset, for everybody behind it
	#[arg(long, value_name = "PERCENT", value_parser = share::parse, default_value = "0")]
	pub revenue: Permill,
	/// To this account only
	#[arg(long = "for", value_name = "ACCOUNT")]
	pub buyer: Option<AccountId>,
	/// The last block in which it can be bought: by its number, or so many from now
	#[arg(long, value_name = BLOCK, value_parser = BlockText::parse)]
	pub until: Option<BlockText>,
	#[command(flatten)]
	pub relaying: Relaying,
	#[command(flatten)]
	pub sending: Sending,
}

impl Sell {
	/// What is for sale.
	pub fn right(&self) -> Option<Right> {
		let control = self.control.map(Right::Control);
		control.or(self.shares).or_else(|| self.licence.map(Right::Licence))
	}
}

/// `unsell`
#[derive(Args)]
pub struct Unsell {
	/// The listing
	#[arg(value_name = "LISTING")]
	pub listing: ListingId,
	#[command(flatten)]
	pub relaying: Relaying,
	#[command(flatten)]
	pub sending: Sending,
}

/// `buy`
#[derive(Args)]
pub struct Buy {
	/// The listing
	#[arg(value_name = "LISTING")]
	pub listing: ListingId,
	/// Pay at most this, in the currency of the listing [default: the price as it is read now]
	#[arg(long, value_name = "AMOUNT")]
	pub max_price: Option<String>,
	#[command(flatten)]
	pub acting: Acting,
	#[command(flatten)]
	pub sending: Sending,
}

/// `listings`
#[derive(Args)]
pub struct Listings {
	/// Only what this account sells
	#[arg(long, value_name = "ACCOUNT")]
	pub seller: Option<AccountId>,
}

/// `pending`
#[derive(Args)]
pub struct PendingCalls {
	/// The committee: what `animechain committee` wrote
	#[arg(long, value_name = "COMMITTEE.json")]
	pub committee: PathBuf,
	/// Take back this call, which --key was the first to agree to, and have the deposit back
	#[arg(long, value_name = "CALL", value_parser = digest)]
	pub take_back: Option<H256>,
	#[command(flatten)]
	pub sending: Sending,
}

/// `committee`
#[derive(Args)]
pub struct MakeCommittee {
	/// Who is in it
	#[arg(value_name = "ACCOUNT", required = true)]
	pub members: Vec<AccountId>,
	/// How many of them must agree
	#[arg(long, value_name = "K")]
	pub needs: u16,
	/// Where to write it, for all members
	#[arg(long, value_name = "COMMITTEE.json")]
	pub out: PathBuf,
}
