//! One file per command, and what all of them share.

mod agree;
mod agreements;
mod authority;
mod balances;
mod bundle;
mod claim;
mod committee;
mod compose;
mod currencies;
mod current;
mod deliver;
mod earned;
mod earnings;
mod exclude;
mod happened;
mod history;
mod keys;
mod leaf;
mod licences;
mod many;
mod offer;
mod pay;
mod permitted;
mod pool;
mod proof;
mod propose;
mod publish;
mod receipt;
mod refresh;
mod register;
mod relay;
mod relay_rights;
mod reservations;
mod retire;
mod sales;
mod shares;
mod show;
mod sound;
mod sponsor;
mod trace;
mod transfer;
mod tree;
mod verify;
mod verify_bundle;
mod withdraw;

use std::{
	env,
	io::{self, IsTerminal, Write},
	path::PathBuf,
	process::ExitCode,
	time::Duration,
};

use anyhow::Context as _;
use indicatif::ProgressBar;
use serde_json::{json, Value};

use crate::{
	args::{Cli, Command, Global, Sending},
	chain::{
		calls::Call,
		submit::{Included, Prepared},
		Chain, ChainError,
	},
	commands::{publish::NotRegistered, reservations::FilesReserved},
	keys::{KeyError, Signer},
	store::Store,
};

/// What the exit code says. Wrong usage is 2, from clap.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
	/// Done, or verified.
	Success = 0,
	/// Something went wrong, or the answer is no.
	Error = 1,
	/// The file is not what was registered.
	NotVerified = 3,
	/// There is no record of the file.
	Unknown = 4,
	/// Verified, but the asset is not clear.
	NotClear = 5,
	/// Files are reserved.
	Reserved = 6,
	/// The bundle holds for its block, and nobody said that the block is final.
	Unconfirmed = 7,
}

/// What a command has to say.
pub struct Answer {
	/// To people.
	pub text: String,
	/// To machines.
	pub json: Value,
	/// To scripts.
	pub exit: Exit,
}

impl Answer {
	/// Done.
	pub fn success(text: String, json: Value) -> Self {
		Self { text, json, exit: Exit::Success }
	}
}

/// What every command needs.
pub struct Context {
	global: Global,
	/// The local store.
	pub store: Store,
}

impl Context {
	fn new(global: Global) -> anyhow::Result<Self> {
		let folder = match &global.store {
			Some(folder) => folder.clone(),
			None => {
				let variable = |name| env::var_os(name).map(PathBuf::from);
				Store::default_folder(variable("XDG_DATA_HOME"), variable("HOME"))
					.context("there is no home folder for the store: name one with --store DIR")?
			},
		};
		Ok(Self { global, store: Store::new(folder) })
	}

	/// Connects to the node.
	pub async fn connect(&self) -> Result<Chain, ChainError> {
		Chain::connect(&self.global.url).await
	}

	/// Connects to write, on the store's chain unless another is meant.
	pub async fn connect_to_known(&self, sending: &Sending) -> anyhow::Result<Chain> {
		let chain = self.connect().await?;
		if !sending.new_chain {
			self.store.check_chain(chain.genesis)?;
		}
		Ok(chain)
	}

	/// The key to sign with.
	pub fn signer(&self) -> Result<Signer, KeyError> {
		crate::keys::signer(self.global.key.as_ref())
	}

	/// Whether progress is better not shown.
	pub fn quiet(&self) -> bool {
		self.global.json || !io::stderr().is_terminal()
	}

	/// Whether nothing but errors is to be said beside the answer.
	pub const fn quiet_stderr(&self) -> bool {
		self.global.json
	}

	/// Sends a call, with something moving on the terminal meanwhile.
	pub async fn submit(
		&self,
		chain: &Chain,
		call: &Call,
		signer: &Signer,
		finalized: bool,
	) -> Result<Included, ChainError> {
		let prepared = chain.prepare(call, signer).await?;
		self.send(chain, &prepared, call, signer, finalized).await
	}

