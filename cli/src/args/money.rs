//! Options of the commands about revenue.

use std::path::PathBuf;

use animechain_primitives::{AssetId, Currency, LeafIndex};
use clap::Args;
use polkadot_sdk::sp_runtime::Permill;

use super::{Acting, Relaying, Sending};
use crate::{
	amount::{self, AmountError, Written},
	chain::AccountId,
	encoding, share,
};

/// What `--currency` takes.
const CURRENCY: &str = "CURRENCY";

/// An amount, and what it is in.
#[derive(Args)]
#[group(skip)]
pub struct Money {
	/// How much, such as 2 or 1.5: of ANIM, or of the --currency
	#[arg(value_name = "AMOUNT")]
	amount: String,
	/// What it is in: native, or the number of one that `animechain currencies` lists
	#[arg(
		long,
		value_name = CURRENCY,
		value_parser = amount::parse_currency,
		default_value = "native"
	)]
	pub currency: Currency,
}

impl Money {
	/// The amount as it was written, which is more than nothing.
	pub fn written(&self) -> Result<Written, AmountError> {
		Written::positive(&self.amount)
	}
}

/// `pay`
#[derive(Args)]
pub struct Pay {
	/// The asset whose revenue it is
	#[arg(value_name = "ASSET")]
	pub asset: AssetId,
	#[command(flatten)]
	pub money: Money,
	/// What it is for: a commitment that goes on chain as it is
	#[arg(long, value_name = "HEX", value_parser = encoding::parse_hex32)]
	pub reference: Option<[u8; 32]>,
	/// The same, as a file: its SHA-256 goes on chain, so that anybody who has the file can compare it with
	/// sha256sum
	#[arg(long, value_name = "FILE", conflicts_with = "reference")]
	pub invoice: Option<PathBuf>,
	#[command(flatten)]
	pub sending: Sending,
}

/// `flow`
#[derive(Args)]
pub struct Flow {
	/// The asset that would be paid for
	#[arg(value_name = "ASSET")]
	pub asset: AssetId,
	#[command(flatten)]
	pub money: Money,
}

/// `earnings`
#[derive(Args)]
pub struct Earnings {
	/// Whose [default: those of --key]
	#[arg(value_name = "ACCOUNT")]
	pub account: Option<AccountId>,
	/// List each leaf of the collections in the local store, and not their sums only
	#[arg(long)]
	pub leaves: bool,
}

/// `claim`
#[derive(Args)]
pub struct Claim {
	/// What the account earned as a holder of these assets
	#[arg(value_name = "ASSET", required_unless_present = "all", conflicts_with = "all")]
	pub assets: Vec<AssetId>,
	/// Everything that the account earned: as a holder of any asset, and as the contributor of leaves that
	/// the local store knows
	#[arg(long)]
	pub all: bool,
	/// With --all, also what is less than the fee of claiming it
	#[arg(long, conflicts_with = "assets")]
	pub at_any_fee: bool,
	/// Only this currency; may be given several times
	#[arg(long, value_name = CURRENCY, value_parser = amount::parse_currency)]
	pub currency: Vec<Currency>,
	/// Let another account have what it earned; --key pays the fee and gets nothing
	#[arg(long = "for", value_name = "ACCOUNT")]
	pub account: Option<AccountId>,
	#[command(flatten)]
	pub sending: Sending,
}

/// `claim-leaf`
#[derive(Args)]
pub struct ClaimLeaf {
	/// The file of the leaf, if the local store knows it
	#[arg(
		value_name = "FILE",
		required_unless_present_any = ["proof", "leaf"],
		conflicts_with_all = ["proof", "leaf"]
	)]
	pub file: Option<PathBuf>,
	/// A proof of the file, as `animechain proof` writes it
	#[arg(long, value_name = "PROOF.json", conflicts_with = "leaf")]
	pub proof: Option<PathBuf>,
	/// Of this collection; otherwise of the newest one that has this file
	#[arg(long, value_name = "ID", conflicts_with = "proof")]
	pub asset: Option<AssetId>,
	/// The number of the leaf in the collection, if the local store knows that
	#[arg(long, value_name = "N", requires = "asset")]
	pub leaf: Option<LeafIndex>,
	/// Only this currency; may be given several times
	#[arg(long, value_name = CURRENCY, value_parser = amount::parse_currency)]
	pub currency: Vec<Currency>,
	#[command(flatten)]
	pub sending: Sending,
}

