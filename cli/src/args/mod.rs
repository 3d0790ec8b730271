//! The command line.

mod assets;
mod consent;
mod edges;
mod help;
mod look;
mod money;
mod publish;
mod purposes;
mod rights;
mod sales;

use std::path::PathBuf;

use clap::{Args, FromArgMatches, Parser, Subcommand};

use crate::keys::KeyText;

pub use assets::{Dataset, Model, Output, Register};
pub use consent::{
	Accept, Exclude, HandOn, Offer, Refresh, Reinstate, Relay, Reserve, Retire, Sponsor, Transfer,
	Withdraw,
};
pub use edges::{check_sum, DatasetEdges, Dependency, ModelEdges, OutputEdges, WorkEdges};
pub use look::{Bundle, Check, Licences, OneAsset, Permitted, Proof, Receipt, Trace, Tree, Verify};
pub use money::{
	Balance, Claim, ClaimLeaf, CreateCurrency, Earnings, Flow, LetIn, Money, Pay, Pull, Send,
	Supply, TransferShares,
};
pub use publish::{Collection, Declaration, Sending, SingleFile};
pub use purposes::{Acting, GroundsArgs, Relaying};
pub use rights::{
	AcceptDeal, Agree, AgreeStep, Agreements, Collect, Fund, OneDeal, Propose, ShowDeal,
};
pub use sales::{Buy, Listings, MakeCommittee, PendingCalls, Sell, Unsell};

/// Reads the command line. Wrong usage ends the process with exit code 2.
pub fn parse() -> Cli {
	let matches = help::command().get_matches();
	Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// Register works, say what may be done with them, publish models, get paid, trace and verify on an Animechain
/// node
#[derive(Parser)]
#[command(name = "animechain", version)]
pub struct Cli {
	#[command(flatten)]
	pub global: Global,
	/// The command.
	#[command(subcommand)]
	pub command: Command,
}

/// Options of every command.
#[derive(Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
	/// The node to talk to
	#[arg(
		long,
		global = true,
		env = "ANIMECHAIN_URL",
		hide_env_values = true,
		default_value = "ws://127.0.0.1:9944",
		value_name = "URL"
	)]
	pub url: String,
	/// The key to sign with: //NAME for a development key such as //Alice, or @FILE for a file that
	/// holds a phrase or a 0x seed [env: ANIMECHAIN_KEY, which takes all of these]
	#[arg(long, global = true, value_name = "KEY")]
	pub key: Option<KeyText>,
	/// Answer with one JSON document on stdout (64-bit numbers are strings)
	#[arg(long, global = true)]
	pub json: bool,
	/// Where names and salts are kept [default: ~/.local/share/animechain]
	#[arg(
		long,
		global = true,
		env = "ANIMECHAIN_STORE",
		hide_env_values = true,
		value_name = "DIR"
	)]
	pub store: Option<PathBuf>,
}

/// The commands. Their order within a group of the help is the order here.
#[derive(Subcommand)]
pub enum Command {
	/// Register drawings and other works: one file, or many as a collection
	#[command(after_help = help::PARENTS)]
	Register(Register),
	/// Publish a dataset made of works, outputs and other datasets
	#[command(after_help = help::PARENTS)]
	Dataset(Dataset),
	/// Publish a model and what it was trained on or made from
	#[command(after_help = help::PARENTS)]
	Model(Model),
	/// Publish what a model generated: one file, or many as a collection
	#[command(after_help = help::PARENTS)]
	Output(Output),
	/// Offer what may be done with an asset
	Offer(Offer),
	/// Withdraw an offer or a whole asset: free of fees, needs no balance
	Withdraw(Withdraw),
	/// Take the withdrawal of an asset back
	Reinstate(Reinstate),
	/// Take a file of one's own out of a collection, for good
	Exclude(Exclude),
	/// Reserve files that one has rights in and has not registered: an opt-out that others find
	Reserve(Reserve),
	/// Send what somebody else signed with --relay-file, and pay for it
	Relay(Relay),
	/// List the offers of an asset
	Offers(OneAsset),
	/// Accept an offer that has a price or names an account
	Accept(Accept),
	/// List the licences of an account
	Licences(Licences),
	/// Hand a licence on
	HandOn(HandOn),
	/// Ask whether an asset may be used; the exit code is the answer: 0 yes, 1 no
	Permitted(Permitted),
	/// Check files against reservations before a collection is made; exit code 6 if any is reserved
	Check(Check),
	/// Show what the chain knows about an asset
	Show(OneAsset),
	/// Show the whole ancestry of an asset as a tree, down to single files
	Trace(Trace),
	/// Show how standing and control of an asset changed, and why
	History(OneAsset),
	/// Show what an asset is made of, and how much of it was opted in
	Label(OneAsset),
	/// Check a file against the chain, or a bundle against nothing but itself; the exit code is the verdict
	#[command(after_help = help::VERDICTS)]
	Verify(Verify),
	/// Write everything that proves one file into a file for somebody else
	Proof(Proof),
	/// Write everything that proves what an asset descends from into a file for somebody else
	Bundle(Bundle),
	/// Write a consent receipt, after ISO/IEC TS 27560 and with a CAWG assertion
	Receipt(Receipt),
	/// Close an asset for good: it keeps its record and gets no new children
	Retire(Retire),
	/// Hand an asset to another account
	Transfer(Transfer),
	/// Bring an asset up to date with what happened to its ancestors: free of fees
	Refresh(Refresh),
	/// Give an account bytes of state to use, so that it can publish without money
	Sponsor(Sponsor),
	/// Make a committee: an account that acts when enough of its members agree
	Committee(MakeCommittee),
	/// List what waits for more members of a committee, or take it back
	Pending(PendingCalls),
	/// Print the address of --key
	Keys,
	/// Pay revenue of an asset; its parents get their parts by themselves
	Pay(Pay),
	/// Show who would get what of a payment, to the last unit
	Flow(Flow),
	/// Show what an account can claim, as a holder and as a contributor
	Earnings(Earnings),
	/// Take what one earned as a holder, and with --all as a contributor too
	Claim(Claim),
	/// Let the contributor of a file have what it earned
	ClaimLeaf(ClaimLeaf),
	/// Show what an asset received, handed on and paid out, and what waits
	Pool(OneAsset),
	/// Hand on now what the parents of an asset are owed, instead of waiting for it
	Pull(Pull),
	/// List the holders of an asset
	Shares(OneAsset),
	/// Hand on units of an asset: parts of what its holders earn from now on
	TransferShares(TransferShares),
	/// List the currencies in which assets can be paid
	Currencies,
	/// Promise control, shares or licences under conditions: it executes by itself when they are met
	Agree(Agree),
	/// Approve an agreement that asks for one's approval
	Approve(OneDeal),
	/// List the agreements of an account
	Agreements(Agreements),
	/// Take what an agreement could not pay out when it was due
	Collect(Collect),
	/// Put control, shares or a licence up for sale at a fixed price
	Sell(Sell),
	/// Take something off sale
	Unsell(Unsell),
	/// Buy what is for sale
	Buy(Buy),
	/// List what is for sale
	Listings(Listings),
	/// Show what an account has
	Balance(Balance),
	/// Send money to another account
	Send(Send),
	/// Add up what all accounts have, and compare it with what was issued; exit code 1 if it differs
	Supply(Supply),
	/// Create a currency in the assets pallet
	CreateCurrency(CreateCurrency),
	/// Let a currency be paid in: for the account that governs
	LetIn(LetIn),
	/// Hash files and build their tree, without a node: for measuring
	#[command(hide = true)]
	Tree(Tree),
}