	/// Sends a call that is signed already.
	pub async fn send(
		&self,
		chain: &Chain,
		prepared: &Prepared,
		call: &Call,
		signer: &Signer,
		finalized: bool,
	) -> Result<Included, ChainError> {
		let spinner = if self.quiet() { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
		spinner.set_message(match finalized {
			true => format!("{}: waiting for a final block", call.path()),
			false => format!("{}: waiting for a block", call.path()),
		});
		spinner.enable_steady_tick(Duration::from_millis(120));
		let included = chain.submit(prepared, signer, finalized).await;
		spinner.finish_and_clear();
		included
	}
}

/// Runs the command and says how it went.
pub fn run(cli: Cli) -> ExitCode {
	let json = cli.global.json;
	let answer = dispatch(cli).unwrap_or_else(|error| {
		let text = format!("{error:#}");
		eprintln!("error: {text}");
		let manifest = error.downcast_ref::<NotRegistered>().map(|error| &error.manifest);
		let reserved = error.downcast_ref::<FilesReserved>().map(|error| &error.json);
		let exit = if reserved.is_some() { Exit::Reserved } else { Exit::Error };
		let mut json = json!({ "error": text, "manifest": manifest, "exitCode": exit as u8 });
		if let Some(reserved) = reserved {
			json["reserved"] = reserved.clone();
		}
		Answer { text: String::new(), json, exit }
	});
	let text = match json {
		true => format!("{}\n", answer.json),
		false => answer.text,
	};
	// Who reads only the beginning (`| head`) has closed the pipe, and that is no error.
	if let Err(error) = io::stdout().lock().write_all(text.as_bytes()) {
		if error.kind() != io::ErrorKind::BrokenPipe {
			eprintln!("error: cannot write the answer: {error}");
			return ExitCode::from(Exit::Error as u8);
		}
	}
	ExitCode::from(answer.exit as u8)
}

fn dispatch(cli: Cli) -> anyhow::Result<Answer> {
	log_to_stderr();
	let context = Context::new(cli.global)?;
	let runtime =
		tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start")?;
	runtime.block_on(async {
		match cli.command {
			Command::Register(args) => register::register(&context, args).await,
			Command::Dataset(args) => compose::dataset(&context, args).await,
			Command::Model(args) => compose::model(&context, args).await,
			Command::Output(args) => register::output(&context, args).await,
			Command::Offer(args) => offer::run(&context, &args).await,
			Command::Withdraw(args) => withdraw::withdraw(&context, &args).await,
			Command::Reinstate(args) => withdraw::reinstate(&context, &args).await,
			Command::Exclude(args) => exclude::run(&context, &args).await,
			Command::Reserve(args) => reservations::reserve(&context, &args).await,
			Command::Relay(args) => relay::run(&context, &args).await,
			Command::Offers(args) => licences::offers(&context, &args).await,
			Command::Accept(args) => licences::accept(&context, &args).await,
			Command::Licences(args) => licences::list(&context, &args).await,
			Command::HandOn(args) => licences::hand_on(&context, &args).await,
			Command::Permitted(args) => permitted::run(&context, &args).await,
			Command::Check(args) => reservations::check(&context, &args).await,
			Command::Show(args) => show::run(&context, &args).await,
			Command::Trace(args) => trace::run(&context, &args).await,
			Command::History(args) => history::run(&context, &args).await,
			Command::Label(args) => permitted::label(&context, &args).await,
			Command::Verify(args) => verify::run(&context, &args).await,
			Command::Bundle(args) => bundle::run(&context, &args).await,
			Command::Proof(args) => proof::run(&context, &args).await,
			Command::Receipt(args) => receipt::run(&context, &args).await,
			Command::Retire(args) => retire::run(&context, &args).await,
			Command::Transfer(args) => transfer::run(&context, &args).await,
			Command::Refresh(args) => refresh::run(&context, &args).await,
			Command::Sponsor(args) => sponsor::run(&context, &args).await,
			Command::Committee(args) => committee::make(&args),
			Command::Pending(args) => committee::pending(&context, &args).await,
			Command::Keys => keys::run(&context),
			Command::Pay(args) => pay::pay(&context, &args).await,
			Command::Flow(args) => pay::flow(&context, &args).await,
			Command::Earnings(args) => earnings::run(&context, &args).await,
			Command::Claim(args) => claim::claim(&context, &args).await,
			Command::ClaimLeaf(args) => claim::claim_leaf(&context, &args).await,
			Command::Pool(args) => pool::show(&context, &args).await,
			Command::Pull(args) => pool::pull(&context, &args).await,
			Command::Shares(args) => shares::list(&context, &args).await,
			Command::TransferShares(args) => shares::transfer(&context, &args).await,
			Command::Currencies => currencies::list(&context).await,
			Command::Agree(args) => agree::run(&context, &args).await,
			Command::Approve(args) => agree::approve(&context, &args).await,
			Command::Agreements(args) => agreements::list(&context, &args).await,
			Command::Collect(args) => agreements::collect(&context, &args).await,
			Command::Sell(args) => sales::sell(&context, &args).await,
			Command::Unsell(args) => sales::unsell(&context, &args).await,
			Command::Buy(args) => sales::buy(&context, &args).await,
			Command::Listings(args) => sales::list(&context, &args).await,
			Command::Balance(args) => balances::balance(&context, &args).await,
			Command::Send(args) => balances::send(&context, &args).await,
			Command::Supply(args) => balances::supply(&context, &args).await,
			Command::CreateCurrency(args) => currencies::create(&context, &args).await,
			Command::LetIn(args) => currencies::let_in(&context, &args).await,
			Command::Tree(args) => tree::run(&context, &args),
		}
	})
}

/// What the libraries have to say, if `RUST_LOG` asks for it.
fn log_to_stderr() {
	let filter = tracing_subscriber::EnvFilter::builder()
		.with_default_directive(tracing_subscriber::filter::LevelFilter::OFF.into())
		.from_env_lossy();
	tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).init();
}