/// `pull`
#[derive(Args)]
pub struct Pull {
	/// The asset whose parents are owed something
	#[arg(value_name = "ASSET")]
	pub asset: AssetId,
	/// Over this edge only, by its number in `animechain pool`
	#[arg(long, value_name = "N")]
	pub edge: Option<u8>,
	/// Only this currency; may be given several times
	#[arg(long, value_name = CURRENCY, value_parser = amount::parse_currency)]
	pub currency: Vec<Currency>,
	#[command(flatten)]
	pub sending: Sending,
}

/// `transfer-shares`
#[derive(Args)]
#[command(group = clap::ArgGroup::new("part").required(true))]
pub struct TransferShares {
	/// The asset
	#[arg(value_name = "ASSET")]
	pub asset: AssetId,
	/// Who has them from now on; several accounts get as many each, all of them or none
	#[arg(long, value_name = "ACCOUNT", required = true)]
	pub to: Vec<AccountId>,
	/// How many, of the 1,000,000 of the asset
	#[arg(long, value_name = "N", group = "part", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
	pub units: Option<u32>,
	/// Which part of the whole asset: 12.5% are 125,000 units
	#[arg(long, value_name = "PERCENT", group = "part", value_parser = some_share)]
	pub percent: Option<Permill>,
	#[command(flatten)]
	pub relaying: Relaying,
	#[command(flatten)]
	pub sending: Sending,
}

impl TransferShares {
	/// How many units.
	pub fn number(&self) -> u32 {
		let part = || self.percent.unwrap_or_default().deconstruct();
		self.units.unwrap_or_else(part)
	}
}

fn some_share(text: &str) -> Result<Permill, String> {
	match share::parse(text).map_err(|error| error.to_string())? {
		share if share.is_zero() => Err("at least one unit is needed, 0.0001%".into()),
		share => Ok(share),
	}
}

/// `balance`
#[derive(Args)]
pub struct Balance {
	/// Whose [default: that of --key]
	#[arg(value_name = "ACCOUNT")]
	pub account: Option<AccountId>,
}

/// `send`
#[derive(Args)]
pub struct Send {
	#[command(flatten)]
	pub money: Money,
	/// Who gets it
	#[arg(long, value_name = "ACCOUNT")]
	pub to: AccountId,
	#[command(flatten)]
	pub acting: Acting,
	#[command(flatten)]
	pub sending: Sending,
}

/// `supply`
#[derive(Args)]
pub struct Supply {
	/// Of what: native, or the number of one that `animechain currencies` lists
	#[arg(
		long,
		value_name = CURRENCY,
		value_parser = amount::parse_currency,
		default_value = "native"
	)]
	pub currency: Currency,
}

/// `create-currency`
#[derive(Args)]
pub struct CreateCurrency {
	/// Its number, which nobody has used yet
	#[arg(value_name = "NUMBER")]
	pub id: u32,
	/// How it is written, such as EUR
	#[arg(long, value_name = "TEXT", value_parser = short)]
	pub symbol: String,
	/// Its name [default: the symbol]
	#[arg(long, value_name = "TEXT", value_parser = short)]
	pub name: Option<String>,
	/// Into how many decimals it is divided
	#[arg(long, value_name = "N", default_value_t = 0)]
	pub decimals: u8,
	/// The least that an account may hold [default: its smallest unit]
	#[arg(long, value_name = "AMOUNT")]
	pub least: Option<String>,
	/// How much of it to issue to oneself
	#[arg(long, value_name = "AMOUNT")]
	pub supply: Option<String>,
	#[command(flatten)]
	pub sending: Sending,
}

/// What the assets pallet takes as a name.
fn short(text: &str) -> Result<String, &'static str> {
	match text.trim() {
		"" => Err("it has to be called something"),
		text if text.len() > 50 => Err("at most 50 bytes"),
		text => Ok(text.to_owned()),
	}
}

/// `let-in`
#[derive(Args)]
pub struct LetIn {
	/// The number of the currency
	#[arg(value_name = "CURRENCY")]
	pub id: u32,
	#[command(flatten)]
	pub sending: Sending,
}
