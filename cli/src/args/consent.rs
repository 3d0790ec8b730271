//! Options of the commands that give, take and withdraw permission.

use std::path::PathBuf;

use animechain_primitives::{
	consent::Audience, AssetId, Currency, LicenceId, OfferId, Purposes, StatedTerms, Terms,
};
use clap::Args;
use polkadot_sdk::sp_runtime::Permill;

use super::{
	purposes::{parse_some_purposes, Acting, GroundsArgs, Relaying, PURPOSES},
	Sending,
};
use crate::{
	amount::{self, AmountError, Written},
	chain::{AccountId, BlockNumber, StatedTermsRow},
	share,
};

/// `offer`
#[derive(Args)]
pub struct Offer {
	/// The asset
	#[arg(value_name = "ASSET")]
	pub asset: AssetId,
	/// What is permitted: data-mining, inference, training, generative-training, derivative, distribution,
	/// or all. Binds everything that is made under the offer, and what is made of that. What was made from
	/// the works of others is offered for inference only, unless those permit distribution
	#[arg(long, value_name = PURPOSES, value_parser = parse_some_purposes, help_heading = "Terms")]
	pub purposes: Purposes,
	/// Commercial use is permitted
	#[arg(long, help_heading = "Terms")]
	pub commercial: bool,
	/// The first block at which nothing is permitted any more
	#[arg(long, value_name = "BLOCK", help_heading = "Terms")]
	pub expires: Option<BlockNumber>,
	/// The least part of a child's revenue that goes to the asset
	#[arg(
		long,
		value_name = "PERCENT",
		default_value = "0",
		value_parser = share::parse,
		help_heading = "Terms"
	)]
	pub share: Permill,
	/// How many edges may be made: under each licence, or under the offer if it needs none
	#[arg(long, value_name = "N", help_heading = "Terms")]
	pub quota: Option<u32>,
	/// The legal text: its SHA-256 goes on chain as it is, so that anybody can check it with sha256sum
	#[arg(long, value_name = "FILE", help_heading = "Terms")]
	pub legal: Option<PathBuf>,
	/// Offer it to this account only; it has to accept
	#[arg(long = "for", value_name = "ACCOUNT", help_heading = "Acceptance")]
	pub audience: Option<AccountId>,
	/// What accepting costs, in ANIM or in the --currency; whoever wants to use the asset has to accept, and
	/// what is paid is revenue of the asset
	#[arg(long, value_name = "AMOUNT", help_heading = "Acceptance")]
	pub price: Option<String>,
	/// What the price is in: native, or the number of one that `animechain currencies` lists
	#[arg(
		long,
		value_name = "CURRENCY",
		value_parser = amount::parse_currency,
		requires = "price",
		help_heading = "Acceptance"
	)]
	pub currency: Option<Currency>,
	/// The first block at which it may be used or accepted
	#[arg(long, value_name = "BLOCK", help_heading = "Acceptance")]
	pub from: Option<BlockNumber>,
	/// The first block at which it may no longer be used or accepted
	#[arg(long, value_name = "BLOCK", help_heading = "Acceptance")]
	pub until: Option<BlockNumber>,
	/// For how many blocks a licence may be used
	#[arg(long, value_name = "BLOCKS", help_heading = "Acceptance")]
	pub period: Option<BlockNumber>,
	/// A licence may be handed on
	#[arg(long, help_heading = "Acceptance")]
	pub transferable: bool,
	#[command(flatten)]
	pub relaying: Relaying,
	#[command(flatten)]
	pub sending: Sending,
}

impl Offer {
	/// The price as it was written.
	pub fn price(&self) -> Result<Option<Written>, AmountError> {
		self.price.as_deref().map(Written::price).transpose()
	}

	/// The terms, but for the price and the commitment to the legal text.
	pub fn stated(&self) -> StatedTermsRow {
		StatedTerms {
			terms: Terms {
				purposes: self.purposes,
				commercial: self.commercial,
				expires: self.expires,
			},
			audience: self.audience.map_or(Audience::Anyone, Audience::Only),
			price: None,
			share: self.share,
			quota: self.quota,
			from: self.from,
			until: self.until,
			licence_period: self.period,
			transferable: self.transferable,
			legal: None,
		}
	}
}

/// `withdraw`
#[derive(Args)]
#[command(group = clap::ArgGroup::new("subject").required(true))]
pub struct Withdraw {
	/// An offer: nothing is made under it any more, licences stay
	#[arg(long, value_name = "ID", group = "subject")]
	pub offer: Option<OfferId>,
	/// An asset: nothing is made from it any more, by nobody and under no licence
	#[arg(long, value_name = "ID", group = "subject")]
	pub asset: Option<AssetId>,
	#[command(flatten)]
	pub grounds: GroundsArgs,
	#[command(flatten)]
	pub relaying: Relaying,
	#[command(flatten)]
	pub sending: Sending,
}

