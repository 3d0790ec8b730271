//! Why something did not happen, in words that help.

use animechain_primitives::{
	consent::ListError,
	lineage::LineageError,
	rights::{AgreementId, ListingId},
	royalty::FlowError,
	AssetId, LicenceId, OfferId,
};
use subxt::{
	error::{
		ArithmeticError, BackendError, DispatchError, ExtrinsicError, RpcError, TokenError,
		TransactionEventsError,
	},
	rpcs::Error as RpcClientError,
	transactions::TransactionInvalid,
};

use super::{advice::advice, AccountId, BlockNumber};

/// Why the node gave no answer or refused a call.
#[derive(Debug, thiserror::Error)]
pub enum ChainError {
	/// The address has another scheme.
	#[error("{url:?} is not the address of a node: it begins with ws:// or wss://")]
	NotAWebSocket {
		/// The address.
		url: String,
	},
	/// Nobody answers.
	#[error(
		"no node answers at {url} ({reason}); `make run` starts a development chain, \
		--url or ANIMECHAIN_URL names another node"
	)]
	Unreachable {
		/// The address.
		url: String,
		/// What the system said.
		reason: String,
	},
	/// The connection broke, or the node refused a request.
	#[error("the node at {url} did not answer a request: {reason}")]
	Request {
		/// The address.
		url: String,
		/// What it said.
		reason: String,
	},
	/// The runtime lacks a call or an API.
	#[error("this node runs a runtime without `{name}`")]
	Missing {
		/// What is missing.
		name: String,
	},
	/// Bytes that do not fit our types.
	#[error(
		"{what} has another format than this tool knows: \
		use the `animechain` of the same release as the node"
	)]
	OtherRelease {
		/// What was read or written.
		what: String,
	},
	/// No row.
	#[error("there is no asset {asset} on this chain")]
	NoSuchAsset {
		/// The id.
		asset: AssetId,
	},
	/// No row.
	#[error("there is no offer {offer} on this chain: `animechain offers ASSET` lists those of an asset")]
	NoSuchOffer {
		/// The id.
		offer: OfferId,
	},
	/// No row.
	#[error("there is no licence {licence} on this chain: `animechain licences` lists one's own")]
	NoSuchLicence {
		/// The id.
		licence: LicenceId,
	},
	/// No row.
	#[error(
		"there is no agreement {agreement} on this chain: `animechain agreements` lists one's own"
	)]
	NoSuchAgreement {
		/// The number.
		agreement: AgreementId,
	},
	/// No row.
	#[error(
		"listing {listing} was sold or taken off, or never was: `animechain listings` lists what is for sale"
	)]
	NoSuchListing {
		/// The number.
		listing: ListingId,
	},
	/// No block.
	#[error("the node has no block {number}")]
	NoSuchBlock {
		/// The number.
		number: BlockNumber,
	},
	/// No bundle.
	#[error("the node makes no bundle: {0}")]
	NoBundle(String),
	/// A list did not go on.
	#[error("the node cannot give the list: {}", list(.error))]
	List {
		/// What the runtime says.
		error: ListError,
	},
	/// No answer about money.
	#[error("{}", money(*.asset, .error))]
	Money {
		/// The asset that it is about.
		asset: AssetId,
		/// What the runtime says.
		error: FlowError,
	},
	/// The walk over ancestors did not go on.
	#[error("the node cannot list the ancestors: {}", walk(.error))]
	Walk {
		/// What the runtime says.
		error: LineageError,
	},
	/// The fee.
	#[error(
		"the account {account} cannot pay the fee of about {fee}: send it some {} first, `animechain \
		send`, or sign with another --key",
		super::CURRENCY
	)]
	NotEnoughBalance {
		/// The signer.
		account: AccountId,
		/// The fee, with its unit.
		fee: String,
	},
	/// The balance during the call.
	#[error(
		"the account {account} has not enough {} or not enough of the currency of the call: send it some \
		first, `animechain send`, or sign with another --key ({reason})", super::CURRENCY
	)]
	NotEnoughFunds {
		/// The signer.
		account: AccountId,
		/// What the runtime says.
		reason: String,
	},
	/// The transaction was refused before it reached a block.
	#[error("the node refused the transaction: {reason}")]
	Refused {
		/// Why.
		reason: String,
	},
	/// The call is in a block and failed.
	#[error("the chain refused the call: {reason}")]
	Dispatch {
		/// The error with its documentation.
		reason: String,
	},
	/// No block in time.
	#[error(
		"the transaction {extrinsic} was sent and is in no block after {seconds} seconds; it may \
		still get into one: is the chain making blocks?"
	)]
	TimedOut {
		/// The hash of the transaction.
		extrinsic: String,
		/// How long it was waited for.
		seconds: u64,
	},
	/// In a block, without the expected event.
	#[error("the call succeeded without the event `{name}`")]
	NoEvent {
		/// The event.
		name: String,
	},
}