/// `reinstate`
#[derive(Args)]
pub struct Reinstate {
	/// The asset
	#[arg(value_name = "ASSET")]
	pub asset: AssetId,
	#[command(flatten)]
	pub grounds: GroundsArgs,
	#[command(flatten)]
	pub relaying: Relaying,
	#[command(flatten)]
	pub sending: Sending,
}

/// `accept`
#[derive(Args)]
pub struct Accept {
	/// The offer
	#[arg(value_name = "OFFER")]
	pub offer: OfferId,
	/// Pay at most this, in the offer's currency [default: the price as it is read now]
	#[arg(long, value_name = "AMOUNT")]
	pub max_price: Option<String>,
	/// Give at most this part of revenue [default: the share as it is read now]
	#[arg(long, value_name = "PERCENT", value_parser = share::parse)]
	pub max_share: Option<Permill>,
	/// Accept only if this file is the legal text that the offer commits to
	#[arg(long, value_name = "FILE")]
	pub legal: Option<PathBuf>,
	#[command(flatten)]
	pub sending: Sending,
}

/// `hand-on`
#[derive(Args)]
pub struct HandOn {
	/// The licence
	#[arg(value_name = "LICENCE")]
	pub licence: LicenceId,
	/// Who has it from now on
	#[arg(long, value_name = "ACCOUNT")]
	pub to: AccountId,
	#[command(flatten)]
	pub acting: Acting,
	#[command(flatten)]
	pub sending: Sending,
}

/// `exclude`
#[derive(Args)]
pub struct Exclude {
	/// The file of the leaf, if the local store knows it
	#[arg(value_name = "FILE", required_unless_present = "proof", conflicts_with = "proof")]
	pub file: Option<PathBuf>,
	/// A proof of the file, as `animechain proof` writes it
	#[arg(long, value_name = "PROOF.json")]
	pub proof: Option<PathBuf>,
	/// Out of this collection; otherwise out of the newest one that has this file
	#[arg(long, value_name = "ID", conflicts_with = "proof")]
	pub asset: Option<AssetId>,
	#[command(flatten)]
	pub grounds: GroundsArgs,
	#[command(flatten)]
	pub sending: Sending,
}

/// `reserve`
#[derive(Args)]
pub struct Reserve {
	/// Files, and folders with all that is in them (hidden files are left out)
	#[arg(value_name = "PATH", required = true)]
	pub files: Vec<PathBuf>,
	/// From what: data-mining, inference, training, generative-training, derivative, distribution, or all
	#[arg(long, value_name = PURPOSES, value_parser = parse_some_purposes, default_value = "all")]
	pub purposes: Purposes,
	/// Lift one's reservations instead
	#[arg(long, conflicts_with = "purposes")]
	pub lift: bool,
	#[command(flatten)]
	pub relaying: Relaying,
	#[command(flatten)]
	pub sending: Sending,
}

/// `relay`
#[derive(Args)]
pub struct Relay {
	/// What `--relay-file` wrote
	#[arg(value_name = "FILE")]
	pub file: PathBuf,
	#[command(flatten)]
	pub sending: Sending,
}

/// `sponsor`
#[derive(Args)]
pub struct Sponsor {
	/// Who may use them
	#[arg(value_name = "ACCOUNT")]
	pub account: AccountId,
	/// How many bytes of state
	#[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
	pub bytes: u64,
	#[command(flatten)]
	pub sending: Sending,
}

/// `refresh`
#[derive(Args)]
pub struct Refresh {
	/// The asset
	#[arg(value_name = "ASSET")]
	pub asset: AssetId,
	#[command(flatten)]
	pub sending: Sending,
}

/// `retire`
#[derive(Args)]
pub struct Retire {
	/// The asset
	#[arg(value_name = "ID")]
	pub asset: AssetId,
	#[command(flatten)]
	pub grounds: GroundsArgs,
	#[command(flatten)]
	pub acting: Acting,
	#[command(flatten)]
	pub sending: Sending,
}

/// `transfer`
#[derive(Args)]
pub struct Transfer {
	/// The asset
	#[arg(value_name = "ID")]
	pub asset: AssetId,
	/// The account that controls it from now on
	#[arg(long, value_name = "SS58")]
	pub to: AccountId,
	#[command(flatten)]
	pub acting: Acting,
	#[command(flatten)]
	pub sending: Sending,
}