const fn walk(error: &LineageError) -> &'static str {
	match error {
		LineageError::UnknownAsset => "there is no such asset",
		LineageError::LimitOutOfRange => "the page is too large",
		LineageError::InvalidCursor => "it lost its place",
		LineageError::TooWide => "too many are pending at once",
	}
}

fn money(asset: AssetId, error: &FlowError) -> String {
	match error {
		FlowError::UnknownAsset => format!("there is no asset {asset} on this chain"),
		FlowError::UnknownCurrency => {
			"the currency was not let in: `animechain currencies` lists those that can be paid in"
				.into()
		},
		FlowError::AssetInvalidated => format!(
			"asset {asset} was found invalid, so nothing is paid for it and nothing out of it: \
			`animechain history {asset}` says when, and why"
		),
		FlowError::TooMuch => "it is more than a pool can receive in its life".into(),
		FlowError::TooMany => "too many were asked for at once".into(),
	}
}

const fn list(error: &ListError) -> &'static str {
	match error {
		ListError::LimitOutOfRange => "the page is too large",
		ListError::InvalidCursor => "it lost its place",
		ListError::TooManyKeys => "too many were asked for at once",
	}
}

/// What is left of an error's text without the names of the layers that it came through.
pub fn innermost(text: &str) -> &str {
	text.rsplit_once("client error: ").map_or(text, |(_, inner)| inner)
}

impl ChainError {
	/// From a failed `state_call`.
	pub(super) fn of_call(url: &str, name: &str, error: RpcClientError) -> Self {
		let text = error.to_string();
		// What the executor says when the runtime does not export a function.
		if text.contains("Exported method") && text.contains("not found") {
			return Self::Missing { name: name.replacen('_', ".", 1) };
		}
		Self::of_request(url, error)
	}

	/// From a failed request.
	pub(super) fn of_request(url: &str, error: impl std::fmt::Display) -> Self {
		let reason = innermost(&error.to_string()).to_owned();
		Self::Request { url: url.to_owned(), reason }
	}

	/// From a transaction that could not be made or sent.
	pub(super) fn of_extrinsic(url: &str, error: ExtrinsicError) -> Self {
		match error {
			ExtrinsicError::ErrorSubmittingTransaction(BackendError::Rpc(
				RpcError::ClientError(RpcClientError::User(error)),
			)) => {
				let details = error.data.map_or_else(String::new, |data| format!(": {data}"));
				Self::Refused { reason: format!("{}{details}", error.message) }
			},
			error => Self::of_request(url, error),
		}
	}

	/// From a transaction that would not get into a block.
	pub(super) fn of_validity(account: AccountId, fee: u128, invalid: &TransactionInvalid) -> Self {
		let reason = match invalid {
			TransactionInvalid::Payment => {
				return Self::NotEnoughBalance { account, fee: super::amount(fee) }
			},
			TransactionInvalid::Stale | TransactionInvalid::Future => {
				"another transaction of the same key went first: try again"
			},
			TransactionInvalid::ExhaustsResources => "it does not fit into a block",
			TransactionInvalid::BadProof => {
				"its signature is not accepted: use the `animechain` of the same release as the node"
			},
			TransactionInvalid::AncientBirthBlock => "it is too old: try again",
			TransactionInvalid::BadSigner => "this account may not sign",
			TransactionInvalid::Call => "this call is not allowed at present",
			other => return Self::Refused { reason: format!("{other:?}") },
		};
		Self::Refused { reason: reason.into() }
	}

	/// From a transaction that is in a block and failed.
	pub(super) fn of_events(url: &str, account: AccountId, error: TransactionEventsError) -> Self {
		match error {
			TransactionEventsError::ExtrinsicFailed(error) => Self::of_dispatch(account, &error),
			error => Self::of_request(url, error),
		}
	}

	pub(super) fn of_dispatch(account: AccountId, error: &DispatchError) -> Self {
		match error {
			DispatchError::Module(module) => match module.details() {
				Ok(details) => {
					let (pallet, name) = (details.pallet.name(), &details.variant.name);
					let reason = refusal(pallet, name, &details.variant.docs);
					if pallet == "Balances" && name == "InsufficientBalance" {
						Self::NotEnoughFunds { account, reason }
					} else {
						Self::Dispatch { reason }
					}
				},
				Err(error) => Self::Dispatch { reason: error.to_string() },
			},
			DispatchError::Token(
				error @ (TokenError::FundsUnavailable
				| TokenError::NotExpendable
				| TokenError::BelowMinimum
				| TokenError::Frozen),
			) => Self::NotEnoughFunds { account, reason: error.to_string() },
			// What the pallets of balances and of assets say of an amount above all that was issued.
			DispatchError::Arithmetic(ArithmeticError::Underflow) => Self::NotEnoughFunds {
				account,
				reason: "the amount is more than all accounts have together".into(),
			},
			error => Self::Dispatch { reason: error.to_string() },
		}
	}
}

/// `Provenance.UnknownParent: A parent does not exist. Advice: look at the id`
fn refusal(pallet: &str, name: &str, docs: &[impl AsRef<str>]) -> String {
	let docs: Vec<&str> = docs.iter().map(|line| line.as_ref().trim()).collect();
	let mut text = match docs.join(" ").trim() {
		"" => format!("{pallet}.{name}"),
		docs => format!("{pallet}.{name}: {docs}"),
	};
	if let Some(advice) = advice(pallet, name) {
		text += &format!(" Advice: {advice}");
	}
	text
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn dispatch_errors_carry_their_documentation() {
		let docs = [" A parent does not exist,", " or not yet.", ""];
		assert_eq!(
			refusal("Balances", "Missing", &docs),
			"Balances.Missing: A parent does not exist, or not yet."
		);
		assert_eq!(refusal("Balances", "Missing", &[""]), "Balances.Missing");
	}

	#[test]
	fn dispatch_errors_of_our_pallets_carry_advice() {
		let text = refusal("Consent", "LicenceNeeded", &[" It has to be accepted first."]);
		assert!(text.starts_with("Consent.LicenceNeeded: It has to be accepted first. Advice: "));
		assert!(text.contains("animechain accept"), "{text}");
	}

	#[test]
	fn a_missing_runtime_api_is_named() {
		let user = subxt::rpcs::UserError {
			code: 4003,
			message: "Client error: Execution failed: Other: Exported method LineageApi_asset is not found"
				.into(),
			data: None,
		};
		let error = ChainError::of_call("ws://x", "LineageApi_asset", user.into());
		assert_eq!(error.to_string(), "this node runs a runtime without `LineageApi.asset`");
	}

	#[test]
	fn an_account_without_balance_is_told_so() {
		let account = AccountId::from([1; 32]);
		let error = ChainError::of_validity(account, 2_100_000_000, &TransactionInvalid::Payment)
			.to_string();
		assert!(error.contains(&account.to_string()) && error.contains("0.0021 ANIM"), "{error}");
		let stale = ChainError::of_validity(account, 0, &TransactionInvalid::Stale).to_string();
		assert!(stale.contains("try again"), "{stale}");
	}

	#[test]
	fn a_balance_that_is_too_small_for_the_deposit_is_told_so() {
		let account = AccountId::from([1; 32]);
		let refused = |error| ChainError::of_dispatch(account, &DispatchError::Token(error));
		let error = refused(TokenError::FundsUnavailable);
		assert!(matches!(error, ChainError::NotEnoughFunds { .. }));
		assert!(error.to_string().contains(&account.to_string()), "{error}");
		assert!(matches!(refused(TokenError::Blocked), ChainError::Dispatch { .. }));
		let refused =
			|error| ChainError::of_dispatch(account, &DispatchError::Arithmetic(error)).to_string();
		let error = refused(ArithmeticError::Underflow);
		assert!(error.contains("more than all accounts have"), "{error}");
		assert!(error.contains(&account.to_string()), "{error}");
		assert!(!refused(ArithmeticError::Overflow).contains("more than all accounts have"));
	}

	#[test]
	fn money_that_goes_nowhere_is_explained() {
		for (error, part) in [
			(FlowError::UnknownAsset, "no asset 7"),
			(FlowError::UnknownCurrency, "animechain currencies"),
			(FlowError::AssetInvalidated, "animechain history 7"),
			(FlowError::TooMuch, "more than a pool"),
			(FlowError::TooMany, "too many"),
		] {
			let text = ChainError::Money { asset: 7, error }.to_string();
			assert!(text.contains(part), "{text}");
		}
	}

	#[test]
	fn layers_are_peeled_off() {
		let text = "RPC error: client error: RPC error: client error: Connection refused";
		assert_eq!(innermost(text), "Connection refused");
		assert_eq!(innermost("plain"), "plain");
	}
}
